"""The roadmap on the screen: moves with what must come first, and capacities that are tried."""

from assistant.screens.dialogs import ConfirmDialog
from assistant.screens.interview import InterviewScreen
from assistant.screens.roadmap import RoadmapScreen
from assistant.screens.steps import MoveDialog
from model.agreements import waves_of
from model.assessment import Step
from tests.screens.conftest import Driver, Opened
from tests.screens.test_roadmap import _roadmap, _shown, _state


async def test_what_holds_a_step_back_is_named_and_may_come_along(opened: Opened) -> None:
    """A level goes no earlier than the one below it: both are moved when asked."""
    first, second = ("AML.M0013", 1), ("AML.M0013", 2)
    async with opened() as driver:
        await driver.begin()
        await driver.say("/jump code signing")
        await driver.say("/level 0 nobody signs anything")
        await driver.say("/target code signing 2 the board wants it")
        await driver.press("f5")
        screen = driver.on(RoadmapScreen)
        wave = waves_of(_shown(screen))[first]
        await _move(driver, screen, first, wave=wave + 1)
        assert waves_of(_shown(screen))[first] == wave + 1
        await _move(driver, screen, second, wave=wave)
        assert "Code Signing to level 1" in driver.on(ConfirmDialog).values["steps"]
        await driver.press("n")
        assert {step: said.deed.wave for step, said in _state(driver).put.items()} == {first: wave + 1}
        await _move(driver, screen, second, wave=wave)
        await driver.press("y")
        waves = waves_of(_shown(screen))
        assert (waves[first], waves[second]) == (wave, wave)
        assert {_state(driver).put[step].deed.wave for step in (first, second)} == {wave}


async def test_a_wave_that_is_none_is_not_taken(opened: Opened) -> None:
    """Zero is no wave; Escape changes nothing."""
    async with opened() as driver:
        await _roadmap(driver)
        await driver.press("greater_than_sign")
        dialog = driver.on(MoveDialog)
        dialog.wave.value = "0"
        await driver.press("enter")
        assert "1 to 99" in str(dialog.fault.content)
        await driver.press("escape")
        driver.on(RoadmapScreen)
        assert not _state(driver).put


async def test_a_capacity_is_tried_by_command(opened: Opened) -> None:
    """`/roadmap 33` opens with it, and says that it is only tried; nonsense is told, and opens nothing."""
    async with opened() as driver:
        await driver.begin()
        await driver.say("/roadmap 33")
        screen = driver.on(RoadmapScreen)
        assert screen.capacity == _shown(screen).capacity == 33
        assert "on record: 40" in str(screen.capacity_line.content)
        assert _state(driver).capacity is None
        await driver.press("plus")
        assert screen.capacity == 35
        await driver.press("minus", "minus", "escape")
        assert screen.capacity == 25
        for nonsense in ("abc", "-3", "1e9", "0", "10000", "[red]3"):
            await driver.say(f"/roadmap {nonsense}")
            assert isinstance(driver.app.screen, InterviewScreen)
            assert f"cannot hold '{nonsense}'" in driver.transcript
            driver.interview.composer.put("")


async def _move(driver: Driver, screen: RoadmapScreen, step: Step, *, wave: int) -> None:
    """Put the cursor on a step, and the step into a wave."""
    assert screen.waves.planned is not None
    items = [screen.waves.planned.item(option.id or "") for option in screen.waves.options]
    screen.waves.highlighted = next(
        n for n, item in enumerate(items) if item and (item.practice, item.after) == step
    )
    await driver.press("greater_than_sign")
    driver.on(MoveDialog).wave.value = str(wave)
    await driver.press("enter")
