"""Plain corrections of what a card counts: of its systems, of its lines, of all of it."""

from collections.abc import Callable

import pytest

from model.coverage import Coverage, Ordinal
from tests.conversation.scripted import CLEAN, Talk


@pytest.fixture
def heard(talk: Talk) -> Talk:
    """A card that counts three systems on its first line and two on the second."""
    talk.library.hears(
        CLEAN, _1={"bad rows are dropped": "photo eta customs"}, _2a={"every night": "photo eta"}
    )
    talk.say("/jump sanitize training data", "bad rows are dropped, every night")
    while talk.where.startswith("follow-up"):
        talk.say("skip this")
    return talk


def covered(talk: Talk) -> dict[str, tuple[str, ...]]:
    """The systems that hold, by line."""
    assert talk.card is not None
    rows = {x.activity.rpartition(".")[2]: x.coverage for x in talk.card.lines}
    return {end: coverage.covered for end, coverage in rows.items() if coverage.covered}


@pytest.mark.parametrize(
    ("words", "first", "second"),
    [
        ("it is only photo", {"photo"}, {"photo"}),
        ("it's only photo and eta", {"photo", "eta"}, {"photo", "eta"}),
        ("yes, but only for photo", {"photo"}, {"photo"}),
        ("no, just customs", {"customs"}, set()),
        ("photo only", {"photo"}, {"photo"}),
        ("not for customs", {"photo", "eta"}, {"photo", "eta"}),
        ("customs is not in there", {"photo", "eta"}, {"photo", "eta"}),
        ("eta isn't in it", {"photo", "customs"}, {"photo"}),
        ("actually, not eta", {"photo", "customs"}, {"photo"}),
        ("everything except photo", {"eta", "customs"}, {"eta"}),
        ("photo and eta are not covered", {"customs"}, set()),
        ("it doesn't cover photo", {"eta", "customs"}, {"eta"}),
        ("none of them", set(), set()),
        ("all none", set(), set()),
        ("no, none of it", set(), set()),
    ],
)
def test_scope_is_corrected_in_plain_words(
    heard: Talk, words: str, first: set[str], second: set[str]
) -> None:
    """Who names systems, or none, moves every line that counted others, and the words stand beside it."""
    shown = heard.say(words)
    rows = covered(heard)
    assert (set(rows.get("1", ())), set(rows.get("2a", ()))) == (first, second)
    assert f'"{words}"' in shown
    assert heard.where == f"card {CLEAN}"


def test_none_of_them_leaves_level_0(heard: Talk) -> None:
    """After 'none of them' nothing is claimed any more."""
    heard.say("none of them")
    assert heard.card is not None
    assert heard.card.level.high == 0


def test_a_system_that_is_not_there_is_named(heard: Talk) -> None:
    """'only for churn' says that no system here is called so, and changes nothing."""
    before = covered(heard)
    assert "No system that counts here is called churn" in heard.say("only for churn")
    assert covered(heard) == before


def test_an_objection_asks_which_line(heard: Talk) -> None:
    """'no, that's wrong' shows the card's own letters instead of doing nothing."""
    shown = heard.say("no, that's wrong")
    assert "Name a letter or a number" in shown
    assert "'a none'" in shown


def test_words_that_change_nothing_say_what_would(heard: Talk) -> None:
    """Whatever is not understood comes back with the way to say it."""
    shown = heard.say("hmm strange")
    assert "changes nothing" in shown
    assert "'a none'" in shown


def test_lines_that_were_heard_are_called_by_their_numbers(heard: Talk) -> None:
    """Each line shows what it is called, level 1 included, and is corrected by it."""
    assert "1   checked, bad rows removed" in heard.say("/correct")
    heard.say("1 only photo")
    assert set(covered(heard)["1"]) == {"photo"}
    heard.say("2a none")
    assert "2a" not in covered(heard)


def test_the_first_one_is_the_first_line_shown(heard: Talk) -> None:
    """Lines can be told by their place; without a value the card asks for one."""
    assert "Then what holds for 'checked, bad rows removed'" in heard.say("the first one is wrong")
    heard.say("the first one is wrong, it's only eta")
    assert set(covered(heard)["1"]) == {"eta"}


def test_a_letter_that_is_not_there_is_said_to_be_missing(heard: Talk) -> None:
    """The card names the letters and numbers that it has."""
    shown = heard.say("f none")
    assert "There is no f on this card" in shown
    assert "1, 2a" in shown


def test_none_for_one_system_leaves_the_others_alone(heard: Talk) -> None:
    """'address none' denies it where others count, and turns no other line or mark into unknown."""
    assert heard.card is not None
    before = {x.activity: x.coverage for x in heard.card.lines}
    heard.say("address none")
    after = {x.activity: x.coverage for x in heard.card.lines}
    changed = {a.rpartition(".")[2] for a in after if after[a] != before[a]}
    assert changed == {"1", "2a"}
    first = after[f"{CLEAN}.1"]
    assert (first.covered, first.denied) == (("customs", "eta", "photo"), ("address",))
    assert after[f"{CLEAN}.3b"] == Coverage(stated=Ordinal.NONE)


def test_a_system_named_without_a_line_is_not_sure(talk: Talk) -> None:
    """A system that the answer names is never listed as not mentioned; its words stand beside it."""
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "photo"})
    talk.say("/jump sanitize training data", "bad rows are dropped. customs - brokers mail us csvs")
    while talk.where.startswith("follow-up"):
        talk.say("skip this")
    assert talk.card is not None
    assert talk.card.unmentioned_systems == ("eta", "address")
    assert "customs: you named it" in talk.text
    assert '"customs - brokers mail us csvs"' in talk.text
    talk.say("customs none")
    assert talk.card.lines[0].coverage.denied == ("customs",)


@pytest.mark.parametrize("heard", ["some", "half", "all"])
def test_without_all_of_them_nothing_is_left(talk: Talk, heard: str) -> None:
    """A share of systems without names is none once every system is said to be out."""
    talk.library.hears(CLEAN, _1={"bad rows are dropped": heard})
    talk.say("/jump sanitize training data", "bad rows are dropped")
    while talk.where.startswith("follow-up"):
        talk.say("skip this")
    talk.say("not for photo, eta, customs and address")
    assert talk.card is not None
    assert talk.card.lines[0].span.high is Ordinal.NONE


@pytest.mark.parametrize(
    "words",
    [
        "only photo, 2b none",
        "it's only photo, and 2b none",
        "just photo. 2b no",
    ],
)
def test_a_scope_and_a_line_in_one_breath(heard: Talk, words: str) -> None:
    """The scope of every line, and what holds for one of them."""
    heard.say(words)
    rows = covered(heard)
    assert (rows["1"], rows["2a"]) == (("photo",), ("photo",))
    assert heard.card is not None
    line = next(x for x in heard.card.lines if x.activity.endswith(".2b"))
    assert line.is_quoted
    assert line.span.high is Ordinal.NONE


@pytest.mark.parametrize(
    "words", ["only photo, 2b none. the others no idea", "only photo, the rest I don't know"]
)
def test_what_nobody_knows_of_the_others_stays_open(heard: Talk, words: str) -> None:
    """'Only photo' alone says that the others lack it; 'no idea' says that nobody knows."""
    heard.say(words)
    assert heard.card is not None
    first = heard.card.lines[0].coverage
    assert first.covered == ("photo",)
    assert set(first.unknown) >= {"eta", "customs"}


def test_a_scope_with_a_story_behind_it_is_read(heard: Talk) -> None:
    """What goes on with anything but lines is left to the reader."""
    heard.library.hears(CLEAN, _3a={"nothing trains": "photo"})
    shown = heard.say("only photo, and if it fails nothing trains that night")
    assert '"nothing trains"' in shown


def test_a_short_name_is_enough(begin: Callable[..., Talk]) -> None:
    """'forecaster' is the demand forecaster where no other system is one."""
    talk = begin("demand forecaster", "docread", "chat assistant")
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "all"})
    talk.say("/jump sanitize training data", "bad rows are dropped")
    while talk.where.startswith("follow-up"):
        talk.say("skip this")
    talk.say("only the forecaster")
    assert covered(talk)["1"] == ("demand forecaster",)
