"""Which words are usual for which practice, counted and used."""

from pathlib import Path

import pytest

from knowledge.reader.training.corpus import Example
from knowledge.reader.training.vocabulary import fit_vocabulary
from knowledge.reader.vocabulary import Vocabulary
from model.errors import LibraryError

OTHERS = ("AML.M0001", "AML.M0002", "AML.M0003")


def _examples() -> list[Example]:
    """Thirty texts each of four practices; all are of models, one alone of keys and signing."""
    said = {p: f"The {name} of the models is known." for p, name in zip(OTHERS, "abc", strict=True)}
    said["AML.M0013"] = "Models are signed with keys."
    return [
        Example(id=f"t{n}{p[-2:]}", practice=p, level=1, voice="x", case="x", text=text)
        for n in range(30)
        for p, text in said.items()
    ]


def test_what_all_practices_share_is_usual_for_none() -> None:
    """Only what one has beyond the others counts for it, in any form of the word."""
    counted = fit_vocabulary(_examples())
    usual = counted.weigh("Signing keys", "AML.M0013")
    assert usual is not None
    assert usual > 5
    assert counted.weigh("Models", "AML.M0013") == counted.weigh("", "AML.M0013") == 0
    assert counted.weigh("Signing keys", "AML.M0001") == 0
    assert counted.weigh("Signing keys", "MLS.X99") is None


def test_texts_that_claim_nothing_are_not_counted() -> None:
    """They may speak of anything."""
    silent = [e.model_copy(update={"level": None, "practice": "AML.M0001"}) for e in _examples()]
    counted = fit_vocabulary([*_examples(), *silent])
    assert (counted.weights == fit_vocabulary(_examples()).weights).all()


def test_only_pinned_weights_are_used(tmp_path: Path) -> None:
    """They come back as they were written; a changed byte is an error."""
    path, pinned = tmp_path / "v.npz", tmp_path / "v.json"
    counted = fit_vocabulary(_examples())
    counted.save(path, pinned)
    again = Vocabulary.load(path, pinned)
    assert again.practices == counted.practices
    assert (again.weights == counted.weights).all()
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(LibraryError):
        Vocabulary.load(path, pinned)


def test_the_shipped_words_fit_their_practices() -> None:
    """A plain sentence of each of three practices is usual for it and not for the others."""
    shipped = Vocabulary.load()
    said = {
        "AML.M0012": "The weights are encrypted at rest and the keys lie in a vault.",
        "AML.M0016": "Each container is scanned for known vulnerabilities.",
        "AML.M0018": "Every developer takes the yearly training course.",
    }
    for practice, text in said.items():
        found = {other: shipped.weigh(text, other) or 0 for other in said}
        assert max(found, key=found.__getitem__) == practice
