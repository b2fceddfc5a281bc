"""The day that evidence speaks of: by its own passage, by its document, or by the user's word."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from model.deeds import EvidenceGiven
from model.errors import ActError
from model.evidence import Citation
from tests.conversation.scripted import CLEAN, Talk

RULE = "Bad rows are dropped before training."


@pytest.fixture
def talk(begin: Callable[..., Talk]) -> Talk:
    """A conversation whose library knows the rule."""
    talk = begin("photo", "eta")
    talk.library.hears(CLEAN, _1={"Bad rows are dropped": "all"})
    return talk


def _read(talk: Talk, path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return talk.say(f"/evidence {path}")


def _kept(talk: Talk) -> list[Citation]:
    return [deed.citation for deed in talk.deeds if isinstance(deed, EvidenceGiven)]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Version 2.1 of 4 March 2026", date(2026, 3, 4)),
        ("Protokoll vom 12.05.2026", date(2026, 5, 12)),
        ("---\ndate: 2026-02-01\n---", date(2026, 2, 1)),
        ("Next review due 2027-01-01", None),
        ("Valid until 31 December 2027", None),
        ("A rule without a day", None),
    ],
)
def test_a_document_tells_of_which_day_it_is(talk: Talk, tmp_path: Path, head: str, day: date | None) -> None:
    """At its beginning; a day until which it holds is another."""
    shown = _read(talk, tmp_path / "rules.md", f"{head}\n\n{RULE}\n")
    assert (day is not None and f"of {day}" in shown) is (day is not None)
    talk.say("")
    assert [citation.dated for citation in _kept(talk)] == [day]


def test_a_passage_knows_better_than_its_document(talk: Talk, tmp_path: Path) -> None:
    """A record of one day among others."""
    _read(talk, tmp_path / "log.md", f"Log begun on 2026-01-01\n\nOn 7 May 2026: {RULE}\n")
    talk.say("")
    assert [citation.dated for citation in _kept(talk)] == [date(2026, 5, 7)]


def test_the_user_knows_best(talk: Talk, tmp_path: Path) -> None:
    """However the day is written; what is no day is refused, and nothing is lost."""
    _read(talk, tmp_path / "rules.md", f"Version of 2026-03-04\n\n{RULE}\n")
    with pytest.raises(ActError, match="no day"):
        talk.say("dated next Tuesday")
    assert "of 2026-04-01" in talk.say("dated April 1st, 2026")
    talk.say("valid until 31.12.2027", "")
    (kept,) = _kept(talk)
    assert (kept.dated, kept.valid_until) == (date(2026, 4, 1), date(2027, 12, 31))


def test_a_suggestion_can_be_attached_to_one_activity(talk: Talk, tmp_path: Path) -> None:
    """By the practice and the end of the activity's id; the level goes with it."""
    _read(talk, tmp_path / "rules.md", f"{RULE}\n")
    for words, activity, level in (
        ("1 belongs to code signing 3a", "AML.M0013.3a", 3),
        ("1 belongs to AML.M0013.2b", "AML.M0013.2b", 2),
        ("1 belongs to code signing", "AML.M0013.1", 1),
    ):
        talk.say(words)
        assert talk.session.review is not None
        (found,) = talk.session.review.pending
        assert (found.activity, found.level) == (activity, level)
    with pytest.raises(ActError, match="no activity 3e"):
        talk.say("1 belongs to code signing 3e")
