"""The report as a document: first a page in plain words for those who decide, then the engineer's part."""

from collections.abc import Iterator

from assistant.reports.blocks import Block, FiguresBlock, HeadingBlock, ListBlock, PictureBlock, TextBlock
from assistant.reports.charts import bar_words, bars
from assistant.reports.details import MOST_GAPS, details_blocks, engineer_blocks, gaps_grid
from assistant.reports.parts import ReportData
from assistant.reports.words import decimal_words, percent_words, say, whole_percent

SHORT = 70
"""Characters of a cell on the page for those who decide."""


def document(data: ReportData) -> tuple[Block, ...]:
    """Every block, in the order in which they are read."""
    return (
        *_executive(data),
        *engineer_blocks(data),
        *details_blocks(data),
        *_rules(data),
    )


def _executive(data: ReportData) -> Iterator[Block]:
    """One page: where it stands, what is asked for, what was accepted."""
    yield HeadingBlock(1, say("title", assessment=data.meta.assessment))
    yield TextBlock(f"{data.meta.edition_note} {data.meta.not_a_certificate}", "note")
    yield HeadingBlock(2, say("head.executive"))
    yield TextBlock(f"{data.headline.text}.", "lead")
    yield FiguresBlock(tuple(_figures(data)))
    yield TextBlock(f"{_means(data)} {data.meta.headline_rule}", "note")
    if any(phase.earned for phase in data.phases):
        yield PictureBlock(say("bars.caption"), bar_words(data.phases), bars(data.phases))
    yield HeadingBlock(3, say("head.decisions"))
    yield ListBlock(
        tuple(say("decision.item", title=d.title, text=d.text) for d in data.decisions), ordered=True
    )
    yield HeadingBlock(3, say("head.accepted"))
    yield from _accepted(data)


def _written(data: ReportData) -> str:
    meta = data.meta
    return say("facts.record", written=meta.written, acts=meta.acts, as_of=meta.as_of, head=meta.head or "–")


def _figures(data: ReportData) -> Iterator[tuple[str, str]]:
    top = data.headline
    yield say("figure.part", count=top.at_target, of=top.applicable), say("figure.at-target")
    yield say("figure.part", count=top.with_proof, of=top.applicable), say("figure.with-proof")
    unsettled = sum(p.applicable and p.is_open for p in data.practices)
    yield say("figure.part", count=unsettled, of=top.applicable), say("figure.open")
    yield whole_percent(top.percent_to_target), say("figure.way")
    if data.exposure:
        yield whole_percent(data.exposure.now), say("figure.exposure")


def _means(data: ReportData) -> str:
    top = data.headline
    if top.earned is None:
        return say("executive.nothing")
    means = say(
        "executive.means",
        applicable=top.applicable,
        earned=decimal_words(top.earned),
        progress=decimal_words(top.progress),
        percent=percent_words(top.percent_to_target),
        proposed=percent_words(top.percent_to_proposed),
    )
    if data.exposure is None:
        return means
    return f"{means} {say('executive.least', least=whole_percent(data.exposure.least))}"


def _accepted(data: ReportData) -> Iterator[Block]:
    """As many as the page has room for; the engineer's part has them all."""
    if not data.accepted:
        yield TextBlock(say("executive.no-gaps"))
        return
    shown = data.accepted if len(data.accepted) <= MOST_GAPS else data.accepted[: MOST_GAPS - 1]
    yield gaps_grid(shown, most=SHORT)
    if len(shown) < len(data.accepted):
        count = len(data.accepted)
        words = say("executive.more-gaps", more=count - len(shown), count=count, title=say("head.gaps"))
        yield TextBlock(words, "note")


def _rules(data: ReportData) -> Iterator[Block]:
    meta = data.meta
    yield HeadingBlock(2, say("head.rules"))
    yield ListBlock(meta.rules)
    yield TextBlock(meta.from_paper)
    yield TextBlock(meta.from_us)
    yield TextBlock(_written(data))
    if meta.origin:
        yield TextBlock(say("facts.origin", head=meta.origin))
    yield TextBlock(
        say(
            "facts.versions",
            profile=meta.profile,
            program=meta.program,
            catalogue=meta.catalogue,
            digest=meta.catalogue_sha256,
            atlas=meta.atlas,
        )
    )
