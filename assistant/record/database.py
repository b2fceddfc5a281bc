"""The file: opened, made, brought up to date; its transactions, each synced before it returns."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from assistant.record import schema
from assistant.record.canonical import sha256
from assistant.record.faults import translated
from assistant.record.rows import Rows
from assistant.settings import UNFINISHED
from model.errors import RecordError, VersionError

_PRAGMAS = ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "temp_store=MEMORY")

PLACES = "places"
"""The folder beside the file where front ends keep how far a talk is."""
_OPTIONS = frozenset({"cache", "immutable", "mode", "nolock", "uri", "vfs"})
"""What SQLite and its driver take in a URL; anything else, such as a password, is refused unprinted."""


class Database:
    """An open database of the newest version."""

    def __init__(self, engine: Engine, file: Path) -> None:
        self._engine = engine
        self.file = file
        self.backup: Path | None = None
        """The copy that was made because this opening brought the database up to date."""

    @contextmanager
    def reading(self) -> Iterator[Rows]:
        """One consistent view."""
        with self._transaction(writes=False) as connection:
            yield Rows(connection)

    @contextmanager
    def writing(self) -> Iterator[Rows]:
        """One transaction that nobody else writes in; committed and synced at its end."""
        with self._transaction(writes=True) as connection:
            yield Rows(connection)

    def scrub(self) -> None:
        """Rewrite the file so that nothing deleted is left in it; RecordError where that fails."""
        try:
            with translated(str(self.file)):
                self._pragma("VACUUM")
                busy = self._pragma("PRAGMA wal_checkpoint(TRUNCATE)")
            cause = "another program reads it" if busy and busy[0] else ""
        except RecordError as error:
            cause = error.what
        if cause:
            raise RecordError(
                f"the words are out of the record, but bytes of them may still stand in {self.file}: {cause}",
                "Close other programs that use it and make room; they go when the last one closes.",
            )

    def backups(self) -> tuple[Path, ...]:
        """The copies made before migrations; redaction does not reach them."""
        prefix = f"{self.file.name}.backup-"
        with translated(str(self.file)):
            beside = [
                f for f in self.file.parent.iterdir() if f.name.startswith(prefix) and f.name.endswith("Z")
            ]
        return tuple(sorted(beside))

    def drop_backups(self) -> tuple[Path, ...]:
        """Delete those copies for good; which they were."""
        dropped = self.backups()
        for backup in dropped:
            with translated(str(backup)):
                backup.unlink()
        return dropped

    def place(self, name: str, *, user: str) -> Path:
        """Where it is kept how far a user is in the talk of an assessment; no part of the record."""
        return self.file.parent / PLACES / f"{self._key(name)}-{sha256(user)[:8]}.json"

    def forget_places(self, name: str) -> None:
        """Delete that for all users, and what was left half-written: it may hold words."""
        for pattern in (f"{self._key(name)}-*", f"{UNFINISHED}*"):
            for file in (self.file.parent / PLACES).glob(pattern):
                with translated(str(file)):
                    file.unlink(missing_ok=True)

    def _key(self, name: str) -> str:
        return sha256(f"{self.file.name}\n{name}")[:32]

    @property
    def open_to_others(self) -> str:
        """The mode of the file where other users of the machine may read it; empty where they may not."""
        mode = stat.S_IMODE(self.file.stat().st_mode)
        return f"{mode:04o}" if os.name == "posix" and mode & 0o077 else ""

    def close(self) -> None:
        """Let go of the file."""
        with translated(str(self.file)):
            self._engine.dispose()

    def prepare(self) -> None:
        """Make the tables, or bring them up to date, or refuse."""
        with self._transaction(writes=False) as connection:
            found = _version(connection, self.file)
        with translated(str(self.file)):
            self._pragma("PRAGMA journal_mode=WAL")
        if found == schema.VERSION:
            return
        with self._transaction(writes=True) as connection:
            found = _version(connection, self.file)
            if found is None:
                _make_tables(connection)
            elif found != schema.VERSION:
                self.backup = _migrate(connection, found, file=self.file)

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Connection]:
        with translated(str(self.file)), self._engine.connect() as plain:
            connection = plain.execution_options(writes=writes)
            with connection.begin():
                yield connection

    def _pragma(self, statement: str) -> Any:
        """Run what SQLite refuses inside a transaction."""
        connection = self._engine.raw_connection()
        try:
            return connection.cursor().execute(statement).fetchone()
        finally:
            connection.close()


def open_database(where: str | Path, *, patience: float = 5.0) -> Database:
    """The database at a path or URL, made where there is none."""
    url = _url_of(where)
    file = Path((url.database or "").removeprefix("file:")).absolute()
    with translated(str(file)):
        _make_file(file)
        engine = create_engine(url, connect_args={"isolation_level": None, "timeout": patience})
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    database = Database(engine, file)
    try:
        database.prepare()
    except RecordError:
        engine.dispose()
        raise
    return database


def _url_of(where: str | Path) -> URL:
    if "://" not in str(where):
        return URL.create("sqlite", database=str(where))
    try:
        url = make_url(str(where))
    except ArgumentError:
        raise RecordError(
            "the database's URL cannot be read", "Write sqlite:///path or just a path."
        ) from None
    if url.get_backend_name() == "sqlite" and (url.username or url.password or set(url.query) - _OPTIONS):
        raise RecordError(
            "the database's URL holds what a file has not: a user, a password or a strange option",
            f"Write sqlite:///path; options are {', '.join(sorted(_OPTIONS))}.",
        )
    if url.get_backend_name() != "sqlite" or url.database in (None, "", ":memory:"):
        raise RecordError(
            f"databases of the kind {url.get_backend_name()} are not supported yet",
            "Name a file with MLSMM_DB or MLSMM_DATA.",
        )
    return url


def _make_file(file: Path) -> None:
    """Make the file for the owner's eyes only, in a folder likewise where there was none."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if file.exists():
        _close_to_others(file)
    else:
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
        folder = os.open(file.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def _close_to_others(file: Path) -> None:
    """Take from others what a copy or another umask let them; a group that may write is meant to."""
    for part in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        with suppress(OSError):  # not there, or on a system that knows no modes
            found = part.stat()
            mode = stat.S_IMODE(found.st_mode)
            kept = mode & (0o770 if mode & stat.S_IWGRP else 0o700)
            if (
                os.name == "posix"
                and found.st_uid == os.getuid()
                and stat.S_ISREG(found.st_mode)
                and kept != mode
            ):
                part.chmod(kept)


def _set_pragmas(connection: sqlite3.Connection, _: object) -> None:
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _version(connection: Connection, file: Path) -> str | None:
    """The database's version, None where it is empty; VersionError when it is newer than we are."""
    names = inspect(connection).get_table_names()
    if not names:
        return None
    if schema.version.name not in names:
        raise RecordError(
            f"{file} belongs to another program", "Name another place with MLSMM_DATA or MLSMM_DB."
        )
    found = connection.execute(select(schema.version.c.version_num)).scalar()
    if found != schema.VERSION and found not in schema.OLDER:
        raise VersionError(
            f"{file} was written by a newer version of the program (its format is {found}, "
            f"this program knows {schema.VERSION})",
            "Update mlsmm, or name another place with MLSMM_DATA or MLSMM_DB. The file was left as it is.",
        )
    return str(found)


def _make_tables(connection: Connection) -> None:
    schema.tables.create_all(connection)
    schema.version.create(connection)
    connection.execute(schema.version.insert().values(version_num=schema.VERSION))


def _migrate(connection: Connection, since: str, *, file: Path) -> Path:
    from assistant.record.migration import (
        upgrade,  # Alembic takes 0.2 s, and few starts need it
    )

    backup = _back_up(file, since)
    upgrade(connection, since)
    return backup


def _back_up(file: Path, since: str) -> Path:
    """Copy the file as it stands; the caller holds the lock, so nobody writes meanwhile."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    backup = file.with_name(f"{file.name}.backup-{since}-{stamp}")
    with translated(str(backup)):
        os.close(os.open(backup, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        source, copy = sqlite3.connect(file), sqlite3.connect(backup)
        try:
            source.backup(copy)
        finally:
            source.close()
            copy.close()
    return backup
