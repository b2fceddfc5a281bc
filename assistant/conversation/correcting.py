"""Corrections of a card: what the words put, what they changed, what of them stands for nothing."""

from collections.abc import Iterator

from assistant.conversation.amending import Amendment, amendment
from assistant.conversation.cards import activity_of, change_lines, example_words, lettered, mark_of
from assistant.conversation.hearing import kept_elsewhere, only_spoken, read_one
from assistant.conversation.interviewer import card_of
from assistant.conversation.recorded import standing_lines
from assistant.conversation.session import Focus, LibraryDoor, Line, LineStyle, Session, Where
from assistant.conversation.speech import join, line
from model.card import Card
from model.deeds import Answered, Deed
from model.practice import Practice, Unit


def what_changed(session: Session, practice: Practice, *, before: Card | None) -> tuple[Line, ...]:
    """What an answer changed on a practice's card."""
    after = card_of(session, practice.id)
    return change_lines(practice, before, after=after) if after else ()


def amend(session: Session, text: str, *, card: Card, library: LibraryDoor) -> tuple[Session, list[Line]]:
    """The session once a correction of a card is kept, and what it changed."""
    practice = session.catalogue.practice(card.practice)
    amended = amendment(session, card, text=text, library=library)
    if amended:
        readings = {practice.id: amended.reading}
    else:
        readings = read_one(session, text, practice=practice, library=library)
        readings[practice.id] = only_spoken(readings[practice.id])
    phase = session.focus.phase if session.focus.where is Where.PHASE else None
    said = Answered(text=text, practice=practice.id, phase=phase, corrects=True, readings=readings)
    deeds: list[Deed] = [said, *(amended.parked if amended else ())]
    session = session.record(*deeds)
    lines = [
        *kept_elsewhere(session, readings, practice=practice),
        *what_changed(session, practice, before=card),
        *(standing_lines(session, practice, before=card) if not amended else ()),
        *(_parked_lines(session, amended, practice=practice) if amended else ()),
    ]
    if amended:
        lines += _not_placed(amended, card)
    if amended and amended.asked:
        focus = Focus(
            Where.CARD, phase or practice.primary_phase, practice=practice.id, activity=amended.asked
        )
        return session.at(focus), [*lines, _what_then(amended.asked, card, practice=practice)]
    if not lines:
        lines = [line("answer.no-change"), line("correct.again", LineStyle.HINT, example=example_words(card))]
    return session, lines


def _what_then(item: str, card: Card, *, practice: Practice) -> Line:
    """What holds instead, asked of a line that was only called wrong."""
    if item in card.systems:
        return line("correct.holds-for", LineStyle.QUESTION, system=item)
    activity = activity_of(practice, item)
    if activity.unit is Unit.SYSTEMS:
        names = join(card.systems)
        return line("correct.holds-where", LineStyle.QUESTION, label=activity.label, systems=names)
    key = "correct.holds" if activity.unit is Unit.WHOLE else "correct.holds-much"
    return line(key, LineStyle.QUESTION, label=activity.label)


def _not_placed(amended: Amendment, card: Card) -> Iterator[Line]:
    """What of a correction stands for nothing here, and what does."""
    if amended.absent:
        marks = (*lettered(card), *(mark_of(x.activity) for x in card.lines))
        yield line("correct.absent", LineStyle.HINT, marks=join(amended.absent), known=join(marks))
    if amended.stranger:
        yield line("correct.stranger", LineStyle.HINT, name=amended.stranger, systems=join(card.systems))


def _parked_lines(session: Session, amended: Amendment, *, practice: Practice) -> Iterator[Line]:
    card = card_of(session, practice.id)
    for parked in amended.parked:
        yield line("park.kept", person=parked.person)
        if card and card.level.low == card.level.high and not session.hides_levels:
            yield line("park.no-matter", LineStyle.HINT)
    if amended.unclear:
        yield line("correct.unclear", LineStyle.HINT, marks=", ".join(amended.unclear))
