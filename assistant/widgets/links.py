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
    catalogue = landscape.catalogue
    attack = landscape.attacks.get(technique)
    found = {c.practice: c.level for c in attack.covers} if attack else {}
    against = landscape.against.get(technique, ())
    if against:
        yield _heading("practices", len(against), is_first=True)
    for measure in sorted(against, key=lambda m: m.practice not in found):
        content = _practice_row(measure, found.get(measure.practice), catalogue=catalogue, width=width)
        yield Option(content, id=f"{PRACTICE} {measure.practice}")
    employing = landscape.employing(technique)
    if employing:
        yield _heading("studies", len(employing), is_first=not against)
    for study, step in employing:
        yield Option(_study_row(study, step, catalogue=catalogue, width=width), id=f"{STUDY} {study.study}")
    kin = landscape.kin(technique)
    if kin:
        yield _heading("kin", len(kin), is_first=not against and not employing)
    for each in kin:
        yield Option(plain(f"  {one_line(technique_name(catalogue, each))}"), id=f"{TECHNIQUE} {each}")
    if not against and not employing and not kin:
        yield Option(plain(say("drill.nowhere"), "$muted"), disabled=True)


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
