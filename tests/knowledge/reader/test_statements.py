"""Statements: where they are cut, and that every quotation stands where it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.reader.statements import MOST_STATEMENTS, split_statements, turned

CHAT = """ok so photo n eta go thru the intake job marek wrote, schema + nulls
+ dupes, and it kicks out pics that are basically black. same checks
every night. customs - brokers mail us csvs, goes thru intake as
well since march. proper detection is a ticket for q3"""


def _quoted(text: str) -> list[str]:
    return [piece.quotation.text for piece in split_statements(text)]


def test_chat_is_cut_between_claims_and_not_at_wrapped_lines() -> None:
    """A line that an editor broke goes on; a dash and an end of sentence are cuts."""
    assert "same checks\nevery night" in _quoted(CHAT)
    assert "proper detection is a ticket for q3" in _quoted(CHAT)
    assert "customs" in _quoted(CHAT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- one thing here\n- another thing there", ["one thing here", "another thing there"]),
        ("We use version 3.5 e.g. for photo.", ["We use version 3.5 e.g. for photo"]),
        (
            "photo is checked every night but nobody looks at eta",
            ["photo is checked every night", "nobody looks at eta"],
        ),
        ("It is signed; nobody verifies it.", ["It is signed", "nobody verifies it"]),
        ("We don't. They can't.", ["We don't", "They can't"]),
        ("If a scan of it fails, the build is stopped.", ["If a scan of it fails, the build is stopped"]),
        ("In this case, the release is not signed.", ["In this case, the release is not signed"]),
        (
            "in photo and eta the team signs, nobody checks them",
            ["in photo and eta the team signs", "nobody checks them"],
        ),
        ("", []),
        ("👍 ...", []),
    ],
)
def test_cuts(text: str, expected: list[str]) -> None:
    """Bullets, semicolons and turns are cuts; decimals, shortened words and what only says when are not."""
    assert _quoted(text) == expected


@given(st.text(max_size=600))
def test_quotations_are_literal_and_in_order(text: str) -> None:
    """Offsets are code points of the raw text, and statements do not overlap."""
    end = 0
    for piece in split_statements(text):
        quotation = piece.quotation
        assert text[quotation.start : quotation.end] == quotation.text != ""
        assert quotation.start >= end
        end = quotation.end


@pytest.mark.parametrize("unit", ["word ", "a", ", but", "\n", "- ", ", but a b c d", " ", "x. "])
def test_a_huge_text_is_bounded(unit: str) -> None:
    """However much is pasted, no more than the cap is read."""
    assert len(split_statements(unit * (200_000 // len(unit)))) <= MOST_STATEMENTS


def test_sentences_in_the_other_order() -> None:
    """Whole sentences change places, shortened words and single sentences don't."""
    assert (
        turned("Signed, e.g. by Ann. Only photo!\nNobody checks")
        == "Nobody checks Only photo! Signed, e.g. by Ann."
    )
    assert turned("Only one sentence, with a clause.") == ""


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("no limit on photo", "no limit on photo"),
        ("No, we sign nothing", "we sign nothing"),
        ("no we sign nothing", "we sign nothing"),
        ("well, no hashes at all", "no hashes at all"),
    ],
)
def test_a_no_that_denies_a_thing_is_quoted(text: str, quoted: str) -> None:
    """A no that only answers is left out; before a thing it is what is claimed."""
    assert _quoted(text) == [quoted]
