"""Exposure: reckoned by hand on a small release, held against a second reckoning on the real one."""

from collections import Counter
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.catalogue.catalogue import from_json, to_json
from model import deeds as d
from model.card import as_stated
from model.catalogue import Catalogue
from model.exposure import Attack, Exposure, expose
from model.fold import fold
from model.practice import Profile
from model.scoring import Range, score
from model.threat import Effect
from tests.shipped import shipped_catalogue
from tests.small import CLEAN, SHIP, TRAIN, UNKNOWN, WATCH, Diary
from tests.strategies import assessments
from tests.threats import AGENT, BREACH, CHAT, DRILL, PLANTED, POISON, STEAL, TALK, threatened_catalogue

SMALL = threatened_catalogue()
PLAIN = {Effect.PREVENTS: 12, Effect.HINDERS: 6, Effect.DETECTS: 3, Effect.INFORMS: 0}
"""Worth in twelfths."""


def firm(levels: dict[str, int], *, traits: tuple[str, ...] = (), profile: Profile = Profile.CORE) -> Diary:
    """One system and some practices at a level, the others at 0."""
    diary = Diary("photo", traits=traits, profile=profile)
    for practice in SMALL.practices:
        level = levels.get(practice.id, 0)
        diary.add(
            d.CoveragesSet(practice=practice.id, coverages=as_stated(practice, level, systems=("photo",)))
        )
    return diary


def exposed(diary: Diary) -> Exposure:
    """Its exposure over the small catalogue."""
    return expose(score(fold(diary.acts), SMALL), SMALL)


def attack(exposure: Exposure, technique: str) -> Attack:
    """One technique of it."""
    return next(a for a in exposure.attacks if a.technique == technique)


def test_weights_by_hand() -> None:
    """Maturity x (1 + incidents + exercises / 2); a study counts once, a special case for itself alone."""
    exposure = exposed(firm({}))
    weights = {a.technique: a.weight for a in exposure.attacks}
    assert weights == {
        POISON: 3 * (1 + Fraction(1, 2)),
        PLANTED: 2 * (1 + 1),
        STEAL: 1 * (1 + 2 + Fraction(1, 2)),
        TALK: 1 * (1 + 1),
        AGENT: 1,
    }
    assert exposure.weight == Fraction(15)
    assert attack(exposure, STEAL).incidents == (BREACH, CHAT)
    assert attack(exposure, STEAL).exercises == (DRILL,)


def test_cover_by_hand() -> None:
    """The best of effect x level / 3: a parent's practice counts and is marked, informing covers nothing."""
    exposure = exposed(firm({CLEAN: 2, TRAIN: 3, SHIP: 3, WATCH: 3}))
    covers = {a.technique: a.cover.value for a in exposure.attacks}
    assert covers == {
        POISON: Fraction(2, 3),
        PLANTED: Fraction(2, 3),
        STEAL: Fraction(1, 2),
        TALK: 0,
        AGENT: 0,
    }
    first, second = attack(exposure, PLANTED).covers
    assert (first.practice, first.through_parent, second.practice) == (CLEAN, True, TRAIN)
    left = Fraction(9, 2) / 3 + Fraction(4) / 3 + Fraction(7, 4) + 2 + 1
    assert exposure.left == Range(left, left)
    assert [a.technique for a in exposure.unanswerable] == [TALK, AGENT]
    assert exposure.least == 0 + 0 + Fraction(7, 4) + 2 + 1


def test_practices_outside_the_profile_cover_nothing() -> None:
    """Watching is in the larger profile only; there it takes theft away whole."""
    levels = {WATCH: 3}
    assert attack(exposed(firm(levels)), STEAL).cover.low == 0
    assert attack(exposed(firm(levels, profile=Profile.ATLAS)), STEAL).cover.low == 1


def test_what_is_not_applicable_covers_nothing() -> None:
    """For a bought system cleaning does not apply, whatever is recorded."""
    assert attack(exposed(firm({CLEAN: 3}, traits=("bought",))), POISON).cover == Range(
        Fraction(0), Fraction(0)
    )
    ruled_out = firm({TRAIN: 3}).add(d.SaidNotApplicable(practice=TRAIN, reason=d.NaReason.OUT_OF_SCOPE))
    assert attack(exposed(ruled_out), STEAL).covers[0].practice == SHIP


@pytest.mark.parametrize(
    ("traits", "studies"),
    [
        ((), (DRILL, BREACH, CHAT)),
        (("trains-own",), (DRILL, BREACH, CHAT)),
        (("bought",), (DRILL, CHAT)),
        (("predictive",), (DRILL, BREACH)),
        (("bought", "predictive"), (DRILL,)),
        (("generative", "predictive"), (DRILL, BREACH, CHAT)),
    ],
)
def test_studies_that_could_have_met_us(traits: tuple[str, ...], studies: tuple[str, ...]) -> None:
    """A stated fact that differs rules a study out; what is not stated rules nothing out."""
    assert exposed(firm({}, traits=traits)).studies == studies


def test_one_system_is_enough() -> None:
    """A study counts when any one system could have been met."""
    diary = firm({}, traits=("bought", "predictive"))
    diary.add(d.SystemAdded(system=d.System(name="chat", traits=("generative",))))
    assert exposed(diary).studies == (DRILL, BREACH, CHAT)


def test_techniques_against_other_kinds_of_system() -> None:
    """What aims at agents is left out, and named, where every system is said to be something else."""
    assert exposed(firm({}, traits=("predictive",))).beside == (AGENT,)
    assert exposed(firm({}, traits=("agentic",))).beside == ()
    assert exposed(firm({}, traits=("trains-own",))).beside == ()


def test_what_is_open_makes_a_range() -> None:
    """Unknown counts as none for the high end, and as all for the low one."""
    exposure = exposed(firm({CLEAN: 3, TRAIN: 2}).cover(CLEAN, _1=UNKNOWN))
    poison = attack(exposure, POISON)
    assert poison.cover == Range(Fraction(0), Fraction(1))
    assert poison.left == Range(Fraction(0), Fraction(9, 2))
    assert exposure.left.high - exposure.left.low == Fraction(9, 2) + 4 * (1 - Fraction(1, 3))


def test_without_threats_there_is_none() -> None:
    """A catalogue without ATLAS exposes nothing and divides by nothing."""
    bare = SMALL.model_copy(update={"threats": None})
    exposure = expose(score(fold(firm({}).acts), bare), bare)
    assert exposure.weight == 0
    assert exposure.left == Range(Fraction(0), Fraction(0))
    assert exposure.percent() is None


@given(assessments(SMALL), st.sampled_from(SMALL.practices), st.integers(0, 3))
def test_a_higher_level_never_exposes_more(acts: list, practice: object, level: int) -> None:  # type: ignore[type-arg]
    """Raising what is earned lowers no cover, and the parts always sum up to the whole."""
    exposure = expose(score(fold(acts), SMALL), SMALL)
    assert 0 <= exposure.left.low <= exposure.left.high <= exposure.weight
    now = {c.practice: c.level for a in exposure.attacks for c in a.covers}
    assert exposure.at(now) == exposure.left
    raised = {i: Range(max(r.low, Fraction(level)), max(r.high, Fraction(level))) for i, r in now.items()}
    assert exposure.at(raised).high <= exposure.left.high


@settings(max_examples=15)
@given(st.integers(0, 2**32))
def test_the_real_catalogue_by_a_second_reckoning(seed: int) -> None:
    """The same sum, written once more from the formula with plain loops over the catalogue's JSON."""
    random, catalogue = Random(seed), shipped_catalogue()
    diary = Diary("photo", profile=random.choice(list(Profile)))
    levels = {p.id: random.randint(0, 3) for p in catalogue.practices}
    for practice in catalogue.practices:
        stated = as_stated(practice, levels[practice.id], systems=("photo",))
        diary.add(d.CoveragesSet(practice=practice.id, coverages=stated))
    card = score(fold(diary.acts), catalogue)
    counted = {p.id: levels[p.id] for p in card.practices if p.applicable}
    assert expose(card, catalogue).left.value == reckoned(catalogue, counted)


def reckoned(catalogue: Catalogue, levels: dict[str, int]) -> Fraction:
    """Sum of weight x (1 - cover) without the program's own steps; no traits are stated."""
    assert catalogue.threats
    uses = {kind: Counter[str]() for kind in ("incident", "exercise")}
    for case in catalogue.threats.studies:
        uses[case.kind.value].update({s.technique for s in case.steps})
    total = Fraction(0)
    for known in catalogue.threats.techniques:
        maturity = {"realized": 3, "demonstrated": 2, "feasible": 1}[
            known.maturity.value if known.maturity else ""
        ]
        weight = maturity * (1 + uses["incident"][known.id] + Fraction(uses["exercise"][known.id], 2))
        best = 0
        for practice, level in levels.items():
            effect, answered = catalogue.effect_of(practice), catalogue.answered_by(practice) or ()
            listed = known.id if known.id in answered else known.id.rsplit(".", 1)[0]
            if effect and (listed in answered):
                best = max(best, PLAIN[effect.on(listed)] * level)
        total += weight * (1 - Fraction(best, 36))
    return total


def test_the_rules_are_kept_with_the_catalogue() -> None:
    """They go into the snapshot that an assessment is scored with, exactly."""
    again = from_json(to_json(shipped_catalogue()))
    assert again.exposure == shipped_catalogue().exposure
    assert again.exposure.exercise == Fraction(1, 2)
