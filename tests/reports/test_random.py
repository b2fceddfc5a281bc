"""Whatever is recorded, report and workbook say what the second scorer says."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reports.data import gather
from assistant.reports.formats import write
from assistant.reports.parts import ReportData
from assistant.reports.veil import Edition
from model.adoption import catalogue_at
from model.assessment import Act
from model.catalogue import Catalogue
from tests.reports.formulas import Evaluator, Live
from tests.reports.made import Pair
from tests.second_scorer import figures
from tests.small import small_catalogue
from tests.strategies import assessments

SMALL = small_catalogue()


def report_of(acts: list[Act], kind: Any, catalogue: Catalogue = SMALL) -> ReportData:
    """The data set of any acts over a catalogue."""
    edition = Edition(kind=kind, written=date(2026, 1, 1), capacity=20)
    return gather(acts, catalogue_at(tuple(acts), catalogue), head="", edition=edition).data


def exact(amount: Any) -> Pair:
    """The fractions that an amount was rounded from."""
    return amount.exact if amount else None


@settings(max_examples=60, deadline=None)
@given(acts=assessments(SMALL), kind=st.sampled_from(["roles", "names", "redacted"]))
def test_the_data_set(acts: list[Act], kind: str) -> None:
    """Every figure, in every edition."""
    data = report_of(acts, kind)
    told = figures([a.model_dump(mode="json") for a in acts], SMALL.model_dump(mode="json"))
    for practice in data.practices:
        own = told["practices"][practice.id]
        assert practice.applicable == own["applicable"]
        for figure in ("earned", "progress", "gap"):
            assert exact(getattr(practice, figure)) == (own[figure] if own["applicable"] else None)
    for phase in data.phases:
        assert exact(phase.earned) == told["phases"][phase.id]["earned"]
    for figure in ("earned", "progress", "percent_to_target", "percent_to_proposed"):
        assert exact(getattr(data.headline, figure)) == told[figure]


@settings(max_examples=15, deadline=None)
@given(acts=assessments(SMALL))
def test_the_workbook(acts: list[Act]) -> None:
    """Every formula comes to the value beside it."""
    content = write(report_of(acts, "roles"), "xlsx")
    live, kept = (openpyxl.load_workbook(io.BytesIO(content), data_only=values) for values in (False, True))
    cells = {
        sheet.title: {
            c.coordinate: Live(c.value) if c.data_type == "f" else c.value
            for row in sheet.iter_rows()
            for c in row
        }
        for sheet in live
    }
    evaluator = Evaluator(cells)
    for name, own in cells.items():
        for place in [p for p, held in own.items() if isinstance(held, Live)]:
            value, found = kept[name][place].value, evaluator.value(name, place)
            wanted = found if isinstance(found, str) else pytest.approx(float(found), abs=1e-9)
            assert ("" if value is None else value) == wanted, f"{name}!{place}"
