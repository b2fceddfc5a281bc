"""The numbers of a phase's list: they stay, several are spoken of at once, and all of them."""

import pytest

from model import deeds as d
from model.errors import ActError
from tests.conversation.scripted import ACCESS, RELEASE, USERS, VERIFY, Talk


def deeds_of(talk: Talk, since: int) -> list[tuple[str, str]]:
    """What was recorded since, of which practice."""
    return [(x.kind, getattr(x, "practice", "")) for x in talk.deeds[since:]]


def test_numbers_stay_while_the_list_is_open(told: Talk) -> None:
    """Once 1 is settled, 2 is still 2."""
    shown = told.say("1 it's 1, because legal reads every talk of ours")
    assert "2  User Training" in shown
    assert "ONE PRACTICE LEFT" in shown
    assert "1  " not in shown.partition("DRAFTED")[2]
    told.say("2 it's 0, because nobody ever took that course")
    assert isinstance(told.last, d.LevelSet)
    assert told.last.practice == USERS


def test_a_number_that_is_settled_says_so(told: Talk) -> None:
    """It is not heard as words about another draft."""
    told.say("1 later")
    before = len(told.deeds)
    with pytest.raises(ActError, match="1 is settled already"):
        told.say("1 none of it")
    assert len(told.deeds) == before


def test_numbers_start_anew_with_the_next_list(told: Talk) -> None:
    """Once a list is recorded, that of the next phase counts from 1 again."""
    told.library.hears(ACCESS, _1={"only the team gets in": "all"})
    told.library.hears(VERIFY, _1={"hashes are compared": "some"})
    told.say("1 later", "")
    shown = told.say("only the team gets in, hashes are compared")
    assert [x[:3] for x in shown.splitlines() if "LEVEL" in x] == ["1  ", "2  "]


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("1 none of it, 2 later", [("answered", RELEASE), ("set aside", USERS)]),
        ("2 later. 1 is ok", [("set aside", USERS), ("confirmed", RELEASE)]),
        (
            "1 it's 1, because legal reads every talk of ours and 2 unknown",
            [("level set", RELEASE), ("said unknown", USERS)],
        ),
        ("all later", [("set aside", RELEASE), ("set aside", USERS)]),
        ("all of them none", [("answered", RELEASE), ("answered", USERS)]),
        (
            "all 1, because one team does both for itself",
            [("level set", RELEASE), ("level set", USERS)],
        ),
    ],
)
def test_several_drafts_in_one_breath(told: Talk, words: str, kinds: list[tuple[str, str]]) -> None:
    """Each number is heard with its own words; 'all' means every one that is listed."""
    since = len(told.deeds)
    told.say(words)
    assert deeds_of(told, since) == kinds


def test_the_list_is_shown_once_for_several_remarks(told: Talk) -> None:
    """Only the last remark is followed by the list."""
    assert told.say("1 none of it, 2 none of it").count("DRAFTED FROM WHAT YOU SAID") == 1


def test_a_level_for_all_needs_a_reason(told: Talk) -> None:
    """Nothing is set by a number alone."""
    since = len(told.deeds)
    with pytest.raises(ActError, match="needs your reason"):
        told.say("all 2")
    assert deeds_of(told, since) == []


def test_a_remark_that_asks_back_lets_the_others_wait(told: Talk) -> None:
    """A level without a reason is asked about first, and what was not heard is named."""
    shown = told.say("1 it's 2, 2 later")
    assert told.where == f"reason {RELEASE}"
    assert "'later'" in shown


@pytest.mark.parametrize("words", ["all 3 of them are reviewed by legal", "all of them are read by marek"])
def test_a_story_about_all_is_no_verdict(told: Talk, words: str) -> None:
    """Words about all systems add to the story; they set nothing."""
    told.say(words)
    assert not isinstance(told.last, d.LevelSet)
    assert told.where == "phase model-requirements"


def test_lines_that_change_alike_are_told_together(told: Talk) -> None:
    """'none of it' is quoted once for all lines that stay none."""
    changed, _, drafts = told.say("1 none of it").partition("DRAFTED")
    assert "as before, none" in changed
    assert changed.count('now "none of it"') == 1
    assert changed.count(' "none of it"') == 2
    assert drafts.count(' "none of it"') == 1
