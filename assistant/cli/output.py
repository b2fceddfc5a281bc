"""What the headless commands print: lines as plain text, values as JSON, faults on standard error."""

import json
import sys
from collections.abc import Iterable
from typing import Any

from assistant.conversation.session import Line, LineStyle

MARKS = {
    LineStyle.HEADING: "",
    LineStyle.QUOTE: "| ",
    LineStyle.QUESTION: "? ",
    LineStyle.ERROR: "! ",
    LineStyle.LEVEL: "= ",
}
"""What stands before a line, so that no meaning needs colour."""


def as_text(lines: Iterable[Line]) -> str:
    """Lines as plain text, for a terminal, a pipe or a screen reader."""
    rows: list[str] = []
    for line in lines:
        if line.style in (LineStyle.HEADING, LineStyle.LABEL) and rows:
            rows.append("")
        rows.append("  " * line.indent + MARKS.get(line.style, "") + line.text)
    return "\n".join(rows)


def show(lines: Iterable[Line]) -> None:
    """Print lines."""
    put(as_text(lines))


def show_json(value: Any, *, one_line: bool = False) -> None:
    """Print a value as JSON."""
    put(json.dumps(value, ensure_ascii=False, indent=None if one_line else 2, allow_nan=False))


def put(text: str) -> None:
    """Print text, whatever the terminal's encoding can say of it."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")


def complain(text: str) -> None:
    """One line on standard error."""
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(f"mlsmm: {text}".encode(encoding, "replace").decode(encoding) + "\n")
    sys.stderr.flush()
