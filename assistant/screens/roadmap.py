"""The roadmap: waves of steps, what was decided about them, and what if."""

from typing import NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Click, Resize
from textual.getters import query_one
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.conversation.session import Session
from assistant.conversation.supposed import (
    NOTHING_SUPPOSED,
    Outlook,
    Supposition,
    moved_words,
    outlook,
    supposed_words,
)
from assistant.conversation.topics import find_practice
from assistant.screens import keys
from assistant.screens.closing import LinesDialog
from assistant.screens.deciding import DecidingScreen
from assistant.screens.steps import SupposeDialog, Wish
from assistant.widgets.footer import KeyFooter
from assistant.widgets.gauge import percents
from assistant.widgets.safe import plain, safe
from assistant.widgets.sheet import Sheet
from assistant.widgets.step import detail_lines
from assistant.widgets.titlebar import TitleBar
from assistant.widgets.waves import Planned, WaveList
from assistant.widgets.wording import say
from model.decisions import MOST_CAPACITY
from model.errors import MlsmmError
from model.roadmap import DEFAULT_CAPACITY, RoadmapStep, Unplaced

WIDE = 136
"""Columns from which the details of a step stand beside the waves."""
BY = 5
"""Effort points that one key adds or takes."""


class Sought(NamedTuple):
    """What a plan was asked for; by the time it is there, something else may be wanted."""

    session: Session
    supposed: Supposition
    capacity: int


class RoadmapScreen(DecidingScreen):
    """What to do next, and why in this order."""

    CSS_PATH = "roadmap.tcss"
    BINDINGS = keys.bound(keys.ROADMAP)  # type: ignore[assignment]  # Textual declares a wider list
    title_bar = query_one(TitleBar)
    waves = query_one(WaveList)
    details = query_one(Sheet)
    capacity_line = query_one("#capacity", Static)
    today = query_one("#today", Static)
    banner = query_one("#supposed", Static)

    class Replanned(Message):
        """A roadmap was made; as it is, or as it would be."""

        def __init__(self, seen: Outlook, *, asked: Sought, supposed: str = "") -> None:
            super().__init__()
            self.seen = seen
            self.asked = asked
            self.supposed = supposed
            """What is supposed and what it moves; nothing for the truth."""

    class Unsupposed(Message):
        """What was to be supposed cannot be."""

        def __init__(self, error: MlsmmError, *, asked: Sought) -> None:
            super().__init__()
            self.error = error
            self.asked = asked

    def __init__(self, session: Session, capacity: int | None = None) -> None:
        super().__init__(session)
        self.supposed = self.shown = NOTHING_SUPPOSED
        self.asked: Sought | None = None
        self.set_reactive(RoadmapScreen.capacity, capacity or _recorded_capacity(session))

    def compose(self) -> ComposeResult:
        """Capacity and exposure over what is supposed, over waves and details."""
        self.set_class(self.app.size.width >= WIDE, "-wide")
        yield TitleBar(say("roadmap.place", name=self.session.state.name))
        with Horizontal(id="top"):
            yield Static(id="capacity")
            yield Static(plain("–", "bold $primary"), id="less", classes="button")
            yield Static(plain("+", "bold $primary"), id="more", classes="button")
            yield Static(id="today")
        yield Static(id="supposed")
        with Horizontal(id="body"):
            yield WaveList()
            with Vertical(id="side"):
                yield Sheet()
        yield KeyFooter()

    def on_mount(self) -> None:
        """The waves take the keys."""
        self.waves.focus()
        self.look_again()

    def on_resize(self, event: Resize) -> None:
        """Put the details beside the waves where there is room."""
        self.set_class(event.size.width >= WIDE, "-wide")

    def watch_capacity(self) -> None:
        """Plan anew."""
        self.look_again()

    def look_again(self) -> None:
        """Plan anew, for what is on record and what is supposed."""
        capacity = self.capacity
        recorded = _recorded_capacity(self.session)
        key = "roadmap.capacity" if capacity == recorded else "roadmap.capacity-tried"
        self.capacity_line.update(plain(say(key, capacity=capacity, recorded=recorded), "bold"))
        self.today.update(plain(say("roadmap.planning"), "$muted"))
        self.asked = Sought(self.session, self.supposed, capacity)
        self._plan(self.asked)

    @work(thread=True, exclusive=True, group="plan")
    def _plan(self, asked: Sought) -> None:
        session, supposed, capacity = asked
        try:
            truth = outlook(session, capacity=capacity)
            if not supposed:
                self.post_message(self.Replanned(truth, asked=asked))
                return
            seen = outlook(session, supposed, capacity=capacity)
        except MlsmmError as error:
            self.post_message(self.Unsupposed(error, asked=asked))
            return
        words = f"{supposed_words(supposed, session.catalogue)}\n{moved_words(truth, seen)}"
        self.post_message(self.Replanned(seen, asked=asked, supposed=words))

    @on(Replanned)
    def _show(self, event: Replanned) -> None:
        if event.asked is not self.asked:
            return
        roadmap, self.shown = event.seen.roadmap, event.asked.supposed
        self.set_class(bool(event.supposed), "-supposed")
        self.refresh_bindings()
        self.title_bar.facts = say("roadmap.supposed-title") if event.supposed else ""
        what, _, moved = event.supposed.partition("\n")
        self.banner.update(plain(f"{say('roadmap.supposed', words=what)}\n{moved}" if what else ""))
        self.today.update(plain(say("roadmap.today", percent=percents(roadmap.today.percent())), "$muted"))
        self.waves.planned = Planned(roadmap, self.session.catalogue)

    @on(Unsupposed)
    def _reject(self, event: Unsupposed) -> None:
        if event.asked is not self.asked:
            return
        self.notify(str(event.error), severity="warning", markup=False)
        if self.supposed:
            self.supposed = self.shown
            self.look_again()

    @on(WaveList.Chosen)
    def _choose(self, event: WaveList.Chosen) -> None:
        if self.has_class("-wide"):
            self.details.show(detail_lines(event.item, self.session.catalogue))
        elif event.is_final and not isinstance(self.app.screen, ModalScreen):
            self.app.push_screen(LinesDialog(detail_lines(event.item, self.session.catalogue)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The way back from what is supposed is offered where something is."""
        return action != "truth" or bool(self.supposed)

    def action_why(self) -> None:
        """Why the chosen step stands where it does."""
        self.waves.action_select()

    @on(Click, ".button")
    def _press(self, event: Click) -> None:
        self.action_capacity(1 if event.widget is not None and event.widget.id == "more" else -1)

    def action_capacity(self, by: int) -> None:
        """Try what fits into a wave: the next multiple of five, up or down."""
        fives = (self.capacity // BY + 1) if by > 0 else (self.capacity - 1) // BY
        self.capacity = max(min(BY, self.capacity), min(MOST_CAPACITY, fives * BY))

    @property
    def tried(self) -> str:
        """What is shown and is not on record, so that no report holds it; empty where there is nothing."""
        recorded, words = _recorded_capacity(self.session), []
        if self.capacity != recorded:
            words.append(say("roadmap.not-in-report.capacity", capacity=self.capacity, recorded=recorded))
        if self.supposed:
            supposed = supposed_words(self.supposed, self.session.catalogue)
            words.append(say("roadmap.not-in-report.supposed", words=supposed))
        return "\n".join(words)

    def step_in_question(self) -> RoadmapStep | Unplaced | None:
        """The chosen step, where something can be decided about it."""
        item = self.waves.chosen
        if self.supposed:
            self.notify(say("roadmap.truth-first"), severity="warning", markup=False)
            return None
        if item is None:
            self.notify(say("roadmap.no-step"), severity="warning", markup=False)
        return item

    def wave_of(self, item: RoadmapStep | Unplaced) -> int:
        """The number of a step's wave; 0 where it fits nowhere."""
        return self.waves.planned.wave_of(item) if self.waves.planned else 0

    # What if

    def action_suppose(self) -> None:
        """Suppose a level or a target."""
        catalogue, item = self.session.catalogue, self.waves.chosen
        name = catalogue.practice(item.practice).name if item else ""

        def take(wish: Wish | None) -> None:
            if wish is None:
                return
            practice = find_practice(catalogue, wish.practice)
            if practice is None or practice not in self.session.state.assessed(catalogue):
                words = say("roadmap.unknown-practice", words=safe(wish.practice))
                self.notify(words, severity="warning", markup=False)
                return
            self.supposed = self.supposed.also(practice.id, level=wish.level, target=wish.target)
            self.look_again()

        self.app.push_screen(SupposeDialog(name), take)

    def action_truth(self) -> None:
        """Back to what is so."""
        self.supposed = NOTHING_SUPPOSED
        self.look_again()


def _recorded_capacity(session: Session) -> int:
    kept = session.state.capacity
    return kept.deed.capacity if kept else DEFAULT_CAPACITY
