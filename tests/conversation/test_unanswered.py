"""What a follow-up asked for and nobody answered is not put as if it had been said."""

import pytest

from model.coverage import Coverage
from model.deeds import Confirmed
from tests.conversation.scripted import ACCESS, CLEAN, Talk

ASKED, OTHER = f"{CLEAN}.2a", f"{CLEAN}.2b"


@pytest.fixture
def asked(talk: Talk) -> Talk:
    """A level 2 read from words about 1 and 2b; 2a, which it rests on, is asked for."""
    talk.library.hears(
        CLEAN,
        _1={"bad rows are dropped": "all"},
        _2a={"the pipeline runs the same checks": "all"},
        _2b={"flipped labels are looked for": "all"},
    )
    talk.library.concludes = frozenset({ASKED})
    talk.say("/jump sanitize training data", "bad rows are dropped and flipped labels are looked for")
    assert talk.session.focus.activity == ASKED
    return talk


@pytest.mark.parametrize("words", ["", "skip this", "we moved to another cloud in spring"])
def test_what_was_asked_and_not_answered_is_unknown(asked: Talk, words: str) -> None:
    """Enter, a skip and an answer beside the point put it as unknown, and the level becomes a range."""
    asked.say(words)
    while asked.where.startswith("follow-up"):
        asked.say(words)
    assert asked.card is not None
    row = next(x for x in asked.card.lines if x.activity == ASKED)
    assert (row.coverage, row.inferred, row.is_quoted) == (Coverage(is_unknown=True), True, False)
    assert ASKED in asked.card.inferred
    assert (int(asked.card.level.low), int(asked.card.level.high)) == (1, 2)
    assert "same checks every run                  I'd put: unknown" in asked.text


def test_what_is_recorded_is_what_the_card_lists(asked: Talk) -> None:
    """A confirmation records the unknown, marked as inferred."""
    asked.say("")
    asked.say("")
    confirmed = asked.last
    assert isinstance(confirmed, Confirmed)
    assert confirmed.coverages[ASKED] == Coverage(is_unknown=True)
    assert ASKED in confirmed.inferred


def test_it_stays_open_when_the_talk_comes_back(asked: Talk) -> None:
    """Another practice in between takes nothing for said."""
    asked.say("", "/jump code signing", "/jump sanitize training data")
    assert asked.card is not None
    assert asked.card.coverages[ASKED] == Coverage(is_unknown=True)


def test_an_answer_later_counts(asked: Talk) -> None:
    """Words about it, on the card as well, take the place of the unknown."""
    asked.say("", "a: photo, eta")
    assert asked.card is not None
    assert asked.card.coverages[ASKED].covered == ("eta", "photo")


def test_an_answer_to_the_point_counts(asked: Talk) -> None:
    """What answers the follow-up is heard."""
    asked.say("the pipeline runs the same checks for all")
    assert asked.card is not None
    assert asked.card.level.low == 2


def test_what_is_concluded_is_marked_on_a_card(talk: Talk) -> None:
    """A value above none that no words carry, and that nobody was asked for, says so."""
    talk.library.concludes = frozenset({ASKED, f"{CLEAN}.3a"})
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "all"})
    talk.say("/jump sanitize training data", "bad rows are dropped", "")
    assert "failed data stops a run                I'd put: all 4 (concluded, not said)" in talk.text


def test_what_is_concluded_is_marked_in_a_list(talk: Talk) -> None:
    """So it is among the drafts of a phase."""
    talk.library.concludes = frozenset({ASKED})
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "all"})
    talk.library.hears(ACCESS, _1={"accounts are named": "all"})
    talk.say("/jump data labeling", "bad rows are dropped, and accounts are named on all of them, as ever")
    assert "I'd put all 4 (concluded, not said): same checks every run" in talk.text
