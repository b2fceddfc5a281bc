"""The report's sentences and how its figures are written; a decimal point whatever the locale."""

from typing import Any

from assistant.reports.amount import Amount
from assistant.reports.parts import RecordedAct
from model.scoring import rounded
from prompts.wording import load_wording

NOTHING = "–"


def say(name: str, /, **values: Any) -> str:
    """A sentence of the report."""
    return load_wording(part="report").say(f"report.{name}", **values)


def span_words(low: str, high: str) -> str:
    """One figure, or 'from to' while something is open."""
    return low if low == high else say("range", low=low, high=high)


def decimal_words(amount: Amount | None) -> str:
    """'1.25', '1.25 to 2.00', or a dash where nothing applies."""
    return span_words(f"{amount.low:.2f}", f"{amount.high:.2f}") if amount else NOTHING


def level_words(amount: Amount | None) -> str:
    """'1', '1 to 2', or a dash."""
    return (
        span_words(f"{rounded(amount.low, 0):.0f}", f"{rounded(amount.high, 0):.0f}") if amount else NOTHING
    )


def whole_percent(amount: Amount | None) -> str:
    """'47–63 %', half up, for large letters; or a dash."""
    if amount is None:
        return NOTHING
    low, high = (f"{rounded(side, 0):.0f}" for side in amount.exact)
    return f"{low if low == high else f'{low}–{high}'} %"


def percent_words(amount: Amount | None) -> str:
    """'47.37 %', '47.37 to 63.16 %', or a dash."""
    return f"{decimal_words(amount)} %" if amount else NOTHING


def count_words(count: int | None) -> str:
    """A whole number, or a dash."""
    return NOTHING if count is None else str(count)


def act_words(act: RecordedAct) -> str:
    """'Ana on 2026-11-27 (act 12)'."""
    return say("practice.act", who=act.who, day=act.day, act=act.act)


def header_of(*columns: str) -> tuple[str, ...]:
    """The heads of a table, by the names of its columns."""
    return tuple(say(f"column.{column}") for column in columns)


def yes_no(claim: bool) -> str:
    """Yes or no."""
    return say("yes" if claim else "no")


def literal(claim: bool) -> str:
    """The same inside a formula of a workbook, in whatever language its cells are."""
    words = yes_no(claim).replace('"', '""')
    return f'"{words}"'
