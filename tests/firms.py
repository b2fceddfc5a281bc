"""Random organisations under attack, to plan for."""

from collections.abc import Mapping
from fractions import Fraction
from random import Random

from hypothesis import strategies as st

from model import deeds as d
from model.card import as_stated
from model.catalogue import Catalogue
from model.exposure import expose
from model.fold import fold
from model.orders import NO_ORDERS, Orders
from model.practice import Effort, Practice
from model.roadmap import Roadmap, plan
from model.scoring import Range, score
from model.threat import Effect, Maturity, PracticeEffect, Release, StudyKind
from tests.small import Diary, S, W, catalogue_of, practice_of
from tests.threats import study, technique

IDS = [f"TST.X{n:02}" for n in range(1, 8)]
TECHNIQUES = [f"AML.T00{n:02}" for n in range(9)]


class Firm:
    """A random organisation: practices with prerequisites, attacks, levels, targets, a capacity."""

    def __init__(self, random: Random) -> None:
        ids = random.sample(IDS, random.randint(1, 7))
        practices = [self._practice(random, i, ids) for i in ids]
        self.catalogue = under_attack(catalogue_of(*practices), random)
        diary = Diary("photo")
        for practice in self.catalogue.practices:
            coverages = as_stated(practice, random.randint(0, 3), systems=("photo",))
            left_open = random.choice(["", "", "", ".1", ".2"])
            kept = {
                a: c
                for a, c in coverages.items()
                if random.random() < 0.9 and not (left_open and left_open in a.removeprefix(practice.id))
            }
            diary.add(d.CoveragesSet(practice=practice.id, coverages=kept))
            diary.add(d.TargetSet(practice=practice.id, level=random.randint(0, 3), reason="agreed"))
            if random.random() < 0.1:
                diary.add(d.SaidNotApplicable(practice=practice.id, reason=d.NaReason.OUT_OF_SCOPE))
        self.acts = diary.acts
        self.card = score(fold(self.acts), self.catalogue)
        self.capacity = random.choice([3, 6, 9, 12, 20, 40])

    def __repr__(self) -> str:
        return f"Firm({self.catalogue.practices}, {self.card}, {self.capacity})"

    @staticmethod
    def _practice(random: Random, identifier: str, ids: list[str]) -> Practice:
        needs = [
            (random.choice(ids), random.randint(1, 3), random.randint(1, 3))
            for _ in range(random.randrange(3))
        ]
        needs = [n for n in needs if n[0] != identifier]
        practice = practice_of(identifier, ((S,), (S, W), (W,)), needs=needs)
        for level in (1, 2, 3):
            parts = {part: random.randint(1, level + 1) for part in ("knowledge", "time", "resources")}
            practice = with_effort(practice, level, Effort(**parts))
        return practice

    def plan(self, orders: Orders = NO_ORDERS) -> Roadmap:
        """Its roadmap."""
        return plan(self.card, self.catalogue, capacity=self.capacity, orders=orders)

    def priority(self, levels: Mapping[str, int], practice: str) -> Fraction:
        """(share of today's exposure removed + share of the total gap closed) / effort, by the formula."""
        today, now = expose(self.card, self.catalogue), {i: exactly(n) for i, n in levels.items()}
        after = self.reached(practice, levels[practice] + 1)
        removed = today.at(now).high - today.at(now | {practice: exactly(after)}).high
        share = removed / today.left.high if today.left.high else Fraction(0)
        gap = sum(max(0, p.target - int(p.earned.low)) for p in self.card.practices if p.applicable)
        closed = min(after, self.card.practice(practice).target) - levels[practice]
        return (share + Fraction(closed, gap)) / self.effort(practice, levels[practice] + 1)

    def effort(self, practice: str, level: int) -> int:
        """Effort points of a level."""
        return self.catalogue.practice(practice).levels[level - 1].effort.points

    def reached(self, practice: str, level: int) -> int:
        """What is earned once a level is: those above it come along as long as all they ask for is done."""
        spans = self.card.practice(practice).spans
        for above in self.catalogue.practice(practice).levels[level:]:
            if any(spans[a.id].low.value != "all" for a in above.activities):
                break
            level = above.level
        return level

    def wanted(self) -> dict[str, list[tuple[int, int]]]:
        """By practice, where each step to its target begins and ends, one after the other."""
        found: dict[str, list[tuple[int, int]]] = {}
        for scored in (p for p in self.card.practices if p.applicable):
            level, steps = int(scored.earned.low), found.setdefault(scored.id, [])
            while level < scored.target:
                steps.append((level, self.reached(scored.id, level + 1)))
                level = steps[-1][1]
        return found

    def replanned(self, practice: str, level: int, *, by: int) -> int | None:
        """The wave of a step, 0 for the first, once its level takes another effort; None for no wave."""
        found = self.catalogue.practice(practice)
        effort = found.levels[level - 1].effort
        other = with_effort(found, level, effort.model_copy(update={"knowledge": effort.knowledge + by}))
        practices = tuple(other if p.id == practice else p for p in self.catalogue.practices)
        catalogue = self.catalogue.model_copy(update={"practices": practices})
        waves = plan(self.card, catalogue, capacity=self.capacity).waves
        places = [n for n, w in enumerate(waves) for s in w.steps if s.named == (practice, level)]
        return places[0] if places else None


def exactly(level: int) -> Range:
    """A level with nothing open."""
    return Range(Fraction(level), Fraction(level))


def with_effort(practice: Practice, level: int, effort: Effort) -> Practice:
    """The practice with another effort for one level."""
    levels = [lv.model_copy(update={"effort": effort}) if lv.level == level else lv for lv in practice.levels]
    return practice.model_copy(update={"levels": tuple(levels)})


def under_attack(catalogue: Catalogue, random: Random) -> Catalogue:
    """The catalogue with random techniques, case studies and effects."""
    kinds = list(StudyKind)
    studies = [
        study(f"AML.CS00{n:02}", random.choice(kinds), *random.choices(TECHNIQUES, k=random.randint(1, 5)))
        for n in range(random.randrange(12))
    ]
    techniques = [technique(t, random.choice([*Maturity, None])) for t in TECHNIQUES]
    release = Release(version="test", format="list", techniques=tuple(techniques), studies=tuple(studies))
    effects = [
        PracticeEffect(
            practice=p.id,
            default=random.choice(list(Effect)),
            reason="it does",
            answers=tuple(random.sample(TECHNIQUES, random.randrange(6))),
        )
        for p in catalogue.practices
    ]
    return catalogue.model_copy(update={"threats": release, "effects": tuple(effects)})


firms = st.integers(0, 2**32).map(lambda seed: Firm(Random(seed)))
