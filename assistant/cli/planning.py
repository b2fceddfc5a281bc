"""`mlsmm plan`: what is decided about the roadmap, recorded; `mlsmm roadmap` shows what comes of it."""

import argparse

from assistant.cli.figures import Json, to_agreement, to_closed, to_orders
from assistant.cli.output import fault, show, show_json
from assistant.cli.sources import assessment, capacity_of, require_record
from assistant.conversation.deciding import StepDecision, decided, step_named
from assistant.conversation.plans import holding, plan_lines
from assistant.conversation.session import Session
from model.agreements import plan_of
from model.deeds import Deed
from model.errors import InputError
from model.orders import orders_of


def plan(arguments: argparse.Namespace) -> int:
    """`mlsmm plan NAME [PRACTICE[@LEVEL] --owner --due --status --wave --out --back] [--capacity N]`"""
    capacity, decision = capacity_of(arguments), _decision(arguments)
    with assessment(arguments) as found:
        session = found.session
        deeds: list[Deed] = [holding(capacity)] if capacity else []
        if arguments.step:
            step = step_named(session, arguments.step)
            deeds += decided(session, step, decision=decision, capacity=capacity)
        elif not decision.is_empty:
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


def _decision(arguments: argparse.Namespace) -> StepDecision:
    """What the options say about a step."""
    return StepDecision(
        owner=arguments.owner,
        due=arguments.due,
        status=arguments.status,
        wave=arguments.wave,
        is_out=arguments.out,
        is_back=arguments.back,
        reason=arguments.reason,
        together=arguments.together,
    )


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
