"""A short list of which one is always chosen; a character marks it, so that it shows without colour."""

from collections.abc import Mapping

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.widgets.safe import plain

_CHOSEN, _OTHER = "● ", "○ "


class Choice(OptionList):
    """Chooses one of a few names; Enter goes on to what comes after it."""

    class Picked(Message):
        """Another one was chosen."""

        def __init__(self, choice: "Choice", key: str) -> None:
            super().__init__()
            self.choice = choice
            self.key = key

        @property
        def control(self) -> "Choice":
            """Whose choice it is."""
            return self.choice

    def __init__(self, names: Mapping[str, str], chosen: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        self.names = dict(names)
        self.chosen = chosen
        super().__init__(*(Option(self._row(key), id=key) for key in names), id=id, compact=True)

    def on_mount(self) -> None:
        """The cursor stands at what is chosen."""
        self.highlighted = self.get_option_index(self.chosen)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Where the cursor stands is chosen."""
        event.stop()
        key, before = event.option.id or self.chosen, self.chosen
        if key != before:
            self.chosen = key
            for each in (before, key):
                self.replace_option_prompt(each, self._row(each))
            self.post_message(self.Picked(self, key))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go on."""
        event.stop()
        self.screen.focus_next()

    def _row(self, key: str) -> Content:
        is_chosen = key == self.chosen
        return plain(_CHOSEN if is_chosen else _OTHER, "$accent" if is_chosen else "$muted") + plain(
            self.names[key]
        )
