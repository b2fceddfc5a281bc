"""The last row and long lists: which keys stand there, what a click does, and rows that come bit by bit."""

import pytest
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.widgets.option_list import Option

from assistant.screens.help import HelpScreen
from assistant.screens.results import ResultsScreen
from assistant.widgets.footer import KeyFooter, ShownKey, place
from assistant.widgets.keynames import key_name
from assistant.widgets.rowlist import AT_ONCE, RowList
from tests.screens.conftest import Opened

KEYS = tuple(ShownKey(key, key, label) for key, label in (("a", "Apple"), ("b", "Berry"), ("c", "Cherry")))


@pytest.mark.parametrize(
    ("key", "long", "short"),
    [
        ("ctrl+s", "Ctrl+S", "^S"),
        ("f10", "F10", "F10"),
        ("f", "f", "f"),
        ("escape", "Esc", "Esc"),
        ("pagedown", "PgDn", "PgDn"),
        ("less_than_sign", "<", "<"),
    ],
)
def test_keys_are_named_as_people_write_them(key: str, long: str, short: str) -> None:
    """Modifiers and function keys with a capital; a letter as it is typed."""
    assert key_name(key) == long
    assert key_name(key, is_short=True) == short


def test_the_last_key_stands_at_the_right_end() -> None:
    """The others begin at the left, apart from each other."""
    placed = place(KEYS, 40)
    assert [p.shown.key for p in placed] == ["a", "b", "c"]
    assert placed[0].start == 0
    assert placed[1].start > placed[0].shown.width
    assert placed[-1].start + placed[-1].shown.width == 40


def test_a_key_without_room_is_left_out() -> None:
    """Not cut in half; the last one stays."""
    narrow = KEYS[0].width + KEYS[2].width + 2
    assert [p.shown.key for p in place(KEYS, narrow)] == ["a", "c"]


async def test_a_screen_shows_its_keys_in_its_own_order(opened: Opened) -> None:
    """The way back first, the palette last, whichever of them comes before the focus."""
    async with opened(size=(100, 32)) as driver:
        await driver.begin()
        await driver.press("f4")
        footer = driver.on(ResultsScreen).query_one(KeyFooter)
        assert [k.label for k in footer.keys] == [
            "Back", "Why", "View", "Roadmap", "Threats", "Export", "Palette",
        ]  # fmt: skip


async def test_a_click_on_a_key_is_that_key(opened: Opened) -> None:
    """Help opens; between two keys nothing happens."""
    async with opened(size=(100, 32)) as driver:
        await driver.begin()
        footer = driver.interview.query_one(KeyFooter)
        help_ = next(p for p in footer.placed() if p.shown.label == "Help")
        await driver.pilot.click(footer, offset=(help_.start, 0))
        await driver.settle()
        assert driver.app.screen is driver.interview
        await driver.pilot.click(footer, offset=(help_.start + 2, 0))
        await driver.settle()
        driver.on(HelpScreen)


async def test_home_offers_only_what_there_is_something_for(opened: Opened) -> None:
    """Nothing to delete or export in an empty record."""
    async with opened() as driver:
        footer = driver.app._home.query_one(KeyFooter)
        assert not {"Delete", "Export"} & {k.label for k in footer.keys}
        await driver.begin()
        await driver.press("ctrl+o")
        assert {"Delete", "Export"} <= {k.label for k in footer.keys}


class RowsApp(App[None]):
    """A list of more rows than are drawn in one go."""

    def compose(self) -> ComposeResult:
        yield RowList(*(Option(f"row {n}", id=str(n)) for n in range(AT_ONCE + 5)))


async def test_rows_come_a_few_at_a_time_and_all_of_them_come() -> None:
    """One go draws as many new ones as it may; once nothing changes any more, none is blank."""
    async with RowsApp().run_test(size=(40, AT_ONCE + 10)) as pilot:
        rows = pilot.app.query_one(RowList)
        rows._clear_caches()
        rows._styles_cache.clear()
        whole = Region(0, 0, *rows.outer_size)
        seen = [sum("row" in strip.text for strip in rows.render_lines(whole))]
        for _ in range(3):
            await pilot.pause()
        seen.append(sum("row" in strip.text for strip in rows.render_lines(whole)))
        assert seen == [AT_ONCE, AT_ONCE + 5]
