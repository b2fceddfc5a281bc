"""Which practices the words of a text speak of, one by one and whatever their order."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.reader.pinned import load_arrays, save_arrays
from knowledge.reader.stems import buckets

Rows = NDArray[np.float32]
PATH = Path(__file__).with_name("lexical.npz")
PINNED = Path(__file__).with_name("lexical.json")
"""States the hash of the weights."""
STEPS = 127
"""A practice's weights are kept as so many steps on either side of 0."""


@dataclass(frozen=True)
class Lexical:
    """A logistic model for each practice over the stems of a text, rare ones weighing more."""

    practices: tuple[str, ...]
    weights: NDArray[np.int8]
    """(buckets, practices), in steps."""
    step: Rows
    """(practices,): what one step is worth."""
    bias: Rows
    """(practices,)"""
    rarity: NDArray[np.float16]
    """(buckets,): inverse document frequency in the corpus; 0 for stems that it hardly has."""

    @classmethod
    def of(cls, practices: tuple[str, ...], weights: Rows, *, bias: Rows, rarity: Rows) -> Self:
        """From weights of shape (buckets, practices)."""
        step = np.maximum(np.abs(weights).max(axis=0), 1e-6) / STEPS
        steps = np.round(weights / step).astype(np.int8)
        return cls(
            practices, steps, step.astype(np.float32), bias.astype(np.float32), rarity.astype(np.float16)
        )

    @classmethod
    def load(cls, path: Path = PATH, pinned: Path = PINNED) -> Self:
        """The shipped weights; a LibraryError unless they are the bytes that were pinned."""
        stored = load_arrays(path, pinned)
        names = tuple(map(str, stored["practices"]))
        return cls(names, stored["weights"], stored["step"], stored["bias"], stored["rarity"])

    def score(self, text: str) -> Rows:
        """(practices,): log odds of each, the likeliest one 0."""
        places = buckets(text)
        rarity = self.rarity[places].astype(np.float32)
        length = float(np.sqrt((rarity**2).sum())) or 1.0
        odds = (rarity / length) @ self.weights[places].astype(np.float32) * self.step + self.bias
        return np.asarray(odds - odds.max(), dtype=np.float32)

    def save(self, path: Path = PATH, pinned: Path = PINNED) -> str:
        """Write the weights, pin their hash and give it."""
        arrays = {name: getattr(self, name) for name in ("weights", "step", "bias", "rarity")}
        return save_arrays(path, pinned, arrays={"practices": np.array(self.practices), **arrays})
