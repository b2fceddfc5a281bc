"""Turns that do nothing but ask, with a question mark or without."""

import re

from assistant.conversation.strays import stray

LONGEST = 320
"""Characters; a longer text says something as well."""
SHORT = 80
"""Characters of a sentence that asks without a question mark."""
MOST_QUESTIONS = 4
"""Questions that one turn may hold."""

LONGEST_BESIDE = 4_000
"""Characters of an answer at whose end a question is looked for."""

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


_BESIDE = re.compile(
    r"(?:^|(?<=[.!,;])\s*|\s+)(?:(?:and|but|so|also|btw)[, ]+){0,2}"
    r"(?P<asks>(?:what(?:['’]?s| is| are| does)|explain|why (?:do|are) you|what would)\b"
    r"[^.?!\n]{2,80}\?)\s*$",
    re.IGNORECASE,
)
_NOES = ("no", "yes", "nope", "yep")
"""Words that answer, though they may stand before anything."""


def beside(said: str) -> tuple[str, str]:
    """What is said before a question that ends it, and the question: 'no, but what is a model card?'."""
    match = _BESIDE.search(said) if len(said) <= LONGEST_BESIDE else None
    rest = said[: match.start()].rstrip(" ,;") if match else ""
    tells = rest.strip(" .") and not (stray(rest) and rest.lower() not in _NOES) and not rest.endswith("?")
    return (rest, match["asks"]) if match and tells else ("", "")


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
