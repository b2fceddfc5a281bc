"""The acts of a user on a card: confirm, judge, set, don't know, not applicable, later."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.conversation.cards import (
    activity_of,
    card_lines,
    level_words,
    range_words,
)
from assistant.conversation.explain import find_practice
from assistant.conversation.interviewer import (
    card_of,
    drafted,
    in_scope,
    phase_of,
    practice_in_focus,
    question_lines,
    story_of,
)
from assistant.conversation.pace import (
    go_on,
    pending_practice,
    present,
    show_card,
    stay,
)
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
from model.card import Card, as_stated, named
from model.coverage import Ordinal, gate_value
from model.deeds import (
    Answered,
    Confirmed,
    CoveragesSet,
    Deed,
    LevelSet,
    NaReason,
    Noted,
    Parked,
    SaidNotApplicable,
    SaidUnknown,
    SetAside,
    TargetSet,
)
from model.errors import ActError
from model.evidence import Quotation
from model.practice import Practice
from model.scoring import score

LEAVE = re.compile(r"(?:fair,? )?(?:leave it|never ?mind|forget it|no|cancel|drop it|leave (?:it )?as is)[.! ]*", re.I)


def required_practice(session: Session) -> Practice:
    """The practice in focus; ActError when several or none are."""
    practice = pending_practice(session)
    if practice is None:
        raise ActError(say("error.which-practice"), say("error.which-practice-do"))
    return practice


def confirmation(session: Session, practice: Practice, card: Card) -> Confirmed:
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


def confirm(session: Session, _: str, __: LibraryDoor) -> Iterator[Shown]:
    """Record what is pending: a card, or the drafts of the phase."""
    if session.focus.where is Where.PHASE:
        yield from confirm_phase(session, "", __)
        return
    practice = required_practice(session)
    card = card_of(session, practice.id)
    if card is None:
        raise ActError(say("error.nothing-proposed"), say("error.nothing-proposed-do"))
    session = session.record(confirmation(session, practice, card))
    yield from go_on(session, recorded_lines(session, practice))


def confirm_phase(session: Session, argument: str, _: LibraryDoor) -> Iterator[Shown]:
    """Record every pending card of a phase in one act of the user."""
    wanted = argument.lower().replace(" ", "-") if argument else session.focus.phase
    phase = next((p for p in session.catalogue.phases if wanted in (p.id.value, p.name.lower())), None)
    if phase is None:
        raise ActError(say("error.which-phase"), say("error.which-phase-do"))
    pending = [(p, c) for p in drafted(session, phase) if (c := card_of(session, p.id))]
    if not pending:
        raise ActError(say("error.nothing-proposed"), say("error.nothing-proposed-do"))
    session = session.record(*(confirmation(session, p, c) for p, c in pending))
    yield from go_on(session, [x for p, _ in pending for x in recorded_lines(session, p, brief=True)])


def recorded_lines(session: Session, practice: Practice, *, brief: bool = False) -> tuple[Line, ...]:
    """What stands now, and the way to the next level."""
    scored = score(session.state, session.catalogue).practice(practice.id)
    at = session.state.last_at
    first = line(
        "recorded.line" if not session.hides_levels else "recorded.line-hidden",
        LineStyle.LEVEL,
        practice=practice.name,
        at=f"{at:%H:%M}" if at else "",
        speaker=session.speaker.role or session.speaker.name,
        level=level_words(scored.earned),
        target=scored.target,
        progress=range_words(scored.progress),
    )
    level = int(scored.earned.low)
    if brief or level == 3 or session.hides_levels:
        return (first,)
    missing = [
        activity_of(practice, a.id).label
        for a in practice.levels[level].activities
        if scored.spans[a.id].low.worth < gate_value(level + 1, a.unit).worth
    ]
    unmet = line("recorded.next", LineStyle.HINT, below=level, level=level + 1, missing="; ".join(missing))
    return first, unmet


def set_level(session: Session, argument: str, _: LibraryDoor) -> Iterator[Shown]:
    """'It's 2': a judgement, with the user's reason."""
    practice = required_practice(session)
    match = re.fullmatch(r"([0-3])\b[\s,.:;-]*(.*)", accept(argument).strip(), re.S)
    if not match:
        raise ActError(say("error.level"), say("error.level-do"))
    level, reason = int(match.group(1)), match.group(2).strip()
    if len(reason.split()) >= 2:
        yield from judge(session, practice, level, reason)
        return
    focus = Focus(Where.REASON, practice.primary_phase, practice=practice.id, level=level)
    session = session.at(focus)
    yield from stay(session, [*_against(session, practice, level), *question_lines(session)])


def _against(session: Session, practice: Practice, level: int) -> Iterator[Line]:
    """What stands against a judgement: the activities up to it that fall short."""
    card = card_of(session, practice.id)
    if card is None:
        return
    short = [
        x
        for lv in practice.levels[:level]
        for a in lv.activities
        for x in card.lines
        if x.activity == a.id and x.span.low.worth < gate_value(lv.level, a.unit).worth
    ]
    if not short:
        return
    yield line("level.against", LineStyle.LABEL, level=level)
    for row in short:
        label = activity_of(practice, row.activity).label
        value = say(f"coverage.{row.span.word.replace(' ', '-')}")
        yield line("level.short", LineStyle.ITEM, indent=1, label=label, value=value)


def leave_or_judge(session: Session, text: str) -> Iterator[Shown]:
    """The reason that a judgement waited for, or the word to leave it."""
    practice = required_practice(session)
    if LEAVE.fullmatch(text.strip()):
        back = session.at(session.trail[-1]) if session.trail else session
        yield present(back, [line("level.left")])
        return
    yield from judge(session, practice, session.focus.level or 0, text.strip())


def judge(session: Session, practice: Practice, level: int, reason: str) -> Iterator[Shown]:
    """Record a level by judgement; the reading stays beside it."""
    card = card_of(session, practice.id)
    systems = session.state.counted_systems(practice)
    deed = LevelSet(
        practice=practice.id,
        level=level,
        reason=reason[:2000],
        coverages=as_stated(practice, level, systems),
        reading_level=int(card.level.low) if card else None,
    )
    session = session.record(deed)
    lines = [*recorded_lines(session, practice), line("level.both", LineStyle.HINT)]
    yield from go_on(session, lines)


def set_activity(session: Session, argument: str, _: LibraryDoor) -> Iterator[Shown]:
    """Exactly this coverage of one activity; on a pending card it amends the card."""
    practice = required_practice(session)
    key, _sep, words = accept(argument).strip().partition(" ")
    activity = next((a for a in practice.activities if key.lower() in (a.id.lower(), a.id.rpartition(".")[2])), None)
    if activity is None or not words.strip():
        known = join([a.id.rpartition(".")[2] for a in practice.activities])
        raise ActError(say("error.activity", key=key), say("error.activity-do", known=known))
    systems = session.state.counted_systems(practice)
    value = parse_value(words, systems)
    if isinstance(value, str) and not isinstance(value, Ordinal):
        raise ActError(say("error.value", value=words[:60]), say("error.value-do", systems=join(systems)))
    if card_of(session, practice.id):
        quotation = Quotation(text=words, start=0, end=len(words))
        reading = direct_reading(words, practice, [dictated(activity, value, quotation, systems)])
        said = Answered(text=words, practice=practice.id, corrects=True, readings={practice.id: reading})
        session = session.record(said)
        yield present(session.at(Focus(Where.CARD, practice.primary_phase, practice=practice.id)))
        return
    coverage = named(practice, activity.id, value, systems)
    session = session.record(CoveragesSet(practice=practice.id, coverages={activity.id: coverage}))
    yield from go_on(session, recorded_lines(session, practice))


def unknown(session: Session, _: str, library: LibraryDoor) -> Iterator[Shown]:
    """Nobody here knows: kept apart from no."""
    focus = session.focus
    if focus.where is Where.STORY:
        session = session.record(SetAside(story=focus.story))
        yield from go_on(session, [line("unknown.story")])
        return
    practice = required_practice(session)
    if focus.where is Where.FOLLOW_UP and focus.activity:
        deed = SaidUnknown(practice=practice.id, activities=(focus.activity,), follows_up=True)
        session = replace(session.record(deed), asked=(*session.asked, focus.activity, focus.activity))
        yield from show_card(session, practice, [line("unknown.follow-up")])
        return
    if card := card_of(session, practice.id):
        silent = tuple(x.activity for x in card.unmentioned)
        session = session.record(SaidUnknown(practice=practice.id, activities=silent, follows_up=True))
        yield present(session, [line("unknown.card")])
        return
    everything = tuple(a.id for a in practice.activities)
    session = session.record(SaidUnknown(practice=practice.id, activities=everything))
    yield from go_on(session, [line("unknown.practice", practice=practice.name)])


def later(session: Session, _: str, __: LibraryDoor) -> Iterator[Shown]:
    """Leave it for later: nothing is recorded."""
    yield from _aside(session, for_good=False)


def skip(session: Session, _: str, __: LibraryDoor) -> Iterator[Shown]:
    """Skip it: nothing is recorded."""
    if session.focus.where is Where.FOLLOW_UP and session.focus.practice and session.focus.activity:
        session = replace(session, asked=(*session.asked, session.focus.activity))
        yield from show_card(session, required_practice(session))
        return
    yield from _aside(session, for_good=True)


def _aside(session: Session, *, for_good: bool) -> Iterator[Shown]:
    focus = session.focus
    if focus.where is Where.STORY:
        session = session.record(SetAside(story=focus.story, for_good=for_good))
        _, story = story_of(session.catalogue, focus.story or "")
        names = [p.name for p in in_scope(session) if p.id in story.practices]
        yield from go_on(session, [line("later.story", names=join(names))])
        return
    if focus.where in (Where.SYSTEMS, Where.ROLE, Where.DONE):
        yield present(session, [line("later.nothing")])
        return
    if focus.where is Where.PHASE and focus.phase:
        pending = drafted(session, phase_of(session.catalogue, focus.phase))
        deeds: tuple[Deed, ...] = tuple(SetAside(practice=p.id, for_good=for_good) for p in pending)
        names = [p.name for p in pending]
    else:
        practice = required_practice(session)
        deeds, names = (SetAside(practice=practice.id, for_good=for_good),), [practice.name]
    session = session.record(*deeds)
    yield from go_on(session, [line("later.practice", names=join(names))])


_NA_WORDS = (
    (r"no.?such|don'?t have|have no|no (?:such )?(?:system|sensor|model)", NaReason.NO_SUCH_SYSTEM),
    (r"impossib|can(?:no|')t be done|technical", NaReason.TECHNICALLY_IMPOSSIBLE),
    (r"scope|agreed", NaReason.OUT_OF_SCOPE),
)


def not_applicable(session: Session, argument: str, _: LibraryDoor) -> Iterator[Shown]:
    """Not applicable, for a reason from the closed list."""
    practice = required_practice(session)
    reason = next((r for words, r in _NA_WORDS if re.search(words, argument, re.I)), None)
    if reason is None:
        raise ActError(say("error.na"), say("error.na-do"))
    session = session.record(SaidNotApplicable(practice=practice.id, reason=reason, note=accept(argument)[:500]))
    yield from go_on(session, [line("na.recorded", practice=practice.name, reason=reason.value)])


def park(session: Session, argument: str, _: LibraryDoor) -> Iterator[Shown]:
    """Keep the pending question for a named person."""
    practice = required_practice(session)
    person = accept(argument).strip()[:80]
    if not person:
        raise ActError(say("error.person"), say("error.person-do"))
    activity = session.focus.activity
    question = activity_of(practice, activity).question if activity else practice.question
    session = session.record(Parked(practice=practice.id, activity=activity, person=person, question=question))
    parked = line("park.kept", person=person)
    if activity:
        session = replace(session, asked=(*session.asked, activity, activity))
        yield from show_card(session, practice, [parked])
    elif card_of(session, practice.id):
        yield present(session, [parked])
    else:
        yield from _aside_parked(session, practice, parked)


def _aside_parked(session: Session, practice: Practice, parked: Line) -> Iterator[Shown]:
    yield from go_on(session.record(SetAside(practice=practice.id)), [parked])


def note(session: Session, argument: str, _: LibraryDoor) -> Iterator[Shown]:
    """A private note, in no export."""
    words = accept(argument).strip()
    if not words:
        raise ActError(say("error.note"), say("error.note-do"))
    practice = practice_in_focus(session)
    session = session.record(Noted(text=words, practice=practice.id if practice else None))
    yield from stay(session, [line("note.kept", speaker=session.speaker.name)])


def target(session: Session, argument: str, _: LibraryDoor) -> Iterator[Shown]:
    """A target of the organisation's own, with its reason."""
    match = re.fullmatch(r"(.*?)\s*\b([0-3])\b[\s,.:;-]*(.*)", accept(argument).strip(), re.S)
    practice = None
    if match:
        name = match.group(1)
        practice = find_practice(session.catalogue, name) if name else pending_practice(session)
    if match is None or practice is None or not match.group(3).strip():
        raise ActError(say("error.target"), say("error.target-do"))
    level, reason = int(match.group(2)), match.group(3).strip()[:500]
    session = session.record(TargetSet(practice=practice.id, level=level, reason=reason))
    yield from stay(session, [line("target.set", practice=practice.name, level=level)])


def correct(session: Session, _: str, __: LibraryDoor) -> Iterator[Shown]:
    """Say what is wrong: the card is shown again with its letters."""
    practice = required_practice(session)
    card = card_of(session, practice.id)
    lines = card_lines(session, practice, card) if card else ()
    yield from stay(session, [*lines, line("correct.how", LineStyle.HINT)], card=card)
