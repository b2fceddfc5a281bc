"""What a plan comes to, by the second scorer's hand: exposure, the figures after each wave, and its rules.

Which step stands in which wave is taken as given; all else is reckoned from acts and catalogue as JSON.
"""

from collections.abc import Iterator
from fractions import Fraction

from tests.second_fold import NOBODY_NAMED, Json, read_acts
from tests.second_scorer import WORTH, Pair, figures, level_and_progress, shares

Step = tuple[str, int]
Waves = list[list[Step]]
EFFECTS = {
    "prevents": Fraction(1),
    "hinders": Fraction(1, 2),
    "detects": Fraction(1, 4),
    "informs": Fraction(0),
}
EVERYWHERE = 3


def projections(acts: list[Json], catalogue: Json, waves: Waves) -> Json:
    """Exposure in percent, today and at the least, and what every wave takes and leaves."""
    told, threats = figures(acts, catalogue), _Threats(read_acts(acts), catalogue)
    counted = _counted(told, threats, catalogue)
    today = {i: told["practices"][i]["earned"] for i in counted}
    footing = {i: int(low) for i, (low, _) in today.items()}
    start, found = threats.left(footing), []
    for wave in waves:
        removed = {}
        for practice, level in wave:
            before = threats.left(footing)
            footing[practice] = level
            removed[practice, level] = 100 * (before - threats.left(footing)) / (start or 1)
        raised = _raised(told, catalogue, footing)
        found.append(
            {
                "effort": sum(effort(told, catalogue, step=step) for step in wave),
                "removes": removed,
                "earned": _mean([pair for pair, _ in raised.values()]),
                "progress": _mean([pair for _, pair in raised.values()]),
                "exposure": threats.percent({i: raised[i][0] for i in counted}),
            }
        )
    return {
        "now": threats.percent(today),
        "least": threats.least(counted),
        "unanswered": threats.unanswered(),
        "waves": found,
    }


def effort(told: Json, catalogue: Json, *, step: Step) -> int:
    """Knowledge, time and resources of the level that takes the work."""
    asked = _practice(catalogue, step[0])["levels"][work_of(told, catalogue, step=step) - 1]["effort"]
    return int(asked["knowledge"] + asked["time"] + asked["resources"])


def work_of(told: Json, catalogue: Json, *, step: Step) -> int:
    """The level that a step works at: the highest up to where it leads that is not met by itself."""
    practice, level = step
    return max(n for n in range(1, level + 1) if n not in _met(told, catalogue, practice))


def _met(told: Json, catalogue: Json, practice: str) -> set[int]:
    """The levels of which all that they ask for themselves is done, whatever is below them."""
    lows = {a: low for a, (low, _) in told["practices"][practice]["activities"].items()}
    found = shares(_practice(catalogue, practice), lows)
    return {n for n, share in enumerate(found, 1) if share == 1}


def breaches(acts: list[Json], catalogue: Json, waves: Waves, *, capacity: int) -> list[str]:
    """Every rule that a plan breaks: order of levels, prerequisites, floor, capacity and orders."""
    told, book = figures(acts, catalogue), read_acts(acts)
    counted = _counted(told, _Threats(book, catalogue), catalogue)
    footing = {i: int(told["practices"][i]["earned"][0]) for i in counted}
    met = {i: _met(told, catalogue, i) for i in counted}
    aims = {i: _aim(book, i, met=met[i], target=told["practices"][i]["target"]) for i in counted}
    found = []
    for number, wave in enumerate(waves, 1):
        if sum(effort(told, catalogue, step=step) for step in wave) > capacity:
            found.append(f"wave {number} holds more than {capacity}")
        for practice, level in wave:
            work = work_of(told, catalogue, step=(practice, level))
            wrong = list(_wrong(_practice(catalogue, practice), work, footing=footing, aims=aims))
            if level + 1 in met.get(practice, ()):
                wrong.append("leaves out a level that comes with it")
            if (book["put"].get((practice, work)) or 0) > number:
                wrong.append("comes before the wave it was put into")
            found += [f"{practice} to {level} in wave {number} {each}" for each in wrong]
            footing[practice] = level
    return found


def wanted(acts: list[Json], catalogue: Json) -> set[Step]:
    """Every step between what is earned and the targets, whatever anybody ordered, by where it leads."""
    told, found = figures(acts, catalogue), set()
    for i, own in ((i, own) for i, own in told["practices"].items() if own["applicable"]):
        work = sorted({1, 2, 3} - _met(told, catalogue, i))
        ends = [following - 1 for following in [*work[1:], 4]]
        found |= {(i, end) for n, end in zip(work, ends, strict=False) if n <= own["target"]}
    return found


def _wrong(practice: Json, level: int, *, footing: dict[str, int], aims: dict[str, int]) -> Iterator[str]:
    own = practice["id"]
    if footing.get(own) != level - 1:
        yield "does not follow the level below it"
    if level > aims.get(own, 0):
        yield "is not wanted"
    for need in practice["prerequisites"]:
        if need["before"] == level and footing.get(need["practice"], EVERYWHERE) < need["level"]:
            yield f"comes before {need['practice']} is at {need['level']}"
    if level == EVERYWHERE and any(n == 0 < aims[i] for i, n in footing.items()):
        yield "comes before level 1 is everywhere"


def _aim(book: Json, practice: str, *, met: set[int], target: int) -> int:
    """How far the orders let work take a practice; what is met by itself nobody can drop."""
    if practice in book["left_out"]:
        return 0
    dropped: list[int] = [
        n for (i, n), said in book["agreed"].items() if i == practice and said["status"] == "dropped"
    ]
    return min([target, *(n - 1 for n in dropped if n not in met)])


def _practice(catalogue: Json, practice: str) -> Json:
    return next(dict(p) for p in catalogue["practices"] if p["id"] == practice)


def _counted(told: Json, threats: "_Threats", catalogue: Json) -> list[str]:
    """What counts for exposure and plan: it applies, and its links are known."""
    settled = {p["id"] for p in catalogue["practices"] if not p["provisional"] or threats.is_linked(p["id"])}
    return [i for i, p in told["practices"].items() if p["applicable"] and i in settled]


def _raised(told: Json, catalogue: Json, footing: dict[str, int]) -> dict[str, tuple[Pair, Pair]]:
    """By practice that applies, earned and progress once it has the level of the footing."""
    found = {}
    for practice in catalogue["practices"]:
        own = told["practices"].get(practice["id"], {"applicable": False})
        if own["applicable"]:
            words = _lifted(practice, own["activities"], level=footing.get(practice["id"], 0))
            low, high = (level_and_progress(practice, {a: w[n] for a, w in words.items()}) for n in (0, 1))
            found[practice["id"]] = (Fraction(low[0]), Fraction(high[0])), (low[1], high[1])
    return found


def _lifted(practice: Json, words: dict[str, tuple[str, str]], *, level: int) -> dict[str, tuple[str, str]]:
    """Coverages once every activity up to a level is covered as far as the level asks."""
    lifted = dict(words)
    for each in practice["levels"][:level]:
        for activity in each["activities"]:
            gate = "some" if each["level"] == 1 and activity["unit"] != "whole" else "all"
            low, high = (max(word, gate, key=lambda w: WORTH[w]) for word in words[activity["id"]])
            lifted[activity["id"]] = low, high
    return lifted


def _mean(pairs: list[Pair]) -> Pair:
    return sum(p[0] for p in pairs) / Fraction(len(pairs)), sum(p[1] for p in pairs) / Fraction(len(pairs))


class _Threats:
    """The attacks on record: what they weigh, and what answers them."""

    def __init__(self, book: Json, catalogue: Json) -> None:
        self.rules, self.effects = catalogue["exposure"], {e["practice"]: e for e in catalogue["effects"]}
        ours = catalogue["threats"]
        self.release = book["release"] or ours or {"techniques": [], "studies": [], "mitigations": []}
        self.is_gone_by = book["release"] is not None
        self.mitigations = {m["id"]: m["techniques"] or [] for m in self.release["mitigations"]}
        self.traits = {s["id"]: s["traits"] for s in (ours or self.release)["studies"]}
        self.systems = list((book["systems"] or {NOBODY_NAMED: []}).values())
        self.kinds = [set(f["traits"]) for f in catalogue["facts"] if f["id"] in self.rules["facts"]]
        practices = [p["id"] for p in catalogue["practices"]]
        self.weights = self._weights()
        self.acting = {t: {i: self._worth(i, t) for i in practices} for t in self.weights}

    def is_linked(self, practice: str) -> bool:
        """Whether the release gone by has links of it."""
        return self.is_gone_by and bool(self.mitigations.get(practice))

    def links_of(self, practice: str) -> list[str]:
        """The techniques that a practice answers: ATLAS's links, else ours."""
        ours = self.effects.get(practice, {"answers": []})["answers"]
        return list(self.mitigations.get(practice, ours))

    def _weights(self) -> dict[str, Fraction]:
        """maturity x (1 + incidents + exercises / 2), of what could meet a system in scope."""
        studies = [
            s for s in self.release["studies"] if self._could_meet(self.traits.get(s["id"], s["traits"]))
        ]
        found = {}
        for technique in self.release["techniques"]:
            uses = [s["kind"] for s in studies if technique["id"] in {x["technique"] for x in s["steps"]}]
            if uses or self._is_for_us(technique["platforms"]):
                known = self.rules["maturity"].get(technique["maturity"], self.rules["unstated"])
                worth = {kind: Fraction(self.rules[kind]) for kind in ("incident", "exercise")}
                found[technique["id"]] = Fraction(known) * (1 + sum(worth[kind] for kind in uses))
        return found

    def _could_meet(self, attacked: list[str]) -> bool:
        """One system differs from what was attacked in no fact that is stated of both."""
        return any(
            all(
                kind & set(attacked) & set(own) or not kind & set(attacked) or not kind & set(own)
                for kind in self.kinds
            )
            for own in self.systems
        )

    def _is_for_us(self, platforms: list[str]) -> bool:
        kinds = self.rules["platforms"]
        if not platforms or set(platforms) - set(kinds):
            return True
        aimed = {kinds[p] for p in platforms}
        return any(set(own) & aimed or not set(own) & set(kinds.values()) for own in self.systems)

    def _worth(self, practice: str, technique: str) -> Fraction:
        """The effect of a practice on a technique, by itself or through its parent; 0 where there is none."""
        links, effect = self.links_of(practice), self.effects.get(practice)
        named = next((i for i in (technique, technique[:9]) if i in links), None)
        if effect is None or named is None:
            return Fraction(0)
        special = {d["technique"]: d["effect"] for d in effect["differs"]}
        return EFFECTS[special.get(named, effect["default"])]

    def left(self, levels: dict[str, int]) -> Fraction:
        """The sum of weight x (1 - cover) at these levels."""
        total = Fraction(0)
        for technique, weight in self.weights.items():
            covers = [self.acting[technique][i] * level / 3 for i, level in levels.items() if level]
            total += weight * (1 - max(covers, default=Fraction(0)))
        return total

    def percent(self, levels: dict[str, Pair]) -> Pair | None:
        """What is left in percent of everything: at most where what is open is none."""
        whole = sum(self.weights.values(), Fraction(0))
        if not whole:
            return None
        low, high = (self.left({i: int(pair[n]) for i, pair in levels.items()}) for n in (1, 0))
        return 100 * low / whole, 100 * high / whole

    def least(self, practices: list[str]) -> Pair | None:
        """What is left with all of these at level 3."""
        return self.percent(dict.fromkeys(practices, (Fraction(3), Fraction(3))))

    def unanswered(self) -> set[str]:
        """What no practice of the catalogue acts against."""
        return {t for t, acting in self.acting.items() if not any(acting.values())}
