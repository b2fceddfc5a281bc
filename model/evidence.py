"""What supports a claim, and how well."""

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from model.practice import Text
from model.value import Value

REDACTED = "[redacted]"
"""What stands where words were taken out of the record."""
ALIKE = 0.8
"""Passages that share so many of their words are nearly in the same words."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*|[<>≤≥%+#]")
_BROKEN = re.compile(r"(?<=[^\W\d_])- (?=[^\W\d_])")
"""A hyphen at which a line or a page was broken."""
_MARKS = re.compile(
    r"(?:(?:[-*•▪◦–·>|#]+|\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)]|\(?[a-z][.)]|\(?[ivx]{1,5}\)|\[[ x]\])\s"
    r"|(?:§\s?)?\d{1,3}(?:\.\d{1,3}){1,4}\s(?-i:(?=[*_(]*[A-Z])))*",
    re.IGNORECASE,
)
"""What stands before an item of a list, or a numbered rule."""
_LIGHT = frozenset(["a", "an", "the", "is", "are", "be", "that", "which", "also", "and"])
"""Words that may come and go between one telling and the next; all others say something."""
_TURNS = re.compile(
    r"\w+n['’]t|cannot|not?|never|none|nobody|nothing|neither|nor|without|except|only|unless|some|half|few"
)
"""Words that turn what is said: one more or less of them, and it is something else."""


def say_the_same(one: str, other: str) -> bool:
    """Whether two passages say one thing: all but the lightest words are the same, in the same order.

    Another subject, system or number is another claim, however long the sentence around it.
    """
    return gist(one) == gist(other)


def gist(text: str) -> str:
    """What is left without case, marks of lists, punctuation, breaks of lines and the lightest words."""
    line = " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").split())
    words = _WORD.findall(_BROKEN.sub("", _MARKS.sub("", line, count=1)))
    said = [word for word in map(str.casefold, words) if word not in _LIGHT]
    return "".join(f" {word}" if word[0].isdecimal() else word for word in said)


def are_alike(one: str, other: str) -> bool:
    """Whether two passages share most of their words, and differ in none that turns them."""
    mine, theirs = (frozenset(_WORD.findall(text.casefold())) for text in (one, other))
    if len(mine & theirs) < ALIKE * len(mine | theirs):
        return False
    return not any(_TURNS.fullmatch(word) for word in mine ^ theirs)


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


class DocumentKind(Value):
    """A kind of document that organisations have, and how well it proves what it shows."""

    id: Annotated[str, StringConstraints(pattern="^[a-z0-9-]+$")]
    name: Text
    examples: Text
    """What such documents are called, or where they lie."""
    proves: Assurance
    serves_several: bool = False
    """A single file often shows activities of several practices; else each wants a file of its own."""
    signs: tuple[Text, ...]
    """Words by which a piece of evidence that is asked for is told to be of this kind."""

    def sign_in(self, text: str) -> tuple[int, int] | None:
        """Where the first of its signs begins, and where it ends, the longest first; None without one."""
        folded = text.casefold()
        found = (re.search(rf"(?<!\w){re.escape(sign.casefold())}(?!\w)", folded) for sign in self.signs)
        places = [(match.start(), -match.end()) for match in found if match]
        return min(places) if places else None


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
    owner: str = ""
    """Who answers for the document."""
    confidential: bool = False
    act: int = Field(default=0, exclude=True)
    """The act that it came with, where a redaction destroyed words; kept beside the act, as is the next."""
    later_than: frozenset[int] = Field(default=frozenset(), exclude=True)
    """The acts of which it was seen, before words were destroyed, that it follows what they cite."""

    def follows(self, other: "Citation") -> bool:
        """Whether it cites a later version of the same file for the same words, or for the same place.

        At the same place, words that were edited are the same; elsewhere they must say the same.
        """
        if other.act in self.later_than:
            return True
        if self.document != other.document or self.sha256 == other.sha256 or self.document == REDACTED:
            return False
        is_there = self.locator == other.locator
        if self.quotation is None or other.quotation is None:
            return is_there
        told = self.quotation.text, other.quotation.text
        return say_the_same(*told) or (is_there and are_alike(*told))


class Remark(Value):
    """Something about a document that its reader noticed; the wording is elsewhere."""

    code: Text
    values: dict[str, str | int] = {}


class Passage(Value):
    """A stretch of a document that is read on its own: a paragraph, an item, a row, a slide's line."""

    start: int
    end: int
    """Offsets into the document's text, in code points."""
    locator: Text
    """Where a person finds it: page 3, line 12, Risks!A7, /components/0."""
    is_hidden: bool = False
    """The reader of the document does not see it: a comment, white on white, size zero."""


class Document(Value):
    """What a document says, as far as it could be read."""

    model_config = {**Value.model_config, "str_strip_whitespace": False}

    name: Text
    sha256: str
    """Of the bytes of the file; empty where they were not read, and a remark says why."""
    kind: Text
    """pdf, docx, markdown ..."""
    path: str = ""
    """Where it lies on this machine; never recorded."""
    text: str
    """Everything that was read, with control characters and invisible ones taken out."""
    pages: int | None = None
    passages: tuple[Passage, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @model_validator(mode="after")
    def _stands_in_the_text(self) -> Self:
        """Passages in order, each within the text; no text without a passage."""
        end = 0
        for passage in self.passages:
            if not end <= passage.start <= passage.end <= len(self.text):
                raise ValueError(f"{passage.locator} is not in the text")
            end = passage.end
        if self.text and not (self.passages and self.sha256):
            raise ValueError("text without passages, or without the hash of its file")
        return self

    def words(self, passage: Passage) -> str:
        """The literal words of a passage."""
        return self.text[passage.start : passage.end]
