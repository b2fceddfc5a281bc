"""A first plan: one-level steps from the earned level to the target, in waves of given capacity."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from model.catalogue import Catalogue
from model.coverage import Ordinal, Span, gate_value
from model.practice import Practice
from model.scoring import PracticeScore, Range, Scorecard, earned, ends, progress

DEFAULT_CAPACITY = 40


@dataclass(frozen=True)
class RoadmapStep:
    """One practice, one level up."""

    practice: str
    before: int
    after: int
    effort: int
    """Effort points of the level: knowledge + time + resources, 3 to 15."""
    benefit: Fraction
    """The share of the total gap that it closes."""
    why: tuple[str, ...]
    """Coded reasons for its place: floor, gap:N, unblocks:ID, waited-for:ID@N."""
    criteria: tuple[str, ...]
    """The activities up to `after` that are not met."""
    find_out: bool = False
    """Something about it is still unknown or was never asked: find out first."""


@dataclass(frozen=True)
class Unplaced:
    """A step that fits nowhere, and why."""

    practice: str
    after: int
    cause: str
    """too-big, or blocked:ID@N."""


@dataclass(frozen=True)
class Wave:
    """What one stretch of work does, and the means after it."""

    steps: tuple[RoadmapStep, ...]
    effort: int
    earned: Range
    progress: Range


@dataclass(frozen=True)
class Roadmap:
    """Waves in order, and what fits nowhere."""

    capacity: int
    waves: tuple[Wave, ...]
    unplaced: tuple[Unplaced, ...]


def plan(scorecard: Scorecard, catalogue: Catalogue, *, capacity: int = DEFAULT_CAPACITY) -> Roadmap:
    """Steps by prerequisites, floor rule, gap and id, filled into waves of `capacity` effort points."""
    planner = _Planner(scorecard, catalogue)
    waves: list[Wave] = []
    while steps := planner.fill(capacity):
        waves.append(planner.close(steps))
    return Roadmap(capacity, tuple(waves), planner.unplaced(capacity))


class _Planner:
    """The levels reached so far, and what may come next."""

    def __init__(self, scorecard: Scorecard, catalogue: Catalogue) -> None:
        self.practices = {p.id: p for p in catalogue.practices}
        self.scores = {
            p.id: p for p in scorecard.practices if p.applicable and not self.practices[p.id].provisional
        }
        self.levels = {p.id: int(p.earned.low) for p in self.scores.values()}
        self.total = sum((p.gap.high for p in self.scores.values()), Fraction(0))

    def fill(self, capacity: int) -> list[RoadmapStep]:
        """Take the best open step that still fits, until none does."""
        steps: list[RoadmapStep] = []
        left = capacity
        while step := self._next(left):
            steps.append(step)
            left -= step.effort
            self.levels[step.practice] = step.after
        return steps

    def close(self, steps: Iterable[RoadmapStep]) -> Wave:
        """The wave with the means of the figures as they would stand after it."""
        placed = tuple(steps)
        figures = [_projected(self.practices[i], s, level=self.levels[i]) for i, s in self.scores.items()]
        count = len(figures)
        means = [sum((f[side] for f in figures), Fraction(0)) / count for side in range(4)]
        return Wave(placed, sum(s.effort for s in placed), Range(*means[:2]), Range(*means[2:]))

    def unplaced(self, capacity: int) -> tuple[Unplaced, ...]:
        """What is left below its target, with the cause."""
        return tuple(
            Unplaced(i, level, self._cause(i, level, capacity=capacity))
            for i, score in self.scores.items()
            for level in range(self.levels[i] + 1, score.target + 1)
        )

    def _next(self, left: int) -> RoadmapStep | None:
        fitting = [i for i in self._wanting() if self._effort(i) <= left and not self._blocker(i)]
        if not fitting:
            return None
        best = min(fitting, key=lambda i: (self._waits_for_floor(i), -self._gap(i), i))
        return self._step(best)

    def _wanting(self) -> list[str]:
        return [i for i, score in self.scores.items() if self.levels[i] < score.target]

    def _gap(self, practice: str) -> int:
        return self.scores[practice].target - self.levels[practice]

    def _effort(self, practice: str) -> int:
        return self.practices[practice].levels[self.levels[practice]].effort.points

    def _waits_for_floor(self, practice: str) -> bool:
        return self.levels[practice] > 0 and any(self.levels[i] == 0 for i in self._wanting())

    def _blocker(self, practice: str) -> str:
        """What must come first, or nothing: a prerequisite, or level 1 everywhere before level 3."""
        following = self.levels[practice] + 1
        for need in self.practices[practice].prerequisites:
            in_scope = need.practice in self.levels
            if need.before == following and in_scope and self.levels[need.practice] < need.level:
                return f"{need.practice}@{need.level}"
        if following == 3:
            floor = next((i for i in self._wanting() if self.levels[i] == 0), "")
            return f"{floor}@1" if floor else ""
        return ""

    def _step(self, practice: str) -> RoadmapStep:
        before, score = self.levels[practice], self.scores[practice]
        after = before + 1
        asked_for = self.practices[practice].levels[:after]
        return RoadmapStep(
            practice=practice,
            before=before,
            after=after,
            effort=self._effort(practice),
            benefit=Fraction(1) / self.total,
            why=self._reasons(practice, after),
            criteria=tuple(
                a.id
                for level in asked_for
                for a in level.activities
                if score.spans[a.id].low.worth < gate_value(level.level, a.unit).worth
            ),
            find_out=score.earned.low != score.earned.high,
        )

    def _reasons(self, practice: str, after: int) -> tuple[str, ...]:
        unblocks = [
            other.id
            for other in self.practices.values()
            for need in other.prerequisites
            if need.practice == practice and need.level == after and other.id in self._wanting()
        ]
        floor = ["floor"] if after == 1 else []
        waited = [
            f"waited-for:{need.practice}@{need.level}"
            for need in self.practices[practice].prerequisites
            if need.before == after and self._came_later(need.practice, need.level)
        ]
        return (*floor, f"gap:{self._gap(practice)}", *(f"unblocks:{i}" for i in sorted(unblocks)), *waited)

    def _came_later(self, practice: str, level: int) -> bool:
        return practice in self.scores and self.scores[practice].earned.low < level

    def _cause(self, practice: str, level: int, *, capacity: int) -> str:
        if level == self.levels[practice] + 1:
            if blocker := self._blocker(practice):
                return f"blocked:{blocker}"
            if self._effort(practice) > capacity:
                return "too-big"
        return f"blocked:{practice}@{level - 1}"


def _projected(practice: Practice, score: PracticeScore, *, level: int) -> tuple[Fraction, ...]:
    """Earned low and high, progress low and high, once `level` is reached."""
    raised = {
        a.id: _at_least(
            score.spans[a.id], gate_value(lv.level, a.unit) if lv.level <= level else Ordinal.NONE
        )
        for lv in practice.levels
        for a in lv.activities
    }
    low, high = ends(raised)
    return (
        Fraction(earned(practice, low)),
        Fraction(earned(practice, high)),
        progress(practice, low),
        progress(practice, high),
    )


def _at_least(span: Span, floor: Ordinal) -> Span:
    """The span once the activity has come up to `floor`."""
    return Span(
        low=max(span.low, floor, key=lambda o: o.worth), high=max(span.high, floor, key=lambda o: o.worth)
    )
