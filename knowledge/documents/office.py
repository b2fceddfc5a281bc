"""Word files: paragraphs and rows with headings."""

import io
from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from typing import Any, NamedTuple

from knowledge.documents.floating import Floating, floating_in, is_unused, sheet_of
from knowledge.documents.prose import place
from knowledge.documents.rowed import one_after_other, row_of_words
from knowledge.documents.styles import Styles
from knowledge.documents.wordtables import Tables, cells_of_row
from knowledge.documents.writing import Writing

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TAKEN_OUT = (f"{_W}del", f"{_W}moveFrom")
_GONE_ROW = (f"{_W}hidden", f"{_W}del")
"""What says of a row that it is not shown, or was deleted."""


def read_word(content: bytes, writing: Writing) -> None:
    """Headers and footers once each, then paragraphs and rows in order; words that nobody sees are hidden."""
    from docx import Document  # with lxml 0.2 s that only Word files pay

    document = Document(io.BytesIO(content))
    styles = {style.style_id: style.name or "" for style in document.styles}
    body = document.element.body
    edges, sheet = list(_edges(document)), sheet_of(body)
    roots = [(body, document.part), *((edge.element, edge.part) for edge, _ in edges)]
    shapes = (floating_in(root, _blobs(part), sheet=sheet) for root, part in roots)
    looks = Styles(document.styles.element, body, floating=reduce(Floating.joined, shapes))
    for part, is_shown in edges:
        for words, is_hidden in _words_at(part, looks, is_shown=is_shown):
            writing.add(words, part.kind, is_hidden=is_hidden)
    path: list[str] = []
    tables = Tables()
    for number, block in enumerate(_blocks(document.element.body), 1):
        is_row = block.tag == f"{_W}tr"
        kind = tables.name(block) if is_row else f"{_kind(block, styles)} {number}"
        seen, unseen = _row(block, looks, tables=tables) if is_row else _texts(block, looks)
        depth = 0 if is_row else _depth(block, styles)
        writing.add(seen, place(kind, path[: depth - 1] if depth else path))
        for words in _boxes(block, looks):
            writing.add(words, place(f"{kind}, text box", path))
        writing.add(unseen, f"{kind}, unseen", is_hidden=True)
        if depth and seen.strip():
            path = [*path[: depth - 1], seen.strip()]
    for words, where, is_hidden in _notes(document, looks):
        writing.add(words, where, is_hidden=is_hidden)
    for comment in getattr(document, "comments", ()):
        writing.add(comment.text, f"comment by {comment.author or 'somebody'}", is_hidden=True)


def _notes(document: Any, looks: Styles) -> Iterator[tuple[str, str, bool]]:
    """Footnotes and endnotes with their numbers, and whether nobody sees the words."""
    for kind in ("footnote", "endnote"):
        parts = (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith(f"/{kind}s"))
        notes = [note for part in parts for note in _element(part).iterchildren(f"{_W}{kind}")]
        for number, note in enumerate((n for n in notes if n.get(f"{_W}type") in (None, "normal")), 1):
            for block in _blocks(note):
                seen, unseen = _texts(block, looks)
                yield seen, f"{kind} {number}", False
                yield unseen, f"{kind} {number}, unseen", True


def _blobs(part: Any) -> Callable[[str], bytes]:
    """The bytes of what a part refers to, none where there is nothing."""
    return lambda name: getattr(part.related_parts.get(name), "blob", b"")


class _Edge(NamedTuple):
    """A header or footer of the file, however many sections name it."""

    kind: str
    element: Any
    part: Any


def _edges(document: Any) -> Iterator[tuple[_Edge, bool]]:
    """Each once, and whether any page shows it: those of first and even pages only where there are such."""
    shown: dict[Any, tuple[_Edge, bool]] = {}
    for edge, name, is_on in _named_edges(document):
        shown[name] = edge, is_on or (name in shown and shown[name][1])
    told: set[tuple[str, str]] = set()
    for edge, is_shown in shown.values():
        words = "".join(edge.element.itertext())
        if (edge.kind, words) not in told:
            yield edge, is_shown
        told |= {(edge.kind, words)} if is_shown else set()


def _named_edges(document: Any) -> Iterator[tuple[_Edge, Any, bool]]:
    """Each as often as a section names it, with the name of its part, and whether a page shows it there."""
    has_even = _is_on(document.settings.element.find(f"{_W}evenAndOddHeaders"))
    for section in document.element.body.iter(f"{_W}sectPr"):
        has_first = _is_on(section.find(f"{_W}titlePg"))
        named = ((kind, n) for kind in ("header", "footer") for n in section.iterfind(f"{_W}{kind}Reference"))
        for kind, reference in named:
            part = document.part.related_parts.get(reference.get(_ID))
            if part is not None:
                is_on = {"first": has_first, "even": has_even}.get(reference.get(f"{_W}type"), True)
                yield _Edge(kind, _element(part), part), part.partname, is_on


def _element(part: Any) -> Any:
    """The element of a part, which the library may have opened or not."""
    from docx.oxml import parse_xml  # loaded with the file

    element = getattr(part, "element", None)
    return parse_xml(part.blob) if element is None else element


def _is_on(switch: Any) -> bool:
    return switch is not None and switch.get(f"{_W}val") not in ("0", "false")


def _words_at(edge: _Edge, looks: Styles, *, is_shown: bool) -> Iterator[tuple[str, bool]]:
    """The words of a header or footer, line by line, and whether nobody sees them."""
    for block in _blocks(edge.element):
        seen, unseen = _texts(block, looks)
        yield from ((words, not is_shown) for words in (seen, *_boxes(block, looks)))
        yield unseen, True


class _Parted(NamedTuple):
    """Words by the paragraphs that they stand in."""

    seen: dict[Any, str]
    unseen: dict[Any, str]


def _texts(block: Any, looks: Styles) -> tuple[str, str]:
    """The words of a paragraph or row that are seen, cells parted by |, and those that are not.

    What stands in text boxes is not among the first.
    """
    if block.tag == f"{_W}tr":
        return _row(block, looks, tables=Tables())
    told = _runs(block, looks)
    return " ".join(_unboxed(told)), " ".join(told.unseen.values())


def _row(row: Any, looks: Styles, *, tables: Tables) -> tuple[str, str]:
    """The words of a row, each cell in its place, and those that nobody sees."""
    cells = cells_of_row(row)
    texts = [_runs(cell, looks) for cell in cells]
    words = [one_after_other(_unboxed(told)) for told in texts]
    unseen = " ".join(words for told in texts for words in told.unseen.values())
    return row_of_words(tables.place(row, cells, words=words)), unseen


def _unboxed(told: _Parted) -> list[str]:
    return [words.strip() for p, words in told.seen.items() if words.strip() and not _is_boxed(p)]


def _boxes(block: Any, looks: Styles) -> Iterator[str]:
    """The words that are seen in text boxes, paragraph by paragraph."""
    if next(block.iter(f"{_W}txbxContent"), None) is not None:
        yield from (words for paragraph, words in _runs(block, looks).seen.items() if _is_boxed(paragraph))


def _is_boxed(paragraph: Any) -> bool:
    return next(paragraph.iterancestors(f"{_W}txbxContent"), None) is not None


def _blocks(body: Any) -> Iterator[Any]:
    """Paragraphs and table rows in order, those in content controls and insertions among them."""
    pending = [body]
    while pending:
        node = pending.pop()
        if node.tag in (f"{_W}p", f"{_W}tr"):
            yield node
        elif node.tag not in _TAKEN_OUT:
            pending += reversed(list(node))


def _kind(paragraph: Any, styles: Mapping[str, str]) -> str:
    """An item of a list or any other paragraph, by its own numbering or by the name of its style."""
    is_numbered = paragraph.find(f"{_W}pPr/{_W}numPr") is not None
    return "item" if is_numbered or _style(paragraph, styles).startswith("list ") else "paragraph"


def _style(paragraph: Any, styles: Mapping[str, str]) -> str:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return styles.get(found.get(f"{_W}val"), "").casefold() if found is not None else ""


def _depth(paragraph: Any, styles: Mapping[str, str]) -> int:
    """The level of a heading, 0 for other paragraphs."""
    name = _style(paragraph, styles)
    last = name.rpartition(" ")[2]
    return int(last) if name.startswith("heading ") and last.isdecimal() else 0


def _runs(block: Any, looks: Styles) -> _Parted:
    """The words that are seen, and those that are not; deleted ones are neither."""
    parts = _Parted({}, {})
    row = next(block.iterancestors(f"{_W}tr"), None)
    is_gone = row is not None and any(row.find(f"{_W}trPr/{mark}") is not None for mark in _GONE_ROW)
    for run in block.iter(f"{_W}r"):
        if is_unused(run):
            continue
        pieces = list(run.iterchildren(f"{_W}t", f"{_W}tab", f"{_W}br"))
        if not pieces or any(up.tag in _TAKEN_OUT for up in run.iterancestors()):
            continue
        told = parts[is_gone or looks.hides(run)]
        paragraph = next(run.iterancestors(f"{_W}p"), block)
        told[paragraph] = told.get(paragraph, "") + "".join(piece.text or " " for piece in pieces)
    return parts
