"""The small catalogue with a small release: all of it small enough to reckon by hand."""

from datetime import date

from model.catalogue import Catalogue
from model.profile import Fact
from model.threat import (
    CaseStudy,
    Effect,
    EffectOn,
    Maturity,
    PracticeEffect,
    Release,
    StudyKind,
    StudyStep,
    Technique,
)
from tests.small import CLEAN, SHIP, TRAIN, WATCH, small_catalogue

POISON, PLANTED, STEAL, TALK, AGENT = (
    "AML.T0001",
    "AML.T0001.001",
    "AML.T0002",
    "AML.T0003",
    "AML.T0004",
)
"""Poisoning and a special case of it, theft, what nothing acts against, and what aims at agents."""
BREACH, DRILL, CHAT = "AML.CS0001", "AML.CS0002", "AML.CS0003"


def technique(identifier: str, maturity: Maturity | None = Maturity.FEASIBLE, *platforms: str) -> Technique:
    """A generated technique."""
    return Technique(id=identifier, name=f"Attack {identifier}", maturity=maturity, platforms=platforms)


def study(identifier: str, kind: StudyKind, *techniques: str, traits: tuple[str, ...] = ()) -> CaseStudy:
    """A generated case study, a step for each technique."""
    steps = tuple(StudyStep(id=f"S{n}", technique=t) for n, t in enumerate(techniques))
    return CaseStudy(
        id=identifier, name=identifier, kind=kind, day=date(2025, 1, 2), steps=steps, traits=traits
    )


RELEASE = Release(
    version="test",
    format="list",
    techniques=(
        technique(POISON, Maturity.REALIZED),
        technique(PLANTED, Maturity.DEMONSTRATED),
        technique(STEAL, None),
        technique(TALK, Maturity.FEASIBLE, "Enterprise"),
        technique(AGENT, Maturity.FEASIBLE, "Agentic AI"),
    ),
    studies=(
        study(DRILL, StudyKind.EXERCISE, POISON, STEAL, POISON),
        study(BREACH, StudyKind.INCIDENT, TALK, PLANTED, STEAL, traits=("trains-own",)),
        study(CHAT, StudyKind.INCIDENT, STEAL, traits=("generative",)),
    ),
)
EFFECTS = (
    PracticeEffect(practice=CLEAN, default=Effect.PREVENTS, reason="it filters", answers=(POISON,)),
    PracticeEffect(
        practice=TRAIN,
        default=Effect.HINDERS,
        reason="it hardens",
        answers=(PLANTED, STEAL, TALK),
        differs=(EffectOn(technique=TALK, effect=Effect.INFORMS, reason="it only tells"),),
    ),
    PracticeEffect(practice=SHIP, default=Effect.DETECTS, reason="it notices", answers=(STEAL,)),
    PracticeEffect(practice=WATCH, default=Effect.PREVENTS, reason="it looks", answers=(STEAL,)),
)
FACTS = (
    Fact(id="origin", name="origin", question="Who?", traits=("trains-own", "bought"), is_one_of=True),
    Fact(id="output", name="output", question="What?", traits=("predictive", "generative", "agentic")),
)


def threatened_catalogue() -> Catalogue:
    """The small catalogue under attack."""
    return small_catalogue().model_copy(
        update={"threats": RELEASE, "effects": EFFECTS, "facts": FACTS, "atlas": "test"}
    )
