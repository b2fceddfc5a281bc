"""How usual the words of a passage are for a practice: with none of them the reader must be sure."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.reader.pinned import load_arrays, save_arrays
from knowledge.reader.stems import buckets

PATH = Path(__file__).with_name("vocabulary.npz")
PINNED = Path(__file__).with_name("vocabulary.json")
"""States the hash of the weights."""
BEST = 2
"""The likeliest stems of a passage that count."""


@dataclass(frozen=True)
class Vocabulary:
    """By practice, how much oftener than texts about the middling one those about it have a stem."""

    practices: tuple[str, ...]
    weights: NDArray[np.float16]
    """(practices, buckets), in logarithms; 0 where a stem is no more usual than elsewhere."""

    @classmethod
    def load(cls, path: Path = PATH, pinned: Path = PINNED) -> Self:
        """The shipped weights; a LibraryError unless they are the bytes that were pinned."""
        stored = load_arrays(path, pinned)
        return cls(tuple(map(str, stored["practices"])), stored["weights"].astype(np.float16))

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {practice: row for row, practice in enumerate(self.practices)}

    def weigh(self, text: str, practice: str) -> float | None:
        """The sum of its most usual stems; None for a practice of which no words are known."""
        row = self._rows.get(practice)
        if row is None:
            return None
        found = self.weights[row, buckets(text)]
        return float(np.sort(found)[-BEST:].astype(np.float32).sum())

    def save(self, path: Path = PATH, pinned: Path = PINNED) -> str:
        """Write the weights, pin their hash and give it."""
        return save_arrays(
            path, pinned, arrays={"practices": np.array(self.practices), "weights": self.weights}
        )
