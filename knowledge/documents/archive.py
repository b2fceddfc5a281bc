"""ZIP archives, and the Office files that are such: looked at before anything is unpacked."""

import io
import zlib
from collections.abc import Iterator
from contextlib import suppress
from lzma import LZMAError
from zipfile import BadZipFile, ZipFile, ZipInfo

from model.evidence import Remark

MOST_FILES = 2_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_TIMES = 200
"""How many times its packed size a file may have ..."""
SMALL = 1024 * 1024
"""... from this size on."""
CHUNK = 65_536
"""Bytes unpacked at once, so that nothing comes out beyond what was declared."""
DAMAGE = (BadZipFile, NotImplementedError, EOFError, OSError, LZMAError, zlib.error)


class BombError(Exception):
    """An archive that unpacks to more than any document holds."""


def check_archive(content: bytes) -> None:
    """A BombError for too many files, too much in all, or too much out of too little."""
    with ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        if len(entries) > MOST_FILES or sum(e.file_size for e in entries) > MOST_UNPACKED:
            raise BombError
        if any(_is_swollen(entry) for entry in entries):
            raise BombError


def _is_swollen(entry: ZipInfo) -> bool:
    return entry.file_size > SMALL and entry.file_size > MOST_TIMES * max(1, entry.compress_size)


def unpack(content: bytes) -> Iterator[tuple[str, bytes | Remark]]:
    """The files of an archive in the order of their names, one at a time, or why one is left out."""
    check_archive(content)
    with ZipFile(io.BytesIO(content)) as archive:
        for entry in sorted(archive.infolist(), key=lambda e: e.filename):
            if entry.is_dir():
                continue
            if entry.flag_bits & 1:
                yield entry.filename, Remark(code="locked")
                continue
            try:
                yield entry.filename, _read(archive, entry)
            except (*DAMAGE, RuntimeError):
                yield entry.filename, Remark(code="broken")


def repack(content: bytes) -> bytes:
    """The same files stored: whoever reads them gets no more than was declared; damaged ones are left out."""
    check_archive(content)
    held = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as archive, ZipFile(held, "w") as packed:
        for name in dict.fromkeys(archive.namelist()):
            with suppress(*DAMAGE):
                packed.writestr(name, _read(archive, archive.getinfo(name)))
    return held.getvalue()


def _read(archive: ZipFile, entry: ZipInfo) -> bytes:
    with archive.open(entry) as stream:
        return b"".join(iter(lambda: stream.read(CHUNK), b""))
