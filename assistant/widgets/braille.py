"""A drawing in dots: each cell of the terminal has two by four of them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from textual.content import Content

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""By row and column of a dot in its cell, its bit in the character."""
_BLANK = 0x2800

Dot = tuple[float, float]
"""Across and down, in dots."""
Place = tuple[int, int]
"""The same, whole."""


class Canvas:
    """Dots on cells; a cell has the style of what was drawn into it last."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns = columns
        self.rows = rows
        self._bits = [[0] * columns for _ in range(rows)]
        self._styles = [[""] * columns for _ in range(rows)]

    def set(self, at: Place, style: str) -> None:
        """Draw a dot; nothing where it is beyond the edge."""
        x, y = at
        if self._holds(at):
            self._bits[y // 4][x // 2] |= _BITS[y % 4][x % 2]
            self._styles[y // 4][x // 2] = style

    def clear(self, at: Place) -> None:
        """Take a dot away."""
        x, y = at
        if self._holds(at):
            self._bits[y // 4][x // 2] &= ~_BITS[y % 4][x % 2]

    def _holds(self, at: Place) -> bool:
        return 0 <= at[0] < 2 * self.columns and 0 <= at[1] < 4 * self.rows

    def outline(self, corners: Sequence[Dot], style: str, *, every: int = 1) -> None:
        """Draw a closed line through corners, one dot in `every`."""
        for start, end in _edges(corners):
            for place in list(along(start, end))[::every]:
                self.set(place, style)

    def carve(self, corners: Sequence[Dot], style: str) -> None:
        """Draw a closed line that shows in a filled area too: nothing stands right beside it."""
        path = [place for start, end in _edges(corners) for place in along(start, end)]
        for x, y in path:
            for beside in ((x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)):
                self.clear(beside)
        for place in path:
            self.set(place, style)

    def fill(self, corners: Sequence[Dot], style: str, *, is_sparse: bool = False) -> None:
        """Fill an area, with every dot or with one in two."""
        for x, y in _within(corners, 4 * self.rows):
            if not is_sparse or (x + y) % 2 == 0:
                self.set((x, y), style)

    def row(self, number: int, *, start: int = 0, end: int | None = None) -> Content:
        """The cells of a row from `start` to before `end`."""
        cells = range(start, self.columns if end is None else end)
        bits, styles = self._bits[number], self._styles[number]
        return Content.assemble(*((chr(_BLANK + bits[c]) if bits[c] else " ", styles[c]) for c in cells))


def along(start: Dot, end: Dot) -> Iterator[Place]:
    """The dots of a straight line."""
    (x0, y0), (x1, y1) = start, end
    steps = max(1, round(max(abs(x1 - x0), abs(y1 - y0))))
    for n in range(steps + 1):
        yield round(x0 + (x1 - x0) * n / steps), round(y0 + (y1 - y0) * n / steps)


def _edges(corners: Sequence[Dot]) -> Iterator[tuple[Dot, Dot]]:
    return pairwise([*corners, *corners[:1]])


def _within(corners: Sequence[Dot], rows: int) -> Iterator[Place]:
    """The dots inside an area, row by row: between its first crossing and the second, and so on."""
    for y in range(rows):
        crossings = sorted(_crossings(corners, y))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            yield from ((x, y) for x in range(round(left), round(right) + 1))


def _crossings(corners: Sequence[Dot], y: int) -> Iterator[float]:
    """Where the edges of an area cross a row of dots."""
    for (x0, y0), (x1, y1) in _edges(corners):
        if (y0 <= y) != (y1 <= y):
            yield x0 + (x1 - x0) * (y - y0) / (y1 - y0)
