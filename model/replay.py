"""Case studies replayed step by step against what an assessment has: what would have answered each step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from model.catalogue import Catalogue
from model.countermeasures import Countermeasure, countermeasures
from model.exposure import concerning, levels_of
from model.scoring import Range, Scorecard
from model.threat import CaseStudy, ExposureRules, StudyKind, StudyStep


class StepState(StrEnum):
    """Where a step of an attack would have met us, best first; answered never means stopped."""

    ANSWERED = "answered"
    PARTLY = "partly"
    UNKNOWN = "unknown"
    """Nothing earned for sure, and something open could change that."""
    OPEN = "open"
    NOT_APPLICABLE = "not_applicable"
    """What acts against it applies to no system in scope."""
    OUTSIDE_PROFILE = "outside_profile"
    """What acts against it is not assessed in this profile."""
    NO_MITIGATION = "no_mitigation"
    """Nothing in the catalogue acts against it; at most something informs about it."""


@dataclass(frozen=True)
class Answering:
    """One practice that acts against the technique of a step, and its earned level."""

    measure: Countermeasure
    level: Range


@dataclass(frozen=True)
class ReplayedStep:
    """One step of a case study, and what answers it."""

    number: int
    """1 for the first step of its study."""
    technique: str
    tactic: str | None
    state: StepState
    at_best: StepState
    """The state if everything open turns out well."""
    answering: tuple[Answering, ...]
    """The applicable practices of the profile that act against it, the highest level first."""
    others: tuple[str, ...]
    """Practices that act against it, but are outside the profile or not applicable."""
    informing: tuple[str, ...]
    """Practices that only inform about it."""


@dataclass(frozen=True)
class ReplayedStudy:
    """A case study, step by step."""

    study: str
    kind: StudyKind
    concerns: bool
    """Whether it could have met a system in scope."""
    steps: tuple[ReplayedStep, ...]

    @property
    def first_answered(self) -> ReplayedStep | None:
        """The earliest step that is answered: there the attack would first have met something."""
        return next((s for s in self.steps if s.state is StepState.ANSWERED), None)

    @property
    def maybe_answered(self) -> tuple[ReplayedStep, ...]:
        """Steps that are not answered for sure, and are if what is open turns out well."""
        return tuple(
            s for s in self.steps if s.at_best is StepState.ANSWERED and s.state is not StepState.ANSWERED
        )

    def earlier(self, number: int) -> ReplayedStep | None:
        """The earliest answered step before this one."""
        first = self.first_answered
        return first if first and first.number < number else None

    @property
    def count(self) -> dict[StepState, int]:
        """How many steps are in each state."""
        return {state: sum(s.state is state for s in self.steps) for state in StepState}


@dataclass(frozen=True)
class Replay:
    """All case studies: incidents before exercises, those that could have met us first, the newest first."""

    studies: tuple[ReplayedStudy, ...]

    @property
    def count(self) -> dict[StepState, int]:
        """How many steps of all studies are in each state."""
        return {state: sum(s.count[state] for s in self.studies) for state in StepState}


def replay(card: Scorecard, catalogue: Catalogue) -> Replay:
    """Every case study of the release at the levels of a scorecard."""
    if catalogue.threats is None:
        return Replay(())
    against = countermeasures(catalogue)
    concerned = {s.id for s in concerning(card.systems, catalogue)}
    field = _Field(levels_of(card, catalogue), {p.id for p in card.practices}, catalogue.exposure)
    found = sorted(
        catalogue.threats.studies,
        key=lambda s: (s.kind is not StudyKind.INCIDENT, s.id not in concerned, -s.day.toordinal(), s.id),
    )
    return Replay(tuple(_study(s, against, field=field, concerns=s.id in concerned) for s in found))


@dataclass(frozen=True)
class _Field:
    """What stands against attacks: levels of what applies, what is assessed at all, and the rules."""

    levels: Mapping[str, Range]
    assessed: set[str]
    rules: ExposureRules


def _study(
    study: CaseStudy, against: Mapping[str, tuple[Countermeasure, ...]], *, field: _Field, concerns: bool
) -> ReplayedStudy:
    steps = (_step(s, against[s.technique], number=n, field=field) for n, s in enumerate(study.steps, 1))
    return ReplayedStudy(study.id, study.kind, concerns, tuple(steps))


def _step(step: StudyStep, against: Sequence[Countermeasure], *, number: int, field: _Field) -> ReplayedStep:
    acting = [m for m in against if m.effect.worth]
    answering = [Answering(m, field.levels[m.practice]) for m in acting if m.practice in field.levels]
    answering.sort(key=lambda a: (-a.level.low, -a.level.high, -a.measure.effect.worth, a.measure.practice))
    low = max((int(a.level.low) for a in answering), default=0)
    high = max((int(a.level.high) for a in answering), default=0)
    absent = _absence(acting, answering, assessed=field.assessed)
    surely, at_best = (_reached(level, field.rules) for level in (low, high))
    is_open = surely is StepState.OPEN and at_best is not StepState.OPEN
    return ReplayedStep(
        number=number,
        technique=step.technique,
        tactic=step.tactic,
        state=absent or (StepState.UNKNOWN if is_open else surely),
        at_best=absent or at_best,
        answering=tuple(answering),
        others=tuple(m.practice for m in acting if m.practice not in field.levels),
        informing=tuple(m.practice for m in against if not m.effect.worth),
    )


def _absence(
    acting: Sequence[Countermeasure], answering: Sequence[Answering], *, assessed: set[str]
) -> StepState | None:
    """Why nothing that applies acts against a step; None where something does."""
    if answering:
        return None
    if not acting:
        return StepState.NO_MITIGATION
    is_assessed = any(m.practice in assessed for m in acting)
    return StepState.NOT_APPLICABLE if is_assessed else StepState.OUTSIDE_PROFILE


def _reached(level: int, rules: ExposureRules) -> StepState:
    if level >= rules.answered:
        return StepState.ANSWERED
    return StepState.PARTLY if level >= rules.partly else StepState.OPEN
