"""Quotations of a reading moved, or with the 'no' that stands before them."""

import re
from collections.abc import Callable

from model.coverage import Ordinal
from model.evidence import Quotation
from model.reading import Proposal, Reading

_DENIAL = re.compile(r"\b(?:no|not|never|without)\s+$", re.IGNORECASE)

_UNLESS = re.compile(
    r"\b(?:without|unless|until|before|if|when|but|except|only|other than|apart from|no|not|n['’]?t)\b",
    re.IGNORECASE,
)
"""Words that make a rule of what a 'no' stands before: 'no release without a test'."""


def stands_behind_no(proposal: Proposal, text: str) -> bool:
    """Whether something is claimed on words that only a 'no' before them completes."""
    if proposal.coverage in (None, Ordinal.NONE) or not proposal.quotations:
        return False
    return all(
        _DENIAL.search(text[max(0, q.start - 12) : q.start]) and not _UNLESS.search(q.text)
        for q in proposal.quotations
    )


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
