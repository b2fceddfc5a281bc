"""The record and the knowledge, opened; what the screens do with assessments. Knows no screen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.widgets.entries import HomeEntry

if TYPE_CHECKING:  # pydantic and what stands on it take 0.2 s, which the first paint does not wait for
    from assistant.conversation.session import LedgerDoor, LibraryDoor, Session
    from model.assessment import Act, Speaker
    from model.catalogue import Catalogue
    from model.deeds import Deed
    from model.practice import Profile


class ListingDoor(Protocol):
    """A line of the record's list."""

    @property
    def name(self) -> str:
        """The assessment's name."""
        ...

    @property
    def last_at(self) -> datetime:
        """When the last act was recorded."""
        ...


class NewLedgerDoor(Protocol):
    """A ledger whose first act is that it was begun."""

    @property
    def acts(self) -> "tuple[Act, ...]":
        """Every act so far, oldest first."""
        ...

    @property
    def head(self) -> str:
        """The hash of the last act."""
        ...

    def append(
        self, deeds: "Sequence[Deed]", speaker: "Speaker", *, at: datetime | None = None
    ) -> "tuple[Act, ...]":
        """Record deeds, as done at a time."""
        ...


class StoreDoor(Protocol):
    """What the screens need of a record."""

    @property
    def backup(self) -> Path | None:
        """The copy made because this opening brought an older record up to date."""
        ...

    def list(self) -> "Sequence[ListingDoor]":
        """All assessments, the one last worked on first."""
        ...

    def create(
        self, name: str, *, profile: "Profile", catalogue_json: str, speaker: "Speaker", origin: str = ""
    ) -> "NewLedgerDoor":
        """Begin an assessment."""
        ...

    def open(self, name: str) -> "LedgerDoor":
        """The assessment of this name."""
        ...

    def rename(self, old: str, new: str, *, speaker: "Speaker") -> object:
        """Give an assessment another name."""
        ...

    def delete(self, name: str) -> None:
        """Delete an assessment for good."""
        ...

    def close(self) -> None:
        """Let go of the record."""
        ...


@dataclass(frozen=True)
class Desk:
    """Everything that was opened when the program started."""

    store: StoreDoor
    library: "LibraryDoor"
    speaker: str

    def entries(self) -> tuple[HomeEntry, ...]:
        """The list at once; what stands in each assessment follows from `surveyed`."""
        return entries_of(self.store)

    def surveyed(self, entries: Sequence[HomeEntry]) -> Iterator[HomeEntry]:
        """The entries with their figures, one after the other."""
        return (self._survey(entry) for entry in entries)

    def begin(self, name: str, *, origin: str = "") -> "Session":
        """A new assessment of the core practices, or again of what an earlier one was about."""
        from assistant.conversation.carrying import bring  # pydantic, after the first paint
        from assistant.conversation.speech import neutral  # pydantic, after the first paint
        from model.assessment import State  # pydantic, after the first paint
        from model.fold import fold  # pydantic, after the first paint

        old = self.store.open(origin) if origin else None
        earlier = fold(old.acts) if old else State()
        me = self._me(earlier.speakers)
        ledger = self.store.create(
            neutral(name),
            profile=earlier.profile,
            catalogue_json=self.library.snapshot,
            speaker=me,
            origin=old.head if old else "",
        )
        if old:
            bring(ledger, earlier, known={p.id for p in self.library.catalogue.practices}, speaker=me)
        return self._resumed(ledger)

    def open(self, name: str) -> "Session":
        """An assessment as its acts left it."""
        return self._resumed(self.store.open(name))

    def rename(self, old: str, new: str) -> None:
        """Give an assessment another name."""
        from assistant.conversation.speech import neutral  # pydantic, after the first paint

        self.store.rename(old, neutral(new), speaker=self._me(()))

    def delete(self, name: str) -> None:
        """Delete an assessment; whoever calls has asked twice."""
        self.store.delete(name)

    def refreshed(self, session: "Session") -> "Session":
        """The session with what others wrote meanwhile."""
        return caught_up(session)

    def folded(self, session: "Session") -> "Session":
        """The session with every act that its ledger holds."""
        return session.refolded()

    def _resumed(self, ledger: "LedgerDoor") -> "Session":
        from assistant.conversation.session import resume  # pydantic, after the first paint

        session = resume(ledger, self._catalogue_of(ledger), speaker=self._me(()))
        return replace(session, speaker=self._me(session.state.speakers))

    def _me(self, speakers: "Sequence[Speaker]") -> "Speaker":
        """The present user, in the role given last."""
        from model.assessment import Speaker  # pydantic, after the first paint

        known = [s for s in speakers if s.name == self.speaker]
        return known[-1] if known else Speaker(name=self.speaker)

    def _catalogue_of(self, ledger: "LedgerDoor") -> "Catalogue":
        """The catalogue that an assessment was opened with; this program's where it is the same."""
        from knowledge.catalogue.catalogue import of_record  # pydantic, after the first paint

        snapshot = getattr(ledger, "catalogue", None)
        text = snapshot() if snapshot else self.library.snapshot
        return self.library.catalogue if text == self.library.snapshot else of_record(text)

    def _survey(self, entry: HomeEntry) -> HomeEntry:
        from assistant.conversation.views import headline  # pydantic, after the first paint
        from model.errors import MlsmmError  # pydantic, after the first paint
        from model.scoring import score  # pydantic, after the first paint

        try:
            session = self.open(entry.name)
        except MlsmmError as error:
            return replace(entry, trouble=str(error))
        card = score(session.state, session.catalogue)
        applicable = [p for p in card.practices if p.applicable]
        return replace(
            entry,
            settled=sum(session.state.practice(p.id).is_settled for p in applicable),
            applicable=len(applicable),
            headline=headline(card, session.catalogue),
        )


def caught_up(session: "Session") -> "Session":
    """The session with what others wrote meanwhile; as it is where the record cannot be read."""
    from model.errors import RecordError  # pydantic, after the first paint

    refresh = getattr(session.ledger, "refresh", None)
    try:
        if refresh:
            refresh()
    except RecordError:
        return session
    return session.refolded()


def entries_of(store: StoreDoor) -> tuple[HomeEntry, ...]:
    """The list of a record, before anything is counted."""
    return tuple(HomeEntry(name=line.name, last_at=line.last_at) for line in store.list())
