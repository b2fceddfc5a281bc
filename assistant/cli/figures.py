"""Scorecards, roadmaps and readings as the JSON that the headless commands print."""

import json
import re
from typing import Any

from assistant import PROGRAM
from knowledge.catalogue.catalogue import from_json
from model.adoption import catalogue_at
from model.assessment import Act, State
from model.catalogue import Catalogue
from model.decisions import StepAgreed
from model.exposure import expose
from model.fold import fold
from model.orders import Orders
from model.reading import Reading
from model.roadmap import Closed, Roadmap, RoadmapStep
from model.scoring import PracticeScore, Range, Scorecard, rounded, score

_HASH = re.compile(r"[0-9a-f]{64}")
"""A document's; what a redaction left in its place is none."""
Json = dict[str, Any]


def to_range(figures: Range | None) -> Json | None:
    """`{"low","high","value"}`; the value is null while something open can change it."""
    if figures is None:
        return None
    value = figures.value
    return {
        "low": rounded(figures.low),
        "high": rounded(figures.high),
        "value": None if value is None else rounded(value),
    }


def to_practice(scored: PracticeScore) -> Json:
    """One practice; `activities` say what is known so far, `open_to` what is still possible."""
    return {
        "id": scored.id,
        "applicable": scored.applicable,
        "cause": scored.cause or None,
        "systems": list(scored.systems),
        "earned": to_range(scored.earned),
        "progress": to_range(scored.progress),
        "unearned": to_range(scored.unearned),
        "target": scored.target,
        "proposed_target": scored.proposed,
        "gap": to_range(scored.gap),
        "assurance": scored.assurance.value if scored.assurance else None,
        "documented_level": scored.documented,
        "activities": {activity: span.word for activity, span in scored.spans.items()},
        "open_to": {a: s.high.value for a, s in scored.spans.items() if s.low is not s.high},
    }


def to_scorecard(card: Scorecard) -> Json:
    """The whole scorecard."""
    top = card.headline
    return {
        "headline": {
            "at_target": top.at_target,
            "with_proof": top.with_proof,
            "applicable": top.applicable,
            "unknown": top.unknown,
            "not_asked": top.not_asked,
            "weakest_phase": top.weakest_phase.value if top.weakest_phase else None,
        },
        "overall": {
            "earned": to_range(card.earned),
            "progress": to_range(card.progress),
            "percent_to_target": to_range(card.percent_to_target),
            "percent_to_proposed": to_range(card.percent_to_proposed),
        },
        "phases": [
            {
                "id": phase.id.value,
                "practices": list(phase.practices),
                "earned": to_range(phase.earned),
                "progress": to_range(phase.progress),
            }
            for phase in card.phases
        ],
        "practices": [to_practice(p) for p in card.practices],
    }


def scorecard_of(state: State, catalogue: Catalogue, *, head: str) -> Json:
    """The scorecard of an assessment with the head hash that it belongs to."""
    return {**to_scorecard(score(state, catalogue)), "head": head}


def to_standing(state: State, catalogue: Catalogue, *, head: str) -> Json:
    """The scorecard with what is cited and what attacks could still do, in percent of their weight."""
    card = score(state, catalogue)
    exposure = expose(card, catalogue)
    shares = {"exposure": to_range(exposure.left), "exposure_share": to_range(exposure.percent())}
    return {**to_scorecard(card), **shares, "documents": _documents(state, catalogue), "head": head}


def _documents(state: State, catalogue: Catalogue) -> Json:
    """By hash, each document that is cited, and for which practices; a confidential one without its name."""
    found: Json = {}
    for practice in catalogue.practices:
        for given in state.practice(practice.id).evidence:
            cited = given.citation
            if _HASH.fullmatch(cited.sha256):
                name = "" if cited.confidential else cited.document
                known = found.setdefault(cited.sha256, {"name": name, "practices": []})
                known["practices"] = sorted({*known["practices"], practice.id})
    return found


def dump_scorecard(acts: tuple[Act, ...], catalogue: str) -> str:
    """Scorecard and exposure as they are kept beside a head, in one canonical form."""
    return dump_scored(acts, from_json(catalogue))


def dump_scored(acts: tuple[Act, ...], opened_with: Catalogue) -> str:
    """The same, where the catalogue that the assessment was opened with has been read already."""
    figures = {**to_standing(fold(acts), catalogue_at(acts, opened_with), head=""), "program": PROGRAM}
    return json.dumps(figures, sort_keys=True, separators=(",", ":"))


def to_step(step: RoadmapStep) -> Json:
    """One step of a wave."""
    return {
        "practice": step.practice,
        "from": step.before,
        "to": step.after,
        "effort": step.effort,
        "benefit": rounded(step.benefit, 4),
        "removes": rounded(step.removes, 4),
        "closes": rounded(step.closes, 4),
        "why": list(step.why),
        "attacks": list(step.attacks),
        "attack_count": step.attack_count,
        "criteria": list(step.criteria),
        "evidence": list(step.evidence),
        "stays": step.stays,
        "find_out": step.find_out,
        **to_agreement(step.agreed),
    }


def to_agreement(agreed: StepAgreed | None) -> Json:
    """Who does a step, by when, and how far it is; null where nothing was agreed."""
    return {
        "owner": agreed.owner or None if agreed else None,
        "due": agreed.due.isoformat() if agreed and agreed.due else None,
        "status": agreed.status.value if agreed else None,
    }


def to_orders(orders: Orders) -> Json:
    """What a roadmap was told to leave out and to put where."""
    return {
        "excluded": sorted(orders.excluded),
        "dropped": [{"practice": i, "level": n} for i, n in sorted(orders.dropped)],
        "put": [{"practice": i, "level": n, "wave": wave} for (i, n), wave in orders.fixed.items()],
    }


def to_closed(closed: Closed) -> Json:
    """A step that was agreed and that the roadmap holds no more."""
    step = closed.agreed
    return {"practice": step.practice, "to": step.level, "cause": closed.cause, **to_agreement(step)}


def to_roadmap(roadmap: Roadmap, *, optimality_gap: float | None = None) -> Json:
    """The waves; the gap to the optimum is null where it was not reckoned."""
    return {
        "capacity": roadmap.capacity,
        "exposure": to_range(roadmap.today.left),
        "exposure_share": to_range(roadmap.today.percent()),
        "waves": [
            {
                "steps": [to_step(s) for s in wave.steps],
                "effort": wave.effort,
                "projected": {
                    "earned": to_range(wave.earned),
                    "progress": to_range(wave.progress),
                    "exposure": to_range(wave.exposure),
                    "exposure_share": to_range(roadmap.today.percent(wave.exposure)),
                },
            }
            for wave in roadmap.waves
        ],
        "unplaced": [
            {"practice": u.practice, "to": u.after, "cause": u.cause, **to_agreement(u.agreed)}
            for u in roadmap.unplaced
        ],
        "closed": [to_closed(closed) for closed in roadmap.closed],
        "orders": to_orders(roadmap.orders),
        "optimality_gap": optimality_gap,
    }


def to_reading(reading: Reading) -> Json:
    """One line of `mlsmm read`."""
    return {
        "practice": reading.practice,
        "practices": [{"id": r.id, "score": round(r.score, 4)} for r in reading.practices],
        "level": reading.level,
        "probabilities": [round(p, 4) for p in _summing_to_one(reading.probabilities)],
        "activities": [
            {
                "id": p.activity,
                "coverage": p.coverage.value if p.coverage else "unknown",
                "systems": list(p.systems),
                "quotation": p.quotations[0].model_dump() if p.quotations else None,
                "inferred": p.inferred,
                "confidence": round(p.confidence, 4),
            }
            for p in reading.proposals
        ],
        "traits": [
            {
                "trait": t.trait,
                "value": t.value,
                "quotation": t.quotation.model_dump() if t.quotation else None,
            }
            for t in reading.traits
        ],
        "open": [o.model_dump() for o in reading.open],
    }


def _summing_to_one(probabilities: tuple[float, ...]) -> tuple[float, ...]:
    """Rounded to four decimals so that they still sum to 1."""
    rounded_off = [round(p, 4) for p in probabilities]
    largest = max(range(len(rounded_off)), key=lambda i: rounded_off[i])
    rounded_off[largest] += 1 - sum(rounded_off)
    return tuple(rounded_off)
