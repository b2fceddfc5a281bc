"""The rows that lead on from a technique: practices that act against it, case studies, its kin."""

from collections.abc import Iterator

from textual.content import Content
from textual.widgets.option_list import Option

from assistant.conversation.attacks import technique_name
from assistant.conversation.exposing import told
from assistant.conversation.landscape import Landscape
from assistant.widgets.gauge import levels
from assistant.widgets.matrix import one_line, state_mark
from assistant.widgets.rows import Cell, row
from assistant.widgets.safe import plain
from assistant.widgets.wording import say
from model.catalogue import Catalogue
from model.countermeasures import Countermeasure
from model.replay import ReplayedStep, ReplayedStudy
from model.scoring import Range

PRACTICE, STUDY, TECHNIQUE = "practice", "study", "technique"
"""What the key of a row begins with; its id follows."""


def link_rows(landscape: Landscape, width: int, *, technique: str) -> Iterator[Option]:
    """Where one can go from a technique; the key of a row is a kind and an id."""
    groups = {
        "practices": list(_practices(landscape, technique, width=width)),
        "studies": list(_studies(landscape, technique, width=width)),
        "kin": list(_kin(landscape, technique, width=width)),
    }
    found = {name: rows for name, rows in groups.items() if rows}
    for number, (name, rows) in enumerate(found.items()):
        yield _heading(name, len(rows), is_first=not number)
        yield from rows
    if not found:
        yield Option(plain(say("drill.nowhere"), "$muted"), disabled=True)


def _practices(landscape: Landscape, technique: str, *, width: int) -> Iterator[Option]:
    """What covers most first, then what is not assessed here, then what only informs."""
    attack = landscape.attacks.get(technique)
    levels_here = {c.practice: c.level for c in attack.covers} if attack else {}
    against = {m.practice: m for m in landscape.against.get(technique, ())}
    for practice in dict.fromkeys((*levels_here, *against)):
        content = _practice_row(
            against[practice], levels_here.get(practice), catalogue=landscape.catalogue, width=width
        )
        yield Option(content, id=f"{PRACTICE} {practice}")


def _studies(landscape: Landscape, technique: str, *, width: int) -> Iterator[Option]:
    for study, step in landscape.employing(technique):
        content = _study_row(study, step, catalogue=landscape.catalogue, width=width)
        yield Option(content, id=f"{STUDY} {study.study}")


def _kin(landscape: Landscape, technique: str, *, width: int) -> Iterator[Option]:
    for each in landscape.kin(technique):
        name = plain(f"  {one_line(technique_name(landscape.catalogue, each))}")
        yield Option(name.truncate(width, ellipsis=True), id=f"{TECHNIQUE} {each}")


def _heading(name: str, count: int, *, is_first: bool) -> Option:
    words = plain(say(f"drill.{name}"), "bold $accent") + plain(f"  {count}", "$muted")
    return Option(words if is_first else Content("\n") + words, disabled=True)


def _practice_row(
    measure: Countermeasure, level: Range | None, *, catalogue: Catalogue, width: int
) -> Content:
    """A practice, what it does, and its level where it is assessed and applies."""
    reached = plain(say("drill.level", level=levels(level)), "bold") if level else plain("–", "$muted")
    return row(
        [
            Cell(plain(f"  {one_line(catalogue.practice(measure.practice).name)}"), max(16, width - 32)),
            Cell(plain(say(f"drill.effects.{measure.effect.value}"), "$muted"), 16),
            Cell(reached, 10),
        ]
    )


def _study_row(study: ReplayedStudy, step: ReplayedStep, *, catalogue: Catalogue, width: int) -> Content:
    """A case study, when it was, and the state of the step that employs the technique."""
    case = told(study, catalogue)
    kind = plain(say(f"drill.{study.kind.value}"), "$muted")
    return row(
        [
            Cell(state_mark(step.state), 1),
            Cell(plain(one_line(case.name)), max(16, width - 29)),
            Cell(kind, 10),
            Cell(plain(case.when, "$muted"), 10),
        ]
    )
