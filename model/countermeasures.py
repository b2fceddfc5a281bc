"""Which practices act against which technique, and how: ATLAS's links and ours, with our effects."""

from dataclasses import dataclass

from model.catalogue import Catalogue
from model.threat import Effect


@dataclass(frozen=True)
class Countermeasure:
    """What one practice does against one technique."""

    practice: str
    effect: Effect
    through_parent: bool
    """Whether it answers the parent technique, and this one as a special case of it."""


def countermeasures(catalogue: Catalogue) -> dict[str, tuple[Countermeasure, ...]]:
    """By technique of the release and of its case studies: what answers it, strongest first."""
    threats = catalogue.threats
    if threats is None:
        return {}
    named = [t.id for t in threats.techniques]
    named += [step.technique for study in threats.studies for step in study.steps]
    links = _links(catalogue)
    return {technique: _against(technique, links) for technique in dict.fromkeys(named)}


def measures_against(catalogue: Catalogue, technique: str) -> tuple[Countermeasure, ...]:
    """What answers one technique, strongest first."""
    return _against(technique, _links(catalogue))


def _links(catalogue: Catalogue) -> dict[str, dict[str, Effect]]:
    """By technique, the effect of each practice that is linked with it."""
    links: dict[str, dict[str, Effect]] = {}
    for practice in catalogue.practices:
        effect = catalogue.effect_of(practice.id)
        for technique in (catalogue.answered_by(practice.id) or ()) if effect else ():
            if effect:
                links.setdefault(technique, {})[practice.id] = effect.on(technique)
    return links


def _against(technique: str, links: dict[str, dict[str, Effect]]) -> tuple[Countermeasure, ...]:
    own = links.get(technique, {})
    general = links.get(technique[:9], {}) if len(technique) > 9 else {}
    found = [Countermeasure(practice, effect, False) for practice, effect in own.items()]
    found += [Countermeasure(p, effect, True) for p, effect in general.items() if p not in own]
    return tuple(sorted(found, key=lambda each: (-each.effect.worth, each.through_parent, each.practice)))
