"""What is asked of a system once, and how high that sets the targets."""

from typing import Annotated

from pydantic import Field, StringConstraints

from model.value import Value

Text = Annotated[str, StringConstraints(min_length=1)]


class Fact(Value):
    """A property of a system that is asked once; its answers are traits."""

    id: Annotated[str, StringConstraints(pattern="^[a-z0-9-]+$")]
    name: Text
    question: Text
    traits: tuple[Text, ...]
    is_one_of: bool = False
    """Whether stating one of its traits takes the place of another."""

    def states(self, traits: frozenset[str]) -> bool:
        """Whether a system with these traits has an answer to it."""
        return bool(traits & set(self.traits))


class TargetRule(Value):
    """A row of the target table: traits that raise the proposed target of some practices."""

    code: Annotated[str, StringConstraints(pattern="^[a-z-]+$")]
    """Several rows may share a code; a system raises a target once a code."""
    traits: tuple[Text, ...]
    adds: int = Field(default=1, ge=1, le=3)
    practices: tuple[Text, ...] = ()
    """The practices that it raises; all where none is named."""
    reason: Text

    def concerns(self, practice: str) -> bool:
        """Whether it raises this practice's target."""
        return not self.practices or practice in self.practices


class TargetTable(Value):
    """How a target is proposed: the base, raised by rules, bounded."""

    base: int = Field(default=1, ge=0, le=3)
    option: int = Field(default=1, ge=0, le=3)
    """What is proposed for an option at most, unless a threat was found."""
    rules: tuple[TargetRule, ...]


FIRST_TABLE = TargetTable(
    rules=(
        TargetRule(
            code="exposed",
            traits=("on-device", "public-interface", "third-party-data", "third-party-models"),
            reason="Strangers reach it: its callers, its holders or its suppliers.",
        ),
        TargetRule(
            code="grave",
            traits=("autonomous", "high-impact", "personal-data", "regulated"),
            reason="A failure hurts people or breaks law.",
        ),
    )
)
"""What assessments were scored with before the table was data; they still are."""
