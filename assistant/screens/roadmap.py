"""The roadmap: waves of one-level steps, with a capacity that can be changed."""

from collections.abc import Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Click, Resize
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Footer, Static

from assistant.conversation.attacks import technique_name
from assistant.conversation.session import Line, LineStyle, Session
from assistant.conversation.views import cause_words, reason_words
from assistant.screens import keys
from assistant.screens.closing import LinesDialog
from assistant.widgets.safe import plain
from assistant.widgets.sheet import Sheet
from assistant.widgets.titlebar import TitleBar
from assistant.widgets.waves import Planned, WaveList
from assistant.widgets.wording import say
from model.catalogue import Catalogue
from model.roadmap import DEFAULT_CAPACITY, RoadmapStep, Unplaced, plan
from model.scoring import Scorecard, score

WIDE = 130
"""Columns from which the details of a step stand beside the waves."""
LEAST, MOST = 5, 200


class RoadmapScreen(Screen[None]):
    """What to do next, and why in this order."""

    CSS_PATH = "roadmap.tcss"
    BINDINGS = keys.bound(keys.ROADMAP)  # type: ignore[assignment]  # Textual declares a wider list
    waves = query_one(WaveList)
    details = query_one(Sheet)
    capacity_line = query_one("#capacity", Static)
    capacity: reactive[int] = reactive(DEFAULT_CAPACITY)

    class Replanned(Message):
        """A roadmap for the capacity was made."""

        def __init__(self, planned: Planned) -> None:
            super().__init__()
            self.planned = planned

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.scorecard: Scorecard | None = None

    def compose(self) -> ComposeResult:
        """The capacity over waves and details."""
        yield TitleBar(say("roadmap.place", name=self.session.state.name))
        with Horizontal(id="top"):
            yield Static(id="capacity")
            yield Static(plain("–", "bold $primary"), id="less", classes="button")
            yield Static(plain("+", "bold $primary"), id="more", classes="button")
        with Horizontal(id="body"):
            yield WaveList()
            with Vertical(id="side"):
                yield Sheet()
        yield Footer(compact=True)

    def on_mount(self) -> None:
        """The waves take the keys."""
        self.waves.focus()

    def on_resize(self, event: Resize) -> None:
        """Put the details beside the waves where there is room."""
        self.set_class(event.size.width >= WIDE, "-wide")

    def watch_capacity(self, capacity: int) -> None:
        """Plan anew."""
        self.capacity_line.update(plain(say("roadmap.capacity", capacity=capacity), "bold"))
        self._plan(capacity)

    @work(thread=True, exclusive=True)
    def _plan(self, capacity: int) -> None:
        catalogue = self.session.catalogue
        self.scorecard = self.scorecard or score(self.session.state, catalogue)
        roadmap = plan(self.scorecard, catalogue, capacity=capacity)
        self.post_message(self.Replanned(Planned(roadmap, catalogue)))

    @on(Replanned)
    def _show(self, event: Replanned) -> None:
        self.waves.planned = event.planned

    @on(WaveList.Chosen)
    def _choose(self, event: WaveList.Chosen) -> None:
        lines = detail_lines(event.item, self.session.catalogue)
        if self.has_class("-wide"):
            self.details.show(lines)
        elif event.is_final:
            self.app.push_screen(LinesDialog(lines))

    @on(Click, ".button")
    def _press(self, event: Click) -> None:
        self.action_capacity(5 if event.widget is not None and event.widget.id == "more" else -5)

    def action_capacity(self, by: int) -> None:
        """Change what fits into a wave."""
        self.capacity = max(LEAST, min(MOST, self.capacity + by))

    def action_export(self) -> None:
        """Write a report to a file."""
        from assistant.screens.exporting import ExportDialog  # when somebody asks

        self.app.push_screen(ExportDialog(self.session.state.name, lambda: self.session))

    def action_detail(self) -> None:
        """The details of the chosen step."""
        self.waves.action_select()


def detail_lines(item: RoadmapStep | Unplaced, catalogue: Catalogue) -> tuple[Line, ...]:
    """Why a step stands where it does and what it must show; or why it fits nowhere."""
    practice = catalogue.practice(item.practice)
    heading = Line(f"{practice.name} · {practice.id}", LineStyle.HEADING)
    label, entry = LineStyle.LABEL, LineStyle.ITEM
    if isinstance(item, Unplaced):
        level = Line(say("roadmap.to-level", level=item.after))
        cause = Line(cause_words(item.cause, catalogue), entry, 1)
        return heading, level, Line(say("roadmap.cause"), label), cause
    wanting = [a for a in practice.activities if a.id in item.criteria]
    step = say("roadmap.step", before=item.before, after=item.after)
    effort = say("roadmap.effort", effort=item.effort)
    return (
        heading,
        Line(f"{step} · {effort}", LineStyle.LEVEL),
        Line(practice.levels[item.after - 1].statement),
        Line(say("roadmap.why"), label),
        *(Line(reason_words(code, catalogue), entry, 1) for code in item.why),
        Line(say("roadmap.criteria"), label),
        *(Line(f"{a.id.rpartition('.')[2]}  {a.text}", entry, 1) for a in wanting),
        *_named("roadmap.attacks", [technique_name(catalogue, t) for t in item.attacks]),
        *_named("roadmap.evidence", item.evidence),
        *([] if item.stays else [Line(say("roadmap.moves"), LineStyle.HINT)]),
    )


def _named(title: str, entries: Sequence[str]) -> tuple[Line, ...]:
    """A title over entries; nothing where there are none."""
    label = [Line(say(title), LineStyle.LABEL)] if entries else []
    return (*label, *(Line(each, LineStyle.ITEM, 1) for each in entries))
