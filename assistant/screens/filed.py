"""The dialog that shows where a report was written to."""

from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.screens import keys
from assistant.widgets.safe import plain
from assistant.widgets.wording import say


class FiledDialog(ModalScreen[None]):
    """Shows the whole path of what was written."""

    CSS_PATH = "filed.tcss"
    BINDINGS = keys.bound(keys.FILED)  # type: ignore[assignment]  # Textual declares a wider list

    def __init__(self, path: Path, size: int) -> None:
        super().__init__()
        self.path = path
        self.size_written = size

    def compose(self) -> ComposeResult:
        """The path and what can be done with it."""
        with Vertical(id="frame"):
            yield Static(plain(say("filed.title"), "bold"), id="title")
            yield Static(plain(str(self.path), "$primary"), id="path")
            yield Static(plain(say("filed.size", size=f"{self.size_written:,}"), "$muted"))
            yield Static(plain(say("filed.hint"), "$muted"), id="hint")

    def action_copy(self) -> None:
        """Copy the path."""
        self.app.copy_to_clipboard(str(self.path))
        self.notify(say("filed.copied"))
