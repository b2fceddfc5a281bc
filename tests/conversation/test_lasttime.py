"""What was said last time: as before, as before but, never again; what comes along and what no undo takes."""

from collections.abc import Callable

import pytest

from assistant.conversation.lasttime import goes_on_from_last_time
from model import deeds as d
from model.coverage import Coverage
from tests.conversation.scripted import CLEAN, RELEASE, USERS, Talk

THREE = ("photo", "eta", "customs")
BEFORE = {
    f"{CLEAN}.1": Coverage(covered=("photo", "eta"), denied=("customs",)),
    f"{CLEAN}.2a": Coverage(covered=("photo",), denied=("eta", "customs")),
}


@pytest.fixture
def again(begin: Callable[..., Talk]) -> Talk:
    """An assessment that goes on from an earlier one, at the question about cleaning."""
    talk = begin(*THREE)
    talk.ledger.append([d.Carried(practice=CLEAN, coverages=BEFORE)], talk.session.speaker)
    talk.session = talk.again()
    talk.library.hears(CLEAN, _1={"customs goes through the intake": "customs"})
    talk.say("/jump sanitize training data")
    return talk


def recorded(talk: Talk, activity: str) -> Coverage:
    """What the card would record."""
    assert talk.card is not None
    return talk.card.coverages[activity]


@pytest.mark.parametrize("phrase", ["as before, but ", "Same as last time except that ", "No change. But "])
def test_as_before_but_goes_on_from_last_time(again: Talk, phrase: str) -> None:
    """What is new is laid over what was said last time; the rest stays, and no follow-up comes."""
    shown = again.say(f"{phrase}customs goes through the intake job now too")
    assert set(recorded(again, f"{CLEAN}.1").covered) == set(THREE)
    assert recorded(again, f"{CLEAN}.2a") == BEFORE[f"{CLEAN}.2a"]
    assert "As last time, except for what you say now." in shown
    assert again.where == f"card {CLEAN}"


def test_without_as_before_last_time_counts_for_nothing(again: Talk) -> None:
    """A whole new answer stands alone."""
    again.say("customs goes through the intake job now too")
    assert recorded(again, f"{CLEAN}.1").covered == ("customs",)


def test_as_before_but_with_words_that_say_nothing(again: Talk) -> None:
    """The card of last time is shown, and that nothing else was understood."""
    shown = again.say("as before, except that the weather was nice")
    assert recorded(again, f"{CLEAN}.1") == BEFORE[f"{CLEAN}.1"]
    assert "I could not tell what is different" in shown


def test_a_story_as_before_but(begin: Callable[..., Talk]) -> None:
    """All that was carried is drafted as last time, with what is new in its place."""
    talk = begin(*THREE)
    both = [
        d.Carried(practice=RELEASE, coverages={f"{RELEASE}.1": Coverage(covered=("photo",))}),
        d.Carried(practice=USERS, coverages={f"{USERS}.1": Coverage(stated="some")}),
    ]
    talk.ledger.append(both, talk.session.speaker)
    talk.session = talk.again()
    talk.library.hears(RELEASE, _1={"legal reads eta": "eta"})
    talk.say("as before, but legal reads eta talks as well")
    assert talk.where == "phase model-requirements"
    talk.say("yes")
    state = talk.session.state
    assert set(state.practice(RELEASE).claims[f"{RELEASE}.1"][-1].coverage.covered) == {"photo", "eta"}
    assert state.practice(USERS).claims[f"{USERS}.1"][-1].coverage == Coverage(stated="some")


@pytest.mark.parametrize(
    "words", ["nothing changed there", "No change.", "nothing has changed", "no changes"]
)
def test_nothing_changed_reconfirms(again: Talk, words: str) -> None:
    """In the words that people use."""
    again.say(words)
    assert isinstance(again.last, d.Confirmed)
    assert again.last.coverages == BEFORE


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("as before, but customs too", True),
        ("same as last time except for eta", True),
        ("Nothing changed there, only customs is new", True),
        ("still the same, apart from customs", True),
        ("as before", False),
        ("the same checks run on every model", False),
        ("as before the release, we look at it", False),
        ("no change goes out without a review, and that is it", False),
        ("all models go through it, as before", False),
    ],
)
def test_words_that_go_on_from_last_time(text: str, goes_on: bool) -> None:
    """They begin with it and say more."""
    assert goes_on_from_last_time(text) is goes_on


def test_a_ruling_of_last_time_is_made_again(again: Talk) -> None:
    """Not applicable waits for a yes, with its reason, and is recorded by it."""
    ruled = d.Carried(
        practice=RELEASE, coverages={}, not_applicable=d.NaReason.OUT_OF_SCOPE, note="legal does that"
    )
    again.ledger.append([ruled], again.session.speaker)
    again.session = again.again()
    assert not again.session.state.practice(RELEASE).not_applicable
    shown = again.say("/jump M0000")
    assert "was NOT APPLICABLE (out of scope)" in shown
    assert "legal does that" in shown
    assert "not applicable (out of scope)" in again.say("as before")
    assert again.last == d.SaidNotApplicable(
        practice=RELEASE, reason=d.NaReason.OUT_OF_SCOPE, note="legal does that"
    )


def test_a_judgement_of_last_time_keeps_its_reason(again: Talk) -> None:
    """It is shown, and 'as before' judges again."""
    told = {f"{RELEASE}.1": Coverage(covered=THREE)}
    judged = d.Carried(practice=RELEASE, coverages=told, level=1, reason="legal reads each of them")
    again.ledger.append([judged], again.session.speaker)
    again.session = again.again()
    assert "legal reads each of them" in again.say("/jump M0000")
    again.say("as before")
    assert again.last == d.LevelSet(
        practice=RELEASE, level=1, reason="legal reads each of them", coverages=told
    )


def test_no_undo_takes_back_what_came_along(again: Talk) -> None:
    """The user's own acts go, one by one; what came along stays."""
    again.say("as before", "undo")
    assert "nothing to take back" not in again.text
    for _ in range(4):
        again.say("undo")
    assert "nothing to take back" in again.text
    assert again.session.state.practice(CLEAN).carried == BEFORE
