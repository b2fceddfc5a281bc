"""Lines of speech made from wording; user text goes through here before anything shows it."""

import re
from collections.abc import Sequence
from typing import Any

from assistant.conversation.session import Line, LineStyle
from model.errors import InputError
from prompts.wording import load_wording

LONGEST = 50_000
"""Characters that one answer may have."""

_VISIBLE = {c: 0x2400 + c for c in range(0x20) if c not in (0x09, 0x0A)} | {0x7F: 0x2421}
_HIDDEN = dict.fromkeys(
    [*range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000), 0xFEFF],
    0xFFFD,
)
_NEUTRAL = {**_VISIBLE, **_HIDDEN}


def say(name: str, /, **values: Any) -> str:
    """A sentence of the interview."""
    return load_wording(part="interview").say(f"interview.{name}", **values)


def line(name: str, style: LineStyle = LineStyle.PLAIN, /, *, indent: int = 0, **values: Any) -> Line:
    """A line of the interview."""
    return Line(say(name, **values), style, indent)


def neutral(text: str) -> str:
    """The text with control characters made visible and direction marks taken out, same length."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_NEUTRAL)


def accept(text: str) -> str:
    """What a user typed or pasted, safe to keep and show; InputError when it cannot be an answer."""
    if len(text) > LONGEST:
        raise InputError(say("error.long", count=f"{len(text):,}"), say("error.long-do", most=f"{LONGEST:,}"))
    clean = neutral(text)
    odd = sum(1 for c in clean if c == "\ufffd" or "\u2400" <= c <= "\u2421")
    if odd > 8 and odd * 10 > len(clean):
        raise InputError(say("error.binary"), say("error.binary-do"))
    return clean


_STOPWORDS = {
    "en": "the a and of to is we it in for on that not with are our this be as but they have was no yes i",
    "de": "der die das und nicht wir ist ein eine mit auf für wird werden den dem zu von sind haben keine",
    "fr": "le la les et nous ne pas est une des du pour avec sur dans que qui sont avons aucun chaque",
    "es": "el los las y nosotros no es una de para con en que se por son tenemos cada ningún del",
    "nl": "de het een en niet wij is met op voor wordt worden van zijn hebben geen onze alle",
    "it": "il lo gli e noi non è una di per con che si sono abbiamo ogni nessun della dei",
    "pt": "o os as e nós não é uma de para com em que se por são temos cada nenhum dos",
    "sv": "och inte vi är en ett med på för som det att har alla ingen varje den",
}
_SETS = {code: frozenset(words.split()) for code, words in _STOPWORDS.items()}


def is_foreign(text: str) -> bool:
    """Whether a text is, by its letters and small words, not English: the reader understands English."""
    letters = [c for c in text if c.isalpha()]
    if len(letters) > 3 and sum(ord(c) > 0x24F for c in letters) * 2 > len(letters):
        return True
    words = re.findall(r"[^\W\d_]+", text.lower())
    if len(words) < 6:
        return False
    counts = {code: sum(w in stop for w in words) for code, stop in _SETS.items()}
    best = max(counts, key=lambda code: counts[code])
    return best != "en" and counts[best] >= 2 * counts["en"] + 2


def trait_words(traits: Sequence[str]) -> str:
    """What a system is like, as a person would say it; a trait of an organisation's own goes by its name."""
    known = load_wording(part="interview").templates
    return join([say(f"trait-word.{t}") if f"interview.trait-word.{t}" in known else t for t in traits])


def join(names: tuple[str, ...] | list[str], limit: int = 12) -> str:
    """Names in a row, shortened after `limit`."""
    shown = ", ".join(names[:limit])
    return f"{shown} +{len(names) - limit}" if len(names) > limit else shown
