"""The engineer's part of the document: every figure, with what stands behind it and what comes next."""

from collections.abc import Iterator, Mapping, Sequence

from assistant.conversation.speech import trait_words
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
    exposure_bars,
    exposure_words,
    heat_map,
    heat_words,
    radar,
    radar_words,
    shortened,
)
from assistant.reports.course import roadmap_blocks
from assistant.reports.parts import (
    AcceptedGap,
    ReportActivity,
    ReportAttack,
    ReportData,
    ReportEvidence,
    ReportExposure,
    ReportPractice,
    ReportQuote,
)
from assistant.reports.words import (
    NOTHING,
    act_words,
    count_words,
    decimal_words,
    header_of,
    level_words,
    percent_words,
    say,
    yes_no,
)
from model.coverage import Ordinal

MOST_GAPS = 2
"""Accepted gaps on the page for those who decide."""
MOST_ATTACKS, MOST_COVERS = 10, 3
"""Attacks that are listed, and practices that each names."""


def engineer_blocks(data: ReportData) -> Iterator[Block]:
    """Scope, phases, practices, roadmap and the questions that wait for somebody."""
    yield HeadingBlock(2, say("head.engineers"), new_page=True)
    yield from _scope(data)
    yield from _phases(data)
    yield from _practices(data)
    yield from _exposure(data.exposure)
    yield from roadmap_blocks(data)
    if len(data.accepted) > MOST_GAPS:
        yield HeadingBlock(3, say("head.gaps"))
        yield gaps_grid(data.accepted)
    yield HeadingBlock(3, say("head.parked"))
    lines = tuple(
        say("parked.line", person=p.person, practice=p.name, question=p.question) for p in data.parked
    )
    yield ListBlock(lines) if lines else TextBlock(say("parked.none"))


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
    header = header_of("practice", "what", "why", "owner", "review")
    return GridBlock(say("caption.accepted"), header, rows, (5, 5, 8, 4, 3))


def _scope(data: ReportData) -> Iterator[Block]:
    yield HeadingBlock(3, say("head.scope"))
    if not data.systems:
        yield TextBlock(say("everything"))
        return
    rows = tuple((s.name, trait_words(s.traits) or NOTHING, s.owner or NOTHING) for s in data.systems)
    yield GridBlock(say("caption.systems"), header_of("system", "traits", "owner"), rows, (2, 5, 2))


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
    header = header_of("phase", "applies", "earned", "progress", "target")
    yield GridBlock(say("caption.phases"), header, rows, (4, 2, 3, 3, 2))


def _practices(data: ReportData) -> Iterator[Block]:
    yield HeadingBlock(3, say("head.practices"))
    if data.practices:
        yield PictureBlock(say("map.caption"), heat_words(data.practices), heat_map(data.practices))
    header = header_of("practice", "earned", "progress", "target", "gap", "assurance", "documented", "state")
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
    yield PictureBlock(say("course.caption"), exposure_words(exposure), exposure_bars(exposure))
    yield TextBlock(exposure.rule, "note")
    yield TextBlock(_unavoidable(exposure))
    heaviest = [a for a in exposure.attacks if a.covers][:MOST_ATTACKS]
    if heaviest:
        header = header_of("attack", "weight", "cover", "left", "practices")
        rows = tuple(map(_attack, heaviest))
        yield GridBlock(say("caption.attacks", count=len(rows)), header, rows, (8, 2, 3, 3, 5))


def _attack(attack: ReportAttack) -> tuple[str, ...]:
    return (
        say("practice.name", name=attack.name, id=attack.id),
        decimal_words(attack.weight),
        decimal_words(attack.cover),
        decimal_words(attack.left),
        ", ".join(cover.practice for cover in attack.covers[:MOST_COVERS]),
    )


def _unavoidable(exposure: ReportExposure) -> str:
    count, least = len(exposure.unanswered), percent_words(exposure.least)
    return say("exposure.unanswered", count=count, least=least)


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
            yield from _recorded(practice)
            yield from ([ListBlock(practice.reasons)] if practice.reasons else [])


def _recorded(practice: ReportPractice) -> Iterator[Block]:
    """Who recorded what stands, when, and in which act."""
    acts = [act_words(act) for act in practice.recorded]
    if acts:
        yield TextBlock(say("practice.recorded", acts="; ".join(acts)))


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
    yield from _recorded(practice)
    yield _activities(practice)
    labels = {a.id: a.label for a in practice.activities}
    if practice.reasons:
        yield ListBlock(practice.reasons)
    yield from _quotes(practice, labels=labels)
    for given in practice.evidence:
        yield from _evidence(given, label=labels[given.activity])


def _activities(practice: ReportPractice) -> GridBlock:
    rows = tuple(
        (f"{a.label} ({a.id})", str(a.level), a.low, a.high, _where(a), yes_no(a.is_met))
        for a in practice.activities
    )
    header = header_of("activity", "level", "known", "possible", "done-for", "met")
    return GridBlock(say("caption.activities", practice=practice.name), header, rows, (12, 3, 3, 4, 7, 4))


def _where(activity: ReportActivity) -> str:
    """The systems for which it is done, where it is not done for every one."""
    return NOTHING if activity.low == Ordinal.ALL.value else ", ".join(activity.done_for) or NOTHING


def _quotes(practice: ReportPractice, *, labels: Mapping[str, str]) -> Iterator[QuoteBlock]:
    """Each saying once, with all the activities that rest on it."""
    told: dict[tuple[str, str, int], list[ReportQuote]] = {}
    for quote in practice.quotes:
        told.setdefault((quote.text, quote.speaker, quote.act), []).append(quote)
    for (text, who, act), quotes in told.items():
        activities = "; ".join(labels[quote.activity] for quote in quotes)
        yield QuoteBlock(
            text, say("practice.quote", activities=activities, who=who, day=quotes[0].day, act=act)
        )


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
