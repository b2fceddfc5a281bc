"""The acts of a user on a card: confirm, judge, set, reconfirm, correct."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from assistant.conversation.amending import check_whole
from assistant.conversation.cards import (
    card_lines,
    change_lines,
    example_words,
    level_words,
    range_words,
)
from assistant.conversation.interviewer import (
    card_of,
    drafted,
    story_of,
    was_abstained,
)
from assistant.conversation.lasttime import reconfirmation
from assistant.conversation.pace import go_on, pending_practice, present, stay
from assistant.conversation.questions import carried_in
from assistant.conversation.session import (
    Focus,
    LibraryDoor,
    Line,
    LineStyle,
    Session,
    Shown,
    Where,
)
from assistant.conversation.speech import accept, join, line, say
from assistant.conversation.values import dictated, direct_reading, parse_value
from model.card import Card, named
from model.coverage import Ordinal, gate_value
from model.deeds import Answered, Confirmed, CoveragesSet, SetAside
from model.errors import ActError
from model.evidence import Quotation
from model.practice import Activity, Practice
from model.scoring import score


def required_practice(session: Session) -> Practice:
    """The practice in focus; ActError when several or none are."""
    practice = pending_practice(session)
    if practice is not None:
        return practice
    if session.focus.where is Where.PHASE:
        raise ActError(say("error.which-practice"), say("error.which-practice-do"))
    raise ActError(say("error.no-practice"), say("error.no-practice-do"))


def confirmation(session: Session, practice: Practice, *, card: Card) -> Confirmed:
    """The deed that records a card as listed."""
    before = score(session.state, session.catalogue).practice(practice.id).earned.low
    went_up = card.level.low > before and practice.id in session.criteria_shown
    return Confirmed(
        practice=practice.id,
        coverages=card.coverages,
        inferred=card.inferred,
        reading_level=card.reading_level,
        after_criterion=went_up,
    )


def confirm(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Record what is pending: a card, or the drafts of the phase."""
    if session.focus.where is Where.PHASE:
        yield from confirm_phase(session, "", library=library)
        return
    practice = required_practice(session)
    card = card_of(session, practice.id)
    if card is None and is_carried(session, practice):
        yield from same(session, words, library=library)
        return
    if card is None:
        raise ActError(say("error.nothing-proposed"), say("error.nothing-proposed-do"))
    session = session.record(confirmation(session, practice, card=card))
    yield from go_on(session, recorded_lines(session, practice))


def confirm_phase(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Record every pending card of a phase in one act of the user."""
    wanted = argument.strip().lower().replace(" ", "-") if argument.strip() else session.focus.phase
    phase = next((p for p in session.catalogue.phases if wanted in (p.id.value, p.name.lower())), None)
    if phase is None:
        raise ActError(say("error.which-phase"), say("error.which-phase-do"))
    pending = [(p, c) for p in drafted(session, phase) if (c := card_of(session, p.id))]
    if not pending:
        raise ActError(say("error.nothing-proposed"), say("error.nothing-proposed-do"))
    session = session.record(*(confirmation(session, p, card=c) for p, c in pending))
    yield from go_on(session, several_lines(session, [p for p, _ in pending]))


def is_carried(session: Session, practice: Practice) -> bool:
    """Whether answers of last time wait to be reconfirmed."""
    return session.state.practice(practice.id).is_carried


def same(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """'As before': what was said last time is said again, of a practice or of a whole story."""
    if session.focus.where is Where.STORY:
        _, story = story_of(session.catalogue, session.focus.story or "")
        practices = carried_in(session, story)
        done: tuple[SetAside, ...] = (SetAside(story=story.id),)
    else:
        practice = required_practice(session)
        practices, done = ((practice,) if is_carried(session, practice) else ()), ()
    if not practices:
        yield from stay(session, [line("carried.nothing")])
        return
    session = session.record(*(reconfirmation(session, p) for p in practices), *done)
    yield from go_on(session, several_lines(session, practices))


def keep(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Enter on a question: last time's word holds, what is on record stays, what told me nothing is left."""
    practice = required_practice(session)
    if is_carried(session, practice):
        yield from same(session, words, library=library)
    elif session.state.practice(practice.id).is_settled:
        if session.state.practice(practice.id).reopened:
            session = session.record(SetAside(practice=practice.id))
        yield from go_on(session, [line("question.left", practice=practice.name)])
    elif session.nudged or (session.rephrased and was_abstained(session)):
        session = session.record(SetAside(practice=practice.id))
        yield from go_on(session, [line("later.practice", names=practice.name)])
    else:
        yield from stay(replace(session, nudged=True), [line("enter.question", LineStyle.HINT)])


def several_lines(session: Session, practices: Sequence[Practice]) -> tuple[Line, ...]:
    """What stands now of practices that were recorded together."""
    if len(practices) == 1:
        return recorded_lines(session, practices[0])
    heading = line("recorded.several", LineStyle.PLAIN, at=_at(session), speaker=_who(session))
    return (heading, *(_item(session, p) for p in practices))


def recorded_lines(session: Session, practice: Practice) -> tuple[Line, ...]:
    """What stands now, and the way to the next level."""
    if ruled := session.state.practice(practice.id).not_applicable:
        return (line("na.recorded", practice=practice.name, reason=ruled.value.replace("-", " ")),)
    scored = score(session.state, session.catalogue).practice(practice.id)
    who: dict[str, Any] = {"practice": practice.name, "at": _at(session), "speaker": _who(session)}
    if session.hides_levels:
        return (line("recorded.line-hidden", LineStyle.LEVEL, **who),)
    figures: dict[str, Any] = {"level": level_words(scored.earned), "target": scored.target}
    progress = range_words(scored.progress)
    first = line("recorded.line", LineStyle.LEVEL, **who, **figures, progress=progress)
    level = int(scored.earned.low)
    if level == len(practice.levels):
        return (first,)
    following = practice.levels[level].activities
    missing = [a for a in following if scored.spans[a.id].low.worth < gate_value(level + 1, a.unit).worth]
    labels = "; ".join(a.label for a in missing)
    following_words = line("recorded.next", LineStyle.HINT, below=level, level=level + 1, missing=labels)
    if not level:
        return first, following_words
    return first, following_words, *_proof_lines(session, practice, level=level)


def _proof_lines(session: Session, practice: Practice, *, level: int) -> tuple[Line, ...]:
    """What would prove most: of what carries the level, the first that nothing but words speaks for."""
    proved = {given.activity for given in session.state.practice(practice.id).evidence}
    carrying = [a for below in practice.levels[:level] for a in below.activities]
    said = [a for a in carrying if a.id not in proved]
    if not said:
        return ()
    if not proved:
        proof = practice.levels[level - 1].activities[0].evidence[0]
        return (line("recorded.proof", LineStyle.HINT, evidence=proof),)
    label, proof = said[0].label, said[0].evidence[0]
    return (line("recorded.proof-rest", LineStyle.HINT, label=label, evidence=proof),)


def _item(session: Session, practice: Practice) -> Line:
    """One of several practices as it stands."""
    if ruled := session.state.practice(practice.id).not_applicable:
        return line("na.recorded", practice=practice.name, reason=ruled.value.replace("-", " "))
    if session.hides_levels:
        return Line(practice.name, LineStyle.ITEM, 1)
    scored = score(session.state, session.catalogue).practice(practice.id)
    figures: dict[str, Any] = {"level": level_words(scored.earned), "target": scored.target}
    progress = range_words(scored.progress)
    name = practice.name
    return line("recorded.item", LineStyle.LEVEL, indent=1, practice=name, **figures, progress=progress)


def _at(session: Session) -> str:
    at = session.state.last_at
    return f"{at.astimezone():%H:%M}" if at else ""


def _who(session: Session) -> str:
    return session.speaker.role or session.speaker.name


def set_activity(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Exactly this coverage of one activity; on a pending card it amends the card."""
    practice = required_practice(session)
    key, words = (*accept(argument).split(maxsplit=1), "", "")[:2]
    activity = _activity(practice, key)
    if activity is None or not words.strip():
        known = join([a.id.rpartition(".")[2] for a in practice.activities])
        raise ActError(say("error.activity", key=key[:40]), say("error.activity-do", known=known))
    systems = session.state.counted_systems(practice)
    value = parse_value(words, systems)
    if isinstance(value, str) and not isinstance(value, Ordinal):
        raise ActError(say("error.value", value=words[:60]), say("error.value-do", systems=join(systems)))
    check_whole(activity, value)
    if before := card_of(session, practice.id):
        quotation = Quotation(text=words, start=0, end=len(words))
        proposal = dictated(activity, value, words=quotation, systems=systems)
        reading = direct_reading(words, practice, proposals=[proposal])
        said = Answered(text=words, practice=practice.id, corrects=True, readings={practice.id: reading})
        session = session.record(said)
        after = card_of(session, practice.id)
        lines = change_lines(practice, before, after=after) if after else ()
        yield present(session.at(Focus(Where.CARD, practice.primary_phase, practice=practice.id)), lines)
        return
    coverage = named(practice, activity.id, value=value, systems=systems)
    session = session.record(CoveragesSet(practice=practice.id, coverages={activity.id: coverage}))
    yield from go_on(session, recorded_lines(session, practice))


def _activity(practice: Practice, key: str) -> Activity | None:
    wanted = key.lower()
    return next((a for a in practice.activities if wanted in (a.id.lower(), a.id.rpartition(".")[2])), None)


def correct(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Say what is wrong: the card is shown again with its letters."""
    if session.focus.where is Where.PHASE:
        yield from stay(session, [line("correct.phase", LineStyle.HINT)])
        return
    practice = required_practice(session)
    card = card_of(session, practice.id)
    lines = card_lines(session, card) if card else ()
    example = example_words(card) if card else say("card.example", example=say("card.mark-none", mark="1"))
    yield from stay(session, [*lines, line("correct.how", LineStyle.HINT, example=example)], card=card)
