"""Hypothesis strategies: coverages, worths and whole assessments."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from random import Random

from hypothesis import strategies as st

from model import deeds as d
from model.assessment import Act
from model.card import as_stated
from model.catalogue import Catalogue
from model.coverage import Coverage, Exemption, Ordinal
from model.decisions import CapacitySet, PracticeExcluded, StepAgreed, StepPut, StepStatus
from model.evidence import Assurance, Citation
from model.practice import Activity, Practice, Profile, Unit
from model.threat import Mitigation, Release
from tests.small import JONAS, PRIYA, RUTH, START, Diary, activity_of

NAMES = ("photo", "eta", "customs", "address", "scoring", "chat")
TRAITS = ("trains-own", "bought", "public-interface", "personal-data", "internal-only")
ordinals = st.sampled_from(Ordinal)


def worths(practice: Practice) -> st.SearchStrategy[dict[str, Ordinal]]:
    """An ordinal for every activity of a practice; none or all where it is counted over the whole."""
    whole = st.sampled_from([Ordinal.NONE, Ordinal.ALL])
    return st.fixed_dictionaries(
        {a.id: whole if a.unit is Unit.WHOLE else ordinals for a in practice.activities}
    )


def random_coverage(random: Random, activity: Activity, systems: Sequence[str]) -> Coverage:
    """A coverage as a user could record it: marks, a stated ordinal or unknown."""
    roll = random.randrange(8)
    if roll == 0:
        return Coverage(is_unknown=True)
    if activity.unit is Unit.WHOLE:
        return Coverage(stated=random.choice([Ordinal.NONE, Ordinal.ALL]))
    if activity.unit is not Unit.SYSTEMS:
        return Coverage(stated=random.choice(list(Ordinal)))
    if roll == 1:
        part = random.sample(list(systems), random.randint(0, len(systems))) or systems
        return Coverage(stated=random.choice([Ordinal.SOME, Ordinal.HALF]), over=tuple(part))
    by_mark: dict[str, list[str]] = {"covered": [], "denied": [], "unknown": [], "silent": []}
    for system in systems:
        mark = "covered" if roll > 4 else random.choice(list(by_mark))
        by_mark[mark].append(system)
    return Coverage(**{k: tuple(v) for k, v in by_mark.items() if k != "silent"})


def small_activity(unit: Unit) -> Activity:
    """Any activity with this unit."""
    return activity_of("TST.X09", "2a", unit)


class Teller:
    """Makes up one act after another, never one that names a system out of scope."""

    def __init__(self, random: Random, catalogue: Catalogue) -> None:
        self.random, self.catalogue = random, catalogue
        self.systems: list[str] = []
        self.diary = Diary(profile=random.choice(list(Profile)))

    def tell(self, count: int) -> list[Act]:
        """This many acts after the first."""
        kinds: list[tuple[Callable[[Practice], d.Deed | None], int]] = [
            (self._coverages, 10),
            (self._scope, 4),
            (self._level, 2),
            (self._unknown, 2),
            (self._not_applicable, 1),
            (self._ruling, 1),
            (self._target, 1),
            (self._evidence, 3),
            (self._vouched, 1),
            (self._scoreless, 2),
            (self._undone, 2),
            (self._requested, 1),
            (self._release, 1),
            (self._planned, 3),
        ]
        steps, weights = [k for k, _ in kinds], [w for _, w in kinds]
        for step in self.random.choices(steps, weights, k=count):
            practice = self.random.choice(self.catalogue.practices)
            if deed := step(practice):
                self.diary.add(deed, by=self.random.choice([JONAS, JONAS, PRIYA]))
            else:
                self._exempting(practice)
        return self.diary.acts

    def _named(self) -> list[str]:
        return self.systems or ["unnamed"]

    def _some(self, practice: Practice) -> list[Activity]:
        activities = list(practice.activities)
        return self.random.sample(activities, self.random.randint(1, len(activities)))

    def _coverages(self, practice: Practice) -> d.Deed:
        names, rules = self._named(), self.random.random() < 0.1
        coverages = {a.id: random_coverage(self.random, a, names) for a in self._some(practice)}
        if self.random.random() < 0.5:
            return d.Confirmed(practice=practice.id, coverages=coverages)
        return d.CoveragesSet(practice=practice.id, coverages=coverages, rules=rules)

    def _exempting(self, practice: Practice) -> None:
        """Only Ruth exempts systems, so that exemptions are never in dispute."""
        days = timedelta(days=self.random.randint(-1, 2))
        one = Exemption(system=self._named()[0], owner="Ruth", until=START.date() + days)
        counted = [a for a in practice.activities if a.unit is Unit.SYSTEMS][:1]
        coverages = {a.id: Coverage(covered=tuple(self._named()[1:]), exemptions=(one,)) for a in counted}
        if coverages:
            self.diary.add(d.CoveragesSet(practice=practice.id, coverages=coverages), by=RUTH)

    def _scope(self, _: Practice) -> d.Deed | None:
        free = [n for n in NAMES if n not in self.systems]
        traits = tuple(self.random.sample(TRAITS, self.random.randint(0, 2)))
        roll = self.random.randrange(6)
        if roll < 3 and free:
            return self._added(d.System(name=free[0], traits=traits))
        if roll == 3 and self.systems:
            gone = self.systems.pop(self.random.randrange(len(self.systems)))
            return d.SystemRemoved(name=gone)
        if roll == 4 and self.systems and free:
            at = self.random.randrange(len(self.systems))
            old, self.systems[at] = self.systems[at], free[-1]
            return d.SystemChanged(name=old, system=d.System(name=free[-1], traits=traits))
        return None if roll == 5 else d.ProfileChosen(profile=self.random.choice(list(Profile)))

    def _added(self, system: d.System) -> d.Deed:
        self.systems.append(system.name)
        return d.SystemAdded(system=system)

    def _level(self, practice: Practice) -> d.Deed:
        level = self.random.randint(0, 3)
        coverages = as_stated(practice, level, systems=self._named())
        return d.LevelSet(practice=practice.id, level=level, reason="I say so", coverages=coverages)

    def _unknown(self, practice: Practice) -> d.Deed:
        activities = tuple(a.id for a in self._some(practice))
        return d.SaidUnknown(
            practice=practice.id, activities=activities, follows_up=self.random.random() < 0.3
        )

    def _not_applicable(self, practice: Practice) -> d.Deed:
        return d.SaidNotApplicable(practice=practice.id, reason=self.random.choice(list(d.NaReason)))

    def _ruling(self, practice: Practice) -> d.Deed:
        system, counts = self.random.choice(self._named()), self.random.random() < 0.5
        return d.Counted(practice=practice.id, system=system, counts=counts, reason="it is so")

    def _target(self, practice: Practice) -> d.Deed:
        return d.TargetSet(practice=practice.id, level=self.random.randint(0, 3), reason="agreed")

    def _evidence(self, practice: Practice) -> d.Deed:
        activity = self._some(practice)[0]
        until = START.date() + timedelta(days=self.random.randint(-1, 2))
        named = self.random.sample(self._named(), 1) if activity.unit is Unit.SYSTEMS else []
        return d.EvidenceGiven(
            practice=practice.id,
            activity=activity.id,
            systems=tuple(named if self.random.random() < 0.5 else []),
            assurance=self.random.choice(list(Assurance)),
            citation=citation(
                valid_until=until if self.random.random() < 0.5 else None,
                sha256=self.random.choice("01") * 64,
            ),
        )

    def _vouched(self, practice: Practice) -> d.Deed:
        return d.Vouched(practice=practice.id, activities=tuple(a.id for a in self._some(practice)))

    def _scoreless(self, practice: Practice) -> d.Deed:
        coverages = as_stated(practice, 3, systems=self._named())
        scoreless: list[d.Deed] = [
            d.SetAside(practice=practice.id),
            d.Noted(text="a note"),
            d.Parked(practice=practice.id, person="Priya", question="How?"),
            d.Answered(text="we do it", practice=practice.id),
            d.Carried(practice=practice.id, coverages=coverages),
            d.ScopeSettled(),
            d.Reopened(practices=(practice.id,), because="a fact changed"),
        ]
        return self.random.choice(scoreless)

    def _requested(self, practice: Practice) -> d.Deed:
        return d.PracticeRequested(practice=practice.id, is_wanted=self.random.random() < 0.7)

    def _release(self, _: Practice) -> d.Deed:
        """A release that has links for some of the mitigations, and for some none."""
        known = [p.id for p in self.catalogue.practices if p.id.startswith("AML.M")]
        chosen = self.random.sample(known, min(len(known), 12))
        links: list[tuple[str, ...] | None] = [("AML.T0020",), (), None]
        release = Release(
            version="2027.01",
            format="6.0.0",
            mitigations=tuple(
                Mitigation(id=i, name=f"Name of {i}", techniques=self.random.choice(links)) for i in chosen
            ),
        )
        return d.AtlasUsed(release=release, file="ATLAS-2027.01.yaml", sha256="0" * 64)

    def _planned(self, practice: Practice) -> d.Deed:
        """Something about the roadmap: who, what stays out, what comes when, how much fits."""
        level, on = self.random.randint(1, 3), self.random.random() < 0.7
        status = self.random.choice(list(StepStatus))
        owner = "Priya" if on else ""
        deeds: list[d.Deed] = [
            StepAgreed(practice=practice.id, level=level, owner=owner, status=status),
            PracticeExcluded(practice=practice.id, is_out=on),
            StepPut(practice=practice.id, level=level, wave=self.random.randint(1, 4) if on else None),
            CapacitySet(capacity=self.random.choice([12, 30])),
        ]
        return self.random.choice(deeds)

    def _undone(self, _: Practice) -> d.Deed:
        """Takes back a recent act that left the scope alone, so that names stay known."""
        scope = (d.Opened, d.SystemAdded, d.SystemChanged, d.SystemRemoved)
        recent = [a.seq for a in self.diary.acts[-5:] if not isinstance(a.deed, scope)]
        return d.Undone(act=self.random.choice(recent)) if recent else d.Noted(text="nothing to undo")


def citation(**changes: object) -> Citation:
    """A citation of a small document."""
    known = {"document": "log.md", "sha256": "0" * 64, "locator": "line 1", "quotation": None}
    return Citation.model_validate({**known, "received": START.date(), **changes})


class Tale(list[Act]):
    """Acts that show themselves by what made them: thirty acts tell a reader of a failure nothing."""

    def __init__(self, catalogue: Catalogue, *, seed: int, count: int) -> None:
        super().__init__(Teller(Random(seed), catalogue).tell(count))
        self.name = f"Tale({catalogue.version!r}, seed={seed}, count={count})"

    def __repr__(self) -> str:
        return self.name


@st.composite
def assessments(draw: st.DrawFn, catalogue: Catalogue, *, most: int = 25) -> Tale:
    """Random acts over a catalogue; one seed decides all of them."""
    return Tale(catalogue, seed=draw(st.integers(0, 2**32)), count=draw(st.integers(0, most)))
