"""`mlsmm compare`: two assessments, or two stages of one, practice by practice."""

import argparse
from contextlib import ExitStack

from assistant.cli.figures import Json, to_range
from assistant.cli.output import show, show_json
from assistant.cli.sources import ledger_of
from assistant.conversation.compared import compared_lines, reason_of
from knowledge.catalogue.catalogue import from_json
from model.adoption import catalogue_at
from model.assessment import Act
from model.comparison import Comparison, Measured, PracticeChange, Side, compare
from model.fold import fold
from model.scoring import PracticeScore


def compare_two(arguments: argparse.Namespace) -> int:
    """`mlsmm compare A B`"""
    with ExitStack() as stack:
        ledgers = [stack.enter_context(ledger_of(arguments, n)) for n in (arguments.name, arguments.other)]
        texts = [ledger.catalogue() for ledger in ledgers]
        bases = {text: from_json(text) for text in dict.fromkeys(texts)}
        sides = [
            Side(fold(ledger.acts), catalogue_at(ledger.acts, bases[text]), tuple(ledger.acts))
            for ledger, text in zip(ledgers, texts, strict=True)
        ]
        found = compare(sides[0], sides[1])
        if arguments.json:
            show_json(to_comparison(found, before=sides[0], after=sides[1]))
        else:
            show(compared_lines(found, before=sides[0], after=sides[1]))
    return 0


def to_comparison(found: Comparison, *, before: Side, after: Side) -> Json:
    """`rebased` is the earlier assessment by the later catalogue: what it changes, nobody has done."""
    return {
        "before": _to_side(found.before, before),
        "rebased": _to_side(found.rebased, Side(before.state, after.catalogue)),
        "after": _to_side(found.after, after),
        "causes": {"catalogue": found.is_other_catalogue, "atlas": found.is_other_atlas},
        "practices": [_to_change(c) for c in found.practices],
    }


def _to_side(measured: Measured, side: Side) -> Json:
    return {
        "name": side.state.name,
        "catalogue": side.catalogue.version,
        "atlas": side.catalogue.atlas,
        "earned": to_range(measured.card.earned),
        "progress": to_range(measured.card.progress),
        "percent_to_target": to_range(measured.card.percent_to_target),
        "at_target": measured.card.headline.at_target,
        "applicable": measured.card.headline.applicable,
        "exposure": to_range(measured.exposure.left),
        "exposure_share": to_range(measured.exposure.percent()),
    }


def _to_change(change: PracticeChange) -> Json:
    sides = {"before": change.before, "rebased": change.rebased, "after": change.after}
    return {
        "id": change.practice,
        "changes": list(change.changes),
        "evidence": {"before": change.evidence[0], "after": change.evidence[1]},
        "acts": [_to_act(act) for act in change.acts],
        "waits": change.waits,
        **{name: _to_score(scored) for name, scored in sides.items()},
    }


def _to_act(act: Act) -> Json:
    return {
        "act": act.seq,
        "kind": act.deed.kind,
        "speaker": act.speaker.name,
        "role": act.speaker.role,
        "at": act.at.isoformat(),
        "reason": reason_of(act.deed),
    }


def _to_score(scored: PracticeScore | None) -> Json | None:
    if scored is None:
        return None
    return {
        "applicable": scored.applicable,
        "earned": to_range(scored.earned),
        "target": scored.target,
        "gap": to_range(scored.gap),
        "assurance": scored.assurance.value if scored.assurance else None,
        "documented_level": scored.documented,
    }
