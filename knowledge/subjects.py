"""What a document speaks of: who claims something of machine learning or of agents has them in view.

Rules for all of an organisation's computers stand for some practices (encryption, signatures, rights); for
the others words about servers, staff or web pages only look alike.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from model.evidence import Document

ANYWHERE = frozenset(
    [
        *("AML.M0005", "AML.M0011", "AML.M0012", "AML.M0013", "AML.M0014", "AML.M0016", "AML.M0018"),
        *("AML.M0019", "MLS.X02", "MLS.X10"),
    ]
)
"""Practices that general rules stand for: what is done for every system is done for the models."""
OF_AGENTS = frozenset(
    [
        *("AML.M0026", "AML.M0027", "AML.M0028", "AML.M0029", "AML.M0030", "AML.M0031", "AML.M0032"),
        *("AML.M0033", "AML.M0037", "AML.M0038"),
    ]
)
OF_LEARNING = frozenset(
    [
        *("AML.M0000", "AML.M0001", "AML.M0002", "AML.M0003", "AML.M0004", "AML.M0006", "AML.M0007"),
        *("AML.M0008", "AML.M0009", "AML.M0010", "AML.M0015", "AML.M0017", "AML.M0020", "AML.M0021"),
        *("AML.M0022", "AML.M0023", "AML.M0024", "AML.M0025", "AML.M0034", "AML.M0035", "AML.M0036"),
        *("AML.M0039", "MLS.X01", "MLS.X03", "MLS.X04", "MLS.X05", "MLS.X06", "MLS.X08"),
        *("MLS.X09", "MLS.X11"),
    ]
)
LEARNT_IN = 0.005
"""Words of machine learning, of all words, from which on a document is about it ..."""
AGENTS_IN = 0.007
"""... and words of agents, from which on it is about those; both chosen on real documents of others."""
_OTHER_MODELS = r"(?<!threat )(?<!data )(?<!security )(?<!operating )(?<!business )(?<!permission )"
_OTHER_AGENTS = r"(?<!user )(?<!user-)(?<!ssh )(?<!monitoring )(?<!forwarding )(?<!transfer )(?<!build )"
_AGENT = rf"(?:sub-?)?{_OTHER_AGENTS}agent(?:s|ic)?|assistants?|chat ?-?bots?|bots?|copilots?"
_TALKER = r"llms?|gpt(?:-\w+)?|(?:language|foundation) models?|prompts?|tool calls?|mcp"
_LEARNT = (
    r"machine[- ]learning|deep[- ]learning|ml|mlops|ai|genai|neural|artificial intelligence"
    rf"|{_OTHER_MODELS}models?"
    r"|training (?:data|sets?|runs?|jobs?|pipelines?|corp(?:us|ora)|code|cluster|environments?|images?)"
    r"|trained|retrain(?:ed|ing|s)?|fine-?tun\w+|classifiers?|inference|embeddings?|weights|checkpoints?"
    r"|data ?sets?|predict(?:s|ed|ions?|ive|ors?)|label(?:led|lers?|ling|ers|ing)|annotat\w+|drift\w*"
    r"|feature (?:stores?|pipelines?|engineering)|guardrails?|hallucinat\w+"
)
_AGENTS = re.compile(rf"\b(?:{_AGENT}|llms?|mcp|tool calls?|language models?)\b", re.IGNORECASE)
_LEARNING = re.compile(rf"\b(?:{_AGENT}|{_TALKER}|{_LEARNT})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Concerns:
    """What a document is about as a whole."""

    learning: bool
    agents: bool


def survey(document: Document) -> Concerns:
    """By how often it uses their words."""
    count = max(1, len(document.text.split()))
    return Concerns(
        learning=len(_LEARNING.findall(document.text)) >= LEARNT_IN * count,
        agents=len(_AGENTS.findall(document.text)) >= AGENTS_IN * count,
    )


def is_in_view(practice: str, near: str, *, concerns: Concerns, systems: Sequence[str] = ()) -> bool:
    """Whether a practice can be meant by words, read with their headings; one that is not ours always can."""
    named = any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", near, re.IGNORECASE) for name in systems)
    if practice in OF_AGENTS:
        return concerns.agents or named or bool(_AGENTS.search(near))
    if practice in OF_LEARNING:
        return concerns.learning or named or bool(_LEARNING.search(near))
    return True
