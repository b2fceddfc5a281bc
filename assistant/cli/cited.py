"""The files that proofs cite, held against the hashes on record."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from assistant.cli.opened import paths_of
from assistant.cli.output import fault
from model.assessment import Act
from model.errors import InputError
from model.evidence import REDACTED
from model.fold import fold


class Match(StrEnum):
    """What became of a cited document."""

    SAME = "same"
    CHANGED = "changed"
    """A file of its name is there, and its bytes are others."""
    MISSING = "not found"


@dataclass(frozen=True)
class Cited:
    """A document that proofs rest on."""

    document: str
    sha256: str
    match: Match | None
    """None where it was not looked for."""


def cited_in(acts: Iterable[Act], paths: Iterable[str] | None) -> tuple[Cited, ...]:
    """The documents that the standing proofs cite, each once; held against files where paths are given."""
    state = fold(acts)
    proofs = (given.citation for stands in state.practices.values() for given in stands.evidence)
    documents = sorted({(c.document, c.sha256) for c in proofs if c.sha256 != REDACTED})
    files = None if paths is None else _hashes(paths)
    return tuple(Cited(name, digest, _match(name, digest, files=files)) for name, digest in documents)


def _match(document: str, digest: str, *, files: Mapping[str, set[str]] | None) -> Match | None:
    if files is None:
        return None
    if any(digest in found for found in files.values()):
        return Match.SAME
    return Match.CHANGED if Path(document).name in files else Match.MISSING


def _hashes(paths: Iterable[str]) -> dict[str, set[str]]:
    """By name of a file, the SHA-256 of the files of that name."""
    found: dict[str, set[str]] = {}
    for file in _files(paths):
        try:
            with file.open("rb") as content:
                digest = hashlib.file_digest(content, "sha256").hexdigest()
        except OSError as error:
            raise fault(InputError, "error.unreadable", file=file, why=error.strerror) from error
        found.setdefault(file.name, set()).add(digest)
    return found


def _files(paths: Iterable[str]) -> Iterator[Path]:
    for path in paths_of(paths):
        yield from (f for f in sorted(path.rglob("*")) if f.is_file()) if path.is_dir() else (path,)
