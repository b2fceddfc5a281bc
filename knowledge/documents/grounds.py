"""What shapes of Word files are filled with: what lies behind the words in them, and what is seen through."""

from collections.abc import Callable
from typing import Any

from knowledge.documents.colours import WHITE, is_white
from knowledge.documents.covers import is_opaque, is_plate, is_turned
from knowledge.documents.groups import style_of

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_PLATES = ("rect", "shape", "roundrect")
_PAPER = ("bg1", "lt1")
_FILLS = tuple(f"{_A}{kind}Fill" for kind in ("grad", "blip", "patt", "grp"))
SOME = "some"
"""A fill that is there, of no one plain colour."""


def alone_in(drawing: Any) -> Any:
    """The one shape or picture that a drawing holds; None where it holds something else."""
    held = drawing.find(f"{_A}graphic/{_A}graphicData")
    return (
        next((e for e in held if e.tag in (f"{_WPS}wsp", f"{_PIC}pic")), None) if held is not None else None
    )


def is_solid(shape: Any, blob_of: Callable[[str], bytes]) -> bool:
    """Whether nothing is seen through a shape or a picture."""
    if shape is None:
        return False
    if str(shape.tag).startswith(_V):
        is_filled = shape.get("filled") not in ("f", "false", "0") and shape.find(f"{_V}fill") is None
        return is_filled and str(shape.tag).removeprefix(_V) in _PLATES and "rotation" not in style_of(shape)
    if shape.tag == f"{_WPS}wsp":
        about = shape.find(f"{_WPS}spPr")
        return about is not None and not is_turned(about) and is_plate(about, shape.find(f"{_WPS}style"))
    about, blip = shape.find(f"{_PIC}spPr"), shape.find(f"{_PIC}blipFill/{_A}blip")
    is_upright = about is None or not is_turned(about)
    is_whole = shape.find(f".//{_A}alphaModFix") is None
    return is_upright and is_whole and blip is not None and is_opaque(blob_of(blip.get(_EMBED) or ""))


def fill_of(shape: Any) -> str:
    """The colour that a shape is filled with, `SOME` where it is no plain one, empty where there is none."""
    if shape is None or shape.tag == f"{_PIC}pic":
        return SOME
    if str(shape.tag).startswith(_V):
        return _old_fill(shape)
    about, style = shape.find(f"{_WPS}spPr"), shape.find(f"{_WPS}style/{_A}fillRef")
    stated = about if about is not None else ()
    if any(e.tag == f"{_A}noFill" for e in stated):
        return ""
    plain = next((e for e in stated if e.tag == f"{_A}solidFill"), None)
    if plain is None and style is not None and style.get("idx") not in (None, "0"):
        plain = None if any(e.tag in _FILLS for e in stated) else style
    if plain is None:
        return SOME if any(e.tag in _FILLS for e in stated) else ""
    return _plain(plain)


def ground_of(run: Any) -> str:
    """What the text box is filled with that a run stands in; empty where there is none, or nothing."""
    content = next(run.iterancestors(f"{_W}txbxContent"), None)
    if content is None:
        return ""
    holders = (up for up in content.iterancestors() if str(up.tag).startswith((_WPS, _V)))
    shape = next((up for up in holders if not str(up.tag).endswith(("}txbx", "}textbox"))), None)
    return fill_of(shape) if shape is not None else ""


def _plain(holder: Any) -> str:
    colour = next(iter(holder), None)
    if colour is None or len(colour):
        return SOME
    value = colour.get("val") or ""
    if colour.tag == f"{_A}schemeClr":
        return WHITE if value in _PAPER else SOME
    return value if colour.tag == f"{_A}srgbClr" else SOME


def _old_fill(shape: Any) -> str:
    """Shapes of older programs are white where they do not say otherwise."""
    if shape.get("filled") in ("f", "false", "0"):
        return ""
    if shape.find(f"{_V}fill") is not None:
        return SOME
    told = (shape.get("fillcolor") or "white").split()[0].lstrip("#")
    return WHITE if told == "white" or is_white(told) else told if len(told) == 6 else SOME
