"""Excel and CSV files: a passage a row, cells parted by |."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice, product
from operator import attrgetter
from typing import Any

from knowledge.documents.colours import WHITE, are_near
from knowledge.documents.conditions import Conditions
from knowledge.documents.prose import decode
from knowledge.documents.rowed import LONGEST_REPEATED, MOST_COLUMNS, one_after_other, row_of_words
from knowledge.documents.writing import Writing

MOST_ROWS = 20_000
MOST_COVERED = 2_000_000
"""Cells that are looked up for being covered by merged ones; areas beyond that are left."""
LONGEST_TITLE = 80
LONGEST_CELL = 2000
_LISTED = re.compile(r"^[ \t]*(?:[-*•–]|\d{1,2}[.)])[ \t]", re.MULTILINE)
BLACK = "000000"
TINY = 2.0
"""Points below which nobody reads."""
NARROW = 0.2
"""Characters, or points, of a column or row below which nothing of it is seen."""
_MARKED = re.compile(r'"[^"]{0,99}"|\\.|\[[^\]]{0,99}\]|[_*].|\s')
"""What a number format says beside the value itself."""

Area = tuple[int, int, int, int]
"""First column and row, last column and row."""


def read_workbook(content: bytes, writing: Writing) -> None:
    """Each row of each sheet; hidden sheets, rows, columns and cells that show nothing are hidden."""
    from openpyxl import load_workbook  # 0.15 s that only workbooks pay
    from openpyxl.worksheet._reader import WorksheetReader  # comes with it

    WorksheetReader.bind_merged_cells = _note_merged
    WorksheetReader.bind_hyperlinks = _pass_over
    book = load_workbook(io.BytesIO(content), read_only=False, data_only=True, keep_links=False)
    writing.pages = len(book.worksheets)
    for sheet in book.worksheets:
        title, is_unseen = sheet.title[:LONGEST_TITLE], _unseen_in(sheet)
        reach = _Reach(sheet.merged_areas)
        for block in _blocks(_rows(sheet)):
            _write(block, writing, title=title, told=(is_unseen, reach))
        if sheet.max_row and sheet.max_row > MOST_ROWS:
            writing.remark("rows", sheet=title, read=MOST_ROWS)


def _note_merged(reader: Any) -> None:
    """The areas of merged cells as they stand: the library would make a cell for each place in them."""
    found = reader.parser.merged_cells
    reader.ws.merged_areas = [cell_range.ref for cell_range in found.mergeCell] if found else []


def _pass_over(_: Any) -> None:
    """Links say nothing; one over a whole sheet would make as many cells."""


def _covered(sheet: Any) -> frozenset[tuple[int, int]]:
    """Rows and columns of the cells that lie under a merged one, which nobody sees."""
    from openpyxl.utils import range_boundaries  # loaded with the workbook

    found: set[tuple[int, int]] = set()
    left = MOST_COVERED
    for area in map(range_boundaries, sheet.merged_areas):
        left -= min((area[2] - area[0] + 1) * (area[3] - area[1] + 1), len(sheet._cells))
        if left < 0:
            break
        found |= {at for at in _places_in(area, sheet._cells) if at != (area[1], area[0])}
    return frozenset(found)


def _places_in(area: Area, cells: Mapping[tuple[int, int], Any]) -> Iterator[tuple[int, int]]:
    """The rows and columns of the cells in an area, by whichever of the two is smaller."""
    left, top, right, bottom = area
    if (right - left + 1) * (bottom - top + 1) > len(cells):
        return (at for at in cells if top <= at[0] <= bottom and left <= at[1] <= right)
    every = product(range(top, bottom + 1), range(left, right + 1))
    return (at for at in every if at in cells)


def _rows(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    """The numbers and cells of rows in which something stands, however far apart."""
    cells = [
        cell
        for cell in sheet._cells.values()
        if cell.value is not None and cell.row <= MOST_ROWS and cell.column <= MOST_COLUMNS
    ]
    cells.sort(key=attrgetter("row", "column"))
    for number, row in groupby(cells, key=attrgetter("row")):
        yield number, list(row)


def _unseen_in(sheet: Any) -> Callable[[Any], bool]:
    """What tells of a cell of this sheet whether nobody sees it; a table may be coloured as a whole."""
    from openpyxl.utils import range_boundaries  # loaded with the workbook

    away = sheet.sheet_state != "visible"
    columns = {
        n
        for shown in sheet.column_dimensions.values()
        if shown.hidden or (shown.width is not None and shown.width < NARROW)
        for n in range(shown.min or 1, min(shown.max or 1, MOST_COLUMNS) + 1)
    }
    rows = {
        number
        for number, shown in sheet.row_dimensions.items()
        if shown.hidden or (shown.height is not None and shown.height < NARROW)
    }
    tables: list[Area] = [range_boundaries(table.ref) for table in sheet.tables.values()]
    covered = _covered(sheet)
    conditions = Conditions(sheet)
    unseen: dict[int, tuple[bool, bool]] = {}

    def is_unseen(cell: Any) -> bool:
        if away or cell.row in rows or cell.column in columns or (cell.row, cell.column) in covered:
            return True
        looks = conditions.looks_of(cell)
        if conditions.are_too_many or (
            looks and not any(_is_in(cell, t) for t in tables) and _hide(cell, looks)
        ):
            return True
        if not cell.has_style or any(look.font or look.fill for look in looks):
            return False
        if cell.style_id not in unseen:
            unseen[cell.style_id] = _is_blank(cell), _is_faded(cell)
        shows_nothing, is_faded = unseen[cell.style_id]
        return shows_nothing or (is_faded and not any(_is_in(cell, table) for table in tables))

    return is_unseen


def _is_blank(cell: Any) -> bool:
    """Words that are tiny, or that the format of the cell leaves out."""
    return _leaves_out(str(cell.number_format)) or bool(cell.font.sz is not None and cell.font.sz < TINY)


def _leaves_out(form: str) -> bool:
    """Whether a format shows no words: they are its fourth part."""
    sections = form.split(";")
    return len(sections) >= 4 and not _MARKED.sub("", sections[3])


def _hide(cell: Any, looks: Sequence[Any]) -> bool:
    """Whether the looks that conditions give a cell, one upon the other, leave nothing to be seen."""
    form, colour, ground = str(cell.number_format), _colour(cell.font.color), _ground(cell.fill)
    for look in looks:
        form = str(look.numFmt.formatCode) if look.numFmt is not None else form
        colour = _colour(look.font.color) if look.font is not None and look.font.color is not None else colour
        ground = _ground_by(look.fill) if look.fill is not None else ground
    return _leaves_out(form) or are_near(WHITE if "[white]" in form.casefold() else colour or BLACK, ground)


def _ground(fill: Any) -> str | None:
    """The colour behind words, which is white where nothing is said; None for a pattern."""
    kind = fill.fill_type
    return WHITE if kind is None else _colour(fill.fgColor) if kind == "solid" else None


def _ground_by(fill: Any) -> str | None:
    """The same of a condition, which says its colour in another place."""
    told = (fill.bgColor, fill.fgColor) if hasattr(fill, "bgColor") else ()
    named = (_colour(c) for c in told if c is not None and not (c.type == "rgb" and c.rgb == "00000000"))
    return next(named, None)


def _is_faded(cell: Any) -> bool:
    """Words in the colour of what is behind them."""
    ground = _ground(cell.fill)
    words = WHITE if "[white]" in str(cell.number_format).casefold() else _colour(cell.font.color)
    return are_near(words, ground)


def _colour(colour: Any) -> str | None:
    """Six hexadecimal digits; None for what depends on more than the file's plain colours."""
    from openpyxl.styles.colors import COLOR_INDEX  # loaded with the workbook

    if colour is None:
        return None
    if colour.type == "theme":
        return WHITE if colour.theme == 0 and not colour.tint else None
    is_listed = colour.type == "indexed" and 0 <= colour.indexed < len(COLOR_INDEX)
    return str(COLOR_INDEX[colour.indexed] if is_listed else colour.rgb)[-6:]


def _is_in(cell: Any, area: Area) -> bool:
    return bool(area[0] <= cell.column <= area[2] and area[1] <= cell.row <= area[3])


def _blocks(rows: Iterable[tuple[int, list[Any]]]) -> Iterator[list[tuple[int, list[Any]]]]:
    """Rows that follow each other without an empty one between them."""
    block: list[tuple[int, list[Any]]] = []
    for number, row in rows:
        if block and number != block[-1][0] + 1:
            yield block
            block = []
        block.append((number, row))
    if block:
        yield block


class _Reach:
    """What stands in the first cell of an area of merged ones, for the rows below its first."""

    def __init__(self, areas: Iterable[str]) -> None:
        from openpyxl.utils import range_boundaries  # loaded with the workbook

        self._open: dict[int, tuple[int, str]] = {}
        bounds = ((area, range_boundaries(area)) for area in areas)
        self._ends = {(left, top): bottom for _, (left, top, _, bottom) in bounds if bottom > top}

    def down_to(self, number: int, told: dict[int, str]) -> dict[int, str]:
        """The words of a row with those that come down to it from above, by column."""
        self._open = {column: held for column, held in self._open.items() if held[0] >= number}
        here = {column: words for column, (_, words) in self._open.items()} | told
        for column, words in told.items():
            end = self._ends.get((column, number), 0)
            if end and len(words) <= LONGEST_REPEATED:
                self._open[column] = end, words
        return here


def _write(
    block: Sequence[tuple[int, list[Any]]],
    writing: Writing,
    *,
    title: str,
    told: tuple[Callable[[Any], bool], _Reach],
) -> None:
    """Rows with the columns in which anything is seen, each cell in its place; then what nobody sees."""
    is_unseen, reach = told
    rows = [
        (number, row, {c.column: _shown(c.value) for c in row if not is_unseen(c)}) for number, row in block
    ]
    columns = sorted({column for _, _, seen in rows for column in seen})
    for number, row, seen in rows:
        if seen:
            here = reach.down_to(number, seen)
            words = row_of_words([here.get(column, "") for column in columns])
            first = next(c.column_letter for c in row if c.column in seen)
            writing.add(words, f"{title}!{first}{number}")
        hidden = [c for c in row if c.column not in seen]
        if hidden:
            words = " | ".join(_shown(c.value) for c in hidden)
            writing.add(words, f"{title}!{hidden[0].column_letter}{number}", is_hidden=True)


def _shown(value: object) -> str:
    return _on_one_line(str(value)[:LONGEST_CELL])


def _on_one_line(text: str) -> str:
    """The words of a cell; items in lines of their own are parted."""
    is_list = "\n" in text and _LISTED.search(text)
    return one_after_other(text.split("\n")) if is_list else " ".join(text.split())


def read_rows(content: bytes, writing: Writing) -> None:
    """CSV and TSV, whatever parts the cells."""
    text = decode(content, writing)
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:4096], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    csv.field_size_limit(1_000_000)
    rows = csv.reader(io.StringIO(text, newline=""), dialect)
    for number, row in enumerate(islice(rows, MOST_ROWS), 1):
        writing.add(row_of_words([_on_one_line(cell) for cell in row]), f"row {number}")
    if next(rows, None) is not None:
        writing.remark("rows", sheet="1", read=MOST_ROWS)
