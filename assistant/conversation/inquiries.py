"""Turns that do nothing but ask, with a question mark or without."""

import re

LONGEST = 320
"""Characters; a longer text says something as well."""
SHORT = 80
"""Characters of a sentence that asks without a question mark."""
MOST_QUESTIONS = 4
"""Questions that one turn may hold."""

_LEAD = r"(?:(?:so|and|but|ok|wait|hm+|sorry|lol|well|hey|actually)[, ]+){0,2}"
_ASKS = re.compile(
    rf"{_LEAD}(?:what(?:['’]?s| is| are| does| do| would)?|how|which|who(?:['’]?d|['’]?s)?|where|when|why|"
    r"can you|could you|do you|does|is there|are there|is (?:it|that|this)|isn['’]?t|should|do|did|will|"
    r"would|"
    r"may|can i|can we|am i|are you|are we|has|have you|was|were)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_ASKS_PLAINLY = re.compile(
    rf"{_LEAD}(?:what(?:['’]?s| is| are| does| do| would| will| did)|who(?:['’]?s|['’]?d| is| would|"
    rf" will| can|"
    r" did)|why (?:is|are|do|does|did|would|should|not)|how (?:do|does|did|would|can|could|should|long|"
    r"much|many|is|"
    r"are)|where (?:is|are|do|does|can)|when (?:is|are|do|does|will)|can (?:you|i|we)|could you|"
    r"would you|will you|"
    r"do you|are you|does (?:it|this|that)|is (?:this|it|that|there)|should (?:i|we)|which (?:one|of))"
    r"\b(?!.* (?:is|are|was|were) )[^,;:]{1,80}",
    re.IGNORECASE | re.DOTALL,
)
"""'what's the weather' needs no mark; 'what is done is that we hash it' asks nothing."""


def only_questions(said: str) -> tuple[str, ...]:
    """The sentences of a text that does nothing but ask; empty when it says something as well."""
    sentences = [s.strip() for s in re.split(r"(?<=[.?!])\s+|\n+", said[: LONGEST + 1]) if s.strip()]
    if len(said) > LONGEST or not 0 < len(sentences) <= MOST_QUESTIONS:
        return ()
    if "?" not in said:
        asks = all(len(s) <= SHORT and _ASKS_PLAINLY.fullmatch(s) for s in sentences)
        return tuple(sentences) if asks else ()
    if len(sentences) == 1:
        return tuple(sentences) if said.endswith("?") else ()
    asking = [bool(s.endswith("?") and _ASKS.fullmatch(s)) for s in sentences]
    others = [s for s, asks in zip(sentences, asking, strict=True) if not asks]
    rest_is_talk = all(_ASKS.fullmatch(s) and len(s) < SHORT for s in others)
    return tuple(sentences) if any(asking) and rest_is_talk else ()
