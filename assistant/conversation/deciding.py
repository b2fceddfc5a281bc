"""What somebody decides about the roadmap in words: `/plan`, and the options of `mlsmm plan`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from assistant.conversation.pace import stay
from assistant.conversation.plans import (
    LONGEST_REASON,
    Move,
    agreed_of,
    agreeing,
    deed_words,
    holding,
    leaving_out,
    one_line,
    plan_lines,
    putting,
)
from assistant.conversation.session import LibraryDoor, Session, Shown
from assistant.conversation.speech import line, neutral, say
from assistant.conversation.topics import find_practice
from model.agreements import plan_of
from model.assessment import Step
from model.decisions import MOST_CAPACITY, StepAgreed, StepStatus
from model.deeds import Deed
from model.errors import ActError
from model.scoring import score
from model.steps import worked_for

ANY = "any"
_STEP = re.compile(
    r"(?P<practice>.+?)(?:(?:\s*[@:]\s*|\s+(?:to\s+)?(?:level\s+)?)(?P<level>[123]))?", re.IGNORECASE
)
_WAVE = re.compile(r"[1-9][0-9]?")
_POINTS = re.compile(r"0*(?P<points>[1-9][0-9]{0,3})(?:\s+(?:effort\s+)?points)?", re.IGNORECASE)
_BECAUSE = re.compile(r"(?:\s*,)?\s+(?:because|--reason)\s+", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?P<step>.+?)[\s,:]+(?:--)?(?P<what>(?:owner|due|status|wave|out|back)\b.*)", re.IGNORECASE
)
_CLAUSES = re.compile(r"(?:\s*,\s*(?:--)?|\s+--)(?=(?:owner|due|status|wave)\b)", re.IGNORECASE)
_CLAUSE = re.compile(r"(?P<name>owner|due|status|wave|out|back)(?:\s+(?P<value>.+))?", re.IGNORECASE)
_CAPACITY = re.compile(r"(?:--)?capacity\b\s*(?P<points>.*)", re.IGNORECASE)
_TOGETHER = re.compile(r"(?P<wave>.+?)\s+(?:--)?together", re.IGNORECASE)
_NOTHING = frozenset({"", "-", "–", "nobody", "none", "no day"})
"""Values that take an owner or a day away."""


@dataclass(frozen=True)
class StepDecision:
    """What is decided about a step, as it was said; None leaves it as it is."""

    owner: str | None = None
    due: str | None = None
    status: str | None = None
    wave: str | None = None
    is_out: bool = False
    is_back: bool = False
    reason: str | None = None
    together: bool = False
    """What must come first moves along."""

    @property
    def is_empty(self) -> bool:
        """Nothing is decided."""
        said = (self.owner, self.due, self.status, self.wave)
        return said == (None, None, None, None) and not (self.is_out or self.is_back)


def plan(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Decide something about the roadmap, or list what was decided."""
    said = one_line(argument, 2 * LONGEST_REASON)
    if not said:
        roadmap = plan_of(session.state, session.catalogue)
        yield from stay(session, tuple(plan_lines(roadmap, session.state, catalogue=session.catalogue)))
        return
    deeds = tuple(_told(session, said))
    session = session.record(*deeds)
    yield from stay(session, [line("plan.recorded", words=deed_words(session, deed)) for deed in deeds])


def _told(session: Session, said: str) -> Iterator[Deed]:
    """What a line of words decides."""
    if capacity := _CAPACITY.fullmatch(said):
        yield holding(capacity_named(capacity["points"]))
        return
    head, *reason = _BECAUSE.split(said, maxsplit=1)
    about = _ABOUT.fullmatch(head)
    if about is None:
        raise ActError(say("error.plan"), say("error.plan-do"))
    decision = StepDecision(reason=_bare(reason[0]) if reason else None)
    for clause in _CLAUSES.split(about["what"]):
        decision = _also(decision, clause)
    yield from decided(session, step_named(session, about["step"]), decision=decision)


def _also(decision: StepDecision, clause: str) -> StepDecision:
    """The decision with 'owner Ana', 'due 2027-03-01', 'wave 2 together', 'out' …"""
    told = _CLAUSE.fullmatch(clause.strip())
    if told is None:
        raise ActError(say("error.plan"), say("error.plan-do"))
    name, value = told["name"].lower(), _bare(told["value"] or "")
    if name in ("out", "back"):
        if value:
            raise ActError(say("error.plan"), say("error.plan-do"))
        return replace(decision, is_out=name == "out", is_back=name == "back")
    if name == "wave":
        joined = _TOGETHER.fullmatch(value)
        return replace(decision, wave=joined["wave"] if joined else value, together=joined is not None)
    if name == "status":
        return replace(decision, status=value)
    value = "" if value.lower() in _NOTHING else value
    return replace(decision, owner=value) if name == "owner" else replace(decision, due=value)


def _bare(words: str) -> str:
    """Words without the quotation marks around them."""
    return words.strip().strip("\"'“”").strip()


# Shared with the command line


def decided(
    session: Session, named: Step, *, decision: StepDecision, capacity: int | None = None
) -> Iterator[Deed]:
    """The acts of a decision about the step that earns a level; ActError where nothing is decided or can be.

    An order of before, for a level that asks for nothing any more, is taken back by that level's own name.
    """
    step = worked_for(score(session.state, session.catalogue), session.catalogue, step=named)
    if decision.is_empty or (decision.is_out and decision.is_back):
        raise ActError(say("error.nothing-decided"), say("error.nothing-decided-do"))
    reason = decision.reason or ""
    if decision.is_out or decision.is_back:
        yield leaving_out(session, step[0], is_out=decision.is_out, reason=reason)
    if (decision.owner, decision.due, decision.status) != (None, None, None):
        yield agreeing(session, _agreed(agreed_of(session, step), decision))
    if decision.wave is not None:
        wave = wave_named(decision.wave)
        moved = named if wave is None and named in session.state.put else step
        yield from putting(session, Move(moved, wave, reason, capacity), together=decision.together)


def _agreed(before: StepAgreed, decision: StepDecision) -> StepAgreed:
    """What was agreed so far, with what the decision changes."""
    changes: dict[str, object] = {}
    if decision.reason is not None:
        changes["reason"] = decision.reason
    if decision.owner is not None:
        changes["owner"] = decision.owner
    if decision.due is not None:
        changes["due"] = day_named(decision.due)
    if decision.status is not None:
        changes["status"] = status_named(decision.status)
    return before.model_copy(update=changes)


def step_named(session: Session, words: str) -> Step:
    """The level that is named; without one the next of the practice."""
    told = _STEP.fullmatch(words.strip())
    practice = find_practice(session.catalogue, told["practice"]) if told else None
    if told is None or practice is None or practice not in session.state.assessed(session.catalogue):
        raise ActError(say("error.practice-named", name=neutral(words)[:60]), say("error.practice-named-do"))
    card = score(session.state, session.catalogue)
    return practice.id, int(told["level"] or min(3, int(card.practice(practice.id).earned.low) + 1))


def day_named(words: str) -> date | None:
    """A day, or none where the words are empty."""
    try:
        return date.fromisoformat(words) if words else None
    except ValueError as error:
        raise ActError(say("error.day", words=neutral(words)[:40]), say("error.day-do")) from error


def status_named(words: str) -> StepStatus:
    """How far a step is."""
    wanted = words.strip().lower().replace(" ", "-")
    found = next((status for status in StepStatus if status.value == wanted), None)
    if found is None:
        raise ActError(say("error.status", words=neutral(words)[:40]), say("error.status-do"))
    return found


def wave_named(words: str) -> int | None:
    """The number of a wave; None lets the step come when it would by itself."""
    if words.lower() == ANY:
        return None
    if _WAVE.fullmatch(words) is None:
        raise ActError(say("error.wave", words=neutral(words)[:40]), say("error.wave-do"))
    return int(words)


def capacity_named(words: str) -> int:
    """What a wave holds, from 1 to 9999 effort points."""
    told = _POINTS.fullmatch(words.strip())
    if told is None:
        what = say("error.capacity", words=neutral(words)[:40])
        raise ActError(what, say("error.capacity-do", most=MOST_CAPACITY))
    return int(told["points"])
