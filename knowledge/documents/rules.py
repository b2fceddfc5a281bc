"""What the rules of a web page say of its elements: shown at all, in which colour, on which ground."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from knowledge.documents.colours import is_white

FAINT = 0.05
"""Opacity up to which nobody sees anything."""
AWAY = -900
"""Pixels from which on something is beside every page."""
SMALLEST = {"px": 2.0, "pt": 1.5, "em": 0.12, "rem": 0.12, "%": 12.0}
"""Sizes of letters up to which nobody reads."""
_REMARK = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]*)?[.#][\w-]+|[a-z][a-z0-9]*", re.IGNORECASE)
"""An element, a class or an id, or both; what depends on more than that is not followed."""
_LENGTH = re.compile(r"(-?\d{0,9}\.?\d{0,9})(px|pt|r?em|%|vw|vh)?")
_FUNCTION = re.compile(r"(rgba?|hsla?)\(([^()]{0,60})\)")
_ATTRIBUTE = re.compile(r"([\w-]{1,40})(?:\s{0,9}=\s{0,9}(?:[\"']([^\"']{0,300})[\"']|([^\s\"'>]{1,300})))?")
_NO_GROUND = ("none", "transparent", "inherit", "initial", "unset")
_LEFT_OUT = ("hidden", "collapse")
_UNSHOWN = ("alt", "title", "aria-label", "content", "summary", "placeholder", "label", "value")
_LAST_WORD = "!important"
_NOWHERE = re.compile(
    r"scale[xy]?\(0(?:\.0*)?[,)]|translate[xy]?\([^)]{0,40}-\d{4,}"
    r"|inset\((?:50|100)%|rect\((?:[01](?:px)?[ ,]*){4}\)"
)

Stated = Mapping[str, str]
"""What is declared, by property."""


@dataclass(frozen=True)
class Showing:
    """How the words of an element look, as far as it goes on in what it holds."""

    is_white: bool = False
    """Written in white, or in no colour at all."""
    is_coloured: bool = False
    """On a ground that is neither white nor see-through."""
    is_tiny: bool = False
    is_left_out: bool = False
    """Space is kept for it, and nothing drawn."""

    @property
    def is_unseen(self) -> bool:
        """Whether nobody sees words that look so."""
        return self.is_tiny or self.is_left_out or (self.is_white and not self.is_coloured)

    def within(self, stated: Stated) -> "Showing":
        """The look of an element in this one that declares this."""
        grounds = [value for name, value in stated.items() if name.startswith("background")]
        return Showing(
            is_white=is_pale(stated["color"]) if "color" in stated else self.is_white,
            is_coloured=self.is_coloured or any(map(_has_colour, grounds)),
            is_tiny=_is_tiny(stated["font-size"]) if "font-size" in stated else self.is_tiny,
            is_left_out=stated.get("visibility") in _LEFT_OUT if "visibility" in stated else self.is_left_out,
        )


def stated_in(style: str) -> Stated:
    """The declarations of a style."""
    pairs = (part.partition(":") for part in style.split(";"))
    cleaned = ((name.strip().casefold(), value.strip().casefold()) for name, _, value in pairs)
    return {name: value for name, value in cleaned if name and value}


def together(declared: Iterable[Stated]) -> Stated:
    """Declarations by rising weight as one; what is important is not undone by what is not."""
    found: dict[str, str] = {}
    for stated in declared:
        for name, value in stated.items():
            if value.endswith(_LAST_WORD) or not found.get(name, "").endswith(_LAST_WORD):
                found[name] = value
    return {name: value.removesuffix(_LAST_WORD).strip("! ") for name, value in found.items()}


def rules_of(sheets: Iterable[str]) -> dict[str, Stated]:
    """By selector what a page's own rules declare of elements on screen; the last rule counts."""
    found: dict[str, Stated] = {}
    for sheet in sheets:
        for names, stated in _rules(sheet):
            found |= {name: {**found.get(name, {}), **stated} for name in names}
    return found


def _rules(sheet: str) -> Iterator[tuple[list[str], Stated]]:
    """The selectors that can be followed, with what is declared of them, under no condition."""
    depth = 0
    for rule in _REMARK.sub("", sheet).split("}"):
        selectors, _, declared = rule.partition("{")
        if depth == 0 and "{" not in declared and (stated := stated_in(declared)):
            yield [name for name in map(str.strip, selectors.split(",")) if _SELECTOR.fullmatch(name)], stated
        depth = max(0, depth + rule.count("{") - 1)


def hides(tag: str, about: str) -> bool:
    """Whether what stands in a single tag hides what is between it and its end."""
    told = {match[1].casefold(): match[2] or match[3] or "" for match in _ATTRIBUTE.finditer(about)}
    is_font = "color" in told and tag.casefold() == "font"
    by_tag = {"color": told["color"].casefold()} if is_font else {}
    stated = together([by_tag, stated_in(told.get("style", ""))])
    return "hidden" in told or is_gone(stated) or Showing().within(stated).is_unseen


def told_by(about: str) -> str:
    """What a single tag says where nobody sees it: in place of a picture, or to whoever points at it."""
    told = {match[1].casefold(): match[2] or match[3] or "" for match in _ATTRIBUTE.finditer(about)}
    return " ".join(told[name] for name in _UNSHOWN if told.get(name))


def is_gone(stated: Stated) -> bool:
    """Whether a browser shows neither the element nor anything in it."""
    return _is_closed(stated) or any(test(stated[name]) for name, test in _GONE.items() if name in stated)


def is_pale(colour: str) -> bool:
    """Whether a colour as pages write it is white, next to it, or see-through."""
    value = colour.strip().casefold()
    if value in ("white", "transparent"):
        return True
    if value.startswith("#"):
        digits = value[1:]
        whole = "".join(d * 2 for d in digits) if len(digits) in (3, 4) else digits
        return is_white(whole[:6]) or (len(whole) == 8 and whole[6:] in ("00", "01"))
    return _is_pale_function(value)


def _is_pale_function(value: str) -> bool:
    """The same of what is written by its parts."""
    match = _FUNCTION.fullmatch(value)
    if not match:
        return False
    parts = re.findall(r"-?\d{0,9}\.?\d{1,9}%?", match[2])
    if len(parts) == 4 and _number(parts[3]) <= FAINT:
        return True
    if match[1].startswith("hsl"):
        return len(parts) >= 3 and _number(parts[2]) >= 0.97
    levels = [_number(p) if p.endswith("%") else _number(p) / 255 for p in parts[:3]]
    return len(levels) == 3 and min(levels) >= 0.96


def _has_colour(ground: str) -> bool:
    """Whether a background is a colour, a picture, or anything but white and nothing."""
    first = (ground.split() or [""])[0]
    return bool(first) and not (first in _NO_GROUND or is_pale(first) or is_pale(ground))


def _number(written: str) -> float:
    """A number, or a share in per cent."""
    try:
        return float(written.removesuffix("%")) / (100 if written.endswith("%") else 1)
    except ValueError:
        return 1.0


def _length(value: str) -> tuple[float, str]:
    """A number with its unit; one pixel more than nothing where it is none."""
    match = _LENGTH.fullmatch(value)
    if not match or match[1] in ("", "-", ".", "-."):
        return 100.0, "px"
    return float(match[1]), match[2] or "px"


def _is_away(value: str) -> bool:
    return _length(value)[0] <= (AWAY if _length(value)[1] == "px" else AWAY / 9)


def _is_tiny(value: str) -> bool:
    size, unit = _length(value)
    return size <= SMALLEST.get(unit, 0.0)


def _is_closed(stated: Stated) -> bool:
    """Too low or too narrow for anything, and cut off there."""
    sizes = (stated.get(name) for name in ("height", "width", "max-height", "max-width"))
    is_cut = stated.get("overflow", stated.get("overflow-y", "")) in ("hidden", "clip")
    return is_cut and any(_length(size)[0] <= 1 and _length(size)[1] == "px" for size in sizes if size)


_GONE: Mapping[str, Callable[[str], bool]] = {
    "display": lambda value: value == "none",
    "content-visibility": lambda value: value == "hidden",
    "opacity": lambda value: _number(value) <= FAINT,
    **dict.fromkeys(("left", "top", "right", "bottom", "margin-left", "margin-top", "text-indent"), _is_away),
    **dict.fromkeys(("transform", "clip", "clip-path"), lambda value: bool(_NOWHERE.search(value))),
}
"""By property, when it takes an element out of sight."""
