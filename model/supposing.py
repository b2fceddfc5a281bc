"""What if: an assessment as it would stand with other levels or targets; nothing is recorded."""

from collections.abc import Iterable, Mapping

from model import deeds as d
from model.assessment import Act, Speaker, State
from model.card import as_stated
from model.catalogue import Catalogue
from model.coverage import Coverage
from model.fold import fold

NOBODY = Speaker(name="supposed")
REASON = "supposed"


def suppose(
    acts: Iterable[Act], catalogue: Catalogue, *, levels: Mapping[str, int], targets: Mapping[str, int]
) -> State:
    """The state if these practices had these levels, as 'it is n' records them, and these targets."""
    told = tuple(acts)
    state = fold(told)
    deeds: list[d.Deed] = [
        d.CoveragesSet(practice=i, coverages=_coverages(state, catalogue, practice=i, level=n), rules=True)
        for i, n in levels.items()
    ]
    deeds += [d.TargetSet(practice=i, level=n, reason=REASON) for i, n in targets.items()]
    last = told[-1]
    supposed = (
        Act(seq=last.seq + n, at=last.at, speaker=NOBODY, deed=deed) for n, deed in enumerate(deeds, 1)
    )
    return fold((*told, *supposed))


def _coverages(state: State, catalogue: Catalogue, *, practice: str, level: int) -> dict[str, Coverage]:
    known = catalogue.practice(practice)
    return as_stated(known, level, systems=state.counted_systems(known))
