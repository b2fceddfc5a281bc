"""A sheet of lines that scrolls: explanations, reasons, lists."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from assistant.conversation.session import Line
from assistant.widgets.transcript import Speech


class Sheet(VerticalScroll):
    """Shows lines, and others when asked to."""

    def __init__(self, lines: Sequence[Line] = (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.lines = tuple(lines)

    def compose(self) -> ComposeResult:
        """The first lines."""
        yield Speech(self.lines)

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines from their beginning."""
        self.lines = tuple(lines)
        self.query_one(Speech).say(self.lines)
        self.scroll_home(animate=False)
