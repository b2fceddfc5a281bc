"""What a repository shows by itself: rules over the passages of its files."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import Field

from knowledge.strict_data import read_value
from model.coverage import Ordinal
from model.evidence import Document, Passage, Quotation
from model.reading import Says
from model.suggestion import MOST_OFFERED, Contrary, Suggestion, together
from model.value import Value

FOLDER = Path(__file__).parent
TESTS = "tests"
"""The set of files that are tests."""
MOST_PLACES = 3
"""Places named for one rule, in all."""
_ASIDE = re.compile(r"^\s*(?:#|//|--\s|<!--|\*\s|;)")
_WIDE = 160
"""Characters quoted at most."""


class Sign(Value):
    """What in a file speaks against a practice."""

    id: str
    practice: str
    files: str | tuple[str, ...]
    """Names of sets of files, or patterns of paths."""
    pattern: str
    """Looked for in a passage, without regard to case."""
    at: str = ""
    """Looked for in the locator."""
    reason: str


class Rule(Sign):
    """What in a file supports an activity."""

    activity: str
    """The end of the activity's id."""
    limits: str
    """What it does not show."""
    confidence: int = Field(gt=0, lt=100)
    """In per cent."""


class Rules(Value):
    """The rules, and the sets of files that they name."""

    files: dict[str, tuple[str, ...]]
    passed_over: tuple[str, ...]
    """Paths that count only for rules about tests."""
    rules: tuple[Rule, ...]
    contrary: tuple[Sign, ...]


@dataclass(frozen=True)
class _Ready:
    """A rule whose patterns are compiled."""

    sign: Sign
    paths: tuple[str, ...]
    passed_over: tuple[str, ...]
    anywhere: re.Pattern[str]
    """The pattern as it is looked for in a whole text first, which is faster."""
    pattern: re.Pattern[str]
    at: re.Pattern[str]

    def finds(self, document: Document) -> Iterator[tuple[Passage, Quotation]]:
        """Each passage of a file of its kind that shows it, with the words."""
        inside = f"/{document.name.casefold()}"
        if not _is_like(document.path.casefold(), self.paths) or _is_like(inside, self.passed_over):
            return
        if not self.anywhere.search(document.text):
            return
        for passage in document.passages:
            words = document.words(passage)
            if passage.is_hidden or _ASIDE.match(words) or not self.at.search(passage.locator):
                continue
            if match := self.pattern.search(words):
                yield passage, _quoted(document, passage, match=match)


@dataclass(frozen=True)
class Scanned:
    """What was found; nothing found says nothing."""

    suggestions: tuple[Suggestion, ...]
    contrary: tuple[Contrary, ...]


def load_rules() -> Rules:
    """The rules as they are in the file; a CatalogueError names what is malformed."""
    return read_value(FOLDER, "scan.yaml", kind=Rules)  # type: ignore[no-any-return]


@cache
def _ready() -> tuple[_Ready, ...]:
    rules = load_rules()
    return tuple(
        _Ready(
            sign,
            tuple(path for name in _named(sign.files) for path in rules.files.get(name, (name,))),
            () if sign.files == TESTS else rules.passed_over,
            re.compile(sign.pattern, re.I | re.M),
            re.compile(sign.pattern, re.I),
            re.compile(sign.at, re.I),
        )
        for sign in (*rules.rules, *rules.contrary)
    )


def _is_like(path: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)


def _named(files: str | tuple[str, ...]) -> tuple[str, ...]:
    return (files,) if isinstance(files, str) else files


def is_scanned(path: str) -> bool:
    """Whether a rule looks at files of this path."""
    return any(_is_like(path.casefold(), ready.paths) for ready in _ready())


def scan(documents: Iterable[Document]) -> Scanned:
    """The best places for each rule, surest first; every document is looked at once."""
    found = [look(document) for document in documents]
    contrary = _placed([c for each in found for c in each.contrary])
    return Scanned(choose([s for each in found for s in each.suggestions]), tuple(contrary))


def look(document: Document) -> Scanned:
    """What one document shows, the first place for each rule."""
    found: list[Suggestion] = []
    contrary: list[Contrary] = []
    for ready in _ready():
        place = next(ready.finds(document), None)
        if place and isinstance(ready.sign, Rule):
            found.append(_suggestion(document, ready.sign, passage=place[0], words=place[1]))
        elif place:
            contrary.append(_contrary(document, ready.sign, passage=place[0], words=place[1]))
    return Scanned(tuple(found), tuple(contrary))


def choose(found: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """A few places for each rule and practice, each with the level that its document supports."""
    return together(_few(_placed(found)))


_Sign = TypeVar("_Sign", Suggestion, Contrary)


def _placed(found: Sequence[_Sign]) -> list[_Sign]:
    """The first few places of each rule."""
    places: Counter[str] = Counter()
    kept = []
    for each in found:
        places[each.rule] += 1
        if places[each.rule] <= MOST_PLACES:
            kept.append(each)
    return kept


def _few(found: Sequence[Suggestion]) -> list[Suggestion]:
    """The surest few of each practice, each activity's best first."""
    ranked = sorted(found, key=lambda s: (s.practice, -s.confidence, s.document))
    seen: Counter[tuple[str, ...]] = Counter()
    kept = []
    for suggestion in ranked:
        turn = seen[suggestion.practice, suggestion.activity]
        seen[suggestion.practice, suggestion.activity] += 1
        kept.append((turn, suggestion))
    counts: Counter[str] = Counter()
    few = []
    for _, suggestion in sorted(kept, key=lambda pair: (pair[1].practice, pair[0])):
        counts[suggestion.practice] += 1
        if counts[suggestion.practice] <= MOST_OFFERED:
            few.append(suggestion)
    return few


def _suggestion(document: Document, rule: Rule, *, passage: Passage, words: Quotation) -> Suggestion:
    return Suggestion(
        practice=rule.practice,
        level=int(rule.activity[0]),
        activity=f"{rule.practice}.{rule.activity}",
        coverage=Ordinal.ALL,
        document=document.name,
        path=document.path,
        sha256=document.sha256,
        locator=passage.locator,
        quotation=words,
        confidence=rule.confidence / 100,
        kind=Says.FACT,
        rule=rule.id,
        reason=rule.reason,
        limits=rule.limits,
    )


def _contrary(document: Document, sign: Sign, *, passage: Passage, words: Quotation) -> Contrary:
    return Contrary(
        practice=sign.practice,
        document=document.name,
        path=document.path,
        locator=passage.locator,
        quotation=words,
        rule=sign.id,
        reason=sign.reason,
    )


def _quoted(document: Document, passage: Passage, *, match: re.Match[str]) -> Quotation:
    """The words that match, widened to whole words and at most to the passage."""
    text, start, end = document.words(passage), match.start(), min(match.end(), match.start() + _WIDE)
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    begin = passage.start + start
    return Quotation(text=text[start:end], start=begin, end=begin + end - start)
