"""Targets proposed from the systems in scope, every step named."""

from dataclasses import dataclass

from model.assessment import State
from model.deeds import System
from model.practice import Catalogue, Kind, Practice

EXPOSED = frozenset({"public-interface", "on-device", "third-party-data", "third-party-models"})
"""Traits by which strangers reach a system: its callers, its holders or its suppliers."""
GRAVE = frozenset({"personal-data", "regulated", "high-impact", "autonomous"})
"""Traits by which a failure hurts people or breaks law."""


@dataclass(frozen=True)
class Step:
    """One reason that moved a proposed target."""

    code: str
    """A name that the wording explains: base, exposed, grave, option, nothing-applies."""
    level: int
    """The target after this step."""
    because: tuple[str, ...] = ()
    """The system, then the traits of it that caused the step."""


@dataclass(frozen=True)
class TargetProposal:
    """A proposed target with the steps that led to it."""

    level: int
    steps: tuple[Step, ...]


def propose(state: State, catalogue: Catalogue) -> dict[str, TargetProposal]:
    """By practice, what its most demanding system asks for: 1, and one more each where exposed or grave."""
    return {p.id: _propose(state, p) for p in catalogue.practices}


def _propose(state: State, practice: Practice) -> TargetProposal:
    counted = set(state.counted_systems(practice))
    if not counted:
        return TargetProposal(0, (Step("nothing-applies", 0),))
    asked = [_steps(s) for s in state.systems if s.name in counted]
    steps = max(asked, key=lambda each: each[-1].level)
    if practice.kind is Kind.OPTION and steps[-1].level > 1:
        steps.append(Step("option", 1))
    return TargetProposal(steps[-1].level, tuple(steps))


def _steps(system: System) -> list[Step]:
    """The steps of one system; the first of equals decides, so that the order of scope does."""
    steps = [Step("base", 1)]
    for code, kinds in (("exposed", EXPOSED), ("grave", GRAVE)):
        found = tuple(sorted(set(system.traits) & kinds))
        if found:
            steps.append(Step(code, steps[-1].level + 1, (system.name, *found)))
    return steps
