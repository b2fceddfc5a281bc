"""The rows of the threats screen: attacks by tactic with their cover, case studies with a strip of states."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from textual.content import Content
from textual.widgets.option_list import Option

from assistant.conversation.attacks import full_name, technique_name
from assistant.conversation.exposing import told
from assistant.conversation.landscape import Landscape
from assistant.widgets.gauge import BEYOND, EARNED, OPEN, figures, percents
from assistant.widgets.rows import Cell, row
from assistant.widgets.safe import plain
from assistant.widgets.wording import say
from model.catalogue import Catalogue
from model.exposure import Attack
from model.matrix import Among, CoverState, Placed, TacticColumn, cover_state
from model.replay import ReplayedStep, ReplayedStudy, StepState
from model.scoring import Range
from model.threat import Release

MARKS = {
    StepState.ANSWERED: "●",
    StepState.PARTLY: "◐",
    StepState.UNKNOWN: "?",
    StepState.OPEN: "○",
    StepState.NOT_APPLICABLE: "–",
    StepState.OUTSIDE_PROFILE: "·",
    StepState.NO_MITIGATION: "×",
}
"""A character for each state, told apart without colour."""
_STATE_STYLES = {
    StepState.ANSWERED: "$success",
    StepState.PARTLY: "$primary",
    StepState.UNKNOWN: "$warning",
    StepState.OPEN: "$accent",
    StepState.NO_MITIGATION: "$error",
}
_COVER_STYLES = {
    CoverState.WHOLE: "$success",
    CoverState.PARTLY: "$primary",
    CoverState.UNKNOWN: "$warning",
    CoverState.OPEN: "$accent",
    CoverState.NO_MITIGATION: "$error",
}
_ROOMY = 92
"""Columns from which the weight stands beside what is left of it, and the bar has twelve cells."""
ELSEWHERE = "~"
"""Before a case study of other kinds of system than those in scope."""


@dataclass(frozen=True)
class AttackColumns:
    """How wide each column is; 0 leaves it out."""

    name: int
    bar: int
    weight: int
    percent: int = 8
    word: int = 9
    left: int = 11

    @classmethod
    def for_width(cls, width: int) -> "AttackColumns":
        """The columns that a width has room for."""
        bar, weight = (12, 8) if width >= _ROOMY else (6, 0)
        gaps = 10 if weight else 8
        return cls(name=max(16, width - gaps - bar - weight - 8 - 9 - 11), bar=bar, weight=weight)


def attack_rows(landscape: Landscape, width: int, *, among: Among = Among.ALL) -> Iterator[Option]:
    """Every tactic with its attacks; the key of a row is tactic and technique."""
    threats = landscape.catalogue.threats
    sizes = AttackColumns.for_width(width)
    found = landscape.columns(among)
    if threats is None or not found:
        yield Option(plain(say("threats.nothing"), "$muted"), disabled=True)
        return
    for column in found:
        yield Option(_column_heading(column, width), disabled=True)
        tactic = column.tactic.id if column.tactic else "-"
        for placed in column.placed:
            yield Option(_attack_row(placed, threats, sizes=sizes), id=f"{tactic} {placed.technique.id}")
    yield Option(Content("\n") + plain(_footnote(landscape), "$muted"), disabled=True)


def technique_of(key: str) -> str:
    """The technique that a row of the matrix is about."""
    return key.partition(" ")[2]


def cover_bar(cover: Range, width: int) -> Content:
    """What is covered for sure, what may be, and what is not."""
    sure, at_best = (ceil(side * width) for side in (cover.low, cover.high))
    style = "$success" if cover.low >= 1 else "$primary"
    return Content.assemble(
        (EARNED * sure, style), (OPEN * (at_best - sure), "$muted"), (BEYOND * (width - at_best), "$muted")
    )


def study_rows(landscape: Landscape, width: int, *, among: Among = Among.ALL) -> Iterator[Option]:
    """Incidents, then exercises, each with the states of its steps; the key of a row is its id."""
    found = landscape.studies_among(among)
    longest = max((len(s.steps) for s in found), default=0)
    if not found:
        yield Option(plain(say("threats.nothing"), "$muted"), disabled=True)
    for kind in dict.fromkeys(s.kind for s in found):
        played = [s for s in found if s.kind is kind]
        title = plain(say(f"threats.{kind.value}"), "bold $primary")
        count = plain(f"   {say('threats.count', count=len(played))}", "$muted")
        yield Option(Content("\n") + title + count, disabled=True)
        for study in played:
            yield Option(_study_row(study, landscape.catalogue, width=width, strip=longest), id=study.study)


def states_strip(study: ReplayedStudy) -> Content:
    """A character for each step."""
    return Content("").join(state_mark(step.state) for step in study.steps)


def state_mark(state: StepState) -> Content:
    """The character of a state."""
    return Content.styled(MARKS[state], _STATE_STYLES.get(state, "$muted"))


def key_of_marks() -> Content:
    """What each character of a strip means."""
    words = [state_mark(s) + plain(f" {say(f'threats.marks.{s.value}')}", "$muted") for s in StepState]
    return Content("  ").join(words)


def key_of_studies() -> Content:
    """What each character of the list of case studies means."""
    return key_of_marks() + plain(f"\n{say('threats.elsewhere', mark=ELSEWHERE)}", "$muted")


def key_of_bars() -> Content:
    """What each character of a bar means."""
    return plain(say("threats.bars", sure=EARNED, may_be=OPEN, rest=BEYOND), "$muted")


def step_rows(study: ReplayedStudy, width: int, *, catalogue: Catalogue) -> Iterator[Option]:
    """The case study as a whole, then its steps; the key of a row is the number of the step."""
    yield Option(plain(say("threats.story"), "bold"), id="0")
    for step in study.steps:
        yield Option(_step_row(step, catalogue, width=width), id=str(step.number))


def one_line(text: str) -> str:
    """The words of a text in one row."""
    return " ".join(text.split())


def attack_titles(width: int) -> Content:
    """What stands over each column of the attacks."""
    sizes = AttackColumns.for_width(width)
    heads = {"cover": sizes.bar + 2 + sizes.percent, "word": sizes.word}
    cells = [Cell(plain(say(f"threats.head.{name}"), "$muted"), width) for name, width in heads.items()]
    ends = [("left", sizes.left), ("weight", sizes.weight)]
    cells += [Cell(plain(say(f"threats.head.{n}"), "$muted"), width, is_right=True) for n, width in ends]
    return row([Cell(plain(say("threats.head.attack"), "$muted"), sizes.name), *cells])


def _column_heading(column: TacticColumn, width: int) -> Content:
    name = one_line(column.tactic.name) if column.tactic else say("threats.no-tactic")
    words = say(
        "threats.column",
        count=len(column.placed),
        left=figures(column.left),
        weight=figures(Range(column.weight, column.weight)),
    )
    line = plain(name, "bold $primary") + plain(f"   {words}", "$muted")
    return Content("\n") + line.truncate(width, ellipsis=True)


def _attack_row(placed: Placed, threats: Release, *, sizes: AttackColumns) -> Content:
    attack, technique = placed.attack, placed.technique
    under = placed.is_under_parent
    name = plain("  ↳ ", "$muted") + plain(one_line(technique.name)) if under else None
    state = cover_state(attack)
    return row(
        [
            Cell(name or plain(f"  {one_line(full_name(threats, technique))}"), sizes.name),
            Cell(cover_bar(attack.cover, sizes.bar), sizes.bar),
            Cell(plain(_percent(attack), "bold"), sizes.percent, is_right=True),
            Cell(plain(say(f"threats.covers.{state.value}"), _COVER_STYLES.get(state, "$muted")), sizes.word),
            Cell(plain(figures(attack.left)), sizes.left, is_right=True),
            Cell(plain(figures(Range(attack.weight, attack.weight)), "$muted"), sizes.weight, is_right=True),
        ]
    )


def _percent(attack: Attack) -> str:
    return percents(Range(100 * attack.cover.low, 100 * attack.cover.high))


def _footnote(landscape: Landscape) -> str:
    words = say("threats.several")
    beside = len(landscape.exposure.beside)
    return f"{words} {say('threats.beside', count=beside)}" if beside else words


def _study_row(study: ReplayedStudy, catalogue: Catalogue, *, width: int, strip: int) -> Content:
    case = told(study, catalogue)
    mark = plain("  " if study.concerns else f"{ELSEWHERE} ", "$warning")
    return row(
        [
            Cell(mark + plain(one_line(case.name)), max(16, width - strip - 14)),
            Cell(plain(case.when, "$muted"), 10),
            Cell(states_strip(study), strip),
        ]
    )


def _step_row(step: ReplayedStep, catalogue: Catalogue, *, width: int) -> Content:
    name = technique_name(catalogue, step.technique)
    style = _STATE_STYLES.get(step.state, "$muted")
    return row(
        [
            Cell(plain(str(step.number), "$muted"), 2, is_right=True),
            Cell(state_mark(step.state), 1),
            Cell(plain(say(f"threats.states.{step.state.value}"), style), 16),
            Cell(plain(one_line(name)), max(16, width - 25)),
        ]
    )
