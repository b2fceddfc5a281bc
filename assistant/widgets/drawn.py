"""A widget whose rows depend on its width, and whose height follows from them."""

from abc import abstractmethod

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

_LEAST = 8
"""Columns below which nothing is laid out any narrower."""


class Drawn(Widget):
    """Draws itself for a width; its rows fit, so that Textual need not wrap them once more."""

    DEFAULT_CSS = """
    Drawn { text-wrap: nowrap; text-overflow: clip; }
    """

    @abstractmethod
    def drawn(self, width: int) -> Content:
        """The rows for a width."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # Textual's signature
        """As many rows as are drawn."""
        return self.drawn(max(width, _LEAST)).plain.count("\n") + 1

    def render(self) -> RenderResult:
        """The rows for the present width."""
        return self.drawn(max(self.content_size.width, _LEAST))
