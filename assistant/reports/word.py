"""The report as a Word file that people go on editing: real heading styles, lists and tables."""

import io
import zipfile
from datetime import UTC, datetime, time

import docx
from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.table import Table as WordTable

from assistant.reports.blocks import (
    Block,
    GridBlock,
    HeadingBlock,
    ListBlock,
    PictureBlock,
    QuoteBlock,
    TextBlock,
)
from assistant.reports.document import document
from assistant.reports.parts import ReportData
from assistant.reports.words import say

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The day of every part in the archive, so that equal reports are equal files."""
STYLES = {"lead": "Intense Quote", "note": "Subtitle", "plain": None}


def to_word(data: ReportData) -> bytes:
    """The whole report; pictures are left to the formats that are not edited."""
    file = docx.Document()
    _set_properties(file, data)
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
        case PictureBlock():
            pass


def _list(file: WordFile, block: ListBlock) -> None:
    for item in block.items:
        file.add_paragraph(item, "List Number" if block.ordered else "List Bullet")


def _table(file: WordFile, block: GridBlock) -> None:
    file.add_paragraph(block.caption, "Caption").paragraph_format.keep_with_next = True
    table = file.add_table(rows=1 + len(block.rows), cols=len(block.header), style="Table Grid")
    for row, cells in zip(table.rows, (block.header, *block.rows), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    _repeat_header(table)


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
