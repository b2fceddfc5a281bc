"""Clauses of a list that are about the name before them: 'photo, we train it ourselves'."""

import re
from collections.abc import Sequence

_ROW = re.compile(r"(?:they|these|those|both)\b|we (?:\w+ ){1,2}(?:them|these|those)\b", re.IGNORECASE)
_LAST = re.compile(r"(?:it|which|that|this one)\b|we (?:\w+ ){1,2}(?:it|this|that)\b", re.IGNORECASE)
_BUILT_ON = re.compile(
    r"(?:based |built |running |runs )?on \w|\S.{0,30} (?:via|over|through) (?:an? |the |their |its )?apis?$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:it|which|that|this one|they|these|those|both)", re.IGNORECASE)


def described_by(item: str, row: Sequence[str], *, tells: bool) -> Sequence[str]:
    """The names of the row that an item describes; none where it is a name of its own.

    `tells`: it holds a word on what a system is like, as a bare 'it' before a verb need not.
    """
    if not row or not (tells or _PRONOUN.fullmatch(item.strip())):
        return ()
    if _ROW.match(item):
        return row
    return row[-1:] if _LAST.match(item) or _BUILT_ON.match(item) else ()
