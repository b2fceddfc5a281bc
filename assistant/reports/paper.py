"""The report as PDF, written by ReportLab: bookmarks, tables over pages, vector pictures."""

import io
from html import escape
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

from assistant.reports.blocks import (
    Block,
    FiguresBlock,
    GridBlock,
    HeadingBlock,
    ListBlock,
    PictureBlock,
    QuoteBlock,
    TextBlock,
)
from assistant.reports.document import document
from assistant.reports.ink import ACCENT, GREY, INK, LINE, SOFT, to_drawing
from assistant.reports.lettering import FontStretch, Letters, letters, turned
from assistant.reports.parts import ReportData
from assistant.reports.words import say

MARGIN, HEAD = 51.0, 42.0
"""At the sides, and above and below."""
PAGE = (595.3, 841.9)
"""A4."""
WIDTH = PAGE[0] - 2 * MARGIN - 12
"""Less the padding of the library's frame."""
ROOM = 90.0
"""Points that a heading, or a table with its caption, needs to begin on a page."""
SIZES = {1: 18.0, 2: 14.0, 3: 12.5, 4: 11.0}


def to_paper(data: ReportData) -> bytes:
    """The whole report; the same data gives the same bytes where the same font is installed."""
    packed, found = io.BytesIO(), letters()
    file = _Paper(
        packed,
        pagesize=PAGE,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=HEAD,
        bottomMargin=HEAD,
        title=say("title", assessment=data.meta.assessment),
        author=f"mlsmm {data.meta.program}",
        lang="en",
        invariant=1,
    )
    setter = _Setter(found)
    foot = _Foot(f"{data.meta.assessment} · {data.meta.written}", found)
    blocks = document(data)
    flow: list[Flowable] = []
    for before, block in zip((None, *blocks), blocks, strict=False):
        flow += [*_room(before, block), *setter.set(block)]
    file.build(flow, onFirstPage=foot, onLaterPages=foot)
    return packed.getvalue()


def _room(before: Block | None, block: Block) -> list[Flowable]:
    """A new page where one is asked for, or where a heading or a table would stand at the foot."""
    match block:
        case HeadingBlock(new_page=True):
            return [PageBreak()]
        case HeadingBlock():
            return [CondPageBreak(ROOM)]
        case GridBlock() if not isinstance(before, HeadingBlock):
            return [CondPageBreak(ROOM)]
        case _:
            return []


class _Paper(SimpleDocTemplate):  # type: ignore[misc]  # the library publishes no types
    """A file whose headings are bookmarks."""

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - the library's name
        """Mark the page of a heading."""
        if place := getattr(flowable, "mark", None):
            title, level = place
            self.marks = getattr(self, "marks", 0) + 1
            key = f"heading-{self.marks}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(title, key, level=level, closed=level > 1)


class _Lines(Paragraph):  # type: ignore[misc]  # the library publishes no types
    """A paragraph whose lines are turned once they are broken, so that first words come in the first line."""

    blPara: Any  # noqa: N815 - the library's name

    def draw(self) -> None:
        """What is kept is not turned: a paragraph that goes over two pages is broken anew."""
        kept = self.blPara
        self.blPara = kept.clone(lines=[_turned(line) for line in kept.lines])
        super().draw()
        self.blPara = kept


def _turned(line: Any) -> Any:
    """A line of one style, with its spare room and its words, or of several, in pieces."""
    if isinstance(line, tuple):
        room, words = line
        return room, turned(" ".join(words)).split(" ")
    return line.clone(words=[piece.clone(text=turned(piece.text)) for piece in line.words])


class _Foot:
    """What stands under every page."""

    def __init__(self, text: str, letters: Letters) -> None:
        self.words, self.font = letters.shown(text), letters.plain

    def __call__(self, canvas: Canvas, file: SimpleDocTemplate) -> None:
        canvas.setFillColor(SOFT)
        x = MARGIN + 6
        for stretch in self.words:
            canvas.setFont(stretch.font or self.font, 8)
            canvas.drawString(x, HEAD / 2, turned(stretch.text))
            x += stretch.width(self.font, 8)
        canvas.setFont(self.font, 8)
        canvas.drawRightString(MARGIN + 6 + WIDTH, HEAD / 2, str(file.page))


class _Setter:
    """Sets blocks as ReportLab's flowables."""

    def __init__(self, letters: Letters) -> None:
        self.letters = letters
        self.styles = _styles(letters)

    def set(self, block: Block) -> list[Flowable]:
        """The flowables of one block."""
        pieces: list[Flowable]
        match block:
            case HeadingBlock():
                pieces = [self._heading(block)]
            case TextBlock():
                pieces = [self._text(block.text, block.style)]
            case QuoteBlock():
                pieces = [self._text(block.text, "quote"), self._text(f"— {block.source}", "note")]
            case ListBlock():
                marks = (f"{n}." if block.ordered else "•" for n in range(1, len(block.items) + 1))
                pieces = [self._text(i, "item", mark=m) for i, m in zip(block.items, marks, strict=True)]
            case GridBlock():
                pieces = [self._text(block.caption, "caption"), self._table(block)]
            case FiguresBlock():
                pieces = [self._figures(block)]
            case PictureBlock():
                pieces = [
                    self._text(block.title, "title"),
                    to_drawing(block.picture, self.letters, width=WIDTH),
                ]
        return pieces

    def _text(self, text: str, style: str, *, mark: str | None = None) -> Paragraph:
        words = "".join(map(_marked, self.letters.shown(text)))
        return _Lines(words, self.styles[style], bulletText=mark)

    def _heading(self, block: HeadingBlock) -> Paragraph:
        heading = self._text(block.text, f"h{block.level}")
        heading.mark = (block.text, block.level - 1)
        return heading

    def _figures(self, block: FiguresBlock) -> Table:
        tiles = [[self._text(f, "figure"), self._text(words, "tile")] for f, words in block.figures]
        count = len(tiles)
        return Table(
            [tiles],
            colWidths=[WIDTH / count] * count,
            spaceBefore=4,
            spaceAfter=10,
            style=[
                ("BACKGROUND", (0, 0), (-1, -1), GREY),
                ("LINEABOVE", (0, 0), (-1, -1), 2, ACCENT),
                ("INNERGRID", (0, 0), (-1, -1), 6, "white"),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ],
        )

    def _table(self, block: GridBlock) -> Table:
        rows = [[self._text(name, "column") for name in block.header]]
        rows += [[self._text(cell, "cell") for cell in cells] for cells in block.rows]
        parts = sum(block.widths)
        return Table(
            rows,
            colWidths=[WIDTH * width / parts for width in block.widths],
            repeatRows=1,
            splitInRow=1,
            spaceAfter=8,
            style=[
                ("GRID", (0, 0), (-1, -1), 0.4, LINE),
                ("BACKGROUND", (0, 0), (-1, 0), GREY),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 4),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ],
        )


def _marked(stretch: FontStretch) -> str:
    """In the markup of the library's paragraphs."""
    words = escape(stretch.text, quote=False).replace("\n", "<br/>")
    return f'<font name="{stretch.font}">{words}</font>' if stretch.font else words


def _styles(letters: Letters) -> dict[str, ParagraphStyle]:
    base: dict[str, Any] = {
        "fontName": letters.plain,
        "fontSize": 9.5,
        "leading": 13.5,
        "textColor": INK,
        "splitLongWords": 1,
        "spaceAfter": 5,
    }
    changes: dict[str, dict[str, Any]] = {
        "plain": {},
        "lead": {"fontName": letters.bold, "fontSize": 10.5, "leading": 15},
        "note": {"fontSize": 8.5, "leading": 12, "textColor": SOFT},
        "caption": {"fontSize": 8.5, "leading": 12, "textColor": SOFT},
        "title": {"fontSize": 8.5, "leading": 12, "textColor": SOFT, "keepWithNext": 1},
        "figure": {"fontName": letters.bold, "fontSize": 14, "leading": 18, "spaceAfter": 0},
        "tile": {"fontSize": 7.5, "leading": 10, "textColor": SOFT, "spaceAfter": 0},
        "quote": {"leftIndent": 12},
        "item": {"leftIndent": 14, "bulletFontName": letters.plain},
        "cell": {"fontSize": 8, "leading": 10.5, "spaceAfter": 0},
        "column": {"fontSize": 8, "leading": 10.5, "spaceAfter": 0, "fontName": letters.bold},
    }
    for level, size in SIZES.items():
        bold = {"fontName": letters.bold, "keepWithNext": 1, "spaceBefore": 26 / level}
        changes[f"h{level}"] = {"fontSize": size, "leading": size * 1.25, **bold}
    return {name: ParagraphStyle(name, **base | change) for name, change in changes.items()}
