"""The roadmap: waves of one-level steps, what was decided about them, and what if."""

from typing import NamedTuple

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Click, Resize
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.conversation.plans import (
    Order,
    agreed_of,
    agreeing,
    holding,
    leaving_out,
    orders_in_force,
    putting,
)
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
from assistant.screens.recording import RecordingScreen
from assistant.screens.steps import AgreementDialog, OrdersDialog, ReasonDialog, SupposeDialog, Wish
from assistant.widgets.footer import KeyFooter
from assistant.widgets.gauge import percents
from assistant.widgets.safe import plain, safe
from assistant.widgets.sheet import Sheet
from assistant.widgets.step import detail_lines
from assistant.widgets.titlebar import TitleBar
from assistant.widgets.waves import Planned, WaveList
from assistant.widgets.wording import say
from model.decisions import StepAgreed
from model.errors import MlsmmError
from model.roadmap import DEFAULT_CAPACITY, RoadmapStep, Unplaced

WIDE = 136
"""Columns from which the details of a step stand beside the waves."""
LEAST, MOST = 5, 200


class Sought(NamedTuple):
    """What a plan was asked for; by the time it is there, something else may be wanted."""

    session: Session
    supposed: Supposition
    capacity: int


class RoadmapScreen(RecordingScreen):
    """What to do next, and why in this order."""

    CSS_PATH = "roadmap.tcss"
    BINDINGS = keys.bound(keys.ROADMAP)  # type: ignore[assignment]  # Textual declares a wider list
    title_bar = query_one(TitleBar)
    waves = query_one(WaveList)
    details = query_one(Sheet)
    capacity_line = query_one("#capacity", Static)
    today = query_one("#today", Static)
    banner = query_one("#supposed", Static)
    capacity: reactive[int] = reactive(DEFAULT_CAPACITY, init=False)

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

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.supposed = self.shown = NOTHING_SUPPOSED
        self.asked: Sought | None = None
        self.set_reactive(RoadmapScreen.capacity, _recorded_capacity(session))

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

    @on(Click, ".button")
    def _press(self, event: Click) -> None:
        self.action_capacity(5 if event.widget is not None and event.widget.id == "more" else -5)

    def action_capacity(self, by: int) -> None:
        """Change what fits into a wave, for a look."""
        self.capacity = max(LEAST, min(MOST, self.capacity + by))

    # What is decided

    def _item(self) -> RoadmapStep | Unplaced | None:
        """The chosen step, where something can be decided about it."""
        item = self.waves.chosen
        if self.supposed:
            self.notify(say("roadmap.truth-first"), severity="warning", markup=False)
            return None
        if item is None:
            self.notify(say("roadmap.no-step"), severity="warning", markup=False)
        return item

    def action_keep(self) -> None:
        """Record the capacity that is shown."""
        capacity = self.capacity
        self.record(lambda _: holding(capacity), words=say("roadmap.recorded.capacity", capacity=capacity))

    def action_agree(self) -> None:
        """Say who does the chosen step."""
        item = self._item()
        if item is None:
            return
        step = (item.practice, item.after)
        names = {"practice": self.session.catalogue.practice(item.practice).name, "level": item.after}

        def take(said: StepAgreed | None) -> None:
            if said is not None:
                self.record(lambda s: agreeing(s, said), words=say("roadmap.recorded.agreed", **names))

        title = say("roadmap.agree", **names)
        self.app.push_screen(AgreementDialog(title, agreed_of(self.session, step)), take)

    def action_leave_out(self) -> None:
        """Leave the chosen practice out, or take it back."""
        item = self._item()
        if item is None:
            return
        practice, name = item.practice, self.session.catalogue.practice(item.practice).name
        if practice in self.session.state.left_out:
            words = say("roadmap.recorded.back", practice=name)
            self.record(lambda s: leaving_out(s, practice, is_out=False), words=words)
            return

        def take(reason: str | None) -> None:
            if reason is not None:
                words = say("roadmap.recorded.out", practice=name)
                self.record(lambda s: leaving_out(s, practice, is_out=True, reason=reason), words=words)

        self.app.push_screen(ReasonDialog(say("roadmap.out", practice=name)), take)

    def action_move(self, by: int) -> None:
        """Put the chosen step into the wave before, or the one after."""
        item, planned = self._item(), self.waves.planned
        if item is None or planned is None:
            return
        wave = planned.wave_of(item) + by
        if isinstance(item, Unplaced) or not wave:
            key = "roadmap.no-step" if isinstance(item, Unplaced) else "roadmap.first-wave"
            self.notify(say(key), severity="warning", markup=False)
            return
        step, capacity = (item.practice, item.after), self.capacity
        name = self.session.catalogue.practice(item.practice).name
        words = say("roadmap.recorded.put", practice=name, level=item.after, wave=wave)
        self.record(lambda s: putting(s, step, wave=wave, capacity=capacity), words=words)

    def action_orders(self) -> None:
        """What the roadmap was told, and taking it back."""

        def take(order: Order | None) -> None:
            if order is not None:
                undo = order.undo
                self.record(lambda _: undo, words=say("roadmap.recorded.taken-back"))

        orders = orders_in_force(self.session.state, self.session.catalogue)
        self.app.push_screen(OrdersDialog(orders), take)

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
        if not self.supposed:
            self.notify(say("roadmap.nothing-supposed"))
            return
        self.supposed = NOTHING_SUPPOSED
        self.look_again()


def _recorded_capacity(session: Session) -> int:
    kept = session.state.capacity
    return kept.deed.capacity if kept else DEFAULT_CAPACITY
