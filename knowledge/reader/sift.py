"""Which passages are worth reading: a logistic model over words and their pairs, cheap beside the network."""

import math
import zlib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.entries import words
from knowledge.reader.pinned import load_arrays, save_arrays

PATH = Path(__file__).with_name("sift.npz")
PINNED = Path(__file__).with_name("sift.json")
"""States the hash of the weights."""
BUCKETS = 1 << 15
"""Words share buckets by their CRC-32."""
FEWEST = 4
"""A text of fewer features is taken for one of so many: a heading is no strong sign."""


@dataclass(frozen=True)
class Sift:
    """How likely it is that a passage claims something of any practice."""

    weights: NDArray[np.float32]
    """(buckets + 1,), the last one is the bias."""

    @classmethod
    def load(cls, path: Path = PATH, pinned: Path = PINNED) -> Self:
        """The shipped weights; a LibraryError unless they are the bytes that were pinned."""
        return cls(load_arrays(path, pinned)["weights"].astype(np.float32))

    def score(self, text: str) -> float:
        """Log odds, up to a constant: training saw as much that claims nothing as that claims something."""
        places = features(text)
        return float(self.weights[places].sum()) * scale(len(places)) + float(self.weights[-1])

    def save(self, path: Path = PATH, pinned: Path = PINNED) -> str:
        """Write the weights, pin their hash and give it."""
        return save_arrays(path, pinned, arrays={"weights": self.weights.astype(np.float16)})


def features(text: str) -> list[int]:
    """The buckets of the words and pairs of words of a text, each once, in order."""
    found = words(text)
    pairs = {f"{first} {second}" for first, second in pairwise(found)}
    return sorted({zlib.crc32(each.encode("utf-8", "replace")) % BUCKETS for each in {*found, *pairs}})


def scale(count: int) -> float:
    """What each of so many features weighs, so that long texts don't outweigh short ones."""
    return 1 / math.sqrt(max(FEWEST, count))
