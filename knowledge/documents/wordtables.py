"""The tables of a Word file: which row of which table, and which words stand in which column."""

from collections.abc import Sequence
from typing import Any

from knowledge.documents.rowed import LONGEST_REPEATED, MOST_COLUMNS

LONGEST_NUMBER = 9
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Tables:
    """Counts tables and their rows, and keeps what reaches down from the rows above."""

    def __init__(self) -> None:
        self._table: Any = None
        self._number = 0
        self._row = 0
        self._above: dict[int, str] = {}

    def name(self, row: Any) -> str:
        """Where a row stands, with the head of its table called so; each row is asked for once, in order."""
        table = next(row.iterancestors(f"{_W}tbl"), None)
        if table is not self._table:
            self._table, self._row, self._above = table, 0, {}
            self._number += 1
        self._row += 1
        is_head = row.find(f"{_W}trPr/{_W}tblHeader") is not None
        return f"table {self._number} {'head' if is_head else 'row'} {self._row}"

    def place(self, row: Any, cells: Sequence[Any], *, words: Sequence[str]) -> list[str]:
        """The words of a row by column; what is merged downwards stands in each row."""
        placed = [""] * min(_skipped(row), MOST_COLUMNS)
        above: dict[int, str] = {}
        for cell, own in zip(cells, words, strict=True):
            merged = cell.find(f"{_W}tcPr/{_W}vMerge")
            is_below = merged is not None and merged.get(f"{_W}val") != "restart"
            told = own or self._above.get(len(placed), "") if is_below else own
            if merged is not None and len(told) <= LONGEST_REPEATED:
                above[len(placed)] = told
            placed += [told, *[""] * (_number(cell.find(f"{_W}tcPr/{_W}gridSpan")) - 1)]
        self._above = above
        return placed[:MOST_COLUMNS]


def cells_of_row(row: Any) -> list[Any]:
    """Its own cells, those in content controls among them."""
    found = []
    for child in row:
        if child.tag == f"{_W}tc":
            found.append(child)
        elif child.tag == f"{_W}sdt":
            found += child.iterfind(f"{_W}sdtContent/{_W}tc")
    return found


def _skipped(row: Any) -> int:
    """Columns of the grid that the row leaves out before its first cell."""
    before = row.find(f"{_W}trPr/{_W}gridBefore")
    return _number(before) if before is not None else 0


def _number(told: Any) -> int:
    """What an element says, 1 where there is none or it is no number."""
    value = (told.get(f"{_W}val") or "") if told is not None else ""
    return (
        max(1, min(int(value), MOST_COLUMNS))
        if value.isascii() and value.isdecimal() and len(value) < 9
        else 1
    )
