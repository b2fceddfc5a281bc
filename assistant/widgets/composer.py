"""The composer: several lines, a history, and a list that completes what was begun."""

from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message
from textual.widgets import OptionList, Static, TextArea

from assistant.conversation.files import dropped
from assistant.widgets.completion import Completion, Offer
from assistant.widgets.safe import plain, safe
from assistant.widgets.wording import say

_NEW_LINE = {"shift+enter", "alt+enter", "ctrl+n", "ctrl+j"}
"""Few terminals send the first; every terminal sends the last two."""
_HISTORY_KEYS = frozenset({"up", "down"})
EDGES = 3
"""Columns of the list of offers that its rows cannot have: its margins and its bar."""
_COMPLETION_KEYS = frozenset({"up", "down", "tab", "escape"})


class Prompt(TextArea):
    """The text area of the composer."""

    class Entered(Message):
        """Enter was pressed."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text
            """What stood there then: keys that come before this is handled begin the next text."""

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
            self.post_message(self.Entered(self.text))
        elif event.key in _NEW_LINE:
            self._take(event)
            self.insert("\n")
        elif event.key in self.steering and self._is_at_edge(event.key):
            self._take(event)
            self.post_message(self.Steered(event.key))

    def on_paste(self, event: events.Paste) -> None:
        """Let nothing hidden in; a path dropped into an empty composer is evidence."""
        command = None if self.text else dropped(event.text)
        event.text = command or safe(event.text)

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
        """Enter came while an answer was still being read; the text stays, if there is any."""

        def __init__(self, has_text: bool) -> None:
            super().__init__()
            self.has_text = has_text

    prompt = query_one(Prompt)
    completion = query_one(Completion)
    offer = query_one("#offer", Static)

    def __init__(self) -> None:
        super().__init__()
        self.history = _History([])
        self.told = ""

    def compose(self) -> ComposeResult:
        """The completion above the text."""
        yield Completion(id="completion")
        yield Static(id="offer")
        yield Prompt(placeholder=say("interview.placeholder"), compact=True, highlight_cursor_line=False)

    def on_mount(self) -> None:
        """Take the keys; follow the theme."""
        self.offer.display = False
        self.prompt.focus()
        self.app.theme_changed_signal.subscribe(self, self._draw_edge)

    def on_resize(self) -> None:
        """What the list cuts off follows its width."""
        self._tell()

    def wait(self, is_busy: bool, /) -> None:
        """Hold what is sent, with a fainter edge; or take it again.

        Not by a rule: for a class, Textual works out every style of the text area anew, 5 ms twice a turn.
        """
        self.set_class(is_busy, "-busy", update=False)
        self._draw_edge()

    def _draw_edge(self, _: object = None) -> None:
        """The edge of now, in the theme of now."""
        faint = self.app.theme_variables["faint"]
        self.prompt.styles.border_left = ("outer", faint) if self.has_class("-busy") else None

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
        self.completion.complete(self.prompt.text)

    @on(Completion.Offered)
    def _take_keys(self, event: Completion.Offered) -> None:
        event.stop()
        self.prompt.steering = _COMPLETION_KEYS if self.completion.offers else _HISTORY_KEYS
        self._tell()

    @on(OptionList.OptionHighlighted)
    def _follow(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._tell()

    def _tell(self) -> None:
        """What the highlighted command does, where its row is cut off."""
        words = self.completion.cut_off(self.size.width - EDGES)
        if words != self.told:
            self.told = words
            self.offer.display = bool(words)
            self.offer.update(plain(words))

    @on(Prompt.Steered)
    def _steer(self, event: Prompt.Steered) -> None:
        event.stop()
        if self.completion.offers:
            self._steer_completion(event.key)
        elif event.key in _HISTORY_KEYS:
            found = self.history.step(-1 if event.key == "up" else 1, self.prompt.text)
            if found is not None:
                self.put(found)

    def _steer_completion(self, key: str) -> None:
        if key == "escape":
            self.completion.close()
        elif key == "tab":
            self._accept(self.completion.chosen or self.completion.offers[0])
        elif key == "up":
            self.completion.action_cursor_up()
        else:
            self.completion.action_cursor_down()

    def _accept(self, offer: Offer) -> None:
        self.put(offer.text)
        self.completion.close()

    @on(OptionList.OptionSelected)
    def _pick(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if offer := self.completion.chosen:
            self._accept(offer)

    @on(Prompt.Entered)
    def _enter(self, event: Prompt.Entered) -> None:
        event.stop()
        text = event.text
        if offer := self.completion.chosen:
            self._accept(offer)
            if not offer.is_whole:
                return
            text = offer.text
        self._send(text)

    def _send(self, text: str) -> None:
        """Send a text, unless an answer is still being read; what was typed since stays, and waits."""
        if self.has_class("-busy"):
            self.post_message(self.Held(bool(text.strip())))
            return
        self.wait(True)
        now = self.prompt.text
        self.put(now.removeprefix(text) if text and now.startswith(text) else "")
        said = text.rstrip() if text.startswith("/") else text
        self.history.add(said)
        self.post_message(self.Submitted(said))
