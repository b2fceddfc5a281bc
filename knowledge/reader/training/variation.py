"""The same thing said in other letters: what must not move the level is varied while training."""

import random
import re

from knowledge.reader.training.corpus import Example

SHARE = 0.5
"""Of the texts that are varied in every second epoch."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)")
_WORD = re.compile(r"[A-Za-z]{4,}")
_POLITE = (
    "Sure, happy to help. ",
    "Good question. ",
    "ok so ",
    "Well, ",
    "Thanks for asking. ",
    "As far as I can tell: ",
    "hm, ",
)


def vary(example: Example, chance: random.Random) -> Example:
    """Typos, lower case, order of sentences, a polite opening; marked words are let go."""
    text = example.text
    for change, share in ((_shuffle, 0.3), (_typos, 0.4), (_lower, 0.3), (_open, 0.2)):
        if chance.random() < share:
            text = change(text, chance)
    if text == example.text:
        return example
    acts = example.acts and {suffix: (coverage, "") for suffix, (coverage, _) in example.acts.items()}
    return example.model_copy(update={"text": text, "acts": acts})


def _shuffle(text: str, chance: random.Random) -> str:
    sentences = _SENTENCE.split(text)
    if "\n" in text or len(sentences) < 2:
        return text
    return " ".join(chance.sample(sentences, len(sentences)))


def _typos(text: str, chance: random.Random) -> str:
    """One word in twelve loses, doubles or swaps a letter."""

    def slip(match: re.Match[str]) -> str:
        word = match.group()
        if chance.random() > 1 / 12:
            return word
        at = chance.randrange(1, len(word) - 1)
        kinds = (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
        return chance.choice(kinds)

    return _WORD.sub(slip, text)


def _lower(text: str, _: random.Random) -> str:
    return text.lower().replace("'", "")


def _open(text: str, chance: random.Random) -> str:
    return chance.choice(_POLITE) + text
