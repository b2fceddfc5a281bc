"""Which techniques the assessed practices answer, how well, and what each weighs."""

from collections import defaultdict

from assistant.conversation.attacks import technique_name
from assistant.reports.amount import Amount
from assistant.reports.parts import ReportAttack, ReportCover, ReportTechnique
from model.catalogue import Catalogue
from model.exposure import Attack
from model.scoring import Range, Scorecard


def techniques_of(card: Scorecard, catalogue: Catalogue) -> tuple[ReportTechnique, ...]:
    """Every technique of the release, in its order."""
    if catalogue.threats is None:
        return ()
    answering: dict[str, list[str]] = defaultdict(list)
    for practice in catalogue.practices:
        for answered in catalogue.answered_by(practice.id) or ():
            answering[answered].append(practice.id)
    levels = {p.id: p.earned for p in card.practices if p.applicable}
    found = []
    for technique in catalogue.threats.techniques:
        own = answering[technique.id]
        parents = [p for p in answering[technique.parent or ""] if p not in own]
        counting = [levels[p] for p in (*own, *parents) if p in levels]
        found.append(
            ReportTechnique(
                id=technique.id,
                name=technique.name,
                answered_by=tuple(p for p in own if p in levels),
                through_parent=tuple(p for p in parents if p in levels),
                elsewhere=bool(own or parents) and not counting,
                earned=Amount.of(_best(counting)) if counting else None,
            )
        )
    return tuple(found)


def _best(levels: list[Range]) -> Range:
    return Range(max(level.low for level in levels), max(level.high for level in levels))


def attack_of(attack: Attack, catalogue: Catalogue) -> ReportAttack:
    """One technique with every term of its share in the exposure."""
    return ReportAttack(
        id=attack.technique,
        name=technique_name(catalogue, attack.technique),
        maturity=float(attack.maturity),
        incidents=attack.incidents,
        exercises=attack.exercises,
        weight=Amount.of(Range(attack.weight, attack.weight)),
        cover=Amount.of(attack.cover),
        left=Amount.of(attack.left),
        covers=tuple(
            ReportCover(
                practice=cover.practice,
                effect=cover.effect.value,
                through_parent=cover.through_parent,
                worth=Amount.of(cover.worth),
            )
            for cover in attack.covers
        ),
    )
