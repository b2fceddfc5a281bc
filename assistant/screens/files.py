"""The dialog in which a file or a folder is chosen as evidence."""

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Static

from assistant.conversation.files import evidence_command
from assistant.screens import keys
from assistant.widgets.filetree import MOST_LISTED, FileTree
from assistant.widgets.safe import plain
from assistant.widgets.wording import say


class FileDialog(ModalScreen[str | None]):
    """Returns the command that reads what was chosen; None if nothing was."""

    CSS_PATH = "files.tcss"
    BINDINGS = keys.bound(keys.FILE_TREE)  # type: ignore[assignment]  # Textual declares a wider list
    files = query_one(FileTree)
    more = query_one("#more", Static)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def compose(self) -> ComposeResult:
        """A title, the tree, what the keys do."""
        with Vertical(id="frame"):
            yield Static(plain(say("files.title"), "bold"), classes="title")
            yield FileTree(self.folder)
            yield Static(plain(say("files.tree")), classes="hint")
            yield Static(plain(say("files.keys")), classes="hint")
            yield Static(plain(say("files.more", most=MOST_LISTED)), id="more", classes="hint")

    def on_mount(self) -> None:
        """Arrows move in the tree."""
        self.more.display = False
        self.files.focus()

    @on(FileTree.Shortened)
    def _admit(self, event: FileTree.Shortened) -> None:
        event.stop()
        self.more.display = True

    @on(FileTree.FileSelected)
    def _take(self, event: FileTree.FileSelected) -> None:
        self.dismiss(evidence_command(event.path, is_folder=False))

    def action_take_folder(self) -> None:
        """Return the folder at the cursor, or the one that the file at the cursor is in."""
        node = self.files.cursor_node
        if node is not None and (path := self.files.at) is not None:
            folder = path if node.allow_expand else path.parent
            self.dismiss(evidence_command(folder, is_folder=True))

    def action_up(self) -> None:
        """Close the folder at the cursor, or go to the one above."""
        self.files.climb()

    def action_into(self) -> None:
        """Open the folder at the cursor."""
        self.files.descend()

    def action_cancel(self) -> None:
        """Return nothing."""
        self.dismiss(None)
