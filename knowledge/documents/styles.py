"""What the styles of a Word file say of its words: colour, size, and whether they are shown at all."""

from collections.abc import Iterator
from typing import Any

from knowledge.documents.colours import is_white

TINY = 2.0
"""Points below which nobody reads."""
DEEPEST = 20
"""Styles that one is based on, one after the other."""
_PALE = ("", "AUTO", "NONE", "CLEAR", "WHITE")
"""What shading may say without there being any."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BACKGROUND = ("background1", "light1")


class Styles:
    """The styles of one file, and what they make of a run."""

    def __init__(self, sheet: Any, body: Any) -> None:
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
        """Whether nobody sees the run: not shown, tiny, or white with no colour behind it."""
        paragraph = next(run.iterancestors(f"{_W}p"), None)
        style = _named(run, "rPr", name="rStyle")
        block = _named(paragraph, "pPr", name="pStyle") if paragraph is not None else ""
        stated = self._by_style(style, block) | _parts(run.find(f"{_W}rPr"))
        shown = stated.get("vanish")
        if shown is not None and shown.get(f"{_W}val") not in ("0", "false"):
            return True
        size = _value(stated.get("sz"))
        if size.isdecimal() and int(size) < 2 * TINY:
            return True
        return _is_white(stated.get("color")) and not self._is_shaded(run, (style, block))

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
        if self._is_dark or any(_has_colour(holder.iterfind(f"{holder.tag}Pr/*")) for holder in holders):
            return True
        return any(self._shades(name) for name in (*names, *tables))

    def _shades(self, name: str) -> bool:
        """Whether a style, or one it is based on, puts a colour anywhere."""
        if name not in self._shaded:
            self._shaded[name] = any(_has_colour(style.iter()) for style in self._chain(name))
        return self._shaded[name]


def _named(holder: Any, about: str, *, name: str) -> str:
    """The style that a run, a paragraph or a table names."""
    return _value(holder.find(f"{_W}{about}/{_W}{name}"))


def _value(element: Any) -> str:
    return "" if element is None else element.get(f"{_W}val") or ""


def _parts(stated: Any) -> dict[str, Any]:
    """By their names, the elements that say what decides whether words are seen."""
    if stated is None:
        return {}
    return {
        name: e for e in stated for name in [str(e.tag).removeprefix(_W)] if name in ("vanish", "sz", "color")
    }


def _is_white(colour: Any) -> bool:
    value = _value(colour)
    is_background = colour is not None and colour.get(f"{_W}themeColor") in _BACKGROUND
    return is_white(value) or (is_background and not value)


def _is_pale(colour: str | None) -> bool:
    return (colour or "").upper() in _PALE or is_white(colour)


def _has_colour(elements: Any) -> bool:
    shades = (e for e in elements if e.tag in (f"{_W}shd", f"{_W}highlight"))
    return any(not _is_pale(shade.get(f"{_W}fill") or shade.get(f"{_W}val")) for shade in shades)
