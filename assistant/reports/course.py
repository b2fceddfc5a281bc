"""The roadmap of the document: every step with its reasons and what it is done by."""

from collections.abc import Iterator, Sequence

from assistant.reports.blocks import Block, GridBlock, HeadingBlock, ListBlock, PictureBlock, TextBlock
from assistant.reports.charts import timeline, timeline_words
from assistant.reports.parts import ReportData
from assistant.reports.waves import ReportClosed, ReportLeftover, ReportOrder, ReportStep, ReportWave
from assistant.reports.words import NOTHING, decimal_words, header_of, percent_words, say

MOST_ATTACKS = 3
"""Attacks that a step names before it counts the others."""


def roadmap_blocks(data: ReportData) -> Iterator[Block]:
    """The roadmap on a line, then wave by wave; what fits nowhere, what was decided and what is gone."""
    yield HeadingBlock(3, say("head.roadmap"))
    roadmap = data.roadmap
    if roadmap.waves:
        yield PictureBlock(say("timeline.caption"), timeline_words(roadmap), timeline(roadmap))
    else:
        yield TextBlock(say("step.nothing"))
    for wave in roadmap.waves:
        yield from _wave(wave)
    yield from _listed(say("head.leftovers"), [_leftover(left) for left in roadmap.leftovers])
    yield from _listed(say("head.orders"), [_order(order) for order in roadmap.orders])
    yield from _listed(say("head.closed"), [_closed(closed) for closed in roadmap.closed])


def _listed(title: str, entries: Sequence[str]) -> Iterator[Block]:
    """A heading over a list; nothing where there is nothing to list."""
    if entries:
        yield HeadingBlock(4, title)
        yield ListBlock(tuple(entries))


def _leftover(left: ReportLeftover) -> str:
    return say("step.leftover", practice=left.name, after=left.after, cause=left.cause)


def _order(order: ReportOrder) -> str:
    told = say("step.left-out", practice=order.name)
    if order.wave is not None:
        told = say("step.put", practice=order.name, after=order.level, wave=order.wave)
    return say("step.told", told=told, who=order.who, day=order.day, reason=order.reason or say("no-reason"))


def _closed(closed: ReportClosed) -> str:
    owner = closed.owner or NOTHING
    return say("step.closed", practice=closed.name, after=closed.level, owner=owner, cause=closed.cause)


def _wave(wave: ReportWave) -> Iterator[Block]:
    yield HeadingBlock(4, say("head.wave", number=wave.number, effort=wave.effort))
    rows = tuple(
        (
            s.name,
            say("step.line", before=s.before, after=s.after),
            str(s.effort),
            s.agreed_owner or say("owner.open"),
            str(s.due or NOTHING),
            s.status or NOTHING,
        )
        for s in wave.steps
    )
    header = header_of("practice", "step", "effort", "owner", "due", "status")
    yield GridBlock(say("caption.wave", number=wave.number), header, rows, (6, 2, 2, 4, 3, 3))
    yield ListBlock(tuple(" ".join(_step_lines(step, is_next=wave.number == 1)) for step in wave.steps))
    after = {"earned": decimal_words(wave.earned), "progress": decimal_words(wave.progress)}
    yield TextBlock(say("step.after", **after, exposure=percent_words(wave.exposure)), "note")


def _step_lines(step: ReportStep, *, is_next: bool) -> Iterator[str]:
    """Why here, what it covers, what it is done by; what shaky efforts would move, in the next wave only."""
    yield say("step.why", practice=step.name, after=step.after, reasons="; ".join(step.reasons))
    if step.attacks:
        yield say("step.attacks", attacks=attack_words(step))
    if step.waits:
        yield say("step.waits", before=step.before)
    if step.own:
        yield say("step.done", criteria="; ".join(c.label for c in step.own))
    if is_next and not step.stays:
        yield say("step.moves")
    if step.find_out:
        yield say("step.open")


def attack_words(step: ReportStep) -> str:
    """The first few attacks whose cover rises, and how many more there are."""
    names = step.attacks[:MOST_ATTACKS]
    more = step.attack_count - len(names)
    return say("step.and-more", names=", ".join(names), more=more) if more else ", ".join(names)
