"""Vectors in FAISS, and those of the catalogue from the cache; the only file that knows FAISS.

LangChain's store over them is in `knowledge.passages`, which is heavy to import.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge.cache import cache_folder, sha256_of, write_whole
from knowledge.encoder import WIDTH, Encoder
from knowledge.entries import Entry, Index, Vector, entries_of
from model.catalogue import Catalogue
from model.errors import LibraryError

Vectors = NDArray[np.float32]
Known = tuple[Sequence[Entry], Vectors]
"""Entries with their vectors."""
NOTHING_KNOWN: Known = ((), np.zeros((0, WIDTH), dtype=np.float32))


class Flat:
    """Vectors of length 1 in an exact FAISS index, whose inner products are cosines."""

    def __init__(self, stored: bytes | None = None) -> None:
        self._index: faiss.Index = (
            faiss.IndexFlatIP(WIDTH)
            if stored is None
            else faiss.deserialize_index(np.frombuffer(stored, dtype=np.uint8))
        )
        if self._index.d != WIDTH:
            raise ValueError("the sizes do not fit")

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def add(self, vectors: Vectors) -> None:
        """More vectors, shape (n, 384); they come after those that are there."""
        self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))

    def nearest(self, vector: Vector, k: int) -> tuple[Any, Any]:
        """The cosines of the nearest `k` and their places, best first."""
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, WIDTH)
        scores, rows = self._index.search(query, max(1, min(k, len(self))))
        found = rows[0] >= 0
        return scores[0][found], rows[0][found]

    def cosines(self, vector: Vector) -> NDArray[np.float64]:
        """Shape (vectors,): the cosine of each, in the order in which they were added."""
        scores, rows = self.nearest(vector, len(self))
        cosines = np.empty(len(self), dtype=np.float64)
        cosines[rows] = scores
        return cosines

    def to_bytes(self) -> bytes:
        """What `stored` takes."""
        return bytes(faiss.serialize_index(self._index).tobytes())


def open_index(catalogue: Catalogue, encoder: Encoder, *, cache: Path | None = None) -> Index:
    """The entries of a catalogue; their vectors come from the cache when they are there and sound."""
    entries = entries_of(catalogue)
    return Index(entries, entry_vectors(entries, encoder, cache=cache))


def entry_vectors(
    entries: Sequence[Entry], encoder: Encoder, *, cache: Path | None = None, known: Known = NOTHING_KNOWN
) -> Vectors:
    """Shape (entries, 384): from vectors that are known of the same texts, else from the cache."""
    texts = [entry.text for entry in entries]
    there, vectors = known
    rows = {entry.text: row for row, entry in enumerate(there)}
    wanted = [rows.get(text, -1) for text in texts]
    if min(wanted, default=-1) >= 0:
        return vectors[wanted]
    return cached_vectors(texts, encoder, cache=cache)


def cached_vectors(texts: Sequence[str], encoder: Encoder, *, cache: Path | None) -> Vectors:
    """Vectors of texts, shape (texts, 384), from the cache when they are there and sound."""
    key = sha256_of(json.dumps([encoder.digest, list(texts)]).encode())[:32]
    path = cache_folder(cache) / f"entries-{key}.npy"
    vectors = _read_vectors(path, len(texts))
    if vectors is None:
        vectors = encoder.encode(list(texts))
        made = vectors
        # a cache that cannot be written costs seconds at the next start, no more
        with suppress(LibraryError):
            write_whole(path, lambda file: np.save(file, made, allow_pickle=False))
    return vectors


def _read_vectors(path: Path, count: int) -> Vectors | None:
    """The cached vectors, or None when they are missing or not `count` finite rows of length 1."""
    try:
        vectors = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    if vectors.shape != (count, WIDTH) or vectors.dtype != np.float32:
        return None
    if not np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-3):
        return None
    vectors.flags.writeable = False
    return np.asarray(vectors, dtype=np.float32)
