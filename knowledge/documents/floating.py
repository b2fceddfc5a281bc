"""Shapes that float on the pages of a Word file: which of them, and which paragraphs, nobody sees.

Where a page breaks and how high a paragraph is only a layout tells; here both are estimated, and what lies
under a shape by that estimate is hidden.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from math import ceil
from typing import Any, NamedTuple

from knowledge.documents.covers import ENOUGH, MOST_COVERS, Box, is_opaque, is_plate, is_turned, share_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V = "{urn:schemas-microsoft-com:vml}"
_KNOWN = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/")
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_TWIP, _POINT = 635, 12_700
"""Units of the file in a twentieth of a point, and in a point."""
_UNITS = {"pt": 12_700, "in": 914_400, "cm": 360_000, "mm": 36_000, "pc": 152_400, "px": 9_525, "": 9_525}
ROOM = 50 * _POINT
"""Above and below a shape in which paragraphs are looked at that may lie under it."""
_LETTER, _LINE = 0.5, 1.2
"""The usual width of a letter and height of a line, in sizes of the font."""
_ON_PAGE = frozenset(["page", "leftMargin", "topMargin", "insideMargin"])
_ON_TEXT = frozenset(["margin", "column", "text"])
_PLATES = ("rect", "shape", "roundrect")
_BACK = ("wrapSquare", "wrapTight", "wrapThrough", "wrapTopAndBottom")
"""What pushes words aside instead of covering them."""
_STYLE = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
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
    is_below: bool
    """Measured from its paragraph, and not from the page."""
    height: int
    is_off: bool
    is_cover: bool
    is_over_text: bool

    def box(self) -> Box | None:
        """Left, top, right, bottom."""
        if self.across is None or self.down is None:
            return None
        return self.across[0], self.down[0], self.across[1], self.down[1]

    def hides(self, other: "Afloat") -> bool:
        """Whether it lies over another, as far as both are measured from the same."""
        mine, others = self.box(), other.box()
        is_same = self.page == other.page and self.is_below == other.is_below
        if not is_same or mine is None or others is None or not self.is_cover or self.height <= other.height:
            return False
        return (not self.is_below or self.paragraph == other.paragraph) and share_of(mine, others) >= ENOUGH


class _Row(NamedTuple):
    """A paragraph of the body: its page, its words' width and height by estimate."""

    element: Any
    page: int
    width: float
    height: float


def unseen_blocks(body: Any, blob_of: Callable[[str], bytes], *, sheet: Paper) -> frozenset[Any]:
    """Contents of text boxes, and paragraphs, that nobody sees: of the body, or of a header or footer."""
    lines, shapes = list[_Row](), list[Afloat]()
    page = 0
    for number, paragraph in enumerate(_paragraphs(body)):
        page += _begins_page(paragraph)
        own = [e for e in paragraph.iter(f"{_WP}anchor", f"{_WP}inline", f"{_W}pict") if not is_unused(e)]
        for each in own[:MOST_COVERS]:
            shapes += _afloat(each, sheet, place=(page, number), blob_of=blob_of)
        lines.append(_line(paragraph, sheet, page=page))
        page += sum(1 for _ in _breaks(paragraph))
    covers = [shape for shape in shapes if shape.is_cover][-MOST_COVERS:]
    boxes = {
        content
        for shape in shapes
        if shape.is_off or any(cover.hides(shape) for cover in covers)
        for content in shape.shape.iter(f"{_W}txbxContent")
    }
    under = {e for cover in covers if cover.is_over_text for e in _covered(cover, lines, sheet=sheet)}
    return frozenset(boxes | under)


def ground_of(run: Any) -> str:
    """The colour of the text box that a run stands in, empty where it is in none, or has no plain one."""
    box = next(run.iterancestors(f"{_WPS}wsp"), None)
    fill = box.find(f"{_WPS}spPr/{_A}solidFill/{_A}srgbClr") if box is not None else None
    return (fill.get("val") or "") if fill is not None else ""


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
    if box is None:
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
    """The shapes of a drawing."""
    if drawing.tag == f"{_W}pict":
        for shape in drawing:
            if str(shape.tag).startswith(_V):
                yield _vml(shape, sheet, place=place)
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
    yield Afloat(
        shape=drawing,
        page=place[0],
        paragraph=place[1],
        across=across if is_right and not in_cell else None,
        down=down,
        is_below=not is_page,
        height=_whole(drawing, "relativeHeight") - (0 if is_over else 2**40),
        is_off=is_gone
        or _is_off(across, sheet.width, is_sure=is_right)
        or _is_off(down, sheet.height, is_sure=is_page),
        is_cover=not is_gone and _is_cover(drawing, blob_of),
        is_over_text=is_over and all(drawing.find(f"{_WP}{wrap}") is None for wrap in _BACK),
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


def _is_cover(drawing: Any, blob_of: Callable[[str], bytes]) -> bool:
    """Whether nothing is seen through a drawing of one shape or picture."""
    shape = drawing.find(f"{_A}graphic/{_A}graphicData/{_WPS}wsp")
    if shape is not None:
        about = shape.find(f"{_WPS}spPr")
        return about is not None and not is_turned(about) and is_plate(about, shape.find(f"{_WPS}style"))
    picture = drawing.find(f"{_A}graphic/{_A}graphicData/{_PIC}pic")
    if picture is None or picture.find(f".//{_A}alphaModFix") is not None:
        return False
    about, blip = picture.find(f"{_PIC}spPr"), picture.find(f"{_PIC}blipFill/{_A}blip")
    is_upright = about is None or not is_turned(about)
    return is_upright and blip is not None and is_opaque(blob_of(blip.get(_EMBED) or ""))


def _vml(shape: Any, sheet: Paper, *, place: tuple[int, int]) -> Afloat:
    """A shape as older programs write it."""
    style = {name: value.strip() for name, value in _STYLE.findall(shape.get("style") or "")}
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
    is_filled = shape.get("filled") not in ("f", "false", "0") and shape.find(f"{_V}fill") is None
    is_off = is_floating and (
        _is_off(across, sheet.width, is_sure=True)
        or _is_off(down, sheet.height, is_sure=from_page["vertical"])
    )
    is_plain = str(shape.tag).removeprefix(_V) in _PLATES and "rotation" not in style
    return Afloat(
        shape=shape,
        page=place[0],
        paragraph=place[1],
        across=across if is_floating else None,
        down=down if is_floating else None,
        is_below=not from_page["vertical"],
        height=int(depth[:12]) if re.fullmatch(r"-?\d+", depth[:12]) else 0,
        is_off=is_off or style.get("visibility") == "hidden" or style.get("display") == "none",
        is_cover=is_floating and is_filled and is_plain,
        is_over_text=not depth.startswith("-"),
    )


def _length(told: str | None) -> float:
    found = _LENGTH.match(told or "")
    return float(found[1][:12]) * _UNITS.get(found[2], 0) if found else 0.0
