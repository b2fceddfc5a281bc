"""Chances that keep what they promise."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.reader.calibration import Calibration, features
from knowledge.reader.network import Reply
from knowledge.reader.training.calibration import fit_calibration
from model.errors import LibraryError


def _reply(levels: NDArray[np.float64], claimed: float) -> Reply:
    """A reply with these logits."""
    nothing = np.zeros((1, 6), np.float32)
    return Reply(claimed, levels, np.full(4, 0.25), nothing, nothing[:, :1])


def _drawn(stretch: float, claimed: float, *, count: int = 20_000) -> tuple[list[Reply], list[int]]:
    """Replies whose logits are so many times too sure, and the levels that came true."""
    chance = np.random.default_rng(3)
    logits = chance.normal(size=(count, 4))
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    levels = [int(chance.choice(4, p=row)) for row in shares]
    return [_reply(stretch * row, claimed) for row in logits], levels


def _promise(calibration: Calibration, replies: list[Reply], levels: list[int]) -> tuple[float, float]:
    """The mean chance of the likeliest level, and how often it came true."""
    chances = np.stack([calibration.chances(r.levels, claimed=r.claimed) for r in replies])
    return float(chances.max(axis=1).mean()), float((chances.argmax(axis=1) == levels).mean())


def test_what_is_too_sure_is_toned_down() -> None:
    """Logits twice too sure promise afterwards what they keep."""
    replies, levels = _drawn(2.0, claimed=4.0)
    promised, kept = _promise(fit_calibration(replies, levels), replies, levels)
    assert promised == pytest.approx(kept, abs=0.02)


def test_doubt_whether_anything_is_claimed_counts() -> None:
    """Of two kinds of text each is calibrated: sure of the one, three times too sure of the other."""
    clear, doubtful = _drawn(1.0, claimed=6.0), _drawn(3.0, claimed=-6.0)
    calibration = fit_calibration([*clear[0], *doubtful[0]], [*clear[1], *doubtful[1]])
    for replies, levels in (clear, doubtful):
        promised, kept = _promise(calibration, replies, levels)
        assert promised == pytest.approx(kept, abs=0.02)


def test_chances_sum_to_one_whatever_the_logits() -> None:
    """Very large ones too."""
    calibration = Calibration.load()
    for levels in (np.zeros(4), np.array([900.0, -900, 0, 3])):
        for claimed in (-80.0, 0.0, 80.0):
            chances = calibration.chances(levels, claimed=claimed)
            assert chances.sum() == pytest.approx(1)
            assert (chances >= 0).all()


def test_features_are_chances_and_doubt() -> None:
    """Logits count only by what they differ in."""
    once, moved = (features(np.arange(4.0) + shift, claimed=0.0) for shift in (0, 50))
    assert once == pytest.approx(moved)
    assert np.exp(once[:4]).sum() == pytest.approx(1)
    assert once[4:8] == pytest.approx(once[:4] / 2)
    assert once[8] == pytest.approx(0.5)


def test_only_a_pinned_calibration_is_used(tmp_path: Path) -> None:
    """It comes back as it was written; a changed byte is an error."""
    path, pinned = tmp_path / "c.npz", tmp_path / "c.json"
    Calibration(np.ones((9, 4)), np.zeros(4)).save(path, pinned)
    assert (Calibration.load(path, pinned).weights == 1).all()
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(LibraryError):
        Calibration.load(path, pinned)
