"""The report as an Excel workbook: one sheet for each audience, with values and live formulas that agree.

Coverages on the sheet of activities are the inputs: levels, gaps, means and percentages follow from them.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time
from fractions import Fraction

from xlsxwriter import Workbook

from assistant.reports.amount import Amount
from assistant.reports.front import executive
from assistant.reports.listings import ROADMAP, columns_of, evidence, exposure, roadmap
from assistant.reports.parts import ReportActivity, ReportData, ReportPractice
from assistant.reports.sheets import (
    Address,
    Column,
    Content,
    Formula,
    Looks,
    Number,
    SheetTable,
    fit_for_reading,
    put_table,
)
from assistant.reports.words import act_words, literal, say, yes_no
from model.coverage import GATES, Ordinal

ACTIVITIES = {
    "practice": (14, "text"),
    "name": (28, "text"),
    "level": (7, "whole"),
    "id": (16, "text"),
    "label": (34, "text"),
    "text": (60, "text"),
    "unit": (12, "text"),
    "low": (9, "text"),
    "high": (9, "text"),
    "unknown": (9, "text"),
    "not_asked": (9, "text"),
    "met_low": (9, "whole"),
    "met_high": (9, "whole"),
    "share_low": (10, "decimal"),
    "share_high": (10, "decimal"),
    "done_for": (30, "text"),
}
PRACTICES = {
    "id": (14, "text"),
    "name": (36, "text"),
    "phases": (26, "text"),
    "applies": (8, "text"),
    "cause": (24, "text"),
    "earned_low": (8, "whole"),
    "earned_high": (8, "whole"),
    "progress_low": (9, "decimal"),
    "progress_high": (9, "decimal"),
    "target": (8, "whole"),
    "proposed": (9, "whole"),
    "gap_low": (8, "whole"),
    "gap_high": (8, "whole"),
    "proposed_gap_low": (10, "whole"),
    "proposed_gap_high": (10, "whole"),
    "at_target": (9, "text"),
    "with_proof": (9, "text"),
    "documented": (11, "whole"),
    "assurance": (13, "text"),
    "unknown": (10, "text"),
    "not_asked": (10, "text"),
    "state": (30, "text"),
    "recorded": (34, "text"),
}
"""By key, the width and the form of each column; formulas find columns by their keys."""
WORTH = 'IF({cell}="all",1,IF({cell}="half",0.5,IF({cell}="some",0.25,0)))'
GATE = "IF({level}=1,0.25,1)"


def to_workbook(data: ReportData) -> bytes:
    """The whole workbook; the same data gives the same bytes."""
    packed = io.BytesIO()
    book = Workbook(packed, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    book.set_properties(
        {
            "title": say("title", assessment=data.meta.assessment),
            "author": f"mlsmm {data.meta.program}",
            "created": datetime.combine(data.meta.written, time()),
        }
    )
    looks = Looks(book)
    tables = {
        "Practices": practices,
        "Activities": activities,
        "Roadmap": roadmap,
        "Evidence": evidence,
        "Exposure": exposure,
    }
    front = book.add_worksheet("Executive")
    executive(front, data, looks=looks, places=places_of(data))
    for name, table in tables.items():
        sheet, block = book.add_worksheet(name), table(data)
        put_table(sheet, block, looks=looks)
        fit_for_reading(sheet, block)
    book.close()
    return packed.getvalue()


def places_of(data: ReportData) -> dict[str, Address]:
    """Where the sheets that formulas read keep their columns."""
    keys = (*PRACTICES, *(phase.id for phase in data.phases))
    count = sum(len(p.activities) for p in data.practices)
    steps = sum(len(wave.steps) for wave in data.roadmap.waves)
    return {
        "practices": Address.of("Practices", keys, rows=len(data.practices)),
        "activities": Address.of("Activities", tuple(ACTIVITIES), rows=count),
        "roadmap": Address.of("Roadmap", tuple(ROADMAP), rows=steps),
    }


# Activities


def activities(data: ReportData) -> SheetTable:
    """Every activity with its coverage, whether it opens its level, and its share of the level."""
    place = places_of(data)["activities"]
    columns = columns_of("activities", ACTIVITIES)
    pairs = [(p, a) for p in data.practices for a in p.activities]
    rows = [_activity(p, a, row=row, place=place) for row, (p, a) in enumerate(pairs, 2)]
    return SheetTable(columns, rows)


def _activity(
    practice: ReportPractice, activity: ReportActivity, *, row: int, place: Address
) -> Sequence[Content]:
    count = sum(a.level == activity.level for a in practice.activities)
    told = (
        practice.id,
        practice.name,
        activity.level,
        activity.id,
        activity.label,
        activity.text,
        activity.unit,
        activity.low,
        activity.high,
        yes_no(activity.is_unknown),
        yes_no(activity.is_not_asked),
    )
    gate = GATES[activity.level].worth
    worths = {side: Ordinal(getattr(activity, side)).worth for side in ("low", "high")}
    level = place.cell("level", row)
    same = (
        f"COUNTIFS({place.column('practice')},{place.cell('practice', row)},{place.column('level')},{level})"
    )
    met, share = [], []
    for side, worth in worths.items():
        value, at = WORTH.format(cell=place.cell(side, row)), GATE.format(level=level)
        met.append(Formula(f"=IF({value}>={at},1,0)", int(worth >= gate)))
        part = min(Fraction(1), worth / gate) / count
        share.append(Formula(f"=MIN(1,{value}/{at})/{same}", float(part)))
    return (*told, *met, *share, ", ".join(activity.done_for))


# Practices


def practices(data: ReportData) -> SheetTable:
    """Every practice; level, progress and gap follow from the sheet of activities."""
    columns = columns_of("practices", PRACTICES)
    columns += [Column(say("columns.practices.phase", phase=p.name), 8, "whole") for p in data.phases]
    places = places_of(data)
    rows = [_practice(p, data, row=row, places=places) for row, p in enumerate(data.practices, 2)]
    return SheetTable(columns, rows)


def _practice(
    practice: ReportPractice, data: ReportData, *, row: int, places: dict[str, Address]
) -> Sequence[Content]:
    place = places["practices"]
    applies, yes, no = place.cell("applies", row), literal(True), literal(False)

    def live(formula: str, value: Number | str | None) -> Formula:
        return Formula(f'=IF({applies}={yes},{formula},"")', "" if value is None else value)

    at_target = yes_no(practice.at_target) if practice.applicable else None
    proof = yes_no(practice.at_target and (practice.documented or 0) >= (practice.target or 0) > 0)
    reached = f"{place.cell('earned_low', row)}>={place.cell('target', row)}"
    proved = f"{place.cell('documented', row)}>={place.cell('target', row)}"
    return (
        practice.id,
        practice.name,
        "; ".join(practice.phases),
        yes_no(practice.applicable),
        practice.cause,
        *_figures(practice, row=row, places=places, live=live),
        live(f"IF({reached},{yes},{no})", at_target),
        live(
            f"IF(AND({reached},{proved},{place.cell('target', row)}>0),{yes},{no})",
            proof if practice.applicable else None,
        ),
        practice.documented,
        practice.assurance,
        yes_no(any(a.is_unknown for a in practice.activities)),
        yes_no(any(a.is_not_asked for a in practice.activities)),
        practice.state,
        "; ".join(act_words(act) for act in practice.recorded),
        *(int(practice.id in phase.practices) for phase in data.phases),
    )


def _figures(
    practice: ReportPractice,
    *,
    row: int,
    places: dict[str, Address],
    live: Callable[[str, Number | str | None], Formula],
) -> Iterator[Content]:
    """Earned, progress, targets and gaps, in the order of the columns."""
    place, source = places["practices"], places["activities"]
    mine = f"{source.column('practice')},{place.cell('id', row)}"
    for side in (0, 1):
        met = source.column(("met_low", "met_high")[side])
        yield live(_level(mine, source.column("level"), met=met), _side(practice.earned, side))
    for side in (0, 1):
        shares = source.column(("share_low", "share_high")[side])
        yield live(f"SUMIFS({shares},{mine})", _side(practice.progress, side))
    yield practice.target
    yield practice.proposed
    for aim, target in (("target", practice.target), ("proposed", practice.proposed)):
        for side, key in ((1, "earned_high"), (0, "earned_low")):
            earned = _side(practice.earned, side)
            gap = None if earned is None or target is None else max(0, target - earned)
            yield live(f"MAX(0,{place.cell(aim, row)}-{place.cell(key, row)})", gap)


def _level(mine: str, levels: str, *, met: str) -> str:
    """The highest level below which, and in which, no activity is unmet."""
    unmet = [f"COUNTIFS({mine},{levels},{n},{met},0)>0" for n in (1, 2, 3)]
    return f"IF({unmet[0]},0,IF({unmet[1]},1,IF({unmet[2]},2,3)))"


def _side(amount: Amount | None, side: int) -> Number | None:
    """A figure as exact as a cell holds it; whole where it is."""
    if amount is None:
        return None
    exact = amount.exact[side]
    return int(exact) if exact.denominator == 1 else float(exact)
