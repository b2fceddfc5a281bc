"""Commands that take a turn: answer, ask."""

import argparse
import sys
from collections.abc import Iterable

from assistant.cli.figures import to_reading
from assistant.cli.output import show, show_json
from assistant.cli.sources import Opened, assessment, require_record, settings_of
from assistant.conversation.interviewer import next_focus
from assistant.conversation.session import Focus, Session, Shown, Where
from assistant.conversation.turn import open_turn, take_turn
from knowledge.library import open_library
from model.deeds import Answered, ScopeSettled
from model.errors import InputError


def answer(arguments: argparse.Namespace) -> int:
    """`mlsmm answer NAME TEXT [--practice ID | --phase ID] [--then WORDS]`: one turn, and what follows."""
    text = sys.stdin.read() if arguments.text == "-" else arguments.text
    with assessment(arguments) as opened:
        require_record(opened)
        library = open_library(settings_of(arguments).cache)
        session = _focus(opened.session, arguments)
        shown = list(take_turn(session, text, library=library))
        if arguments.then:
            at = _on_card(shown[-1].session, arguments)
            shown += take_turn(at, arguments.then, library=library)
        _show(opened, shown, arguments)
    return 0


def ask(arguments: argparse.Namespace) -> int:
    """`mlsmm ask NAME [QUESTION]`: the pending question, or an answer to yours."""
    with assessment(arguments) as opened:
        library = open_library(settings_of(arguments).cache)
        session = opened.session.at(next_focus(opened.session))
        question = " ".join(arguments.question)
        turns: Iterable[Shown] = (
            take_turn(session, f"/explain {question}", library=library)
            if question
            else open_turn(session, library=library)
        )
        _show(opened, list(turns), arguments)
    return 0


def _focus(session: Session, arguments: argparse.Namespace) -> Session:
    if not session.state.scope_settled and (arguments.practice or arguments.phase):
        session = session.record(ScopeSettled())
    if arguments.practice:
        try:
            practice = session.catalogue.practice(arguments.practice)
        except KeyError as error:
            raise InputError(f"there is no practice {arguments.practice}", "`mlsmm explain` lists them.") from error
        return session.at(Focus(Where.QUESTION, practice.primary_phase, practice=practice.id))
    if arguments.phase:
        phase = next((p for p in session.catalogue.phases if p.id.value == arguments.phase), None)
        if phase is None:
            known = ", ".join(p.id.value for p in session.catalogue.phases)
            raise InputError(f"there is no phase {arguments.phase}", f"There are {known}.")
        return session.at(Focus(Where.STORY, phase.id, story=phase.stories[0].id))
    return session.at(next_focus(session))


def _on_card(session: Session, arguments: argparse.Namespace) -> Session:
    if not arguments.practice:
        return session
    practice = session.catalogue.practice(arguments.practice)
    return session.at(Focus(Where.CARD, practice.primary_phase, practice=practice.id))


def _show(opened: Opened, shown: list[Shown], arguments: argparse.Namespace) -> None:
    if not arguments.json:
        show(line for part in shown for line in part.lines)
        return
    session = shown[-1].session
    last = next((a.deed for a in reversed(opened.ledger.acts) if isinstance(a.deed, Answered)), None)
    readings = {i: to_reading(r) for i, r in last.readings.items()} if last and arguments.command == "answer" else {}
    show_json(
        {
            "focus": {"where": session.focus.where.value, "practice": session.focus.practice},
            "lines": [line.text for part in shown for line in part.lines],
            "readings": readings,
            "head": opened.ledger.head,
        }
    )
