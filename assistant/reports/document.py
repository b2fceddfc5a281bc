"""The report as a document: first a page in plain words for those who decide, then the engineer's part."""

from collections.abc import Iterator

from assistant.reports.blocks import Block, GridBlock, HeadingBlock, ListBlock, TextBlock
from assistant.reports.charts import shortened
from assistant.reports.details import details_blocks, engineer_blocks
from assistant.reports.parts import ReportData
from assistant.reports.words import decimal_words, percent_words, say

SHORT = 200
"""Characters of a reason on the page for those who decide; the engineer's part has it whole."""


def document(data: ReportData) -> tuple[Block, ...]:
    """Every block, in the order in which they are read."""
    return (
        *_executive(data),
        *engineer_blocks(data),
        *details_blocks(data),
        *_rules(data),
    )


def _executive(data: ReportData) -> Iterator[Block]:
    yield HeadingBlock(1, say("title", assessment=data.meta.assessment))
    yield TextBlock(_written(data), "note")
    yield TextBlock(data.meta.edition_note, "note")
    yield HeadingBlock(2, say("head.executive"))
    yield TextBlock(f"{data.headline.text}.", "lead")
    yield TextBlock(_means(data))
    yield TextBlock(f"{data.meta.headline_rule} {data.meta.not_a_certificate}", "note")
    yield HeadingBlock(3, say("head.decisions"))
    yield ListBlock(
        tuple(say("decision.item", title=d.title, text=d.text) for d in data.decisions), ordered=True
    )
    yield HeadingBlock(3, say("head.accepted"))
    yield from _accepted(data)


def _written(data: ReportData) -> str:
    meta = data.meta
    return say("facts.record", written=meta.written, acts=meta.acts, as_of=meta.as_of, head=meta.head or "–")


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
    return f"{means} {say('executive.weakest', phase=top.weakest_phase_name)}"


def _accepted(data: ReportData) -> Iterator[Block]:
    if not data.accepted:
        yield TextBlock(say("executive.no-gaps"))
        return
    columns = ("practice", "what", "owner", "review")
    yield GridBlock(
        say("caption.accepted"),
        tuple(say(f"column.{c}") for c in columns),
        tuple(
            (gap.name, gap.what, gap.owner, str(gap.review or say("none-recorded"))) for gap in data.accepted
        ),
        (3, 4, 2, 2),
    )
    reasons = [(gap.name, shortened(gap.reason, SHORT)) for gap in data.accepted if gap.reason]
    if reasons:
        yield ListBlock(tuple(say("gap.line", practice=name, reason=why) for name, why in reasons))


def _rules(data: ReportData) -> Iterator[Block]:
    meta = data.meta
    yield HeadingBlock(2, say("head.rules"))
    yield ListBlock(meta.rules)
    yield TextBlock(meta.from_paper)
    yield TextBlock(meta.from_us)
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
