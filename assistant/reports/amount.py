"""A figure of a report: rounded to read, exact to reckon with."""

from fractions import Fraction

from model.scoring import Range, rounded
from model.value import Value


class Amount(Value):
    """A figure rounded half up to two decimals, with the exact fractions that it comes from."""

    low: float
    """What is open counts as none."""
    high: float
    """What is open counts as all."""
    exact_low: str
    """Such as 5/3."""
    exact_high: str

    @classmethod
    def of(cls, figure: Range) -> "Amount":
        """A range of the scorer, rounded: the one place where a report rounds."""
        return cls(
            low=rounded(figure.low),
            high=rounded(figure.high),
            exact_low=str(figure.low),
            exact_high=str(figure.high),
        )

    @property
    def exact(self) -> tuple[Fraction, Fraction]:
        """Low and high as they were computed."""
        return Fraction(self.exact_low), Fraction(self.exact_high)
