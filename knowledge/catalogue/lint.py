"""The wording of a catalogue: what its texts must keep to, whoever wrote them. The lists are in lint.yaml."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from knowledge.catalogue.check import Fault
from knowledge.catalogue.readability import grade
from knowledge.strict_yaml import read_yaml
from model.catalogue import Catalogue
from model.practice import Activity, Practice

HARDEST = 10.5
"""Reading grade of a practice's texts, at most."""
HARDEST_ACTIVITY = 13.0
MOST_WORDS = 28
"""Words in an activity's text, at most."""
NEAREST = 0.9
"""Cosine of two activities of one practice, at most."""
Similar = Callable[[Sequence[str]], Any]
"""Texts to vectors of length 1, shape (n, width)."""
_SENTENCE = re.compile(r"[^.!?]+[.!?]+")
_ASKS = re.compile(r"\b(?:what|which|who|whom|whose|when|where|why|how)\b", re.IGNORECASE)
_AUXILIARY = r"(?:do|does|did|is|are|was|were|have|has|had|can|could|will|would|should|must|may|might)"
_YES_OR_NO = re.compile(
    rf"^{_AUXILIARY}\b|[,;:]\s*(?:and |or |but )?{_AUXILIARY}\s+"
    r"(?:you|they|it|he|she|there|any\w*|some\w*|the|this|that|these|those|your|an?)\b",
    re.IGNORECASE,
)


class Lists(NamedTuple):
    """What lint.yaml says."""

    weakness: re.Pattern[str]
    absence: re.Pattern[str]
    two_ideas: re.Pattern[str]
    quantity: re.Pattern[str]
    vendors: re.Pattern[str]


@cache
def lists() -> Lists:
    """The words that the rules look for."""
    read = read_yaml(Path(__file__).with_name("lint.yaml"), name="lint.yaml")
    return Lists(**{name: _any_of(words) for name, words in read.items()})


def find_wording(catalogue: Catalogue) -> Iterator[Fault]:
    """Every text that breaks a rule of wording."""
    for practice in catalogue.practices:
        yield from _practice(practice)
    for phase in catalogue.phases:
        for story in phase.stories:
            yield from _open_question("phases.yaml", f"stories.{story.id}", text=story.request)
            yield from _open_question("phases.yaml", f"stories.{story.id}", text=story.rephrased)
    for term in catalogue.terms:
        if len(_sentences(term.meaning)) > 1:
            yield Fault("glossary.yaml", term.name, "is more than one sentence", "Keep one plain sentence.")


def find_alike(catalogue: Catalogue, vectors_of: Similar) -> Iterator[Fault]:
    """Activities of one practice that mean nearly the same, by the encoder."""
    for practice in catalogue.practices:
        vectors = vectors_of([a.text for a in practice.activities])
        pairs = combinations(zip(practice.activities, vectors, strict=True), 2)
        for (first, mine), (second, theirs) in pairs:
            if float(mine @ theirs) > NEAREST:
                what = f"says nearly the same as {second.id}"
                yield Fault(file_of(practice), first.id, what, "Tell them apart, or keep one.")


def _practice(practice: Practice) -> Iterator[Fault]:
    file = file_of(practice)
    for activity in practice.activities:
        yield from _activity(file, activity)
    for key in ("question", "rephrased"):
        yield from _open_question(file, key, text=getattr(practice, key))
    for level in practice.levels:
        yield from _names_no_vendor(file, f"level {level.level}", text=level.statement)
    hard = grade(" ".join(_prose(practice)))
    if hard > HARDEST:
        yield Fault(file, "texts", f"read at grade {hard:.1f}", f"At most {HARDEST}: shorter words.")


def _activity(file: str, activity: Activity) -> Iterator[Fault]:
    words = lists()
    said = f"{activity.label}. {activity.text}"
    for pattern, text, what, do in (
        (words.weakness, said, "rewards admitting a weakness", "Name something that exists."),
        (words.two_ideas, activity.text, "holds a second idea", "Make two activities, or drop one."),
        (words.quantity, activity.text, "names a quantity", "The coverage says how many."),
    ):
        if found := pattern.search(text):
            yield Fault(file, activity.id, f"{found[0]!r} {what}", do)
    if activity.id.endswith(".1") and (found := words.absence.search(activity.text)):
        what = f"{found[0]!r} describes an absence at level 1"
        yield Fault(file, activity.id, what, "Name something that exists.")
    if len(_sentences(activity.text)) != 1 or ";" in activity.text:
        yield Fault(file, activity.id, "is not one sentence", "One idea an activity.")
    if len(activity.text.split()) > MOST_WORDS:
        yield Fault(file, activity.id, f"has more than {MOST_WORDS} words", "Shorten it.")
    if (hard := grade(activity.text)) > HARDEST_ACTIVITY:
        yield Fault(file, activity.id, f"reads at grade {hard:.1f}", f"At most {HARDEST_ACTIVITY}.")
    yield from _open_question(file, f"{activity.id}.question", text=activity.question)
    for text in (said, activity.question, *activity.evidence):
        yield from _names_no_vendor(file, activity.id, text=text)


def _open_question(file: str, key: str, *, text: str) -> Iterator[Fault]:
    for sentence in (s for s in _sentences(text) if s.endswith("?")):
        if _YES_OR_NO.search(sentence) or not _ASKS.search(sentence):
            yield Fault(file, key, f"can be answered yes: {sentence!r}", "Ask for the last instance.")


def _names_no_vendor(file: str, key: str, *, text: str) -> Iterator[Fault]:
    if found := lists().vendors.search(text):
        yield Fault(file, key, f"asks for {found[0]!r}", "Say what it does; examples may name products.")


def _prose(practice: Practice) -> Iterator[str]:
    yield from (practice.summary, practice.why, practice.does_not_stop, practice.question, practice.rephrased)
    yield from (level.statement for level in practice.levels)
    for activity in practice.activities:
        yield from (activity.text, activity.question)


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])", re.IGNORECASE)


def _sentences(text: str) -> list[str]:
    return [s.strip() for s in _SENTENCE.findall(text)]


def file_of(practice: Practice) -> str:
    """What a practice's file is called in findings."""
    return f"practices/{practice.id}.yaml"
