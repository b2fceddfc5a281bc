"""Fits what works on frozen vectors: the traits of statements, and the sums that tell practices apart."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from knowledge.encoder import WIDTH, Encoder
from knowledge.reader.heads import LABELS, Heads, Rows, Topics
from knowledge.reader.statements import split_statements
from knowledge.reader.training.corpus import Example

STRENGTH = 3.0
"""Inverse of the penalty on the weights."""
DENIED = {"none": "denial", "plan": "plan", "past": "past", "unknown": "unknown"}


def fit_heads(examples: Sequence[Example], encoder: Encoder) -> Heads:
    """The heads of the traits and the topics."""
    vectors = np.round(encoder.encode([e.text for e in examples]), 4)
    marked = [row for row, e in enumerate(examples) if e.traits]
    stated = list(_statements([examples[row] for row in marked]))
    clauses = np.round(encoder.encode([text for text, _ in stated]), 4)
    rows = np.vstack([vectors[marked], clauses])
    weights = {}
    for trait, labels in LABELS.items():
        known = [examples[row].label(trait) for row in marked]
        if trait == "says":
            given = known + [says for _, says in stated]
            weights[trait] = _logistic(rows, [labels.index(g) for g in given], size=len(labels))
        else:
            weights[trait] = _logistic(vectors[marked], [labels.index(g) for g in known], size=len(labels))
    return Heads(weights, _topics(examples, vectors))


def _statements(examples: Sequence[Example]) -> Iterator[tuple[str, str]]:
    """The clauses of which it is marked what they do: those that hold the words for an activity."""
    for example in examples:
        pieces = split_statements(example.text)
        for coverage, words in (example.acts or {}).values():
            start = example.text.find(words) if words else -1
            held = [p for p in pieces if p.quotation.start <= start < p.quotation.end]
            if held and len(pieces) > 1:
                said = "fact" if example.says in ("plan", "past", "denial") else example.says
                yield held[0].context, DENIED.get(coverage, said)


def _topics(examples: Sequence[Example], vectors: Rows) -> Topics:
    claiming = [row for row, e in enumerate(examples) if e.level is not None]
    practices = tuple(sorted({examples[row].practice for row in claiming}))
    counted = vectors[claiming].astype(np.float64)
    owned = np.zeros((len(practices), WIDTH))
    counts = np.zeros(len(practices))
    for row in claiming:
        place = practices.index(examples[row].practice)
        owned[place] += vectors[row]
        counts[place] += 1
    sums: Mapping[str, np.ndarray] = {
        "total": counted.sum(axis=0),
        "products": counted.T @ counted,
        "owned": owned,
        "counts": counts,
    }
    single = {name: rows.astype(np.float32) for name, rows in sums.items()}
    return Topics(practices=practices, count=len(claiming), **single)


def _logistic(rows: Rows, labels: Sequence[int], *, size: int) -> Rows:
    """Weights of shape (features + 1, size); a label that never occurs gets no chance."""
    from sklearn.linear_model import LogisticRegression  # only training pays its second

    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit(rows.astype(np.float64), np.array(labels))
    slopes, biases = model.coef_, model.intercept_
    if len(model.classes_) == 2:
        slopes, biases = np.vstack([-slopes / 2, slopes / 2]), np.concatenate([-biases / 2, biases / 2])
    weights = np.zeros((rows.shape[1] + 1, size), dtype=np.float32)
    weights[-1] = -30.0
    for place, label in enumerate(model.classes_):
        weights[:-1, label], weights[-1, label] = slopes[place], biases[place]
    return weights
