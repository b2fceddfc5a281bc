"""Systems in a paragraph: 'the sepsis score, which our team retrains, a triage tool that we bought, …'."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

LEAST = 140
"""Characters; a shorter text is a list, however it is put."""
_KINDS = (
    r"scores?|scorers?|tools?|models?|chat ?bots?|bots?|systems?|classifiers?|detectors?|assistants?|"
    r"copilots?|"
    r"engines?|ocr|recogni[sz]ers?|forecasts?|forecasters?|agents?|recommenders?|predictors?|llms?|rankers?|"
    r"transcribers?|translators?|software|solutions?|algorithms?"
)
_NAMED = re.compile(
    rf"\b(?:the|an?|our|one|another)\s+(?P<name>(?:(?!(?:the|an?|our|of|and|or|for|that|which|with|in|on|"
    rf"to|is|are)\b)"
    rf"[\w/-]+\s+){{0,4}}?(?:{_KINDS}))\b(?!\s+(?:cards?|files?|provider|vendor|owners?|teams?)\b)",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"(?:(?:ai|ml|machine.learning|new|other|first|second|same|main|clinical|whole|different|bought|"
    r"trained|own)\s+)*"
    r"(?:systems?|models?|tools?|software|solutions?|algorithms?)",
    re.IGNORECASE,
)
"""No name: 'the model', 'another AI system'."""
_PLANNED = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|intend\w*|next year|next quarter|roll(?:ing)? out|not (?:yet )?in use|"
    r"will (?:be|come)|"
    r"thinking about|considering|evaluating|in future|some ?day|used to|retired|switched off)\b",
    re.IGNORECASE,
)
_QUALIFIED = re.compile(
    r"^(?:bought|purchased|own|internal|public|trained|home-?grown|small|big|new)\s+", re.IGNORECASE
)


@dataclass(frozen=True)
class SpokenSystem:
    """A system that a paragraph speaks of."""

    name: str
    told: str
    """What is said around it."""
    is_planned: bool


def mentions(text: str) -> tuple[SpokenSystem, ...]:
    """The systems that a paragraph names, in order; none in a text that is a list, or that names but one."""
    if len(text) < LEAST or ";" in text or "\n-" in text:
        return ()
    first: dict[str, SpokenSystem] = {}
    for mention in _mentions(text):
        first.setdefault(mention.name.lower(), mention)
    return tuple(first.values()) if len(first) > 1 else ()


def _mentions(text: str) -> Iterator[SpokenSystem]:
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", text):
        found = [m for m in _NAMED.finditer(sentence) if not _VAGUE.fullmatch(m["name"])]
        ends = [*(m.start() for m in found), len(sentence)][1:]
        lead = sentence[: found[0].start()] if found else ""
        for match, end in zip(found, ends, strict=True):
            told = sentence[match.start() : end]
            own, comma, rest = told.rpartition(",") if end < len(sentence) else (told, "", "")
            clause = lead.rpartition(",")[2] + (own if comma else told)
            name = _QUALIFIED.sub("", match["name"]).strip()
            yield SpokenSystem(
                name=name, told=own if comma else told, is_planned=bool(_PLANNED.search(clause))
            )
            lead = rest


def described(text: str, traits_in: Callable[[str], tuple[str, ...]]) -> list[tuple[str, tuple[str, ...]]]:
    """The systems in use with their traits."""
    return [(m.name, traits_in(m.told)) for m in mentions(text) if not m.is_planned]


def only_planned(text: str) -> list[str]:
    """The systems that a paragraph only plans."""
    return [m.name for m in mentions(text) if m.is_planned]
