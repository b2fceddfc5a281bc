"""The report as CSV: one strict table, every row of the same width, numbers with a decimal point.

A spreadsheet runs a cell that begins like a formula, so such words get a leading apostrophe.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from assistant.reports.amount import Amount
from assistant.reports.parts import ReportActivity, ReportData, ReportPractice
from assistant.reports.waves import ReportLeftover, ReportStep, ReportWave

COLUMNS = (
    "kind",
    "id",
    "name",
    "phases",
    "applicable",
    "cause",
    "earned_low",
    "earned_high",
    "progress_low",
    "progress_high",
    "target",
    "proposed_target",
    "gap_low",
    "gap_high",
    "percent_to_target_low",
    "percent_to_target_high",
    "percent_to_proposed_low",
    "percent_to_proposed_high",
    "assurance",
    "documented_level",
    "known",
    "possible",
    "state",
    "exposure_low",
    "exposure_high",
    "wave",
    "from_level",
    "to_level",
    "effort",
    "owner",
    "due",
    "status",
    "reasons",
    "criteria",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
Row = Mapping[str, object]


def to_table(data: ReportData) -> bytes:
    """Overall, phases, practices, activities, waves and steps, one row each."""
    return written(COLUMNS, rows_of(data))


def written(columns: Iterable[str], rows: Iterable[Row]) -> bytes:
    """Rows by RFC 4180: a header, CRLF, UTF-8, quotes where they are needed."""
    packed = io.StringIO(newline="")
    writer = csv.writer(packed, lineterminator="\r\n", strict=True)
    names = tuple(columns)
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return packed.getvalue().encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else str(value)


def harmless(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run."""
    return f"'{text}" if text.lstrip(" \u00a0\ufeff").startswith(FORMULA) else text


def rows_of(data: ReportData) -> Iterator[Row]:
    """The rows in order; numbers as numbers."""
    top = data.headline
    yield {
        "kind": "overall",
        "id": data.meta.head,
        "name": data.meta.assessment,
        "applicable": top.applicable,
        **_span("earned", top.earned),
        **_span("progress", top.progress),
        **_span("percent_to_target", top.percent_to_target),
        **_span("percent_to_proposed", top.percent_to_proposed),
        "state": top.text,
        **_span("exposure", data.exposure.now if data.exposure else None),
    }
    for phase in data.phases:
        yield {
            "kind": "phase",
            "id": phase.id,
            "name": phase.name,
            "applicable": phase.applicable,
            **_span("earned", phase.earned),
            **_span("progress", phase.progress),
            "target": f"{phase.target.low:.2f}" if phase.target else None,
        }
    for practice in data.practices:
        yield _practice(practice)
        yield from (_activity(activity, practice) for activity in practice.activities)
    for wave in data.roadmap.waves:
        yield _wave(wave)
        yield from (_step(step, wave) for step in wave.steps)
    yield from map(_leftover, data.roadmap.leftovers)


def _span(name: str, amount: Amount | None) -> Row:
    if amount is None:
        return {}
    return {f"{name}_low": f"{amount.low:.2f}", f"{name}_high": f"{amount.high:.2f}"}


def _practice(practice: ReportPractice) -> Row:
    return {
        "kind": "practice",
        "id": practice.id,
        "name": practice.name,
        "phases": ";".join(practice.phases),
        "applicable": int(practice.applicable),
        "cause": practice.cause,
        **_span("earned", practice.earned),
        **_span("progress", practice.progress),
        "target": practice.target,
        "proposed_target": practice.proposed,
        **_span("gap", practice.gap),
        "assurance": practice.assurance,
        "documented_level": practice.documented,
        "state": practice.state,
    }


def _activity(activity: ReportActivity, practice: ReportPractice) -> Row:
    return {
        "kind": "activity",
        "id": activity.id,
        "name": activity.label,
        "phases": ";".join(practice.phases),
        "applicable": int(practice.applicable),
        "known": activity.low,
        "possible": activity.high,
        "state": activity.word,
    }


def _wave(wave: ReportWave) -> Row:
    """The means and the exposure after it."""
    return {
        "kind": "wave",
        "id": wave.number,
        **_span("earned", wave.earned),
        **_span("progress", wave.progress),
        **_span("exposure", wave.exposure),
        "wave": wave.number,
        "effort": wave.effort,
    }


def _step(step: ReportStep, wave: ReportWave) -> Row:
    return {
        "kind": "step",
        "id": step.practice,
        "name": step.name,
        "wave": wave.number,
        "from_level": step.before,
        "to_level": step.after,
        "effort": step.effort,
        "owner": step.agreed_owner,
        "due": step.due,
        "status": step.state,
        "reasons": ";".join(step.reasons),
        "criteria": ";".join(each.id for each in step.criteria),
    }


def _leftover(left: ReportLeftover) -> Row:
    """A step that fits nowhere, and why."""
    return {
        "kind": "leftover",
        "id": left.practice,
        "name": left.name,
        "cause": left.cause,
        "to_level": left.after,
    }
