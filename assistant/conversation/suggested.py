"""The page of suggestions in front: what each would support, its words, its place."""

from collections.abc import Iterator, Sequence

from assistant.conversation.cards import activity_of, quoted
from assistant.conversation.session import Line, LineStyle, Review, Session
from assistant.conversation.speech import join, line, say
from assistant.conversation.supporting import assurance_of, citation_of
from model.coverage import Ordinal
from model.evidence import say_the_same
from model.practice import Practice
from model.suggestion import Source, Suggestion

PAGE = 5
"""Suggestions that are looked at together."""
MOST_SOURCES = 4
"""Further documents that a suggestion names."""


def page_of(session: Session) -> tuple[Suggestion, ...]:
    """The suggestions in front."""
    return session.review.pending[:PAGE] if session.review else ()


def review_lines(session: Session) -> Iterator[Line]:
    """The page in front, numbered, each with its words and its place."""
    review, page = session.review, page_of(session)
    if review is None:
        return
    yield line("review.heading", LineStyle.LABEL, count=len(page), left=len(review.pending) - len(page))
    yield from numbered_lines(session, page)
    yield line("review.hint", LineStyle.HINT)
    if any(found.also for found in page):
        yield line("review.hint-also", LineStyle.HINT)


def numbered_lines(session: Session, page: Sequence[Suggestion]) -> Iterator[Line]:
    """Suggestions with their numbers."""
    is_confidential = bool(session.review and session.review.is_confidential)
    told = {(s.practice, s.level == 0) for s in page}
    for number, found in enumerate(page, 1):
        practice = session.catalogue.practice(found.practice)
        yield line("review.practice", LineStyle.ITEM, number=number, practice=practice.name)
        yield _shown(session, practice, found=found)
        yield quoted(found.quotation.text)
        if is_confidential:
            yield line("review.confidential", LineStyle.HINT, indent=2)
        yield _placed(session, found.source)
        yield from also_lines(found)
        if found.rule:
            yield line("review.rule", LineStyle.HINT, indent=2, reason=found.reason, limits=found.limits)
        if known := _known(session, found):
            yield line(f"review.{known[0]}", LineStyle.HINT, indent=2, place=known[1])
        if (found.practice, found.level != 0) in told:
            yield line("review.contrary", LineStyle.HINT, indent=2)


def _known(session: Session, found: Suggestion) -> tuple[str, str] | None:
    """What is kept of the same, and where: an earlier version, whose place it would take, or another file."""
    for given in session.state.practice(found.practice).evidence if found.level else ():
        kept = given.citation
        place = f"{kept.document}, {kept.locator}"
        for source in found.sources if given.activity == found.activity else ():
            cited = citation_of(source, review=Review(()), today=session.state.today)
            if cited.follows(kept):
                return "newer", place
            if kept.quotation and say_the_same(kept.quotation.text, source.quotation.text):
                return "again", place
    return None


def _placed(session: Session, source: Source) -> Line:
    """Where the words stand, and of which day they are."""
    day = (session.review or Review(())).day_of(source)
    if day is None:
        return line("review.place", LineStyle.HINT, indent=2, place=place_of(source))
    return line("review.place-dated", LineStyle.HINT, indent=2, place=place_of(source), date=day)


def place_of(source: Source) -> str:
    """The document, and where in it."""
    return f"{source.document}, {source.locator}"


def also_lines(found: Suggestion) -> Iterator[Line]:
    """The other documents that say the same; of very many, how many."""
    for source in found.also[:MOST_SOURCES]:
        yield line("review.also", LineStyle.HINT, indent=2, place=place_of(source))
    if len(found.also) > MOST_SOURCES:
        more = len(found.also) - MOST_SOURCES
        yield line("review.also-more", LineStyle.HINT, indent=2, count=more)


def _shown(session: Session, practice: Practice, *, found: Suggestion) -> Line:
    systems = found.systems if session.state.named else ()
    facts: dict[str, str] = {
        "label": activity_of(practice, found.activity).label,
        "coverage": join(systems) or say(f"coverage.{found.coverage.value}"),
        "kind": say(f"review.kind-{found.kind.value.replace('_', '-')}"),
    }
    if found.coverage is Ordinal.NONE:
        return line("review.absent", indent=2, **facts)
    proofs = (assurance_of(found, dated=source.dated) for source in found.sources)
    return line("review.shows", indent=2, assurance=max(proofs, key=lambda a: a.rank).value, **facts)
