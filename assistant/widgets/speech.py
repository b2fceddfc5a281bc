"""Lines of the conversation as rows: what they look like, and how they wrap."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content

from assistant.conversation.session import Line, LineStyle
from assistant.widgets.safe import plain


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
_COLUMNS = re.compile(r"^(?P<label>.*\S)(?P<gap>\s{2,})(?P<rest>\S.*)$", re.DOTALL)
_NARROWEST = 16


def lay_out(lines: Sequence[Line], width: int) -> Content:
    """All lines as rows that fit `width`."""
    return Content("\n").join(_rows(lines, max(width, _NARROWEST)))


def _rows(lines: Iterable[Line], width: int) -> Iterator[Content]:
    before: Line | None = None
    for line in lines:
        if before is not None and _has_air(line, before):
            yield Content("")
        yield from _set(line, width)
        before = line


def _has_air(line: Line, before: Line) -> bool:
    if line.style is before.style:
        return line.style in (LineStyle.HEADING, LineStyle.LABEL)
    if line.style is LineStyle.HINT:
        return not line.indent and before.style in (LineStyle.QUOTE, LineStyle.ITEM, LineStyle.LEVEL)
    return LOOKS[line.style].has_air or before.style is LineStyle.HEADING


def _set(line: Line, width: int) -> Iterator[Content]:
    look = LOOKS[line.style]
    margin = Content(" " * (2 * line.indent))
    room = max(_NARROWEST, width - 2 * line.indent - len(look.bar))
    bar = Content.styled(look.bar, look.bar_style) if look.bar else Content("")
    for row in _wrapped(line, look, room):
        yield margin + bar + row
        if line.style is LineStyle.ERROR:
            bar = Content("  ")


def _wrapped(line: Line, look: Look, room: int) -> Iterable[Content]:
    if line.style is LineStyle.ITEM and (columns := _COLUMNS.match(line.text)):
        return _in_columns(columns, room)
    if line.style is LineStyle.LEVEL:
        return _badge(line.text).wrap(room)
    if line.style is LineStyle.ITEM:
        return _hanging(plain(line.text), room)
    return plain(line.text, look.style).wrap(room)


def _in_columns(columns: re.Match[str], room: int) -> Iterator[Content]:
    """A label and what is said about it; the second column keeps its place when it wraps."""
    label = plain(columns["label"])
    start = len(columns["label"]) + len(columns["gap"])
    if room - start < _NARROWEST:
        yield from _hanging(label, room)
        for row in plain(columns["rest"], "$primary").wrap(max(_NARROWEST, room - 4)):
            yield Content("    ") + row
        return
    first, *more = plain(columns["rest"], "$primary").wrap(room - start)
    yield label + columns["gap"] + first
    for row in more:
        yield Content(" " * start) + row


def _hanging(content: Content, room: int) -> Iterator[Content]:
    if content.cell_length <= room:
        yield content
        return
    first, *more = content.wrap(room - 2)
    yield first
    for row in more:
        yield Content("  ") + row


def _badge(text: str) -> Content:
    """The first part of a level line as a badge, the rest beside it."""
    head, dot, rest = text.partition(" · ")
    return plain(f" {head} ", "bold $background on $accent") + plain(f"  {rest}" if dot else "", "$muted")
