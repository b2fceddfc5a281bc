"""The one place where errors of SQLAlchemy, SQLite and the system become ours."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from model.errors import RecordError

_KEPT = "Everything acknowledged before is kept."
_CAUSES = {
    sqlite3.SQLITE_READONLY: (
        "cannot write to {file}: it is read-only",
        "Make the file and its folder writable, or copy it to another folder and name the copy with --db. "
        + _KEPT,
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "cannot open {file}",
        "Make its folder writable, or copy the file to another folder and name the copy with --db. " + _KEPT,
    ),
    sqlite3.SQLITE_PERM: ("cannot open {file}: not permitted", "Ask its owner, or name another place."),
    sqlite3.SQLITE_FULL: (
        "cannot write to {file}: the disk is full",
        "Make room and repeat the last step. " + _KEPT,
    ),
    sqlite3.SQLITE_IOERR: (
        "cannot read or write {file}: the disk failed or allows no more",
        "Make room or check the disk, then repeat the last step. " + _KEPT,
    ),
    sqlite3.SQLITE_NOTADB: (
        "{file} is not a database",
        "Name another place with MLSMM_DATA or MLSMM_DB, or put a backup in its place.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "{file} is damaged",
        "Put a backup in its place, or import an export into a new database.",
    ),
    sqlite3.SQLITE_BUSY: (
        "{file} is locked by another program for too long",
        "Wait for the other program or close it, then repeat the last step. " + _KEPT,
    ),
}
_CAUSES[sqlite3.SQLITE_LOCKED] = _CAUSES[sqlite3.SQLITE_BUSY]


@contextmanager
def translated(file: str) -> Iterator[None]:
    """Say what went wrong with the file, and what to do."""
    try:
        yield
    except DBAPIError as error:
        raise _of_driver(error.orig, file) from error
    except sqlite3.Error as error:
        raise _of_driver(error, file) from error
    except SQLAlchemyError as error:
        raise RecordError(f"cannot use {file}: {_line(error)}") from error
    except OSError as error:
        raise RecordError(
            f"cannot write to {file}: {error.strerror or _line(error)}",
            "Name another place with MLSMM_DATA or MLSMM_DB.",
        ) from error


def _of_driver(error: BaseException | None, file: str) -> RecordError:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None or code & 0xFF not in _CAUSES:
        return RecordError(f"cannot use {file}: {_line(error)}")
    what, do = _CAUSES[code & 0xFF]
    return RecordError(what.format(file=file), do)


def _line(error: BaseException | None) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
