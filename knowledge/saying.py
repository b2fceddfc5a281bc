"""What is read of a passage, each stretch with its place in the document."""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from knowledge.asides import aside_in, is_aside
from knowledge.leads import begins_at, holds_for_each, says_how
from knowledge.speakers import Voice
from knowledge.tables import Degree
from model.evidence import Document, Passage, Quotation, gist

_LACKING = re.compile(
    r"\bbut (?:no|not|none)\b|[—–;:(|-]\s*no\s+\w"
    r"|\bnot (?:yet|enforced|implemented|in place|formally)\b"
    r"|\black(?:s|ing)?\b|\bwithout (?:a|any)\b|\bmissing\b",
    re.IGNORECASE,
)
_BOLD = "**"
LONGEST_OF_EACH = 20
"""Words of an item that is read with what it is said of."""


@dataclass(frozen=True)
class Excerpt:
    """A stretch of what is read that stands so in the document, but perhaps for its first letter's case."""

    start: int
    text: str
    at: int
    """Where it stands in the document."""
    begins: int | None = None
    """Where a quotation from its first word begins, if that is before it: with the question."""

    @property
    def end(self) -> int:
        """After it, in what is read."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Around:
    """What stands around a passage."""

    voice: Voice
    under: str = ""
    """The words that introduce the list in which it stands."""
    subject: str = ""
    """What an item is about, by its introduction or its heading."""


@dataclass(frozen=True, eq=False)
class Saying:
    """What is read of a passage, and how far it is done by what stands beside it."""

    document: Document
    passage: Passage
    words: str
    parts: tuple[Excerpt, ...]
    degree: Degree = Degree.PLAIN
    whole: tuple[int, int] = (0, 0)
    """Where the claim and what says how far it is done stand in the document."""
    around: Around = field(default_factory=lambda: Around(Voice()))
    is_held: bool = False
    """Whether its column makes it a claim."""
    is_undone: bool = False
    """Whether nothing of it is done, by its row."""
    is_placed: bool = False
    """Whether its subject was put in front of it ..."""
    is_of_each: bool = False
    """... which says that it holds for each of something."""

    @property
    def is_aside(self) -> bool:
        """Whether it says nothing of what is done by those whose document it is."""
        place, others = self.passage.locator, self._is_anothers
        return is_aside(self.words, locator=place, under=self.around.under, is_anothers=others)

    @property
    def is_lacking(self) -> bool:
        """Whether it is done in part by its row, which says what is not: perhaps the very thing."""
        whole = self.document.words(self.passage)
        return self.degree is Degree.PARTLY and bool(_LACKING.search(whole))

    def is_beside(self, statement: str) -> bool:
        """Whether this statement of it does not."""
        return bool(aside_in(statement)) or self._is_anothers(statement)

    def _is_anothers(self, statement: str) -> bool:
        """Whether others than those whose document it is did it; "we" in front of a row is not theirs."""
        return self.degree is Degree.PLAIN and self.around.voice.is_anothers(statement)

    @cached_property
    def gist(self) -> str:
        """What the passage says, however it is set."""
        return gist(self.document.words(self.passage))

    @property
    def ways(self) -> "tuple[Saying, ...]":
        """How it may be read: as it stands, then with its subject in front; where that is of each, before."""
        placed = self.with_subject
        if placed is None:
            return (self,)
        return (placed, self) if holds_for_each(self.around.subject) else (self, placed)

    @cached_property
    def with_subject(self) -> "Saying | None":
        """The same with what it is about in front; None where that is not said, or it says enough itself."""
        whole = self.document.words(self.passage)
        skipped = begins_at(whole)
        bare, about = whole[skipped:], self.around.subject
        is_of_each = holds_for_each(about)
        is_phrase = says_how(bare) or (is_of_each and len(bare.split()) <= LONGEST_OF_EACH)
        if not (about and is_phrase) or bare.endswith((":", "?")):
            return None
        part = Excerpt(len(about) + 1, bare, self.passage.start + skipped)
        around = replace(self.around, subject="")
        words, span = f"{about} {bare}", (part.at, part.at + len(bare))
        return replace(
            self, words=words, parts=(part,), whole=span, around=around, is_placed=True, is_of_each=is_of_each
        )

    def quote(self, words: Quotation) -> Quotation | None:
        """The words of the document that were read there; None where none of them are its own."""
        held = [part for part in self.parts if part.start < words.end and words.start < part.end]
        if not held:
            return self.quoted_whole if self.is_about(words) else None
        first, skipped = held[0], max(0, words.start - held[0].start)
        start = first.begins if first.begins is not None and not skipped else first.at + skipped
        last = next((part for part in reversed(held) if part.at >= held[0].at), held[0])
        end = last.at + min(len(last.text), words.end - last.start)
        return self._cut(start, end)

    def allows(self, level: int) -> bool:
        """Whether a level can follow: nothing where nothing is in place, no absence from a phrase alone."""
        return level == 0 if self.is_undone else level > 0 or not self.is_placed

    def is_about(self, words: Quotation) -> bool:
        """Whether these words are those in front of an item: it is what is said of them."""
        return bool(self.parts) and self.is_placed and words.end <= self.parts[0].start

    @property
    def quoted_whole(self) -> Quotation:
        """The claim with what says how far it is done."""
        return self._cut(*self.whole)

    def _cut(self, start: int, end: int) -> Quotation:
        """These words of the document; of a pair of bold marks both or none."""
        text = self.document.text
        if text.count(_BOLD, start, end) % 2:
            if text.endswith(_BOLD, 0, start):
                start -= len(_BOLD)
            elif text.startswith(_BOLD, end):
                end += len(_BOLD)
        return Quotation(text=text[start:end], start=start, end=end)
