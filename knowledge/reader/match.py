"""How much statements are about practices, by words and vectors, and how near they are to activities."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.entries import Index
from knowledge.reader.heads import Topics
from knowledge.reader.lexical import Lexical
from model.catalogue import Catalogue
from model.practice import Practice

Rows = NDArray[np.float32]
BEST_OF = 5
"""So many of a practice's entries speak for it."""
NEAREST = 20
"""So many examples of other practices say how near an entry is to just anything."""
SHARPNESS = 40.0
"""Turns nearness to practices into log odds."""
PENALTY = 3.0
LEAN = 4.0
"""What telling practices apart on vectors counts for a statement, beside the log odds by its words."""


class Matcher:
    """Compares vectors of statements with the catalogue's entries."""

    def __init__(self, catalogue: Catalogue, index: Index, *, topics: Topics, lexical: Lexical) -> None:
        self.practices = tuple(p.id for p in catalogue.practices)
        self._vectors = index.vectors
        self._places = [
            np.array([row for row, entry in enumerate(index.entries) if entry.practice == p], dtype=np.intp)
            for p in self.practices
        ]
        self._activities = {p.id: _rows_of(p, index) for p in catalogue.practices}
        self._commonness = _commonness(index)
        self._plane = _separate(self.practices, index, topics=topics)
        self._lexical = lexical
        column = {practice: place for place, practice in enumerate(lexical.practices)}
        self._columns = np.array([column.get(practice, -1) for practice in self.practices], dtype=np.intp)

    def words(self, texts: Sequence[str], vectors: Rows) -> Rows:
        """Log odds by the words, shape (texts, practices); of practices that the corpus lacks by nearness."""
        odds = np.stack([self._lexical.score(text) for text in texts])[:, self._columns]
        is_unknown = self._columns < 0
        return np.where(is_unknown, self._nearness(vectors), odds) if is_unknown.any() else odds

    def shares(self, texts: Sequence[str], vectors: Rows) -> Rows:
        """How much each statement is about each practice, shape (statements, practices); rows sum to 1."""
        scores = self.words(texts, vectors) + LEAN * self.lean(vectors)
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))

    def _nearness(self, vectors: Rows) -> Rows:
        """Log odds by the nearest entries of each practice, the nearest practice 0."""
        nearness = vectors @ self._vectors.T - self._commonness
        scores = SHARPNESS * np.stack([_best(nearness[:, rows], BEST_OF) for rows in self._places], axis=1)
        return np.asarray(scores - scores.max(axis=1, keepdims=True))

    def activities(self, vectors: Rows, practice: str) -> Rows:
        """The nearness of each statement to each activity, by its nearest text, (statements, activities)."""
        columns = [(vectors @ self._vectors[rows].T).max(axis=1) for rows in self._activities[practice]]
        return np.stack(columns, axis=1)

    def lean(self, vectors: Rows) -> Rows:
        """How a text leans to each practice by what tells them apart, shape (texts, practices)."""
        slopes, bias = self._plane
        return np.asarray(vectors @ slopes + bias)


def _rows_of(practice: Practice, index: Index) -> list[NDArray[np.intp]]:
    """Where the texts of each activity stand among the entries."""
    rows: dict[str, list[int]] = {a.id: [] for a in practice.activities}
    for row, entry in enumerate(index.entries):
        name = entry.id.partition("/")[0]
        if name in rows:
            rows[name].append(row)
    return [np.array(found, dtype=np.intp) for found in rows.values()]


def _separate(practices: Sequence[str], index: Index, *, topics: Topics) -> tuple[Rows, Rows]:
    """Least squares, with a penalty, from vectors to the practices that they speak of.

    Learnt from the catalogue's entries and from the sums over the corpus, all of it whatever practices are in
    question; a practice that the corpus lacks is told from the others by its entries alone.
    """
    rows = [row for row, entry in enumerate(index.entries) if entry.practice is not None]
    vectors = index.vectors[rows].astype(np.float64)
    owner = np.array([index.entries[row].practice for row in rows])
    known = {name: place for place, name in enumerate(topics.practices)}
    owned, counts = np.zeros((len(practices), vectors.shape[1])), np.zeros(len(practices))
    for place, practice in enumerate(practices):
        mine = vectors[owner == practice]
        owned[place], counts[place] = mine.sum(axis=0), len(mine)
        if practice in known:
            owned[place] += topics.owned[known[practice]]
            counts[place] += topics.counts[known[practice]]
    count = topics.count + len(vectors)
    center = (topics.total + vectors.sum(axis=0)) / count
    products = vectors.T @ vectors + topics.products - count * np.outer(center, center)
    spread = products + PENALTY * np.eye(vectors.shape[1])
    slopes = np.linalg.solve(spread, (owned - counts[:, None] * center).T)
    return slopes.astype(np.float32), (counts / count - center @ slopes).astype(np.float32)


def _commonness(index: Index) -> Rows:
    """Shape (entries,): the mean cosine of each entry to the nearest examples of other practices."""
    owner = np.array([entry.practice or "" for entry in index.entries])
    examples = np.array(
        [row for row, entry in enumerate(index.entries) if entry.kind == "example"], dtype=np.intp
    )
    cosines = index.vectors @ index.vectors[examples].T
    cosines[owner[:, None] == owner[examples][None, :]] = -1.0
    return _best(cosines, NEAREST)


def _best(rows: Rows, count: int) -> Rows:
    """The mean of the `count` highest values of each row."""
    count = min(count, rows.shape[1])
    return np.asarray(np.partition(rows, -count, axis=1)[:, -count:].mean(axis=1))
