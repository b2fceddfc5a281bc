"""Whether a process still computes: what waits for nothing is told from what a busy machine keeps waiting."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

LOOK = 1.0
"""Seconds between two looks at it."""
QUIET = 15
"""Looks in a row at which it had done nothing, after which it will not do anything any more."""
LEAST = 0.001
"""Of the time between two looks, the part that counts as something: a busy machine gives more, a nap less."""


def computed_by(process: int) -> float | None:
    """Seconds that a process has computed so far; None where it has ended, or the system does not tell."""
    try:
        return time.clock_gettime((~process << 3) | 2)  # Linux's clock of another process
    except (AttributeError, OSError, OverflowError):
        return None


@dataclass
class Pulse:
    """Looks at a process, counted and not timed: while the whole machine sleeps, nobody looks."""

    process: int
    look: float = LOOK
    computed: Callable[[int], float | None] = computed_by
    _before: float = field(default=-1.0, init=False)
    _quiet: int = field(default=0, init=False)

    def beat(self) -> None:
        """It was heard of."""
        self._quiet = 0

    def has_stopped(self) -> bool:
        """Look: whether it has done nothing for too many looks in a row."""
        now = self.computed(self.process)
        if now is None or self._before < 0 or now - self._before >= LEAST * self.look:
            self._quiet = 0
        else:
            self._quiet += 1
        self._before = -1.0 if now is None else now
        return self._quiet >= QUIET
