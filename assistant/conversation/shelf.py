"""What is kept of documents: how well it proves what, what to refresh, what has moved in a new version."""

from collections.abc import Iterator

from assistant.conversation.cards import activity_of
from assistant.conversation.interviewer import in_scope
from assistant.conversation.session import Line, LineStyle, Session
from assistant.conversation.speech import line, say
from model.deeds import EvidenceGiven
from model.evidence import Citation, Document


def shelf_lines(session: Session) -> Iterator[Line]:
    """Per practice the evidence on record, what is past its date first."""
    old = [given for given in _all(session) if is_stale(session, given.citation)]
    if old:
        yield line("shelf.refresh", LineStyle.LABEL, count=len(old))
        for given in old:
            yield shelf_line(session, given)
    for practice in in_scope(session):
        kept = session.state.practice(practice.id).evidence
        if kept:
            yield line("shelf.practice", LineStyle.LABEL, practice=practice.name, id=practice.id)
            yield from (shelf_line(session, given) for given in kept)


def is_stale(session: Session, citation: Citation) -> bool:
    """Past valid-until: it proves one step less."""
    return citation.valid_until is not None and citation.valid_until < session.state.today


def _all(session: Session) -> Iterator[EvidenceGiven]:
    for practice in in_scope(session):
        yield from session.state.practice(practice.id).evidence


def shelf_line(session: Session, given: EvidenceGiven) -> Line:
    """A proof on record: its place, what it proves and how well, its dates and owner."""
    citation = given.citation
    practice = session.catalogue.practice(given.practice)
    facts = [
        say("shelf.received", date=citation.received),
        *([say("shelf.dated", date=citation.dated)] if citation.dated else ()),
        *([say("shelf.until", date=citation.valid_until)] if citation.valid_until else ()),
        *([say("shelf.owner", owner=citation.owner)] if citation.owner else ()),
        *([say("shelf.confidential")] if citation.confidential else ()),
    ]
    return line(
        "shelf.item",
        LineStyle.ITEM,
        indent=1,
        place=f"{citation.document}, {citation.locator}",
        label=activity_of(practice, given.activity).label,
        assurance=given.assurance.value,
        facts=", ".join(facts),
    )


def moved(session: Session, document: Document) -> Iterator[Line]:
    """Of a file that is known: that it is the same, or which kept words it still says, and where."""
    known = [given.citation for given in _all(session) if given.citation.document == document.name]
    if not known:
        return
    if all(citation.sha256 == document.sha256 for citation in known):
        yield line("shelf.same", LineStyle.HINT, name=document.name, count=len(known))
        return
    yield line("shelf.changed", LineStyle.HINT, name=document.name)
    for citation in known:
        if citation.sha256 != document.sha256 and citation.quotation:
            yield _moved(document, citation, words=citation.quotation.text)


def _moved(document: Document, citation: Citation, *, words: str) -> Line:
    at = document.text.find(words)
    place = next((p.locator for p in document.passages if p.start <= at < p.end), "") if at >= 0 else ""
    if not place:
        return line("shelf.gone", LineStyle.HINT, indent=1, words=words[:120], place=citation.locator)
    if place == citation.locator:
        return line("shelf.stays", LineStyle.HINT, indent=1, words=words[:120], place=place)
    return line("shelf.moved", LineStyle.HINT, indent=1, words=words[:120], place=place)
