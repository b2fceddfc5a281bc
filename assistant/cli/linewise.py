"""`mlsmm talk`: the interview line by line, for screen readers, slow connections and pipes."""

import argparse
import sys
from collections.abc import Iterator
from io import TextIOWrapper

from assistant.cli.output import fault, say, show
from assistant.cli.places import leave_at, taken_up
from assistant.cli.sources import assessment, library_of, require_record
from assistant.conversation.session import LibraryDoor, Line, LineStyle, Session, Shown
from assistant.conversation.turn import take_turn, where_it_stands
from model.errors import InputError, LibraryError

_LEAVING = frozenset({"home", "quit"})
_MORE = "\\"
"""At the end of a line: the next one belongs to it."""


def talk(arguments: argparse.Namespace) -> int:
    """`mlsmm talk NAME`: what is asked, your line, what follows, until you leave."""
    if arguments.json:
        raise fault(InputError, "error.no-lines-json")
    with assessment(arguments) as found:
        require_record(found)
        library = library_of(arguments)
        session = taken_up(found, arguments)
        show((*where_it_stands(session).lines, Line(say("talk.how"), LineStyle.HINT)))
        for words in _said():
            last = _answered(session, words, library=library)
            if last.go in _LEAVING:
                break
            session = last.session
            leave_at(session, found, arguments=arguments)
    return 0


def _answered(session: Session, words: str, *, library: LibraryDoor) -> Shown:
    """Prints what follows from a line, up to where it leaves; the last of it."""
    shown = Shown(session, ())
    for shown in _turn(session, words, library=library):
        if shown.lines:
            show(shown.lines)
        if shown.go in _LEAVING:
            break
    return shown


def _turn(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """What follows from a line; what it cannot be used for is said, and the question stands."""
    shown = Shown(session, ())
    try:
        for shown in take_turn(session, words, library=library):
            yield shown
    except (InputError, LibraryError) as error:
        yield Shown(shown.session, (Line(str(error), LineStyle.ERROR),))


def _said() -> Iterator[str]:
    """The lines that are typed or piped in, without their ends; a terminal is prompted."""
    if sys.stdin is None:
        raise fault(InputError, "error.no-input")
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    prompt = f"{say('talk.prompt')} " if sys.stdin.isatty() else ""
    parts: list[str] = []
    while True:
        try:
            words = input(prompt)
        except EOFError:
            return
        parts.append(words.removesuffix(_MORE))
        if not words.endswith(_MORE):
            yield "\n".join(parts)
            parts = []
