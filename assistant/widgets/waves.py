"""The waves of a roadmap: a row per step."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.conversation.views import cause_words, closed_words
from assistant.widgets.gauge import figures, percents, share_bar
from assistant.widgets.rowlist import RowList
from assistant.widgets.rows import Cell, row
from assistant.widgets.safe import plain
from assistant.widgets.wording import say
from model.assessment import Step
from model.catalogue import Catalogue
from model.decisions import StepAgreed
from model.roadmap import Closed, Roadmap, RoadmapStep, Unplaced, Wave

ROOMY = 104
"""Columns from which owner, due day and status have columns of their own."""
OWNER, DUE, STATUS, NAME = 14, 10, 14, 46


@dataclass(frozen=True)
class Planned:
    """A roadmap with the names it needs."""

    roadmap: Roadmap
    catalogue: Catalogue

    def item(self, option_id: str) -> RoadmapStep | Unplaced | None:
        """What a row stands for."""
        kind, _, place = option_id.partition(" ")
        first, _, second = place.partition(" ")
        if kind == "step":
            return self.roadmap.waves[int(first)].steps[int(second)]
        return self.roadmap.unplaced[int(first)] if kind == "left" else None

    def wave_of(self, item: RoadmapStep | Unplaced) -> int:
        """The number of a step's wave; 0 where it fits nowhere."""
        waves = enumerate(self.roadmap.waves, 1)
        return next((n for n, wave in waves if any(s is item for s in wave.steps)), 0)


class WaveList(RowList):
    """Chooses a step among the waves."""

    planned: reactive[Planned | None] = reactive(None)
    _last: Step | None = None
    """The step that the cursor stood on."""

    @property
    def chosen(self) -> RoadmapStep | Unplaced | None:
        """What the cursor stands on."""
        if self.planned is None or self.highlighted is None:
            return None
        return self.planned.item(self.get_option_at_index(self.highlighted).id or "")

    class Chosen(Message):
        """The cursor came to a step, or to one that fits nowhere."""

        def __init__(self, item: RoadmapStep | Unplaced, *, is_final: bool) -> None:
            super().__init__()
            self.item = item
            self.is_final = is_final

    def watch_planned(self) -> None:
        """Set the rows anew."""
        self._set_rows()

    def on_resize(self) -> None:
        """Set the rows for another width."""
        self._set_rows()

    def _set_rows(self) -> None:
        width = self.size.width - 5
        if self.planned is None or width < 1:
            return
        before, at = self._last, self.highlighted
        self.set_options(rows_of(self.planned, width))
        last = self.option_count - 1
        fallback = min(1, last) if at is None else min(at, last)
        self.highlighted = self._place_of(before, fallback) if before else fallback

    def _place_of(self, step: Step, fallback: int) -> int:
        """The row of a step, wherever it went."""
        items = enumerate(self.planned.item(o.id or "") if self.planned else None for o in self.options)
        return next((n for n, item in items if item and item.named == step), fallback)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say which step it is."""
        event.stop()
        self._choose(event.option, is_final=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Say which step was chosen."""
        event.stop()
        self._choose(event.option, is_final=True)

    def _choose(self, option: Option, *, is_final: bool) -> None:
        item = self.planned.item(option.id or "") if self.planned else None
        if item is not None:
            self._last = item.named
            self.post_message(self.Chosen(item, is_final=is_final))


def rows_of(planned: Planned, width: int) -> Iterator[Option]:
    """A heading for each wave, a row for each step, then what fits nowhere and what is over."""
    roadmap, catalogue = planned.roadmap, planned.catalogue
    if not roadmap.waves and not roadmap.unplaced:
        yield Option(plain(say("roadmap.nothing"), "$muted"), disabled=True)
    for number, wave in enumerate(roadmap.waves):
        yield Option(_heading(number, roadmap, width=width), disabled=True)
        for place, step in enumerate(wave.steps):
            yield Option(_step(step, catalogue, width=width), id=f"step {number} {place}")
    if roadmap.unplaced:
        yield Option(plain(f"\n{say('roadmap.unplaced')}", "bold $warning"), disabled=True)
    for number, left in enumerate(roadmap.unplaced):
        yield Option(_left(left, catalogue, width=width), id=f"left {number}")
    if roadmap.closed:
        yield Option(plain(f"\n{say('roadmap.closed')}", "bold $success"), disabled=True)
    for closed in roadmap.closed:
        yield Option(_closed(closed, catalogue, width=width), disabled=True)


def _heading(number: int, roadmap: Roadmap, *, width: int) -> Content:
    wave = roadmap.waves[number]
    title = plain(say("roadmap.wave", number=number + 1), "bold $primary")
    bar = share_bar(wave.effort, roadmap.capacity, width=12)
    points = say("roadmap.points", effort=wave.effort, capacity=roadmap.capacity)
    line = title + "  " + bar + "  " + plain(points, "$muted")
    if number == 0 and width >= ROOMY:
        names = [Cell(plain(say(f"roadmap.{n}"), "$muted"), w) for n, w in _AGREED]
        line = row([Cell(line, _name_width(width) + 15), *names])
    after = plain(f"  {_afterwards(wave, roadmap)}", "$muted")
    above = Content("\n") if number else Content("")
    return above + line.truncate(width, ellipsis=True) + "\n" + after.truncate(width, ellipsis=True)


def _afterwards(wave: Wave, roadmap: Roadmap) -> str:
    return say(
        "roadmap.afterwards",
        earned=figures(wave.earned),
        progress=figures(wave.progress),
        exposure=percents(roadmap.today.percent(wave.exposure)),
    )


_AGREED = (("owner", OWNER), ("due", DUE), ("status", STATUS))


def _name_width(width: int) -> int:
    """What the name may take, beside step, effort and what was agreed."""
    if width >= ROOMY:
        return min(54, width - OWNER - DUE - STATUS - 21)
    return max(12, min(NAME, width - 39))


def _agreement(step: RoadmapStep, *, width: int) -> Iterator[Cell]:
    """Owner, day and status in columns; in one where there is little room, or what else there is to say."""
    agreed, open_ = step.agreed, _remark(step)
    if width >= ROOMY:
        owner = plain(agreed.owner) if agreed and agreed.owner else open_
        yield Cell(owner, OWNER)
        yield Cell(plain(str(agreed.due or "") if agreed else ""), DUE)
        yield Cell(plain(_status(agreed), "$muted"), STATUS)
    elif agreed:
        words = (agreed.owner, _status(agreed), str(agreed.due or ""))
        yield Cell(plain(" · ".join(w for w in words if w)), width - _name_width(width) - 17)
    else:
        yield Cell(open_, width - _name_width(width) - 17)


def _remark(step: RoadmapStep) -> Content:
    """That something is to be found out first, or that levels come along that are met already."""
    if step.find_out:
        return plain(f"? {say('roadmap.find-out')}", "$warning")
    if not step.along:
        return Content("")
    words = say("roadmap.along", level=step.after) if len(step.along) == 1 else say("roadmap.along-both")
    return plain(f"✓ {words}", "$success")


def _status(agreed: StepAgreed | None) -> str:
    return say(f"roadmap.states.{agreed.status.value}") if agreed else ""


def _step(step: RoadmapStep, catalogue: Catalogue, *, width: int) -> Content:
    name = plain(f"  {catalogue.practice(step.practice).name}")
    return row(
        [
            Cell(name, _name_width(width)),
            Cell(plain(say("roadmap.step", before=step.before, after=step.after), "bold"), 5),
            Cell(plain(say("roadmap.effort", effort=step.effort), "$muted"), 6, is_right=True),
            *_agreement(step, width=width),
        ]
    )


def _left(left: Unplaced, catalogue: Catalogue, *, width: int) -> Content:
    name = plain(f"  {catalogue.practice(left.practice).name}")
    level = plain(say("roadmap.to-level", level=left.after), "bold")
    room = width - _name_width(width) - 9
    cause = plain(cause_words(left.cause, catalogue), "$muted")
    return row([Cell(name, _name_width(width)), Cell(level, 5), Cell(cause, room)])


def _closed(closed: Closed, catalogue: Catalogue, *, width: int) -> Content:
    return plain(f"  {closed_words(closed, catalogue)}", "$muted").truncate(width, ellipsis=True)
