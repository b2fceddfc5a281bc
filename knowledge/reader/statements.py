"""An answer cut into statements: clauses that claim one thing, each with its place in the raw text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from model.evidence import Quotation

MOST_STATEMENTS = 400
"""Statements read of one text; what follows is left unread, so that any input costs a bounded time."""
MOST_CHARACTERS = 400
"""A longer stretch without an end, such as code or a table, is cut between words."""

Span = tuple[int, int]
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*"
_SUBJECT = (
    r"(?:it|they|we|he|she|i|you|nobody|no one|none|nothing|everybody|everything|that|this|there|the|our|all)"
)
_END = re.compile(
    r"""
      \n[ \t]{0,9}\n\s{0,99}                        # an empty line
    | \n[ \t]{0,9}(?:[-*•◦▪–·#>|]+|\d{1,2}[.)]|[a-z]\))\s  # a bullet
    | (?<=[.!?…])["'”’)\]]{0,3}\s{1,99}(?=\S)                # the end of a sentence
    | ;\s{1,9}
    | \s(?:--|[-–—])\s(?=\S+\s+\S+)                      # a dash between clauses
    | \n
    """,
    re.VERBOSE,
)
_TURN = re.compile(
    rf"""
      ,?\s{{1,9}}(?=(?:but|however|although|though|whereas|except|apart\ from|yet)\s+\S+\s+\S+)
    | ,\s{{1,9}}(?=(?:and|so|plus|then|also|while|which)\s+\S+\s+\S+)
    | ,\s{{1,9}}(?=in\ {_MONTH}\s)
    | ,\s{{1,9}}(?=(?:goes|runs|gets|is|are|was|were|isn'?t|aren'?t)\s)
    | ,\s{{1,9}}(?={_SUBJECT}\s+\S+\s+\S+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_OPENS = re.compile(
    r"\W*(?:(?:and|but|so|then|also|ok)\W+)?"
    r"(?:(?:after|as|because|before|if|once|since|unless|until|when(?:ever)?|where(?:ver)?)"
    r"(?: [^\s,]+){1,11}"
    r"|(?:at|by|during|for|from|in|on|to|under|with(?:in|out)?)"
    r"(?: (?!(?:we|they|it|i|he|she) )[^\s,]+){1,4})",
    re.IGNORECASE,
)
"""What only says when, where or why goes with what it is said of."""
_GOES_ON = re.compile(rf"{_SUBJECT}\b", re.IGNORECASE)
_SHORTENED = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|incl|approx|vs|no|nr|cf|ca|dr|mr|ms|st|fig|sec|art)|(?<!['’])\b[a-z])\.$", re.I
)
_LEADING = re.compile(
    r"[\s,;:*•◦▪·>#|\-–—\"“]*(?:(?:and|but|so|plus|then|also|ok|okay|well|yes|yeah|hm+|um+|uh|oh"
    r"|no(?=\s*[,.:;!]|\s+(?:i|it|we|they|that|this|there|not|nobody|no one|none|nothing|you|he|she)\b))"
    r"\b[\s,.:]+)*",
    re.IGNORECASE,
)
_TRAILING = ' \t\r\n,;:.!?…|"”*'
_LEAST_WORDS = 3
_NEAR = 60
"""Characters looked at on each side of a cut."""
_WRAPPED = 50
"""A line at least this long, followed by a small letter, was broken by an editor."""


@dataclass(frozen=True)
class Piece:
    """A stretch of the text that is read as one statement."""

    quotation: Quotation
    """What is shown: without joining words and closing marks."""
    context: str
    """What is read: the same with them, since "but" and "no" mean something."""


def split_statements(text: str) -> tuple[Piece, ...]:
    """The statements of `text` in order; empty when there is not one letter or digit in it."""
    read = text[: MOST_STATEMENTS * MOST_CHARACTERS]
    clauses = (clause for sentence in _sentences(read) for clause in _clauses(read, sentence))
    spoken = (span for span in clauses if any(map(str.isalnum, read[slice(*span)])))
    return tuple(_piece(read, span) for span in islice(spoken, MOST_STATEMENTS))


def turned(text: str) -> str:
    """The sentences of `text` in reverse order; empty where it has but one."""
    read = text[: MOST_STATEMENTS * MOST_CHARACTERS]
    sentences = [said for start, end in _sentences(read) if (said := read[start:end].strip())]
    return " ".join(reversed(sentences)) if len(sentences) > 1 else ""


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for match in _END.finditer(text):
        if match.start() > start and not _goes_on(text, match, start=start):
            yield start, match.start()
            start = match.end()
    yield start, len(text)


def _goes_on(text: str, match: re.Match[str], *, start: int) -> bool:
    """Whether what looks like an end is a shortened word, or a line that was only wrapped."""
    if match.group() == "\n":
        first = text.rfind("\n", 0, match.start()) + 1
        is_wrapped = (
            match.start() - first >= _WRAPPED or len(text[first : match.start()].split()) < _LEAST_WORDS
        )
        return is_wrapped and not text[match.end() : match.end() + 1].isupper()
    return match.group().isspace() and bool(
        _SHORTENED.search(text[max(start, match.start() - 8) : match.start()])
    )


def _clauses(text: str, span: Span) -> Iterator[Span]:
    """The clauses of one sentence; both sides of a cut keep a few words, and none is very long."""
    start, end = span
    for match in _TURN.finditer(text, start, end):
        before = text[max(start, match.start() - _NEAR) : match.start()]
        after = text[match.end() : min(end, match.end() + _NEAR)]
        is_long = len(before.split()) >= _LEAST_WORDS and len(after.split()) >= _LEAST_WORDS
        if is_long and not (_GOES_ON.match(after) and _only_opens(text[start : match.start()])):
            yield from _bounded(text, (start, match.start()))
            start = match.end()
    yield from _bounded(text, (start, end))


def _only_opens(clause: str) -> bool:
    """Whether it is no statement of its own: "in this case", "if the scan fails"."""
    return bool(_OPENS.fullmatch(" ".join(clause.split())))


def _bounded(text: str, span: Span) -> Iterator[Span]:
    start, end = span
    while end - start > MOST_CHARACTERS:
        space = text.rfind(" ", start + 1, start + MOST_CHARACTERS)
        cut = space if space > start else start + MOST_CHARACTERS
        yield start, cut
        start = cut
    yield start, end


def _piece(text: str, span: Span) -> Piece:
    start, end = span
    raw = text[start:end]
    leading = _LEADING.match(raw)
    skipped = leading.end() if leading else 0
    if not any(map(str.isalnum, raw[skipped:])):
        skipped = len(raw) - len(raw.lstrip())
    first = start + skipped
    last = start + len(raw.rstrip(_TRAILING))
    if last <= first:
        last = end
    quotation = Quotation(text=text[first:last], start=first, end=last)
    return Piece(quotation, " ".join(raw.split()))
