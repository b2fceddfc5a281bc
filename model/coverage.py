"""How far an activity is done: SAMM's four ordinals, sets of systems, and what is not known."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, NamedTuple, Self

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


_MARKS = ("covered", "denied", "unknown")


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
        """The same without what it says about one system; `some` of several then says nothing more."""
        if system in self.over and self.stated in (Ordinal.SOME, Ordinal.HALF):
            return Coverage()
        changes = {name: tuple(s for s in getattr(self, name) if s != system) for name in (*_MARKS, "over")}
        kept = tuple(e for e in self.exemptions if e.system != system)
        return self.model_copy(update={**changes, "exemptions": kept})

    def renamed(self, old: str, new: str) -> "Coverage":
        """The same with a system under its new name."""
        changes = {
            name: _sorted_unique(tuple(new if s == old else s for s in getattr(self, name)))
            for name in (*_MARKS, "over")
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


def joined(coverages: Sequence[Coverage]) -> Coverage:
    """What several speakers said of one activity as one coverage: where they disagree, nobody knows.

    Who knows settles what another did not.
    """
    known = [c for c in coverages if not c.is_unknown]
    if len(known) < 2 or all(c == known[-1] for c in known):
        return known[-1] if known else coverages[-1]
    if any(c.stated in (Ordinal.SOME, Ordinal.HALF) or (c.stated and not c.over) for c in known):
        is_same = len({(c.stated, frozenset(c.over), frozenset(c.exemptions)) for c in known}) == 1
        return known[-1] if is_same else Coverage(is_unknown=True)
    yes, no = _marked(known, Ordinal.ALL), _marked(known, Ordinal.NONE)
    unsure = {s for c in known for s in c.unknown} - yes - no
    return Coverage(
        covered=tuple(yes - no),
        denied=tuple(no - yes),
        unknown=tuple(unsure | (yes & no)),
        exemptions=tuple({e.system: e for c in known for e in c.exemptions}.values()),
    )


def _marked(coverages: Sequence[Coverage], ordinal: Ordinal) -> set[str]:
    """The systems that are covered, or denied, by marks or as it was stated of them."""
    marks = {s for c in coverages for s in (c.covered if ordinal is Ordinal.ALL else c.denied)}
    return marks | {s for c in coverages if c.stated is ordinal for s in c.over}


def span_of(coverage: Coverage, unit: Unit, *, systems: Collection[str], on: date) -> Span:
    """Where `coverage` lies for the `systems` that count today (`on` ends exemptions)."""
    return agree([coverage], unit, systems=systems, on=on)


def agree(coverages: Collection[Coverage], unit: Unit, *, systems: Collection[str], on: date) -> Span:
    """What several speakers say of one activity: low is what all say, high what any says.

    Who knows settles what another did not; only a yes beside a no is a dispute. What is said is taken apart
    into claims that bound the coverage from below (a yes, `at least half`) and from above (a no, `at most
    half`). Where two of them contradict each other, low lets the upper one win and high the lower one. Each
    end rises with every claim, so a better coverage lowers neither.
    """
    known = [c for c in coverages if not c.is_unknown]
    if not known:
        return Span(low=Ordinal.NONE, high=Ordinal.ALL, unknown=True) if coverages else NOT_ASKED
    if unit is Unit.SYSTEMS:
        return _Claims.of(known, frozenset(systems), on=on).span()
    words = [c.stated for c in known if c.stated is not None]
    low, high = _least(words), _most(words)
    return Span(low=low, high=high, disputed=low is not high) if words else NOT_ASKED


def _least(ordinals: Iterable[Ordinal]) -> Ordinal:
    return min(ordinals, key=lambda o: o.worth, default=Ordinal.ALL)


def _most(ordinals: Iterable[Ordinal]) -> Ordinal:
    return max(ordinals, key=lambda o: o.worth, default=Ordinal.NONE)


class _Partial(NamedTuple):
    """What `some` or `half` says: bounds of the whole coverage, and the systems that they are about."""

    low: Ordinal
    high: Ordinal
    about: frozenset[str]
    is_sharp: bool


@dataclass(frozen=True)
class _Claims:
    """What all speakers claim of one activity over the systems that count today."""

    counted: frozenset[str]
    exempt: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    unsure: frozenset[str]
    parts: tuple[_Partial, ...]

    @classmethod
    def of(cls, coverages: Collection[Coverage], counted: frozenset[str], *, on: date) -> "_Claims":
        """The claims of coverages; all or none, as it was stated, are marks on what it was said about."""
        marks = {name: {s for c in coverages for s in getattr(c, name)} for name in _MARKS}
        for stated, name in ((Ordinal.ALL, "covered"), (Ordinal.NONE, "denied")):
            marks[name] |= {s for c in coverages if c.stated is stated for s in c.over}
        return cls(
            counted=counted,
            exempt=frozenset(e.system for c in coverages for e in c.exemptions if e.until >= on),
            yes=counted & marks["covered"],
            no=counted & marks["denied"],
            unsure=counted & marks["unknown"],
            parts=tuple(p for c in coverages if (p := _part(c, counted))),
        )

    def span(self) -> Span:
        """The least and the most that the claims allow, see `agree`."""
        allowed = self.counted - self.no
        floor = _most([self._ordinal(self.yes), *(p.low for p in self.parts)])
        others = [self.counted - p.about for p in self.parts]
        tops = [_most([p.high, self._ordinal(o)]) for p, o in zip(self.parts, others, strict=True)]
        ceiling = _least([self._ordinal(allowed), *tops])
        agreed = [_least([p.low, self._ordinal(p.about & allowed)]) for p in self.parts]
        argued = [_most([t, self._ordinal(self.yes | o)]) for t, o in zip(tops, others, strict=True)]
        told = frozenset().union(self.yes, self.no, *(p.about for p in self.parts if p.is_sharp))
        return Span(
            low=_least([ceiling, _most([self._ordinal(self.yes & allowed), *agreed])]),
            high=_most([floor, _least([self._ordinal(self.yes | allowed), *argued])]),
            unknown=bool(self.unsure - told),
            not_asked=bool(self.counted - told - self.unsure),
            disputed=bool(self.yes & self.no)
            or floor.worth > ceiling.worth
            or agreed != [p.low for p in self.parts]
            or argued != tops,
        )

    def _ordinal(self, covered: frozenset[str]) -> Ordinal:
        """The ordinal of the covered systems; `all` allows exempt ones, the others don't."""
        if covered and self.counted <= covered | self.exempt:
            return Ordinal.ALL
        return Ordinal.of(len(covered), len(self.counted))


def _part(coverage: Coverage, counted: frozenset[str]) -> _Partial | None:
    """The bounds that `some` or `half` of some systems puts on the coverage of those that count today.

    Of systems that have left nobody knows whether they were the covered ones; a system stands for a group,
    so that `some` of a single one is a part of it.
    """
    stated, over = coverage.stated, len(coverage.over)
    about = counted.intersection(coverage.over)
    if stated not in (Ordinal.SOME, Ordinal.HALF) or not about:
        return None
    if len(about) == over:
        if about == counted:
            return _Partial(stated, stated, about, is_sharp=True)
        return _Partial(Ordinal.SOME, Ordinal.HALF, about, is_sharp=True)
    half = (over + 1) // 2
    fewest, most = (1, max(1, half - 1)) if stated is Ordinal.SOME else (half, over - 1)
    low = Ordinal.SOME if fewest > over - len(about) else Ordinal.NONE
    return _Partial(low, Ordinal.HALF if most < len(about) else Ordinal.ALL, about, is_sharp=False)
