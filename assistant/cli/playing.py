"""An assessment script played through the conversation, turn by turn."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.cli.output import fault, say
from assistant.cli.script import Aimed, Exactly, Inapplicable, Judged, Script, ScriptTurn, Then
from assistant.conversation import judging, recording
from assistant.conversation.answering import answer
from assistant.conversation.interviewer import card_of
from assistant.conversation.session import Focus, LibraryDoor, Line, LineStyle, Session, Shown, Where
from model.card import named
from model.catalogue import Catalogue
from model.coverage import Coverage, Ordinal
from model.deeds import (
    CoveragesSet,
    SaidNotApplicable,
    SaidUnknown,
    ScopeSettled,
    SetAside,
    SystemAdded,
    TargetSet,
)
from model.errors import MlsmmError, RecordError, ScriptError
from model.fold import fold
from model.practice import Practice, Unit


@dataclass(frozen=True)
class Played:
    """One turn of a script, played."""

    number: int
    turn: ScriptTurn
    session: Session
    shown: tuple[Shown, ...]
    problem: str = ""
    """Why the turn recorded less than it asked for."""


def set_scope(session: Session, script: Script) -> Session:
    """The session once systems and targets of a script are recorded."""
    catalogue = session.catalogue
    known = {p.id for p in catalogue.practices}
    for practice in script.targets:
        if practice not in known:
            raise fault(ScriptError, "script.no-catalogue-practice", practice=practice)
    targets = [_target(practice, aim) for practice, aim in script.targets.items()]
    systems = [SystemAdded(system=s) for s in script.systems]
    return session.record(*systems, *targets, ScopeSettled())


def _target(practice: str, aim: int | Aimed) -> TargetSet:
    if isinstance(aim, Aimed):
        return TargetSet(practice=practice, **aim.model_dump())
    return TargetSet(practice=practice, level=aim, reason=say("script.target"))


def scope_problems(script: Script, catalogue: Catalogue) -> tuple[str, ...]:
    """Traits that mean nothing here; they are kept, and leave nothing out."""
    known = ", ".join(catalogue.traits)
    return tuple(
        say("script.no-trait", system=system.name, trait=trait, known=known)
        for system in script.systems
        for trait in system.traits
        if trait not in catalogue.traits
    )


def play(session: Session, script: Script, *, library: LibraryDoor) -> Iterator[Played]:
    """Play a script turn by turn; unscripted follow-ups count as skipped."""
    for number, turn in enumerate(script.turns, 1):
        session = replace(session, speaker=turn.speaker or script.speaker)
        shown: tuple[Shown, ...] = ()
        try:
            shown = tuple(_play_turn(session, turn, library=library))
            problem = _refusal(shown)
        except ScriptError as error:
            raise ScriptError(say("script.turn", number=number, what=error.what), error.do) from error
        except RecordError:
            raise
        except MlsmmError as error:
            problem = str(error)
        session = _resynced(shown[-1].session if shown else session)
        told = say("script.problem", number=number, problem=problem) if problem else ""
        yield Played(number, turn, session, shown, told)


def pending(session: Session) -> tuple[str, ...]:
    """The practices that were drafted and never confirmed."""
    return tuple(p.id for p in session.catalogue.practices if card_of(session, p.id))


def _refusal(shown: tuple[Shown, ...]) -> str:
    """The first line that says what was not recorded."""
    said = (x.text for part in shown for x in part.lines if x.style is LineStyle.ERROR)
    return next(said, "")


def _resynced(session: Session) -> Session:
    """The session with every act that is on record, also of a turn that then failed."""
    return replace(session, state=fold(session.ledger.acts))


def _play_turn(session: Session, turn: ScriptTurn, *, library: LibraryDoor) -> Iterator[Shown]:
    if turn.confirm:
        yield from recording.confirm_phase(session, turn.confirm.value, library=library)
    elif turn.phase:
        yield from answer(session.at(_story_focus(session, turn)), turn.text or "", library=library)
    else:
        practice = _practice(session, turn.practice or "")
        asking = Focus(Where.QUESTION, practice.primary_phase, practice=practice.id)
        yield from _play_practice(session.at(asking), turn, library=library)


def _practice(session: Session, practice_id: str) -> Practice:
    found = next((p for p in session.catalogue.practices if p.id == practice_id), None)
    if found is None:
        raise fault(ScriptError, "script.no-practice", practice=practice_id)
    return found


def _play_practice(session: Session, turn: ScriptTurn, *, library: LibraryDoor) -> Iterator[Shown]:
    if turn.text:
        for shown in answer(session, turn.text, library=library):
            session = shown.session
            yield shown
    if turn.then is not None:
        practice = _practice(session, turn.practice or "")
        focus = Focus(Where.CARD, practice.primary_phase, practice=practice.id)
        yield from _then(session.at(focus), practice, then=turn.then, library=library)


def _story_focus(session: Session, turn: ScriptTurn) -> Focus:
    phase = next(p for p in session.catalogue.phases if p.id is turn.phase)
    stories = {s.id for s in phase.stories}
    open_ones = [s for s in phase.stories if s.id not in session.state.stories] or list(phase.stories)
    story = turn.story or open_ones[0].id
    if story not in stories:
        known = ", ".join(sorted(stories))
        raise fault(ScriptError, "script.no-story", phase=phase.id.value, story=story, known=known)
    return Focus(Where.STORY, phase=phase.id, story=story)


def _then(session: Session, practice: Practice, *, then: Then, library: LibraryDoor) -> Iterator[Shown]:
    if then == "confirm":
        yield from recording.confirm(session, "", library=library)
    elif isinstance(then, Judged):
        yield from judging.judge(session, practice, level=then.level, reason=then.reason)
    else:
        yield Shown(
            session.record(_deed(session, practice, then=then)), _left_out(session, practice, then=then)
        )


def _deed(
    session: Session, practice: Practice, *, then: Exactly | Inapplicable | str
) -> SaidUnknown | SetAside | CoveragesSet | SaidNotApplicable:
    if isinstance(then, Inapplicable):
        return SaidNotApplicable(practice=practice.id, reason=then.na)
    if isinstance(then, Exactly):
        return CoveragesSet(practice=practice.id, coverages=_coverages(session, practice, said=then))
    if then == "unknown":
        return SaidUnknown(practice=practice.id, activities=tuple(a.id for a in practice.activities))
    return SetAside(practice=practice.id)


def _coverages(session: Session, practice: Practice, *, said: Exactly) -> dict[str, Coverage]:
    activities = {a.id: a for a in practice.activities}
    systems = session.state.counted_systems(practice)
    recorded: dict[str, Coverage] = {}
    for name, value in said.coverages.items():
        if name not in activities:
            known = ", ".join(activities)
            raise fault(ScriptError, "script.no-activity", practice=practice.id, activity=name, known=known)
        if isinstance(value, tuple):
            if activities[name].unit is not Unit.SYSTEMS:
                raise fault(ScriptError, "script.not-systems", activity=name)
            _check_systems(session, names=value)
            recorded[name] = named(practice, name, value=value, systems=systems)
        else:
            ordinal = None if value == "unknown" else Ordinal(value)
            if activities[name].unit is Unit.WHOLE and ordinal in (Ordinal.SOME, Ordinal.HALF):
                raise fault(ScriptError, "script.whole", activity=name)
            recorded[name] = named(practice, name, value=ordinal, systems=systems)
    return recorded


def _check_systems(session: Session, *, names: tuple[str, ...]) -> None:
    in_scope = [s.name for s in session.state.systems]
    strange = [name for name in names if name not in in_scope]
    if strange:
        raise fault(ScriptError, "script.no-system", system=strange[0], known=", ".join(in_scope))


def _left_out(session: Session, practice: Practice, *, then: Then) -> tuple[Line, ...]:
    """Systems that a script names for a practice to which they do not count."""
    if not isinstance(then, Exactly):
        return ()
    counted = session.state.counted_systems(practice)
    named_ones = dict.fromkeys(n for v in then.coverages.values() if isinstance(v, tuple) for n in v)
    known = ", ".join(counted)
    return tuple(
        Line(say("script.not-counted", system=name, practice=practice.id, known=known), LineStyle.ERROR)
        for name in named_ones
        if name not in counted
    )
