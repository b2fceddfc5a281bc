"""What is trained on frozen vectors: a logistic head for each trait, and what tells practices apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.reader.pinned import load_arrays, save_arrays

Rows = NDArray[np.float32]
PATH = Path(__file__).with_name("heads.npz")
PINNED = Path(__file__).with_name("heads.json")
"""States the hash of the weights."""
LABELS: Mapping[str, tuple[str, ...]] = {
    "says": ("fact", "plan", "past", "denial", "guidance", "third_party", "unknown", "question", "nothing"),
    "scope": ("unstated", "none", "some", "half", "all"),
    "formality": ("unstated", "informal", "agreed", "documented", "owned"),
    "trigger": ("unstated", "reaction", "scheduled", "gate", "ahead"),
    "enforcement": ("unstated", "nobody", "review", "block"),
    "measurement": ("unstated", "measured", "improved"),
    "threats": ("unstated", "grounded"),
}


@dataclass(frozen=True)
class Topics:
    """Sums over the vectors of the corpus, from which any catalogue's practices are told apart."""

    practices: tuple[str, ...]
    count: int
    total: Rows
    """(384,): the sum of all vectors."""
    products: Rows
    """(384, 384): the sum of their outer products."""
    owned: Rows
    """(practices, 384): the sum of the vectors of each practice."""
    counts: Rows
    """(practices,): how many those are."""


@dataclass(frozen=True)
class Heads:
    """Weights by trait, each of shape (features + 1, labels), the last row is the bias; and the topics."""

    weights: Mapping[str, Rows]
    topics: Topics

    @classmethod
    def load(cls, path: Path = PATH, pinned: Path = PINNED) -> Self:
        """The shipped weights; a LibraryError unless they are the bytes that were pinned."""
        rows = load_arrays(path, pinned)
        return cls({name: rows[name].astype(np.float32) for name in LABELS}, _topics(rows))

    def traits(self, vectors: Rows) -> dict[str, Rows]:
        """Per trait the chances of its labels, shape (statements, labels)."""
        return {trait: softmax(vectors @ w[:-1] + w[-1]) for trait, w in self.weights.items()}

    def save(self, path: Path = PATH, pinned: Path = PINNED) -> str:
        """Write the weights, pin their hash and give it."""
        topics = {name: getattr(self.topics, name) for name in ("total", "products", "owned", "counts")}
        stored: dict[str, NDArray[np.generic]] = {n: w.astype(np.float16) for n, w in self.weights.items()}
        names = np.array(self.topics.practices)
        named = {"practices": names, "count": np.array(self.topics.count, dtype=np.int64)}
        return save_arrays(path, pinned, arrays={**named, **topics, **stored})


def _topics(rows: Mapping[str, NDArray[np.generic]]) -> Topics:
    sums = {name: rows[name].astype(np.float32) for name in ("total", "products", "owned", "counts")}
    return Topics(practices=tuple(map(str, rows["practices"])), count=int(rows["count"]), **sums)


def softmax(logits: Rows) -> Rows:
    """Rows of chances that sum to 1."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
