"""What can be assessed: phases, practices, levels and their activities."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from model.value import Value

Text = Annotated[str, StringConstraints(min_length=1)]
PracticeId = Annotated[str, StringConstraints(pattern=r"^(AML\.M\d{4}|[A-Z]{2,5}\.X\d{2})$")]
ActivityId = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,5}\.[MX]\d{2,4}\.(1|[23][abc])$")]


class PhaseId(StrEnum):
    """The nine phases of Amershi et al. 2019, in life-cycle order (MLSMM section 3)."""

    MODEL_REQUIREMENTS = "model-requirements"
    DATA_COLLECTION = "data-collection"
    DATA_CLEANING = "data-cleaning"
    DATA_LABELING = "data-labeling"
    FEATURE_ENGINEERING = "feature-engineering"
    MODEL_TRAINING = "model-training"
    MODEL_EVALUATION = "model-evaluation"
    MODEL_DEPLOYMENT = "model-deployment"
    MODEL_MONITORING = "model-monitoring"


class Profile(StrEnum):
    """Which practices are in scope; each profile contains the ones before it."""

    CORE = "core"
    ATLAS = "atlas"
    EXTENDED = "extended"

    def includes(self, other: "Profile") -> bool:
        """Whether a practice of profile `other` is in scope under this one."""
        order = list(Profile)
        return order.index(other) <= order.index(self)


class Unit(StrEnum):
    """What an activity is counted over."""

    SYSTEMS = "systems"
    PEOPLE = "people"
    RELEASES = "releases"
    WHOLE = "whole"


class Kind(StrEnum):
    """Hygiene is for everybody; an option is a choice made per threat."""

    HYGIENE = "hygiene"
    OPTION = "option"


class Effort(Value):
    """What one level costs to reach, each part 1 (little) to 5 (much)."""

    knowledge: int = Field(ge=1, le=5)
    time: int = Field(ge=1, le=5)
    resources: int = Field(ge=1, le=5)

    @property
    def points(self) -> int:
        """The sum of the three parts, 3 to 15."""
        return self.knowledge + self.time + self.resources


class Activity(Value):
    """One observable thing that a level asks for; the unit of truth."""

    id: ActivityId
    label: Annotated[str, StringConstraints(min_length=3, max_length=44)]
    """A few words for cards and tables; the coverage is said beside it."""
    text: Text
    """One idea, naming no quantity."""
    unit: Unit
    question: Text
    """Asks for an instance; cannot be answered with yes."""
    evidence: tuple[Text, Text]
    """Two things that would show it."""
    examples: tuple[Text, Text]
    """Two answers, as people talk, that support it."""


class Level(Value):
    """One of the three levels that a practice can reach."""

    level: int = Field(ge=1, le=3)
    statement: Text
    effort: Effort
    activities: tuple[Activity, ...]

    @model_validator(mode="after")
    def _counts(self) -> Self:
        most = 1 if self.level == 1 else 3
        if not 1 <= len(self.activities) <= most:
            raise ValueError(f"level {self.level} needs 1 to {most} activities, has {len(self.activities)}")
        return self


class Placement(Value):
    """A phase that a practice belongs to, with the reason."""

    phase: PhaseId
    role: Annotated[str, StringConstraints(pattern="^(primary|shared)$")]
    reason: Text


class Prerequisite(Value):
    """`practice` must be at `level` before this practice can reach `before`."""

    practice: PracticeId
    level: int = Field(ge=1, le=3)
    before: int = Field(ge=1, le=3)
    reason: Text


class Applies(Value):
    """To which systems a practice applies, by their traits."""

    leaves_out: tuple[Text, ...] = ()
    """A system with one of these traits is left out ..."""
    unless: tuple[Text, ...] = ()
    """... unless it has one of these."""
    cause: Text = "applies to every system"
    """Said to the user: why a system is left out."""
    also: tuple["Applies", ...] = ()
    """Further rules, each with its own cause."""

    def covers(self, traits: frozenset[str]) -> bool:
        """Whether a system with `traits` counts; an unstated trait leaves nothing out."""
        return self.cause_against(traits) is None

    def cause_against(self, traits: frozenset[str]) -> str | None:
        """Why a system with `traits` is left out; None where it counts."""
        if traits & set(self.leaves_out) and not traits & set(self.unless):
            return self.cause
        return next((cause for rule in self.also if (cause := rule.cause_against(traits))), None)


class Practice(Value):
    """One security practice: an ATLAS mitigation or an extension of ours."""

    id: PracticeId
    name: Text
    aliases: tuple[Text, ...] = ()
    """Older and newer names of the same id."""
    profile: Profile
    provisional: bool = False
    """Known by name only: assessed on request, out of profiles, exposure and roadmap until its links are."""
    kind: Kind = Kind.HYGIENE
    summary: Text
    why: Text
    """Why it matters, tied to an attack."""
    does_not_stop: Text
    phases: tuple[Placement, ...]
    applies: Applies = Applies()
    roles: tuple[Text, ...]
    """Who knows about it."""
    minutes: int = Field(ge=1, le=15)
    """How long its part of the interview takes."""
    question: Text
    rephrased: Text
    source: Text
    """Where the level texts come from."""
    prerequisites: tuple[Prerequisite, ...] = ()
    levels: tuple[Level, Level, Level]

    @model_validator(mode="after")
    def _is_well_formed(self) -> Self:
        if [level.level for level in self.levels] != [1, 2, 3]:
            raise ValueError("levels must be 1, 2, 3 in this order")
        for level in self.levels:
            suffixes = ["1"] if level.level == 1 else [f"{level.level}{c}" for c in "abc"]
            for activity, suffix in zip(level.activities, suffixes, strict=False):
                if activity.id != f"{self.id}.{suffix}":
                    raise ValueError(f"activity {activity.id} should be {self.id}.{suffix}")
        roles = [placement.role for placement in self.phases]
        if roles.count("primary") != 1 or len(roles) > 3:
            raise ValueError("needs one primary phase and at most two shared ones")
        return self

    @property
    def activities(self) -> tuple[Activity, ...]:
        """All activities, level 1 first."""
        return tuple(a for level in self.levels for a in level.activities)

    @property
    def primary_phase(self) -> PhaseId:
        """The phase in which the interview asks for it."""
        return next(p.phase for p in self.phases if p.role == "primary")

    def level_of(self, activity: str) -> int:
        """The level that `activity` belongs to; KeyError when it is not ours."""
        for level in self.levels:
            if any(a.id == activity for a in level.activities):
                return level.level
        raise KeyError(activity)
