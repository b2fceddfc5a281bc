"""Stand-ins for record and knowledge: acts in memory, and a reader that hears plain words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from knowledge.catalogue.catalogue import to_json
from knowledge.documents.fence import read_documents
from model.assessment import Act, Speaker
from model.catalogue import Catalogue
from model.coverage import Ordinal
from model.deeds import Deed, Opened, Renamed
from model.errors import ActError, NotFoundError
from model.evidence import Document, Quotation
from model.practice import Practice, Profile
from model.reading import OpenPoint, Proposal, Reading, Says, Statement
from model.suggestion import Progress
from tests.shipped import shipped_catalogue

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass
class MemoryLedger:
    """The acts of one assessment, nowhere but here."""

    acts: tuple[Act, ...] = ()
    error: Exception | None = None
    """Raised by the next append."""

    @property
    def head(self) -> str:
        """What stands for the hash of the last act."""
        return f"{len(self.acts):064x}"

    def append(
        self, deeds: Sequence[Deed], speaker: Speaker, *, at: datetime | None = None
    ) -> tuple[Act, ...]:
        """Keep deeds, a minute apart where no time is given."""
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        first = len(self.acts) + 1
        added = tuple(
            Act(seq=seq, at=at or START + timedelta(minutes=seq), speaker=speaker, deed=deed)
            for seq, deed in enumerate(deeds, first)
        )
        self.acts += added
        return added


@dataclass(frozen=True)
class ListedLine:
    """A line of the list."""

    name: str
    last_at: datetime


@dataclass
class MemoryStore:
    """Assessments by name."""

    ledgers: dict[str, MemoryLedger] = field(default_factory=dict)
    is_closed: bool = False
    backup: Path | None = None

    def list(self) -> tuple[ListedLine, ...]:
        """All of them."""
        return tuple(ListedLine(name, ledger.acts[-1].at) for name, ledger in self.ledgers.items())

    def create(
        self, name: str, *, profile: Profile, catalogue_json: str, speaker: Speaker, origin: str = ""
    ) -> MemoryLedger:
        """Begin one."""
        if name in self.ledgers:
            raise ActError(f"there is an assessment named {name!r} already", "Choose another name.")
        self.ledgers[name] = MemoryLedger()
        opened = Opened(
            name=name, profile=profile, catalogue=str(len(catalogue_json)), program="0", origin=origin
        )
        self.ledgers[name].append([opened], speaker)
        return self.ledgers[name]

    def open(self, name: str) -> MemoryLedger:
        """The one of this name."""
        if name not in self.ledgers:
            raise NotFoundError(f"there is no assessment named {name!r}")
        return self.ledgers[name]

    def rename(self, old: str, new: str, *, speaker: Speaker) -> MemoryLedger:
        """Another name for it."""
        self.ledgers = {new if name == old else name: ledger for name, ledger in self.ledgers.items()}
        self.ledgers[new].append([Renamed(name=new)], speaker)
        return self.ledgers[new]

    def delete(self, name: str) -> None:
        """Forget it."""
        del self.ledgers[name]

    def close(self) -> None:
        """Remember that it was closed."""
        self.is_closed = True


class PlainLibrary:
    """The real catalogue, and a reader that takes each clause for the next activity."""

    def __init__(self) -> None:
        self.catalogue: Catalogue = shipped_catalogue()

    @property
    def snapshot(self) -> str:
        """The catalogue's JSON."""
        return to_json(self.catalogue)

    def over(self, catalogue: Catalogue, practices: Sequence[str]) -> Self:
        """The same: it reads for any practice."""
        return self

    def read(self, text: str, *, practice: str | None = None, systems: Sequence[str] = ()) -> Reading:
        """A reading: clauses in order, one per activity; abstains without a clause of four words."""
        asked = self.catalogue.practice(practice or self.catalogue.practices[0].id)
        return _read(text, asked, systems)

    def read_story(
        self, text: str, practices: Sequence[str], *, systems: Sequence[str] = ()
    ) -> dict[str, Reading]:
        """The same for several practices."""
        return {i: _read(text, self.catalogue.practice(i), systems) for i in practices}

    def find(self, question: str) -> tuple[str, ...]:
        """The first practice, whatever is asked."""
        return (self.catalogue.practices[0].id,)

    def texts(self, version: str) -> Mapping[str, str]:
        """No official file is kept."""
        return {}

    def documents(self, path: Path) -> Iterator[Document]:
        """The real readers."""
        yield from read_documents(path)

    def follow(self, documents: Iterable[Document], *, systems: Sequence[str] = ()) -> Iterator[Progress]:
        """Documents that suggest nothing."""
        for finished, document in enumerate(documents, 1):
            yield Progress(document=document.name, done=0, total=0, finished=finished, suggestions=())


def _read(text: str, practice: Practice, systems: Sequence[str]) -> Reading:
    clauses = [m for m in re.finditer(r"[^.,;\n]+", text) if len(m.group().split()) >= 3]
    proposals = []
    for number, activity in enumerate(practice.activities):
        match = clauses[number] if number < min(2, len(clauses)) else None
        words = () if match is None else (_quote(text, match),)
        named = tuple(s for s in systems if match is not None and s in match.group())
        worth = Ordinal.SOME if number == 0 else Ordinal.HALF
        proposals.append(
            Proposal(
                activity=activity.id,
                coverage=worth if match else Ordinal.NONE,
                systems=named,
                quotations=words,
                inferred=match is None,
                confidence=0.9 - number * 0.5 if match else 0.4,
            )
        )
    plans = [m for m in clauses if "plan" in m.group() or "ticket" in m.group()]
    return Reading(
        text=text,
        practice=practice.id,
        practices=(),
        level=1 if clauses else None,
        probabilities=(0.1, 0.6, 0.2, 0.1),
        proposals=tuple(proposals) if clauses else (),
        open=tuple(OpenPoint(activity=a.id, question=a.question) for a in practice.levels[1].activities),
        statements=tuple(
            Statement(quotation=_quote(text, m), says=Says.PLAN, practice=practice.id) for m in plans
        ),
    )


def _quote(text: str, match: re.Match[str]) -> Quotation:
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    return Quotation(text=text[start : match.end()], start=start, end=match.end())
