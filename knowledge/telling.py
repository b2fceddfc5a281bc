"""What a document tells, passage by passage, with what stands beside each: a state, a tick, a question."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from knowledge.documents.prose import HEADING
from knowledge.phrasing import Phrase, answered, stated
from knowledge.saying import Around, Excerpt, Saying
from knowledge.speakers import Voice, voice_of
from knowledge.tables import (
    CellWords,
    Degree,
    Role,
    Row,
    cells_of,
    is_rule,
    rest_of,
    roles_of,
    row_of,
    state_of,
)
from model.evidence import Document, Passage

_ROWS = frozenset(["csv", "xlsx", "docx", "pptx", "html"])
"""Kinds of documents of which a passage with bars is a row."""
_ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s")
_TICK = re.compile(r"^\s*(?:(?:[-*+•]|\d{1,3}[.)])\s+)?\[(?P<tick>[ xX✓✔])\]\s+")
_ALONE = re.compile(r"^\W{0,6}(?:\*\*|__)[^*_]{2,80}(?:\*\*|__)\W*$")
"""A line that is bold as a whole heads what follows."""
_REPLY = re.compile(
    r"^\W*(?:a(?:nswer)?\s*[:.]\W*)?(?:yes|no|partially|partly|n/a|not applicable|planned)\b", re.I
)
_ASKED = re.compile(r"\?[*_\"”’)]{0,4}$")
_ASKING = re.compile(
    r"^\W*(?:q(?:uestion)?[\w.-]{0,4}\s*[:.)]\W*|\d[\d.]*[.)]?\s+)?"
    r"(?:do|does|did|is|are|was|were|have|has|can|will|how|what|which|who|when|where)\b",
    re.IGNORECASE,
)
_ASKED_WITHIN = re.compile(r"^(?P<question>[^?]{10,300}\?)[*_\"”’)]{0,4}\s+(?P<reply>\S.*)$", re.DOTALL)


@dataclass
class _Leads:
    """What was said before a list."""

    head: str = ""
    lead: str = ""

    def hear(self, words: str) -> None:
        """The next passage."""
        if HEADING.match(words):
            self.head = self.lead = ""
        elif _ALONE.match(words):
            self.head, self.lead = words.strip(), ""
        elif not _ITEM.match(words):
            self.lead = words if words.endswith(":") else ""

    def over(self, words: str) -> str:
        """What introduces this passage: the list it is in, or a bold line."""
        return (self.lead if _ITEM.match(words) else "") or self.head


@dataclass
class _Telling:
    """Where in a document the telling stands."""

    document: Document
    voice: Voice
    roles: tuple[Role, ...] | None = None
    leads: _Leads = field(default_factory=_Leads)
    before: Passage | None = None

    def tell(self, passage: Passage, following: str) -> Iterator[Saying]:
        """One passage; nothing of what only parts or heads a table, or was left open."""
        words = self.document.words(passage)
        if self._is_row(words):
            yield from self._tell_row(passage, following)
        else:
            self.roles = None
            yield from self._tell_alone(passage, words)
            self.leads.hear(words)
        self.before = passage

    def _is_row(self, words: str) -> bool:
        return words.startswith("|") or (self.document.kind in _ROWS and " | " in words)

    def _tell_row(self, passage: Passage, following: str) -> Iterator[Saying]:
        cells = cells_of(self.document.words(passage), passage.start)
        if is_rule(cells):
            return
        is_marked = self._is_row(following) and is_rule(cells_of(following, 0))
        head = roles_of(cells, is_marked=is_marked)
        if head is not None:
            self.roles = head
            return
        row = row_of(cells, self.roles)
        if row.question is None and row.degree is Degree.PLAIN and not row.is_control:
            yield self._plain(passage)
        elif row.degree is not Degree.BESIDE:
            yield from self._made(passage, row)

    def _tell_alone(self, passage: Passage, words: str) -> Iterator[Saying]:
        """As it stands, without the tick before it, or with the question that it answers."""
        tick = _TICK.match(words)
        row = self._reply(passage, words)
        if row is not None:
            if row.degree is not Degree.BESIDE:
                yield from self._made(passage, row)
        elif tick is None:
            yield self._plain(passage)
        elif tick["tick"].strip():
            cell = CellWords(words[tick.end() :], passage.start + tick.end())
            part = Excerpt(0, cell.text, cell.start)
            around = Around(self.voice, self.leads.over(words))
            span = (cell.start, cell.end)
            yield Saying(self.document, passage, cell.text, (part,), Degree.DONE, span, around)

    def _reply(self, passage: Passage, words: str) -> Row | None:
        """A question with a yes or no to it, in this passage or in the one before."""
        within = _ASKED_WITHIN.match(words)
        if within and _ASKING.match(words) and _REPLY.match(within["reply"]):
            bare = within["question"].lstrip("#*_ ")
            question = CellWords(bare, passage.start + within.end("question") - len(bare))
            return _answer(question, CellWords(within["reply"], passage.start + within.start("reply")))
        asked = self.document.words(self.before) if self.before else ""
        is_asked = _ASKED.search(asked) and _ASKING.match(asked) and "|" not in asked
        if self.before is None or not is_asked or not _REPLY.match(words):
            return None
        bare = asked.lstrip("#*_ ")
        at = self.before.start + len(asked) - len(bare)
        return _answer(CellWords(bare.rstrip("*_ "), at), CellWords(words, passage.start))

    def _plain(self, passage: Passage) -> Saying:
        words = self.document.words(passage)
        around = Around(self.voice, self.leads.over(words))
        span = (passage.start, passage.end)
        return Saying(
            self.document, passage, words, (Excerpt(0, words, passage.start),), Degree.PLAIN, span, around
        )

    def _made(self, passage: Passage, row: Row) -> Iterator[Saying]:
        phrase: Phrase = stated(row) if row.question is None else answered(row)
        if not phrase.parts:
            return
        ends = [c for c in (row.question, *row.names, *row.details, row.state) if c is not None]
        span = min(c.start for c in ends), max(c.end for c in ends)
        around = Around(self.voice)
        yield Saying(self.document, passage, phrase.words, tuple(phrase.parts), row.degree, span, around)


def _answer(question: CellWords, reply: CellWords) -> Row:
    told = state_of(reply.text, is_told=True) or Degree.PLAIN
    rest = rest_of(reply)
    return Row(details=(rest,) if rest else (), state=reply, degree=told, question=question)


def tell(document: Document) -> Iterator[Saying]:
    """Of each passage that may claim something what it tells, in order; nothing of a mere draft."""
    voice = voice_of(document)
    if voice.is_draft:
        return
    telling = _Telling(document, voice)
    seen = [passage for passage in document.passages if not passage.is_hidden]
    for place, passage in enumerate(seen):
        following = document.words(seen[place + 1]) if place + 1 < len(seen) else ""
        yield from telling.tell(passage, following)
