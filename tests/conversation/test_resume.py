"""A program that is killed goes on where its acts leave it, whatever was said before."""

from collections.abc import Callable

import pytest

from model.decisions import CapacitySet
from tests.conversation.scripted import Talk

CLEAN, RELEASE, USERS = "AML.M0007", "AML.M0000", "AML.M0018"

TURNS = [
    "legal reads every talk first, and new starters get the attack course",
    "1 c: photo",
    "2 it's 2, because the course is part of onboarding",
    "a photo and eta",
    "",
    "I don't know",
    "nothing to do with anything that you could place",
    "park it for Priya",
    "skip this",
    "well bad rows are dropped before training",
    "in fact there was something like that",
    "I don't know",
    "2b none",
    "undo",
    "yes",
    "undo",
    "yes",
    "skip this",
    "later",
    "I don't know",
    "it's 0, because nobody ever did that here",
    "n/a, we have no sensors",
    "note: ask again",
    "undo",
]


@pytest.fixture
def reader(talk: Talk) -> Talk:
    """A reader that hears three things."""
    talk.library.hears(RELEASE, _1={"legal reads every talk": "photo eta"})
    talk.library.hears(USERS, _1={"new starters get the attack course": "some"})
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "all"}, _2b={"something like that": "?some"})
    return talk


def test_every_turn_can_be_the_last_before_a_crash(reader: Talk) -> None:
    """After each turn a fresh start from the record has the same state, question and card."""
    for number, text in enumerate(TURNS, 1):
        reader.say(text)
        again = reader.again()
        assert again.state == reader.session.state, f"turn {number}: {text!r}"
        assert again.focus == reader.session.focus, f"turn {number}: {text!r}"
        assert again.rephrased == reader.session.rephrased, f"turn {number}: {text!r}"


def test_the_card_of_a_fresh_start_is_the_card_before(reader: Talk) -> None:
    """The card is drawn from the record, not from memory."""
    reader.say(
        "/jump sanitize training data", "well bad rows are dropped before training", "something like that"
    )
    card = reader.card
    assert card is not None
    again = Talk(reader.ledger, reader.library, speaker=reader.session.speaker)
    assert again.card == card
    assert again.where == reader.where


def test_an_unfinished_scope_is_shown_again(begin: Callable[..., Talk]) -> None:
    """Systems that were named are there; the opening question comes again."""
    talk = begin()
    talk.say("photo, eta: trained by us")
    again = talk.again()
    assert again.focus == talk.session.focus
    assert [s.name for s in again.state.named] == ["photo", "eta"]


def test_nothing_is_shown_before_it_is_synced(reader: Talk) -> None:
    """Every Shown carries a session whose state is the fold of what the record holds."""
    for text in TURNS:
        reader.say(text)
        assert reader.session.state.count == len(reader.ledger.acts)


def test_a_session_is_shown_in_a_line(talk: Talk) -> None:
    """Whoever prints one, as Textual does for each worker, does not print a catalogue."""
    assert len(repr(talk.session)) < 2_000


def test_a_session_that_others_overtook_takes_over_what_they_recorded(talk: Talk) -> None:
    """A screen recorded while the talk went on: the next act stands on both."""
    behind = talk.session
    behind.record(CapacitySet(capacity=25))
    after = behind.record(CapacitySet(capacity=30))
    assert after.state == after.refolded().state
    assert after.state.count == len(talk.ledger.acts)
