"""Everything that we know, gathered into the one value that the assistant is given."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from knowledge.catalogue.catalogue import load_catalogue
from model.practice import Catalogue
from model.reading import Reading

if TYPE_CHECKING:
    from knowledge.entries import Index
    from knowledge.reader.reader import Reader

FOUND = 5
"""Practices that a free question is answered with, at most."""


class Library:
    """The catalogue at once; the reader from the first use, or from `warm`."""

    def __init__(self, catalogue: Catalogue, *, cache: Path | None = None) -> None:
        self._catalogue = catalogue
        self._cache = cache
        self._lock = Lock()
        self._reader: Reader | None = None
        self._index: Index | None = None

    @property
    def catalogue(self) -> Catalogue:
        """The practices of this program."""
        return self._catalogue

    @property
    def is_warm(self) -> bool:
        """Whether a reading can begin at once."""
        return self._reader is not None

    def warm(self) -> None:
        """Open encoder, index and reader; safe to call from a thread, and more than once."""
        self._open()

    def read(self, text: str, *, practice: str | None = None, systems: Sequence[str] = ()) -> Reading:
        """An answer read for a practice, or for the one that it is about."""
        reader, _ = self._open()
        return reader.read(text, practice=practice, systems=systems)

    def read_story(
        self, text: str, practices: Sequence[str], *, systems: Sequence[str] = ()
    ) -> dict[str, Reading]:
        """An answer read for several practices; silent ones abstain."""
        reader, _ = self._open()
        return reader.read_story(text, practices, systems=systems)

    def find(self, question: str) -> tuple[str, ...]:
        """The practices that a free question is about, best first."""
        _, index = self._open()
        return tuple(r.practice for r in index.practice_scores(question)[:FOUND])

    def _open(self) -> "tuple[Reader, Index]":
        with self._lock:
            if self._reader is None or self._index is None:
                with _no_collection():
                    self._load()
            assert self._reader is not None
            assert self._index is not None
            return self._reader, self._index

    def _load(self) -> None:
        # onnxruntime, FAISS and LangChain cost 0.5 s that first paint does not wait for
        from knowledge.encoder import open_encoder
        from knowledge.index import open_index
        from knowledge.reader.reader import Reader

        encoder = open_encoder(self._cache)
        self._index = open_index(self._catalogue, encoder, cache=self._cache)
        self._reader = Reader(self._catalogue, encoder, self._index)


@contextmanager
def _no_collection() -> Iterator[None]:
    """No garbage collection while much is loaded: a full one would stall the interface for over 50 ms."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def open_library(cache: Path | None = None, *, catalogue: Catalogue | None = None) -> Library:
    """The library over the program's own catalogue; the reader opens when it is first needed."""
    return Library(catalogue or load_catalogue(), cache=cache)
