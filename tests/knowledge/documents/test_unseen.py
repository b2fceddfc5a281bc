"""Further ways to write words that nobody sees, format by format, beside their like that are seen."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from knowledge.documents.formats import read_bytes
from tests.knowledge.documents.made import RULE, SECRET, changed, pdf

UNSEEN, SEEN = True, False
WHITE, BLUE = "FFFFFF", "000063"
BARE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


def _is_seen(name: str, content: bytes, words: str = SECRET) -> bool:
    """Whether words stand in a passage that counts."""
    (document,) = read_bytes(name, content)
    return any(words[:20] in document.words(p) for p in document.passages if not p.is_hidden)


STYLES = [
    ("opacity: .01", UNSEEN),
    ("opacity: .5", SEEN),
    ("font-size:1px", UNSEEN),
    ("font-size:.05em", UNSEEN),
    ("font-size:10px", SEEN),
    ("color:rgb(100%, 100%, 100%)", UNSEEN),
    ("color:rgba(0,0,0,0)", UNSEEN),
    ("color:hsl(0, 0%, 100%)", UNSEEN),
    ("color:#fefefe", UNSEEN),
    ("color:#00000000", UNSEEN),
    ("color:#eee8aa", SEEN),
    ("color:#fff;background:#003", SEEN),
    ("color:#fff;background:#fff", UNSEEN),
    ("position:absolute;left:-9999px", UNSEEN),
    ("position:relative;left:-10px", SEEN),
    ("text-indent:-9999px", UNSEEN),
    ("clip:rect(0,0,0,0)", UNSEEN),
    ("clip-path: inset(100%)", UNSEEN),
    ("height:0;overflow:hidden", UNSEEN),
    ("height:200px;overflow:hidden", SEEN),
    ("transform:scale(0)", UNSEEN),
    ("transform:scale(0.9)", SEEN),
    ("visibility:collapse", UNSEEN),
    ("display:none !important", UNSEEN),
    ("border-color:#fff", SEEN),
]


@pytest.mark.parametrize(("style", "is_unseen"), STYLES)
def test_a_style_hides_on_a_web_page_however_it_is_given(style: str, is_unseen: bool) -> None:
    """By the element itself, by a rule for its class, and in Markdown, which takes pages' elements."""
    own = f"<p>{RULE}</p><p style='{style}'>{SECRET}</p>"
    ruled = f"<style>.w{{{style}}}</style><p>{RULE}</p><p class=w>{SECRET}</p>"
    assert _is_seen("a.html", own.encode()) is not is_unseen
    assert _is_seen("a.html", ruled.encode()) is not is_unseen
    inside = f"{RULE}\n\n<div style='{style}'><div>x</div>{SECRET}</div>\n\nEnd of it all.\n"
    assert _is_seen("a.md", inside.encode()) is not is_unseen
    for page in (own, ruled):
        assert _is_seen("a.html", page.encode(), RULE)
    assert _is_seen("a.md", inside.encode(), "End of it all.")


@pytest.mark.parametrize(
    ("page", "is_unseen"),
    [
        ("<font color=white>{}</font>", UNSEEN),
        ("<table><tr><td bgcolor='#000080'><font color=white>{}</font></td></tr></table>", SEEN),
        ("<div style='background:#003'><p style='color:#fff'>{}</p></div>", SEEN),
        ("<div style='color:#fff'><p style='color:#000'>{}</p></div>", SEEN),
        ("<ul style='font-size:0'><li style='font-size:16px'>{}</li></ul>", SEEN),
        ("<style>body{{background:#111}}</style><div style='color:#fff'>{}</div>", SEEN),
        ("<style>.a{{display:none!important}}</style><p class=a style='display:block'>{}</p>", UNSEEN),
        ("<style>.a{{display:none}}</style><p class=a style='opacity:1'>{}</p>", UNSEEN),
        ("<del>{}</del>", UNSEEN),
        ("<dialog>{}</dialog>", UNSEEN),
        ("<dialog open>{}</dialog>", SEEN),
    ],
)
def test_what_stands_around_words_decides_with_them(page: str, is_unseen: bool) -> None:
    """The ground, a colour or size given back, what is important; crossed out, not opened."""
    assert _is_seen("a.html", f"<p>{RULE}</p>{page.format(SECRET)}".encode()) is not is_unseen


def test_examples_in_code_stay_as_they_are() -> None:
    """A hidden element in a fence is an example of one."""
    assert _is_seen("a.md", f"```\n<p hidden>{SECRET}</p>\n```\n".encode())


def _cell(dress: Callable[[Any, Any], None]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append([RULE, SECRET])
    dress(book.active, book.active["B1"])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _font(**about: Any) -> Callable[[Any, Any], None]:
    from openpyxl.styles import Font

    def dress(_: Any, cell: Any) -> None:
        cell.font = Font(**about)

    return dress


def _format(code: str) -> Callable[[Any, Any], None]:
    def dress(_: Any, cell: Any) -> None:
        cell.number_format = code

    return dress


def _on(fill: str, colour: str) -> Callable[[Any, Any], None]:
    from openpyxl.styles import Font, PatternFill

    def dress(_: Any, cell: Any) -> None:
        cell.font, cell.fill = Font(color=f"FF{colour}"), PatternFill("solid", fgColor=f"FF{fill}")

    return dress


def _listed(_: Any, cell: Any) -> None:
    from openpyxl.styles import Font
    from openpyxl.styles.colors import Color

    cell.font = Font(color=Color(indexed=9))


@pytest.mark.parametrize(
    ("dress", "is_unseen"),
    [
        (_font(sz=1), UNSEEN),
        (_format('"";"";"";""'), UNSEEN),
        (_format("0;0;0;"), UNSEEN),
        (_format("[White]General"), UNSEEN),
        (_format("0.00;[Red]-0.00"), SEEN),
        (_format('0;0;0;"note: "@'), SEEN),
        (_listed, UNSEEN),
        (_on(BLUE, BLUE), UNSEEN),
        (_on(BLUE, WHITE), SEEN),
    ],
)
def test_cells_whose_words_nobody_sees(dress: Callable[[Any, Any], None], is_unseen: bool) -> None:
    """Tiny, left out by the format, in the colour of the cell."""
    assert _is_seen("a.xlsx", _cell(dress)) is not is_unseen


def test_a_column_or_row_without_width_is_hidden() -> None:
    """As programs write it that only set the width."""
    content = _cell(lambda sheet, cell: None)
    columns = b'<cols><col min="2" max="2" width="0" customWidth="1"/></cols><sheetData>'
    narrow = changed(content, "xl/worksheets/sheet1.xml", lambda b: b.replace(b"<sheetData>", columns))
    flat = changed(
        content, "xl/worksheets/sheet1.xml", lambda b: b.replace(b'<row r="1"', b'<row r="1" ht="0"')
    )
    assert _is_seen("a.xlsx", narrow, RULE)
    assert not _is_seen("a.xlsx", narrow)
    assert not _is_seen("a.xlsx", flat)


def _word(about_run: str = "", about_paragraph: str = "", about_row: str = "") -> bytes:
    """A Word file in which the secret's run, paragraph or table row says this of itself."""
    from docx import Document
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    def told(xml: str) -> Any:
        return parse_xml(xml.replace("/>", f" {nsdecls('w')}/>", 1))

    document = Document()
    document.add_paragraph(RULE)
    row = document.add_table(rows=1, cols=1).rows[0]
    paragraph = row.cells[0].paragraphs[0] if about_row else document.add_paragraph()
    run = paragraph.add_run(SECRET)
    if about_run:
        run._r.get_or_add_rPr().append(told(about_run))
    if about_paragraph:
        paragraph._p.get_or_add_pPr().append(told(about_paragraph))
    if about_row:
        row._tr.get_or_add_trPr().append(told(about_row))
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("about", "is_unseen"),
    [
        ({"about_run": "<w:strike/>"}, UNSEEN),
        ({"about_run": '<w:strike w:val="0"/>'}, SEEN),
        ({"about_run": '<w:w w:val="1"/>'}, UNSEEN),
        ({"about_run": '<w:w w:val="90"/>'}, SEEN),
        ({"about_run": '<w:color w:val="000000" w:themeColor="background1"/>'}, UNSEEN),
        ({"about_run": '<w:color w:val="808080" w:themeColor="background1" w:themeShade="80"/>'}, SEEN),
        ({"about_paragraph": '<w:spacing w:line="20" w:lineRule="exact"/>'}, UNSEEN),
        ({"about_paragraph": '<w:spacing w:line="240" w:lineRule="exact"/>'}, SEEN),
        ({"about_paragraph": '<w:ind w:left="-43200"/>'}, UNSEEN),
        ({"about_paragraph": '<w:framePr w:x="-20000"/>'}, UNSEEN),
        ({"about_row": "<w:hidden/>"}, UNSEEN),
        ({"about_row": '<w:del w:id="3" w:author="x"/>'}, UNSEEN),
        ({"about_row": "<w:cantSplit/>"}, SEEN),
    ],
)
def test_words_of_a_word_file_that_nobody_sees(about: dict[str, str], is_unseen: bool) -> None:
    """Crossed out, squeezed, flat, beside the page, in a row that is hidden or was deleted."""
    assert _is_seen("a.docx", _word(**about)) is not is_unseen


def _table(dress: Callable[[Any, Any], None], style: str | None = None) -> bytes:
    """A slide with a table of two cells; the secret in the second, which is dressed."""
    from pptx import Presentation
    from pptx.util import Inches

    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(1), Inches(6), Inches(1)).table
    if style is not None:
        table._tbl.tblPr.find("{*}tableStyleId").text = style
    table.cell(1, 0).text, table.cell(1, 1).text = RULE, SECRET
    dress(table, table.cell(1, 1))
    held = io.BytesIO()
    presentation.save(held)
    return held.getvalue()


def _colour(value: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(value)  # type: ignore[no-untyped-call]


def _white(_: Any, cell: Any) -> None:
    cell.text_frame.paragraphs[0].runs[0].font.color.rgb = _colour(WHITE)


def _white_on_blue(table: Any, cell: Any) -> None:
    _white(table, cell)
    cell.fill.solid()
    cell.fill.fore_color.rgb = _colour(BLUE)


def _white_on_white(table: Any, cell: Any) -> None:
    _white_on_blue(table, cell)
    cell.fill.fore_color.rgb = _colour(WHITE)


def _white_on_nothing(table: Any, cell: Any) -> None:
    _white(table, cell)
    cell.fill.background()


def _blue_on_blue(table: Any, cell: Any) -> None:
    _white_on_blue(table, cell)
    cell.text_frame.paragraphs[0].runs[0].font.color.rgb = _colour(BLUE)


def _tiny(_: Any, cell: Any) -> None:
    from pptx.util import Pt

    cell.text_frame.paragraphs[0].runs[0].font.size = Pt(1)


def _see_through(table: Any, cell: Any) -> None:
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    _white_on_blue(table, cell)
    colour = cell.text_frame.paragraphs[0].runs[0]._r.rPr.find(".//{*}srgbClr")
    colour.append(parse_xml(f'<a:alpha {nsdecls("a")} val="0"/>'))


def _under_a_merged_one(table: Any, cell: Any) -> None:
    table.cell(0, 1).merge(cell)
    table.cell(0, 1).text, cell.text = "x", SECRET


@pytest.mark.parametrize(
    ("dress", "style", "is_unseen"),
    [
        (_white, BARE, UNSEEN),
        (_white, "", UNSEEN),
        (_white, None, UNSEEN),
        (_white_on_blue, BARE, SEEN),
        (_white_on_white, None, UNSEEN),
        (_white_on_nothing, None, UNSEEN),
        (_blue_on_blue, None, UNSEEN),
        (_tiny, None, UNSEEN),
        (_see_through, None, UNSEEN),
        (_under_a_merged_one, None, UNSEEN),
    ],
)
def test_cells_of_a_slide_whose_words_nobody_sees(
    dress: Callable[[Any, Any], None], style: str | None, is_unseen: bool
) -> None:
    """White where neither cell nor table has a colour, and on the pale cells of the usual table's style."""
    content = _table(dress, style)
    assert _is_seen("a.pptx", content) is not is_unseen
    assert _is_seen("a.pptx", content, RULE)


@pytest.mark.parametrize(
    ("before", "is_unseen"),
    [
        ("1 Tr 1 1 1 RG", UNSEEN),
        ("1 Tr 0 0 0 RG 1 1 1 rg", SEEN),
        ("2 Tr 0 G 1 g", SEEN),
        ("2 Tr 1 G 1 g", UNSEEN),
    ],
)
def test_outlined_letters_go_by_their_outline(before: str, is_unseen: bool) -> None:
    """Of letters that are only outlined the colour of the filling says nothing."""
    assert _is_seen("a.pdf", pdf([[(700, "", RULE), (500, before, SECRET)]])) is not is_unseen
