"""The transcript: appended to, never rebuilt."""

from collections.abc import Sequence

from textual.app import RenderResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from assistant.conversation.session import Line
from assistant.widgets.drawn import Drawn
from assistant.widgets.safe import plain
from assistant.widgets.speech import lay_out
from assistant.widgets.wording import say

_SHORT = 40
"""Characters of a text that stands beside the name."""


class Speech(Drawn):
    """What the assistant says in one go."""

    def __init__(self, lines: Sequence[Line], *, classes: str | None = None) -> None:
        super().__init__(classes=classes)
        self.lines = tuple(lines)
        self._laid: tuple[int, Content] = (0, Content(""))

    def say(self, lines: Sequence[Line]) -> None:
        """Say something else instead."""
        self.lines, self._laid = tuple(lines), (0, Content(""))
        self.refresh(layout=True)

    def drawn(self, width: int) -> Content:
        """The rows for a width, kept for the next time."""
        if self._laid[0] != width:
            self._laid = (width, lay_out(self.lines, width))
        return self._laid[1]


class UserTurn(Widget):
    """What the user said, between a name and the margin."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        self.speaker = name
        self.text = text

    def render(self) -> RenderResult:
        """The name, then the words as they were typed."""
        words = plain(self.text) if self.text.strip() else plain(say("interview.enter"), "$muted")
        if "\n" not in self.text and len(self.text) <= _SHORT:
            return plain(self.speaker, "bold $accent") + plain("  ") + words
        return Content("\n").join([plain(self.speaker, "bold $accent"), words])


class Transcript(VerticalScroll):
    """Everything said since the assessment was opened."""

    can_focus = True

    def on_mount(self) -> None:
        """Stay at the end while the user does."""
        self.anchor()

    def lay_ahead(self, lines: Sequence[Line]) -> None:
        """Lay lines out as `speak` will draw them; a turn's thread does so, while the screen waits for it."""
        before = next((c for c in reversed(self.children) if isinstance(c, Speech)), None)
        if before is not None and before.content_size.width:
            lay_out(lines, before.content_size.width)

    def hear(self, name: str, text: str) -> UserTurn:
        """Append what the user said."""
        turn = UserTurn(name, text)
        self.mount(turn)
        self.anchor()
        return turn

    def speak(self, lines: Sequence[Line]) -> None:
        """Append what the assistant says."""
        if lines:
            self.mount(Speech(lines))
            self.anchor()
