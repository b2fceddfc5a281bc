"""Shapes that float on the pages of a Word file: which of them, and which paragraphs, nobody sees.

Where a page breaks and how high a paragraph is only a layout tells; here both are estimated, and what lies
under a shape by that estimate is hidden.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from math import ceil
from typing import Any, NamedTuple

from knowledge.documents.colours import is_white
from knowledge.documents.covers import ENOUGH, MOST_COVERS, Box, share_of
from knowledge.documents.grounds import alone_in, fill_of, is_solid
from knowledge.documents.groups import Member, is_switched_off, members, style_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V = "{urn:schemas-microsoft-com:vml}"
_KNOWN = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/")
_TWIP, _POINT = 635, 12_700
"""Units of the file in a twentieth of a point, and in a point."""
_UNITS = {"pt": 12_700, "in": 914_400, "cm": 360_000, "mm": 36_000, "pc": 152_400, "px": 9_525, "": 9_525}
HALF = 0.5
"""The share of a text box that is over a shape which is the ground of its words."""
ROOM = 50 * _POINT
"""Above and below a shape in which paragraphs are looked at that may lie under it."""
_LETTER, _LINE = 0.5, 1.2
"""The usual width of a letter and height of a line, in sizes of the font."""
_ON_PAGE = frozenset(["page", "leftMargin", "topMargin", "insideMargin"])
_ON_TEXT = frozenset(["margin", "column", "text"])
_BACK = ("wrapSquare", "wrapTight", "wrapThrough", "wrapTopAndBottom")
"""What pushes words aside instead of covering them."""
_LAYER = 2**20
"""Shapes of one drawing that lie over each other, between it and the next one."""
_LENGTH = re.compile(r"^(-?\d+(?:\.\d+)?)([a-z]*)$")


class Paper(NamedTuple):
    """The paper: its size, and the box of its text."""

    width: float
    height: float
    text: Box


class Afloat(NamedTuple):
    """A shape with where it lies on its page; an end of the box is None where that is not known."""

    shape: Any
    page: int
    paragraph: int
    across: tuple[float, float] | None
    down: tuple[float, float] | None
    size: tuple[float, float]
    is_below: bool
    """Measured from its paragraph, and not from the page."""
    height: int
    is_gone: bool
    """Switched off."""
    is_off: bool
    is_cover: bool
    is_over_text: bool
    within: Any = None
    """The drawing that its box is told in, where nothing tells where that lies."""

    def box(self) -> Box | None:
        """Left, top, right, bottom."""
        if self.across is None or self.down is None:
            return None
        return self.across[0], self.down[0], self.across[1], self.down[1]

    def share_of(self, other: "Afloat") -> float:
        """The part of another that is at the same place, as far as both are measured from the same."""
        mine, others = self.box(), other.box()
        places = [(s.page, s.is_below, s.is_below and s.paragraph) for s in (self, other)]
        is_same = places[0] == places[1] and self.within is other.within
        return 0.0 if not is_same or mine is None or others is None else share_of(mine, others)

    def hides(self, other: "Afloat") -> bool:
        """Whether nothing is seen of another below it."""
        return self.height > other.height and self.share_of(other) >= ENOUGH

    def carries(self, other: "Afloat") -> bool:
        """Whether most of another lies on it."""
        return self.height < other.height and self.share_of(other) >= HALF


class Floating(NamedTuple):
    """Contents of text boxes, and paragraphs, that are not as others: of the body, or a header or footer."""

    unseen: frozenset[Any] = frozenset()
    """Nobody sees them."""
    coloured: frozenset[Any] = frozenset()
    """They lie on a shape that is not white."""

    def joined(self, other: "Floating") -> "Floating":
        """Both."""
        return Floating(self.unseen | other.unseen, self.coloured | other.coloured)


class _Row(NamedTuple):
    """A paragraph of the body: its page, its words' width and height by estimate."""

    element: Any
    page: int
    width: float
    height: float


def floating_in(body: Any, blob_of: Callable[[str], bytes], *, sheet: Paper) -> Floating:
    """What shapes make of the words in them, under them and on them."""
    lines, shapes = list[_Row](), list[Afloat]()
    page = 0
    for number, paragraph in enumerate(_paragraphs(body)):
        page += _begins_page(paragraph)
        own = [e for e in paragraph.iter(f"{_WP}anchor", f"{_WP}inline", f"{_W}pict") if not is_unused(e)]
        for each in own[:MOST_COVERS]:
            shapes += _afloat(each, sheet, place=(page, number), blob_of=blob_of)
        lines.append(_line(paragraph, sheet, page=page))
        page += sum(1 for _ in _breaks(paragraph))
    plates = [shape for shape in shapes if shape.is_cover][-MOST_COVERS:]
    dark = [plate for plate in plates if not is_white(fill_of(_shape_of(plate)))]
    unseen = [s for s in shapes if s.is_gone or s.is_off or any(p.hides(s) for p in plates)]
    on_colour = [s for s in shapes if any(p.carries(s) for p in dark)]
    under = (e for plate in plates if plate.is_over_text for e in _covered(plate, lines, sheet=sheet))
    upon = (e for plate in dark if not plate.is_over_text for e in _covered(plate, lines, sheet=sheet))
    return Floating(frozenset([*_words_in(unseen), *under]), frozenset([*_words_in(on_colour), *upon]))


def _words_in(shapes: Sequence[Afloat]) -> Iterator[Any]:
    """The contents of text boxes."""
    return (content for each in shapes for content in each.shape.iter(f"{_W}txbxContent"))


def _shape_of(plate: Afloat) -> Any:
    """The shape itself, of a drawing that holds one."""
    return alone_in(plate.shape) if str(plate.shape.tag).startswith(_WP) else plate.shape


def is_unused(element: Any) -> bool:
    """Whether a program shows the other of two forms: the first one, if it knows what that requires."""
    form = next(element.iterancestors(f"{_MC}Fallback", f"{_MC}Choice"), None)
    if form is None:
        return False
    first = form.getparent().find(f"{_MC}Choice")
    if first is None:
        return False
    spaces = (first.nsmap.get(prefix) or "" for prefix in (first.get("Requires") or "").split())
    is_known = all(space.startswith(_KNOWN) for space in spaces)
    return form is not first if is_known else str(form.tag) == f"{_MC}Choice"


def _paragraphs(body: Any) -> Iterator[Any]:
    """Those of the page itself, in order, also in tables; none in text boxes."""
    return (p for p in body.iter(f"{_W}p") if next(p.iterancestors(f"{_W}txbxContent"), None) is None)


def _begins_page(paragraph: Any) -> bool:
    return paragraph.find(f"{_W}pPr/{_W}pageBreakBefore") is not None


def _breaks(paragraph: Any) -> Iterator[Any]:
    yield from (b for b in paragraph.iter(f"{_W}br") if b.get(f"{_W}type") == "page")
    yield from paragraph.iter(f"{_W}lastRenderedPageBreak")
    yield from paragraph.iterfind(f"{_W}pPr/{_W}sectPr")


def sheet_of(body: Any) -> Paper:
    """By the last section, as most files have one; A4 with an inch around it where nothing is said."""
    section = next(iter(reversed(list(body.iter(f"{_W}sectPr")))), None)
    size = section.find(f"{_W}pgSz") if section is not None else None
    edge = section.find(f"{_W}pgMar") if section is not None else None
    width, height = (_TWIP * _whole(size, f"{_W}{n}", usual=d) for n, d in (("w", 11_906), ("h", 16_838)))
    left, top, right, low = (
        _TWIP * _whole(edge, f"{_W}{n}", usual=1_440) for n in ("left", "top", "right", "bottom")
    )
    return Paper(width, height, (left, abs(top), width - right, height - abs(low)))


def _whole(element: Any, name: str, *, usual: int = 0) -> int:
    told = (element.get(name) or "") if element is not None else ""
    return int(told[:12]) if re.fullmatch(r"-?\d+", told[:12]) else usual


def _line(paragraph: Any, sheet: Paper, *, page: int) -> _Row:
    """What its words take up, if they are set as usual."""
    runs = (r for r in paragraph.iter(f"{_W}r") if next(r.iterancestors(f"{_W}txbxContent"), None) is None)
    letters, size = 0, 0
    for run in runs:
        letters += sum(len(t.text or "") for t in run.iterchildren(f"{_W}t"))
        size = max(size, _whole(run.find(f"{_W}rPr/{_W}sz"), f"{_W}val"))
    font = (size or 22) / 2 * _POINT
    room = max(font, sheet.text[2] - sheet.text[0])
    width = letters * font * _LETTER
    return _Row(paragraph, page, min(width, room), max(1, ceil(width / room)) * font * _LINE)


def _covered(cover: Afloat, lines: Sequence[_Row], *, sheet: Paper) -> Iterator[Any]:
    """The paragraphs that lie under a shape: all of a page, or the one that it hangs on and those around."""
    box, left = cover.box(), sheet.text[0]
    if box is None or cover.within is not None:
        return
    if not cover.is_below:
        if share_of(box, sheet.text) >= ENOUGH:
            yield from (line.element for line in lines if line.page == cover.page)
        return
    start = 0.0
    for step in (1, -1):
        at, start = cover.paragraph + (step < 0) * step, 0.0
        while 0 <= at < len(lines) and lines[at].page == cover.page and box[1] - ROOM < start < box[3] + ROOM:
            line = lines[at]
            start -= line.height if step < 0 else 0
            slack = line.height / 3
            is_high = box[1] <= start + slack and box[3] >= start + line.height - slack
            if is_high and box[0] <= left + slack and box[2] >= left + ENOUGH * line.width:
                yield line.element
            start += line.height if step > 0 else 0
            at += step


def _afloat(
    drawing: Any, sheet: Paper, *, place: tuple[int, int], blob_of: Callable[[str], bytes]
) -> Iterator[Afloat]:
    """The shapes of a drawing, one by one where it holds a group."""
    if drawing.tag == f"{_W}pict":
        for shape in drawing:
            if str(shape.tag).startswith(_V):
                yield from _opened(_vml(shape, sheet, place=place), sheet, blob_of=blob_of)
        return
    about = drawing.find(f"{_WP}docPr")
    is_gone = drawing.get("hidden") in ("1", "true") or (
        about is not None and about.get("hidden") in ("1", "true")
    )
    size = drawing.find(f"{_WP}extent")
    cx, cy = _whole(size, "cx"), _whole(size, "cy")
    across, is_right = _place(drawing.find(f"{_WP}positionH"), cx, sheet=sheet, is_across=True)
    down, is_page = _place(drawing.find(f"{_WP}positionV"), cy, sheet=sheet, is_across=False)
    in_cell = next(drawing.iterancestors(f"{_W}tc"), None) is not None
    is_over = drawing.tag == f"{_WP}anchor" and drawing.get("behindDoc") not in ("1", "true")
    whole = Afloat(
        shape=drawing,
        page=place[0],
        paragraph=place[1],
        across=across if is_right and not in_cell else None,
        down=down,
        size=(cx, cy),
        is_below=not is_page,
        height=_LAYER * (_whole(drawing, "relativeHeight") - (0 if is_over else 2**40)),
        is_gone=is_gone,
        is_off=_is_off(across, sheet.width, is_sure=is_right) or _is_off(down, sheet.height, is_sure=is_page),
        is_cover=not is_gone and is_solid(alone_in(drawing), blob_of),
        is_over_text=is_over and all(drawing.find(f"{_WP}{wrap}") is None for wrap in _BACK),
    )
    yield from _opened(whole, sheet, blob_of=blob_of)


def _opened(whole: Afloat, sheet: Paper, *, blob_of: Callable[[str], bytes]) -> Iterator[Afloat]:
    """A drawing, or the shapes of the group that it is."""
    held = list(members(whole.shape, whole.size))
    if not held:
        yield whole
    for depth, each in enumerate(held, 1):
        yield _member(whole, each, sheet=sheet, blob_of=blob_of)._replace(height=whole.height + depth)


def _member(whole: Afloat, each: Member, *, sheet: Paper, blob_of: Callable[[str], bytes]) -> Afloat:
    """A shape of a group, placed as the group is."""
    is_told = whole.across is not None and whole.down is not None
    left, top = whole.across or (0.0, 0.0), whole.down or (0.0, 0.0)
    box = each.box
    across = (left[0] + box[0], left[0] + box[2]) if box else None
    down = (top[0] + box[1], top[0] + box[3]) if box else None
    is_beside = _is_off(across, sheet.width, is_sure=whole.across is not None)
    is_beyond = _is_off(down, sheet.height, is_sure=whole.down is not None and not whole.is_below)
    is_gone = whole.is_gone or each.is_gone
    return whole._replace(
        shape=each.shape,
        across=across,
        down=down,
        is_gone=is_gone,
        is_off=is_beside or is_beyond,
        is_cover=not is_gone and box is not None and is_solid(each.shape, blob_of),
        within=None if is_told else whole.shape,
    )


def _is_off(span: tuple[float, float] | None, room: float, *, is_sure: bool) -> bool:
    """Whether nothing of it is on the page, wherever what it is measured from may be."""
    return span is not None and (span[1] + (0 if is_sure else room) <= 0 or span[0] >= room)


def _place(
    position: Any, size: int, *, sheet: Paper, is_across: bool
) -> tuple[tuple[float, float] | None, bool]:
    """From where to where, and whether that is told from the page; None where nothing is told."""
    if position is None:
        return None, False
    relative = position.get("relativeFrom")
    start, end = (sheet.text[0], sheet.text[2]) if is_across else (sheet.text[1], sheet.text[3])
    room = sheet.width if is_across else sheet.height
    low, high = (0.0, room) if relative in _ON_PAGE else (start, end)
    is_page = relative in _ON_PAGE or relative in _ON_TEXT
    base = low if is_page else 0.0
    offset, align = position.findtext(f"{_WP}posOffset"), position.findtext(f"{_WP}align")
    if offset is not None and re.fullmatch(r"\s*-?\d{1,12}\s*", offset):
        return (base + int(offset), base + int(offset) + size), is_page
    if align is None or not is_page:
        return None, is_page
    at = {"center": (low + high - size) / 2, "right": high - size, "bottom": high - size}.get(align, low)
    return (at, at + size), True


def _vml(shape: Any, sheet: Paper, *, place: tuple[int, int]) -> Afloat:
    """A shape as older programs write it."""
    style = style_of(shape)
    left, top, width, height = (
        _length(style.get(n)) for n in ("margin-left", "margin-top", "width", "height")
    )
    from_page = {
        side: style.get(f"mso-position-{side}-relative") == "page" for side in ("horizontal", "vertical")
    }
    is_floating = style.get("position") == "absolute"
    base = 0.0 if from_page["horizontal"] else sheet.text[0]
    across, down = (base + left, base + left + width), (top, top + height)
    depth = style.get("z-index", "0")
    is_off = is_floating and (
        _is_off(across, sheet.width, is_sure=True)
        or _is_off(down, sheet.height, is_sure=from_page["vertical"])
    )
    return Afloat(
        shape=shape,
        page=place[0],
        paragraph=place[1],
        across=across if is_floating else None,
        down=down if is_floating else None,
        size=(width, height),
        is_below=not from_page["vertical"],
        height=_LAYER * (int(depth[:12]) if re.fullmatch(r"-?\d+", depth[:12]) else 0),
        is_gone=is_switched_off(shape),
        is_off=is_off,
        is_cover=is_floating and is_solid(shape, lambda _: b""),
        is_over_text=not depth.startswith("-"),
    )


def _length(told: str | None) -> float:
    found = _LENGTH.match(told or "")
    return float(found[1][:12]) * _UNITS.get(found[2], 0) if found else 0.0
