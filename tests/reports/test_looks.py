"""How a report looks where people read it: one first page, columns wide enough, nothing cut or hidden."""

import io
import re

import docx
import openpyxl
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from docx.shared import Mm

from assistant.reports.blocks import Lettering, Picture
from assistant.reports.charts import bars, radar
from assistant.reports.details import MOST_GAPS
from assistant.reports.veil import Kind
from tests.reports.made import content, made

TWIP = 635
"""The unit to which Word rounds, in that of its library."""
WIDE = 7.2
"""Points that a letter takes at most on average, at the size of labels."""


@pytest.mark.parametrize("kind", ["roles", "names", "redacted"])
def test_the_first_page_of_the_pdf_is_for_those_who_decide(kind: Kind) -> None:
    """All of it fits, however many gaps were accepted, and nothing else is there."""
    first, second = list(pypdfium2.PdfDocument(content("pdf", kind)))[:2]
    text = first.get_textpage().get_text_range()
    for words in ("For those who decide", "Three decisions asked for", "Accepted gaps", "accepted gaps: see"):
        assert words in text
    foot, *lines = second.get_textpage().get_text_range().splitlines()
    assert foot.endswith(" 2")
    assert lines[0] == "For those who do it"


def test_all_gaps_are_somewhere() -> None:
    """What the first page leaves out is a table of the engineer's part."""
    gaps = made().accepted
    assert len(gaps) > MOST_GAPS
    tables = BeautifulSoup(content("html"), "html.parser").find_all("table")
    rows = [len(t.find_all("tr")) - 1 for t in tables if "Accepted gaps" in t.get_text()]
    assert rows == [MOST_GAPS - 1, len(gaps)]


@pytest.mark.parametrize("picture", [radar(made().phases), bars(made().phases)])
def test_letters_stay_inside_their_picture(picture: Picture) -> None:
    """The name of a phase is not cut off at either side."""
    for shape in picture.shapes:
        if isinstance(shape, Lettering):
            width = WIDE * len(shape.text)
            left = shape.at[0] - {"start": 0, "middle": width / 2, "end": width}[shape.anchor]
            assert left >= 0
            assert left + width <= picture.width


def test_what_scrolls_can_be_reached_by_keyboard() -> None:
    """Tables and pictures wider than a phone stand in frames with a name and a place in the order of tabs."""
    soup = BeautifulSoup(content("html"), "html.parser")
    frames = soup.find_all(class_="wide")
    assert len(frames) == len(soup.find_all(["table", "svg"]))
    for frame in frames:
        assert (frame["tabindex"], frame["role"]) == ("0", "group")
        assert soup.find(id=str(frame["aria-labelledby"]))


def test_paper_cuts_no_table() -> None:
    """What scrolls on a screen is let out when it is printed."""
    printed = str(BeautifulSoup(content("html"), "html.parser").style).partition("@media print")[2]
    assert re.search(r"\.wide \{[^}]*overflow: visible", printed)


def test_word_has_a4_pages_and_columns_that_fit() -> None:
    """Columns have the shares that the report gives them, not all the same."""
    file = docx.Document(io.BytesIO(content("docx")))
    section = file.sections[0]
    size = [section.page_width, section.page_height, section.left_margin, section.right_margin]
    width, height, left, right = (side or 0 for side in size)
    assert (round(width / Mm(1)), round(height / Mm(1))) == (210, 297)
    room = width - left - right
    for table in file.tables:
        assert not table.autofit
        assert sum(c.width for c in table.rows[0].cells) <= room + TWIP * len(table.columns)
    practices = next(t for t in file.tables if t.rows[0].cells[-1].text == "State")
    widths = [c.width for c in practices.rows[0].cells]
    assert widths[0] > widths[1]
    assert all(len(c.text) * 60_000 < c.width for c in practices.rows[0].cells)


def test_rows_of_a_sheet_are_high_enough() -> None:
    """Not every program makes room for wrapped words by itself; no row is higher than the format allows."""
    book = openpyxl.load_workbook(io.BytesIO(content("xlsx")))
    for sheet in (book["Activities"], book["Roadmap"], book["Practices"]):
        widths = {n: d.width for d in sheet.column_dimensions.values() for n in range(d.min, d.max + 1)}
        for cell in (c for row in sheet.iter_rows() for c in row if c.data_type == "s"):
            lines = int(len(cell.value) / widths[cell.column])
            height = sheet.row_dimensions[cell.row].height or 15
            assert min(15 * lines, 405) <= height <= 409


def test_no_cell_holds_an_empty_word() -> None:
    """Such a cell counts as filled in a spreadsheet."""
    book = openpyxl.load_workbook(io.BytesIO(content("xlsx")))
    assert not [c for s in book for row in s.iter_rows() for c in row if c.value == ""]


def test_counts_have_no_decimals() -> None:
    """Seven practices, not 7.00; means keep two."""
    sheet = openpyxl.load_workbook(io.BytesIO(content("xlsx")))["Executive"]
    forms = {row[0].value: row[1].number_format for row in sheet.iter_rows()}
    assert forms["Practices at target"] == forms["With something unknown"] == "0"
    assert forms["Earned"] == forms["Percent to target"] == "0.00"
