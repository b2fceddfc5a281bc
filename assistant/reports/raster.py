"""Pictures as PNG for the Word file: lines, letters and colours as on paper, fine enough for print."""

import io
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import dist

from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase import pdfmetrics

from assistant.reports.blocks import Anchor, Lettering, Outline, Picture, Point
from assistant.reports.ink import CLEAR, DASHES, FILLS, INK, INKS, LINES
from assistant.reports.lettering import Letters, turned

FINE = 2
"""Dots for each unit of a picture: about 215 an inch across a page."""
DRAWN = 2
"""How much finer it is drawn before it is made smaller, which smooths its edges."""
SHADES = 64
"""Few colours, and their mixtures at edges; a file a quarter as large."""
ANCHORS: dict[Anchor, str] = {"start": "ls", "middle": "ms", "end": "rs"}
Font = ImageFont.FreeTypeFont


def to_png(picture: Picture, letters: Letters) -> bytes | None:
    """The picture; None where a letter in it has no font here, as tables beside it say the same."""
    font = _font(letters)
    words = [letters.shown(shape.text) for shape in picture.shapes if isinstance(shape, Lettering)]
    if font is None or any(stretch.font or "[U+" in stretch.text for told in words for stretch in told):
        return None
    size = (round(picture.width * FINE), round(picture.height * FINE))
    image = Image.new("RGB", (size[0] * DRAWN, size[1] * DRAWN), "white")
    pen = ImageDraw.Draw(image, "RGBA")
    for shape in picture.shapes:
        if isinstance(shape, Lettering):
            _write(pen, shape, letters=letters, font=font)
        else:
            _draw(pen, shape)
    packed = io.BytesIO()
    small = image.resize(size, Image.Resampling.BOX).quantize(SHADES, dither=Image.Dither.NONE)
    small.save(packed, "PNG")
    return packed.getvalue()


def _font(letters: Letters) -> Font | None:
    """The file of the font that stands on paper too."""
    file = getattr(getattr(pdfmetrics.getFont(letters.plain), "face", None), "filename", None)
    if not isinstance(file, str):
        return None
    return ImageFont.truetype(file, layout_engine=ImageFont.Layout.BASIC)


def _scaled(points: Sequence[Point]) -> list[Point]:
    return [(x * FINE * DRAWN, y * FINE * DRAWN) for x, y in points]


def _write(pen: ImageDraw.ImageDraw, shape: Lettering, *, letters: Letters, font: Font) -> None:
    text = "".join(turned(stretch.text) for stretch in letters.shown(shape.text))
    fitting = font.font_variant(size=(10 if shape.style == "small" else 12) * FINE * DRAWN)
    (at,) = _scaled([shape.at])
    pen.text(at, text, fill=INKS.get(shape.style, INK), font=fitting, anchor=ANCHORS[shape.anchor])


def _draw(pen: ImageDraw.ImageDraw, shape: Outline) -> None:
    points = _scaled(shape.points)
    if shape.closed and shape.style in FILLS and len(points) > 1:
        seen = round(255 * CLEAR.get(shape.style, 1.0))
        pen.polygon(points, fill=f"{FILLS[shape.style]}{seen:02x}")
    if shape.style in LINES:
        wide = (2.5 if shape.style == "mark" else 1.5 if shape.closed else 1) * FINE * DRAWN
        for piece in _pieces([*points, points[0]] if shape.closed else points, DASHES.get(shape.style)):
            pen.line(piece, fill=LINES[shape.style], width=round(wide))


def _pieces(points: Sequence[Point], dashes: Sequence[float] | None) -> Iterator[tuple[Point, Point]]:
    """The strokes of a line: its edges, or the drawn parts of each where it is dashed."""
    for start, end in pairwise(points):
        length = dist(start, end)
        if not dashes or not length:
            yield start, end
            continue
        drawn, gap = (part * FINE * DRAWN for part in dashes)
        done = 0.0
        while done < length:
            yield (
                _between(start, end, part=done / length),
                _between(start, end, part=min(1, (done + drawn) / length)),
            )
            done += drawn + gap


def _between(start: Point, end: Point, *, part: float) -> Point:
    return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part
