"""MITRE's own files, in the list format (to 5.6.0) and the keyed one (6.0.0), as facts.

An entry that breaks the format is named in `problems` and left out; the rest is read all the same.
"""

import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from knowledge.atlas.formats import ADVICE, Entries, Raw, from_keys, from_lists
from knowledge.strict_yaml import parse_yaml
from model.errors import InputError
from model.threat import CaseStudy, Maturity, Mitigation, Release, StudyKind, StudyStep, Tactic, Technique
from model.value import Value

MOST_BYTES = 16 * 1024 * 1024
"""The largest real file has 0.6 MiB."""
Built = TypeVar("Built", bound=Value)
_GRANULARITY = {"date": "day", "day": "day", "month": "month", "year": "year"}


LEFT_OUT = "left out"
"""How a problem begins, behind the entry, that cost the entry."""


@dataclass(frozen=True)
class Official:
    """An official file as it was read."""

    release: Release
    problems: tuple[str, ...]
    """Each names the entry that it is about."""
    texts: Mapping[str, str]
    """By id, the full text of the file; shown beside ours, never kept in the project."""


def read_official(path: Path) -> Official:
    """The facts and texts of an official file; an InputError says why it cannot be one."""
    content = parse_yaml(_text(path), name=path.name, error=InputError, is_plain=True)
    if not isinstance(content, dict):
        raise InputError(f"{path.name}: is no ATLAS file", ADVICE)
    for key, take in (("format-version", from_keys), ("matrices", from_lists)):
        if key in content:
            return _official(content, take(content), name=path.name)
    raise InputError(f"{path.name}: has neither matrices nor a format-version", ADVICE)


def _text(path: Path) -> str:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError(f"{path.name}: is not a file", ADVICE)
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as cause:
        raise InputError(f"{path.name}: cannot be read ({cause.strerror})", "Check the path.") from cause
    if len(raw) > MOST_BYTES:
        raise InputError(f"{path.name}: larger than {MOST_BYTES // 1024 // 1024} MiB", ADVICE)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as cause:
        raise InputError(f"{path.name}: not UTF-8 at byte {cause.start}", ADVICE) from cause


def _official(content: Raw, entries: Entries, *, name: str) -> Official:
    collection = content.get("collection")
    version = content.get("version") or (collection.get("version") if isinstance(collection, dict) else None)
    if not isinstance(version, str) or not version.strip():
        raise InputError(f"{name}: states no version", ADVICE)
    stated = content.get("format-version")
    techniques = _built(entries, entries.techniques, make=_technique)
    known = {t.id for t in techniques}
    release = Release(
        version=version,
        format=stated if isinstance(stated, str) and stated.strip() else "list",
        tactics=_built(entries, entries.tactics, make=_tactic),
        techniques=_with_inherited(techniques),
        mitigations=_built(entries, entries.mitigations, make=_mitigation),
        studies=_built(entries, entries.studies, make=_study),
    )
    for mitigation in release.mitigations:
        _report_unknown(entries, mitigation.id, ids=mitigation.techniques or (), known=known)
    for study in release.studies:
        _report_unknown(entries, study.id, ids=(s.technique for s in study.steps), known=known)
    return Official(release, tuple(entries.problems), _texts_of(entries))


def _report_unknown(entries: Entries, entry: str, *, ids: Iterable[str], known: set[str]) -> None:
    for unknown in sorted(set(ids) - known):
        entries.report(entry, f"names {unknown}, which the file does not have")


def _built(
    entries: Entries, raws: Iterable[Raw], *, make: Callable[[Entries, Raw], Built]
) -> tuple[Built, ...]:
    """The values of the entries that can be read; of two with one id the first."""
    values: dict[str, Built] = {}
    for raw in raws:
        name = str(raw.get("id", "?"))[:40]
        try:
            value = make(entries, raw)
        except (ValidationError, ValueError, TypeError, KeyError) as cause:
            entries.report(name, f"{LEFT_OUT} ({_reason(cause)})")
            continue
        if name in values:
            entries.report(name, "is there twice, the first counts")
        values.setdefault(name, value)
    return tuple(values.values())


def _reason(cause: Exception) -> str:
    if isinstance(cause, ValidationError):
        first = cause.errors(include_url=False, include_input=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}".lower()
    return f"no {cause}" if isinstance(cause, KeyError) else str(cause)


def _tactic(_: Entries, raw: Raw) -> Tactic:
    return Tactic(id=raw["id"], name=raw["name"])


def _technique(entries: Entries, raw: Raw) -> Technique:
    stated = str(raw.get("maturity") or "").casefold()
    maturity = Maturity(stated) if stated in set(Maturity) else None
    if stated and maturity is None:
        entries.report(raw["id"], f"maturity {stated[:40]!r} is not known")
    return Technique(
        id=raw["id"],
        name=raw["name"],
        tactics=_texts(entries, raw, key="tactics"),
        maturity=maturity,
        platforms=_texts(entries, raw, key="platforms"),
    )


def _mitigation(entries: Entries, raw: Raw) -> Mitigation:
    return Mitigation(
        id=raw["id"],
        name=raw["name"],
        categories=tuple(map(_modern, _texts(entries, raw, key="categories"))),
        lifecycle=tuple(map(_modern, _texts(entries, raw, key="lifecycle"))),
        techniques=_texts(entries, raw, key="techniques"),
    )


def _modern(label: str) -> str:
    """Life-cycle and category labels in today's spelling: ATLAS now says AI where it said ML."""
    return re.sub(r"\bML\b", "AI", label)


def _study(entries: Entries, raw: Raw) -> CaseStudy:
    stated = str(raw.get("granularity") or "day").casefold()
    return CaseStudy(
        id=raw["id"],
        name=raw["name"],
        kind=StudyKind(str(raw["kind"]).casefold()),
        day=date.fromisoformat(str(raw["day"])[:10]),
        granularity=_GRANULARITY[stated],
        steps=tuple(_steps(entries, raw)),
    )


def _steps(entries: Entries, raw: Raw) -> Iterator[StudyStep]:
    for number, step in enumerate(raw["steps"]):
        try:
            yield StudyStep(
                id=step.get("id") or f"S{number:02}",
                technique=step["technique"],
                tactic=step.get("tactic"),
                leads_to=tuple(step.get("leads_to") or ()),
            )
        except (ValidationError, KeyError, AttributeError, TypeError) as cause:
            entries.report(raw["id"], f"step {number} left out ({_reason(cause)})")


def _texts(entries: Entries, raw: Raw, *, key: str) -> tuple[str, ...]:
    """The texts of a list, each once; anything else in it is reported."""
    value = raw.get(key) or ()
    if not isinstance(value, list | tuple):
        entries.report(raw["id"], f"{key} is no list")
        return ()
    for each in value:
        if not isinstance(each, str):
            inside = f" of {each['id']}" if isinstance(each, dict) and isinstance(each.get("id"), str) else ""
            entries.report(raw["id"], f"{key} holds a record{inside} where a text belongs, left out")
    return tuple(dict.fromkeys(each for each in value if isinstance(each, str)))


def _with_inherited(techniques: tuple[Technique, ...]) -> tuple[Technique, ...]:
    """Special cases with the tactics of their parent where the file states none of their own."""
    tactics = {t.id: t.tactics for t in techniques}
    return tuple(
        t if t.tactics or not t.parent else t.model_copy(update={"tactics": tactics.get(t.parent, ())})
        for t in techniques
    )


def _texts_of(entries: Entries) -> dict[str, str]:
    everything = (*entries.tactics, *entries.techniques, *entries.mitigations, *entries.studies)
    return {
        raw["id"]: raw["text"].strip()
        for raw in everything
        if isinstance(raw.get("id"), str) and isinstance(raw.get("text"), str)
    }
