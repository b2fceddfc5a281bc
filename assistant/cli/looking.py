"""Commands that look: score, roadmap."""

import argparse
import re
from contextlib import suppress

from assistant.cli.explaining import show_as, to_sections
from assistant.cli.figures import dump_scorecard, scorecard_of, to_roadmap
from assistant.cli.output import complain, fault, say, show, show_json
from assistant.cli.sources import Found, assessment, capacity_of, practice_named
from assistant.conversation.accounts import explain_score
from assistant.conversation.session import Session
from assistant.conversation.views import results_lines, roadmap_lines
from model.agreements import plan_of
from model.catalogue import Catalogue
from model.errors import InputError, RecordError
from model.orders import Orders
from model.roadmap import Roadmap
from model.scoring import Scorecard
from model.scoring import score as score_of
from model.steps import worked_for

GATE_FAILED = 3
PUT = re.compile(r"(?P<practice>.+)@(?P<level>[123])=(?P<wave>[1-9][0-9]?)")


def score(arguments: argparse.Namespace) -> int:
    """`mlsmm score NAME|FILE [--fail-below target|N] [--why PRACTICE]`"""
    gate = arguments.fail_below
    if gate not in (None, "target", "1", "2", "3"):
        raise fault(InputError, "error.no-gate", gate=gate)
    with assessment(arguments) as found:
        session = found.session
        card = score_of(session.state, session.catalogue)
        if arguments.why:
            _show_why(session, arguments)
        elif arguments.json:
            show_json(scorecard_of(session.state, session.catalogue, head=found.ledger.head))
        else:
            show(results_lines(session.state, session.catalogue, card=card))
        _keep(found)
    below = below_gate(card, gate)
    if below:
        complain(say("score.below", gate=gate, practices=", ".join(below)))
    return GATE_FAILED if below else 0


def _show_why(session: Session, arguments: argparse.Namespace) -> None:
    """How one practice comes to its figures and its target."""
    practice = practice_named(session, arguments.why)
    lines = explain_score(session.state, session.catalogue, practice_id=practice.id)
    if arguments.json:
        text = [line.text for line in lines]
        show_json({"practice": practice.id, "text": text, "sections": to_sections(lines)})
    else:
        show_as(lines, is_markdown=arguments.markdown)


def _keep(found: Found) -> None:
    """Keep the figures beside the head that they belong to, for `verify` to hold the acts against."""
    ledger = found.ledger
    if found.is_file or ledger.scorecard() is not None:
        return
    with suppress(RecordError):  # a record that can only be read is scored all the same
        ledger.keep_scorecard(dump_scorecard(ledger.acts, ledger.catalogue()))


def below_gate(card: Scorecard, gate: str | None) -> tuple[str, ...]:
    """The applicable practices whose earned level, unknowns counted as none, misses the gate."""
    if gate is None:
        return ()
    needed = {p.id: p.target if gate == "target" else int(gate) for p in card.practices}
    return tuple(p.id for p in card.practices if p.applicable and p.earned.low < needed[p.id])


def roadmap(arguments: argparse.Namespace) -> int:
    """`mlsmm roadmap NAME|FILE [--capacity N] [--exclude PRACTICE] [--put PRACTICE@LEVEL=WAVE] [--exact]`"""
    capacity = capacity_of(arguments)
    with assessment(arguments) as found:
        catalogue = found.session.catalogue
        card = score_of(found.session.state, catalogue)
        told = supposed_orders(arguments, found.session)
        waves = plan_of(found.session.state, catalogue, capacity=capacity, orders=told, card=card)
        if arguments.json:
            gap = _optimality_gap(waves, card, catalogue=catalogue) if arguments.exact else None
            show_json(to_roadmap(waves, optimality_gap=gap))
        else:
            show(roadmap_lines(waves, catalogue))
    return 0


def _optimality_gap(waves: Roadmap, card: Scorecard, *, catalogue: Catalogue) -> float:
    """How far the plan is from the best possible one, 0 to 1."""
    from knowledge.optimum import hold  # scipy, 0.4 s that only --exact needs

    return round(hold(waves, card, catalogue=catalogue).gap, 4)


def supposed_orders(arguments: argparse.Namespace, session: Session) -> Orders:
    """`--exclude PRACTICE` and `--put PRACTICE@LEVEL=WAVE`, each several times, over what is on record."""
    excluded = {practice_named(session, name).id for name in arguments.exclude or ()}
    card = score_of(session.state, session.catalogue)
    fixed = {}
    for words in arguments.put or ():
        told = PUT.fullmatch(words)
        if told is None:
            raise fault(InputError, "error.no-put", words=words)
        named = practice_named(session, told["practice"]).id, int(told["level"])
        fixed[worked_for(card, session.catalogue, step=named)] = int(told["wave"])
    return Orders(frozenset(excluded), fixed)
