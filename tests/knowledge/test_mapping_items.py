"""Suggestions from phrases under headings and from rows that say what is in place."""

from typing import cast

import pytest

from knowledge.mapping import Mapper
from knowledge.reader.reader import Reader
from knowledge.reader.sift import Sift
from knowledge.reader.vocabulary import Vocabulary
from model.evidence import Document
from model.suggestion import MOST_OFFERED, Suggestion
from tests.knowledge.words import M13, M14, ClosedSift, WordReader, WordSift, WordVocabulary, document_of


@pytest.fixture
def reader() -> WordReader:
    """A reader that remembers what it was shown."""
    return WordReader()


@pytest.fixture
def mapper(reader: WordReader) -> Mapper:
    """A mapper over the two stand-ins."""
    return Mapper(
        cast("Reader", reader), cast("Sift", WordSift()), vocabulary=cast("Vocabulary", WordVocabulary())
    )


def _suggest(mapper: Mapper, *documents: Document) -> tuple[Suggestion, ...]:
    return list(mapper.follow(documents))[-1].suggestions


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
    first, second = _suggest(mapper, document)
    assert (first.practice, first.quotation.text) == (M13, "by two people only")
    assert (second.practice, second.quotation.text) == (M14, "- hash checked by two people")
    assert document.text[first.quotation.start : first.quotation.end] == first.quotation.text
    assert "The signing of weights: hash checked by two people" not in reader.seen


def test_a_phrase_below_a_heading_denies_nothing(mapper: Mapper) -> None:
    """A reader may take two words for no."""
    assert _suggest(mapper, _under("- not by one person only")) == ()


def test_what_needs_no_heading_is_put_forward_before_what_does(mapper: Mapper) -> None:
    """Of more than a handful."""
    phrases = [f"- by {count} people only" for count in range(MOST_OFFERED)]
    sentence = "Whoever is likely to sign is named each time"
    found = _suggest(mapper, _under(*phrases, sentence))
    assert len(found) == MOST_OFFERED
    assert sentence in [s.quotation.text for s in found]


def test_what_is_in_place_by_its_column_is_read_whatever_the_sift_says(reader: WordReader) -> None:
    """What is only planned beside it is not."""
    vocabulary = cast("Vocabulary", WordVocabulary())
    mapper = Mapper(cast("Reader", reader), cast("Sift", ClosedSift()), vocabulary=vocabulary)
    head = ("| Risk | Existing controls | Planned measures |", "|---|---|---|")
    held = "| Changed weights | We hash each file that is opened | We sign each file |"
    (found,) = _suggest(mapper, document_of(*head, held))
    assert (found.practice, found.quotation.text) == (M14, "We hash each file that is opened")
    assert _suggest(mapper, document_of(*head, "| Changed weights | None | We sign each file |")) == ()


def test_what_is_done_in_part_and_says_what_is_missing_shows_nothing(mapper: Mapper) -> None:
    """It may be the very thing; where nothing is said to be missing, the first level stands."""
    head = ("| Control | What is done | Status |", "|---|---|---|")
    partial = "| Weights | We hash some files | Partial |"
    (found,) = _suggest(mapper, document_of(*head, partial))
    assert (found.practice, found.level) == (M14, 1)
    for row in (
        "| Weights | We hash some files but no weights | Partial |",
        "| Weights | We hash some files | Partial — no check of weights |",
    ):
        assert _suggest(mapper, document_of(*head, row)) == ()
