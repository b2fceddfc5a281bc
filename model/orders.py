"""What the users decided about a roadmap: what stays out, what is dropped, what comes in which wave."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from model.assessment import State, Step
from model.decisions import StepStatus


@dataclass(frozen=True)
class Orders:
    """Practices that stay out, steps that are dropped, and steps with the wave they belong to, from 1 on."""

    excluded: frozenset[str] = frozenset()
    fixed: Mapping[Step, int] = field(default_factory=dict)
    dropped: frozenset[Step] = frozenset()

    def under(self, other: "Orders") -> "Orders":
        """These orders with others on top."""
        return Orders(
            self.excluded | other.excluded, {**self.fixed, **other.fixed}, self.dropped | other.dropped
        )

    def beside(self, met: Iterable[Step]) -> "Orders":
        """These orders without those about levels that ask for nothing more: nobody can move or drop them."""
        done = frozenset(met)
        fixed = {step: wave for step, wave in self.fixed.items() if step not in done}
        return Orders(self.excluded, fixed, self.dropped - done)

    def ceiling(self, practice: str, *, target: int) -> int:
        """How far work may take a practice on its way to a target."""
        if practice in self.excluded:
            return 0
        return min((target, *(level - 1 for i, level in self.dropped if i == practice)))


NO_ORDERS = Orders()


def orders_of(state: State) -> Orders:
    """The orders on record."""
    return Orders(
        excluded=frozenset(state.left_out),
        fixed={step: put.deed.wave for step, put in state.put.items() if put.deed.wave},
        dropped=frozenset(
            step for step, said in state.agreed.items() if said.deed.status is StepStatus.DROPPED
        ),
    )
