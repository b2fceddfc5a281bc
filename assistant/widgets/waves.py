"""The waves of a roadmap: a row per step."""

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.widgets.gauge import figures, share_bar
from assistant.widgets.rows import Cell, row
from assistant.widgets.safe import plain
from assistant.widgets.wording import say
from model.catalogue import Catalogue
from model.roadmap import Roadmap, RoadmapStep, Unplaced, Wave


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


class WaveList(OptionList):
    """Chooses a step among the waves."""

    planned: reactive[Planned | None] = reactive(None)

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
        at = self.highlighted
        self.set_options(_rows(self.planned, width))
        last = self.option_count - 1
        self.highlighted = min(at, last) if at is not None else min(1, last)

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
            self.post_message(self.Chosen(item, is_final=is_final))


def _rows(planned: Planned, width: int) -> Iterator[Option]:
    roadmap, catalogue = planned.roadmap, planned.catalogue
    if not roadmap.waves and not roadmap.unplaced:
        yield Option(plain(say("roadmap.nothing"), "$muted"), disabled=True)
    for number, wave in enumerate(roadmap.waves):
        yield Option(_heading(number, wave, capacity=roadmap.capacity, width=width), disabled=True)
        for place, step in enumerate(wave.steps):
            yield Option(_step(step, catalogue, width=width), id=f"step {number} {place}")
    if roadmap.unplaced:
        yield Option(plain(f"\n{say('roadmap.unplaced')}", "bold $warning"), disabled=True)
    for number, left in enumerate(roadmap.unplaced):
        yield Option(_left(left, catalogue, width=width), id=f"left {number}")


def _heading(number: int, wave: Wave, *, capacity: int, width: int) -> Content:
    words = say(
        "roadmap.wave-figures",
        effort=wave.effort,
        capacity=capacity,
        earned=figures(wave.earned),
        progress=figures(wave.progress),
    )
    title = plain(say("roadmap.wave", number=number + 1), "bold $primary")
    bar = share_bar(wave.effort, capacity, width=12)
    first = Content("\n") if number else Content("")
    line = title + "  " + bar + "  " + plain(words, "$muted")
    return first + line.truncate(width, ellipsis=True)


def _step(step: RoadmapStep, catalogue: Catalogue, *, width: int) -> Content:
    find_out = plain(f"? {say('roadmap.find-out')}", "$warning") if step.find_out else Content("")
    name = plain(f"  {catalogue.practice(step.practice).name}")
    return row(
        [
            Cell(name, min(54, width - 40)),
            Cell(plain(say("roadmap.step", before=step.before, after=step.after), "bold"), 5),
            Cell(plain(say("roadmap.effort", effort=step.effort), "$muted"), 6, is_right=True),
            Cell(find_out, 18),
        ]
    )


def _left(left: Unplaced, catalogue: Catalogue, *, width: int) -> Content:
    name = plain(f"  {catalogue.practice(left.practice).name}")
    level = plain(say("roadmap.to-level", level=left.after), "bold")
    return row([Cell(name, min(54, width - 40)), Cell(level, 5)])
