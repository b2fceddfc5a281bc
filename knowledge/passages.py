"""LangChain's vector store over our index and encoder; the only file that knows LangChain.

Importing it costs most of a second, so only what answers free questions does, after the reader is open.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Self

import numpy as np
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore
from numpy.typing import NDArray

from knowledge.cache import sha256_of, write_whole
from knowledge.encoder import WIDTH, Encoder
from knowledge.entries import Vector
from knowledge.index import Flat
from model.errors import LibraryError


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
        self._flat = Flat()
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
        self._flat.add(vectors)
        self._documents.extend(documents)
        return names

    def similarity_search(self, query: str, k: int = 4, **kwargs: Any) -> list[Document]:
        """The nearest `k` texts."""
        return [document for document, _ in self.similarity_search_with_score(query, k)]

    def similarity_search_with_score(
        self, query: str, k: int = 4, **kwargs: Any
    ) -> list[tuple[Document, float]]:
        """The nearest `k` texts with their cosines, best first."""
        scores, rows = self._flat.nearest(self._encoder.encode([query])[0], k)
        return [(self._documents[row], float(score)) for score, row in zip(scores, rows, strict=True)]

    def cosines(self, vector: Vector) -> NDArray[np.float64]:
        """Shape (len(store),): the cosine of each text, in the order in which texts were added."""
        return self._flat.cosines(vector)

    def save(self, folder: Path) -> None:
        """Write passages.faiss and passages.json; the second states the hash of the first."""
        index = self._flat.to_bytes()
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
            store._flat = Flat(index)
            if len(store._flat) != len(store._documents):
                raise ValueError("the sizes do not fit")
        except (OSError, ValueError, KeyError, TypeError, RuntimeError) as cause:
            raise LibraryError(
                f"the stored passages in {folder} cannot be used ({cause})", "Make them anew."
            ) from cause
        return store


def _keep_silent() -> None:
    """Nothing of an assessment goes to a tracing service, whatever the environment says."""
    for prefix in ("LANGSMITH", "LANGCHAIN"):
        os.environ[f"{prefix}_TRACING"] = os.environ[f"{prefix}_TRACING_V2"] = "false"
