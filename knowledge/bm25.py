"""BM25, exact and small."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.entries import words

K1 = 1.2
B = 0.75


class Bm25:
    """Okapi BM25 over a fixed list of texts.

    score(q, d) = sum over the distinct words w of q that occur in d of
        ln(1 + (N - n(w) + 0.5) / (n(w) + 0.5))
        * f(w, d) * (k1 + 1) / (f(w, d) + k1 * (1 - b + b * |d| / avg|d|))
    with N texts, n(w) of them with w, f(w, d) times w in d, |d| words in d, k1 = 1.2, b = 0.75.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._size = len(texts)
        counted = [Counter(words(text)) for text in texts]
        lengths = np.array([counts.total() for counts in counted], dtype=np.float64)
        damping = K1 * (1 - B + B * lengths / (lengths.mean() or 1.0)) if len(texts) else lengths
        places: dict[str, list[tuple[int, int]]] = {}
        for number, counts in enumerate(counted):
            for word, times in counts.items():
                places.setdefault(word, []).append((number, times))
        self._postings = {word: self._weigh(found, damping) for word, found in places.items()}

    def scores(self, query: str) -> NDArray[np.float64]:
        """Shape (number of texts,): the score of each text, 0 where no word is shared."""
        scores = np.zeros(self._size, dtype=np.float64)
        for word in set(words(query)):
            if word in self._postings:
                rows, weights = self._postings[word]
                scores[rows] += weights
        return scores

    def _weigh(
        self, found: list[tuple[int, int]], damping: NDArray[np.float64]
    ) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        """The rows that have a word, and what the word adds to each."""
        rows = np.array([row for row, _ in found], dtype=np.intp)
        times = np.array([count for _, count in found], dtype=np.float64)
        rarity = np.log(1 + (self._size - len(found) + 0.5) / (len(found) + 0.5))
        return rows, rarity * times * (K1 + 1) / (times + damping[rows])
