"""The greedy roadmap held against the exact optimum of the same objective."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from random import Random

import pytest

from knowledge.optimum import LATER, hold
from model.assessment import Step
from model.exposure import expose
from model.orders import Orders
from model.planning import Ground
from model.roadmap import plan
from tests.assessed import random_card
from tests.firms import Firm
from tests.shipped import shipped_catalogue

ENOUGH = 0.95
"""The part of the optimum that a plan must reach."""


@pytest.mark.parametrize("seed", range(20))
def test_the_plan_is_near_the_optimum(seed: int) -> None:
    """A random assessment of the shipped catalogue: at least 95 % of the best, and never above it."""
    random = Random(seed)
    card, capacity = random_card(random), random.choice([40, 50, 60])
    held = hold(
        plan(card, shipped_catalogue(), capacity=capacity), card, catalogue=shipped_catalogue(), nodes=50
    )
    assert ENOUGH <= held.reached / held.best <= 1 + 1e-6


def test_the_optimum_is_the_optimum() -> None:
    """Where every plan can be tried, the best of them is what the solver finds."""
    tried = 0
    for seed in range(80):
        firm = Firm(Random(seed))
        roadmap = firm.plan()
        ground = Ground(firm.card, firm.catalogue, exposure=expose(firm.card, firm.catalogue))
        if roadmap.waves and len(wanted(ground)) <= 5 and len(roadmap.waves) <= 3:
            best = max(worths(ground, waves=len(roadmap.waves), capacity=firm.capacity))
            assert hold(roadmap, firm.card, catalogue=firm.catalogue).best == pytest.approx(
                float(best), rel=1e-6
            )
            tried += 1
    assert tried >= 10


def test_what_was_left_out_is_no_shortfall() -> None:
    """A plan that does all it may, in one wave, is the best possible one, whatever stays out."""
    card = random_card(Random(1))
    kept = {p.id for p in card.practices[:4]}
    orders = Orders(excluded=frozenset(p.id for p in card.practices if p.id not in kept))
    roadmap = plan(card, shipped_catalogue(), capacity=400, orders=orders)
    assert {step.practice for wave in roadmap.waves for step in wave.steps} <= kept
    assert len(roadmap.waves) == 1
    assert hold(roadmap, card, catalogue=shipped_catalogue()).gap == pytest.approx(0, abs=1e-6)


def wanted(ground: Ground) -> list[Step]:
    """All levels up to the targets that take work."""
    start = ground.start()
    carried = {(i, n) for (i, m), top in ground.carried.items() for n in range(m + 1, top + 1)}
    levels = [(i, n) for i, t in ground.targets.items() for n in range(start.levels[i] + 1, t + 1)]
    return [step for step in levels if step not in carried]


def worths(ground: Ground, *, waves: int, capacity: int) -> Iterator[Fraction]:
    """What each plan there is gains: every step in any wave, or in none."""
    for places in product(range(waves + 1), repeat=len(wanted(ground))):
        waves_of = dict(zip(wanted(ground), places, strict=True))
        gained = gain(ground, waves_of, waves=waves, capacity=capacity)
        if gained is not None:
            yield gained


def gain(ground: Ground, waves_of: dict[Step, int], *, waves: int, capacity: int) -> Fraction | None:
    """The objective of one plan; None where it cannot be carried out."""
    footing, total = ground.start(), Fraction(0)
    for wave in range(waves):
        steps = sorted(s for s, place in waves_of.items() if place == wave)
        if sum(ground.effort(s) for s in steps) > capacity:
            return None
        while steps:
            free = [s for s in steps if s in ground.wanting(footing) and not ground.blocker(s, footing)]
            if not free:
                return None
            steps.remove(free[0])
            total += ground.benefit(free[0], footing) * LATER**wave
            ground.take(free[0], footing)
    return total
