"""What a user's words name: a practice, a level, an activity, something of ATLAS, a word of the glossary."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from model.catalogue import Catalogue, Term
from model.practice import Activity, Practice
from model.threat import CaseStudy, Tactic, Technique

_LEVEL = re.compile(r"(.+?)[ ,:]+(?:at )?(?:level |lvl )?([0-3])", re.IGNORECASE)
LEAST = 4
"""Letters that a part of a name must have to stand for it."""


class TopicKind(StrEnum):
    """What can be explained."""

    PRACTICE = "practice"
    LEVEL = "level"
    ACTIVITY = "activity"
    TECHNIQUE = "technique"
    TACTIC = "tactic"
    STUDY = "case study"
    TERM = "term"


@dataclass(frozen=True)
class Topic:
    """Something that can be explained, by its id; a term's id is its name."""

    kind: TopicKind
    id: str
    level: int | None = None


def find_topic(catalogue: Catalogue, words: str) -> Topic | None:
    """What the words name: exact names before parts of names, practices before anything else."""
    wanted = words.strip().strip("\"'?. ")
    if (match := _LEVEL.fullmatch(wanted)) and (practice := find_practice(catalogue, match[1])):
        return Topic(TopicKind.LEVEL, practice.id, int(match[2]))
    for look in _LOOKS:
        if found := look(catalogue, wanted):
            return found
    return None


def find_practice(catalogue: Catalogue, words: str) -> Practice | None:
    """The practice of an id, a name or an alias, also in part."""
    return _exact_practice(catalogue, words) or _part_of_practice(catalogue, words)


def find_term(catalogue: Catalogue, words: str) -> Term | None:
    """The glossary entry of a word or an alias."""
    wanted = words.strip().lower().strip("\"'?. ")
    for form in (wanted, wanted.removesuffix("s"), wanted.removesuffix("es")):
        for term in catalogue.terms:
            if form in (term.name.lower(), *(a.lower() for a in term.aliases)):
                return term
    return None


def find_activity(catalogue: Catalogue, words: str) -> tuple[Practice, Activity] | None:
    """The activity of an id, with or without what stands before the number."""
    wanted = words.strip().upper()
    for practice in catalogue.practices:
        for activity in practice.activities:
            if wanted in (activity.id.upper(), activity.id.upper().partition(".")[2]):
                return practice, activity
    return None


def _exact_practice(catalogue: Catalogue, words: str) -> Practice | None:
    wanted = words.strip().lower()
    for matches in (_is_name, _is_number):
        for practice in catalogue.practices:
            if any(matches(name.lower(), wanted) for name in _names(practice)):
                return practice
    return None


def _part_of_practice(catalogue: Catalogue, words: str) -> Practice | None:
    wanted = words.strip().lower()
    if len(wanted) < LEAST:
        return None
    return next((p for p in catalogue.practices if any(wanted in n.lower() for n in _names(p))), None)


def _is_name(name: str, wanted: str) -> bool:
    return name == wanted


def _is_number(name: str, wanted: str) -> bool:
    """M0007 for AML.M0007."""
    return bool(wanted) and name.rpartition(".")[2] == wanted


def _names(practice: Practice) -> tuple[str, ...]:
    return practice.id, practice.name, *practice.aliases


def _practice(catalogue: Catalogue, wanted: str) -> Topic | None:
    found = _exact_practice(catalogue, wanted)
    return Topic(TopicKind.PRACTICE, found.id) if found else None


def _activity(catalogue: Catalogue, wanted: str) -> Topic | None:
    found = find_activity(catalogue, wanted)
    return Topic(TopicKind.ACTIVITY, found[1].id) if found else None


def _threat(catalogue: Catalogue, wanted: str) -> Topic | None:
    return _of_atlas(catalogue, wanted, matches=lambda name, words: name == words)


def _term(catalogue: Catalogue, wanted: str) -> Topic | None:
    found = find_term(catalogue, wanted)
    return Topic(TopicKind.TERM, found.name) if found else None


def _part_of_name(catalogue: Catalogue, wanted: str) -> Topic | None:
    if practice := _part_of_practice(catalogue, wanted):
        return Topic(TopicKind.PRACTICE, practice.id)
    if len(wanted) < LEAST:
        return None
    return _of_atlas(catalogue, wanted, matches=lambda name, words: words in name)


def _of_atlas(catalogue: Catalogue, wanted: str, *, matches: Callable[[str, str], bool]) -> Topic | None:
    """A technique, tactic or case study by its id, by an id that it had or will have, or by its name."""
    if catalogue.threats is None:
        return None
    known = _still_known(catalogue, wanted.upper())
    kinds: tuple[tuple[TopicKind, Iterable[Technique | Tactic | CaseStudy]], ...] = (
        (TopicKind.TECHNIQUE, catalogue.threats.techniques),
        (TopicKind.STUDY, catalogue.threats.studies),
        (TopicKind.TACTIC, catalogue.threats.tactics),
    )
    for kind, things in kinds:
        for thing in things:
            if known in (thing.id, thing.id.partition(".")[2]) or matches(thing.name.lower(), wanted.lower()):
                return Topic(kind, thing.id)
    return None


def _still_known(catalogue: Catalogue, wanted: str) -> str:
    """The id that the release gone by has for one that another release took over from it, or gave to it."""
    known = {t.id for t in catalogue.threats.techniques} if catalogue.threats else set()
    for release in catalogue.releases:
        for old, new in release.retired.items():
            if wanted in (new, new.partition(".")[2]) and new not in known and old in known:
                return old
            if wanted in (old, old.partition(".")[2]) and old not in known and new in known:
                return new
    return wanted


_LOOKS: tuple[Callable[[Catalogue, str], Topic | None], ...] = (
    _practice,
    _activity,
    _threat,
    _term,
    _part_of_name,
)
