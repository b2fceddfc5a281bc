"""The radar, its bars and the exposure as they are drawn; the views of the results."""

from fractions import Fraction
from itertools import pairwise
from math import hypot

import pytest

from assistant.screens.results import VIEWS, ResultsScreen
from assistant.widgets.braille import Canvas, along
from assistant.widgets.exposure import told_shares
from assistant.widgets.radar import LEAST, RadarAxis, axes_of, bars, radar
from model.exposure import expose
from model.roadmap import plan
from model.scoring import Range, score
from tests.screens.conftest import Driver, Opened

NAMES = tuple(f"Phase number {n}" for n in range(1, 10))
BRAILLE = {chr(code) for code in range(0x2800, 0x2900)}
FULL = chr(0x28FF)


def _axes(low: float, high: float, target: float = 2) -> tuple[RadarAxis, ...]:
    earned = Range(Fraction(low), Fraction(high))
    return tuple(RadarAxis(name, earned, Fraction(target)) for name in NAMES)


def _dots(rows: list[str]) -> int:
    return sum((ord(c) - 0x2800).bit_count() for r in rows for c in r if c in BRAILLE)


def test_a_dot_is_one_of_eight_in_its_cell() -> None:
    """Two across and four down; what lies beyond the edge is not drawn."""
    canvas = Canvas(2, 1)
    for at in ((0, 0), (3, 3), (-1, 0), (4, 0), (0, 4)):
        canvas.set(at, "")
    assert canvas.row(0).plain == chr(0x2801) + chr(0x2880)
    canvas.clear((0, 0))
    assert canvas.row(0).plain == " " + chr(0x2880)


def test_a_square_is_filled_whole_or_half() -> None:
    """Every dot, or every other one."""
    corners = [(0.0, 0.0), (7.0, 0.0), (7.0, 8.0), (0.0, 8.0)]
    whole, half = Canvas(4, 2), Canvas(4, 2)
    whole.fill(corners, "")
    half.fill(corners, "", is_sparse=True)
    rows = [[c.row(n).plain for n in range(2)] for c in (whole, half)]
    assert set("".join(rows[0])) == {FULL}
    assert _dots(rows[1]) * 2 == _dots(rows[0])


def test_a_line_shows_in_a_filled_area() -> None:
    """What stands beside it is taken away."""
    canvas = Canvas(4, 4)
    canvas.fill([(0.0, 0.0), (7.0, 0.0), (7.0, 16.0), (0.0, 16.0)], "")
    before = _dots([canvas.row(n).plain for n in range(4)])
    canvas.carve([(4.0, 0.0), (4.0, 15.0)], "")
    assert _dots([canvas.row(n).plain for n in range(4)]) == before - 2 * 16


def test_a_line_has_no_gaps() -> None:
    """Each dot touches the one before."""
    dots = list(along((1.0, 2.0), (9.0, 30.0)))
    assert (dots[0], dots[-1]) == ((1, 2), (9, 30))
    assert all(hypot(a[0] - b[0], a[1] - b[1]) < 2 for a, b in pairwise(dots))


@pytest.mark.parametrize("width", [LEAST, 66, 76, 94, 140, 300])
def test_every_phase_is_named_with_its_figures(width: int) -> None:
    """At every width at which there is a radar, and nothing reaches beyond it."""
    rows = [r.plain for r in radar(_axes(0.5, 1.5), width)]
    text = "\n".join(rows)
    assert all(name in text for name in NAMES)
    assert text.count("0.50–1.50 of 2.00") == len(NAMES)
    assert max(len(r) for r in rows) <= width
    assert set("".join(rows)) & BRAILLE


def test_more_earned_fills_more() -> None:
    """Earned is denser than what may be, and that than nothing."""
    counts = [_dots([r.plain for r in radar(_axes(*ends), 76)]) for ends in ((0, 0), (0, 3), (3, 3))]
    assert counts == sorted(set(counts))


def test_a_phase_in_which_nothing_applies() -> None:
    """It keeps its name and says so; the others are drawn."""
    axes = (*_axes(1, 1)[:4], RadarAxis("Empty", None, None), *_axes(1, 1)[5:])
    for rows in ([r.plain for r in radar(axes, 76)], [r.plain for r in bars(axes, 50)]):
        at = next(n for n, r in enumerate(rows) if "Empty" in r)
        assert "n/a" in "\n".join(rows[at : at + 2])
    nothing = tuple(RadarAxis(n, None, None) for n in NAMES)
    assert len([r.plain for r in radar(nothing, 76)]) > 10


def test_names_of_other_scripts_keep_their_place() -> None:
    """Wide letters take two columns."""
    axes = tuple(RadarAxis("機械学習の要件定義と評価の段階", a.earned, a.target) for a in _axes(1, 2))
    assert all(r.cell_length <= 76 for r in radar(axes, 76))
    assert all(r.cell_length <= width for width in (30, 50, 58) for r in bars(axes, width))


def test_a_bar_tells_earned_open_and_wanted() -> None:
    """Four cells a level, four characters."""
    row = next(bars(_axes(0.5, 1), 60)).plain
    assert "██▒▒░░░░····" in row
    assert "0.50–1.00 of 2.00" in row


async def _judged(driver: Driver) -> ResultsScreen:
    await driver.begin()
    await driver.say("/jump code signing")
    await driver.say("/level 1 we saw it done last week")
    await driver.press("f4")
    return driver.on(ResultsScreen)


async def test_the_radar_has_the_scorecards_figures(opened: Opened) -> None:
    """Nine phases with the means that the scorer gives; bars where it is narrow."""
    async with opened() as driver:
        screen = await _judged(driver)
        card = score(screen.session.state, screen.session.catalogue)
        axes = axes_of(screen.standing)
        assert [a.earned for a in axes] == [p.earned for p in card.phases]
        for axis, phase in zip(axes, card.phases, strict=True):
            targets = [card.practice(i).target for i in phase.practices if card.practice(i).applicable]
            assert axis.target is not None
            assert axis.target * len(targets) == sum(targets)
        wide, narrow = (screen.radar.drawn(width).plain for width in (76, 40))
        assert set(wide) & BRAILLE
        assert not set(narrow) & BRAILLE
        assert "░" in narrow
        assert all(phase.name in text for phase in screen.standing.phases for text in (wide, narrow))


async def test_the_exposure_stands_beside_what_the_roadmap_leaves(opened: Opened) -> None:
    """Today's share, the last wave's, the least possible, and the three attacks that weigh most."""
    async with opened() as driver:
        screen = await _judged(driver)
        card, catalogue = score(screen.session.state, screen.session.catalogue), screen.session.catalogue
        exposure, roadmap = expose(card, catalogue), plan(card, catalogue)
        told = dict(told_shares(roadmap))
        assert told["today"] == exposure.percent()
        assert told["after the roadmap"] == exposure.percent(roadmap.waves[-1].exposure)
        assert told["the least possible"].high * exposure.weight == 100 * exposure.least
        text = screen.exposure.drawn(76).plain
        assert [a.technique in text for a in exposure.heaviest[:4]] == [True, True, True, False]
        assert f"against {len(exposure.unanswerable)} attacks" in text
        assert "not a probability" in text


async def test_one_key_goes_through_the_views(opened: Opened) -> None:
    """One at a time where there is room for one, and back to the table."""
    async with opened() as driver:
        screen = await _judged(driver)
        widgets = dict(
            zip(VIEWS, (screen.table, screen.heat_map, screen.radar, screen.exposure), strict=True)
        )
        for view in (*VIEWS[1:], VIEWS[0]):
            await driver.press("v")
            assert screen.view == view
            assert [name for name, widget in widgets.items() if widget.size.height] == [view]
        assert screen.focused is screen.table


async def test_a_view_and_the_reasons_stand_beside_the_table(opened: Opened) -> None:
    """The heat map first; all of them where it is wide enough."""
    async with opened(size=(160, 45)) as driver:
        screen = await _judged(driver)
        for widget in (screen.heat_map, screen.radar, screen.exposure, screen.heat_map):
            shown = [w for w in (screen.heat_map, screen.radar, screen.exposure) if w.size.height]
            assert shown == [widget]
            assert screen.table.size.height
            assert screen.reasons.size.height
            assert screen.focused is screen.table
            await driver.press("v")
        await driver.pilot.resize_terminal(240, 60)
        await driver.settle()
        assert all(w.size.height for w in (screen.heat_map, screen.radar, screen.exposure, screen.reasons))
