"""Two assessments compared: what was done, told apart from what another catalogue or ATLAS changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from model import deeds as d
from model.assessment import Act, State
from model.catalogue import Catalogue
from model.exposure import Exposure, expose
from model.fold import undone_by
from model.scoring import PracticeScore, Scorecard, score


class Side(NamedTuple):
    """An assessment and what it is scored with."""

    state: State
    catalogue: Catalogue
    acts: tuple[Act, ...] = ()
    """What was recorded, for who changed what and why."""


@dataclass(frozen=True)
class Measured:
    """The figures of one side."""

    card: Scorecard
    exposure: Exposure


@dataclass(frozen=True)
class PracticeChange:
    """One practice on both sides; None where a side does not assess it."""

    practice: str
    before: PracticeScore | None
    rebased: PracticeScore | None
    """Before, as the catalogue of the later side scores it."""
    after: PracticeScore | None
    evidence: tuple[int, int]
    """How many pieces were cited, before and after."""
    acts: tuple[Act, ...] = ()
    """What the later side recorded of it that the earlier one had not, and that stands; in order."""
    waits: bool = False
    """The later side brought along what was said before, and nobody has said it again."""

    @property
    def changes(self) -> tuple[str, ...]:
        """Codes: by-catalogue, added, dropped, level, target, applies, assurance, documented, evidence."""
        if self.rebased is None or self.after is None:
            found = ["added"] * bool(self.after) + ["dropped"] * bool(self.rebased)
        else:
            found = [c for c, field in _FIELDS.items() if _differs(self.rebased, self.after, field=field)]
        by_catalogue = ("by-catalogue",) if not _is_same(self.before, self.rebased) else ()
        return (*by_catalogue, *found, *(("evidence",) if self.evidence[0] != self.evidence[1] else ()))


_MOVING = (
    *(d.Confirmed, d.LevelSet, d.CoveragesSet, d.SaidUnknown, d.SaidNotApplicable),
    *(d.TargetSet, d.EvidenceGiven, d.Vouched, d.Counted),
)
"""What can move the figures of one practice."""
_FIELDS = {
    "level": "earned",
    "target": "target",
    "applies": "applicable",
    "assurance": "assurance",
    "documented": "documented",
}


def _differs(one: PracticeScore, other: PracticeScore, *, field: str) -> bool:
    return bool(getattr(one, field) != getattr(other, field))


def _is_same(one: PracticeScore | None, other: PracticeScore | None) -> bool:
    if one is None or other is None:
        return one is other
    return not any(_differs(one, other, field=field) for field in _FIELDS.values())


@dataclass(frozen=True)
class Comparison:
    """The later assessment beside the earlier one, and beside the earlier one by the later catalogue."""

    before: Measured
    rebased: Measured
    after: Measured
    practices: tuple[PracticeChange, ...]
    """Every practice that a side assesses, in the order of the later catalogue."""
    is_other_catalogue: bool
    """Whether practices, gates, weights or texts differ."""
    is_other_atlas: bool


def compare(before: Side, after: Side) -> Comparison:
    """Each practice and the figures, before, before by the later catalogue, and after."""
    same = before.catalogue == after.catalogue
    first = _measure(before)
    rebased = first if same else _measure(Side(before.state, after.catalogue))
    last = _measure(after)
    known = [p.id for p in after.catalogue.practices]
    known += [p.id for p in before.catalogue.practices if p.id not in known]
    old, new, now = ({p.id: p for p in each.card.practices} for each in (first, rebased, last))
    moving = list(_moving(before.acts, after.acts))
    rows = tuple(
        PracticeChange(
            i,
            old.get(i),
            new.get(i),
            now.get(i),
            _evidence(i, before.state, after.state),
            acts=tuple(act for act in moving if getattr(act.deed, "practice", None) == i),
            waits=after.state.practice(i).is_carried,
        )
        for i in known
        if i in old or i in new or i in now
    )
    is_other_atlas = before.catalogue.threats != after.catalogue.threats
    return Comparison(first, rebased, last, rows, _differ_beyond_atlas(before, after), is_other_atlas)


def _moving(before: tuple[Act, ...], after: tuple[Act, ...]) -> Iterator[Act]:
    """The acts that can have moved a figure, that stand, and that the earlier side lacks."""
    gone, known = undone_by(after), {(act.seq, act.at) for act in before}
    brought = {act.at for act in after if isinstance(act.deed, d.Carried)}
    for act in after:
        is_new = (act.seq, act.at) not in known and act.at not in brought
        if isinstance(act.deed, _MOVING) and act.seq not in gone and is_new:
            yield act


def _measure(side: Side) -> Measured:
    card = score(side.state, side.catalogue)
    return Measured(card, expose(card, side.catalogue))


def _evidence(practice: str, *states: State) -> tuple[int, int]:
    first, last = (len(state.practice(practice).evidence) for state in states)
    return first, last


def _differ_beyond_atlas(before: Side, after: Side) -> bool:
    """Whether anything differs that an ATLAS release does not bring."""
    plain = [
        side.catalogue.model_copy(
            update={"threats": None, "atlas": "", "practices": _unnamed(side.catalogue)}
        )
        for side in (before, after)
    ]
    return plain[0] != plain[1]


def _unnamed(catalogue: Catalogue) -> tuple[object, ...]:
    """The practices without what a release brings: names, aliases, and whether their links are known."""
    return tuple(
        p.model_copy(update={"name": p.id, "aliases": (), "provisional": False}) for p in catalogue.practices
    )
