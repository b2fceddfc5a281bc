"""A process that interviews until it is killed: `python -m tests.cli.interviewing FILE ROUNDS SEED`.

It forks a child for each round; the child says on standard output what it acknowledged, the parent kills it.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import cycle
from pathlib import Path

from assistant.conversation.session import LibraryDoor, Session, Shown, resume
from assistant.conversation.turn import take_turn
from assistant.record.store import open_store
from knowledge.catalogue.catalogue import from_json, to_json
from knowledge.documents.fence import read_documents
from model.assessment import Speaker
from model.catalogue import Catalogue
from model.coverage import Ordinal
from model.errors import MlsmmError
from model.evidence import Document, Quotation
from model.practice import Profile
from model.reading import Proposal, Reading
from model.suggestion import Progress
from tests.shipped import shipped_catalogue

NAME = "Killed"
SPEAKER = Speaker(name="Jonas", role="data engineer")
WORDS = (
    "photo, eta: trained by us, predictive",
    "",
    "Turn {n}: last month the pipeline did the same checks as always.",
    "confirm",
    "Turn {n}: Marek looked at it by hand, twice, before the release.",
    "yes",
    "it's 1, because turn {n} says that one team does it",
    "/note turn {n}: Marek was not keen",
    "I don't know",
    "/confirm-phase",
    "undo",
)


class FirstActivity:
    """A library that takes every answer for the first activity of each practice asked about."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def read(self, text: str, *, practice: str | None = None, systems: Sequence[str] = ()) -> Reading:
        """The whole text quoted for the first activity."""
        asked = self.catalogue.practice(practice or self.catalogue.practices[0].id)
        words = Quotation(text=text, start=0, end=len(text))
        first = Proposal(
            activity=asked.activities[0].id,
            coverage=Ordinal.SOME,
            systems=tuple(systems[:1]),
            quotations=(words,),
            confidence=0.9,
        )
        return Reading(
            text=text,
            practice=asked.id,
            practices=(),
            level=1,
            probabilities=(0.1, 0.7, 0.1, 0.1),
            proposals=(first,),
        )

    @property
    def snapshot(self) -> str:
        """The catalogue's JSON."""
        return to_json(self.catalogue)

    def over(self, catalogue: Catalogue, practices: Sequence[str]) -> "FirstActivity":
        """The same."""
        return self

    def read_story(
        self, text: str, practices: Sequence[str], *, systems: Sequence[str] = ()
    ) -> dict[str, Reading]:
        """The same for several practices."""
        return {i: self.read(text, practice=i, systems=systems) for i in practices}

    def find(self, _: str) -> tuple[str, ...]:
        """Nothing."""
        return ()

    def texts(self, version: str) -> Mapping[str, str]:
        """No official file is kept."""
        return {}

    def documents(self, path: Path) -> Iterator[Document]:
        """The real readers."""
        yield from read_documents(path)

    def follow(self, documents: Iterable[Document], *, systems: Sequence[str] = ()) -> Iterator[Progress]:
        """Documents that suggest nothing."""
        for finished, document in enumerate(documents, 1):
            yield Progress(document=document.name, done=0, total=0, finished=finished, suggestions=())


def say(*words: object) -> None:
    """A line that is out once this returns."""
    os.write(1, (json.dumps(words) + "\n").encode())


def turn(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """One turn; that it comes to nothing is said, and the next one follows."""
    try:
        yield from take_turn(session, words, library=library)
    except MlsmmError as error:
        say("refused", str(error))


def interview_for_ever(file: str, counted: int) -> None:
    """Take turn after turn; each Shown is acknowledged with the head it stands on and counted by a byte."""
    with open_store(file) as store:
        ledger = store.open(NAME)
        library = FirstActivity(from_json(ledger.catalogue()))
        session = resume(ledger, library.catalogue, speaker=SPEAKER)
        for number, words in enumerate(cycle(WORDS), len(ledger.acts)):
            for shown in turn(session, words.format(n=number), library=library):
                session = shown.session
                say("shown", len(ledger.acts), ledger.head)
                os.write(counted, b".")


def main(file: str, rounds: str, seed: str) -> None:
    """Begin an assessment, then interview and kill a moment after a few replies, again and again."""
    moments = random.Random(int(seed))
    with open_store(file) as store:
        store.create(NAME, profile=Profile.CORE, catalogue_json=to_json(shipped_catalogue()), speaker=SPEAKER)
    for number in range(int(rounds)):
        seen, counted = os.pipe()
        child = os.fork()
        if not child:
            interview_for_ever(file, counted)
        for _ in range(number % 5):
            os.read(seen, 1)
        time.sleep(moments.uniform(0.0, 0.1))
        os.kill(child, signal.SIGKILL)
        say("killed", number, os.waitpid(child, 0)[1])
        os.close(seen)
        os.close(counted)


if __name__ == "__main__":
    main(*sys.argv[1:])
