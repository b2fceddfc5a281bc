"""`mlsmm whatif`: scores, exposure and roadmap before and after, recording nothing."""

import argparse
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.cli.figures import Json, to_range, to_roadmap, to_scorecard
from assistant.cli.output import fault, show, show_json
from assistant.cli.sources import assessment, capacity_of, practice_named
from assistant.conversation.session import Line, Session
from assistant.conversation.supposed import supposed_lines
from assistant.conversation.views import roadmap_lines
from model.agreements import plan_of
from model.assessment import State
from model.catalogue import Catalogue
from model.errors import InputError
from model.roadmap import Roadmap
from model.scoring import Scorecard, score
from model.supposing import suppose

SET = re.compile(r"(?P<practice>.+)=(?P<level>[0-3])")


@dataclass(frozen=True)
class Outlook:
    """What the figures make of a state."""

    card: Scorecard
    roadmap: Roadmap


def whatif(arguments: argparse.Namespace) -> int:
    """`mlsmm whatif NAME|FILE --set PRACTICE=LEVEL … [--target PRACTICE=LEVEL] [--capacity N]`"""
    capacity = capacity_of(arguments)
    with assessment(arguments) as found:
        session, catalogue = found.session, found.session.catalogue
        before = _outlook(session.state, catalogue, capacity=capacity)
        levels = _told(arguments.set, session)
        targets = _told(arguments.target, session)
        if not levels and not targets:
            raise fault(InputError, "error.nothing-set")
        _require_systems(levels, before.card, catalogue=catalogue)
        state = suppose(found.ledger.acts, catalogue, levels=levels, targets=targets)
        after = _outlook(state, catalogue, capacity=capacity)
        if arguments.json:
            supposed = {"levels": levels, "targets": targets}
            show_json({"supposed": supposed, "before": _to_json(before), "after": _to_json(after)})
        else:
            show(_lines(before, after, catalogue=catalogue))
    return 0


def _outlook(state: State, catalogue: Catalogue, *, capacity: int | None) -> Outlook:
    card = score(state, catalogue)
    return Outlook(card, plan_of(state, catalogue, capacity=capacity, card=card))


def _told(words: Iterable[str] | None, session: Session) -> dict[str, int]:
    """By practice, the level named for it; the last one counts."""
    told = {}
    for each in words or ():
        found = SET.fullmatch(each)
        if found is None:
            raise fault(InputError, "error.no-set", words=each)
        told[practice_named(session, found["practice"]).id] = int(found["level"])
    return told


def _require_systems(levels: Iterable[str], card: Scorecard, *, catalogue: Catalogue) -> None:
    """A level is earned over systems; a practice that has none earns nothing."""
    for practice in levels:
        if not card.practice(practice).applicable:
            raise fault(InputError, "error.left-out", practice=catalogue.practice(practice).name)


def _to_json(outlook: Outlook) -> Json:
    return {
        "scorecard": to_scorecard(outlook.card),
        "exposure": to_range(outlook.roadmap.today.left),
        "exposure_share": to_range(outlook.roadmap.today.percent()),
        "roadmap": to_roadmap(outlook.roadmap),
    }


def _lines(before: Outlook, after: Outlook, *, catalogue: Catalogue) -> Iterator[Line]:
    yield from supposed_lines((before.card, before.roadmap), (after.card, after.roadmap), catalogue=catalogue)
    yield from roadmap_lines(after.roadmap, catalogue)
