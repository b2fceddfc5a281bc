"""What is searched: entries, BM25 by its formula, the passage store, cached vectors."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from math import log
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.bm25 import Bm25
from knowledge.catalogue.catalogue import PACKAGE, load_catalogue
from knowledge.encoder import FakeEncoder
from knowledge.entries import entries_of, words
from knowledge.index import open_index
from knowledge.passages import EncoderEmbeddings, PassageStore
from model.catalogue import Catalogue
from model.errors import LibraryError

TEXTS = ["clean the data", "sign the model", "the data is clean data", "lunch"]


class CountingEncoder(FakeEncoder):
    """The fake, which also counts what it was given."""

    def __init__(self) -> None:
        self.encoded = 0

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As the fake does."""
        self.encoded += len(texts)
        return super().encode(texts)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The catalogue of the package."""
    return load_catalogue(PACKAGE)


@pytest.fixture
def store() -> PassageStore:
    """A store of four texts over the fake encoder."""
    metadata = [{"page": number} for number in range(4)]
    return PassageStore.from_texts(
        TEXTS, EncoderEmbeddings(FakeEncoder()), metadatas=metadata, ids=list("abcd")
    )


def test_entries_are_unique_and_complete(catalogue: Catalogue) -> None:
    """Ids are unique, and every activity with its evidence and examples is there."""
    entries = entries_of(catalogue)
    ids = {entry.id for entry in entries}
    assert len(ids) == len(entries)
    for practice in catalogue.practices:
        assert {practice.id, f"{practice.id}/3"} <= ids
        for activity in practice.activities:
            assert {activity.id, f"{activity.id}/1", f"{activity.id}/e2"} <= ids
    assert {entry.kind for entry in entries} >= {
        "practice",
        "level",
        "activity",
        "evidence",
        "example",
        "phase",
    }


def test_words_are_plain() -> None:
    """Case, endings and common words do not matter; offsets of nothing are kept."""
    assert words("We CHECKED the checks, checking.") == ["check", "check", "check"]
    assert words("") == words("... the of") == []


def test_bm25_follows_its_formula() -> None:
    """One score, worked out by hand from the docstring."""
    scores = Bm25(["alpha beta", "alpha alpha gamma delta", "beta"]).scores("alpha alpha omega")
    idf = log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    mean = 7 / 3
    assert scores[0] == pytest.approx(idf * 1 * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / mean)))
    assert scores[1] == pytest.approx(idf * 2 * 2.2 / (2 + 1.2 * (0.25 + 0.75 * 4 / mean)))
    assert scores[2] == 0


def test_bm25_of_nothing() -> None:
    """No texts, no words and no match are zeros, not errors."""
    assert Bm25([]).scores("x").shape == (0,)
    assert Bm25(["", ""]).scores("x").tolist() == [0, 0]
    assert Bm25(["x"]).scores("").tolist() == [0]


def test_the_store_finds_the_nearest(store: PassageStore) -> None:
    """FAISS gives what plain multiplication gives, in its order, with metadata."""
    query = FakeEncoder().encode(["clean data"])[0]
    wanted = FakeEncoder().encode(TEXTS) @ query
    found = store.similarity_search_with_score("clean data", k=4)
    assert [document.id for document, _ in found][:2] == ["a", "c"]
    assert [score for _, score in found] == pytest.approx(sorted(wanted, reverse=True))
    assert store.similarity_search("sign", k=1)[0].metadata == {"page": 1}
    assert store.cosines(query) == pytest.approx(wanted)


def test_the_store_works_as_a_langchain_retriever(store: PassageStore) -> None:
    """What LangChain builds on a vector store works on ours."""
    documents = store.as_retriever(search_kwargs={"k": 2}).invoke("lunch")
    assert documents[0].page_content == "lunch"
    assert len(documents) == 2


def test_an_empty_store_finds_nothing() -> None:
    """No texts, no hits, whatever k is."""
    assert PassageStore(FakeEncoder()).similarity_search("anything", k=5) == []


def test_the_store_comes_back_from_disk(store: PassageStore, tmp_path: Path) -> None:
    """Saved and loaded, it gives the same answers."""
    store.save(tmp_path / "kept")
    again = PassageStore.load(tmp_path / "kept", FakeEncoder())
    query = "clean model"
    assert again.similarity_search_with_score(query) == store.similarity_search_with_score(query)


@pytest.mark.parametrize("name", ["passages.faiss", "passages.json"])
@pytest.mark.parametrize("harm", ["flip", "cut", "gone"])
def test_a_damaged_store_is_refused(store: PassageStore, tmp_path: Path, name: str, harm: str) -> None:
    """A changed byte, a cut file or a missing one is a LibraryError, never a wrong answer."""
    store.save(tmp_path)
    path = tmp_path / name
    content = path.read_bytes()
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(content[: len(content) // 2] if harm == "cut" else b"\x00" + content[1:])
    with pytest.raises(LibraryError, match="cannot be used"):
        PassageStore.load(tmp_path, FakeEncoder())


def test_a_store_of_another_encoder_is_refused(store: PassageStore, tmp_path: Path) -> None:
    """Vectors of one encoder are never searched with another's."""
    store.save(tmp_path)
    stated = json.loads((tmp_path / "passages.json").read_text())
    (tmp_path / "passages.json").write_text(json.dumps(stated | {"encoder": "other"}))
    with pytest.raises(LibraryError, match="hashes do not fit"):
        PassageStore.load(tmp_path, FakeEncoder())


def test_vectors_are_encoded_once(catalogue: Catalogue, tmp_path: Path) -> None:
    """The second opening reads the cache; damaged vectors are made anew; a changed text is another key."""
    first, second, third, fourth = (CountingEncoder() for _ in range(4))
    open_index(catalogue, first, cache=tmp_path)
    open_index(catalogue, second, cache=tmp_path)
    assert (first.encoded, second.encoded) == (len(entries_of(catalogue)), 0)
    next(tmp_path.glob("entries-*.npy")).write_bytes(b"\x93NUMPY broken")
    open_index(catalogue, third, cache=tmp_path)
    assert third.encoded == first.encoded
    renamed = catalogue.practices[0].model_copy(update={"name": "Something Else"})
    changed = catalogue.model_copy(update={"practices": (renamed, *catalogue.practices[1:])})
    open_index(changed, fourth, cache=tmp_path)
    assert fourth.encoded == first.encoded


@pytest.mark.parametrize("shape", [(3, 384), (0, 384), (1, 2)])
def test_vectors_of_a_wrong_shape_are_not_used(
    catalogue: Catalogue, tmp_path: Path, shape: tuple[int, int]
) -> None:
    """An array that is no matrix of unit rows, one for each entry, is made anew."""
    open_index(catalogue, FakeEncoder(), cache=tmp_path)
    np.save(next(tmp_path.glob("entries-*.npy")), np.ones(shape, dtype=np.float32))
    encoder = CountingEncoder()
    open_index(catalogue, encoder, cache=tmp_path)
    assert encoder.encoded == len(entries_of(catalogue))


def test_nothing_is_traced() -> None:
    """LangSmith tracing is off even where the environment turns it on."""
    code = (
        "from knowledge.passages import PassageStore; from knowledge.encoder import FakeEncoder;"
        "PassageStore(FakeEncoder()); from langsmith import utils; assert not utils.tracing_is_enabled()"
    )
    asked = dict.fromkeys(("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING_V2"), "true")
    environment = os.environ | asked | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
