"""The roadmap: every rule of its order, on random organisations."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings

from model import deeds as d
from model.card import as_stated
from model.catalogue import Catalogue
from model.fold import fold
from model.orders import NO_ORDERS, Orders
from model.practice import Effort
from model.roadmap import Roadmap, RoadmapStep, plan
from model.scoring import Scorecard, score
from tests.firms import Firm, firms, with_effort
from tests.small import ALL, CLEAN, SHIP, TRAIN, UNKNOWN, WATCH, Diary, catalogue_of, marks, practice_of
from tests.small import small_catalogue as small
from tests.threats import POISON, threatened_catalogue

SMALL = small()


def levels_of(card: Scorecard) -> dict[str, int]:
    """Where the applicable practices stand today."""
    return {p.id: int(p.earned.low) for p in card.practices if p.applicable}


def steps_of(roadmap: Roadmap) -> list[RoadmapStep]:
    """All steps in order."""
    return [step for wave in roadmap.waves for step in wave.steps]


def may_come(catalogue: Catalogue, card: Scorecard, levels: Mapping[str, int], practice: str) -> bool:
    """Whether prerequisites and the floor rule let a practice move by one level."""
    following = levels[practice] + 1
    needs = [n for n in catalogue.practice(practice).prerequisites if n.before == following]
    if any(n.practice in levels and levels[n.practice] < n.level for n in needs):
        return False
    floor = [i for i, level in levels.items() if level == 0 and card.practice(i).target > 0]
    return following < 3 or not floor


@given(firms)
def test_every_step_may_come_where_it_stands(firm: Firm) -> None:
    """Each where the one before it ended, prerequisites first, level 1 everywhere before work on level 3
    anywhere, in capacity."""
    levels = levels_of(firm.card)
    for wave in firm.plan().waves:
        assert wave.effort == sum(s.effort for s in wave.steps) <= firm.capacity
        assert wave.steps
        for step in wave.steps:
            assert step.before == levels[step.practice] < firm.card.practice(step.practice).target
            assert step.after == firm.reached(step.practice, step.before + 1)
            assert may_come(firm.catalogue, firm.card, levels, step.practice)
            levels[step.practice] = step.after


@given(firms)
def test_every_step_is_the_first_that_fits(firm: Firm) -> None:
    """Of what may come and fits: what gains most for its effort, then by id; it says what comes next."""
    levels, roadmap = levels_of(firm.card), firm.plan()
    targets = {i: firm.card.practice(i).target for i in levels}
    for wave in roadmap.waves:
        left = firm.capacity
        for step in wave.steps:
            wanting = [i for i in levels if levels[i] < targets[i]]
            rivals = [
                (-firm.priority(levels, i), i)
                for i in wanting
                if may_come(firm.catalogue, firm.card, levels, i) and firm.effort(i, levels[i] + 1) <= left
            ]
            best, *others = sorted(rivals)
            assert best[-1] == step.practice
            assert [c for c in step.why if c.startswith(("ahead-of", "level-with"))] == [
                f"{word}:{other}@{firm.reached(other, levels[other] + 1)}"
                for rest, other in others[:1]
                for word in ("ahead-of" if best[0] < rest else "level-with",)
            ]
            levels[step.practice], left = step.after, left - step.effort


@given(firms)
def test_nothing_is_lost(firm: Firm) -> None:
    """Every level from earned (low) to target is a step or is listed with a cause."""
    roadmap = firm.plan()
    placed = [(s.practice, s.before, s.after) for s in steps_of(roadmap)]
    left = [(u.practice, u.before, u.after) for u in roadmap.unplaced]
    wanted = [(i, *ends) for i, steps in firm.wanted().items() for ends in steps]
    assert sorted(placed + left) == sorted(wanted)
    assert all(u.cause == "too-big" or u.cause.startswith("blocked:") for u in roadmap.unplaced)


@given(firms)
def test_causes_are_true(firm: Firm) -> None:
    """A step is too big only where its effort exceeds the capacity; a blocker is not reached."""
    roadmap, levels = firm.plan(), levels_of(firm.card)
    for step in steps_of(roadmap):
        levels[step.practice] = step.after
    for left in roadmap.unplaced:
        if left.cause == "too-big":
            assert firm.effort(*left.named) > firm.capacity
        else:
            blocker, _, level = left.cause.removeprefix("blocked:").partition("@")
            assert levels[blocker] < int(level)


@given(firms)
def test_waves_raise_the_projection(firm: Firm) -> None:
    """Each wave's E and G are ranges that never fall and end where the steps lead."""
    roadmap, levels = firm.plan(), levels_of(firm.card)
    for before, after in pairwise(roadmap.waves):
        for name in ("earned", "progress"):
            assert getattr(before, name).low <= getattr(after, name).low <= getattr(after, name).high
    for wave in roadmap.waves:
        levels |= {s.practice: s.after for s in wave.steps}
        assert wave.earned.low * len(levels) >= sum(levels.values())
        assert wave.earned.low <= wave.progress.low <= 3


@given(firms)
def test_what_each_step_says(firm: Firm) -> None:
    """Criteria are unmet activities up to its level; what comes along is said, and closes its share too."""
    steps, levels = steps_of(firm.plan()), 0
    for step in steps:
        practice, scored = firm.catalogue.practice(step.practice), firm.card.practice(step.practice)
        upto = {a.id for level in practice.levels[: step.after] for a in level.activities}
        open_ = {a for a in upto if scored.spans[a].low != "all"}
        assert set(step.criteria) <= upto
        if step.after > 1:
            assert {a for a in open_ if not a.endswith(".1")} <= set(step.criteria) <= open_
        assert step.find_out == (scored.earned.low != scored.earned.high)
        assert step.effort == firm.effort(*step.named)
        assert any(c.startswith("covered") for c in step.why) == (step.after > step.before + 1)
        levels += min(step.after, scored.target) - step.before
        assert step.evidence == tuple(
            e for a in practice.activities if a.id in step.criteria for e in a.evidence
        )
    gap = sum(max(0, p.target - int(p.earned.low)) for p in firm.card.practices if p.applicable)
    assert sum(s.closes for s in steps) == (Fraction(levels, gap) if steps else 0)


@given(firms)
def test_what_steps_remove_is_what_waves_show(firm: Firm) -> None:
    """A wave's exposure is what its steps leave of today's; what is met already is earned and removed too."""
    roadmap = firm.plan()
    today, removed = roadmap.today.left.high, Fraction(0)
    for wave in roadmap.waves:
        removed += sum(s.removes for s in wave.steps)
        assert wave.exposure.high == today * (1 - removed)
        assert wave.exposure.low <= wave.exposure.high
        for step in wave.steps:
            assert bool(step.attacks) == bool(step.removes) == bool(step.attack_count)


@settings(max_examples=50)
@given(firms)
def test_whether_a_step_stays(firm: Firm) -> None:
    """The same as planning anew with one effort point more, and with one less."""
    roadmap = firm.plan()
    for number, wave in enumerate(roadmap.waves):
        for step in wave.steps:
            moved = [firm.replanned(*step.named, by=by) for by in (1, -1)]
            assert step.stays == (moved == [number, number])


@given(firms)
def test_the_same_card_gives_the_same_roadmap(firm: Firm) -> None:
    """A roadmap is a function of scorecard, catalogue and capacity, whatever the catalogue's order."""
    turned = Catalogue.model_validate(
        {
            **firm.catalogue.model_dump(),
            "practices": [p.model_dump() for p in reversed(firm.catalogue.practices)],
        }
    )
    assert firm.plan() == firm.plan()
    assert steps_of(plan(firm.card, turned, capacity=firm.capacity)) == steps_of(firm.plan())


def nothing_done(*ids: str, target: int = 3) -> Diary:
    """These practices at 0, with one target."""
    diary = Diary("photo")
    for practice in SMALL.practices:
        level = 0 if practice.id in ids else 3
        diary.add(d.Confirmed(practice=practice.id, coverages=as_stated(practice, level, systems=("photo",))))
        diary.add(d.TargetSet(practice=practice.id, level=target, reason="agreed"))
    return diary


def planned(diary: Diary, capacity: int, *, orders: Orders = NO_ORDERS) -> Roadmap:
    """The roadmap over the small catalogue."""
    return plan(score(fold(diary.acts), SMALL), SMALL, capacity=capacity, orders=orders)


def test_floor_before_the_rest() -> None:
    """Level 1 of both comes before level 2 of either; the reasons say so."""
    steps = steps_of(planned(nothing_done(CLEAN, TRAIN), 40))
    assert [(s.practice, s.after) for s in steps][:2] == [(CLEAN, 1), (TRAIN, 1)]
    assert steps[0].why == ("floor", "gap:3", f"unblocks:{TRAIN}", f"level-with:{TRAIN}@1")
    first = planned(nothing_done(CLEAN, TRAIN), 6).waves[0]
    assert {s.practice: s.after for s in first.steps} == {CLEAN: 1, TRAIN: 1}


def test_only_level_3_waits_for_the_floor() -> None:
    """Level 2 may come before a level 1 that costs more for what it gains; level 3 may not."""
    dear = with_effort(SMALL.practice(SHIP), 1, Effort(knowledge=5, time=5, resources=5))
    catalogue = catalogue_of(SMALL.practice(CLEAN), dear)
    steps = steps_of(plan(score(fold(nothing_done(CLEAN, SHIP).acts), catalogue), catalogue))
    assert [(s.practice, s.after) for s in steps[:4]] == [(CLEAN, 1), (CLEAN, 2), (SHIP, 1), (SHIP, 2)]
    assert steps[2].why == ("floor", "gap:3")


def test_what_answers_more_comes_first() -> None:
    """Of two equal efforts the one that takes the heavier attack away comes first, and names it."""
    catalogue = threatened_catalogue()
    diary = nothing_done(CLEAN, SHIP)
    first = steps_of(plan(score(fold(diary.acts), catalogue), catalogue))[0]
    assert (first.practice, first.after, first.attacks) == (CLEAN, 1, (POISON,))


def test_what_is_left_out_stays_out() -> None:
    """An excluded practice has no step, holds no floor up, and is listed with that cause."""
    diary = nothing_done(CLEAN, SHIP)
    roadmap = planned(diary, 40, orders=Orders(excluded=frozenset({CLEAN})))
    assert [(s.practice, s.after) for s in steps_of(roadmap)] == [(SHIP, 1), (SHIP, 2), (SHIP, 3)]
    assert {(u.practice, u.cause) for u in roadmap.unplaced} == {(CLEAN, "excluded")}


def test_what_has_no_known_links_is_listed_and_counts_for_the_means() -> None:
    """One of two practices can rise: the mean goes from 0 to 3 / 2, over both as today's does."""
    unsettled = SMALL.practice(CLEAN).model_copy(update={"provisional": True})
    catalogue = catalogue_of(unsettled, SMALL.practice(SHIP))
    diary = nothing_done(CLEAN, SHIP).add(d.PracticeRequested(practice=CLEAN))
    roadmap = plan(score(fold(diary.acts), catalogue), catalogue)
    assert [(s.practice, s.after) for s in steps_of(roadmap)] == [(SHIP, 1), (SHIP, 2), (SHIP, 3)]
    assert [(u.practice, u.after, u.cause) for u in roadmap.unplaced] == [
        (CLEAN, level, "no-links") for level in (1, 2, 3)
    ]
    assert roadmap.waves[-1].earned.value == Fraction(3, 2)


def test_a_step_stands_in_the_wave_it_was_put_into() -> None:
    """Put into wave 3 it waits for it, and there comes first; the waves before it go on, if empty."""
    roadmap = planned(nothing_done(CLEAN, SHIP), 9, orders=Orders(fixed={(CLEAN, 1): 3}))
    assert [[(s.practice, s.after) for s in w.steps] for w in roadmap.waves[:3]] == [
        [(SHIP, 1), (SHIP, 2)],
        [],
        [(CLEAN, 1), (CLEAN, 2)],
    ]
    assert roadmap.waves[2].steps[0].why[0] == "fixed:3"
    assert planned(nothing_done(SHIP), 9, orders=Orders(fixed={(CLEAN, 1): 30})).waves[-1].steps


def test_a_prerequisite_waits() -> None:
    """Training's level 2 needs cleaning's level 1; with cleaning not applicable it waits for nothing."""
    diary = nothing_done(CLEAN, TRAIN, target=2).add(d.TargetSet(practice=CLEAN, level=0, reason="not now"))
    roadmap = planned(diary, 40)
    assert [(u.practice, u.after, u.cause) for u in roadmap.unplaced] == [(TRAIN, 2, f"blocked:{CLEAN}@1")]
    diary.add(d.SaidNotApplicable(practice=CLEAN, reason=d.NaReason.NO_SUCH_SYSTEM))
    assert not planned(diary, 40).unplaced


def test_the_floor_ignores_what_has_no_target() -> None:
    """Target 0 and N/A hold nothing up."""
    diary = nothing_done(CLEAN, SHIP).add(d.TargetSet(practice=CLEAN, level=0, reason="not now"))
    assert [(s.practice, s.after) for s in steps_of(planned(diary, 40))] == [(SHIP, 1), (SHIP, 2), (SHIP, 3)]


def test_what_is_too_big_is_listed() -> None:
    """Level 1 takes 3 points, level 2 takes 6: with 5 a wave, only level 1 fits."""
    roadmap = planned(nothing_done(SHIP), 5)
    assert [(s.practice, s.after) for s in steps_of(roadmap)] == [(SHIP, 1)]
    assert [(u.after, u.cause) for u in roadmap.unplaced] == [(2, "too-big"), (3, f"blocked:{SHIP}@2")]


@pytest.mark.parametrize("capacity", [0, -1])
def test_without_capacity_nothing_is_planned(capacity: int) -> None:
    """No capacity, no waves, and everything listed."""
    roadmap = planned(nothing_done(SHIP), capacity)
    assert not roadmap.waves
    assert len(roadmap.unplaced) == 3


def test_a_circle_of_prerequisites_ends() -> None:
    """Two practices that wait for each other are listed, each with the other as its cause."""
    circle = catalogue_of(
        practice_of(CLEAN, needs=[(WATCH, 1, 1)]), practice_of(WATCH, needs=[(CLEAN, 1, 1)])
    )
    roadmap = plan(score(fold(Diary("photo").acts), circle), circle)
    assert not roadmap.waves
    assert {(u.practice, u.cause) for u in roadmap.unplaced} == {
        (CLEAN, f"blocked:{WATCH}@1"),
        (WATCH, f"blocked:{CLEAN}@1"),
    }


def test_unknown_practices_say_find_out() -> None:
    """What is open is planned from its low end, with 'find out first' beside it."""
    diary = nothing_done(TRAIN, target=2).cover(TRAIN, _1=UNKNOWN).cover(CLEAN, _1=marks("photo"))
    first = steps_of(planned(diary, 40))[0]
    assert (first.practice, first.find_out, first.criteria) == (TRAIN, True, (f"{TRAIN}.1",))
    known = steps_of(planned(nothing_done(TRAIN, target=2).cover(TRAIN, _1=ALL), 40))[0]
    assert (known.after, known.find_out, known.criteria) == (2, False, (f"{TRAIN}.2a",))
    assert known.benefit == Fraction(1)
