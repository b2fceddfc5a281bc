"""A screen that is drawn once when it opens."""

from textual import on
from textual.events import ScreenResume
from textual.screen import Screen


class FreshScreen(Screen[None]):
    """Works out no styles anew when it is first shown: its widgets were given theirs a moment before."""

    was_shown = False

    @on(ScreenResume)
    def _keep_styles(self, event: ScreenResume) -> None:
        event.refresh_styles = event.refresh_styles and self.was_shown
        self.was_shown = True
