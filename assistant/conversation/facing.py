"""One attack, one case study, one step of it in lines: how far it is covered, by what, and what it weighs."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from assistant.conversation.attacks import happened_lines, technique_head, technique_name
from assistant.conversation.cards import figure, level_words, range_words
from assistant.conversation.explain import official_lines
from assistant.conversation.exposing import (
    answering_line,
    counts_words,
    exposure_lines,
    first_lines,
    others_line,
    percent_of,
    study_lines,
    told,
    weight_line,
)
from assistant.conversation.landscape import Landscape
from assistant.conversation.session import Line, LineStyle
from assistant.conversation.speech import join, line, say
from assistant.conversation.views import percent_words
from model.catalogue import Catalogue
from model.exposure import Cover, Exposure
from model.matrix import cover_state
from model.replay import ReplayedStep, ReplayedStudy
from model.scoring import Range
from model.threat import ExposureRules

HEADING, LABEL, ITEM, HINT = LineStyle.HEADING, LineStyle.LABEL, LineStyle.ITEM, LineStyle.HINT
MOST_NAMED = 6


def exposure_head(exposure: Exposure, rules: ExposureRules) -> tuple[str, str]:
    """How much is left of what; that it is a model, and its rule."""
    left = say(
        "facing.left",
        left=range_words(exposure.left),
        weight=figure(exposure.weight),
        percent=percent_of(exposure, exposure.left),
    )
    return left, say("facing.rule", incident=_times(rules.incident), exercise=_times(rules.exercise))


def _times(factor: Fraction) -> str:
    """'1/2 x' before what is multiplied."""
    return say("facing.times", factor=str(factor))


def landscape_lines(landscape: Landscape, topic: str | None) -> tuple[Line, ...]:
    """The whole exposure, or the technique or case study of an id."""
    catalogue = landscape.catalogue
    if topic in landscape.studies:
        return study_lines(landscape.studies[topic], catalogue)
    if topic is None or catalogue.threats is None:
        return exposure_lines(landscape.exposure, catalogue, name=landscape.name)
    return (*technique_lines(landscape, topic), *happened_lines(catalogue.threats.employing(topic)))


def technique_lines(landscape: Landscape, technique_id: str) -> tuple[Line, ...]:
    """A technique: what the attacker does, how far it is covered and by what, what it weighs and why."""
    catalogue = landscape.catalogue
    technique = catalogue.threats.technique(technique_id) if catalogue.threats else None
    head = technique_head(catalogue, technique) if technique else [Line(technique_id, HEADING)]
    return (
        *head,
        *_cover_lines(landscape, technique_id),
        *_weight_lines(landscape, technique_id),
        *_official(landscape, technique_id),
        line("exposure.source", HINT, atlas=catalogue.atlas, version=catalogue.exposure.version),
    )


def story_lines(landscape: Landscape, study: ReplayedStudy) -> tuple[Line, ...]:
    """A case study as a whole: what happened, what to take from it, and what is answered first."""
    catalogue = landscape.catalogue
    case = told(study, catalogue)
    lines = [
        Line(f"{case.name} · {case.id}", HEADING),
        line(f"study.{study.kind.value}", LABEL, when=case.when),
    ]
    lines += [Line(case.summary)] if case.summary else []
    lines += [] if study.concerns else [line("replay.elsewhere", HINT)]
    lines += [line("study.lesson", LABEL), Line(case.lesson)] if case.lesson else []
    lines += [*first_lines(study, catalogue), Line(counts_words(study.count)), line("replay.meaning", HINT)]
    return (*lines, *_official(landscape, study.study))


def step_lines(landscape: Landscape, study: ReplayedStudy, *, step: ReplayedStep) -> tuple[Line, ...]:
    """One step: its state, what answers it or would, and whether an earlier step is answered."""
    catalogue = landscape.catalogue
    name = technique_name(catalogue, step.technique)
    lines = [
        line("facing.step", HEADING, number=step.number, count=len(study.steps), name=name),
        Line(say(f"replay-state.{step.state.value}").upper(), LABEL),
    ]
    if step.at_best is not step.state:
        lines.append(line("facing.at-best", state=say(f"replay-state.{step.at_best.value}")))
    lines.append(line("facing.would-answer", LABEL))
    lines += [answering_line(found, catalogue, style=ITEM, indent=1) for found in step.answering]
    lines += [others_line(step.others, catalogue, indent=1)] if step.others else []
    if not step.answering and not step.others:
        lines.append(line("facing.nothing-acts", ITEM, indent=1))
    lines += _informing(step.informing, catalogue)
    lines += [_earlier(study, step, catalogue=catalogue), line("replay.meaning", HINT)]
    return (*lines, *_deed(step, catalogue))


def _cover_lines(landscape: Landscape, technique: str) -> Iterator[Line]:
    """What takes how much off it; the practices that would, and those that only inform."""
    attack, catalogue = landscape.attacks.get(technique), landscape.catalogue
    if attack is None:
        yield line("facing.beside", LABEL)
        return
    word = say(f"cover-word.{cover_state(attack).value}")
    yield line("facing.covered", LABEL, cover=_percent(attack.cover), word=word)
    yield from (_worth_line(each, catalogue) for each in attack.covers)
    if len(attack.covers) > 1:
        yield line("facing.best", HINT, indent=1)
    here = {c.practice for c in attack.covers}
    against = landscape.against.get(technique, ())
    if others := [m.practice for m in against if m.effect.worth and m.practice not in here]:
        yield others_line(others, catalogue, indent=1)
    yield from _informing([m.practice for m in against if not m.effect.worth], catalogue)


def _worth_line(cover: Cover, catalogue: Catalogue) -> Line:
    """What one practice covers: effect x level / 3."""
    return line(
        "facing.worth-parent" if cover.through_parent else "facing.worth",
        ITEM,
        indent=1,
        practice=catalogue.practice(cover.practice).name,
        level=level_words(cover.level),
        effect=say(f"effect-word.{cover.effect.value}"),
        factor=str(cover.effect.worth),
        worth=_percent(cover.worth),
    )


def _weight_lines(landscape: Landscape, technique: str) -> Iterator[Line]:
    """How the weight comes about, and what is left of it."""
    attack, rules = landscape.attacks.get(technique), landscape.catalogue.exposure
    if attack is None:
        return
    yield line("facing.weight", LABEL, left=range_words(attack.left), weight=figure(attack.weight))
    yield line(
        "facing.terms",
        weight=figure(attack.weight),
        maturity=str(attack.maturity),
        incident=str(rules.incident),
        incidents=len(attack.incidents),
        exercise=str(rules.exercise),
        exercises=len(attack.exercises),
    )
    yield weight_line(attack, indent=0)


def _informing(practices: Sequence[str], catalogue: Catalogue) -> Iterator[Line]:
    if practices:
        names = [catalogue.practice(i).name for i in practices]
        yield line("facing.informing", HINT, indent=1, names=join(names, MOST_NAMED))


def _deed(step: ReplayedStep, catalogue: Catalogue) -> Iterator[Line]:
    """What the attacker does in a step, and what for."""
    threats = catalogue.threats
    technique = threats.technique(step.technique) if threats else None
    tactic = threats.tactic(step.tactic) if threats and step.tactic else None
    if technique and technique.summary:
        yield line("facing.does", LABEL)
        yield Line(technique.summary)
    if tactic:
        yield line("attack.tactics", HINT, tactics=tactic.name)


def _earlier(study: ReplayedStudy, step: ReplayedStep, *, catalogue: Catalogue) -> Line:
    """Which step before this one is answered."""
    earlier = study.earlier(step.number)
    if earlier is None:
        return line("facing.no-earlier", LABEL)
    name = technique_name(catalogue, earlier.technique)
    return line("facing.earlier", LABEL, number=earlier.number, name=name)


def _official(landscape: Landscape, thing: str) -> Iterator[Line]:
    """ATLAS's own words, or how to get to see them."""
    if landscape.texts:
        yield from official_lines(landscape.catalogue, thing, texts=landscape.texts)
    else:
        yield line("facing.no-text", HINT, atlas=landscape.catalogue.atlas)


def _percent(share: Range) -> str:
    return percent_words(Range(100 * share.low, 100 * share.high))
