"""What can be seen at any time: results, roadmap, the parked list, all commands; and the way out."""

from collections.abc import Iterator

from assistant.conversation.commands import COMMANDS
from assistant.conversation.deciding import capacity_named
from assistant.conversation.facing import landscape_lines
from assistant.conversation.landscape import official_texts, survey, threat_named
from assistant.conversation.session import (
    LibraryDoor,
    LineStyle,
    Session,
    Shown,
)
from assistant.conversation.speech import line, neutral, say
from assistant.conversation.views import parked_lines, results_lines, roadmap_lines
from model.agreements import plan_of
from model.errors import ActError
from model.scoring import score


def results(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """The scorecard."""
    card = score(session.state, session.catalogue)
    yield Shown(session, results_lines(session.state, session.catalogue, card=card), go="results")


def roadmap(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """The waves, with another capacity where one is named."""
    capacity = capacity_named(argument) if argument.strip() else None
    waves = plan_of(session.state, session.catalogue, capacity=capacity)
    topic = str(capacity) if capacity else None
    yield Shown(session, roadmap_lines(waves, session.catalogue), go="roadmap", topic=topic)


def threats(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """The exposure, or one attack or case study against what is there."""
    wanted = neutral(argument).strip()
    topic = threat_named(session.catalogue, wanted)
    if wanted and topic is None:
        raise ActError(say("error.threat", name=wanted[:60]), say("error.threat-do"))
    landscape = survey(session, official_texts(session, library) if topic else {})
    yield Shown(session, landscape_lines(landscape, topic), go="threats", topic=topic)


def parked(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """The questions for people who are not here."""
    yield Shown(session, parked_lines(session.state, session.catalogue), go="parked")


def export(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """A report as a file: a screen asks for its format and place, without one there is a command."""
    yield Shown(
        session,
        (
            line("export.report", name=repr(session.state.name)),
            line("export.record", LineStyle.HINT, name=repr(session.state.name)),
        ),
        go="export",
        topic=words.strip(),
    )


def show_help(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """All commands, and that plain words do as well."""
    rows = [
        line(
            "help.item", LineStyle.ITEM, name=f"/{c.name} {c.argument}".strip(), summary=c.summary, key=c.key
        )
        for c in COMMANDS
    ]
    yield Shown(session, (line("help.heading", LineStyle.HEADING), line("help.words"), *rows), go="help")


def home(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Close the assessment; everything is kept."""
    yield Shown(session, (line("home.kept"),), go="home")


def leave(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Leave the program; everything is kept."""
    yield Shown(session, (line("home.kept"),), go="quit")


def no_such_command(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """A slash and a word that is no command."""
    raise ActError(say("error.command", name=neutral(argument)[:40]), say("error.command-do"))
    yield
