"""Explanations on demand: a practice, a level, an activity, an attack, a word."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from assistant.conversation.attacks import (
    attack_lines,
    explain_study,
    explain_tactic,
    explain_technique,
)
from assistant.conversation.session import Line, LineStyle
from assistant.conversation.speech import join, line, neutral, say
from assistant.conversation.topics import Topic, TopicKind, find_activity, find_topic
from model.catalogue import Catalogue, Term
from model.practice import Activity, Level, Practice
from model.threat import Release

LABEL, ITEM, HINT = LineStyle.LABEL, LineStyle.ITEM, LineStyle.HINT
MOST_TERMS = 8
"""Words of the glossary that an explanation points to."""
NO_TEXTS: Mapping[str, str] = {}


def explain(catalogue: Catalogue, words: str, *, texts: Mapping[str, str] = NO_TEXTS) -> tuple[Line, ...]:
    """What the words name, explained; empty when nothing of that name is known.

    `texts` are an official file's own, by id: shown beside ours where the file is in use.
    """
    topic = find_topic(catalogue, words)
    return explain_topic(catalogue, topic, texts=texts) if topic else ()


def explain_topic(
    catalogue: Catalogue, topic: Topic, *, texts: Mapping[str, str] = NO_TEXTS
) -> tuple[Line, ...]:
    """A topic explained, with the official text where there is one."""
    return (*_WAYS[topic.kind](catalogue, topic), *official_lines(catalogue, topic.id, texts=texts))


def official_lines(catalogue: Catalogue, thing: str, *, texts: Mapping[str, str]) -> Iterator[Line]:
    """What an official file itself says of an id; nothing where it says nothing."""
    paragraphs = [" ".join(p.split()) for p in neutral(texts.get(thing, "")).split("\n\n")]
    if any(paragraphs):
        yield line("explain.official", LABEL, atlas=catalogue.atlas)
    yield from (Line(p) for p in paragraphs if p)


def explain_practice(catalogue: Catalogue, practice: Practice) -> tuple[Line, ...]:
    """What it is, why it matters, what it answers and what it does not, its levels, and what is near it."""
    phases = ", ".join(p.phase.value.replace("-", " ") for p in practice.phases)
    return (
        Line(f"{practice.name} · {practice.id}", LineStyle.HEADING),
        Line(practice.summary),
        *([line("explain.provisional", HINT)] if practice.provisional else []),
        line("explain.why", LABEL),
        Line(practice.why),
        line("explain.does-not-stop", LABEL),
        Line(practice.does_not_stop),
        line("explain.levels", LABEL),
        *_statements(practice.levels),
        line("explain.attacks", LABEL),
        *attack_lines(catalogue, practice),
        *_near(catalogue, practice),
        *_crossings(catalogue, practice),
        line("explain.more", LABEL),
        line("explain.option" if practice.kind == "option" else "explain.hygiene", HINT),
        line("explain.phases", HINT, phases=phases),
        line("explain.roles", HINT, roles=join(practice.roles)),
        *_words(catalogue, practice),
        Line(practice.source, HINT),
    )


def explain_level(practice: Practice, level: int) -> tuple[Line, ...]:
    """What a level looks like, what shows it, and how to get to the next."""
    lines = [Line(say("explain.level-heading", practice=practice.name, level=level), LineStyle.HEADING)]
    if level == 0:
        lines.append(line("explain.level-0"))
    else:
        lines.append(Line(practice.levels[level - 1].statement))
        lines += _activities(practice.levels[level - 1].activities)
        below = level - 1
        lines.append(line("explain.gate", HINT, below=below) if below else line("explain.gate-1", HINT))
    if level < 3:
        following = practice.levels[level]
        lines.append(line("explain.next", LABEL, level=level + 1))
        lines += [
            line("explain.activity", ITEM, indent=1, label=a.label, text=a.text) for a in following.activities
        ]
        lines.append(line("explain.effort", HINT, points=following.effort.points))
    return tuple(lines)


def explain_step(
    catalogue: Catalogue, practice: Practice, *, level: int, met: frozenset[str] = frozenset()
) -> tuple[Line, ...]:
    """What it takes to reach a level: the activities that are not met, what shows them, what comes first."""
    unmet = [a for v in practice.levels[:level] for a in v.activities if a.id not in met]
    heading = Line(say("explain.step", practice=practice.name, level=level), LineStyle.HEADING)
    if not unmet:
        return heading, line("explain.step-met")
    return (
        heading,
        Line(practice.levels[level - 1].statement),
        *_activities(unmet),
        *_prerequisites(catalogue, practice, level=level),
        line("explain.effort", HINT, points=practice.levels[level - 1].effort.points),
    )


def explain_proof(practice: Practice) -> tuple[Line, ...]:
    """What would show each activity, and how far each kind of proof goes."""
    lines = [
        Line(say("explain.proof", practice=practice.name), LineStyle.HEADING),
        line("explain.proof-kinds"),
    ]
    for level in practice.levels:
        lines.append(line("explain.proof-level", LABEL, level=level.level))
        for activity in level.activities:
            lines.append(line("explain.activity", ITEM, indent=1, label=activity.label, text=activity.text))
            lines += [line("explain.evidence", HINT, indent=2, evidence=x) for x in activity.evidence]
    return tuple(lines)


def explain_attacks(catalogue: Catalogue, practice: Practice) -> tuple[Line, ...]:
    """Which real attacks a practice answers, and what it leaves open."""
    return (
        Line(say("explain.attacks-of", practice=practice.name), LineStyle.HEADING),
        *attack_lines(catalogue, practice),
        line("explain.does-not-stop", LABEL),
        Line(practice.does_not_stop),
    )


def explain_asking(practice: Practice, activity_id: str | None) -> tuple[Line, ...]:
    """Why a question is asked."""
    lines = [line("explain.asked-because", LABEL), Line(practice.why)]
    if not activity_id:
        return (*lines, *_statements(practice.levels))
    level = practice.level_of(activity_id)
    lines.append(line("explain.decides", below=level - 1, level=level))
    return (*lines, *_statements(v for v in practice.levels if v.level in (level - 1, level)))


def near_lines(catalogue: Catalogue, practice: Practice, *, among: frozenset[str]) -> Iterator[Line]:
    """What is easily taken for a practice, of those that are in question."""
    for pair in catalogue.near_to(practice.id):
        other = pair.other(practice.id)
        if other in among:
            counts = pair.second if pair.practices[0] == practice.id else pair.first
            name = catalogue.practice(other).name
            yield line("question.near", HINT, name=name, counts=counts)


def terms_in(catalogue: Catalogue, text: str) -> tuple[Term, ...]:
    """The words of the glossary that a text uses, in the order in which it does."""
    lowered = text.lower()
    found = []
    for term in catalogue.terms:
        places = [m.start() for n in (term.name, *term.aliases) if (m := _whole(n).search(lowered))]
        if places:
            found.append((min(places), term))
    return tuple(term for _, term in sorted(found, key=lambda each: (each[0], each[1].name)))


@lru_cache(maxsize=4096)
def _whole(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name.lower())}s?(?!\w)")


def _statements(levels: Iterable[Level]) -> Iterator[Line]:
    for level in levels:
        yield line("explain.level", ITEM, indent=1, level=level.level, statement=level.statement)


def _activities(activities: Iterable[Activity]) -> Iterator[Line]:
    for activity in activities:
        yield line("explain.activity", ITEM, indent=1, label=activity.label, text=activity.text)
        yield line("explain.unit", HINT, indent=2, unit=say(f"unit.{activity.unit.value}"))
        for shown in activity.evidence:
            yield line("explain.evidence", HINT, indent=2, evidence=shown)
        yield line("explain.example", LineStyle.QUOTE, indent=2, example=activity.examples[0])


def _prerequisites(catalogue: Catalogue, practice: Practice, *, level: int) -> Iterator[Line]:
    for needed in practice.prerequisites:
        if needed.before <= level:
            name = catalogue.practice(needed.practice).name
            yield line("explain.first", HINT, practice=name, level=needed.level, reason=needed.reason)


def _near(catalogue: Catalogue, practice: Practice) -> Iterator[Line]:
    pairs = catalogue.near_to(practice.id)
    if pairs:
        yield line("explain.near", LABEL)
    for pair in pairs:
        other = catalogue.practice(pair.other(practice.id) or practice.id)
        yield line("explain.near-item", ITEM, indent=1, name=other.name, difference=pair.difference)


def _crossings(catalogue: Catalogue, practice: Practice) -> Iterator[Line]:
    rows = [row for row in catalogue.crossings if row.practice == practice.id]
    if rows:
        yield line("explain.crosswalk", LABEL)
    for framework in catalogue.frameworks:
        for row in (r for r in rows if r.framework == framework.id):
            values = {"framework": framework.name, "item": row.item, "name": framework.items[row.item]}
            yield line("explain.crossing", ITEM, indent=1, **values, reason=row.reason)


def _words(catalogue: Catalogue, practice: Practice) -> Iterator[Line]:
    texts = (practice.summary, practice.why, practice.does_not_stop, *(v.statement for v in practice.levels))
    terms = terms_in(catalogue, " ".join((*texts, *(a.text for a in practice.activities))))
    if terms:
        yield line("explain.words", HINT, words=join([t.name for t in terms[:MOST_TERMS]]))


def _practice_topic(catalogue: Catalogue, topic: Topic) -> Iterable[Line]:
    return explain_practice(catalogue, catalogue.practice(topic.id))


def _level_topic(catalogue: Catalogue, topic: Topic) -> Iterable[Line]:
    return explain_level(catalogue.practice(topic.id), topic.level or 0)


def _activity_topic(catalogue: Catalogue, topic: Topic) -> Iterator[Line]:
    found = find_activity(catalogue, topic.id)
    if found is None:
        return
    practice, activity = found
    level = practice.level_of(activity.id)
    heading = say("explain.activity-heading", id=activity.id, practice=practice.name, level=level)
    yield Line(heading, LineStyle.HEADING)
    yield from _activities([activity])
    yield Line(activity.question, LineStyle.QUESTION)
    yield line("explain.gate-1", HINT) if level == 1 else line("explain.gate", HINT, below=level - 1)


def _term_topic(catalogue: Catalogue, topic: Topic) -> Iterator[Line]:
    term = next(t for t in catalogue.terms if t.name == topic.id)
    yield line("explain.term", LABEL, name=term.name)
    yield Line(term.meaning)
    users = [p for p in catalogue.practices if _uses(p, term)]
    if users:
        yield line("explain.used-by", HINT, names=join([p.name for p in users], 4))


def _uses(practice: Practice, term: Term) -> bool:
    text = " ".join((practice.name, practice.summary, *(a.text for a in practice.activities))).lower()
    return any(_whole(name).search(text) for name in (term.name, *term.aliases))


def _atlas_topic(catalogue: Catalogue, topic: Topic) -> Iterable[Line]:
    threats = catalogue.threats or Release(version="-", format="-")
    if technique := threats.technique(topic.id):
        return explain_technique(catalogue, technique)
    if study := threats.study(topic.id):
        return explain_study(catalogue, study)
    tactic = threats.tactic(topic.id)
    return explain_tactic(catalogue, tactic) if tactic else ()


_WAYS: dict[TopicKind, Callable[[Catalogue, Topic], Iterable[Line]]] = {
    TopicKind.PRACTICE: _practice_topic,
    TopicKind.LEVEL: _level_topic,
    TopicKind.ACTIVITY: _activity_topic,
    TopicKind.TECHNIQUE: _atlas_topic,
    TopicKind.TACTIC: _atlas_topic,
    TopicKind.STUDY: _atlas_topic,
    TopicKind.TERM: _term_topic,
}
