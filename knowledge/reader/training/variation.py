"""The same thing said in other letters: what must not move the level is varied while training."""

import random
import re
from collections.abc import Sequence

from knowledge.reader.training.corpus import Also, Example

SHARE = 0.5
"""Of the texts that are varied in every second epoch."""
BESIDE = 0.25
"""Of the texts that are put beside another."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)")
_WORD = re.compile(r"[A-Za-z]{4,}")
_NAME = re.compile(
    r"(?<=[a-z,;] )(?!(?:Jan|Febr)uary|March|April|June|July|August|(?:Sept|Nov|Dec)ember|October)"
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][a-z]{3,}\b"
)
_NAMES = (
    *("Alder", "Arbor", "Beacon", "Birch", "Cedar", "Clover", "Comet", "Copper", "Coral", "Delta", "Ember"),
    *("Falcon", "Garnet", "Harbor", "Heron", "Indigo", "Jasper", "Kestrel", "Lagoon", "Linden", "Maple"),
    *("Marlin", "Mosaic", "Nimbus", "Onyx", "Osprey", "Otter", "Quartz", "Raven", "Saffron", "Sequoia"),
    *("Summit", "Thistle", "Topaz", "Tundra", "Walnut", "Willow", "Zephyr", "Aisha", "Bruno", "Chen"),
    *("Dmitri", "Elena", "Farid", "Greta", "Hugo", "Jonas", "Kavya", "Mina", "Oskar", "Priya", "Yara"),
)
_SHORT = 230
"""Characters up to which a text is read beside another."""
_FEWEST = 8
"""Words from which a text stands for itself beside another."""
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
    for change, share in ((_shuffle, 0.3), (_typos, 0.4), (_rename, 0.5), (_lower, 0.25), (_open, 0.15)):
        if chance.random() < share:
            text = change(text, chance)
    if text == example.text:
        return example
    acts = example.acts and {suffix: (coverage, "") for suffix, (coverage, _) in example.acts.items()}
    return example.model_copy(update={"text": text, "acts": acts})


def join(example: Example, others: Sequence[Example], *, chance: random.Random) -> Example:
    """The example beside a text about another practice: each is still read for its own."""
    other = chance.choice(others)
    if (
        example.also
        or other.also
        or other.practice in (example.practice, *example.lures)
        or not (_stands(example) and _stands(other))
    ):
        return example
    gap = chance.choice((" ", " ", "\n", "\n\n"))
    pair = (example.text, other.text) if chance.random() < 0.5 else (other.text, example.text)
    also = Also(practice=other.practice, level=other.level) if other.level is not None else None
    return example.model_copy(update={"text": gap.join(pair), "also": also, "traits": None})


def _stands(example: Example) -> bool:
    return len(example.text) <= _SHORT and len(example.text.split()) >= _FEWEST


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


def _rename(text: str, chance: random.Random) -> str:
    """Names within sentences become others, the same one each time."""
    given: dict[str, str] = {}
    return _NAME.sub(lambda match: given.setdefault(match.group(), chance.choice(_NAMES)), text)


def _lower(text: str, _: random.Random) -> str:
    return text.lower().replace("'", "")


def _open(text: str, chance: random.Random) -> str:
    return chance.choice(_POLITE) + text
