"""Which documents would settle most, in the talk."""

from collections.abc import Callable
from pathlib import Path

import pytest

from model.errors import ActError
from tests.conversation.scripted import CLEAN, Talk


def test_the_list_says_what_to_bring_and_what_it_proves(begin: Callable[..., Talk]) -> None:
    """By kind of document, numbered, what one file may serve first."""
    shown = begin("photo").say("/wanted")
    assert "1  " in shown
    assert "such as:" in shown
    assert "open → demonstrated" in shown
    assert shown.index(", a file each") > shown.index("1  ")


def test_a_number_or_a_word_shows_one_kind_whole(begin: Callable[..., Talk]) -> None:
    """Without cutting; any other word is refused with advice."""
    talk = begin("photo")
    assert "and 1 more" not in talk.say("/wanted 1")
    assert "Course material and attendance" in talk.say("/wanted course")
    for words in ("99", "0", "00012345", "9" * 40, "sonnet"):
        with pytest.raises(ActError, match="no such document"):
            talk.say(f"/wanted {words}")


def test_it_can_be_asked_for_in_plain_words(begin: Callable[..., Talk]) -> None:
    """And proof without a practice in focus is the same list."""
    talk = begin("photo")
    for words in ("which documents would settle most?", "what documents should we bring?", "/proof"):
        assert "Documents that would settle most" in talk.say(words)


def test_what_is_past_its_date_comes_first(begin: Callable[..., Talk], tmp_path: Path) -> None:
    """With its place, as something to refresh."""
    (tmp_path / "rules.md").write_text("Bad rows are dropped before training.\n")
    talk = begin("photo")
    talk.library.hears(CLEAN, _1={"Bad rows are dropped": "all"})
    talk.say(f"/evidence {tmp_path}", "valid until 2020-01-31", "yes")
    shown = talk.say("/wanted")
    assert shown.index("To refresh") < shown.index("rules.md, line 1") < shown.index("settle most")
