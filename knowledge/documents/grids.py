"""What stands behind the cells of a presentation's tables."""

from typing import Any

from knowledge.documents.themes import FILLS, Theme

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_BARE = ("{2D5ABB26-0587-4C30-8999-92F81FD0307C}", "{5940675A-B579-460E-94D1-54222C63F5DA}")
"""The two styles of every program that colour no cell: without lines, and with."""


class Grids:
    """The table styles of one file."""

    def __init__(self, presentation: Any) -> None:
        self._bare = {*_BARE, *_bare_in(presentation)}

    def ground(self, table: Any, theme: Theme, *, behind: str | None) -> str | None:
        """The colour behind cells that state none; None where the table's style may have several."""
        about = table._tbl.tblPr
        if about is not None and any(child.tag in FILLS for child in about):
            return theme.fill_in(about)
        style = about.findtext(f"{_A}tableStyleId") if about is not None else None
        return behind if not style or style in self._bare else None


def _bare_in(presentation: Any) -> set[str]:
    """The styles that the file itself describes and that colour nothing."""
    from pptx.opc.constants import RELATIONSHIP_TYPE  # loaded with the slides
    from pptx.oxml import parse_xml

    try:
        styles = parse_xml(presentation.part.part_related_by(RELATIONSHIP_TYPE.TABLE_STYLES).blob)
    except (KeyError, ValueError):
        return set()
    fills = {*FILLS, f"{_A}fillRef"}
    return {
        str(style.get("styleId"))
        for style in styles.iterfind(f"{_A}tblStyle")
        if not any(part.tag in fills for part in style.iterfind(f".//{_A}tcStyle//*"))
        and style.find(f"{_A}tblBg") is None
    }
