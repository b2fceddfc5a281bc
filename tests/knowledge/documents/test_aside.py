"""Words that stand in a text beside what is shown: for pictures, for whoever points, for the author."""

import pytest

from knowledge.documents.formats import read_bytes
from tests.knowledge.documents.made import RULE, SECRET


def _seen(name: str, content: str) -> list[str]:
    """The passages that count; what does not is kept as hidden."""
    (document,) = read_bytes(name, content.encode())
    assert SECRET[:20] in document.text
    return [document.words(p) for p in document.passages if not p.is_hidden]


@pytest.mark.parametrize(
    ("written", "left"),
    [
        (f"![{SECRET}](a.png)", None),
        (f"[![{SECRET}](a.svg)](https://a.example/x)", "[](https://a.example/x)"),
        (f'![x](a.png "{SECRET}")', None),
        (f"![{SECRET}][ref]", None),
        (f'See [the rule](a.md "{SECRET}").', "See [the rule](a.md)."),
        (f"See [the rule](a.md '{SECRET}').", "See [the rule](a.md)."),
        (f'<img src="a.png" alt="{SECRET}">', None),
        (f'Read <a href="a.md" title="{SECRET}">the rule</a>.', "Read the rule</a>."),
        (f"[ref]: a.png '{SECRET}'", None),
    ],
)
def test_words_for_pictures_and_pointers_are_not_counted(written: str, left: str | None) -> None:
    """In Markdown: what is read in place of a picture, and what is shown to whoever points at it."""
    expected = [RULE, *([left] if left else []), "The end."]
    assert _seen("a.md", f"{RULE}\n\n{written}\n\nThe end.\n") == expected


@pytest.mark.parametrize(
    "written",
    [
        f"[{SECRET}](a.md)",
        f"`![{SECRET}](a.png)`",
        f"{SECRET} [x](a.md)",
        f"x!\\[{SECRET}\\]",
        f"- [x] {SECRET}",
    ],
)
def test_words_of_links_and_code_count(written: str) -> None:
    """They are shown."""
    assert any(SECRET in words for words in _seen("a.md", f"{RULE}\n\n{written}\n"))


@pytest.mark.parametrize(
    "written",
    [
        f".. {SECRET}",
        f"..\n   {SECRET}\n\n   more",
        f".. x\n   y\n\n   {SECRET}",
        f".. image:: a.png\n   :alt: {SECRET}",
    ],
)
def test_comments_of_restructured_text_are_hidden(written: str) -> None:
    """Up to where the indent ends, and what is said in place of a picture."""
    seen = _seen("a.rst", f"{RULE}\n\n{written}\n\nThe end.\n")
    assert not any(SECRET in words for words in seen)
    assert seen[0] == RULE
    assert seen[-1] == "The end."


@pytest.mark.parametrize(
    "written", [f".. note:: {SECRET}", f".. note::\n\n   {SECRET}", f".. [1] {SECRET}", f"... {SECRET}"]
)
def test_notes_of_restructured_text_count(written: str) -> None:
    """Directives and footnotes are shown."""
    assert any(SECRET in words for words in _seen("a.rst", f"{RULE}\n\n{written}\n"))
