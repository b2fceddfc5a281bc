"""The workbook: its formulas come to the values kept beside them, and those are the right ones."""

import io
import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from assistant.reports.formats import write
from prompts.wording import load_wording
from tests.reports.formulas import Evaluator, Live, Sheets
from tests.reports.made import Pair, content, expected, half_up, made, phase_row

SHEETS = ["Executive", "Practices", "Activities", "Roadmap", "Evidence", "Exposure"]


@cache
def workbook(live: bool) -> Any:
    """The workbook with formulas, or with the values kept beside them."""
    return openpyxl.load_workbook(io.BytesIO(content("xlsx")), data_only=not live)


def sheets(book: Any = None) -> Sheets:
    """Every cell by its place."""
    return {
        sheet.title: {c.coordinate: Live(c.value) if c.data_type == "f" else c.value for c in _cells(sheet)}
        for sheet in book or workbook(True)
    }


def _cells(sheet: Any) -> Iterator[Any]:
    for row in sheet.iter_rows():
        yield from (cell for cell in row if cell.value is not None)


def test_formulas_agree_with_their_values() -> None:
    """A second evaluator comes to what the file says."""
    assert agreeing(sheets(), workbook(False)) > 500


def agreeing(cells: Sheets, values: Any) -> int:
    """How many formulas there are; each comes to the value kept beside it."""
    evaluator = Evaluator(cells)
    live = [
        (name, place) for name, own in cells.items() for place, held in own.items() if isinstance(held, Live)
    ]
    for name, place in live:
        kept, found = values[name][place].value, evaluator.value(name, place)
        wanted = found if isinstance(found, str) else pytest.approx(float(found), abs=1e-9)
        assert ("" if kept is None else kept) == wanted, f"{name}!{place}"
    return len(live)


def test_formulas_follow_a_translation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where cells say yes in another language, formulas count that."""
    (tmp_path / "wording").mkdir()
    (tmp_path / "wording" / "report.yaml").write_text('"yes": "ja"\n"no": "nein"\n', encoding="utf-8")
    monkeypatch.setenv("MLSMM_CATALOGUE", str(tmp_path))
    load_wording.cache_clear()
    try:
        told = io.BytesIO(write(made(), "xlsx"))
    finally:
        monkeypatch.undo()
        load_wording.cache_clear()
    live, values = (openpyxl.load_workbook(told, data_only=kept) for kept in (False, True))
    assert "ja" in {cell.value for cell in values["Practices"]["D"]}
    assert agreeing(sheets(live), values) > 500


def test_a_changed_coverage_changes_what_follows() -> None:
    """What is unmet becomes met: the level, the gap and the percentage move."""
    cells = sheets()
    evaluator = Evaluator(cells)
    before = evaluator.value("Executive", _figure_cell("Percent to target"))
    for place in list(cells["Activities"]):
        if re.fullmatch(r"[HI]\d+", place) and place[1:] != "1":
            cells["Activities"][place] = "all"
    after = Evaluator(cells)
    assert after.value("Executive", _figure_cell("Percent to target")) == 100 > before
    levels = {after.value("Practices", f"F{row}") for row in range(2, len(made().practices) + 2)}
    assert levels <= {3, ""}


def _figure_cell(name: str) -> str:
    row = next(c.row for c in workbook(False)["Executive"]["A"] if c.value == name)
    return f"B{row}"


def rows_of(name: str) -> list[dict[str, Any]]:
    """The values of a sheet by title."""
    header, *rows = workbook(False)[name].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_practices() -> None:
    """Every figure of every practice."""
    for row in rows_of("Practices"):
        told = expected()["practices"][row["Practice id"]]
        for figure in ("Earned", "Progress", "Gap"):
            low, high = (row[f"{figure} {side}"] for side in ("low", "high"))
            pair = told[figure.lower()] if told["applicable"] else None
            assert sides(low, high) == both(pair)
        if told["applicable"]:
            assert (row["Target"], row["Proposed"], row["Documented level"]) == (
                told["target"],
                told["proposed"],
                told["documented"],
            )


def sides(low: Any, high: Any) -> list[str]:
    """Cells to two decimals, half up."""
    return [
        "" if side in (None, "") else half_up(Fraction(side).limit_denominator(10**6)) for side in (low, high)
    ]


def both(pair: Pair) -> list[str]:
    """A range to two decimals."""
    return ["", ""] if pair is None else [half_up(side) for side in pair]


def test_executive() -> None:
    """Counts, means, percentages and phases on the first sheet."""
    rows = {r[0]: r[1:] for r in workbook(False)["Executive"].iter_rows(values_only=True) if r[0]}
    told, top = expected(), expected()["headline"]
    counts = [rows[n][0] for n in ("Practices at target", "At target with proof", "Practices that apply")]
    assert counts == [top["at_target"], top["with_proof"], top["applicable"]]
    assert [rows[n][0] for n in ("With something unknown", "Not fully asked")] == [
        top["unknown"],
        top["not_asked"],
    ]
    assert sides(*rows["Earned"][:2]) == both(told["earned"])
    assert sides(*rows["Progress"][:2]) == both(told["progress"])
    assert sides(*rows["Percent to target"][:2]) == both(told["percent_to_target"])
    assert sides(*rows["Percent to proposed target"][:2]) == both(told["percent_to_proposed"])
    for phase in made().phases:
        count, *means = rows[phase.name][:5]
        assert str(count) == phase_row(phase.id)["count"]
        assert sides(*means[:2]) == both(told["phases"][phase.id]["earned"])
        assert sides(*means[2:]) == both(told["phases"][phase.id]["progress"])


def test_sheets_are_ready_for_use() -> None:
    """One for each audience, with filters and a header that stays."""
    book = workbook(True)
    assert book.sheetnames == SHEETS
    for name in SHEETS[1:]:
        assert book[name].auto_filter.ref
        assert book[name].freeze_panes == "C2"


def test_no_formula_is_made_of_anybodys_words() -> None:
    """Formulas are where ours stand, and nowhere else; words that look like one are words."""
    allowed = {
        "Executive": "BCDEF",
        "Practices": "FGHILMNOPQ",
        "Activities": "LMNO",
        "Roadmap": "",
        "Evidence": "",
    }
    for name, cells in sheets().items():
        for place, held in cells.items():
            if isinstance(held, Live):
                assert place[0] in allowed[name]
                assert len(re.match("[A-Z]+", place)[0]) == 1  # type: ignore[index]  # a place has a letter
                assert "HYPERLINK" not in held
    words = [c for cells in sheets().values() for c in cells.values() if isinstance(c, str)]
    assert any(w.startswith("=HYPERLINK") for w in words) or any("=HYPERLINK" in w for w in words)
