"""Words that styles, placeholders and themes make invisible are hidden; what they put on a colour is seen."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from knowledge.documents.formats import read_bytes
from tests.knowledge.documents.made import RULE, SECRET

WHITE, BLUE = "FFFFFF", "000063"


def _parted(name: str, content: bytes) -> tuple[str, str]:
    """The words that are seen, and those that are not."""
    (document,) = read_bytes(name, content)
    words: tuple[list[str], list[str]] = ([], [])
    for passage in document.passages:
        words[passage.is_hidden].append(document.words(passage))
    return "\n".join(words[0]), "\n".join(words[1])


def _word(dress: Callable[[Any, Any], None]) -> bytes:
    """A Word file with a rule and, in a dressed paragraph, the secret."""
    from docx import Document

    document = Document()
    document.add_paragraph(RULE)
    dress(document, document.add_paragraph(SECRET))
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _style(document: Any, name: str, *, kind: int = 1, colour: str = WHITE) -> Any:
    """A new style, of paragraphs or, with kind 2, of runs."""
    from docx.shared import RGBColor

    style = document.styles.add_style(name, kind)
    style.font.color.rgb = RGBColor.from_string(colour)
    return style


def _shade(holder: Any, about: str) -> None:
    """A blue ground for a style, as its XML says it."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{BLUE}"/>'
    holder.append(parse_xml(f"<w:{about} {nsdecls('w')}>{ground}</w:{about}>"))


def _by_paragraph_style(document: Any, paragraph: Any) -> None:
    paragraph.style = _style(document, "Pale")


def _by_a_style_based_on_it(document: Any, paragraph: Any) -> None:
    child = document.styles.add_style("Child", 1)
    child.base_style = _style(document, "Pale")
    paragraph.style = child


def _by_run_style(document: Any, paragraph: Any) -> None:
    paragraph.runs[0].style = _style(document, "Pale", kind=2)


def _by_next_to_white(document: Any, paragraph: Any) -> None:
    paragraph.style = _style(document, "Pale", colour="FEFEFD")


def _by_size_of_style(document: Any, paragraph: Any) -> None:
    from docx.shared import Pt

    style = document.styles.add_style("Tiny", 1)
    style.font.size = Pt(1)
    paragraph.style = style


def _by_hidden_style(document: Any, paragraph: Any) -> None:
    style = document.styles.add_style("Gone", 1)
    style.font.hidden = True
    paragraph.style = style


def _by_theme(document: Any, paragraph: Any) -> None:
    from docx.enum.dml import MSO_THEME_COLOR

    style = document.styles.add_style("Themed", 1)
    style.font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    colour = style.element.rPr.find("{*}color")
    colour.attrib.pop(next(name for name in colour.attrib if name.endswith("}val")))
    paragraph.style = style


@pytest.mark.parametrize(
    "dress",
    [
        _by_paragraph_style,
        _by_a_style_based_on_it,
        _by_run_style,
        _by_next_to_white,
        _by_size_of_style,
        _by_hidden_style,
        _by_theme,
    ],
)
def test_what_a_style_of_a_word_file_hides_is_hidden(dress: Callable[[Any, Any], None]) -> None:
    """By the paragraph's style, one it is based on, the run's; white, nearly white, tiny, not shown."""
    assert _parted("a.docx", _word(dress)) == (RULE, SECRET)


def _undone_by_the_run(document: Any, paragraph: Any) -> None:
    from docx.shared import RGBColor

    paragraph.style = _style(document, "Pale")
    paragraph.runs[0].font.color.rgb = RGBColor(0, 0, 0)


def _on_the_blue_of_a_style(document: Any, paragraph: Any) -> None:
    paragraph.style = _style(document, "Pale")
    _shade(paragraph.style.element, "pPr")


def _in_a_blue_table(document: Any, paragraph: Any) -> None:
    table = document.add_table(rows=1, cols=1)
    table.style = document.styles.add_style("Blue", 3)
    _shade(table.style.element, "tcPr")
    table.rows[0].cells[0].paragraphs[0].style = _style(document, "Pale")
    table.rows[0].cells[0].paragraphs[0].add_run(SECRET)
    paragraph.clear()


def _on_a_dark_page(document: Any, paragraph: Any) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paragraph.style = _style(document, "Pale")
    document.element.insert(0, parse_xml(f'<w:background {nsdecls("w")} w:color="{BLUE}"/>'))


@pytest.mark.parametrize(
    "dress", [_undone_by_the_run, _on_the_blue_of_a_style, _in_a_blue_table, _on_a_dark_page]
)
def test_white_words_of_a_style_on_a_colour_are_seen(dress: Callable[[Any, Any], None]) -> None:
    """The style's own ground, the table's, the page's; and a run has the last word."""
    assert SECRET in _parted("a.docx", _word(dress))[0]


def _slide(dress: Callable[[Any, Any], None]) -> bytes:
    """A slide with the rule as its title and the secret in a dressed placeholder."""
    from pptx import Presentation

    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = RULE
    slide.placeholders[1].text = SECRET
    dress(slide, slide.placeholders[1])
    held = io.BytesIO()
    presentation.save(held)
    return held.getvalue()


def _fill(colour: str) -> str:
    kind = "srgbClr" if len(colour) == 6 else "schemeClr"
    return f'<a:solidFill><a:{kind} val="{colour}"/></a:solidFill>'


def _lists(shape: Any, colour: str) -> None:
    """The colour of a placeholder's first level, as its list style."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    told = f"<a:lvl1pPr><a:defRPr>{_fill(colour)}</a:defRPr></a:lvl1pPr>"
    body = shape.element.txBody
    for old in body.findall("{*}lstStyle"):
        body.remove(old)
    body.insert(1, parse_xml(f"<a:lstStyle {nsdecls('a')}>{told}</a:lstStyle>"))


def _white_run(_: Any, shape: Any) -> None:
    from pptx.dml.color import RGBColor

    run = shape.text_frame.paragraphs[0].runs[0]
    run.font.color.rgb = RGBColor.from_string(WHITE)  # type: ignore[no-untyped-call]


def _themed_run(_: Any, shape: Any) -> None:
    from pptx.enum.dml import MSO_THEME_COLOR

    shape.text_frame.paragraphs[0].runs[0].font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1


def _by_own_list(_: Any, shape: Any) -> None:
    _lists(shape, WHITE)


def _by_layout(slide: Any, _: Any) -> None:
    _lists(slide.slide_layout.placeholders[1], WHITE)


def _by_layout_and_theme(slide: Any, _: Any) -> None:
    _lists(slide.slide_layout.placeholders[1], "bg1")


def _by_master(slide: Any, _: Any) -> None:
    style = slide.slide_layout.slide_master.element.find("{*}txStyles/{*}bodyStyle/{*}lvl1pPr/{*}defRPr")
    style.find("{*}solidFill")[0].set("val", "bg1")


@pytest.mark.parametrize(
    "dress", [_white_run, _themed_run, _by_own_list, _by_layout, _by_layout_and_theme, _by_master]
)
def test_white_words_of_a_placeholder_are_hidden(dress: Callable[[Any, Any], None]) -> None:
    """By the run, its theme, the placeholder, the layout's, the master's."""
    assert _parted("a.pptx", _slide(dress)) == (RULE, SECRET)


def _dark_theme(slide: Any, shape: Any) -> None:
    """Names of light and dark exchanged, as in dark designs."""
    slide.slide_layout.slide_master.element.find("{*}clrMap").set("bg1", "dk1")
    slide.slide_layout.slide_master.element.find("{*}clrMap").set("tx1", "lt1")
    shape.text_frame.paragraphs[0].runs[0].font.bold = True


def _filled(_: Any, shape: Any) -> None:
    from pptx.dml.color import RGBColor

    _white_run(_, shape)
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(BLUE)  # type: ignore[no-untyped-call]


def _filled_by_layout(slide: Any, shape: Any) -> None:
    _filled(slide, slide.slide_layout.placeholders[1])
    _white_run(slide, shape)


@pytest.mark.parametrize("dress", [_dark_theme, _filled, _filled_by_layout])
def test_white_words_of_a_placeholder_on_a_colour_are_seen(dress: Callable[[Any, Any], None]) -> None:
    """A dark theme, the placeholder's own ground, its layout's."""
    assert _parted("a.pptx", _slide(dress)) == (f"{RULE}\n{SECRET}", "")
