"""The arithmetic of one practice, on every mixture of ordinals."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.card import as_stated
from model.coverage import Ordinal, span_of
from model.practice import Practice
from model.scoring import earned, ends, progress, rounded, share
from tests.small import CLEAN, SHIP, START, TRAIN, S, W, practice_of, small_catalogue
from tests.strategies import worths

SMALL = small_catalogue()
WIDE = practice_of("TST.X09", ((S,), (S, S, S), (S, W, S)))
practices = st.sampled_from([*SMALL.practices, WIDE])
cases = practices.flatmap(lambda p: st.tuples(st.just(p), worths(p)))
Case = tuple[Practice, dict[str, Ordinal]]
ORDER = list(Ordinal)


@given(cases)
def test_level_is_bounded_by_progress(case: Case) -> None:
    """0 <= E <= G <= 3, always."""
    level, done = earned(*case), progress(*case)
    assert 0 <= level <= done <= 3


@given(cases)
def test_level_is_the_highest_unbroken_gate(case: Case) -> None:
    """E is n exactly when every gate up to n holds and the next one does not."""
    practice, words = case
    holds = [words[f"{practice.id}.1"] is not Ordinal.NONE]
    holds += [all(words[a.id] is Ordinal.ALL for a in level.activities) for level in practice.levels[1:]]
    expected = next((n for n, held in enumerate(holds) if not held), 3)
    assert earned(practice, words) == expected


@given(cases)
def test_progress_is_the_sum_of_capped_means(case: Case) -> None:
    """G sums over levels the mean of min(1, value / gate value)."""
    practice, words = case
    quarters = {Ordinal.NONE: 0, Ordinal.SOME: 1, Ordinal.HALF: 2, Ordinal.ALL: 4}
    first = Fraction(1 if quarters[words[f"{practice.id}.1"]] else 0)
    later = [
        Fraction(sum(quarters[words[a.id]] for a in level.activities), 4 * len(level.activities))
        for level in practice.levels[1:]
    ]
    assert progress(practice, words) == first + sum(later)


@given(cases, st.data())
def test_better_never_lowers(case: Case, data: st.DataObject) -> None:
    """Raising one activity lowers neither the level nor the progress."""
    practice, words = case
    activity = data.draw(st.sampled_from(sorted(words)))
    better = data.draw(st.sampled_from(ORDER[ORDER.index(words[activity]) :]))
    after = {**words, activity: better}
    assert earned(practice, after) >= earned(practice, words)
    assert progress(practice, after) >= progress(practice, words)


@given(cases)
def test_shares_lie_between_none_and_whole(case: Case) -> None:
    """Every share lies in 0..1; it is 1 exactly where the gate holds."""
    practice, words = case
    for level in practice.levels:
        gate = Ordinal.SOME if level.level == 1 else Ordinal.ALL
        part = share(practice, level.level, worths=words)
        assert 0 <= part <= 1
        assert (part == 1) == all(words[a.id].worth >= gate.worth for a in level.activities)


@pytest.mark.parametrize(("practice", "level"), list(product([CLEAN, TRAIN, SHIP], range(4))))
@pytest.mark.parametrize("systems", [("one",), ("a", "b", "c", "d")])
def test_a_stated_level_is_that_level(practice: str, level: int, systems: tuple[str, ...]) -> None:
    """'It is n' records gate values that score exactly n, and nothing above."""
    asked = SMALL.practice(practice)
    stated = as_stated(asked, level, systems=systems)
    units = {a.id: a.unit for a in asked.activities}
    low, high = ends({a: span_of(c, units[a], systems=systems, on=START.date()) for a, c in stated.items()})
    assert low == high
    assert earned(asked, low) == progress(asked, low) == level


@pytest.mark.parametrize(
    ("figure", "shown"),
    [
        (Fraction(13, 8), 1.63),
        (Fraction(1, 200), 0.01),
        (Fraction(1, 3), 0.33),
        (Fraction(2, 3), 0.67),
        (Fraction(2), 2.0),
    ],
)
def test_display_rounds_half_up(figure: Fraction, shown: float) -> None:
    """Half goes up at two decimals, and only for display."""
    assert rounded(figure) == shown
