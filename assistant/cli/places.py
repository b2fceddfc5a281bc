"""Where a command left the talk, for the next one: kept beside the record, and no part of it."""

import argparse
import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.cli.sources import Found, settings_of
from assistant.conversation.interviewer import resumed
from assistant.conversation.session import Focus, Review, Session, TimeBox, Where
from assistant.reports.filing import write_whole
from model.assessment import Speaker
from model.errors import RecordError

FOLDER = "places"


@dataclass(frozen=True)
class TalkPlace:
    """What a session knows that its acts do not tell."""

    head: str
    """The last act that it stands on; once there is another one, the place is stale."""
    focus: Focus
    trail: tuple[Focus, ...] = ()
    asked: tuple[str, ...] = ()
    rephrased: bool = False
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
    place = None if found.is_file else _read(_file(arguments, arguments.name))
    if place is None or place.head != found.ledger.head or not _is_known(session, place):
        return resumed(session)
    speaker = session.speaker if arguments.speaker else place.speaker or session.speaker
    return replace(
        session,
        focus=place.focus,
        trail=place.trail,
        asked=place.asked,
        rephrased=place.rephrased,
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
        rephrased=session.rephrased,
        criteria_shown=session.criteria_shown,
        box=session.box,
        hides_levels=session.hides_levels,
        is_classic=session.is_classic,
        review=session.review,
        speaker=session.speaker if session.speaker.name != found.session.speaker.name else None,
    )
    file = _file(arguments, arguments.name)
    with suppress(OSError, RecordError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(file, _PLACES.dump_json(place))


def forget(arguments: argparse.Namespace, name: str) -> None:
    """Nothing is kept of an assessment that is gone, or has another name."""
    with suppress(OSError):
        _file(arguments, name).unlink(missing_ok=True)


def _is_known(session: Session, place: TalkPlace) -> bool:
    """Whether the catalogue has all that a place names: the file is anybody's to change."""
    practices = {p.id: {a.id for a in p.activities} for p in session.catalogue.practices}
    stories = {s.id for phase in session.catalogue.phases for s in phase.stories}
    focuses = (place.focus, *place.trail)
    about = {f.practice for f in focuses} | set(place.box.practices if place.box else ())
    activities = {None, *(a for known in practices.values() for a in known)}
    found = place.review.pending if place.review else ()
    return (
        about <= {None, *practices}
        and all(s.practice in practices and s.activity in practices[s.practice] for s in found)
        and (bool(found) or place.focus.where is not Where.EVIDENCE)
        and {f.story for f in focuses} <= {None, *stories}
        and {f.activity for f in focuses} <= activities
    )


def _file(arguments: argparse.Namespace, name: str) -> Path:
    settings = settings_of(arguments)
    key = hashlib.sha256(f"{settings.database}\n{name}".encode()).hexdigest()
    return settings.data / FOLDER / f"{key[:32]}.json"


def _read(file: Path) -> TalkPlace | None:
    try:
        return _PLACES.validate_json(file.read_bytes())
    except (OSError, ValidationError):
        return None
