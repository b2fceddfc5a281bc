"""What supports a claim, and how well."""

from datetime import date
from enum import StrEnum

from model.practice import Text
from model.value import Value


class Quotation(Value):
    """A literal substring; offsets in code points of the raw text."""

    model_config = {**Value.model_config, "str_strip_whitespace": False}

    text: str
    start: int
    end: int


class Assurance(StrEnum):
    """How well a level is proved, weakest first."""

    CLAIMED = "claimed"
    DOCUMENTED = "documented"
    DEMONSTRATED = "demonstrated"
    VERIFIED = "verified"

    @property
    def rank(self) -> int:
        """0 for claimed to 3 for verified."""
        return list(Assurance).index(self)

    @property
    def aged(self) -> "Assurance":
        """One step down, as after valid-until."""
        return list(Assurance)[max(0, self.rank - 1)]


class Citation(Value):
    """The place in a document that supports a claim."""

    document: Text
    """The file's name as the user knows it, or `pasted text`."""
    sha256: Text
    locator: Text
    quotation: Quotation | None
    """None where the handling label forbids the words."""
    dated: date | None = None
    """The day it speaks of."""
    received: date
    valid_until: date | None = None
    confidential: bool = False
