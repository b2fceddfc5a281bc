"""From a network's logits to chances that keep what they promise, also of text unlike what it learnt from."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.reader.pinned import load_arrays, save_arrays

PATH = Path(__file__).with_name("calibration.npz")
PINNED = Path(__file__).with_name("calibration.json")
"""States the hash of the weights."""
Floats = NDArray[np.float64]
FAINTEST = np.log(0.01)
"""Fainter chances weigh as much as one in a hundred: how impossible a level is says nothing of two others."""


@dataclass(frozen=True)
class Calibration:
    """Dirichlet calibration (Kull et al. 2019) that differs with how clearly anything is claimed at all.

    Where little seems to be claimed of the practice, the text's manner is strange to the network.
    """

    weights: Floats
    """(9, 4): of the logarithms of the four chances, of the same times the doubt, and of the doubt."""
    bias: Floats
    """(4,)"""

    @classmethod
    def load(cls, path: Path = PATH, pinned: Path = PINNED) -> Self:
        """The shipped weights; a LibraryError unless they are the bytes that were pinned."""
        stored = load_arrays(path, pinned)
        return cls(stored["weights"], stored["bias"])

    def chances(self, levels: Floats, *, claimed: float) -> Floats:
        """(4,): the chances of levels 0 to 3 from their logits and the log odds that anything is claimed."""
        logits = features(levels, claimed=claimed) @ self.weights + self.bias
        powers = np.exp(logits - logits.max())
        return np.asarray(powers / powers.sum())

    def save(self, path: Path = PATH, pinned: Path = PINNED) -> str:
        """Write the weights, pin their hash and give it."""
        return save_arrays(path, pinned, arrays={"weights": self.weights, "bias": self.bias})


def features(levels: Floats, *, claimed: float) -> Floats:
    """(9,), what the calibration weighs."""
    chances = levels - levels.max()
    chances = np.maximum(chances - np.log(np.exp(chances).sum()), FAINTEST)
    doubt = 1 / (1 + np.exp(claimed))
    return np.concatenate([chances, chances * doubt, [doubt]])
