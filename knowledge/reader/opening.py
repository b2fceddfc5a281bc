"""What an answer leaves open, first what would move the level most."""

from collections.abc import Mapping, Sequence

from model.coverage import Ordinal, gate_value
from model.practice import Activity, Practice
from model.reading import OpenPoint, Proposal

UNTOLD = (0.5, 0.25, 0.15, 0.1)
"""The chances of levels 0 to 3 where nothing was read: whether anything is done comes first."""
HEARD = 0.5
"""From this confidence on an activity with words for it is not open."""


def open_points(
    practice: Practice, heard: Mapping[str, Proposal] | None = None, *, chances: Sequence[float] = UNTOLD
) -> tuple[OpenPoint, ...]:
    """Activities that were not heard as their level needs, by the expected movement of the level.

    `heard`: the proposal of each activity; `chances`: of levels 0 to 3, summing to 1.
    """
    proposals = heard or {}
    unheard = [a for a in practice.activities if not _is_settled(practice, a, proposal=proposals.get(a.id))]
    order = {a.id: -round(expected_move(chances, practice.level_of(a.id)), 4) for a in unheard}
    ordered = sorted(unheard, key=lambda a: (order[a.id], practice.level_of(a.id)))
    return tuple(OpenPoint(activity=a.id, question=a.question) for a in ordered)


def expected_move(chances: Sequence[float], level: int) -> float:
    """How far the expected level moves, on average, when it is told whether `level` is reached.

    With P = P(reached), E1 and E0 the expected levels after a yes and after a no: 2 P (1 - P) (E1 - E0).
    """
    reached = sum(chances[level:])
    if not 0 < reached < 1:
        return 0.0
    above = sum(n * chances[n] for n in range(level, 4)) / reached
    below = sum(n * chances[n] for n in range(level)) / (1 - reached)
    return 2 * reached * (1 - reached) * (above - below)


def _is_settled(practice: Practice, activity: Activity, *, proposal: Proposal | None) -> bool:
    if proposal is None or proposal.inferred or proposal.confidence < HEARD or proposal.coverage is None:
        return False
    gate = gate_value(practice.level_of(activity.id), activity.unit)
    return proposal.coverage.worth >= gate.worth or proposal.coverage is Ordinal.NONE
