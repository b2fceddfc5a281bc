"""Shapes in groups of Word files: their words are read, and those that nobody sees are marked."""

import pytest

from tests.knowledge.documents.made import RULE, SECRET
from tests.knowledge.documents.test_floating import CM, WHITE, parted, place

BLUE = '<a:solidFill><a:srgbClr val="102080"/></a:solidFill>'
THEMED = '<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
SPACES = (
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:wpc="http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas"'
)


def frame(x: float, y: float, width: float, height: float, *, more: str = "") -> str:
    """Where something lies in its group, in centimetres; a group's own frame is as its outer one."""
    off, ext = f'x="{int(x * CM)}" y="{int(y * CM)}"', f'cx="{int(width * CM)}" cy="{int(height * CM)}"'
    inner = f"<a:chOff {off}/><a:chExt {ext}/>"
    return f"<a:xfrm {more}><a:off {off}/><a:ext {ext}/>{inner}</a:xfrm>"


def member(at: str, *, words: str = "", fill: str = "<a:noFill/>", gone: str = "0", run: str = "") -> str:
    """A shape of a group, with words in it or none."""
    text = f"<w:p><w:r>{run}<w:t>{words}</w:t></w:r></w:p>"
    box = f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>" if words else ""
    return (
        f'<wps:wsp><wps:cNvPr id="2" name="y" hidden="{gone}"/><wps:spPr>{at}<a:prstGeom prst="rect"/>{fill}'
        f"</wps:spPr>{box}</wps:wsp>"
    )


def group(*shapes: str, at: str = "", kind: str = "wgp", gone: str = "0") -> str:
    """A group of ten by ten centimetres, or one in it."""
    about = (
        f'<wpg:cNvPr id="3" name="g" hidden="{gone}"/><wpg:grpSpPr>{at or frame(0, 0, 10, 10)}</wpg:grpSpPr>'
    )
    return f"<wpg:{kind} {SPACES}>{about}{''.join(shapes)}</wpg:{kind}>"


def drawing(held: str, *, at: str | None = None) -> str:
    """A drawing of a group: beside the words at a place, or between them."""
    about = (
        f'{at or ""}<wp:extent cx="{10 * CM}" cy="{10 * CM}"/><wp:wrapNone/><wp:docPr id="1" name="x"/>'
        f"<a:graphic><a:graphicData>{held}</a:graphicData></a:graphic>"
    )
    kind = "inline" if at is None else "anchor"
    return f'<w:drawing><wp:{kind} relativeHeight="1" behindDoc="0">{about}</wp:{kind}></w:drawing>'


BOX = member(frame(1, 1, 4, 2), words=SECRET)
COVER = member(frame(0, 0, 6, 4), fill=WHITE)
ON_PAGE = place(3, 5)


@pytest.mark.parametrize("at", [ON_PAGE, None, place(0, 0, ("character", "line"))])
@pytest.mark.parametrize(
    ("held", "is_unseen"),
    [
        pytest.param(group(BOX), False, id="in a group"),
        pytest.param(group(group(BOX, kind="grpSp")), False, id="in a group in a group"),
        pytest.param(f"<wpc:wpc {SPACES}>{BOX}</wpc:wpc>", False, id="on a canvas"),
        pytest.param(group(member(frame(1, 1, 4, 2), words=SECRET, gone="1")), True, id="switched off"),
        pytest.param(group(group(BOX, kind="grpSp", gone="1")), True, id="in a group switched off"),
        pytest.param(group(BOX, COVER), True, id="under another"),
        pytest.param(group(COVER, BOX), False, id="on another"),
        pytest.param(group(BOX, member(frame(0, 0, 6, 4))), False, id="in a frame"),
        pytest.param(group(BOX, member(frame(6, 6, 3, 3), fill=WHITE)), False, id="beside another"),
        pytest.param(group(group(BOX, kind="grpSp"), COVER), True, id="in a group under another"),
        pytest.param(
            group(BOX, member(frame(0, 0, 6, 4, more='rot="900000"'), fill=WHITE)),
            False,
            id="under a turned one",
        ),
        pytest.param(group(member(frame(90, 1, 4, 2), words=SECRET)), True, id="far to the right"),
        pytest.param(group(member(frame(1, -90, 4, 2), words=SECRET)), True, id="far above"),
        pytest.param(
            group(
                member(
                    frame(1, 1, 4, 2),
                    words=SECRET,
                    fill=WHITE,
                    run='<w:rPr><w:color w:val="FFFFFF"/></w:rPr>',
                )
            ),
            True,
            id="white on white",
        ),
    ],
)
def test_where_a_shape_lies_in_its_group_decides(held: str, is_unseen: bool, at: str | None) -> None:
    """Wherever the group is, and also where nothing tells where it is."""
    seen, hidden = parted(drawing(held, at=at))
    assert RULE in seen
    assert (SECRET not in seen, SECRET in hidden) == (is_unseen, is_unseen)
    assert (seen + hidden).count(SECRET) == 1


def test_places_in_a_group_are_told_in_its_own_measure() -> None:
    """A shape far to the right by a measure of which a hundred are a centimetre is on the page."""
    usual = frame(0, 0, 10, 10)
    finer = usual.replace(
        f'<a:chExt cx="{10 * CM}" cy="{10 * CM}"/>', f'<a:chExt cx="{1_000 * CM}" cy="{1_000 * CM}"/>'
    )
    held = group(member(frame(500, 100, 400, 200), words=SECRET), at=finer)
    assert SECRET in parted(drawing(held, at=ON_PAGE))[0]


def test_a_mirrored_group_has_its_shapes_on_the_other_side() -> None:
    """What would lie beside a cover lies under it."""
    mirrored = frame(0, 0, 10, 10, more='flipH="1"')
    inner = group(member(frame(1, 1, 3, 2), words=SECRET), kind="grpSp", at=mirrored)
    for x, is_unseen in ((5, True), (0, False)):
        seen, _ = parted(drawing(group(inner, member(frame(x, 0, 5, 4), fill=WHITE)), at=ON_PAGE))
        assert (SECRET not in seen) is is_unseen


def test_a_shape_of_a_group_hides_the_words_of_the_page() -> None:
    """As one that is alone would."""
    held = group(member(frame(-1, -1, 20, 8), fill=WHITE))
    seen, hidden = parted(drawing(held, at=place(0, -1, ("column", "paragraph"))), after=SECRET)
    assert (SECRET not in seen, SECRET in hidden) == (True, True)


@pytest.mark.parametrize(
    ("fill", "below", "is_unseen"),
    [
        pytest.param(THEMED, "", False, id="on the theme's colour"),
        pytest.param(
            '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>', "", True, id="on the theme's paper"
        ),
        pytest.param("<a:noFill/>", BLUE, False, id="on a blue shape"),
        pytest.param("<a:noFill/>", WHITE, True, id="on a white shape"),
        pytest.param(WHITE, BLUE, True, id="in a white box on a blue shape"),
    ],
)
def test_white_words_are_seen_on_what_is_not_white(fill: str, below: str, is_unseen: bool) -> None:
    """The box's own colour, and where it has none, that of the shape that it lies on."""
    white = '<w:rPr><w:color w:val="FFFFFF" w:themeColor="background1"/></w:rPr>'
    ground = member(frame(0, 0, 6, 4), fill=below) if below else ""
    box = member(frame(1, 1, 4, 2), words=SECRET, fill=fill, run=white)
    seen, _ = parted(drawing(group(ground, box), at=ON_PAGE))
    assert (SECRET not in seen) is is_unseen


def test_groups_of_older_programs_are_opened_too() -> None:
    """They measure in units of their own, and say where a shape lies in its style."""
    box = f"<v:textbox><w:txbxContent><w:p><w:r><w:t>{SECRET}</w:t></w:r></w:p></w:txbxContent></v:textbox>"
    told = "position:absolute;left:100;top:100;width:400;height:200"
    cover = '<v:rect style="position:absolute;left:0;top:0;width:800;height:400"/>'
    for inside, is_unseen in (
        (f'<v:shape style="{told}">{box}</v:shape>', False),
        (f'<v:shape style="{told};visibility:hidden">{box}</v:shape>', True),
        (f'<v:shape style="{told}">{box}</v:shape>{cover}', True),
        (f'{cover}<v:shape style="{told}">{box}</v:shape>', False),
        (f'<v:shape style="{told.replace("left:100", "left:99000")}">{box}</v:shape>', True),
    ):
        style = "position:absolute;margin-left:0;margin-top:0;width:300pt;height:300pt"
        old = f'<v:group style="{style}" coordorigin="0,0" coordsize="1000,1000">{inside}</v:group>'
        seen, hidden = parted(f"<w:pict>{old}</w:pict>")
        assert (SECRET not in seen, SECRET in hidden) == (is_unseen, is_unseen)
