"""The process in which answers are read, so that no interface waits for it; it ends when its input does.

It opens what a new assessment reads with before anybody asks, and what free questions need after that.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

from pydantic import TypeAdapter

from knowledge.catalogue.catalogue import from_json
from knowledge.library import Library, open_library
from knowledge.mapping import Following
from model.catalogue import Catalogue
from model.errors import LibraryError, MlsmmError
from model.evidence import Document
from model.suggestion import Progress, Suggestion

KEPT = 4
"""Catalogues of other assessments that are known at once."""
Asked = Mapping[str, Any]
_WRITE = TypeAdapter(object).dump_json


class UntoldError(KeyError):
    """A catalogue is named that was never told."""


@dataclass
class _Documents:
    """Documents that are being read."""

    following: Following
    steps: Iterator[Progress] = field(default_factory=lambda: iter(()))
    told: tuple[Suggestion, ...] = ()
    """What the other side knows of already."""


@dataclass
class Clerk:
    """Answers requests with the library of these places."""

    open: Callable[[], Library]
    _catalogues: dict[int, Catalogue] = field(default_factory=dict)
    _documents: dict[int, _Documents] = field(default_factory=dict)

    @cached_property
    def library(self) -> Library:
        """Opened at the first try that succeeds."""
        return self.open()

    def answer(self, asked: Asked) -> bytes:
        """The line that answers a request."""
        try:
            return b"+" + _WRITE(_DEEDS[asked["do"]](self, asked))
        except UntoldError:
            return b"?"
        except MlsmmError as error:
            return b"-" + _WRITE({"kind": type(error).__name__, "what": error.what, "do": error.do})

    def warm(self, _: Asked) -> None:
        """Open what a new assessment reads with."""
        self.library.warm()

    def learn(self, asked: Asked) -> None:
        """A catalogue by its number."""
        known = [*self._catalogues.items(), (asked["catalogue"], from_json(asked["json"]))]
        self._catalogues = dict(known[-KEPT:])

    def read(self, asked: Asked) -> object:
        """A reading for a practice, or for the one that the text is about."""
        return self._over(asked).read(asked["text"], practice=asked["practice"], systems=asked["systems"])

    def read_story(self, asked: Asked) -> object:
        """Readings for several practices."""
        return self._over(asked).read_story(asked["text"], asked["practices"], systems=asked["systems"])

    def find(self, asked: Asked) -> object:
        """The practices that a question is about."""
        return self.library.find(asked["text"])

    def follow(self, asked: Asked) -> None:
        """Begin to read documents."""
        self._documents[asked["number"]] = _Documents(self._over(asked).following(asked["systems"]))

    def take(self, asked: Asked) -> None:
        """The next document of those that are being read."""
        at = self._at(asked)
        at.steps = at.following.take(Document.model_validate(asked["document"]))

    def step(self, asked: Asked) -> object:
        """The next step through it: how far, and what was found where that has changed; None at its end."""
        at = self._at(asked)
        progress = next(at.steps, None)
        if progress is None or progress.suggestions == at.told:
            return progress and [progress.model_copy(update={"suggestions": ()}), False]
        at.told = progress.suggestions
        return [progress, True]

    def leave(self, asked: Asked) -> None:
        """Enough was read of these documents."""
        self._documents.pop(asked["number"], None)

    def _at(self, asked: Asked) -> _Documents:
        if asked["number"] not in self._documents:
            raise LibraryError("the reader was started anew and has forgotten the documents", "Try again.")
        return self._documents[asked["number"]]

    def _over(self, asked: Asked) -> Library:
        """The library of an assessment: its catalogue and its practices."""
        number, scope = asked["catalogue"], asked["scope"]
        if number is not None and number not in self._catalogues:
            raise UntoldError
        catalogue = self.library.catalogue if number is None else self._catalogues[number]
        return self.library if scope is None else self.library.over(catalogue, scope)


_DEEDS: Mapping[str, Callable[[Clerk, Asked], object]] = {
    "warm": Clerk.warm,
    "learn": Clerk.learn,
    "read": Clerk.read,
    "read_story": Clerk.read_story,
    "find": Clerk.find,
    "follow": Clerk.follow,
    "take": Clerk.take,
    "step": Clerk.step,
    "leave": Clerk.leave,
}


def serve(clerk: Clerk, *, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the requests end."""
    while line := requests.readline():
        answers.write(clerk.answer(json.loads(line)) + b"\n")
        answers.flush()


def _own_answers() -> BinaryIO:
    """The standard output for answers alone: what libraries print goes nowhere."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return answers


def main(places: str) -> None:
    """Read answers for these places until nobody asks any more; an unforeseen failure is the last answer."""
    answers = _own_answers()

    def tell(  # Python's signature
        kind: type[BaseException], error: BaseException, _: object
    ) -> None:
        words = " ".join(f"{kind.__name__}: {error}".split())[:200]
        answers.write(b"!" + words.encode("utf-8", "replace") + b"\n")
        answers.flush()

    sys.excepthook = tell
    told = {name: Path(place) for name, place in json.loads(places).items() if place}
    clerk = Clerk(lambda: open_library(told["cache"], own=told.get("own"), data=told["data"]))
    with suppress(MlsmmError):  # told to whoever asks
        clerk.library.warm()
        Thread(target=_prepare, args=(clerk.library,), daemon=True).start()
    serve(clerk, requests=sys.stdin.buffer, answers=answers)


def _prepare(library: Library) -> None:
    """Open what free questions are answered with."""
    with suppress(MlsmmError):  # told to whoever asks
        library.find("")


if __name__ == "__main__":
    main(sys.argv[1])
