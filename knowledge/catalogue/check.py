"""What no single file can be wrong about: ids that must exist, be unique, and lead nowhere in circles."""

from collections import Counter
from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from model.catalogue import Catalogue
from model.practice import PhaseId, Practice, Profile


class Fault(NamedTuple):
    """One break of the format: where it is, what it is, what to do."""

    file: str
    key: str
    what: str
    do: str = ""


def find_fault(catalogue: Catalogue) -> Fault | None:
    """The first fault, in the order in which an author would want to mend them."""
    for check in _CHECKS:
        for fault in check(catalogue):
            return fault
    return None


def _file(practice: Practice) -> str:
    return f"practices/{practice.id}.yaml"


def _unique_ids(catalogue: Catalogue) -> Iterator[Fault]:
    terms = [
        {term.name.casefold(), *(alias.casefold() for alias in term.aliases)} for term in catalogue.terms
    ]
    ids: dict[str, list[str]] = {
        "phases.yaml": [phase.id for phase in catalogue.phases],
        "phases.yaml (stories)": [story.id for phase in catalogue.phases for story in phase.stories],
        "practices": [practice.id for practice in catalogue.practices],
        "glossary.yaml": [name for names in terms for name in names],
    }
    for file, names in ids.items():
        for name, count in Counter(names).items():
            if count > 1:
                yield Fault(file, name, f"is there {count} times", "Keep one of them.")


def _unique_names(catalogue: Catalogue) -> Iterator[Fault]:
    owners: dict[str, str] = {}
    for practice in catalogue.practices:
        for name in {practice.id, practice.name, *practice.aliases}:
            owner = owners.setdefault(name.casefold(), practice.id)
            if owner != practice.id:
                yield Fault(_file(practice), "aliases", f"{name!r} is also a name of {owner}")


def _phases_in_order(catalogue: Catalogue) -> Iterator[Fault]:
    found = [phase.id for phase in catalogue.phases]
    for wanted in PhaseId:
        if wanted not in found:
            yield Fault("phases.yaml", wanted, "the phase is missing", "All nine phases are needed.")
    if found != list(PhaseId):
        yield Fault("phases.yaml", "whole", "phases are not in life-cycle order", "Put them in order.")


def _known_ids(catalogue: Catalogue) -> Iterator[Fault]:
    known = {practice.id for practice in catalogue.practices}
    told = [
        (f"{number}.stories.{index}.practices", name)
        for number, phase in enumerate(catalogue.phases)
        for index, story in enumerate(phase.stories)
        for name in story.practices
    ]
    yield from (
        Fault("phases.yaml", key, f"{name} is not a practice") for key, name in told if name not in known
    )
    for practice in catalogue.practices:
        for index, needed in enumerate(practice.prerequisites):
            if needed.practice not in known:
                key = f"prerequisites.{index}.practice"
                yield Fault(_file(practice), key, f"{needed.practice} is not a practice")


def _known_traits(catalogue: Catalogue) -> Iterator[Fault]:
    used = [
        (_file(practice), f"applies.{field}", getattr(rule, field))
        for practice in catalogue.practices
        for rule in (practice.applies, *practice.applies.also)
        for field in ("leaves_out", "unless")
    ]
    used += [("facts.yaml", fact.id, fact.traits) for fact in catalogue.facts]
    used += [("targets.yaml", rule.code, rule.traits) for rule in catalogue.targets.rules]
    used += [("exposure.yaml", "platforms", tuple(catalogue.exposure.platforms.values()))]
    studies = catalogue.threats.studies if catalogue.threats else ()
    used += [("studies.yaml", study.id, study.traits) for study in studies]
    for file, key, traits in used:
        for strange in (t for t in traits if t not in catalogue.traits):
            yield Fault(file, key, f"{strange!r} is not in traits.yaml")


def _known_facts(catalogue: Catalogue) -> Iterator[Fault]:
    known = {fact.id for fact in catalogue.facts}
    for strange in (f for f in catalogue.exposure.facts if f not in known):
        yield Fault("exposure.yaml", "facts", f"{strange!r} is not in facts.yaml")


def _one_fact_a_trait(catalogue: Catalogue) -> Iterator[Fault]:
    owners = Counter(trait for fact in catalogue.facts for trait in fact.traits)
    for trait in catalogue.traits:
        if catalogue.facts and owners[trait] != 1:
            yield Fault("facts.yaml", trait, f"is asked by {owners[trait]} facts", "One fact asks for it.")


def _known_practices(catalogue: Catalogue) -> Iterator[Fault]:
    """What is said about practices outside their own files."""
    known = {practice.id for practice in catalogue.practices}
    named = [("targets.yaml", rule.code, rule.practices) for rule in catalogue.targets.rules]
    named += [("effects.yaml", effect.practice, (effect.practice,)) for effect in catalogue.effects]
    named += [("near.yaml", " and ".join(pair.practices), pair.practices) for pair in catalogue.near]
    named += [("crosswalk.yaml", row.item, (row.practice,)) for row in catalogue.crossings]
    for file, key, practices in named:
        for strange in (p for p in practices if p not in known):
            yield Fault(file, key, f"{strange} is not a practice")


def _known_items(catalogue: Catalogue) -> Iterator[Fault]:
    items = {(framework.id, item) for framework in catalogue.frameworks for item in framework.items}
    used = {(row.framework, row.item) for row in catalogue.crossings}
    for framework, item in sorted(used - items):
        yield Fault("crosswalk.yaml", item, f"is not an item of {framework} in frameworks.yaml")
    for framework, item in sorted(items - used):
        yield Fault("frameworks.yaml", item, f"no row of {framework} refers to it", "Take it out.")


def _effects_fit(catalogue: Catalogue) -> Iterator[Fault]:
    """An exception is one, of a technique that the practice answers; answers of ours are for ours only."""
    threats = catalogue.threats
    techniques = {t.id for t in threats.techniques} if threats else set()
    for effect in catalogue.effects:
        answers = catalogue.answered_by(effect.practice)
        if effect.answers and threats and threats.mitigation(effect.practice):
            yield Fault("effects.yaml", effect.practice, "has answers of its own, though ATLAS states them")
        for strange in sorted(set(effect.answers) - techniques) if threats else ():
            yield Fault("effects.yaml", effect.practice, f"{strange} is not a technique")
        for row in effect.differs:
            if answers is not None and row.technique not in answers:
                yield Fault("effects.yaml", effect.practice, f"does not answer {row.technique}")
            if row.effect is effect.default:
                yield Fault("effects.yaml", effect.practice, f"{row.technique} is no exception")


def _effects_are_stated(catalogue: Catalogue) -> Iterator[Fault]:
    rated = {effect.practice for effect in catalogue.effects}
    for practice in catalogue.practices:
        if catalogue.answered_by(practice.id) and practice.id not in rated:
            yield Fault("effects.yaml", practice.id, "has no effect", "Say what it does, and why.")


def _placed_once(catalogue: Catalogue) -> Iterator[Fault]:
    for practice in catalogue.practices:
        phases = [placement.phase for placement in practice.phases]
        if len(set(phases)) < len(phases):
            yield Fault(_file(practice), "phases", "a phase is there twice", "Keep one of the two.")


def _distinct_phases(catalogue: Catalogue) -> Iterator[Fault]:
    for profile in Profile:
        owners: dict[frozenset[str], str] = {}
        for phase in PhaseId:
            practices = frozenset(
                p.id for p in catalogue.in_profile(profile) if phase in {x.phase for x in p.phases}
            )
            if not practices:
                yield Fault("phases.yaml", phase, f"no practice of the {profile} profile is placed here")
            owner = owners.setdefault(practices, phase)
            if owner != phase:
                yield Fault(
                    "phases.yaml", phase, f"has the same practices as {owner} in the {profile} profile"
                )


def _no_cycles(catalogue: Catalogue) -> Iterator[Fault]:
    needs: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for practice in catalogue.practices:
        for level in (1, 2, 3):
            elsewhere = [(p.practice, p.level) for p in practice.prerequisites if p.before == level]
            needs[practice.id, level] = elsewhere + ([(practice.id, level - 1)] if level > 1 else [])
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as cycle:
        steps = cycle.args[1]
        what = "in a circle: " + " before ".join(f"{practice} level {level}" for practice, level in steps)
        yield Fault(f"practices/{steps[0][0]}.yaml", "prerequisites", what, "Take one of them out.")


_CHECKS: tuple[Callable[[Catalogue], Iterator[Fault]], ...] = (
    _unique_ids,
    _unique_names,
    _phases_in_order,
    _known_ids,
    _known_traits,
    _known_facts,
    _one_fact_a_trait,
    _known_practices,
    _known_items,
    _effects_fit,
    _effects_are_stated,
    _placed_once,
    _no_cycles,
    _distinct_phases,
)
