"""Fits what sifts passages: texts that claim something beside passages that claim nothing of any practice."""

from collections.abc import Sequence

import numpy as np

from knowledge.reader.sift import BUCKETS, Sift, features, scale
from knowledge.reader.training.corpus import Example

STRENGTH = 10.0
"""Inverse of the penalty on the weights."""
FILLER = "filler"
"""The voice of passages that claim nothing of any practice."""


def fit_sift(examples: Sequence[Example]) -> Sift:
    """Guidance and neighbours are left out: telling those apart is the reader's work."""
    from scipy.sparse import csr_matrix  # only training pays for these two
    from sklearn.linear_model import LogisticRegression

    told = [e for e in examples if e.level is not None or e.voice == FILLER]
    rows = [features(e.text) for e in told]
    values = np.concatenate([np.full(len(row), scale(len(row))) for row in rows])
    ends = np.cumsum([0, *map(len, rows)])
    matrix = csr_matrix((values, np.concatenate(rows), ends), shape=(len(rows), BUCKETS))
    model = LogisticRegression(C=STRENGTH, max_iter=1000, class_weight="balanced")
    model.fit(matrix, [e.level is not None for e in told])
    return Sift(np.append(model.coef_[0], model.intercept_[0]).astype(np.float32))
