"""What is asked next: what would move the level most."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reader.opening import expected_move, open_points
from model.coverage import Ordinal
from model.evidence import Quotation
from model.reading import Proposal
from tests.shipped import shipped_catalogue

PRACTICE = shipped_catalogue().practice("AML.M0014")


def test_an_even_doubt_between_two_levels_is_asked_first() -> None:
    """Between 1 and 2 the activities of level 2 decide, though 3 is possible, too."""
    points = open_points(PRACTICE, chances=(0.05, 0.45, 0.4, 0.1))
    levels = [PRACTICE.level_of(point.activity) for point in points]
    assert levels[0] == 2
    assert len(points) == len(PRACTICE.activities)


def test_nothing_told_asks_whether_anything_is_done() -> None:
    """Level 1 first."""
    assert PRACTICE.level_of(open_points(PRACTICE)[0].activity) == 1


def test_what_was_heard_is_not_open() -> None:
    """A quoted activity that reaches its gate is settled, an inferred one is not."""
    first = PRACTICE.activities[0]
    quotation = Quotation(text="we check", start=0, end=8)
    told = Proposal(activity=first.id, coverage=Ordinal.ALL, quotations=(quotation,), confidence=0.9)
    chances = (0.1, 0.5, 0.3, 0.1)
    asked = {p.activity for p in open_points(PRACTICE, {first.id: told}, chances=chances)}
    assert first.id not in asked
    inferred = told.model_copy(update={"inferred": True})
    assert first.id in {p.activity for p in open_points(PRACTICE, {first.id: inferred}, chances=chances)}


def test_an_expected_move_by_hand() -> None:
    """Half 0 and half 2: a yes to level 1 moves the expectation from 1 to 2, a no to 0."""
    assert expected_move((0.5, 0.0, 0.5, 0.0), 1) == pytest.approx(1.0)
    assert expected_move((1.0, 0.0, 0.0, 0.0), 2) == 0.0


@given(st.lists(st.floats(0.01, 1), min_size=4, max_size=4), st.integers(1, 3))
def test_a_move_is_between_nothing_and_the_scale(weights: list[float], level: int) -> None:
    """Never negative, never more than half the scale of three levels."""
    chances = [w / sum(weights) for w in weights]
    assert 0 <= expected_move(chances, level) <= 1.5 + 1e-9
