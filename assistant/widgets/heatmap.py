"""Phases against levels: how many practices have come so far."""

from collections.abc import Iterator

from textual.content import Content
from textual.reactive import reactive

from assistant.widgets.drawn import Drawn
from assistant.widgets.rows import Cell, row
from assistant.widgets.safe import plain
from assistant.widgets.standing import PhaseStanding, Standing
from assistant.widgets.wording import say

_LEVELS = (1, 2, 3)
_SHADES = ("·", "░", "▒", "▓", "█")
_STYLES = ("$muted", "$error", "$warning", "$primary", "$success")


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
        heads = [plain(say("map.level", level=n), "bold $muted") for n in _LEVELS]
        cells = [[_cell(phase, level) for level in _LEVELS] for phase in standing.phases]
        widest = max(cell.cell_length for each in (heads, *cells) for cell in each)
        name = max(12, min(24, width - 3 * (widest + 2)))
        yield plain(say("map.title"), "bold $accent")
        yield row([Cell(Content(""), name), *(Cell(head, widest) for head in heads)])
        for phase, each in zip(standing.phases, cells, strict=True):
            yield row([Cell(plain(phase.name), name), *(Cell(cell, widest) for cell in each)])
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
