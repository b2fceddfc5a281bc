"""How likely a passage is to claim something, beside those around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.bearing import MIDDLING, SIDES, UNREAD, likelihood, standing, surroundings
from knowledge.reader.reader import Mention

CHANCES = st.floats(0.001, 0.999)
ODDS = st.floats(UNREAD, 4.0)


def _mention(share: float, claimed: float) -> Mention:
    return Mention("AML.M0013", share, claimed)


@given(CHANCES, CHANCES, ODDS, st.floats(0.0, 1.0))
def test_more_of_anything_makes_a_claim_no_less_likely(
    share: float, claimed: float, around: float, more: float
) -> None:
    """Its share, its claim and those around it all speak for it."""
    chance = likelihood(_mention(share, claimed), around)
    assert 0 < chance < 1
    assert chance <= likelihood(_mention(share + more * (1 - share), claimed), around)
    assert chance <= likelihood(_mention(share, claimed + more * (1 - claimed)), around)
    assert chance <= likelihood(_mention(share, claimed), around + more)


def test_a_passage_alone_has_middling_surroundings() -> None:
    """Pasted text has nothing around it that would speak for or against it."""
    assert surroundings({0: 3.0}, count=1) == {0: MIDDLING}


def test_claims_around_a_passage_speak_for_it_and_silence_against() -> None:
    """Only those near it; itself says nothing of its surroundings."""
    among_claims = surroundings(dict.fromkeys(range(20), 2.0), count=20)
    in_silence = surroundings({10: 2.0}, count=20)
    assert in_silence[10] < MIDDLING < among_claims[10]
    far = surroundings({10: 2.0, 10 + SIDES + 1: 4.0}, count=20)
    near = surroundings({10: 2.0, 10 + SIDES: 4.0}, count=20)
    assert far[10] == in_silence[10] < near[10]
    assert surroundings({10: -1.0}, count=20) == in_silence


def test_a_passage_stands_by_its_likeliest_practice() -> None:
    """What claims nothing of any stands as if it had not been read."""
    clear, faint = _mention(0.9, 0.9), _mention(0.05, 0.5)
    assert standing([faint, clear]) == standing([clear]) > standing([faint])
    assert standing([]) == UNREAD


@pytest.mark.parametrize("chance", [0.0, 1.0])
def test_no_figure_decides_alone(chance: float) -> None:
    """Certainty is bounded."""
    assert 0 < likelihood(_mention(chance, chance), 0.0) < 1
