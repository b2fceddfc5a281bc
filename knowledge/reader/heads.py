"""The trained part: one logistic head per trait over meaning and wording, and one for the level."""

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
ADVICE = "Reinstall the program, or run `python -m knowledge.reader.train`."
SIGN_WEIGHT = 0.35
"""What one sign of wording counts beside a vector of length 1."""
CHANCE_WEIGHT = 0.7
"""What a trait's probability counts in the rows of the level."""
MATCH_WEIGHT = 0.4
"""What one scaled figure of the match counts."""
LEVELS = 5
"""Four levels, and last: nothing is claimed."""
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
class Heads:
    """Weights by name: a trait or `level`; each of shape (features + 1, labels), the last row is the bias."""

    weights: Mapping[str, Rows]
    temperature: float
    center: Rows
    spread: Rows
    """Mean and deviation of the match, by which it is scaled."""

    @classmethod
    def load(cls, path: Path = PATH, pinned: Path = PINNED) -> Self:
        """The shipped weights; a LibraryError unless they are the bytes that were pinned."""
        try:
            content = path.read_bytes()
            expected = json.loads(pinned.read_bytes())["sha256"]
        except (OSError, ValueError, KeyError, TypeError) as cause:
            raise LibraryError(f"the reader's weights {path.name} cannot be read", ADVICE) from cause
        if sha256_of(content) != expected:
            raise LibraryError(f"the reader's weights {path.name} are not the pinned ones", ADVICE)
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            weights = {name: stored[name].astype(np.float32) for name in (*LABELS, "level")}
            scale = stored["center"].astype(np.float32), stored["spread"].astype(np.float32)
            return cls(weights, float(stored["temperature"]), *scale)

    def traits(self, vectors: Rows, signs: Rows) -> dict[str, Rows]:
        """Per trait the chances of its labels, shape (statements, labels)."""
        rows = statement_rows(vectors, signs)
        return {trait: softmax(_logits(rows, self.weights[trait])) for trait in LABELS}

    def level(self, row: Rows) -> NDArray[np.float64]:
        """Calibrated chances of levels 0 to 3 and of nothing claimed, (5,), for a row as `join` gives it."""
        logits = _logits(row.reshape(1, -1), self.weights["level"])
        return np.asarray(softmax(logits / self.temperature)[0], dtype=np.float64)

    def join(self, row: Rows, match: Rows) -> Rows:
        """The row of an answer with its scaled match."""
        scaled = MATCH_WEIGHT * (match - self.center) / self.spread
        return np.concatenate([row, scaled]).astype(np.float32)


def statement_rows(vectors: Rows, signs: Rows) -> Rows:
    """What the heads of the traits see of each statement."""
    return np.hstack([vectors, SIGN_WEIGHT * signs]).astype(np.float32)


@dataclass(frozen=True)
class Seen:
    """The statements of an answer as the heads see them, and the answer as a whole."""

    vectors: Rows
    signs: Rows
    whole: Rows
    """One row as `statement_rows` gives it."""


def answer_row(seen: Seen, chances: Mapping[str, Rows], *, weights: Rows) -> Rows:
    """What the head of the level sees: the whole, and the statements together, each by its weight (n,)."""
    vectors, signs = seen.vectors, seen.signs
    share = weights / max(float(weights.sum()), 1e-6)
    mean = share @ vectors
    mean = mean / max(float(np.linalg.norm(mean)), 1e-6)
    traits = np.hstack([chances[trait] for trait in LABELS])
    scaled = weights[:, None] / max(float(weights.max()), 1e-6)
    parts = (
        seen.whole,
        mean,
        SIGN_WEIGHT * (share @ signs),
        SIGN_WEIGHT * (scaled * signs).max(axis=0),
        CHANCE_WEIGHT * (share @ traits),
        CHANCE_WEIGHT * (scaled * traits).max(axis=0),
    )
    return np.concatenate(parts).astype(np.float32)


def softmax(logits: Rows) -> Rows:
    """Rows of chances that sum to 1."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _logits(rows: Rows, weights: Rows) -> Rows:
    return np.asarray(rows @ weights[:-1] + weights[-1])
