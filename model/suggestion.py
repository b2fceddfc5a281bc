"""What a document seems to show of a practice: put before the user, recorded by nobody else."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date

from model.coverage import Ordinal
from model.evidence import Document, Quotation, say_the_same
from model.reading import Says
from model.value import Value

MOST_OFFERED = 5
"""Suggestions for one practice that are put forward, however many documents there are."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = re.compile(
    r"\b(?:(?P<y1>20\d\d)[-/](?P<m1>\d\d)[-/](?P<d1>\d\d)"
    r"|(?P<d2>\d{1,2})\.\s?(?P<m2>\d{1,2})\.\s?(?P<y2>20\d\d)"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\.?[ -](?:of )?{_MONTH.format('m3')}[ -,]{{1,2}}(?P<y3>20\d\d)"
    rf"|{_MONTH.format('m4')} (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y4>20\d\d))\b(?!\.\d)",
    re.IGNORECASE,
)
"""Year first; day, month and year with points; with the month's name. 03/04/2026 may be two days: none."""
_OTHER_DAY = re.compile(r"\b(?:until|till|expir\w*|next|due|by|valid|planned|retention)\b", re.IGNORECASE)
HEAD = 15
"""Passages at the beginning of a document among which it may say of what day it is ..."""
LONGEST_TELLING = 160
"""... in so many characters."""


class Source(Value):
    """A place in a document that shows what a suggestion says."""

    document: str
    path: str = ""
    sha256: str
    locator: str
    quotation: Quotation
    dated: date | None = None


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
    also: tuple[Source, ...] = ()
    """Other documents that say the same."""

    @property
    def source(self) -> Source:
        """Its own place."""
        return Source(
            document=self.document,
            path=self.path,
            sha256=self.sha256,
            locator=self.locator,
            quotation=self.quotation,
            dated=self.dated,
        )

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every place that shows it, its own first."""
        return self.source, *self.also

    def at(self, sources: Sequence[Source]) -> "Suggestion":
        """The same shown by these places only, the first of them in front."""
        first, *others = sources
        return self.model_copy(update={**dict(first), "also": tuple(others)})

    def repeats(self, other: "Suggestion") -> bool:
        """Whether another document shows the same: by the same rule, or in nearly the same words."""
        mine, theirs = (
            (s.practice, s.coverage, s.systems, s.kind, s.rule, s.rule and s.activity) for s in (self, other)
        )
        if mine != theirs or (self.sha256, self.document) == (other.sha256, other.document):
            return False
        return bool(self.rule) or say_the_same(self.quotation.text, other.quotation.text)


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


def alike(told: Sequence[Suggestion]) -> list[list[Suggestion]]:
    """In groups that say the same, the surest of each group first; each document once in a group."""
    groups: dict[str, list[list[Suggestion]]] = defaultdict(list)
    for each in sorted(told, key=lambda s: (-s.confidence, s.document)):
        here = groups[each.practice]
        known = next((group for group in here if all(each.repeats(other) for other in group)), None)
        if known is None:
            here.append([each])
        else:
            known.append(each)
    return [group for here in groups.values() for group in here]


def gathered(told: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """What several documents say as one suggestion with several sources; a copy of a file is none."""
    found = []
    for first, *others in alike(told):
        places = {(first.sha256, first.locator): first.source}
        for other in others:
            places.setdefault((other.sha256, other.locator), other.source)
        level = max(s.level for s in (first, *others))
        found.append(first.at(tuple(places.values())).model_copy(update={"level": level}))
    return tuple(found)


def with_others(told: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Each as it is, in the same order, with the other documents that say the same beside it."""
    groups = {id(each): group for group in alike(told) for each in group}
    return tuple(
        s.model_copy(update={"also": tuple(o.source for o in groups[id(s)] if o is not s)}) for s in told
    )


def strongest(told: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """A handful of each practice: each activity's best before its second, a stated absence among them."""
    turns: Counter[tuple[str, str, bool]] = Counter()
    ranked = []
    for each in sorted(told, key=lambda s: (-s.confidence, -len(s.also))):
        about = each.practice, each.activity, each.level == 0
        ranked.append((turns[about], each.level != 0, each))
        turns[about] += 1
    ranked.sort(key=lambda row: row[:2])
    counts: Counter[str] = Counter()
    kept = []
    for _, _, each in ranked:
        counts[each.practice] += 1
        if counts[each.practice] <= MOST_OFFERED:
            kept.append(each)
    return tuple(kept)


def date_in(text: str) -> date | None:
    """The first day that is written out, if it is one."""
    return next(_days(text), None)


def date_of(document: Document) -> date | None:
    """The day that a document says of itself at its beginning."""
    seen = (document.words(p) for p in document.passages[:HEAD] if not p.is_hidden)
    told = (words for words in seen if len(words) <= LONGEST_TELLING and not _OTHER_DAY.search(words))
    return next((day for words in told for day in _days(words)), None)


def _days(text: str) -> Iterator[date]:
    for match in _DAY.finditer(text):
        year, month, day = (
            next(filter(None, (match[f"{part}{form}"] for form in range(1, 5)))) for part in "ymd"
        )
        number = int(month) if month.isdecimal() else 1 + _MONTHS.index(month[:3].casefold())
        with suppress(ValueError):
            yield date(int(year), number, int(day))
