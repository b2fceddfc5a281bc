"""What a follow-up asked for and nobody answered: nothing is concluded of it from other words."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from fractions import Fraction

from model.assessment import State
from model.card import Card, CardLine
from model.coverage import Coverage, Ordinal, span_of
from model.practice import Practice
from model.scoring import Range, earned, ends, progress

_OPEN = Coverage(is_unknown=True)


def without_guesses(card: Card, practice: Practice, *, state: State, left: Collection[str]) -> Card:
    """The card with 'unknown' where a value was concluded for what was asked and left open.

    `left` are activities whose follow-up was passed over; answers beside the point are on record.
    """
    drafts = state.practice(practice.id).drafts
    asked = {*left, *(x.answer.activity for x in drafts if x.answer.activity)}
    lines = tuple(_reset(card, practice, asked=asked, state=state))
    if lines == card.lines:
        return card
    low, high = ends({x.activity: x.span for x in lines})
    return replace(
        card,
        lines=lines,
        level=Range(Fraction(earned(practice, low)), Fraction(earned(practice, high))),
        progress=Range(progress(practice, low), progress(practice, high)),
    )


def is_concluded(row: CardLine) -> bool:
    """Whether it would be put as done although no words and no record say so."""
    return row.inferred and not row.is_quoted and row.span.low is not Ordinal.NONE


def _reset(card: Card, practice: Practice, *, asked: Collection[str], state: State) -> Iterator[CardLine]:
    units = {a.id: a.unit for a in practice.activities}
    for row in card.lines:
        if row.activity in asked and is_concluded(row):
            span = span_of(_OPEN, units[row.activity], systems=card.systems, on=state.today)
            yield replace(row, coverage=_OPEN, span=span)
        else:
            yield row
