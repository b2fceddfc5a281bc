"""How lines, gauges and rows are drawn: plain functions."""

from fractions import Fraction

import pytest
from textual.color import Color
from textual.content import Content
from textual.theme import Theme

from assistant.conversation.session import Line, LineStyle
from assistant.widgets.completion import filled_in, matching
from assistant.widgets.gauge import figures, level_gauge, levels, percents, share_bar
from assistant.widgets.heatmap import shade
from assistant.widgets.rows import Cell, row
from assistant.widgets.safe import plain, safe
from assistant.widgets.speech import lay_out
from assistant.widgets.themes import DARK, LIGHT
from model.scoring import Range


def _drawn(*lines: Line, width: int = 60) -> list[str]:
    return lay_out(lines, width).plain.split("\n")


def test_every_row_fits_its_width() -> None:
    """No style draws beyond the width, however narrow."""
    lines = [Line("word " * 40 + "x" * 90, style, indent) for style in LineStyle for indent in (0, 1, 3)]
    for width in (20, 33, 80):
        assert max(len(r) for r in _drawn(*lines, width=width)) <= width + 6


def test_the_second_column_keeps_its_place() -> None:
    """What is said about a label stays in its column when it wraps."""
    rows = _drawn(
        Line(f"{'checked, bad rows removed':<34} photo eta customs address · 4 of 4", LineStyle.ITEM),
        width=52,
    )
    start = rows[0].index("photo")
    assert start == 35
    assert rows[1].startswith(" " * start)
    assert rows[1].strip()


def test_a_quotation_has_a_bar_on_each_row() -> None:
    """A wrapped quotation is one all the way down."""
    rows = _drawn(Line('"' + "same checks every night " * 5 + '"', LineStyle.QUOTE, 1), width=40)
    assert len(rows) > 2
    assert all(r.startswith("  ▎ ") for r in rows)


def test_an_error_and_a_question_are_marked_by_characters() -> None:
    """Neither depends on colour."""
    assert _drawn(Line("no", LineStyle.ERROR)) == ["✗ no"]
    assert _drawn(Line("when?", LineStyle.QUESTION)) == ["┃ when?"]


def test_labels_stand_apart_from_what_comes_before() -> None:
    """A blank row goes before a label, none before its items."""
    rows = _drawn(Line("a"), Line("HEARD", LineStyle.LABEL), Line("b", LineStyle.ITEM, 1))
    assert rows == ["a", "", "HEARD", "  b"]


def test_the_level_is_a_badge() -> None:
    """The words of a level line stay as they are, in order."""
    (text,) = _drawn(Line("LEVEL 1 (target 2) · progress 1.63", LineStyle.LEVEL))
    assert text.split() == ["LEVEL", "1", "(target", "2)", "progress", "1.63"]


def test_markup_is_never_parsed() -> None:
    """Brackets are letters."""
    assert plain("[b]x[/b] [/").plain == "[b]x[/b] [/"
    assert _drawn(Line("[red]y[/]")) == ["[red]y[/]"]


@pytest.mark.parametrize("char", ["\x1b", "\x00", "\x7f", "\x9b", "\u202e", "\u2066", "\u200f", "\ufeff"])
def test_hidden_characters_become_visible(char: str) -> None:
    """Controls and direction marks are replaced one for one."""
    assert char not in safe(f"a{char}b")
    assert len(safe(f"a{char}b")) == 3


@pytest.mark.parametrize(
    ("low", "high", "target", "drawn"),
    [
        (0, 0, 2, "░░·"),
        (1, 1, 2, "█░·"),
        (1, 2, 2, "█▒·"),
        (3, 3, 2, "███"),
        (0, 3, 1, "▒▒▒"),
        (0, 0, 0, "···"),
    ],
)
def test_the_gauge_tells_earned_open_and_wanted(low: int, high: int, target: int, drawn: str) -> None:
    """Four states, four characters."""
    assert level_gauge(low, high, target=target).plain == drawn


def test_figures_are_ranges_while_something_is_open() -> None:
    """A dash between the ends, none where they meet, a dash alone where nothing applies."""
    half, two = Fraction(1, 2), Fraction(2)
    assert figures(Range(half, two)) == "0.50–2.00"
    assert figures(Range(two, two)) == "2.00"
    assert figures(None) == "–"
    assert levels(Range(Fraction(0), two)) == "0–2"
    assert percents(Range(Fraction(125, 2), Fraction(100))) == "63–100 %"


@pytest.mark.parametrize(("done", "total"), [(0, 0), (0, 4), (1, 4), (3, 4), (4, 4)])
def test_a_bar_is_as_long_as_it_is_wide(done: int, total: int) -> None:
    """Full only when all is done."""
    bar = share_bar(done, total, width=8).plain
    assert len(bar) == 8
    assert ("╌" not in bar) is (total > 0 and done == total)


def test_shades_grow_with_the_share() -> None:
    """None and all are never mistaken for some."""
    shades = [shade(n, 7) for n in range(8)]
    assert shades == sorted(shades)
    assert shades[0] == 0
    assert shades[7] == 4
    assert set(shades[1:7]) <= {1, 2, 3}


def test_cells_are_cut_and_filled() -> None:
    """Each cell has its width; one without is left out."""
    text = row([Cell(Content("a long name"), 6), Cell(Content("7"), 3, is_right=True), Cell(Content("x"), 0)])
    assert text.plain == "a lon…    7"


def test_commands_are_completed_until_a_space() -> None:
    """A slash lists all, letters narrow by name and alias, an argument ends it."""
    assert len(matching("/")) > 20
    assert [c.name for c in matching("/resu")] == ["results"]
    assert [c.name for c in matching("/facts")] == ["profile"]
    assert matching("/note x") == ()
    assert matching("note") == ()
    assert filled_in(matching("/note")[0]) == "/note "


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_words_stand_out_from_their_ground(theme: Theme) -> None:
    """Every colour that carries words has a contrast of 4.5 or more on each ground."""
    grounds = [Color.parse(getattr(theme, c)) for c in ("background", "surface", "panel")]
    names = ("primary", "secondary", "accent", "success", "error", "foreground")
    inks = {name: Color.parse(getattr(theme, name)) for name in names}
    inks["muted"] = Color.parse(theme.variables["muted"])
    for name, ink in inks.items():
        for ground in grounds:
            assert _contrast(ink, ground) >= 4.5, (name, ground.hex)


def _contrast(one: Color, other: Color) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: Color) -> float:
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in color.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_a_short_name_is_a_label_and_no_marker() -> None:
    """Names of three letters stand in the column of the longer ones."""
    lines = [Line(f"{name:<20}  trains-own", LineStyle.ITEM, 1) for name in ("eta", "x", "helpdesk-bot")]
    starts = {row.index("trains-own") for row in lay_out(lines, 80).plain.split("\n")}
    assert len(starts) == 1
