"""What the users decided about the roadmap: who, by when, what stays out, what comes when."""

from datetime import date, timedelta

import pytest
from hypothesis import given

from model import deeds as d
from model.agreements import brought_along, hindrance, plan_of, waves_of
from model.assessment import Act, Step
from model.card import as_stated
from model.decisions import CapacitySet, PracticeExcluded, StepAgreed, StepPut, StepStatus
from model.fold import fold
from model.orders import NO_ORDERS, Orders, orders_of
from model.roadmap import DEFAULT_CAPACITY, Roadmap, plan
from model.scoring import score
from tests.second_fold import read_acts
from tests.small import CLEAN, SHIP, TRAIN, Diary, small_catalogue
from tests.strategies import assessments

SMALL = small_catalogue()
DUE = date(2027, 3, 1)


def nothing_done(target: int = 3) -> Diary:
    """Three practices at 0."""
    diary = Diary("photo")
    for practice in (CLEAN, TRAIN, SHIP):
        known = SMALL.practice(practice)
        diary.add(d.Confirmed(practice=practice, coverages=as_stated(known, 0, systems=("photo",))))
        diary.add(d.TargetSet(practice=practice, level=target, reason="agreed"))
    return diary


def planned(diary: Diary, orders: Orders = NO_ORDERS) -> Roadmap:
    """The plan on record."""
    return plan_of(fold(diary.acts), SMALL, orders=orders)


def agreed(level: int = 1, **changes: object) -> StepAgreed:
    """Priya does a step of SHIP by the due date."""
    said = {"practice": SHIP, "level": level, "owner": "Priya", "due": DUE}
    return StepAgreed.model_validate({**said, **changes})


def said_of(roadmap: Roadmap, step: Step) -> StepAgreed | None:
    """What is agreed of a step in its wave."""
    steps = {(s.practice, s.after): s.agreed for w in roadmap.waves for s in w.steps}
    return steps[step]


@given(acts=assessments(SMALL, most=40))
def test_two_hands_read_the_same_decisions(acts: list[Act]) -> None:
    """What stands after random acts and undos, by the program and by the second fold."""
    state, book = fold(acts), read_acts([act.model_dump(mode="json") for act in acts])
    ours = {step: (s.deed.owner, s.deed.status) for step, s in state.agreed.items()}
    assert ours == {step: (said["owner"], said["status"]) for step, said in book["agreed"].items()}
    assert set(state.left_out) == book["left_out"]
    assert orders_of(state).fixed == {step: wave for step, wave in book["put"].items() if wave}
    assert (state.capacity.deed.capacity if state.capacity else None) == book["capacity"]


@given(acts=assessments(SMALL, most=40))
def test_the_plan_on_record_is_the_plan_under_its_orders(acts: list[Act]) -> None:
    """The same steps in the same waves as planning with these orders by hand."""
    state = fold(acts)
    book = read_acts([act.model_dump(mode="json") for act in acts])
    dropped = frozenset(step for step, said in book["agreed"].items() if said["status"] == "dropped")
    orders = Orders(
        frozenset(book["left_out"]), {step: wave for step, wave in book["put"].items() if wave}, dropped
    )
    by_hand = plan(score(state, SMALL), SMALL, capacity=book["capacity"] or DEFAULT_CAPACITY, orders=orders)
    assert waves_of(plan_of(state, SMALL)) == waves_of(by_hand)


def test_an_agreement_stands_beside_its_step_and_a_newer_one_takes_its_place() -> None:
    """By practice and level, with who recorded it and when; undoing brings the older one back."""
    diary = nothing_done().add(agreed(), agreed(2, owner="Marek"), agreed(status=StepStatus.UNDER_WAY))
    assert said_of(planned(diary), (SHIP, 1)) == agreed(status=StepStatus.UNDER_WAY)
    assert said_of(planned(diary), (SHIP, 2)) == agreed(2, owner="Marek")
    assert said_of(planned(diary), (CLEAN, 1)) is None
    assert fold(diary.acts).agreed[SHIP, 1].at == diary.acts[-1].at
    diary.add(d.Undone(act=diary.acts[-1].seq))
    assert said_of(planned(diary), (SHIP, 1)) == agreed()


def test_an_agreement_with_nothing_in_it_takes_the_old_one_away() -> None:
    """Nobody, no day, planned: as if nothing had been said."""
    diary = nothing_done().add(agreed(), StepAgreed(practice=SHIP, level=1))
    assert not fold(diary.acts).agreed


def test_what_is_dropped_is_in_no_wave_until_it_is_earned() -> None:
    """The levels above wait for it; once it is earned all the same, it holds nothing up."""
    diary = nothing_done().add(agreed(2, status=StepStatus.DROPPED))
    left = {(u.practice, u.after): (u.cause, u.agreed is not None) for u in planned(diary).unplaced}
    assert left == {(SHIP, 2): ("dropped", True), (SHIP, 3): (f"blocked:{SHIP}@2", False)}
    known = SMALL.practice(SHIP)
    diary.add(d.Confirmed(practice=SHIP, coverages=as_stated(known, 2, systems=("photo",))))
    assert waves_of(planned(diary))[SHIP, 3]


@pytest.mark.parametrize(
    ("deed", "cause"),
    [
        (d.LevelSet(practice=SHIP, level=1, reason="seen", coverages={}), "earned"),
        (d.TargetSet(practice=SHIP, level=0, reason="not any more"), "not-wanted"),
        (d.SaidNotApplicable(practice=SHIP, reason=d.NaReason.NO_SUCH_SYSTEM), "not-wanted"),
    ],
)
def test_agreed_steps_leave_the_roadmap_when_they_are_earned_or_not_wanted(
    deed: d.LevelSet | d.TargetSet | d.SaidNotApplicable, cause: str
) -> None:
    """Done shows as done by reassessment, whatever the status said."""
    if isinstance(deed, d.LevelSet):
        coverages = as_stated(SMALL.practice(SHIP), 1, systems=("photo",))
        deed = deed.model_copy(update={"coverages": coverages})
    roadmap = planned(nothing_done().add(agreed(), agreed(1, practice=CLEAN), deed))
    assert [(c.agreed, c.cause) for c in roadmap.closed] == [(agreed(), cause)]
    assert said_of(roadmap, (CLEAN, 1))


def test_orders_are_recorded_and_taken_back() -> None:
    """Left out, put into a wave, a capacity; and as if they had not been said."""
    diary = nothing_done().add(
        PracticeExcluded(practice=CLEAN),
        StepPut(practice=SHIP, level=1, wave=2),
        CapacitySet(capacity=9),
    )
    roadmap = planned(diary)
    assert roadmap.capacity == 9
    assert {u.cause for u in roadmap.unplaced if u.practice == CLEAN} == {"excluded"}
    assert waves_of(roadmap)[SHIP, 1] == 2
    diary.add(PracticeExcluded(practice=CLEAN, is_out=False), StepPut(practice=SHIP, level=1, wave=None))
    assert waves_of(planned(diary)) == waves_of(planned(nothing_done().add(CapacitySet(capacity=9))))


def test_what_is_asked_for_comes_on_top_of_what_is_recorded() -> None:
    """A flag adds to the orders on record and wins over them; nothing of it stays."""
    diary = nothing_done().add(PracticeExcluded(practice=CLEAN), StepPut(practice=SHIP, level=1, wave=2))
    told = Orders(frozenset({TRAIN}), {(SHIP, 1): 3})
    assert waves_of(planned(diary, told))[SHIP, 1] == 3
    assert {u.practice for u in planned(diary, told).unplaced if u.cause == "excluded"} == {CLEAN, TRAIN}
    assert waves_of(planned(diary))[SHIP, 1] == 2


def test_why_a_step_cannot_stand_in_a_wave() -> None:
    """What must come first, a wave that is full, or nothing."""
    diary = nothing_done().add(CapacitySet(capacity=6))
    plain = waves_of(planned(diary))

    def put(step: Step, wave: int) -> str:
        roadmap = planned(diary, Orders(fixed={step: wave}))
        return hindrance(roadmap, SMALL, step=step, wave=wave)

    assert put((SHIP, 1), plain[SHIP, 1] + 1) == ""
    assert plain[TRAIN, 2] > plain[CLEAN, 1]
    assert put((SHIP, 2), 1) == f"blocked:{SHIP}@1"
    crowd = planned(diary, Orders(fixed={(CLEAN, 1): 1, (TRAIN, 1): 1, (SHIP, 1): 1}))
    assert hindrance(crowd, SMALL, step=(SHIP, 1), wave=1) == "full:1"
    later = planned(diary, Orders(fixed={(CLEAN, 1): 5, (TRAIN, 2): 2}))
    assert hindrance(later, SMALL, step=(TRAIN, 2), wave=2) == f"blocked:{CLEAN}@1"
    assert put((CLEAN, 3), 1) == "too-big"
    assert hindrance(planned(nothing_done(1)), SMALL, step=(SHIP, 3), wave=1) == "not-wanted"


def test_what_a_step_brings_along() -> None:
    """Everything before it that stands later than the wave, at any remove; nothing where nothing does."""
    diary = nothing_done().add(CapacitySet(capacity=6))
    roadmap = planned(diary, Orders(fixed={(CLEAN, 1): 4, (TRAIN, 1): 3, (TRAIN, 2): 1}))
    along = brought_along(roadmap, SMALL, step=(TRAIN, 2), wave=1)
    assert along == ((TRAIN, 1), (CLEAN, 1))
    assert brought_along(roadmap, SMALL, step=(TRAIN, 2), wave=3) == ((CLEAN, 1),)
    assert brought_along(roadmap, SMALL, step=(TRAIN, 2), wave=4) == ()
    third = brought_along(roadmap, SMALL, step=(TRAIN, 3), wave=1)
    assert {(TRAIN, 2), (TRAIN, 1), (CLEAN, 1)} <= set(third)


def test_a_step_that_comes_later_than_it_was_put_says_so() -> None:
    """What it waits for was put behind it: the line tells the order, and that it is not kept."""
    diary = nothing_done(2).add(
        StepPut(practice=TRAIN, level=2, wave=2), StepPut(practice=CLEAN, level=1, wave=3)
    )
    steps = {(s.practice, s.after): s for w in planned(diary).waves for s in w.steps}
    assert steps[TRAIN, 2].why[0] == "late:2"
    assert steps[CLEAN, 1].why[0] == "fixed:3"


def test_the_days_of_acts_stay() -> None:
    """Who decided what when is kept with each decision."""
    diary = nothing_done().add(PracticeExcluded(practice=CLEAN, reason="sold"))
    said = fold(diary.acts).left_out[CLEAN]
    assert (said.deed.reason, said.speaker) == ("sold", diary.acts[-1].speaker)
    assert said.at - diary.acts[0].at == timedelta(hours=len(diary.acts) - 1)
