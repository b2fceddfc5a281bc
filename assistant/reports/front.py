"""The first sheet of the workbook: what was found, what is asked for, and the figures as live formulas."""

from collections.abc import Iterator
from dataclasses import replace

from xlsxwriter.worksheet import Worksheet

from assistant.reports.amount import Amount
from assistant.reports.parts import ReportData, ReportPhase
from assistant.reports.sheets import (
    Address,
    Column,
    Content,
    Formula,
    Looks,
    Number,
    SheetTable,
    height_of,
    put,
    put_table,
)
from assistant.reports.words import literal, say

Places = dict[str, Address]
WIDTHS = (46, 16, 16, 16, 16, 16, 16, 16)


def executive(sheet: Worksheet, data: ReportData, *, looks: Looks, places: Places) -> None:
    """Headline, decisions and accepted gaps in words, then counts, phases and waves."""
    for number, width in enumerate(WIDTHS):
        sheet.set_column(number, number, width)
    sheet.write_string(0, 0, say("title", assessment=data.meta.assessment), looks.title)
    row = 1
    for line in _lines(data):
        sheet.merge_range(row, 0, row, len(WIDTHS) - 1, "", looks.plain["text"])
        put(sheet, (row, 0), cell=line, looks=looks)
        sheet.set_row(row, height_of([line], [Column("", sum(WIDTHS))]))
        row += 1
    for table in (_figures(data, places), _phases(data, places), _waves(data, places), _accepted(data)):
        columns = [replace(c, width=width) for c, width in zip(table.columns, WIDTHS, strict=False)]
        row = put_table(sheet, SheetTable(columns, table.rows), looks=looks, top=row + 1)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)


def _lines(data: ReportData) -> Iterator[str]:
    meta = data.meta
    yield say("sheet.recorded", text=data.headline.text)
    yield f"{meta.headline_rule} {meta.not_a_certificate}"
    yield meta.edition_note
    yield say("facts.record", written=meta.written, acts=meta.acts, as_of=meta.as_of, head=meta.head or "–")
    for number, decision in enumerate(data.decisions, 1):
        yield f"{number}. {say('decision.item', title=decision.title, text=decision.text)}"
    yield say("sheet.live")


def _figures(data: ReportData, places: Places) -> SheetTable:
    place, top = places["practices"], data.headline
    yes = f"{place.column('applies')},{literal(True)}"
    applicable = f"COUNTIFS({yes})"
    counts: dict[str, tuple[str, int]] = {
        "applicable": (applicable, top.applicable),
        "at-target": (f"COUNTIFS({place.column('at_target')},{literal(True)})", top.at_target),
        "with-proof": (f"COUNTIFS({place.column('with_proof')},{literal(True)})", top.with_proof),
        "unknown": (f"COUNTIFS({yes},{place.column('unknown')},{literal(True)})", top.unknown),
        "not-asked": (f"COUNTIFS({yes},{place.column('not_asked')},{literal(True)})", top.not_asked),
    }
    rows: list[tuple[Content, ...]] = [
        (say(f"sheet.{name}"), Formula(f"={formula}", value, "whole"), None)
        for name, (formula, value) in counts.items()
    ]
    for name, amount in (("earned", top.earned), ("progress", top.progress)):
        means = [
            f"ROUND(SUMIFS({place.column(f'{name}_{side}')},{yes})/{applicable},2)"
            for side in ("low", "high")
        ]
        rows.append((say(f"column.{name}"), *_pair(applicable, means, amount=amount)))
    percents: dict[str, tuple[str, str, Amount | None]] = {
        "percent": ("target", "gap", top.percent_to_target),
        "percent-proposed": ("proposed", "proposed_gap", top.percent_to_proposed),
    }
    for name, (aim, gap, amount) in percents.items():
        total = f"SUMIFS({place.column(aim)},{yes})"
        parts = [
            f"IF({total}=0,100,ROUND(100*(1-SUMIFS({place.column(f'{gap}_{side}')},{yes})/{total}),2))"
            for side in ("high", "low")
        ]
        rows.append((say(f"sheet.{name}"), *_pair(applicable, parts, amount=amount)))
    columns = [
        Column(say("sheet.figure")),
        Column(say("column.known"), form="decimal"),
        Column(say("column.possible"), form="decimal"),
    ]
    return SheetTable(columns, rows)


def _pair(count: str, formulas: list[str], *, amount: Amount | None) -> Iterator[Formula]:
    """Low and high; empty where nothing applies."""
    values: tuple[Number | str, ...] = (amount.low, amount.high) if amount else ("", "")
    for formula, value in zip(formulas, values, strict=True):
        yield Formula(f'=IF({count}=0,"",{formula})', value)


def _phases(data: ReportData, places: Places) -> SheetTable:
    columns = [
        Column(say("column.phase")),
        Column(say("column.applies"), form="whole"),
        *_known_and_possible("earned"),
        *_known_and_possible("progress"),
    ]
    return SheetTable(columns, [tuple(_phase(phase, places["practices"])) for phase in data.phases])


def _known_and_possible(figure: str) -> tuple[Column, Column]:
    """The two columns of a range."""
    name = say(f"column.{figure}")
    possible = f"{name} ({say('column.possible').lower()})"
    return Column(name, form="decimal"), Column(possible, form="decimal")


def _phase(phase: ReportPhase, place: Address) -> Iterator[Content]:
    here = f"{place.column(phase.id)},1,{place.column('applies')},{literal(True)}"
    count = f"COUNTIFS({here})"
    yield phase.name
    yield Formula(f"={count}", phase.applicable)
    for name, amount in (("earned", phase.earned), ("progress", phase.progress)):
        means = [f"ROUND(SUMIFS({place.column(f'{name}_{s}')},{here})/{count},2)" for s in ("low", "high")]
        yield from _pair(count, means, amount=amount)


def _waves(data: ReportData, places: Places) -> SheetTable:
    place = places["roadmap"]
    columns = [
        Column(say("sheet.wave"), form="whole"),
        Column(say("sheet.steps"), form="whole"),
        Column(say("column.effort"), form="whole"),
        *_known_and_possible("earned"),
        *_known_and_possible("progress"),
        Column(say("sheet.exposure"), form="decimal"),
    ]
    rows = [
        (
            wave.number,
            Formula(f"=COUNTIFS({place.column('wave')},{wave.number})", len(wave.steps)),
            Formula(f"=SUMIFS({place.column('effort')},{place.column('wave')},{wave.number})", wave.effort),
            wave.earned.low,
            wave.earned.high,
            wave.progress.low,
            wave.progress.high,
            wave.exposure.high if wave.exposure else None,
        )
        for wave in data.roadmap.waves
    ]
    return SheetTable(columns, rows)


def _accepted(data: ReportData) -> SheetTable:
    columns = [Column(say(f"column.{name}")) for name in ("practice", "what", "owner", "review")]
    rows = [(gap.name, gap.what, gap.owner, str(gap.review or say("none-recorded"))) for gap in data.accepted]
    return SheetTable(columns, rows)
