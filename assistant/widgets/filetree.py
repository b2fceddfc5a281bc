"""A tree of folders and of the files in them that can be read."""

from collections.abc import Iterable
from heapq import nsmallest
from pathlib import Path
from typing import Any, Self

from textual.actions import SkipAction
from textual.message import Message
from textual.widgets import DirectoryTree
from textual.widgets.directory_tree import DirEntry
from textual.widgets.tree import TreeNode

from assistant.conversation.files import can_be_typed, is_readable
from assistant.widgets.safe import safe

MOST_LISTED = 200
"""Entries of one folder; a path can still be typed to any other."""


class FileTree(DirectoryTree):
    """Folders first; nothing hidden, nothing that cannot be read."""

    ICON_NODE_EXPANDED = "▾ "
    ICON_NODE = "▸ "
    ICON_FILE = "  "

    class Shortened(Message):
        """A folder has more in it than is shown."""

    def on_mount(self) -> None:
        """Indentation shows enough."""
        self.show_guides = False
        self.guide_depth = 3

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """What can be taken, in a thread of the tree's own."""
        wanted = (p for p in paths if not p.name.startswith(".") and can_be_typed(p.name))
        found = (
            (not is_folder, p.name.lower(), p) for p in wanted if (is_folder := _is_folder(p)) or _is_file(p)
        )
        first = nsmallest(MOST_LISTED + 1, found)
        if len(first) > MOST_LISTED:
            self.post_message(self.Shortened())
        return [path for *_, path in first[:MOST_LISTED]]

    def reset_node(  # Textual's signature
        self, node: TreeNode[DirEntry], label: Any, data: DirEntry | None = None
    ) -> Self:
        """Name the folder at the top in full."""
        is_top = node is self.root and data is not None
        return super().reset_node(node, safe(str(self.path)) if is_top else label, data)

    def action_scroll_right(self) -> None:
        """Right opens a folder, also where a long name could be scrolled."""
        raise SkipAction

    def action_scroll_left(self) -> None:
        """Left closes it."""
        raise SkipAction

    def climb(self) -> None:
        """Close the folder at the cursor, or go to the one around it."""
        node = self.cursor_node
        if node is None or node is self.root:
            self.path = Path(self.path).resolve().parent
        elif node.allow_expand and node.is_expanded:
            node.collapse()
        else:
            self.action_cursor_parent()

    def descend(self) -> None:
        """Open the folder at the cursor."""
        if self.cursor_node is not None and self.cursor_node.allow_expand:
            self.cursor_node.expand()

    @property
    def at(self) -> Path | None:
        """The path at the cursor."""
        return self.cursor_node.data.path if self.cursor_node and self.cursor_node.data else None


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_file(path: Path) -> bool:
    try:
        return is_readable(path.name) and path.is_file()
    except OSError:
        return False
