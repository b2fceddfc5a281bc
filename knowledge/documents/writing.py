"""The text of a document while it is read: bounded, neutral, every passage with its place."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from model.evidence import Passage, Remark

MOST_CHARACTERS = 4_000_000
MOST_PASSAGES = 60_000
LONGEST = 700
"""Characters of a passage; a longer paragraph becomes several, cut between sentences."""
LONGEST_PLACE = 300
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u3164\ufe00-\ufe0f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e01ef]"
)
"""Zero width, direction marks, tags: nobody sees them, and they may carry words."""
_ENDS = re.compile(r"(?<=[.!?;])\s+")


CODES: Mapping[str, frozenset[str]] = {
    code: frozenset(values.split())
    for code, values in {
        "archive": "",
        "attachments": "count",
        "bomb": "",
        "broken": "",
        "components": "count read",
        "crashed": "",
        "empty": "",
        "encoding": "encoding",
        "full": "characters",
        "invisible": "",
        "large": "megabytes",
        "locked": "",
        "many": "most",
        "memory": "",
        "mismatch": "kind",
        "nested": "",
        "pages": "read pages",
        "partly": "",
        "rows": "sheet read",
        "scanned": "pages first",
        "slow": "seconds",
        "special": "",
        "stuck": "seconds",
        "unknown": "",
        "unreadable": "cause",
    }.items()
}
"""What can be remarked of a document, and the values that come with it."""


class FullError(Exception):
    """The document holds more than is read."""


@dataclass
class Writing:
    """Collects the passages of one document in order."""

    pages: int | None = None
    kind: str = ""
    """What the document turned out to be, where that is more than its format."""
    passages: list[Passage] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def text(self) -> str:
        """Everything so far, a line a passage."""
        return "".join(self._parts)

    def add(self, text: str, locator: str, *, is_hidden: bool = False) -> None:
        """A paragraph; FullError when the document gets too long."""
        left = MOST_CHARACTERS - self._length
        for words in _cut(self._neutral(text[: 2 * left])):
            if self._length + len(words) > MOST_CHARACTERS or len(self.passages) >= MOST_PASSAGES:
                self.remark("full", characters=self._length)
                raise FullError
            start = self._length
            place = self._neutral(locator[: 2 * LONGEST_PLACE])[:LONGEST_PLACE]
            self.passages.append(
                Passage(start=start, end=start + len(words), locator=place, is_hidden=is_hidden)
            )
            self._parts += [words, "\n"]
            self._length += len(words) + 1

    def remark(self, code: str, **values: str | int) -> None:
        """Say something about the document, each thing once."""
        remark = Remark(code=code, values=values)
        if remark not in self.remarks:
            self.remarks.append(remark)

    def _neutral(self, text: str) -> str:
        """Without control characters; invisible ones are taken out, and it is said."""
        if _INVISIBLE.search(text):
            self.remark("invisible")
        return neutral(text)


def neutral(text: str) -> str:
    """On one line, without what a terminal would obey or nobody sees."""
    seen = _INVISIBLE.sub("", text)
    if not seen.isprintable():
        seen = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Co") else c for c in seen)
    return " ".join(seen.split())


def _cut(text: str) -> list[str]:
    """A paragraph in stretches of whole sentences; one that has no end is cut between words."""
    if len(text) <= LONGEST:
        return [text] if text else []
    found, start = [], 0
    while len(text) - start > LONGEST:
        ends = [match.start() for match in _ENDS.finditer(text, start, start + LONGEST)]
        is_late = bool(ends) and ends[-1] > start + LONGEST // 4
        at = ends[-1] if is_late else text.rfind(" ", start + 1, start + LONGEST)
        at = at if at > 0 else start + LONGEST
        found.append(text[start:at])
        start = at + (at < len(text) and text[at] == " ")
    return [*found, text[start:]] if start < len(text) else found
