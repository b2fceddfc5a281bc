"""Lines of the conversation as rows: what they look like, and how they wrap."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from textual.content import Content

from assistant.conversation.session import Line, LineStyle
from assistant.widgets.safe import plain, safe


@dataclass(frozen=True)
class Look:
    """How one style of line is set."""

    style: str = ""
    bar: str = ""
    """Drawn before each row, so that the meaning never hangs on colour."""
    bar_style: str = ""
    has_air: bool = False
    """A blank row goes before it."""


LOOKS = {
    LineStyle.PLAIN: Look(),
    LineStyle.HEADING: Look("bold $primary", has_air=True),
    LineStyle.LABEL: Look("bold $accent", has_air=True),
    LineStyle.ITEM: Look(),
    LineStyle.QUOTE: Look("italic $secondary", "▎ ", "$secondary"),
    LineStyle.QUESTION: Look("bold", "┃ ", "$primary", has_air=True),
    LineStyle.LEVEL: Look("", has_air=True),
    LineStyle.HINT: Look("$muted"),
    LineStyle.ERROR: Look("$error", "✗ ", "bold $error", has_air=True),
}
_CLOSED = frozenset({LineStyle.QUOTE, LineStyle.ITEM, LineStyle.LEVEL, LineStyle.QUESTION})
"""A hint that follows one of these stands apart."""
_MARKER = re.compile(r"^(?P<marker>[A-Za-z]|\d{1,2}[a-z]?|[^\w\s]{1,2})\s{2,4}(?P<rest>\S.*)$", re.DOTALL)
_BADGE = re.compile(r"LEVEL [0-3](?: to [0-3])?(?: \(target [0-3]\))?|^\d → \d")
_COLUMNS = re.compile(r"^(?P<label>.*\S)(?P<gap>\s{2,})(?P<rest>\S.*)$", re.DOTALL)
_COUNT = re.compile(r"\b\d+ of \d+\b")
_GLUE = "\ue000"
"""Stands for a space at which no row ends."""
_NARROWEST = 16


def lay_out(lines: Sequence[Line], width: int) -> Content:
    """All lines as rows that fit `width`; the last ones are kept, so that a thread can lay them out ahead."""
    return _laid_out(tuple(lines), max(width, _NARROWEST))


@lru_cache(maxsize=32)
def _laid_out(lines: tuple[Line, ...], width: int) -> Content:
    return Content("\n").join(_rows(lines, width))


def _rows(lines: Iterable[Line], width: int) -> Iterator[Content]:
    before: Line | None = None
    for line in lines:
        if before is not None and _has_air(line, before):
            yield Content("")
        yield from _set(line, width)
        before = line


def _has_air(line: Line, before: Line) -> bool:
    if line.style in (LineStyle.ITEM, LineStyle.HINT) and before.indent > line.indent + 1:
        return True
    if line.style is before.style:
        return line.style in (LineStyle.HEADING, LineStyle.LABEL)
    if line.style is LineStyle.HINT:
        return not line.indent and before.style in _CLOSED
    return LOOKS[line.style].has_air or before.style is LineStyle.HEADING


def _set(line: Line, width: int) -> Iterator[Content]:
    look = LOOKS[line.style]
    margin = Content(" " * (2 * line.indent))
    room = max(_NARROWEST, width - 2 * line.indent - len(look.bar))
    bar = Content.styled(look.bar, look.bar_style) if look.bar else Content("")
    for row in _wrapped(line, look, room=room):
        yield margin + bar + row
        if line.style is LineStyle.ERROR:
            bar = Content("  ")


def _wrapped(line: Line, look: Look, *, room: int) -> Iterable[Content]:
    if line.style in (LineStyle.ITEM, LineStyle.PLAIN) and line.text:
        return _item(line.text, room, hang=2 if line.style is LineStyle.ITEM else 0)
    if line.style is LineStyle.LEVEL:
        return _hanging(_badge(line.text), room)
    return plain(line.text, look.style).wrap(room)


def _item(text: str, room: int, *, hang: int) -> Iterable[Content]:
    """A letter or number, a label, and what is said about it."""
    if marked := _MARKER.match(text):
        rows = _item(marked["rest"], room - 4, hang=0)
        return _beside(plain(f"{marked['marker']:<4}", "bold $accent"), rows)
    if columns := _COLUMNS.match(text):
        return _in_columns(columns, room)
    return _hanging(_badge(text), room, hang=hang)


def _beside(marker: Content, rows: Iterable[Content]) -> Iterator[Content]:
    for number, row in enumerate(rows):
        yield Content("    ") + row if number else marker + row


def _in_columns(columns: re.Match[str], room: int) -> Iterator[Content]:
    """A label and what is said about it; the second column keeps its place when it wraps."""
    label = plain(columns["label"])
    start = len(columns["label"]) + len(columns["gap"])
    if room - start < _NARROWEST:
        yield from _hanging(label, room)
        for row in plain(columns["rest"], "$primary").wrap(max(_NARROWEST, room - 4)):
            yield Content("    ") + row
        return
    first, *more = _glued(columns["rest"], room - start)
    yield label + columns["gap"] + first
    for row in more:
        yield Content(" " * start) + row


def _glued(text: str, room: int) -> list[Content]:
    """A second column in rows; a count such as '3 of 4' stays in one."""
    held = _COUNT.sub(lambda found: found.group().replace(" ", _GLUE), safe(text))
    return [plain(row.plain.replace(_GLUE, " "), "$primary") for row in Content(held).wrap(room)]


def _hanging(content: Content, room: int, *, hang: int = 2) -> Iterator[Content]:
    if content.cell_length <= room:
        yield content
        return
    first, *more = content.wrap(room - hang)
    yield first
    for row in more:
        yield Content(" " * hang) + row


def _badge(text: str) -> Content:
    """The level as a badge, the figures after it in the background."""
    found = _BADGE.search(text)
    if not found:
        return plain(text)
    rest = text[found.end() :].replace(" · ", "  ", 1)
    badge = plain(f" {found.group()} ", "bold $background on $accent")
    return plain(text[: found.start()]) + badge + plain(rest, "$muted")
