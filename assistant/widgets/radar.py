"""The nine phases as a radar in dots: earned, what may still be, and the target; bars where it is narrow."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, cos, pi, sin, sqrt

from textual.content import Content
from textual.reactive import reactive

from assistant.widgets.braille import Canvas, Dot
from assistant.widgets.drawn import Drawn
from assistant.widgets.gauge import BEYOND, EARNED, OPEN, WANTED, figures
from assistant.widgets.rows import Cell, fitted, row
from assistant.widgets.safe import plain
from assistant.widgets.standing import Standing
from assistant.widgets.wording import say
from model.scoring import Range

LEAST = 60
"""Columns below which names and dots would stand in each other's way."""
LABEL = 18
"""Columns of a phase's name and figures."""
_LOWEST, _LOW, _HIGHEST = 11, 13, 17
"""Rows of the drawing, odd; the last where the terminal is likely to be higher too."""
_ROOMY = 96
"""Columns from which it is the highest."""
_TALL, _TALLER = 38, 25
"""Rows of a terminal from which a roomy drawing has more rows, and how many."""
_BAR = 12
"""Cells of a bar, four a level."""
_BESIDE = 51
"""Columns from which name, bar and figures fit side by side."""
_STYLES = {"earned": "$success", "open": "$secondary", "target": "$accent", "grid": "$faint"}


@dataclass(frozen=True)
class RadarAxis:
    """One phase: its name, and its figures where something in it applies."""

    name: str
    earned: Range | None
    target: Fraction | None

    @property
    def told(self) -> str:
        """'0.50–1.00 of 2.00'."""
        if self.earned is None or self.target is None:
            return say("radar.na")
        return say(
            "radar.figures", earned=figures(self.earned), target=figures(Range(self.target, self.target))
        )


class Radar(Drawn):
    """Draws the standing of all phases."""

    standing: reactive[Standing | None] = reactive(None, layout=True)

    def drawn(self, width: int) -> Content:
        """The radar with its key below."""
        if self.standing is None:
            return Content("")
        axes = axes_of(self.standing)
        most = _TALLER if self.app.size.height >= _TALL else _HIGHEST
        rows = bars(axes, width) if width < LEAST else radar(axes, width, most=most)
        kind = "bars" if width < LEAST else "dots"
        key = plain(say(f"radar.legend-{kind}"), "$muted").wrap(width)
        return Content("\n").join([plain(say("radar.title"), "bold $accent"), *rows, *key])


def axes_of(standing: Standing) -> tuple[RadarAxis, ...]:
    """The phases in the order of the life cycle."""
    card = standing.scorecard
    scored = {phase.id: phase for phase in card.phases}
    return tuple(RadarAxis(p.name, p.earned, card.target_of(scored[p.id])) for p in standing.phases)


def bars(axes: Sequence[RadarAxis], width: int) -> Iterator[Content]:
    """A bar for each phase, beside its name or below it."""
    is_beside = width >= _BESIDE
    name = max(8, width - LABEL - 1 - (_BAR + 1 if is_beside else 0))
    for axis in axes:
        told, bar = Cell(plain(axis.told, "$muted"), LABEL), Cell(_bar(axis), _BAR if is_beside else 0)
        yield row([Cell(plain(axis.name), name), bar, told], gap=1)
        if not is_beside:
            yield _bar(axis)


def _bar(axis: RadarAxis) -> Content:
    if axis.earned is None or axis.target is None:
        return plain(BEYOND * _BAR, "$muted")
    low, high, target = (round(_BAR * end / 3) for end in (axis.earned.low, axis.earned.high, axis.target))
    wanted = max(0, target - high)
    parts = [(EARNED * low, _STYLES["earned"]), (OPEN * (high - low), _STYLES["open"])]
    parts += [(WANTED * wanted, _STYLES["target"]), (BEYOND * (_BAR - high - wanted), "$muted")]
    return Content.assemble(*parts)


def radar(axes: Sequence[RadarAxis], width: int, *, most: int = _HIGHEST) -> Iterator[Content]:
    """The first phase above, the next ones down the right side, the last ones up the left."""
    room = (width - 2 * LABEL - 2) // 2
    height = most if width >= _ROOMY else _LOW if room >= _LOW else _LOWEST
    canvas, places = _drawing(axes, height), _places(len(axes), height)
    half = (len(axes) + 1) // 2
    first = plain(f"{axes[0].name}  ") + plain(axes[0].told, "$muted")
    yield first.truncate(width, ellipsis=True).pad_left(max(0, (width - first.cell_length) // 2))
    for number in range(height):
        told = {n < half: _words(axes[n], number - at) for n, at in places.items() if 0 <= number - at < 2}
        reach = max(_extent(row, height) for row in _paired(number, places))
        room = (width - 2 * reach) // 2 - 1
        left = fitted(Cell(told.get(False, Content("")), room, is_right=True))
        right = told.get(True, Content("")).truncate(room, ellipsis=True)
        yield Content(" ").join([left, canvas.row(number, start=height - reach, end=height + reach), right])


def _words(axis: RadarAxis, row_of_label: int) -> Content:
    return plain(axis.told, "$muted") if row_of_label else plain(axis.name)


def _places(count: int, height: int) -> dict[int, int]:
    """By axis but the first, the upper of the two rows of its label: where the axis ends."""
    ends = {n: _corner(n, Fraction(3), height=height, count=count)[1] for n in range(1, count)}
    return {n: max(0, min(height - 2, int(y / 4 - 0.5))) for n, y in ends.items()}


def _paired(number: int, places: Mapping[int, int]) -> set[int]:
    """A row and those with which it shares a label, so that both rows of a label begin alike."""
    return {number} | {at + n for at in places.values() if 0 <= number - at < 2 for n in (0, 1)}


def _drawing(axes: Sequence[RadarAxis], height: int) -> Canvas:
    """Rings, then what may be, what is earned, and the target over them."""
    canvas = Canvas(2 * height, height)
    for level in (1, 2, 3):
        ring = [_corner(n, Fraction(level), height=height, count=len(axes)) for n in range(len(axes))]
        canvas.outline(ring, _STYLES["grid"], every=3)
    rated = [(n, a.earned, a.target) for n, a in enumerate(axes) if a.earned and a.target is not None]
    at = [
        [_corner(n, level, height=height, count=len(axes)) for n, level in side]
        for side in (
            [(n, earned.high) for n, earned, _ in rated],
            [(n, earned.low) for n, earned, _ in rated],
            [(n, target) for n, _, target in rated],
        )
    ]
    if rated:
        canvas.fill(at[0], _STYLES["open"], is_sparse=True)
        canvas.fill(at[1], _STYLES["earned"])
        canvas.carve(at[2], _STYLES["target"])
    return canvas


def _corner(number: int, level: Fraction, *, height: int, count: int) -> Dot:
    """Where a level stands on an axis; dots are as wide as they are high."""
    angle, centre, radius = 2 * pi * number / count - pi / 2, 2 * height - 0.5, _radius(height)
    return (centre + radius * float(level) / 3 * cos(angle), centre + radius * float(level) / 3 * sin(angle))


def _radius(height: int) -> float:
    return 2 * height - 1


def _extent(number: int, height: int) -> int:
    """Columns from the middle that the rings need in a row."""
    radius = _radius(height)
    nearest = min(abs(4 * number + part - 2 * height + 0.5) for part in range(4))
    return min(height, ceil(sqrt(max(0.0, radius**2 - nearest**2)) / 2) + 1)
