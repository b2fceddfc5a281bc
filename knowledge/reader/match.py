"""How near statements are to practices, levels and activities of the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.entries import Entry, Index
from model.catalogue import Catalogue
from model.practice import Practice

Rows = NDArray[np.float32]
BEST_OF = 5
"""So many of a practice's entries speak for it."""
NEAREST = 20
"""So many examples of other practices say how near an entry is to just anything."""
SHARPNESS = 40.0
"""Turns nearness to practices into shares."""
PENALTY = 3.0
STRONGEST = 4
"""So many of a level's entries speak for it."""


@dataclass(frozen=True)
class _Places:
    """Where the entries of one practice stand among all."""

    whole: NDArray[np.intp]
    levels: tuple[NDArray[np.intp], ...]
    activities: tuple[NDArray[np.intp], ...]


class Matcher:
    """Compares vectors of statements with the catalogue's entries."""

    def __init__(self, catalogue: Catalogue, index: Index) -> None:
        self.practices = tuple(p.id for p in catalogue.practices)
        self._vectors = index.vectors
        self._places = {p.id: _places(p, index.entries) for p in catalogue.practices}
        self._commonness = _commonness(index)
        self._plane = _separate(self.practices, index)

    def cosines(self, vectors: Rows) -> Rows:
        """Shape (statements, entries)."""
        return np.asarray(vectors @ self._vectors.T)

    def shares(self, cosines: Rows) -> Rows:
        """How much each statement is about each practice, shape (statements, practices); rows sum to 1."""
        nearness = cosines - self._commonness
        columns = [_best(nearness[:, self._places[p].whole], BEST_OF) for p in self.practices]
        scores = SHARPNESS * np.stack(columns, axis=1)
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))

    def lean(self, vectors: Rows) -> Rows:
        """How a text leans to each practice by what tells them apart, shape (texts, practices)."""
        slopes, bias = self._plane
        return np.asarray(vectors @ slopes + bias)

    def activities(self, cosines: Rows, practice: str) -> Rows:
        """The nearness of each statement to each activity, shape (statements, activities)."""
        columns = [cosines[:, rows].max(axis=1) for rows in self._places[practice].activities]
        return np.stack(columns, axis=1)

    def level_row(self, cosines: Rows, whole: Rows, *, practice: str) -> Rows:
        """What the head of the level sees of the match, from statements and the whole text (1, entries)."""
        places = self._places[practice]
        near = self.activities(cosines, practice).max(axis=0)
        parts: list[NDArray[np.float32]] = []
        for nearness in (cosines, whole):
            found = [nearness[:, rows].max(axis=0) for rows in places.levels]
            most = np.array([x.max() for x in found])
            mean = np.array([np.sort(x)[-STRONGEST:].mean() for x in found])
            parts += [most - most.mean(), mean - mean.mean(), most.mean(keepdims=True)]
        parts += [np.array([near[rows].mean(), near[rows].min()]) for rows in self._by_level(practice)]
        return np.concatenate(parts).astype(np.float32)

    def _by_level(self, practice: str) -> Sequence[NDArray[np.intp]]:
        levels = self._places[practice].levels
        activities = self._places[practice].activities
        belongs = [next(n for n, rows in enumerate(levels) if a[0] in rows) for a in activities]
        return [np.flatnonzero(np.array(belongs) == n) for n in range(len(levels))]


def _places(practice: Practice, entries: Sequence[Entry]) -> _Places:
    mine = [(row, entry) for row, entry in enumerate(entries) if entry.practice == practice.id]
    of_activity = {
        a.id: np.array([row for row, entry in mine if entry.id.partition("/")[0] == a.id], dtype=np.intp)
        for a in practice.activities
    }
    statements = {entry.id: row for row, entry in mine if entry.kind == "level"}
    levels = tuple(
        np.concatenate(
            [[statements[f"{practice.id}/{level.level}"]], *(of_activity[a.id] for a in level.activities)]
        )
        for level in practice.levels
    )
    whole = np.array([row for row, _ in mine], dtype=np.intp)
    return _Places(whole, levels, tuple(of_activity.values()))


def _separate(practices: Sequence[str], index: Index) -> tuple[Rows, Rows]:
    """Least squares from the entries' vectors to the practices that they speak of, with a penalty."""
    rows = [row for row, entry in enumerate(index.entries) if entry.practice is not None]
    owner = [index.entries[row].practice for row in rows]
    vectors = index.vectors[rows].astype(np.float64)
    wanted = np.array([[float(name == practice) for practice in practices] for name in owner])
    center = vectors.mean(axis=0)
    spread = (vectors - center).T @ (vectors - center) + PENALTY * np.eye(vectors.shape[1])
    slopes = np.linalg.solve(spread, (vectors - center).T @ (wanted - wanted.mean(axis=0)))
    return slopes.astype(np.float32), (-center @ slopes).astype(np.float32)


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
