"""Everything that we know, gathered into the one value that the assistant is given."""

import gc
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from knowledge.atlas.kept import load_in_use, load_texts
from knowledge.catalogue.catalogue import load_asked, load_outside, to_json
from knowledge.catalogue.compiled import open_catalogue
from model.adoption import adopt
from model.catalogue import Catalogue
from model.errors import MlsmmError
from model.evidence import Document
from model.practice import Profile
from model.reading import LeftOut, Reading
from model.suggestion import Progress

if TYPE_CHECKING:
    from knowledge.encoder import Encoder
    from knowledge.entries import Entry
    from knowledge.index import Vectors
    from knowledge.mapping import Following, Mapper
    from knowledge.questions import Questions
    from knowledge.reader.heads import Heads
    from knowledge.reader.lexical import Lexical
    from knowledge.reader.network import Network
    from knowledge.reader.reader import Reader

FOUND = 5
"""Practices that a free question is answered with, at most."""
KEPT = 4
"""Views of other practices that stay open."""


@dataclass(frozen=True)
class _Base:
    """What readings and searches over any practices share."""

    encoder: "Encoder"
    entries: "tuple[Entry, ...]"
    vectors: "Vectors"
    heads: "Heads"
    network: "Network"
    lexical: "Lexical"


class Library:
    """The catalogue at once; encoder, vectors and reader from the first use, or from `warm`."""

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        cache: Path | None = None,
        own: Path | None = None,
        data: Path | None = None,
        whole: "Library | None" = None,
    ) -> None:
        self._catalogue = catalogue
        self._cache = cache
        self._own = own
        self._data = data
        self._whole = whole
        self._lock = RLock()
        self._asking = RLock()
        """Held while questions are opened, which no reading waits for."""
        self._views: dict[tuple[str, ...], tuple[Catalogue, Library]] = {}

    @property
    def catalogue(self) -> Catalogue:
        """The practices of this program."""
        return self._catalogue

    @cached_property
    def snapshot(self) -> str:
        """The catalogue's JSON, as it is kept beside an assessment."""
        return to_json(self._catalogue)

    @property
    def is_warm(self) -> bool:
        """Whether a reading of a new assessment can begin at once."""
        return any("_reader" in vars(view) for _, view in self._views.values())

    def warm(self) -> None:
        """Open what a new assessment reads with; safe to call from a thread, and more than once."""
        core = self.over(self._catalogue, [p.id for p in self._catalogue.in_profile(Profile.CORE)])
        assert self.snapshot
        core.open()

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
        return self.open().read(text, practice=practice, systems=systems)

    def read_story(
        self, text: str, practices: Sequence[str], *, systems: Sequence[str] = ()
    ) -> dict[str, Reading]:
        """An answer read for several practices; silent ones abstain."""
        return self.open().read_story(text, practices, systems=systems)

    def leave_out(self, reading: Reading, *, systems: Sequence[str] = ()) -> tuple[LeftOut, ...]:
        """What carried a reading, statement by statement."""
        from knowledge.reader.leaving_out import leave_out  # as much as the reader, which is open by now

        return leave_out(self.open(), reading, systems=systems)

    def find(self, question: str) -> tuple[str, ...]:
        """The practices that a free question is about, best first, of the whole catalogue; () for none."""
        whole = self._whole or self
        with whole._asking:
            return whole._questions.answer(question)[:FOUND]

    def texts(self, version: str) -> Mapping[str, str]:
        """The full texts of this ATLAS release by id, where an official file of it is kept."""
        return load_texts(version, data=self._data) if self._data else {}

    def documents(self, path: Path) -> Iterator[Document]:
        """What is in a file, an archive or a folder, one by one; what went wrong is a remark."""
        from knowledge.documents.fence import read_documents  # its parsers' table, 20 ms

        yield from read_documents(path)

    def follow(self, documents: Iterable[Document], *, systems: Sequence[str] = ()) -> Iterator[Progress]:
        """Documents read for suggestions, step by step; the reader is not held between steps."""
        yield from self._mapper().follow(documents, systems=systems)

    def following(self, systems: Sequence[str] = ()) -> "Following":
        """What documents are given to, one after the other."""
        from knowledge.mapping import Following  # the reader's arrays, as above

        return Following(self._mapper(), systems)

    def _mapper(self) -> "Mapper":
        from knowledge.mapping import Mapper  # as above
        from knowledge.reader.sift import Sift

        return Mapper(self.open(), Sift.load())

    def open(self) -> "Reader":
        """The reader over these practices, opened once."""
        with self._lock:
            if "_reader" in vars(self):
                return self._reader
            with _no_collection():
                return self._reader

    @cached_property
    def _base(self) -> _Base:
        # onnxruntime, FAISS and LangChain cost 0.5 s that first paint does not wait for
        from knowledge.encoder import open_encoder
        from knowledge.entries import entries_of
        from knowledge.index import entry_vectors
        from knowledge.reader.heads import Heads
        from knowledge.reader.lexical import Lexical
        from knowledge.reader.network import Network

        entries = entries_of(self._catalogue)
        if self._whole:
            known = self._whole.base()
            there = (known.entries, known.vectors)
            vectors = entry_vectors(entries, known.encoder, cache=self._cache, known=there)
            return replace(known, entries=entries, vectors=vectors)
        with ThreadPoolExecutor(1) as beside:  # most of it is hashing and making sessions, which run beside
            network = beside.submit(Network.open, self._cache)
            encoder = open_encoder(self._cache)
            vectors = entry_vectors(entries, encoder, cache=self._cache)
            return _Base(encoder, entries, vectors, Heads.load(), network.result(), Lexical.load())

    def base(self) -> _Base:
        """Encoder, entries and vectors, opened once."""
        with self._lock:
            return self._base

    @cached_property
    def _reader(self) -> "Reader":
        from knowledge.entries import Index  # numpy, as above
        from knowledge.reader.reader import Reader

        base = self.base()
        index = Index(base.entries, base.vectors)
        return Reader(self._catalogue, base.encoder, index, base.heads, base.network, base.lexical)

    @cached_property
    def _questions(self) -> "Questions":
        from knowledge.questions import Questions  # as above

        base = self.base()
        asked = load_asked(self._catalogue, own=self._own)
        known = (base.entries, base.vectors)
        outside = load_outside(own=self._own)
        search = (base.encoder, known)
        return Questions(self._catalogue, asked, outside=outside, search=search, cache=self._cache)


@contextmanager
def _no_collection() -> Iterator[None]:
    """No garbage collection while much is loaded: a full one would stall the interface for over 50 ms.

    What is there at the end is never looked through again, garbage included: so not for every reading.
    """
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
    return Library(catalogue_in_use(cache, own=own, data=data), cache=cache, own=own, data=data)


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
