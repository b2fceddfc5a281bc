"""What is trained on frozen vectors: a logistic head for each trait, and what tells practices apart."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.cache import sha256_of
from model.errors import LibraryError

Rows = NDArray[np.float32]
PATH = Path(__file__).with_name("heads.npz")
PINNED = Path(__file__).with_name("heads.json")
"""States the hash of the weights."""
ADVICE = "Reinstall the program, or run `make train`."
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
        content = read_pinned(path, pinned)
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            rows = {name: stored[name] for name in stored.files}
        return cls({name: rows[name].astype(np.float32) for name in LABELS}, _topics(rows))

    def traits(self, vectors: Rows) -> dict[str, Rows]:
        """Per trait the chances of its labels, shape (statements, labels)."""
        return {trait: softmax(vectors @ w[:-1] + w[-1]) for trait, w in self.weights.items()}

    def save(self, path: Path = PATH, pinned: Path = PINNED) -> str:
        """Write the weights, pin their hash and give it."""
        topics = {name: getattr(self.topics, name) for name in ("total", "products", "owned", "counts")}
        stored: dict[str, NDArray[np.generic]] = {n: w.astype(np.float16) for n, w in self.weights.items()}
        names = np.array(self.topics.practices)
        content = io.BytesIO()
        np.savez(content, practices=names, count=np.int64(self.topics.count), **topics, **stored)  # type: ignore[arg-type]  # names are no options
        path.write_bytes(content.getvalue())
        digest = sha256_of(content.getvalue())
        pinned.write_text(json.dumps({"sha256": digest}) + "\n", encoding="ascii")
        return digest


def read_pinned(path: Path, pinned: Path) -> bytes:
    """The bytes of shipped weights; a LibraryError unless they are those that were pinned."""
    try:
        content = path.read_bytes()
        expected = json.loads(pinned.read_bytes())["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise LibraryError(f"the reader's weights {path.name} cannot be read", ADVICE) from cause
    if sha256_of(content) != expected:
        raise LibraryError(f"the reader's weights {path.name} are not the pinned ones", ADVICE)
    return content


def _topics(rows: Mapping[str, NDArray[np.generic]]) -> Topics:
    sums = {name: rows[name].astype(np.float32) for name in ("total", "products", "owned", "counts")}
    return Topics(practices=tuple(map(str, rows["practices"])), count=int(rows["count"]), **sums)


def softmax(logits: Rows) -> Rows:
    """Rows of chances that sum to 1."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
