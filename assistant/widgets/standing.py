"""Where an assessment stands, taken once after each turn: what the pane and the title line show."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation.interviewer import minutes_left
from assistant.conversation.session import Session
from model.catalogue import Phase
from model.practice import PhaseId, Practice
from model.scoring import PhaseScore, PracticeScore, Range, Scorecard, score


@dataclass(frozen=True)
class PracticeStanding:
    """One practice in one phase."""

    practice: Practice
    scored: PracticeScore
    is_settled: bool
    is_drafted: bool
    is_here: bool
    """The conversation is about it."""
    is_shared: bool
    """Its primary phase is another one."""


@dataclass(frozen=True)
class PhaseStanding:
    """One phase with its practices."""

    id: PhaseId
    name: str
    earned: Range | None
    practices: tuple[PracticeStanding, ...]
    is_here: bool
    hides_levels: bool
    """Levels are hidden until the phase is done, and it is not."""

    @property
    def own(self) -> tuple[PracticeStanding, ...]:
        """The practices that are asked for in this phase; the shared ones where it has none of its own."""
        mine = tuple(p for p in self.practices if not p.is_shared)
        return mine or self.practices

    @property
    def asked(self) -> tuple[PracticeStanding, ...]:
        """Those that apply."""
        return tuple(p for p in self.own if p.scored.applicable)

    @property
    def settled(self) -> int:
        """How many of those are settled."""
        return sum(p.is_settled for p in self.asked)


@dataclass(frozen=True)
class Standing:
    """The whole assessment at one moment."""

    name: str
    speaker: str
    phase: str
    """The name of the phase in focus, or nothing."""
    settled: int
    applicable: int
    minutes: int
    parked: int
    scorecard: Scorecard
    phases: tuple[PhaseStanding, ...]


def take_stock(session: Session) -> Standing:
    """Where the assessment of a session stands."""
    state, catalogue = session.state, session.catalogue
    card = score(state, catalogue)
    applicable = [p for p in card.practices if p.applicable]
    here = phase_in_focus(session)
    phases = tuple(
        _phase(session, phase, scored=_scored(card, phase.id), card=card) for phase in catalogue.phases
    )
    speaker = session.speaker
    return Standing(
        name=state.name,
        speaker=f"{speaker.name}, {speaker.role}" if speaker.role else speaker.name,
        phase=here.name if here else "",
        settled=sum(state.practice(p.id).is_settled for p in applicable),
        applicable=len(applicable),
        minutes=minutes_left(session),
        parked=len(state.parked),
        scorecard=card,
        phases=phases,
    )


def phase_in_focus(session: Session) -> Phase | None:
    """The phase that the conversation is in."""
    wanted = session.focus.phase
    if wanted is None and session.focus.practice:
        wanted = session.catalogue.practice(session.focus.practice).primary_phase
    return next((p for p in session.catalogue.phases if p.id == wanted), None)


def _scored(card: Scorecard, phase: PhaseId) -> PhaseScore:
    return next(p for p in card.phases if p.id is phase)


def _phase(session: Session, phase: Phase, *, scored: PhaseScore, card: Scorecard) -> PhaseStanding:
    practices = tuple(_practice(session, phase.id, scored=card.practice(i)) for i in scored.practices)
    here = phase_in_focus(session)
    return PhaseStanding(
        id=phase.id,
        name=phase.name,
        earned=scored.earned,
        practices=practices,
        is_here=here is not None and here.id is phase.id,
        hides_levels=session.hides_levels and not _is_done(practices),
    )


def _is_done(practices: Sequence[PracticeStanding]) -> bool:
    return all(p.is_settled for p in practices if p.scored.applicable)


def _practice(session: Session, phase: PhaseId, *, scored: PracticeScore) -> PracticeStanding:
    practice = session.catalogue.practice(scored.id)
    stands = session.state.practice(scored.id)
    return PracticeStanding(
        practice=practice,
        scored=scored,
        is_settled=stands.is_settled,
        is_drafted=bool(stands.drafts),
        is_here=session.focus.practice == scored.id,
        is_shared=practice.primary_phase is not phase,
    )
