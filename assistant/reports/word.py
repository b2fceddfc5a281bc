"""The report as a Word file that people go on editing: real heading styles, lists and tables."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime, time

import docx
from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.styles.style import BaseStyle
from docx.table import Table as WordTable
from docx.table import _Cell as Cell

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
from assistant.reports.lettering import letters
from assistant.reports.parts import ReportData
from assistant.reports.raster import to_png
from assistant.reports.words import say

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The day of every part in the archive, so that equal reports are equal files."""
STYLES = {"lead": "Lead", "note": "Note", "plain": None}
INK, SOFT, SHADE, LINE = "1B1F24", "4A525C", "EDF0F4", "B5BCC5"
HEADINGS = {1: 20.0, 2: 15.0, 3: 12.5, 4: 11.0}
PAGE, MARGIN = (Mm(210), Mm(297)), Mm(20)
"""A4."""
TALLEST = Mm(225)
"""What a picture may take of a page."""
LONG = 600
"""Characters from which a row may run over to the next page."""


def to_word(data: ReportData) -> bytes:
    """The whole report."""
    file = docx.Document()
    _set_properties(file, data)
    _set_looks(file)
    _set_foot(file, f"{data.meta.assessment} · {data.meta.written}")
    for block in document(data):
        _write(file, block)
    packed = io.BytesIO()
    file.save(packed)
    return _undated(packed.getvalue())


def _set_properties(file: WordFile, data: ReportData) -> None:
    written = datetime.combine(data.meta.written, time(), UTC)
    facts = file.core_properties
    facts.title = say("title", assessment=data.meta.assessment)
    facts.author = facts.last_modified_by = f"mlsmm {data.meta.program}"
    facts.comments = ""
    facts.created = facts.modified = written


def _set_looks(file: WordFile) -> None:
    """The template's styles under their own names, which people can go on using, in sober dress."""
    for section in file.sections:
        section.page_width, section.page_height = PAGE
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    for name in ("Lead", "Note"):
        file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = file.styles["Normal"]
    looks = {
        "Normal": (10.0, INK, False),
        "Lead": (12.0, INK, True),
        "Note": (9.0, SOFT, False),
        "Caption": (9.0, SOFT, False),
        **{f"Heading {level}": (size, INK, True) for level, size in HEADINGS.items()},
    }
    for name, (size, colour, is_bold) in looks.items():
        style = file.styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(size), is_bold, False
        style.font.color.rgb = RGBColor.from_string(colour)
        _set_font(style)
    for line in next(file.styles["Table Grid"].element.iter(qn("w:tblBorders"))):
        line.set(qn("w:color"), LINE)
    for name in ("Normal", "List Bullet", "List Number"):
        file.styles[name].paragraph_format.space_after = Pt(4)


def _set_font(style: BaseStyle) -> None:
    """One typeface for every script; the template's own are taken away, as they would win."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), "Arial")


def _set_foot(file: WordFile, words: str) -> None:
    foot = file.sections[0].footer.paragraphs[0]
    foot.style = file.styles["Note"]
    foot.add_run(f"{words} · ")
    page = OxmlElement("w:fldSimple")
    page.set(qn("w:instr"), "PAGE")
    foot._p.append(page)


def _write(file: WordFile, block: Block) -> None:
    match block:
        case HeadingBlock():
            heading = file.add_heading(block.text, block.level)
            heading.paragraph_format.page_break_before = block.new_page
        case TextBlock():
            file.add_paragraph(block.text, STYLES[block.style])
        case QuoteBlock():
            file.add_paragraph(block.text, "Quote")
            file.add_paragraph(block.source, "Caption")
        case ListBlock():
            _list(file, block)
        case GridBlock():
            _table(file, block)
        case FiguresBlock():
            _figures(file, block)
        case PictureBlock():
            _picture(file, block)


def _list(file: WordFile, block: ListBlock) -> None:
    for item in block.items:
        file.add_paragraph(item, "List Number" if block.ordered else "List Bullet")


def _picture(file: WordFile, block: PictureBlock) -> None:
    """As wide as the page, or as tall where it is too tall for that, with what it shows in words."""
    content = to_png(block.picture, letters())
    if content is None:
        return
    file.add_paragraph(block.title, "Caption").paragraph_format.keep_with_next = True
    room = PAGE[0] - 2 * MARGIN
    width = min(room, round(TALLEST * block.picture.width / block.picture.height))
    facts = file.add_picture(io.BytesIO(content), width=Emu(width))._inline.docPr
    facts.set("title", block.title)
    facts.set("descr", block.alt)


def _table(file: WordFile, block: GridBlock) -> None:
    file.add_paragraph(block.caption, "Caption").paragraph_format.keep_with_next = True
    table = _grid(file, (block.header, *block.rows), widths=block.widths)
    for cell in table.rows[0].cells:
        _shade(cell)
        for run in cell.paragraphs[0].runs:
            run.bold = True
    _repeat_header(table)
    file.add_paragraph(style="Note")


def _figures(file: WordFile, block: FiguresBlock) -> None:
    """Large figures over their words."""
    rows = tuple(zip(*block.figures, strict=True))
    table = _grid(file, rows, widths=(1,) * len(block.figures))
    for row, size in zip(table.rows, (15, 8), strict=True):
        for cell in row.cells:
            _shade(cell)
            run = cell.paragraphs[0].runs[0]
            run.font.size, run.bold = Pt(size), size > 10
    _repeat_header(table)
    file.add_paragraph(style="Note")


def _grid(file: WordFile, rows: Sequence[tuple[str, ...]], *, widths: Sequence[int]) -> WordTable:
    """A table whose columns have their share of the page, and whose rows stay on one."""
    table: WordTable = file.add_table(rows=len(rows), cols=len(widths), style="Table Grid")
    table.autofit = False
    whole = PAGE[0] - 2 * MARGIN
    for column, share in zip(table.columns, widths, strict=True):
        column.width = Emu(whole * share // sum(widths))
    for row, cells in zip(table.rows, rows, strict=True):
        for column, cell, text in zip(table.columns, row.cells, cells, strict=True):
            cell.width = column.width
            _fill(cell, text)
        if max(map(len, cells)) < LONG:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table


def _fill(cell: Cell, text: str) -> None:
    words = cell.paragraphs[0]
    words.paragraph_format.space_before = words.paragraph_format.space_after = Pt(2)
    words.add_run(text).font.size = Pt(8)


def _shade(cell: Cell) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), SHADE)
    cell._tc.get_or_add_tcPr().append(shade)


def _repeat_header(table: WordTable) -> None:
    """The first row stands on every page, which also tells a screen reader that it is the header."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _undated(packed: bytes) -> bytes:
    """The same archive without the time at which it was packed."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return again.getvalue()
