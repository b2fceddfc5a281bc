"""From one turn to the next: what is shown of the focus, and how the conversation goes on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.conversation.cards import card_lines, heard_lines, phase_lines, quoted
from assistant.conversation.interviewer import (
    card_of,
    drafted,
    next_focus,
    phase_of,
    practice_in_focus,
    question_lines,
)
from assistant.conversation.session import Focus, Line, LineStyle, Session, Shown, Where
from assistant.conversation.speech import line
from model.card import Card, decisive
from model.practice import Practice

FOLLOW_UPS = 2
"""Follow-ups about one practice, at most."""


def present(session: Session, lines: Sequence[Line] = ()) -> Shown:
    """What was to be said, then the pending question or card."""
    focus = session.focus
    if focus.where is Where.CARD and focus.practice and (card := card_of(session, focus.practice)):
        practice = session.catalogue.practice(focus.practice)
        heading = line("card.heading", LineStyle.HEADING, practice=practice.name, id=practice.id)
        return Shown(session, (*lines, heading, *card_lines(session, practice, card)), card)
    if focus.where is Where.PHASE and focus.phase:
        practices = drafted(session, phase_of(session.catalogue, focus.phase))
        cards = [(p, card) for p in practices if (card := card_of(session, p.id))]
        return Shown(session, (*lines, *phase_lines(session, cards)))
    if focus.where is Where.EVIDENCE:
        return Shown(session, (*lines, *offer_lines(session)))
    return Shown(session, (*lines, *question_lines(session)))


def offer_lines(session: Session) -> Iterator[Line]:
    """The proofs that wait for the user's word."""
    for given in session.offered:
        practice = session.catalogue.practice(given.practice)
        activity = next(a for a in practice.activities if a.id == given.activity)
        yield line(
            "evidence.offer",
            LineStyle.ITEM,
            locator=given.citation.locator,
            label=activity.label,
            systems=" ".join(given.systems),
            assurance=given.assurance.value,
        )
        if given.citation.quotation:
            yield quoted(given.citation.quotation.text)
    yield line("evidence.hint", LineStyle.HINT)


def go_on(session: Session, lines: Sequence[Line] = ()) -> Iterator[Shown]:
    """Say the lines and put the next question."""
    yield present(session.at(next_focus(session)), lines)


def stay(session: Session, lines: Sequence[Line] = (), *, card: Card | None = None) -> Iterator[Shown]:
    """Say the lines and leave the pending question as it is."""
    yield Shown(session, tuple(lines), card)


def show_card(session: Session, practice: Practice, lines: Sequence[Line] = ()) -> Iterator[Shown]:
    """A practice's card, or first the one follow-up that decides."""
    card = card_of(session, practice.id)
    session = session.at(Focus(Where.CARD, phase=practice.primary_phase, practice=practice.id))
    point = decisive(card, practice, session.asked) if card and len(session.asked) < FOLLOW_UPS else None
    if card is None or point is None:
        yield present(session, lines)
        return
    focus = Focus(Where.FOLLOW_UP, practice.primary_phase, practice=practice.id, activity=point.activity)
    session = replace(session.at(focus), asked=(*session.asked, point.activity))
    heading = line("card.heading", LineStyle.HEADING, practice=practice.name, id=practice.id)
    yield Shown(
        session, (*lines, heading, *heard_lines(practice, card), *question_lines(session)), card
    )


def pending_practice(session: Session) -> Practice | None:
    """The practice in focus, or the only one whose card is pending in the phase in focus."""
    if practice := practice_in_focus(session):
        return practice
    if session.focus.where is Where.PHASE and session.focus.phase:
        here = drafted(session, phase_of(session.catalogue, session.focus.phase))
        return here[0] if len(here) == 1 else None
    return None
