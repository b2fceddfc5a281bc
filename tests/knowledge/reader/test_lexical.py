"""What single words say of practices, learnt and used."""

from pathlib import Path

import pytest

from knowledge.reader.lexical import Lexical
from knowledge.reader.training.corpus import Example
from knowledge.reader.training.lexical import fit_lexical, load_phrases
from model.errors import LibraryError

SIGNING, LOGGING, TRAINING = "AML.M0013", "AML.M0024", "AML.M0018"
TEXTS = {
    SIGNING: ("The models are signed with our keys.", "Unsigned code is refused by the registry."),
    LOGGING: ("Prompts and answers are written to the log.", "The log of the models is kept for a year."),
    TRAINING: ("Everybody takes the course.", "New staff learn it in their first week."),
}


def _examples(level: int | None = 1) -> list[Example]:
    """Twenty texts of each of three practices."""
    said = [(practice, text) for practice, texts in TEXTS.items() for text in texts * 10]
    return [
        Example(id=f"t{n}", practice=practice, level=level, voice="x", case="x", text=text)
        for n, (practice, text) in enumerate(said)
    ]


def _best(lexical: Lexical, text: str) -> str:
    return lexical.practices[int(lexical.score(text).argmax())]


def test_words_tell_practices_apart() -> None:
    """In any form and order; the likeliest is 0, all others lie below."""
    lexical = fit_lexical(_examples(), {}, seed=1)
    scores = lexical.score("Signing of code: keys")
    assert _best(lexical, "Signing of code: keys") == SIGNING
    assert scores.max() == 0
    assert sorted(scores)[-2] < -1
    assert _best(lexical, "logs, answers") == LOGGING


def test_the_lexicon_teaches_words_that_no_text_has() -> None:
    """A single phrase is enough; without it the word says nothing."""
    phrases = {SIGNING: ["cosign"], LOGGING: ["syslog"]}
    without, taught = (fit_lexical(_examples(), said, seed=1) for said in ({}, phrases))
    assert (without.score("cosign") == without.score("syslog")).all()
    assert _best(taught, "cosign") == SIGNING
    assert _best(taught, "syslog") == LOGGING


def test_texts_that_claim_nothing_teach_nothing() -> None:
    """They may speak of anything."""
    silent = [e.model_copy(update={"practice": LOGGING, "id": f"n{e.id}"}) for e in _examples(level=None)]
    taught, same = fit_lexical([*_examples(), *silent], {}, seed=1), fit_lexical(_examples(), {}, seed=1)
    assert (taught.weights == same.weights).all()


def test_a_text_without_words_is_about_nothing_in_particular() -> None:
    """Only the biases are left, whatever the signs."""
    lexical = fit_lexical(_examples(), {}, seed=1)
    assert (lexical.score("") == lexical.score("\x00 …?!")).all()


def test_only_pinned_words_are_used(tmp_path: Path) -> None:
    """They come back as they were written; a changed byte is an error."""
    path, pinned = tmp_path / "l.npz", tmp_path / "l.json"
    lexical = fit_lexical(_examples(), {}, seed=1)
    lexical.save(path, pinned)
    assert (Lexical.load(path, pinned).score("keys") == lexical.score("keys")).all()
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(LibraryError):
        Lexical.load(path, pinned)


def test_the_lexicon_speaks_of_every_practice_once() -> None:
    """Every practice of ours has phrases, none of them twice."""
    phrases = load_phrases()
    assert set(phrases) == set(Lexical.load().practices)
    for practice, said in phrases.items():
        assert len(said) >= 15, practice
        assert len(set(said)) == len(said), practice
        assert all(said), practice


@pytest.mark.parametrize(
    ("text", "practice"),
    [
        ("The on-call engineer opens the runbook and pages the incident commander.", "MLS.X10"),
        ("All code runs inside gVisor with seccomp filters.", "AML.M0032"),
        ("Renovate bumps vulnerable dependencies and Trivy scans the images.", "AML.M0016"),
    ],
)
def test_general_it_stands_for_practices(text: str, practice: str) -> None:
    """What real documents name by tools and everyday terms."""
    assert _best(Lexical.load(), text) == practice
