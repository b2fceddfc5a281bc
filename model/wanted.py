"""Which documents would settle most: one kind of document for each activity that is claimed only, or open."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from model.assessment import State
from model.catalogue import Catalogue
from model.deeds import EvidenceGiven
from model.evidence import Assurance, DocumentKind
from model.practice import Activity, Practice
from model.proof import proof_of, unproved
from model.scoring import PracticeScore, score

NEAR = timedelta(days=60)
"""So long before its date a proof is to be refreshed."""
OTHER = DocumentKind(id="other", name="Another document", examples="–", proves=Assurance.DOCUMENTED, signs=())
"""What none of the catalogue's kinds knows."""


@dataclass(frozen=True)
class Need:
    """An activity that carries a level, or would, and that no document proves."""

    practice: str
    level: int
    activity: Activity
    is_open: bool
    """Nobody knows, or nobody was asked; else it was said."""
    systems: tuple[str, ...] = ()
    """The systems of which a proof is missing; none named where it is not counted over systems."""


@dataclass(frozen=True)
class Settled:
    """A need, and what in a document would settle it."""

    need: Need
    evidence: str


@dataclass(frozen=True)
class Wanted:
    """A kind of document with all that it would settle."""

    kind: DocumentKind
    settles: tuple[Settled, ...]

    @property
    def practices(self) -> tuple[str, ...]:
        """The practices that it is about."""
        return tuple(dict.fromkeys(settled.need.practice for settled in self.settles))


@dataclass(frozen=True)
class Refresh:
    """A proof whose date has passed, or soon will have."""

    given: EvidenceGiven
    is_past: bool


def wanted(state: State, catalogue: Catalogue, *, on: date | None = None) -> tuple[Wanted, ...]:
    """Kinds of documents by how much they settle, those before others of which one file may do for several.

    Needs are what carries the earned level and is claimed only, and what is open up to the target; each
    stands with the kind that settles most beside it.
    """
    card = score(state, catalogue, on=on)
    needs = [
        need
        for scored in card.practices
        if scored.applicable
        for need in _needs(state, catalogue.practice(scored.id), scored=scored, on=on or state.today)
    ]
    offers = {need: dict(_offers(need.activity, catalogue.documents)) for need in needs}
    order = {kind.id: place for place, kind in enumerate((*catalogue.documents, OTHER))}
    found = []
    while offers:
        kind = _best(offers, order)
        here = {need: of[kind] for need, of in offers.items() if kind in of}
        offers = {need: of for need, of in offers.items() if need not in here}
        found.append(Wanted(kind, tuple(Settled(need, words) for need, words in here.items())))
    return tuple(sorted(found, key=lambda w: (not w.kind.serves_several, -len(w.settles), order[w.kind.id])))


def _needs(state: State, practice: Practice, *, scored: PracticeScore, on: date) -> Iterator[Need]:
    stands, systems, earned = state.practice(practice.id), scored.systems, int(scored.earned.low)
    for activity in practice.activities:
        level, span = practice.level_of(activity.id), scored.spans[activity.id]
        if level <= earned:
            if proof_of(stands, activity, systems=systems, on=on) is Assurance.CLAIMED:
                lacking = unproved(stands, activity, systems=systems, on=on)
                yield Need(practice.id, level, activity, is_open=False, systems=lacking)
        elif level <= scored.target and (span.unknown or span.not_asked):
            yield Need(practice.id, level, activity, is_open=True)


def _offers(activity: Activity, kinds: Sequence[DocumentKind]) -> Iterator[tuple[DocumentKind, str]]:
    """The kinds of document that would show an activity, each with what it must hold."""
    for words in reversed(activity.evidence):
        yield kind_of(words, kinds), words


def kind_of(evidence: str, kinds: Sequence[DocumentKind]) -> DocumentKind:
    """The kind whose sign comes first in the words."""
    places = {kind: place for kind in kinds if (place := kind.sign_in(evidence))}
    return min(places, key=lambda kind: places[kind], default=OTHER)


def _best(offers: Mapping[Need, Mapping[DocumentKind, str]], order: Mapping[str, int]) -> DocumentKind:
    """The kind that settles most of what is left with one file; of several, the one that proves it best."""
    counts: dict[DocumentKind, int] = defaultdict(int)
    for of in offers.values():
        for kind in of:
            counts[kind] += 1
    return max(counts, key=lambda k: (k.serves_several, counts[k], k.proves.rank, -order[k.id]))


def to_refresh(state: State, practices: Sequence[Practice], *, on: date) -> tuple[Refresh, ...]:
    """The proofs whose date has passed or is near, the oldest first."""
    found = [
        (until, Refresh(given, is_past=until < on))
        for practice in practices
        for given in state.practice(practice.id).evidence
        if (until := given.citation.valid_until) and until <= on + NEAR
    ]
    return tuple(refresh for _, refresh in sorted(found, key=lambda row: row[0]))
