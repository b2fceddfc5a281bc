"""Sheets of the workbook that hold no inputs: the roadmap, the evidence, the attacks with their terms."""

from collections.abc import Mapping

from assistant.reports.parts import ReportAttack, ReportData
from assistant.reports.sheets import Column, Content, SheetTable
from assistant.reports.words import decimal_words, say, yes_no

ROADMAP = {
    "wave": (7, "whole"),
    "practice": (14, "text"),
    "name": (36, "text"),
    "before": (7, "whole"),
    "after": (7, "whole"),
    "effort": (8, "whole"),
    "owner": (26, "text"),
    "due": (12, "text"),
    "status": (18, "text"),
    "find_out": (10, "text"),
    "why": (34, "text"),
    "criteria": (60, "text"),
    "bring": (60, "text"),
}
EVIDENCE = {
    "practice": (14, "text"),
    "activity": (16, "text"),
    "document": (30, "text"),
    "place": (20, "text"),
    "proof": (14, "text"),
    "words": (70, "text"),
    "systems": (24, "text"),
    "dated": (12, "text"),
    "received": (12, "text"),
    "valid_until": (12, "text"),
    "stale": (10, "text"),
    "owner": (20, "text"),
    "confidential": (12, "text"),
    "sha256": (66, "text"),
}
EXPOSURE = {
    "technique": (18, "text"),
    "name": (40, "text"),
    "maturity": (9, "whole"),
    "incidents": (24, "text"),
    "exercises": (24, "text"),
    "weight": (9, "decimal"),
    "covers": (44, "text"),
    "cover_low": (9, "decimal"),
    "cover_high": (9, "decimal"),
    "left_low": (10, "decimal"),
    "left_high": (10, "decimal"),
}
"""By key, the width and the form of each column."""


def columns_of(sheet: str, shapes: Mapping[str, tuple[int, str]]) -> list[Column]:
    """The columns of a sheet, each by its key."""
    return [
        Column(say(f"columns.{sheet}.{key.replace('_', '-')}"), width, form)
        for key, (width, form) in shapes.items()
    ]


def roadmap(data: ReportData) -> SheetTable:
    """One row for each step, in order."""
    columns = columns_of("roadmap", ROADMAP)
    rows = [
        (
            wave.number,
            step.practice,
            step.name,
            step.before,
            step.after,
            step.effort,
            step.owner,
            str(step.due or ""),
            step.status,
            yes_no(step.find_out),
            "; ".join(step.reasons),
            "\n".join(f"{c.id}: {c.text}" for c in step.own),
            "\n".join(dict.fromkeys(words for c in step.own for words in c.evidence)),
        )
        for wave in data.roadmap.waves
        for step in wave.steps
    ]
    return SheetTable(columns, rows)


def evidence(data: ReportData) -> SheetTable:
    """One row for each place in a document."""
    columns = columns_of("evidence", EVIDENCE)
    rows = [
        (
            given.practice,
            given.activity,
            given.document,
            given.locator,
            given.assurance,
            given.quotation or "",
            ", ".join(given.systems),
            str(given.dated or ""),
            str(given.received),
            str(given.valid_until or ""),
            yes_no(given.is_stale),
            given.owner,
            yes_no(given.confidential),
            given.sha256,
        )
        for practice in data.practices
        for given in practice.evidence
    ]
    return SheetTable(columns, rows)


def exposure(data: ReportData) -> SheetTable:
    """One row for each attack that weighs, with every term of what it leaves open."""
    columns = columns_of("exposure", EXPOSURE)
    attacks = data.exposure.attacks if data.exposure else ()
    return SheetTable(columns, [_attack(attack) for attack in attacks])


def _attack(attack: ReportAttack) -> tuple[Content, ...]:
    return (
        attack.id,
        attack.name,
        attack.maturity,
        ", ".join(attack.incidents),
        ", ".join(attack.exercises),
        attack.weight.low,
        "\n".join(
            say(
                "sheet.cover",
                practice=cover.practice,
                effect=cover.effect,
                worth=decimal_words(cover.worth),
            )
            for cover in attack.covers
        ),
        attack.cover.low,
        attack.cover.high,
        attack.left.low,
        attack.left.high,
    )
