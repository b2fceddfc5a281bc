"""What carried a reading: the same text read again without each of its statements."""

from collections.abc import Sequence
from itertools import islice

from knowledge.reader.reader import Reader
from knowledge.reader.statements import split_statements
from model.reading import LeftOut, Reading

MOST = 40
"""Statements that are left out, one at a time; each costs a reading."""


def leave_out(reader: Reader, reading: Reading, *, systems: Sequence[str] = ()) -> tuple[LeftOut, ...]:
    """For each statement what its absence does to the chance of the likeliest level; the weightiest first."""
    best = max(range(4), key=lambda level: reading.probabilities[level])
    found = []
    for piece in islice(split_statements(reading.text), MOST):
        start, end = piece.quotation.start, piece.quotation.end
        rest = reading.text[:start] + reading.text[end:]
        without = reader.read(rest, practice=reading.practice, systems=systems)
        shift = round(reading.probabilities[best] - without.probabilities[best], 4)
        found.append(LeftOut(quotation=piece.quotation, shift=shift, level=without.level))
    return tuple(sorted(found, key=lambda carried: (-abs(carried.shift), carried.quotation.start)))
