"""Every figure of every format is the one that the second scorer makes of the raw acts."""

import csv
import io
import json
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import docx
import pypdfium2
import pytest
from bs4 import BeautifulSoup

from tests.reports.made import (
    Pair,
    acts,
    catalogue,
    content,
    decimals,
    expected,
    half_up,
    made,
    phase_row,
    practice_row,
)

Rows = dict[str, list[str]]
"""By the first cell of a row, the others."""


def test_the_assessment_has_it_all() -> None:
    """Ranges, unknowns, silence, things at target and below, with proof, and things that do not apply."""
    told = expected()
    assert len(acts()) > 30
    assert {p["applicable"] for p in told["practices"].values()} == {True, False}
    assert any(p["earned"][0] < p["earned"][1] for p in told["practices"].values())
    top = told["headline"]
    assert 0 < top["at_target"] < top["applicable"]
    assert 0 < top["with_proof"] < top["at_target"]
    assert top["unknown"]
    assert top["not_asked"]


def test_json_holds_the_exact_fractions_too() -> None:
    """Rounded half up beside what it was rounded from."""
    data = json.loads(content("json"))
    told = expected()
    for practice in data["practices"]:
        own = told["practices"][practice["id"]]
        assert practice["applicable"] == own["applicable"]
        if own["applicable"]:
            for figure in ("earned", "progress", "gap", "unearned"):
                assert amount(practice[figure]) == own[figure]
                assert f"{practice[figure]['low']:.2f}" == half_up(own[figure][0])
            assert [practice[k] for k in ("target", "proposed", "documented")] == [
                own[k] for k in ("target", "proposed", "documented")
            ]
            words = {a["id"]: (a["low"], a["high"]) for a in practice["activities"]}
            assert words == own["activities"]
        else:
            assert practice["earned"] is practice["target"] is practice["gap"] is None
    for phase in data["phases"]:
        for figure in ("earned", "progress"):
            assert amount(phase[figure]) == told["phases"][phase["id"]][figure]
    for figure in ("earned", "progress", "percent_to_target", "percent_to_proposed"):
        assert amount(data["headline"][figure]) == told[figure]
    counts = {k: v for k, v in told["headline"].items() if k != "weakest_phase"}
    assert {k: data["headline"][k] for k in counts} == counts
    assert data["headline"]["weakest_phase"] == told["headline"]["weakest_phase"]


def amount(value: dict[str, Any] | None) -> Pair:
    """The exact pair of an amount."""
    return (Fraction(value["exact_low"]), Fraction(value["exact_high"])) if value else None


def test_csv() -> None:
    """One strict table."""
    text = content("csv").decode()
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert "\r\n" in text
    assert len({len(r) for r in csv.reader(io.StringIO(text, newline=""), strict=True)}) == 1
    told = expected()
    for row in (r for r in rows if r["kind"] not in ("wave", "step", "leftover")):
        if row["kind"] == "practice":
            own = told["practices"][row["id"]]
            pairs = {k: own[k] for k in ("earned", "progress", "gap")} if own["applicable"] else {}
        elif row["kind"] == "phase":
            pairs = {k: told["phases"][row["id"]][k] for k in ("earned", "progress")}
        elif row["kind"] == "overall":
            pairs = {k: told[k] for k in ("earned", "progress", "percent_to_target", "percent_to_proposed")}
        else:
            practice = told["practices"][row["id"].rpartition(".")[0] if row["id"] not in told else row["id"]]
            assert (row["known"], row["possible"]) == practice["activities"][row["id"]]
            continue
        for figure, pair in pairs.items():
            assert [row[f"{figure}_low"], row[f"{figure}_high"]] == both(pair)


def both(pair: Pair) -> list[str]:
    """Low and high as the table writes them."""
    return ["", ""] if pair is None else [half_up(side) for side in pair]


# Documents for people


def from_markdown() -> tuple[str, list[Rows]]:
    """The text, and every table by the first cells."""
    text = content("md").decode()
    tables: list[Rows] = []
    for part in re.split(r"\n\n", text):
        if part.startswith("| "):
            lines = [re.split(r"(?<!\\)\|", line)[1:-1] for line in part.splitlines()]
            tables.append(keyed([[unescaped(c) for c in line] for line in (lines[0], *lines[2:])]))
    return unescaped(text), tables


def unescaped(text: str) -> str:
    """Markdown as a reader sees it."""
    plain = re.sub(r"\\([^\w\s])", r"\1", text.replace("\u2060", ""))
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def from_page() -> tuple[str, list[Rows]]:
    """The same of the page."""
    soup = BeautifulSoup(content("html"), "html.parser")
    tables = [
        keyed([[c.get_text() for c in row.find_all(["th", "td"])] for row in table.find_all("tr")])
        for table in soup.find_all("table")
    ]
    return soup.get_text("\n"), tables


def from_word() -> tuple[str, list[Rows]]:
    """The same of the Word file."""
    file = docx.Document(io.BytesIO(content("docx")))
    tables = [keyed([[c.text for c in row.cells] for row in table.rows]) for table in file.tables]
    return "\n".join(p.text for p in file.paragraphs), tables


def keyed(rows: Sequence[Sequence[str]]) -> Rows:
    """By first cell; the header too."""
    return {row[0]: list(row[1:]) for row in rows}


READERS = {"md": from_markdown, "html": from_page, "docx": from_word}


@pytest.mark.parametrize("kind", READERS)
def test_documents(kind: str) -> None:
    """The tables and sentences of a document."""
    text, tables = READERS[kind]()
    phases = next(t for t in tables if "Phase" in t)
    for phase in made().phases:
        assert phases[phase.name] == list(phase_row(phase.id).values())
    practices = next(t for t in tables if "Practice" in t and "Assurance" in t["Practice"])
    for practice in made().practices:
        told = practices[f"{practice.name} ({practice.id})"]
        assert [*told[:4], told[5]] == list(practice_row(practice.id).values())
    for sentence in sentences():
        assert sentence in text


@pytest.mark.parametrize("kind", ["md", "html", "docx", "pdf"])
def test_the_first_figures(kind: str) -> None:
    """Large ones, for those who decide: counts, and percentages without decimals."""
    told, top, text = expected(), expected()["headline"], whole(kind)
    unsettled = sum(p["applicable"] and (p["unknown"] or p["not_asked"]) for p in told["practices"].values())
    low, high = (int(side + Fraction(1, 2)) for side in told["percent_to_target"])
    tiles = {
        "practices at target": f"{top['at_target']} of {top['applicable']}",
        "at target with proof": f"{top['with_proof']} of {top['applicable']}",
        "with something open": f"{unsettled} of {top['applicable']}",
        "of the way to the targets": f"{low}–{high} %",
    }
    for words, figure in tiles.items():
        either = f"{words}{figure}", f"{figure}{words}", f"{figure}**{words}"
        assert any(squeezed(each) in text for each in either), words


def whole(kind: str) -> str:
    """A document without spaces, the cells of its tables column by column."""
    if kind == "pdf":
        file = pypdfium2.PdfDocument(content("pdf"))
        return "".join(squeezed(page.get_textpage().get_text_range()) for page in file)
    if kind == "docx":
        columns = [c for table in docx.Document(io.BytesIO(content("docx"))).tables for c in table.columns]
        return squeezed("".join(cell.text for column in columns for cell in column.cells))
    return squeezed(READERS[kind]()[0])


def sentences() -> list[str]:
    """What the executive page and each practice say in words."""
    told, top = expected(), expected()["headline"]
    percents = decimals(told["percent_to_target"]), decimals(told["percent_to_proposed"])
    found = [
        f"{top['at_target']} of {top['applicable']} practices at target ({top['with_proof']} with proof), "
        f"{top['unknown']} unknown, {top['not_asked']} not asked yet",
        f"Over the {top['applicable']} practices that apply: mean earned level {decimals(told['earned'])} "
        f"of 3, progress {decimals(told['progress'])}; {percents[0]} % of the way to the targets "
        f"({percents[1]} % to the proposed ones)",
    ]
    found += [
        f"Work beyond the next level, not earned yet: {half_up(p['unearned'][0])}"
        for p in told["practices"].values()
        if p["applicable"] and p["unearned"][0]
    ]
    for practice_id in told["practices"]:
        row = practice_row(practice_id)
        if row["earned"] != "–":
            proposed = told["practices"][practice_id]["proposed"]
            found.append(
                f"Earned {row['earned']} · progress {row['progress']} · target {row['target']}, "
                f"proposed {proposed} · gap {row['gap']} ·"
            )
    return found


def test_pdf() -> None:
    """Its text, without the breaks of lines; each practice's figures stand under its heading."""
    file = pypdfium2.PdfDocument(content("pdf"))
    text = "".join(squeezed(page.get_textpage().get_text_range()) for page in file)
    foot = squeezed(f"{made().meta.assessment} · {made().meta.written}")
    text = re.sub(rf"{re.escape(foot)}\d{{1,2}}", "", text)
    for sentence in sentences()[:2]:
        assert squeezed(sentence) in text
    details = text[text.rindex(squeezed("Practice by practice")) :]
    for practice in made().practices:
        _, _, section = details.partition(squeezed(f"{practice.name} ({practice.id}){practice.summary}"))
        row = practice_row(practice.id)
        if row["earned"] != "–":
            figures = f"Earned {row['earned']} · progress {row['progress']} · target {row['target']},"
            assert section.startswith(squeezed(figures))
    for phase in made().phases:
        assert squeezed(phase.name + "".join(phase_row(phase.id).values())) in text


def squeezed(text: str) -> str:
    """Without spaces, footers and soft breaks."""
    return re.sub(r"[\s\u00ad\ufffe\x02]+", "", text)


def test_layer() -> None:
    """A technique has the highest earned level among the practices that answer it or its parent."""
    layer = json.loads(content("navigator"))
    earned = {i: p["earned"] for i, p in expected()["practices"].items() if p["applicable"]}
    links = {p.id: catalogue().answered_by(p.id) or () for p in catalogue().practices}
    for technique in layer["techniques"]:
        ids = {technique["techniqueID"], technique["techniqueID"][:9]}
        levels = [level for i, level in earned.items() if ids & set(links[i])]
        assert technique.get("score") == (max(int(low) for low, _ in levels) if levels else None)


def test_backlog_asks_for_what_is_unmet() -> None:
    """One item a step; its criteria are the activities of its level that do not reach their gate.

    What the levels below still lack belongs to the items before it, which it names.
    """
    worth = {"none": 0, "some": 1, "half": 2, "all": 4}
    issues = json.loads(content("backlog-github"))
    steps = [(wave, step) for wave in made().roadmap.waves for step in wave.steps]
    assert len(issues) == len(steps) > 5
    for issue, (wave, step) in zip(issues, steps, strict=True):
        known = expected()["practices"][step.practice]["activities"]
        wanted = [
            a.id
            for level in catalogue().practice(step.practice).levels[step.before : step.after]
            for a in level.activities
            if worth[known[a.id][0]] < (4 if level.level > 1 or a.unit.value == "whole" else 1)
        ]
        assert re.findall(r"^- \[ \] .*?\((\S+)\):", issue["body"], re.MULTILINE) == wanted
        titles = [each["title"] for each in issues]
        earlier = f"{step.name}: level {step.before - 1} to {step.before}"
        assert ("Comes after:" in issue["body"]) == (earlier in titles)
        assert f"Effort: {step.effort} points" in issue["body"]
        assert issue["milestone"] == f"Wave {wave.number}"
        level = catalogue().practice(step.practice).levels[step.after - 1]
        assert step.effort == level.effort.knowledge + level.effort.time + level.effort.resources
