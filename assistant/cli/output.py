"""What the headless commands print: lines as plain text, values as JSON, faults on standard error."""

import json
import os
import re
import sys
from collections.abc import Iterable
from shutil import get_terminal_size
from typing import Any, TextIO, TypeVar

from assistant.cli.rows import broken
from assistant.conversation.session import Line, LineStyle
from assistant.conversation.speech import neutral
from model.errors import MlsmmError, RecordError
from prompts.wording import load_wording

Fault = TypeVar("Fault", bound=MlsmmError)

MARKS = {
    LineStyle.HEADING: "",
    LineStyle.QUOTE: "| ",
    LineStyle.QUESTION: "? ",
    LineStyle.ERROR: "! ",
    LineStyle.LEVEL: "= ",
}
"""What stands before a line, so that no meaning needs colour."""

MARKDOWN = {
    LineStyle.HEADING: ("\n", "# {text}"),
    LineStyle.LABEL: ("\n", "## {text}\n"),
    LineStyle.ITEM: ("", "- {text}"),
    LineStyle.QUOTE: ("\n", "> {text}\n"),
    LineStyle.HINT: ("", "- *{text}*"),
    LineStyle.QUESTION: ("\n", "**{text}**"),
    LineStyle.LEVEL: ("\n", "**{text}**"),
}
"""By style, what stands before a line in Markdown, and its form."""
_MARKUP = re.compile(r"[\\`*_<>\[\]#|]")
_UNSAFE = (0x7F, *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000))
_ESCAPED = {code: f"\\u{code:04x}" for code in _UNSAFE}
"""What JSON may hold as it is and a terminal obeys: controls, direction marks, half characters."""


def say(name: str, /, **values: Any) -> str:
    """A sentence of the headless commands."""
    return load_wording(part="cli").say(f"cli.{name}", **values)


def fault(kind: type[Fault], name: str, /, **values: Any) -> Fault:
    """An error with what went wrong and what to do about it in the words of `name`."""
    return kind(say(name, **values), say(f"{name}-do", **values))


def as_text(lines: Iterable[Line], *, width: int = 0) -> str:
    """Lines as plain text, for a pipe, a screen reader or a terminal; broken between words at a `width`."""
    rows: list[str] = []
    for line in lines:
        if line.style in (LineStyle.HEADING, LineStyle.LABEL) and rows:
            rows.append("")
        rows += _broken(line, width)
    return "\n".join(rows)


def _broken(line: Line, width: int) -> list[str]:
    """A line in rows of so many letters, the later ones set in; whole where it fits, or no width is given."""
    indent, mark = "  " * line.indent, MARKS.get(line.style, "")
    row = indent + mark + line.text
    if not width:
        return [row]
    later = indent + mark if line.style is LineStyle.QUOTE else None
    return [part for each in row.split("\n") for part in broken(each, width, later=later)]


def as_markdown(lines: Iterable[Line]) -> str:
    """Lines as Markdown; what would be markup in a text is escaped."""
    rows: list[str] = []
    for line in lines:
        text = _MARKUP.sub(r"\\\g<0>", line.text)
        before, form = MARKDOWN.get(line.style, ("\n", "{text}"))
        is_listed = line.style is LineStyle.ITEM or line.indent
        indent = "  " * (line.indent - 1) if is_listed and line.indent else ""
        rows.append(before + indent + form.format(text=text))
    return "\n".join(rows).strip()


def show(lines: Iterable[Line]) -> None:
    """Print lines; on a terminal no word is cut in two."""
    put_whole(as_text(lines, width=columns()))


def columns(*, piped: int = 0) -> int:
    """How wide the terminal is; `piped` where it is none, and 0 means without an end."""
    return get_terminal_size().columns if sys.stdout.isatty() else piped


def show_json(value: Any, *, one_line: bool = False) -> bool:
    """Print a value as JSON, nothing lost where the terminal cannot say it; whether somebody still reads."""
    ascii_only = not _encoding(sys.stdout).lower().startswith("utf")
    text = json.dumps(value, ensure_ascii=ascii_only, indent=None if one_line else 2, allow_nan=False)
    return _write(sys.stdout, text.translate(_ESCAPED))


def put(text: str) -> None:
    """Print rows; on a terminal no word is cut in two."""
    width = columns()
    rows = text.split("\n")
    put_whole("\n".join(part for row in rows for part in broken(row, width)) if width else text)


def put_whole(text: str) -> None:
    """Print text, whatever the terminal's encoding can say of it, without what a terminal would obey."""
    _write(sys.stdout, neutral(text))


def put_bytes(document: bytes) -> None:
    """Print a document as it is, whatever the terminal's encoding."""
    try:
        sys.stdout.buffer.write(document)
        sys.stdout.buffer.flush()
    except OSError as error:
        _give_up(sys.stdout, error)


def complain(text: str) -> None:
    """One line on standard error."""
    _write(sys.stderr, neutral(f"mlsmm: {' '.join(text.split())}"))


def _write(stream: TextIO, text: str) -> bool:
    encoding = _encoding(stream)
    try:
        stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
        stream.flush()
    except OSError as error:
        _give_up(stream, error)
        return False
    return True


def _give_up(stream: TextIO, error: OSError) -> None:
    """Stop printing; RecordError where that is not because the reader has gone."""
    _silence(stream)
    if stream is sys.stdout and not isinstance(error, BrokenPipeError):
        raise fault(RecordError, "error.unprinted", why=error.strerror) from error


def _silence(stream: TextIO) -> None:
    """Whoever read has gone: the command goes on for its exit code, and for what it records."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _encoding(stream: TextIO) -> str:
    return stream.encoding or "utf-8"
