"""The charts of the Word file: colours where the lines are, words for all, none with letters missing."""

import io
from itertools import pairwise

import docx
import pytest
from docx.shared import Mm
from PIL import Image, ImageColor

from assistant.reports.blocks import Lettering, Outline, Picture, PictureBlock
from assistant.reports.charts import box
from assistant.reports.document import document
from assistant.reports.ink import ACCENT, GREEN
from assistant.reports.lettering import letters
from assistant.reports.raster import FINE, to_png
from tests.reports.made import content, made

WHITE = (255, 255, 255)
Colour = tuple[int, ...]


def dots(*shapes: Outline | Lettering) -> Image.Image:
    """A picture of 100 by 50 with these shapes."""
    drawn = to_png(Picture(100, 50, shapes), letters())
    assert drawn
    return Image.open(io.BytesIO(drawn)).convert("RGB")


def colours(image: Image.Image, y: float) -> list[Colour]:
    """Those of a row of dots."""
    return [image.getpixel((x, round(y * FINE))) for x in range(image.width)]  # type: ignore[misc]  # RGB


def test_a_bar_is_as_long_as_its_figure() -> None:
    """Green from 20 to 60, white before and behind it but for a dot at its edge."""
    row = colours(dots(box(20, 10, width=40, height=20, style="bar")), 20)
    start, end = 20 * FINE, 60 * FINE
    assert set(row[start:end]) == {ImageColor.getrgb(GREEN)}
    assert set(row[:start] + row[end + 1 :]) == {WHITE}


def test_areas_let_be_seen_what_lies_below() -> None:
    """Earned over a mark: neither white nor the full colour, and not the same where the mark is."""
    mark = Outline(((50, 0), (50, 50)), "mark", closed=False)
    row = colours(dots(mark, box(20, 10, width=60, height=30, style="earned")), 25)
    over, beside = row[50 * FINE], row[30 * FINE]
    assert len({over, beside, WHITE, ImageColor.getrgb(GREEN), ImageColor.getrgb(ACCENT)}) == 5


def test_targets_are_dashed() -> None:
    """Its line comes and goes."""
    row = colours(dots(box(5, 10, width=90, height=30, style="target")), 10)
    lit = [c != WHITE for c in row]
    assert sum(before != after for before, after in pairwise(lit)) > 10


@pytest.mark.parametrize(("anchor", "span"), [("start", (50, 75)), ("middle", (37, 63)), ("end", (25, 50))])
def test_words_stand_where_they_are_put(anchor: str, span: tuple[int, int]) -> None:
    """After the point, around it, or before it."""
    words = Lettering((50, 30), "Hill", "label", anchor)  # type: ignore[arg-type]  # one of three
    image = dots(words)
    inked = [x / FINE for x in range(image.width) for y in range(image.height)
             if image.getpixel((x, y)) != WHITE]  # fmt: skip
    assert span[0] - 1 <= min(inked)
    assert max(inked) <= span[1] + 1


def test_a_picture_with_letters_that_no_font_here_has_is_left_out() -> None:
    """The table beside it has them."""
    assert to_png(Picture(100, 50, (Lettering((0, 20), "\u4e2d"),)), letters()) is None


def test_word_has_every_picture_with_words_for_it() -> None:
    """Inside the page, and described."""
    file = docx.Document(io.BytesIO(content("docx")))
    blocks = [block for block in document(made()) if isinstance(block, PictureBlock)]
    shown = [(s._inline.docPr.get("title"), s._inline.docPr.get("descr")) for s in file.inline_shapes]
    assert shown == [(block.title, block.alt) for block in blocks]
    assert len(blocks) == 5
    assert all(s.width <= Mm(170) + 1 and s.height <= Mm(225) + 1 for s in file.inline_shapes)
    captions = [p.text for p in file.paragraphs if p.style and p.style.name == "Caption"]
    assert {block.title for block in blocks} <= set(captions)
