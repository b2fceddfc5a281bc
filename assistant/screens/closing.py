"""A dialog of lines, closed by any of the usual keys."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.conversation.session import Line
from assistant.widgets.safe import plain
from assistant.widgets.sheet import Sheet
from assistant.widgets.wording import say


class LinesDialog(ModalScreen[None]):
    """Shows lines over the screen below."""

    CSS_PATH = "closing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "app.pop_screen", "Close", tooltip="Back to the screen", id="lines.close")
    ]
    sheet = query_one(Sheet)

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self.lines = tuple(lines)

    def compose(self) -> ComposeResult:
        """The lines and how to close them."""
        with Vertical(id="frame"):
            yield Sheet(self.lines)
            yield Static(plain(say("closing.hint")), id="hint")

    def on_mount(self) -> None:
        """Arrows scroll."""
        self.sheet.focus()
