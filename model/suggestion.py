"""What a document seems to show of a practice: put before the user, recorded by nobody else."""

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from model.coverage import Ordinal
from model.evidence import Quotation
from model.reading import Says
from model.value import Value

_DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b")


class Suggestion(Value):
    """Words of a document that seem to support an activity."""

    practice: str
    level: int
    """0 to 3: what the document's suggestions for this practice support together; 0 for a stated absence."""
    activity: str
    coverage: Ordinal
    systems: tuple[str, ...] = ()
    """The systems of the assessment that the words name."""
    document: str
    """The file's name as the user knows it."""
    path: str = ""
    """Where it lies on this machine; never recorded."""
    sha256: str
    locator: str
    quotation: Quotation
    """Offsets into the extracted text."""
    confidence: float
    kind: Says
    dated: date | None = None
    """The day that the passage speaks of."""
    rule: str = ""
    """The rule of the scan that found it; empty where the words were read, as are the next two."""
    reason: str = ""
    """Why the rule takes it for support."""
    limits: str = ""
    """What it does not show."""


class Progress(Value):
    """How far the reading of documents has come, and what it has found so far."""

    document: str
    """The document that is being read, or was just read."""
    done: int
    """Passages of it that have been read ..."""
    total: int
    """... of so many that are worth it."""
    finished: int
    """Documents that have been read."""
    suggestions: tuple[Suggestion, ...]
    """Of the documents that have been read, by document and place."""


class Contrary(Value):
    """A place in a repository that speaks against a practice: a hint, never a suggestion."""

    practice: str
    document: str
    path: str = ""
    locator: str
    quotation: Quotation
    rule: str
    reason: str


def together(told: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Each with the highest level that its document states for the practice; a stated absence stays one."""
    highest: Counter[tuple[str, str]] = Counter()
    for suggestion in told:
        key = suggestion.sha256, suggestion.practice
        highest[key] = max(highest[key], suggestion.level)
    return tuple(
        s.model_copy(update={"level": highest[s.sha256, s.practice] if s.level else 0}) for s in told
    )


def date_in(text: str) -> date | None:
    """The first day that is written year first, if it is one."""
    for match in _DATE.finditer(text):
        with suppress(ValueError):
            return date.fromisoformat(match[0])
    return None
