"""Who does a step, by when and how far it is stands in every format, as the acts say it."""

import csv
import io
import json
from functools import cache
from typing import Any

import docx
import openpyxl
import pytest
from bs4 import BeautifulSoup

from assistant.reports.waves import ReportStep
from tests.reports.made import DAY, RTL, acts, catalogue, content, made
from tests.second_fold import read_acts

WORDS = {"planned": "planned", "under-way": "under way", "done": "done, not assessed again yet"}


@cache
def book() -> dict[str, Any]:
    """What stands after the acts, by other hands."""
    return read_acts([act.model_dump(mode="json") for act in acts()])


def steps() -> list[ReportStep]:
    """The steps of every wave."""
    return [step for wave in made("names").roadmap.waves for step in wave.steps]


def said(step: ReportStep) -> tuple[str, str, str]:
    """Owner, day and status in words, by the second fold; nothing where nothing was agreed."""
    agreed = book()["agreed"].get((step.practice, step.before + 1))
    return (agreed["owner"], agreed["due"] or "", WORDS[agreed["status"]]) if agreed else ("", "", "")


def test_steps_carry_what_was_agreed() -> None:
    """By name where names are asked for."""
    for step in steps():
        assert (step.agreed_owner, str(step.due or ""), step.status) == said(step)
        assert step.owner == (step.agreed_owner or step.owner) != ""
    assert sum(step.status != "" for step in steps()) == 4
    assert RTL in {step.owner for step in steps()}


def test_owners_appear_by_role() -> None:
    """A role that was typed stays one; a name becomes a role or a number."""
    names = {(s.practice, s.after): s.agreed_owner for s in steps()}
    for step in (s for w in made("roles").roadmap.waves for s in w.steps):
        name = names[step.practice, step.after]
        told = {RTL: "ml engineer", "data engineer": "data engineer", "": ""}
        assert step.agreed_owner == told.get(name, step.agreed_owner)
        assert step.agreed_owner.startswith("person") == (name == "Petra Moos")


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_tables_of_documents(kind: str) -> None:
    """Owner, day and status stand in the row of their step."""
    if kind == "html":
        soup = BeautifulSoup(content("html", "names"), "html.parser")
        rows = [[c.get_text() for c in row.find_all(["th", "td"])] for row in soup.find_all("tr")]
    else:
        file = docx.Document(io.BytesIO(content("docx", "names")))
        rows = [[c.text for c in row.cells] for table in file.tables for row in table.rows]
    for step in steps():
        owner, due, status = said(step)
        wanted = [step.name, f"{step.before} to {step.after}", str(step.effort)]
        row = next(r for r in rows if r[:3] == wanted)
        assert row[4:] == [due or "–", status or "–"]
        assert not owner or row[3] == owner


def test_the_workbook_has_columns_for_it() -> None:
    """As words."""
    sheet = openpyxl.load_workbook(io.BytesIO(content("xlsx", "names")))["Roadmap"]
    header, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = [header.index(title) for title in ("Due", "Status")]
    assert [tuple(row[n] or "" for n in at) for row in rows] == [said(step)[1:] for step in steps()]


def test_trackers_get_the_day() -> None:
    """Jira in columns, GitLab as a quick action, GitHub in the text."""
    jira = list(csv.DictReader(io.StringIO(content("backlog-jira", "names").decode(), newline="")))
    gitlab = list(csv.DictReader(io.StringIO(content("backlog-gitlab", "names").decode(), newline="")))
    github = json.loads(content("backlog-github", "names"))
    states = {"under way": "In Progress", WORDS["done"]: "Done"}
    for step, row, issue, item in zip(steps(), jira, gitlab, github, strict=True):
        owner, due, status = said(step)
        assert (row["Assignee"], row["Due Date"]) == (owner, due)
        assert row["Status"] == states.get(status, "To Do")
        assert issue["description"].endswith(f"/due {due}") == bool(due)
        assert (f"Due: {due}" in item["body"].replace("\\", "")) == bool(due)


def test_what_left_the_roadmap_and_what_it_was_told() -> None:
    """The earned step is done by reassessment; orders say who gave them."""
    roadmap = made("names").roadmap
    (closed,) = roadmap.closed
    assert (closed.owner, closed.level, closed.is_earned) == ("Zelda Quist", 3, True)
    (out, put) = roadmap.orders
    assert {out.practice} == book()["left_out"]
    assert (put.practice, put.level, put.wave) == next((*k, w) for k, w in book()["put"].items())
    assert {(o.practice, o.cause) for o in roadmap.leftovers if o.practice == out.practice} == {
        (out.practice, "you left it out")
    }
    text = content("md", "names").decode()
    assert "What the roadmap was told" in text
    assert catalogue().practice(out.practice).name in text
    assert put.day <= DAY
