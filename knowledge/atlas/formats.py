"""The two formats of official ATLAS files, brought to one shape; what breaks a format is reported."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from model.errors import InputError

ADVICE = "Take a file of MITRE's atlas-data as it is published."
Raw = Mapping[str, Any]
_ID = re.compile(r"AML\.(?:TA|T|M|CS)\d{4}(?:\.\d{3})?")


@dataclass(frozen=True)
class Entries:
    """What both formats come down to: entries with the same keys, and edges between them."""

    tactics: list[Raw] = field(default_factory=list)
    techniques: list[Raw] = field(default_factory=list)
    mitigations: list[Raw] = field(default_factory=list)
    studies: list[Raw] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def report(self, entry: str, what: str) -> None:
        """Name what is wrong with an entry."""
        self.problems.append(f"{entry}: {what}")


def from_lists(content: Raw) -> Entries:
    """The list format: one matrix with its lists, studies with their procedure."""
    entries = Entries()
    for matrix in _records(entries, content, key="matrices"):
        entries.tactics.extend(_common(t) for t in _records(entries, matrix, key="tactics"))
        entries.techniques.extend(
            {**_common(t), "tactics": t.get("tactics"), "maturity": t.get("maturity")}
            for t in _records(entries, matrix, key="techniques")
        )
        entries.mitigations.extend(
            _listed_mitigation(m) for m in _records(entries, matrix, key="mitigations")
        )
    entries.studies.extend(_listed_study(entries, s) for s in _records(entries, content, key="case-studies"))
    return entries


def _listed_mitigation(raw: Raw) -> Raw:
    answered = [t.get("id") if isinstance(t, dict) else t for t in raw.get("techniques") or ()]
    more = {"techniques": answered, "categories": raw.get("category"), "lifecycle": raw.get("ml-lifecycle")}
    return {**_common(raw), **more}


def _listed_study(entries: Entries, raw: Raw) -> Raw:
    return {
        **_common(raw),
        "text": raw.get("summary"),
        "kind": raw.get("case-study-type"),
        "day": raw.get("incident-date"),
        "granularity": raw.get("incident-date-granularity"),
        "steps": list(_records(entries, raw, key="procedure")),
    }


def from_keys(content: Raw) -> Entries:
    """The keyed format: objects by id, and every edge under relationships."""
    entries = Entries()
    edges = _edges(entries, content)
    objects = {
        kind: [dict(_common(x)) | {"raw": x} for x in _values(entries, content, key=kind)]
        for kind in ("tactics", "techniques", "mitigations", "case-studies")
    }
    order = {str(e.get("target")): _number(e.get("position")) for e in edges("sequences")}
    entries.tactics.extend(sorted(objects["tactics"], key=lambda t: order.get(t["id"], len(order) + 1)))
    entries.techniques.extend(
        t
        | {"maturity": t["raw"].get("maturity"), "platforms": t["raw"].get("platforms")}
        | {"tactics": [e.get("target") for e in edges("achieves", t["id"])]}
        for t in objects["techniques"]
    )
    entries.mitigations.extend(
        m
        | {"categories": m["raw"].get("categories"), "lifecycle": m["raw"].get("lifecycle-phases")}
        | {"techniques": [e.get("target") for e in edges("mitigates", m["id"])]}
        for m in objects["mitigations"]
    )
    entries.studies.extend(_keyed_study(s, edges("employs", s["id"])) for s in objects["case-studies"])
    return entries


def _keyed_study(study: Raw, employed: list[Raw]) -> Raw:
    raw = study["raw"]
    steps = [
        {
            "id": e.get("step-id"),
            "technique": e.get("target"),
            "tactic": e.get("tactic"),
            "leads_to": e.get("leads-to"),
        }
        for e in sorted(employed, key=lambda e: str(e.get("step-id")))
    ]
    facts = {"kind": raw.get("type"), "day": raw.get("date"), "granularity": raw.get("date-granularity")}
    return {**study, **facts, "steps": steps}


def _edges(entries: Entries, content: Raw) -> Callable[..., list[Raw]]:
    """A lookup of relationships by kind, and by source where one is given."""
    found: dict[tuple[str, str | None], list[Raw]] = {}
    relationships = content.get("relationships")
    for source, kinds in (relationships if isinstance(relationships, dict) else {}).items():
        if not isinstance(kinds, dict):
            entries.report(str(source)[:40], "relationships hold no kinds, left out")
            continue
        for kind in kinds:
            for edge in _records(entries, {**kinds, "id": source}, key=kind):
                found.setdefault((kind, source), []).append(edge)
                found.setdefault((kind, None), []).append(edge)
    return lambda kind, source=None: found.get((kind, source), [])


def _number(value: Any) -> int:
    return int(value) if isinstance(value, str) and value.isdecimal() else 0


def _common(raw: Raw) -> dict[str, Any]:
    return {"id": raw.get("id"), "name": raw.get("name"), "text": raw.get("description")}


def _records(entries: Entries, raw: Raw, *, key: str) -> Iterator[Raw]:
    """The records of a list, whatever else is in it reported under the nearest id."""
    value = raw.get(key) or ()
    owner = str(raw.get("id") or key)[:40]
    if not isinstance(value, list | tuple):
        entries.report(owner, f"{key} is no list")
        return
    for each in value:
        if isinstance(each, dict):
            yield each
        else:
            entries.report(owner, f"{key} holds a text where a record belongs, left out")


def _values(entries: Entries, content: Raw, *, key: str) -> Iterator[Raw]:
    """The records of a mapping by id; one that is no record is reported by its id."""
    value = content.get(key) or {}
    if not isinstance(value, dict):
        raise InputError(f"{key} is no mapping", ADVICE)
    for name, each in value.items():
        if isinstance(each, dict) and _ID.fullmatch(str(name)):
            yield {**each, "id": name}
        else:
            entries.report(str(name)[:40], f"is no entry of {key}, left out")
