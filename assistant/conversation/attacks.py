"""The attacks behind the practices: techniques, tactics and case studies of ATLAS in words."""

from collections.abc import Iterable, Iterator

from assistant.conversation.session import Line, LineStyle
from assistant.conversation.speech import join, line, say
from model.catalogue import Catalogue
from model.countermeasures import measures_against
from model.practice import Practice
from model.threat import CaseStudy, Effect, Release, StudyKind, Tactic, Technique

LABEL, ITEM, HINT = LineStyle.LABEL, LineStyle.ITEM, LineStyle.HINT
MOST_STUDIES = 5
"""Case studies that are told one by one."""
MOST_TECHNIQUES = 8
"""Techniques of one effect that are named."""


def explain_technique(catalogue: Catalogue, technique: Technique) -> Iterator[Line]:
    """What the attacker does, what answers it, and where it happened."""
    yield from technique_head(catalogue, technique)
    yield line("attack.answered-by", LABEL)
    yield from _answers(catalogue, technique)
    yield from happened_lines(_threats(catalogue).employing(technique.id))
    yield from _elsewhere(catalogue, technique.id)
    yield line("attack.source", HINT, atlas=catalogue.atlas)


def technique_head(catalogue: Catalogue, technique: Technique) -> Iterator[Line]:
    """What the attacker does, what for, and how far it has come."""
    threats = _threats(catalogue)
    yield Line(f"{full_name(threats, technique)} · {technique.id}", LineStyle.HEADING)
    if technique.summary:
        yield Line(technique.summary)
    tactics = [t.name for i in technique.tactics if (t := threats.tactic(i))]
    yield line("attack.tactics", HINT, tactics=join(tactics) or "–")
    if technique.maturity:
        yield line(f"maturity.{technique.maturity.value}", HINT)
    if technique.parent and (parent := threats.technique(technique.parent)):
        yield line("attack.parent", HINT, name=parent.name, id=parent.id)


def explain_tactic(catalogue: Catalogue, tactic: Tactic) -> Iterator[Line]:
    """What the attacker wants, and the ways to get there."""
    yield Line(f"{tactic.name} · {tactic.id}", LineStyle.HEADING)
    if tactic.summary:
        yield Line(tactic.summary)
    yield line("attack.techniques", LABEL)
    for technique in _threats(catalogue).techniques:
        if tactic.id in technique.tactics and technique.parent is None:
            yield line("attack.technique", ITEM, indent=1, name=technique.name, id=technique.id)
    yield from _elsewhere(catalogue, tactic.id)
    yield line("attack.source", HINT, atlas=catalogue.atlas)


def explain_study(catalogue: Catalogue, study: CaseStudy) -> Iterator[Line]:
    """What happened, what a defender takes from it, and what would answer each step."""
    yield Line(f"{study.name} · {study.id}", LineStyle.HEADING)
    yield line(f"study.{study.kind.value}", LABEL, when=study.when)
    if study.summary:
        yield Line(study.summary)
    if study.lesson:
        yield line("study.lesson", LABEL)
        yield Line(study.lesson)
    yield line("study.steps", LABEL)
    threats = _threats(catalogue)
    for number, step in enumerate(study.steps, 1):
        technique = threats.technique(step.technique)
        name = full_name(threats, technique) if technique else step.technique
        answers = technique and [p.name for p, effect, _ in answering(catalogue, technique) if effect.worth]
        if answers:
            yield line("study.step", ITEM, indent=1, number=number, name=name, answers=join(answers, 3))
        else:
            yield line("study.step-open", ITEM, indent=1, number=number, name=name)
    yield line("study.answered", HINT)
    yield line("attack.source", HINT, atlas=catalogue.atlas)


def attack_lines(catalogue: Catalogue, practice: Practice) -> Iterator[Line]:
    """Which techniques a practice answers, how far, and the attacks on record that used them."""
    techniques = catalogue.answered_by(practice.id)
    effect = catalogue.effect_of(practice.id)
    threats = catalogue.threats
    if threats is None or techniques is None:
        yield line("attack.unknown", HINT)
        return
    known = [t for i in techniques if (t := threats.technique(i))]
    for kind in Effect:
        names = [full_name(threats, t) for t in known if effect and effect.on(t.id) is kind]
        if names:
            yield line(f"effect.{kind.value}", ITEM, indent=1, names=join(names, MOST_TECHNIQUES))
    if effect:
        yield line("effect.reason", HINT, reason=effect.reason)
    bearing = [t for t in known if effect is None or effect.on(t.id).worth]
    yield from happened_lines(studies_of(threats, bearing))


def full_name(threats: Release, technique: Technique) -> str:
    """A special case under the name of its parent: its own says too little alone."""
    parent = threats.technique(technique.parent) if technique.parent else None
    return f"{parent.name}: {technique.name}" if parent else technique.name


def technique_name(catalogue: Catalogue, technique_id: str) -> str:
    """A technique under the name of its parent; its id where the release lacks it."""
    technique = catalogue.threats.technique(technique_id) if catalogue.threats else None
    return full_name(catalogue.threats, technique) if catalogue.threats and technique else technique_id


def studies_of(threats: Release, techniques: Iterable[Technique]) -> tuple[CaseStudy, ...]:
    """The case studies that employ any of the techniques: incidents first, then by how many, newest first."""
    wanted = {t.id for t in techniques}
    used = {s.id: len(wanted & {x.technique for x in s.steps}) for s in threats.studies}
    found = [s for s in threats.studies if used[s.id]]
    return tuple(
        sorted(found, key=lambda s: (s.kind is not StudyKind.INCIDENT, -used[s.id], -s.day.toordinal(), s.id))
    )


def answering(catalogue: Catalogue, technique: Technique) -> tuple[tuple[Practice, Effect, bool], ...]:
    """The practices that answer a technique, strongest first, and whether only through its parent."""
    found = measures_against(catalogue, technique.id)
    return tuple((catalogue.practice(m.practice), m.effect, m.through_parent) for m in found)


def _answers(catalogue: Catalogue, technique: Technique) -> Iterator[Line]:
    found = answering(catalogue, technique)
    if not found:
        yield line("attack.no-answer", ITEM, indent=1)
    for practice, effect, through in found:
        key = "attack.answer-parent" if through else "attack.answer"
        word = say(f"effect-word.{effect.value}")
        yield line(key, ITEM, indent=1, practice=practice.name, effect=word)


def happened_lines(studies: tuple[CaseStudy, ...]) -> Iterator[Line]:
    """The attacks on record, the first ones told."""
    if not studies:
        yield line("attack.no-study", HINT)
        return
    yield line("attack.happened", LABEL)
    for study in studies[:MOST_STUDIES]:
        kind = say(f"study-word.{study.kind.value}")
        yield line("attack.study", ITEM, indent=1, name=study.name, id=study.id, kind=kind, when=study.when)
        if study.summary:
            yield Line(study.summary, HINT, 2)
    if len(studies) > MOST_STUDIES:
        rest = join([f"{s.name} ({s.id})" for s in studies[MOST_STUDIES:]], 4)
        yield line("attack.more", HINT, names=rest)


def _elsewhere(catalogue: Catalogue, thing: str) -> Iterator[Line]:
    """What other releases say of an id."""
    for release in catalogue.releases:
        if successor := release.retired.get(thing):
            yield line("attack.retired", HINT, version=release.version, id=successor)
        for renamed in release.renamed:
            if renamed.id == thing and renamed.name:
                yield line("attack.renamed", HINT, version=release.version, name=renamed.name)


def _threats(catalogue: Catalogue) -> Release:
    if catalogue.threats is None:
        raise LookupError("the catalogue has no threats")
    return catalogue.threats
