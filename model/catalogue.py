"""Everything that an assessment is scored with, as one value: practices, phases, words, facts and threats."""

from typing import Annotated

from pydantic import StringConstraints

from model.evidence import DocumentKind
from model.practice import PhaseId, Practice, PracticeId, Profile, Text
from model.profile import FIRST_TABLE, Fact, TargetTable
from model.threat import FIRST_RULES, ExposureRules, KnownRelease, PracticeEffect, Release
from model.value import Value


class Story(Value):
    """One open request that drafts several practices."""

    id: Annotated[str, StringConstraints(pattern="^[a-z0-9-]+$")]
    request: Text
    rephrased: Text
    practices: tuple[PracticeId, ...]
    """The practices that an answer is read for, first of all."""


class Phase(Value):
    """A phase of the ML life cycle and how the interview opens it."""

    id: PhaseId
    name: Text
    summary: Text
    stories: tuple[Story, ...]


class Term(Value):
    """A word of the field in one plain sentence."""

    name: Text
    aliases: tuple[Text, ...] = ()
    meaning: Text


class NearPair(Value):
    """Two practices that are easily taken for each other, and how they differ."""

    practices: tuple[PracticeId, PracticeId]
    difference: Text
    """One plain sentence."""
    first: Text
    """What counts for the first."""
    second: Text
    """What counts for the second."""

    def other(self, practice: str) -> str | None:
        """The neighbour of a practice; None where the pair is not about it."""
        a, b = self.practices
        return {a: b, b: a}.get(practice)


class Crossing(Value):
    """A practice beside an item of another framework, with the reason."""

    practice: PracticeId
    framework: Text
    item: Text
    """The framework's own id for it."""
    reason: Text


class Framework(Value):
    """Another framework that practices are held beside."""

    id: Annotated[str, StringConstraints(pattern="^[a-z0-9-]+$")]
    name: Text
    version: Text
    items: dict[str, Text]
    """The items that are referred to, each by its id with its name."""


class Catalogue(Value):
    """Everything that an assessment is scored with; kept by hash beside it.

    What came later has a default, so that assessments scored with an older catalogue still are.
    """

    version: Text
    atlas: Text
    """The ATLAS release that ids and names are pinned to."""
    phases: tuple[Phase, ...]
    practices: tuple[Practice, ...]
    terms: tuple[Term, ...] = ()
    traits: dict[str, str] = {}
    """The traits of a system that mean something, each in a plain sentence."""
    facts: tuple[Fact, ...] = ()
    targets: TargetTable = FIRST_TABLE
    exposure: ExposureRules = FIRST_RULES
    threats: Release | None = None
    releases: tuple[KnownRelease, ...] = ()
    """What is known of other releases than the pinned one, oldest first."""
    effects: tuple[PracticeEffect, ...] = ()
    documents: tuple[DocumentKind, ...] = ()
    """Kinds of documents that prove activities, in the order in which they are asked for."""
    near: tuple[NearPair, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    crossings: tuple[Crossing, ...] = ()

    def practice(self, practice_id: str) -> Practice:
        """The practice with this id; KeyError when there is none."""
        for practice in self.practices:
            if practice.id == practice_id:
                return practice
        raise KeyError(practice_id)

    def in_profile(self, profile: Profile) -> tuple[Practice, ...]:
        """The practices of a profile, in catalogue order, without the provisional ones."""
        return tuple(p for p in self.practices if profile.includes(p.profile) and not p.provisional)

    def near_to(self, practice_id: str) -> tuple[NearPair, ...]:
        """The pairs that a practice is part of."""
        return tuple(pair for pair in self.near if practice_id in pair.practices)

    def effect_of(self, practice_id: str) -> PracticeEffect | None:
        """What a practice does against the techniques that it answers."""
        return next((e for e in self.effects if e.practice == practice_id), None)

    def answered_by(self, practice_id: str) -> tuple[str, ...] | None:
        """The techniques that a practice answers; None where that is not known."""
        mitigation = self.threats.mitigation(practice_id) if self.threats else None
        if mitigation:
            return mitigation.techniques
        ours = self.effect_of(practice_id)
        return ours.answers if ours else None
