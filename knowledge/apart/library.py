"""The library whose reader is in a process of its own: the same door, and nothing heavy on this side."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Self

from pydantic import TypeAdapter

from knowledge.apart.wire import Told, Wire
from knowledge.catalogue.catalogue import to_json
from knowledge.library import Library
from model.catalogue import Catalogue
from model.errors import LibraryError
from model.evidence import Document
from model.reading import Reading
from model.suggestion import Progress, Suggestion

_NOTHING = TypeAdapter(None).validate_json
_FOUND = TypeAdapter(tuple[str, ...]).validate_json
_READING = TypeAdapter(Reading).validate_json
_READINGS = TypeAdapter(dict[str, Reading]).validate_json
_STEP = TypeAdapter(tuple[Progress, bool] | None).validate_json


KEPT = 4
"""Catalogues of assessments whose numbers are remembered; one that is forgotten is told again."""


@dataclass
class _Numbers:
    """What tells apart catalogues other than the program's own, and documents that are being read."""

    fresh: Iterator[int] = field(default_factory=count)
    known: list[tuple[int, Catalogue]] = field(default_factory=list)

    def of(self, catalogue: Catalogue) -> int:
        """The number of a catalogue, the same for the same."""
        number = next((number for number, known in self.known if known is catalogue), None)
        if number is None:
            number = next(self.fresh)
            self.known = [*self.known, (number, catalogue)][-KEPT:]
        return number


class LibraryApart:
    """What is light from a library at hand; readings and searches from the process."""

    def __init__(self, library: Library, wire: Wire) -> None:
        self._library = library
        self._wire = wire
        self._numbers = _Numbers()
        self._opened_with = library.catalogue
        self._scope: dict[str, object] = {"catalogue": None, "scope": None}
        self.is_warm = False
        """Whether a reading of a new assessment can begin at once."""

    @property
    def catalogue(self) -> Catalogue:
        """The practices of this program."""
        return self._library.catalogue

    @property
    def snapshot(self) -> str:
        """The catalogue's JSON, as it is kept beside an assessment."""
        return self._library.snapshot

    def warm(self) -> None:
        """Wait until the reader is open."""
        self._wire.ask("warm", read=_NOTHING)
        self.is_warm = True

    def over(self, catalogue: Catalogue, practices: Sequence[str]) -> Self:
        """The library of an assessment: its own catalogue, and no practice that is not in question."""
        number = None if catalogue is self._library.catalogue else self._numbers.of(catalogue)
        view = copy(self)
        view._opened_with = catalogue
        view._scope = {"catalogue": number, "scope": list(practices)}
        return view

    def read(self, text: str, *, practice: str | None = None, systems: Sequence[str] = ()) -> Reading:
        """An answer read for a practice, or for the one that it is about."""
        asked = {"text": text, "practice": practice, "systems": list(systems)}
        return self._ask("read", read=_READING, **asked)

    def read_story(
        self, text: str, practices: Sequence[str], *, systems: Sequence[str] = ()
    ) -> dict[str, Reading]:
        """An answer read for several practices; silent ones abstain."""
        asked = {"text": text, "practices": list(practices), "systems": list(systems)}
        return self._ask("read_story", read=_READINGS, **asked)

    def find(self, question: str) -> tuple[str, ...]:
        """The practices that a free question is about, best first, of the whole catalogue."""
        return self._wire.ask("find", read=_FOUND, text=question)

    def texts(self, version: str) -> Mapping[str, str]:
        """The full texts of this ATLAS release by id, where an official file of it is kept."""
        return self._library.texts(version)

    def documents(self, path: Path) -> Iterator[Document]:
        """What is in a file, an archive or a folder, one by one; what went wrong is a remark."""
        return self._library.documents(path)

    def follow(self, documents: Iterable[Document], *, systems: Sequence[str] = ()) -> Iterator[Progress]:
        """Documents read for suggestions, step by step; others are answered between the steps."""
        number = next(self._numbers.fresh)
        self._ask("follow", read=_NOTHING, number=number, systems=list(systems))
        try:
            yield from self._steps(documents, number)
        finally:
            with suppress(LibraryError):  # a process that is gone has forgotten them
                self._wire.ask("leave", read=_NOTHING, number=number)

    def close(self) -> None:
        """End the process."""
        self._wire.close()

    def _steps(self, documents: Iterable[Document], number: int) -> Iterator[Progress]:
        suggestions: tuple[Suggestion, ...] = ()
        for document in documents:
            told = document.model_dump(mode="json")
            self._wire.ask("take", read=_NOTHING, number=number, document=told)
            while step := self._wire.ask("step", read=_STEP, number=number):
                progress, has_changed = step
                suggestions = progress.suggestions if has_changed else suggestions
                yield progress.model_copy(update={"suggestions": suggestions})

    def _ask(self, do: str, *, read: Callable[[bytes], Told], **more: object) -> Told:
        """Ask about what this assessment is over."""
        return self._wire.ask(do, read=read, learn=lambda: to_json(self._opened_with), **more, **self._scope)
