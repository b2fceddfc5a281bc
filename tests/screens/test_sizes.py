"""Nothing is cut off or out of reach where the terminal is small or a name is long."""

import pytest
from textual.content import Content
from textual.widgets import Static

from assistant.conversation.commands import COMMANDS
from assistant.conversation.session import Line, LineStyle
from assistant.screens.closing import LinesDialog
from assistant.screens.help import command_rows, key_rows
from assistant.screens.results import ResultsScreen
from assistant.widgets.figures import Columns
from assistant.widgets.speech import lay_out
from assistant.widgets.titlebar import shortened
from assistant.widgets.wording import say
from tests.screens.conftest import Opened

LONG = "Prevention of fraud in instant payments, Nordic and Baltic subsidiaries, spring"


async def test_a_long_dialog_keeps_its_hint(opened: Opened) -> None:
    """However much there is to say, how to close it stays in sight, and the rest is scrolled to."""
    async with opened((80, 24)) as driver:
        driver.app.push_screen(LinesDialog([Line(f"line {n}") for n in range(60)]))
        await driver.settle()
        dialog = driver.on(LinesDialog)
        frame, hint = dialog.query_one("#frame"), dialog.query_one("#hint")
        assert hint.region.height
        assert frame.region.contains_region(hint.region)
        assert not hint.region.overlaps(dialog.sheet.region)
        await driver.press("end")
        assert dialog.sheet.scroll_y == dialog.sheet.max_scroll_y > 0


async def test_the_heat_map_shows_every_figure(opened: Opened) -> None:
    """With all practices in scope a cell has room for its count and for what is wanted."""
    async with opened((80, 24)) as driver:
        await driver.begin()
        await driver.say("/scope extended")
        await driver.press("f4", "v")
        screen = driver.on(ResultsScreen)
        drawn = screen.heat_map.drawn(screen.heat_map.size.width).plain
        assert "…" not in drawn
        assert all(len(row) <= screen.heat_map.size.width for row in drawn.split("\n"))


@pytest.mark.parametrize("width", [40, 70, 92, 140])
def test_the_help_fits_its_width(width: int) -> None:
    """No command and no key is explained beyond the edge, and no word is lost."""
    rows = list(command_rows(width))
    assert max(row.cell_length for row in rows) <= width
    told = " ".join(" ".join(row.plain for row in rows).split())
    assert all(command.summary in told for command in COMMANDS)
    assert max(row.cell_length for row in key_rows(width)) <= width


def test_every_state_fits_its_column() -> None:
    """The words of a state, with their mark, are shown whole at every width."""
    words = [say(f"results.states.{key}") for key in ("not-asked", "at-target", "unknown", "partly", "below")]
    for width in (76, 96, 136):
        assert (
            max(len(word if word[0] in "✓?" else f"● {word}") for word in words)
            <= Columns.for_width(width).state
        )


def test_a_wide_table_has_room_for_names() -> None:
    """Where there are columns to spare, the longest name with its marks is not cut."""
    columns = Columns.for_width(136)
    name = len("  ↳ Training Environment Isolation and Reproducibility") + len(f" ({say('results.shared')})")
    assert columns.name >= name


def test_a_count_is_never_torn_apart() -> None:
    """'3 of 4' goes to the next row whole."""
    line = Line(f"{'checked, bad rows removed':<34} photo eta customs · 3 of 4", LineStyle.ITEM)
    for width in range(52, 72):
        rows = [row.strip() for row in lay_out([line], width).plain.split("\n")]
        assert any("3 of 4" in row for row in rows), width


async def test_the_list_of_commands_says_all_of_what_the_chosen_one_does(opened: Opened) -> None:
    """What the list cuts off is told below it, and no more once it fits."""
    async with opened((80, 24)) as driver:
        await driver.begin()
        driver.interview.composer.put("/corr")
        await driver.settle()
        told = driver.interview.composer.query_one("#offer", Static)
        assert told.display
        assert "Say what is wrong with the card, in your own words" in str(told.content)
        driver.interview.composer.put("/skip")
        await driver.settle()
        assert not told.display
        driver.interview.composer.put("nothing to complete")
        await driver.settle()
        assert not told.display


async def test_progress_can_be_scrolled_by_keyboard(opened: Opened) -> None:
    """Where it lies over the talk by the talk's keys, beside it by its own."""
    async with opened((80, 24)) as driver:
        await driver.begin()
        await driver.press("f9", "pagedown")
        pane = driver.interview.pane
        assert pane.scroll_y == pane.max_scroll_y > 0
        await driver.press("pageup")
        assert pane.scroll_y == 0
        await driver.pilot.resize_terminal(120, 18)
        await driver.press("ctrl+down")
        assert pane.scroll_y > 0
        assert driver.interview.composer.prompt.has_focus
        await driver.press("ctrl+up")
        assert pane.scroll_y == 0


@pytest.mark.parametrize("room", [30, 44, 60])
def test_a_long_name_leaves_the_screen_its_name(room: int) -> None:
    """Which screen it is can be read beside a name of any length, or an attack's behind the screen's."""
    assert shortened(f"{LONG} · results", room).endswith("… · results")
    assert shortened(f"Threats · {LONG}", room).startswith("Threats · Prev")
    for place in (f"{LONG} · results", f"Threats · {LONG}", LONG, "تقييم " * 20 + "· roadmap"):
        assert Content(shortened(place, room)).cell_length <= room
    assert shortened("Acme · results", room) == "Acme · results"


@pytest.mark.parametrize("width", [40, 60, 90])
def test_activities_of_all_levels_are_set_alike(width: int) -> None:
    """'1' and '2a' are both markers: what is said of either stands in the same column and style."""
    drawn = [
        lay_out([Line(f"{mark:<4}{'same checks every run':<34} all but address", LineStyle.ITEM, 1)], width)
        for mark in ("1", "2a")
    ]
    first, second = (row.plain.split("\n") for row in drawn)
    assert [len(r) - len(r.lstrip()) for r in first] == [len(r) - len(r.lstrip()) for r in second]
    one, other = ([span.style for span in row.spans] for row in drawn)
    assert one == other
