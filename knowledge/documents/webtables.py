"""The tables of a web page, and its lists of terms: whether they are such, and what their parts are."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from bs4 import Tag

PARTS = ("thead", "tbody", "tfoot")
CELLS = ("td", "th")
MOST_SPANNED = 1000
_NEVER = frozenset(["table", *CELLS, "tr", "h1", "h2", "h3", "h4", "h5", "h6"])
"""What no cell holds where a table is one, rather than the layout of a page or what was never closed."""
_IN_TERMS = frozenset(["dt", "dd", "div"])


def is_tabular(table: "Tag") -> bool:
    """Whether its cells are cells: next to others, without parts of a page in them."""
    if table.get("role") in ("presentation", "none"):
        return False
    is_wide = False
    for tag in tags_in(table):
        if tag.name == "table":
            return False
        if tag.name == "tr":
            cells = cells_of_row(tag)
            is_wide = is_wide or len(cells) > 1
            if getattr(tag.parent, "name", "") not in ("table", *PARTS) or any(map(_is_more, cells)):
                return False
    return is_wide


def _is_more(cell: "Tag") -> bool:
    return any(tag.name in _NEVER for tag in tags_in(cell))


def is_of_terms(terms: "Tag") -> bool:
    """Whether a list says of terms what they are, one by one: all were closed, none holds another."""
    for tag in tags_in(terms):
        parent = getattr(tag.parent, "name", "")
        is_apart = tag.name in ("dt", "dd") and parent not in ("dl", "div")
        if tag.name == "dl" or is_apart or (tag.parent is terms and tag.name not in _IN_TERMS):
            return False
    return True


def tags_in(tag: "Tag") -> "Iterator[Tag]":
    """The tags within one, in order; each step costs the same however deep they nest."""
    pending = [iter(tag.contents)]
    while pending:
        node = next(pending[-1], None)
        if node is None:
            pending.pop()
        elif getattr(node, "name", None):
            yield cast("Tag", node)
            pending.append(iter(cast("Tag", node).contents))


def cells_of_row(row: "Tag") -> "list[Tag]":
    """Its own cells."""
    return row.find_all(CELLS, recursive=False)


def heads_others(row: "Tag") -> bool:
    """Whether a row says what the columns are: in the head of its table, or of head cells only."""
    if row.parent is not None and row.parent.name == "thead":
        return True
    cells = cells_of_row(row)
    return len(cells) > 1 and all(cell.name == "th" for cell in cells)


def span(cell: "Tag", name: str) -> int:
    """How many columns or rows it takes; 0 for those to the end of the table."""
    told = str(cell.get(name) or "1").strip()
    return min(int(told), MOST_SPANNED) if told.isascii() and told.isdecimal() and len(told) < 9 else 1
