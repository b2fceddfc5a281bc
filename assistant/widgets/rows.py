"""Cells of given widths as one row."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.content import Content


@dataclass(frozen=True)
class Cell:
    """A piece of a row."""

    content: Content
    width: int
    is_right: bool = False
    """Figures stand at the right end of their column."""


def fitted(cell: Cell) -> Content:
    """The content, cut or filled up to its width."""
    content = cell.content
    if content.cell_length > cell.width:
        return content.truncate(cell.width, ellipsis=True)
    missing = cell.width - content.cell_length
    return content.pad_left(missing) if cell.is_right else content.pad_right(missing)


def row(cells: Iterable[Cell], *, gap: int = 2) -> Content:
    """The cells side by side; cells without width are left out."""
    return Content(" " * gap).join(fitted(cell) for cell in cells if cell.width > 0)
