"""The best possible roadmap, to hold the greedy one against; nothing that runs by itself needs it.

Objective: sum over waves of 0.9 ^ waves before x (share of exposure removed + share of the gap closed):
what comes a wave later is worth a tenth less. Prerequisites, floor rule and capacity hold in every wave.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from model.assessment import Step
from model.catalogue import Catalogue
from model.exposure import expose
from model.planning import LEVELS, Footing, Ground
from model.roadmap import Roadmap
from model.scoring import Scorecard

LATER = Fraction(9, 10)
"""What a gain is worth that comes a wave later."""
NODES = 2000
"""Branches that the solver may try; its bound holds whether or not it has finished."""


@dataclass(frozen=True)
class Nearness:
    """What a roadmap reaches of the best possible."""

    reached: float
    best: float
    """A bound: no plan of as many waves does better."""

    @property
    def gap(self) -> float:
        """1 - reached / best, 0 where nothing can be gained."""
        return max(0.0, 1 - self.reached / self.best) if self.best > 0 else 0.0


def hold(roadmap: Roadmap, scorecard: Scorecard, *, catalogue: Catalogue, nodes: int = NODES) -> Nearness:
    """The roadmap's objective beside the exact optimum over as many waves; that one may move every step."""
    told = replace(roadmap.orders, fixed={})
    ground = Ground(scorecard, catalogue, exposure=expose(scorecard, catalogue), orders=told)
    reached = worth(roadmap, ground)
    programme = _Programme(ground, waves=len(roadmap.waves), capacity=roadmap.capacity)
    return Nearness(float(reached), programme.solve(nodes) if roadmap.waves else 0.0)


def worth(roadmap: Roadmap, ground: Ground) -> Fraction:
    """The objective of a plan."""
    footing, total = ground.start(), Fraction(0)
    for number, wave in enumerate(roadmap.waves):
        for step in wave.steps:
            total += ground.benefit(step.named, footing) * LATER**number
            ground.take(step.named, footing)
    return total


@dataclass
class _Rows:
    """Sums of variables that must not exceed a bound."""

    parts: list[tuple[int, int, float]] = field(default_factory=list)
    bounds: list[float] = field(default_factory=list)

    def add(self, terms: Iterable[tuple[int, float]], most: float) -> None:
        """One more row."""
        self.parts += [(len(self.bounds), column, factor) for column, factor in terms]
        self.bounds.append(most)


class _Programme:
    """Whether a step is done by the end of a wave, and which step covers a technique best by then."""

    def __init__(self, ground: Ground, *, waves: int, capacity: int) -> None:
        self.ground, self.waves, self.capacity = ground, waves, capacity
        self.start = ground.start()
        self.steps = tuple(_wanted(ground, self.start))
        self.reaching = {(i, n): (i, m) for i, m in self.steps for n in range(m, ground.carried[i, m] + 1)}
        """By level, the step that reaches it."""
        self.gains: list[float] = []
        self.rows = _Rows()
        self.done = {
            (s, w): self._column(ground.closes(s) / ground.gap, w) for w in range(waves) for s in self.steps
        }
        self.integral = len(self.gains)
        for wave in range(waves):
            self._keep_order(wave)
            self._keep_capacity(wave)
            self._cover(wave)

    def _column(self, gain: float, wave: int) -> int:
        """A variable whose gain holds from a wave on: it counts what the wave is worth beyond the next."""
        is_last = wave == self.waves - 1
        self.gains.append(gain * float(LATER**wave * (1 if is_last else 1 - LATER)))
        return len(self.gains) - 1

    def _keep_order(self, wave: int) -> None:
        """What is done stays done, and comes after what it needs."""
        for step in self.steps:
            if wave:
                self.rows.add([(self.done[step, wave - 1], 1), (self.done[step, wave], -1)], 0)
            for need in self._needs(step):
                before = [(self.done[self.reaching[need], wave], -1.0)] if need in self.reaching else []
                self.rows.add([(self.done[step, wave], 1), *before], 0)

    def _needs(self, step: Step) -> Iterator[Step]:
        practice, level = step
        if level > self.start.levels[practice] + 1:
            yield practice, level - 1
        for need in self.ground.practices[practice].prerequisites:
            if need.before == level and self.start.levels.get(need.practice, LEVELS) < need.level:
                yield need.practice, need.level
        if level == LEVELS:
            yield from (other for other in self.steps if other[1] == 1)

    def _keep_capacity(self, wave: int) -> None:
        """What is new in a wave fits into it."""
        now = [(self.done[s, wave], float(self.ground.effort(s))) for s in self.steps]
        before = [(self.done[s, wave - 1], -float(self.ground.effort(s))) for s in self.steps if wave]
        self.rows.add([*now, *before], self.capacity)

    def _cover(self, wave: int) -> None:
        """Of the steps done that act against a technique, one counts: the best."""
        for technique, weight in self.ground.weights.items():
            choices = []
            for step in self.steps:
                worth = self.ground.acting[step[0]].get(technique, 0) * self.ground.carried[step]
                beyond = worth - self.start.covers[technique]
                if beyond > 0 and weight:
                    choice = self._column(weight * beyond / self.ground.exposure, wave)
                    self.rows.add([(choice, 1), (self.done[step, wave], -1)], 0)
                    choices.append((choice, 1.0))
            if choices:
                self.rows.add(choices, 1)

    def solve(self, nodes: int) -> float:
        """An upper bound of the objective, the optimum itself once the solver has finished."""
        # scipy costs 0.4 s, and only who asks for the optimum needs it
        import numpy
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import coo_array

        if not self.gains:
            return 0.0
        rows, columns, factors = zip(*self.rows.parts, strict=True)
        shape = (len(self.rows.bounds), len(self.gains))
        matrix = coo_array((factors, (rows, columns)), shape=shape).tocsr()
        found: Any = milp(
            -numpy.array(self.gains),
            integrality=numpy.arange(len(self.gains)) < self.integral,
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(matrix, -numpy.inf, self.rows.bounds),
            options={"node_limit": nodes},
        )
        return -float(found.mip_dual_bound)


def _wanted(ground: Ground, footing: Footing) -> Iterator[Step]:
    """Every step up to the targets, by the level that is worked at."""
    for practice, target in ground.targets.items():
        level = footing.levels[practice] + 1
        while level <= target:
            yield practice, level
            level = ground.carried[practice, level] + 1
