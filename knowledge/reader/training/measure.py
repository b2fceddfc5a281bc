"""How good readings are: exact, within one, quadratic-weighted kappa, calibration, abstention, practice."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.reader.training.corpus import Example
from model.reading import Reading

Figures = dict[str, float]
BINS = 10


def figures(readings: Sequence[Reading], examples: Sequence[Example]) -> Figures:
    """Level (the most probable counts) and practice, both over what claims something; and silence."""
    pairs = [(r, e) for r, e in zip(readings, examples, strict=True) if e.level is not None]
    silent = [r.level is None for r, e in zip(readings, examples, strict=True) if e.level is None]
    four = np.array([r.probabilities for r, _ in pairs])
    best, true = four.argmax(axis=1), np.array([e.level for _, e in pairs])
    hit, answered = best == true, np.array([r.level is not None for r, _ in pairs])
    places = np.array([[p.id for p in r.practices].index(e.practice or "") for r, e in pairs])
    return {
        "answers": len(pairs),
        "exact": _three(hit),
        "within one": _three(abs(best - true) <= 1),
        "qwk": round(quadratic_kappa(best, true), 3),
        "ece": round(calibration_error(four.max(axis=1), hit), 3),
        "answered": _three(answered),
        "exact where answered": _three(hit[answered]),
        "silence found": _three(np.array(silent)),
        "practice top-1": _three(places == 0),
        "practice top-3": _three(places < 3),
    }


def quadratic_kappa(first: NDArray[np.int_], second: NDArray[np.int_], *, size: int = 4) -> float:
    """1 for agreement, 0 for chance; a distance counts by its square."""
    seen = np.zeros((size, size))
    np.add.at(seen, (first, second), 1)
    distance = (np.arange(size)[:, None] - np.arange(size)[None, :]) ** 2
    expected = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / max(seen.sum(), 1)
    by_chance = float((distance * expected).sum())
    return 1.0 - float((distance * seen).sum()) / by_chance if by_chance else 1.0


def calibration_error(sure: NDArray[np.float64], hit: NDArray[np.bool_]) -> float:
    """The mean distance between what was promised and what came true, over ten bins."""
    places = np.minimum((sure * BINS).astype(int), BINS - 1)
    bins = [places == place for place in sorted(set(places.tolist()))]
    return float(sum(abs(sure[b].mean() - hit[b].mean()) * b.mean() for b in bins))


def _three(share: NDArray[np.bool_]) -> float:
    return round(float(share.mean()), 3) if share.size else 0.0
