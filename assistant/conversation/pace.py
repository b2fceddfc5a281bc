"""From one turn to the next: what is shown of the focus, and how the conversation goes on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from assistant.conversation.cards import (
    card_lines,
    heard_lines,
    level_words,
    phase_lines,
)
from assistant.conversation.interviewer import (
    card_focus,
    card_of,
    drafted,
    in_scope,
    is_open,
    minutes_left,
    next_focus,
    phase_is_done,
    phase_of,
    practice_in_focus,
)
from assistant.conversation.listed import numbering
from assistant.conversation.questions import question_lines
from assistant.conversation.session import Focus, Line, LineStyle, Session, Shown, Where
from assistant.conversation.speech import join, line
from assistant.conversation.suggested import review_lines
from model.card import Card
from model.catalogue import Phase
from model.practice import PhaseId, Practice
from model.scoring import score


def present(session: Session, lines: Sequence[Line] = ()) -> Shown:
    """What was to be said, then the pending question or card."""
    focus = session.focus
    if focus.where is Where.CARD and focus.practice and (card := card_of(session, focus.practice)):
        return Shown(session, (*lines, *card_heading(session, card), *card_lines(session, card)), card)
    if focus.where is Where.FOLLOW_UP and focus.practice and (card := card_of(session, focus.practice)):
        practice = session.catalogue.practice(focus.practice)
        heard = (*card_heading(session, card), *heard_lines(practice, card))
        return Shown(session, (*lines, *heard, *question_lines(session)), card)
    if focus.where is Where.PHASE and focus.phase:
        session = replace(session, listed=numbering(session))
        return Shown(session, (*lines, *phase_lines(session, _numbered_cards(session))))
    if focus.where is Where.EVIDENCE:
        return Shown(session, (*lines, *review_lines(session)))
    return Shown(session, (*lines, *question_lines(session)))


def _numbered_cards(session: Session) -> list[tuple[int, Card]]:
    """The pending cards of the phase, each with its number in the list."""
    pending = {p.id for p in drafted(session, phase_of(session.catalogue, session.focus.phase or ""))}
    numbers = [(n, i) for n, i in enumerate(session.listed, 1) if i in pending]
    return [(n, card) for n, i in numbers if (card := card_of(session, i))]


def card_heading(session: Session, card: Card) -> Iterator[Line]:
    """The practice, and where else its words were said."""
    practice = session.catalogue.practice(card.practice)
    yield line("card.heading", LineStyle.HEADING, practice=practice.name, id=practice.id)
    answers = [
        x.answer for x in session.state.practice(practice.id).drafts if practice.id in x.answer.readings
    ]
    told = {a.phase or _phase_of_answer(session, a.practice) for a in answers}
    elsewhere = [phase_of(session.catalogue, p).name for p in PhaseId if p in told - {practice.primary_phase}]
    if elsewhere:
        yield line("card.earlier", LineStyle.HINT, phases=join(elsewhere))


def _phase_of_answer(session: Session, practice_id: str | None) -> PhaseId | None:
    return session.catalogue.practice(practice_id).primary_phase if practice_id else None


def go_on(session: Session, lines: Sequence[Line] = (), *, in_other_words: bool = False) -> Iterator[Shown]:
    """Say the lines and put the next question; a phase that is done is said to be.

    `in_other_words`: a practice's question is put the other way, because it was as good as asked already.
    """
    before = session.focus.phase
    following = session.at(next_focus(session))
    if in_other_words and following.focus.where is Where.QUESTION:
        following = replace(following, rephrased=True)
    done = before and before is not following.focus.phase and phase_is_done(session, before)
    closing = tuple(_closing(session, phase_of(session.catalogue, before))) if done and before else ()
    yield present(following, (*lines, *closing))


def _closing(session: Session, phase: Phase) -> Iterator[Line]:
    """What came of a phase, and how much is left; hidden levels come to light here."""
    card = score(session.state, session.catalogue)
    applicable = {p.id for p in card.practices if p.applicable}
    scope = [p for p in in_scope(session) if p.id in applicable]
    settled = [p for p in scope if session.state.practice(p.id).is_settled]
    here = [p for p in settled if p.primary_phase is phase.id]
    if session.hides_levels and here:
        yield line("phase.levels", LineStyle.LABEL, phase=phase.name)
        for practice in here:
            level = level_words(card.practice(practice.id).earned)
            yield line("phase.level", LineStyle.ITEM, indent=1, practice=practice.name, level=level)
    if any(is_open(session, p) for p in scope):
        counts: dict[str, Any] = {
            "settled": len(settled),
            "total": len(scope),
            "minutes": minutes_left(session),
        }
        yield line("phase.done", LineStyle.HINT, phase=phase.name, **counts)
        if session.state.parked:
            yield line("phase.parked", LineStyle.HINT, count=len(session.state.parked))


def stay(session: Session, lines: Sequence[Line] = (), *, card: Card | None = None) -> Iterator[Shown]:
    """Say the lines and leave the pending question as it is."""
    yield Shown(session, tuple(lines), card)


def show_card(session: Session, practice: Practice, *, lines: Sequence[Line] = ()) -> Iterator[Shown]:
    """A practice's card, or first the one follow-up that decides."""
    is_same = session.focus.practice == practice.id and session.focus.phase
    phase = session.focus.phase if is_same else practice.primary_phase
    session = session.at(Focus(Where.CARD, phase=phase, practice=practice.id))
    session = replace(session, focus=replace(card_focus(session, practice), phase=phase))
    yield present(session, lines)


def pending_practice(session: Session) -> Practice | None:
    """The practice in focus, or the only one whose card is pending in the phase in focus."""
    if practice := practice_in_focus(session):
        return practice
    if session.focus.where is Where.PHASE and session.focus.phase:
        here = drafted(session, phase_of(session.catalogue, session.focus.phase))
        return here[0] if len(here) == 1 else None
    return None
