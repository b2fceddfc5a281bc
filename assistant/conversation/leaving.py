"""What a user says instead of an answer: don't know, later, skip, not applicable, park; notes, targets."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.conversation.cards import activity_of
from assistant.conversation.deciding import day_named
from assistant.conversation.interviewer import (
    card_of,
    drafted,
    in_scope,
    is_open,
    phase_of,
    practice_in_focus,
    story_of,
)
from assistant.conversation.pace import go_on, pending_practice, present, show_card, stay
from assistant.conversation.plans import LONGEST_OWNER, LONGEST_REASON, one_line
from assistant.conversation.questions import kept_earlier, question_lines
from assistant.conversation.recording import required_practice
from assistant.conversation.session import Focus, LibraryDoor, LineStyle, Session, Shown, Where
from assistant.conversation.speech import accept, join, line, say
from assistant.conversation.topics import find_practice
from model.deeds import (
    Deed,
    NaReason,
    Noted,
    Parked,
    SaidNotApplicable,
    SaidUnknown,
    SetAside,
    TargetSet,
)
from model.errors import ActError
from model.practice import Practice

_ACCEPTS = re.compile(r"[,;]\s*(owner|review)\s+([^,;]+)$", re.IGNORECASE)
_BEFORE = (Where.SYSTEMS, Where.ROLE, Where.SPEAKER, Where.DONE)


def unknown(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Nobody here knows: kept apart from no."""
    focus = session.focus
    if focus.where in _BEFORE:
        yield present(session, [line("unknown.nothing")])
        return
    if words.strip():
        yield from _unknown_to(session, accept(words).strip()[:80])
        return
    if focus.where is Where.STORY:
        session = session.record(SetAside(story=focus.story))
        yield from go_on(session, [line("unknown.story")])
        return
    practice = required_practice(session)
    if focus.where is Where.FOLLOW_UP and focus.activity:
        deed = SaidUnknown(practice=practice.id, activities=(focus.activity,), follows_up=True)
        yield from show_card(session.record(deed), practice, lines=[line("unknown.follow-up")])
        return
    if card := card_of(session, practice.id):
        silent = tuple(x.activity for x in card.unmentioned)
        if silent:
            session = session.record(SaidUnknown(practice=practice.id, activities=silent, follows_up=True))
        here = Focus(Where.CARD, practice.primary_phase, practice=practice.id)
        yield present(session.at(here), [line("unknown.card" if silent else "unknown.card-full")])
        return
    everything = tuple(a.id for a in practice.activities)
    session = session.record(SaidUnknown(practice=practice.id, activities=everything))
    yield from go_on(session, [line("unknown.practice", practice=practice.name)])


def _unknown_to(session: Session, person: str) -> Iterator[Shown]:
    """'I don't know, ask Priya': unknown here, and the question kept for Priya."""
    focus = session.focus
    story = focus.story if focus.where is Where.STORY else None
    practices = list(_left_now(session)) if story else [required_practice(session)]
    deeds: list[Deed] = []
    for practice in practices:
        card = card_of(session, practice.id)
        silent = (
            tuple(x.activity for x in card.unmentioned) if card else tuple(a.id for a in practice.activities)
        )
        activity = focus.activity if focus.where is Where.FOLLOW_UP else None
        said = (activity,) if activity else silent
        if said:
            deeds.append(SaidUnknown(practice=practice.id, activities=said, follows_up=card is not None))
        question = activity_of(practice, activity).question if activity else practice.question
        deeds.append(Parked(practice=practice.id, activity=activity, person=person, question=question))
    if story:
        deeds.append(SetAside(story=story))
    session = session.record(*deeds)
    lines = [line("unknown.parked", person=person, names=join([p.name for p in practices]))]
    if not story and card_of(session, practices[0].id):
        yield from show_card(session, practices[0], lines=lines)
    else:
        yield from go_on(session, lines)


def later(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Leave it for later: nothing is recorded."""
    yield from _aside(session, for_good=False)


def skip(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Skip it: nothing is recorded."""
    if session.focus.where is Where.FOLLOW_UP and session.focus.activity:
        asked = session.focus.activity
        session = replace(session, asked=(*session.asked, asked), left=session.left | {asked})
        yield from show_card(session, required_practice(session))
        return
    if "phase" in words and session.focus.phase and session.focus.where not in _BEFORE:
        yield from _skip_phase(session)
        return
    yield from _aside(session, for_good=True)


def from_story(session: Session) -> Iterator[Shown]:
    """Enter on a story: on with what was said of it earlier, or, pressed again, to single questions."""
    _, story = story_of(session.catalogue, session.focus.story or "")
    kept = kept_earlier(session, story)
    if session.nudged or kept:
        said = [] if kept else [line("enter.untold")]
        yield from go_on(session.record(SetAside(story=story.id)), said)
    else:
        yield from stay(replace(session, nudged=True), [line("enter.story", LineStyle.HINT)])


def to_card(session: Session) -> Iterator[Shown]:
    """From a follow-up to the card, without another one."""
    practice = required_practice(session)
    asked = tuple(activity.id for activity in practice.activities)
    left = session.left | ({session.focus.activity} if session.focus.activity else set())
    yield from show_card(replace(session, asked=asked, left=left), practice)


def _skip_phase(session: Session) -> Iterator[Shown]:
    """All that is open of the phase in focus is left."""
    phase = phase_of(session.catalogue, session.focus.phase or "")
    practices = [p for p in in_scope(session) if p.primary_phase is phase.id and is_open(session, p)]
    untold = [s for s in phase.stories if s.id not in session.state.stories]
    deeds: list[Deed] = [SetAside(practice=p.id, for_good=True) for p in practices]
    deeds += [SetAside(story=s.id, for_good=True) for s in untold]
    names = join([p.name for p in practices])
    said = line("later.practice", names=names) if names else line("later.story")
    yield from go_on(session.record(*deeds), [said])


def _aside(session: Session, *, for_good: bool) -> Iterator[Shown]:
    if session.focus.where in _BEFORE:
        yield present(session, [line("later.nothing")])
        return
    story = session.focus.story if session.focus.where is Where.STORY else None
    practices = _left_now(session)
    deeds: list[Deed] = [SetAside(practice=p.id, for_good=for_good) for p in practices]
    if story:
        deeds.append(SetAside(story=story, for_good=for_good))
    names = join([p.name for p in practices])
    said = line("later.practice", names=names) if names else line("later.story")
    yield from go_on(session.record(*deeds), [said])


def _left_now(session: Session) -> Sequence[Practice]:
    """The practices that 'skip this' speaks of: of a story those that nothing is known of yet."""
    focus = session.focus
    if focus.where is Where.STORY:
        _, story = story_of(session.catalogue, focus.story or "")
        told = [p for p in in_scope(session) if p.id in story.practices and p.primary_phase is focus.phase]
        return [p for p in told if is_open(session, p) and not card_of(session, p.id)]
    if focus.where is Where.PHASE and focus.phase:
        return drafted(session, phase_of(session.catalogue, focus.phase))
    return [required_practice(session)]


_NA_WORDS = (
    (r"no.?such|(?:don['’]?t|do not) (?:have|use|own|run|train|build)|have no|has no|(?:^|"
     r"\b)no (?:such )?(?:\w+ ){0,2}"
     r"(?:systems?|sensors?|models?|cameras?|devices?)|none of (?:our|the)|there (?:is|"
     r"are) no", NaReason.NO_SUCH_SYSTEM),
    (r"impossib|can(?:not|['’]?t) be done|technical", NaReason.TECHNICALLY_IMPOSSIBLE),
    (r"scope|agreed", NaReason.OUT_OF_SCOPE),
)  # fmt: skip
_CODES = {**{r.value: r for r in NaReason}, **{r.value.replace("-", " "): r for r in NaReason}}


def _reason_in(said: str) -> NaReason | None:
    """The reason of the closed list that is meant: its number, its code or its words."""
    found = (r for words, r in _NA_WORDS if re.search(words, said, re.IGNORECASE))
    numbered = dict(zip("123", NaReason, strict=True))
    return numbered.get(said.strip(" .)")) or _CODES.get(said.lower()) or next(found, None)


def names_reason(text: str) -> bool:
    """Whether the words are a reason of the closed list."""
    return _reason_in(text.strip()[:500]) is not None


def not_applicable(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Not applicable, for a reason from the closed list."""
    practice = required_practice(session)
    said = accept(argument).strip()[:500]
    reason = _reason_in(said)
    if reason is None:
        asking = session.at(Focus(Where.INAPPLICABLE, practice.primary_phase, practice=practice.id))
        yield from stay(asking, question_lines(asking))
        return
    note = "" if said.lower() in _CODES or len(said) <= 2 else said
    session = session.record(SaidNotApplicable(practice=practice.id, reason=reason, note=note))
    words = reason.value.replace("-", " ")
    yield from go_on(session, [line("na.recorded", practice=practice.name, reason=words)])


def applies_after_all(session: Session) -> Iterator[Shown]:
    """No reason was given: back to the card or the question; words that may be the reason are one."""
    practice, words = required_practice(session), session.focus.reason
    if words:
        deed = SaidNotApplicable(practice=practice.id, reason=NaReason.NO_SUCH_SYSTEM, note=words[:500])
        recorded = line("na.recorded", practice=practice.name, reason=deed.reason.value.replace("-", " "))
        yield from go_on(session.record(deed), [recorded])
        return
    yield from applies(session)


def applies(session: Session) -> Iterator[Shown]:
    """It applies: back to the card or the question."""
    practice = required_practice(session)
    where = Where.CARD if card_of(session, practice.id) else Where.QUESTION
    back = session.at(Focus(where, practice.primary_phase, practice=practice.id))
    yield present(back, [line("na.applies")])


def park(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Keep the pending question for a named person."""
    practice = required_practice(session)
    person = " ".join(accept(argument).split())[:80].strip(" .!")
    if not person:
        raise ActError(say("error.person"), say("error.person-do"))
    activity = session.focus.activity
    question = activity_of(practice, activity).question if activity else practice.question
    kept = Parked(practice=practice.id, activity=activity, person=person, question=question)
    parked = line("park.kept", person=person)
    if activity:
        yield from show_card(session.record(kept), practice, lines=[parked])
    elif card_of(session, practice.id):
        yield from stay(session.record(kept), [parked, line("ask.back-card", LineStyle.HINT)])
    else:
        yield from go_on(session.record(kept, SetAside(practice=practice.id)), [parked])


def note(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """A private note, in no export."""
    words = accept(argument).strip()
    if not words:
        raise ActError(say("error.note"), say("error.note-do"))
    practice = practice_in_focus(session)
    session = session.record(Noted(text=words, practice=practice.id if practice else None))
    yield from stay(session, [line("note.kept", speaker=session.speaker.name)])


def target(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """A target of the organisation's own: its reason, who answers for it, when it is looked at again."""
    said = " ".join(accept(argument).split())
    match = re.search(r"(?:^|\s)([0-3])(?=$|[\s,.:;-])[\s,.:;-]{0,5}", said)
    practice = None
    if match:
        name = said[: match.start()].strip(" ,:")
        practice = find_practice(session.catalogue, name) if name else pending_practice(session)
    if match is None or practice is None:
        raise ActError(say("error.target"), say("error.target-do"))
    reason, told = _clauses(said[match.end() :].strip())
    if not reason:
        raise ActError(say("error.target"), say("error.target-do"))
    deed = TargetSet(
        practice=practice.id,
        level=int(match[1]),
        reason=one_line(reason, LONGEST_REASON),
        owner=one_line(told.get("owner", ""), LONGEST_OWNER),
        review=day_named(told.get("review", "")),
    )
    session = session.record(deed)
    lines = [line("target.set", practice=practice.name, level=deed.level)]
    if deed.owner or deed.review:
        owner, review = deed.owner or session.speaker.name, deed.review or say("target.no-review")
        lines.append(line("target.accepted", LineStyle.HINT, owner=owner, review=review))
    yield from stay(session, lines)


def _clauses(words: str) -> tuple[str, dict[str, str]]:
    """A reason, and what stands behind it: ', owner Ana, review 2027-03-01'."""
    told: dict[str, str] = {}
    while clause := _ACCEPTS.search(words):
        told[clause[1].lower()] = clause[2].strip(" .")
        words = words[: clause.start()]
    return words.strip(), told
