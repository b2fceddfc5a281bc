"""What stands behind the cells of a presentation's tables, by their styles."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from knowledge.documents.colours import WHITE
from knowledge.documents.themes import FILLS, Theme

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_BARE = ("{2D5ABB26-0587-4C30-8999-92F81FD0307C}", "{5940675A-B579-460E-94D1-54222C63F5DA}")
"""The two styles of every program that colour no cell: without lines, and with."""
_USUAL = (
    "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}",
    "{21E4AEA4-8DFA-4A89-87EB-49C32662AFE0}",
    "{F5AB1C69-6EDB-4FF4-983F-18BD219EF322}",
    "{00A15C55-8517-42AA-B614-E9B94910E393}",
    "{7DF18680-E054-41AD-8BC1-D1AEF772440D}",
    "{93296810-A885-4BE3-A3E7-6D5BEEA58F35}",
)
"""The style that new tables have, in each colour: coloured edges, and pale cells between them."""
_EDGES = ("firstRow", "lastRow", "firstCol", "lastCol")
_PALEST = 40_000
"""Thousandths of a per cent of a colour up to which nobody reads white on it."""
_ON = ("1", "true", "on")


class TableCell(NamedTuple):
    """A cell's place among the cells of its table."""

    row: int
    column: int
    rows: int
    columns: int

    def parts(self, about: Any) -> Iterator[str]:
        """The parts of a style that speak of it, the first before the others."""
        on = {name for name in (*_EDGES, "bandRow", "bandCol") if about.get(name) in _ON}
        at = (self.row == 0, self.row == self.rows - 1, self.column == 0, self.column == self.columns - 1)
        yield from (name for name, is_there in zip(_EDGES, at, strict=True) if is_there and name in on)
        if "bandRow" in on:
            yield f"band{1 + (self.row - ('firstRow' in on)) % 2}H"
        if "bandCol" in on:
            yield f"band{1 + (self.column - ('firstCol' in on)) % 2}V"
        yield "wholeTbl"


class Grids:
    """The table styles of one file."""

    def __init__(self, presentation: Any) -> None:
        self._told = _styles_in(presentation)

    def ground(self, table: Any, theme: Theme, *, behind: str | None, cell: TableCell) -> str | None:
        """The colour behind a cell that states none; None where nothing tells."""
        about = table._tbl.tblPr
        if about is not None and any(child.tag in FILLS for child in about):
            return theme.fill_in(about)
        name = about.findtext(f"{_A}tableStyleId") if about is not None else None
        if not name or name in _BARE:
            return behind
        style = self._told.get(name)
        if style is None:
            return _usual_ground(name, next(cell.parts(about)))
        filled = (_fill(style, part) for part in cell.parts(about))
        fill = next((fill for fill in filled if fill is not None), None)
        if fill is None:
            return behind if style.find(f"{_A}tblBg") is None else None
        return behind if fill.find(f"{_A}noFill") is not None else _colour(fill, theme)


def _usual_ground(name: str, part: str) -> str | None:
    return WHITE if name in _USUAL and part not in _EDGES else None


def _fill(style: Any, part: str) -> Any:
    """What a part of a style fills cells with; None where it says nothing."""
    told = style.find(f"{_A}{part}/{_A}tcStyle")
    if told is None:
        return None
    fill = told.find(f"{_A}fill")
    return fill if fill is not None else told.find(f"{_A}fillRef")


def _colour(fill: Any, theme: Theme) -> str | None:
    """The plain colour of a fill; one that is thinned down to next to nothing is as good as white."""
    thinned = (e.get("val") or "" for e in fill.iterfind(f"{_A}solidFill/*/{_A}tint"))
    if any(share.isdecimal() and int(share[:9]) <= _PALEST for share in thinned):
        return WHITE
    return theme.fill_in(fill)


def _styles_in(presentation: Any) -> Mapping[str, Any]:
    """The styles that the file itself describes, by their names."""
    from pptx.opc.constants import RELATIONSHIP_TYPE  # loaded with the slides
    from pptx.oxml import parse_xml

    try:
        styles = parse_xml(presentation.part.part_related_by(RELATIONSHIP_TYPE.TABLE_STYLES).blob)
    except (KeyError, ValueError):
        return {}
    return {str(style.get("styleId")): style for style in styles.iterfind(f"{_A}tblStyle")}
