"""Suggestions from documents: a page at a time, until the user has said what of it is right."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.conversation.interviewer import in_scope
from assistant.conversation.pace import go_on, present
from assistant.conversation.session import LibraryDoor, Line, LineStyle, Review, Session, Shown
from assistant.conversation.speech import line, neutral, say
from assistant.conversation.suggested import PAGE, page_of
from assistant.conversation.supporting import assurance_of, citation_of, reading_of
from assistant.conversation.topics import find_practice
from assistant.conversation.values import parse_value
from model.coverage import Ordinal
from model.deeds import Answered, Deed, EvidenceGiven
from model.errors import ActError
from model.evidence import Document
from model.practice import Practice
from model.suggestion import Suggestion, date_in, date_of, gathered, strongest

_NUMBERS = r"((?:\d{1,2}(?:\s*(?:,|and|&)\s*|\s+)?){1,5})"
_ALL = re.compile(r"(?:y|yes|a|all|accept(?: all)?|right|ok(?:ay)?|correct)[.! ]*", re.I)
_NONE = re.compile(r"(?:r|n|no|none|reject(?: all)?|wrong)[.! ]*", re.I)
_BUT = re.compile(rf"(?:(?:all|everything)? ?(?:but|except|without|not)|reject|drop) {_NUMBERS}[.! ]*", re.I)
_ONLY = re.compile(rf"(?:only |just |accept |keep )?{_NUMBERS}[.! ]*", re.I)
_CHANGED = re.compile(r"(\d{1,2})\s*(?:is|=|:|belongs to|->|to)?\s+(?:about |for |in )?(\S.{0,120})", re.I)
_WITHOUT = re.compile(r"(\d{1,2})\s+(?:without|but not|not|minus)\s+(?:in |from )?(\S.{0,200})", re.I)
_ACTIVITY = re.compile(r"(?P<practice>\S.*?\S)(?:[\s.,:]+(?P<activity>[123][a-e]?))?", re.I)
_STOP = re.compile(r"(?:stop|later|enough|that['’]?s (?:all|enough)|not now)[.! ]*", re.I)
_LABEL = re.compile(r"(?:it(?:['’]?s| is)|they(?:['’]?re| are)|all)?\s*confidential[.! ]*", re.I)
_NO_LABEL = re.compile(
    r"(?:(?:it|they)(?:['’]?s|['’]?re| is| are)\s+)?(?:not|no longer) confidential[.! ]*", re.I
)
_UNTIL = re.compile(r"valid (?:until|till|to):? (\S.{3,40})", re.I)
_DATED = re.compile(r"(?:dated|(?:the )?date(?: is)?|(?:it |they )?speaks? of):? (\S.{3,40})", re.I)
_OWNER = re.compile(r"owner(?: is)?:? (\S.{0,79})", re.I)


def take_up(
    session: Session,
    suggestions: Sequence[Suggestion],
    *,
    first: str | None,
    documents: Sequence[Document] = (),
) -> Session:
    """The session with these to review: those in scope and not on record, `first`'s before others.

    What several documents say is one; of each practice a handful is left, and the others are counted.
    """
    order = {practice.id: place for place, practice in enumerate(in_scope(session))}
    kept = {
        (given.citation.sha256, given.activity, words.text if words else given.citation.locator)
        for practice in order
        for given in session.state.practice(practice).evidence
        for words in [given.citation.quotation]
    }
    wanted = [
        _narrowed(session, s)
        for s in suggestions
        if s.practice in order
        and kept.isdisjoint((s.sha256, s.activity, at) for at in (s.quotation.text, s.locator))
    ]
    every = gathered(wanted)
    few = strongest(every)
    ranked = sorted(few, key=lambda s: (s.practice != first, order[s.practice], -s.confidence))
    dates = {document.sha256: day for document in documents for day in [date_of(document)] if day}
    review = Review(tuple(ranked), weaker=len(every) - len(few), dates=dates) if ranked else None
    return replace(session, review=review)


def _narrowed(session: Session, found: Suggestion) -> Suggestion:
    """A repository shows one system: with several that count, and none named, it is some of them."""
    systems = session.state.counted_systems(session.catalogue.practice(found.practice))
    if found.rule and found.coverage is Ordinal.ALL and len(systems) > 1:
        return found.model_copy(update={"coverage": Ordinal.SOME, "level": min(1, found.level)})
    return found


def reply(session: Session, text: str, *, library: LibraryDoor) -> Iterator[Shown] | None:
    """What the words do to the page in front; None when they are about something else."""
    said, page = text.strip(), page_of(session)
    if not said or _ALL.fullmatch(said):
        return _settle(session, page, library=library)
    if _NONE.fullmatch(said):
        return _settle(session, (), library=library)
    if match := _BUT.fullmatch(said):
        dropped = _numbered(page, match[1])
        return _settle(session, tuple(s for s in page if s not in dropped), library=library)
    if match := _ONLY.fullmatch(said):
        return _settle(session, _numbered(page, match[1]), library=library)
    if _STOP.fullmatch(said):
        return _stop(session)
    return _marked(session, said) or _without(session, said) or _changed(session, said)


def _marked(session: Session, said: str) -> Iterator[Shown] | None:
    """What holds for all that is kept from here on."""
    review = session.review or Review(())
    if _LABEL.fullmatch(said):
        return _again(session, replace(review, is_confidential=True), said=line("review.confidential-set"))
    if _NO_LABEL.fullmatch(said):
        return _again(session, replace(review, is_confidential=False), said=line("review.confidential-off"))
    if match := _UNTIL.fullmatch(said):
        until = day_said(match[1])
        return _again(session, replace(review, valid_until=until), said=line("review.until-set", date=until))
    if match := _DATED.fullmatch(said):
        day = day_said(match[1])
        return _again(session, replace(review, dated=day), said=line("review.dated-set", date=day))
    if match := _OWNER.fullmatch(said):
        owner = neutral(match[1].strip(" ."))
        return _again(session, replace(review, owner=owner), said=line("review.owner-set", owner=owner))
    return None


def day_said(words: str) -> date:
    """The day that somebody names; ActError where it is none."""
    day = date_in(words)
    if day is None:
        raise ActError(say("error.no-date", words=words), say("error.no-date-do"))
    return day


def _without(session: Session, said: str) -> Iterator[Shown] | None:
    """'2 without minutes.docx': the suggestion stays, that document is no source of it."""
    match, page = _WITHOUT.fullmatch(said), page_of(session)
    if match is None or not 1 <= int(match[1]) <= len(page):
        return None
    found, name = page[int(match[1]) - 1], match[2].strip(" .").casefold()
    left = [source for source in found.sources if name not in source.document.casefold()]
    if not 0 < len(left) < len(found.sources):
        return None
    return _put(session, found, changed=found.at(left), number=match[1])


def _changed(session: Session, said: str) -> Iterator[Shown] | None:
    """'2 some', '2 photo, eta', '2 belongs to code signing'."""
    match, page = _CHANGED.fullmatch(said), page_of(session)
    if match is None or not 1 <= int(match[1]) <= len(page):
        return None
    found = page[int(match[1]) - 1]
    practice = session.catalogue.practice(found.practice)
    value = parse_value(match[2], session.state.counted_systems(practice))
    if isinstance(value, Ordinal):
        changed = found.model_copy(update={"coverage": value, "systems": (), "level": _level(found, value)})
    elif isinstance(value, tuple):
        changed = found.model_copy(update={"systems": value, "coverage": Ordinal.SOME})
    elif place := _place_named(session, match[2]):
        practice, activity, level = place
        told = {"practice": practice.id, "activity": activity, "level": level}
        changed = found.model_copy(update=told)
    else:
        return None
    return _put(session, found, changed=changed, number=match[1])


def _place_named(session: Session, words: str) -> tuple[Practice, str, int] | None:
    """A practice and an activity of it, the first one where only the practice is named."""
    match = _ACTIVITY.fullmatch(words.strip(" ."))
    practice = find_practice(session.catalogue, match["practice"] if match else words)
    if practice is None:
        return None
    wanted = match["activity"].lower() if match and match["activity"] else "1"
    activity = next((a.id for a in practice.activities if a.id == f"{practice.id}.{wanted}"), "")
    if not activity:
        raise ActError(
            say("error.no-activity", name=wanted, practice=practice.name), say("error.no-activity-do")
        )
    return practice, activity, practice.level_of(activity)


def _put(session: Session, found: Suggestion, *, changed: Suggestion, number: str) -> Iterator[Shown]:
    """The page again with one suggestion in the place of another."""
    review = session.review or Review(())
    pending = tuple(changed if s is found else s for s in review.pending)
    return _again(session, replace(review, pending=pending), said=line("review.changed", number=number))


def _level(found: Suggestion, value: Ordinal) -> int:
    if value is Ordinal.NONE:
        return 0
    return max(1, found.level) if value is Ordinal.ALL else 1


def _numbered(page: Sequence[Suggestion], numbers: str) -> tuple[Suggestion, ...]:
    """The suggestions with these numbers; ActError when there is none of a number."""
    wanted = [int(number) for number in re.findall(r"\d+", numbers)]
    if not all(1 <= number <= len(page) for number in wanted):
        raise ActError(say("error.no-number", most=len(page)), say("error.no-number-do"))
    return tuple(page[number - 1] for number in dict.fromkeys(wanted))


def _again(session: Session, review: Review, *, said: Line) -> Iterator[Shown]:
    yield present(replace(session, review=review), [said])


def _stop(session: Session) -> Iterator[Shown]:
    left = len(session.review.pending) if session.review else 0
    yield from go_on(replace(session, review=None), [line("review.stopped", count=left)])


def keep(session: Session, taken: Sequence[Suggestion], *, library: LibraryDoor) -> Session:
    """The session once the evidence and the drafts of what was taken are on record."""
    deeds = [deed for each in _by_practice(taken) for deed in _deeds(session, each, library=library)]
    return session.record(*deeds) if deeds else session


def _settle(session: Session, taken: Sequence[Suggestion], *, library: LibraryDoor) -> Iterator[Shown]:
    """Record what was taken of the page, leave the rest of it, and turn the page."""
    review = session.review or Review(())
    session = keep(session, taken, library=library)
    following = replace(review, pending=review.pending[PAGE:], kept=review.kept + len(taken))
    said = line("review.kept", LineStyle.LEVEL, count=len(taken)) if taken else line("review.rejected")
    if following.pending:
        yield present(replace(session, review=following), [said])
        return
    closing = [line("review.done", count=following.kept)] if following.kept > len(taken) else []
    yield from go_on(replace(session, review=None), [said, *closing])


def _by_practice(taken: Sequence[Suggestion]) -> list[tuple[Suggestion, ...]]:
    return [tuple(s for s in taken if s.practice == p) for p in dict.fromkeys(s.practice for s in taken)]


def _deeds(session: Session, taken: Sequence[Suggestion], *, library: LibraryDoor) -> Iterator[Deed]:
    """The evidence of a practice, and a draft from its words unless the practice is settled."""
    practice = session.catalogue.practice(taken[0].practice)
    review = session.review or Review(())
    if not session.state.practice(practice.id).is_settled:
        reading = reading_of(session, practice, taken=taken, library=library)
        yield Answered(text=reading.text, readings={practice.id: reading})
    for found in taken:
        for source in found.sources if found.coverage is not Ordinal.NONE else ():
            yield EvidenceGiven(
                practice=practice.id,
                activity=found.activity,
                systems=found.systems,
                assurance=assurance_of(found, dated=source.dated),
                citation=citation_of(source, review=review, today=session.state.today),
            )
