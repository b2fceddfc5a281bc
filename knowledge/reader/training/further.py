"""The second course: passages of real documents, beside a part of the corpus so that nothing is forgotten."""

import random
from collections.abc import Sequence

from knowledge.reader.training.corpus import Example
from knowledge.reader.training.variation import join

RATES = (5e-5, 4e-4)
"""Smaller steps than in the first course: what was learnt there should stay."""
LATER = ("tk", "tl", "ua", "ub", "ud", "ue", "ug", "uh", "ui", "va", "vb", "vc", "vd", "ve", "vf")
"""Hands that are read in this course only."""
OFTEN = 2
"""How often they are read: what they say in disguise, no other hand says."""
KEPT = 6000
"""Texts of the other hands that are read once more ..."""
JOINED = 0.5
"""... so many of them beside a text about another practice, where both are short."""
TIMES = {0: 3, 1: 2, 2: 2, 3: 4, None: 1}
"""How often a passage is read, by level: documents seldom say what is missing, and seldom what blocks."""


def mix(passages: Sequence[Example], corpus: Sequence[Example], *, seed: int) -> list[Example]:
    """What the second course reads."""
    later = [e for e in corpus if e.hand in LATER] * OFTEN
    known = [e for e in corpus if e.hand not in LATER]
    chance = random.Random(seed)
    kept = chance.sample(known, min(KEPT, len(known)))
    beside = [join(e, known, chance=chance) if chance.random() < JOINED else e for e in kept]
    return [passage for passage in passages for _ in range(TIMES[passage.level])] + beside + later
