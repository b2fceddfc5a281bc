"""Fits what the words of texts that claim something say of practices."""

from collections.abc import Sequence

import numpy as np

from knowledge.reader.lexical import Lexical
from knowledge.reader.stems import BUCKETS, buckets
from knowledge.reader.training.corpus import Example

FEWEST = 3
"""Texts that must have a stem before it counts."""
PENALTY = 5e-6
ROUNDS = 12


def fit_lexical(examples: Sequence[Example], *, seed: int) -> Lexical:
    """One practice against all others: what several share in words speaks for each of them."""
    from scipy.sparse import csr_matrix  # only training pays for these two
    from sklearn.linear_model import SGDClassifier

    told = [e for e in examples if e.level is not None]
    practices = tuple(sorted({e.practice for e in told}))
    rows = [np.array(buckets(e.text), dtype=np.intp) for e in told]
    seen = np.bincount(np.concatenate(rows), minlength=BUCKETS)
    rarity = np.where(seen < FEWEST, 0, np.log((1 + len(told)) / (1 + seen)) + 1).astype(np.float16)
    values = [rarity[row].astype(np.float32) for row in rows]
    scaled = [v / (np.sqrt((v**2).sum()) or 1.0) for v in values]
    ends = np.cumsum([0, *map(len, rows)])
    matrix = csr_matrix((np.concatenate(scaled), np.concatenate(rows), ends), shape=(len(told), BUCKETS))
    model = SGDClassifier(loss="log_loss", alpha=PENALTY, max_iter=ROUNDS, tol=None, random_state=seed)
    model.fit(matrix, [e.practice for e in told])
    return Lexical.of(practices, model.coef_.T, bias=model.intercept_, rarity=rarity)
