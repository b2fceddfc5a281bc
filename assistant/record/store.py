"""The assessments of one database: made, found, renamed, deleted, carried in and out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pydantic import ValidationError

from assistant.record.bulk import uncollected
from assistant.record.canonical import from_stamp, sha256
from assistant.record.chain import START, Read
from assistant.record.export import from_export, to_export
from assistant.record.ledger import Clock, Ledger, check_free, now, seal_all
from assistant.record.register import Stored, can_be_seen, register_of
from assistant.record.verification import Recompute, why_unusable
from assistant.settings import Settings, system_user
from model.assessment import Speaker
from model.deeds import Opened, Renamed
from model.errors import ActError, NotFoundError, TamperedError
from model.practice import Profile

if TYPE_CHECKING:  # SQLAlchemy takes 0.15 s, which nobody pays before the record is opened
    from assistant.record.database import Database
    from assistant.record.rows import Rows

_NOTHING = Read(acts=(), numbers={})


@dataclass(frozen=True)
class Listing:
    """An assessment as lists show it."""

    name: str
    created: datetime
    last_at: datetime
    """When the last act was recorded."""
    acts: int
    head: str


class Store:
    """An open record; a context manager that closes it."""

    def __init__(self, database: "Database", *, program: str, clock: Clock) -> None:
        self._database = database
        self._program = program
        self._clock = clock

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def file(self) -> Path:
        """Where the record is kept."""
        return self._database.file

    @property
    def backup(self) -> Path | None:
        """The copy made because this opening brought an older database up to date."""
        return self._database.backup

    def backups(self) -> tuple[Path, ...]:
        """All such copies; redacting and deleting do not reach them."""
        return self._database.backups()

    def drop_backups(self) -> tuple[Path, ...]:
        """Delete those copies for good; which they were."""
        return self._database.drop_backups()

    @property
    def open_to_others(self) -> str:
        """The file's mode where other users of the machine may read it; empty where they may not."""
        return self._database.open_to_others

    def create(
        self, name: str, *, profile: Profile, catalogue_json: str, speaker: Speaker, origin: str = ""
    ) -> Ledger:
        """Begin an assessment that is scored with this catalogue."""
        snapshot = sha256(catalogue_json)
        with _as_name(name):
            opened = Opened(
                name=name, profile=profile, catalogue=snapshot, program=self._program, origin=origin
            )
        links, acts = seal_all([opened], speaker, at=self._clock(), after=(_NOTHING, START))
        line = register_of(acts, links[-1].hash)
        return self._keep(Stored(register=line, links=links, snapshot=catalogue_json))

    def list(self) -> tuple[Listing, ...]:
        """All assessments, the one last worked on first."""
        with self._database.reading() as rows:
            found = rows.registers()
        return tuple(
            Listing(
                name=line.name,
                created=from_stamp(line.created),
                last_at=from_stamp(line.last),
                acts=line.count,
                head=line.head,
            )
            for line in found
        )

    def open(self, name: str) -> Ledger:
        """The assessment of this name; NotFoundError names near ones."""
        with self._database.reading() as rows:
            number = _number_of(rows, name)
            line = rows.register(number)
        if line is None:
            raise _not_found(name, [])
        return Ledger(self._database, number, register=line, clock=self._clock)

    def rename(self, old: str, new: str, *, speaker: Speaker) -> Ledger:
        """Give an assessment another name, as an act."""
        ledger = self.open(old)
        with _as_name(new):
            deed = Renamed(name=new)
        if deed.name == old:
            raise ActError(f"the assessment is named {old!r} already")
        ledger.append([deed], speaker)
        return ledger

    def delete(self, name: str) -> None:
        """Delete an assessment for good; whoever calls has asked twice."""
        self._database.forget_places(name)
        with self._database.writing() as rows:
            rows.remove(_number_of(rows, name))
        self._database.scrub()

    def export(self, name: str) -> bytes:
        """The whole assessment as one document, but for what private notes say."""
        with uncollected():
            return to_export(self.open(name).stored())

    def import_(
        self,
        document: bytes,
        *,
        name: str | None = None,
        speaker: Speaker | None = None,
        recompute: Recompute | None = None,
    ) -> Ledger:
        """Keep an exported assessment, once every hash in it was checked, and that it can be scored.

        Without `name` a later export gives the same bytes. Another name is one more act, by `speaker`.
        """
        with uncollected():
            stored, read = from_export(document)
            if recompute and (cause := why_unusable(read.acts, stored.snapshot or "", recompute=recompute)):
                raise TamperedError(f"no assessment that can be used: {cause}", "Ask where it comes from.")
        if name is None or name.strip() == stored.register.name:
            return self._keep(stored)
        with _as_name(name):
            deed = Renamed(name=name)
        who = speaker or Speaker(name=system_user())
        links, acts = seal_all([deed], who, at=self._clock(), after=(read, stored.register.head))
        line = register_of((*read.acts, *acts), links[-1].hash)
        return self._keep(Stored(register=line, links=(*stored.links, *links), snapshot=stored.snapshot))

    def scorecards(self) -> dict[str, str]:
        """By name, the scorecards that are kept for a present head."""
        with self._database.reading() as rows:
            return rows.current_scorecards()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _keep(self, stored: Stored) -> Ledger:
        with self._database.writing() as rows:
            check_free(rows, stored.register.name)
            rows.add_catalogue(stored.snapshot or "")
            number = rows.add_assessment(stored.register)
            rows.add_links(number, stored.links)
        return Ledger(self._database, number, register=stored.register, clock=self._clock)


def open_store(
    where: Settings | str | Path, *, program: str = "mlsmm", clock: Clock = now, patience: float = 5.0
) -> Store:
    """Open the record, making it where there is none; `patience` is how long to wait for another writer."""
    from assistant.record.database import open_database  # SQLAlchemy, as above

    place = where.database if isinstance(where, Settings) else where
    return Store(open_database(place, patience=patience), program=program, clock=clock)


def _number_of(rows: "Rows", name: str) -> int:
    number = rows.id_of(name)
    if number is None:
        raise _not_found(name, [line.name for line in rows.registers()])
    return number


def _not_found(name: str, there: list[str]) -> NotFoundError:
    import difflib  # 5 ms that only a slip of the pen costs

    folded = {other.casefold(): other for other in there}
    near = [folded[hit] for hit in difflib.get_close_matches(name.casefold(), folded)]
    do = (
        f"Did you mean {' or '.join(repr(n) for n in near)}?"
        if near
        else "`mlsmm list` shows those there are."
    )
    return NotFoundError(f"there is no assessment named {name!r}", do)


@contextmanager
def _as_name(name: str) -> Iterator[None]:
    try:
        if not can_be_seen(name):
            raise ValueError("nothing of it can be seen")
        yield
    except ValueError as error:
        why = error.errors()[0]["msg"] if isinstance(error, ValidationError) else error
        raise ActError(
            f"{name[:80]!r} cannot be the name of an assessment: {why}", "A name has 1 to 80 characters."
        ) from error
