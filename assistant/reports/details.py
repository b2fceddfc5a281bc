"""The engineer's part of the document: every figure, with what stands behind it and what comes next."""

from collections.abc import Iterator, Sequence

from assistant.reports.blocks import (
    Block,
    GridBlock,
    HeadingBlock,
    ListBlock,
    PictureBlock,
    QuoteBlock,
    TextBlock,
)
from assistant.reports.charts import (
    heat_map,
    heat_words,
    radar,
    radar_words,
    shortened,
    timeline,
    timeline_words,
)
from assistant.reports.parts import (
    AcceptedGap,
    ReportClosed,
    ReportData,
    ReportEvidence,
    ReportExposure,
    ReportLeftover,
    ReportOrder,
    ReportPractice,
    ReportStep,
    ReportWave,
)
from assistant.reports.words import (
    NOTHING,
    count_words,
    decimal_words,
    level_words,
    percent_words,
    say,
    yes_no,
)

MOST_GAPS = 3
"""Accepted gaps on the page for those who decide."""


def engineer_blocks(data: ReportData) -> Iterator[Block]:
    """Scope, phases, practices, roadmap and the questions that wait for somebody."""
    yield HeadingBlock(2, say("head.engineers"), new_page=True)
    yield from _scope(data)
    yield from _phases(data)
    yield from _practices(data)
    yield from _exposure(data.exposure)
    yield from _roadmap(data)
    if len(data.accepted) > MOST_GAPS:
        yield HeadingBlock(3, say("head.gaps"))
        yield gaps_grid(data.accepted)
    yield HeadingBlock(3, say("head.parked"))
    lines = tuple(
        say("parked.line", person=p.person, practice=p.name, question=p.question) for p in data.parked
    )
    yield ListBlock(lines) if lines else TextBlock(say("parked.none"))


def _header(*columns: str) -> tuple[str, ...]:
    return tuple(say(f"column.{column}") for column in columns)


def gaps_grid(gaps: Sequence[AcceptedGap], *, most: int = 200) -> GridBlock:
    """Accepted gaps with owner and review date, in so many characters; each practice has the whole reason."""
    rows = tuple(
        (
            gap.name,
            shortened(gap.what, most),
            shortened(gap.reason, most) or say("no-reason"),
            shortened(gap.owner, most),
            str(gap.review or say("none-recorded")),
        )
        for gap in gaps
    )
    header = _header("practice", "what", "why", "owner", "review")
    return GridBlock(say("caption.accepted"), header, rows, (5, 6, 6, 4, 3))


def _scope(data: ReportData) -> Iterator[Block]:
    yield HeadingBlock(3, say("head.scope"))
    if not data.systems:
        yield TextBlock(say("everything"))
        return
    rows = tuple((s.name, ", ".join(s.traits) or NOTHING, s.owner or NOTHING) for s in data.systems)
    yield GridBlock(say("caption.systems"), _header("system", "traits", "owner"), rows, (2, 5, 2))


def _phases(data: ReportData) -> Iterator[Block]:
    yield HeadingBlock(3, say("head.phases"))
    if any(phase.earned for phase in data.phases):
        yield PictureBlock(say("radar.caption"), radar_words(data.phases), radar(data.phases))
    rows = tuple(
        (
            p.name,
            str(p.applicable),
            decimal_words(p.earned),
            decimal_words(p.progress),
            decimal_words(p.target),
        )
        for p in data.phases
    )
    header = _header("phase", "applies", "earned", "progress", "target")
    yield GridBlock(say("caption.phases"), header, rows, (4, 2, 3, 3, 2))


def _practices(data: ReportData) -> Iterator[Block]:
    yield HeadingBlock(3, say("head.practices"))
    if data.practices:
        yield PictureBlock(say("map.caption"), heat_words(data.practices), heat_map(data.practices))
    header = _header("practice", "earned", "progress", "target", "gap", "assurance", "documented", "state")
    rows = tuple(
        (
            _named(p),
            level_words(p.earned),
            decimal_words(p.progress),
            count_words(p.target),
            level_words(p.gap),
            p.assurance or NOTHING,
            count_words(p.documented),
            p.state,
        )
        for p in data.practices
    )
    yield GridBlock(say("caption.practices"), header, rows, (12, 6, 7, 6, 5, 8, 9, 10))


def _named(practice: ReportPractice) -> str:
    return say("practice.name", name=practice.name, id=practice.id)


def _exposure(exposure: ReportExposure | None) -> Iterator[Block]:
    if exposure is None:
        return
    yield HeadingBlock(3, say("head.exposure"))
    after = percent_words(exposure.after[-1] if exposure.after else exposure.now)
    yield TextBlock(say("exposure.figures", now=percent_words(exposure.now), after=after), "lead")
    yield TextBlock(exposure.rule, "note")
    yield TextBlock(_unavoidable(exposure))


def _unavoidable(exposure: ReportExposure) -> str:
    count, least = len(exposure.unanswered), percent_words(exposure.least)
    return say("exposure.unanswered", count=count, least=least)


def _roadmap(data: ReportData) -> Iterator[Block]:
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
            s.owner,
            str(s.due or NOTHING),
            s.status or NOTHING,
        )
        for s in wave.steps
    )
    header = _header("practice", "step", "effort", "owner", "due", "status")
    yield GridBlock(say("caption.wave", number=wave.number), header, rows, (6, 2, 2, 4, 3, 3))
    yield ListBlock(tuple(" ".join(_step_lines(step)) for step in wave.steps))
    after = {"earned": decimal_words(wave.earned), "progress": decimal_words(wave.progress)}
    yield TextBlock(say("step.after", **after, exposure=percent_words(wave.exposure)), "note")


def _step_lines(step: ReportStep) -> Iterator[str]:
    yield say("step.why", practice=step.name, after=step.after, reasons="; ".join(step.reasons))
    if step.criteria:
        yield say("step.done", criteria="; ".join(c.label for c in step.criteria))
    if step.find_out:
        yield say("step.open")


def details_blocks(data: ReportData) -> Iterator[Block]:
    """Practice by practice: figures, activities, reasons, words and documents."""
    yield HeadingBlock(3, say("head.details"))
    for practice in data.practices:
        yield HeadingBlock(4, _named(practice))
        yield TextBlock(practice.summary)
        if practice.applicable:
            yield from _detail(practice)
        else:
            yield TextBlock(say("practice.na", cause=practice.cause))
            yield from ([ListBlock(practice.reasons)] if practice.reasons else [])


def _detail(practice: ReportPractice) -> Iterator[Block]:
    yield TextBlock(
        say(
            "practice.figures",
            earned=level_words(practice.earned),
            progress=decimal_words(practice.progress),
            target=practice.target,
            proposed=practice.proposed,
            gap=level_words(practice.gap),
            state=practice.state,
        ),
        "lead",
    )
    if practice.systems:
        yield TextBlock(say("practice.systems", systems=", ".join(practice.systems)))
    rows = tuple(
        (f"{a.label} ({a.id})", str(a.level), a.low, a.high, yes_no(a.is_met)) for a in practice.activities
    )
    header = _header("activity", "level", "known", "possible", "met")
    caption = say("caption.activities", practice=practice.name)
    yield GridBlock(caption, header, rows, (6, 1, 2, 2, 2))
    labels = {a.id: a.label for a in practice.activities}
    if practice.reasons:
        yield ListBlock(practice.reasons)
    for quote in practice.quotes:
        source = say("practice.quote", activity=labels[quote.activity], speaker=quote.speaker)
        yield QuoteBlock(quote.text, source)
    for given in practice.evidence:
        yield from _evidence(given, label=labels[given.activity])


def _evidence(given: ReportEvidence, *, label: str) -> Iterator[Block]:
    facts = [
        given.assurance,
        *([say("practice.dated", day=given.dated)] if given.dated else ()),
        say("practice.received", day=given.received),
        *([say("practice.until", day=given.valid_until)] if given.valid_until else ()),
        *([say("practice.stale")] if given.is_stale else ()),
        *([say("practice.owner", owner=given.owner)] if given.owner else ()),
    ]
    source = say(
        "practice.evidence",
        activity=label,
        document=given.document,
        locator=given.locator,
        facts=", ".join(facts),
        sha256=given.sha256,
    )
    yield QuoteBlock(given.quotation, source) if given.quotation else ListBlock((source,))
