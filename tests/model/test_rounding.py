"""Figures are rounded half up, wherever they are shown."""

from fractions import Fraction

import pytest

from assistant.cli.portfolio import _share
from assistant.conversation.views import percent_words
from model import deeds as d
from model.card import as_stated
from model.fold import fold
from model.scoring import Range, rounded, score
from tests.small import Diary, small_catalogue

SMALL = small_catalogue()


@pytest.mark.parametrize(
    ("figure", "places", "shown"),
    [
        (Fraction(1, 8), 2, 0.13),
        (Fraction(-1), 2, -1.0),
        (Fraction(125, 2), 0, 63),
        (Fraction(5, 2), 0, 3),
        (Fraction(1, 20), 1, 0.1),
        (Fraction(-1, 8), 2, -0.12),
        (62.5, 0, 63),
    ],
)
def test_half_goes_up(figure: Fraction | float, places: int, shown: float) -> None:
    """Half up at any place, below zero too; never half to even."""
    assert rounded(figure, places) == shown


def test_percents_are_rounded_half_up() -> None:
    """62.5 % is 63 % in the conversation and in the portfolio."""
    assert percent_words(Range(Fraction(125, 2), Fraction(125, 2))) == "63 %"
    assert _share({"low": 62.5, "high": 64.5}) == "63-65 %"


def test_nothing_proves_what_wants_nothing() -> None:
    """At target 0 with level 0: at target, and without any proof."""
    diary = Diary("photo")
    for practice in SMALL.practices:
        diary.add(
            d.CoveragesSet(practice=practice.id, coverages=as_stated(practice, 0, systems=("photo",))),
            d.TargetSet(practice=practice.id, level=0, reason="not now"),
        )
    headline = score(fold(diary.acts), SMALL).headline
    assert (headline.at_target, headline.with_proof) == (headline.applicable, 0)
    assert headline.applicable
