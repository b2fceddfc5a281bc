"""JSON, YAML and notebooks: every string with its pointer; markdown and code cells as they are."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from knowledge.documents.artefacts import ARTEFACTS
from knowledge.documents.prose import decode
from knowledge.documents.writing import LONGEST_PLACE, Writing

DEEPEST = 60
MOST_NODES = 200_000
MOST_OPEN = 1_000
"""Nested collections of YAML that its parser is given; it would overflow the stack with many more."""


class TooDeepError(Exception):
    """Nested deeper, or larger, than any document is."""


def read_json(content: bytes, writing: Writing) -> None:
    """A passage a mapping of plain values or a string, with its JSON pointer; known artefacts as such."""
    try:
        value = json.loads(decode(content, writing))
    except RecursionError as cause:
        raise TooDeepError from cause
    known = next((kind for kind, (is_one, _) in ARTEFACTS.items() if is_one(value)), None)
    if known is None:
        _write(value, writing)
        return
    writing.kind = known
    for pointer, words in ARTEFACTS[known][1](value, writing):
        writing.add(words, pointer)


def read_lines_of_json(content: bytes, writing: Writing) -> None:
    """One value a line."""
    for number, row in enumerate(decode(content, writing).split("\n")):
        if row.strip():
            _write(json.loads(row), writing, under=f"/{number}")


def read_yaml(content: bytes, writing: Writing) -> None:
    """A passage a mapping of plain values or a string, with line and pointer; an alias is written once."""
    import yaml  # 20 ms that only YAML pays

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = decode(content, writing)
    with suppress(yaml.YAMLError):  # what stands before a fault is read
        _check_depth(yaml.parse(text, Loader=loader))
    for number, node in enumerate(yaml.compose_all(text, Loader=loader)):
        for line, pointer, words in _walk_nodes(node, f"/{number}" if number else ""):
            writing.add(words, f"line {line}, {pointer or '/'}")


def _check_depth(events: Iterator[Any]) -> None:
    """A TooDeepError for what the parser cannot put together without recursion."""
    depth = 0
    for event in events:
        kind = type(event).__name__
        depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
        if depth > MOST_OPEN:
            raise TooDeepError


def _walk_nodes(root: Any, under: str) -> Iterator[tuple[int, str, str]]:
    """Depth first without recursion, as `_walk`; values as they are written."""
    pending: list[tuple[str, Any, int]] = [(under, root, 0)]
    met: set[int] = set()
    while pending:
        pointer, node, depth = pending.pop()
        if node is None or id(node) in met:
            continue
        met.add(id(node))
        if depth > DEEPEST or len(met) > MOST_NODES:
            raise TooDeepError
        inner: list[tuple[str, Any, int]] = []
        if node.id == "scalar":
            yield node.start_mark.line + 1, pointer, node.value
        elif node.id == "sequence":
            inner = [(_under(pointer, n), each, depth + 1) for n, each in enumerate(node.value)]
        else:
            plain = [(k, v) for k, v in node.value if v.id == "scalar"]
            if plain:
                words = "; ".join(f"{_part_of(key)}: {each.value}" for key, each in plain)
                yield plain[0][0].start_mark.line + 1, pointer, words
            held = [(k, v) for k, v in node.value if v.id != "scalar"]
            inner = [(_under(pointer, _part_of(k)), v, depth + 1) for k, v in held]
        pending += reversed(inner)


def _part_of(key: Any) -> str:
    return str(key.value) if key.id == "scalar" else "?"


def _write(value: Any, writing: Writing, *, under: str = "") -> None:
    for pointer, words in _walk(value, under):
        writing.add(words, pointer or "/")


def _walk(value: Any, under: str) -> Iterator[tuple[str, str]]:
    """Depth first without recursion; what was met before by way of an alias is left out."""
    pending: list[tuple[str, Any, int]] = [(under, value, 0)]
    met: set[int] = set()
    nodes = 0
    while pending:
        pointer, node, depth = pending.pop()
        nodes += 1
        if depth > DEEPEST or nodes > MOST_NODES:
            raise TooDeepError
        if isinstance(node, (Mapping, list)):
            if id(node) in met:
                continue
            met.add(id(node))
        inner: list[tuple[str, Any, int]] = []
        if isinstance(node, Mapping):
            plain = [(k, v) for k, v in node.items() if not isinstance(v, (Mapping, list))]
            if plain:
                yield pointer, "; ".join(f"{key}: {_shown(each)}" for key, each in plain)
            held = [(k, v) for k, v in node.items() if isinstance(v, (Mapping, list))]
            inner = [(_under(pointer, k), v, depth + 1) for k, v in held]
        elif isinstance(node, list):
            inner = [(_under(pointer, n), each, depth + 1) for n, each in enumerate(node)]
        else:
            yield pointer, _shown(node)
        pending += reversed(inner)


def _under(pointer: str, key: object) -> str:
    """The pointer one deeper, never much longer than what is shown of it."""
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"[:LONGEST_PLACE]


def _shown(value: object) -> str:
    """A plain value as JSON writes it, a string without its quotes."""
    return value if isinstance(value, str) else json.dumps(value, default=str)


def read_notebook(content: bytes, writing: Writing) -> None:
    """Markdown by paragraph, code by its comments and lines; outputs are left out."""
    book = json.loads(decode(content, writing))
    cells: Sequence[Any] = book.get("cells", []) if isinstance(book, dict) else []
    for number, cell in enumerate(cells, 1):
        source = cell.get("source", "") if isinstance(cell, dict) else ""
        text = "".join(map(str, source)) if isinstance(source, list) else str(source)
        for paragraph in text.split("\n\n"):
            writing.add(paragraph, f"cell {number}")
