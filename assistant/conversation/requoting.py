"""Quotations of a reading moved, or with the 'no' that stands before them."""

import re
from collections.abc import Callable

from model.evidence import Quotation
from model.reading import Reading

_DENIAL = re.compile(r"\b(?:no|not|never|without)\s+$", re.IGNORECASE)


def with_denials(reading: Reading) -> Reading:
    """A denial is quoted with its no: 'no sensors', never 'sensors'."""
    return requoted(reading, lambda quotation: _with_denial(quotation, reading.text))


def requoted(reading: Reading, change: Callable[[Quotation], Quotation]) -> Reading:
    """The reading with each of its quotations changed."""
    proposals = tuple(
        p.model_copy(update={"quotations": tuple(change(q) for q in p.quotations)}) for p in reading.proposals
    )
    traits = tuple(
        t.model_copy(update={"quotation": t.quotation and change(t.quotation)}) for t in reading.traits
    )
    statements = tuple(s.model_copy(update={"quotation": change(s.quotation)}) for s in reading.statements)
    return reading.model_copy(update={"proposals": proposals, "traits": traits, "statements": statements})


def _with_denial(quotation: Quotation, text: str) -> Quotation:
    """Words with the 'no' that stands before them: 'no sensors', never 'sensors'."""
    before = _DENIAL.search(text[max(0, quotation.start - 12) : quotation.start])
    if before is None:
        return quotation
    start = quotation.start - len(before.group())
    return Quotation(text=text[start : quotation.end], start=start, end=quotation.end)
