"""All the arithmetic of an assessment, in exact fractions (design: MLSMM levels, SAMM's measuring)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from model import targets
from model.assessment import State
from model.catalogue import Catalogue
from model.coverage import GATES, Ordinal, Span, agree
from model.deeds import System
from model.evidence import Assurance
from model.practice import Level, PhaseId, Practice
from model.proof import proof_of, proved_span

ZERO = Fraction(0)


@dataclass(frozen=True)
class Range:
    """A figure: low counts what is open as none, high counts it as all."""

    low: Fraction
    high: Fraction

    @property
    def value(self) -> Fraction | None:
        """The figure itself once nothing open can change it."""
        return self.low if self.low == self.high else None


def rounded(figure: Fraction | float, places: int = 2) -> float:
    """Half up, for display only; to a whole number with no places."""
    scale: int = 10**places
    return floor(Fraction(figure) * scale + Fraction(1, 2)) / scale


def _mean(ranges: Sequence[Range]) -> Range | None:
    if not ranges:
        return None
    low, high = sum((r.low for r in ranges), ZERO), sum((r.high for r in ranges), ZERO)
    return Range(low / len(ranges), high / len(ranges))


Worths = Mapping[str, Ordinal]
"""By activity id: one side of the spans of a practice."""


def share(practice: Practice, level: int, *, worths: Worths) -> Fraction:
    """The mean over a level's activities of min(1, value / gate value), 0 to 1."""
    activities = practice.levels[level - 1].activities
    gate = GATES[level].worth
    parts = (min(Fraction(1), worths[a.id].worth / gate) for a in activities)
    return sum(parts, ZERO) / len(activities)


def earned(practice: Practice, worths: Worths) -> int:
    """The highest level whose gate holds together with all gates below it; else 0."""
    return carried(practice, worths, level=0)


def carried(practice: Practice, worths: Worths, *, level: int) -> int:
    """What is earned once `level` is: with it come the levels right above it whose gates hold already."""
    above = practice.levels[level:]
    return next((lv.level - 1 for lv in above if not is_met(lv, worths)), len(practice.levels))


def is_met(level: Level, worths: Worths) -> bool:
    """Whether the gate of the level itself holds, whatever is below it."""
    return all(worths[a.id].worth >= GATES[level.level].worth for a in level.activities)


def worked_at(practice: Practice, worths: Worths, *, level: int) -> int:
    """The level that takes the work to earn this one: itself, or the next one below that is not met."""
    own = practice.levels[:level]
    return next((lv.level for lv in reversed(own) if not is_met(lv, worths)), level)


def progress(practice: Practice, worths: Worths) -> Fraction:
    """The sum of the shares of the three levels, 0 to 3; never below the earned level."""
    return sum((share(practice, level, worths=worths) for level in (1, 2, 3)), ZERO)


@dataclass(frozen=True)
class PracticeScore:
    """The figures of one practice."""

    id: str
    applicable: bool
    cause: str
    """Why it is not applicable: a reason from the list, or the cause that leaves its systems out."""
    systems: tuple[str, ...]
    """The systems that it is counted over."""
    spans: Mapping[str, Span]
    earned: Range
    progress: Range
    unearned: Range
    """Progress beyond the earned level and the share of the next one."""
    target: int
    proposed: int
    gap: Range
    assurance: Assurance | None
    """How well the earned level is proved; None at level 0."""
    documented: int
    """The earned level of what is documented or better."""

    @property
    def is_unknown(self) -> bool:
        """Whether somebody said 'don't know' about part of it."""
        return any(span.unknown for span in self.spans.values())

    @property
    def is_not_asked(self) -> bool:
        """Whether part of it was never recorded."""
        return any(span.not_asked for span in self.spans.values())

    @property
    def is_at_target(self) -> bool:
        """Whether the earned level reaches the target whatever is still open."""
        return self.earned.low >= self.target


@dataclass(frozen=True)
class PhaseScore:
    """The means of a phase; None where nothing in it applies."""

    id: PhaseId
    practices: tuple[str, ...]
    earned: Range | None
    progress: Range | None


@dataclass(frozen=True)
class Headline:
    """'9 of 16 practices at target (5 with proof), 3 unknown, weakest: data labeling'."""

    at_target: int
    """Target 0 is reached by whoever has it: nothing is wanted there."""
    with_proof: int
    """Of these, those whose target is proved; nothing proves what wants nothing."""
    applicable: int
    unknown: int
    not_asked: int
    weakest_phase: PhaseId | None


@dataclass(frozen=True)
class Scorecard:
    """What the arithmetic makes of an assessment."""

    practices: tuple[PracticeScore, ...]
    phases: tuple[PhaseScore, ...]
    earned: Range | None
    progress: Range | None
    percent_to_target: Range | None
    percent_to_proposed: Range | None
    headline: Headline
    systems: tuple[System, ...] = ()
    """What was in scope."""

    def practice(self, practice_id: str) -> PracticeScore:
        """The score of one practice; KeyError when the profile lacks it."""
        for scored in self.practices:
            if scored.id == practice_id:
                return scored
        raise KeyError(practice_id)

    def target_of(self, phase: PhaseScore) -> Fraction | None:
        """The mean target of a phase's applicable practices; None where there are none."""
        targets = [Fraction(p.target) for p in map(self.practice, phase.practices) if p.applicable]
        return sum(targets, ZERO) / len(targets) if targets else None


def score(
    state: State, catalogue: Catalogue, *, at_least: Assurance = Assurance.CLAIMED, on: date | None = None
) -> Scorecard:
    """Score what is recorded with proof `at_least`; `on` dates proofs and exemptions (default: last act)."""
    day = on or state.today
    proposed = targets.propose(state, catalogue)
    practices = tuple(
        _score_practice(state, p, proposed=proposed[p.id].level, at_least=at_least, on=day)
        for p in state.assessed(catalogue)
    )
    applicable = [p for p in practices if p.applicable]
    phases = tuple(_score_phase(phase.id, catalogue, practices=practices) for phase in catalogue.phases)
    return Scorecard(
        practices=practices,
        phases=phases,
        earned=_mean([p.earned for p in applicable]),
        progress=_mean([p.progress for p in applicable]),
        percent_to_target=percent_to({p.id: p.target for p in applicable}, applicable),
        percent_to_proposed=percent_to({p.id: p.proposed for p in applicable}, applicable),
        headline=_headline(applicable, phases),
        systems=state.systems,
    )


def spans_of(
    state: State, practice: Practice, *, at_least: Assurance = Assurance.CLAIMED, on: date
) -> dict[str, Span]:
    """By activity, where its coverage lies over the systems that count."""
    stands, systems = state.practice(practice.id), state.counted_systems(practice)
    if at_least is not Assurance.CLAIMED:
        return {
            a.id: proved_span(stands, a, systems=systems, at_least=at_least, on=on)
            for a in practice.activities
        }
    return {
        a.id: agree([c.coverage for c in stands.claims.get(a.id, ())], a.unit, systems=systems, on=on)
        for a in practice.activities
    }


def _score_practice(
    state: State, practice: Practice, *, proposed: int, at_least: Assurance, on: date
) -> PracticeScore:
    stands, systems = state.practice(practice.id), state.counted_systems(practice)
    override = state.targets.get(practice.id)
    target = override.deed.level if override else proposed
    spans = spans_of(state, practice, at_least=at_least, on=on)
    low, high = ends(spans)
    level = Range(Fraction(earned(practice, low)), Fraction(earned(practice, high)))
    proved, _ = ends(spans_of(state, practice, at_least=Assurance.DOCUMENTED, on=on))
    cause = stands.not_applicable.value if stands.not_applicable else ""
    if not cause and not systems:
        causes = (practice.applies.cause_against(frozenset(s.traits)) for s in state.systems)
        cause = "; ".join(dict.fromkeys(c or practice.applies.cause for c in causes))
    return PracticeScore(
        id=practice.id,
        applicable=not cause,
        cause=cause,
        systems=systems,
        spans=spans,
        earned=level,
        progress=Range(progress(practice, low), progress(practice, high)),
        unearned=Range(
            _beyond(practice, int(level.high) + 1, worths=low),
            _beyond(practice, int(level.low) + 1, worths=high),
        ),
        target=target,
        proposed=proposed,
        gap=Range(max(ZERO, target - level.high), max(ZERO, target - level.low)),
        assurance=_assurance(state, practice, level=int(level.low), on=on),
        documented=earned(practice, proved),
    )


def ends(spans: Mapping[str, Span]) -> tuple[Worths, Worths]:
    """The low and the high side of a practice's spans."""
    return {a: s.low for a, s in spans.items()}, {a: s.high for a, s in spans.items()}


def _beyond(practice: Practice, level: int, *, worths: Worths) -> Fraction:
    """The shares of the levels above `level`; above E+1 they are G - E - the share at E+1."""
    return sum((share(practice, above, worths=worths) for above in range(level + 1, 4)), ZERO)


def _assurance(state: State, practice: Practice, *, level: int, on: date) -> Assurance | None:
    carrying = [a for lv in practice.levels[:level] for a in lv.activities]
    systems = state.counted_systems(practice)
    proofs = [proof_of(state.practice(practice.id), a, systems=systems, on=on) for a in carrying]
    return min(proofs, key=lambda p: p.rank) if proofs else None


def _score_phase(phase: PhaseId, catalogue: Catalogue, *, practices: Sequence[PracticeScore]) -> PhaseScore:
    placed = {p.id for p in catalogue.practices if any(place.phase is phase for place in p.phases)}
    here = [p for p in practices if p.id in placed]
    applicable = [p for p in here if p.applicable]
    return PhaseScore(
        id=phase,
        practices=tuple(p.id for p in here),
        earned=_mean([p.earned for p in applicable]),
        progress=_mean([p.progress for p in applicable]),
    )


def percent_to(aims: Mapping[str, int], practices: Sequence[PracticeScore]) -> Range | None:
    """100 (1 - sum of gaps / sum of targets): overshoot in one place never pays for a gap in another."""
    if not practices:
        return None
    total = sum(aims[p.id] for p in practices)
    if not total:
        return Range(Fraction(100), Fraction(100))
    sides = []
    for side in ("low", "high"):
        gaps = sum((max(ZERO, aims[p.id] - getattr(p.earned, side)) for p in practices), ZERO)
        sides.append(100 * (1 - gaps / total))
    return Range(*sides)


def _headline(applicable: Sequence[PracticeScore], phases: Sequence[PhaseScore]) -> Headline:
    at_target = [p for p in applicable if p.is_at_target]
    rated = [phase for phase in phases if phase.earned is not None]
    weakest = min(rated, key=lambda phase: phase.earned.low if phase.earned else ZERO, default=None)
    return Headline(
        at_target=len(at_target),
        with_proof=sum(p.documented >= p.target > 0 for p in at_target),
        applicable=len(applicable),
        unknown=sum(p.is_unknown for p in applicable),
        not_asked=sum(p.is_not_asked for p in applicable),
        weakest_phase=weakest.id if weakest else None,
    )
