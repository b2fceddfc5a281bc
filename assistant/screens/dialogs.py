"""Dialogs: screens that return a value."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from assistant.widgets.safe import plain
from assistant.widgets.wording import say


class NameDialog(ModalScreen[str | None]):
    """Asks for the name of an assessment."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", tooltip="Change nothing", id="dialog.cancel")
    ]
    field = query_one(Input)

    def __init__(self, key: str, name: str = "") -> None:
        super().__init__()
        self.key = key
        self.given = name

    def compose(self) -> ComposeResult:
        """A title, a field, what Enter does."""
        with Vertical(classes="dialog"):
            yield Static(plain(say(f"{self.key}.title"), "bold"), classes="title")
            yield Static(plain(say(f"{self.key}.body")), classes="body")
            yield Input(self.given, placeholder=say("naming.placeholder"), max_length=80)
            yield Static(plain(say("naming.hint")), classes="hint")

    @on(Input.Submitted)
    def _accept(self, event: Input.Submitted) -> None:
        if name := event.value.strip():
            self.dismiss(name)

    def action_cancel(self) -> None:
        """Return nothing."""
        self.dismiss(None)


class ConfirmDialog(ModalScreen[bool]):
    """Asks whether to go on; the safe answer has the focus."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "answer(False)", "No", tooltip="Change nothing", id="dialog.no"),
        Binding("y", "answer(True)", "Yes", tooltip="Go on", id="dialog.yes"),
        Binding("left,right,up,down", "app.focus_next", "Other", show=False, id="dialog.other"),
    ]

    def __init__(self, key: str, **values: str) -> None:
        super().__init__()
        self.key = key
        self.values = values

    def compose(self) -> ComposeResult:
        """The question and two buttons."""
        with Vertical(classes="dialog"):
            yield Static(plain(say(f"{self.key}.title", **self.values), "bold"), classes="title")
            yield Static(plain(say(f"{self.key}.body", **self.values)), classes="body")
            with Horizontal(classes="buttons"):
                yield Button(plain(say(f"{self.key}.keep")), id="no", variant="primary")
                yield Button(plain(say(f"{self.key}.go")), id="yes", variant="error")

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, is_yes: bool) -> None:
        """Return the answer."""
        self.dismiss(is_yes)
