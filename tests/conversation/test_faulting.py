"""Lines that are only called wrong, systems that are like others, values with a word of explanation."""

from collections.abc import Callable

import pytest

from assistant.conversation.cards import lettered
from model.card import Card
from model.coverage import Coverage, Ordinal
from model.practice import Unit
from tests.conversation.scripted import CLEAN, Talk

DROPS = "bad rows are dropped"


@pytest.fixture
def carded(talk: Talk) -> Talk:
    """A card of which one line holds for two of four systems."""
    talk.library.hears(CLEAN, _1={DROPS: "photo eta"}, _2a={"the same way": "none"})
    talk.say("/jump sanitize training data", f"{DROPS}, not in the same way")
    assert talk.where == f"card {CLEAN}"
    return talk


def row(talk: Talk, mark: str) -> Coverage:
    """What a line of the card would record."""
    assert talk.card is not None
    return next(x.coverage for x in talk.card.lines if x.activity.endswith(f".{mark}"))


def letter_of(card: Card | None, activity: str) -> str:
    """The letter of a line that nobody mentioned."""
    assert card is not None
    return next(letter for letter, item in lettered(card).items() if item == activity)


CALLED_WRONG = ["{} is wrong", "no, {} is not right", "{}: wrong", "line {} is not true", "{} is nonsense"]


@pytest.mark.parametrize("said", CALLED_WRONG)
def test_a_line_that_is_called_wrong_is_asked_about(carded: Talk, said: str) -> None:
    """It stands for nothing any more; the next words are about it, without its letter."""
    letter = letter_of(carded.card, f"{CLEAN}.2b")
    shown = carded.say(said.format(letter))
    assert "Then what holds for 'looks for manipulation'" in shown
    assert row(carded, "2b").is_unknown
    carded.say("photo and eta")
    assert row(carded, "2b") == Coverage(covered=("eta", "photo"), denied=("address", "customs"))
    assert row(carded, "1").covered == ("eta", "photo")


def test_a_heard_line_that_is_called_wrong_is_asked_about(carded: Talk) -> None:
    """By its number, as it stands on the card; Enter would record that nobody knows."""
    carded.say("1 is wrong")
    assert row(carded, "1").is_unknown
    carded.say("all")
    assert len(row(carded, "1").covered) == len(carded.session.state.named)


def test_another_letter_is_not_what_was_asked(carded: Talk) -> None:
    """Words with a letter of their own are about that one."""
    wrong, other = (letter_of(carded.card, f"{CLEAN}.{mark}") for mark in ("2b", "3a"))
    carded.say(f"{wrong} is wrong", f"{other} photo")
    assert row(carded, "2b").is_unknown
    assert row(carded, "3a").covered == ("photo",)


def test_of_two_ways_the_other_holds(carded: Talk) -> None:
    """A yes or no for the organisation needs no second question."""
    practice = carded.library.catalogue.practice(CLEAN)
    whole = next(a.id for a in practice.activities if a.unit is Unit.WHOLE)
    shown = carded.say(f"{letter_of(carded.card, whole)} is wrong")
    assert "Then what holds" not in shown
    assert row(carded, whole.rpartition(".")[2]).stated is Ordinal.ALL


ALIKE = [
    "customs too", "same for customs", "customs too, same script", "the same goes for customs",
    "customs as well", "customs goes through it too", "also customs", "it's the same for customs",
]  # fmt: skip


@pytest.mark.parametrize("said", ALIKE)
def test_what_holds_for_others_holds_for_it_too(carded: Talk, said: str) -> None:
    """'Customs too' adds a system to every line that holds, and leaves the others."""
    carded.say(said)
    assert set(row(carded, "1").covered) == {"customs", "eta", "photo"}
    assert not row(carded, "2b").covered


@pytest.mark.parametrize("said", ["{} yes same script", "{} yes, same script", "{} all - since march"])
def test_a_value_may_be_explained(carded: Talk, said: str) -> None:
    """The first word says what holds, the others why."""
    carded.say(said.format(letter_of(carded.card, f"{CLEAN}.2b")))
    assert len(row(carded, "2b").covered) == len(carded.session.state.named)


def test_a_no_and_more_answers_a_follow_up(begin: Callable[..., Talk]) -> None:
    """The no is for what was asked; 'customs too' is heard beside it."""
    talk = begin("photo", "eta", "customs")
    talk.library.hears(CLEAN, _1={DROPS: "photo eta"}, _2a={"the same way": "photo eta"})
    talk.say("/jump sanitize training data", f"{DROPS}, always the same way")
    assert talk.where.startswith("follow-up")
    asked = (talk.session.focus.activity or "").rpartition(".")[2]
    talk.say("nothing would have, as I said nobody looks for that. customs too, same script")
    assert row(talk, asked).stated is Ordinal.NONE or set(row(talk, asked).denied) == {
        "photo",
        "eta",
        "customs",
    }
    assert set(row(talk, "1").covered) == {"photo", "eta", "customs"}
