"""The roadmap in the data set of a report: steps in waves, what fits nowhere, and what was decided."""

from datetime import date

from assistant.reports.amount import Amount
from model.decisions import StepStatus
from model.value import Value


class Criterion(Value):
    """An unmet activity: what a step is done by."""

    id: str
    level: int
    label: str
    text: str
    needed: str
    """How far it must be done, such as 'every system'."""
    today: str
    """How far it is, in the word of the activity."""
    done_for: tuple[str, ...]
    """The systems for which it is known to be done."""
    evidence: tuple[str, ...]
    """What would show it."""


class ReportStep(Value):
    """One practice, one level up, with the levels right above it that are met already."""

    practice: str
    name: str
    before: int
    after: int
    effort: int
    reasons: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    find_out: bool
    systems: tuple[str, ...]
    """Those that the practice is counted over; empty where none was named."""
    attacks: tuple[str, ...]
    """Names of the techniques whose cover rises, heaviest first, the first few."""
    attack_count: int
    """All of them."""
    stays: bool
    """Whether it stays in its wave if it takes one effort point more or less."""
    owner: str
    """Who agreed to do it; else that it is to be named, with the owners of the systems or the role that
    knows about it."""
    agreed_owner: str = ""
    """Who agreed to do it, if anybody."""
    due: date | None = None
    state: StepStatus | None = None
    """How far it is; null where nothing was agreed."""
    status: str = ""
    """The same in words."""

    @property
    def own(self) -> tuple[Criterion, ...]:
        """The criteria of its own levels; those below belong to the steps before it."""
        return tuple(c for c in self.criteria if c.level > self.before)

    @property
    def waits(self) -> bool:
        """Whether a step of the same practice comes before it."""
        return len(self.own) < len(self.criteria)


class ReportWave(Value):
    """One stretch of work, and the means after it."""

    number: int
    effort: int
    earned: Amount
    progress: Amount
    exposure: Amount | None
    """In percent of the weight of all attacks; null where nothing weighs."""
    steps: tuple[ReportStep, ...]


class ReportLeftover(Value):
    """A step that fits nowhere, and why."""

    practice: str
    name: str
    after: int
    cause: str


class ReportClosed(Value):
    """A step that somebody had agreed to do and that the roadmap holds no more."""

    practice: str
    name: str
    level: int
    owner: str
    is_earned: bool
    cause: str


class ReportOrder(Value):
    """What the roadmap was told to leave out, or to put into a wave."""

    practice: str
    name: str
    level: int | None
    wave: int | None
    """None where the practice stays out."""
    who: str
    day: date
    reason: str


class ReportRoadmap(Value):
    """What to do next, in waves."""

    capacity: int
    waves: tuple[ReportWave, ...]
    leftovers: tuple[ReportLeftover, ...]
    orders: tuple[ReportOrder, ...] = ()
    closed: tuple[ReportClosed, ...] = ()
