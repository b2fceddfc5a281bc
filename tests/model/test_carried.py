"""Levels that are met while a lower one is not: they come with the step below and wait for nothing."""

from fractions import Fraction
from random import Random

import pytest

from knowledge.optimum import hold
from model import deeds as d
from model.agreements import brought_along, hindrance, plan_of, waves_of
from model.card import as_stated
from model.catalogue import Catalogue
from model.decisions import PracticeExcluded, StepAgreed, StepPut, StepStatus
from model.fold import fold
from model.orders import NO_ORDERS, Orders
from model.roadmap import Roadmap, RoadmapStep
from model.scoring import score
from model.steps import reached_by, worked_for
from tests.firms import Firm
from tests.small import CLEAN, SHIP, TRAIN, WATCH, Diary, catalogue_of, practice_of, small_catalogue
from tests.threats import threatened_catalogue

SMALL = small_catalogue()
COVERED = {
    (0, 1): [],
    (1, 2): [],
    (2, 3): [],
    (0, 2): ["covered:2"],
    (1, 3): ["covered:3"],
    (0, 3): ["covered-both"],
}
"""What a step says of levels that are met, by where it begins and ends."""


def standing(*met: int, target: int = 3, catalogue: Catalogue = SMALL) -> Diary:
    """CLEAN, TRAIN and SHIP at 0, but of SHIP the activities of these levels are done."""
    diary = Diary("photo")
    for practice in (p for p in catalogue.practices if p.id != WATCH):
        done = as_stated(practice, 3, systems=("photo",))
        coverages = as_stated(practice, 0, systems=("photo",))
        if practice.id == SHIP:
            own = {a.id for level in practice.levels if level.level in met for a in level.activities}
            coverages |= {a: c for a, c in done.items() if a in own}
        diary.add(d.CoveragesSet(practice=practice.id, coverages=coverages))
        diary.add(d.TargetSet(practice=practice.id, level=target, reason="agreed"))
    return diary


def planned(diary: Diary, *, catalogue: Catalogue = SMALL, orders: Orders = NO_ORDERS) -> Roadmap:
    """The plan on record, a wave for everything."""
    return plan_of(fold(diary.acts), catalogue, capacity=400, orders=orders)


def steps_of(roadmap: Roadmap, practice: str = SHIP) -> list[RoadmapStep]:
    """The steps of one practice, in order."""
    return [s for wave in roadmap.waves for s in wave.steps if s.practice == practice]


def ends(roadmap: Roadmap, practice: str = SHIP) -> list[tuple[int, int]]:
    """Where they begin and end."""
    return [(s.before, s.after) for s in steps_of(roadmap, practice)]


@pytest.mark.parametrize(
    ("met", "expected"),
    [
        ((), [(0, 1), (1, 2), (2, 3)]),
        ((2,), [(0, 2), (2, 3)]),
        ((3,), [(0, 1), (1, 3)]),
        ((2, 3), [(0, 3)]),
        ((1, 3), [(1, 3)]),
    ],
)
def test_what_is_met_comes_with_the_step_below(met: tuple[int, ...], expected: list[tuple[int, int]]) -> None:
    """One step, with the effort of the level that takes the work; what is met is no criterion."""
    roadmap = planned(standing(*met))
    assert ends(roadmap) == expected
    for step in steps_of(roadmap):
        assert step.effort == SMALL.practice(SHIP).levels[step.before].effort.points > 0
        asked = [lv for lv in SMALL.practice(SHIP).levels[: step.after] if lv.level not in met]
        assert step.criteria == tuple(a.id for level in asked for a in level.activities)
        assert [code for code in step.why if "covered" in code] == COVERED[step.before, step.after]
        assert step.closes == Fraction(step.after - step.before, 9 - (1 in met))


def test_it_waits_for_no_prerequisite_of_its_own() -> None:
    """Level 2 needs CLEAN's level 1, but it is met: level 1 lifts it, though CLEAN has no step."""
    catalogue = catalogue_of(practice_of(CLEAN), practice_of(SHIP, needs=[(CLEAN, 1, 2)]))
    out = Orders(excluded=frozenset({CLEAN}))
    met = planned(standing(2, catalogue=catalogue), catalogue=catalogue, orders=out)
    assert ends(met) == [(0, 2), (2, 3)]
    open_ = planned(standing(catalogue=catalogue), catalogue=catalogue, orders=out)
    assert ends(open_) == [(0, 1)]
    assert not any(code.startswith("waited-for") for step in steps_of(met) for code in step.why)
    everything = planned(standing(2, catalogue=catalogue), catalogue=catalogue)
    assert f"unblocks:{SHIP}" not in steps_of(everything, CLEAN)[0].why
    assert (
        f"unblocks:{SHIP}"
        in steps_of(planned(standing(catalogue=catalogue), catalogue=catalogue), CLEAN)[0].why
    )


def test_it_waits_for_no_floor() -> None:
    """Level 3 is met: SHIP may be lifted to it while CLEAN is at 0, which only the lift lets rise."""
    catalogue = catalogue_of(practice_of(CLEAN, needs=[(SHIP, 3, 1)]), practice_of(SHIP))
    assert ends(planned(standing(2, 3, catalogue=catalogue), catalogue=catalogue)) == [(0, 3)]
    waiting = planned(standing(2, catalogue=catalogue), catalogue=catalogue)
    assert ends(waiting) == [(0, 2)]
    assert {(u.practice, u.before, u.after, u.cause) for u in waiting.unplaced if u.practice == SHIP} == {
        (SHIP, 2, 3, f"blocked:{CLEAN}@1")
    }


def test_what_it_lifts_serves_as_a_prerequisite() -> None:
    """CLEAN waits for SHIP at 2, which is above SHIP's target and earned all the same."""
    catalogue = catalogue_of(practice_of(CLEAN, needs=[(SHIP, 2, 1)]), practice_of(SHIP))
    diary = standing(2, target=1, catalogue=catalogue)
    roadmap = planned(diary, catalogue=catalogue)
    assert (ends(roadmap), ends(roadmap, CLEAN)) == ([(0, 2)], [(0, 1)])
    assert f"unblocks:{CLEAN}" in steps_of(roadmap)[0].why
    assert f"waited-for:{SHIP}@2" in steps_of(roadmap, CLEAN)[0].why
    assert hold(roadmap, score(fold(diary.acts), catalogue), catalogue=catalogue).gap == pytest.approx(0)


def test_above_the_target_it_closes_no_gap_but_counts() -> None:
    """Earned and exposure after the step are those of the level that is reached, above the target or not."""
    catalogue = threatened_catalogue()
    diary = standing(2, 3, target=1, catalogue=catalogue)
    roadmap = planned(diary, catalogue=catalogue)
    (step,) = steps_of(roadmap)
    assert (step.before, step.after, step.closes) == (0, 3, Fraction(1, 3))
    assert roadmap.waves[0].earned.low == Fraction(3 + 1 + 1, 3)
    assert sum(s.closes for wave in roadmap.waves for s in wave.steps) == 1


def test_a_step_is_decided_about_by_the_level_that_takes_the_work() -> None:
    """Who does it and in which wave stands at level 1; whoever names level 2 means the same step."""
    diary = standing(2).add(StepAgreed(practice=SHIP, level=1, owner="Priya"))
    card = score(fold(diary.acts), SMALL)
    assert steps_of(planned(diary))[0].agreed == StepAgreed(practice=SHIP, level=1, owner="Priya")
    named = [worked_for(card, SMALL, step=(SHIP, level)) for level in (1, 2, 3)]
    assert named == [(SHIP, 1), (SHIP, 1), (SHIP, 3)]
    assert [reached_by(card, SMALL, step=(SHIP, level)) for level in (1, 2, 3)] == [2, 2, 3]
    put = planned(diary, orders=Orders(fixed={(SHIP, 1): 2}))
    assert waves_of(put)[SHIP, 1] == waves_of(put)[SHIP, 2] == 2
    assert brought_along(put, SMALL, step=(SHIP, 3), wave=1)[0] == (SHIP, 1)
    assert hindrance(put, SMALL, step=(SHIP, 3), wave=1) == f"blocked:{SHIP}@2"


def test_orders_about_a_level_that_is_met_hold_nothing_up() -> None:
    """Dropped, put into wave 9 or agreed before it was met: it is done, and is listed as such."""
    diary = standing(2).add(
        StepPut(practice=SHIP, level=2, wave=9),
        StepAgreed(practice=SHIP, level=2, owner="Priya", status=StepStatus.DROPPED),
    )
    roadmap = planned(diary)
    assert ends(roadmap) == [(0, 2), (2, 3)]
    assert [(c.agreed.level, c.cause) for c in roadmap.closed] == [(2, "met")]
    assert len(roadmap.waves) == 1


def test_what_fits_nowhere_is_one_entry_a_step() -> None:
    """Left out, or its level 1 dropped: level 2 is not listed by itself."""
    out = planned(standing(2).add(PracticeExcluded(practice=SHIP)))
    assert [(u.before, u.after, u.cause) for u in out.unplaced if u.practice == SHIP] == [
        (0, 2, "excluded"),
        (2, 3, "excluded"),
    ]
    dropped = StepAgreed(practice=SHIP, level=1, status=StepStatus.DROPPED)
    left = [u for u in planned(standing(2).add(dropped)).unplaced if u.practice == SHIP]
    assert [(u.after, u.cause, u.agreed) for u in left] == [
        (2, "dropped", dropped),
        (3, f"blocked:{SHIP}@2", None),
    ]


def test_random_organisations_have_such_levels() -> None:
    """The properties of the roadmap and the second planner are tried on them too, above targets as well."""
    found = [
        (firm, step)
        for firm in (Firm(Random(seed)) for seed in range(120))
        for wave in firm.plan().waves
        for step in wave.steps
        if step.along
    ]
    assert len(found) >= 20
    assert any(step.after > firm.card.practice(step.practice).target for firm, step in found)
    assert any(len(step.along) == 2 for _, step in found)


def test_nothing_waits_for_a_practice_that_has_no_step() -> None:
    """TRAIN's level 2 needs CLEAN at 1; with CLEAN left out it has its cause, and SHIP goes on."""
    roadmap = planned(standing(2).add(PracticeExcluded(practice=CLEAN)))
    causes = {(u.practice, u.after): u.cause for u in roadmap.unplaced}
    assert causes[TRAIN, 2] == f"blocked:{CLEAN}@1"
    assert ends(roadmap) == [(0, 2), (2, 3)]
