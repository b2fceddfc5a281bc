"""A sheet of the workbook as rows of cells; a formula always carries the value that it comes to."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from assistant.reports.words import say

LONGEST = 32_000
"""Characters that a cell holds, a little less than the format allows."""
LINE, TALLEST = 15.0, 405.0
"""Points of a line and of the highest row that the format allows."""
Number = int | float


@dataclass(frozen=True)
class Formula:
    """A formula of ours, never made from anybody's words, and its value; an empty text where it has none."""

    text: str
    value: Number | str
    form: str = ""
    """Of the number, where it is not that of its column."""


Content = str | Number | Formula | None


@dataclass(frozen=True)
class Column:
    """A column with its title, width and form of numbers."""

    title: str
    width: int = 12
    form: str = "text"
    """text, whole, decimal or percent."""


class Looks:
    """The formats of a workbook, made once."""

    def __init__(self, book: Workbook) -> None:
        wraps = {"text_wrap": True, "valign": "top"}
        numbers = {"text": {}, "whole": {"num_format": "0"}, "decimal": {"num_format": "0.00"}}
        self.plain = {name: book.add_format(wraps | form) for name, form in numbers.items()}
        self.live = {name: book.add_format(wraps | form | {"bold": True}) for name, form in numbers.items()}
        header = {**wraps, "bold": True, "bg_color": "#DFE7F2", "bottom": 1}
        self.header = {
            name: book.add_format(header | ({} if name == "text" else {"align": "right"})) for name in numbers
        }
        self.title = book.add_format({"bold": True, "font_size": 14})


@dataclass(frozen=True)
class SheetTable:
    """Columns and rows of one table on a sheet."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Content]]


def put_table(sheet: Worksheet, table: SheetTable, *, looks: Looks, top: int = 0) -> int:
    """Write a header and rows from row `top` on; the first row below."""
    for number, column in enumerate(table.columns):
        sheet.write_string(top, number, column.title, looks.header[column.form])
    sheet.set_row(top, height_of([c.title for c in table.columns], table.columns))
    for row, cells in enumerate(table.rows, top + 1):
        sheet.set_row(row, height_of(cells, table.columns))
        for number, (column, cell) in enumerate(zip(table.columns, cells, strict=True)):
            put(sheet, (row, number), cell=cell, looks=looks, form=column.form)
    return top + 1 + len(table.rows)


def height_of(cells: Sequence[Content], columns: Sequence[Column]) -> float:
    """Points that the longest cell needs when it is wrapped; not every program works that out itself."""
    lines = [
        sum(1 + max(0, len(line) - 1) // column.width for line in cell.split("\n"))
        for column, cell in zip(columns, cells, strict=True)
        if isinstance(cell, str)
    ]
    return min(LINE * max(lines, default=1), TALLEST)


def put(sheet: Worksheet, at: tuple[int, int], *, cell: Content, looks: Looks, form: str = "text") -> None:
    """Write a cell; words are always words, whatever they begin with."""
    row, column = at
    if isinstance(cell, Formula):
        sheet.write_formula(row, column, cell.text, looks.live[cell.form or form], cell.value)
    elif cell == "":
        sheet.write_blank(row, column, None, looks.plain["text"])
    elif isinstance(cell, str):
        sheet.write_string(row, column, fitting(cell), looks.plain["text"])
    elif cell is not None:
        sheet.write_number(row, column, cell, looks.plain[form])


def fitting(text: str) -> str:
    """The text as far as a cell holds it, saying so where it was cut."""
    return text if len(text) <= LONGEST else text[:LONGEST] + say("sheet.shortened")


def fit_for_reading(sheet: Worksheet, table: SheetTable) -> None:
    """Widths, a header that stays, filters, and pages as wide as paper."""
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


@dataclass(frozen=True)
class Address:
    """Where the columns of a sheet are, for formulas."""

    sheet: str
    letters: dict[str, str]
    rows: int

    @classmethod
    def of(cls, sheet: str, keys: Sequence[str], *, rows: int) -> "Address":
        """By key, the letter of each column."""
        return cls(sheet, {key: xl_col_to_name(n) for n, key in enumerate(keys)}, max(1, rows))

    def cell(self, key: str, row: int) -> str:
        """A cell of the same sheet; rows of data begin at 2."""
        return f"${self.letters[key]}{row}"

    def column(self, key: str) -> str:
        """All data of a column, seen from another sheet."""
        letter = self.letters[key]
        return f"{self.sheet}!${letter}$2:${letter}${self.rows + 1}"
