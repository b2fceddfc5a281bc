"""Rows of risk registers and impact assessments: what is in place is done, what is intended is not."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.phrasing import SENTENCE
from knowledge.tables import CellWords, Degree, Role, Row, state_of

_NOTHING = re.compile(
    r"\W*(?:none|no|not|nothing|nil|n/?a|tb[cd]|lack|missing|absent|unknown)\b", re.IGNORECASE
)
_UNDONE = (Degree.PLANNED, Degree.ABSENT)
_OTHERS = frozenset([Role.RISK, Role.INTENDED, Role.BESIDE])
"""Columns that say nothing of what is done here."""


def row_against(cells: Sequence[CellWords], roles: Sequence[Role] | None) -> Row | None:
    """A row under a head that names what is in place; None under any other.

    What is only named is done somewhere, and for how many nobody says; a sentence speaks for itself.
    """
    if roles is None or len(roles) != len(cells) or Role.HELD not in roles:
        return None
    found = list(zip(cells, roles, strict=True))
    there = tuple(cell for cell in _in(found, Role.HELD) if not _NOTHING.match(cell.text))
    if not there:
        return Row(is_bare=True)
    is_back = _is_taken_back(there, states=_in(found, Role.STATE))
    is_named = len(there[0].text.split()) < SENTENCE
    degree = Degree.BESIDE if is_back else Degree.PARTLY if is_named else Degree.PLAIN
    return Row(names=there, degree=degree, is_control=True, is_held=True)


def is_more(cells: Sequence[CellWords], roles: Sequence[Role] | None) -> bool:
    """Whether some of a row is said of risks, plans or people rather than of what is done.

    A risk beside which nothing is named is what the remarks on it are about, and stays with them.
    """
    if roles is None or len(roles) != len(cells) or (Role.RISK in roles and Role.NAME not in roles):
        return False
    return any(cell.text and role in _OTHERS for cell, role in zip(cells, roles, strict=True))


def without_risk(row: Row) -> Row:
    """The same without what is told before its name: that describes what may happen."""
    if not row.names or row.question is not None:
        return row
    return replace(row, details=tuple(cell for cell in row.details if cell.start > row.names[0].start))


def _in(found: Iterable[tuple[CellWords, Role]], wanted: Role) -> tuple[CellWords, ...]:
    return tuple(cell for cell, role in found if role is wanted and any(map(str.isalpha, cell.text)))


def _is_taken_back(there: Sequence[CellWords], *, states: Iterable[CellWords]) -> bool:
    """Whether its own words or the state of a deed say that it is not in place."""
    own = {state_of(cell.text) for cell in there}
    told = {state_of(cell.text, is_told=True) for cell in states}
    return bool(own & {*_UNDONE, Degree.BESIDE} or told & set(_UNDONE))
