"""Exposure and replayed case studies in lines, for any front end."""

from collections.abc import Iterator, Sequence

from assistant.conversation.attacks import technique_name
from assistant.conversation.cards import figure, level_words, range_words
from assistant.conversation.session import Line, LineStyle
from assistant.conversation.speech import join, line, say
from assistant.conversation.views import percent_words
from model.catalogue import Catalogue
from model.exposure import Attack, Exposure
from model.replay import Answering, Replay, ReplayedStep, ReplayedStudy, StepState
from model.scoring import Range
from model.threat import CaseStudy

HEADING, LABEL, ITEM, HINT = LineStyle.HEADING, LineStyle.LABEL, LineStyle.ITEM, LineStyle.HINT
MOST_ATTACKS = 12
"""Attacks that are told one by one."""
MOST_NAMED = 6


def exposure_lines(exposure: Exposure, catalogue: Catalogue, *, name: str) -> tuple[Line, ...]:
    """How much is left open, the heaviest attacks with every term, and what nothing acts against."""
    return (
        line("exposure.title", HEADING, name=name),
        line(
            "exposure.sum",
            LineStyle.LEVEL,
            left=range_words(exposure.left),
            weight=figure(exposure.weight),
            percent=percent_of(exposure, exposure.left),
        ),
        line("exposure.least", least=figure(exposure.least)),
        line("exposure.model", HINT),
        line("exposure.studies", HINT, count=len(exposure.studies)),
        *_heaviest(exposure, catalogue),
        *_unanswerable(exposure, catalogue),
        line("exposure.source", HINT, atlas=catalogue.atlas, version=catalogue.exposure.version),
    )


def percent_of(exposure: Exposure, left: Range) -> str:
    """'63 %' of the weight of all attacks, or a dash where nothing weighs."""
    percent = exposure.percent(left)
    return percent_words(percent) if percent else "–"


def _heaviest(exposure: Exposure, catalogue: Catalogue) -> Iterator[Line]:
    open_ = exposure.heaviest
    yield line("exposure.heaviest", LABEL)
    for attack in open_[:MOST_ATTACKS]:
        yield from _attack(attack, catalogue)
    if len(open_) > MOST_ATTACKS:
        yield line("exposure.more", HINT, count=len(open_) - MOST_ATTACKS)


def _attack(attack: Attack, catalogue: Catalogue) -> Iterator[Line]:
    yield line(
        "exposure.attack",
        ITEM,
        indent=1,
        name=technique_name(catalogue, attack.technique),
        id=attack.technique,
        left=range_words(attack.left),
        weight=figure(attack.weight),
    )
    yield weight_line(attack, indent=2)
    covering = [c for c in attack.covers if c.worth.high]
    for cover in covering[:1]:
        yield line(
            "exposure.cover-parent" if cover.through_parent else "exposure.cover",
            HINT,
            indent=2,
            practice=catalogue.practice(cover.practice).name,
            level=level_words(cover.level),
            effect=say(f"effect-word.{cover.effect.value}"),
            cover=range_words(attack.cover),
        )
    if not attack.covers:
        yield line("exposure.not-here", HINT, indent=2)


def weight_line(attack: Attack, *, indent: int) -> Line:
    """What raises the weight of an attack, by name."""
    return line(
        "exposure.weight",
        HINT,
        indent=indent,
        maturity=figure(attack.maturity),
        incidents=join(attack.incidents, MOST_NAMED) or say("exposure.none"),
        exercises=join(attack.exercises, MOST_NAMED) or say("exposure.none"),
    )


def _unanswerable(exposure: Exposure, catalogue: Catalogue) -> Iterator[Line]:
    found = exposure.unanswerable
    if found:
        names = [f"{technique_name(catalogue, a.technique)} ({figure(a.weight)})" for a in found]
        yield line("exposure.unanswerable", LABEL, count=len(found))
        yield line("exposure.names", ITEM, indent=1, names=join(names, MOST_ATTACKS))
    if exposure.beside:
        yield line("exposure.beside", HINT, count=len(exposure.beside))


def replay_lines(played: Replay, catalogue: Catalogue, *, name: str) -> tuple[Line, ...]:
    """Every case study in a line, what is answered of it, incidents first."""
    lines = [
        line("replay.title", HEADING, name=name),
        line("replay.all", LineStyle.LEVEL, studies=len(played.studies), steps=sum(played.count.values())),
        Line(counts_words(played.count)),
        line("replay.meaning", HINT),
    ]
    for kind in dict.fromkeys(s.kind for s in played.studies):
        lines.append(line(f"replay.{kind.value}", LABEL))
        lines += [_study_line(s, catalogue) for s in played.studies if s.kind is kind]
    return (*lines, line("replay.how", HINT))


def _study_line(study: ReplayedStudy, catalogue: Catalogue) -> Line:
    case = told(study, catalogue)
    key = "replay.study" if study.concerns else "replay.study-elsewhere"
    states = counts_words(study.count)
    return line(key, ITEM, indent=1, name=case.name, id=study.study, when=case.when, states=states)


def counts_words(count: dict[StepState, int]) -> str:
    """'2 answered, 1 open': the states that occur, best first."""
    found = [(state, number) for state, number in count.items() if number]
    return join([say(f"replay-count.{state.value}", count=number) for state, number in found])


def study_lines(study: ReplayedStudy, catalogue: Catalogue) -> tuple[Line, ...]:
    """One case study, step by step."""
    case = told(study, catalogue)
    lines = [
        Line(f"{case.name} · {study.study}", HEADING),
        line(f"study.{study.kind.value}", LABEL, when=case.when),
    ]
    lines += [Line(case.summary)] if case.summary else []
    lines += [] if study.concerns else [line("replay.elsewhere", HINT)]
    for step in study.steps:
        lines += _step_lines(step, catalogue)
    return (*lines, *first_lines(study, catalogue), line("replay.meaning", HINT))


def _step_lines(step: ReplayedStep, catalogue: Catalogue) -> Iterator[Line]:
    state = say(f"replay-state.{step.state.value}")
    name = technique_name(catalogue, step.technique)
    yield line("replay.step", ITEM, indent=1, number=step.number, name=name, state=state)
    yield from (answering_line(found, catalogue, style=HINT, indent=2) for found in step.answering[:1])
    if step.others and not step.answering:
        yield others_line(step.others, catalogue, indent=2)


def answering_line(found: Answering, catalogue: Catalogue, *, style: LineStyle, indent: int) -> Line:
    """A practice that acts against a step, its level and what it does."""
    return line(
        "replay.by-parent" if found.measure.through_parent else "replay.by",
        style,
        indent=indent,
        practice=catalogue.practice(found.measure.practice).name,
        level=level_words(found.level),
        effect=say(f"effect-word.{found.measure.effect.value}"),
    )


def others_line(practices: Sequence[str], catalogue: Catalogue, *, indent: int) -> Line:
    """Practices that would act, were they in the profile or applicable."""
    names = [catalogue.practice(i).name for i in practices]
    return line("replay.others", HINT, indent=indent, names=join(names, MOST_NAMED))


def first_lines(study: ReplayedStudy, catalogue: Catalogue) -> Iterator[Line]:
    """Which step would have met something first, and how many came after it."""
    first = study.first_answered
    if first is None:
        numbers = join([str(s.number) for s in study.maybe_answered], len(study.steps))
        yield (
            line("replay.no-first-yet", LABEL, numbers=numbers) if numbers else line("replay.no-first", LABEL)
        )
        return
    later = sum(s.number > first.number and s.state is not StepState.ANSWERED for s in study.steps)
    name = technique_name(catalogue, first.technique)
    yield line("replay.first", LABEL, number=first.number, name=name, later=later)


def told(study: ReplayedStudy, catalogue: Catalogue) -> CaseStudy:
    """The case study that was replayed."""
    found = catalogue.threats.study(study.study) if catalogue.threats else None
    if found is None:
        raise LookupError(study.study)
    return found
