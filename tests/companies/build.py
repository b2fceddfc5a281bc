"""Invented organisations' documents in the formats that their names say, with what they truly support.

`python -m tests.companies.build FOLDER` writes them all out.
"""

import csv
import html
import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from textwrap import wrap
from typing import Any

from tests.knowledge.documents.made import pdf

HERE = Path(__file__).parent
NAMES = ("payments", "hospital", "utility")
"""The first was looked at while the thresholds were chosen; the others were not."""
WIDTH = 95
LINES = 48
Block = tuple[str, Any]
"""h1 to h3, p, li, tr (with cells), note, code or hidden, and the words."""


@dataclass(frozen=True)
class Truth:
    """What a document supports of a practice, and the words that show it best."""

    file: str
    practice: str
    level: int
    quotation: str
    kind: str


@dataclass(frozen=True)
class Company:
    """An organisation with its documents."""

    name: str
    systems: tuple[str, ...]
    documents: Mapping[str, tuple[Block, ...]]
    truth: tuple[Truth, ...]

    def write(self, folder: Path) -> None:
        """Every document in its format."""
        for name, blocks in self.documents.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(WRITERS[path.suffix](blocks))


def load_company(name: str) -> Company:
    """One of `NAMES`."""
    told = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))
    documents = {d["file"]: tuple((kind, words) for kind, words in d["blocks"]) for d in told["documents"]}
    truth = tuple(Truth(**line) for line in told["truth"])
    return Company(name, tuple(told["systems"]), documents, truth)


def _plain(blocks: Sequence[Block]) -> Iterator[str]:
    for kind, words in blocks:
        if kind != "hidden":
            yield " | ".join(words) if kind == "tr" else words


def _text(blocks: Sequence[Block]) -> bytes:
    return "\n\n".join(_plain(blocks)).encode()


def _markdown(blocks: Sequence[Block]) -> bytes:
    marks = {"h1": "# ", "h2": "## ", "h3": "### ", "li": "- "}
    lines = []
    for kind, words in blocks:
        if kind == "hidden":
            lines.append(f"<!-- {words} -->")
        elif kind == "tr":
            lines.append("| " + " | ".join(words) + " |")
        elif kind == "code":
            lines.append(f"```\n{words}\n```")
        else:
            lines.append(marks.get(kind, "") + words)
    return "\n\n".join(lines).encode()


def _web(blocks: Sequence[Block]) -> bytes:
    parts = []
    for kind, words in blocks:
        if kind == "tr":
            row = "".join(f"<td>{html.escape(cell)}</td>" for cell in words)
            parts.append(f"<table><tr>{row}</tr></table>")
        elif kind == "hidden":
            parts.append(f'<p style="display: none">{html.escape(words)}</p>')
        else:
            tag = {"note": "p", "code": "pre"}.get(kind, kind)
            parts.append(f"<{tag}>{html.escape(words)}</{tag}>")
    return (
        f"<!doctype html><html><head><title>Wiki</title></head><body>{''.join(parts)}</body></html>".encode()
    )


def _pdf(blocks: Sequence[Block]) -> bytes:
    """Wrapped lines with an empty one between blocks; hidden words white."""
    lines: list[tuple[str, str]] = []
    for kind, words in blocks:
        plain = " | ".join(words) if kind == "tr" else words
        safe = plain.encode("cp1252", "replace").decode("cp1252").replace("\\", "/")
        safe = safe.replace("(", r"\(").replace(")", r"\)")
        colour = "1 1 1 rg" if kind == "hidden" else "0 g"
        lines += [(colour, line) for line in wrap(safe, WIDTH)] + [("0 g", "")]
    pages = [lines[start : start + LINES] for start in range(0, len(lines), LINES)]
    return pdf([[(800 - 15 * n, c, line) for n, (c, line) in enumerate(page) if line] for page in pages])


def _word(blocks: Sequence[Block]) -> bytes:
    from docx import Document
    from docx.shared import RGBColor

    document = Document()
    for kind, words in blocks:
        if kind == "tr":
            row = document.add_table(rows=1, cols=len(words)).rows[0]
            for cell, each in zip(row.cells, words, strict=True):
                cell.text = each
        elif kind in ("h1", "h2", "h3"):
            document.add_heading(words, level=int(kind[1]))
        elif kind == "hidden":
            document.add_paragraph().add_run(words).font.color.rgb = RGBColor(255, 255, 255)
        else:
            document.add_paragraph(words, style="List Bullet" if kind == "li" else None)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _slides(blocks: Sequence[Block]) -> bytes:
    from pptx import Presentation

    presentation = Presentation()
    slide = None
    for kind, words in blocks:
        plain = " | ".join(words) if kind == "tr" else words
        if slide is None or kind == "h1":
            slide = presentation.slides.add_slide(presentation.slide_layouts[1])
            slide.shapes.title.text = plain
        elif kind == "note":
            slide.notes_slide.notes_text_frame.text += f"{plain}\n"
        elif kind != "hidden":
            frame = slide.placeholders[1].text_frame
            frame.text = f"{frame.text}\n{plain}" if frame.text else plain
    held = io.BytesIO()
    presentation.save(held)
    return held.getvalue()


def _workbook(blocks: Sequence[Block]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for kind, words in blocks:
        book.active.append(list(words) if kind == "tr" else [words])
        if kind == "hidden":
            book.active.row_dimensions[book.active.max_row].hidden = True
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _mail(blocks: Sequence[Block]) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "Fwd: notes", "a@example.org", "b@example.org"
    message["Date"] = "Mon, 03 Mar 2025 09:12:00 +0100"
    message.set_content(_text(blocks).decode(), cte="quoted-printable")
    return bytes(message)


def _notebook(blocks: Sequence[Block]) -> bytes:
    marks = {"h1": "# ", "h2": "## ", "h3": "### ", "li": "- "}
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "code" if kind == "code" else "markdown",
            "metadata": {},
            "source": marks.get(kind, "") + (" | ".join(words) if kind == "tr" else words),
        }
        for kind, words in blocks
        if kind != "hidden"
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def _rows(blocks: Sequence[Block]) -> bytes:
    held = io.StringIO()
    csv.writer(held).writerows(
        words if kind == "tr" else [words] for kind, words in blocks if kind != "hidden"
    )
    return held.getvalue().encode()


WRITERS: Mapping[str, Callable[[Sequence[Block]], bytes]] = {
    ".docx": _word,
    ".pdf": _pdf,
    ".md": _markdown,
    ".xlsx": _workbook,
    ".pptx": _slides,
    ".html": _web,
    ".eml": _mail,
    ".ipynb": _notebook,
    ".txt": _text,
    ".csv": _rows,
}


def main() -> int:
    """Write every company's documents into a folder of its name."""
    for name in NAMES:
        load_company(name).write(Path(sys.argv[1]) / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
