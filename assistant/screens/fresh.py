"""A screen that is drawn once when it opens."""

from textual import on
from textual.events import Resize, ScreenResume
from textual.screen import Screen


class FreshScreen(Screen[None]):
    """Works out neither styles nor places anew when it is first shown: it was given them a moment before."""

    was_shown = False
    was_placed = False

    @on(ScreenResume)
    def _keep_styles(self, event: ScreenResume) -> None:
        event.refresh_styles = event.refresh_styles and self.was_shown
        self.was_shown = True

    @on(Resize)
    def _keep_places(self, event: Resize) -> None:
        if event.size == self.size and not self.was_placed:
            event.prevent_default()
        self.was_placed = True
