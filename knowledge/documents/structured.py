"""JSON, YAML and notebooks: every string with its pointer; markdown and code cells as they are."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from knowledge.documents.prose import decode
from knowledge.documents.writing import Writing

DEEPEST = 60
MOST_NODES = 200_000


class TooDeepError(Exception):
    """Nested deeper, or larger, than any document is."""


def read_json(content: bytes, writing: Writing) -> None:
    """A passage a mapping of plain values or a string, with its JSON pointer."""
    try:
        _write(json.loads(decode(content, writing)), writing)
    except RecursionError as cause:
        raise TooDeepError from cause


def read_lines_of_json(content: bytes, writing: Writing) -> None:
    """One value a line."""
    for number, row in enumerate(decode(content, writing).split("\n")):
        if row.strip():
            _write(json.loads(row), writing, under=f"/{number}")


def read_yaml(content: bytes, writing: Writing) -> None:
    """Like JSON; an anchor that is used again is written once."""
    import yaml  # 20 ms that only YAML pays

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for number, value in enumerate(yaml.load_all(decode(content, writing), Loader=loader)):
        _write(value, writing, under=f"/{number}" if number else "")


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
            inner = [(f"{pointer}/{_part(k)}", v, depth + 1) for k, v in held]
        elif isinstance(node, list):
            inner = [(f"{pointer}/{n}", each, depth + 1) for n, each in enumerate(node)]
        else:
            yield pointer, _shown(node)
        pending += reversed(inner)


def _part(key: object) -> str:
    return str(key).replace("~", "~0").replace("/", "~1")


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
