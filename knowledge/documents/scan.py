"""What a repository shows by itself: rules over the passages of its files."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import translate
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import Field

from knowledge.documents.signs import Telling, needed, words
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
    marks: tuple[str, ...] = ()
    """Words that the file holds where the pattern goes by those of its reader."""
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
    paths: re.Pattern[str]
    """Of what is looked at, as `_told` tells it."""
    passed_over: re.Pattern[str]
    raw: Telling
    """Words that a file must hold, and ..."""
    need: Telling
    """... those that a text must hold."""
    anywhere: re.Pattern[str]
    """The pattern as it is looked for in a whole text first, which is faster."""
    pattern: re.Pattern[str]
    at: re.Pattern[str]

    def finds(self, document: Document) -> Iterator[tuple[Passage, Quotation]]:
        """Each passage of a file of its kind that shows it, with the words."""
        if not self.anywhere.search(document.text):
            return
        for passage in document.passages:
            said = document.words(passage)
            if passage.is_hidden or _ASIDE.match(said) or not self.at.search(passage.locator):
                continue
            if match := self.pattern.search(said):
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
            _any_of(tuple(path for name in _named(sign.files) for path in rules.files.get(name, (name,)))),
            _any_of(() if sign.files == TESTS else rules.passed_over),
            words(*sign.marks) if sign.marks else needed(sign.pattern),
            needed(sign.pattern),
            re.compile(sign.pattern, re.I | re.M),
            re.compile(sign.pattern, re.I),
            re.compile(sign.at, re.I),
        )
        for sign in (*rules.rules, *rules.contrary)
    )


@cache
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(translate, patterns)) or r"(?!)")


def _named(files: str | tuple[str, ...]) -> tuple[str, ...]:
    return (files,) if isinstance(files, str) else files


def _told(path: str, name: str) -> str:
    """Where a file lies as the rules name it: within the folder that is looked at, and that folder itself.

    A hidden folder above that one is told as well, as workflows lie in one. What else is above says nothing.
    """
    above = path.removesuffix(name).rstrip("/").split("/") if path.endswith(name) else []
    known = above[-2:] if above[-2:-1] and above[-2].startswith(".") else above[-1:]
    return "/".join(["", *known, name]).casefold()


@lru_cache(maxsize=4_096)
def _looking_at(path: str, name: str) -> tuple[_Ready, ...]:
    told, inside = _told(path, name), f"/{name.casefold()}"
    sets = {ready.paths for ready in _ready()}  # of which there are fewer than rules
    kinds = {paths for paths in sets if paths.match(told)}
    over = {ready.passed_over for ready in _ready() if ready.paths in kinds}
    left = {names for names in over if names.match(inside)}
    return tuple(r for r in _ready() if r.paths in kinds and r.passed_over not in left)


def is_scanned(path: str, name: str) -> bool:
    """Whether a rule looks at files of this path, which has this name within what is scanned."""
    return bool(_looking_at(path, name))


def may_show(path: str, name: str, *, content: bytes) -> bool:
    """Whether a rule that looks at this file can find anything in it, going by the words in its bytes."""
    return next(_met(path, name, content=content), None) is not None


def telling_lines(path: str, name: str, *, content: bytes) -> set[int]:
    """Of a file that is read line by line, the first line for each rule that finds one, from 0."""
    left = list(_met(path, name, content=content))
    found: set[int] = set()
    covers = [ready.need.cover for ready in left]
    signs = frozenset().union(*covers) if all(covers) else frozenset([""])
    for number, raw in enumerate(content.decode("utf-8", "replace").splitlines()) if left else ():
        lowered = raw.lower()
        if not any(sign in lowered for sign in signs):
            continue
        line = " ".join(raw.split())
        told = [ready for ready in left if ready.pattern.search(line) and not _ASIDE.match(line)]
        if told:
            found.add(number)
            left = [ready for ready in left if ready not in told]
        if not left:
            break
    return found


def _met(path: str, name: str, *, content: bytes) -> Iterator[_Ready]:
    """The rules that look at this file and whose words are in its bytes."""
    has = cache(content.lower().__contains__)
    return (r for r in _looking_at(path, name) if r.raw.is_met(lambda word: has(word.encode())))


def scan(documents: Iterable[Document]) -> Scanned:
    """The best places for each rule, surest first; every document is looked at once."""
    found = [look(document) for document in documents]
    contrary = _placed([c for each in found for c in each.contrary])
    return Scanned(choose([s for each in found for s in each.suggestions]), tuple(contrary))


def look(document: Document) -> Scanned:
    """What one document shows, the first place for each rule."""
    found: list[Suggestion] = []
    contrary: list[Contrary] = []
    has = cache(document.text.lower().__contains__)
    for ready in _looking_at(document.path, document.name):
        if not ready.need.is_met(has):
            continue
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
