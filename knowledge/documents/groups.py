"""Shapes in groups and on canvases of Word files: where each lies within the drawing that holds them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from knowledge.documents.covers import Box, is_turned

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_OFFICE = "{http://schemas.microsoft.com/office/word/2010/wordprocessing"
_WPS, _WPG, _WPC = f"{_OFFICE}Shape}}", f"{_OFFICE}Group}}", f"{_OFFICE}Canvas}}"
_V = "{urn:schemas-microsoft-com:vml}"
_GROUPS = (f"{_WPG}wgp", f"{_WPG}grpSp", f"{_WPC}wpc", f"{_V}group")
_SHAPES = (f"{_WPS}wsp", f"{_PIC}pic")
_STYLE = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_PAIR = re.compile(r"\s*(-?\d{1,9})\s*,\s*(-?\d{1,9})\s*")
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,6})?")


class Member(NamedTuple):
    """A shape of a group; its box is told from the drawing's upper left corner, None where it is turned."""

    shape: Any
    box: Box | None
    is_gone: bool
    """It, or a group that it is in, is switched off."""


class _Frame(NamedTuple):
    """The box that the places in a group are told in, and where that lies in the drawing."""

    inner: Box
    outer: Box
    is_mirrored: tuple[bool, bool] = (False, False)

    def placed(self, box: Box) -> Box:
        """A box of the group in the drawing."""
        across, down = self._side(box, 0), self._side(box, 1)
        return across[0], down[0], across[1], down[1]

    def _side(self, box: Box, at: int) -> tuple[float, float]:
        start, end = self.inner[at], self.inner[at + 2]
        left, right = self.outer[at], self.outer[at + 2]
        scale = (right - left) / (end - start) if end != start else 0.0
        low, high = (left + (side - start) * scale for side in (box[at], box[at + 2]))
        return (left + right - high, left + right - low) if self.is_mirrored[at] else (low, high)


def members(drawing: Any, size: tuple[float, float]) -> Iterator[Member]:
    """The shapes of the group or canvas that a drawing holds, in their order; none for a lone shape."""
    whole = _Frame((0.0, 0.0, *size), (0.0, 0.0, *size))
    graphic = drawing.find(f"{_A}graphic/{_A}graphicData")
    held = [drawing] if drawing.tag in _GROUPS else list(graphic if graphic is not None else ())
    pending: list[tuple[Any, _Frame | None, bool]] = [
        (each, _within(each, whole.outer), False) for each in held if each.tag in _GROUPS
    ]
    while pending:
        element, frame, is_gone = pending.pop()
        is_gone = is_gone or is_switched_off(element)
        if element.tag not in _GROUPS:
            yield Member(element, _placed(element, frame), is_gone)
            continue
        for each in reversed(list(element)):
            if each.tag in _GROUPS:
                pending.append((each, _within(each, _placed(each, frame)), is_gone))
            elif each.tag in _SHAPES or (element.tag == f"{_V}group" and str(each.tag).startswith(_V)):
                pending.append((each, frame, is_gone))


def style_of(shape: Any) -> Mapping[str, str]:
    """What a shape of an older program says of its looks."""
    return {name: value.strip() for name, value in _STYLE.findall(shape.get("style") or "")}


def is_switched_off(shape: Any) -> bool:
    """Whether a shape or a group is hidden by its own word."""
    if str(shape.tag).startswith(_V):
        told = style_of(shape)
        return told.get("visibility") == "hidden" or told.get("display") == "none"
    described = (e for child in shape if str(child.tag).endswith("Pr") for e in (child, *child))
    return any(e.get("hidden") in ("1", "true") for e in described if str(e.tag).endswith("}cNvPr"))


def _within(group: Any, outer: Box | None) -> _Frame | None:
    """What the shapes of a group that lies there are placed by; None where it is turned."""
    if outer is None:
        return None
    if group.tag == f"{_V}group":
        start, size = (_pair(group.get(name)) for name in ("coordorigin", "coordsize"))
        left, top = start or (0.0, 0.0)
        width, height = size or (1_000.0, 1_000.0)
        return _Frame((left, top, left + width, top + height), outer)
    about = group.find(f"{_WPG}grpSpPr")
    place = about.find(f"{_A}xfrm") if about is not None else None
    if place is None:
        return _Frame(outer, outer)
    if is_turned(about):
        return None
    mirrored = place.get("flipH") in ("1", "true"), place.get("flipV") in ("1", "true")
    return _Frame(
        _box(place, "chOff", size="chExt") or _box(place, "off", size="ext") or outer, outer, mirrored
    )


def _placed(element: Any, frame: _Frame | None) -> Box | None:
    """Where a shape or a group lies in the drawing, as far as that is told."""
    box = _own_box(element) if frame is not None else None
    return frame.placed(box) if frame is not None and box is not None else None


def _own_box(element: Any) -> Box | None:
    if str(element.tag).startswith(_V):
        told = style_of(element)
        left, top, width, height = (_number(told.get(n)) for n in ("left", "top", "width", "height"))
        return None if "rotation" in told else (left, top, left + width, top + height)
    about = next((e for e in element if str(e.tag).endswith(("}spPr", "}grpSpPr"))), None)
    place = about.find(f"{_A}xfrm") if about is not None else None
    return None if place is None or is_turned(about) else _box(place, "off", size="ext")


def _box(place: Any, at: str, *, size: str) -> Box | None:
    start, extent = place.find(f"{_A}{at}"), place.find(f"{_A}{size}")
    if start is None or extent is None:
        return None
    left, top, width, height = (
        _number(element.get(name))
        for element, name in ((start, "x"), (start, "y"), (extent, "cx"), (extent, "cy"))
    )
    return left, top, left + width, top + height


def _pair(told: str | None) -> tuple[float, float] | None:
    found = _PAIR.fullmatch(told or "")
    return (float(found[1]), float(found[2])) if found else None


def _number(told: str | None) -> float:
    found = _NUMBER.match(told or "")
    return float(found[0]) if found else 0.0
