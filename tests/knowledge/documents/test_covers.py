"""Shapes of a slide under others: their words are hidden where nothing is seen of them."""

import io
from typing import Any

import pytest

from knowledge.documents.formats import read_bytes
from tests.knowledge.documents.made import RULE, SECRET

UNSEEN, SEEN = True, False


def _is_hidden(dress: Any) -> bool:
    """Whether the secret in a box at the third inch counts for nothing on a slide that is dressed later."""
    from pptx import Presentation
    from pptx.util import Inches

    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    for top, words in ((1, RULE), (3, SECRET)):
        slide.shapes.add_textbox(Inches(1), Inches(top), Inches(5), Inches(1)).text_frame.text = words
    dress(slide)
    held = io.BytesIO()
    presentation.save(held)
    (document,) = read_bytes("a.pptx", held.getvalue())
    told = {document.words(p): p.is_hidden for p in document.passages}
    assert told[RULE] is False
    return told[SECRET]


def _laid(slide: Any, *, left: float = 0.9, width: float = 5.2, kind: int = 1, alpha: str = "") -> Any:
    from pptx.dml.color import RGBColor
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls
    from pptx.util import Inches

    shape = slide.shapes.add_shape(kind, Inches(left), Inches(2.9), Inches(width), Inches(1.2))
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor(255, 255, 255)  # type: ignore[no-untyped-call]
    if alpha:
        colour = shape.element.spPr.find(".//{*}srgbClr")
        colour.append(parse_xml(f'<a:alpha {nsdecls("a")} val="{alpha}"/>'))
    return shape


def _hollow(slide: Any) -> None:
    _laid(slide).fill.background()


def _before(slide: Any) -> None:
    shape = _laid(slide)
    slide.shapes._spTree.insert(2, shape.element)


def _turned(slide: Any) -> None:
    _laid(slide).rotation = 30


def _off(slide: Any) -> None:
    _laid(slide).element.nvSpPr.cNvPr.set("hidden", "1")


def _pictured(slide: Any, mode: str = "RGB") -> None:
    from PIL import Image
    from pptx.util import Inches

    held = io.BytesIO()
    Image.new(mode, (2, 2)).save(held, "PNG")
    slide.shapes.add_picture(held, Inches(0.9), Inches(2.9), Inches(5.2), Inches(1.2))


def _grouped(slide: Any) -> None:
    """The shape is small in its group, and the group is drawn large."""
    from pptx.util import Inches

    shape = _laid(slide, left=0, width=1)
    group = slide.shapes.add_group_shape([shape])
    group.left, group.top, group.width, group.height = Inches(0.9), Inches(2.9), Inches(5.2), Inches(1.2)


def _comes_later(slide: Any) -> None:
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    shape = _laid(slide)
    target = f'<p:tgtEl><p:spTgt spid="{shape.shape_id}"/></p:tgtEl>'
    slide.element.append(parse_xml(f"<p:timing {nsdecls('p')}>{target}</p:timing>"))


@pytest.mark.parametrize(
    ("dress", "is_unseen"),
    [
        pytest.param(_laid, UNSEEN, id="under a shape"),
        pytest.param(lambda slide: _laid(slide, kind=5), UNSEEN, id="under a rounded one"),
        pytest.param(lambda slide: _laid(slide, kind=9), SEEN, id="under an oval"),
        pytest.param(lambda slide: _laid(slide, width=3), SEEN, id="half under"),
        pytest.param(lambda slide: _laid(slide, alpha="40000"), SEEN, id="under a veil"),
        pytest.param(_hollow, SEEN, id="in a frame"),
        pytest.param(_before, SEEN, id="on a shape"),
        pytest.param(_turned, SEEN, id="under a turned one"),
        pytest.param(_off, SEEN, id="under one that is switched off"),
        pytest.param(_pictured, UNSEEN, id="under a picture"),
        pytest.param(lambda slide: _pictured(slide, "RGBA"), SEEN, id="under a picture with holes"),
        pytest.param(_grouped, UNSEEN, id="under a group"),
        pytest.param(_comes_later, SEEN, id="until something comes over it"),
    ],
)
def test_words_under_a_shape_are_hidden(dress: Any, is_unseen: bool) -> None:
    """Where it was drawn later, lets nothing through, and covers them."""
    assert _is_hidden(dress) is is_unseen
