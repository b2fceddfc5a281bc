"""The journey of a turn: words come in, acts are synced, what follows is shown."""

from collections.abc import Callable, Iterator

from assistant.conversation import asking, proofs, recording, scoping
from assistant.conversation.answering import answer
from assistant.conversation.intents import understand
from assistant.conversation.interviewer import next_focus
from assistant.conversation.pace import present
from assistant.conversation.session import LibraryDoor, LineStyle, Session, Shown, Where
from assistant.conversation.speech import line
from assistant.conversation.views import progress_words
from model.scoring import score

Action = Callable[[Session, str, LibraryDoor], Iterator[Shown]]


def open_turn(session: Session, *, library: LibraryDoor) -> Iterator[Shown]:
    """What is shown when an assessment is opened or resumed: where it stands, and the pending question."""
    del library
    session = session.at(next_focus(session))
    name = session.state.name
    if not session.state.scope_settled and not session.state.named:
        lines = [line("open.new", LineStyle.HEADING, name=name), line("open.what"), line("open.offline")]
    else:
        card = score(session.state, session.catalogue)
        settled = sum(session.state.practice(p.id).is_settled for p in card.practices)
        lines = [
            line("open.again", LineStyle.HEADING, name=name),
            line("open.stands", settled=settled, total=len(card.practices), progress=progress_words(card)),
        ]
    yield present(session, lines)


def take_turn(session: Session, text: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """One turn: the intent, what it does, what is shown; every Shown comes after its acts are synced.

    Raises MlsmmError with one clear line when the words cannot be used; the session given stays valid.
    """
    intent = understand(text, session)
    if session.focus.where is Where.EVIDENCE and (reply := _on_offer(intent.name, text)):
        yield from reply(session)
        return
    action = answer if intent.name == "answer" else ACTIONS[intent.name]
    words = text if intent.name == "answer" else intent.argument
    yield from action(session, words, library)


def _on_offer(name: str, text: str) -> Callable[[Session], Iterator[Shown]] | None:
    if name in ("enter", "confirm") or text.strip().lower() in ("a", "accept"):
        return proofs.accept_offers
    if text.strip().lower() in ("r", "reject", "no", "n"):
        return proofs.reject_offers
    return None


def _enter(session: Session, words: str, library: LibraryDoor) -> Iterator[Shown]:
    if session.focus.where in (Where.CARD, Where.PHASE):
        yield from recording.confirm(session, words, library)
    else:
        yield from asking.enter(session, words, library)


def _confirm(session: Session, words: str, library: LibraryDoor) -> Iterator[Shown]:
    if session.focus.where is Where.SYSTEMS:
        yield from scoping.settle(session)
    else:
        yield from recording.confirm(session, words, library)


def _correct(session: Session, words: str, library: LibraryDoor) -> Iterator[Shown]:
    if words.strip():
        yield from answer(session, words, library)
    else:
        yield from recording.correct(session, words, library)


ACTIONS: dict[str, Action] = {
    "enter": _enter,
    "confirm": _confirm,
    "confirm-phase": recording.confirm_phase,
    "correct": _correct,
    "level": recording.set_level,
    "set": recording.set_activity,
    "unknown": recording.unknown,
    "park": recording.park,
    "later": recording.later,
    "skip": recording.skip,
    "na": recording.not_applicable,
    "evidence": proofs.evidence,
    "explain": asking.explain_topic,
    "why": asking.why,
    "ask": asking.ask,
    "rephrase": asking.rephrase,
    "back": asking.back,
    "undo": asking.undo,
    "jump": asking.jump,
    "results": asking.results,
    "roadmap": asking.roadmap,
    "parked": asking.parked,
    "note": recording.note,
    "target": recording.target,
    "system": scoping.system,
    "count": scoping.count,
    "as": scoping.speak_as,
    "time": asking.time,
    "classic": asking.classic,
    "levels": asking.levels,
    "help": asking.show_help,
    "home": asking.home,
    "quit": asking.leave,
    "no-such-command": asking.no_such_command,
}

