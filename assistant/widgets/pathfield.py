"""A field for the path of a file; folders and files complete it as in the composer."""

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input, OptionList

from assistant.conversation.files import begun_path
from assistant.widgets.completion import Offer, PathOffers

_STEERING = frozenset({"up", "down", "tab", "escape"})


class PathInput(Input):
    """One line; while something is offered, a few keys choose among it."""

    class Steered(Message):
        """A key for the offers was pressed."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    has_offers = False

    def on_key(self, event: events.Key) -> None:
        """Take what the offers need; the rest is the line's."""
        if self.has_offers and event.key in _STEERING:
            event.stop()
            event.prevent_default()
            self.post_message(self.Steered(event.key))


class PathField(Vertical):
    """A path, and what completes it above."""

    class Retyped(Message):
        """The path is another one."""

    class Entered(Message):
        """Enter was pressed with nothing left to complete."""

    field = query_one(PathInput)
    offered = query_one(PathOffers)

    def compose(self) -> ComposeResult:
        """The offers above the line."""
        yield PathOffers()
        yield PathInput(select_on_focus=False)

    @property
    def path(self) -> str:
        """What was typed."""
        return self.field.value

    def put(self, path: str) -> None:
        """Replace the path without offering anything."""
        with self.prevent(Input.Changed):
            self.field.value = path
        self.field.cursor_position = len(path)

    @on(Input.Changed)
    def _complete(self, event: Input.Changed) -> None:
        event.stop()
        typed = begun_path(event.value)
        if typed is None or not typed.is_given:
            self.offered.close()
        else:
            self.offered.complete_path(typed)
        self.post_message(self.Retyped())

    @on(PathOffers.Offered)
    def _take_keys(self, event: PathOffers.Offered) -> None:
        event.stop()
        self.field.has_offers = bool(self.offered.offers)

    @on(PathInput.Steered)
    def _steer(self, event: PathInput.Steered) -> None:
        event.stop()
        if event.key == "escape":
            self.offered.close()
        elif event.key == "tab":
            self._accept(self.offered.chosen or self.offered.offers[0])
        elif event.key == "up":
            self.offered.action_cursor_up()
        else:
            self.offered.action_cursor_down()

    @on(OptionList.OptionSelected)
    def _pick(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if offer := self.offered.chosen:
            self._accept(offer)

    @on(Input.Submitted)
    def _enter(self, event: Input.Submitted) -> None:
        event.stop()
        if offer := self.offered.chosen:
            self._accept(offer)
        else:
            self.post_message(self.Entered())

    def _accept(self, offer: Offer) -> None:
        """Take an offer; a folder shows what is in it, a file ends the completion."""
        self.field.value = offer.text
        self.field.cursor_position = len(offer.text)
        if not offer.text.endswith("/"):
            self.offered.close()
