"""Word files: words in text boxes beside the page, and under shapes, are seen by nobody; others are."""

import io
from collections.abc import Sequence
from typing import Any

import pytest

from knowledge.documents.formats import read_bytes
from tests.knowledge.documents.made import RULE, SECRET

_SPACES = (
    " ".join(
        f'xmlns:{prefix}="http://schemas.{space}"'
        for prefix, space in {
            "w": "openxmlformats.org/wordprocessingml/2006/main",
            "wp": "openxmlformats.org/drawingml/2006/wordprocessingDrawing",
            "a": "openxmlformats.org/drawingml/2006/main",
            "mc": "openxmlformats.org/markup-compatibility/2006",
            "wps": "microsoft.com/office/word/2010/wordprocessingShape",
            "odd": "example.org/never-heard-of",
        }.items()
    )
    + ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
CM = 360_000
WHITE = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'


def place(x: float, y: float, relative: tuple[str, str] = ("page", "page")) -> str:
    """So many centimetres from the left and from the top of something."""
    sides = (("H", x, relative[0]), ("V", y, relative[1]))
    return "".join(
        f'<wp:position{side} relativeFrom="{what}"><wp:posOffset>{int(at * CM)}</wp:posOffset>'
        f"</wp:position{side}>"
        for side, at, what in sides
    )


def shape(
    at: str, *, words: str = "", fill: str = "<a:noFill/>", size: tuple[float, float] = (10, 2), **more: str
) -> str:
    """A drawing of one shape, with words in it or none."""
    about = {"height": "1", "behind": "0", "wrap": "<wp:wrapNone/>", "gone": "0"} | more
    box = f"<wps:txbx><w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
    return (
        f'<w:drawing><wp:anchor relativeHeight="{about["height"]}" behindDoc="{about["behind"]}">{at}'
        f'<wp:extent cx="{int(size[0] * CM)}" cy="{int(size[1] * CM)}"/>{about["wrap"]}'
        f'<wp:docPr id="1" name="x" hidden="{about["gone"]}"/><a:graphic><a:graphicData><wps:wsp>'
        f'<wps:spPr><a:prstGeom prst="rect"/>{fill}</wps:spPr>{box if words else ""}'
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )


def made(drawings: Sequence[str], *, before: str = RULE, after: str = "The last line stands here.") -> bytes:
    """A file with these drawings in its second paragraph."""
    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    document.add_paragraph(before)
    paragraph = document.add_paragraph("")
    for drawing in drawings:
        paragraph._p.append(parse_xml(f"<w:r {_SPACES}>{drawing}</w:r>"))
    document.add_paragraph(after)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def parted(*drawings: str, before: str = RULE, after: str = "The last line stands here.") -> tuple[str, str]:
    """The words of a file with these drawings in its second paragraph, seen ones and others."""
    return _split(made(drawings, before=before, after=after))


def split(document: Any) -> tuple[str, str]:
    """The words that are seen, and those that are not."""
    held = io.BytesIO()
    document.save(held)
    return _split(held.getvalue())


def _split(content: bytes) -> tuple[str, str]:
    (read,) = read_bytes("a.docx", content)
    words: tuple[list[str], list[str]] = ([], [])
    for passage in read.passages:
        words[passage.is_hidden].append(read.words(passage))
    return " ".join(words[0]), " ".join(words[1])


BOX = shape(place(3, 5), words=SECRET)


@pytest.mark.parametrize(
    ("drawings", "is_unseen"),
    [
        pytest.param([BOX], False, id="a text box"),
        pytest.param([shape(place(-11, 5), words=SECRET)], True, id="left of the page"),
        pytest.param([shape(place(-9, 5), words=SECRET)], False, id="in part left of the page"),
        pytest.param([shape(place(40, 5), words=SECRET)], True, id="right of the page"),
        pytest.param([shape(place(3, 40), words=SECRET)], True, id="below the page"),
        pytest.param([shape(place(3, -5), words=SECRET)], True, id="above the page"),
        pytest.param(
            [shape(place(-14, 5, ("margin", "page")), words=SECRET)], True, id="left, from the margin"
        ),
        pytest.param([shape(place(-11, 5, ("column", "page")), words=SECRET)], False, id="reaches in"),
        pytest.param([shape(place(0, -40, ("column", "paragraph")), words=SECRET)], True, id="far above"),
        pytest.param([shape(place(0, -5, ("column", "paragraph")), words=SECRET)], False, id="perhaps above"),
        pytest.param([shape(place(3, 5), words=SECRET, gone="1")], True, id="hidden by its own word"),
        pytest.param([BOX, shape(place(3, 5), fill=WHITE, height="2")], True, id="under a shape"),
        pytest.param([BOX, shape(place(3, 5), height="2")], False, id="in a frame"),
        pytest.param([BOX, shape(place(3, 5), fill=WHITE, height="0")], False, id="on a shape"),
        pytest.param([BOX, shape(place(3, 9), fill=WHITE, height="2")], False, id="beside a shape"),
        pytest.param(
            [BOX, shape(place(3, 5), fill=WHITE, height="2", behind="1")], False, id="on one behind"
        ),
        pytest.param([shape(place(3, 5), words=SECRET, fill=WHITE)], False, id="in a filled box"),
    ],
)
def test_where_a_text_box_lies_decides(drawings: list[str], is_unseen: bool) -> None:
    """Beside the page, under something that nothing is seen through, or switched off."""
    seen, hidden = parted(*drawings)
    assert RULE in seen
    assert (SECRET not in seen) is is_unseen
    assert (SECRET in hidden) is is_unseen


@pytest.mark.parametrize(
    ("cover", "is_unseen"),
    [
        pytest.param(
            shape(place(0, -1, ("column", "paragraph")), fill=WHITE, size=(17, 6)), True, id="over it"
        ),
        pytest.param(
            shape(place(0, -1, ("column", "paragraph")), size=(17, 6)), False, id="a frame around it"
        ),
        pytest.param(
            shape(place(0, -1, ("column", "paragraph")), fill=WHITE, size=(17, 6), behind="1"),
            False,
            id="behind it",
        ),
        pytest.param(
            shape(
                place(0, -1, ("column", "paragraph")), fill=WHITE, size=(17, 6), wrap="<wp:wrapTopAndBottom/>"
            ),
            False,
            id="pushes it aside",
        ),
        pytest.param(
            shape(place(0, 9, ("column", "paragraph")), fill=WHITE, size=(17, 6)), False, id="below it"
        ),
        pytest.param(
            shape(place(12, -1, ("column", "paragraph")), fill=WHITE, size=(4, 6)), False, id="beside it"
        ),
        pytest.param(shape(place(0, 0), fill=WHITE, size=(22, 30)), True, id="over the whole page"),
    ],
)
def test_paragraphs_under_a_shape_are_not_seen(cover: str, is_unseen: bool) -> None:
    """As far as an estimate of the lines around it tells."""
    seen, hidden = parted(cover, after=SECRET)
    assert (SECRET not in seen) is is_unseen
    assert (SECRET in hidden) is is_unseen


def test_a_cover_hides_its_own_page_only() -> None:
    """What comes after a break of the page is seen."""
    from docx import Document
    from docx.enum.text import WD_BREAK
    from docx.oxml import parse_xml

    document = Document()
    document.add_paragraph(SECRET)._p.append(
        parse_xml(f"<w:r {_SPACES}>{shape(place(0, 0), fill=WHITE, size=(22, 30))}</w:r>")
    )
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph(RULE)
    seen, hidden = split(document)
    assert RULE in seen
    assert SECRET in hidden


@pytest.mark.parametrize(
    ("style", "is_unseen"),
    [
        ("position:absolute;margin-left:0;margin-top:0;width:200pt;height:40pt", False),
        ("position:absolute;margin-left:-900pt;margin-top:0;width:200pt;height:40pt", True),
        ("position:absolute;width:200pt;height:40pt;visibility:hidden", True),
        ("width:200pt;height:40pt", False),
    ],
)
def test_shapes_of_older_programs_are_looked_at_too(style: str, is_unseen: bool) -> None:
    """They say where they lie in a style."""
    box = f"<v:textbox><w:txbxContent><w:p><w:r><w:t>{SECRET}</w:t></w:r></w:p></w:txbxContent></v:textbox>"
    seen, hidden = parted(f'<w:pict><v:shape style="{style}">{box}</v:shape></w:pict>')
    assert (SECRET not in seen, SECRET in hidden) == (is_unseen, is_unseen)


def test_of_two_forms_of_a_text_box_one_is_read() -> None:
    """The one that a program of today shows; the words of the other say nothing."""
    old = "<w:pict><v:rect><v:textbox><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"
    old += "</v:textbox></v:rect></w:pict>"
    forms = "<mc:AlternateContent><mc:Choice Requires='{}'>{}</mc:Choice>"
    forms += "<mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
    boxed = shape(place(3, 5), words="Signed at release.")
    seen, hidden = parted(forms.format("wps", boxed, old.format("Signed at release.")))
    assert (seen + hidden).count("Signed at release.") == 1
    seen, hidden = parted(forms.format("wps", boxed, old.format(SECRET)))
    assert SECRET not in seen
    seen, hidden = parted(
        forms.format("odd", shape(place(3, 5), words=SECRET), old.format("Signed at release."))
    )
    assert (SECRET in seen, "Signed at release." in seen) == (False, True)


def test_the_ground_of_a_text_box_is_behind_its_words() -> None:
    """White on blue is seen, blue on blue is not."""
    blue = '<a:solidFill><a:srgbClr val="102080"/></a:solidFill>'
    for colour, is_unseen in (("FFFFFF", False), ("102080", True)):
        inked = shape(place(3, 5), words=SECRET, fill=blue).replace(
            "<w:r>", f'<w:r><w:rPr><w:color w:val="{colour}"/></w:rPr>'
        )
        seen, hidden = parted(inked)
        assert (SECRET not in seen, SECRET in hidden) == (is_unseen, is_unseen)


def test_a_text_box_of_a_header_may_lie_beside_the_page() -> None:
    """Headers are looked at as the pages are."""
    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    document.add_paragraph(RULE)
    header = document.sections[0].header.paragraphs[0]
    header._p.append(parse_xml(f"<w:r {_SPACES}>{shape(place(-30, 1), words=SECRET)}</w:r>"))
    seen, hidden = split(document)
    assert RULE in seen
    assert SECRET in hidden
