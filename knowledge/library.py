"""Everything that we know, gathered into the one value that the assistant is given."""

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from knowledge.atlas.kept import load_in_use
from knowledge.catalogue.catalogue import load_asked
from knowledge.catalogue.compiled import open_catalogue
from model.adoption import adopt
from model.catalogue import Catalogue
from model.errors import MlsmmError
from model.reading import Reading

if TYPE_CHECKING:
    from knowledge.encoder import Encoder
    from knowledge.index import CatalogueIndex
    from knowledge.questions import Questions
    from knowledge.reader.reader import Reader

FOUND = 5
"""Practices that a free question is answered with, at most."""
KEPT = 4
"""Views of other practices that stay open."""


@dataclass(frozen=True)
class _Open:
    """What takes a second to open."""

    encoder: "Encoder"
    index: "CatalogueIndex"
    reader: "Reader"


class Library:
    """The catalogue at once; the reader from the first use, or from `warm`."""

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        cache: Path | None = None,
        own: Path | None = None,
        whole: "Library | None" = None,
    ) -> None:
        self._catalogue = catalogue
        self._cache = cache
        self._own = own
        self._whole = whole
        self._lock = Lock()
        self._opened: _Open | None = None
        self._questions: Questions | None = None
        self._views: dict[tuple[str, ...], tuple[Catalogue, Library]] = {}

    @property
    def catalogue(self) -> Catalogue:
        """The practices of this program."""
        return self._catalogue

    @property
    def is_warm(self) -> bool:
        """Whether a reading can begin at once."""
        return self._opened is not None

    def warm(self) -> None:
        """Open encoder, index and reader; safe to call from a thread, and more than once."""
        self._open()

    def over(self, catalogue: Catalogue, practices: Sequence[str]) -> "Library":
        """The library of an assessment: its own catalogue, and no practice that is not in question."""
        wanted = tuple(practices)
        with self._lock:
            known = self._views.get(wanted)
            if known is None or known[0] is not catalogue:
                chosen = tuple(p for p in catalogue.practices if p.id in set(wanted))
                narrowed = catalogue.model_copy(update={"practices": chosen})
                known = (catalogue, Library(narrowed, cache=self._cache, whole=self._whole or self))
                self._views = dict([*self._views.items(), (wanted, known)][-KEPT:])
        return known[1]

    def read(self, text: str, *, practice: str | None = None, systems: Sequence[str] = ()) -> Reading:
        """An answer read for a practice, or for the one that it is about."""
        return self._open().reader.read(text, practice=practice, systems=systems)

    def read_story(
        self, text: str, practices: Sequence[str], *, systems: Sequence[str] = ()
    ) -> dict[str, Reading]:
        """An answer read for several practices; silent ones abstain."""
        return self._open().reader.read_story(text, practices, systems=systems)

    def find(self, question: str) -> tuple[str, ...]:
        """The practices that a free question is about, best first, of the whole catalogue."""
        if self._whole is not None:
            return self._whole.find(question)
        opened = self._open()
        with self._lock:
            if self._questions is None:
                from knowledge.questions import Questions  # with the index, as below

                asked = load_asked(self._catalogue, own=self._own)
                search = (opened.encoder, opened.index)
                self._questions = Questions(self._catalogue, asked, search=search, cache=self._cache)
        return self._questions.rank(question)[:FOUND]

    def _open(self) -> _Open:
        with self._lock:
            if self._opened is None:
                with _no_collection():
                    self._opened = self._load()
            return self._opened

    def _load(self) -> _Open:
        # onnxruntime, FAISS and LangChain cost 0.5 s that first paint does not wait for
        from knowledge.encoder import open_encoder
        from knowledge.index import open_index
        from knowledge.reader.reader import Reader

        whole = self._whole._open() if self._whole is not None else None
        encoder = whole.encoder if whole else open_encoder(self._cache)
        known = whole.index if whole else None
        index = open_index(self._catalogue, encoder, cache=self._cache, known=known)
        return _Open(encoder, index, Reader(self._catalogue, encoder, index))


@contextmanager
def _no_collection() -> Iterator[None]:
    """No garbage collection while much is loaded: a full one would stall the interface for over 50 ms."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def catalogue_in_use(
    cache: Path | None = None, *, own: Path | None = None, data: Path | None = None
) -> Catalogue:
    """The program's catalogue under the organisation's own, going by the ATLAS file in use, if one is."""
    in_use = load_in_use(data) if data else None
    return adopt(open_catalogue(cache, own=own), in_use.release if in_use else None)


def open_library(cache: Path | None = None, *, own: Path | None = None, data: Path | None = None) -> Library:
    """The library over the catalogue in use; the reader opens when it is first needed."""
    return Library(catalogue_in_use(cache, own=own, data=data), cache=cache, own=own)


def main() -> int:
    """`python -m knowledge.library`: everything encoded into the cache, so that the first start need not."""
    try:
        found = open_library().find("How do I stop somebody cloning my model?")
    except MlsmmError as error:
        print(error, file=sys.stderr)
        return 1
    print(" ".join(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
