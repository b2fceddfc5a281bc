"""Edge cases of an assessment: nothing, everything, few, many, and the scope that moves."""

from datetime import timedelta
from fractions import Fraction

import pytest

from model import deeds as d
from model.card import as_stated
from model.coverage import Exemption, Ordinal
from model.fold import fold
from model.practice import PhaseId, Profile
from model.roadmap import plan
from model.scoring import Range, Scorecard, score
from tests.small import (
    ALL,
    CLEAN,
    NONE,
    PRIYA,
    SHIP,
    SOME,
    START,
    TRAIN,
    UNKNOWN,
    WATCH,
    Diary,
    catalogue_of,
    marks,
    practice_of,
    small_catalogue,
)

SMALL = small_catalogue()
CORE = [CLEAN, TRAIN, SHIP]
WIDE = Range(Fraction(0), Fraction(3))


def card_of(diary: Diary) -> Scorecard:
    """The scorecard over the small catalogue."""
    return score(fold(diary.acts), SMALL)


def all_na(diary: Diary) -> Diary:
    """Every core practice said not to apply."""
    return diary.add(*(d.SaidNotApplicable(practice=p, reason=d.NaReason.OUT_OF_SCOPE) for p in CORE))


def test_nothing_asked() -> None:
    """Everything is possible, nothing is earned, and nothing counts as unknown."""
    card = card_of(Diary())
    assert (card.earned, card.progress) == (WIDE, WIDE)
    assert card.percent_to_target == Range(Fraction(0), Fraction(100))
    assert vars(card.headline) == {
        "at_target": 0,
        "with_proof": 0,
        "applicable": 3,
        "unknown": 0,
        "not_asked": 3,
        "weakest_phase": PhaseId.DATA_CLEANING,
    }


def test_all_unknown() -> None:
    """The same range, told apart: unknown, and asked."""
    diary = Diary("photo")
    for practice in SMALL.practices:
        diary.add(d.SaidUnknown(practice=practice.id, activities=tuple(a.id for a in practice.activities)))
    card = card_of(diary)
    assert (card.earned, card.progress) == (WIDE, WIDE)
    assert (card.headline.unknown, card.headline.not_asked) == (3, 0)


def test_all_not_applicable() -> None:
    """Where nothing applies there is no mean, no percent and no weakest phase."""
    card = card_of(all_na(Diary("photo")))
    assert card.earned is card.progress is card.percent_to_target is card.percent_to_proposed is None
    assert all(phase.earned is None and phase.progress is None for phase in card.phases)
    assert (card.headline.applicable, card.headline.weakest_phase) == (0, None)
    assert plan(card, SMALL).waves == ()


def test_a_phase_without_practices() -> None:
    """A phase in which nothing applies has no mean and is never the weakest."""
    card = card_of(Diary("photo").cover(CLEAN, _1=marks("photo")))
    empty = next(p for p in card.phases if p.id is PhaseId.MODEL_REQUIREMENTS)
    assert (empty.practices, empty.earned, empty.progress) == ((), None, None)
    assert card.headline.weakest_phase is PhaseId.MODEL_TRAINING


def test_ties_of_the_weakest_phase_go_to_life_cycle_order() -> None:
    """Cleaning comes before labeling, which shares its practice."""
    diary = Diary("photo").cover(TRAIN, _1=ALL).cover(SHIP, _1=ALL)
    assert card_of(diary).headline.weakest_phase is PhaseId.DATA_CLEANING


def test_all_targets_zero() -> None:
    """100 % where the targets sum to 0; the proposed targets don't flatter."""
    diary = Diary("photo").add(*(d.TargetSet(practice=p, level=0, reason="later") for p in CORE))
    card = card_of(diary)
    assert card.percent_to_target == Range(Fraction(100), Fraction(100))
    assert card.percent_to_proposed == Range(Fraction(0), Fraction(100))
    assert card.headline.at_target == 3
    assert plan(card, SMALL).waves == ()


def test_overshoot_pays_for_nothing() -> None:
    """Level 3 of target 1 here leaves the gap there as it is."""
    diary = Diary("photo").add(*(d.TargetSet(practice=p, level=1, reason="agreed") for p in CORE))
    for practice in SMALL.practices[:3]:
        diary.add(d.Confirmed(practice=practice.id, coverages=as_stated(practice, 0, systems=("photo",))))
    diary.add(d.Confirmed(practice=CLEAN, coverages=as_stated(SMALL.practice(CLEAN), 3, systems=("photo",))))
    card = card_of(diary)
    assert card.percent_to_target == Range(Fraction(100, 3), Fraction(100, 3))
    assert card.practice(CLEAN).gap.value == 0


def test_one_system() -> None:
    """With one system coverage is none or all."""
    card = card_of(Diary("photo").cover(CLEAN, _1=marks("photo"), _2a=marks("", "photo")))
    spans = card.practice(CLEAN).spans
    assert (spans[f"{CLEAN}.1"].low, spans[f"{CLEAN}.2a"].high) == (Ordinal.ALL, Ordinal.NONE)


@pytest.mark.parametrize(
    ("count", "word"), [(0, "none"), (1, "some"), (5, "some"), (6, "half"), (11, "half"), (12, "all")]
)
def test_twelve_systems(count: int, word: str) -> None:
    """At least one, at least half, every one, of twelve."""
    names = [f"s{n}" for n in range(12)]
    coverage = marks(" ".join(names[:count]), " ".join(names[count:]))
    card = card_of(Diary(*names).cover(CLEAN, _1=coverage, _2a=coverage, _2b=coverage))
    assert card.practice(CLEAN).spans[f"{CLEAN}.2a"].low == word
    assert card.practice(CLEAN).earned.low == {"none": 0, "all": 2}.get(word, 1)


def test_a_system_added_later_is_not_asked() -> None:
    """All becomes open again: the new system makes a range, and takes no level 1 away."""
    diary = Diary("photo", "eta")
    diary.add(
        d.Confirmed(practice=CLEAN, coverages=as_stated(SMALL.practice(CLEAN), 2, systems=("photo", "eta")))
    )
    assert card_of(diary).practice(CLEAN).earned.value == 2
    diary.add(d.SystemAdded(system=d.System(name="scan")))
    after = card_of(diary).practice(CLEAN)
    assert after.earned == Range(Fraction(1), Fraction(2))
    assert (after.is_not_asked, after.is_unknown) == (True, False)


def test_a_system_removed_later_leaves_its_marks() -> None:
    """Without the system that lacked it, all is all."""
    diary = Diary("photo", "eta").cover(CLEAN, _1=marks("photo", "eta"), _2a=marks("photo", "eta"))
    diary.add(d.SystemRemoved(name="eta"))
    assert card_of(diary).practice(CLEAN).spans[f"{CLEAN}.2a"].low is Ordinal.ALL
    assert card_of(diary).practice(CLEAN).systems == ("photo",)


def test_the_last_system_removed() -> None:
    """Without any named system the unnamed one is in scope again, and nothing is known of it."""
    diary = Diary("photo").cover(CLEAN, _1=marks("photo")).add(d.SystemRemoved(name="photo"))
    assert card_of(diary).practice(CLEAN).systems == ("unnamed",)
    assert card_of(diary).practice(CLEAN).earned.low == 0


def test_the_default_system_and_then_a_named_one() -> None:
    """What was recorded before any system was named stays with the unnamed one."""
    diary = Diary().cover(CLEAN, _1=marks("unnamed"), _2a=marks("unnamed"), _2b=marks("unnamed"), _3b=NONE)
    assert card_of(diary).practice(CLEAN).earned.low == 2
    diary.add(d.SystemAdded(system=d.System(name="photo")))
    assert card_of(diary).practice(CLEAN).systems == ("unnamed", "photo")
    assert card_of(diary).practice(CLEAN).earned == Range(Fraction(1), Fraction(2))


def test_a_named_system_replaces_the_unused_default() -> None:
    """Where nothing was recorded the unnamed system goes; named itself, it keeps its marks."""
    assert card_of(Diary("photo")).practice(CLEAN).systems == ("photo",)
    diary = Diary().cover(CLEAN, _1=marks("unnamed"))
    diary.add(d.SystemChanged(name="unnamed", system=d.System(name="photo")))
    assert card_of(diary).practice(CLEAN).systems == ("photo",)
    assert card_of(diary).practice(CLEAN).earned.low == 1


def test_traits_decide_which_systems_count() -> None:
    """A bought system is left out with its cause, unless its traits or a ruling say otherwise."""
    bot = d.System(name="bot", traits=("bought",))
    diary = Diary("photo").add(d.SystemAdded(system=bot))
    assert card_of(diary).practice(CLEAN).systems == ("photo",)
    assert card_of(diary).practice(TRAIN).systems == ("photo", "bot")
    diary.add(d.Counted(practice=CLEAN, system="bot", counts=True, reason="we tune it"))
    assert card_of(diary).practice(CLEAN).systems == ("photo", "bot")
    diary.add(d.Counted(practice=CLEAN, system="bot", counts=False, reason="no longer"))
    assert card_of(diary).practice(CLEAN).systems == ("photo",)


def test_a_practice_that_covers_no_system_is_not_applicable() -> None:
    """Only bought systems: not applicable, with the cause that leaves them out."""
    diary = Diary("bot", traits=("bought",))
    scored = card_of(diary).practice(CLEAN)
    assert (scored.applicable, scored.cause, scored.proposed) == (False, "you never train it", 0)
    trained = d.System(name="bot", traits=("bought", "trains-own"))
    assert card_of(diary.add(d.SystemChanged(name="bot", system=trained))).practice(CLEAN).applicable


def test_an_exemption_ends() -> None:
    """All except the legacy one is level 2 until the day the exception ends."""
    legacy = Exemption(
        system="eta", owner="Marek", until=START.date() + timedelta(days=10), reason="replaced"
    )
    most = marks("photo", "eta").model_copy(update={"exemptions": (legacy,)})
    diary = Diary("photo", "eta").cover(CLEAN, _1=marks("photo"), _2a=most, _2b=most)
    state = fold(diary.acts)
    levels = [
        score(state, SMALL, on=START.date() + timedelta(days=n)).practice(CLEAN).earned.low
        for n in (0, 10, 11)
    ]
    assert levels == [2, 2, 1]


def test_the_profile_decides_what_is_in_scope() -> None:
    """A wider profile adds its practices; a narrower one takes them out of every figure."""
    diary = Diary("photo").add(d.ProfileChosen(profile=Profile.ATLAS)).cover(WATCH, _1=marks("photo"))
    wide = card_of(diary)
    assert [p.id for p in wide.practices] == [*CORE, WATCH]
    diary.add(d.ProfileChosen(profile=Profile.CORE))
    with pytest.raises(KeyError):
        card_of(diary).practice(WATCH)
    assert card_of(diary).earned == card_of(Diary("photo")).earned


def test_two_people_disagree_about_an_ordinal() -> None:
    """What both say counts as low, what either says as high."""
    diary = Diary("photo").cover(TRAIN, _1=ALL, _2a=ALL, _3a=NONE).cover(TRAIN, _1=SOME, _2a=NONE, by=PRIYA)
    assert card_of(diary).practice(TRAIN).earned == Range(Fraction(1), Fraction(2))
    assert card_of(diary).headline.unknown == 0


def test_unearned_credit_is_a_proper_range() -> None:
    """Level 2 open, level 1 missing: what is ahead of its turn lies between what is sure and what may be."""
    diary = Diary("photo").cover(CLEAN, _1=UNKNOWN, _2a=marks("photo"), _2b=marks("photo"))
    diary.cover(CLEAN, _3a=marks("", "photo"), _3b=NONE)
    assert card_of(diary).practice(CLEAN).unearned == Range(Fraction(0), Fraction(1))


def test_ten_thousand_acts_fold() -> None:
    """The state after ten thousand acts is that of the last word on each activity."""
    diary = Diary("photo", "eta")
    for n in range(10_000):
        practice = SMALL.practices[n % 4]
        first = marks("photo eta") if practice.activities[0].unit == "systems" else ALL
        diary.cover(practice.id, _1=first if n >= 9_990 else UNKNOWN)
    state = fold(diary.acts)
    assert state.count == 10_003
    assert score(state, SMALL).earned == Range(Fraction(1), Fraction(3))


def test_a_catalogue_of_one_practice() -> None:
    """Overall is the practice itself, and shared phases count it each."""
    only = practice_of(CLEAN, phases=(PhaseId.DATA_CLEANING, PhaseId.DATA_LABELING))
    state = fold(Diary("photo").cover(CLEAN, _1=marks("photo"), _2a=marks("", "photo")).acts)
    card = score(state, catalogue_of(only))
    assert card.earned == Range(Fraction(1), Fraction(1))
    assert [p.id for p in card.phases if p.earned] == [PhaseId.DATA_CLEANING, PhaseId.DATA_LABELING]
