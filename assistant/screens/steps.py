"""The dialogs of the roadmap: who does a step, why something stays out, what it was told, what to suppose."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult, RenderResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from assistant.conversation.plans import LONGEST_OWNER, LONGEST_REASON, Move, Order
from assistant.widgets.safe import plain
from assistant.widgets.wording import say
from model.decisions import StepAgreed, StepStatus

CANCEL: tuple[BindingType, ...] = (
    Binding("escape", "dismiss(None)", "Cancel", tooltip="Change nothing", id="step.cancel"),
)


class StatusChoice(Static, can_focus=True):
    """One of the states of a step; left and right choose."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up", "turn(-1)", "Before", show=False, id="status.before"),
        Binding("right,down,space", "turn(1)", "Next", show=False, id="status.next"),
    ]
    status: reactive[StepStatus] = reactive(StepStatus.PLANNED)

    def __init__(self, status: StepStatus) -> None:
        super().__init__()
        self.set_reactive(StatusChoice.status, status)

    def render(self) -> RenderResult:
        """All in one row, the chosen one marked."""
        words = (
            plain(f"● {name}", "bold") if status is self.status else plain(f"○ {name}", "$muted")
            for status in StepStatus
            if (name := say(f"roadmap.states.{status.value}"))
        )
        return Content("  ").join(words)

    def action_turn(self, by: int) -> None:
        """The next one, or the one before."""
        known = tuple(StepStatus)
        self.status = known[(known.index(self.status) + by) % len(known)]


class AgreementDialog(ModalScreen[StepAgreed | None]):
    """Asks who does a step, by when, how far it is, and why."""

    CSS_PATH = "steps.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *CANCEL,
        Binding("ctrl+s", "accept", "Record", tooltip="Record it", id="step.record", priority=True),
    ]
    owner = query_one("#owner", Input)
    due = query_one("#due", Input)
    reason = query_one("#reason", Input)
    status = query_one(StatusChoice)
    fault = query_one("#fault", Static)

    def __init__(self, title: str, agreed: StepAgreed) -> None:
        super().__init__()
        self.heading = title
        self.agreed = agreed

    def compose(self) -> ComposeResult:
        """Three fields and a choice."""
        agreed = self.agreed
        with Vertical(classes="dialog"):
            yield Static(plain(self.heading, "bold"), classes="title")
            yield from _field("owner", agreed.owner, most=LONGEST_OWNER)
            yield from _field("due", str(agreed.due or ""), most=10)
            with Horizontal(classes="field"):
                yield Static(plain(say("roadmap.status")), classes="label")
                yield StatusChoice(agreed.status)
            yield from _field("reason", agreed.reason, most=LONGEST_REASON)
            yield Static(id="fault")
            yield Static(plain(say("roadmap.agree-hint")), classes="hint")

    @on(Input.Submitted)
    def action_accept(self) -> None:
        """Return what was said, if the day is one."""
        words = self.due.value.strip()
        try:
            due = date.fromisoformat(words) if words else None
        except ValueError:
            self.fault.update(plain(say("roadmap.no-day"), "$error"))
            self.fault.add_class("-told")
            self.due.focus()
            return
        said = {
            "owner": self.owner.value.strip(),
            "due": due,
            "status": self.status.status,
            "reason": self.reason.value.strip(),
        }
        self.dismiss(self.agreed.model_copy(update=said))


class ReasonDialog(ModalScreen[str | None]):
    """Asks why; the reason may stay empty."""

    CSS_PATH = "steps.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*CANCEL]

    def __init__(self, title: str) -> None:
        super().__init__()
        self.heading = title

    def compose(self) -> ComposeResult:
        """One field."""
        with Vertical(classes="dialog"):
            yield Static(plain(self.heading, "bold"), classes="title")
            yield from _field("reason", "", most=LONGEST_REASON)
            yield Static(plain(say("roadmap.reason-hint")), classes="hint")

    @on(Input.Submitted)
    def _accept(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip())


class MoveDialog(ModalScreen[Move | None]):
    """Asks into which wave a step is put, and why; without a wave it comes when it would by itself."""

    CSS_PATH = "steps.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*CANCEL]
    wave = query_one("#wave", Input)
    reason = query_one("#reason", Input)
    fault = query_one("#fault", Static)

    def __init__(self, title: str, move: Move) -> None:
        super().__init__()
        self.heading = title
        self.move = move

    def compose(self) -> ComposeResult:
        """Two fields."""
        with Vertical(classes="dialog"):
            yield Static(plain(self.heading, "bold"), classes="title")
            yield from _field("wave", str(self.move.wave or ""), most=2, only="[0-9]*")
            yield from _field("reason", self.move.reason, most=LONGEST_REASON)
            yield Static(id="fault")
            yield Static(plain(say("roadmap.move-hint")), classes="hint")

    def on_mount(self) -> None:
        """The wave is proposed already."""
        self.reason.focus()

    @on(Input.Submitted)
    def _accept(self) -> None:
        words = self.wave.value.strip()
        if words and not int(words):
            self.fault.update(plain(say("roadmap.no-wave"), "$error"))
            self.fault.add_class("-told")
            self.wave.focus()
            return
        wave = int(words) if words else None
        self.dismiss(replace(self.move, wave=wave, reason=self.reason.value.strip()))


class OrdersDialog(ModalScreen[Order | None]):
    """Shows what the roadmap was told; returns what is to be taken back."""

    CSS_PATH = "steps.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*CANCEL]

    def __init__(self, orders: Sequence[Order]) -> None:
        super().__init__()
        self.orders = tuple(orders)

    def compose(self) -> ComposeResult:
        """A row for each."""
        with Vertical(classes="dialog"):
            yield Static(plain(say("roadmap.orders"), "bold"), classes="title")
            if self.orders:
                yield OptionList(*(Option(plain(order.words)) for order in self.orders))
            key = "roadmap.orders-hint" if self.orders else "roadmap.orders-none"
            yield Static(plain(say(key)), classes="hint")

    @on(OptionList.OptionSelected)
    def _take_back(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self.orders[event.option_index])


@dataclass(frozen=True)
class Wish:
    """What is to be supposed of a practice; None leaves it as it is."""

    practice: str
    """As it was typed."""
    level: int | None
    target: int | None


class SupposeDialog(ModalScreen[Wish | None]):
    """Asks for a level and a target as if they were so."""

    CSS_PATH = "steps.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*CANCEL]
    practice = query_one("#practice", Input)
    level = query_one("#level", Input)
    target = query_one("#target", Input)
    fault = query_one("#fault", Static)

    def __init__(self, practice: str) -> None:
        super().__init__()
        self.given = practice

    def compose(self) -> ComposeResult:
        """Which practice, which level, which target."""
        with Vertical(classes="dialog"):
            yield Static(plain(say("roadmap.suppose"), "bold"), classes="title")
            yield from _field("practice", self.given, most=80)
            yield from _field("level", "", most=1, only="[0-3]?")
            yield from _field("target", "", most=1, only="[0-3]?")
            yield Static(id="fault")
            yield Static(plain(say("roadmap.suppose-hint")), classes="hint")

    def on_mount(self) -> None:
        """The practice is chosen already."""
        if self.given:
            self.level.focus()

    @on(Input.Submitted)
    def _accept(self) -> None:
        level, target = (int(f.value) if f.value else None for f in (self.level, self.target))
        if level is None and target is None:
            self.fault.update(plain(say("roadmap.no-wish"), "$error"))
            self.fault.add_class("-told")
        else:
            self.dismiss(Wish(self.practice.value.strip(), level, target))


def _field(name: str, value: str, *, most: int, only: str | None = None) -> ComposeResult:
    """A label and a field in one row."""
    with Horizontal(classes="field"):
        yield Static(plain(say(f"roadmap.fields.{name}")), classes="label")
        hint = say(f"roadmap.placeholders.{name}")
        yield Input(value, placeholder=hint, max_length=most, restrict=only, id=name, compact=True)
