"""Word files: paragraphs and rows with headings."""

import io
from collections.abc import Iterator, Mapping
from typing import Any

from knowledge.documents.prose import place
from knowledge.documents.styles import Styles
from knowledge.documents.writing import Writing

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_TAKEN_OUT = (f"{_W}del", f"{_W}moveFrom")
_GONE_ROW = (f"{_W}hidden", f"{_W}del")
"""What says of a row that it is not shown, or was deleted."""


def read_word(content: bytes, writing: Writing) -> None:
    """Paragraphs and rows in order; words that are vanished, white or tiny, and comments, are hidden."""
    from docx import Document  # with lxml 0.2 s that only Word files pay

    document = Document(io.BytesIO(content))
    styles = {style.style_id: style.name or "" for style in document.styles}
    looks = Styles(document.styles.element, document.element.body)
    path: list[str] = []
    for number, block in enumerate(_blocks(document.element.body), 1):
        is_row = block.tag == f"{_W}tr"
        kind = "table row" if is_row else "paragraph"
        texts = [_runs(part, looks) for part in (block.iterchildren(f"{_W}tc") if is_row else [block])]
        seen = " | ".join(words for words, _ in texts if words.strip())
        depth = 0 if is_row else _depth(block, styles)
        writing.add(seen, place(f"{kind} {number}", path[: depth - 1] if depth else path))
        writing.add(" ".join(words for _, words in texts), f"{kind} {number}, unseen", is_hidden=True)
        if depth and seen.strip():
            path = [*path[: depth - 1], seen.strip()]
    for comment in getattr(document, "comments", ()):
        writing.add(comment.text, f"comment by {comment.author or 'somebody'}", is_hidden=True)


def _blocks(body: Any) -> Iterator[Any]:
    """Paragraphs and table rows in order, those in content controls and insertions among them."""
    pending = [body]
    while pending:
        node = pending.pop()
        if node.tag in (f"{_W}p", f"{_W}tr"):
            yield node
        elif node.tag not in _TAKEN_OUT:
            pending += reversed(list(node))


def _depth(paragraph: Any, styles: Mapping[str, str]) -> int:
    """The level of a heading, 0 for other paragraphs."""
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = styles.get(found.get(f"{_W}val"), "") if found is not None else ""
    last = name.rpartition(" ")[2]
    return int(last) if name.casefold().startswith("heading ") and last.isdecimal() else 0


def _runs(block: Any, looks: Styles) -> tuple[str, str]:
    """The words that are seen, and those that are not; deleted ones are neither."""
    parts: tuple[list[str], list[str]] = ([], [])
    row = next(block.iterancestors(f"{_W}tr"), None)
    is_gone = row is not None and any(row.find(f"{_W}trPr/{mark}") is not None for mark in _GONE_ROW)
    for run in block.iter(f"{_W}r"):
        pieces = list(run.iterchildren(f"{_W}t", f"{_W}tab", f"{_W}br"))
        if not pieces or any(up.tag in _TAKEN_OUT for up in run.iterancestors()):
            continue
        parts[is_gone or looks.hides(run)].extend(piece.text or " " for piece in pieces)
    return "".join(parts[0]), "".join(parts[1])
