"""How good chances of levels are: exact, within one, quadratic-weighted kappa, calibration, abstention."""

import numpy as np
from numpy.typing import NDArray

Figures = dict[str, float]
BINS = 10
ABSTAIN = 0.5


def figures(chances: NDArray[np.float64], levels: NDArray[np.int_], *, temperature: float = 1.0) -> Figures:
    """The figures for chances (n, 5) of levels 0 to 3 and of nothing claimed (4)."""
    scaled = chances ** (1 / temperature)
    scaled = scaled / scaled.sum(axis=1, keepdims=True)
    claims = levels < 4
    four = scaled[claims, :4] / scaled[claims, :4].sum(axis=1, keepdims=True)
    best, true = four.argmax(axis=1), levels[claims]
    hit, sure = best == true, four.max(axis=1)
    kept = sure >= ABSTAIN
    return {
        "answers": int(claims.sum()),
        "exact": _three(hit.mean()),
        "within one": _three((abs(best - true) <= 1).mean()),
        "qwk": _three(quadratic_kappa(best, true)),
        "ece": _three(calibration_error(sure, hit)),
        "answered at 0.5": _three(kept.mean()),
        "exact where answered": _three(hit[kept].mean()) if kept.any() else 0.0,
        "claims wrongly silent": _three((scaled[claims, 4] > ABSTAIN).mean()),
        "silence found": _three((scaled[~claims, 4] > ABSTAIN).mean()) if (~claims).any() else 0.0,
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
    gaps = [
        abs(sure[places == b].mean() - hit[places == b].mean()) * (places == b).mean()
        for b in set(places.tolist())
    ]
    return float(sum(gaps))


def _three(value: float) -> float:
    return round(float(value), 3)
