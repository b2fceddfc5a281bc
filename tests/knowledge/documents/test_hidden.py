"""What nobody sees is marked as hidden, and what is seen on a colour is not."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from knowledge.documents.formats import read_bytes
from tests.knowledge.documents.made import RULE, SECRET, changed, word


def _parted(name: str, content: bytes) -> tuple[str, str]:
    """The words that are seen, and those that are not."""
    (document,) = read_bytes(name, content)
    words: tuple[list[str], list[str]] = ([], [])
    for passage in document.passages:
        words[passage.is_hidden].append(document.words(passage))
    return "\n".join(words[0]), "\n".join(words[1])


def _slide(dress: Callable[[Any, Any], None]) -> bytes:
    """A slide with a rule in one box and the secret in another, which is dressed."""
    from pptx import Presentation
    from pptx.util import Inches

    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    for top, words in ((1, RULE), (3, SECRET)):
        box = slide.shapes.add_textbox(Inches(1), Inches(top), Inches(5), Inches(1))
        box.text_frame.text = words
    dress(slide, slide.shapes[1])
    held = io.BytesIO()
    presentation.save(held)
    return held.getvalue()


def _colour(value: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(value)  # type: ignore[no-untyped-call]


def _white(_: Any, box: Any) -> None:
    box.text_frame.paragraphs[0].runs[0].font.color.rgb = _colour("FFFFFF")


def _tiny(_: Any, box: Any) -> None:
    from pptx.util import Pt

    box.text_frame.paragraphs[0].runs[0].font.size = Pt(1)


def _beside(_: Any, box: Any) -> None:
    box.left = 20_000_000


def _off(_: Any, box: Any) -> None:
    box.element.nvSpPr.cNvPr.set("hidden", "1")


def _grouped(slide: Any, box: Any) -> None:
    group = slide.shapes.add_group_shape([box])
    group.left = -20_000_000


def _white_on_blue(slide: Any, box: Any) -> None:
    _white(slide, box)
    box.fill.solid()
    box.fill.fore_color.rgb = _colour("000063")


def _white_on_a_dark_slide(slide: Any, box: Any) -> None:
    _white(slide, box)
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = _colour("000063")


@pytest.mark.parametrize("dress", [_white, _tiny, _beside, _off, _grouped])
def test_shapes_that_nobody_sees_are_hidden(dress: Callable[[Any, Any], None]) -> None:
    """White on white, tiny, beside the slide alone or in a group, switched off."""
    assert _parted("a.pptx", _slide(dress)) == (RULE, SECRET)


@pytest.mark.parametrize("dress", [_white_on_blue, _white_on_a_dark_slide])
def test_white_words_on_a_coloured_slide_are_seen(dress: Callable[[Any, Any], None]) -> None:
    """As on half of all slides."""
    assert _parted("a.pptx", _slide(dress)) == (f"{RULE}\n{SECRET}", "")


def _cell(dress: Callable[[Any], None]) -> bytes:
    """A sheet with a rule and, in a dressed cell beside it, the secret."""
    from openpyxl import Workbook

    book = Workbook()
    book.active.append([RULE, SECRET])
    dress(book.active["B1"])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_cells_that_show_nothing_are_hidden() -> None:
    """White on no colour, the theme's background on no colour, the format of nothing; not white on blue."""
    from openpyxl.styles import Font, PatternFill
    from openpyxl.styles.colors import Color

    def pale(cell: Any) -> None:
        cell.font = Font(color="FFFFFFFF")

    def background(cell: Any) -> None:
        cell.font = Font(color=Color(theme=0))

    def nothing(cell: Any) -> None:
        cell.number_format = ";;;"

    def on_blue(cell: Any) -> None:
        cell.font, cell.fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF000099")

    for dress in (pale, background, nothing):
        assert _parted("a.xlsx", _cell(dress)) == (RULE, SECRET)
    assert _parted("a.xlsx", _cell(on_blue)) == (f"{RULE} | {SECRET}", "")


def test_white_words_in_a_coloured_table_are_seen() -> None:
    """In Excel the table's style colours the cell, in Word the cell is shaded."""
    from openpyxl.styles import Font
    from openpyxl.worksheet.table import Table

    def in_table(cell: Any) -> None:
        cell.font = Font(color="FFFFFFFF")
        cell.parent.append(["x", "y"])
        cell.parent.add_table(Table(displayName="T", ref="A1:B2"))

    assert _parted("a.xlsx", _cell(in_table))[1] == ""
    shade = b'<w:pPr><w:shd w:val="clear" w:color="auto" w:fill="000099"/></w:pPr>'
    start = b"<w:p><w:r><w:t"
    content = changed(
        word(), "word/document.xml", lambda b: b.replace(start, start.replace(b"<w:p>", b"<w:p>" + shade))
    )
    assert SECRET in _parted("a.docx", content)[0]


def test_cells_under_a_merged_one_are_hidden() -> None:
    """Only the first of them is shown; the areas may overlap, and be larger than any sheet."""

    def merged(areas: str) -> bytes:
        cells = "".join(f'<mergeCell ref="{area}"/>' for area in areas.split())
        end = b"</sheetData>"
        told = end + f"<mergeCells>{cells}</mergeCells>".encode()
        return changed(_cell(lambda _: None), "xl/worksheets/sheet1.xml", lambda b: b.replace(end, told))

    assert _parted("a.xlsx", merged("A1:B1")) == (RULE, SECRET)
    assert _parted("a.xlsx", merged("A1:XFD1048576 A1:XFD1048575")) == (RULE, SECRET)
    assert _parted("a.xlsx", merged("C1:D4 A2:B9")) == (f"{RULE} | {SECRET}", "")


def test_what_never_ends_is_seen_by_nobody() -> None:
    """A comment, or a tag, that goes to the end of the page: browsers pass over it."""
    for opened in ("<!-- ", "<p title='", "<?x "):
        assert _parted("a.html", f"<p>{RULE}</p>{opened}{SECRET}".encode())[0] == RULE
    assert _parted("a.html", f"<p>{RULE} 3 < 4</p>".encode()) == (f"{RULE} 3 < 4", "")


@pytest.mark.parametrize(
    "rule",
    [
        ".x{display:none}",
        "p.x , .y { visibility : hidden }",
        "#i{font-size:0}",
        "/* .x{} } */ a:hover{color:red} .x{DISPLAY:NONE!important}",
        "@media print{p{color:red} .q{color:red}} .x{display:none}",
    ],
)
def test_what_a_rule_of_the_page_hides_is_hidden(rule: str) -> None:
    """By class, by id, of one kind of element."""
    page = f"<style>{rule}</style><p>{RULE}</p><p class='a x' id=i>{SECRET}</p>"
    assert _parted("a.html", page.encode()) == (RULE, SECRET)


@pytest.mark.parametrize(
    "rule",
    [
        "@media print{.x{display:none}}",
        ".x{display:none} .x{display:block}",
        ".x:target{display:none}",
        ".menu .x{display:none}",
        "div.x{display:none}",
    ],
)
def test_what_a_rule_of_the_page_may_show_is_seen(rule: str) -> None:
    """On paper only, undone later, under a condition, of other elements."""
    page = f"<style>{rule}</style><p class=x>{RULE}</p>"
    assert _parted("a.html", page.encode()) == (RULE, "")


def test_rules_of_a_page_are_read_once() -> None:
    """A megabyte of braces, selectors and remarks that never end."""
    for text in ("{" * 300_000, "}" * 300_000, "a," * 150_000, "/*" * 150_000, "a{b" * 100_000):
        assert RULE in _parted("a.html", f"<style>{text}</style><p>{RULE}</p>".encode())[0]


def test_mail_is_read_as_its_plain_part() -> None:
    """What only the page of a mail says is nowhere."""
    parts = ("text/plain", RULE), ("text/html", f"<p>{SECRET}</p>")
    body = "".join(f"--b\nContent-Type: {kind}\n\n{words}\n" for kind, words in parts)
    head = 'Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="b"\n\n'
    assert _parted("a.eml", f"{head}{body}--b--\n".encode()) == (f"Subject: x\n{RULE}", "")
