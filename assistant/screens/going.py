"""The screens that a turn can ask for, by name."""

from collections.abc import Callable, Mapping
from functools import partial

from textual.screen import Screen

from assistant.conversation.landscape import official_texts
from assistant.conversation.session import LibraryDoor, Session
from assistant.screens.explain import ExplainScreen
from assistant.screens.exporting import ExportDialog
from assistant.screens.parked import ParkedScreen
from assistant.screens.results import ResultsScreen
from assistant.screens.roadmap import RoadmapScreen
from assistant.screens.threats import ThreatsScreen

Texts = Callable[[], Mapping[str, str]]
"""Loads an official file's own texts, in the background."""

_SCREENS: dict[str, Callable[[Session, str, Texts], Screen[None]]] = {
    "results": lambda session, _, __: ResultsScreen(session),
    "roadmap": lambda session, topic, _: RoadmapScreen(session, int(topic) if topic else None),
    "parked": lambda session, _, __: ParkedScreen(session),
    "threats": lambda session, topic, texts: ThreatsScreen(session, topic, texts=texts),
    "explain": lambda session, topic, texts: ExplainScreen(session, topic, texts=texts),
    "export": lambda session, form, _: ExportDialog(session.state.name, lambda: session, form=form),
}


def screen_for(where: str, session: Session, *, topic: str, library: LibraryDoor) -> Screen[None] | None:
    """The screen of a name; None for a name that has none."""
    make = _SCREENS.get(where)
    return make(session, topic, partial(official_texts, session, library)) if make else None
