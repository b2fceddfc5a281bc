"""The exposure of today beside what the roadmap would leave, and the attacks that weigh most."""

from collections.abc import Iterator
from fractions import Fraction

from textual.content import Content
from textual.reactive import reactive

from assistant.conversation.attacks import technique_name
from assistant.widgets.drawn import Drawn
from assistant.widgets.gauge import BEYOND, EARNED, OPEN, figures, percents
from assistant.widgets.rows import Cell, row
from assistant.widgets.safe import plain
from assistant.widgets.waves import Planned
from assistant.widgets.wording import say
from model.exposure import Exposure
from model.roadmap import Roadmap
from model.scoring import Range

MOST_WAVES = 5
"""Waves that have a bar of their own; the last one always has."""
MOST_NAMED = 3
_NAME, _FIGURE, _WIDEST, _SHARE = 18, 9, 40, 13
ZERO = Fraction(0)


class ExposureView(Drawn):
    """Bars from today to the end of the roadmap."""

    planned: reactive[Planned | None] = reactive(None, layout=True)

    def drawn(self, width: int) -> Content:
        """The bars, their key, and the heaviest attacks."""
        return Content("\n").join(self._rows(width))

    def _rows(self, width: int) -> Iterator[Content]:
        yield plain(say("exposure.title"), "bold $accent")
        yield from plain(say("exposure.about"), "$muted").wrap(width)
        yield Content("")
        if self.planned is None:
            yield plain(say("exposure.counting"), "$muted")
        elif not self.planned.roadmap.shares:
            yield plain(say("exposure.nothing"))
        else:
            yield from _bars(self.planned.roadmap, width)
            yield from plain(say("exposure.legend"), "$muted").wrap(width)
            yield Content("")
            yield from _heaviest(self.planned, width)


def told_shares(roadmap: Roadmap) -> Iterator[tuple[str, Range]]:
    """Today, the waves, the whole roadmap, and the least that is possible, each with what is left."""
    today, *after = roadmap.shares
    yield say("exposure.today"), today
    for number, share in enumerate(after[:-1][:MOST_WAVES], 1):
        yield say("exposure.wave", number=number), share
    if after:
        yield say("exposure.all"), after[-1]
    least = roadmap.today.least
    if possible := roadmap.today.percent(Range(least, least)):
        yield say("exposure.least"), possible


def _bars(roadmap: Roadmap, width: int) -> Iterator[Content]:
    room = max(8, min(_WIDEST, width - _NAME - _FIGURE - 4))
    for name, share in told_shares(roadmap):
        figure = Cell(plain(percents(share), "bold"), _FIGURE, is_right=True)
        yield row([Cell(plain(name), _NAME), Cell(_bar(share, room), room), figure])


def _bar(share: Range, room: int) -> Content:
    low, high = (int(room * end / 100 + Fraction(1, 2)) for end in (share.low, share.high))
    return Content.assemble(
        (EARNED * low, "$error"), (OPEN * (high - low), "$warning"), (BEYOND * (room - high), "$muted")
    )


def _heaviest(planned: Planned, width: int) -> Iterator[Content]:
    today, catalogue = planned.roadmap.today, planned.catalogue
    yield plain(say("exposure.heaviest"), "bold $accent")
    for attack in today.heaviest[:MOST_NAMED]:
        name = say("exposure.attack", name=technique_name(catalogue, attack.technique), id=attack.technique)
        share = Cell(plain(f"{figures(today.percent(attack.left))} %", "bold"), _SHARE, is_right=True)
        yield row([Cell(plain(name), max(8, min(width, _NAME + _WIDEST + _FIGURE + 4) - _SHARE - 2)), share])
    if today.unanswerable:
        told = say("exposure.unanswerable", count=len(today.unanswerable), share=_unanswered(today))
        yield from plain(told, "$muted").wrap(width)


def _unanswered(today: Exposure) -> str:
    weight = sum((a.weight for a in today.unanswerable), ZERO)
    return percents(today.percent(Range(weight, weight)))
