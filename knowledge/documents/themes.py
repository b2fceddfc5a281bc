"""What a presentation's theme, master and layout say of the colour of words and of what is behind them."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from knowledge.documents.colours import are_near, is_white

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
FILLS = frozenset(f"{_A}{kind}Fill" for kind in ("solid", "grad", "blip", "patt", "grp"))
_PAINTS = frozenset([*FILLS, f"{_A}noFill"])
TINY = 200
"""Hundredths of a point below which nobody reads."""
_CLEAR = 5_000
"""Thousandths of a per cent of colour up to which nobody sees it."""
_TITLES = ("title", "ctrTitle")
_OTHERS = ("dt", "ftr", "sldNum", "hdr")


class Theme:
    """The colours of a slide by their names, and the words' colour where they do not state one."""

    def __init__(self, slide: Any, defaults: Any, *, named: Mapping[str, str]) -> None:
        self.slide = slide
        self._master = slide.slide_layout.slide_master
        self._defaults = defaults
        self._named = named

    def hides(self, shape: Any, paragraph: Any, *, stated: Any, ground: str | None) -> bool:
        """Whether nobody sees a run on this ground: tiny, not drawn, or in the ground's colour.

        What speaks of its colour, or its size, is its own word, or the first that has one for it.
        """
        told = [e for e in (stated, *self._inherited(shape, paragraph)) if e is not None]
        size = next((e.get("sz") for e in told if e.get("sz")), "")
        if size.isdecimal() and int(size[:9]) < TINY:
            return True
        holder = next((e for e in told if any(child.tag in _PAINTS for child in e)), None)
        if holder is None:
            return False
        if holder.find(f"{_A}noFill") is not None or _is_clear(holder):
            return True
        return are_near(self.fill_in(holder), ground)

    def fill_in(self, holder: Any) -> str | None:
        """The one plain colour that an element is filled with, named by itself or by the theme."""
        return self._plain(holder.find(f"{_A}solidFill"))

    def _value(self, colour: Any) -> str | None:
        value = colour.get("val")
        if colour.tag == f"{_A}sysClr":
            return str(colour.get("lastClr") or "")
        return self._named.get(value or "") if colour.tag == f"{_A}schemeClr" else value

    def is_plain(self, background: Any) -> bool:
        """Whether a background is white."""
        stated = background.find(f"{_P}bgPr")
        if stated is not None:
            return is_white(self.fill_in(stated))
        return is_white(self._plain(background.find(f"{_P}bgRef")))

    def _plain(self, holder: Any) -> str | None:
        """What it holds where that is one colour that nothing changes."""
        colours = list(holder) if holder is not None else []
        return self._value(colours[0]) if len(colours) == 1 and not len(colours[0]) else None

    def _inherited(self, shape: Any, paragraph: Any) -> Iterator[Any]:
        """What else speaks of a run's looks, the nearest first."""
        about = paragraph.find(f"{_A}pPr")
        told = about.get("lvl") or "0" if about is not None else "0"
        level = f"{_A}lvl{int(told) + 1 if told.isdecimal() else 1}pPr/{_A}defRPr"
        for element in ancestry(shape):
            yield element.find(f"{_P}txBody/{_A}lstStyle/{level}")
        if shape.is_placeholder:
            yield self._master.element.find(f"{_P}txStyles/{_P}{_style_of(shape)}/{level}")
        yield self._defaults.find(level) if self._defaults is not None else None


def ancestry(shape: Any) -> Iterator[Any]:
    """A shape's element, and those of the layout's and the master's placeholders that it goes by."""
    for _ in range(3):
        if shape is None:
            return
        yield shape.element
        following = None
        with suppress(KeyError, AttributeError):
            following = shape._base_placeholder if shape.is_placeholder else None
        shape = following


def _is_clear(holder: Any) -> bool:
    """Whether words are filled with a colour that lets everything through."""
    shares = (alpha.get("val") or "" for alpha in holder.iterfind(f"{_A}solidFill/*/{_A}alpha"))
    return any(share.isdecimal() and int(share[:9]) <= _CLEAR for share in shares)


def _style_of(shape: Any) -> str:
    told = next((e.get("type") for e in shape.element.iter(f"{_P}ph")), None)
    return "titleStyle" if told in _TITLES else "otherStyle" if told in _OTHERS else "bodyStyle"


def colours_of(master: Any) -> dict[str, str]:
    """The theme's colours by the names that the master gives them, and by the theme's own."""
    from pptx.opc.constants import RELATIONSHIP_TYPE  # loaded with the slides
    from pptx.oxml import parse_xml

    try:
        theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        scheme = parse_xml(theme.blob).find(f".//{_A}clrScheme")
    except (KeyError, ValueError):
        return {}
    own = {
        str(each.tag).removeprefix(_A): str(each[0].get("lastClr") or each[0].get("val") or "")
        for each in (scheme if scheme is not None else ())
        if len(each)
    }
    mapped = master.element.find(f"{_P}clrMap")
    names = mapped.attrib.items() if mapped is not None else ()
    return own | {str(name): own.get(str(meant), "") for name, meant in names}
