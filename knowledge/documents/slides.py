"""PowerPoint files: shapes, tables and notes, slide by slide."""

import io
from collections.abc import Iterator
from typing import Any, NamedTuple

from knowledge.documents.colours import WHITE, is_white
from knowledge.documents.covers import Covers, LaidOut, is_switched_off, placed
from knowledge.documents.grids import Grids, TableCell
from knowledge.documents.prose import place
from knowledge.documents.rowed import one_after_other, row_of_words
from knowledge.documents.themes import FILLS, Theme, ancestry, colours_of
from knowledge.documents.writing import Writing

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


class _Line(NamedTuple):
    """A paragraph or a table's row, and whether nobody sees it."""

    words: str
    is_hidden: bool


def read_slides(content: bytes, writing: Writing) -> None:
    """Hidden are hidden slides, shapes off a slide or under others, tiny words, and white ones on white."""
    from pptx import Presentation  # 0.1 s that only slides pay

    presentation = Presentation(io.BytesIO(content))
    writing.pages = len(presentation.slides)
    size = presentation.slide_width or 0, presentation.slide_height or 0
    defaults = presentation.element.find(f"{_P}defaultTextStyle")
    grids = Grids(presentation)
    colours: dict[Any, dict[str, str]] = {}
    for number, slide in enumerate(presentation.slides, 1):
        is_hidden = slide.element.get("show") == "0"
        master = slide.slide_layout.slide_master
        if master.part not in colours:
            colours[master.part] = colours_of(master)
        title = _title(slide)
        for line in _lines(Theme(slide, defaults, named=colours[master.part]), size, grids=grids):
            above = [title] if title != " ".join(line.words.split()) else []
            where = place(f"slide {number}", above)
            writing.add(line.words, where, is_hidden=is_hidden or line.is_hidden)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            for words in slide.notes_slide.notes_text_frame.text.split("\n"):
                writing.add(words, f"slide {number}, notes", is_hidden=is_hidden)


def _title(slide: Any) -> str:
    """The words of the shape that is the slide's title."""
    shape = slide.shapes.title
    return " ".join(shape.text_frame.text.split()) if shape is not None and shape.has_text_frame else ""


def _lines(theme: Theme, size: tuple[int, int], *, grids: Grids) -> Iterator[_Line]:
    """Shape by shape, groups opened."""
    ground = None if _is_coloured(theme) else WHITE
    every = placed(theme.slide.shapes)
    covers = Covers(every, theme)
    for layer, each in enumerate(every):
        shape = each.shape
        is_away = each.is_away or _is_away(each, size) or covers.hide(layer, each)
        if getattr(shape, "has_table", False):
            rows = _rows(shape, theme, grids=grids, behind=ground)
        else:
            rows = _paragraphs(shape, theme, behind=_ground(shape, theme, behind=ground))
        for seen, unseen in rows:
            yield _Line(seen, is_away)
            yield _Line(unseen, is_hidden=True)


def _paragraphs(shape: Any, theme: Theme, *, behind: str | None) -> Iterator[tuple[str, str]]:
    for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else ():
        yield _parted(shape, paragraph, theme=theme, ground=behind)


def _rows(shape: Any, theme: Theme, *, grids: Grids, behind: str | None) -> Iterator[tuple[str, str]]:
    """A table's rows, cells parted by |; behind it is the slide, behind its cells what its style puts there.

    What lies under a merged cell is seen by nobody.
    """
    rows = [list(row.cells) for row in shape.table.rows]
    for number, row in enumerate(rows):
        cells = []
        for column, cell in enumerate(row):
            at = TableCell(number, column, len(rows), len(row))
            styled = grids.ground(shape.table, theme, behind=behind, cell=at)
            cells.append(_cell(shape, cell, theme=theme, behind=(behind, styled)))
        seen = row_of_words([seen for seen, _ in cells])
        yield seen, " ".join(unseen for _, unseen in cells if unseen)


def _cell(shape: Any, cell: Any, *, theme: Theme, behind: tuple[str | None, str | None]) -> tuple[str, str]:
    """The words that are seen, and those that are not; behind are the slide and the table's style."""
    if cell.is_spanned:
        return "", " ".join(cell.text.split())
    about = cell._tc.find(f"{_A}tcPr")
    ground = behind[1]
    if about is not None and any(child.tag in FILLS for child in about):
        ground = theme.fill_in(about)
    elif about is not None and about.find(f"{_A}noFill") is not None:
        ground = behind[0]
    told = [_parted(shape, each, theme=theme, ground=ground) for each in cell.text_frame.paragraphs]
    seen, unseen = zip(*told, strict=True)
    return one_after_other(seen), " ".join(" ".join(unseen).split())


def _ground(shape: Any, theme: Theme, *, behind: str | None) -> str | None:
    """The colour behind the words of a shape: its own, its placeholder's, or what is behind it."""
    for element in ancestry(shape):
        if _is_filled(element):
            return theme.fill_in(element.find(f"{_P}spPr"))
        about = element.find(f"{_P}spPr")
        if about is not None and about.find(f"{_A}noFill") is not None:
            return behind
    return behind


def _is_away(each: LaidOut, size: tuple[int, int]) -> bool:
    """Switched off, or wholly beside the slide."""
    if each.box is None:
        return is_switched_off(each.shape)
    left, top, right, bottom = each.box
    is_beside = left >= size[0] or top >= size[1] or right <= 0 or bottom <= 0
    return is_beside or is_switched_off(each.shape)


def _parted(shape: Any, paragraph: Any, *, theme: Theme, ground: str | None) -> tuple[str, str]:
    """The words that are seen, and those that nobody sees on this ground."""
    parts: tuple[list[str], list[str]] = ([], [])
    for piece in paragraph._p.iterchildren(f"{_A}r", f"{_A}fld", f"{_A}br"):
        is_unseen = theme.hides(shape, paragraph._p, stated=piece.find(f"{_A}rPr"), ground=ground)
        parts[is_unseen].append(piece.findtext(f"{_A}t") or " ")
    return "".join(parts[0]), "".join(parts[1])


def _is_filled(element: Any) -> bool:
    """Whether a shape has a colour of its own; without a word about it its style decides."""
    about = element.find(f"{_P}spPr")
    if about is None or about.find(f"{_A}noFill") is not None:
        return False
    if any(child.tag in FILLS for child in about):
        return True
    style = element.find(f"{_P}style/{_A}fillRef")
    return style is not None and style.get("idx") not in (None, "0")


def _colours_what_is_behind(element: Any, theme: Theme) -> bool:
    return _is_filled(element) and not is_white(theme.fill_in(element.find(f"{_P}spPr")))


def _is_coloured(theme: Theme) -> bool:
    """Whether anything may stand behind the words of a slide: a background, a picture, a filled shape."""
    layout = theme.slide.slide_layout
    layers = [layer.element for layer in (theme.slide, layout, layout.slide_master)]
    backgrounds = (layer.find(f"{_P}cSld/{_P}bg") for layer in layers)
    nearest = next((background for background in backgrounds if background is not None), None)
    if nearest is not None and not theme.is_plain(nearest):
        return True
    return any(
        layer.find(f".//{_P}pic") is not None
        or any(_colours_what_is_behind(each, theme) for each in layer.iter(f"{_P}sp"))
        for layer in layers
    )
