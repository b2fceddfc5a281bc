"""MITRE ATLAS as values: what attackers do, which mitigation answers it, and where it happened."""

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from model.value import Value

Text = Annotated[str, StringConstraints(min_length=1)]
TacticId = Annotated[str, StringConstraints(pattern=r"^AML\.TA\d{4}$")]
TechniqueId = Annotated[str, StringConstraints(pattern=r"^AML\.T\d{4}(\.\d{3})?$")]
MitigationId = Annotated[str, StringConstraints(pattern=r"^AML\.M\d{4}$")]
StudyId = Annotated[str, StringConstraints(pattern=r"^AML\.CS\d{4}$")]


class Maturity(StrEnum):
    """How far a technique has come, weakest first."""

    FEASIBLE = "feasible"
    DEMONSTRATED = "demonstrated"
    REALIZED = "realized"


class StudyKind(StrEnum):
    """Whether somebody was attacked, or somebody tried it out."""

    INCIDENT = "incident"
    EXERCISE = "exercise"


class Effect(StrEnum):
    """What a practice does against a technique, strongest first (ours, each with a reason)."""

    PREVENTS = "prevents"
    HINDERS = "hinders"
    DETECTS = "detects"
    INFORMS = "informs"

    @property
    def worth(self) -> Fraction:
        """1, 1/2, 1/4 or 0."""
        return _WORTHS[self]


_WORTHS = {
    Effect.PREVENTS: Fraction(1),
    Effect.HINDERS: Fraction(1, 2),
    Effect.DETECTS: Fraction(1, 4),
    Effect.INFORMS: Fraction(0),
}


class Tactic(Value):
    """What an attacker wants at one stage."""

    id: TacticId
    name: Text
    summary: str = ""
    """One line of ours; empty where we have none."""


class Technique(Value):
    """A way to get there."""

    id: TechniqueId
    name: Text
    aliases: tuple[Text, ...] = ()
    tactics: tuple[TacticId, ...] = ()
    maturity: Maturity | None = None
    """None where the release does not say."""
    platforms: tuple[Text, ...] = ()
    """Predictive AI, Generative AI, Agentic AI, Enterprise; empty where the release does not say."""
    summary: str = ""

    @property
    def parent(self) -> str | None:
        """The technique that this one is a special case of."""
        return self.id[:9] if len(self.id) > 9 else None


class Mitigation(Value):
    """What answers techniques; each is one of our practices."""

    id: MitigationId
    name: Text
    aliases: tuple[Text, ...] = ()
    categories: tuple[Text, ...] = ()
    lifecycle: tuple[Text, ...] = ()
    """ATLAS's own life-cycle tags, in one spelling."""
    techniques: tuple[TechniqueId, ...] | None = None
    """What it answers; None where that is not known, which is not the same as nothing."""


class StudyStep(Value):
    """One step of a case study."""

    id: Text
    technique: TechniqueId
    tactic: TacticId | None = None
    leads_to: tuple[Text, ...] = ()


class CaseStudy(Value):
    """An attack that happened, or was tried, step by step."""

    id: StudyId
    name: Text
    kind: StudyKind
    day: date
    granularity: Annotated[str, StringConstraints(pattern="^(day|month|year)$")] = "day"
    """How exactly the day is known."""
    steps: tuple[StudyStep, ...] = ()
    traits: tuple[Text, ...] = ()
    """What kind of system was attacked, in our traits (ours)."""
    summary: str = ""
    lesson: str = ""
    """What a defender takes from it (ours)."""

    @property
    def when(self) -> str:
        """The date as exactly as it is known: 2023, 2023-05 or 2023-05-17."""
        return self.day.isoformat()[: {"year": 4, "month": 7, "day": 10}[self.granularity]]


class Release(Value):
    """One release of ATLAS, as facts."""

    version: Text
    format: Text
    """list, or the number that the file states."""
    tactics: tuple[Tactic, ...] = ()
    """In the order of the matrix."""
    techniques: tuple[Technique, ...] = ()
    mitigations: tuple[Mitigation, ...] = ()
    studies: tuple[CaseStudy, ...] = ()

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        for objects in (self.tactics, self.techniques, self.mitigations, self.studies):
            ids = [each.id for each in objects]
            if len(set(ids)) < len(ids):
                raise ValueError(f"{next(i for i in ids if ids.count(i) > 1)} is there twice")
        return self

    @property
    def steps(self) -> int:
        """How many steps all studies have together."""
        return sum(len(study.steps) for study in self.studies)

    def tactic(self, tactic_id: str) -> Tactic | None:
        """The tactic with this id."""
        return next((t for t in self.tactics if t.id == tactic_id), None)

    def technique(self, technique_id: str) -> Technique | None:
        """The technique with this id."""
        return next((t for t in self.techniques if t.id == technique_id), None)

    def mitigation(self, mitigation_id: str) -> Mitigation | None:
        """The mitigation with this id."""
        return next((m for m in self.mitigations if m.id == mitigation_id), None)

    def study(self, study_id: str) -> CaseStudy | None:
        """The case study with this id."""
        return next((s for s in self.studies if s.id == study_id), None)

    def employing(self, technique_id: str) -> tuple[CaseStudy, ...]:
        """The case studies that employ a technique or a special case of it, incidents first, newest first."""
        own = [s for s in self.studies if any(_is_or_specialises(x.technique, technique_id) for x in s.steps)]
        return tuple(sorted(own, key=lambda s: (s.kind is not StudyKind.INCIDENT, -s.day.toordinal(), s.id)))


class Known(Value):
    """An id of a release, and its name there where that is known."""

    id: Text
    name: str | None = None


class KnownRelease(Value):
    """What is known as fact of a release that is not at hand: an unknown link is not an absent one."""

    version: Text
    new: tuple[Known, ...] = ()
    renamed: tuple[Known, ...] = ()
    """Ids that have another name from this release on."""
    retired: dict[str, str] = {}
    """Ids that are gone, each with the id that took it in."""
    counts: dict[str, int] = {}
    """How many of a kind it has, where that is known."""


class EffectOn(Value):
    """A technique on which a practice has another effect than by default."""

    technique: TechniqueId
    effect: Effect
    reason: Text


class PracticeEffect(Value):
    """What one practice does against the techniques that it answers (ours)."""

    practice: Text
    default: Effect
    reason: Text
    differs: tuple[EffectOn, ...] = ()
    answers: tuple[TechniqueId, ...] = ()
    """For practices that ATLAS does not have: the techniques that they answer, by our judgement."""

    def on(self, technique_id: str) -> Effect:
        """The effect on one technique that the practice answers."""
        return next((x.effect for x in self.differs if x.technique == technique_id), self.default)


class ExposureRules(Value):
    """How much a technique weighs, and which level answers it (ours)."""

    version: int = 1
    maturity: dict[Maturity, Fraction]
    unstated: Fraction
    """The maturity where the release does not say."""
    incident: Fraction
    exercise: Fraction
    answered: int = Field(ge=1, le=3)
    """The level from which a step counts as answered ..."""
    partly: int = Field(ge=1, le=3)
    """... and from which as partly answered."""
    facts: tuple[Text, ...]
    """The facts of a system that decide whether an attack could have met it."""
    platforms: dict[str, str]
    """The platforms that are kinds of system, each with the trait that says so."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        for missing in (m for m in Maturity if m not in self.maturity):
            raise ValueError(f"maturity {missing} has no weight")
        if self.partly > self.answered:
            raise ValueError("partly answered asks for more than answered")
        if min(*self.maturity.values(), self.unstated, self.incident, self.exercise) < 0:
            raise ValueError("a weight is below 0")
        return self


FIRST_RULES = ExposureRules(
    maturity={
        Maturity.REALIZED: Fraction(3),
        Maturity.DEMONSTRATED: Fraction(2),
        Maturity.FEASIBLE: Fraction(1),
    },
    unstated=Fraction(1),
    incident=Fraction(1),
    exercise=Fraction(1, 2),
    answered=2,
    partly=1,
    facts=("origin", "output", "callers", "place", "senses", "data", "models"),
    platforms={"Predictive AI": "predictive", "Generative AI": "generative", "Agentic AI": "agentic"},
)
"""What assessments are weighed with that were begun before the rules were data."""


def is_later(version: str, than: str) -> bool:
    """Whether a release came later; dates (2026.05) came after numbers (5.6.0)."""
    return _numbers(version) > _numbers(than)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def _is_or_specialises(technique_id: str, wanted: str) -> bool:
    return technique_id == wanted or technique_id.startswith(f"{wanted}.")
