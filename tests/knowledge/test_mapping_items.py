"""Suggestions from phrases under headings and from rows that say what is in place."""

import pytest

from knowledge.mapping import Mapper
from model.evidence import Document
from model.suggestion import MOST_OFFERED
from tests.knowledge.words import M13, M14, ClosedSift, WordReader, document_of, mapper_of, suggest


@pytest.fixture
def reader() -> WordReader:
    """A reader that remembers what it was shown."""
    return WordReader()


@pytest.fixture
def mapper(reader: WordReader) -> Mapper:
    """A mapper over the two stand-ins."""
    return mapper_of(reader)


def _under(*passages: str) -> Document:
    """Passages below the heading `The signing of weights`."""
    plain = document_of(*passages)
    places = (
        p.model_copy(update={"locator": f"{p.locator}, The signing of weights"}) for p in plain.passages
    )
    return plain.model_copy(update={"passages": tuple(places)})


def test_a_phrase_is_read_with_its_heading_where_it_claims_nothing_alone(
    mapper: Mapper, reader: WordReader
) -> None:
    """Its words alone are quoted; what claims something by itself needs no heading, and comes first."""
    document = _under("- by two people only", "- hash checked by two people")
    first, second = suggest(mapper, document)
    assert (first.practice, first.quotation.text) == (M13, "by two people only")
    assert (second.practice, second.quotation.text) == (M14, "- hash checked by two people")
    assert document.text[first.quotation.start : first.quotation.end] == first.quotation.text
    assert "The signing of weights: hash checked by two people" not in reader.seen


def test_a_phrase_below_a_heading_denies_nothing(mapper: Mapper) -> None:
    """A reader may take two words for no."""
    assert suggest(mapper, _under("- not by one person only")) == ()


def test_what_needs_no_heading_is_put_forward_before_what_does(mapper: Mapper) -> None:
    """Of more than a handful."""
    phrases = [f"- by {count} people only" for count in range(MOST_OFFERED)]
    sentence = "Whoever does usually sign is named each time"
    found = suggest(mapper, _under(*phrases, sentence))
    assert len(found) == MOST_OFFERED
    assert sentence in [s.quotation.text for s in found]


def test_what_is_in_place_by_its_column_is_read_whatever_the_sift_says(reader: WordReader) -> None:
    """What is only planned beside it is not."""
    mapper = mapper_of(reader, ClosedSift())
    head = ("| Risk | Existing controls | Planned measures |", "|---|---|---|")
    held = "| Changed weights | We hash each file that is opened | We sign each file |"
    (found,) = suggest(mapper, document_of(*head, held))
    assert (found.practice, found.quotation.text) == (M14, "We hash each file that is opened")
    assert suggest(mapper, document_of(*head, "| Changed weights | None | We sign each file |")) == ()


def test_what_is_done_in_part_and_says_what_is_missing_shows_nothing(mapper: Mapper) -> None:
    """It may be the very thing; where nothing is said to be missing, the first level stands."""
    head = ("| Control | What is done | Status |", "|---|---|---|")
    partial = "| Weights | We hash some files | Partial |"
    (found,) = suggest(mapper, document_of(*head, partial))
    assert (found.practice, found.level) == (M14, 1)
    for row in (
        "| Weights | We hash some files but no weights | Partial |",
        "| Weights | We hash some files | Partial — no check of weights |",
    ):
        assert suggest(mapper, document_of(*head, row)) == ()
