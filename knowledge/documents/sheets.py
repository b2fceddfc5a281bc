"""Excel and CSV files: a passage a row, cells parted by |."""

import csv
import io
from collections.abc import Sequence
from itertools import islice

from knowledge.documents.prose import decode
from knowledge.documents.writing import Writing

MOST_ROWS = 20_000
MOST_COLUMNS = 60


def read_workbook(content: bytes, writing: Writing) -> None:
    """Each row of each sheet; what stands in hidden sheets, rows and columns is hidden."""
    from openpyxl import load_workbook  # 0.15 s that only workbooks pay
    from openpyxl.utils import get_column_letter

    book = load_workbook(io.BytesIO(content), read_only=False, data_only=True, keep_links=False)
    writing.pages = len(book.worksheets)
    for sheet in book.worksheets:
        away = sheet.sheet_state != "visible"
        columns = {
            get_column_letter(n)
            for shown in sheet.column_dimensions.values()
            if shown.hidden
            for n in range(shown.min or 1, min(shown.max or 1, MOST_COLUMNS) + 1)
        }
        most = min(sheet.max_row or 0, MOST_ROWS), min(sheet.max_column or 0, MOST_COLUMNS)
        for row in sheet.iter_rows(max_row=most[0], max_col=most[1]):
            cells = [(get_column_letter(c.column), _shown(c.value)) for c in row if c.value is not None]
            if not cells:
                continue
            number = row[0].row
            seen = (
                []
                if away or sheet.row_dimensions[number].hidden
                else [c for c in cells if c[0] not in columns]
            )
            unseen = [cell for cell in cells if cell not in seen]
            _row(seen, writing, where=f"{sheet.title}!{number}", is_hidden=False)
            _row(unseen, writing, where=f"{sheet.title}!{number}", is_hidden=True)
        if sheet.max_row and sheet.max_row > MOST_ROWS:
            writing.remark("rows", sheet=sheet.title, read=MOST_ROWS)


def _row(cells: Sequence[tuple[str, str]], writing: Writing, *, where: str, is_hidden: bool) -> None:
    if cells:
        sheet, _, number = where.rpartition("!")
        words = " | ".join(words for _, words in cells)
        writing.add(words, f"{sheet}!{cells[0][0]}{number}", is_hidden=is_hidden)


def _shown(value: object) -> str:
    return " ".join(str(value).split())[:2000]


def read_rows(content: bytes, writing: Writing) -> None:
    """CSV and TSV, whatever parts the cells."""
    text = decode(content, writing)
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:4096], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    csv.field_size_limit(1_000_000)
    for number, row in enumerate(islice(csv.reader(io.StringIO(text), dialect), MOST_ROWS), 1):
        writing.add(" | ".join(" ".join(cell.split()) for cell in row if cell.strip()), f"row {number}")
