"""The tables of a web page as rows, and its lists of terms as what each is said to be."""

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from bs4 import Tag

PARTS = ("thead", "tbody", "tfoot")
CELLS = ("td", "th")
MOST_SPANNED = 1000
_NEVER = ["table", *CELLS, "tr", "h1", "h2", "h3", "h4", "h5", "h6"]
"""What no cell holds where a table is one, rather than the layout of a page or what was never closed."""


def is_tabular(table: "Tag") -> bool:
    """Whether its cells are cells: next to others, without parts of a page in them."""
    if table.get("role") in ("presentation", "none"):
        return False
    is_wide = False
    for node in table.descendants:
        name = getattr(node, "name", None)
        if name == "table":
            return False
        if name == "tr":
            row = cast("Tag", node)
            cells = cells_of_row(row)
            is_wide = is_wide or len(cells) > 1
            if getattr(row.parent, "name", "") not in ("table", *PARTS) or any(map(_is_more, cells)):
                return False
    return is_wide


def _is_more(cell: "Tag") -> bool:
    return cell.find(_NEVER) is not None


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
