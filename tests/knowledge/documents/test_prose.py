"""Headings that are underlined are part of a place, and what sets words off is no word of theirs."""

import pytest

from knowledge.documents.formats import read_bytes
from tests.knowledge.documents.made import RULE

OVER = f"=======\nRelease\n=======\n\nSigning\n-------\n\n{RULE}\n"


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("a.rst", OVER, "line 8, Release > Signing"),
        ("a.rst", f"Release\n~~~~~~~\n\nSigning\n=======\n\n{RULE}\n", "line 7, Release > Signing"),
        ("a.rst", f"A\n===\n\nB\n---\n\nx\n\nC\n===\n\n{RULE}\n", "line 12, C"),
        ("a.md", f"Release\n=======\n\n{RULE}\n", "line 4, Release"),
        ("a.md", f"---\ndate: 2026-03-04\n---\n\n{RULE}\n", "line 5"),
        ("a.md", f"| a | b |\n|---|---|\n\n{RULE}\n", "line 4"),
        ("a.md", f"# A\n\n```sh\n# no heading\n```\n\n{RULE}\n", "line 7, A"),
        ("a.txt", f"First line of a paragraph\nand its second line\n----\n\n{RULE}\n", "line 5"),
        ("a.txt", f"A long line of words that is no heading\n----\n\n{RULE}\n", "line 4"),
    ],
)
def test_underlined_headings_lead_to_the_words(name: str, text: str, place: str) -> None:
    """The first kind of line is the highest; what is longer than its line, or no line of its own, is none."""
    (document,) = read_bytes(name, text.encode())
    assert [p.locator for p in document.passages if document.words(p) == RULE] == [place]


def test_each_row_of_a_table_is_alone_however_tight_it_is() -> None:
    """Its head and the line below it as well."""
    (document,) = read_bytes("a.md", b"|a|b|\n|:--|--|\n|c|d|\n")
    assert [document.words(p) for p in document.passages] == ["|a|b|", "|:--|--|", "|c|d|"]


def test_a_note_is_read_without_its_mark() -> None:
    """Which is not shown."""
    (document,) = read_bytes("a.rst", f"Release\n=======\n\n.. note:: {RULE}\n".encode())
    assert [document.words(p) for p in document.passages] == ["# Release", RULE]


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        (f"Größe “ok” – naïve: {RULE}", "cp1252"),
        ("Zażółć gęślą jaźń; modele są podpisywane przed wydaniem każdej wersji", "cp1250"),
    ],
)
def test_of_encodings_that_fit_as_well_the_commonest_is_taken(words: str, encoding: str) -> None:
    """Where another one fits better it is another one."""
    (document,) = read_bytes("a.txt", words.encode(encoding))
    assert [remark.values for remark in document.remarks] == [{"encoding": encoding}]
    assert document.text.strip() == words
