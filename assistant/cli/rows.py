"""Rows of plain text, measured in columns of a terminal."""

import re
from unicodedata import category, east_asian_width

_COLUMNS = re.compile(r"^(?P<start>\s*\S.*\s{2,})(?P<rest>\S.*)$")
"""All columns but the last, and the last."""
_WORDS = re.compile(r"(\s*)(\S+)")
_NARROWEST = 16
"""Columns below which nothing is set beside something else."""
_WITHOUT = frozenset({"Mn", "Me", "Cf"})
"""Kinds of letters that stand upon others, or are not seen."""


def cells(text: str) -> int:
    """How many columns a text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(char: str) -> int:
    if category(char) in _WITHOUT:
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def padded(text: str, room: int) -> str:
    """The text filled up to so many columns."""
    return text + " " * max(0, room - cells(text))


def fitted(text: str, room: int) -> str:
    """The text in exactly so many columns; an ellipsis stands for what is cut off."""
    if cells(text) > room:
        while cells(text) >= room:
            text = text[:-1]
        text += "…"
    return padded(text, room)


def broken(row: str, width: int, *, later: str | None = None) -> list[str]:
    """A row in rows of so many columns, broken between words.

    They go on under the last column where there is one, else after `later`, else a little to the right.
    """
    if cells(row) <= width:
        return [row]
    found = None if later else _COLUMNS.match(row)
    if found and width - cells(found["start"]) >= _NARROWEST:
        return _filled(found["rest"], found["start"], width=width, later=" " * cells(found["start"]))
    indent = row[: len(row) - len(row.lstrip())]
    return _filled(row.lstrip(), indent, width=width, later=later or f"{indent}  ")


def _filled(text: str, start: str, *, width: int, later: str) -> list[str]:
    """Words after what begins the first row, and after what begins each later one; none is torn apart."""
    rows, row, is_begun = list[str](), start, False
    for gap, word in _WORDS.findall(text):
        if is_begun and cells(row) + len(gap) + cells(word) > width:
            rows.append(row)
            row, is_begun = later, False
        row += gap + word if is_begun else word
        is_begun = True
    return [*rows, row]
