"""What the users decide about the roadmap: who, by when, what stays out, what comes when."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from model.value import Value

MOST_CAPACITY = 9999
"""Effort points that a wave may hold."""


class StepStatus(StrEnum):
    """How far a step of the roadmap is."""

    PLANNED = "planned"
    UNDER_WAY = "under-way"
    DONE = "done"
    """Done, but not assessed again yet: it counts once it is."""
    DROPPED = "dropped"
    """It is not going to happen: no wave holds it."""


class StepAgreed(Value):
    """Who does a step of the roadmap, by when, and how far it is: the whole line, as it is from here on."""

    kind: Literal["step agreed"] = "step agreed"
    practice: str
    level: int = Field(ge=1, le=3)
    owner: str = Field(default="", max_length=80)
    due: date | None = None
    status: StepStatus = StepStatus.PLANNED
    reason: str = ""

    @property
    def is_empty(self) -> bool:
        """Nothing is agreed any more."""
        return not (self.owner or self.due) and self.status is StepStatus.PLANNED


class PracticeExcluded(Value):
    """A practice stays out of the roadmap, or comes back into it."""

    kind: Literal["practice excluded"] = "practice excluded"
    practice: str
    is_out: bool = True
    reason: str = ""


class StepPut(Value):
    """A step of the roadmap comes in this wave: not before, and there ahead of the others."""

    kind: Literal["step put"] = "step put"
    practice: str
    level: int = Field(ge=1, le=3)
    wave: int | None = Field(ge=1, le=99)
    """None lets it come when it would by itself."""
    reason: str = ""


class CapacitySet(Value):
    """How many effort points a wave of the roadmap holds."""

    kind: Literal["capacity set"] = "capacity set"
    capacity: int = Field(ge=1, le=MOST_CAPACITY)
