"""What becomes of an answer, by what was asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from assistant.conversation.again import heard_again
from assistant.conversation.asking import back_to
from assistant.conversation.cards import activity_of, card_end, level_words
from assistant.conversation.correcting import amend, what_changed
from assistant.conversation.hearing import (
    kept_elsewhere,
    only_spoken,
    read_asked,
    read_for_many,
    with_others,
)
from assistant.conversation.interviewer import (
    card_of,
    drafted,
    in_scope,
    is_denied,
    is_open,
    phase_of,
    practice_in_focus,
    story_of,
)
from assistant.conversation.judging import leave_or_judge
from assistant.conversation.lasttime import goes_on_from_last_time
from assistant.conversation.leaving import applies, names_reason, not_applicable
from assistant.conversation.pace import (
    card_heading,
    go_on,
    pending_practice,
    present,
    show_card,
    stay,
)
from assistant.conversation.questions import carried_in
from assistant.conversation.recorded import recorded_card
from assistant.conversation.retracting import OPEN, retract, taken_back
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
from assistant.conversation.speech import accept, is_foreign, join, line, say
from assistant.conversation.timing import hear_speaker
from model.card import Card
from model.catalogue import Story
from model.deeds import Answered
from model.practice import Practice
from model.reading import Reading
from model.scoring import score

_UNREAD = (Where.SYSTEMS, Where.ROLE, Where.SPEAKER, Where.REASON)
"""Where words are kept and not read, so that any language will do."""
_SUPPLIED = re.compile(r"\b(?:vendors?|suppliers?|providers?|third.part(?:y|ies))\b", re.IGNORECASE)
_APPLIES = re.compile(
    r"(?:no[,. ]*)?(?:(?:it|that|this) (?:does )?appl(?:y|ies)|applies|(?:show |open )?(?:me )?the card|no)"
    r"(?: after all| though| anyway)?[.! ]{0,5}",
    re.IGNORECASE,
)
A_STORY = 12
"""Words that a story has; fewer that say nothing of a practice leave it open, once."""
A_WORD = 3
"""Words that are more than a stray; fewer leave a story open however often they come."""
A_FEW = 6
"""Words of an amendment that tell of no instance."""


def answer(session: Session, text: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Hear an answer to whatever is in focus."""
    said = accept(text)
    if session.focus.where not in _UNREAD and is_foreign(said):
        yield from stay(session, [line("error.foreign", LineStyle.ERROR)])
        return
    if session.focus.where in OPEN and taken_back(said):
        yield from retract(session, said, library=library)
        return
    yield from _HEARD[session.focus.where](session, said, library=library)


def _story(session: Session, text: str, *, library: LibraryDoor) -> Iterator[Shown]:
    phase, story = story_of(session.catalogue, session.focus.story or "")
    readings = read_for_many(session, text, first=story.practices, library=library)
    untold = [i for i in story.practices if i not in readings]
    readings = readings | heard_again(session, text, untold=untold, library=library)
    again = carried_in(session, story) if goes_on_from_last_time(text) else ()
    readings = _with_silent(session, text, readings=readings, again=again, library=library)
    if not readings and len(text.split()) < (A_WORD if session.rephrased else A_STORY):
        yield present(replace(session, rephrased=True), [line("story.open")])
        return
    said = Answered(text=text, phase=phase.id, story=story.id, readings=readings, from_last_time=bool(again))
    session = session.record(said)
    told = [p.name for p in in_scope(session) if p.id in readings and readings[p.id].proposals]
    silent = [p.name for p in in_scope(session) if p.id in story.practices and p.id not in readings]
    lines = [line("story.told", names=join(told))] if told else [_nothing_told(session, story)]
    lines += [line("carried.base", LineStyle.HINT)] if again else []
    if told and silent:
        key = "story.untold" if len(silent) > 1 else "story.untold-one"
        lines.append(line(key, LineStyle.HINT, names=join(silent)))
    asks_the_same = not told and sum(p.id in story.practices for p in in_scope(session)) == 1
    yield from go_on(session, lines, in_other_words=asks_the_same)


def _nothing_told(session: Session, story: Story) -> Line:
    """That no practice was heard of: its own are still to be asked about, or stand as they did."""
    scope = [p for p in in_scope(session) if p.id in story.practices]
    if any(is_open(session, p) for p in scope):
        return line("story.nothing" if len(scope) > 1 else "story.nothing-one")
    card = score(session.state, session.catalogue)
    stands = [say("story.stands", name=p.name, level=level_words(card.practice(p.id).earned)) for p in scope]
    return line("story.nowhere", names=join(stands))


def _with_silent(
    session: Session,
    text: str,
    *,
    readings: dict[str, Reading],
    again: Sequence[Practice],
    library: LibraryDoor,
) -> dict[str, Reading]:
    """The readings with those that propose nothing of practices for which last time's word goes on."""
    silent = [p.id for p in again if p.id not in readings and session.state.practice(p.id).carried]
    names = tuple(s.name for s in session.state.named)
    return readings | (library.read_story(text, silent, systems=names) if silent else {})


def _question(session: Session, text: str, *, library: LibraryDoor) -> Iterator[Shown]:
    practice = practice_in_focus(session)
    assert practice is not None
    before = card_of(session, practice.id) or recorded_card(session, practice)
    readings = read_asked(session, text, practice=practice, library=library)
    if not readings[practice.id].proposals:
        readings |= heard_again(session, text, untold=[practice.id], library=library)
    goes_on = goes_on_from_last_time(text) and bool(session.state.practice(practice.id).carried)
    session = session.record(
        Answered(text=text, practice=practice.id, readings=readings, from_last_time=goes_on)
    )
    kept = kept_elsewhere(session, readings, practice=practice)
    heard = bool(readings[practice.id].proposals)
    if is_denied(session, practice):
        yield from go_on(session, [line("answer.denied", practice=practice.name)])
        return
    if (heard or goes_on) and card_of(session, practice.id):
        based = [line("carried.base" if heard else "carried.base-only", LineStyle.HINT)] if goes_on else []
        changes = what_changed(session, practice, before=before)
        yield from show_card(session, practice, lines=[*kept, *based, *changes])
        return
    if kept and not heard:
        yield from stay(session, [*kept, *back_to(session)])
        return
    if session.rephrased:
        open_still = [line("answer.still-open"), line("answer.choices", LineStyle.HINT)]
        yield from stay(session, [*kept, *open_still])
        return
    asking = Line(practice.rephrased, LineStyle.QUESTION)
    yield from stay(replace(session, rephrased=True), [*kept, line("answer.not-enough"), asking])


def _follow_up(session: Session, text: str, *, library: LibraryDoor) -> Iterator[Shown]:
    practice = practice_in_focus(session)
    assert practice is not None
    before = card_of(session, practice.id)
    readings = read_asked(session, text, practice=practice, library=library)
    spoken = only_spoken(readings[practice.id])
    readings[practice.id] = with_others(spoken, before, practice=practice)
    said = Answered(text=text, practice=practice.id, activity=session.focus.activity, readings=readings)
    session = session.record(said)
    lines = [
        *kept_elsewhere(session, readings, practice=practice),
        *what_changed(session, practice, before=before),
    ]
    if not (readings[practice.id].proposals or lines):
        lines = [line("answer.no-change")]
    yield from show_card(session, practice, lines=lines)


def _card(session: Session, text: str, *, library: LibraryDoor) -> Iterator[Shown]:
    practice = pending_practice(session)
    assert practice is not None
    before = card_of(session, practice.id)
    if before is None:
        focus = Focus(Where.QUESTION, practice.primary_phase, practice=practice.id)
        yield from _question(session.at(focus), text, library=library)
        return
    asked = session.focus
    session, lines = amend(session, text, card=before, library=library)
    after = card_of(session, practice.id) or before
    if session.focus.activity and session.focus is not asked:
        yield Shown(session, (*card_heading(session, after), *lines), after)
        return
    if _wants_instance(session, text, before=before, after=after):
        yield from _ask_instance(session, lines, before=before, after=after)
        return
    session = session.at(Focus(Where.CARD, session.focus.phase, practice=practice.id))
    heading = card_heading(session, after)
    yield Shown(session, (*heading, *lines, *card_end(session, after)), after)


def _wants_instance(session: Session, text: str, *, before: Card, after: Card) -> bool:
    """Whether a few words raised the level after its criteria were shown."""
    raised = after.level.low > before.level.low
    return raised and after.practice in session.criteria_shown and len(text.split()) <= A_FEW


def _ask_instance(session: Session, lines: list[Line], *, before: Card, after: Card) -> Iterator[Shown]:
    practice = session.catalogue.practice(after.practice)
    was = {x.activity: x.coverage for x in before.lines}
    raised = [x.activity for x in after.lines if x.coverage != was[x.activity]]
    activity = activity_of(practice, raised[-1] if raised else practice.activities[0].id)
    focus = Focus(Where.FOLLOW_UP, practice.primary_phase, practice=practice.id, activity=activity.id)
    asking = Line(activity.question, LineStyle.QUESTION)
    yield Shown(session.at(focus), (*lines, line("follow-up.instance", LineStyle.HINT), asking), after)


def _phase(session: Session, text: str, *, library: LibraryDoor) -> Iterator[Shown]:
    phase = phase_of(session.catalogue, session.focus.phase or "")
    pending = drafted(session, phase)
    first = tuple(p.id for p in pending)
    before = {p.id: card_of(session, p.id) for p in pending}
    readings = read_for_many(session, text, first=first, library=library)
    said = Answered(text=text, phase=phase.id, corrects=True, readings=readings)
    session = session.record(said)
    changed = [
        shown
        for p in pending
        if (rows := what_changed(session, p, before=before[p.id]))
        for shown in (Line(p.name, LineStyle.ITEM), *rows)
    ]
    yield present(session, changed or [line("phase.added" if readings else "answer.no-change")])


def _done(session: Session, text: str, *, library: LibraryDoor) -> Iterator[Shown]:
    names = tuple(s.name for s in session.state.named)
    found = library.read(text, systems=names)
    scope = {p.id: p for p in in_scope(session)}
    best = next((r.id for r in found.practices if r.id in scope), None)
    if best is None or not found.proposals or found.practice != best:
        yield from stay(session, [line("done.unclear")])
        return
    before = recorded_card(session, scope[best])
    session = session.record(Answered(text=text, practice=best, readings={best: found}))
    changes = what_changed(session, scope[best], before=before)
    yield from show_card(session, scope[best], lines=changes)


def _role(session: Session, text: str, *, library: LibraryDoor) -> Iterator[Shown]:
    yield from hear_role(session, text)


def _speaker(session: Session, text: str, *, library: LibraryDoor) -> Iterator[Shown]:
    yield from hear_speaker(session, text)


def _systems(session: Session, text: str, *, library: LibraryDoor) -> Iterator[Shown]:
    yield from hear_systems(session, text)


def _reason(session: Session, text: str, *, library: LibraryDoor) -> Iterator[Shown]:
    yield from leave_or_judge(session, text, library=library)


def _inapplicable(session: Session, text: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """The reason by its number or in words; that a supplier does it answers the question."""
    practice = practice_in_focus(session)
    if session.focus.reason and _APPLIES.fullmatch(text.strip()):
        yield from applies(session)
        return
    if practice and (_SUPPLIED.search(text) or (session.focus.reason and not names_reason(text))):
        where = Where.CARD if card_of(session, practice.id) else Where.QUESTION
        back = session.at(Focus(where, practice.primary_phase, practice=practice.id))
        yield from answer(back, text, library=library)
        return
    yield from not_applicable(session, text, library=library)


def _evidence(session: Session, text: str, *, library: LibraryDoor) -> Iterator[Shown]:
    earlier = next((f for f in reversed(session.trail) if f.where is not Where.EVIDENCE), Focus(Where.DONE))
    yield from answer(session.at(earlier), text, library=library)


class _Hearing(Protocol):
    """What becomes of an answer to one kind of question."""

    def __call__(self, session: Session, text: str, /, *, library: LibraryDoor) -> Iterator[Shown]: ...


_HEARD: dict[Where, _Hearing] = {
    Where.STORY: _story,
    Where.QUESTION: _question,
    Where.FOLLOW_UP: _follow_up,
    Where.CARD: _card,
    Where.PHASE: _phase,
    Where.DONE: _done,
    Where.ROLE: _role,
    Where.SPEAKER: _speaker,
    Where.SYSTEMS: _systems,
    Where.REASON: _reason,
    Where.INAPPLICABLE: _inapplicable,
    Where.EVIDENCE: _evidence,
}
