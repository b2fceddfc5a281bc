"""Releases written the way MITRE writes them, in both formats: what the loader is held against."""

import json
from pathlib import Path
from typing import Any

from model.threat import CaseStudy, Mitigation, Release, Technique

GRANULARITY = {"day": "DATE", "month": "MONTH", "year": "YEAR"}
Json = dict[str, Any]


def write(content: Json, path: Path) -> Path:
    """A file; JSON is YAML."""
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def to_listed(release: Release) -> Json:
    """The list format of 4.4.0 to 5.6.0, which knows no platforms."""
    return {
        "id": "ATLAS",
        "name": "A threat landscape",
        "version": release.version,
        "matrices": [
            {
                "id": "ATLAS",
                "name": "Matrix",
                "tactics": [
                    {"id": t.id, "name": t.name, "description": f"About {t.name}."} for t in release.tactics
                ],
                "techniques": [_listed_technique(t) for t in release.techniques],
                "mitigations": [_listed_mitigation(m) for m in release.mitigations],
            }
        ],
        "case-studies": [_listed_study(s) for s in release.studies],
    }


def _listed_technique(technique: Technique) -> Json:
    entry: Json = {"id": technique.id, "name": technique.name, "description": f"About {technique.name}."}
    if technique.parent:
        entry["subtechnique-of"] = technique.parent
    else:
        entry["tactics"] = list(technique.tactics)
    if technique.maturity:
        entry["maturity"] = technique.maturity.value
    return entry


def _listed_mitigation(mitigation: Mitigation) -> Json:
    return {
        "id": mitigation.id,
        "name": mitigation.name,
        "description": f"About {mitigation.name}.",
        "techniques": [{"id": t, "use": "In some way."} for t in mitigation.techniques or ()],
        "ml-lifecycle": [x.replace("AI Model", "ML Model") for x in mitigation.lifecycle],
        "category": list(mitigation.categories),
    }


def _listed_study(study: CaseStudy) -> Json:
    return {
        "id": study.id,
        "name": study.name,
        "summary": f"About {study.name}.",
        "incident-date": study.day.isoformat(),
        "incident-date-granularity": GRANULARITY[study.granularity],
        "case-study-type": study.kind.value,
        "procedure": [
            {"tactic": s.tactic, "technique": s.technique, "description": "A step."} for s in study.steps
        ],
    }


def to_keyed(release: Release) -> Json:
    """The keyed format 6.0.0, with every edge under relationships."""
    return {
        "format-version": "6.0.0",
        "collection": {"name": "ATLAS", "version": release.version},
        "tactics": {t.id: {"id": t.id, "name": t.name} for t in reversed(release.tactics)},
        "techniques": {t.id: _keyed_technique(t) for t in release.techniques},
        "mitigations": {m.id: _keyed_mitigation(m) for m in release.mitigations},
        "case-studies": {s.id: _keyed_study(s) for s in release.studies},
        "relationships": _relationships(release),
    }


def _relationships(release: Release) -> dict[str, Json]:
    relationships: dict[str, Json] = {}
    for position, tactic in enumerate(release.tactics, 1):
        _edge(relationships, "ATLAS-matrix", "sequences", target=tactic.id, position=position)
    for technique in release.techniques:
        for tactic_id in technique.tactics:
            _edge(relationships, technique.id, "achieves", target=tactic_id)
        if technique.parent:
            _edge(relationships, technique.id, "specializes", target=technique.parent)
    for mitigation in release.mitigations:
        for technique_id in mitigation.techniques or ():
            _edge(relationships, mitigation.id, "mitigates", target=technique_id)
    for study in release.studies:
        _employs(relationships, study)
    return relationships


def _employs(relationships: dict[str, Json], study: CaseStudy) -> None:
    for step in reversed(study.steps):
        more = {"step-id": step.id, "tactic": step.tactic, "leads-to": list(step.leads_to)}
        _edge(relationships, study.id, "employs", target=step.technique, **more)


def _edge(relationships: dict[str, Json], source: str, kind: str, **more: Any) -> None:
    edge = {"source": source, "relationship-type": kind, "description": "So it is.", **more}
    relationships.setdefault(source, {}).setdefault(kind, []).append(edge)


def _keyed_technique(technique: Technique) -> Json:
    maturity = {"maturity": technique.maturity.value.capitalize()} if technique.maturity else {}
    return {
        "id": technique.id,
        "name": technique.name,
        "description": f"About {technique.name}.",
        "platforms": list(technique.platforms),
        **maturity,
    }


def _keyed_mitigation(mitigation: Mitigation) -> Json:
    return {
        "id": mitigation.id,
        "name": mitigation.name,
        "lifecycle-phases": list(mitigation.lifecycle),
        "categories": list(mitigation.categories),
    }


def _keyed_study(study: CaseStudy) -> Json:
    return {
        "id": study.id,
        "name": study.name,
        "type": study.kind.value.capitalize(),
        "date": study.day.isoformat(),
        "date-granularity": study.granularity.capitalize(),
    }
