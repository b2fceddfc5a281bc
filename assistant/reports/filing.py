"""Where a report goes: the name proposed for its file, and a file written whole or not at all."""

import errno
import secrets
import unicodedata
from contextlib import suppress
from datetime import date
from pathlib import Path
from shutil import copymode

from assistant.conversation.files import can_be_typed
from assistant.reports.formats import FORMATS
from assistant.reports.words import say
from assistant.settings import UNFINISHED
from model.errors import RecordError

LONGEST = 120
"""Bytes of an assessment's name that go into the name of a file; most systems take 255 in all."""
_ADVICE = {
    errno.ENOENT: "no-folder",
    errno.ENOTDIR: "no-folder",
    errno.ENAMETOOLONG: "long",
    errno.EISDIR: "folder",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
}


def proposed_name(title: str, *, form: str, day: date) -> str:
    """A file name for a report of this title: letters, digits and hyphens, then the day and the ending."""
    kept = (c if unicodedata.category(c)[0] in "LMN" else " " for c in unicodedata.normalize("NFC", title))
    stem = "-".join("".join(kept).split()).encode(errors="ignore")[:LONGEST].decode(errors="ignore")
    return f"{'-'.join(part for part in (stem, str(day)) if part)}{FORMATS[form].ending}"


def here() -> Path:
    """The present folder; home where that is gone, or has a name that nobody could type."""
    try:
        return Path.cwd() if can_be_typed(str(Path.cwd())) else Path.home()
    except OSError:
        return Path.home()


def place_of(typed: str, *, name: str) -> Path:
    """The whole path that somebody typed, `name` in it where it is a folder; RecordError where it is none."""
    try:
        if not typed.strip() or not can_be_typed(typed.strip()):
            raise ValueError(say("saving.hidden" if typed.strip() else "saving.empty"))
        path = Path(typed.strip()).expanduser().absolute()
        return path / name if path.is_dir() else path
    except (RuntimeError, ValueError, OSError) as error:
        raise _refused(typed.strip() or "–", error) from error


def is_taken(path: Path) -> bool:
    """Whether something would be overwritten."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; RecordError says what to do when that fails."""
    try:
        path = path.expanduser()
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, say("saving.folder"))
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # a device or a pipe takes what is written and stays what it is
            return
        beside = path.with_name(f"{UNFINISHED}{secrets.token_hex(4)}")
        _replace(path, content, beside=beside)
    except (OSError, RuntimeError, ValueError) as error:
        raise _refused(path, error) from error


def _replace(path: Path, content: bytes, *, beside: Path) -> None:
    try:
        with beside.open("xb") as file:
            beside.chmod(0o600)
            file.write(content)
        with suppress(OSError):  # nothing there yet
            copymode(path, beside)
        beside.replace(path)
    finally:
        with suppress(OSError):  # moved, or never made
            beside.unlink()


def _refused(path: Path | str, error: Exception) -> RecordError:
    why = error.strerror if isinstance(error, OSError) else str(error)
    advice = _ADVICE.get(error.errno or 0, "other") if isinstance(error, OSError) else "name"
    return RecordError(say("saving.failed", file=path, why=why), say(f"saving.do.{advice}"))
