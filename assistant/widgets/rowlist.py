"""A list of many rows that never holds up the keys: it draws a few new ones at a time."""

from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style
from textual.widgets import OptionList
from textual.widgets.option_list import Option

AT_ONCE = 10
"""New rows drawn in one go, half a millisecond each; those drawn before are kept and cost little."""


class RowList(OptionList):
    """An option list whose rows appear over a few frames, from the top down."""

    DEFAULT_CSS = """
    RowList { text-wrap: nowrap; text-overflow: ellipsis; }
    """
    _room = AT_ONCE
    """New rows that may still be drawn in this frame."""
    _waiting: int | None = None
    """The first line of those that wait for the next one."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw what is there and a few more; the rest in the frames to come."""
        self._room, self._waiting = AT_ONCE, None
        strips = super().render_lines(crop)
        if self._waiting is not None:
            width, height = self.outer_size
            self.call_later(self.refresh, Region(0, self._waiting, width, height - self._waiting))
        return strips

    def render_line(self, y: int) -> Strip:
        """A line, blank where its row has to wait."""
        strip = super().render_line(y)
        if self._room < 0 and self._waiting is None:
            self._waiting = y
        return strip

    def _get_option_render(self, option: Option, style: Style) -> list[Strip]:
        """The strips of a row; none where it has to wait, so that Textual draws a blank one."""
        padding = self.get_component_styles("option-list--option").padding
        if (option, style, padding) not in self._option_render_cache:
            self._room -= 1
            if self._room < 0:
                return []
        return super()._get_option_render(option, style)
