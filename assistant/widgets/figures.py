"""The table of figures: a row per practice under its phase."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.conversation.accounts import na_words
from assistant.widgets.gauge import figures, levels, score_gauge
from assistant.widgets.rowlist import RowList
from assistant.widgets.rows import Cell, row
from assistant.widgets.safe import plain
from assistant.widgets.standing import PhaseStanding, PracticeStanding, Standing
from assistant.widgets.wording import say
from model.scoring import PracticeScore

_ROOMY = 104
"""Columns from which every figure has a column of its own."""


@dataclass(frozen=True)
class Columns:
    """How wide each column is; 0 leaves it out."""

    name: int
    gauge: int = 0
    earned: int = 9
    progress: int = 9
    target: int = 3
    gap: int = 3
    proof: int = 0
    state: int = 12

    @classmethod
    def for_width(cls, width: int) -> "Columns":
        """The columns that a width has room for."""
        if width < _ROOMY:
            return cls(name=max(14, width - 46))
        return cls(name=min(66, width - 73), gauge=3, target=6, gap=4, proof=12, state=14)

    def row(self, name: Content, cells: Sequence[Content]) -> Content:
        """A row: the name, then gauge, earned, progress, target, gap, proof, state."""
        widths = (self.gauge, self.earned, self.progress, self.target, self.gap, self.proof, self.state)
        rights = (False, True, True, True, True, False, False)
        rest = [Cell(c, w, is_right=r) for c, w, r in zip(cells, widths, rights, strict=True)]
        return row([Cell(name, self.name), *rest])


class FigureTable(RowList):
    """Chooses a practice among its figures."""

    standing: reactive[Standing | None] = reactive(None)

    class Chosen(Message):
        """The cursor came to a practice."""

        def __init__(self, practice: str, *, is_final: bool) -> None:
            super().__init__()
            self.practice = practice
            self.is_final = is_final
            """Enter was pressed, or the mouse."""

    class Fitted(Message):
        """The columns for a width were chosen."""

        def __init__(self, columns: Columns) -> None:
            super().__init__()
            self.columns = columns

    def watch_standing(self) -> None:
        """Set the rows anew."""
        self._set_rows(self.size.width)

    def on_resize(self) -> None:
        """Set the rows for another width."""
        self._set_rows(self.size.width)

    def _set_rows(self, width: int) -> None:
        if self.standing is None or not width:
            return
        at = self.highlighted
        columns = Columns.for_width(width - 4)
        self.set_options(_rows(self.standing, columns))
        self.highlighted = at if at is not None else 1
        self.post_message(self.Fitted(columns))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say which practice it is."""
        event.stop()
        if practice := practice_of(event.option):
            self.post_message(self.Chosen(practice, is_final=False))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Say which practice was chosen."""
        event.stop()
        if practice := practice_of(event.option):
            self.post_message(self.Chosen(practice, is_final=True))


def practice_of(option: Option) -> str:
    """The practice that a row is about; empty for headings."""
    return (option.id or "").partition(" ")[0]


def titles(columns: Columns) -> Content:
    """What stands over each column."""
    target = "target" if columns.gauge else "target-short"
    heads = ("", "earned", "progress", target, "gap", "proof", "state")
    cells = [plain(say(f"results.{h}") if h else "", "$muted") for h in heads]
    return columns.row(plain(say("results.practice"), "$muted"), cells)


def _rows(standing: Standing, columns: Columns) -> Iterator[Option]:
    for phase in standing.phases:
        yield Option(_phase_row(phase, standing, columns=columns), disabled=True)
        for practice in phase.practices:
            yield Option(_practice_row(practice, columns), id=f"{practice.practice.id} {phase.id}")


def _phase_row(phase: PhaseStanding, standing: Standing, *, columns: Columns) -> Content:
    scored = next(p for p in standing.scorecard.phases if p.id is phase.id)
    mean = [plain(figures(span), "$primary") for span in (scored.earned, scored.progress)]
    empty = Content("")
    name = plain(phase.name, "bold $primary")
    return Content("\n") + columns.row(name, [empty, *mean, empty, empty, empty, empty])


def _practice_row(standing: PracticeStanding, columns: Columns) -> Content:
    scored = standing.scored
    is_roomy = bool(columns.gauge)
    mark = plain("  ↳ " if standing.is_shared else "  ", "$muted")
    shared = plain(f" ({say('results.shared')})" if standing.is_shared and is_roomy else "", "$muted")
    name = mark + plain(standing.practice.name) + shared
    if not scored.applicable:
        cause = plain(say("results.na", cause=na_words(scored.cause)), "$muted")
        return row([Cell(name, columns.name), Cell(cause, 40)])
    return columns.row(
        name,
        [
            score_gauge(scored, is_settled=standing.is_settled),
            plain(levels(scored.earned), "bold"),
            plain(figures(scored.progress)),
            plain(str(scored.target), "$muted"),
            plain(levels(scored.gap), "$muted" if not scored.gap.high else "$accent"),
            plain(scored.assurance.value if scored.assurance else "–", "$muted"),
            _state(scored),
        ],
    )


def _state(scored: PracticeScore) -> Content:
    """One phrase; its first character tells it without colour."""
    if all(span.not_asked for span in scored.spans.values()):
        return plain(f"· {say('results.states.not-asked')}", "$muted")
    if scored.is_at_target:
        return plain(say("results.states.at-target"), "$success")
    if scored.is_unknown:
        return plain(say("results.states.unknown"), "$warning")
    key = "partly" if scored.is_not_asked else "below"
    return plain(f"● {say(f'results.states.{key}')}", "$primary")
