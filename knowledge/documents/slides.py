"""PowerPoint files: shapes, tables and notes, slide by slide."""

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

from knowledge.documents.writing import Writing

TINY = 200
"""Hundredths of a point below which nobody reads."""
WHITE = "FFFFFF"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_FILLS = frozenset(f"{_A}{kind}Fill" for kind in ("solid", "grad", "blip", "patt", "grp"))

Box = tuple[int, int, int, int]
"""Left, top, right and bottom in the units of the file."""


class _Line(NamedTuple):
    """A paragraph or a table's row, and whether nobody sees it."""

    words: str
    is_hidden: bool


def read_slides(content: bytes, writing: Writing) -> None:
    """A hidden slide is hidden, and so are shapes off the slide, tiny words, and white ones on white."""
    from pptx import Presentation  # 0.1 s that only slides pay

    presentation = Presentation(io.BytesIO(content))
    writing.pages = len(presentation.slides)
    size = presentation.slide_width or 0, presentation.slide_height or 0
    for number, slide in enumerate(presentation.slides, 1):
        is_hidden = slide.element.get("show") == "0"
        for line in _lines(slide, size):
            writing.add(line.words, f"slide {number}", is_hidden=is_hidden or line.is_hidden)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            for words in slide.notes_slide.notes_text_frame.text.split("\n"):
                writing.add(words, f"slide {number}, notes", is_hidden=is_hidden)


def _lines(slide: Any, size: tuple[int, int]) -> Iterator[_Line]:
    """Shape by shape, groups opened; what a group is off the slide, its shapes are."""
    is_coloured = _is_coloured(slide)
    pending = [(shape, _is_away(shape, size)) for shape in reversed(list(slide.shapes))]
    while pending:
        shape, is_away = pending.pop()
        if hasattr(shape, "shapes"):
            pending += [(s, is_away or _is_unshown(s)) for s in reversed(list(shape.shapes))]
        elif getattr(shape, "has_table", False):
            for row in shape.table.rows:
                yield _Line(" | ".join(" ".join(cell.text.split()) for cell in row.cells), is_away)
        elif shape.has_text_frame:
            is_bare = not (is_coloured or shape.is_placeholder or _is_filled(shape.element))
            for paragraph in shape.text_frame.paragraphs:
                seen, unseen = _parted(paragraph, is_bare=is_bare)
                yield _Line(seen, is_away)
                yield _Line(unseen, is_hidden=True)


def _is_away(shape: Any, size: tuple[int, int]) -> bool:
    """Switched off, or wholly beside the slide."""
    place = shape.left, shape.top, shape.width, shape.height
    if None in place:
        return _is_unshown(shape)
    left, top, width, height = place
    is_beside = left >= size[0] or top >= size[1] or left + width <= 0 or top + height <= 0
    return is_beside or _is_unshown(shape)


def _is_unshown(shape: Any) -> bool:
    return any(about.get("hidden") in ("1", "true") for about in shape.element.iterfind(f"*/{_P}cNvPr"))


def _parted(paragraph: Any, *, is_bare: bool) -> tuple[str, str]:
    """The words that are seen, and those that are tiny, or white with nothing behind them."""
    parts: tuple[list[str], list[str]] = ([], [])
    for piece in paragraph._p.iterchildren(f"{_A}r", f"{_A}fld", f"{_A}br"):
        stated = piece.find(f"{_A}rPr")
        is_unseen = stated is not None and (_is_tiny(stated) or (is_bare and _is_white(stated)))
        parts[is_unseen].append(piece.findtext(f"{_A}t") or " ")
    return "".join(parts[0]), "".join(parts[1])


def _is_tiny(stated: Any) -> bool:
    size = stated.get("sz") or ""
    return bool(size.isdecimal() and int(size) < TINY)


def _is_white(holder: Any) -> bool:
    """Whether what it is filled with is plain white."""
    colour = holder.find(f"{_A}solidFill/{_A}srgbClr")
    return colour is not None and (colour.get("val") or "").upper() == WHITE and not len(colour)


def _is_filled(element: Any) -> bool:
    """Whether a shape has a colour of its own; without a word about it its style decides."""
    about = element.find(f"{_P}spPr")
    if about is None or _is_white(about) or about.find(f"{_A}noFill") is not None:
        return False
    if any(child.tag in _FILLS for child in about):
        return True
    style = element.find(f"{_P}style/{_A}fillRef")
    return style is not None and style.get("idx") not in (None, "0")


def _is_coloured(slide: Any) -> bool:
    """Whether anything may stand behind the words of a slide: a background, a picture, a filled shape."""
    for layer in (slide, slide.slide_layout, slide.slide_layout.slide_master):
        background = layer.element.find(f"{_P}cSld/{_P}bg")
        if background is not None and not _is_plain(background):
            return True
        shapes = list(layer.element.iter(f"{_P}sp"))
        if layer.element.find(f".//{_P}pic") is not None or any(map(_is_filled, shapes)):
            return True
    return False


def _is_plain(background: Any) -> bool:
    """White, or the first colour of a theme, which is."""
    stated = background.find(f"{_P}bgPr")
    colour = background.find(f"{_P}bgRef/{_A}schemeClr")
    if stated is not None:
        return _is_white(stated)
    return colour is not None and colour.get("val") == "bg1"
