"""Exposure and the figures of the roadmap are in every format those that the second scorer reckons."""

import csv
import io
import json
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import docx
import openpyxl
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.reports.amount import Amount
from assistant.reports.parts import ReportData
from model.assessment import Act
from model.catalogue import Catalogue
from tests.reports.made import (
    Pair,
    as_json,
    catalogue,
    content,
    decimals,
    expected,
    half_up,
    made,
    points_of,
    projected,
    waves_of,
)
from tests.reports.test_figures import READERS, amount, squeezed
from tests.reports.test_random import report_of
from tests.second_planner import breaches, projections, wanted
from tests.small import WATCH
from tests.strategies import assessments
from tests.threats import threatened_catalogue

SPAN = r"(\d+\.\d\d(?: to \d+\.\d\d)?)"
REMOVED = re.compile(r"removes (<?\d+\.\d) % of today's exposure")
BACKLOGS = ("backlog-github", "backlog-github-csv", "backlog-gitlab", "backlog-jira")


def with_an_open_question(catalogue: Catalogue) -> Catalogue:
    """With a practice whose links are not known, so that it counts for the means but is never planned."""
    unsettled = [p.model_copy(update={"provisional": p.id == WATCH}) for p in catalogue.practices]
    return catalogue.model_copy(update={"practices": tuple(unsettled)})


ATTACKED = with_an_open_question(threatened_catalogue())


def agrees(acts: list[Act], known: Catalogue) -> None:
    """Every figure of exposure and waves, and every rule, for any acts."""
    data: ReportData = report_of(acts, "roles", known)
    raw = [a.model_dump(mode="json") for a in acts], known.model_dump(mode="json")
    told, waves = projections(*raw, waves_of(data)), data.roadmap.waves
    assert breaches(*raw, waves_of(data), capacity=data.roadmap.capacity) == []
    planned = [(step.practice, step.after) for wave in waves for step in wave.steps]
    assert sorted([*planned, *((x.practice, x.after) for x in data.roadmap.leftovers)]) == sorted(
        wanted(*raw)
    )
    assert exact(data.exposure.now if data.exposure else None) == told["now"]
    assert exact(data.exposure.least if data.exposure else None) == told["least"]
    assert [(w.effort, exact(w.earned), exact(w.progress), exact(w.exposure)) for w in waves] == [
        (own["effort"], own["earned"], own["progress"], own["exposure"]) for own in told["waves"]
    ]
    for wave, own in zip(waves, told["waves"], strict=True):
        for step in wave.steps:
            assert removed(step.reasons) == said_removed(own, step.practice, step.after)


def exact(amount: Amount | None) -> Any:
    """The fractions that an amount was rounded from."""
    return amount.exact if amount else None


@settings(max_examples=50, deadline=None)
@given(acts=assessments(ATTACKED, most=40))
def test_whatever_is_recorded(acts: list[Act]) -> None:
    """Random acts over a small catalogue under attack."""
    agrees(acts, ATTACKED)


@settings(max_examples=2, deadline=None)
@given(data=st.data())
def test_whatever_is_recorded_with_the_real_catalogue(data: st.DataObject) -> None:
    """Random acts over the shipped one."""
    agrees(data.draw(assessments(catalogue(), most=80)), catalogue())


def test_there_is_something_to_reckon() -> None:
    """Waves, ranges, steps that remove something and steps that remove nothing."""
    told = projected()
    assert len(told["waves"]) > 2
    assert all(w["earned"][0] < w["earned"][1] for w in told["waves"])
    assert told["now"][0] > told["waves"][-1]["exposure"][0] > told["least"][0] > 0
    removed = [share for w in told["waves"] for share in w["removes"].values()]
    assert any(removed)
    assert not all(removed)


def test_the_plan_keeps_its_rules() -> None:
    """One level at a time, prerequisites, floor, capacity, orders; every step is somewhere."""
    waves, left = waves_of(made()), {(each.practice, each.after) for each in made().roadmap.leftovers}
    assert breaches(*as_json(), waves, capacity=made().roadmap.capacity) == []
    assert {step for wave in waves for step in wave} | left == wanted(*as_json())


def test_the_second_planner_sees_what_breaks_a_rule() -> None:
    """The same steps the other way round, all in one wave, or twice."""
    waves = waves_of(made())
    told = {
        "comes before": [wave[::-1] for wave in waves[::-1]],
        "holds more than": [[step for wave in waves for step in wave]],
        "does not follow": [*waves, waves[0][:1]],
        "is not wanted": [*waves, [(made().roadmap.leftovers[0].practice, 3)]],
    }
    for words, wrong in told.items():
        assert any(words in each for each in breaches(*as_json(), wrong, capacity=40)), words


# Programs


def test_json() -> None:
    """The exact fractions."""
    data, told = json.loads(content("json")), projected()
    assert amount(data["exposure"]["now"]) == told["now"]
    assert amount(data["exposure"]["least"]) == told["least"]
    assert [amount(each) for each in data["exposure"]["after"]] == [w["exposure"] for w in told["waves"]]
    assert set(data["exposure"]["unanswered"]) == told["unanswered"]
    for wave, own in zip(data["roadmap"]["waves"], told["waves"], strict=True):
        assert wave["effort"] == own["effort"]
        for figure in ("earned", "progress", "exposure"):
            assert amount(wave[figure]) == own[figure]
        for step in wave["steps"]:
            assert step["effort"] == points_of(step["practice"], step["after"])
            assert removed(step["reasons"]) == said_removed(own, step["practice"], step["after"])


def removed(reasons: Sequence[str] | str) -> str:
    """What a step says that it removes, or nothing."""
    found = REMOVED.search(reasons if isinstance(reasons, str) else "; ".join(reasons))
    return found[1] if found else ""


def said_removed(wave: dict[str, Any], practice: str, after: int) -> str:
    """How that is written: half up to one decimal, and never as nothing where it is something."""
    share = wave["removes"][practice, after]
    tenths, rest = divmod(share.numerator * 10, share.denominator)
    tenths += 2 * rest >= share.denominator
    return f"{tenths // 10}.{tenths % 10}" if tenths else "<0.1" if share else ""


def test_csv() -> None:
    """A row for each wave with what it leads to, one for each step, and one for what fits nowhere."""
    text = content("csv").decode()
    assert len({len(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)}) == 1
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    kinds = {kind: [r for r in rows if r["kind"] == kind] for kind in ("overall", "wave", "step", "leftover")}
    assert sides(kinds["overall"][0], "exposure") == [half_up(side) for side in projected()["now"]]
    assert [int(row["wave"]) for row in kinds["wave"]] == [*range(1, len(projected()["waves"]) + 1)]
    for row, own in zip(kinds["wave"], projected()["waves"], strict=True):
        assert row["effort"] == str(own["effort"])
        for figure in ("earned", "progress", "exposure"):
            assert sides(row, figure) == [half_up(side) for side in own[figure]]
    planned = [[(r["id"], int(r["to_level"])) for r in kinds["step"] if r["wave"] == w["wave"]]
               for w in kinds["wave"]]  # fmt: skip
    assert planned == waves_of(made())
    for row in kinds["step"]:
        after, own = int(row["to_level"]), projected()["waves"][int(row["wave"]) - 1]
        assert int(row["from_level"]) == after - 1
        assert int(row["effort"]) == points_of(row["id"], after)
        assert removed(row["reasons"]) == said_removed(own, row["id"], after)
        assert row["criteria"].split(";") == unmet(row["id"], after)
    left = {(row["id"], int(row["to_level"])) for row in kinds["leftover"]}
    assert left == wanted(*as_json()) - {step for wave in waves_of(made()) for step in wave}
    assert all(row["cause"] and not row["wave"] for row in kinds["leftover"])


def sides(row: dict[str, str], figure: str) -> list[str]:
    """Low and high of a figure in a table."""
    return [row[f"{figure}_low"], row[f"{figure}_high"]]


def unmet(practice: str, after: int) -> list[str]:
    """What a step is done by: the activities up to its level that are not covered as far as it asks."""
    known = expected()["practices"][practice]["activities"]
    return [
        a.id
        for level in catalogue().practice(practice).levels[:after]
        for a in level.activities
        if known[a.id][0] != "all"
        and (level.level > 1 or a.unit.value == "whole" or known[a.id][0] == "none")
    ]


@pytest.mark.parametrize("kind", BACKLOGS)
def test_backlogs(kind: str) -> None:
    """Effort and what is removed of today's exposure, in the words of each item."""
    text = content(kind).decode()
    table = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    items = json.loads(text) if kind == "backlog-github" else list(table)
    steps = [(own, step) for own in projected()["waves"] for step in own["removes"]]
    for item, (own, step) in zip(items, steps, strict=True):
        body = next(item[key] for key in ("body", "description", "Description") if key in item)
        words = body.replace("\\", "").replace("&lt;", "<")
        points = points_of(*step)
        assert removed(words) == said_removed(own, *step)
        assert f"Effort: {points} points" in words
        assert item.get("Story Points", str(points)) == str(points)


def test_the_layer_has_none() -> None:
    """It shows today's levels only; nothing of a plan is in it."""
    words = content("navigator").decode().lower()
    assert "exposure" not in words
    assert "wave" not in words


# People


def test_the_workbook() -> None:
    """Waves on the first sheet, steps on their own."""
    book = openpyxl.load_workbook(io.BytesIO(content("xlsx")), data_only=True)
    rows = list(book["Executive"].iter_rows(values_only=True))
    top = next(n for n, row in enumerate(rows) if row[0] == "Wave")
    for number, own in enumerate(projected()["waves"], 1):
        wave, steps, points, *means = rows[top + number][:8]
        assert (wave, steps, points) == (number, len(own["removes"]), own["effort"])
        known = (*own["earned"], *own["progress"], own["exposure"][1])
        assert [half_up(Fraction(str(mean))) for mean in means] == [half_up(side) for side in known]
    header, *steps = book["Roadmap"].iter_rows(values_only=True)
    for row in (dict(zip(header, step, strict=True)) for step in steps):
        own = projected()["waves"][row["Wave"] - 1]
        assert row["Effort"] == points_of(row["Practice id"], row["To"])
        assert removed(row["Here because"]) == said_removed(own, row["Practice id"], row["To"])


SENTENCES = {
    "wave": r"Wave (\d+): (\d+) effort points",
    "after": f"earned level {SPAN}, progress {SPAN}, open of the weight of attacks on record {SPAN} %",
    "exposure": f"attacks on record: {SPAN} % today, {SPAN} % after the roadmap",
    "least": rf"acts against: (\d+)\. Even with every practice of this assessment at level 3, {SPAN} %",
    "first": rf"Wave 1 of (\d+) takes (\d+) effort points \(a step has 3 to 15\) and brings "
    rf"the mean earned level to {SPAN} of 3 \(today {SPAN}\)",
    "open": r"weight left open: ([\d–]+) % after it, ([\d–]+) % after the whole plan",
    "nothing-below": r"Even with every practice here at level 3, ([\d–]+) % of known",
    "removes": REMOVED.pattern,
}


def told() -> dict[str, list[tuple[str, ...]]]:
    """What the sentences say, by the second scorer, in the order in which they come."""
    own, waves = projected(), projected()["waves"]
    shares = [said_removed(wave, *step) for wave in waves for step in wave["removes"]]
    rows: dict[str, list[tuple[Any, ...]]] = {
        "wave": [(number, wave["effort"]) for number, wave in enumerate(waves, 1)],
        "after": [tuple(map(decimals, (w["earned"], w["progress"], w["exposure"]))) for w in waves],
        "exposure": [(decimals(own["now"]), decimals(waves[-1]["exposure"]))],
        "least": [(len(own["unanswered"]), decimals(own["least"]))],
        "first": [
            (len(waves), waves[0]["effort"], decimals(waves[0]["earned"]), decimals(expected()["earned"]))
        ],
        "open": [(rounded_off(waves[0]["exposure"]), rounded_off(waves[-1]["exposure"]))],
        "nothing-below": [(rounded_off(own["least"]),)],
        "removes": [(share,) for share in shares if share],
    }
    return {name: [tuple(squeezed(str(each)) for each in row) for row in own] for name, own in rows.items()}


def rounded_off(span: Pair) -> str:
    """In whole numbers, half up, as large letters and decisions write it."""
    low, high = (int(side + Fraction(1, 2)) for side in span or ())
    return str(low) if low == high else f"{low}–{high}"


@pytest.mark.parametrize("kind", ["md", "html", "docx", "pdf"])
def test_documents(kind: str) -> None:
    """Each sentence with such a figure, as often as there are waves and steps, and no other."""
    text = shown(kind)
    assert {name: found(text, pattern) for name, pattern in SENTENCES.items()} == told()
    low, high = (int(side + Fraction(1, 2)) for side in projected()["now"])
    assert f"{low}–{high}%" in text
    for practice, after in (step for wave in waves_of(made()) for step in wave):
        name = re.escape(squeezed(catalogue().practice(practice).name))
        points = points_of(practice, after)
        assert re.search(rf"{name}\|?{after - 1}to{after}\|?{points}\D", text), (practice, after)


def shown(kind: str) -> str:
    """All that a document shows, words and cells, without spaces."""
    if kind in READERS:
        text = READERS[kind]()[0]
        if kind == "docx":
            tables = docx.Document(io.BytesIO(content("docx"))).tables
            text += "".join(cell.text for table in tables for row in table.rows for cell in row.cells)
        return squeezed(text)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content("pdf"))]
    foot = squeezed(f"{made().meta.assessment} · {made().meta.written}")
    return re.sub(rf"{re.escape(foot)}\d{{1,2}}", "", "".join(map(squeezed, pages)))


def found(text: str, pattern: str) -> list[tuple[str, ...]]:
    """Everything that a sentence says, spaces apart."""
    return [match.groups() for match in re.finditer(pattern.replace(" ", ""), text)]


def test_the_timeline_in_words() -> None:
    """Those who do not see the picture get the effort of each wave."""
    words = BeautifulSoup(content("html"), "html.parser").get_text()
    assert re.findall(r"Wave (\d+), (\d+) points:", words) == [
        (str(number), str(own["effort"])) for number, own in enumerate(projected()["waves"], 1)
    ]


def test_the_exposure_before_and_after_in_words() -> None:
    """The picture says what is left today and after each wave, as the second reckoning has it."""
    words = BeautifulSoup(content("html"), "html.parser").get_text()
    told = re.search(r"Bars of what is left open of known attacks' weight\. (.*?)\.", words)
    assert told
    shares = [projected()["now"], *(own["exposure"] for own in projected()["waves"])]
    whole = [[f"{int(side + Fraction(1, 2))}" for side in share] for share in shares]
    names = ["Today", *(f"After wave {n}" for n in range(1, len(shares)))]
    said = [f"{name}: {a if a == b else f'{a}–{b}'} %" for name, (a, b) in zip(names, whole, strict=True)]
    assert told[1].split("; ")[:-1] == said


def test_every_term_of_the_exposure_is_there() -> None:
    """Attack by attack: weight x (1 - best cover) is what is left, and all of it makes the percentages."""
    exposure = made().exposure
    assert exposure is not None
    for attack in exposure.attacks:
        weight, best = attack.weight.exact[0], attack.cover.exact
        worths = [cover.worth.exact for cover in attack.covers] or [(Fraction(0), Fraction(0))]
        assert best == tuple(max(worth[side] for worth in worths) for side in (0, 1))
        assert attack.left.exact == (weight * (1 - best[1]), weight * (1 - best[0]))
    whole = exposure.weight.exact[0]
    assert sum(a.weight.exact[0] for a in exposure.attacks) == whole
    left = tuple(100 * sum(a.left.exact[side] for a in exposure.attacks) / whole for side in (0, 1))
    assert left == projected()["now"]
    rows = list(openpyxl.load_workbook(io.BytesIO(content("xlsx")))["Exposure"].values)[1:]
    assert [row[0] for row in rows] == [a.id for a in exposure.attacks]
    assert [row[9] for row in rows] == [a.left.low for a in exposure.attacks]
