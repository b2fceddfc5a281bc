"""How far an activity is done: SAMM's four ordinals, sets of systems, and what is not known."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Self

from pydantic import AfterValidator, model_validator

from model.practice import Text, Unit
from model.value import Value


def _sorted_unique(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))


Names = Annotated[tuple[str, ...], AfterValidator(_sorted_unique)]
"""Names of systems, sorted and without repeats, so that equal sets are equal values."""


class Ordinal(StrEnum):
    """SAMM's four answers, in order."""

    NONE = "none"
    SOME = "some"
    HALF = "half"
    ALL = "all"

    @property
    def worth(self) -> Fraction:
        """0, 1/4, 1/2 or 1 (OWASP SAMM's answer sets)."""
        return _WORTH[self]

    @classmethod
    def of(cls, count: int, total: int) -> "Ordinal":
        """The ordinal of `count` among `total`: none, at least one, at least half, every one."""
        if count <= 0:
            return cls.NONE
        if count >= total:
            return cls.ALL
        return cls.HALF if 2 * count >= total else cls.SOME


_WORTH = {
    Ordinal.NONE: Fraction(0),
    Ordinal.SOME: Fraction(1, 4),
    Ordinal.HALF: Fraction(1, 2),
    Ordinal.ALL: Fraction(1),
}
GATES = {1: Ordinal.SOME, 2: Ordinal.ALL, 3: Ordinal.ALL}
"""The least coverage with which an activity of a level opens that level."""


def gate_value(level: int, unit: Unit) -> Ordinal:
    """The coverage that a claim of `level` puts for one of its activities."""
    return Ordinal.ALL if unit is Unit.WHOLE else GATES[level]


class Exemption(Value):
    """A system that `all` leaves out, recorded with owner and end date."""

    system: Text
    owner: Text
    until: date
    reason: str = ""


class Coverage(Value):
    """What was recorded for one activity: a mark per system, or an ordinal as it was stated."""

    covered: Names = ()
    denied: Names = ()
    unknown: Names = ()
    stated: Ordinal | None = None
    """An ordinal where no systems were named."""
    over: Names = ()
    """The systems that `stated` was said about."""
    is_unknown: bool = False
    """Nobody present knew."""
    exemptions: tuple[Exemption, ...] = ()

    @model_validator(mode="after")
    def _speaks_once(self) -> Self:
        marks = (*self.covered, *self.denied, *self.unknown)
        if len(set(marks)) != len(marks):
            raise ValueError("a system has two marks for one activity")
        if sum((bool(marks), self.stated is not None, self.is_unknown)) > 1:
            raise ValueError("a coverage is a set of systems, a stated ordinal, or unknown: one of them")
        return self

    def without(self, system: str) -> "Coverage":
        """The same without what it says about one system."""
        changes = {
            name: tuple(s for s in getattr(self, name) if s != system)
            for name in ("covered", "denied", "unknown", "over")
        }
        kept = tuple(e for e in self.exemptions if e.system != system)
        return self.model_copy(update={**changes, "exemptions": kept})

    def renamed(self, old: str, new: str) -> "Coverage":
        """The same with a system under its new name."""
        changes = {
            name: _sorted_unique(tuple(new if s == old else s for s in getattr(self, name)))
            for name in ("covered", "denied", "unknown", "over")
        }
        kept = tuple(e.model_copy(update={"system": new}) if e.system == old else e for e in self.exemptions)
        return self.model_copy(update={**changes, "exemptions": kept})


class Span(Value):
    """Where the coverage of an activity lies: low counts what is open as none, high as all."""

    low: Ordinal
    high: Ordinal
    unknown: bool = False
    """Somebody said that they don't know, at least for one system."""
    not_asked: bool = False
    """Nothing was recorded, at least for one system."""
    disputed: bool = False
    """Two speakers say different things."""

    @property
    def word(self) -> str:
        """One word for tables: the ordinal known so far, `unknown` or `not asked`."""
        if self.low is self.high or self.low is not Ordinal.NONE:
            return self.low.value
        return "unknown" if self.unknown or self.disputed else "not asked"


NOT_ASKED = Span(low=Ordinal.NONE, high=Ordinal.ALL, not_asked=True)


def span_of(coverage: Coverage, unit: Unit, *, systems: Collection[str], on: date) -> Span:
    """Where `coverage` lies for the `systems` that count today (`on` ends exemptions)."""
    return agree([coverage], unit, systems=systems, on=on)


def agree(coverages: Collection[Coverage], unit: Unit, *, systems: Collection[str], on: date) -> Span:
    """What several speakers say of one activity: low is what all say, high what any says.

    Who knows settles what another did not; only a yes beside a no is a dispute.
    """
    known = [c for c in coverages if not c.is_unknown]
    if not known:
        return Span(low=Ordinal.NONE, high=Ordinal.ALL, unknown=True) if coverages else NOT_ASKED
    if unit is not Unit.SYSTEMS:
        return _meet([_stated_span(c, unit, systems=set(systems)) for c in known])
    spread = [_as_marks(c) for c in known]
    marks = [c for c in spread if c.stated is None]
    spans = [_stated_span(c, unit, systems=set(systems)) for c in spread if c.stated is not None]
    return _meet([*spans, _count(marks, systems, on=on)] if marks else spans)


def _as_marks(coverage: Coverage) -> Coverage:
    """All or none, as it was stated, are marks on the systems that it was said about."""
    if coverage.stated is Ordinal.ALL:
        return Coverage(covered=coverage.over, exemptions=coverage.exemptions)
    if coverage.stated is Ordinal.NONE:
        return Coverage(denied=coverage.over, exemptions=coverage.exemptions)
    return coverage


def _count(spoken: list[Coverage], systems: Collection[str], *, on: date) -> Span:
    counted = set(systems)
    yes, no, unsure = (
        {s for c in spoken for s in getattr(c, mark)} & counted for mark in ("covered", "denied", "unknown")
    )
    disputed, unknown, silent = yes & no, unsure - yes - no, counted - yes - no - unsure
    exempt = {e.system for c in spoken for e in c.exemptions if e.until >= on}
    return Span(
        low=_ordinal(yes - no, counted, exempt=exempt),
        high=_ordinal(yes | unknown | silent, counted, exempt=exempt),
        unknown=bool(unknown),
        not_asked=bool(silent),
        disputed=bool(disputed),
    )


def _ordinal(covered: set[str], counted: set[str], *, exempt: set[str]) -> Ordinal:
    """The ordinal of the covered systems; `all` allows exempt ones, the others don't."""
    if covered & counted and counted <= covered | exempt:
        return Ordinal.ALL
    return Ordinal.of(len(covered), len(counted))


def _stated_span(coverage: Coverage, unit: Unit, *, systems: set[str]) -> Span:
    stated = coverage.stated
    if stated is None or (unit is Unit.SYSTEMS and not systems & set(coverage.over)):
        return NOT_ASKED
    if unit is not Unit.SYSTEMS or systems <= set(coverage.over):
        return Span(low=stated, high=stated)
    return Span(low=Ordinal.SOME, high=Ordinal.HALF, not_asked=True)


def _meet(spans: list[Span]) -> Span:
    """What spans have in common; where they have nothing in common, a dispute over all of them."""
    low = max((s.low for s in spans), key=lambda o: o.worth)
    high = min((s.high for s in spans), key=lambda o: o.worth)
    is_open = low.worth < high.worth
    if low.worth <= high.worth:
        return Span(
            low=low,
            high=high,
            unknown=is_open and any(s.unknown for s in spans),
            not_asked=is_open and any(s.not_asked for s in spans),
            disputed=any(s.disputed for s in spans),
        )
    return Span(
        low=min((s.low for s in spans), key=lambda o: o.worth),
        high=max((s.high for s in spans), key=lambda o: o.worth),
        disputed=True,
    )
