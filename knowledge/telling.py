"""What a document tells, passage by passage, with what stands beside each: a state, a tick, a question."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from knowledge.leads import Leads, is_item
from knowledge.phrasing import Phrase, answered, stated
from knowledge.registers import is_more, row_against, without_risk
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
_TABLE = re.compile(
    r"(?:(?P<table>table \d+) (?P<kind>head|row) |(?P<rows>row) |(?P<sheet>.+)![A-Z]{1,3})(?P<number>\d+)"
    r"(?:, .*)?$"
)
"""Where a row stands: in which table, on which sheet."""
_TICK = re.compile(r"^\s*(?:(?:[-*+•]|\d{1,3}[.)])\s+)?\[(?P<tick>[ xX✓✔])\]\s+")
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
class _Columns:
    """What the columns of the table are in which the telling stands."""

    roles: tuple[Role, ...] | None = None
    _table: str = ""
    _row: int = 0
    _is_head: bool = False
    """Whether the row before was one that heads the others."""

    def enter(self, locator: str, *, is_row: bool) -> None:
        """The next passage: another table has other columns, and so has what follows other words.

        Within one, a cell that stands alone parts its rows, unless it comes after an empty one.
        """
        match = _TABLE.match(locator)
        table = (match["table"] or match["sheet"] or match["rows"]) if match else ""
        row = int(match["number"]) if match else 0
        is_apart = not table or row > self._row + 1
        if table != self._table or (is_apart and not is_row):
            self.roles, self._is_head = None, False
        self._table, self._row = table, row

    def hear(self, cells: Sequence[CellWords], *, is_marked: bool) -> bool:
        """A row: whether it says what the columns are; of two such rows the lower one, where it says."""
        roles = roles_of(cells, is_marked=is_marked)
        was_head, self._is_head = self._is_head, roles is not None
        if roles is None:
            return False
        above = self.roles if was_head and self.roles is not None else ()
        if len(above) == len(roles):
            roles = tuple(a if b is Role.UNKNOWN else b for a, b in zip(above, roles, strict=True))
        self.roles = roles
        return True


def is_head(locator: str) -> bool:
    """Whether a row was marked as the head of its table."""
    match = _TABLE.match(locator)
    return match is not None and match["kind"] == "head"


@dataclass
class _Telling:
    """Where in a document the telling stands."""

    document: Document
    voice: Voice
    columns: _Columns = field(default_factory=_Columns)
    leads: Leads = field(default_factory=Leads)
    before: Passage | None = None

    def tell(self, passage: Passage, following: str) -> Iterator[Saying]:
        """One passage; nothing of what only parts or heads a table, or was left open."""
        words = self.document.words(passage)
        self.columns.enter(passage.locator, is_row=self._is_row(words))
        self.leads.enter(passage.locator)
        if self._is_row(words):
            yield from self._tell_row(passage, following)
        else:
            yield from self._tell_alone(passage, words)
            self.leads.hear(words, is_item=self._is_item(passage, words))
        self.before = passage

    def _is_item(self, passage: Passage, words: str) -> bool:
        """Whether it stands in a list; on a slide whatever is below its title."""
        is_below = self.document.kind == "pptx" and ", " in passage.locator
        return is_below or is_item(words, passage.locator)

    def _is_row(self, words: str) -> bool:
        return words.startswith("|") or (self.document.kind in _ROWS and " | " in words)

    def _tell_row(self, passage: Passage, following: str) -> Iterator[Saying]:
        cells = cells_of(self.document.words(passage), passage.start)
        if is_rule(cells):
            return
        is_marked = self._is_row(following) and is_rule(cells_of(following, 0))
        if self.columns.hear(cells, is_marked=is_marked or is_head(passage.locator)):
            return
        roles = self.columns.roles
        against = row_against(cells, roles)
        is_mixed = is_more(cells, roles)
        row = against or (without_risk(row_of(cells, roles)) if is_mixed else row_of(cells, roles))
        is_made = row.is_control or is_mixed
        if row.is_bare:
            yield replace(self._plain(passage), is_undone=True)
        elif row.question is None and row.degree is Degree.PLAIN and not is_made:
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
            around = Around(self.voice, self.leads.over(is_item=True))
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
        listed = self._is_item(passage, words)
        subject = self.leads.subject if listed else ""
        around = Around(self.voice, self.leads.over(is_item=listed), subject)
        part = Excerpt(0, words, passage.start)
        span = (passage.start, passage.end)
        return Saying(self.document, passage, words, (part,), Degree.PLAIN, span, around)

    def _made(self, passage: Passage, row: Row) -> Iterator[Saying]:
        phrase: Phrase = stated(row) if row.question is None else answered(row)
        if not phrase.parts:
            return
        ends = [c for c in (row.question, *row.names, *row.details, row.state) if c is not None]
        span = min(c.start for c in ends), max(c.end for c in ends)
        around = Around(self.voice)
        parts = tuple(phrase.parts)
        yield Saying(
            self.document, passage, phrase.words, parts, row.degree, span, around, is_held=row.is_held
        )


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
