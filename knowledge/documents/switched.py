"""Layers of a PDF that are switched off: what stands on them is not drawn, though it is in the file.

The library tells nobody which layers are off, but draws by them; so what may be on one is drawn by itself,
and what leaves no trace is off.
"""

import ctypes
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from knowledge.documents.layers import INVISIBLE, Box, Stroke, address, is_text, overlap, pdfium, size_of

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

MOST_DRAWINGS = 12
"""Of one page: what overlaps is drawn apart, and what would need more is taken to be off."""
MOST_PIECES = 2_000
"""Of one page that are drawn; the others are taken to be off."""
SAMPLES = 2
"""Words, and other things, of what is off or on together that are drawn."""
LARGEST = 2_000
"""Dots in width or height of a drawing."""
MOST_UNPACKED = 64 * 1024 * 1024
"""Bytes in which the properties of layers are looked for."""
_NAME = b"OCProperties"
_PROPERTIES = re.compile(b"/" + b"".join(b"(?:%c|#%02x)" % (c, c) for c in _NAME), re.IGNORECASE)
_PACKED = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
_ON_LAYER = "OC"


def may_have_layers(content: bytes, *, is_locked: bool) -> bool:
    """Whether a file says anything of layers, plainly or in packed objects; a locked one may say so."""
    if is_locked or _PROPERTIES.search(content):
        return True
    left = MOST_UNPACKED
    for packed in _PACKED.finditer(content):
        try:
            held = zlib.decompressobj().decompress(content[packed.end() :], left)
        except zlib.error:
            continue
        left -= len(held)
        if _PROPERTIES.search(held) or left <= 0:
            return True
    return False


def switched_off(page: "PdfPage", every: Sequence[Stroke]) -> frozenset[int]:
    """The places in the order of drawing of all that stands on a layer which is off."""
    groups = _groups(every)
    if not groups:
        return frozenset()
    samples = [(number, piece) for number, pieces in enumerate(groups) for piece in _samples(pieces)]
    drawn = _Drawings(page, every).shown([piece for _, piece in samples])
    shown = {number for (number, _), is_shown in zip(samples, drawn, strict=True) if is_shown}
    off = (pieces for number, pieces in enumerate(groups) if number not in shown)
    return frozenset(piece.place for pieces in off for piece in pieces)


def _groups(every: Sequence[Stroke]) -> list[list[Stroke]]:
    """What may stand on a layer; marked or held together it is off or on together."""
    raw, found = pdfium(), dict[tuple[int, ...], list[Stroke]]()
    for piece in every:
        if piece.drawn.type == raw.FPDF_PAGEOBJ_FORM:
            continue
        own = (piece.drawn, *piece.above)
        marks = tuple(mark for each in own for mark in _marks(each))
        holders = tuple(address(holder.raw) for holder in piece.above)
        if piece.drawn.type == raw.FPDF_PAGEOBJ_IMAGE:
            found[*marks, *holders, address(piece.drawn.raw)] = [piece]
        elif marks or holders:
            found.setdefault((*marks, *holders), []).append(piece)
    return list(found.values())


def _marks(drawn: Any) -> Iterator[int]:
    """The addresses of its marks of layers: one for all that stands between a beginning and its end."""
    raw = pdfium()
    for number in range(max(0, raw.FPDFPageObj_CountMarks(drawn.raw))):
        mark, name, size = (
            raw.FPDFPageObj_GetMark(drawn.raw, number),
            (ctypes.c_ushort * 8)(),
            ctypes.c_ulong(),
        )
        is_told = raw.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), size)
        if is_told and bytes(name)[: size.value].decode("utf-16-le").rstrip("\0") == _ON_LAYER:
            yield address(mark)


def _samples(pieces: Sequence[Stroke]) -> list[Stroke]:
    """The largest words and other things."""
    ranked = sorted((p for p in pieces if p.box), key=lambda p: -size_of(p.box or (0.0, 0.0, 0.0, 0.0)))
    words = [piece for piece in ranked if is_text(piece)]
    return words[:SAMPLES] + [piece for piece in ranked if not is_text(piece)][:SAMPLES]


class _Drawings:
    """A page drawn with some of its pieces only."""

    def __init__(self, page: "PdfPage", every: Sequence[Stroke]) -> None:
        self._page, self._every = page, every
        self._scale = min(1.0, LARGEST / max(1.0, *page.get_size()))

    def shown(self, wanted: Sequence[Stroke]) -> list[bool]:
        """Whether each leaves a trace where it lies; what overlaps is not drawn together."""
        found = [False] * len(wanted)
        self._activate(self._every, is_on=False)
        for batch in _apart([(n, piece.box) for n, piece in enumerate(wanted[:MOST_PIECES])]):
            drawn = [wanted[number] for number in batch]
            self._activate(drawn, is_on=True)
            with _all_inked(drawn):
                traced = self._traced(drawn)
            self._activate(drawn, is_on=False)
            for number, is_traced in zip(batch, traced, strict=True):
                found[number] = is_traced
        self._activate(self._every, is_on=True)
        return found

    def _activate(self, pieces: Sequence[Stroke], *, is_on: bool) -> None:
        raw = pdfium()
        for handle in (each.raw for piece in pieces for each in (piece.drawn, *piece.above)):
            raw.FPDFPageObj_SetIsActive(handle, is_on)

    def _traced(self, pieces: Sequence[Stroke]) -> list[bool]:
        raw = pdfium()
        drawn = self._page.render(
            scale=self._scale,
            fill_color=(0, 0, 0, 0),
            force_bitmap_format=raw.FPDFBitmap_BGRA,
            may_draw_forms=False,
            draw_annots=False,
        )
        dots = bytes(drawn.buffer)
        boxes = [self._dots(piece.box, (drawn.width, drawn.height)) for piece in pieces]
        return [_has_trace(dots, box, stride=drawn.stride) for box in boxes]

    def _dots(self, box: Box | None, size: tuple[int, int]) -> tuple[int, int, int, int]:
        """The dots that a box of the page comes to lie on."""
        raw, corners = pdfium(), list[tuple[int, int]]()
        width, height = size
        left, bottom, right, top = box or self._page.get_bbox()
        for point in ((left, bottom), (right, top)):
            across, down = ctypes.c_int(), ctypes.c_int()
            raw.FPDF_PageToDevice(self._page.raw, 0, 0, width, height, 0, *point, across, down)
            corners.append((across.value, down.value))
        (x, y), (other_x, other_y) = corners
        return (
            max(0, min(x, other_x) - 1),
            max(0, min(y, other_y) - 1),
            min(width, max(x, other_x) + 2),
            min(height, max(y, other_y) + 2),
        )


@contextmanager
def _all_inked(pieces: Sequence[Stroke]) -> Iterator[None]:
    """Words that are there but not drawn, as those over a scan, are drawn meanwhile."""
    raw = pdfium()
    modes = {
        piece.place: raw.FPDFTextObj_GetTextRenderMode(piece.drawn) for piece in pieces if is_text(piece)
    }
    bare = [piece for piece in pieces if modes.get(piece.place) in INVISIBLE]
    for piece in bare:
        raw.FPDFTextObj_SetTextRenderMode(piece.drawn, raw.FPDF_TEXTRENDERMODE_FILL)
    yield
    for piece in bare:
        raw.FPDFTextObj_SetTextRenderMode(piece.drawn, modes[piece.place])


def _has_trace(dots: bytes, box: tuple[int, int, int, int], *, stride: int) -> bool:
    """Whether anything covers a dot, however white it is."""
    left, above, right, below = box
    return any(
        any(dots[row * stride + 4 * left + 3 : row * stride + 4 * right : 4]) for row in range(above, below)
    )


def _apart(boxes: Sequence[tuple[int, Box | None]]) -> list[list[int]]:
    """Numbers of boxes in heaps of which no two overlap, so many at most; what fits in none is left out."""
    heaps: list[tuple[list[int], list[Box]]] = []
    for number, box in boxes:
        if box is None:
            continue
        fitting = (heap for heap in heaps if not any(overlap(box, other) for other in heap[1]))
        heap = next(fitting, None)
        if heap is None and len(heaps) < MOST_DRAWINGS:
            heap = ([], [])
            heaps.append(heap)
        if heap:
            heap[0].append(number)
            heap[1].append(box)
    return [numbers for numbers, _ in heaps]
