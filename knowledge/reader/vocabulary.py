"""How usual the words of a passage are for a practice: with none of them the reader must be sure."""

import io
import json
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from knowledge.cache import sha256_of
from knowledge.entries import words
from knowledge.reader.heads import read_pinned

PATH = Path(__file__).with_name("vocabulary.npz")
PINNED = Path(__file__).with_name("vocabulary.json")
"""States the hash of the weights."""
BUCKETS = 1 << 15
"""Stems share buckets by their CRC-32."""
BEST = 2
"""The likeliest stems of a passage that count."""
SHORTEST = 4
"""Letters that a stem keeps."""
_ENDINGS = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ies",
    "ied",
    "ers",
    "er",
    "ed",
    "es",
    "ly",
    "s",
)


@dataclass(frozen=True)
class Vocabulary:
    """By practice, how much oftener than texts about the middling one those about it have a stem."""

    practices: tuple[str, ...]
    weights: NDArray[np.float16]
    """(practices, buckets), in logarithms; 0 where a stem is no more usual than elsewhere."""

    @classmethod
    def load(cls, path: Path = PATH, pinned: Path = PINNED) -> Self:
        """The shipped weights; a LibraryError unless they are the bytes that were pinned."""
        with np.load(io.BytesIO(read_pinned(path, pinned)), allow_pickle=False) as stored:
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
        content = io.BytesIO()
        np.savez_compressed(content, practices=np.array(self.practices), weights=self.weights)
        path.write_bytes(content.getvalue())
        digest = sha256_of(content.getvalue())
        pinned.write_text(json.dumps({"sha256": digest}) + "\n", encoding="ascii")
        return digest


def buckets(text: str) -> list[int]:
    """The buckets of the stems of a text, each once, in order."""
    stems = {_stem(word) for word in words(text)}
    return sorted({zlib.crc32(each.encode("utf-8", "replace")) % BUCKETS for each in stems})


def _stem(word: str) -> str:
    """A word without the commonest ending that leaves enough of it."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word[: -len(ending)]
    return word
