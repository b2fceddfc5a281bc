"""Phases against levels: how many practices have come so far."""

from collections.abc import Iterator

from textual.content import Content
from textual.reactive import reactive

from assistant.widgets.drawn import Drawn
from assistant.widgets.rows import Cell, row
from assistant.widgets.safe import plain
from assistant.widgets.standing import PhaseStanding, Standing
from assistant.widgets.wording import say

_SHADES = ("·", "░", "▒", "▓", "█")
_STYLES = ("$muted", "$error", "$warning", "$primary", "$success")
_CELL = 13


def shade(done: int, total: int) -> int:
    """0 for none, 4 for all, 1 to 3 between."""
    if not total or not done:
        return 0
    return 4 if done >= total else 1 + min(2, 3 * done // total)


class HeatMap(Drawn):
    """A row per phase, a column per level."""

    standing: reactive[Standing | None] = reactive(None, layout=True)

    def drawn(self, width: int) -> Content:
        """The map with its key below."""
        if self.standing is None:
            return Content("")
        return Content("\n").join(self._rows(self.standing, width))

    def _rows(self, standing: Standing, width: int) -> Iterator[Content]:
        name = max(12, min(24, width - 3 * (_CELL + 1)))
        heads = [Cell(plain(say("map.level", level=n), "bold $muted"), _CELL) for n in (1, 2, 3)]
        yield plain(say("map.title"), "bold $accent")
        yield row([Cell(Content(""), name), *heads], gap=1)
        for phase in standing.phases:
            cells = [Cell(_cell(phase, level), _CELL) for level in (1, 2, 3)]
            yield row([Cell(plain(phase.name), name), *cells], gap=1)
        yield Content("")
        yield from plain(say("map.legend"), "$muted").wrap(width)


def _cell(phase: PhaseStanding, level: int) -> Content:
    applicable = [p.scored for p in phase.practices if p.scored.applicable]
    if not applicable:
        return plain("–", "$muted")
    done = sum(s.earned.low >= level for s in applicable)
    wanted = sum(s.target >= level for s in applicable)
    depth = shade(done, len(applicable))
    count = f"{done}/{len(applicable)}"
    flag = "" if done >= wanted else f" ↑{wanted}"
    return Content.styled(_SHADES[depth] * 5, _STYLES[depth]) + plain(f" {count}") + plain(flag, "$muted")
