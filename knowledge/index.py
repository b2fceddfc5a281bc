"""Hybrid search; the only file that knows FAISS and LangChain's vector store.

Importing it costs half a second (LangChain), so only `open_library` does, off the interface's thread.
Entries, hits and the door live in `knowledge.entries`, which is light.
"""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import faiss
import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore
from numpy.typing import NDArray

from knowledge.bm25 import Bm25
from knowledge.cache import cache_folder, sha256_of, write_whole
from knowledge.encoder import WIDTH, Encoder
from knowledge.entries import Entry, FakeIndex, Hit, Index, Placing, Vector, entries_of
from model.catalogue import Catalogue
from model.errors import LibraryError

__all__ = ["CatalogueIndex", "EncoderEmbeddings", "FakeIndex", "Index", "PassageStore", "open_index"]

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


class EncoderEmbeddings(Embeddings):
    """An encoder as LangChain wants it."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One list of 384 numbers a text."""
        return [[float(x) for x in row] for row in self.encoder.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        """384 numbers."""
        return self.embed_documents([text])[0]


class PassageStore(VectorStore):
    """Texts in an exact FAISS index (inner product of unit vectors); saved without pickles."""

    def __init__(self, encoder: Encoder) -> None:
        _keep_silent()
        self._encoder = encoder
        self._index: faiss.Index = faiss.IndexFlatIP(WIDTH)
        self._documents: list[Document] = []

    @property
    def embeddings(self) -> Embeddings:
        """The encoder as LangChain wants it."""
        return EncoderEmbeddings(self._encoder)

    def __len__(self) -> int:
        return len(self._documents)

    @classmethod
    def from_texts(  # LangChain's signature
        cls,
        texts: list[str],
        embedding: Embeddings,
        metadatas: list[dict[str, Any]] | None = None,
        ids: list[str] | None = None,
        **kwargs: Any,
    ) -> Self:
        """A store of these texts; `embedding` must be an `EncoderEmbeddings`."""
        if not isinstance(embedding, EncoderEmbeddings):
            raise TypeError("a PassageStore needs EncoderEmbeddings")
        store = cls(embedding.encoder)
        store.add_texts(texts, metadatas, ids=ids, **kwargs)
        return store

    def add_texts(
        self,
        texts: Iterable[str],
        metadatas: list[dict[str, Any]] | None = None,
        *,
        ids: list[str] | None = None,
        **kwargs: Any,
    ) -> list[str]:
        """Add texts and give their ids; `vectors=` (n, 384) saves encoding them again."""
        added = list(texts)
        first = len(self._documents)
        names = ids or [str(first + number) for number in range(len(added))]
        metadata = metadatas or [{} for _ in added]
        vectors = kwargs.get("vectors")
        if vectors is None:
            vectors = self._encoder.encode(added)
        if np.shape(vectors) != (len(added), WIDTH):
            raise ValueError(f"vectors have shape {np.shape(vectors)}, not {(len(added), WIDTH)}")
        rows = zip(names, added, metadata, strict=True)
        documents = [Document(id=name, page_content=text, metadata=more) for name, text, more in rows]
        self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        self._documents.extend(documents)
        return names

    def similarity_search(self, query: str, k: int = 4, **kwargs: Any) -> list[Document]:
        """The nearest `k` texts."""
        return [document for document, _ in self.similarity_search_with_score(query, k)]

    def similarity_search_with_score(
        self, query: str, k: int = 4, **kwargs: Any
    ) -> list[tuple[Document, float]]:
        """The nearest `k` texts with their cosines, best first."""
        scores, rows = self._nearest(self._encoder.encode([query])[0], k)
        return [(self._documents[row], float(score)) for score, row in zip(scores, rows, strict=True)]

    def cosines(self, vector: Vector) -> NDArray[np.float64]:
        """Shape (len(store),): the cosine of each text, in the order in which texts were added."""
        scores, rows = self._nearest(vector, len(self))
        cosines = np.empty(len(self), dtype=np.float64)
        cosines[rows] = scores
        return cosines

    def save(self, folder: Path) -> None:
        """Write passages.faiss and passages.json; the second states the hash of the first."""
        index = faiss.serialize_index(self._index).tobytes()
        documents = [[x.id, x.page_content, x.metadata] for x in self._documents]
        stated = {"encoder": self._encoder.digest, "index": sha256_of(index), "documents": documents}
        content = json.dumps(stated, ensure_ascii=False).encode()
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(folder / "passages.faiss", lambda file: file.write(index))
        write_whole(folder / "passages.json", lambda file: file.write(content))

    @classmethod
    def load(cls, folder: Path, encoder: Encoder) -> Self:
        """The store that `save` wrote, with the same encoder; a LibraryError when anything does not fit."""
        try:
            stated = json.loads((folder / "passages.json").read_bytes())
            index = (folder / "passages.faiss").read_bytes()
            if stated["encoder"] != encoder.digest or stated["index"] != sha256_of(index):
                raise ValueError("the hashes do not fit")
            store = cls(encoder)
            store._documents = [Document(id=i, page_content=t, metadata=m) for i, t, m in stated["documents"]]
            store._index = faiss.deserialize_index(np.frombuffer(index, dtype=np.uint8))
            if store._index.ntotal != len(store._documents) or store._index.d != WIDTH:
                raise ValueError("the sizes do not fit")
        except (OSError, ValueError, KeyError, TypeError, RuntimeError) as cause:
            raise LibraryError(
                f"the stored passages in {folder} cannot be used ({cause})", "Make them anew."
            ) from cause
        return store

    def _nearest(self, vector: Vector, k: int) -> tuple[Any, Any]:
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, WIDTH)
        scores, rows = self._index.search(query, max(1, min(k, len(self))))
        found = rows[0] >= 0
        return scores[0][found], rows[0][found]


class CatalogueIndex:
    """The catalogue's entries, found by meaning (FAISS) and by words (BM25) together."""

    def __init__(self, entries: Sequence[Entry], vectors: Vectors, *, encoder: Encoder) -> None:
        self.entries = tuple(entries)
        self.vectors = vectors
        self._encoder = encoder
        self._store = PassageStore(encoder)
        self._store.add_texts([e.text for e in entries], ids=[e.id for e in entries], vectors=vectors)
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
        dense = self._store.cosines(vector)
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


def _keep_silent() -> None:
    """Nothing of an assessment goes to a tracing service, whatever the environment says."""
    for prefix in ("LANGSMITH", "LANGCHAIN"):
        os.environ[f"{prefix}_TRACING"] = os.environ[f"{prefix}_TRACING_V2"] = "false"
