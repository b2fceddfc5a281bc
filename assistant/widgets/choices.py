"""A list whose rows are drawn for its width, and that says which of them the cursor came to."""

from collections.abc import Callable, Iterable, Sequence

from textual import on, work
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.widgets.rowlist import RowList

Drawing = Callable[[int], Iterable[Option]]
"""Rows for a width; those without an id are headings."""
MARGIN = 4
"""Columns that the list itself needs."""
HEADING = 2
"""Rows of a heading above the first row under it."""


class ChoiceList(RowList):
    """Chooses among rows; headings are passed over."""

    class Chosen(Message):
        """The cursor came to a row."""

        def __init__(self, choices: "ChoiceList", key: str, *, is_final: bool) -> None:
            super().__init__()
            self.choices = choices
            self.key = key
            self.is_final = is_final
            """Enter was pressed, or the mouse."""

        @property
        def control(self) -> "ChoiceList":
            """The list, for `on` with a selector."""
            return self.choices

    class Fitted(Message):
        """The list shows rows for a width."""

        def __init__(self, choices: "ChoiceList", width: int) -> None:
            super().__init__()
            self.choices = choices
            self.width = width

        @property
        def control(self) -> "ChoiceList":
            """The list, for `on` with a selector."""
            return self.choices

    class Laid(Message):
        """The rows for a width are ready."""

        def __init__(self, drawing: Drawing, options: Sequence[Option], *, width: int) -> None:
            super().__init__()
            self.drawing = drawing
            self.options = options
            self.width = width

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._drawing: Drawing | None = None
        self._width = 0
        self._wanted: str | None = None

    @property
    def key(self) -> str | None:
        """The row under the cursor."""
        at = self.highlighted
        return self.get_option_at_index(at).id if at is not None and at < self.option_count else None

    def show(self, drawing: Drawing, *, at: str | None = None) -> None:
        """Show other rows, the cursor on the one named or on the first."""
        self._drawing, self._wanted = drawing, at
        self._lay()

    def on_resize(self) -> None:
        """Draw the rows for another width."""
        if self._width != self.size.width:
            self._width, self._wanted = self.size.width, self.key or self._wanted
            self._lay()

    @work(thread=True, exclusive=True)
    def _lay(self) -> None:
        """Draw the rows off the event loop: some hundred of them take tens of milliseconds."""
        drawing, width = self._drawing, self._width
        if drawing is not None and width > MARGIN:
            self.post_message(self.Laid(drawing, list(drawing(width - MARGIN)), width=width))

    @on(Laid)
    def _set(self, event: Laid) -> None:
        event.stop()
        if event.drawing is not self._drawing or event.width != self._width:
            return
        self.set_options(event.options)
        self.post_message(self.Fitted(self, event.width - MARGIN))
        ids = [option.id for option in event.options]
        first = next((n for n, option in enumerate(event.options) if option.id), None)
        self.highlighted = ids.index(self._wanted) if self._wanted in ids and self._wanted else first

    def action_group(self, by: int) -> None:
        """To the first row under the heading after this one, or before it."""
        at = self.highlighted
        if at is None:
            return
        firsts = [n for n in range(1, self.option_count) if self._is_first(n)]
        ahead = [n for n in firsts if n > at] if by > 0 else [n for n in reversed(firsts) if n < at]
        if ahead:
            self.highlighted = ahead[0]
            self.scroll_to_highlight(top=True)
            self.scroll_relative(y=-HEADING, animate=False)

    def _is_first(self, number: int) -> bool:
        """Whether a row stands right under a heading."""
        here, above = self.get_option_at_index(number), self.get_option_at_index(number - 1)
        return bool(here.id) and not above.id

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say which row it is."""
        self._tell(event, is_final=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Say which row was chosen."""
        self._tell(event, is_final=True)

    def _tell(self, event: OptionList.OptionMessage, *, is_final: bool) -> None:
        event.stop()
        if event.option.id:
            self.post_message(self.Chosen(self, event.option.id, is_final=is_final))
