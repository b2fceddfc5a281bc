"""A measured figure and the table of them."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """What was measured, several times over."""

    name: str
    samples: tuple[float, ...]
    unit: str = "ms"
    budget: float | None = None
    """What design section 10 or the issue asks for; None where nothing is asked."""
    more_is_better: bool = False

    @property
    def median(self) -> float:
        """The middle of the samples."""
        return statistics.median(self.samples)

    @property
    def verdict(self) -> str:
        """Whether the median keeps the budget."""
        if self.budget is None:
            return ""
        kept = self.median >= self.budget if self.more_is_better else self.median <= self.budget
        return "kept" if kept else "MISSED"

    def row(self) -> str:
        """A line of the table."""
        low, high = min(self.samples), max(self.samples)
        sign = ">=" if self.more_is_better else "<="
        asked = f"{sign} {self.budget:g} {self.unit}" if self.budget is not None else ""
        return (
            f"{self.name:<52}{self.median:>9.1f} {self.unit:<8}{low:>9.1f} to {high:<9.1f}"
            f"{len(self.samples):>4}  {asked:<16}{self.verdict}"
        )


HEADING = f"{'figure':<52}{'median':>9} {'':<8}{'range':>13}{'':<9}{'runs':>4}  {'budget':<16}"


def percentile(samples: Sequence[float], share: float) -> float:
    """The sample below which this share of them lies."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
