"""The screens that a turn can ask for, by name."""

from collections.abc import Callable

from textual.screen import Screen

from assistant.conversation.session import Session
from assistant.screens.explain import ExplainScreen
from assistant.screens.exporting import ExportDialog
from assistant.screens.parked import ParkedScreen
from assistant.screens.results import ResultsScreen
from assistant.screens.roadmap import RoadmapScreen

_SCREENS: dict[str, Callable[[Session, str], Screen[None]]] = {
    "results": lambda session, _: ResultsScreen(session),
    "roadmap": lambda session, _: RoadmapScreen(session),
    "parked": lambda session, _: ParkedScreen(session),
    "explain": ExplainScreen,
    "export": lambda session, form: ExportDialog(session.state.name, lambda: session, form=form),
}


def screen_for(where: str, session: Session, *, topic: str) -> Screen[None] | None:
    """The screen of a name; None for a name that has none."""
    make = _SCREENS.get(where)
    return make(session, topic) if make else None
