"""The data set of a report: frozen values that every writer draws from, and their JSON Schema."""

from datetime import date
from fractions import Fraction
from typing import Any, Literal

from model.decisions import StepStatus
from model.scoring import Range, rounded
from model.value import Value


class Amount(Value):
    """A figure rounded half up to two decimals, with the exact fractions that it comes from."""

    low: float
    """What is open counts as none."""
    high: float
    """What is open counts as all."""
    exact_low: str
    """Such as 5/3."""
    exact_high: str

    @classmethod
    def of(cls, figure: Range) -> "Amount":
        """A range of the scorer, rounded: the one place where a report rounds."""
        return cls(
            low=rounded(figure.low),
            high=rounded(figure.high),
            exact_low=str(figure.low),
            exact_high=str(figure.high),
        )

    @property
    def exact(self) -> tuple[Fraction, Fraction]:
        """Low and high as they were computed."""
        return Fraction(self.exact_low), Fraction(self.exact_high)


class ReportMeta(Value):
    """What the report is about, by which rules, and what it is not."""

    assessment: str
    profile: str
    edition: Literal["roles", "names", "redacted"]
    """Whether people appear by role or by name, or everything that names somebody was replaced."""
    edition_note: str
    written: date
    as_of: date
    """The day of the last act: proofs and exemptions are dated against it."""
    acts: int
    head: str
    """The hash of the last act; `mlsmm verify NAME --head` holds the record against it."""
    program: str
    catalogue: str
    catalogue_sha256: str
    atlas: str
    rules: tuple[str, ...]
    """How each figure is computed."""
    headline_rule: str
    from_paper: str
    from_us: str
    not_a_certificate: str


class ReportHeadline(Value):
    """Counts against the targets, and the means over all applicable practices."""

    text: str
    at_target: int
    with_proof: int
    applicable: int
    unknown: int
    not_asked: int
    weakest_phase: str | None
    weakest_phase_name: str
    earned: Amount | None
    progress: Amount | None
    percent_to_target: Amount | None
    percent_to_proposed: Amount | None


class ReportSystem(Value):
    """One system in scope."""

    name: str
    traits: tuple[str, ...]
    owner: str


class ReportPhase(Value):
    """The means of a phase; null where nothing in it applies."""

    id: str
    name: str
    practices: tuple[str, ...]
    applicable: int
    earned: Amount | None
    progress: Amount | None
    target: Amount | None


class ReportActivity(Value):
    """One activity: what is known of its coverage, and whether it opens its level."""

    id: str
    level: int
    label: str
    text: str
    unit: str
    low: str
    high: str
    word: str
    """One word for tables: the ordinal known so far, unknown or not asked."""
    is_unknown: bool
    is_not_asked: bool
    is_disputed: bool
    is_met: bool


class ReportQuote(Value):
    """The words that an activity's coverage rests on."""

    activity: str
    speaker: str
    text: str


class ReportEvidence(Value):
    """A place in a document; a confidential one is cited by locator and hash only."""

    practice: str
    activity: str
    document: str
    locator: str
    sha256: str
    quotation: str | None
    assurance: str
    systems: tuple[str, ...]
    dated: date | None
    received: date
    valid_until: date | None
    is_stale: bool
    owner: str
    confidential: bool


class ReportPractice(Value):
    """One practice with its figures, and what stands behind them; null where it does not apply."""

    id: str
    name: str
    summary: str
    phases: tuple[str, ...]
    applicable: bool
    cause: str
    """Why it does not apply."""
    systems: tuple[str, ...]
    earned: Amount | None
    progress: Amount | None
    unearned: Amount | None
    target: int | None
    proposed: int | None
    gap: Amount | None
    assurance: str | None
    documented: int | None
    """The earned level of what is documented or better."""
    at_target: bool
    state: str
    reasons: tuple[str, ...]
    activities: tuple[ReportActivity, ...]
    quotes: tuple[ReportQuote, ...]
    evidence: tuple[ReportEvidence, ...]

    @property
    def is_open(self) -> bool:
        """Whether something about it is unknown or was not asked."""
        return any(a.is_unknown or a.is_not_asked for a in self.activities)


class Criterion(Value):
    """An unmet activity: what a step is done by."""

    id: str
    label: str
    text: str
    evidence: tuple[str, ...]
    """What would show it."""


class ReportStep(Value):
    """One practice, one level up, with the levels right above it that are met already."""

    practice: str
    name: str
    before: int
    after: int
    effort: int
    reasons: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    find_out: bool
    owner: str
    """Who agreed to do it; else who owns the systems; else the role that knows about it."""
    agreed_owner: str = ""
    """Who agreed to do it, if anybody."""
    due: date | None = None
    state: StepStatus | None = None
    """How far it is; null where nothing was agreed."""
    status: str = ""
    """The same in words."""


class ReportWave(Value):
    """One stretch of work, and the means after it."""

    number: int
    effort: int
    earned: Amount
    progress: Amount
    exposure: Amount | None
    """In percent of the weight of all attacks; null where nothing weighs."""
    steps: tuple[ReportStep, ...]


class ReportLeftover(Value):
    """A step that fits nowhere, and why."""

    practice: str
    name: str
    after: int
    cause: str


class ReportClosed(Value):
    """A step that somebody had agreed to do and that the roadmap holds no more."""

    practice: str
    name: str
    level: int
    owner: str
    is_earned: bool
    cause: str


class ReportOrder(Value):
    """What the roadmap was told to leave out, or to put into a wave."""

    practice: str
    name: str
    level: int | None
    wave: int | None
    """None where the practice stays out."""
    who: str
    day: date
    reason: str


class ReportRoadmap(Value):
    """What to do next, in waves."""

    capacity: int
    waves: tuple[ReportWave, ...]
    leftovers: tuple[ReportLeftover, ...]
    orders: tuple[ReportOrder, ...] = ()
    closed: tuple[ReportClosed, ...] = ()


class ParkedQuestion(Value):
    """A question kept for somebody."""

    person: str
    practice: str
    name: str
    activity: str | None
    question: str


class AcceptedGap(Value):
    """A gap that somebody accepted: an exemption, or a target below the proposed one."""

    kind: Literal["exemption", "target"]
    practice: str
    name: str
    what: str
    owner: str
    review: date | None
    reason: str


class Decision(Value):
    """Something that the reader is asked to decide."""

    title: str
    text: str


class ReportTechnique(Value):
    """An attack technique with the practices that answer it, by itself or through its parent."""

    id: str
    name: str
    answered_by: tuple[str, ...]
    """Applicable practices of the assessment."""
    through_parent: tuple[str, ...]
    elsewhere: bool
    """Practices answer it, but none that is assessed and applies."""
    earned: Amount | None
    """The highest earned level among those that answer it."""


class ReportExposure(Value):
    """What the techniques could still do: a model, not a probability."""

    now: Amount
    after: tuple[Amount, ...]
    """After each wave."""
    least: Amount
    """With every practice that is looked at and applies at level 3."""
    rule: str
    unanswered: tuple[str, ...]


class ReportData(Value):
    """Everything that any format of the report says."""

    format: Literal["mlsmm report"] = "mlsmm report"
    version: Literal[1] = 1
    meta: ReportMeta
    headline: ReportHeadline
    decisions: tuple[Decision, ...]
    accepted: tuple[AcceptedGap, ...]
    systems: tuple[ReportSystem, ...]
    phases: tuple[ReportPhase, ...]
    practices: tuple[ReportPractice, ...]
    roadmap: ReportRoadmap
    parked: tuple[ParkedQuestion, ...]
    techniques: tuple[ReportTechnique, ...]
    exposure: ReportExposure | None = None

    def practice_named(self, practice: str) -> ReportPractice:
        """The practice with this id; KeyError when there is none."""
        for each in self.practices:
            if each.id == practice:
                return each
        raise KeyError(practice)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the data set."""
    schema = ReportData.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
