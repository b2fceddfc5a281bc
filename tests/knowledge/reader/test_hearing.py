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
    "text", ["here", "yet", "so far", "we have that", "not only that, each release is signed"]
)
def test_what_denies_nothing_is_no_absence(reader: Reader, text: str) -> None:
    """Filler without a denial, and a denial that goes on, are not a bare no."""
    assert reader.read(text, practice="AML.M0013").level != 0
