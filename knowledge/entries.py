"""What texts are compared with: the catalogue cut into entries, and its words in plain form."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.catalogue import Catalogue
from model.practice import Practice

Vector = NDArray[np.float32]


class Entry(NamedTuple):
    """One text of the catalogue."""

    id: str
    """Unique: AML.M0007, AML.M0007/near/MLS.X03, AML.M0007/2 (level), AML.M0007.2a,
    AML.M0007.2a/e1 (evidence), AML.M0007.2a/1 (example), data-cleaning, term/poisoning."""
    practice: str | None
    """The practice that it speaks of; None for terms and phases."""
    kind: str
    """practice, near (what counts for it rather than for a neighbour), level, activity, evidence, example,
    term or phase."""
    text: str


class Index(NamedTuple):
    """What the reader compares texts with."""

    entries: tuple[Entry, ...]
    """All entries, in catalogue order."""
    vectors: NDArray[np.float32]
    """Shape (len(entries), 384), rows of length 1; not to be written to."""


def entries_of(catalogue: Catalogue) -> tuple[Entry, ...]:
    """Everything that a text may be near to, practices first, each with a text that stands alone."""
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
