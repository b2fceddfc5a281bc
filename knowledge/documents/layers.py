"""What lies over, under and around the words of a PDF page: fills, pictures, clips, the page's edge."""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

DEEPEST = 4
"""Forms within forms that are looked into."""
LEAST = 2.0
"""Points in width and height below which nothing hides words, nor carries them."""
MOST_SEGMENTS = 200
"""Of an outline that is followed; what lies in a longer one is not known."""
MOST_COMPARED = 400_000
"""Pairs of words and fills on a page; beyond that only the largest fills count."""
INVISIBLE = (3, 7)
"""Render modes of text that is not drawn; over a scan it is what a machine read there."""
_EVEN_ODD = 1

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points of the page."""
Point = tuple[float, float]
Outline = tuple[tuple[Point, ...], ...]
Matrix = tuple[float, float, float, float, float, float]


@cache
def pdfium() -> Any:
    """The library's functions, of which each is called for every letter of some pages."""
    from pypdfium2 import raw  # with its library 30 ms that only PDFs pay

    return raw


def address(handle: Any) -> int:
    """The address behind a handle, 0 where there is none."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


@dataclass(frozen=True)
class Stroke:
    """An object of the page, with its place in the order of drawing."""

    drawn: Any
    place: int
    above: tuple[Any, ...]
    """The forms that it stands in, the innermost first."""

    @cached_property
    def box(self) -> Box | None:
        """What it reaches at most, None where that is not known."""
        raw = pdfium()
        edges = tuple(ctypes.c_float() for _ in range(4))
        if not raw.FPDFPageObj_GetBounds(self.drawn, *edges):
            return None
        left, bottom, right, top = [edge.value for edge in edges]
        if not self.above:
            return left, bottom, right, top
        return _around(
            [self.on_page(p) for p in ((left, bottom), (left, top), (right, bottom), (right, top))]
        )

    @cached_property
    def own(self) -> Matrix:
        """Where its own points come to lie in the form that it stands in."""
        return _matrix(self.drawn)

    def on_page(self, point: Point, *, inner: bool = False) -> Point:
        """A point of the form that it stands in, or, from within, of itself."""
        return _through(_moved(point, self.own) if inner else point, self.above)

    @cached_property
    def outline(self) -> Outline | None:
        """The corners of a path; None for what has too many."""
        raw = pdfium()
        count = raw.FPDFPath_CountSegments(self.drawn)
        if not 0 < count <= MOST_SEGMENTS:
            return None
        segments = (raw.FPDFPath_GetPathSegment(self.drawn, number) for number in range(count))
        return _outline(segments, lambda point: self.on_page(point, inner=True))

    @cached_property
    def clips(self) -> tuple[Outline, ...]:
        """The outlines beyond which nothing of it is drawn, its forms' among them."""
        found: list[Outline] = []
        for depth, holder in enumerate((self.drawn, *self.above)):
            found += _clips(holder, lambda point, above=self.above[depth:]: _through(point, above))  # type: ignore[misc]
        return tuple(found)

    @cached_property
    def is_whole(self) -> bool:
        """Whether no clip reaches into it, as far as that is plain from the boxes around both."""
        box = self.box
        return not self.clips or (
            box is not None
            and all(
                len(clip) == 1 and _is_box(clip[0]) and is_inside(box, _around(clip[0]))
                for clip in self.clips
            )
        )

    def is_clipped(self, point: Point) -> bool:
        """Whether nothing of it is drawn at this point."""
        return not self.is_whole and any(not _is_within(point, c, is_even_odd=False) for c in self.clips)


@dataclass(frozen=True)
class Fill:
    """What may hide all that was drawn before it, and lies under what comes later."""

    piece: Stroke
    box: Box
    colour: str | None
    """None for a picture, and for what has no plain colour."""
    is_picture: bool = False
    is_solid: bool = True
    """Nothing shines through, and where it lies is known."""
    is_even_odd: bool = False

    def reaches(self, point: Point) -> bool:
        """Whether it may lie at this point."""
        return (
            in_box(point, self.box)
            and not self.piece.is_clipped(point)
            and self._is_inside(point) is not False
        )

    def hides(self, point: Point) -> bool:
        """Whether it lies at this point for certain, and nothing is seen through it."""
        return self.is_solid and self.reaches(point) and self._is_inside(point) is True

    def _is_inside(self, point: Point) -> bool | None:
        """None where the outline is too long to tell."""
        if self.is_picture or not self.is_solid:
            return True
        outline = self.piece.outline
        return None if outline is None else _is_within(point, outline, is_even_odd=self.is_even_odd)


def pieces(page: "PdfPage") -> list[Stroke]:
    """The objects of a page in the order in which they are drawn."""
    found = []
    for place, each in enumerate(page.get_objects(max_depth=DEEPEST)):
        above, holder = [], each.container
        while holder is not None:
            above.append(holder)
            holder = holder.container
        found.append(Stroke(each, place, tuple(above)))
    return found


def is_text(piece: Stroke) -> bool:
    """Whether a piece is words."""
    return bool(piece.drawn.type == pdfium().FPDF_PAGEOBJ_TEXT)


def fills(every: Sequence[Stroke], words: int) -> list[Fill]:
    """In their order, no more than can be compared with so many words."""
    found = [fill for piece in every if (fill := _fill(piece))]
    most = MOST_COMPARED // max(1, words)
    if len(found) > most:
        found = sorted(found, key=lambda fill: -size_of(fill.box))[:most]
        found.sort(key=lambda fill: fill.piece.place)
    return found


def _fill(piece: Stroke) -> Fill | None:
    raw = pdfium()
    kinds = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING)
    kind, box = piece.drawn.type, piece.box if piece.drawn.type in kinds else None
    if box is None or min(box[2] - box[0], box[3] - box[1]) < LEAST:
        return None
    is_solid = not raw.FPDFPageObj_HasTransparency(piece.drawn)
    if kind == raw.FPDF_PAGEOBJ_IMAGE:
        return Fill(piece, box, None, is_picture=True, is_solid=is_solid and _is_upright(piece))
    if kind == raw.FPDF_PAGEOBJ_SHADING:
        return Fill(piece, box, None, is_solid=False)
    mode, is_stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(piece.drawn, mode, is_stroked)
    colour = colour_of(piece.drawn)
    if not mode.value or colour == "":
        return None
    return Fill(piece, box, colour, is_solid=is_solid, is_even_odd=mode.value == _EVEN_ODD)


def colour_of(drawn: Any, *, read: Callable[..., int] | None = None) -> str | None:
    """Six hexadecimal digits of what it is filled with, or drawn with; None where that is no plain colour.

    What lets nearly everything through has none of its own: empty.
    """
    raw = pdfium()
    parts = [ctypes.c_uint() for _ in range(4)]
    if not (read or raw.FPDFPageObj_GetFillColor)(drawn, *parts):
        return None
    red, green, blue, alpha = (part.value for part in parts)
    return f"{red:02X}{green:02X}{blue:02X}" if alpha > FAINT else ""


FAINT = 12
"""Of 255, up to which nobody sees a colour."""


def in_box(point: Point, box: Box) -> bool:
    """Whether a point lies in a box."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def is_inside(one: Box, other: Box) -> bool:
    """Whether a box lies in another."""
    return in_box(one[:2], other) and in_box(one[2:], other)


def _is_box(part: Sequence[Point]) -> bool:
    """Whether four corners, the first perhaps twice, are those of a box."""
    edge = _around(part)
    return (
        len(part) in (4, 5)
        and all(x in edge[::2] and y in edge[1::2] for x, y in part)
        and (len(set(part)) == 4)
    )


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes have a point in common."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def size_of(box: Box) -> float:
    """Its width times its height."""
    return (box[2] - box[0]) * (box[3] - box[1])


def share_of(boxes: Sequence[Box], box: Box) -> float:
    """How much of a box others take up, if none overlap."""
    cut = ((max(b[0], box[0]), max(b[1], box[1]), min(b[2], box[2]), min(b[3], box[3])) for b in boxes)
    return sum(size_of(b) for b in cut if b[0] < b[2] and b[1] < b[3]) / max(1.0, size_of(box))


def _around(points: Sequence[Point]) -> Box:
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def _matrix(drawn: Any) -> Matrix:
    raw = pdfium()
    held = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(drawn, held):
        return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
    return held.a, held.b, held.c, held.d, held.e, held.f


def _moved(point: Point, by: Matrix) -> Point:
    a, b, c, d, e, f = by
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _through(point: Point, above: Sequence[Any]) -> Point:
    for holder in above:
        point = _moved(point, _matrix(holder))
    return point


def _is_upright(piece: Stroke) -> bool:
    """Whether the edges of a picture are those of the page."""
    for holder in (piece.drawn, *piece.above):
        a, b, c, d, *_ = _matrix(holder)
        if max(abs(b), abs(c)) > 0.01 * max(abs(a), abs(d)) and max(abs(a), abs(d)) > 0.01 * max(
            abs(b), abs(c)
        ):
            return False
    return True


def _clips(holder: Any, on_page: Callable[[Point], Point]) -> Iterator[Outline]:
    raw = pdfium()
    clip = raw.FPDFPageObj_GetClipPath(holder)
    for path in range(max(0, raw.FPDFClipPath_CountPaths(clip)) if clip else 0):
        count = raw.FPDFClipPath_CountPathSegments(clip, path)
        if 0 < count <= MOST_SEGMENTS:
            yield _outline((raw.FPDFClipPath_GetPathSegment(clip, path, n) for n in range(count)), on_page)


def _outline(segments: Iterator[Any], on_page: Callable[[Point], Point]) -> Outline:
    """The corners, part by part; where a curve bends, its own points."""
    raw = pdfium()
    parts: list[list[Point]] = []
    for segment in segments:
        across, up = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, across, up)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        parts[-1].append(on_page((across.value, up.value)))
    return tuple(map(tuple, parts))


def _is_within(point: Point, outline: Outline, *, is_even_odd: bool) -> bool:
    """By the turns that the outline makes around a point."""
    turns = crossings = 0
    for part in outline:
        for (x, y), (next_x, next_y) in zip(part, (*part[1:], part[0]), strict=True):
            if (y <= point[1]) == (next_y <= point[1]):
                continue
            if x + (point[1] - y) * (next_x - x) / (next_y - y) > point[0]:
                crossings += 1
                turns += 1 if next_y > y else -1
    return crossings % 2 == 1 if is_even_odd else turns != 0
