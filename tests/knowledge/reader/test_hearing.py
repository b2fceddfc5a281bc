"""A bare no answers what was asked; the same words beside something else don't."""

import pytest

from knowledge.reader.reader import Reader


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "nope",
        "Not yet.",
        "nothing like that here",
        "we don't do that",
        "no we dont have anything like that",
    ],
)
def test_a_bare_no_is_an_absence(reader: Reader, text: str) -> None:
    """Level 0, with the words that say so on the first activity."""
    reading = reader.read(text, practice="AML.M0013")
    assert reading.level == 0
    assert reading.proposals[0].quotations[0].text in text


@pytest.mark.parametrize(
    ("text", "practice"),
    [
        ("no signing", "AML.M0013"),
        ("We have no encryption yet.", "AML.M0012"),
        ("no checks on training data", "AML.M0007"),
    ],
)
def test_a_thing_that_protects_is_denied_by_its_name(reader: Reader, text: str, practice: str) -> None:
    """In two or three words."""
    assert reader.read(text, practice=practice).level == 0


@pytest.mark.parametrize("text", ["No release without signing", "No model without a valid signature check"])
def test_what_does_not_happen_without_it_is_no_denial_of_it(reader: Reader, text: str) -> None:
    """It is a gate."""
    assert reader.read(text, practice="AML.M0013").level != 0


@pytest.mark.parametrize(
    "text", ["here", "yet", "so far", "we have that", "not only that, each release is signed"]
)
def test_what_denies_nothing_is_no_absence(reader: Reader, text: str) -> None:
    """Filler without a denial, and a denial that goes on, are not a bare no."""
    assert reader.read(text, practice="AML.M0013").level != 0
