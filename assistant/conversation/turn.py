"""The journey of a turn: words come in, acts are synced, what follows is shown."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol

from assistant.conversation import (
    asking,
    deciding,
    judging,
    leaving,
    listed,
    looking,
    moving,
    profiling,
    proofs,
    recording,
    reviewing,
    scoping,
    timing,
    wanting,
)
from assistant.conversation.answering import answer
from assistant.conversation.carrying import brought_words
from assistant.conversation.correcting import amend
from assistant.conversation.inquiries import beside
from assistant.conversation.intents import split_note, understand
from assistant.conversation.interviewer import card_of, has_abstained, last_said, resumed
from assistant.conversation.pace import present, show_card
from assistant.conversation.session import (
    Focus,
    LibraryDoor,
    Line,
    LineStyle,
    Session,
    Shown,
    Where,
)
from assistant.conversation.speech import line, say
from assistant.conversation.views import progress_words
from model.deeds import Deed
from model.errors import ActError
from model.scoring import score


class Action(Protocol):
    """What an intent does: words in, acts synced, what follows shown."""

    def __call__(self, session: Session, words: str, /, *, library: LibraryDoor) -> Iterator[Shown]:
        """Take the turn."""
        ...


def open_turn(session: Session, *, library: LibraryDoor) -> Iterator[Shown]:
    """What is shown when an assessment is opened or resumed: where it stands, and the pending question."""
    yield where_it_stands(resumed(session))


def where_it_stands(session: Session) -> Shown:
    """The pending question, as it is put to whoever comes back to it."""
    name = session.state.name
    if brought := _brought(session):
        lines = [line("open.new", LineStyle.HEADING, name=name), Line(brought_words(brought))]
    elif not session.state.scope_settled and not session.state.named:
        lines = [line("open.new", LineStyle.HEADING, name=name), line("open.what"), line("open.offline")]
    else:
        card = score(session.state, session.catalogue)
        applicable = [p for p in card.practices if p.applicable]
        settled = sum(session.state.practice(p.id).is_settled for p in applicable)
        figures: dict[str, Any] = {
            "settled": settled,
            "total": len(applicable),
            "progress": progress_words(card),
        }
        lines = [line("open.again", LineStyle.HEADING, name=name), line("open.stands", **figures)]
    return present(session, lines)


def _brought(session: Session) -> tuple[Deed, ...]:
    """What came along from an earlier assessment, while nothing has been said yet."""
    first, *others = session.ledger.acts
    if not getattr(first.deed, "origin", "") or last_said(session):
        return ()
    return tuple(act.deed for act in others)


def take_turn(session: Session, text: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """One turn: the intent, what it does, what is shown; every Shown comes after its acts are synced.

    Raises MlsmmError with one clear line when the words cannot be used; the session given stays valid.
    """
    library = library.over(session.opened_with, [p.id for p in session.state.assessed(session.catalogue)])
    words, private = split_note(text)
    if not private:
        yield from _act(session, text, library=library)
        return
    if words:
        for shown in _act(session, words, library=library):
            session = shown.session
            yield shown
    yield from leaving.note(session, private, library=library)


def _act(session: Session, text: str, *, library: LibraryDoor) -> Iterator[Shown]:
    if session.focus.where is Where.PHASE and (said := listed.remarks(session, text)):
        yield from _on_several(session, said, library=library)
        return
    if session.review and not text.strip() and session.focus.where is not Where.EVIDENCE:
        yield present(session.at(Focus(Where.EVIDENCE, session.focus.phase)))
        return
    if session.focus.where is Where.EVIDENCE and (done := reviewing.reply(session, text, library=library)):
        yield from done
        return
    intent = understand(text, session)
    if intent.name in ("answer", "ask") and session.focus.where in _ASKED:
        rest, question = beside(text)
        if reply := asking.known_answer(session, question) if question else ():
            yield Shown(session, reply)
            yield from _act(session, rest, library=library)
            return
    action: Action = answer if intent.name == "answer" else ACTIONS[intent.name]
    words = text if intent.name == "answer" else intent.argument
    yield from action(session, words, library=library)


_ASKED = (Where.STORY, Where.QUESTION, Where.FOLLOW_UP, Where.CARD, Where.PHASE)
"""Where a question beside an answer is answered before what was said is heard."""


def _on_several(session: Session, said: Sequence[listed.OnDraft], *, library: LibraryDoor) -> Iterator[Shown]:
    """What is said of drafts by their numbers, one after the other; the list is shown once, at the end."""
    for place, (practice, words) in enumerate(said, 1):
        left = said[place:]
        for shown in _on_one(session, practice, words=words, library=library):
            session = shown.session
            yield _before(left, shown) if left else shown
        if left and not _goes_to(session, left[0]):
            return


def _goes_to(session: Session, following: listed.OnDraft) -> bool:
    """Whether the next remark can be heard: the list is open, or what is left of it is what it is about."""
    is_left = session.focus.practice == following.practice and session.focus.where is not Where.REASON
    return session.focus.where is Where.PHASE or is_left


def _before(left: Sequence[listed.OnDraft], shown: Shown) -> Shown:
    """What one remark brought, without the list that the next one changes; what waits if it asks back."""
    if _goes_to(shown.session, left[0]):
        asked = present(shown.session).lines
        return replace(shown, lines=tuple(x for x in shown.lines if x not in asked))
    words = "; ".join(f"'{remark.words}'" for remark in left)
    return replace(shown, lines=(*shown.lines, line("phase.unheard", LineStyle.HINT, words=words)))


def _on_one(session: Session, practice_id: str, *, words: str, library: LibraryDoor) -> Iterator[Shown]:
    """One of the drafts of a phase: opened, or what is said of it done."""
    practice = session.catalogue.practice(practice_id)
    opened = session.at(Focus(Where.CARD, session.focus.phase, practice=practice_id))
    intent = understand(words, opened)
    if intent.name == "enter":
        yield from show_card(session, practice)
    elif intent.name == "answer" and (card := card_of(session, practice_id)):
        changed, lines = amend(session, words, card=card, library=library)
        yield present(changed, lines)
    else:
        yield from _act(opened, words, library=library)


def _enter(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Enter alone: yes to what waits for a yes, on from a follow-up, else the pending question once more."""
    where = session.focus.where
    if where in _WITHOUT_WORDS:
        yield from _WITHOUT_WORDS[where](session)
    elif where in (Where.CARD, Where.PHASE):
        yield from recording.confirm(session, words, library=library)
    elif where in (Where.SYSTEMS, Where.REASON):
        yield from _confirm(session, words, library=library)
    elif where is Where.DONE:
        yield from looking.results(session, words, library=library)
    elif where is Where.QUESTION:
        yield from recording.keep(session, words, library=library)
    else:
        yield present(session, [line("enter.again", LineStyle.HINT)])


_WITHOUT_WORDS: dict[Where, Callable[[Session], Iterator[Shown]]] = {
    Where.STORY: leaving.from_story,
    Where.ROLE: lambda session: scoping.hear_role(session, "participant"),
    Where.SPEAKER: timing.keep_speaker,
    Where.INAPPLICABLE: leaving.applies_after_all,
    Where.FOLLOW_UP: leaving.to_card,
}


def _confirm(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    if session.focus.where is Where.SYSTEMS:
        yield from scoping.settle(session)
    elif session.focus.where is Where.REASON:
        yield from judging.reason_given(session, library=library)
    elif session.focus.where is Where.INAPPLICABLE and session.focus.reason:
        yield from leaving.applies_after_all(session)
    elif has_abstained(session):
        raise ActError(say("error.nothing-proposed"), say("error.nothing-proposed-do"))
    else:
        yield from recording.confirm(session, words, library=library)


def _correct(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    if words.strip():
        yield from answer(session, words, library=library)
    else:
        yield from recording.correct(session, words, library=library)


ACTIONS: dict[str, Action] = {
    "enter": _enter,
    "confirm": _confirm,
    "confirm-phase": recording.confirm_phase,
    "correct": _correct,
    "level": judging.set_level,
    "set": recording.set_activity,
    "same": recording.same,
    "unknown": leaving.unknown,
    "park": leaving.park,
    "later": leaving.later,
    "skip": leaving.skip,
    "na": leaving.not_applicable,
    "evidence": proofs.evidence,
    "pasted": proofs.pasted_rules,
    "wanted": wanting.list_wanted,
    "explain": asking.explain_topic,
    "why": asking.why,
    "ask": asking.ask,
    "step": asking.step,
    "proof": asking.proof,
    "attacks": asking.attacks,
    "profile": profiling.profile,
    "scope": scoping.choose,
    "request": profiling.request,
    "rephrase": asking.rephrase,
    "stray": asking.stray,
    "repeat": asking.repeat,
    "back": moving.back,
    "undo": moving.undo,
    "jump": moving.jump,
    "results": looking.results,
    "roadmap": looking.roadmap,
    "plan": deciding.plan,
    "threats": looking.threats,
    "parked": looking.parked,
    "export": looking.export,
    "note": leaving.note,
    "target": leaving.target,
    "system": scoping.system,
    "count": scoping.count,
    "as": scoping.speak_as,
    "time": timing.time,
    "classic": moving.classic,
    "levels": moving.levels,
    "help": looking.show_help,
    "home": looking.home,
    "quit": looking.leave,
    "no-such-command": looking.no_such_command,
}
