"""The wording lint: each rule finds what it is there for, and the shipped catalogue keeps to all of them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.catalogue.borrowing import find_borrowed
from knowledge.catalogue.lint import HARDEST, find_alike, find_wording
from knowledge.catalogue.readability import grade
from knowledge.encoder import OnnxEncoder
from model.catalogue import Catalogue, Term
from tests.shipped import shipped_catalogue

SHIPPED = shipped_catalogue()
M7 = "AML.M0007"


def with_activity(number: int, **update: Any) -> Catalogue:
    """The shipped catalogue with one activity of AML.M0007 changed; 0 is the one of level 1."""
    practice = SHIPPED.practice(M7)
    level = practice.levels[0 if number == 0 else 1]
    place = max(0, number - 1)
    activities = list(level.activities)
    activities[place] = activities[place].model_copy(update=update)
    levels = list(practice.levels)
    levels[level.level - 1] = level.model_copy(update={"activities": tuple(activities)})
    return with_practice(levels=tuple(levels))


def with_practice(**update: Any) -> Catalogue:
    """The shipped catalogue with AML.M0007 changed."""
    practices = tuple(p.model_copy(update=update) if p.id == M7 else p for p in SHIPPED.practices)
    return SHIPPED.model_copy(update={"practices": practices})


BREAKS: dict[str, tuple[Callable[[], Catalogue], str]] = {
    "a weakness": (lambda: with_activity(1, text="Checks of the data are sporadic."), "weakness"),
    "an absence at level 1": (lambda: with_activity(0, text="No check of the data is made."), "absence"),
    "two ideas": (lambda: with_activity(1, text="Data is checked as well as signed."), "second idea"),
    "two sentences": (lambda: with_activity(1, text="Data is checked. It is signed."), "not one sentence"),
    "a quantity": (lambda: with_activity(1, text="Every record is checked before training."), "quantity"),
    "a number word": (lambda: with_activity(1, text="At least half of the data is checked."), "quantity"),
    "a vendor": (lambda: with_activity(1, text="Data is checked by a job in Airflow."), "asks for 'Airflow'"),
    "a vendor as evidence": (
        lambda: with_activity(1, evidence=("An MLflow run", "A log")),
        "asks for 'MLflow'",
    ),
    "a yes-or-no question": (lambda: with_activity(1, question="Is the data checked?"), "answered yes"),
    "a yes-or-no question behind a comma": (
        lambda: with_activity(1, question="What happened last time, and was it checked?"),
        "answered yes",
    ),
    "a long text": (lambda: with_activity(1, text=f"Data is {'very ' * 28}clean."), "more than 28 words"),
    "a hard text": (
        lambda: with_activity(
            1, text="Organisational responsibilities necessitate comprehensive verification."
        ),
        "reads at grade",
    ),
    "a hard practice": (
        lambda: with_practice(why=f"Organisational {'responsibility ' * 90} matters."),
        "read at grade",
    ),
    "a closed story of a practice": (lambda: with_practice(question="Do you clean data?"), "answered yes"),
    "a term in two sentences": (
        lambda: SHIPPED.model_copy(update={"terms": (Term(name="x", meaning="One thing. And another."),)}),
        "more than one sentence",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_each_rule_finds_its_break(name: str) -> None:
    """One finding, under the right file, with advice."""
    breaking, what = BREAKS[name]
    findings = list(find_wording(breaking()))
    assert [f for f in findings if what in f.what], findings
    assert all(f.do for f in findings)
    assert {f.file for f in findings} <= {f"practices/{M7}.yaml", "glossary.yaml"}


def test_two_activities_alike_are_found(encoder: OnnxEncoder) -> None:
    """The encoder hears that two texts say the same."""
    same = "The very same checks are run whenever the model is trained."
    twice = with_activity(1, text=same)
    practice = twice.practice(M7)
    level = practice.levels[1]
    again = level.activities[1].model_copy(
        update={"text": "Whenever the model is trained the very same checks are run."}
    )
    changed = level.model_copy(update={"activities": (level.activities[0], again)})
    levels = (practice.levels[0], changed, practice.levels[2])
    alike = SHIPPED.model_copy(update={"practices": (practice.model_copy(update={"levels": levels}),)})
    found = list(find_alike(alike, encoder.encode))
    assert [(f.key, f"{M7}.2b" in f.what) for f in found] == [(f"{M7}.2a", True)]


def test_a_borrowed_sentence_is_found_and_a_name_is_not(tmp_path: Path) -> None:
    """Eight words in a row are a sentence; a name of eight words is a fact."""
    theirs = "Somebody wrote these very words about data long before we ever thought of them."
    (tmp_path / "reference.yaml").write_text(
        f"text: {theirs}\nname: Control Access to AI Models and Data at Rest is what they say.\n",
        encoding="utf-8",
    )
    assert list(find_borrowed(SHIPPED, tmp_path)) == []
    found = list(find_borrowed(with_practice(summary=f"As they say: {theirs}"), tmp_path))
    assert [(f.file, f.key) for f in found] == [(f"practices/{M7}.yaml", "summary")]


def test_the_grade_follows_the_formula() -> None:
    """0.39 words a sentence + 11.8 syllables a word - 15.59, for a text counted by hand."""
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)
    assert grade("") == 0.0
    assert (
        grade("Organisational responsibility necessitates verification.") > HARDEST > grade("We look at it.")
    )
