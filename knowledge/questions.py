"""Free questions: which practices "how do I stop somebody cloning my model?" is about."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.bm25 import Bm25
from knowledge.encoder import Encoder
from knowledge.entries import Entry
from knowledge.index import Known, cached_vectors
from knowledge.passages import PassageStore
from model.catalogue import Catalogue
from model.practice import Practice
from model.threat import Effect

# The numbers were fitted on the questions of two hands, which no measurement uses; OUTSIDE_SHARE and FLOOR
# on `outside.yaml` as well, each of its questions compared with the others.
BEST_OF = 6
"""So many of a practice's passages speak for it."""
WORDS_SHARE = 0.4 / 15
"""What a point of BM25 counts beside the cosine: an absolute measure, so that a short question in which only
common words are shared does not make the best of them look like a find."""
HUB_SHARE = 0.7
"""How much a passage that is near to everything is held back."""
NEAREST = 20
"""So many spoken passages of other practices say how near that is."""
OUTSIDE = 3
"""So many questions from outside say how near a question is to what is about no practice."""
OUTSIDE_SHARE = 0.5
"""What nearness to them takes from nearness to the passages."""
FLOOR = 0.26
"""A question for which less is left is about none."""


Asked = Mapping[str, Sequence[str]]
"""By practice, questions that people ask about it."""


class Likeness(NamedTuple):
    """A text that a question may resemble."""

    practice: str
    kind: str
    text: str


SPOKEN = frozenset({"asked", "question", "example"})
"""Kinds that sound like people; being near to these in general says nothing."""


class Questions:
    """Ranks practices by the passages that a question is nearest to."""

    def __init__(
        self,
        catalogue: Catalogue,
        asked: Asked,
        *,
        outside: Sequence[str],
        search: tuple[Encoder, Known],
        cache: Path | None = None,
    ) -> None:
        encoder, known = search
        passages = tuple(passages_of(catalogue, asked, entries=known[0]))
        self._encoder = encoder
        self._words = Bm25([p.text for p in passages])
        vectors = _vectors(passages, encoder, known=known, cache=cache)
        self._store = PassageStore(encoder)
        self._store.add_texts([p.text for p in passages], vectors=vectors)
        self._outside = cached_vectors(outside, encoder, cache=cache)
        owners = np.array([p.practice for p in passages])
        self._rows = {p.id: np.flatnonzero(owners == p.id) for p in catalogue.practices}
        self._held_back = HUB_SHARE * _nearness(passages, vectors)

    def answer(self, question: str) -> tuple[str, ...]:
        """All practices, best first, ties in catalogue order; none where the question is about none."""
        vector = self._encoder.encode([question])[0]
        near = self._store.cosines(vector)
        if _best(near, BEST_OF) - OUTSIDE_SHARE * _best(self._outside @ vector, OUTSIDE) < FLOOR:
            return ()
        fused = near - self._held_back + WORDS_SHARE * self._words.scores(question)
        scores = {p: _best(fused[rows], BEST_OF) for p, rows in self._rows.items() if len(rows)}
        return tuple(sorted(scores, key=lambda practice: -scores[practice]))


def _best(values: NDArray[np.floating[Any]], count: int) -> float:
    """The mean of the `count` highest."""
    return float(np.sort(values)[-count:].mean())


def passages_of(catalogue: Catalogue, asked: Asked, *, entries: Sequence[Entry]) -> Iterator[Likeness]:
    """Names, texts, examples, questions asked, neighbours, attacks answered and crosswalks, by practice."""
    known = {p.id for p in catalogue.practices}
    for entry in entries:
        if entry.practice in known:
            yield Likeness(entry.practice or "", entry.kind, entry.text)
    for practice in catalogue.practices:
        yield from _of_practice(practice)
        yield from (Likeness(practice.id, "asked", text) for text in asked.get(practice.id, ()))
        yield from _attacks(catalogue, practice.id)
    items = {(f.id, item): name for f in catalogue.frameworks for item, name in f.items.items()}
    for row in catalogue.crossings:
        yield Likeness(row.practice, "crosswalk", f"{items[row.framework, row.item]}: {row.reason}")


def _of_practice(practice: Practice) -> Iterator[Likeness]:
    yield Likeness(practice.id, "name", ", ".join((practice.name, *practice.aliases)))
    yield Likeness(practice.id, "why", practice.why)
    for question in (practice.question, practice.rephrased, *(a.question for a in practice.activities)):
        yield Likeness(practice.id, "question", question)


def _attacks(catalogue: Catalogue, practice: str) -> Iterator[Likeness]:
    """The techniques on which a practice has an effect."""
    effect = catalogue.effect_of(practice)
    for technique_id in catalogue.answered_by(practice) or ():
        technique = catalogue.threats.technique(technique_id) if catalogue.threats else None
        if technique and effect and effect.on(technique_id) is not Effect.INFORMS:
            yield Likeness(practice, "technique", f"{technique.name}. {technique.summary}")


def _vectors(
    passages: tuple[Likeness, ...], encoder: Encoder, *, known: Known, cache: Path | None
) -> NDArray[np.float32]:
    """Shape (passages, 384): those that are known as they are, the others from the cache."""
    entries, vectors = known
    rows = {entry.text: row for row, entry in enumerate(entries)}
    fresh = tuple(dict.fromkeys(p.text for p in passages if p.text not in rows))
    made = cached_vectors(fresh, encoder, cache=cache)
    places = {text: place for place, text in enumerate(fresh)}
    return np.stack([vectors[rows[p.text]] if p.text in rows else made[places[p.text]] for p in passages])


def _nearness(passages: tuple[Likeness, ...], vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """Shape (passages,): the mean cosine of each to the nearest spoken passages of other practices."""
    owners = np.array([p.practice for p in passages])
    spoken = np.flatnonzero([p.kind in SPOKEN for p in passages])
    cosines = vectors @ vectors[spoken].T
    cosines[owners[:, None] == owners[spoken][None, :]] = -1.0
    count = min(NEAREST, cosines.shape[1])
    nearest = np.partition(cosines, -count, axis=1)[:, -count:]
    return np.asarray(np.where(nearest > -1.0, nearest, 0.0).mean(axis=1), dtype=np.float64)
