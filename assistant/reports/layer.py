"""An ATLAS Navigator layer (layer format 4.5): techniques by the earned level of what answers them."""

import json
from typing import Any

from assistant.reports.parts import ReportData, ReportTechnique
from assistant.reports.words import level_words, say

COLOURS = {0: "#f4a582", 1: "#fddbc7", 2: "#92c5de", 3: "#4393c3"}
UNKNOWN, ELSEWHERE, UNANSWERED = "#f2c14e", "#d9d9d9", "#ffffff"
NAVIGATOR = "5.2.0"
LAYER = "4.5"
DOMAIN = "atlas-atlas"
"""As in the layers that ATLAS publishes; like them, no version of ATT&CK."""
LEVELS = 3


def to_layer(data: ReportData) -> bytes:
    """One layer; a technique that nothing answers is in it, uncoloured, and says so."""
    meta = data.meta
    description = say(
        "layer.description", as_of=meta.as_of, note=meta.edition_note, disclaimer=meta.not_a_certificate
    )
    layer = {
        "name": say("layer.name", assessment=meta.assessment),
        "versions": {"navigator": NAVIGATOR, "layer": LAYER},
        "domain": DOMAIN,
        "description": description,
        "sorting": 0,
        "layout": {"layout": "side", "showID": True, "showName": True, "expandedSubtechniques": "annotated"},
        "hideDisabled": False,
        "techniques": [_technique(t, data) for t in data.techniques],
        "gradient": {"colors": list(COLOURS.values()), "minValue": 0, "maxValue": LEVELS},
        "legendItems": _legend(),
        "metadata": [
            {"name": "head", "value": meta.head or "-"},
            {"name": "catalogue", "value": meta.catalogue},
            {"name": "atlas", "value": meta.atlas},
        ],
        "showTacticRowBackground": False,
        "selectTechniquesAcrossTactics": True,
        "selectSubtechniquesWithParent": False,
    }
    return (json.dumps(layer, ensure_ascii=False, indent=1) + "\n").encode()


def _technique(technique: ReportTechnique, data: ReportData) -> dict[str, Any]:
    told: dict[str, Any] = {
        "techniqueID": technique.id,
        "enabled": True,
        "comment": "\n".join(_comment(technique, data)),
        "color": colour_of(technique),
    }
    if technique.earned:
        told["score"] = int(technique.earned.low)
        told["metadata"] = [
            {"name": practice, "value": level_words(data.practice_named(practice).earned)}
            for practice in (*technique.answered_by, *technique.through_parent)
        ]
    return told


def _comment(technique: ReportTechnique, data: ReportData) -> list[str]:
    if technique.earned is None:
        return [say("layer.elsewhere" if technique.elsewhere else "layer.unanswered")]
    lines = []
    for practices, name in ((technique.answered_by, "by"), (technique.through_parent, "through")):
        lines += [
            say(f"layer.{name}", practice=each.name, earned=level_words(each.earned))
            for each in map(data.practice_named, practices)
        ]
    return lines


def colour_of(technique: ReportTechnique) -> str:
    """By the level that is sure; level 0 that may be more has a colour of its own."""
    if technique.earned is None:
        return ELSEWHERE if technique.elsewhere else UNANSWERED
    if technique.earned.low == 0 < technique.earned.high:
        return UNKNOWN
    return COLOURS[int(technique.earned.low)]


def _legend() -> list[dict[str, str]]:
    levels = [{"label": say("layer.level", level=n), "color": COLOURS[n]} for n in range(1, LEVELS + 1)]
    others = (
        ("none", COLOURS[0]),
        ("unknown", UNKNOWN),
        ("elsewhere", ELSEWHERE),
        ("unanswered", UNANSWERED),
    )
    return levels + [{"label": say(f"layer.{name}"), "color": colour} for name, colour in others]
