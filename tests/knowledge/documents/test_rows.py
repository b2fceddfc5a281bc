"""Rows of tables: each cell under its own head, an empty one as an empty place, spans as they are drawn."""

import io
from collections.abc import Sequence

from docx import Document as WordDocument
from openpyxl import Workbook
from pptx import Presentation
from pptx.util import Inches

from knowledge.documents.formats import read_bytes
from knowledge.documents.rowed import MOST_COLUMNS, CellIn, Grid, one_after_other, row_of_words
from knowledge.tables import cells_of
from knowledge.telling import tell
from model.evidence import Document
from tests.knowledge.documents.made import SECRET

ROWS = (
    ("Control", "Comment", "Owner", "Status"),
    ("Scanning of images", "", "Ana", "Implemented"),
    ("Signing of weights", "for releases", "", "Planned"),
    ("", "of data sets too", "Ben", ""),
)
IN_PLACE = [
    "Control | Comment | Owner | Status",
    "Scanning of images | | Ana | Implemented",
    "Signing of weights | for releases | | Planned",
    "| | of data sets too | Ben | |",
]


def _read(name: str, content: bytes) -> Document:
    (document,) = read_bytes(name, content)
    return document


def _page(body: str) -> Document:
    return _read("a.html", f"<html><body><h1>Controls</h1>{body}</body></html>".encode())


def _told(document: Document) -> list[tuple[str, str]]:
    """Where and what, of all that is seen."""
    return [(p.locator, document.words(p)) for p in document.passages if not p.is_hidden]


def _words(document: Document) -> list[str]:
    return [words for _, words in _told(document)]


def _in_workbook(rows: Sequence[Sequence[str]], *, merged: str = "") -> Document:
    book = Workbook()
    for row in rows:
        book.active.append([cell or None for cell in row])
    if merged:
        book.active.merge_cells(merged)
    held = io.BytesIO()
    book.save(held)
    return _read("a.xlsx", held.getvalue())


def _in_word(rows: Sequence[Sequence[str]], *, merged: Sequence[tuple[int, int]] = ()) -> Document:
    """The first and last of the merged cells, by row and column."""
    document = WordDocument()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(number, column).text = words
    if merged:
        table.cell(*merged[0]).merge(table.cell(*merged[-1]))
    held = io.BytesIO()
    document.save(held)
    return _read("a.docx", held.getvalue())


def _in_slides(rows: Sequence[Sequence[str]]) -> Document:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    size = Inches(1), Inches(1), Inches(6), Inches(3)
    table = slide.shapes.add_table(len(rows), len(rows[0]), *size).table
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(number, column).text = words
    held = io.BytesIO()
    presentation.save(held)
    return _read("a.pptx", held.getvalue())


def _in_rows(rows: Sequence[Sequence[str]]) -> Document:
    return _read("a.csv", "\n".join(",".join(row) for row in rows).encode())


def _in_page(rows: Sequence[Sequence[str]]) -> Document:
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return _read("a.html", f"<table>{lines}</table>".encode())


def test_an_empty_cell_keeps_its_place_in_every_format() -> None:
    """Else a state would stand under the head beside its own."""
    for made in (_in_workbook, _in_word, _in_slides, _in_rows, _in_page):
        document = made(ROWS)
        assert _words(document) == IN_PLACE, made
        done, planned, *_ = tell(document)
        assert (done.words, done.degree) == ("We have implemented scanning of images", "done"), made
        assert planned.degree == "planned", made


def test_cells_are_found_again_where_they_were_written() -> None:
    """Whatever is empty, and with bars of their own; one that stands alone is no row."""
    for cells in (["a", "", "b", ""], ["", "", "a", "b"], ["a", "b"], ["", "a", "", "b|c", ""]):
        found = [cell.text.replace(r"\|", "|") for cell in cells_of(row_of_words(cells), 0)]
        assert found == cells
    assert row_of_words(["", "alone", ""]) == "alone"
    assert row_of_words(["", ""]) == ""


def test_pieces_of_a_cell_end_before_the_next() -> None:
    """By their own mark or by a semicolon."""
    assert one_after_other(["named accounts", " ", "Reviewed.", "no guests"]) == (
        "named accounts; Reviewed. no guests"
    )


def test_what_spans_rows_stands_in_each() -> None:
    """Columns are counted as a browser does; wide cells leave places; nothing grows without end."""
    grid = Grid()
    assert grid.place([CellIn("Signing", rows=2), CellIn("done", columns=2)]) == ["Signing", "done", ""]
    assert grid.place([CellIn("planned"), CellIn("May")]) == ["Signing", "planned", "May"]
    assert grid.place([CellIn("Scans")]) == ["Scans"]
    assert len(grid.place([CellIn("x", columns=1000, rows=0)])) == MOST_COLUMNS
    assert grid.place([CellIn("y")])[0] == "x"


TABLE = """
<table><caption>State in May</caption>
<thead><tr><th rowspan=2>Control</th><th colspan=2>State</th></tr>
<tr><th>Status</th><th>Comment</th></tr></thead>
<tbody><tr><th rowspan=2>Signing of model files</th><td>Implemented</td>
<td><ul><li>each release is signed</li><li>the loader <b>refuses</b> others</li></ul></td></tr>
<tr><td>Planned</td><td><p>for data sets</p></td></tr>
<tr><td colspan=3>Access</td></tr>
<tr><td>Named accounts</td><td></td><td>since March<span style="display: none">{}</span></td></tr>
</tbody></table>
"""


def test_a_web_table_is_read_row_by_row() -> None:
    """Heads of one or two rows, first cells that head a row, spans, lists in a cell."""
    document = _page(TABLE.format(SECRET))
    assert _told(document)[1:] == [
        ("block 2, Controls", "State in May"),
        ("table 1 head 1, Controls", "| Control | State | |"),
        ("table 1 head 2, Controls", "Control | Status | Comment"),
        (
            "table 1 row 3, Controls",
            "Signing of model files | Implemented | each release is signed; the loader refuses others",
        ),
        ("table 1 row 4, Controls", "Signing of model files | Planned | for data sets"),
        ("table 1 row 5, Controls", "Access"),
        ("table 1 row 6, Controls", "Named accounts | | since March"),
    ]
    assert [document.words(p) for p in document.passages if p.is_hidden] == [SECRET]
    told = {saying.passage.locator.split(",")[0]: saying for saying in tell(document)}
    assert told["table 1 row 3"].words == (
        "We have implemented signing of model files: each release is signed; the loader refuses others"
    )
    assert told["table 1 row 4"].degree == "planned"
    assert told["table 1 row 6"].degree == "plain"


def test_columns_hold_for_their_own_table() -> None:
    """Another one beside it begins anew, and a cell that stands alone does not end the first."""
    head = "<tr><th>Owner</th><th>Control</th></tr>"
    parted = "<tr><td colspan=2>Releases</td></tr><tr><td>Ana</td><td>Weights are signed</td></tr>"
    other = "<tr><td>Weights are hashed</td><td>All of them</td></tr>"
    *_, signed, hashed = tell(_page(f"<table>{head}{parted}</table><table>{other}</table>"))
    assert (signed.words, hashed.words) == ("Weights are signed", "Weights are hashed | All of them")


def test_the_layout_of_a_page_is_no_table() -> None:
    """Nor is what was never closed, or holds another one."""
    layout = "<table><tr><td>{}<p>Weights are signed.</p></td><td>Menu</td></tr></table>"
    for inner in ("<h2>Release</h2>", "<table><tr><td>a</td><td>b</td></tr></table>"):
        assert "Weights are signed." in _words(_page(layout.format(inner)))
    assert _words(_page("<table><tr><td>a<td>b<tr><td>c</table>"))[1:] == ["a", "b", "c"]
    one = "<table role='presentation'><tr><td>a</td><td>b</td></tr></table>"
    assert _words(_page(one))[1:] == ["a", "b"]


def test_a_cell_that_is_not_shown_takes_no_place() -> None:
    """Those beside it move up, as on screen."""
    row = "<tr><td hidden>old</td><td>Signing</td><td>Done</td></tr>"
    document = _page(f"<table><tr><th>Control</th><th>Status</th></tr>{row}</table>")
    assert _words(document)[2] == "Signing | Done"
    assert "old" in [document.words(p) for p in document.passages if p.is_hidden]


def test_a_term_stands_before_what_it_is_said_to_be() -> None:
    """In front of a list, with a colon; the words stay those of the page."""
    document = _page(
        "<dl><dt>Access to training data</dt><dd>named accounts only</dd>"
        "<div><dt>Releases</dt><dd><ul><li>signed</li><li>scanned</li></ul></dd></div><dt>Alone</dt></dl>"
    )
    assert _words(document)[1:] == [
        "Access to training data: named accounts only",
        "Releases:",
        "signed",
        "scanned",
        "Alone",
    ]


def test_terms_that_were_never_closed_are_read_one_by_one() -> None:
    """As are lists within lists, however deep."""
    assert _words(_page("<dl><dt>a<dd>b<dt>c<dd>d</dl>"))[1:] == ["a", "b", "c", "d"]
    deep = _page("<dl><dt>a</dt><dd>" * 1500 + "<dl><dt>Access</dt><dd>named accounts only</dd></dl>")
    assert _words(deep)[-1] == "Access: named accounts only"


def test_what_is_merged_downwards_stands_in_each_row() -> None:
    """In a workbook and in Word; a title over all columns is no row."""
    rows = [("Control", "Owner", "Status"), ("Signing", "Ana", "Done"), ("", "Ben", "Planned")]
    merged = ["Control | Owner | Status", "Signing | Ana | Done", "Signing | Ben | Planned"]
    assert _words(_in_workbook(rows, merged="A2:A3")) == merged
    assert _words(_in_word(rows, merged=((1, 0), (2, 0)))) == merged
    titled = _in_workbook([("Controls in May", "", ""), *rows[:2]], merged="A1:C1")
    assert _words(titled) == ["Controls in May", *merged[:2]]


def test_the_columns_of_a_sheet_are_those_in_which_something_stands() -> None:
    """Of each table on it: words to the left of none make no empty place."""
    document = _in_workbook(
        [("Notes",), ("", "", ""), ("", "Control", "", "Status"), ("", "Scans", "", "Done")]
    )
    assert _words(document) == ["Notes", "Control | Status", "Scans | Done"]


def test_items_in_a_cell_of_a_sheet_stay_apart() -> None:
    """Lines that are wrapped by hand are one."""
    document = _in_workbook([("Control", "Comment"), ("Access", "- named accounts\n- no guests")])
    assert _words(document)[1] == "Access | - named accounts; - no guests"
    assert _words(_in_workbook([("Access", "named\naccounts")])) == ["Access | named accounts"]


def test_items_of_a_list_are_called_so() -> None:
    """In Word by style or numbering, on a page by their tag; what is below a slide's title is under it."""
    word = WordDocument()
    word.add_heading("Release", level=1)
    word.add_paragraph("signed by two", style="List Bullet")
    word.add_paragraph("A paragraph.")
    held = io.BytesIO()
    word.save(held)
    assert _told(_read("a.docx", held.getvalue()))[1:] == [
        ("item 2, Release", "signed by two"),
        ("paragraph 3, Release", "A paragraph."),
    ]
    page = _page("<ul><li><p>one</p><p>more</p></li><li>two</li></ul><p>three</p>")
    assert [where.split()[0] for where, _ in _told(page)[1:]] == ["item", "block", "item", "block"]
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text, slide.placeholders[1].text_frame.text = "Release", "signed by two"
    held = io.BytesIO()
    presentation.save(held)
    assert _told(_read("a.pptx", held.getvalue())) == [
        ("slide 1", "Release"),
        ("slide 1, Release", "signed by two"),
    ]
