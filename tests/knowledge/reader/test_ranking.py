"""Which practices a text is about, without weights: made-up themes and claims."""

import numpy as np
import pytest

from knowledge.reader.network import Reply
from knowledge.reader.ranking import CLAIMS, LIKELY, Ranker, Replies
from tests.shipped import shipped_catalogue, shipped_reader


def _reply(claimed: float) -> Reply:
    """A reply with this much log odds for anything being claimed."""
    nothing = np.zeros((1, 6), np.float32)
    return Reply(claimed, np.zeros(4), np.full(4, 0.25), nothing, nothing[:, :1])


def _ranker() -> Ranker:
    return shipped_reader().ranker


def test_the_likeliest_come_best_first() -> None:
    """As many as are asked, in the order of their scores; ties in the catalogue's order."""
    practices = [p.id for p in shipped_catalogue().practices]
    scores = np.zeros(len(practices))
    scores[7], scores[3] = 2.0, 1.0
    likely = _ranker().likely(scores)
    assert likely[:2] == (practices[7], practices[3])
    assert len(likely) == LIKELY
    assert likely[2] == practices[0]


def test_claims_move_those_that_were_asked_among_each_other() -> None:
    """The clearest stretch of a text counts, by the log odds; what the asked have together stays theirs."""
    practices = [p.id for p in shipped_catalogue().practices]
    scores = np.zeros(len(practices))
    replies = {practices[4]: (_reply(-1.0), _reply(2.0)), practices[9]: (_reply(-3.0), _reply(-4.0))}
    moved = _ranker().heed(scores, Replies(replies, np.zeros((2, 192), np.float32)))
    assert moved[4] - moved[9] == pytest.approx(CLAIMS * 5.0)
    assert np.exp(moved[[4, 9]]).sum() == pytest.approx(2.0)
    assert np.count_nonzero(moved) == 2


def test_those_that_were_asked_stand_before_the_others() -> None:
    """Every practice once; what was not asked does not overtake what was."""
    practices = [p.id for p in shipped_catalogue().practices]
    scores = np.arange(len(practices), dtype=np.float64)
    ranked = _ranker().rank(scores, first=practices[:2])
    assert [r.id for r in ranked[:3]] == [practices[1], practices[0], practices[-1]]
    assert {r.id for r in ranked} == set(practices)
    assert [r.score for r in ranked] == sorted((r.score for r in ranked), reverse=True)


def test_the_likeliest_is_the_one_that_is_read() -> None:
    """With nothing known the first of the ranking is the practice of the reading."""
    reading = shipped_reader().read(
        "Every model file is signed at release and the loader checks the signature."
    )
    assert reading.practice == reading.practices[0].id
    assert len(reading.practices) == len(shipped_catalogue().practices)
