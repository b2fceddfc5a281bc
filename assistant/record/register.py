"""What is kept of one assessment, and the line under which it is listed."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.record.canonical import to_stamp
from assistant.record.chain import Link
from model.assessment import Act
from model.deeds import Opened, Renamed
from model.fold import undone_by


@dataclass(frozen=True)
class Register:
    """The line under which an assessment is listed; all of it follows from the acts."""

    name: str
    created: str
    last: str
    count: int
    head: str
    catalogue: str


@dataclass(frozen=True)
class Scored:
    """A scorecard as it is kept; a cache, never the truth."""

    head: str
    digest: str
    json: str


@dataclass(frozen=True)
class Stored:
    """Everything that is kept of one assessment."""

    register: Register
    links: tuple[Link, ...]
    snapshot: str | None
    """The catalogue JSON; None where somebody took it away."""
    scored: Scored | None = None


def can_be_seen(name: str) -> bool:
    """Whether a name leaves anything on a screen."""
    return any(c.isprintable() and not c.isspace() for c in name)


def name_of(acts: Sequence[Act]) -> str:
    """The name that the acts leave the assessment with."""
    undone = undone_by(acts)
    names = [a.deed.name for a in acts if isinstance(a.deed, Opened | Renamed) and a.seq not in undone]
    return names[-1] if names else ""


def register_of(acts: Sequence[Act], head: str, *, name: str | None = None) -> Register:
    """The line that acts are listed under; `name` saves looking for it."""
    first = acts[0].deed
    return Register(
        name=name_of(acts) if name is None else name,
        created=to_stamp(acts[0].at),
        last=to_stamp(acts[-1].at),
        count=len(acts),
        head=head,
        catalogue=first.catalogue if isinstance(first, Opened) else "",
    )
