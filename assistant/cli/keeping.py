"""`mlsmm evidence add` and `list`: suggestions reviewed without a screen, and what is kept."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.cli.opened import documents_in, kept, require_documents, require_words
from assistant.cli.output import fault, say, show, show_json
from assistant.cli.sources import assessment, library_of, require_record
from assistant.conversation.reviewing import day_said, keep, take_up
from assistant.conversation.session import Line, Session
from assistant.conversation.shelf import is_stale, shelf_lines
from assistant.conversation.speech import line as conversation_line
from assistant.conversation.speech import neutral
from assistant.conversation.suggested import numbered_lines
from assistant.conversation.wanting import to_plain, wanted_lines
from model.errors import InputError
from model.evidence import Document
from model.suggestion import Suggestion


def add(arguments: argparse.Namespace) -> int:
    """`mlsmm evidence add NAME PATH… [--take 1,3|all]`: without --take only numbered, with it recorded.

    The same documents give the same numbers as long as nothing of them is on record.
    """
    name, *paths = arguments.paths
    if not paths:
        raise fault(InputError, "error.no-paths")
    arguments.name = name
    with assessment(arguments) as found:
        require_record(found)
        session = found.session
        scope = [practice.id for practice in session.state.assessed(session.catalogue)]
        library = library_of(arguments).over(session.opened_with, scope)
        systems = [system.name for system in session.state.systems]
        read: list[Document] = []
        steps = list(library.follow(kept(documents_in(paths), read), systems=systems))
        require_documents(read, names=paths)
        require_words(read, names=paths)
        session = _labelled(take_up(session, steps[-1].suggestions, first=None, documents=read), arguments)
        pending = session.review.pending if session.review else ()
        taken = _taken(pending, arguments.take or "")
        keep(session, taken, library=library)
        _show(session, pending, taken=taken, is_json=arguments.json)
        if session.review and session.review.weaker and not arguments.json:
            show([conversation_line("evidence.weaker", count=session.review.weaker)])
    return 0


def _labelled(session: Session, arguments: argparse.Namespace) -> Session:
    """With what the options say of all that is kept."""
    if session.review is None:
        return session
    days = {
        name: day_said(words)
        for name, words in (("dated", arguments.dated), ("valid_until", arguments.valid_until))
        if words
    }
    told = {**days, "owner": neutral(arguments.owner or ""), "is_confidential": arguments.confidential}
    return replace(session, review=replace(session.review, **told))


def _taken(pending: Sequence[Suggestion], wanted: str) -> tuple[Suggestion, ...]:
    """Those with the numbers asked for; InputError when there is none of a number."""
    if wanted == "all":
        return tuple(pending)
    numbers = [int(number) for number in re.findall(r"\d+", wanted)]
    if not all(1 <= number <= len(pending) for number in numbers):
        raise fault(InputError, "error.take", most=len(pending))
    return tuple(pending[number - 1] for number in dict.fromkeys(numbers))


def _show(
    session: Session, pending: Sequence[Suggestion], *, taken: Sequence[Suggestion], is_json: bool
) -> None:
    if is_json:
        rows = [
            {"number": n, **s.model_dump(mode="json"), "kept": s in taken} for n, s in enumerate(pending, 1)
        ]
        show_json({"suggestions": rows})
        return
    show(numbered_lines(session, pending))
    show([Line(say("evidence.added", kept=len(taken), count=len(pending)))])


def shelf(arguments: argparse.Namespace) -> int:
    """`mlsmm evidence list NAME`: what is kept, how well it proves what, what to refresh."""
    (arguments.name,) = arguments.paths[:1]
    with assessment(arguments) as found:
        session = found.session
        if arguments.json:
            kept = [given for stands in session.state.practices.values() for given in stands.evidence]
            rows = [g.model_dump(mode="json") | {"stale": is_stale(session, g.citation)} for g in kept]
            show_json({"evidence": rows})
            return 0
        show(shelf_lines(session))
    return 0


def wanted(arguments: argparse.Namespace) -> int:
    """`mlsmm evidence wanted NAME`: which documents would settle most, and which to refresh."""
    (arguments.name,) = arguments.paths[:1]
    with assessment(arguments) as found:
        if arguments.json:
            show_json(to_plain(found.session))
            return 0
        show(wanted_lines(found.session, is_whole=True))
    return 0
