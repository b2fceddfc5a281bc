"""The roadmap: decisions and what-ifs on the screen."""

from datetime import date

import pytest
from textual.widgets import OptionList, Static

from assistant.conversation.plans import Move, putting
from assistant.conversation.supposed import outlook
from assistant.screens.interview import InterviewScreen
from assistant.screens.roadmap import RoadmapScreen
from assistant.screens.steps import AgreementDialog, MoveDialog, OrdersDialog, ReasonDialog, SupposeDialog
from assistant.widgets.step import detail_lines
from assistant.widgets.waves import Planned, rows_of
from model.agreements import plan_of, waves_of
from model.assessment import State, Step
from model.decisions import StepStatus
from model.deeds import TargetSet
from model.fold import fold
from model.roadmap import Roadmap, RoadmapStep
from tests.screens.conftest import Driver, Opened
from tests.small import ALL, NONE, SHIP, Diary, marks, small_catalogue


async def _roadmap(driver: Driver) -> RoadmapScreen:
    """The roadmap of an assessment with two practices set by judgement."""
    await driver.begin()
    await driver.say("/jump sanitize training data")
    await driver.say("/level 1 we saw it done last week")
    await driver.say("/jump code signing")
    await driver.say("/level 0 nobody signs anything")
    await driver.press("f5")
    return driver.on(RoadmapScreen)


def _state(driver: Driver) -> State:
    """What is on record, read anew."""
    return driver.interview.session.refolded().state


def _shown(screen: RoadmapScreen) -> Roadmap:
    assert screen.waves.planned is not None
    return screen.waves.planned.roadmap


def _chosen(screen: RoadmapScreen) -> RoadmapStep:
    assert isinstance(screen.waves.chosen, RoadmapStep)
    return screen.waves.chosen


def _step(screen: RoadmapScreen) -> Step:
    return _chosen(screen).practice, _chosen(screen).after


def _notes(driver: Driver) -> str:
    """What the screen has said in passing."""
    return " ".join(note.message for note in driver.app._notifications)


async def test_who_does_a_step_is_asked_and_recorded(opened: Opened) -> None:
    """Owner, day, status and reason; the row says it, and the interview goes on from it."""
    async with opened() as driver:
        screen = await _roadmap(driver)
        step = _step(screen)
        await driver.press("a")
        dialog = driver.on(AgreementDialog)
        dialog.owner.value, dialog.due.value = "Priya [red]", "2027-03-01"
        await driver.press("tab", "tab", "right", "tab", *"why", "enter")
        said = _state(driver).agreed[step].deed
        assert (said.owner, said.due, said.reason) == ("Priya [red]", date(2027, 3, 1), "why")
        assert said.status is StepStatus.UNDER_WAY
        assert _chosen(screen).agreed == said
        assert "Priya [red]" in str(screen.waves.get_option_at_index(screen.waves.highlighted or 0).prompt)
        await driver.press("escape")
        assert driver.on(InterviewScreen).session.state.agreed[step].deed == said
        await driver.press("f8")
        assert step not in driver.interview.session.state.agreed


async def test_a_day_that_is_none_is_not_taken(opened: Opened) -> None:
    """The dialog stays, and says how a day is written; Escape changes nothing."""
    async with opened() as driver:
        await _roadmap(driver)
        await driver.press("a")
        dialog = driver.on(AgreementDialog)
        dialog.due.value = "1 March"
        await driver.press("enter")
        assert "2027-03-01" in str(dialog.fault.content)
        await driver.press("escape")
        driver.on(RoadmapScreen)
        assert not _state(driver).agreed


async def test_what_was_agreed_is_there_to_be_changed(opened: Opened) -> None:
    """The dialog opens with it; what is not touched stays."""
    async with opened() as driver:
        screen = await _roadmap(driver)
        step = _step(screen)
        await driver.press("a", *"Priya", "enter", "a")
        assert driver.on(AgreementDialog).owner.value == "Priya"
        await driver.press("tab", "tab", "left", "tab", "enter")
        said = _state(driver).agreed[step].deed
        assert (said.owner, said.status) == ("Priya", StepStatus.DROPPED)
        assert step not in waves_of(_shown(screen))


async def test_a_practice_is_left_out_and_taken_back(opened: Opened) -> None:
    """With its reason; the cursor stays on it, so the same key takes it back."""
    async with opened() as driver:
        screen = await _roadmap(driver)
        practice, _ = _step(screen)
        await driver.press("x")
        assert isinstance(driver.app.screen, ReasonDialog)
        await driver.press(*"sold", "enter")
        assert _state(driver).left_out[practice].deed.reason == "sold"
        assert {u.cause for u in _shown(screen).unplaced if u.practice == practice} == {"excluded"}
        assert screen.waves.chosen is not None
        assert screen.waves.chosen.practice == practice
        await driver.press("x")
        assert not _state(driver).left_out
        assert practice in {i for i, _ in waves_of(_shown(screen))}


async def test_a_step_moves_between_waves(opened: Opened) -> None:
    """Later and sooner again, as orders on record; sooner than the first is refused."""
    async with opened() as driver:
        screen = await _roadmap(driver)
        step = _step(screen)
        await driver.press("less_than_sign")
        assert "first wave already" in _notes(driver)
        await driver.press("greater_than_sign")
        assert driver.on(MoveDialog).wave.value == "2"
        await driver.press(*"later", "enter")
        assert waves_of(_shown(screen))[step] == 2
        assert (_state(driver).put[step].deed.wave, _state(driver).put[step].deed.reason) == (2, "later")
        await driver.press("less_than_sign", "enter")
        assert _state(driver).put[step].deed.wave == 1
        await driver.press("greater_than_sign")
        driver.on(MoveDialog).wave.value = ""
        await driver.press("enter")
        assert not _state(driver).put


async def test_a_decision_that_is_forbidden_says_why(opened: Opened) -> None:
    """A level above the target has no wave: nothing is recorded, and the plan stays."""
    async with opened() as driver:
        screen = await _roadmap(driver)
        before = waves_of(_shown(screen))
        screen.record(lambda session: putting(session, Move(("AML.M0013", 3), 1)), words="")
        await driver.settle()
        assert "cannot stand in wave 1" in _notes(driver)
        assert not _state(driver).put
        assert waves_of(_shown(screen)) == before


async def test_orders_are_listed_and_taken_back(opened: Opened) -> None:
    """Enter takes the chosen one back."""
    async with opened() as driver:
        screen = await _roadmap(driver)
        before = waves_of(_shown(screen))
        await driver.press("greater_than_sign", "enter", "o")
        dialog = driver.on(OrdersDialog)
        assert "wave 2" in str(dialog.query_one(OptionList).get_option_at_index(0).prompt)
        await driver.press("enter")
        assert not _state(driver).put
        assert waves_of(_shown(screen)) == before


async def test_the_capacity_is_kept_when_asked(opened: Opened) -> None:
    """Trying one records nothing and says so."""
    async with opened() as driver:
        screen = await _roadmap(driver)
        await driver.press("plus")
        assert _state(driver).capacity is None
        assert "on record: 40" in str(screen.capacity_line.content)
        await driver.press("k")
        kept = _state(driver).capacity
        assert kept is not None
        assert kept.deed.capacity == 45
        assert "on record" not in str(screen.capacity_line.content)
        assert _shown(screen).capacity == plan_of(_state(driver), screen.session.catalogue).capacity


async def test_what_is_supposed_moves_everything_and_records_nothing(opened: Opened) -> None:
    """Levels, exposure and roadmap move; it says that it is supposed; one key goes back."""
    async with opened() as driver:
        screen = await _roadmap(driver)
        truth, acts = _shown(screen), len(driver.interview.session.ledger.acts)
        practice, level = _step(screen)
        await driver.press("s")
        assert driver.on(SupposeDialog).practice.value
        await driver.press("3", "enter")
        supposed = _shown(screen)
        assert (practice, level) not in waves_of(supposed)
        assert supposed.today.left.high < truth.today.left.high
        banner = str(screen.query_one("#supposed", Static).content)
        assert "SUPPOSED, nothing recorded" in banner
        assert "→" in banner
        await driver.press("x")
        assert "only supposed" in _notes(driver)
        await driver.press("t")
        assert _shown(screen) == truth
        assert not screen.has_class("-supposed")
        assert len(driver.interview.session.ledger.acts) == acts


async def test_a_plan_that_comes_too_late_is_not_shown(opened: Opened) -> None:
    """What was asked for before something else was asked for changes nothing on the screen."""
    async with opened() as driver:
        screen = await _roadmap(driver)
        truth, late = screen.asked, outlook(screen.session, capacity=7)
        assert truth is not None
        screen.post_message(screen.Replanned(late, asked=truth._replace(capacity=7), supposed="all is well"))
        await driver.press("down")
        assert _shown(screen).capacity == truth.capacity
        assert not screen.has_class("-supposed")


async def test_a_supposed_target_adds_steps(opened: Opened) -> None:
    """On top of what is supposed already; an empty wish and an unknown practice are told."""
    async with opened() as driver:
        screen = await _roadmap(driver)
        await driver.press("s", "enter")
        assert "0 to 3" in str(driver.on(SupposeDialog).fault.content)
        dialog = driver.on(SupposeDialog)
        dialog.practice.value, dialog.target.value = "code signing", "3"
        await driver.press("enter")
        assert ("AML.M0013", 3) in waves_of(_shown(screen))
        await driver.press("s")
        dialog = driver.on(SupposeDialog)
        dialog.practice.value, dialog.level.value = "no such thing [b]", "1"
        await driver.press("enter")
        assert "no such thing [b]" in _notes(driver)
        assert ("AML.M0013", 3) in waves_of(_shown(screen))


async def test_there_are_columns_where_there_is_room(opened: Opened) -> None:
    """Owner, day and status on a wide terminal; on a narrow one they share a column."""
    async with opened(size=(120, 30)) as driver:
        screen = await _roadmap(driver)
        await driver.press("a", *"Priya", "tab", *"2027-03-01", "enter")
        rows = [str(option.prompt) for option in screen.waves.options]
        assert "Owner" in rows[0]
        mine = next(row for row in rows if "Priya" in row)
        assert mine.index("Priya") == rows[0].splitlines()[0].index("Owner")
        assert mine.index("2027-03-01") == rows[0].splitlines()[0].index("Due")
        assert "exposure" in rows[0]
        await driver.pilot.resize_terminal(80, 24)
        await driver.settle()
        rows = [str(option.prompt) for option in screen.waves.options]
        assert "Owner" not in rows[0]
        assert any("Priya · planned" in row for row in rows)
        assert max(len(line) for row in rows for line in row.splitlines()) <= 76


@pytest.mark.parametrize("width", [75, 120])
def test_a_covered_level_says_that_it_comes_with_the_one_below(width: int) -> None:
    """One row takes both, by the points of the lower one, on a narrow screen and on a wide one."""
    catalogue = small_catalogue()
    diary = Diary("photo").add(TargetSet(practice=SHIP, level=2, reason="agreed"))
    roadmap = plan_of(fold(diary.cover(SHIP, _1=NONE, _2a=marks("photo"), _2b=ALL).acts), catalogue)
    rows = [str(option.prompt) for option in rows_of(Planned(roadmap, catalogue), width)]
    (row,) = [row for row in rows if SHIP in row]
    assert "0 → 2   3 pts  ✓ level 2 met" in row
    assert max(len(line) for row in rows for line in row.splitlines()) <= width


def test_details_tell_what_the_level_asks_from_what_is_missing_below() -> None:
    """Criteria of the level itself stand first; nobody has agreed to it yet."""
    diary = Diary("photo").add(TargetSet(practice=SHIP, level=2, reason="agreed"))
    catalogue = small_catalogue()
    steps = [s for w in plan_of(fold(diary.acts), catalogue).waves for s in w.steps if s.practice == SHIP]
    texts = [line.text for line in detail_lines(steps[1], catalogue)]
    shows, below = texts.index("WHAT IT MUST SHOW"), texts.index("WHAT IS MISSING BELOW IT")
    assert [text[:2] for text in texts[shows + 1 : below]] == ["2a", "2b"]
    assert texts[below + 1].startswith("1 ")
    assert any("Nobody has agreed" in text for text in texts)


async def test_a_plan_is_decided_in_the_talk(opened: Opened) -> None:
    """`/plan` records what `mlsmm plan` records, and the screen shows it."""
    async with opened() as driver:
        await driver.begin()
        await driver.say("/plan code signing@1 owner Ana [b], due 2027-03-01")
        assert "Recorded: Code Signing to level 1: Ana [b], by 2027-03-01, planned." in driver.transcript
        await driver.press("f5")
        rows = " ".join(str(option.prompt) for option in driver.on(RoadmapScreen).waves.options)
        assert "Ana [b] · planned" in rows


async def test_the_way_back_is_offered_where_something_is_supposed(opened: Opened) -> None:
    """Not before; and Enter is always in the footer."""
    async with opened() as driver:
        screen = await _roadmap(driver)
        shown = {b.binding.id for b in screen.active_bindings.values() if b.binding.show}
        assert "roadmap.detail" in shown
        assert "roadmap.truth" not in shown
        await driver.press("s", "3", "enter")
        assert "roadmap.truth" in {b.binding.id for b in screen.active_bindings.values() if b.binding.show}


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_waves_reach_from_edge_to_edge(opened: Opened, size: tuple[int, int]) -> None:
    """What is supposed takes rows above them, not columns beside them; the figures stay whole."""
    async with opened(size=size) as driver:
        screen = await _roadmap(driver)
        width = screen.query_one("#body").region.width
        await driver.press("plus", "s", "3", "enter")
        assert screen.has_class("-supposed")
        assert screen.query_one("#body").region.width == width == size[0]
        assert screen.today.region.width >= len(str(screen.today.content))
