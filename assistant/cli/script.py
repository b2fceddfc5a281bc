"""The assessment script: its format, and how it is played through the conversation."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, model_validator

from assistant.conversation import recording
from assistant.conversation.answering import answer
from assistant.conversation.interviewer import card_of
from assistant.conversation.session import Focus, LibraryDoor, Session, Shown, Where
from knowledge.strict_yaml import read_yaml
from model.assessment import Speaker, fold
from model.card import named
from model.coverage import Coverage, Ordinal
from model.deeds import (
    CoveragesSet,
    Name,
    NaReason,
    SaidNotApplicable,
    SaidUnknown,
    ScopeSettled,
    SetAside,
    System,
    SystemAdded,
    TargetSet,
)
from model.errors import MlsmmError, ScriptError
from model.practice import PhaseId, Practice, Profile, Unit
from model.value import Value


class Judged(Value):
    """`then: {level: 2, reason: ...}`"""

    level: int = Field(ge=0, le=3)
    reason: str = Field(min_length=1)


class Exactly(Value):
    """`then: {coverages: {ACTIVITY: [systems] | none | some | half | all | unknown}}`"""

    coverages: dict[str, tuple[str, ...] | Literal["none", "some", "half", "all", "unknown"]]


class Inapplicable(Value):
    """`then: {na: REASON}`"""

    na: NaReason


Then = Literal["confirm", "unknown", "later"] | Judged | Exactly | Inapplicable


class ScriptTurn(Value):
    """One turn: a story, an answer to a practice, or the confirmation of a phase."""

    speaker: Speaker | None = Field(default=None, alias="as")
    phase: PhaseId | None = None
    story: str | None = None
    practice: str | None = None
    text: str | None = None
    then: Then | None = None
    confirm: PhaseId | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> "ScriptTurn":
        if sum(x is not None for x in (self.phase, self.practice, self.confirm)) != 1:
            raise ValueError("a turn has exactly one of phase, practice and confirm")
        if self.phase and not self.text:
            raise ValueError("a story needs a text")
        if self.practice and not self.text and self.then is None:
            raise ValueError("a practice needs a text, a then, or both")
        return self


class Script(Value):
    """A whole assessment, as `mlsmm assess` plays it."""

    name: Name
    about: str = ""
    systems: tuple[System, ...] = Field(default=(), max_length=12)
    speaker: Speaker = Field(default=Speaker(name="script"), alias="as")
    profile: Profile = Profile.CORE
    targets: dict[str, int] = {}
    turns: tuple[ScriptTurn, ...] = ()


def load_script(path: Path) -> Script:
    """A script file; ScriptError names file and key."""
    content: Any = read_yaml(path, name=path.name, error=ScriptError)
    try:
        return Script.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise ScriptError(f"{path.name}: {where}: {first['msg']}", "See `mlsmm assess --help`.") from error


@dataclass(frozen=True)
class Played:
    """One turn of a script, played."""

    number: int
    session: Session
    shown: tuple[Shown, ...]
    problem: str = ""
    """Why the turn recorded less than it asked for."""


def play(session: Session, script: Script, library: LibraryDoor) -> Iterator[Played]:
    """Play a script turn by turn; unscripted follow-ups count as skipped."""
    session = _set_scope(session, script)
    for number, turn in enumerate(script.turns, 1):
        session = replace(session, speaker=turn.speaker or script.speaker)
        try:
            shown = tuple(_play_turn(session, turn, library))
            session = shown[-1].session if shown else session
            yield Played(number, session, shown)
        except ScriptError as error:
            raise ScriptError(f"turn {number}: {error.what}", error.do) from error
        except MlsmmError as error:
            yield Played(number, _resynced(session), (), f"turn {number}: {error}")


def _resynced(session: Session) -> Session:
    """The session with every act that is on record, also of a turn that then failed."""
    return replace(session, state=fold(session.ledger.acts))


def _set_scope(session: Session, script: Script) -> Session:
    known = {p.id for p in session.catalogue.practices}
    for practice in [*script.targets, *(t.practice for t in script.turns if t.practice)]:
        if practice not in known:
            raise ScriptError(f"there is no practice {practice}", "`mlsmm explain` lists them.")
    targets = [TargetSet(practice=i, level=n, reason="set in the script") for i, n in script.targets.items()]
    systems = [SystemAdded(system=s) for s in script.systems]
    return session.record(*systems, *targets, ScopeSettled())


def _play_turn(session: Session, turn: ScriptTurn, library: LibraryDoor) -> Iterator[Shown]:
    if turn.confirm:
        yield from recording.confirm_phase(session, turn.confirm.value, library)
        return
    if turn.phase:
        yield from answer(session.at(_story_focus(session, turn)), turn.text or "", library)
        return
    practice = session.catalogue.practice(turn.practice or "")
    session = session.at(Focus(Where.QUESTION, practice.primary_phase, practice=practice.id))
    if turn.text:
        for shown in answer(session, turn.text, library):
            session = shown.session
            yield shown
    if turn.then is not None:
        focus = Focus(Where.CARD, practice.primary_phase, practice=practice.id)
        yield from _then(session.at(focus), practice, turn.then, library)


def _story_focus(session: Session, turn: ScriptTurn) -> Focus:
    phase = next(p for p in session.catalogue.phases if p.id is turn.phase)
    told = {s.id for s in phase.stories}
    open_ones = [s for s in phase.stories if s.id not in session.state.stories] or list(phase.stories)
    story = turn.story or open_ones[0].id
    if story not in told:
        raise ScriptError(f"phase {phase.id.value} has no story {story}", f"It has {', '.join(sorted(told))}.")
    return Focus(Where.STORY, phase=phase.id, story=story)


def _then(session: Session, practice: Practice, then: Then, library: LibraryDoor) -> Iterator[Shown]:
    if then == "confirm":
        yield from recording.confirm(session, "", library)
    elif isinstance(then, Judged):
        yield from recording.judge(session, practice, then.level, then.reason)
    else:
        yield Shown(session.record(_deed(session, practice, then)), ())


def _deed(
    session: Session, practice: Practice, then: Then
) -> SaidUnknown | SetAside | CoveragesSet | SaidNotApplicable:
    if isinstance(then, Inapplicable):
        return SaidNotApplicable(practice=practice.id, reason=then.na)
    if isinstance(then, Exactly):
        return CoveragesSet(practice=practice.id, coverages=_coverages(session, practice, then))
    if then == "unknown":
        return SaidUnknown(practice=practice.id, activities=tuple(a.id for a in practice.activities))
    return SetAside(practice=practice.id)


def _coverages(session: Session, practice: Practice, then: Exactly) -> dict[str, Coverage]:
    systems = session.state.counted_systems(practice)
    in_scope = {s.name for s in session.state.systems}
    units = {a.id: a.unit for a in practice.activities}
    recorded: dict[str, Coverage] = {}
    for activity, said in then.coverages.items():
        if activity not in units:
            raise ScriptError(f"{practice.id} has no activity {activity}", f"It has {', '.join(units)}.")
        if isinstance(said, tuple):
            if units[activity] is not Unit.SYSTEMS:
                advice = "Say none, some, half, all or unknown."
                raise ScriptError(f"{activity} is not counted over systems", advice)
            if strange := [s for s in said if s not in in_scope]:
                raise ScriptError(f"no system {strange[0]} is in scope", f"There are {', '.join(sorted(in_scope))}.")
            recorded[activity] = named(practice, activity, said, systems)
        else:
            value = None if said == "unknown" else Ordinal(said)
            _check_whole(activity, units[activity], value)
            recorded[activity] = named(practice, activity, value, systems)
    return recorded


def _check_whole(activity: str, unit: Unit, value: Ordinal | None) -> None:
    if unit is Unit.WHOLE and value in (Ordinal.SOME, Ordinal.HALF):
        raise ScriptError(f"{activity} is yes or no for the organisation", "Say none, all or unknown.")


def pending(session: Session) -> tuple[str, ...]:
    """The practices that were drafted and never confirmed."""
    return tuple(p.id for p in session.catalogue.practices if card_of(session, p.id))
