"""Exposure: how much of the weight of known attacks no practice answers yet. A model, not a probability.

weight = maturity x (1 + incidents + exercises / 2); cover = max over practices of effect x earned level / 3;
exposure = sum of weight x (1 - cover). What counts how much is in the rules of the catalogue.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from model.catalogue import Catalogue
from model.countermeasures import Countermeasure, countermeasures
from model.deeds import System
from model.scoring import Range, Scorecard
from model.threat import CaseStudy, Effect, ExposureRules, StudyKind, Technique

ZERO = Fraction(0)
HIGHEST = 3
QUARTERS = {effect: int(4 * effect.worth) for effect in Effect}
"""The worth of each effect in quarters, so that covers are whole twelfths."""


@dataclass(frozen=True)
class Cover:
    """What one practice takes off a technique by the level that it has."""

    practice: str
    effect: Effect
    through_parent: bool
    level: Range

    @cached_property
    def worth(self) -> Range:
        """effect x earned level / 3, 0 to 1."""
        return Range(
            self.effect.worth * self.level.low / HIGHEST, self.effect.worth * self.level.high / HIGHEST
        )


@dataclass(frozen=True)
class Attack:
    """One technique with every term of its share in the exposure."""

    technique: str
    maturity: Fraction
    incidents: tuple[str, ...]
    """The case studies that employ it, of systems of a kind in scope."""
    exercises: tuple[str, ...]
    weight: Fraction
    covers: tuple[Cover, ...] = ()
    """By the applicable practices of the profile, the one that covers most first."""
    is_answerable: bool = False
    """Whether any practice of the catalogue acts against it, in the profile or not."""

    @cached_property
    def cover(self) -> Range:
        """The best of the covers, 0 to 1."""
        worths = [c.worth for c in self.covers]
        return Range(max((w.low for w in worths), default=ZERO), max((w.high for w in worths), default=ZERO))

    @cached_property
    def left(self) -> Range:
        """weight x (1 - cover): low where everything open turns out well."""
        return Range(self.weight * (1 - self.cover.high), self.weight * (1 - self.cover.low))


@dataclass(frozen=True)
class Exposure:
    """The weight of all attacks, and what is left of it."""

    attacks: tuple[Attack, ...]
    """What is left heaviest first, then by id."""
    studies: tuple[str, ...]
    """The case studies that count: each could have met a system in scope."""
    beside: tuple[str, ...]
    """Techniques left out: they aim at kinds of system that are not in scope."""

    @cached_property
    def weight(self) -> Fraction:
        """The exposure of somebody who does nothing."""
        return sum((a.weight for a in self.attacks), ZERO)

    @cached_property
    def left(self) -> Range:
        """The exposure."""
        return Range(
            sum((a.left.low for a in self.attacks), ZERO), sum((a.left.high for a in self.attacks), ZERO)
        )

    @property
    def least(self) -> Fraction:
        """What would be left with every applicable practice of the profile at level 3."""
        return self._left({c.practice: HIGHEST for a in self.attacks for c in a.covers})

    @property
    def heaviest(self) -> tuple[Attack, ...]:
        """The attacks that something acts against and that are not covered whole, heaviest first."""
        return tuple(a for a in self.attacks if a.is_answerable and a.left.high)

    @property
    def unanswerable(self) -> tuple[Attack, ...]:
        """The attacks that no practice of the catalogue acts against."""
        return tuple(a for a in self.attacks if not a.is_answerable)

    def percent(self, left: Range | None = None) -> Range | None:
        """What is left, here or as given, in percent of the whole weight; None where nothing weighs."""
        left = left or self.left
        return Range(100 * left.low / self.weight, 100 * left.high / self.weight) if self.weight else None

    def at(self, levels: Mapping[str, Range]) -> Range:
        """What would be left at other levels; a practice that is not named has level 0."""
        lows = {i: int(level.low) for i, level in levels.items()}
        highs = {i: int(level.high) for i, level in levels.items()}
        return Range(self._left(highs), self._left(lows))

    def _left(self, levels: Mapping[str, int]) -> Fraction:
        """Sum of weight x (1 - cover), covers counted in twelfths."""
        left = ZERO
        for attack in self.attacks:
            covers = (QUARTERS[c.effect] * levels.get(c.practice, 0) for c in attack.covers)
            left += attack.weight * (4 * HIGHEST - max(covers, default=0))
        return left / (4 * HIGHEST)


def levels_of(card: Scorecard, catalogue: Catalogue) -> dict[str, Range]:
    """The earned levels that cover: of applicable practices whose links are known."""
    provisional = {p.id for p in catalogue.practices if p.provisional}
    return {p.id: p.earned for p in card.practices if p.applicable and p.id not in provisional}


def expose(card: Scorecard, catalogue: Catalogue) -> Exposure:
    """The exposure at the levels of a scorecard, every term kept."""
    if catalogue.threats is None:
        return Exposure((), (), ())
    levels, against = levels_of(card, catalogue), countermeasures(catalogue)
    studies = concerning(card.systems, catalogue)
    employed = _employed(studies)
    attacks, beside = [], []
    for technique in catalogue.threats.techniques:
        used = employed.get(technique.id, ())
        if used or _is_aimed_at(technique, card.systems, platforms=catalogue.exposure.platforms):
            weighed = _weigh(technique, used, rules=catalogue.exposure)
            attacks.append(_covered(weighed, against[technique.id], levels=levels))
        else:
            beside.append(technique.id)
    attacks.sort(key=lambda a: (-a.left.high, a.technique))
    return Exposure(tuple(attacks), tuple(s.id for s in studies), tuple(beside))


def concerning(systems: Sequence[System], catalogue: Catalogue) -> tuple[CaseStudy, ...]:
    """The case studies that could have met a system in scope: none of its stated facts speaks against it."""
    if catalogue.threats is None:
        return ()
    kinds = [set(f.traits) for f in catalogue.facts if f.id in catalogue.exposure.facts]
    return tuple(
        study
        for study in catalogue.threats.studies
        if any(all(_may_meet(study.traits, s.traits, kind=kind) for kind in kinds) for s in systems)
    )


def _may_meet(attacked: Iterable[str], ours: Iterable[str], *, kind: set[str]) -> bool:
    """Whether two systems may be alike in one fact; what is not stated speaks against nothing."""
    theirs, stated = kind.intersection(attacked), kind.intersection(ours)
    return not theirs or not stated or bool(theirs & stated)


def _is_aimed_at(technique: Technique, systems: Sequence[System], *, platforms: Mapping[str, str]) -> bool:
    """Whether a technique aims at a kind of system in scope; what is not stated leaves nothing out."""
    if not technique.platforms or any(p not in platforms for p in technique.platforms):
        return True
    kinds, aimed = set(platforms.values()), {platforms[p] for p in technique.platforms}
    return any(not kinds.intersection(s.traits) or aimed.intersection(s.traits) for s in systems)


def _employed(studies: Iterable[CaseStudy]) -> dict[str, list[CaseStudy]]:
    """By technique the studies that name it, each once; a special case counts for itself alone."""
    employed: dict[str, list[CaseStudy]] = {}
    for study in studies:
        for technique in dict.fromkeys(step.technique for step in study.steps):
            employed.setdefault(technique, []).append(study)
    return employed


def _weigh(technique: Technique, used: Sequence[CaseStudy], *, rules: ExposureRules) -> Attack:
    """The technique's weight with its terms."""
    incidents = tuple(s.id for s in used if s.kind is StudyKind.INCIDENT)
    exercises = tuple(s.id for s in used if s.kind is StudyKind.EXERCISE)
    maturity = rules.maturity[technique.maturity] if technique.maturity else rules.unstated
    weight = maturity * (1 + rules.incident * len(incidents) + rules.exercise * len(exercises))
    return Attack(technique.id, maturity, incidents, exercises, weight)


def _covered(attack: Attack, against: Iterable[Countermeasure], *, levels: Mapping[str, Range]) -> Attack:
    """The weighed technique with what covers it."""
    acting = [c for c in against if c.effect.worth]
    covers = [
        Cover(c.practice, c.effect, c.through_parent, levels[c.practice])
        for c in acting
        if c.practice in levels
    ]
    covers.sort(key=lambda c: (-c.worth.low, -c.worth.high, c.practice))
    return replace(attack, covers=tuple(covers), is_answerable=bool(acting))
