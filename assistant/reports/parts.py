"""The data set of a report: frozen values that every writer draws from, and their JSON Schema."""

from datetime import date
from typing import Any, Literal

from assistant.reports.amount import Amount
from assistant.reports.waves import ReportRoadmap
from model.value import Value


class ReportMeta(Value):
    """What the report is about, by which rules, and what it is not."""

    assessment: str
    profile: str
    edition: Literal["roles", "names", "redacted"]
    """Whether people appear by role or by name, or everything that names somebody was replaced."""
    edition_note: str
    written: date
    origin: str
    """The head hash of the assessment that this one goes on from, if any."""
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
    done_for: tuple[str, ...]
    """The systems for which it is known to be done, where systems are counted and named."""


class RecordedAct(Value):
    """An act that figures rest on: who, when, and its number, by which `mlsmm show` lists it."""

    who: str
    day: date
    act: int


class ReportQuote(Value):
    """The words that an activity's coverage rests on, and the act in which they were said."""

    activity: str
    speaker: str
    text: str
    day: date
    act: int


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
    recorded: tuple[RecordedAct, ...]
    """The acts that recorded what stands; without them nothing was recorded."""
    activities: tuple[ReportActivity, ...]
    quotes: tuple[ReportQuote, ...]
    evidence: tuple[ReportEvidence, ...]

    @property
    def is_open(self) -> bool:
        """Whether something about it is unknown or was not asked."""
        return any(a.is_unknown or a.is_not_asked for a in self.activities)


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


class ReportCover(Value):
    """What one practice takes off an attack: its effect x earned level / 3."""

    practice: str
    effect: str
    through_parent: bool
    worth: Amount


class ReportAttack(Value):
    """One technique with every term of its share in the exposure."""

    id: str
    name: str
    maturity: float
    incidents: tuple[str, ...]
    """The case studies that employ it."""
    exercises: tuple[str, ...]
    weight: Amount
    cover: Amount
    """The best of the covers, 0 to 1."""
    left: Amount
    """weight x (1 - cover)"""
    covers: tuple[ReportCover, ...]


class ReportExposure(Value):
    """What the techniques could still do: a model, not a probability."""

    now: Amount
    after: tuple[Amount, ...]
    """After each wave."""
    least: Amount
    """With every practice that is looked at and applies at level 3."""
    rule: str
    weight: Amount
    """Of all attacks: what the percentages are of."""
    attacks: tuple[ReportAttack, ...]
    """Every attack that weighs; what is left heaviest first."""
    unanswered: tuple[str, ...]


SCHEMA: Literal["1.1.0"] = "1.1.0"
"""Semantic: a field that goes or means something else changes the first number, a new one the second."""


class ReportData(Value):
    """Everything that any format of the report says."""

    format: Literal["mlsmm report"] = "mlsmm report"
    version: Literal[1] = 1
    """The first number of `schema_version`: whoever reads one version 1 reads them all."""
    schema_version: Literal["1.1.0"] = SCHEMA
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
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "$id": f"urn:mlsmm:report:{SCHEMA}", **schema}
