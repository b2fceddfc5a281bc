"""`mlsmm plan`: what is decided about the roadmap, recorded; `mlsmm roadmap` shows what comes of it."""

import argparse
import re
from collections.abc import Iterator
from datetime import date

from assistant.cli.figures import Json, to_agreement, to_closed, to_orders
from assistant.cli.output import fault, show, show_json
from assistant.cli.sources import assessment, capacity_of, practice_named, require_record
from assistant.conversation.plans import (
    agreed_of,
    agreeing,
    holding,
    leaving_out,
    plan_lines,
    putting,
)
from assistant.conversation.session import Session
from model.agreements import plan_of
from model.assessment import Step
from model.decisions import StepAgreed, StepStatus
from model.deeds import Deed
from model.errors import InputError
from model.orders import orders_of
from model.scoring import score

STEP = re.compile(r"(?P<practice>.+?)(?:[@:](?P<level>[123]))?")
WAVE = re.compile(r"[1-9][0-9]?")
ANY = "any"
ABOUT_A_STEP = ("owner", "due", "status", "wave")


def plan(arguments: argparse.Namespace) -> int:
    """`mlsmm plan NAME [PRACTICE[@LEVEL] --owner --due --status --wave --out --back] [--capacity N]`"""
    capacity = capacity_of(arguments)
    with assessment(arguments) as found:
        session = found.session
        deeds: list[Deed] = [holding(capacity)] if capacity else []
        if arguments.step:
            deeds += _decided(session, arguments)
        elif _says_something(arguments):
            raise fault(InputError, "error.no-step")
        if deeds:
            require_record(found)
            session = session.record(*deeds)
        if arguments.json:
            show_json(to_plan(session))
        else:
            roadmap = plan_of(session.state, session.catalogue)
            show(plan_lines(roadmap, session.state, catalogue=session.catalogue))
    return 0


def _says_something(arguments: argparse.Namespace) -> bool:
    said = (getattr(arguments, name) is not None for name in ABOUT_A_STEP)
    return any(said) or arguments.out or arguments.back


def _decided(session: Session, arguments: argparse.Namespace) -> Iterator[Deed]:
    """What the arguments decide about the step that they name."""
    step = _step(session, arguments.step)
    if not _says_something(arguments) or (arguments.out and arguments.back):
        raise fault(InputError, "error.nothing-decided")
    if arguments.out or arguments.back:
        yield leaving_out(session, step[0], is_out=arguments.out, reason=arguments.reason or "")
    if (arguments.owner, arguments.due, arguments.status) != (None, None, None):
        yield agreeing(session, _said(agreed_of(session, step), arguments))
    if arguments.wave is not None:
        yield putting(
            session,
            step,
            wave=_wave(arguments.wave),
            capacity=arguments.capacity,
            reason=arguments.reason or "",
        )


def _said(before: StepAgreed, arguments: argparse.Namespace) -> StepAgreed:
    """What was agreed so far, with what the arguments change."""
    changes: dict[str, object] = {}
    if arguments.reason is not None:
        changes["reason"] = arguments.reason
    if arguments.owner is not None:
        changes["owner"] = arguments.owner
    if arguments.due is not None:
        changes["due"] = _day(arguments.due)
    if arguments.status is not None:
        changes["status"] = StepStatus(arguments.status)
    return before.model_copy(update=changes)


def _step(session: Session, words: str) -> Step:
    """The step that is named; without a level the next one of the practice."""
    told = STEP.fullmatch(words.strip())
    if told is None:
        raise fault(InputError, "error.no-practice", practice=words)
    practice = practice_named(session, told["practice"])
    if told["level"]:
        return practice.id, int(told["level"])
    earned = score(session.state, session.catalogue).practice(practice.id).earned.low
    return practice.id, min(3, int(earned) + 1)


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError as error:
        raise fault(InputError, "error.no-day", day=words) from error


def _wave(words: str) -> int | None:
    if words == ANY:
        return None
    if WAVE.fullmatch(words) is None:
        raise fault(InputError, "error.no-wave", words=words)
    return int(words)


def to_plan(session: Session) -> Json:
    """Everything that was decided about the roadmap."""
    state = session.state
    roadmap = plan_of(state, session.catalogue)
    return {
        "capacity": roadmap.capacity,
        "agreed": [
            {
                "practice": practice,
                "to": level,
                **to_agreement(said.deed),
                "reason": said.deed.reason,
                "speaker": said.speaker.model_dump(),
                "at": said.at.isoformat(),
            }
            for (practice, level), said in state.agreed.items()
        ],
        "orders": to_orders(orders_of(state)),
        "closed": [to_closed(closed) for closed in roadmap.closed],
    }
