"""Shapes of a slide that lie over others: which of them hide the words below."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from knowledge.documents.themes import Theme

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
ENOUGH = 0.95
"""The share of a shape that another has to cover."""
MOST_COVERS = 500
"""On a slide."""
_FULL = ("rect", "roundRect", "snipRoundRect", "flowChartProcess", "")
"""Outlines that fill their box, all but the corners."""
_SEEN_THROUGH = (4, 6)
"""Kinds of PNG that may let something through."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in the units of the file."""


class LaidOut(NamedTuple):
    """A shape in the order of drawing, with where it lies; None where that is not known."""

    shape: Any
    box: Box | None
    is_away: bool
    """What it stands in is off the slide, or switched off."""


def placed(shapes: Any) -> list[LaidOut]:
    """The shapes of a slide, groups opened, in the order in which they are drawn."""
    found: list[LaidOut] = []
    whole: Box = (0.0, 0.0, 1.0, 1.0)
    pending: list[tuple[Any, Box, Box, bool]] = [
        (shape, whole, whole, False) for shape in reversed(list(shapes))
    ]
    while pending:
        shape, inner, outer, is_away = pending.pop()
        box = _box(shape, inner, outer=outer)
        if not hasattr(shape, "shapes"):
            found.append(LaidOut(shape, box, is_away))
            continue
        frame = shape.element.find(f"{_P}grpSpPr/{_A}xfrm")
        within = _frame(frame) or inner
        beyond = box if box is not None and _frame(frame) else outer
        away = is_away or is_switched_off(shape)
        pending += [(each, within, beyond, away) for each in reversed(list(shape.shapes))]
    return found


def _box(shape: Any, inner: Box, *, outer: Box) -> Box | None:
    place = shape.left, shape.top, shape.width, shape.height
    if None in place:
        return None
    left, top, width, height = place
    across = (outer[2] - outer[0]) / max(1e-9, inner[2] - inner[0])
    down = (outer[3] - outer[1]) / max(1e-9, inner[3] - inner[1])
    x, y = outer[0] + (left - inner[0]) * across, outer[1] + (top - inner[1]) * down
    return x, y, x + width * across, y + height * down


def _frame(frame: Any) -> Box | None:
    """The box in which the shapes of a group say where they are."""
    off, size = (frame.find(f"{_A}chOff"), frame.find(f"{_A}chExt")) if frame is not None else (None, None)
    if off is None or size is None:
        return None
    left, top = int(off.get("x")), int(off.get("y"))
    return left, top, left + int(size.get("cx")), top + int(size.get("cy"))


class Covers:
    """What hides shapes on one slide."""

    def __init__(self, every: Sequence[LaidOut], theme: Theme) -> None:
        moving = {each.get("spid") for each in theme.slide.element.iter(f"{_P}spTgt")}
        self._moving = moving
        self._laid = [
            (place, each.box)
            for place, each in enumerate(every)
            if each.box is not None and not each.is_away and str(each.shape.shape_id) not in moving
            if _is_solid(each.shape)
        ][-MOST_COVERS:]

    def hide(self, place: int, each: LaidOut) -> bool:
        """Whether a shape lies under a later one, and neither of them comes or goes."""
        box = each.box
        if box is None or str(each.shape.shape_id) in self._moving:
            return False
        return any(share_of(cover, box) >= ENOUGH for later, cover in self._laid if later > place)


def share_of(cover: Box, box: Box) -> float:
    """The part of a box that lies under a cover."""
    across = min(cover[2], box[2]) - max(cover[0], box[0])
    down = min(cover[3], box[3]) - max(cover[1], box[1])
    return max(0.0, across) * max(0.0, down) / max(1.0, (box[2] - box[0]) * (box[3] - box[1]))


def _is_solid(shape: Any) -> bool:
    """Whether nothing is seen through a shape: filled, in an upright box, or a picture without holes."""
    element = shape.element
    about = element.find(f"{_P}spPr")
    if about is None or is_turned(about) or is_switched_off(shape):
        return False
    if element.tag == f"{_P}pic":
        return _is_opaque(shape) and element.find(f".//{_A}alphaModFix") is None
    return is_plate(about, element.find(f"{_P}style"))


def is_plate(about: Any, style: Any) -> bool:
    """Whether a shape fills its box, and nothing shines through, by its own word or by its style."""
    outline = about.find(f"{_A}prstGeom")
    if about.find(f"{_A}custGeom") is not None or (outline is not None and outline.get("prst") not in _FULL):
        return False
    return _is_filled(about, style) and about.find(f"*//{_A}alpha") is None


def is_switched_off(shape: Any) -> bool:
    """Whether a shape is hidden by its own word."""
    return any(about.get("hidden") in ("1", "true") for about in shape.element.iterfind(f"*/{_P}cNvPr"))


def is_turned(about: Any) -> bool:
    """Whether its edges are not those of the page."""
    frame = about.find(f"{_A}xfrm")
    return frame is not None and int(frame.get("rot") or 0) % 5_400_000 != 0


def _is_filled(about: Any, style: Any) -> bool:
    """By its own word, or by its style where it has none."""
    if about.find(f"{_A}noFill") is not None:
        return False
    if any(about.find(f"{_A}{kind}Fill") is not None for kind in ("solid", "grad")):
        return True
    told = style.find(f"{_A}fillRef") if style is not None else None
    return about.find(f"{_A}pattFill") is None and told is not None and told.get("idx") not in (None, "0")


def _is_opaque(picture: Any) -> bool:
    try:
        return is_opaque(picture.image.blob)
    except (AttributeError, KeyError, ValueError):
        return False


def is_opaque(blob: bytes) -> bool:
    """Whether a picture is of a kind that has no holes: JPEG, or PNG without such a channel or colour."""
    if blob.startswith(b"\xff\xd8"):
        return True
    return blob.startswith(b"\x89PNG") and blob[25] not in _SEEN_THROUGH and b"tRNS" not in blob[:4_096]
