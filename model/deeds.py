"""What a user can do: one value per kind of act. State is a fold over them."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, PositiveInt, StringConstraints

from model.coverage import Coverage
from model.decisions import CapacitySet, PracticeExcluded, StepAgreed, StepPut
from model.evidence import Assurance, Citation
from model.practice import PhaseId, Profile, Text
from model.reading import Reading
from model.threat import Release
from model.value import Value

Name = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Words = Annotated[str, StringConstraints(max_length=200_000)]


class NaReason(StrEnum):
    """The closed list of reasons for not applicable; 'a supplier does it' is not one."""

    NO_SUCH_SYSTEM = "no-such-system"
    TECHNICALLY_IMPOSSIBLE = "technically-impossible"
    OUT_OF_SCOPE = "out-of-scope"


class System(Value):
    """One ML system, or group of them, in scope."""

    name: Name
    traits: tuple[str, ...] = ()
    owner: str = ""


class Opened(Value):
    """The assessment begins; says by which rules it is scored."""

    kind: Literal["opened"] = "opened"
    name: Name
    profile: Profile
    catalogue: str
    """SHA-256 of the catalogue snapshot kept beside the acts."""
    program: str
    origin: str = ""
    """The head hash of the assessment that this one goes on from."""


class Renamed(Value):
    """The assessment has another name."""

    kind: Literal["renamed"] = "renamed"
    name: Name


class ProfileChosen(Value):
    """Another set of practices is in scope."""

    kind: Literal["profile chosen"] = "profile chosen"
    profile: Profile


class SystemAdded(Value):
    """A system comes into scope."""

    kind: Literal["system added"] = "system added"
    system: System


class SystemChanged(Value):
    """A system's name, owner or traits change; what was recorded of it stays."""

    kind: Literal["system changed"] = "system changed"
    name: Name
    system: System


class SystemRemoved(Value):
    """A system leaves the scope, and what was recorded of it with it."""

    kind: Literal["system removed"] = "system removed"
    name: Name


class ScopeSettled(Value):
    """The opening questions are done."""

    kind: Literal["scope settled"] = "scope settled"


class Counted(Value):
    """An exclusion or inclusion of a system for one practice, against its traits."""

    kind: Literal["counted"] = "counted"
    practice: str
    system: Name
    counts: bool
    reason: Text


class TargetSet(Value):
    """A target level in place of the proposed one."""

    kind: Literal["target set"] = "target set"
    practice: str
    level: int = Field(ge=0, le=3)
    reason: str
    owner: str = Field(default="", max_length=80)
    """Who answers for the gap that a lower target accepts; whoever set it where nobody is named."""
    review: date | None = None
    """When it is looked at again."""


class Answered(Value):
    """Words, kept with how they were read; scores nothing."""

    model_config = {**Value.model_config, "str_strip_whitespace": False}

    kind: Literal["answered"] = "answered"
    text: Words
    phase: PhaseId | None = None
    story: str | None = None
    practice: str | None = None
    activity: str | None = None
    """The activity that a follow-up asked about."""
    corrects: bool = False
    from_last_time: bool = False
    """Said as what is different from last time: 'as before, but …'."""
    readings: dict[str, Reading] = {}
    read_for: tuple[str, ...] = Field(default=(), exclude=True)
    """The practices that it was read for, where the readings were destroyed; kept beside the act."""


class Confirmed(Value):
    """The proposals of a card, as listed, become recorded coverages."""

    kind: Literal["confirmed"] = "confirmed"
    practice: str
    coverages: dict[str, Coverage]
    inferred: tuple[str, ...] = ()
    reading_level: int | None = None
    after_criterion: bool = False
    """The criterion was shown before the answer went up."""


class LevelSet(Value):
    """A level by judgement: gate values up to it, none above; the reading stays beside it."""

    kind: Literal["level set"] = "level set"
    practice: str
    level: int = Field(ge=0, le=3)
    reason: Text
    coverages: dict[str, Coverage]
    reading_level: int | None = None


class CoveragesSet(Value):
    """Exactly these coverages."""

    kind: Literal["coverages set"] = "coverages set"
    practice: str
    coverages: dict[str, Coverage]
    reason: str = ""
    rules: bool = False
    """A facilitator's ruling: what others said of these activities no longer counts."""


class SaidUnknown(Value):
    """Nobody present knows."""

    kind: Literal["said unknown"] = "said unknown"
    practice: str
    activities: tuple[str, ...]
    follows_up: bool = False
    """Said to a follow-up: the draft of the practice goes on."""


class SetAside(Value):
    """Skipped, or left for later; records nothing."""

    kind: Literal["set aside"] = "set aside"
    practice: str | None = None
    story: str | None = None
    activity: str | None = None
    for_good: bool = False
    """Skipped rather than left for later in this sitting."""


class SaidNotApplicable(Value):
    """The practice leaves every figure, for a reason from the list."""

    kind: Literal["said not applicable"] = "said not applicable"
    practice: str
    reason: NaReason
    note: str = ""


class Parked(Value):
    """A question kept for a named person."""

    kind: Literal["parked"] = "parked"
    practice: str
    activity: str | None = None
    system: str | None = None
    """The one system that it asks about."""
    person: Name
    question: str


class Noted(Value):
    """A private note, in no export."""

    kind: Literal["noted"] = "noted"
    text: Words
    practice: str | None = None


class EvidenceGiven(Value):
    """A document, passage and quotation that support a coverage."""

    kind: Literal["evidence given"] = "evidence given"
    practice: str
    activity: str
    systems: tuple[str, ...] = ()
    """The systems it speaks of; none named means whatever is covered."""
    assurance: Assurance
    citation: Citation

    def replaces(self, other: "EvidenceGiven") -> bool:
        """Whether it proves what `other` proved, at least as well, by a later version of the same file."""
        if self.activity != other.activity or self.assurance.rank < other.assurance.rank:
            return False
        is_as_wide = not self.systems or (other.systems and set(other.systems) <= set(self.systems))
        return bool(is_as_wide) and self.citation.follows(other.citation)


class Vouched(Value):
    """A named person other than the answerer confirms the recorded coverages."""

    kind: Literal["vouched"] = "vouched"
    practice: str
    activities: tuple[str, ...]


class Carried(Value):
    """Said last time and not yet reconfirmed; scores nothing until it is."""

    kind: Literal["carried"] = "carried"
    practice: str
    coverages: dict[str, Coverage]
    not_applicable: NaReason | None = None
    note: str = ""
    """What was said about why it did not apply."""
    level: int | None = Field(default=None, ge=0, le=3)
    """The level that somebody judged it to be."""
    reason: str = ""
    """Why it was judged so."""


class PracticeRequested(Value):
    """A provisional practice is assessed on request, or no longer."""

    kind: Literal["practice requested"] = "practice requested"
    practice: str
    is_wanted: bool = True


class AtlasUsed(Value):
    """Another ATLAS release is gone by from here on; what was scored before stays as it was."""

    kind: Literal["atlas used"] = "atlas used"
    release: Release
    file: Text
    """The name of the official file."""
    sha256: Text
    revisit: tuple[str, ...] = ()
    """The settled practices whose links changed, as they were told."""


class Reopened(Value):
    """A fact of a system changed, so these practices are asked again; what was recorded stays until then."""

    kind: Literal["reopened"] = "reopened"
    practices: tuple[str, ...]
    because: Text


class Undone(Value):
    """Takes back an earlier act."""

    kind: Literal["undone"] = "undone"
    act: int
    """The sequence number of the act that no longer counts."""


class Redacted(Value):
    """The words of an earlier act were destroyed."""

    kind: Literal["redacted"] = "redacted"
    act: int
    reason: Text
    read_for: tuple[str, ...] = ()
    """The practices that a destroyed answer was read for: whose claim a confirmation is hangs on them."""
    versions: tuple[tuple[PositiveInt, PositiveInt], ...] = ()
    """Pairs of acts with proofs: what the first cites was seen to follow what the second cites."""


Deed = Annotated[
    Opened
    | Renamed
    | ProfileChosen
    | SystemAdded
    | SystemChanged
    | SystemRemoved
    | ScopeSettled
    | Counted
    | TargetSet
    | Answered
    | Confirmed
    | LevelSet
    | CoveragesSet
    | SaidUnknown
    | SetAside
    | SaidNotApplicable
    | Parked
    | Noted
    | EvidenceGiven
    | Vouched
    | Carried
    | PracticeRequested
    | AtlasUsed
    | Reopened
    | StepAgreed
    | PracticeExcluded
    | StepPut
    | CapacitySet
    | Undone
    | Redacted,
    Field(discriminator="kind"),
]
