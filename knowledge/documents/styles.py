"""What the styles of a Word file say of its words: colour, size, and whether they are shown at all."""

from collections.abc import Iterator
from typing import Any

from knowledge.documents.colours import are_near, is_white
from knowledge.documents.floating import Floating
from knowledge.documents.grounds import ground_of

TINY = 2.0
"""Points below which nobody reads."""
DEEPEST = 20
"""Styles that one is based on, one after the other."""
_PALE = ("", "AUTO", "NONE", "CLEAR", "WHITE")
"""What shading may say without there being any."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BACKGROUND = ("background1", "light1")
_GONE = ("vanish", "strike", "dstrike")
_LEAST = {"sz": 2 * TINY, "w": 10}
"""Half points, and per cent of the width of letters, below which nobody reads."""
_DECIDING = frozenset([*_GONE, *_LEAST, "color"])
_SIDES = ("left", "start", "x", "y")
_AWAY = 12_000
"""Twentieths of a point to the left of, or above, a page from which on nothing reaches it."""
_LOWEST = 40
"""Twentieths of a point: a line that is exactly as high, or less, shows no letters."""


class Styles:
    """The styles of one file, and what they make of a run."""

    def __init__(self, sheet: Any, body: Any, *, floating: Floating) -> None:
        self._floating = floating
        self._styles = {style.get(f"{_W}styleId"): style for style in sheet.iterfind(f"{_W}style")}
        self._usual = {
            style.get(f"{_W}type"): name
            for name, style in self._styles.items()
            if style.get(f"{_W}default") in ("1", "true")
        }
        self._defaults = sheet.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
        page = body.getparent().find(f"{_W}background")
        self._is_dark = page is not None and not _is_pale(page.get(f"{_W}color"))
        self._stated: dict[tuple[str, str], dict[str, Any]] = {}
        self._shaded: dict[str, bool] = {}

    def hides(self, run: Any) -> bool:
        """Whether nobody sees the run, or it is crossed out: not shown, tiny, or in the colour behind it."""
        paragraph = next(run.iterancestors(f"{_W}p"), None)
        style = _named(run, "rPr", name="rStyle")
        block = _named(paragraph, "pPr", name="pStyle") if paragraph is not None else ""
        stated = self._by_style(style, block) | _parts(run.find(f"{_W}rPr"))
        if any(_is_on(stated.get(name)) for name in _GONE) or _is_among(run, self._floating.unseen):
            return True
        if paragraph is not None and (_is_flat(paragraph) or _is_away(paragraph)):
            return True
        if any(_is_below(stated.get(name), least) for name, least in _LEAST.items()):
            return True
        colour = stated.get("color")
        if any(are_near(_value(colour), fill) for fill in _fills(run)):
            return True
        return _is_white(colour) and not self._is_shaded(run, (style, block))

    def _by_style(self, style: str, block: str) -> dict[str, Any]:
        """What the styles of a run and of its paragraph say together, the run's last."""
        if (style, block) not in self._stated:
            usual = block or self._usual.get("paragraph", "")
            found = _parts(self._defaults)
            for each in (*reversed(list(self._chain(usual))), *reversed(list(self._chain(style)))):
                found |= _parts(each.find(f"{_W}rPr"))
            self._stated[style, block] = found
        return self._stated[style, block]

    def _chain(self, name: str) -> Iterator[Any]:
        """A style and those that it is based on."""
        for _ in range(DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = _value(style.find(f"{_W}basedOn"))

    def _is_shaded(self, run: Any, names: tuple[str, str]) -> bool:
        """Whether the run, its paragraph, its cell, its table or the page has a colour behind the words."""
        holders = [run, *run.iterancestors(f"{_W}p", f"{_W}tc", f"{_W}tbl")]
        tables = [_named(holder, "tblPr", name="tblStyle") for holder in holders if holder.tag == f"{_W}tbl"]
        if (
            self._is_dark
            or not _is_pale(ground_of(run))
            or (not ground_of(run) and _is_among(run, self._floating.coloured))
            or any(_has_colour(holder.iterfind(f"{holder.tag}Pr/*")) for holder in holders)
        ):
            return True
        return any(self._shades(name) for name in (*names, *tables))

    def _shades(self, name: str) -> bool:
        """Whether a style, or one it is based on, puts a colour anywhere."""
        if name not in self._shaded:
            self._shaded[name] = any(_has_colour(style.iter()) for style in self._chain(name))
        return self._shaded[name]


def _is_among(run: Any, blocks: frozenset[Any]) -> bool:
    """Whether the text box that a run stands in, or its paragraph outside of one, is among these."""
    if not blocks:
        return False
    box = next(run.iterancestors(f"{_W}txbxContent"), None)
    return box in blocks if box is not None else any(up in blocks for up in run.iterancestors(f"{_W}p"))


def _named(holder: Any, about: str, *, name: str) -> str:
    """The style that a run, a paragraph or a table names."""
    return _value(holder.find(f"{_W}{about}/{_W}{name}"))


def _value(element: Any) -> str:
    return "" if element is None else element.get(f"{_W}val") or ""


def _parts(stated: Any) -> dict[str, Any]:
    """By their names, the elements that say what decides whether words are seen."""
    if stated is None:
        return {}
    return {name: e for e in stated for name in [str(e.tag).removeprefix(_W)] if name in _DECIDING}


def _is_on(switch: Any) -> bool:
    return switch is not None and switch.get(f"{_W}val") not in ("0", "false")


def _is_below(stated: Any, least: float) -> bool:
    size = _value(stated)
    return size.isdecimal() and int(size[:9]) < least


def _is_flat(paragraph: Any) -> bool:
    """Whether the lines of a paragraph are set so low that nothing of them is seen."""
    spacing = paragraph.find(f"{_W}pPr/{_W}spacing")
    line = spacing.get(f"{_W}line") or "" if spacing is not None else ""
    return line.isdecimal() and int(line[:9]) <= _LOWEST and spacing.get(f"{_W}lineRule") == "exact"


def _is_away(paragraph: Any) -> bool:
    """Whether a paragraph is set wholly beside the page, by its indent or in a frame."""
    told = (
        element.get(f"{_W}{side}") or ""
        for element in paragraph.iterfind(f"{_W}pPr/*")
        if element.tag in (f"{_W}ind", f"{_W}framePr")
        for side in _SIDES
    )
    return any(value.startswith("-") and value[1:].isdecimal() and int(value[1:9]) >= _AWAY for value in told)


def _fills(run: Any) -> Iterator[str]:
    """The colour that the nearest of the run, its paragraph and its cell has behind the words, if any."""
    for holder in (run, *run.iterancestors(f"{_W}p", f"{_W}tc")):
        fill = next((e.get(f"{_W}fill") for e in holder.iterfind(f"{holder.tag}Pr/{_W}shd")), None)
        if fill and fill.upper() not in _PALE:
            yield fill
            return
    if fill := ground_of(run):
        yield fill


def _is_white(colour: Any) -> bool:
    """By the theme's background, which has the last word, or by the colour itself."""
    if colour is not None and colour.get(f"{_W}themeColor") in _BACKGROUND:
        return not (colour.get(f"{_W}themeShade") or colour.get(f"{_W}themeTint"))
    return is_white(_value(colour))


def _is_pale(colour: str | None) -> bool:
    return (colour or "").upper() in _PALE or is_white(colour)


def _has_colour(elements: Any) -> bool:
    shades = (e for e in elements if e.tag in (f"{_W}shd", f"{_W}highlight"))
    return any(not _is_pale(shade.get(f"{_W}fill") or shade.get(f"{_W}val")) for shade in shades)
