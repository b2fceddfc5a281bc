"""How an answer was read. A reading proposes; it never scores."""

from enum import StrEnum

from model.coverage import Ordinal
from model.evidence import Quotation
from model.value import Value


class Says(StrEnum):
    """What a statement does; only facts and denials can fill a coverage."""

    FACT = "fact"
    PLAN = "plan"
    PAST = "past"
    DENIAL = "denial"
    GUIDANCE = "guidance"
    THIRD_PARTY = "third_party"
    UNKNOWN = "unknown"
    QUESTION = "question"
    NOTHING = "nothing"


class Statement(Value):
    """A clause that claims one thing."""

    quotation: Quotation
    says: Says
    practice: str | None
    """The practice that it is about, when one is clear."""
    systems: tuple[str, ...] = ()


class Ranked(Value):
    """A practice that the text may be about; scores compare within one reading only."""

    id: str
    score: float


class Proposal(Value):
    """A proposed coverage of one activity with the words for it."""

    activity: str
    coverage: Ordinal | None
    """None where the words say that it is not known."""
    systems: tuple[str, ...] = ()
    """The systems of the assessment that the words name."""
    without: tuple[str, ...] = ()
    """The systems that the words leave out."""
    quotations: tuple[Quotation, ...] = ()
    inferred: bool = False
    """Nothing was quoted: it follows from the level that was read."""
    confidence: float


class Trait(Value):
    """A property of the answer that speaks for or against a level, shown as the reason."""

    trait: str
    value: str
    quotation: Quotation | None


class OpenPoint(Value):
    """What is missing between the two best levels."""

    activity: str
    question: str


class LeftOut(Value):
    """A statement, and what leaving it out does to a reading."""

    quotation: Quotation
    shift: float
    """What it adds to the chance of the likeliest level, -1 to 1."""
    level: int | None
    """The level that is read without it; None when too little is left."""


class Reading(Value):
    """A text read for one practice."""

    model_config = {**Value.model_config, "str_strip_whitespace": False}

    text: str
    practice: str | None
    practices: tuple[Ranked, ...]
    level: int | None
    """None when the reader abstains: not enough to say."""
    probabilities: tuple[float, float, float, float]
    proposals: tuple[Proposal, ...] = ()
    traits: tuple[Trait, ...] = ()
    open: tuple[OpenPoint, ...] = ()
    statements: tuple[Statement, ...] = ()
