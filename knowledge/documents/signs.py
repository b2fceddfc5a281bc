"""Words without which a pattern finds nothing: what lacks them need not be read, nor searched."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from re import _constants as parts  # type: ignore[attr-defined]  # what patterns are made of has no other name
from re import _parser as parser  # type: ignore[attr-defined]  # and nothing else takes them apart
from typing import Any

_WORD = re.compile(r"[\w.@-]+")
"""What stays as it is however a format writes it: no blanks, quotes, colons, slashes or brackets."""
_REPEATED = (parts.MAX_REPEAT, parts.MIN_REPEAT, parts.POSSESSIVE_REPEAT, parts.ASSERT)
"""What must be there where its first number is above 0; an assertion looks ahead by 1, back by -1."""


@dataclass(frozen=True)
class Telling:
    """Words and further needs: all of them, or one of them; nothing at all is always met."""

    each: "tuple[str | Telling, ...]" = ()
    is_any: bool = False

    def is_met(self, has: Callable[[str], bool]) -> bool:
        """Whether a text can match, going by which words it has."""
        held = (has(part) if isinstance(part, str) else part.is_met(has) for part in self.each)
        return any(held) if self.is_any else all(held)

    @property
    def cover(self) -> frozenset[str]:
        """Words of which every match holds at least one, long ones if there are; none if it may hold none."""
        covers = [frozenset([part]) if isinstance(part, str) else part.cover for part in self.each]
        if self.is_any:
            return frozenset().union(*covers) if all(covers) else frozenset()
        return max(filter(None, covers), key=lambda held: min(map(len, held)), default=frozenset())


def needed(pattern: str) -> Telling:
    """What a text without capitals must hold for this pattern to find anything, case aside."""
    return _needed(parser.parse(pattern, re.IGNORECASE))


def words(*of: str) -> Telling:
    """All of these words."""
    return Telling(of)


def _needed(pattern: Iterable[tuple[Any, Any]]) -> Telling:
    """Words before needs, the longest first: most texts lack them."""
    found: list[str | Telling] = []
    letters = ""
    for kind, about in pattern:
        if kind is parts.LITERAL:
            letters += chr(about)
            continue
        found += _WORD.findall(letters.lower())
        letters = ""
        found += (need for need in _inner(kind, about) if need.each)
    found += _WORD.findall(letters.lower())
    return Telling(tuple(sorted(found, key=lambda n: -len(n) if isinstance(n, str) else 0)))


def _inner(kind: Any, about: Any) -> Iterator[Telling]:
    if kind is parts.SUBPATTERN:
        yield _needed(about[-1])
    elif kind is parts.ATOMIC_GROUP:
        yield _needed(about)
    elif kind in _REPEATED and about[0] > 0:
        yield _needed(about[-1])
    elif kind is parts.BRANCH:
        yield _one_of([_needed(branch) for branch in about[1]])


def _one_of(branches: Sequence[Telling]) -> Telling:
    return Telling(tuple(branches), is_any=True) if all(branch.each for branch in branches) else Telling()
