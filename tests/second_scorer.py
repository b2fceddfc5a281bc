"""A second scorer, written from the design's text: acts and catalogue as plain JSON in, numbers out.

It shares no code with the program: where both agree on random assessments, no slip was made only once.
"""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from tests.second_fold import NOBODY_NAMED, PROOFS, Json, plain_coverage, read_acts

Pair = tuple[Fraction, Fraction]

WORTH = {"none": Fraction(0), "some": Fraction(1, 4), "half": Fraction(1, 2), "all": Fraction(1)}
PROFILES = ["core", "atlas", "extended"]


def figures(acts: list[Json], catalogue: Json, *, on: date | None = None) -> Json:
    """Every number of the assessment that `acts` tell, scored with `catalogue`."""
    book = read_acts(acts)
    day = on or (date.fromisoformat(acts[-1]["at"][:10]) if acts else date.min)
    in_scope = [p for p in catalogue["practices"] if _is_assessed(book, p)]
    scored = {p["id"]: _figures_of(book, p, day, catalogue["targets"]) for p in in_scope}
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


# One activity


def _worth(word: str) -> Fraction:
    return WORTH[word]


def _ordinal(count: int, total: int) -> str:
    """None of them, at least one, at least half, every one."""
    if count == 0:
        return "none"
    return "all" if count == total else "half" if count * 2 >= total else "some"


def _is_assessed(book: Json, practice: Json) -> bool:
    """In the profile and settled, or asked for by name; links in the release gone by settle a practice."""
    linked = any(m["id"] == practice["id"] and m["techniques"] for m in book["mitigations"])
    in_reach = PROFILES.index(practice["profile"]) <= PROFILES.index(book["profile"])
    return practice["id"] in book["wanted"] or (in_reach and (linked or not practice["provisional"]))


def _is_left_out(traits: list[str], rule: Json) -> bool:
    hit = set(traits) & set(rule["leaves_out"]) and not set(traits) & set(rule["unless"])
    return bool(hit) or any(_is_left_out(traits, more) for more in rule["also"])


def _scope(book: Json, practice: Json) -> list[str]:
    found = []
    for system, traits in (book["systems"] or {NOBODY_NAMED: []}).items():
        left_out = _is_left_out(traits, practice["applies"])
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
    knowing = [c for c in said if not c["is_unknown"]]
    if activity["unit"] == "systems":
        return _by_system(knowing, scope, day)
    words = sorted((c["stated"] for c in knowing if c["stated"]), key=_worth)
    return {
        "low": words[0] if words else "none",
        "high": words[-1] if words else "all",
        "unknown": False,
        "silent": not words,
    }


def _by_system(coverages: list[Json], scope: list[str], day: date) -> Json:
    """All doubts settled downwards for what is sure, and upwards for what is possible."""
    exempt = {
        e["system"] for c in coverages for e in c["exemptions"] if date.fromisoformat(e["until"]) >= day
    }

    def word(systems: set[str]) -> str:
        return _unless_exempt(sorted(systems), scope, exempt)

    yes, no, unsure = ({s for s in scope if mark in _opinions(coverages, s)} for mark in ("yes", "no", "?"))
    parts = [p for c in coverages if (p := _read_part(c, set(scope)))]
    everything = set(scope)
    outside = [word(everything - p["about"]) for p in parts]
    caps = [max(p["most"], rest, key=_worth) for p, rest in zip(parts, outside, strict=True)]
    sure, possible = word(yes - no), word((everything - no) | yes)
    for part in parts:  # a claim counts as far as nobody denies the systems that it is about
        sure = max(sure, min(part["least"], word(part["about"] - no), key=_worth), key=_worth)
    for cap in [word(everything - no), *caps]:
        sure = min(sure, cap, key=_worth)
    for part, cap in zip(parts, caps, strict=True):
        against = word(yes | (everything - part["about"]))
        possible = min(possible, max(cap, against, key=_worth), key=_worth)
    for floor in [word(yes), *(p["least"] for p in parts)]:
        possible = max(possible, floor, key=_worth)
    spoken = yes.union(no, *(p["about"] for p in parts if not p["left"]))
    return {
        "low": sure,
        "high": possible,
        "unknown": not unsure <= spoken,
        "silent": not everything <= spoken | unsure,
    }


def _read_part(coverage: Json, scope: set[str]) -> Json | None:
    """What 'some' or 'half' means where some of those it was said about have left, or others came."""
    said, about, word = set(coverage["over"]), scope & set(coverage["over"]), coverage["stated"]
    left = len(said - about)
    if word not in ("some", "half") or not about:
        return None
    if not left:
        ends = (word, word) if about == scope else ("some", "half")
        return {"least": ends[0], "most": ends[1], "about": about, "left": 0}
    counts = [n for n in range(1, len(said)) if _ordinal(n, len(said)) == word] or [1]
    here = [m for n in counts for m in range(n + 1) if m <= len(about) and n - m <= left]
    least, most = "some" if min(here) else "none", "all" if max(here) == len(about) else "half"
    return {"least": least, "most": most, "about": about, "left": left}


def _unless_exempt(done: list[str], scope: list[str], exempt: set[str]) -> str:
    """The design's `all` allows exceptions; `some` and `half` know none."""
    if done and all(s in done or s in exempt for s in scope):
        return "all"
    return _ordinal(len(done), len(scope))


def _opinions(coverages: list[Json], system: str) -> set[str]:
    words = set()
    for coverage in coverages:
        about = system in coverage["over"]
        if system in coverage["covered"] or (about and coverage["stated"] == "all"):
            words.add("yes")
        if system in coverage["denied"] or (about and coverage["stated"] == "none"):
            words.add("no")
        if system in coverage["unknown"]:
            words.add("?")
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
    marks = {**plain_coverage({}), "covered": proved, "denied": [s for s in scope if s not in proved]}
    marks["exemptions"] = [e for c in said for e in c["exemptions"]]
    kept: str = _by_system([marks], scope, day)["low"]
    return min(low, kept, key=lambda o: WORTH[o])


def _is_proved(book: Json, activity: str, system: str | None, day: date) -> bool:
    if activity in book["vouched"]:
        return True
    for given in book["evidence"]:
        aged = bool(given["until"]) and date.fromisoformat(given["until"]) < day
        speaks = given["activity"] == activity and (
            not given["only"] or system is None or system in given["only"]
        )
        if speaks and given["rank"] - aged >= PROOFS.index("documented"):
            return True
    return False


# One practice


def level_and_progress(practice: Json, words: dict[str, str]) -> tuple[int, Fraction]:
    """The highest level whose gate holds with all below it, and the shares of the three added up."""
    reached, unbroken = 0, True
    for level in practice["levels"]:
        unbroken = unbroken and min(_values(level, words)) >= _gate(level)
        reached = level["level"] if unbroken else reached
    return reached, sum(shares(practice, words), Fraction(0))


def _gate(level: Json) -> Fraction:
    return WORTH["some"] if level["level"] == 1 else WORTH["all"]


def _values(level: Json, words: dict[str, str]) -> list[Fraction]:
    return [WORTH[words[a["id"]]] for a in level["activities"]]


def shares(practice: Json, words: dict[str, str]) -> list[Fraction]:
    """How much of each level is covered, 0 to 1."""
    found = []
    for level in practice["levels"]:
        values = [min(Fraction(1), v / _gate(level)) for v in _values(level, words)]
        found.append(sum(values) / Fraction(len(values)))
    return found


def _figures_of(book: Json, practice: Json, day: date, table: Json) -> Json:
    scope = _scope(book, practice)
    activities = [a for level in practice["levels"] for a in level["activities"]]
    seen = {a["id"]: _activity(book, a, scope, day) for a in activities}
    lows, highs = ({a: s[side] for a, s in seen.items()} for side in ("low", "high"))
    low, high = level_and_progress(practice, lows), level_and_progress(practice, highs)
    beyond = shares(practice, lows)[high[0] + 1 :], shares(practice, highs)[low[0] + 1 :]
    proposed = _proposed(book, practice, scope, table)
    target = book["targets"].get(practice["id"], proposed)
    kept = {a["id"]: _documented(book, a, scope, day) for a in activities}
    return {
        "applicable": bool(scope) and practice["id"] not in book["na"],
        "earned": (Fraction(low[0]), Fraction(high[0])),
        "progress": (low[1], high[1]),
        "unearned": (sum(beyond[0], Fraction(0)), sum(beyond[1], Fraction(0))),
        "target": target,
        "proposed": proposed,
        "gap": (Fraction(max(0, target - high[0])), Fraction(max(0, target - low[0]))),
        "documented": level_and_progress(practice, kept)[0],
        "unknown": any(s["unknown"] for s in seen.values()),
        "not_asked": any(s["silent"] for s in seen.values()),
        "activities": {a: (s["low"], s["high"]) for a, s in seen.items()},
    }


def _proposed(book: Json, practice: Json, scope: list[str], table: Json) -> int:
    if not scope:
        return 0
    named = [set(traits) for s, traits in book["systems"].items() if s in scope] or [set()]
    rules = [r for r in table["rules"] if not r["practices"] or practice["id"] in r["practices"]]
    most = max(_asked_of(traits, rules, table["base"]) for traits in named)
    return min(most, table["option"]) if practice["kind"] == "option" else most


def _asked_of(traits: set[str], rules: list[Json], base: int) -> int:
    raised: dict[str, int] = {}
    for rule in rules:
        if traits & set(rule["traits"]):
            raised[rule["code"]] = max(rule["adds"], raised.get(rule["code"], 0))
    return min(3, base + sum(raised.values()))


# Many practices


def _average(pairs: list[Pair]) -> Pair | None:
    if not pairs:
        return None
    return sum(p[0] for p in pairs) / Fraction(len(pairs)), sum(p[1] for p in pairs) / Fraction(len(pairs))


def _percent(aims: Iterable[tuple[int, Pair]]) -> Pair | None:
    aims = list(aims)
    total = sum(aim for aim, _ in aims)
    if not aims:
        return None
    if total == 0:
        return Fraction(100), Fraction(100)
    missing = [sum(max(Fraction(0), aim - level[side]) for aim, level in aims) for side in (0, 1)]
    low, high = (100 - 100 * Fraction(gaps) / total for gaps in missing)
    return low, high


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
        "with_proof": len([f for f in there if f["target"] and f["documented"] >= f["target"]]),
        "applicable": len(counting),
        "unknown": len([f for f in counting if f["unknown"]]),
        "not_asked": len([f for f in counting if f["not_asked"]]),
        "weakest_phase": weakest,
    }
