"""The report as Markdown; markup in anybody's words is escaped."""

import re
from collections.abc import Iterator

from assistant.reports.blocks import (
    Block,
    FiguresBlock,
    GridBlock,
    HeadingBlock,
    ListBlock,
    PictureBlock,
    QuoteBlock,
    TextBlock,
)
from assistant.reports.document import document
from assistant.reports.parts import ReportData

_MARKUP = re.compile(r"[\\`*_{}<>\[\]#|~$!&]|(?<![\w.])@|^[-+=](?=[\s=-]|$)|://|(?<=www)\.")
_NUMBERED = re.compile(r"^(\d+)(?=[.)]\s)")


def escaped(text: str) -> str:
    """The text on one line, shown as it was written: no markup, no link, no mention."""
    flat = " ".join(text.split())
    return _NUMBERED.sub("\\g<1>\\\\", _MARKUP.sub(_harmless, flat))


def _harmless(found: re.Match[str]) -> str:
    return {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "@\u2060", "://": ":\u2060//", ".": "\u2060."}.get(
        found[0], f"\\{found[0]}"
    )


def to_markdown(data: ReportData) -> bytes:
    """The whole report; pictures are left out, as the tables say the same."""
    return ("\n\n".join(part for block in document(data) for part in _render(block)) + "\n").encode()


def _render(block: Block) -> Iterator[str]:
    match block:
        case HeadingBlock():
            yield f"{'#' * block.level} {escaped(block.text)}"
        case TextBlock():
            mark = {"lead": "**", "note": "*"}.get(block.style, "")
            yield f"{mark}{escaped(block.text)}{mark}"
        case QuoteBlock():
            yield f"> {escaped(block.text)}\n>\n> — {escaped(block.source)}"
        case ListBlock():
            marks = (f"{n}." if block.ordered else "-" for n in range(1, len(block.items) + 1))
            yield "\n".join(f"{m} {escaped(i)}" for m, i in zip(marks, block.items, strict=True))
        case GridBlock():
            yield f"*{escaped(block.caption)}*"
            rows = (block.header, ("---",) * len(block.header), *block.rows)
            yield "\n".join(_row(cells, is_rule=n == 1) for n, cells in enumerate(rows))
        case FiguresBlock():
            yield "\n".join(f"- **{escaped(f)}** {escaped(w)}" for f, w in block.figures)
        case PictureBlock():
            return  # the table below it says the same


def _row(cells: tuple[str, ...], *, is_rule: bool) -> str:
    return "| " + " | ".join(cells if is_rule else map(escaped, cells)) + " |"
