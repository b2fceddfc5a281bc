"""What is read of a passage, each stretch with its place in the document."""

from dataclasses import dataclass, field
from functools import cached_property

from knowledge.asides import aside_in, is_aside
from knowledge.speakers import Voice
from knowledge.tables import Degree
from model.evidence import Document, Passage, Quotation, gist


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

    @property
    def is_aside(self) -> bool:
        """Whether it says nothing of what is done by those whose document it is."""
        place, others = self.passage.locator, self.around.voice.is_anothers
        return is_aside(self.words, locator=place, under=self.around.under, is_anothers=others)

    def is_beside(self, statement: str) -> bool:
        """Whether this statement of it does not."""
        return bool(aside_in(statement)) or self.around.voice.is_anothers(statement)

    @cached_property
    def gist(self) -> str:
        """What the passage says, however it is set."""
        return gist(self.document.words(self.passage))

    def quote(self, words: Quotation) -> Quotation | None:
        """The words of the document that were read there; None where none of them are its own."""
        held = [part for part in self.parts if part.start < words.end and words.start < part.end]
        if not held:
            return None
        first, skipped = held[0], max(0, words.start - held[0].start)
        start = first.begins if first.begins is not None and not skipped else first.at + skipped
        end = held[-1].at + min(len(held[-1].text), words.end - held[-1].start)
        return self._cut(start, end)

    @property
    def quoted_whole(self) -> Quotation:
        """The claim with what says how far it is done."""
        return self._cut(*self.whole)

    def _cut(self, start: int, end: int) -> Quotation:
        return Quotation(text=self.document.text[start:end], start=start, end=end)
