"""Headers and footers of Word files: read once each, with where they stand."""

import io
from typing import Any

import pytest

from knowledge.documents.formats import read_bytes
from tests.knowledge.documents.made import RULE, SECRET


def _told(document: Any) -> list[tuple[str, str, bool]]:
    """Place, words and whether they are hidden, of every passage."""
    held = io.BytesIO()
    document.save(held)
    (read,) = read_bytes("a.docx", held.getvalue())
    return [(p.locator, read.words(p), p.is_hidden) for p in read.passages]


def _document() -> Any:
    from docx import Document

    document = Document()
    document.add_paragraph(RULE)
    return document


def test_a_header_is_read_once_however_many_sections_have_it() -> None:
    """One that is linked to the one before, and one that says the same again."""
    document = _document()
    document.sections[0].header.paragraphs[0].text = "Internal: released 2026"
    document.sections[0].footer.paragraphs[0].text = "Owner: platform team"
    document.add_section()
    third = document.add_section()
    third.header.is_linked_to_previous = False
    third.header.paragraphs[0].text = "Internal: released 2026"
    assert _told(document) == [
        ("header", "Internal: released 2026", False),
        ("footer", "Owner: platform team", False),
        ("paragraph 1", RULE, False),
    ]


def test_words_of_a_header_that_nobody_sees_are_hidden() -> None:
    """White ones; a table in a footer is read by row."""
    from docx.shared import Inches, RGBColor

    document = _document()
    run = document.sections[0].header.paragraphs[0].add_run(SECRET)
    run.font.color.rgb = RGBColor(255, 255, 255)
    table = document.sections[0].footer.add_table(1, 2, Inches(4))
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Owner", "Platform team"
    told = _told(document)
    assert ("header", SECRET, True) in told
    assert ("footer", "Owner | Platform team", False) in told


@pytest.mark.parametrize("kind", ["first_page_header", "even_page_header"])
def test_a_header_that_no_page_has_is_hidden(kind: str) -> None:
    """Of first and even pages only where the file has such pages."""
    document = _document()
    getattr(document.sections[0], kind).paragraphs[0].text = SECRET
    assert ("header", SECRET, True) in _told(document)
    document.sections[0].different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    assert ("header", SECRET, False) in _told(document)
