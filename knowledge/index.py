"""Hybrid search; the only file that knows FAISS.

Entries, hits and the door live in `knowledge.entries`, which is light; LangChain's store is in
`knowledge.passages`, which is not.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge.bm25 import Bm25
from knowledge.cache import cache_folder, sha256_of, write_whole
from knowledge.encoder import WIDTH, Encoder
from knowledge.entries import Entry, FakeIndex, Hit, Index, Placing, Vector, entries_of
from model.catalogue import Catalogue
from model.errors import LibraryError

__all__ = ["CatalogueIndex", "FakeIndex", "Flat", "Index", "open_index"]

SPARSE_SHARE = 0.2
"""Weight of BM25 (divided by its best) beside the cosine."""
BEST_OF = 5
"""So many of a practice's entries speak for it."""
NEAREST = 20
"""So many examples of other practices say how near an entry is to just anything."""
SHARPNESS = 40.0
"""Turns scores into shares; fitted on example answers left out one activity at a time."""
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


class CatalogueIndex:
    """The catalogue's entries, found by meaning (FAISS) and by words (BM25) together."""

    def __init__(self, entries: Sequence[Entry], vectors: Vectors, *, encoder: Encoder) -> None:
        self.entries = tuple(entries)
        self.vectors = vectors
        self._encoder = encoder
        self._flat = Flat()
        self._flat.add(vectors)
        self._words = Bm25([entry.text for entry in entries])
        self._rows = _rows_by_practice(self.entries)
        self._commonness = _commonness(self.entries, vectors)

    def search(self, query: str, k: int, *, kinds: frozenset[str] | None = None) -> tuple[Hit, ...]:
        """The best `k` entries by cosine plus weighted BM25, best first; ties in catalogue order."""
        dense, sparse, fused = self._scores(query, self._encoder.encode([query])[0])
        allowed = [i for i, entry in enumerate(self.entries) if kinds is None or entry.kind in kinds]
        best = sorted(allowed, key=lambda i: -fused[i])[:k]
        return tuple(Hit(self.entries[i], float(dense[i]), float(sparse[i]), float(fused[i])) for i in best)

    def practice_scores(self, query: str, vector: Vector | None = None) -> tuple[Placing, ...]:
        """All practices, best first, each by its best entries; entries near to just anything count less."""
        known = self._encoder.encode([query])[0] if vector is None else vector
        fused = self._scores(query, known)[2] - (1 - SPARSE_SHARE) * self._commonness
        means = np.array([np.sort(fused[rows])[-BEST_OF:].mean() for rows in self._rows.values()])
        shares = np.exp(SHARPNESS * (means - means.max(initial=-1.0)))
        ranking = sorted(zip(self._rows, shares / shares.sum(), strict=True), key=lambda x: (-x[1], x[0]))
        return tuple(Placing(practice, float(share)) for practice, share in ranking)

    def _scores(self, query: str, vector: Vector) -> tuple[NDArray[np.float64], ...]:
        """Cosine, BM25 and both together of every entry, each of shape (entries,)."""
        dense = self._flat.cosines(vector)
        sparse = self._words.scores(query)
        most = sparse.max(initial=0.0) or 1.0
        return dense, sparse, (1 - SPARSE_SHARE) * dense + SPARSE_SHARE * sparse / most


def open_index(catalogue: Catalogue, encoder: Encoder, *, cache: Path | None = None) -> CatalogueIndex:
    """The index of a catalogue; its vectors come from the cache when they are there and sound."""
    entries = entries_of(catalogue)
    return CatalogueIndex(entries, entry_vectors(entries, encoder, cache=cache), encoder=encoder)


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


def _rows_by_practice(entries: Sequence[Entry]) -> Mapping[str, NDArray[np.intp]]:
    """Which rows speak of which practice."""
    rows: dict[str, list[int]] = {}
    for row, entry in enumerate(entries):
        if entry.practice is not None:
            rows.setdefault(entry.practice, []).append(row)
    return {practice: np.array(found, dtype=np.intp) for practice, found in rows.items()}


def _commonness(entries: Sequence[Entry], vectors: Vectors) -> NDArray[np.float64]:
    """Shape (entries,): the mean cosine of each entry to the nearest examples of other practices."""
    practices = np.array([entry.practice or "" for entry in entries])
    examples = np.array([row for row, entry in enumerate(entries) if entry.kind == "example"], dtype=np.intp)
    cosines = (vectors @ vectors[examples].T).astype(np.float64)
    cosines[practices[:, None] == practices[examples][None, :]] = np.nan
    nearest = -np.sort(-cosines, axis=1)[:, :NEAREST]
    counted = np.isfinite(nearest)
    return np.asarray(np.where(counted, nearest, 0.0).sum(axis=1) / np.maximum(counted.sum(axis=1), 1))
