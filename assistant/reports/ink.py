"""Pictures on paper: the same lines and letters as on the page, in the colours of print."""

from collections.abc import Iterator

from reportlab.graphics.shapes import Drawing, Group, Polygon, PolyLine, String
from reportlab.lib.colors import Color, HexColor

from assistant.reports.blocks import Anchor, Lettering, Outline, Picture
from assistant.reports.lettering import Letters, turned

INK, SOFT, LINE, ACCENT = "#1b1f24", "#4a525c", "#c3c9d0", "#0b4f8a"
GREEN, YELLOW, BLUE, GREY = "#1d6b4f", "#f2c14e", "#dfe7f2", "#f3f4f6"
FILLS = {
    "earned": GREEN,
    "bar": GREEN,
    "bar-possible": YELLOW,
    "left": ACCENT,
    "left-possible": YELLOW,
    "cell-earned": GREEN,
    "possible": YELLOW,
    "cell-possible": YELLOW,
    "cell-target": BLUE,
    "cell-none": GREY,
    "cell-na": GREY,
}
LINES = {
    "grid": LINE,
    "target": ACCENT,
    "possible": YELLOW,
    "earned": GREEN,
    "cell-target": ACCENT,
    "mark": ACCENT,
}
DASHES = {"target": [6, 4], "possible": [2, 3]}
CLEAR = {"earned": 0.45, "possible": 0.35}
"""Areas that let be seen what lies below."""
INKS = {"on-earned": "#ffffff", "on-none": SOFT, "on-na": SOFT, "small": SOFT}
BEFORE: dict[Anchor, float] = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""The part of a word that stands before the point that it is put to."""
TALLEST = 690.0
"""Points of a page that a picture may take."""


def to_drawing(picture: Picture, letters: Letters, *, width: float) -> Drawing:
    """The picture as wide as the page, or as tall where it is too tall for that."""
    scale = min(width / picture.width, TALLEST / picture.height)
    group = Group(transform=(scale, 0, 0, scale, 0, 0))
    for shape in picture.shapes:
        if isinstance(shape, Lettering):
            for string in _strings(shape, letters, top=picture.height):
                group.add(string)
        else:
            group.add(_line(shape, picture.height))
    drawing = Drawing(picture.width * scale, picture.height * scale)
    drawing.add(group)
    return drawing


def _strings(shape: Lettering, letters: Letters, *, top: float) -> Iterator[String]:
    """One after another, each in its font."""
    size = 10 if shape.style == "small" else 12
    stretches = letters.shown(shape.text)
    widths = [stretch.width(letters.plain, size) for stretch in stretches]
    x = shape.at[0] - BEFORE[shape.anchor] * sum(widths)
    for stretch, width in zip(stretches, widths, strict=True):
        yield String(
            x,
            top - shape.at[1],
            turned(stretch.text),
            fontName=stretch.font or letters.plain,
            fontSize=size,
            fillColor=HexColor(INKS.get(shape.style, INK)),
        )
        x += width


def _line(shape: Outline, top: float) -> Polygon | PolyLine:
    points = [number for x, y in shape.points for number in (x, top - y)]
    stroke = HexColor(LINES[shape.style]) if shape.style in LINES else None
    dashes = DASHES.get(shape.style)
    if not shape.closed:
        wide = 2.5 if shape.style == "mark" else 1
        return PolyLine(points, strokeColor=stroke, strokeWidth=wide, strokeDashArray=dashes)
    return Polygon(
        points, fillColor=_fill(shape.style), strokeColor=stroke, strokeWidth=1.5, strokeDashArray=dashes
    )


def _fill(style: str) -> Color | None:
    if style not in FILLS:
        return None
    colour = HexColor(FILLS[style])
    return Color(colour.red, colour.green, colour.blue, CLEAR.get(style, 1.0))
