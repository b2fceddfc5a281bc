"""The roadmap: steps from the earned level to the target, one level each, in waves of given capacity.

Levels whose own activities are met already come with the one below: what is done waits for nothing.

Prerequisites, the floor rule, then (share of today's exposure removed + share of the gap closed) / effort.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from model.assessment import Step
from model.catalogue import Catalogue
from model.coverage import Ordinal, Span, gate_value
from model.decisions import StepAgreed
from model.exposure import Exposure, expose
from model.orders import NO_ORDERS, Orders
from model.planning import Footing, Ground, Pick, Route
from model.practice import Activity, Practice
from model.scoring import PracticeScore, Range, Scorecard, carried, earned, ends, progress, rounded

DEFAULT_CAPACITY = 40
MOST_ATTACKS = 5
"""Attacks that a step names."""


@dataclass(frozen=True)
class RoadmapStep:
    """One practice, one level up, with the levels right above it that are met already."""

    practice: str
    before: int
    after: int
    """What is earned then; more than one level above `before` where those between are met already."""
    effort: int
    """Effort points of the level that is worked at: knowledge + time + resources, 3 to 15."""
    removes: Fraction
    """The share of today's exposure that it removes beyond what is earned and planned before it."""
    closes: Fraction
    """The share of the total gap that it closes."""
    why: tuple[str, ...]
    """Coded: fixed:N, late:N, floor, covered:N, covered-both, gap:N, removes:PERCENT, unblocks:ID,
    waited-for:ID@N, ahead-of:ID@N, level-with:ID@N. Late: it was put into wave N and cannot come before this
    one. Covered: what level N itself asks for, or levels 2 and 3, is met already, so that it is earned along
    with the level that is worked at. Level-with: the other does as much for its effort, and its identifier
    comes later."""
    attacks: tuple[str, ...]
    """The techniques whose cover rises, heaviest first, the first few."""
    attack_count: int
    """All of them."""
    criteria: tuple[str, ...]
    """The activities up to `after` that are not met."""
    evidence: tuple[str, ...]
    """What would show that they are."""
    stays: bool
    """Whether it stays in its wave if it takes one effort point more or less."""
    find_out: bool = False
    """Something about it is still unknown or was never asked: find out first."""
    agreed: StepAgreed | None = None
    """Who does it, by when, and how far it is."""

    @property
    def named(self) -> Step:
        """The level that is worked at: what is agreed about the step, or ordered, goes by it."""
        return self.practice, self.before + 1

    @property
    def along(self) -> tuple[int, ...]:
        """The levels that come with it because they are met already."""
        return tuple(range(self.before + 2, self.after + 1))

    @property
    def benefit(self) -> Fraction:
        """What its priority is reckoned from: both shares together, before they are divided by the effort."""
        return self.removes + self.closes


@dataclass(frozen=True)
class Unplaced:
    """A step that fits nowhere, and why."""

    practice: str
    before: int
    after: int
    cause: str
    """excluded, dropped, no-links, too-big, or blocked:ID@N."""
    agreed: StepAgreed | None = None

    @property
    def named(self) -> Step:
        """The level that is to be worked at, as in a step that has its place."""
        return self.practice, self.before + 1


@dataclass(frozen=True)
class Closed:
    """A step that somebody had agreed to do and that the roadmap holds no more."""

    agreed: StepAgreed
    cause: str
    """earned: done, by reassessment; met: done, and earned once the level below it is; not-wanted: above the
    target by now, or it applies to nothing."""


@dataclass(frozen=True)
class Wave:
    """What one stretch of work does, and the figures after it."""

    steps: tuple[RoadmapStep, ...]
    effort: int
    earned: Range
    progress: Range
    exposure: Range


@dataclass(frozen=True)
class Roadmap:
    """Waves in order, and what fits nowhere."""

    capacity: int
    waves: tuple[Wave, ...]
    unplaced: tuple[Unplaced, ...]
    today: Exposure
    """The exposure that it starts from."""
    orders: Orders = NO_ORDERS
    """What it was told to leave out and to put where."""
    closed: tuple[Closed, ...] = ()

    @property
    def shares(self) -> tuple[Range, ...]:
        """What is left of the weight of all attacks in percent: today, then after each wave."""
        left = (self.today.left, *(wave.exposure for wave in self.waves))
        return tuple(share for each in left if (share := self.today.percent(each)))


def plan(
    scorecard: Scorecard,
    catalogue: Catalogue,
    *,
    capacity: int = DEFAULT_CAPACITY,
    orders: Orders = NO_ORDERS,
) -> Roadmap:
    """Fill waves of `capacity` effort points, each time with the best step that may come and still fits."""
    today = expose(scorecard, catalogue)
    route = Route(Ground(scorecard, catalogue, exposure=today, orders=orders))
    writer = _Writer(route, today, scorecard=scorecard, catalogue=catalogue)
    filled: list[list[Pick]] = []
    figures: list[_Figures] = []
    while (picks := route.fill(len(filled) + 1, capacity)) or route.is_waiting(len(filled) + 1):
        filled.append(picks)
        figures.append(writer.figures())
    while filled and not filled[-1]:
        filled.pop()
    waves = tuple(writer.wave(picks, reached) for picks, reached in zip(filled, figures, strict=False))
    return Roadmap(capacity, waves, writer.unplaced(), today, orders)


@dataclass(frozen=True)
class _Figures:
    """The means and the exposure once some levels are reached."""

    earned: Range
    progress: Range
    exposure: Range


class _Writer:
    """Says why each step stands where it does, and what comes of it."""

    def __init__(self, route: Route, today: Exposure, *, scorecard: Scorecard, catalogue: Catalogue) -> None:
        self.route, self.ground, self.today = route, route.ground, today
        scores = {p.id: p for p in scorecard.practices if p.applicable}
        self.counting = [(p, scores[p.id]) for p in catalogue.practices if p.id in scores]
        """What counts for the means of today: also what no roadmap can raise, as its links are unknown."""

    def figures(self) -> _Figures:
        """The means once the levels of the route are reached, over the same practices as those of today."""
        levels = self.route.footing.levels
        projected = {p.id: _projected(p, s, level=levels.get(p.id, 0)) for p, s in self.counting}
        low, high, done, at_best = (
            sum((f[n] for f in projected.values()), Fraction(0)) / len(projected) for n in range(4)
        )
        reached = {i: Range(f[0], f[1]) for i, f in projected.items()}
        return _Figures(Range(low, high), Range(done, at_best), self.today.at(reached))

    def wave(self, picks: Iterable[Pick], reached: _Figures) -> Wave:
        """The steps of one wave with all that is said of them."""
        steps = tuple(self._step(pick) for pick in picks)
        effort = sum(s.effort for s in steps)
        return Wave(steps, effort, reached.earned, reached.progress, reached.exposure)

    def _step(self, pick: Pick) -> RoadmapStep:
        practice, level = pick.step
        score, after = self.ground.scores[practice], self.ground.carried[pick.step]
        rises = self.ground.rises(pick.step, pick.footing)
        unmet = _unmet(self.ground.practices[practice], score, level=after)
        removes = self.ground.share_removed(sum(rises.values()))
        return RoadmapStep(
            practice=practice,
            before=level - 1,
            after=after,
            effort=self.ground.effort(pick.step),
            removes=removes,
            closes=self.ground.share_closed(pick.step),
            why=tuple(self._reasons(pick, removes)),
            attacks=tuple(sorted(rises, key=lambda t: (-rises[t], t))[:MOST_ATTACKS]),
            attack_count=len(rises),
            criteria=tuple(a.id for a in unmet),
            evidence=tuple(text for a in unmet for text in a.evidence),
            stays=self.route.stays(pick),
            find_out=score.earned.low != score.earned.high,
        )

    def _reasons(self, pick: Pick, removes: Fraction) -> Iterable[str]:
        practice, level = pick.step
        if fixed := self.ground.orders.fixed.get(pick.step):
            yield f"fixed:{fixed}" if pick.wave == fixed else f"late:{fixed}"
        if level == 1:
            yield "floor"
        if (after := self.ground.carried[pick.step]) > level:
            yield f"covered:{after}" if after == level + 1 else "covered-both"
        yield f"gap:{self.ground.targets[practice] - level + 1}"
        if removes:
            yield f"removes:{_tenths(100 * removes)}"
        yield from (f"unblocks:{i}" for i in self.ground.unblocks(pick.step, pick.footing))
        for need in self.ground.practices[practice].prerequisites:
            score = self.ground.scores.get(need.practice)
            if need.before == level and score and score.earned.low < need.level:
                yield f"waited-for:{need.practice}@{need.level}"
        yield from self._beaten(pick)

    def _beaten(self, pick: Pick) -> Iterator[str]:
        """What would have come instead, where this does more for its effort, or as much."""
        if pick.rival is None:
            return
        ours, theirs = (
            self.ground.benefit(s, pick.footing) / self.ground.effort(s) for s in (pick.step, pick.rival)
        )
        if ours >= theirs:
            practice, level = pick.rival[0], self.ground.carried[pick.rival]
            yield f"{'ahead-of' if ours > theirs else 'level-with'}:{practice}@{level}"

    def unplaced(self) -> tuple[Unplaced, ...]:
        """What is left below its target, with the cause."""
        levels = self.route.footing.levels
        return tuple(
            Unplaced(practice.id, before, after, self._cause((practice.id, before + 1), self.route.footing))
            for practice, score in sorted(self.counting, key=lambda each: each[0].id)
            for before, after in _rungs(practice, score, start=levels.get(practice.id, int(score.earned.low)))
        )

    def _cause(self, step: Step, footing: Footing) -> str:
        practice, level = step
        if practice in self.ground.orders.excluded:
            return "excluded"
        if step in self.ground.orders.dropped:
            return "dropped"
        if practice not in self.ground.scores:
            return "no-links"
        if level > footing.levels[practice] + 1:
            return f"blocked:{practice}@{level - 1}"
        blocker = self.ground.blocker(step, footing)
        return f"blocked:{blocker}" if blocker else "too-big"


def _rungs(practice: Practice, score: PracticeScore, *, start: int) -> Iterator[tuple[int, int]]:
    """The levels of each step from one level to the target: where it begins and what is earned then."""
    before, lows = start, ends(score.spans)[0]
    while before < score.target:
        after = carried(practice, lows, level=before + 1)
        yield before, after
        before = after


def _tenths(percent: Fraction) -> str:
    """Half up to one decimal; what would round to nothing is not nothing."""
    tenths = rounded(percent, 1)
    return f"{tenths:.1f}" if tenths else "<0.1"


def _unmet(practice: Practice, score: PracticeScore, *, level: int) -> tuple[Activity, ...]:
    """The activities up to a level whose gate does not hold for sure."""
    return tuple(
        a
        for asked in practice.levels[:level]
        for a in asked.activities
        if score.spans[a.id].low.worth < gate_value(asked.level, a.unit).worth
    )


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
