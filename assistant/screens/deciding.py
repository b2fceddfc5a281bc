"""A screen on which steps of the roadmap are decided about: who, in which wave, what stays out."""

from abc import abstractmethod
from collections.abc import Sequence

from textual import on, work
from textual.message import Message
from textual.reactive import reactive

from assistant.conversation.plans import (
    Move,
    Order,
    agreed_of,
    agreeing,
    company,
    fits_together,
    holding,
    leaving_out,
    named,
    orders_in_force,
    putting,
    steps_words,
)
from assistant.screens.dialogs import ConfirmDialog
from assistant.screens.recording import RecordingScreen
from assistant.screens.steps import AgreementDialog, MoveDialog, OrdersDialog, ReasonDialog
from assistant.widgets.wording import say
from model.assessment import Step
from model.decisions import StepAgreed
from model.roadmap import DEFAULT_CAPACITY, RoadmapStep, Unplaced


class DecidingScreen(RecordingScreen):
    """Decides about the step that is chosen; what is tried or supposed is the heir's."""

    capacity: reactive[int] = reactive(DEFAULT_CAPACITY, init=False)

    class Weighed(Message):
        """What a step would bring along into a wave is known; nothing where it stands or falls alone."""

        def __init__(self, move: Move, along: Sequence[Step]) -> None:
            super().__init__()
            self.move = move
            self.along = tuple(along)

    @abstractmethod
    def step_in_question(self) -> RoadmapStep | Unplaced | None:
        """The chosen step; None, once it was said, where nothing can be decided now."""

    @abstractmethod
    def wave_of(self, item: RoadmapStep | Unplaced) -> int:
        """The number of a step's wave; 0 where it fits nowhere."""

    def name_of(self, practice: str) -> str:
        """What a practice is called."""
        return self.session.catalogue.practice(practice).name

    def action_keep(self) -> None:
        """Record the capacity that is shown."""
        capacity = self.capacity
        words = say("roadmap.recorded.capacity", capacity=capacity)
        self.record(lambda _: (holding(capacity),), words=words)

    def action_agree(self) -> None:
        """Say who does the chosen step."""
        item = self.step_in_question()
        if item is None:
            return
        step = item.named
        names = {"practice": self.name_of(item.practice), "level": item.after}

        def take(said: StepAgreed | None) -> None:
            if said is not None:
                words = say("roadmap.recorded.agreed", **names)
                self.record(lambda s: (agreeing(s, said),), words=words)

        title = say("roadmap.agree", **names)
        self.app.push_screen(AgreementDialog(title, agreed_of(self.session, step)), take)

    def action_leave_out(self) -> None:
        """Leave the chosen practice out, or take it back."""
        item = self.step_in_question()
        if item is None:
            return
        practice, name = item.practice, self.name_of(item.practice)
        if practice in self.session.state.left_out:
            words = say("roadmap.recorded.back", practice=name)
            self.record(lambda s: (leaving_out(s, practice, is_out=False),), words=words)
            return

        def take(reason: str | None) -> None:
            if reason is not None:
                words = say("roadmap.recorded.out", practice=name)
                self.record(lambda s: (leaving_out(s, practice, is_out=True, reason=reason),), words=words)

        self.app.push_screen(ReasonDialog(say("roadmap.out", practice=name)), take)

    def action_move(self, by: int) -> None:
        """Put the chosen step into the wave before, the one after, or the one that is said; and why."""
        item = self.step_in_question()
        if item is None:
            return
        wave = self.wave_of(item) + by
        if isinstance(item, Unplaced) or not wave:
            key = "roadmap.fits-nowhere" if isinstance(item, Unplaced) else "roadmap.first-wave"
            self.notify(say(key), severity="warning", markup=False)
            return

        def take(move: Move | None) -> None:
            if move is not None:
                self._weigh(move)

        title = say("roadmap.move", practice=self.name_of(item.practice), level=item.after)
        move = Move(item.named, wave, capacity=self.capacity)
        self.app.push_screen(MoveDialog(title, move), take)

    @work(thread=True, exclusive=True, group="weigh")
    def _weigh(self, move: Move) -> None:
        along = company(self.session, move)
        fits = bool(along) and fits_together(self.session, move, along=along)
        self.post_message(self.Weighed(move, along if fits else ()))

    @on(Weighed)
    def _put(self, event: Weighed) -> None:
        """Record the move; first ask, where something else must move along."""
        move = event.move
        practice, level = named(self.session, move.step)
        names = {"practice": practice, "level": level, "wave": move.wave}
        if not event.along:
            key = "put" if move.wave else "by-itself"
            self.record(lambda s: putting(s, move), words=say(f"roadmap.recorded.{key}", **names))
            return
        steps = steps_words(self.session, event.along)

        def take(is_yes: bool | None) -> None:
            if is_yes:
                words = say("roadmap.recorded.together", **names, steps=steps)
                self.record(lambda s: putting(s, move, together=True), words=words)

        told = {name: str(value) for name, value in names.items()}
        self.app.push_screen(ConfirmDialog("roadmap.held-back", **told, steps=steps), take)

    def action_orders(self) -> None:
        """What the roadmap was told, and taking it back."""

        def take(order: Order | None) -> None:
            if order is not None:
                undo = order.undo
                self.record(lambda _: (undo,), words=say("roadmap.recorded.taken-back"))

        orders = orders_in_force(self.session.state, self.session.catalogue)
        self.app.push_screen(OrdersDialog(orders), take)
