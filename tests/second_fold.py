"""The second scorer's own fold: acts as plain JSON in, a book of what stands out."""

from collections.abc import Callable
from typing import Any

Json = dict[str, Any]

PROOFS = ["claimed", "documented", "demonstrated", "verified"]
NOBODY_NAMED = "unnamed"


def standing(acts: list[Json]) -> list[Json]:
    """The acts that nothing took back; an undo that was itself undone takes nothing back."""
    gone: set[int] = set()
    for act in reversed(acts):
        if act["deed"]["kind"] == "undone" and act["seq"] not in gone:
            gone.add(act["deed"]["act"])
    return [act for act in acts if act["seq"] not in gone]


def read_acts(acts: list[Json]) -> Json:
    """What stands after the acts: scope, marks by speaker, rulings, targets and proofs."""
    book: Json = {
        "profile": "core",
        "systems": {},
        "said": {},
        "answerers": {},
        "na": set(),
        "rulings": {},
        "targets": {},
        "wanted": set(),
        "mitigations": [],
        "release": None,
        "evidence": [],
        "vouched": set(),
        "agreed": {},
        "left_out": set(),
        "put": {},
        "capacity": None,
    }
    for act in standing(acts):
        if note := NOTES.get(act["deed"]["kind"]):
            note(book, act["deed"], act["speaker"]["name"])
    return book


def _note_profile(book: Json, deed: Json, _: str) -> None:
    book["profile"] = deed["profile"]


def _note_system(book: Json, deed: Json, _: str) -> None:
    if not book["systems"] and book["said"]:
        book["systems"][NOBODY_NAMED] = []
    book["systems"][deed["system"]["name"]] = deed["system"]["traits"]


def _note_change(book: Json, deed: Json, _: str) -> None:
    old, new = deed["name"], deed["system"]["name"]
    systems = book["systems"] or {NOBODY_NAMED: []}
    book["systems"] = {
        new if s == old else s: deed["system"]["traits"] if s == old else t for s, t in systems.items()
    }
    _rename_everywhere(book, lambda s: new if s == old else s)


def _note_removal(book: Json, deed: Json, _: str) -> None:
    book["systems"].pop(deed["name"], None)
    _rename_everywhere(book, lambda s: None if s == deed["name"] else s)


def _rename_everywhere(book: Json, rename: Callable[[str], str | None]) -> None:
    """Rewrite every system's name in what was recorded; None forgets it."""
    for by_speaker in book["said"].values():
        for coverage in by_speaker.values():
            if coverage["stated"] in ("some", "half") and not all(map(rename, coverage["over"])):
                coverage.update(plain_coverage({}))
            for key in ("covered", "denied", "unknown", "over"):
                coverage[key] = [n for n in map(rename, coverage[key]) if n]
            exempt = [{**e, "system": rename(e["system"])} for e in coverage["exemptions"]]
            coverage["exemptions"] = [e for e in exempt if e["system"]]
    book["rulings"] = {(p, n): r for (p, s), r in book["rulings"].items() if (n := rename(s))}
    renamed = [
        {**e, "only": [n for n in map(rename, e["only"]) if n], "was": e["only"]} for e in book["evidence"]
    ]
    book["evidence"] = [e for e in renamed if e["only"] or not e["was"]]


def _note_ruling(book: Json, deed: Json, _: str) -> None:
    book["rulings"][deed["practice"], deed["system"]] = deed["counts"]


def _note_target(book: Json, deed: Json, _: str) -> None:
    book["targets"][deed["practice"]] = deed["level"]


def _note_answer(book: Json, deed: Json, speaker: str) -> None:
    for practice in {deed["practice"], *deed["readings"]} - {None}:
        book["answerers"].setdefault(practice, set()).add(speaker)


def _note_coverages(book: Json, deed: Json, speaker: str) -> None:
    kind, answerers = deed["kind"], book["answerers"].pop(deed["practice"], set())
    if deed.get("follows_up"):
        book["answerers"][deed["practice"]] = answerers
    if kind == "confirmed" and len(answerers) == 1:
        (speaker,) = answerers
    said = deed.get("coverages") or dict.fromkeys(deed.get("activities", ()), None)
    alone = kind == "level set" or deed.get("rules", False)
    book["na"].discard(deed["practice"])
    for activity, coverage in said.items():
        heard = {} if alone else dict(book["said"].get(activity, {}))
        heard.pop(speaker, None)
        book["said"][activity] = {**heard, speaker: plain_coverage(coverage)}
        book["vouched"].discard(activity)


def plain_coverage(coverage: Json | None) -> Json:
    """A coverage with every key; None means 'don't know'."""
    empty: Json = {"covered": [], "denied": [], "unknown": [], "over": [], "exemptions": []}
    return {**empty, "stated": None, "is_unknown": coverage is None, **(coverage or {})}


def _note_na(book: Json, deed: Json, _: str) -> None:
    book["na"].add(deed["practice"])
    book["answerers"].pop(deed["practice"], None)


def _note_evidence(book: Json, deed: Json, _: str) -> None:
    until = deed["citation"]["valid_until"]
    rank = PROOFS.index(deed["assurance"])
    cited = {k: deed["citation"][k] for k in ("document", "sha256", "locator")}
    new = {"activity": deed["activity"], "only": list(deed["systems"]), "rank": rank, "until": until, **cited}
    book["evidence"] = [old for old in book["evidence"] if not _is_later(new, old)] + [new]


def _is_later(new: Json, old: Json) -> bool:
    """The same place in another version of the same file, proving no less of no fewer systems."""
    if any(new[k] != old[k] for k in ("activity", "document", "locator")) or new["sha256"] == old["sha256"]:
        return False
    is_as_wide = not new["only"] or (old["only"] and all(system in new["only"] for system in old["only"]))
    return new["rank"] >= old["rank"] and bool(is_as_wide)


def _note_vouching(book: Json, deed: Json, speaker: str) -> None:
    for activity in deed["activities"]:
        if book["said"].get(activity) and speaker not in book["said"][activity]:
            book["vouched"].add(activity)


def _note_request(book: Json, deed: Json, _: str) -> None:
    (book["wanted"].add if deed["is_wanted"] else book["wanted"].discard)(deed["practice"])


def _note_release(book: Json, deed: Json, _: str) -> None:
    book["release"] = deed["release"]
    book["mitigations"] = deed["release"]["mitigations"]


def _note_agreement(book: Json, deed: Json, _: str) -> None:
    book["agreed"].pop(key := (deed["practice"], deed["level"]), None)
    if deed["owner"] or deed["due"] or deed["status"] != "planned":
        book["agreed"][key] = {name: deed[name] for name in ("owner", "due", "status")}


def _note_exclusion(book: Json, deed: Json, _: str) -> None:
    (book["left_out"].add if deed["is_out"] else book["left_out"].discard)(deed["practice"])


def _note_wave(book: Json, deed: Json, _: str) -> None:
    book["put"][deed["practice"], deed["level"]] = deed["wave"]


def _note_capacity(book: Json, deed: Json, _: str) -> None:
    book["capacity"] = deed["capacity"]


NOTES: dict[str, Callable[[Json, Json, str], None]] = {
    "opened": _note_profile,
    "profile chosen": _note_profile,
    "system added": _note_system,
    "system changed": _note_change,
    "system removed": _note_removal,
    "counted": _note_ruling,
    "target set": _note_target,
    "answered": _note_answer,
    "confirmed": _note_coverages,
    "level set": _note_coverages,
    "coverages set": _note_coverages,
    "said unknown": _note_coverages,
    "said not applicable": _note_na,
    "evidence given": _note_evidence,
    "vouched": _note_vouching,
    "practice requested": _note_request,
    "atlas used": _note_release,
    "step agreed": _note_agreement,
    "practice excluded": _note_exclusion,
    "step put": _note_wave,
    "capacity set": _note_capacity,
}
