"""Acts, and the state that they leave an assessment in; `model.fold` makes the one of the others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar

from model import deeds as d
from model.catalogue import Catalogue
from model.coverage import Coverage
from model.decisions import CapacitySet, PracticeExcluded, StepAgreed, StepPut
from model.practice import Practice, Profile
from model.threat import Release
from model.value import Value

UNNAMED = d.System(name="unnamed")
"""Stands for everything where no system was named."""


class Speaker(Value):
    """Who acts, and in which role."""

    name: d.Name
    role: str = ""


class Act(Value):
    """One recorded deed: who, in which role, when, what and why."""

    seq: int
    """1 for the first act of an assessment."""
    at: datetime
    speaker: Speaker
    deed: d.Deed


@dataclass(frozen=True)
class Claim:
    """What one speaker recorded of one activity."""

    speaker: str
    seq: int
    coverage: Coverage


@dataclass(frozen=True)
class Draft:
    """An answer that waits to be confirmed."""

    seq: int
    speaker: str
    answer: d.Answered


@dataclass(frozen=True)
class PracticeState:
    """What is recorded and drafted for one practice."""

    claims: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)
    """By activity; one claim per speaker."""
    not_applicable: d.NaReason | None = None
    na_note: str = ""
    level_set: d.LevelSet | None = None
    """The last judgement that overruled a reading, while it stands."""
    drafts: tuple[Draft, ...] = ()
    """Answers since the last confirmation."""
    evidence: tuple[d.EvidenceGiven, ...] = ()
    vouched: Mapping[str, str] = field(default_factory=dict)
    """By activity, who confirmed it besides the answerer."""
    carried: Mapping[str, Coverage] = field(default_factory=dict)
    last_time: d.Carried | None = None
    """What the assessment before knew, as it was brought along."""
    counted: Mapping[str, d.Counted] = field(default_factory=dict)
    set_aside: bool = False
    reopened: str = ""
    """Why it is asked again though it is settled: a fact that changed."""
    settled_at: int = 0
    """The act that last recorded something; 0 while nothing is."""

    @property
    def is_settled(self) -> bool:
        """Whether a confirmation or a judgement stands."""
        return bool(self.settled_at)

    @property
    def is_carried(self) -> bool:
        """Whether something was said last time that waits to be reconfirmed."""
        is_ruled = self.last_time is not None and self.last_time.not_applicable is not None
        return not self.is_settled and (bool(self.carried) or is_ruled)


EMPTY = PracticeState()


Choice = TypeVar("Choice", d.TargetSet, StepAgreed, PracticeExcluded, StepPut, CapacitySet)


@dataclass(frozen=True)
class Decided(Generic[Choice]):
    """Something that the users decided and that stands: what and why, who and when."""

    deed: Choice
    speaker: Speaker
    at: datetime


Step = tuple[str, int]
"""A step of the roadmap: a practice and the level that it comes to."""


@dataclass(frozen=True)
class State:
    """An assessment as its acts leave it."""

    name: str = ""
    profile: Profile = Profile.CORE
    catalogue: str = ""
    origin: str = ""
    named: tuple[d.System, ...] = ()
    practices: Mapping[str, PracticeState] = field(default_factory=dict)
    targets: Mapping[str, Decided[d.TargetSet]] = field(default_factory=dict)
    """Targets in place of the proposed ones."""
    agreed: Mapping[Step, Decided[StepAgreed]] = field(default_factory=dict)
    """Who does which step of the roadmap, and by when."""
    left_out: Mapping[str, Decided[PracticeExcluded]] = field(default_factory=dict)
    put: Mapping[Step, Decided[StepPut]] = field(default_factory=dict)
    capacity: Decided[CapacitySet] | None = None
    stories: frozenset[str] = frozenset()
    """Stories that were answered or skipped."""
    scope_settled: bool = False
    parked: tuple[tuple[int, d.Parked], ...] = ()
    """Questions that still wait for somebody."""
    answered: tuple[tuple[int, d.Parked], ...] = ()
    """Those that were settled since they were parked."""
    notes: tuple[tuple[int, str, d.Noted], ...] = ()
    speakers: tuple[Speaker, ...] = ()
    requested: frozenset[str] = frozenset()
    """Provisional practices that are assessed all the same."""
    adopted: Release | None = None
    """The ATLAS release gone by, where it is not the catalogue's own."""
    last_at: datetime | None = None
    count: int = 0

    @property
    def systems(self) -> tuple[d.System, ...]:
        """The systems in scope; one unnamed one where none was named."""
        return self.named or (UNNAMED,)

    @property
    def today(self) -> date:
        """The day of the last act: what exemptions and proofs are dated against."""
        return self.last_at.date() if self.last_at else date.min

    def practice(self, practice_id: str) -> PracticeState:
        """What stands for a practice."""
        return self.practices.get(practice_id, EMPTY)

    def assessed(self, catalogue: Catalogue) -> tuple[Practice, ...]:
        """The practices of the profile, and the provisional ones that were asked for, in catalogue order."""
        chosen = {p.id for p in catalogue.in_profile(self.profile)} | self.requested
        return tuple(p for p in catalogue.practices if p.id in chosen)

    def counted_systems(self, practice: Practice) -> tuple[str, ...]:
        """The systems to which a practice applies, by their traits and by rulings."""
        rulings = self.practice(practice.id).counted
        return tuple(
            s.name
            for s in self.systems
            if (rulings[s.name].counts if s.name in rulings else practice.applies.covers(frozenset(s.traits)))
        )

    def causes(self, practice: Practice) -> dict[str, str]:
        """By system that is left out of a practice, why."""
        rulings, counted = self.practice(practice.id).counted, self.counted_systems(practice)
        return {
            s.name: rulings[s.name].reason
            if s.name in rulings
            else practice.applies.cause_against(frozenset(s.traits)) or practice.applies.cause
            for s in self.systems
            if s.name not in counted
        }
