"""The composer: several lines, a history, and commands that complete themselves."""

from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import OptionList, TextArea
from textual.widgets.option_list import Option

from assistant.conversation.commands import COMMANDS, Command
from assistant.widgets.rows import Cell, row
from assistant.widgets.safe import plain, safe
from assistant.widgets.wording import say

_NEW_LINE = {"shift+enter", "alt+enter", "ctrl+n", "ctrl+j"}
"""Few terminals send the first; every terminal sends the last two."""
_HISTORY_KEYS = frozenset({"up", "down"})
_COMPLETION_KEYS = frozenset({"up", "down", "tab", "escape"})


def matching(text: str) -> tuple[Command, ...]:
    """The commands that a text begins to name; none once an argument follows."""
    if not text.startswith("/") or any(c.isspace() for c in text):
        return ()
    start = text[1:].lower()
    found = (c for c in COMMANDS if any(n.startswith(start) for n in (c.name, *c.aliases)))
    return tuple(sorted(found, key=lambda c: not c.name.startswith(start)))


def filled_in(command: Command) -> str:
    """What completing a command leaves in the composer."""
    return f"/{command.name} " if command.argument else f"/{command.name}"


class Prompt(TextArea):
    """The text area of the composer."""

    class Entered(Message):
        """Enter was pressed."""

    class Steered(Message):
        """A key for the completion or the history was pressed."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    steering: frozenset[str] = _HISTORY_KEYS
    """The keys that are not the text's own; at its first or last line in the case of arrows."""

    def on_key(self, event: events.Key) -> None:
        """Take what the composer needs; the rest is the text's."""
        if event.key == "enter":
            self._take(event)
            self.post_message(self.Entered())
        elif event.key in _NEW_LINE:
            self._take(event)
            self.insert("\n")
        elif event.key in self.steering and self._is_at_edge(event.key):
            self._take(event)
            self.post_message(self.Steered(event.key))

    def on_paste(self, event: events.Paste) -> None:
        """Let nothing hidden in."""
        event.text = safe(event.text)

    def _is_at_edge(self, key: str) -> bool:
        if key == "up":
            return self.cursor_at_first_line
        return key != "down" or self.cursor_at_last_line

    def _take(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()


@dataclass
class _History:
    """What was sent, and where we are in it."""

    sent: list[str]
    at: int = 0
    draft: str = ""

    def add(self, text: str) -> None:
        """Keep a text; go back to the end."""
        if text.strip() and (not self.sent or self.sent[-1] != text):
            self.sent.append(text)
        self.at = len(self.sent)

    def step(self, by: int, current: str) -> str | None:
        """The text before or after, None at either end."""
        to = self.at + by
        if not 0 <= to <= len(self.sent):
            return None
        if self.at == len(self.sent):
            self.draft = current
        self.at = to
        return self.draft if to == len(self.sent) else self.sent[to]


class Composer(Vertical):
    """Where the user answers."""

    class Submitted(Message):
        """The user sent a text; it may be empty."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Held(Message):
        """Enter came while an answer was still being read; the text stays."""

    prompt = query_one(Prompt)
    completion = query_one(OptionList)

    def __init__(self) -> None:
        super().__init__()
        self.history = _History([])
        self._matches: tuple[Command, ...] = ()

    def compose(self) -> ComposeResult:
        """The completion above the text."""
        yield OptionList(id="completion")
        yield Prompt(placeholder=say("interview.placeholder"), compact=True, highlight_cursor_line=False)

    def on_mount(self) -> None:
        """No completion until a slash is typed."""
        self.completion.display = False
        self.completion.can_focus = False

    @property
    def text(self) -> str:
        """What stands there now."""
        return self.prompt.text

    def put(self, text: str) -> None:
        """Replace the text, the cursor at its end."""
        self.prompt.load_text(safe(text))
        self.prompt.move_cursor(self.prompt.document.end)
        self.prompt.focus()

    @on(TextArea.Changed)
    def _complete(self, event: TextArea.Changed) -> None:
        event.stop()
        self._offer(matching(self.prompt.text))

    @on(Prompt.Steered)
    def _steer(self, event: Prompt.Steered) -> None:
        event.stop()
        if self._matches:
            self._steer_completion(event.key)
        else:
            found = self.history.step(-1 if event.key == "up" else 1, self.prompt.text)
            if found is not None:
                self.put(found)

    def _steer_completion(self, key: str) -> None:
        if key == "escape":
            self._offer(())
        elif key == "tab":
            self._accept()
        elif key == "up":
            self.completion.action_cursor_up()
        else:
            self.completion.action_cursor_down()

    def _accept(self) -> Command:
        command = self._matches[self.completion.highlighted or 0]
        self.put(filled_in(command))
        self._offer(())
        return command

    def _offer(self, commands: tuple[Command, ...]) -> None:
        self._matches = commands
        self.prompt.steering = _COMPLETION_KEYS if commands else _HISTORY_KEYS
        self.completion.display = bool(commands)
        self.completion.set_options(Option(_described(c)) for c in commands)
        if commands:
            self.completion.highlighted = 0

    @on(OptionList.OptionSelected)
    def _pick(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._accept()

    @on(Prompt.Entered)
    def _enter(self, event: Prompt.Entered) -> None:
        event.stop()
        if self._matches:
            command = self._accept()
            if command.argument and not command.argument.startswith("["):
                return
        self.send()

    def send(self) -> None:
        """Send the text, unless an answer is still being read."""
        if self.has_class("-busy"):
            self.post_message(self.Held())
            return
        text = self.prompt.text.rstrip() if self.prompt.text.startswith("/") else self.prompt.text
        self.history.add(text)
        self.prompt.clear()
        self.post_message(self.Submitted(text))


def _described(command: Command) -> Content:
    name = plain(f"/{command.name}", "bold $primary") + plain(f" {command.argument}", "$muted")
    return row([Cell(name, 26), Cell(plain(command.summary), 50)])
