"""How hard a text is to read."""

import re

_WORD = re.compile(r"[A-Za-z']+")
_END = re.compile(r"[.!?]+(?:\s|$)")
_SILENT = re.compile(r"(?:[^laeiouy]es|ed|[^laeiouy]e)$")
_VOWELS = re.compile(r"[aeiouy]{1,2}")


def grade(text: str) -> float:
    """The Flesch-Kincaid grade (Kincaid et al. 1975): years of school that a reader needs.

    0.39 * words / sentences + 11.8 * syllables / words - 15.59, syllables counted as groups of vowels.
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, len(_END.findall(text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _syllables(word: str) -> int:
    bare = word.lower()
    if len(bare) > 3:
        bare = _SILENT.sub("", bare)
    return max(1, len(_VOWELS.findall(bare)))
