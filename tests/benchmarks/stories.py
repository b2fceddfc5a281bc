"""Stories of two or three answers about practices of one phase: which of its practices are heard in them."""

import random
from collections.abc import Iterator, Sequence

from knowledge.library import Library
from knowledge.reader.training.corpus import Example
from model.catalogue import Catalogue

STORIES = 160
LONGEST = 600
"""Characters of an answer that becomes part of a story."""


def measure_stories(library: Library, examples: Sequence[Example]) -> dict[str, float]:
    """Of the practices heard the share that is told of, and of those told of the share that is heard."""
    right = heard = told = 0
    for text, asked, spoken in _stories(library.catalogue, examples):
        readings = library.read_story(text, asked)
        found = {practice for practice, reading in readings.items() if reading.statements}
        right, heard, told = right + len(found & spoken), heard + len(found), told + len(spoken)
    return {"stories: precision": right / max(1, heard), "stories: recall": right / max(1, told)}


def _stories(
    catalogue: Catalogue, examples: Sequence[Example]
) -> Iterator[tuple[str, tuple[str, ...], set[str]]]:
    """The text, the practices of the phase, and those that the text speaks of."""
    chance = random.Random(5)
    phases = [
        tuple(p.id for p in catalogue.practices if phase.id in {place.phase for place in p.phases})
        for phase in catalogue.phases
    ]
    fitting = [e for e in examples if e.level is not None and not e.also and len(e.text) < LONGEST]
    for _ in range(STORIES):
        asked = chance.choice(phases)
        by_practice = {e.practice: e for e in chance.sample(fitting, len(fitting)) if e.practice in asked}
        parts = list(by_practice.values())[:3]
        if len(parts) >= 2:
            yield " ".join(map(_closed, parts)), asked, {e.practice for e in parts}


def _closed(example: Example) -> str:
    """Its text as a sentence that ends."""
    text = example.text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
