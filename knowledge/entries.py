"""What can be found: the catalogue cut into entries, the door to them, and a fake for tests."""

import re
from collections.abc import Iterator
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from model.catalogue import Catalogue
from model.practice import Practice

Vector = NDArray[np.float32]


class Entry(NamedTuple):
    """One text of the catalogue that can be found."""

    id: str
    """Unique: AML.M0007, AML.M0007/near/MLS.X03, AML.M0007/2 (level), AML.M0007.2a,
    AML.M0007.2a/e1 (evidence), AML.M0007.2a/1 (example), data-cleaning, term/poisoning."""
    practice: str | None
    """The practice that it speaks of; None for terms and phases."""
    kind: str
    """practice, near (what counts for it rather than for a neighbour), level, activity, evidence, example,
    term or phase."""
    text: str


class Hit(NamedTuple):
    """An entry and how near it is."""

    entry: Entry
    dense: float
    """Cosine of the vectors, -1 to 1."""
    sparse: float
    """BM25, 0 when no word is shared."""
    score: float
    """Both together; hits are ordered by it."""


class Placing(NamedTuple):
    """A practice and how much a text seems to be about it."""

    practice: str
    score: float
    """0 to 1, all of a ranking sum to 1; flat when the text is about none of them."""


class Index(Protocol):
    """What finds entries and practices."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in catalogue order."""
        ...

    @property
    def vectors(self) -> NDArray[np.float32]:
        """Shape (len(entries), 384), rows of length 1; not to be written to."""
        ...

    def search(self, query: str, k: int, *, kinds: frozenset[str] | None = None) -> tuple[Hit, ...]:
        """The best `k` entries, best first; of these kinds only when kinds are given."""
        ...

    def practice_scores(self, query: str, vector: Vector | None = None) -> tuple[Placing, ...]:
        """All practices, best first; with the query's vector (384,) at hand nothing is encoded."""
        ...


def entries_of(catalogue: Catalogue) -> tuple[Entry, ...]:
    """Everything that can be found, practices first, each with a text that stands alone."""
    practices = [entry for practice in catalogue.practices for entry in _of_practice(catalogue, practice)]
    phases = [Entry(phase.id, None, "phase", f"{phase.name}. {phase.summary}") for phase in catalogue.phases]
    terms = [
        Entry(f"term/{term.name}", None, "term", f"{', '.join((term.name, *term.aliases))}: {term.meaning}")
        for term in catalogue.terms
    ]
    return (*practices, *phases, *terms)


def words(text: str) -> list[str]:
    """The words of a text in plain form: lower case, without endings of plural and tense."""
    return [_ENDING.sub("", word) for word in _WORD.findall(text.casefold()) if word not in _COMMON]


class FakeIndex:
    """Shared words instead of vectors and BM25; nothing is loaded."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.entries = entries_of(catalogue)
        self.vectors: NDArray[np.float32] = np.zeros((len(self.entries), 384), dtype=np.float32)

    def search(self, query: str, k: int, *, kinds: frozenset[str] | None = None) -> tuple[Hit, ...]:
        """The entries that share most words with the query."""
        hits = [self._hit(entry, query) for entry in self.entries if kinds is None or entry.kind in kinds]
        return tuple(sorted(hits, key=lambda hit: -hit.score)[:k])

    def practice_scores(self, query: str, vector: Vector | None = None) -> tuple[Placing, ...]:
        """Each practice by its best entry."""
        best: dict[str, float] = {}
        for entry in self.entries:
            if entry.practice:
                best[entry.practice] = max(best.get(entry.practice, 0.0), self._hit(entry, query).score)
        total = sum(best.values()) or 1.0
        ranking = sorted(best.items(), key=lambda item: (-item[1], item[0]))
        return tuple(Placing(practice, score / total) for practice, score in ranking)

    def _hit(self, entry: Entry, query: str) -> Hit:
        asked, there = set(words(query)), set(words(entry.text))
        share = len(asked & there) / (len(asked | there) or 1)
        return Hit(entry, share, share, share)


_WORD = re.compile(r"[^\W_]+")
_ENDING = re.compile(r"(?<=\w{3})(?:ings?|ed|es|s|e)$")
_COMMON = frozenset(
    """a an and are as at be been but by do does for from had has have how i if in into is it its of on or our
    so than that the their them then there these they this to was we were what when which who will with
    you your""".split()  # noqa: SIM905 - a list of a hundred words is no easier to read
)


def _of_practice(catalogue: Catalogue, practice: Practice) -> Iterator[Entry]:
    names = ", ".join((practice.name, *practice.aliases))
    yield Entry(practice.id, practice.id, "practice", f"{names}. {practice.summary} {practice.question}")
    for pair in catalogue.near_to(practice.id):
        counts = pair.first if pair.practices[0] == practice.id else pair.second
        yield Entry(f"{practice.id}/near/{pair.other(practice.id)}", practice.id, "near", counts)
    for level in practice.levels:
        yield Entry(f"{practice.id}/{level.level}", practice.id, "level", level.statement)
    for activity in practice.activities:
        yield Entry(activity.id, practice.id, "activity", activity.text)
        for number, evidence in enumerate(activity.evidence, start=1):
            yield Entry(f"{activity.id}/e{number}", practice.id, "evidence", evidence)
        for number, example in enumerate(activity.examples, start=1):
            yield Entry(f"{activity.id}/{number}", practice.id, "example", example)
