"""Results, roadmap, explanations, parked list, help and palette."""

from textual.command import CommandPalette
from textual.widgets import Static

from assistant.conversation.commands import COMMANDS
from assistant.screens import keys
from assistant.screens.closing import LinesDialog
from assistant.screens.explain import ExplainScreen
from assistant.screens.help import GROUPS, HelpScreen, command_rows, key_rows
from assistant.screens.palette import CommandProvider
from assistant.screens.parked import ParkedScreen
from assistant.screens.results import ResultsScreen
from assistant.screens.roadmap import RoadmapScreen
from model.roadmap import Roadmap
from model.scoring import score
from tests.screens.conftest import Driver, Opened


async def _settled(driver: Driver) -> None:
    """An assessment with two practices set by judgement, one of them at its target."""
    await driver.begin()
    await driver.say("/jump sanitize training data")
    await driver.say("/level 1 we saw it done last week")
    await driver.say("/jump code signing")
    await driver.say("/level 0 nobody signs anything")


async def test_the_table_has_the_scorecards_figures(opened: Opened) -> None:
    """A row per practice and phase, with the levels that the scorer gives."""
    async with opened() as driver:
        await _settled(driver)
        await driver.press("f4")
        screen = driver.on(ResultsScreen)
        card = score(screen.session.state, screen.session.catalogue)
        rows = [o for o in screen.table.options if o.id]
        assert len(rows) == sum(len(phase.practices) for phase in card.phases)
        sanitize = next(str(o.prompt) for o in rows if o.id == "AML.M0007 data-cleaning")
        assert f"{int(card.practice('AML.M0007').earned.low)}" in sanitize.split()
        assert "✓ at target" in sanitize
        assert f"{card.headline.at_target} of 19" in str(screen.query_one("#headline", Static).content)


async def test_enter_on_a_figure_says_why(opened: Opened) -> None:
    """On a narrow terminal as a dialog, on a wide one beside the table."""
    async with opened() as driver:
        await _settled(driver)
        await driver.press("f4", "enter")
        assert "AML.M" in driver.on(LinesDialog).lines[0].text
        await driver.press("escape")
        await driver.pilot.resize_terminal(200, 60)
        await driver.press("down")
        assert "AML.M" in driver.on(ResultsScreen).reasons.lines[0].text


async def test_the_heat_map_reads_without_colour(opened: Opened) -> None:
    """Each cell has a count beside its shade."""
    async with opened() as driver:
        await _settled(driver)
        await driver.press("f4", "m")
        assert driver.on(ResultsScreen).heat_map.display
        assert not driver.on(ResultsScreen).table.display
        rows = driver.on(ResultsScreen).heat_map.drawn(76).plain.splitlines()
        cleaning = next(r for r in rows if r.startswith("Data cleaning"))
        assert "█ 1/1" in cleaning
        assert "0/1" in cleaning


def _planned(screen: RoadmapScreen) -> Roadmap:
    assert screen.waves.planned is not None
    return screen.waves.planned.roadmap


async def test_capacity_changes_the_waves(opened: Opened) -> None:
    """Less capacity makes more waves, and what fits nowhere says why."""
    async with opened() as driver:
        await _settled(driver)
        await driver.press("f5")
        screen = driver.on(RoadmapScreen)
        before = len(_planned(screen).waves)
        await driver.press("minus", "minus", "minus", "minus")
        assert _planned(screen).capacity == screen.capacity == 20
        assert len(_planned(screen).waves) > before
        await driver.press(*["minus"] * 3)
        assert _planned(screen).unplaced
        await driver.press("end", "enter")
        assert isinstance(driver.app.screen, LinesDialog)


async def test_the_buttons_change_capacity_by_mouse(opened: Opened) -> None:
    """What the keys do, the mouse does."""
    async with opened() as driver:
        await _settled(driver)
        await driver.press("f5")
        await driver.pilot.click("#more")
        await driver.settle()
        assert driver.on(RoadmapScreen).capacity == 45


async def test_a_step_says_why_and_what_it_must_show(opened: Opened) -> None:
    """The details of a step name its reasons and its criteria."""
    async with opened() as driver:
        await _settled(driver)
        await driver.press("f5", "enter")
        texts = [line.text for line in driver.on(LinesDialog).lines]
        assert "WHY HERE" in texts
        assert "WHAT IT MUST SHOW" in texts
        assert len(texts) > texts.index("WHAT IT MUST SHOW") + 1


async def test_explain_finds_practices_levels_and_words(opened: Opened) -> None:
    """Typing narrows the picker; a digit shows a level; a word has its meaning."""
    async with opened() as driver:
        await driver.begin()
        await driver.press("f2")
        screen = driver.on(ExplainScreen)
        await driver.press("slash", *"signing", "enter")
        assert screen.sheet.lines[0].text.startswith("Code Signing")
        await driver.press("2")
        assert "2" in screen.sheet.lines[0].text
        screen.field.value = "adversarial example"
        await driver.settle()
        assert "adversarial example" in screen.sheet.lines[0].text.lower()
        screen.field.value = "zzzz"
        await driver.settle()
        assert len(screen.sheet.lines) == 1


async def test_the_parked_list_is_by_person_and_can_be_copied(opened: Opened) -> None:
    """What was parked stands under the person's name, on the screen and on the clipboard."""
    async with opened() as driver:
        await driver.begin()
        await driver.say("/jump code signing")
        await driver.say("/park Priya")
        await driver.press("f6")
        assert "Priya" in [line.text for line in driver.on(ParkedScreen).sheet.lines]
        await driver.press("c")
        assert "Priya" in driver.app.clipboard


def test_help_lists_every_command() -> None:
    """The registry is the help."""
    text = "\n".join(row.plain for row in command_rows(140))
    for command in COMMANDS:
        assert f"/{command.name}" in text
        assert command.summary in text


def test_help_lists_every_key() -> None:
    """Whatever a screen takes is told, with its key as people know it; not one is cut."""
    tables = [v for v in vars(keys).values() if isinstance(v, tuple) and v and isinstance(v[0], keys.Key)]
    lone = [v for v in vars(keys).values() if isinstance(v, keys.Key) and v is not keys.EXPORT_HERE]
    shown = {key.id for known in GROUPS.values() for key in known}
    assert {key.id for key in (*lone, *(key for table in tables for key in table))} <= shown
    rows = [row.plain for row in key_rows()]
    assert "< ,      " in {row[:9] for row in rows}
    assert any(row.startswith("⏎") and "Why it stands here" in row for row in rows)
    assert not any("_" in row[:8] or "…" in row[:8] for row in rows)


async def test_help_opens_from_the_interview(opened: Opened) -> None:
    """F1 shows it over the composer."""
    async with opened() as driver:
        await driver.begin()
        await driver.press("f1")
        assert isinstance(driver.app.screen, HelpScreen)


async def test_the_palette_offers_every_command_and_runs_it(opened: Opened) -> None:
    """The palette's commands are the registry's; one that needs words is begun in the composer."""
    async with opened() as driver:
        await driver.begin()
        offered = [hit.text async for hit in CommandProvider(driver.interview).discover()]
        assert {f"/{c.name}" for c in COMMANDS} <= {str(text).partition(" ")[0] for text in offered}
        driver.app.action_command_palette()
        await driver.settle()
        assert isinstance(driver.app.screen, CommandPalette)
        await driver.press(*"note", "enter")
        await driver.settle()
        assert driver.interview.composer.text == "/note "
