"""The keys of a screen, in its last row."""

from textual.app import ComposeResult
from textual.widgets import Footer


class KeyFooter(Footer):
    """Textual's footer, whose keys are compact from the start and not styled a second time to be so."""

    def __init__(self, *, show_command_palette: bool = True) -> None:
        super().__init__(compact=True, show_command_palette=show_command_palette)

    def compose(self) -> ComposeResult:
        """The keys of now."""
        for widget in super().compose():
            yield widget.add_class("-compact", update=False)
