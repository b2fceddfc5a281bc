"""What a passage tells with what stands beside it: the head and state of its row, its tick, its question."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.tables import Cell, Role, Row, Standing, cells_of, is_rule, roles_of, row_of, state_of
from model.evidence import Document, Passage, Quotation, gist

DONE = "We have implemented "
"""What is read before the name of something that is done: the reader knows deeds, not columns."""
SENTENCE = 7
"""Words from which on the name of a row is read as the sentence that it is."""
_ROWS = frozenset(["csv", "xlsx", "docx", "pptx", "html"])
"""Kinds of documents of which a passage with bars is a row."""
_TICK = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])?\s*\[(?P<tick>[ xX✓✔])\]\s+")


@dataclass(frozen=True)
class Part:
    """A stretch of what is read that stands so in the document."""

    start: int
    text: str
    at: int
    """Where it stands in the document."""

    @property
    def end(self) -> int:
        """After it, in what is read."""
        return self.start + len(self.text)


@dataclass(frozen=True, eq=False)
class Told:
    """What is read of a passage, and how far it is done by what stands beside it."""

    document: Document
    passage: Passage
    words: str
    parts: tuple[Part, ...]
    standing: Standing = Standing.PLAIN
    whole: tuple[int, int] = (0, 0)
    """Where the claim and what says how far it is done stand in the document."""

    @cached_property
    def gist(self) -> str:
        """What the passage says, however it is set."""
        return gist(self.document.words(self.passage))

    def quote(self, words: Quotation) -> Quotation | None:
        """The words of the document that were read there; None where none of them are its own."""
        held = [p for p in self.parts if p.start < words.end and words.start < p.end]
        if not held:
            return None
        start = held[0].at + max(0, words.start - held[0].start)
        end = held[-1].at + min(len(held[-1].text), words.end - held[-1].start)
        return self._cut(start, end)

    @property
    def quoted_whole(self) -> Quotation:
        """The claim with what says how far it is done."""
        return self._cut(*self.whole)

    def _cut(self, start: int, end: int) -> Quotation:
        return Quotation(text=self.document.text[start:end], start=start, end=end)


class _Writing:
    """Puts together what is read."""

    def __init__(self) -> None:
        self.words = ""
        self.parts: list[Part] = []

    def own(self, words: str) -> "_Writing":
        self.words += words
        return self

    def of(self, cell: Cell, *, is_lowered: bool = False) -> "_Writing":
        """Words of the document; a small letter may stand for the great one at their beginning."""
        text = cell.text[:1].lower() + cell.text[1:] if is_lowered and cell.text[1:2].islower() else cell.text
        self.parts.append(Part(len(self.words), text, cell.start))
        self.words += text
        return self


def tell(document: Document) -> Iterator[Told]:
    """Of each passage that may claim something what it tells, in order."""
    roles: tuple[Role, ...] | None = None
    seen = [p for p in document.passages if not p.is_hidden]
    for place, passage in enumerate(seen):
        words = document.words(passage)
        if not _is_row(document, words):
            roles = None
            yield from _told_alone(document, passage)
            continue
        cells = cells_of(words, passage.start)
        if is_rule(cells):
            continue
        following = document.words(seen[place + 1]) if place + 1 < len(seen) else ""
        is_marked = _is_row(document, following) and is_rule(cells_of(following, 0))
        head = roles_of(cells, is_marked=is_marked)
        if head is not None:
            roles = head
            continue
        yield from _told_row(document, passage, row_of(cells, roles))


def _is_row(document: Document, words: str) -> bool:
    return words.startswith("|") or (document.kind in _ROWS and " | " in words)


def _told_alone(document: Document, passage: Passage) -> Iterator[Told]:
    """A passage as it stands, or without the tick before it; what nobody ticked says nothing."""
    words = document.words(passage)
    tick = _TICK.match(words)
    if tick is None:
        yield _plain(document, passage)
    elif tick["tick"].strip():
        cell = Cell(words[tick.end() :], passage.start + tick.end())
        writing = _Writing().of(cell)
        yield _made(document, passage, writing, standing=Standing.DONE, whole=(cell.start, cell.end))


def _plain(document: Document, passage: Passage) -> Told:
    words = document.words(passage)
    return Told(document, passage, words, (Part(0, words, passage.start),), whole=(passage.start, passage.end))


def _made(
    document: Document, passage: Passage, writing: _Writing, *, standing: Standing, whole: tuple[int, int]
) -> Told:
    return Told(document, passage, writing.words, tuple(writing.parts), standing, whole)


def _told_row(document: Document, passage: Passage, row: Row) -> Iterator[Told]:
    """A row as a sentence."""
    if row.standing is Standing.BESIDE:
        return
    told = [*row.names, *row.details]
    if row.question is not None:
        writing = _answered(row)
    elif row.standing is Standing.PLAIN and not row.is_headed:
        yield _plain(document, passage)
        return
    else:
        writing = _stated(row)
    if writing is None or not writing.parts:
        return
    ends = [c for c in (row.question, *told, row.state) if c is not None]
    whole = min(c.start for c in ends), max(c.end for c in ends)
    yield _made(document, passage, writing, standing=row.standing, whole=whole)


def _stated(row: Row) -> _Writing:
    """What it is called, as a deed where its state makes it one, then what is said about it."""
    writing = _Writing()
    first, *names = row.names or row.details[:1] or (None,)
    rest = [*names, *(row.details if row.names else row.details[1:])]
    if first is None:
        return writing
    is_deed = row.standing is not Standing.PLAIN and len(first.text.split()) < SENTENCE
    writing.own(DONE if is_deed else "").of(first, is_lowered=is_deed)
    for number, cell in enumerate(rest):
        writing.own(": " if number == 0 and not first.text.endswith((".", ":")) else " ").of(cell)
    return writing


_ASKS = re.compile(
    r"^\W*(?:(?P<how>how (?:often|long|much|many|quickly|frequently)|how|when|where|which \w+|what \w+)\s+)?"
    r"(?:(?P<you>(?:do|does|did|have|has|are|can|will) (?:you|we|the (?:organi[sz]ation|company|vendor|supplier|provider"
    r"|service|product|system|platform|team)|your (?:organi[sz]ation|company|team|service|product|platform)|it)\b)"
    r"|(?:is|are|do|does|has|have|can|was|were) )",
    re.IGNORECASE,
)


def _answered(row: Row) -> _Writing | None:
    """A question and its answer as what they say together; None where nothing was answered."""
    question = row.question
    if question is None or (row.standing is Standing.PLAIN and not row.details):
        return None
    asks = _ASKS.match(question.text)
    at = asks.end() if asks else 0
    asked = question.text[at:].rstrip(" ?")
    lead = len(asked) - len(asked.lstrip())
    subject = "We have " if asks and asks["you"] and asks["you"].lower().startswith("ha") else "We "
    writing = _Writing().own(subject if asks and asks["you"] else "We have ")
    writing.of(Cell(asked.lstrip(), question.start + at + lead))
    for number, cell in enumerate(c for c in (*row.names, *row.details) if c is not question):
        writing.own(": " if number == 0 else " ").of(cell)
    return writing
