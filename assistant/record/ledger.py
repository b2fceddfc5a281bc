"""One assessment's acts: read once, appended to, each append synced before it returns."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.record.bulk import uncollected
from assistant.record.canonical import canonical, sha256
from assistant.record.chain import Link, Read, missing, read, seal, without_words
from assistant.record.register import Register, Scored, Stored, name_of, register_of
from assistant.record.remains import redaction
from assistant.record.verification import Recompute, Verdict, verify
from model.assessment import Act, Speaker
from model.deeds import Deed, Opened, Redacted, Renamed, Undone
from model.errors import ActError, ConflictError, NotFoundError, TamperedError

if TYPE_CHECKING:  # SQLAlchemy takes 0.15 s, which nobody pays before the record is opened
    from assistant.record.database import Database
    from assistant.record.rows import Rows

Clock = Callable[[], datetime]


def now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


class Ledger:
    """The acts of one assessment as this program knows them; `refresh` brings in what others wrote."""

    def __init__(self, database: "Database", number: int, *, register: Register, clock: Clock) -> None:
        self._database = database
        self._number = number
        self._register = register
        self._clock = clock
        self._read: Read | None = None

    @property
    def name(self) -> str:
        """The assessment's name."""
        return self._register.name

    @property
    def head(self) -> str:
        """The hash of the last act; whoever has it can tell whether anything before it changed."""
        return self._register.head

    @property
    def acts(self) -> tuple[Act, ...]:
        """All acts in order."""
        return self._load().acts

    def catalogue(self) -> str:
        """The JSON of the catalogue that the assessment is scored with."""
        with self._database.reading() as rows:
            found = rows.catalogue(self._register.catalogue)
        if found is None:
            raise TamperedError(f"the catalogue snapshot of {self.name!r} is missing", "Run `mlsmm verify`.")
        return found

    def append(
        self, deeds: Sequence[Deed], speaker: Speaker, *, at: datetime | None = None
    ) -> tuple[Act, ...]:
        """Record deeds in one transaction; ConflictError when somebody else wrote in between."""
        for deed in deeds:
            _refuse(deed)
        return self._append(deeds, speaker, at=at) if deeds else ()

    def redact(self, seq: int, *, reason: str, speaker: Speaker) -> Act:
        """Destroy the words and names of an act, for good; what scores are computed from stays."""
        if not 1 <= seq <= self._register.count:
            raise ActError(f"there is no act {seq} in {self.name!r}", "`mlsmm show` lists the acts.")
        if not reason.strip():
            raise ActError("a redaction needs a reason", "Say why with --reason.")
        deed = redaction(self.acts, seq, reason=reason)
        self._database.forget_places(self.name)
        done = self._append([deed], speaker, destroys=seq)
        self._read = None
        self._database.scrub()
        return done[0]

    def place(self, user: str) -> Path:
        """Where it is kept how far a user is in the talk; redacting and renaming delete it."""
        return self._database.place(self.name, user=user)

    def refresh(self) -> tuple[Act, ...]:
        """Bring in what others wrote; the acts that are new."""
        known = self._register
        with self._database.reading() as rows:
            self._register = self._listed(rows)
        if self._register == known:
            return ()
        self._read = None
        return self.acts[known.count :]

    def verify(self, *, expected: str | None = None, recompute: Recompute | None = None) -> Verdict:
        """Check the record as it is kept; `expected` is a head that must be in it."""
        with uncollected():
            return verify(self.stored(), expected=expected, recompute=recompute)

    def stored(self) -> Stored:
        """Everything that is kept of this assessment, unchecked."""
        with self._database.reading() as rows:
            found = rows.stored(self._number)
        if found is None:
            raise self._gone()
        return found

    def scorecard(self) -> str | None:
        """The scorecard kept for the present head, if one was."""
        with self._database.reading() as rows:
            found = rows.scored(self._number)
        current = found is not None and found.head == self.head and sha256(found.json) == found.digest
        return found.json if found and current else None

    def keep_scorecard(self, scorecard: str) -> None:
        """Keep a scorecard for the present head; nothing happens when somebody wrote in between."""
        with self._database.writing() as rows:
            if self._listed(rows).head == self.head:
                kept = Scored(head=self.head, digest=sha256(scorecard), json=scorecard)
                rows.keep_scorecard(self._number, kept)

    def _load(self) -> Read:
        if self._read is None:
            with uncollected(), self._database.reading() as rows:
                self._listed(rows)
                known = read(rows.payloads(self._number, until=self._register.count))
            if len(known.acts) < self._register.count:
                raise missing(len(known.acts) + 1)
            self._read = known
        return self._read

    def _append(
        self, deeds: Sequence[Deed], speaker: Speaker, *, at: datetime | None = None, destroys: int = 0
    ) -> tuple[Act, ...]:
        known = self._load()
        links, acts = seal_all(deeds, speaker, at=at or self._clock(), after=(known, self.head))
        everything = (*known.acts, *acts)
        line = register_of(everything, links[-1].hash, name=self._name_after(deeds, everything))
        if line.name != self.name:
            self._database.forget_places(self.name)
        with self._database.writing() as rows:
            self._check_head(rows)
            if line.name != self.name:
                check_free(rows, line.name)
            if destroys:
                self._destroy(rows, destroys)
            rows.add_links(self._number, links)
            rows.change_register(self._number, line)
        self._register = line
        number = known.number_of(speaker.name)
        self._read = Read(acts=everything, numbers={**known.numbers, speaker.name: number})
        return acts

    def _name_after(self, deeds: Sequence[Deed], acts: Sequence[Act]) -> str:
        return name_of(acts) if any(isinstance(d, Renamed | Undone) for d in deeds) else self.name

    def _check_head(self, rows: "Rows") -> None:
        there = self._listed(rows)
        if there.head != self.head:
            more = there.count - self._register.count
            raise ConflictError(
                f"somebody else wrote {more} {'act' if more == 1 else 'acts'} to {self.name!r} meanwhile",
                "Look at what changed and repeat.",
            )

    def _listed(self, rows: "Rows") -> Register:
        found = rows.register(self._number)
        if found is None:
            raise self._gone()
        return found

    def _gone(self) -> NotFoundError:
        return NotFoundError(
            f"the assessment {self.name!r} was deleted", "`mlsmm list` shows those there are."
        )

    def _destroy(self, rows: "Rows", seq: int) -> None:
        before = json.loads(rows.payload_of(self._number, seq) or "{}")
        after = without_words(before)
        if after == before:
            raise ActError(f"act {seq} has no words left to destroy")
        rows.change_payload(self._number, seq=seq, fields=canonical(after))
        rows.forget_scorecard(self._number)


def seal_all(
    deeds: Sequence[Deed], speaker: Speaker, *, at: datetime, after: tuple[Read, str]
) -> tuple[tuple[Link, ...], tuple[Act, ...]]:
    """The links and acts that deeds become after what was read, whose head is given."""
    if at.tzinfo is None:
        raise ActError("the moment of an act names no time zone")
    known, prev = after
    links: list[Link] = []
    acts: list[Act] = []
    for seq, deed in enumerate(deeds, start=len(known.acts) + 1):
        act = Act(seq=seq, at=at.astimezone(UTC), speaker=speaker, deed=deed)
        try:
            links.append(seal(act, prev=prev, number=known.number_of(speaker.name)))
        except ValueError as error:
            raise ActError(f"this cannot be recorded: {str(error).splitlines()[0]}") from error
        acts.append(act)
        prev = links[-1].hash
    return tuple(links), tuple(acts)


def check_free(rows: "Rows", name: str) -> None:
    """ActError when an assessment of this name is there."""
    if rows.id_of(name) is not None:
        raise ActError(
            f"there is an assessment named {name!r} already", "Choose another name, or rename that one."
        )


def _refuse(deed: Deed) -> None:
    if isinstance(deed, Opened):
        raise ActError("an assessment is opened once", "Make a new one.")
    if isinstance(deed, Redacted):
        raise ActError("recording a redaction destroys nothing", "Use redact.")
    if isinstance(deed, Undone) and deed.act == 1:
        raise ActError("the opening of an assessment cannot be undone", "Delete the assessment instead.")
