"""The cache folder: files that can be made again, written whole or not at all."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from model.errors import LibraryError


def cache_folder(cache: Path | None = None) -> Path:
    """The folder given, else MLSMM_CACHE, else the platform's; made when it is not there."""
    folder = cache or _default_folder()
    with _as_library_error(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def write_whole(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """What `write` writes appears under `path` at once and synced, or not at all."""
    with _as_library_error(path.parent):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
        _sync_folder(path.parent)


@contextmanager
def alone(folder: Path, name: str) -> Iterator[None]:
    """Only one process at a time is inside, for one folder and name; the others wait."""
    import fcntl  # not there on every system that can import this module

    with _as_library_error(folder):
        file = (folder / f"{name}.lock").open("wb")
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def sha256_of(content: bytes | memoryview) -> str:
    """The SHA-256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def sha256_of_file(path: Path) -> str:
    """The SHA-256 of a file, read piece by piece so that other threads go on."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _default_folder() -> Path:
    stated = os.environ.get("MLSMM_CACHE", "").strip()
    if stated:
        return Path(stated).expanduser()
    import platformdirs  # 5 ms that a stated folder does not need

    return platformdirs.user_cache_path("mlsmm", appauthor=False)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _as_library_error(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as cause:
        what = f"the cache folder {folder} cannot be used ({cause.strerror or cause})"
        raise LibraryError(what, "Free some space or name another folder in MLSMM_CACHE.") from cause
