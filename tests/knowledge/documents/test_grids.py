"""Words in the cells of a presentation's tables: the table's style decides on which ground they stand."""

import io
from typing import Any

import pytest

from knowledge.documents.formats import read_bytes
from tests.knowledge.documents.made import RULE, SECRET

OWN = "{11111111-2222-3333-4444-555555555555}"
USUAL = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
UNKNOWN = "{99999999-2222-3333-4444-555555555555}"
SPACE = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def part(name: str, fill: str) -> str:
    """A part of a table's style that fills its cells."""
    return f"<a:{name}><a:tcTxStyle/><a:tcStyle><a:tcBdr/><a:fill>{fill}</a:fill></a:tcStyle></a:{name}>"


def scheme(name: str, change: str = "") -> str:
    """A fill in a colour of the theme."""
    return f'<a:solidFill><a:schemeClr val="{name}">{change}</a:schemeClr></a:solidFill>'


PALE = part("wholeTbl", scheme("accent1", '<a:tint val="20000"/>'))
DARK = part("wholeTbl", scheme("accent1"))
HEAD = part("firstRow", scheme("accent1"))
STRONG = part("wholeTbl", scheme("accent1", '<a:tint val="90000"/>'))


def slide(row: int, *, style: str, parts: str = "", switches: str = "") -> bytes:
    """A table of three rows, the secret in white in one of them."""
    from pptx import Presentation
    from pptx.dml.color import RGBColor
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.util import Inches

    presentation = Presentation()
    page = presentation.slides.add_slide(presentation.slide_layouts[6])
    table = page.shapes.add_table(3, 2, Inches(1), Inches(1), Inches(6), Inches(1)).table
    table._tbl.tblPr.find("{*}tableStyleId").text = style
    for name in switches.split():
        key, _, value = name.partition("=")
        table._tbl.tblPr.set(key, value)
    table.cell(row, 0).text, table.cell(row, 1).text = RULE, SECRET
    white = RGBColor(255, 255, 255)  # type: ignore[no-untyped-call]
    table.cell(row, 1).text_frame.paragraphs[0].runs[0].font.color.rgb = white
    if parts:
        told: Any = presentation.part.part_related_by(RELATIONSHIP_TYPE.TABLE_STYLES)
        own = f'<a:tblStyle styleId="{OWN}" styleName="Own">{parts}</a:tblStyle>'
        told._blob = f'<a:tblStyleLst {SPACE} def="{USUAL}">{own}</a:tblStyleLst>'.encode()
    held = io.BytesIO()
    presentation.save(held)
    return held.getvalue()


@pytest.mark.parametrize(
    ("row", "about", "is_unseen"),
    [
        pytest.param(1, {"style": USUAL}, True, id="in a row of the usual table"),
        pytest.param(0, {"style": USUAL}, False, id="in its head"),
        pytest.param(0, {"style": USUAL, "switches": "firstRow=0"}, True, id="in its head, switched off"),
        pytest.param(2, {"style": USUAL, "switches": "lastRow=1"}, False, id="in its row of sums"),
        pytest.param(1, {"style": USUAL, "switches": "lastCol=1"}, False, id="in its last column"),
        pytest.param(1, {"style": UNKNOWN}, False, id="in a table of which nothing is known"),
        pytest.param(1, {"style": OWN, "parts": PALE}, True, id="in a pale row"),
        pytest.param(1, {"style": OWN, "parts": STRONG}, False, id="in a row of strong colour"),
        pytest.param(1, {"style": OWN, "parts": DARK}, False, id="in a coloured table"),
        pytest.param(0, {"style": OWN, "parts": PALE + HEAD}, False, id="in a coloured head"),
        pytest.param(2, {"style": OWN, "parts": PALE + HEAD}, True, id="below a coloured head"),
        pytest.param(
            1,
            {"style": OWN, "parts": PALE + part("band1H", scheme("accent1"))},
            False,
            id="in a coloured band",
        ),
        pytest.param(
            2, {"style": OWN, "parts": PALE + part("band1H", scheme("accent1"))}, True, id="between two bands"
        ),
        pytest.param(1, {"style": OWN, "parts": part("wholeTbl", scheme("bg1"))}, True, id="on white"),
        pytest.param(1, {"style": OWN, "parts": part("wholeTbl", "<a:noFill/>")}, True, id="on the slide"),
        pytest.param(1, {"style": OWN, "parts": HEAD}, True, id="on the slide, unsaid"),
        pytest.param(
            1,
            {"style": OWN, "parts": f"<a:tblBg><a:fillRef idx='1'/></a:tblBg>{HEAD}"},
            False,
            id="on a ground",
        ),
    ],
)
def test_white_words_are_seen_where_the_style_colours_the_cell(
    row: int, about: dict[str, str], is_unseen: bool
) -> None:
    """Its head, its sums, its bands, as far as they are switched on; what is next to white is as white."""
    (read,) = read_bytes("a.pptx", slide(row, **about))
    words: tuple[list[str], list[str]] = ([], [])
    for passage in read.passages:
        words[passage.is_hidden].append(read.words(passage))
    seen, hidden = " ".join(words[0]), " ".join(words[1])
    assert RULE in seen
    assert (SECRET not in seen, SECRET in hidden) == (is_unseen, is_unseen)
