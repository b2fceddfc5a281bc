"""Simpler readers to compare with: plain cosine, BM25, and logistic regression on frozen vectors."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.bm25 import Bm25
from knowledge.encoder import Encoder
from knowledge.entries import Entry
from knowledge.reader.training.corpus import Example
from model.catalogue import Catalogue

Scores = NDArray[np.float64]


class Rival(Protocol):
    """A way to read a text."""

    def levels(self, example: Example) -> Scores:
        """(4,): what speaks for each level of the example's own practice."""
        ...

    def practices(self, example: Example) -> Scores:
        """(practices,): what speaks for each practice, in the order of the catalogue."""
        ...


class Nearest:
    """The level whose description is nearest, and the practice one of whose entries is."""

    def __init__(self, catalogue: Catalogue, entries: Sequence[Entry]) -> None:
        self._place = {entry.id: row for row, entry in enumerate(entries)}
        self._rows = [
            [row for row, entry in enumerate(entries) if entry.practice == practice.id]
            for practice in catalogue.practices
        ]

    def scores(self, text: str) -> Scores:
        """(entries,): how near each entry is."""
        raise NotImplementedError

    def levels(self, example: Example) -> Scores:
        """No entry describes level 0, so it is never chosen."""
        scores = self.scores(example.text)
        return np.array([-1.0, *(scores[self._place[f"{example.practice}/{n}"]] for n in (1, 2, 3))])

    def practices(self, example: Example) -> Scores:
        """By the best entry."""
        scores = self.scores(example.text)
        return np.array([scores[rows].max() for rows in self._rows])


class NearestByMeaning(Nearest):
    """Cosine of the frozen encoder's vectors."""

    def __init__(self, catalogue: Catalogue, entries: Sequence[Entry], *, encoder: Encoder) -> None:
        super().__init__(catalogue, entries)
        self._encoder = encoder
        self._vectors = encoder.encode([entry.text for entry in entries])

    def scores(self, text: str) -> Scores:
        """Cosines."""
        return np.asarray(self._vectors @ self._encoder.encode([text])[0], dtype=np.float64)


class NearestByWords(Nearest):
    """BM25."""

    def __init__(self, catalogue: Catalogue, entries: Sequence[Entry]) -> None:
        super().__init__(catalogue, entries)
        self._bm25 = Bm25([entry.text for entry in entries])

    def scores(self, text: str) -> Scores:
        """BM25 of each entry."""
        return self._bm25.scores(text)


class Frozen:
    """Logistic regression on the frozen vector of the whole text, fitted on the same corpus as the reader."""

    def __init__(self, catalogue: Catalogue, corpus: Sequence[Example], *, encoder: Encoder) -> None:
        from sklearn.linear_model import LogisticRegression  # a second, and only for this comparison

        claiming = [e for e in corpus if e.level is not None]
        vectors = encoder.encode([e.text for e in claiming])
        self._encoder = encoder
        self._level = LogisticRegression(C=3.0, max_iter=2000).fit(vectors, [e.level for e in claiming])
        self._practice = LogisticRegression(C=3.0, max_iter=2000).fit(vectors, [e.practice for e in claiming])
        known = {name: column for column, name in enumerate(self._practice.classes_)}
        self._columns = [known[p.id] for p in catalogue.practices]

    def levels(self, example: Example) -> Scores:
        """Log chances."""
        return np.asarray(self._level.predict_log_proba(self._encoder.encode([example.text]))[0])

    def practices(self, example: Example) -> Scores:
        """Log chances."""
        found = self._practice.predict_log_proba(self._encoder.encode([example.text]))[0]
        return np.asarray(found[self._columns])


def figures_of(rival: Rival, examples: Sequence[Example], order: Mapping[str, int]) -> dict[str, float]:
    """Exact, kappa, top-1 and top-3 over what claims something."""
    from knowledge.reader.training.measure import quadratic_kappa  # not needed to define a rival

    claiming = [e for e in examples if e.level is not None]
    true = np.array([e.level for e in claiming], dtype=np.intp)
    best = np.array([int(rival.levels(e).argmax()) for e in claiming])
    ranked = [np.argsort(-rival.practices(e), kind="stable") for e in claiming]
    places = np.array([list(r).index(order[e.practice]) for r, e in zip(ranked, claiming, strict=True)])
    return {
        "exact": float((best == true).mean()),
        "qwk": quadratic_kappa(best, true),
        "practice top-1": float((places == 0).mean()),
        "practice top-3": float((places < 3).mean()),
    }
