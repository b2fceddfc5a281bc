"""Counts which words are usual for which practice, in texts that claim something of it."""

from collections.abc import Sequence

import numpy as np

from knowledge.reader.stems import BUCKETS, buckets
from knowledge.reader.training.corpus import Example
from knowledge.reader.vocabulary import Vocabulary

FEWEST = 8
"""Texts that must have a stem before it says anything."""
SEEN, FLOOR = 0.2, 0.002
"""Added to counts, and to the middling share, so that rare stems don't weigh too much."""


def fit_vocabulary(examples: Sequence[Example]) -> Vocabulary:
    """Beside the middling practice, since a few neighbours may share what is usual for them."""
    told = [e for e in examples if e.level is not None]
    practices = tuple(sorted({e.practice for e in told}))
    rows = {practice: row for row, practice in enumerate(practices)}
    counts = np.zeros((len(practices), BUCKETS))
    texts = np.zeros((len(practices), 1))
    for example in told:
        counts[rows[example.practice], buckets(example.text)] += 1
        texts[rows[example.practice]] += 1
    shares = (counts + SEEN) / (texts + 2 * SEEN)
    weights = np.log(shares / (np.median(shares, axis=0) + FLOOR))
    weights[:, counts.sum(axis=0) < FEWEST] = 0
    return Vocabulary(practices, np.maximum(0, np.round(weights, 2)).astype(np.float16))
