"""Where a command left the talk, for the next one: kept beside the record, and no part of it."""

import argparse
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.cli.sources import Found, settings_of
from assistant.conversation.interviewer import in_scope, resumed
from assistant.conversation.session import Focus, Review, Session, TimeBox, Where
from assistant.reports.filing import write_whole
from model.assessment import Speaker
from model.errors import RecordError

_NEEDED: Mapping[Where, tuple[str, ...]] = {
    Where.STORY: ("story",),
    Where.QUESTION: ("practice",),
    Where.FOLLOW_UP: ("practice", "activity"),
    Where.CARD: ("practice",),
    Where.PHASE: ("phase",),
    Where.REASON: ("practice", "level"),
    Where.INAPPLICABLE: ("practice",),
}
"""What a focus is about, where it is about something."""


@dataclass(frozen=True)
class TalkPlace:
    """What a session knows that its acts do not tell."""

    head: str
    """The last act that it stands on; once there is another one, the place is stale."""
    focus: Focus
    trail: tuple[Focus, ...] = ()
    asked: tuple[str, ...] = ()
    left: frozenset[str] = frozenset()
    rephrased: bool = False
    listed: tuple[str, ...] = ()
    criteria_shown: frozenset[str] = frozenset()
    box: TimeBox | None = None
    hides_levels: bool = False
    is_classic: bool = False
    review: Review | None = None
    """What was found in documents and waits for a word; gone once that is said."""
    speaker: Speaker | None = None
    """Who speaks on, where the talk named somebody else than the command did."""


_PLACES = TypeAdapter(TalkPlace)


def taken_up(found: Found, arguments: argparse.Namespace) -> Session:
    """The session where the last command left it; by its acts alone where that is stale or unknown."""
    session = found.session
    place = None if found.is_file else _read(_file(found, arguments))
    if place is None or place.head != found.ledger.head or not _holds(session, place):
        return resumed(session)
    known = {p.id for p in session.catalogue.practices}
    speaker = session.speaker if arguments.speaker else place.speaker or session.speaker
    return replace(
        session,
        focus=place.focus,
        trail=tuple(focus for focus in place.trail if _stands(session, focus)),
        asked=place.asked,
        left=place.left,
        rephrased=place.rephrased,
        listed=tuple(i for i in place.listed if i in known),
        criteria_shown=place.criteria_shown,
        box=place.box,
        hides_levels=place.hides_levels,
        is_classic=place.is_classic,
        review=place.review,
        speaker=speaker,
    )


def leave_at(session: Session, found: Found, *, arguments: argparse.Namespace) -> None:
    """Keep where the session stands; without a place for it the next command goes by the acts."""
    if found.is_file:
        return
    place = TalkPlace(
        head=found.ledger.head,
        focus=session.focus,
        trail=session.trail,
        asked=session.asked,
        left=session.left,
        rephrased=session.rephrased,
        listed=session.listed,
        criteria_shown=session.criteria_shown,
        box=session.box,
        hides_levels=session.hides_levels,
        is_classic=session.is_classic,
        review=session.review,
        speaker=session.speaker if session.speaker.name != found.session.speaker.name else None,
    )
    file = _file(found, arguments)
    with suppress(OSError, RecordError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(file, _PLACES.dump_json(place))


def _holds(session: Session, place: TalkPlace) -> bool:
    """Whether the talk can go on at a place: the file is anybody's to change."""
    known = {p.id: {a.id for a in p.activities} for p in session.catalogue.practices}
    found = place.review.pending if place.review else ()
    return (
        _stands(session, place.focus)
        and (bool(found) or place.focus.where is not Where.EVIDENCE)
        and all(s.activity in known.get(s.practice, ()) for s in found)
        and set(place.box.practices if place.box else ()) <= set(known)
    )


def _stands(session: Session, focus: Focus) -> bool:
    """Whether the session knows what a focus is about."""
    stories = {s.id for phase in session.catalogue.phases for s in phase.stories}
    activities = {p.id: {a.id for a in p.activities} for p in in_scope(session)}
    return (
        all(getattr(focus, what) is not None for what in _NEEDED.get(focus.where, ()))
        and focus.practice in {None, *activities}
        and focus.activity in {None, *activities.get(focus.practice or "", ())}
        and focus.story in {None, *stories}
        and focus.level in {None, 0, 1, 2, 3}
    )


def _file(found: Found, arguments: argparse.Namespace) -> Path:
    return found.ledger.place(settings_of(arguments).speaker)


def _read(file: Path) -> TalkPlace | None:
    try:
        return _PLACES.validate_json(file.read_bytes())
    except (OSError, ValidationError):
        return None
