"""`mlsmm whatif`: scores, exposure and roadmap before and after, recording nothing."""

import argparse
import re
from collections.abc import Iterable

from assistant.cli.figures import Json, to_range, to_roadmap, to_scorecard
from assistant.cli.output import fault, show, show_json
from assistant.cli.sources import assessment, capacity_of, practice_named
from assistant.conversation.session import Session
from assistant.conversation.supposed import Outlook, Supposition, outlook, supposed_lines
from assistant.conversation.views import roadmap_lines
from model.errors import InputError

SET = re.compile(r"(?P<practice>.+)=(?P<level>[0-3])")


def whatif(arguments: argparse.Namespace) -> int:
    """`mlsmm whatif NAME|FILE [--set PRACTICE=LEVEL …] [--target PRACTICE=LEVEL …] [--capacity N]`"""
    capacity = capacity_of(arguments)
    with assessment(arguments) as found:
        session, catalogue = found.session, found.session.catalogue
        supposed = Supposition(_told(arguments.set, session), _told(arguments.target, session))
        if not supposed and capacity is None:
            raise fault(InputError, "error.nothing-set")
        before = outlook(session)
        after = outlook(session, supposed, capacity=capacity)
        if arguments.json:
            told = {"levels": dict(supposed.levels), "targets": dict(supposed.targets)}
            show_json({"supposed": told, "before": _to_json(before), "after": _to_json(after)})
        else:
            lines = supposed_lines(before, after, catalogue=catalogue)
            show((*lines, *roadmap_lines(after.roadmap, catalogue)))
    return 0


def _told(words: Iterable[str] | None, session: Session) -> dict[str, int]:
    """By practice, the level named for it; the last one counts."""
    told = {}
    for each in words or ():
        found = SET.fullmatch(each)
        if found is None:
            raise fault(InputError, "error.no-set", words=each)
        told[practice_named(session, found["practice"]).id] = int(found["level"])
    return told


def _to_json(seen: Outlook) -> Json:
    return {
        "scorecard": to_scorecard(seen.card),
        "exposure": to_range(seen.roadmap.today.left),
        "exposure_share": to_range(seen.roadmap.today.percent()),
        "roadmap": to_roadmap(seen.roadmap),
    }
