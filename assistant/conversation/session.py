"""The values that a turn takes and gives: a session, and what is shown of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from model.adoption import adopt
from model.assessment import Act, Speaker, State
from model.card import Card
from model.catalogue import Catalogue
from model.deeds import Deed, Undone
from model.evidence import Document
from model.fold import apply, fold
from model.practice import PhaseId
from model.reading import Reading
from model.suggestion import Progress, Source, Suggestion


class Where(StrEnum):
    """What the conversation is about at the moment."""

    SYSTEMS = "systems"
    ROLE = "role"
    SPEAKER = "speaker"
    STORY = "story"
    QUESTION = "question"
    FOLLOW_UP = "follow-up"
    CARD = "card"
    PHASE = "phase"
    REASON = "reason"
    INAPPLICABLE = "inapplicable"
    EVIDENCE = "evidence"
    DONE = "done"


@dataclass(frozen=True)
class Focus:
    """What the next words answer."""

    where: Where
    phase: PhaseId | None = None
    story: str | None = None
    practice: str | None = None
    activity: str | None = None
    level: int | None = None
    """The level that waits for its reason."""
    reason: str = ""
    """Words that may be the reason; Enter says that they are."""


class LineStyle(StrEnum):
    """How a line looks; never the only carrier of its meaning."""

    PLAIN = "plain"
    HEADING = "heading"
    LABEL = "label"
    ITEM = "item"
    QUOTE = "quote"
    QUESTION = "question"
    LEVEL = "level"
    HINT = "hint"
    ERROR = "error"


@dataclass(frozen=True)
class Line:
    """One line of speech; its text is plain, never markup."""

    text: str
    style: LineStyle = LineStyle.PLAIN
    indent: int = 0
    """Steps of two columns."""


class LedgerDoor(Protocol):
    """What the conversation needs of a record: append and read acts of one assessment."""

    @property
    def acts(self) -> tuple[Act, ...]:
        """Every act so far, oldest first."""
        ...

    @property
    def head(self) -> str:
        """The hash of the last act."""
        ...

    def append(self, deeds: Sequence[Deed], speaker: Speaker) -> tuple[Act, ...]:
        """Record deeds in one synced transaction."""
        ...


class LibraryDoor(Protocol):
    """What the conversation needs of knowledge."""

    @property
    def catalogue(self) -> Catalogue:
        """The practices of this program."""
        ...

    @property
    def snapshot(self) -> str:
        """The catalogue's JSON, as it is kept beside an assessment."""
        ...

    def over(self, catalogue: Catalogue, practices: Sequence[str]) -> "LibraryDoor":
        """The library of an assessment: its own catalogue, and no practice that is not in question."""
        ...

    def read(self, text: str, *, practice: str | None = None, systems: Sequence[str] = ()) -> Reading:
        """An answer read for a practice, or for the one that it is about."""
        ...

    def read_story(
        self, text: str, practices: Sequence[str], *, systems: Sequence[str] = ()
    ) -> dict[str, Reading]:
        """An answer read for several practices; silent ones abstain."""
        ...

    def find(self, question: str) -> tuple[str, ...]:
        """The practices that a free question is about, best first."""
        ...

    def texts(self, version: str) -> Mapping[str, str]:
        """The full texts of this ATLAS release by id, where an official file of it is kept."""
        ...

    def documents(self, path: Path) -> Iterator[Document]:
        """What is in a file, an archive or a folder, one by one; what went wrong is a remark."""
        ...

    def follow(self, documents: Iterable[Document], *, systems: Sequence[str] = ()) -> Iterator[Progress]:
        """Documents read for suggestions, step by step."""
        ...


@dataclass(frozen=True)
class TimeBox:
    """'I have 20 minutes with a data engineer': the practices that fit."""

    role: str
    minutes: int
    practices: tuple[str, ...]
    opened_by: Speaker | None = None
    """Who speaks again once the limit is taken away."""


@dataclass(frozen=True)
class Review:
    """Suggestions from documents that wait for the user's word."""

    pending: tuple[Suggestion, ...]
    kept: int = 0
    """How many were kept so far."""
    weaker: int = 0
    """How many more were found about the same practices, and left out."""
    is_confidential: bool = False
    """What is kept from here on is cited by place and hash only."""
    valid_until: date | None = None
    owner: str = ""
    dated: date | None = None
    """The day that what is kept from here on speaks of, by the user's word ..."""
    dates: Mapping[str, date] = field(default_factory=dict)
    """... and by the documents' own, by their hashes."""

    def day_of(self, source: Source) -> date | None:
        """The day that a place speaks of."""
        return self.dated or source.dated or self.dates.get(source.sha256)


@dataclass(frozen=True)
class Session:
    """A conversation at one moment; a new one follows from every turn.

    Its representation leaves out what is large: Textual makes one for each worker that is given a session.
    """

    ledger: LedgerDoor
    opened_with: Catalogue = field(repr=False)
    """The catalogue that the assessment was opened with."""
    catalogue: Catalogue = field(repr=False)
    """The catalogue that it is scored with: the same, under the ATLAS release gone by."""
    state: State = field(repr=False)
    speaker: Speaker
    focus: Focus = field(default=Focus(Where.SYSTEMS))
    trail: tuple[Focus, ...] = ()
    """Earlier focuses, for going back."""
    asked: tuple[str, ...] = ()
    """Follow-ups asked about the practice in focus."""
    left: frozenset[str] = frozenset()
    """Activities whose follow-up was passed over; nothing is concluded of them."""
    rephrased: bool = False
    """The question in focus was put in other words already."""
    nudged: bool = False
    """Enter alone was pressed on the question in focus already; the next one goes on."""
    criteria_shown: frozenset[str] = frozenset()
    """Practices whose level criteria were shown before they were settled."""
    listed: tuple[str, ...] = ()
    """The drafts of the phase as its list numbered them."""
    box: TimeBox | None = None
    review: Review | None = None
    """What was found in documents and waits for the user's word."""
    hides_levels: bool = False
    is_classic: bool = False
    """Practice by practice, without stories."""

    def record(self, *deeds: Deed) -> "Session":
        """The session once these deeds are synced; a failed append changes nothing."""
        acts = self.ledger.append(deeds, self.speaker)
        is_behind = bool(acts) and acts[0].seq != self.state.count + 1
        if is_behind or any(isinstance(deed, Undone) for deed in deeds):
            return self.refolded()
        state = self.state
        for act in acts:
            state = apply(state, act)
        return self._standing(state)

    def refolded(self) -> "Session":
        """The session with every act that its ledger holds."""
        return self._standing(fold(self.ledger.acts))

    def _standing(self, state: State) -> "Session":
        if state.adopted is self.state.adopted:
            return replace(self, state=state)
        return replace(self, state=state, catalogue=adopt(self.opened_with, state.adopted))

    def at(self, focus: Focus) -> "Session":
        """The session with another focus."""
        if focus == self.focus:
            return self
        fresh = (focus.practice, focus.story) != (self.focus.practice, self.focus.story)
        return replace(
            self,
            focus=focus,
            trail=(*self.trail[-50:], self.focus),
            asked=() if fresh else self.asked,
            rephrased=False if fresh else self.rephrased,
            nudged=False if fresh else self.nudged,
        )


@dataclass(frozen=True)
class Shown:
    """Something to show, and the session that goes with it; its acts are synced already."""

    session: Session
    lines: tuple[Line, ...]
    card: Card | None = None
    """The card that the lines describe, for a pane of its own."""
    go: str | None = None
    """A screen that the user asked for: results, roadmap, threats, parked, explain, home."""
    topic: str | None = None
    """What `explain` or `threats` is about: an id, `ID LEVEL` or a term; the capacity to try in `roadmap`."""
    doing: str | None = None
    """What is going on, for a status line; without lines it is no part of the talk."""


def resume(ledger: LedgerDoor, catalogue: Catalogue, *, speaker: Speaker) -> Session:
    """The session of an assessment as its acts left it, opened with `catalogue`; a role is remembered."""
    state = fold(ledger.acts)
    known = next((s for s in reversed(state.speakers) if s.name == speaker.name and s.role), speaker)
    return Session(
        ledger=ledger,
        opened_with=catalogue,
        catalogue=adopt(catalogue, state.adopted),
        state=state,
        speaker=speaker if speaker.role else known,
    )
