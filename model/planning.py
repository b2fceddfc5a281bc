"""What the order of a roadmap rests on: what may come next, and what it gains for its effort.

Gains are whole numbers over common denominators, so that plans are exact, fast and the same everywhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from model.assessment import Step
from model.catalogue import Catalogue
from model.exposure import QUARTERS, Exposure, levels_of
from model.orders import NO_ORDERS, Orders
from model.scoring import PracticeScore, Scorecard, carried, ends, is_met

LEVELS = 3
WORTHS = 4
"""Effects are quarters: 1, 1/2, 1/4, 0; a cover is thus counted in twelfths."""
EFFORTS = lcm(*range(1, 17))
"""Divisible by every effort, so that a gain per effort is whole."""


@dataclass
class Footing:
    """The levels reached so far, and what they cover of each technique in twelfths."""

    levels: dict[str, int]
    covers: dict[str, int]
    removed: dict[str, int] = field(default_factory=dict)
    """What the next level of a practice removes, where it was reckoned and still holds."""

    def copy(self) -> "Footing":
        """The same, to try things on."""
        return Footing(dict(self.levels), dict(self.covers), dict(self.removed))


class Ground:
    """What stays as it is while a plan is made."""

    def __init__(
        self, card: Scorecard, catalogue: Catalogue, *, exposure: Exposure, orders: Orders = NO_ORDERS
    ) -> None:
        counted = levels_of(card, catalogue)
        self.practices = {p.id: p for p in catalogue.practices if p.id in counted}
        self.scores: dict[str, PracticeScore] = {i: card.practice(i) for i in sorted(counted)}
        lows = {i: ends(s.spans)[0] for i, s in self.scores.items()}
        levels = [(p, level) for p in map(self.practices.__getitem__, lows) for level in p.levels]
        self.met = frozenset((p.id, level.level) for p, level in levels if is_met(level, lows[p.id]))
        """The levels whose own gates hold already, whatever is below them."""
        self.carried: dict[Step, int] = {
            (p.id, lv.level): carried(p, lows[p.id], level=lv.level) for p, lv in levels
        }
        """By the level that is worked at, what is earned once it is done."""
        self.orders = orders.beside(self.met)
        self.targets = {i: self.orders.ceiling(i, target=s.target) for i, s in self.scores.items()}
        self.gap = int(sum((s.gap.high for s in self.scores.values()), Fraction(0)))
        """Levels from what is earned to the targets, whatever the orders."""
        scale = lcm(*(a.weight.denominator for a in exposure.attacks))
        self.weights = {a.technique: int(a.weight * scale) for a in exposure.attacks}
        self.acting: dict[str, dict[str, int]] = {i: {} for i in self.scores}
        """By practice, the worth of its effect on each technique in quarters."""
        for attack in exposure.attacks:
            for cover in attack.covers:
                self.acting[cover.practice][attack.technique] = QUARTERS[cover.effect]
        self.sharing = _sharing(self.acting)
        self.exposure = self._exposure()

    def start(self) -> Footing:
        """Where the assessment stands: what is open counts as none."""
        footing = Footing(
            {i: int(s.earned.low) for i, s in self.scores.items()}, dict.fromkeys(self.weights, 0)
        )
        for practice, level in footing.levels.items():
            for technique, worth in self.acting[practice].items():
                footing.covers[technique] = max(footing.covers[technique], worth * level)
        return footing

    def _exposure(self) -> int:
        covers = self.start().covers
        return sum(weight * (WORTHS * LEVELS - covers[t]) for t, weight in self.weights.items())

    def effort(self, step: Step) -> int:
        """Effort points of the level that is worked at; what it carries along takes none."""
        return self.practices[step[0]].levels[step[1] - 1].effort.points

    def closes(self, step: Step) -> int:
        """Levels of the gap: what is earned above the target closes nothing."""
        practice, level = step
        return min(self.carried[step], self.scores[practice].target) - level + 1

    def wanting(self, footing: Footing) -> list[Step]:
        """The next step of each practice below its target, by id."""
        return [(i, n + 1) for i, n in footing.levels.items() if n < self.targets[i]]

    def blocker(self, step: Step, footing: Footing) -> str:
        """What must come first, or nothing: a prerequisite, or level 1 everywhere before level 3 anywhere.

        Only the level that is worked at waits: what it carries along is done, and earned at once.
        """
        practice, level = step
        for need in self.practices[practice].prerequisites:
            if need.before == level and footing.levels.get(need.practice, LEVELS) < need.level:
                return f"{need.practice}@{need.level}"
        if level == LEVELS:
            floor = next((i for i, n in footing.levels.items() if n == 0 < self.targets[i]), "")
            return f"{floor}@1" if floor else ""
        return ""

    def unblocks(self, step: Step, footing: Footing) -> list[str]:
        """Practices with a level ahead that takes work and waits for a level of this step, by id."""
        reached = {(step[0], level) for level in range(step[1], self.carried[step] + 1)}
        return [
            i
            for i, target in self.targets.items()
            if any(
                (need.practice, need.level) in reached
                and footing.levels[i] < need.before <= target
                and (i, need.before) not in self.met
                for need in self.practices[i].prerequisites
            )
        ]

    def rises(self, step: Step, footing: Footing) -> dict[str, int]:
        """By technique whose cover rises, what the step removes of its weight."""
        level = self.carried[step]
        return {
            t: self.weights[t] * (worth * level - footing.covers[t])
            for t, worth in self.acting[step[0]].items()
            if worth * level > footing.covers[t]
        }

    def gain(self, step: Step, footing: Footing) -> int:
        """Share of today's exposure removed + share of the gap closed, both times the same number."""
        practice = step[0]
        if practice not in footing.removed:
            footing.removed[practice] = sum(self.rises(step, footing).values())
        return footing.removed[practice] * self.gap + self.closes(step) * (self.exposure or 1)

    def benefit(self, step: Step, footing: Footing) -> Fraction:
        """The same as a fraction: both shares together."""
        return self.share_removed(sum(self.rises(step, footing).values())) + self.share_closed(step)

    def share_closed(self, step: Step) -> Fraction:
        """A share of the gap, 0 to 1."""
        return Fraction(self.closes(step), self.gap)

    def share_removed(self, removed: int) -> Fraction:
        """A share of today's exposure, 0 to 1."""
        return Fraction(removed, self.exposure) if self.exposure else Fraction(0)

    def take(self, step: Step, footing: Footing) -> None:
        """The step is done, and what it carries along is earned."""
        practice, level = step[0], self.carried[step]
        for technique in self.rises(step, footing):
            footing.covers[technique] = self.acting[practice][technique] * level
        footing.levels[practice] = level
        for other in self.sharing[practice]:
            footing.removed.pop(other, None)


def _sharing(acting: Mapping[str, Mapping[str, int]]) -> dict[str, tuple[str, ...]]:
    """By practice, those that act against a technique of its own, itself among them."""
    return {i: tuple(j for j in acting if i == j or acting[i].keys() & acting[j].keys()) for i in acting}


@dataclass(frozen=True)
class Pick:
    """A step as it was chosen."""

    step: Step
    wave: int
    left: int
    """What the wave still held before it."""
    footing: Footing
    """As it was before the step."""
    rival: Step | None
    """What would have come instead."""


class Route:
    """A plan as it comes about, step by step."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.footing = ground.start()
        self.picks: list[Pick] = []
        self.eager: dict[Step, int] = {}
        """The first wave that would have taken a step if it took one point less."""

    def fill(self, wave: int, capacity: int) -> list[Pick]:
        """Take the best step that may come and fits, until none does."""
        picks, left = [], capacity
        while ranked := self._look(wave, left):
            step = ranked[0][-1]
            rival = ranked[1][-1] if len(ranked) > 1 else None
            picks.append(Pick(step, wave, left, self.footing.copy(), rival))
            self.ground.take(step, self.footing)
            left -= self.ground.effort(step)
        self.picks += picks
        return picks

    def is_waiting(self, wave: int) -> bool:
        """Whether a step was put into a later wave."""
        wanted = self.ground.orders.fixed.items()
        levels, targets = self.footing.levels, self.ground.targets
        return any(
            fixed > wave and levels.get(i, LEVELS) < n <= targets.get(i, 0) for (i, n), fixed in wanted
        )

    def _look(self, wave: int, left: int) -> list["_Ranked"]:
        """What fits, best first; remembers what one point less would have brought in before it."""
        ranked, sooner = [], []
        for step in self._open(self.footing, wave):
            if self.ground.effort(step) <= left:
                ranked.append(self._rank(step, self.footing, wave=wave))
            if self.ground.effort(step) <= left + 1:
                sooner.append(self._rank(step, self.footing, wave=wave, more=-1))
        ranked.sort()
        for each in sooner:
            if not ranked or each < ranked[0]:
                self.eager.setdefault(each[-1], wave)
        return ranked

    def _open(self, footing: Footing, wave: int) -> Iterable[Step]:
        """Steps that prerequisites, the floor rule and the user's orders allow in this wave."""
        fixed = self.ground.orders.fixed
        for step in self.ground.wanting(footing):
            if fixed.get(step, 0) <= wave and not self.ground.blocker(step, footing):
                yield step

    def _rank(self, step: Step, footing: Footing, *, wave: int, more: int = 0) -> "_Ranked":
        """Steps fixed for now first, then by gain per effort point, then by id."""
        is_due = step in self.ground.orders.fixed
        effort = self.ground.effort(step) + more
        return (not is_due, -self.ground.gain(step, footing) * (EFFORTS // max(1, effort)), step)

    def stays(self, pick: Pick) -> bool:
        """Whether the step would be in the same wave if it took one point more or less."""
        return self.eager.get(pick.step, pick.wave) >= pick.wave and self._bears_more(pick)

    def _bears_more(self, pick: Pick) -> bool:
        footing, left = pick.footing.copy(), pick.left
        while True:
            ranked = []
            for step in self._open(footing, pick.wave):
                more = int(step == pick.step)
                if self.ground.effort(step) + more <= left:
                    ranked.append(self._rank(step, footing, wave=pick.wave, more=more))
            if not ranked:
                return False
            best = min(ranked)[-1]
            if best == pick.step:
                return True
            self.ground.take(best, footing)
            left -= self.ground.effort(best)


_Ranked = tuple[bool, int, Step]
