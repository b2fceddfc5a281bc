"""The side pane: the card, and progress by phase and practice."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.reactive import reactive

from assistant.widgets.drawn import Drawn
from assistant.widgets.gauge import (
    coverage_mark,
    level_gauge,
    levels,
    score_gauge,
    share_bar,
)
from assistant.widgets.rows import Cell, row
from assistant.widgets.safe import plain
from assistant.widgets.standing import PhaseStanding, PracticeStanding, Standing
from assistant.widgets.wording import say
from model.card import Card
from model.practice import Practice

_TALL = 44
"""Rows from which every phase shows its practices."""


class CardSummary(Drawn):
    """The card of one practice in a few rows."""

    card: reactive[Card | None] = reactive(None, layout=True)

    def __init__(self) -> None:
        super().__init__()
        self.practice: Practice | None = None
        self.target = 0
        self.hides_level = False

    def show_card(
        self, card: Card | None, practice: Practice | None, *, target: int, hides_level: bool
    ) -> None:
        """Show another card, or none."""
        self.practice, self.target, self.hides_level = practice, target, hides_level
        self.display = card is not None and practice is not None
        self.card = card

    def drawn(self, width: int) -> Content:
        """The activities with their marks, the level last."""
        if self.card is None or self.practice is None:
            return Content("")
        return Content("\n").join(_card_rows(self.card, self.practice, width=width, pane=self))


def _card_rows(card: Card, practice: Practice, *, width: int, pane: CardSummary) -> Iterator[Content]:
    yield plain(say("pane.card"), "bold $accent")
    yield plain(practice.name, "bold").truncate(width, ellipsis=True)
    labels = {a.id: a.label for a in practice.activities}
    for line in card.lines:
        word = plain(line.span.word, "$primary" if line.is_quoted else "$muted")
        label = f"{line.activity.rpartition('.')[2]} {labels[line.activity]}"
        name = plain(label, "" if line.is_quoted else "$muted")
        mark = coverage_mark(line.span)
        room = width - 2 - word.cell_length - 1
        yield row([Cell(mark, 1), Cell(name, room), Cell(word, word.cell_length)], gap=1)
    if not pane.hides_level:
        gauge = level_gauge(int(card.level.low), int(card.level.high), target=pane.target)
        words = say("pane.level", level=levels(card.level), target=pane.target)
        yield gauge + "  " + plain(words, "bold")


class PhaseList(Drawn):
    """Phases with a bar each; practices where there is room, or where the conversation is."""

    standing: reactive[Standing | None] = reactive(None, layout=True)
    is_full: reactive[bool] = reactive(False, layout=True)

    def drawn(self, width: int) -> Content:
        """Summary, then the phases."""
        if self.standing is None:
            return Content("")
        return Content("\n").join(self._rows(self.standing, width))

    def _rows(self, standing: Standing, width: int) -> Iterator[Content]:
        yield plain(say("pane.progress"), "bold $accent")
        yield plain(say("pane.settled", settled=standing.settled, applicable=standing.applicable), "bold")
        yield share_bar(standing.settled, standing.applicable, width=width)
        yield plain(say("pane.left", minutes=standing.minutes, parked=standing.parked), "$muted")
        yield Content("")
        for phase in standing.phases:
            yield _phase_row(phase, width)
            if self.is_full or phase.is_here:
                yield from (_practice_row(p, phase, width=width) for p in phase.own)
                yield Content("")
        if not self.is_full:
            yield Content("")
        yield from plain(say("pane.legend"), "$muted").wrap(width)


def _phase_row(phase: PhaseStanding, width: int) -> Content:
    asked, settled = len(phase.asked), phase.settled
    pointer = Content.styled("▸", "bold $accent") if phase.is_here else Content(" ")
    name = plain(phase.name, "bold" if phase.is_here else "")
    count = plain(f"{settled}/{asked}" if asked else "–", "$success" if settled == asked else "$muted")
    bar = share_bar(settled, asked, width=6)
    return row([Cell(pointer, 1), Cell(name, width - 15), Cell(bar, 6), Cell(count, 5, is_right=True)], gap=1)


def _practice_row(standing: PracticeStanding, phase: PhaseStanding, *, width: int) -> Content:
    scored = standing.scored
    mark = Content.styled(*_mark(standing))
    style = "bold" if standing.is_here else "" if standing.is_settled else "$muted"
    name = plain(standing.practice.name, style)
    if phase.hides_levels or not scored.applicable:
        gauge, figure = Content("   "), plain(say("pane.na") if not scored.applicable else "", "$muted")
    else:
        gauge = score_gauge(scored, is_settled=standing.is_settled)
        reached = levels(scored.earned) if standing.is_settled else ""
        figure = plain(f"{reached}→{scored.target}", "bold" if standing.is_settled else "$muted")
    cells = [Cell(Content(" "), 1), Cell(mark, 1), Cell(name, width - 16), Cell(gauge, 3)]
    return row([*cells, Cell(figure, 6, is_right=True)], gap=1)


def _mark(standing: PracticeStanding) -> tuple[str, str]:
    """Settled, drafted, not applicable or open: a character first, a colour second."""
    if not standing.scored.applicable:
        return "–", "$muted"
    if standing.is_settled:
        return ("✓", "$success") if standing.scored.is_at_target else ("●", "$primary")
    return ("◐", "$accent") if standing.is_drafted else ("○", "$muted")


class SidePane(VerticalScroll):
    """What is known so far, beside the conversation."""

    can_focus = False
    card_summary = query_one(CardSummary)
    phase_list = query_one(PhaseList)

    def compose(self) -> ComposeResult:
        """The card above, the phases below."""
        yield CardSummary()
        yield PhaseList()

    def on_mount(self) -> None:
        """No card yet."""
        self.card_summary.display = False

    def on_resize(self) -> None:
        """Show every practice where the terminal is tall."""
        self.phase_list.is_full = self.size.height >= _TALL

    def show(self, standing: Standing, card: Card | None) -> None:
        """Show another moment."""
        self.phase_list.standing = standing
        listed = (p for h in standing.phases for p in h.practices)
        shown = next((p for p in listed if card and p.practice.id == card.practice), None)
        phase = next((h for h in standing.phases if shown in h.practices), None)
        self.card_summary.show_card(
            card if shown else None,
            shown.practice if shown else None,
            target=shown.scored.target if shown else 0,
            hides_level=phase.hides_levels if phase else False,
        )
