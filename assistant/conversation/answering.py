"""What becomes of an answer, by what was asked."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.conversation.cards import change_lines, lettered
from assistant.conversation.interviewer import (
    card_of,
    drafted,
    in_scope,
    phase_of,
    practice_in_focus,
    story_of,
)
from assistant.conversation.pace import (
    go_on,
    pending_practice,
    present,
    show_card,
    stay,
)
from assistant.conversation.recording import leave_or_judge
from assistant.conversation.scoping import hear_role, hear_systems
from assistant.conversation.session import (
    Focus,
    LibraryDoor,
    Line,
    LineStyle,
    Session,
    Shown,
    Where,
)
from assistant.conversation.speech import accept, is_foreign, join, line
from assistant.conversation.values import amendment
from model.card import Card
from model.deeds import Answered
from model.practice import Practice
from model.reading import Reading


def answer(session: Session, text: str, library: LibraryDoor) -> Iterator[Shown]:
    """Hear an answer to whatever is in focus."""
    said = accept(text)
    if session.focus.where not in (Where.SYSTEMS, Where.ROLE, Where.REASON) and is_foreign(said):
        yield from stay(session, [line("error.foreign", LineStyle.ERROR)])
        return
    yield from _HEARD[session.focus.where](session, said, library)


def _story(session: Session, text: str, library: LibraryDoor) -> Iterator[Shown]:
    phase, story = story_of(session.catalogue, session.focus.story or "")
    readings = read_for_many(session, text, library, first=story.practices)
    session = session.record(Answered(text=text, phase=phase.id, story=story.id, readings=readings))
    told = [p.name for p in in_scope(session) if p.id in readings]
    untold = [p.name for p in in_scope(session) if p.id in story.practices and p.id not in readings]
    lines = [line("story.told", names=join(told))] if told else [line("story.nothing")]
    if told and untold:
        lines.append(line("story.untold", LineStyle.HINT, names=join(untold)))
    yield from go_on(session, lines)


def read_for_many(
    session: Session, text: str, library: LibraryDoor, *, first: tuple[str, ...]
) -> dict[str, Reading]:
    """The readings of an open answer that propose something; the practices asked about come first."""
    scope = {p.id: p for p in in_scope(session)}
    asked = [i for i in first if i in scope]
    names = tuple(s.name for s in session.state.named)
    readings = library.read_story(text, asked, systems=names)
    mentioned = {s.practice for r in readings.values() for s in r.statements if s.practice}
    others = [i for i in mentioned if i in scope and i not in asked and not session.state.practice(i).is_settled]
    if others:
        readings |= library.read_story(text, sorted(others), systems=names)
    return {i: r for i, r in readings.items() if r.proposals}


def read_one(session: Session, text: str, practice: Practice, library: LibraryDoor) -> dict[str, Reading]:
    """The reading for one practice, and what the words say about others that are still open."""
    names = tuple(s.name for s in session.state.named)
    reading = library.read(text, practice=practice.id, systems=names)
    mentioned = {s.practice for s in reading.statements if s.practice and s.practice != practice.id}
    scope = {p.id for p in in_scope(session)}
    others = sorted(i for i in mentioned & scope if not session.state.practice(i).is_settled)
    kept = library.read_story(text, others, systems=names) if others else {}
    return {practice.id: reading} | {i: r for i, r in kept.items() if r.proposals}


def _kept_elsewhere(session: Session, readings: dict[str, Reading], practice: Practice) -> list[Line]:
    names = [session.catalogue.practice(i).name for i in readings if i != practice.id]
    return [line("answer.kept", LineStyle.HINT, names=join(names))] if names else []


def _question(session: Session, text: str, library: LibraryDoor) -> Iterator[Shown]:
    practice = practice_in_focus(session)
    assert practice is not None
    readings = read_one(session, text, practice, library)
    session = session.record(Answered(text=text, practice=practice.id, readings=readings))
    kept = _kept_elsewhere(session, readings, practice)
    if readings[practice.id].proposals and card_of(session, practice.id):
        yield from show_card(session, practice, kept)
        return
    if session.rephrased:
        yield from stay(session, [*kept, line("answer.still-open"), line("answer.choices", LineStyle.HINT)])
        return
    asking = Line(practice.rephrased, LineStyle.QUESTION)
    yield from stay(replace(session, rephrased=True), [*kept, line("answer.not-enough"), asking])


def _follow_up(session: Session, text: str, library: LibraryDoor) -> Iterator[Shown]:
    practice = practice_in_focus(session)
    assert practice is not None
    readings = read_one(session, text, practice, library)
    said = Answered(text=text, practice=practice.id, activity=session.focus.activity, readings=readings)
    before = card_of(session, practice.id)
    session = session.record(said)
    lines = _what_changed(session, practice, before)
    yield from show_card(session, practice, [*_kept_elsewhere(session, readings, practice), *lines])


def _what_changed(session: Session, practice: Practice, before: Card | None) -> tuple[Line, ...]:
    after = card_of(session, practice.id)
    return change_lines(practice, before, after) if after else ()


def _card(session: Session, text: str, library: LibraryDoor) -> Iterator[Shown]:
    practice = pending_practice(session)
    assert practice is not None
    before = card_of(session, practice.id)
    amended = amendment(text, practice, lettered(before) if before else {}, session, library)
    readings = {practice.id: amended} if amended else read_one(session, text, practice, library)
    said = Answered(text=text, practice=practice.id, corrects=True, readings=readings)
    session = session.record(said)
    if not readings[practice.id].proposals:
        yield from stay(session, [line("answer.no-change"), line("card.hint", LineStyle.HINT)])
        return
    session = session.at(Focus(Where.CARD, practice.primary_phase, practice=practice.id))
    kept = _kept_elsewhere(session, readings, practice)
    yield present(session, [*kept, *_what_changed(session, practice, before)])


_NUMBER = re.compile(r"\s*(?:number |no\.? ?|#)?(\d{1,2})\b[\s.:,)]*(?:is wrong[\s,.:]*)?(.*)", re.S | re.I)


def _phase(session: Session, text: str, library: LibraryDoor) -> Iterator[Shown]:
    phase = phase_of(session.catalogue, session.focus.phase or "")
    pending = drafted(session, phase)
    match = _NUMBER.fullmatch(text)
    if match and 1 <= int(match.group(1)) <= len(pending):
        practice = pending[int(match.group(1)) - 1]
        opened = session.at(Focus(Where.CARD, phase.id, practice=practice.id))
        if match.group(2).strip():
            yield from _card(opened, match.group(2).strip(), library)
        else:
            yield from show_card(opened, practice)
        return
    readings = read_for_many(session, text, library, first=tuple(p.id for p in pending))
    session = session.record(Answered(text=text, phase=phase.id, corrects=True, readings=readings))
    yield present(session, [line("phase.added" if readings else "answer.no-change")])


def _done(session: Session, text: str, library: LibraryDoor) -> Iterator[Shown]:
    names = tuple(s.name for s in session.state.named)
    found = library.read(text, systems=names)
    scope = {p.id: p for p in in_scope(session)}
    best = next((r.id for r in found.practices if r.id in scope), None)
    if best is None or not found.proposals:
        yield from stay(session, [line("done.unclear")])
        return
    practice = scope[best]
    session = session.record(Answered(text=text, practice=best, readings={best: found}))
    yield from show_card(session, practice)


def _role(session: Session, text: str, _: LibraryDoor) -> Iterator[Shown]:
    yield from hear_role(session, text)


def _systems(session: Session, text: str, _: LibraryDoor) -> Iterator[Shown]:
    yield from hear_systems(session, text)


def _reason(session: Session, text: str, _: LibraryDoor) -> Iterator[Shown]:
    yield from leave_or_judge(session, text)


def _evidence(session: Session, text: str, library: LibraryDoor) -> Iterator[Shown]:
    yield from answer(replace(session, offered=()).at(session.trail[-1]), text, library)


_HEARD = {
    Where.STORY: _story,
    Where.QUESTION: _question,
    Where.FOLLOW_UP: _follow_up,
    Where.CARD: _card,
    Where.PHASE: _phase,
    Where.DONE: _done,
    Where.ROLE: _role,
    Where.SYSTEMS: _systems,
    Where.REASON: _reason,
    Where.EVIDENCE: _evidence,
}
