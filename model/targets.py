"""Targets proposed from the systems in scope by the catalogue's table, every step named."""

from dataclasses import dataclass

from model.assessment import State
from model.catalogue import Catalogue
from model.deeds import System
from model.practice import Kind, Practice
from model.profile import TargetTable

HIGHEST = 3


@dataclass(frozen=True)
class Step:
    """One reason that moved a proposed target."""

    code: str
    """base, a code of the table, option or nothing-applies."""
    level: int
    """The target after this step."""
    because: tuple[str, ...] = ()
    """The system, then the traits of it that caused the step."""
    reason: str = ""
    """The table's reason, where it gives one."""


@dataclass(frozen=True)
class TargetProposal:
    """A proposed target with the steps that led to it."""

    level: int
    steps: tuple[Step, ...]


def propose(state: State, catalogue: Catalogue) -> dict[str, TargetProposal]:
    """By practice, what its most demanding system asks for."""
    return {p.id: _propose(state, p, table=catalogue.targets) for p in catalogue.practices}


def _propose(state: State, practice: Practice, *, table: TargetTable) -> TargetProposal:
    counted = set(state.counted_systems(practice))
    if not counted:
        return TargetProposal(0, (Step("nothing-applies", 0),))
    asked = [_steps(s, practice.id, table=table) for s in state.systems if s.name in counted]
    steps = max(asked, key=lambda each: each[-1].level)
    if practice.kind is Kind.OPTION and steps[-1].level > table.option:
        steps.append(Step("option", table.option))
    return TargetProposal(steps[-1].level, tuple(steps))


def _steps(system: System, practice: str, *, table: TargetTable) -> list[Step]:
    """The steps of one system; of equally demanding ones the first in scope decides."""
    steps = [Step("base", table.base)]
    for code in dict.fromkeys(rule.code for rule in table.rules):
        rules = [r for r in table.rules if r.code == code and r.concerns(practice)]
        raised = [(r, t) for r in rules for t in r.traits if t in system.traits]
        if raised and steps[-1].level < HIGHEST:
            level = min(HIGHEST, steps[-1].level + max(rule.adds for rule, _ in raised))
            traits = sorted({trait for _, trait in raised})
            steps.append(Step(code, level, (system.name, *traits), raised[0][0].reason))
    return steps
