"""A second scorer, written from the design's text: acts and catalogue as plain JSON in, numbers out.

It shares no code with the program. Where both agree on random assessments, a slip would have to be made twice.
"""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction as F
from typing import Any

Json = dict[str, Any]
Pair = tuple[F, F]

WORTH = {"none": F(0), "some": F(1, 4), "half": F(1, 2), "all": F(1)}
PROFILES = ["core", "atlas", "extended"]
PROOFS = ["claimed", "documented", "demonstrated", "verified"]
STRANGERS = {"public-interface", "on-device", "third-party-data", "third-party-models"}
HARM = {"personal-data", "regulated", "high-impact", "autonomous"}
NOBODY_NAMED = "unnamed"


def figures(acts: list[Json], catalogue: Json, *, on: date | None = None) -> Json:
    """Every number of the assessment that `acts` tell, scored with `catalogue`."""
    book = _read_acts(acts)
    day = on or (date.fromisoformat(acts[-1]["at"][:10]) if acts else date.min)
    reach = PROFILES.index(book["profile"])
    in_scope = [p for p in catalogue["practices"] if PROFILES.index(p["profile"]) <= reach]
    scored = {p["id"]: _figures_of(book, p, day) for p in in_scope}
    counting = {i: f for i, f in scored.items() if f["applicable"]}
    phases = {ph["id"]: _phase(ph["id"], in_scope, scored) for ph in catalogue["phases"]}
    return {
        "practices": scored,
        "phases": phases,
        "earned": _average([f["earned"] for f in counting.values()]),
        "progress": _average([f["progress"] for f in counting.values()]),
        "percent_to_target": _percent([(f["target"], f["earned"]) for f in counting.values()]),
        "percent_to_proposed": _percent([(f["proposed"], f["earned"]) for f in counting.values()]),
        "headline": _headline(list(counting.values()), phases),
    }


# What the acts say


def standing(acts: list[Json]) -> list[Json]:
    """The acts that nothing took back; an undo that was itself undone takes nothing back."""
    gone: set[int] = set()
    for act in reversed(acts):
        if act["deed"]["kind"] == "undone" and act["seq"] not in gone:
            gone.add(act["deed"]["act"])
    return [act for act in acts if act["seq"] not in gone]


def _read_acts(acts: list[Json]) -> Json:
    book: Json = {
        "profile": "core",
        "systems": {},
        "said": {},
        "answerers": {},
        "na": set(),
        "rulings": {},
        "targets": {},
        "evidence": [],
        "vouched": set(),
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
    book["systems"] = {new if s == old else s: deed["system"]["traits"] if s == old else t for s, t in systems.items()}
    _rename_everywhere(book, lambda s: new if s == old else s)


def _note_removal(book: Json, deed: Json, _: str) -> None:
    book["systems"].pop(deed["name"], None)
    _rename_everywhere(book, lambda s: None if s == deed["name"] else s)


def _rename_everywhere(book: Json, rename: Callable[[str], str | None]) -> None:
    """Rewrite every system's name in what was recorded; None forgets it."""
    for by_speaker in book["said"].values():
        for coverage in by_speaker.values():
            for key in ("covered", "denied", "unknown", "over"):
                coverage[key] = [n for n in map(rename, coverage[key]) if n]
            exempt = [{**e, "system": rename(e["system"])} for e in coverage["exemptions"]]
            coverage["exemptions"] = [e for e in exempt if e["system"]]
    book["rulings"] = {(p, n): r for (p, s), r in book["rulings"].items() if (n := rename(s))}
    renamed = [{**e, "only": [n for n in map(rename, e["only"]) if n], "was": e["only"]} for e in book["evidence"]]
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
        book["said"][activity] = {**heard, speaker: _plain(coverage)}
        book["vouched"].discard(activity)


def _plain(coverage: Json | None) -> Json:
    empty: Json = {"covered": [], "denied": [], "unknown": [], "over": [], "exemptions": []}
    return {**empty, "stated": None, "is_unknown": coverage is None, **(coverage or {})}


def _note_na(book: Json, deed: Json, _: str) -> None:
    book["na"].add(deed["practice"])
    book["answerers"].pop(deed["practice"], None)


def _note_evidence(book: Json, deed: Json, _: str) -> None:
    until = deed["citation"]["valid_until"]
    rank = PROOFS.index(deed["assurance"])
    book["evidence"].append(
        {"activity": deed["activity"], "only": list(deed["systems"]), "rank": rank, "until": until}
    )


def _note_vouching(book: Json, deed: Json, speaker: str) -> None:
    for activity in deed["activities"]:
        if book["said"].get(activity) and speaker not in book["said"][activity]:
            book["vouched"].add(activity)


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
}


# One activity


def _ordinal(count: int, total: int) -> str:
    """None of them, at least one, at least half, every one."""
    if count == 0:
        return "none"
    return "all" if count == total else "half" if count * 2 >= total else "some"


def _scope(book: Json, practice: Json) -> list[str]:
    applies = practice["applies"]
    found = []
    for system, traits in (book["systems"] or {NOBODY_NAMED: []}).items():
        left_out = set(traits) & set(applies["leaves_out"]) and not set(traits) & set(applies["unless"])
        if book["rulings"].get((practice["id"], system), not left_out):
            found.append(system)
    return found


def _activity(book: Json, activity: Json, scope: list[str], day: date) -> Json:
    """The ordinal that is sure, the one that is possible, and what is open about it."""
    said = list(book["said"].get(activity["id"], {}).values())
    if not said:
        return {"low": "none", "high": "all", "unknown": False, "silent": True}
    if all(c["is_unknown"] for c in said):
        return {"low": "none", "high": "all", "unknown": True, "silent": False}
    views = [_view_of_stated(c, activity, scope) for c in said if c["stated"]]
    marked = [c for c in said if not c["stated"] and not c["is_unknown"]]
    if marked and activity["unit"] == "systems":
        views.append(_view_of_marks([c for c in said if not c["stated"]], scope, day))
    return {
        "low": min((v["low"] for v in views), key=lambda o: WORTH[o]),
        "high": max((v["high"] for v in views), key=lambda o: WORTH[o]),
        "unknown": any(v["unknown"] for v in views),
        "silent": any(v["silent"] for v in views),
    }


def _view_of_stated(coverage: Json, activity: Json, scope: list[str]) -> Json:
    """An ordinal that names no system holds for those that it was said about."""
    word, about = coverage["stated"], set(coverage["over"])
    if activity["unit"] != "systems" or set(scope) <= about:
        return {"low": word, "high": word, "unknown": False, "silent": False}
    if not about & set(scope):
        return {"low": "none", "high": "all", "unknown": False, "silent": True}
    return {"low": "some", "high": "half", "unknown": False, "silent": True}


def _view_of_marks(coverages: list[Json], scope: list[str], day: date) -> Json:
    """System by system: what all who know it say is sure, what one of them says is possible."""
    exempt = {
        e["system"] for c in coverages for e in c["exemptions"] if date.fromisoformat(e["until"]) >= day
    }
    counted = [s for s in scope if s not in exempt] or scope
    told = {s: _opinions(coverages, s) for s in counted}
    sure = [s for s, words in told.items() if words & {"yes", "no"} == {"yes"}]
    impossible = [s for s, words in told.items() if words & {"yes", "no"} == {"no"}]
    return {
        "low": _ordinal(len(sure), len(counted)),
        "high": _ordinal(len(counted) - len(impossible), len(counted)),
        "unknown": any(words == {"unknown"} for words in told.values()),
        "silent": any(not words for words in told.values()),
    }


def _opinions(coverages: list[Json], system: str) -> set[str]:
    words = set()
    for coverage in coverages:
        if system in coverage["covered"]:
            words.add("yes")
        if system in coverage["denied"]:
            words.add("no")
        if system in coverage["unknown"] or coverage["is_unknown"]:
            words.add("unknown")
    return words


def _documented(book: Json, activity: Json, scope: list[str], day: date) -> str:
    """The ordinal that is left when only what is documented or better counts."""
    low: str = _activity(book, activity, scope, day)["low"]
    said = [c for c in book["said"].get(activity["id"], {}).values() if not c["is_unknown"]]
    by_name = activity["unit"] == "systems" and not any(c["stated"] for c in said)
    if not by_name:
        return low if _is_proved(book, activity["id"], None, day) else "none"
    proved = []
    for system in scope:
        sure = _opinions(said, system) & {"yes", "no"} == {"yes"}
        if sure and _is_proved(book, activity["id"], system, day):
            proved.append(system)
    marks = {**_plain({}), "covered": proved, "denied": [s for s in scope if s not in proved]}
    marks["exemptions"] = [e for c in said for e in c["exemptions"]]
    kept: str = _view_of_marks([marks], scope, day)["low"]
    return min(low, kept, key=lambda o: WORTH[o])


def _is_proved(book: Json, activity: str, system: str | None, day: date) -> bool:
    if activity in book["vouched"]:
        return True
    for given in book["evidence"]:
        aged = bool(given["until"]) and date.fromisoformat(given["until"]) < day
        speaks = given["activity"] == activity and (not given["only"] or system is None or system in given["only"])
        if speaks and given["rank"] - aged >= PROOFS.index("documented"):
            return True
    return False


# One practice


def _level_and_progress(practice: Json, words: dict[str, str]) -> tuple[int, F]:
    reached, unbroken, total = 0, True, F(0)
    for level in practice["levels"]:
        gate = WORTH["some"] if level["level"] == 1 else WORTH["all"]
        values = [WORTH[words[a["id"]]] for a in level["activities"]]
        total += sum(min(F(1), v / gate) for v in values) / F(len(values))
        unbroken = unbroken and min(values) >= gate
        reached = level["level"] if unbroken else reached
    return reached, total


def _figures_of(book: Json, practice: Json, day: date) -> Json:
    scope = _scope(book, practice)
    activities = [a for level in practice["levels"] for a in level["activities"]]
    seen = {a["id"]: _activity(book, a, scope, day) for a in activities}
    low = _level_and_progress(practice, {a: s["low"] for a, s in seen.items()})
    high = _level_and_progress(practice, {a: s["high"] for a, s in seen.items()})
    proposed = _proposed(book, practice, scope)
    target = book["targets"].get(practice["id"], proposed)
    kept = {a["id"]: _documented(book, a, scope, day) for a in activities}
    return {
        "applicable": bool(scope) and practice["id"] not in book["na"],
        "earned": (F(low[0]), F(high[0])),
        "progress": (low[1], high[1]),
        "target": target,
        "proposed": proposed,
        "gap": (F(max(0, target - high[0])), F(max(0, target - low[0]))),
        "documented": _level_and_progress(practice, kept)[0],
        "unknown": any(s["unknown"] for s in seen.values()),
        "not_asked": any(s["silent"] for s in seen.values()),
        "activities": {a: (s["low"], s["high"]) for a, s in seen.items()},
    }


def _proposed(book: Json, practice: Json, scope: list[str]) -> int:
    if not scope:
        return 0
    traits = {t for s, its in book["systems"].items() if s in scope for t in its}
    level = 1 + bool(traits & STRANGERS) + bool(traits & HARM)
    return 1 if practice["kind"] == "option" else level


# Many practices


def _average(pairs: list[Pair]) -> Pair | None:
    if not pairs:
        return None
    return sum(p[0] for p in pairs) / F(len(pairs)), sum(p[1] for p in pairs) / F(len(pairs))


def _percent(aims: Iterable[tuple[int, Pair]]) -> Pair | None:
    aims = list(aims)
    total = sum(aim for aim, _ in aims)
    if not aims:
        return None
    if total == 0:
        return F(100), F(100)
    missing = [sum(max(F(0), aim - level[side]) for aim, level in aims) for side in (0, 1)]
    return 100 - 100 * missing[0] / total, 100 - 100 * missing[1] / total


def _phase(phase: str, practices: list[Json], scored: Json) -> Json:
    here = [p["id"] for p in practices if phase in [place["phase"] for place in p["phases"]]]
    counting = [scored[i] for i in here if scored[i]["applicable"]]
    return {
        "practices": here,
        "earned": _average([f["earned"] for f in counting]),
        "progress": _average([f["progress"] for f in counting]),
    }


def _headline(counting: list[Json], phases: Json) -> Json:
    there = [f for f in counting if f["earned"][0] >= f["target"]]
    weakest = None
    for phase, means in phases.items():
        if means["earned"] and (weakest is None or means["earned"][0] < phases[weakest]["earned"][0]):
            weakest = phase
    return {
        "at_target": len(there),
        "with_proof": len([f for f in there if f["documented"] >= f["target"]]),
        "applicable": len(counting),
        "unknown": len([f for f in counting if f["unknown"]]),
        "not_asked": len([f for f in counting if f["not_asked"]]),
        "weakest_phase": weakest,
    }
