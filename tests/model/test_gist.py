"""One thing said twice is known however it is set; another subject, number, scope or order is another."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.evidence import Citation, Quotation, say_the_same

WORDS = (
    "red",
    "team",
    "signs",
    "every",
    "model",
    "before",
    "release",
    "vault",
    "keys",
    "drift",
    "never",
    "30",
)
BULLETS = ("", "- ", "• ", "* ", "12. ", "(3) ", "b) ", "(iv) ", "[x] ", "> ", "4.2.1 ")
_said = st.lists(st.sampled_from(WORDS), min_size=3, max_size=12).map(lambda w: ["Models", *w])


def _upper(text: str) -> str:
    return text.upper()


def _spread(text: str) -> str:
    return text.replace(" ", " \n\t")


def _ended(text: str) -> str:
    return f"{text.replace(' ', ', ', 1)};"


def _broken(text: str) -> str:
    """Broken within its first word, as at the end of a page."""
    return f"{text[:3]}-\n{text[3:]}"


def _stressed(text: str) -> str:
    return f"**{text}**"


@given(words=_said, bullet=st.sampled_from(BULLETS))
@pytest.mark.parametrize("change", [_upper, _spread, _ended, _broken, _stressed])
def test_how_it_is_set_makes_no_difference(
    change: Callable[[str], str], words: list[str], bullet: str
) -> None:
    """Case, white space, punctuation, a broken word, stress; and the mark of a list before it."""
    said = " ".join(words)
    assert say_the_same(said, bullet + change(said))


@given(
    words=_said, at=st.integers(0, 12), other=st.sampled_from(["green", "audits", "14", "not", "some", "may"])
)
def test_another_word_is_another_claim(words: list[str], at: int, other: str) -> None:
    """In place of any word, or beside it, in however long a sentence."""
    at = at % len(words)
    assert not say_the_same(" ".join(words), " ".join([*words[:at], other, *words[at + 1 :]]))
    assert not say_the_same(" ".join(words), " ".join([*words[:at], other, *words[at:]]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The red team tests the blue team", "The blue team tests the red team"),
        ("Keys are turned every 1.2 days", "Keys are turned every 12 days"),
        ("Fewer than < 5 % of labels", "Fewer than > 5 % of labels"),
        ("Models are signed", "Models were signed"),
        ("Two people review each label", "Two people review some labels"),
        ("Level 1 and 2", "Level 12"),
    ],
)
def test_small_things_that_change_what_is_said(one: str, other: str) -> None:
    """Order, a point in a number, a sign, a tense, a scope."""
    assert not say_the_same(one, other)


def test_the_lightest_words_may_go() -> None:
    """An article, a joining word."""
    assert say_the_same("All of the models are also signed", "all of models are signed")


@pytest.mark.parametrize(
    ("locator", "words", "follows"),
    [
        ("line 3", "the red team attacks each model within 14 days of a release", True),
        ("line 9", "the red team attacks each model within 14 days of a release", False),
        ("line 9", "The red team attacks each model within 30 days of a release.", True),
        ("line 9", "the green team attacks each model within 30 days of a release", False),
        ("line 3", "nobody has looked at this for years", False),
    ],
)
def test_a_later_version_takes_the_place_of_the_same_line(locator: str, words: str, follows: bool) -> None:
    """Edited where it stood, or moved as it was; not another team's line further down."""
    earlier = _cited("old", "line 3", words="the red team attacks each model within 30 days of a release")
    assert _cited("new", locator, words=words).follows(earlier) is follows


def _cited(sha256: str, locator: str, *, words: str) -> Citation:
    quotation = Quotation(text=words, start=0, end=len(words))
    return Citation(
        document="rules.md", sha256=sha256, locator=locator, quotation=quotation, received=date(2026, 11, 27)
    )
