"""A catalogue that goes by another ATLAS release: ids stay, names and links are the release's."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from model.assessment import Act, State
from model.catalogue import Catalogue
from model.fold import fold
from model.practice import Practice
from model.threat import CaseStudy, Release, Tactic, Technique

Thing = TypeVar("Thing", Tactic, Technique, CaseStudy)
_OURS: Mapping[type, tuple[str, ...]] = {
    Tactic: ("summary",),
    Technique: ("summary", "aliases"),
    CaseStudy: ("summary", "lesson", "traits"),
}
"""What we say of a thing, which a release's own facts lack."""


def adopt(catalogue: Catalogue, release: Release | None) -> Catalogue:
    """The catalogue under a release; a practice whose links it has is provisional no longer."""
    if release is None:
        return catalogue
    practices = tuple(_under(p, release) for p in catalogue.practices)
    threats = _with_our_words(release, catalogue.threats) if catalogue.threats else release
    changes = {"atlas": release.version, "threats": threats, "practices": practices}
    return catalogue.model_copy(update=changes)


def catalogue_at(acts: Iterable[Act], opened_with: Catalogue) -> Catalogue:
    """The catalogue that an assessment goes by after these acts, from the one that it was opened with."""
    return adopt(opened_with, fold(acts).adopted)


def to_revisit(state: State, moved: Iterable[str]) -> tuple[str, ...]:
    """The settled practices among those whose links changed."""
    return tuple(i for i in sorted(moved) if state.practice(i).is_settled)


def _under(practice: Practice, release: Release) -> Practice:
    mitigation = release.mitigation(practice.id)
    if mitigation is None:
        return practice
    names = dict.fromkeys((practice.name, *practice.aliases))
    aliases = tuple(n for n in names if n != mitigation.name)
    is_open = practice.provisional and not mitigation.techniques
    changes = {"name": mitigation.name, "aliases": aliases, "provisional": is_open}
    return practice.model_copy(update=changes)


def _with_our_words(release: Release, known: Release) -> Release:
    return release.model_copy(
        update={
            "tactics": _told(release.tactics, known.tactics),
            "techniques": _told(release.techniques, known.techniques),
            "studies": _told(release.studies, known.studies),
        }
    )


def _told(things: Sequence[Thing], known: Sequence[Thing]) -> tuple[Thing, ...]:
    ours = {thing.id: thing for thing in known}
    return tuple(_said(thing, ours[thing.id]) if thing.id in ours else thing for thing in things)


def _said(thing: Thing, ours: Thing) -> Thing:
    words: dict[str, Any] = {name: getattr(ours, name) for name in _OURS[type(thing)]}
    return thing.model_copy(update=words)
