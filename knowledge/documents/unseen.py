"""Which words of a PDF page nobody sees: by their size and colour, and by what lies over and around them."""

import ctypes
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from knowledge.documents.colours import WHITE, are_near
from knowledge.documents.layers import (
    Box,
    Fill,
    Point,
    Stroke,
    address,
    colour_of,
    fills,
    in_box,
    is_inside,
    is_text,
    overlap,
    pdfium,
    pieces,
    share_of,
)
from knowledge.documents.switched import switched_off

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

TINY = 1.5
"""Points below which nobody reads."""
FILLED, OUTLINED = (-1, 0, 2, 4, 6), (1, 2, 5, 6)
"""Render modes that draw the inside of letters, and their outline; -1 is one that is not known."""
SCAN = 0.5
"""The share of a page that pictures take up where it is a scan."""
_ALONG = (0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95)
"""Where on the line through its middle a text is looked at."""

Unseen = Callable[[Point], bool]
"""Whether a text is unseen at a point."""


def unseen_in(page: "PdfPage", *, has_layers: bool) -> Mapping[int, Unseen]:
    """By address, the text objects of which something is not seen."""
    every = pieces(page)
    off = switched_off(page, every) if has_layers else frozenset()
    words = [piece for piece in every if is_text(piece)]
    drawn = [piece for piece in every if piece.place not in off]
    sheet = _Sheet(page.get_bbox(), fills(drawn, len(words)))
    found = {
        address(piece.drawn.raw): _nowhere if piece.place in off else sheet.hiding(piece) for piece in words
    }
    return {handle: told for handle, told in found.items() if told is not None}


def _nowhere(_: Point) -> bool:
    """Unseen from end to end."""
    return True


class _Sheet:
    """A page and all that hides words on it."""

    def __init__(self, edge: Box, laid: Sequence[Fill]) -> None:
        self._edge = edge
        self._laid = laid
        pictures = [fill for fill in laid if fill.is_picture and _is_fine(fill)]
        self._scans = pictures if share_of([fill.box for fill in pictures], edge) >= SCAN else []

    def hiding(self, text: Stroke) -> Unseen | None:
        """What tells where a text is unseen; None for one that is seen from end to end."""
        if _is_tiny(text):
            return _nowhere
        box = text.box
        if box is None:
            return None
        near = [fill for fill in self._laid if overlap(fill.box, box)]
        inks = _inks(text.drawn)
        if is_inside(box, self._edge) and text.is_whole and _is_plain(text, near=near, inks=inks):
            return None

        def is_unseen(point: Point) -> bool:
            return self._is_unseen(text, point, near=near, inks=inks)

        middle = (box[1] + box[3]) / 2
        line = [(box[0] + share * (box[2] - box[0]), middle) for share in _ALONG]
        across = [((box[0] + box[2]) / 2, box[1] + share * (box[3] - box[1])) for share in _ALONG]
        hidden = [is_unseen(point) for point in (line if box[2] - box[0] >= box[3] - box[1] else across)]
        if all(hidden):
            return _nowhere
        return is_unseen if any(hidden) else None

    def _is_unseen(
        self, text: Stroke, point: Point, *, near: Sequence[Fill], inks: Sequence[str | None]
    ) -> bool:
        """Off the page, cut off, under something, not drawn, or in the colour of what is behind."""
        if not in_box(point, self._edge) or text.is_clipped(point):
            return True
        there = [fill for fill in near if fill.reaches(point)]
        if any(fill.piece.place > text.place and fill.hides(point) for fill in there):
            return True
        if not inks:
            return not any(scan in there for scan in self._scans)
        ground = _ground([fill for fill in there if fill.piece.place < text.place], point)
        return all(ink == "" or are_near(ink, ground) for ink in inks)


def _is_plain(text: Stroke, *, near: Sequence[Fill], inks: Sequence[str | None]) -> bool:
    """Whether a text has nothing over it, and a colour unlike all that may be behind it: as most have."""
    grounds = [WHITE, *(fill.colour for fill in near)]
    is_on_top = all(fill.piece.place < text.place for fill in near)
    return is_on_top and bool(inks) and not any(i == "" or are_near(i, g) for i in inks for g in grounds)


def _ground(under: Sequence[Fill], point: Point) -> str | None:
    """The colour at a point, white where nothing was drawn; None where it is not known."""
    for fill in reversed(under):
        if fill.hides(point):
            return fill.colour
        if not are_near(fill.colour, WHITE):
            return None
    return WHITE


def _is_fine(picture: Fill) -> bool:
    """Whether a picture has a dot for each point at least, so that words could be read in it."""
    raw = pdfium()
    width, height = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(picture.piece.drawn, width, height)
    return width.value >= picture.box[2] - picture.box[0] and height.value >= picture.box[3] - picture.box[1]


def _is_tiny(text: Stroke) -> bool:
    raw = pdfium()
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(text.drawn, size)
    across, up = text.own[:2]
    if text.above:
        start, end = (text.on_page(point, inner=True) for point in ((0.0, 0.0), (1.0, 0.0)))
        across, up = end[0] - start[0], end[1] - start[1]
    return size.value * max(abs(across), abs(up)) < TINY


def _inks(text: Any) -> list[str | None]:
    """The colours that a text is drawn with, of filling and outline; none if it is not drawn."""
    raw = pdfium()
    mode = raw.FPDFTextObj_GetTextRenderMode(text)
    found = [colour_of(text)] if mode in FILLED else []
    return [*found, colour_of(text, read=raw.FPDFPageObj_GetStrokeColor)] if mode in OUTLINED else found
