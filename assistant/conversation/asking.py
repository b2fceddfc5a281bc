"""Questions back, moving about, and what can be seen at any time; none of it changes a score."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant.conversation.cards import activity_of
from assistant.conversation.explain import (
    explain,
    explain_asking,
    explain_attacks,
    explain_level,
    explain_practice,
    explain_proof,
    explain_step,
)
from assistant.conversation.intents import typed
from assistant.conversation.interviewer import (
    in_scope,
    is_open,
    minutes_left,
    practice_in_focus,
    story_of,
)
from assistant.conversation.ourselves import own_answer
from assistant.conversation.pace import (
    pending_practice,
    present,
    stay,
)
from assistant.conversation.questions import question_lines
from assistant.conversation.session import (
    LibraryDoor,
    Line,
    LineStyle,
    Session,
    Shown,
    Where,
)
from assistant.conversation.speech import accept, join, line
from assistant.conversation.topics import find_practice
from assistant.conversation.wanting import list_wanted
from model.coverage import gate_value
from model.practice import Practice
from model.scoring import earned, ends, spans_of

MOST_REASONS = 3
"""Practices that 'why do you ask?' speaks of; a story may tell of more."""


def back_to(session: Session) -> list[Line]:
    """The thread picked up again after a digression."""
    asking = [x for x in question_lines(session) if x.style is LineStyle.QUESTION]
    if asking:
        return [line("ask.back", LineStyle.HINT), *asking]
    if session.focus.where in (Where.CARD, Where.PHASE):
        return [line("ask.back-card", LineStyle.HINT)]
    return []


def _seen(session: Session, practice: Practice | None) -> Session:
    """Remember that the criteria were on screen before the practice was settled."""
    if practice is None or session.state.practice(practice.id).is_settled:
        return session
    return replace(session, criteria_shown=session.criteria_shown | {practice.id})


def explain_topic(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """What a practice, a level or a word means; without a word: the practice in focus."""
    topic = accept(argument).strip()
    practice = pending_practice(session)
    if not topic:
        lines = explain_practice(session.catalogue, practice) if practice else (line("explain.nothing"),)
    elif topic in ("0", "1", "2", "3"):
        lines = explain_level(practice, int(topic)) if practice else (line("explain.which", LineStyle.HINT),)
    else:
        lines = explain(session.catalogue, topic) or _found(session, topic, library=library)
        practice = find_practice(session.catalogue, topic) or practice
    yield from stay(_seen(session, practice), [*lines, *back_to(session)])


def _found(session: Session, question: str, *, library: LibraryDoor) -> tuple[Line, ...]:
    """A free question answered from the catalogue: the practices that it is about."""
    known = {p.id: p for p in session.catalogue.practices}
    best = [known[i] for i in library.find(question) if i in known][:3]
    if not best:
        return (line("ask.nothing"),)
    first = best[0]
    return (
        line("ask.found", LineStyle.LABEL),
        Line(f"{first.name} · {first.id}", LineStyle.HEADING),
        Line(first.summary),
        Line(first.why),
        *_outside(session, first),
        *([line("ask.also", LineStyle.HINT, names=join([p.name for p in best[1:]]))] if best[1:] else []),
    )


def _outside(session: Session, practice: Practice) -> Iterator[Line]:
    """That a practice is not in question here, and how it would be."""
    if practice in session.state.assessed(session.catalogue):
        return
    if practice.provisional:
        yield line("explain.provisional", LineStyle.HINT)
    else:
        yield line("ask.outside", LineStyle.HINT, profile=practice.profile.value)


def why(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Why this is asked, or how a card's level comes about."""
    practice = find_practice(session.catalogue, accept(argument)) or pending_practice(session)
    if practice is None:
        yield from stay(session, [*_why_story(session), *back_to(session)])
        return
    activity = session.focus.activity if session.focus.practice == practice.id else None
    lines = explain_asking(practice, activity)
    yield from stay(_seen(session, practice), [*lines, *back_to(session)])


def _why_story(session: Session) -> Iterator[Line]:
    """What hangs on a story: of each practice that it may tell of, what happens without it."""
    if session.focus.where is Where.STORY:
        _, story = story_of(session.catalogue, session.focus.story or "")
        yield line("explain.asked-because", LineStyle.LABEL)
        for practice in [p for p in in_scope(session) if p.id in story.practices][:MOST_REASONS]:
            first = re.split(r"(?<=[.!?])\s", practice.why, maxsplit=1)[0]
            yield line("why.practice", LineStyle.ITEM, practice=practice.name, why=first)
    is_opening = session.focus.where is Where.SYSTEMS
    yield line("why.systems" if is_opening else "why.story", LineStyle.HINT)


def about(session: Session, practice: Practice | None, *, name: str, argument: str) -> Iterator[Shown]:
    """A question about one practice: the next level, the proof, the attacks."""
    if practice is None:
        yield from stay(session, [line("explain.which", LineStyle.HINT), *back_to(session)])
        return
    lines = _ABOUT_PRACTICE[name](session, practice, argument=argument)
    shown = session if name == "attacks" else _seen(session, practice)
    yield from stay(shown, [*lines, *back_to(session)])


def step(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """What it takes to get to a level of the practice in focus."""
    yield from about(session, pending_practice(session), name="step", argument=accept(argument))


def proof(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """What would prove a practice: the one named, or the one in focus; without either, what settles most."""
    named = find_practice(session.catalogue, accept(argument)) or pending_practice(session)
    if named is None and not argument.strip():
        yield from list_wanted(session, "", library=library)
        return
    yield from about(session, named, name="proof", argument="")


def attacks(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Which real attacks a practice answers: the one named, or the one in focus."""
    named = find_practice(session.catalogue, accept(argument)) or pending_practice(session)
    yield from about(session, named, name="attacks", argument="")


def _step_lines(session: Session, practice: Practice, *, argument: str) -> tuple[Line, ...]:
    """To the level that was named, else to the one after the level that stands."""
    state = session.state
    low, _ = ends(spans_of(state, practice, on=state.today))
    level = int(argument) if argument in ("1", "2", "3") else min(3, earned(practice, low) + 1)
    met = frozenset(
        a.id
        for v in practice.levels
        for a in v.activities
        if low[a.id].worth >= gate_value(v.level, a.unit).worth
    )
    return explain_step(session.catalogue, practice, level=level, met=met)


def _proof_lines(_: Session, practice: Practice, *, argument: str) -> tuple[Line, ...]:
    return explain_proof(practice)


def _attack_lines(session: Session, practice: Practice, *, argument: str) -> tuple[Line, ...]:
    return explain_attacks(session.catalogue, practice)


_ABOUT_PRACTICE: dict[str, Callable[..., tuple[Line, ...]]] = {
    "step": _step_lines,
    "proof": _proof_lines,
    "attacks": _attack_lines,
}

_TERM = re.compile(
    r"(?:what(?:['’]?s| is| are| does| do)|explain|define|meaning of)\s+(?:an? |the )?(.{1,80}?)"
    r"(?: (?:mean|again|even|exactly|here|in this context)){0,3}",
    re.IGNORECASE,
)


def ask(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Questions in plain words: each is answered from the catalogue, then the thread is picked up."""
    practice = pending_practice(session)
    lines: list[Line] = []
    for question in accept(argument).split("\n"):
        reply = _reply(session, practice, question=question.strip(), library=library)
        lines += [x for x in reply if x not in lines]
    yield from stay(_seen(session, practice), [*lines, *back_to(session)])


def _reply(
    session: Session, practice: Practice | None, *, question: str, library: LibraryDoor
) -> tuple[Line, ...]:
    bare = re.sub(
        r"^(?:(?:and|so|ok|but|wait|w8|hm+)\b[, ]*)+", "", question.strip(" ?.!"), flags=re.IGNORECASE
    )
    intent = typed(bare)
    if intent and intent.name == "explain" and practice:
        level = intent.argument
        return explain_level(practice, int(level)) if level else explain_practice(session.catalogue, practice)
    if intent and intent.name in _ABOUT_PRACTICE and practice:
        return _ABOUT_PRACTICE[intent.name](session, practice, argument=intent.argument)
    if intent and intent.name == "why" and practice:
        return explain_asking(practice, session.focus.activity)
    if intent and intent.name == "why":
        return tuple(_why_story(session))
    if about_interview := own_answer(question):
        return (_time_left(session) if about_interview == "time" else line(f"about.{about_interview}"),)
    match = _TERM.fullmatch(bare)
    known = explain(session.catalogue, match.group(1)) if match else ()
    return known or _found(session, question, library=library)


def known_answer(session: Session, question: str) -> tuple[Line, ...]:
    """The answer to a question that is clearly one to us; empty where it may be part of an account."""
    match = _TERM.fullmatch(question.strip(" ?.!"))
    intent = typed(question.strip(" ?.!"))
    practice = pending_practice(session)
    if intent and intent.name == "why":
        return explain_asking(practice, session.focus.activity) if practice else tuple(_why_story(session))
    if intent and practice and intent.name == "explain" and intent.argument:
        return explain_level(practice, int(intent.argument))
    if intent and practice and intent.name in _ABOUT_PRACTICE:
        return _ABOUT_PRACTICE[intent.name](session, practice, argument=intent.argument)
    return explain(session.catalogue, match[1]) if match else ()


def _time_left(session: Session) -> Line:
    count = sum(is_open(session, p) for p in in_scope(session))
    return line("remaining.time", count=count, minutes=minutes_left(session))


def rephrase(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """The same question in other words."""
    practice = practice_in_focus(session)
    where = session.focus.where
    if where is Where.FOLLOW_UP and practice:
        activity = activity_of(practice, session.focus.activity or "")
        shown = line(
            "rephrase.follow-up", LineStyle.QUESTION, text=activity.text, example=activity.examples[1]
        )
        yield from stay(session, [shown])
    elif where in (Where.STORY, Where.QUESTION):
        yield present(replace(session, rephrased=True))
    elif where in (Where.CARD, Where.PHASE):
        yield from stay(session, [line("rephrase.card")])
    else:
        yield present(session)


def stray(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Words that answer nothing: nothing is recorded, and the question stands."""
    practice = pending_practice(session)
    is_heard = practice is not None and any(
        practice.id in x.answer.readings for x in session.state.practice(practice.id).drafts
    )
    name = "heard" if words == "already" and is_heard else words
    yield from stay(session, [line(f"stray.{name}"), *back_to(session)])


def repeat(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """The same question in the same words."""
    yield present(session)
