"""Words without their commonest endings, as numbers that need no list of words."""

import zlib

from knowledge.entries import words

BUCKETS = 1 << 15
"""Stems share buckets by their CRC-32."""
SHORTEST = 4
"""Letters that a stem keeps."""
_ENDINGS = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ies",
    "ied",
    "ers",
    "er",
    "ed",
    "es",
    "ly",
    "s",
)


def buckets(text: str) -> list[int]:
    """The buckets of the stems of a text, each once, in order."""
    stems = {_stem(word) for word in words(text)}
    return sorted({zlib.crc32(each.encode("utf-8", "replace")) % BUCKETS for each in stems})


def _stem(word: str) -> str:
    """A word without the commonest ending that leaves enough of it."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word[: -len(ending)]
    return word
