"""Cards: letters, contradictions, what is on record, hidden levels, what is parked and noted."""

import re

import pytest

from assistant.conversation.cards import lettered
from model import deeds as d
from model.coverage import Coverage, Ordinal
from model.errors import ActError
from tests.conversation.scripted import CLEAN, Talk


def test_letters_amend_in_any_order(talk: Talk) -> None:
    """Several letters in one breath."""
    talk.library.hears(
        CLEAN, _1={"bad rows are dropped": "photo eta -customs -address"}, _2a={"the same way": "none"}
    )
    talk.say("/jump sanitize training data", "bad rows are dropped, not in the same way")
    assert talk.where == f"card {CLEAN}"
    assert "a  looks for manipulation" in talk.text
    talk.say("a photo and eta, c no. b unknown")
    assert talk.card is not None
    rows = {x.activity.rpartition(".")[2]: x.coverage for x in talk.card.lines}
    assert rows["2b"] == Coverage(covered=("eta", "photo"), denied=("address", "customs"))
    assert rows["3a"].is_unknown
    assert rows["3b"].stated == "none"


def test_an_unclear_letter_says_so(talk: Talk) -> None:
    """'b hm' puts nothing, and says what to say."""
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "photo"}, _2a={"the same way": "none"})
    talk.say("/jump sanitize training data", "bad rows are dropped, not in the same way")
    shown = talk.say("b hm")
    assert "I cannot tell what holds for b" in shown


def test_a_letter_that_stands_for_nothing_ends_the_words_before_it(talk: Talk) -> None:
    """With two letters shown, 'c none' is not taken for words about b."""
    talk.library.hears(
        CLEAN, _1={"bad rows are dropped": "photo"}, _2a={"the same way": "none"}, _2b={"looks": "none"}
    )
    talk.say("/jump sanitize training data", "bad rows are dropped, not in the same way, nobody looks")
    while talk.where.startswith("follow-up"):
        talk.say("skip")
    letters = len(talk.card.unmentioned) + len(talk.card.unmentioned_systems) if talk.card else 0
    first, none = "abcdefgh"[letters - 1], "abcdefgh"[letters]
    shown = talk.say(f"{first} unknown, {none} yeah none")
    assert f"There is no {none} on this card" in shown


def test_a_contradiction_is_shown_side_by_side(talk: Talk) -> None:
    """What is on record stands beside what is said now, with both quotations."""
    talk.library.hears(
        CLEAN, _1={"photo is cleaned": "photo", "photo is not cleaned any more": "-photo"}, _2a={"x": "none"}
    )
    talk.say("/jump sanitize training data", "well photo is cleaned every night")
    while talk.where.startswith("follow-up"):
        talk.say("skip")
    talk.say("yes")
    shown = talk.say("/jump sanitize training data")
    assert "ON RECORD · LEVEL 1" in shown
    shown = talk.say("in fact photo is not cleaned any more")
    assert "WHAT CHANGED" in shown
    assert 'was "photo is cleaned"' in shown
    assert 'now "photo is not cleaned any more"' in shown


def test_enter_on_a_recorded_practice_leaves_it(talk: Talk) -> None:
    """Looking at what is on record changes nothing."""
    talk.say("/jump sanitize training data", "/set 1 photo", "/jump sanitize training data")
    before = len(talk.deeds)
    shown = talk.say("")
    assert "stays as it is" in shown
    assert len(talk.deeds) == before


def test_an_upward_change_after_the_criteria_asks_for_one_instance(talk: Talk) -> None:
    """Having read what level 2 asks for, 'a all' brings one question, and the confirmation is marked."""
    talk.library.hears(
        CLEAN, _1={"bad rows are dropped": "all"}, _2a={"the same way": "all"}, _2b={"nobody looks": "none"}
    )
    talk.say("/jump sanitize training data", "bad rows are dropped the same way, nobody looks for attacks")
    assert talk.where == f"card {CLEAN}"
    talk.say("what would level 2 be?")
    shown = talk.say("2b all")
    assert "One instance, please" in shown
    assert talk.where == f"follow-up {CLEAN}"
    talk.say("in May the label histogram of one broker stopped a batch")
    talk.say("yes")
    deed = talk.last
    assert isinstance(deed, d.Confirmed)
    assert deed.after_criterion


def test_an_upward_change_without_the_criteria_is_not_marked(talk: Talk) -> None:
    """Nobody looked at the levels: nothing to mark."""
    talk.library.hears(
        CLEAN, _1={"bad rows are dropped": "all"}, _2a={"the same way": "all"}, _2b={"nobody looks": "none"}
    )
    talk.say(
        "/jump sanitize training data",
        "bad rows are dropped the same way, nobody looks for attacks",
        "2b all",
        "yes",
    )
    deed = talk.last
    assert isinstance(deed, d.Confirmed)
    assert not deed.after_criterion


def test_levels_stay_hidden_until_the_phase_is_done(told: Talk) -> None:
    """With levels hidden no card and no record shows one; the end of the phase does."""
    told.say("hide levels")
    assert "LEVEL" not in told.say("1")
    while told.where.startswith("follow-up"):
        assert "LEVEL" not in told.say("skip")
    assert "LEVEL" not in told.say("yes")
    shown = told.say("yes")
    assert "WHAT CAME OF IT" in shown
    assert "User Training · LEVEL 1" in shown


def test_several_drafts_and_one_word_ask_which(told: Talk) -> None:
    """'it's 2' in a review of two needs a number."""
    with pytest.raises(ActError, match="any of these"):
        told.say("it's 2, because the course is mandatory")


def test_parked_questions_are_listed_by_person(talk: Talk) -> None:
    """Parking keeps the question for somebody and goes on."""
    talk.say("/jump sanitize training data", "park this for Priya")
    assert CLEAN not in talk.where
    shown = talk.say("/parked")
    assert "Priya" in shown
    assert "Think of the last time" in shown


def test_notes_are_private_and_change_nothing(talk: Talk) -> None:
    """A note is kept for the speaker; the pending question stays."""
    focus = talk.session.focus
    talk.say("note: praise marek")
    assert talk.session.focus == focus
    assert isinstance(talk.last, d.Noted)


def test_letters_stay_where_they_were_after_a_correction(talk: Talk) -> None:
    """What was corrected keeps its letter and shows the user's value; nothing else moves up."""
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "all"})
    talk.say("/jump sanitize training data", "bad rows are dropped every time", "skip", "skip")
    assert talk.card is not None
    before = lettered(talk.card)
    shown = talk.say("a none")
    assert talk.card is not None
    assert lettered(talk.card) == before
    label = next(a.label for a in talk.session.catalogue.practice(CLEAN).activities if a.id == before["a"])
    assert re.search(rf"a  {label} +as you say: none", shown)
    talk.say("b all")
    second = next(x for x in talk.card.lines if x.activity == before["b"])
    assert second.span.low is Ordinal.ALL
    talk.say("a all")
    assert talk.card is not None
    first = next(x for x in talk.card.lines if x.activity == before["a"])
    assert first.span.low is Ordinal.ALL


def test_what_is_on_record_is_no_guess(talk: Talk) -> None:
    """A practice told of a second time shows what was recorded as on record."""
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "all"}, _2b={"flipped labels": "eta"})
    talk.say("/jump sanitize training data", "bad rows are dropped every time", "skip", "skip", "yes")
    shown = talk.say("/jump sanitize training data", "flipped labels are looked for")
    while talk.where.startswith("follow-up"):
        shown = talk.say("skip")
    assert "on record: all" in shown


def test_a_line_may_leave_a_system_out(talk: Talk) -> None:
    """'1 not eta' takes one system from a line and leaves the others."""
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "all"})
    talk.say("/jump sanitize training data", "bad rows are dropped every time", "skip", "skip", "1 not eta")
    assert talk.card is not None
    assert talk.card.lines[0].coverage.covered == ("address", "customs", "photo")
    assert talk.card.lines[0].coverage.denied == ("eta",)
