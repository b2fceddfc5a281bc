"""Commands that take a turn: answer, ask."""

import argparse
from collections.abc import Sequence

from assistant.cli.figures import to_reading
from assistant.cli.output import fault, show, show_json
from assistant.cli.places import leave_at, taken_up
from assistant.cli.reading import read_words
from assistant.cli.sources import (
    Found,
    assessment,
    library_of,
    practice_named,
    require_record,
)
from assistant.conversation.intents import understand
from assistant.conversation.interviewer import abstains, has_abstained
from assistant.conversation.session import Focus, Session, Shown, Where
from assistant.conversation.turn import take_turn, where_it_stands
from model.assessment import Act
from model.deeds import Answered, ScopeSettled
from model.errors import ActError, InputError

_CONFIRMING = frozenset({"enter", "confirm", "confirm-phase"})


def answer(arguments: argparse.Namespace) -> int:
    """`mlsmm answer NAME TEXT [--practice ID | --phase ID] [--then WORDS]`: one turn, and what follows."""
    text = read_words(arguments.text)
    with assessment(arguments) as found:
        require_record(found)
        before = len(found.ledger.acts)
        library = library_of(arguments)
        session = _focus(taken_up(found, arguments), arguments)
        shown = list(take_turn(session, text, library=library))
        leave_at(shown[-1].session, found, arguments=arguments)
        if arguments.then is not None:
            heard = [a.deed for a in found.ledger.acts[before:] if isinstance(a.deed, Answered)]
            session = _then(shown[-1].session, arguments.then, heard=heard)
            shown += take_turn(session, arguments.then, library=library)
            leave_at(shown[-1].session, found, arguments=arguments)
        _show(found, shown, acts=found.ledger.acts[before:], is_json=arguments.json)
    return 0


def ask(arguments: argparse.Namespace) -> int:
    """`mlsmm ask NAME [QUESTION]`: the pending question, or an answer to yours."""
    with assessment(arguments) as found:
        library = library_of(arguments)
        session = taken_up(found, arguments)
        question = " ".join(arguments.question)
        if question:
            shown = list(take_turn(session, f"/explain {question}", library=library))
            leave_at(shown[-1].session, found, arguments=arguments)
        else:
            shown = [where_it_stands(session)]
        _show(found, shown, acts=(), is_json=arguments.json)
    return 0


def _focus(session: Session, arguments: argparse.Namespace) -> Session:
    if arguments.practice and arguments.phase:
        raise fault(InputError, "error.practice-and-phase")
    if arguments.practice:
        practice = practice_named(session, arguments.practice)
        focus = Focus(Where.QUESTION, practice.primary_phase, practice=practice.id)
    elif arguments.phase:
        focus = _story(session, arguments.phase)
    else:
        return session
    settled = session if session.state.scope_settled else session.record(ScopeSettled())
    return settled.at(focus)


def _story(session: Session, name: str) -> Focus:
    phase = next((p for p in session.catalogue.phases if name in (p.id.value, p.name.lower())), None)
    if phase is None:
        known = ", ".join(p.id.value for p in session.catalogue.phases)
        raise fault(InputError, "error.no-phase", phase=name, known=known)
    untold = [s.id for s in phase.stories if s.id not in session.state.stories]
    return Focus(Where.STORY, phase.id, story=(untold or [phase.stories[0].id])[0])


def _then(session: Session, words: str, *, heard: Sequence[Answered]) -> Session:
    """Where `--then` goes on; ActError where it confirms, and what was just heard proposed nothing."""
    on_card = _on_card(session)
    if abstains(heard[-1]) if heard else has_abstained(session):
        if understand(words, on_card).name in _CONFIRMING:
            raise fault(ActError, "error.nothing-heard")
        return session
    return on_card


def _on_card(session: Session) -> Session:
    """The card rather than its question: what `--then` says is about what was just heard."""
    focus = session.focus
    if focus.where in (Where.QUESTION, Where.FOLLOW_UP) and focus.practice:
        return session.at(Focus(Where.CARD, focus.phase, practice=focus.practice))
    return session


def _show(found: Found, shown: list[Shown], *, acts: tuple[Act, ...], is_json: bool) -> None:
    if not is_json:
        show(line for part in shown for line in part.lines)
        return
    session = shown[-1].session
    heard = [a.deed for a in acts if isinstance(a.deed, Answered)]
    show_json(
        {
            "focus": {
                "where": session.focus.where.value,
                "phase": session.focus.phase,
                "practice": session.focus.practice,
                "activity": session.focus.activity,
            },
            "lines": [line.text for part in shown for line in part.lines],
            "acts": [{"seq": a.seq, "kind": a.deed.kind} for a in acts],
            "readings": {i: to_reading(r) for said in heard for i, r in said.readings.items()},
            "head": found.ledger.head,
        }
    )
