"""The attacks by tactic, as the matrix of ATLAS has them, and which of them are in question."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from model.exposure import ZERO, Attack, Exposure
from model.replay import ReplayedStudy, StepState
from model.scoring import Range
from model.threat import Release, StudyKind, Tactic, Technique


class CoverState(StrEnum):
    """How far an attack is covered, in a word; what is sure decides."""

    WHOLE = "whole"
    PARTLY = "partly"
    UNKNOWN = "unknown"
    """Nothing covers it for sure, and something open could change that."""
    OPEN = "open"
    ELSEWHERE = "elsewhere"
    """What acts against it is outside the profile or not applicable."""
    NO_MITIGATION = "no_mitigation"
    """Nothing in the catalogue acts against it."""


class Among(StrEnum):
    """Which attacks or case studies are looked at."""

    ALL = "all"
    OPEN = "open"
    """Attacks that nothing covers for sure; case studies without an answered step."""
    INCIDENTS = "incidents"
    """Attacks that incidents employed; case studies that are incidents."""
    UNANSWERED = "unanswered"
    """Attacks that nothing acts against; case studies with such a step."""

    @property
    def next(self) -> "Among":
        """The one after this; after the last the first."""
        every = list(Among)
        return every[(every.index(self) + 1) % len(every)]


@dataclass(frozen=True)
class Placed:
    """An attack in one column of the matrix."""

    attack: Attack
    technique: Technique
    is_under_parent: bool
    """The technique that it is a special case of stands above it."""


@dataclass(frozen=True)
class TacticColumn:
    """A tactic with the attacks that serve it; one that serves several stands in each."""

    tactic: Tactic | None
    """None for attacks of which no tactic is known."""
    placed: tuple[Placed, ...]
    """What is left heaviest first, special cases under their parent."""

    @property
    def weight(self) -> Fraction:
        """What all of them weigh."""
        return sum((p.attack.weight for p in self.placed), ZERO)

    @property
    def left(self) -> Range:
        """What is left of it."""
        lefts = [p.attack.left for p in self.placed]
        return Range(sum((x.low for x in lefts), ZERO), sum((x.high for x in lefts), ZERO))


def cover_state(attack: Attack) -> CoverState:
    """The word for an attack's cover."""
    cover = attack.cover
    if cover.low:
        return CoverState.WHOLE if cover.low >= 1 else CoverState.PARTLY
    if cover.high:
        return CoverState.UNKNOWN
    if attack.covers:
        return CoverState.OPEN
    return CoverState.ELSEWHERE if attack.is_answerable else CoverState.NO_MITIGATION


def columns(exposure: Exposure, release: Release, *, among: Among = Among.ALL) -> tuple[TacticColumn, ...]:
    """The matrix of the attacks that are in question; tactics without any are left out."""
    named = {t.id: t for t in release.techniques}
    chosen = [(a, named[a.technique]) for a in exposure.attacks if holds_attack(among, a)]
    known = {t.id for t in release.tactics}
    rows = [(tactic, [x for x in chosen if tactic.id in x[1].tactics]) for tactic in release.tactics]
    stray = [x for x in chosen if not known.intersection(x[1].tactics)]
    found = [TacticColumn(tactic, tuple(_families(inside))) for tactic, inside in rows if inside]
    return (*found, *([TacticColumn(None, tuple(_families(stray)))] if stray else []))


def holds_attack(among: Among, attack: Attack) -> bool:
    """Whether an attack is in question."""
    if among is Among.OPEN:
        return not attack.cover.low
    if among is Among.INCIDENTS:
        return bool(attack.incidents)
    return among is Among.ALL or not attack.is_answerable


def holds_study(among: Among, study: ReplayedStudy) -> bool:
    """Whether a case study is in question."""
    if among is Among.OPEN:
        return study.first_answered is None
    if among is Among.INCIDENTS:
        return study.kind is StudyKind.INCIDENT
    return among is Among.ALL or any(s.state is StepState.NO_MITIGATION for s in study.steps)


def studies_among(studies: Iterable[ReplayedStudy], among: Among) -> tuple[ReplayedStudy, ...]:
    """The case studies that are in question, in their order."""
    return tuple(s for s in studies if holds_study(among, s))


def _families(attacks: Sequence[tuple[Attack, Technique]]) -> Iterator[Placed]:
    """A parent and its special cases together, by the one of them of which most is left."""
    families: dict[str, list[tuple[Attack, Technique]]] = {}
    for attack, technique in attacks:
        families.setdefault(technique.parent or technique.id, []).append((attack, technique))
    for parent, family in families.items():
        has_parent = any(t.id == parent for _, t in family)
        for attack, technique in sorted(family, key=lambda x: x[1].id != parent):
            yield Placed(attack, technique, has_parent and technique.id != parent)
