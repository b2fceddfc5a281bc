"""The reader in a process of its own: the same answers, one line when it dies, nothing left behind."""

import io
import json
import os
import signal
import time
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest

from assistant.settings import load_settings
from knowledge.apart.child import Clerk, serve
from knowledge.apart.library import LibraryApart
from knowledge.apart.wire import Wire
from knowledge.catalogue.catalogue import from_json, to_json
from knowledge.library import Library
from model.catalogue import Catalogue
from model.errors import CatalogueError, LibraryError
from model.evidence import Document, Passage
from model.practice import Profile
from tests.shipped import shipped_library

SAID = (
    "Before each training run the pipeline does the same checks on the data of photo; eta has none of that."
)
SHOWN = "Every training set is checked for manipulation by the pipeline before the training begins."


@pytest.fixture(scope="module")
def here() -> Library:
    """The library in this process."""
    return shipped_library()


@pytest.fixture(scope="module")
def apart(real: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibraryApart]:
    """The same catalogue, read by another process over the user's cache."""
    wire = Wire(cache=load_settings().cache, data=tmp_path_factory.mktemp("data"))
    library = LibraryApart(Library(real), wire)
    yield library
    library.close()


def _core(catalogue: Catalogue) -> list[str]:
    return [practice.id for practice in catalogue.in_profile(Profile.CORE)]


def _child(library: LibraryApart) -> int:
    child = library._wire._child
    assert child is not None
    return child.pid


def _document(name: str, *passages: str) -> Document:
    text = "\n".join(passages)
    starts = [text.index(words) for words in passages]
    places = [
        Passage(start=start, end=start + len(words), locator=f"line {number}")
        for number, (start, words) in enumerate(zip(starts, passages, strict=True), 1)
    ]
    return Document(name=name, sha256=name.ljust(64, "0"), kind="text", text=text, passages=tuple(places))


def test_readings_are_the_same_on_both_sides(here: Library, apart: LibraryApart) -> None:
    """An answer, a story and a free question come to the same values in either process."""
    ids = _core(here.catalogue)
    mine, theirs = here.over(here.catalogue, ids), apart.over(apart.catalogue, ids)
    systems = ("photo", "eta")
    assert theirs.read(SAID, practice="AML.M0007", systems=systems) == mine.read(
        SAID, practice="AML.M0007", systems=systems
    )
    assert theirs.read(SAID) == mine.read(SAID)
    assert theirs.read_story(SAID, ids[:5], systems=systems) == mine.read_story(
        SAID, ids[:5], systems=systems
    )
    question = "How do I stop somebody cloning my model?"
    assert apart.find(question) == here.find(question)
    assert apart.snapshot == here.snapshot


def test_an_assessment_with_a_catalogue_of_its_own_is_read_with_that(
    here: Library, apart: LibraryApart
) -> None:
    """A catalogue that the other process has never seen is told to it; a reading uses its texts."""
    ids = _core(here.catalogue)[:3]
    practice = here.catalogue.practice(ids[0])
    other = here.catalogue.model_copy(update={"practices": here.catalogue.practices[:6]})
    theirs = apart.over(other, ids)
    assert theirs.read(SAID, practice=practice.id) == here.over(other, ids).read(SAID, practice=practice.id)
    assert {ranked.id for ranked in theirs.read(SAID).practices} == set(ids)


def test_documents_are_followed_step_by_step(here: Library, apart: LibraryApart) -> None:
    """Every step and suggestion is the same, and other answers are read between the steps."""
    documents = [_document("a.md", SHOWN, "Lunch is at twelve in the hall."), _document("b.md", SHOWN)]
    mine = list(here.follow(documents))
    theirs = []
    for step in apart.follow(documents):
        theirs.append(step)
        assert apart.read(SAID, practice="AML.M0007").practice == "AML.M0007"
    assert theirs == mine
    assert mine[-1].suggestions
    assert all(b.suggestions is a.suggestions or b.suggestions != a.suggestions for a, b in pairwise(theirs))


def test_a_follower_that_stops_is_forgotten(apart: LibraryApart) -> None:
    """Who stops listening leaves nothing behind that a later step could find."""
    read: list[str] = []

    def documents() -> Iterable[Document]:
        for name in ("a.md", "b.md"):
            read.append(name)
            yield _document(name, SHOWN)

    steps = apart.follow(documents())
    assert next(iter(steps)).document == "a.md"
    steps.close()  # type: ignore[attr-defined]  # it is a generator
    assert read == ["a.md"]
    number = next(apart._numbers.fresh) - 1
    with pytest.raises(LibraryError, match="forgotten"):
        apart._wire.ask("step", read=bytes, number=number)


def test_a_killed_reader_costs_one_line(apart: LibraryApart) -> None:
    """After a kill the next answer says so, and the one after that is read by a new process."""
    apart.warm()
    killed = _child(apart)
    os.kill(killed, signal.SIGKILL)
    with pytest.raises(LibraryError, match="the reader has stopped") as told:
        apart.read(SAID, practice="AML.M0007")
    assert "Say it again" in told.value.do
    assert apart.read(SAID, practice="AML.M0007").practice == "AML.M0007"
    assert _child(apart) != killed


def test_what_goes_wrong_unforeseen_is_named(apart: LibraryApart) -> None:
    """A failure that is none of the family ends the process, and its kind is told."""
    with pytest.raises(LibraryError, match=r"stopped \(KeyError"):
        apart._wire.ask("dance", read=bytes)
    assert apart.find("What is poisoning?")


def test_closing_ends_whoever_waits(tmp_path: Path) -> None:
    """Leaving while something is read ends the process and the wait, and starts nothing anew."""
    wire = Wire(cache=load_settings().cache, data=tmp_path)
    child = wire._child
    assert child is not None
    told: list[str] = []

    def wait() -> None:
        try:
            wire.ask("warm", read=bytes)
        except LibraryError as error:
            told.append(error.what)

    waiting = Thread(target=wait)
    waiting.start()
    time.sleep(0.05)
    wire.close()
    waiting.join(timeout=20)
    assert not waiting.is_alive()
    assert told in ([], ["the reader has stopped"])
    assert child.poll() is not None
    assert wire._child is None


def test_the_process_ends_with_its_input(tmp_path: Path) -> None:
    """Where the program is killed, the reader ends by itself."""
    wire = Wire(cache=load_settings().cache, data=tmp_path)
    child = wire._child
    assert child is not None
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(timeout=60) is not None
    wire.close()


def test_an_error_keeps_its_kind(real: Catalogue) -> None:
    """What the library cannot do is answered by name, and the next request is answered as ever."""

    def broken() -> Library:
        raise CatalogueError("phases.yaml: nothing there", "Correct the file.")

    clerk = Clerk(broken)
    answers = io.BytesIO()
    asked = [{"do": "warm"}, {"do": "learn", "catalogue": 1, "json": to_json(real)}]
    lines = b"".join(json.dumps(each).encode() + b"\n" for each in asked)
    serve(clerk, requests=io.BytesIO(lines), answers=answers)
    first, second = answers.getvalue().splitlines()
    assert json.loads(first[1:]) == {
        "kind": "CatalogueError",
        "what": "phases.yaml: nothing there",
        "do": "Correct the file.",
    }
    assert (first[:1], second) == (b"-", b"+null")


def test_a_catalogue_is_told_when_it_is_asked_for(real: Catalogue) -> None:
    """The other side says which catalogue it lacks, also after it has forgotten one."""
    clerk = Clerk(lambda: Library(real))
    asked = {"do": "follow", "number": 1, "systems": [], "catalogue": 7, "scope": _core(real)}
    assert clerk.answer(asked) == b"?"
    clerk.answer({"do": "learn", "catalogue": 7, "json": to_json(real)})
    assert clerk._catalogues[7] == from_json(to_json(real))
    for number in range(8, 12):
        clerk.answer({"do": "learn", "catalogue": number, "json": to_json(real)})
    assert clerk.answer(asked) == b"?"
