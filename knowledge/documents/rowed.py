"""How cells become one line: parted by bars, each in its place, an empty one as an empty place."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

LONGEST_REPEATED = 160
"""Characters of a cell over several rows that are said again in each of them."""
MOST_COLUMNS = 60
_ENDED = re.compile(r"[.:;,!?]$")
_BAR = re.compile(r"(?<!\\)\|")


class CellIn(NamedTuple):
    """A cell and how many columns and rows it takes."""

    words: str
    columns: int = 1
    rows: int = 1


def row_of_words(cells: Sequence[str]) -> str:
    """Cells parted by bars, with bars outside where an edge is empty; one that stands alone as it is."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2:
        return "".join(filled)
    line = " | ".join(_BAR.sub(r"\|", cell) for cell in cells)
    return line if cells[0] and cells[-1] else f"| {line} |"


def one_after_other(pieces: Iterable[str]) -> str:
    """Paragraphs or items of a cell on one line, a semicolon where a sentence does not end."""
    line = ""
    for piece in filter(None, (" ".join(piece.split()) for piece in pieces)):
        joint = "" if not line else " " if _ENDED.search(line) else "; "
        line += joint + piece
    return line


class Grid:
    """The places of a table, row by row; what spans rows stands in each of them."""

    def __init__(self) -> None:
        self._held: dict[int, tuple[str, int]] = {}

    def place(self, cells: Iterable[CellIn]) -> list[str]:
        """The words of the next row, by column."""
        row: list[str] = []
        for cell in cells:
            self._fill(row)
            for column in range(max(1, cell.columns)):
                if len(row) == MOST_COLUMNS:
                    return row
                words = "" if column else cell.words
                if cell.rows != 1:
                    again = words if len(words) <= LONGEST_REPEATED else ""
                    self._held[len(row)] = again, cell.rows - 1
                row.append(words)
        self._fill(row)
        return row

    def _fill(self, row: list[str]) -> None:
        """What comes down from the rows above."""
        while len(row) in self._held:
            words, left = self._held.pop(len(row))
            if left != 1:
                self._held[len(row)] = words, left - 1
            row.append(words)
