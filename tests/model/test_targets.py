"""Proposed targets: base, exposed, grave; options stay at 1; every step is named."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import deeds as d
from model.fold import fold
from model.practice import Kind
from model.profile import FIRST_TABLE
from model.targets import TargetProposal, propose
from tests.small import CLEAN, SHIP, TRAIN, Diary, small_catalogue

SMALL = small_catalogue()
RAISING = {trait for rule in FIRST_TABLE.rules for trait in rule.traits}
traits = st.frozensets(st.sampled_from(sorted(RAISING | {"trains-own", "predictive"})))


def proposed(*systems: frozenset[str] | set[str]) -> dict[str, TargetProposal]:
    """The targets proposed for systems with these traits."""
    named = (d.System(name=f"s{n}", traits=tuple(sorted(t))) for n, t in enumerate(systems))
    return propose(fold(Diary().add(*(d.SystemAdded(system=s) for s in named)).acts), SMALL)


@pytest.mark.parametrize(
    ("system", "level", "codes"),
    [
        (set(), 1, ["base"]),
        ({"public-interface"}, 2, ["base", "exposed"]),
        ({"personal-data"}, 2, ["base", "grave"]),
        ({"on-device", "regulated"}, 3, ["base", "exposed", "grave"]),
    ],
)
def test_steps_are_named(system: set[str], level: int, codes: list[str]) -> None:
    """Each step says why it moved the target."""
    target = proposed(system)[TRAIN]
    assert (target.level, [s.code for s in target.steps]) == (level, codes)
    assert [s.level for s in target.steps] == list(range(1, level + 1))


def test_no_option_is_proposed_above_1() -> None:
    """An option's target rises only with a threat finding, which this proposal does not have."""
    target = proposed({"public-interface", "regulated"})[SHIP]
    assert SMALL.practice(SHIP).kind is Kind.OPTION
    assert (target.level, target.steps[-1].code) == (1, "option")


def test_a_system_that_does_not_count_raises_nothing() -> None:
    """What is bought moves no target of a practice about training; where nothing counts it is 0."""
    assert proposed({"trains-own"}, {"bought", "public-interface"})[CLEAN].level == 1
    assert proposed({"bought", "public-interface"})[CLEAN].level == 0


@given(st.lists(traits, min_size=1, max_size=4), traits)
def test_more_systems_never_lower_a_target(systems: list[frozenset[str]], another: frozenset[str]) -> None:
    """Another system in scope can raise a proposed target and not lower it."""
    fewer, more = proposed(*systems), proposed(*systems, another)
    assert all(fewer[p.id].level <= more[p.id].level <= 3 for p in SMALL.practices)


@given(st.lists(traits, min_size=1, max_size=3))
def test_steps_climb_to_the_level(systems: list[frozenset[str]]) -> None:
    """The last step is the level, and no two steps have the same code."""
    for target in proposed(*systems).values():
        assert target.steps[-1].level == target.level
        assert all(a.code != b.code for a, b in combinations(target.steps, 2))
