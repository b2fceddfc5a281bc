"""An act as named fields: what is hashed one by one, so that words can go while codes stay.

A system and a citation are taken apart, and the owners and reasons of exemptions are lifted out of coverages:
so `redact` can destroy names and words and leave everything that a score is computed from.
"""

from collections.abc import Mapping
from typing import Any

from assistant.record.canonical import from_stamp, to_stamp
from model.assessment import Act
from model.deeds import Noted, Redacted, SaidNotApplicable
from model.evidence import REDACTED

WORDS: Mapping[str, Any] = {
    "speaker.name": REDACTED,
    "speaker.role": REDACTED,
    "deed.text": REDACTED,
    "deed.reason": REDACTED,
    "deed.question": REDACTED,
    "deed.person": REDACTED,
    "deed.owner": REDACTED,
    "deed.note": REDACTED,
    "deed.readings": {},
    "deed.system.owner": REDACTED,
    "deed.citation.document": REDACTED,
    "deed.citation.sha256": REDACTED,
    "deed.citation.locator": REDACTED,
    "deed.citation.owner": REDACTED,
    "deed.citation.quotation": None,
    "deed.coverages.words": {},
    "deed.file": REDACTED,
    "deed.because": REDACTED,
}
"""The fields that carry words or names, and what an act is loaded with once they are destroyed."""

REDACTION: str = Redacted.model_fields["kind"].default
_NOTED = Noted.model_fields["kind"].default
_SAID_NA = SaidNotApplicable.model_fields["kind"].default
WITHHELD = False
"""What stands in a payload where an export left a private note's field out; a destroyed one is None."""
_PRIVATE = {"speaker.name", "deed.text", "deed.practice"}
_APART = ("system", "citation")
_COVERAGES, _COVERAGE_WORDS = "deed.coverages", "deed.coverages.words"


def is_word(field: str, kind: Any) -> bool:
    """Whether a field of an act of this kind carries words or names; a reason from a list does not."""
    return field in WORDS and not (field == "deed.reason" and kind == _SAID_NA)


def is_withheld(field: str, kind: Any) -> bool:
    """Whether a field stays out of exports: what a private note says, of what, and who wrote it."""
    return kind == _NOTED and field in _PRIVATE


def to_fields(act: Act, number: int) -> dict[str, Any]:
    """The fields of an act; `number` tells its speaker from others even when the name is gone."""
    fields: dict[str, Any] = {
        "at": to_stamp(act.at),
        "speaker.name": act.speaker.name,
        "speaker.number": number,
        "speaker.role": act.speaker.role,
    }
    for name, value in act.deed.model_dump(mode="json").items():
        fields.update(_split(name, value))
    return fields


def _split(name: str, value: Any) -> dict[str, Any]:
    if name in _APART and isinstance(value, dict):
        return {f"deed.{name}.{part}": kept for part, kept in value.items()}
    if name == "coverages":
        return _lift(value)
    return {f"deed.{name}": value}


def _lift(coverages: dict[str, Any]) -> dict[str, Any]:
    words = {
        activity: [[e["owner"], e["reason"]] for e in coverage["exemptions"]]
        for activity, coverage in coverages.items()
        if coverage["exemptions"]
    }
    codes = {
        activity: {
            **coverage,
            "exemptions": [{"system": e["system"], "until": e["until"]} for e in coverage["exemptions"]],
        }
        for activity, coverage in coverages.items()
    }
    return {_COVERAGES: codes, **({_COVERAGE_WORDS: words} if words else {})}


def to_act(seq: int, fields: Mapping[str, Any], *, speaker: Mapping[str, str]) -> Act:
    """The act that the fields describe; ValueError or KeyError where they describe none."""
    deed: dict[str, Any] = {}
    for name, value in fields.items():
        head, _, rest = name.partition(".")
        if head == "deed" and name not in (_COVERAGES, _COVERAGE_WORDS):
            outer, _, inner = rest.partition(".")
            (deed.setdefault(outer, {}) if inner else deed)[inner or outer] = value
    if _COVERAGES in fields:
        deed["coverages"] = _put_back(fields[_COVERAGES], fields.get(_COVERAGE_WORDS, {}))
    at = from_stamp(fields["at"])
    return Act.model_validate({"seq": seq, "at": at, "speaker": speaker, "deed": deed})


def _put_back(coverages: Mapping[str, Any], words: Mapping[str, Any]) -> dict[str, Any]:
    whole = {}
    for activity, coverage in coverages.items():
        exemptions = coverage["exemptions"]
        said = words.get(activity) or [[REDACTED, ""]] * len(exemptions)
        whole[activity] = {
            **coverage,
            "exemptions": [
                {**e, "owner": owner, "reason": reason}
                for e, (owner, reason) in zip(exemptions, said, strict=True)
            ],
        }
    return whole
