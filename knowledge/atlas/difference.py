"""What changed from one ATLAS release to another, by id: names change, ids don't."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.threat import CaseStudy, Mitigation, Release, Tactic, Technique

Thing = Tactic | Technique | Mitigation | CaseStudy
Edge = tuple[str, str]


@dataclass(frozen=True)
class OtherName:
    """An id with another name."""

    id: str
    before: str
    after: str


@dataclass(frozen=True)
class Retired:
    """An id that is gone, and the one that took it in, where that is known."""

    id: str
    successor: str | None


@dataclass(frozen=True)
class Changed:
    """A fact of an id that both releases state differently."""

    id: str
    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Differences:
    """What changed among the things of one kind."""

    new: tuple[str, ...]
    renamed: tuple[OtherName, ...]
    retired: tuple[Retired, ...]
    changed: tuple[Changed, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.new or self.renamed or self.retired or self.changed)


@dataclass(frozen=True)
class ReleaseDifference:
    """What changed between two releases."""

    before: str
    after: str
    tactics: Differences
    techniques: Differences
    mitigations: Differences
    studies: Differences
    added: tuple[Edge, ...]
    """Mitigation and technique, where the answer is new."""
    removed: tuple[Edge, ...]

    @property
    def moved(self) -> frozenset[str]:
        """The mitigations that answer other techniques now, or are new, or are gone."""
        edges = {mitigation for mitigation, _ in (*self.added, *self.removed)}
        gone = {r.id for r in self.mitigations.retired}
        return frozenset(edges | gone | set(self.mitigations.new))


def compare(
    before: Release, after: Release, *, successors: Mapping[str, str] | None = None
) -> ReleaseDifference:
    """What changed; `successors` says where ids known to be retired went."""
    known = successors or {}
    before, after = _stated(before), _stated(after)
    edges_before, edges_after = _edges(before), _edges(after)
    return ReleaseDifference(
        before=before.version,
        after=after.version,
        tactics=_compare(before.tactics, after.tactics, known=known),
        techniques=_compare(before.techniques, after.techniques, known=known),
        mitigations=_compare(before.mitigations, after.mitigations, known=known),
        studies=_compare(before.studies, after.studies, known=known),
        added=tuple(sorted(edges_after - edges_before)),
        removed=tuple(sorted(edges_before - edges_after)),
    )


def _stated(release: Release) -> Release:
    """What the release itself states: without mitigations that are known from elsewhere by name only."""
    stated = tuple(m for m in release.mitigations if m.techniques is not None)
    return release.model_copy(update={"mitigations": stated})


def _edges(release: Release) -> set[Edge]:
    return {(m.id, t) for m in release.mitigations for t in m.techniques or ()}


def _compare(before: Sequence[Thing], after: Sequence[Thing], *, known: Mapping[str, str]) -> Differences:
    old, new = ({x.id: x for x in side} for side in (before, after))
    stayed = [(old[i], new[i]) for i in sorted(old.keys() & new.keys())]
    return Differences(
        new=tuple(sorted(new.keys() - old.keys())),
        renamed=tuple(OtherName(a.id, a.name, b.name) for a, b in stayed if a.name != b.name),
        retired=tuple(Retired(i, known.get(i)) for i in sorted(old.keys() - new.keys())),
        changed=tuple(change for a, b in stayed for change in _changes(a, b)),
    )


def _changes(before: Thing, after: Thing) -> Iterator[Changed]:
    """The facts that both state and state differently; what only one states is no change."""
    for name, fact in _FACTS[type(before)].items():
        was, now = fact(before), fact(after)
        if was and now and was != now:
            yield Changed(before.id, name, was, now)


def _each(name: str) -> Callable[[Any], list[str]]:
    """A list of labels whose order means nothing."""
    return lambda thing: sorted(getattr(thing, name))


_FACTS: dict[type, dict[str, Callable[[Any], Any]]] = {
    Tactic: {},
    Technique: {
        "tactics": _each("tactics"),
        "maturity": lambda t: t.maturity and t.maturity.value,
        "platforms": _each("platforms"),
    },
    Mitigation: {"categories": _each("categories"), "lifecycle": _each("lifecycle")},
    CaseStudy: {
        "kind": lambda s: s.kind.value,
        "date": lambda s: s.when,
        "steps": lambda s: [f"{step.technique} ({step.tactic})" for step in s.steps],
    },
}
