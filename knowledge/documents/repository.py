"""The files of a repository in which a rule of the scan may find something; all others are not opened."""

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path

from knowledge.documents.fence import MOST_FILES, Fence, files_in
from knowledge.documents.formats import format_of, unread
from knowledge.documents.looking import LookedAt
from knowledge.documents.scan import Scanned, is_scanned, may_show, scan, telling_lines
from model.evidence import Document, Remark

MOST_LOOKED_AT = 100_000
"""Files in whose bytes signs are looked for."""
MOST_SEARCHED = 4_000_000
"""Bytes at the beginning of each in which they are looked for."""
_AS_WRITTEN = ("text", "markdown", "restructuredtext", "source", "yaml", "json", "jsonl", "notebook", "csv")
"""Formats whose words stand in the file as they are read."""
_MARK = re.compile(rb"^(---[^\n]*\n)", re.MULTILINE)
"""What parts the documents of a YAML file; it stays, so that lines and numbers do."""
_SAID = re.compile(rb"^[ \t]*[^\s#]", re.MULTILINE)
_SCHEMA = re.compile(rb"^kind: *CustomResourceDefinition\b", re.MULTILINE)
"""A description of what may be said somewhere else, often of megabytes, shows nothing."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")

Told = Callable[[LookedAt], None]
"""Is told how far a scan is."""


def scan_repository(roots: Sequence[Path], *, told: Told) -> tuple[Scanned, list[Document]]:
    """What it shows, and what was opened; what is cited is read as a whole, so that offsets are right."""
    documents = list(read_repository(roots, told=told))
    found = scan(documents)
    cited = {each.path for each in found.suggestions} | {each.path for each in found.contrary}
    with closing(Fence()) as fence:
        for place, document in enumerate(documents):
            if document.path in cited:
                documents[place] = fence.read(Path(document.path), name=document.name)[0]
    return scan(documents), documents


def read_repository(roots: Sequence[Path], *, told: Told) -> Iterator[Document]:
    """What the scan looks at, in the order of the names; a file that no rule can match is told and left.

    Of more files than are looked at, or opened, the first are; that is remarked.
    """
    every = ((file, name) for root in roots for file, name in files_in(root) if is_scanned(str(file), name))
    files = list(islice(every, MOST_LOOKED_AT + 1))
    opened = 0
    with closing(Fence()) as fence:
        for count, (file, name) in enumerate(files[:MOST_LOOKED_AT]):
            told(LookedAt(count, len(files), name))
            content = _worth_reading(file, name)
            opened += content != b""
            if opened > MOST_FILES:
                yield _too_many(roots, MOST_FILES)
                return
            if content is None:
                yield from fence.read(file, name=name)
            elif content:
                yield from _read(fence, file, name=name, content=content)
    told(LookedAt(len(files), len(files), ""))
    if len(files) > MOST_LOOKED_AT:
        yield _too_many(roots, MOST_LOOKED_AT)


def _read(fence: Fence, file: Path, *, name: str, content: bytes) -> Iterator[Document]:
    """The parts of a file that are worth reading, with the hash of all of it."""
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    for document in fence.read_bytes(name, content):
        yield document.model_copy(update={"path": str(file), "sha256": digest})


def _too_many(roots: Sequence[Path], most: int) -> Document:
    return unread(roots[0].name or "/", None, remark=Remark(code="many", values={"most": most}))


def _worth_reading(file: Path, name: str) -> bytes | None:
    """What of a file is worth reading, at its place in it: nothing, or some lines; None for all of it.

    What cannot be looked into is, so that its reader says why.
    """
    form = format_of(name)
    content = _beginning(file) if form is not None and form.kind in _AS_WRITTEN else None
    if form is None or content is None or content.startswith(_WIDE) or b"\0" in content:
        return None
    if form.kind == "source":
        return _some_lines(content, telling_lines(str(file), name, content=content))

    def shows(part: bytes) -> bool:
        return may_show(str(file), name, content=part)

    if form.kind == "yaml":
        return _some_parts(content, shows)
    return None if shows(content) else b""


def _some_lines(content: bytes, wanted: set[int]) -> bytes:
    """These lines, the others empty."""
    if not wanted:
        return b""
    lines = content.decode("utf-8", "replace").splitlines()
    kept = (line if number in wanted else "" for number, line in enumerate(lines[: max(wanted) + 1]))
    return "\n".join(kept).encode()


def _some_parts(content: bytes, shows: Callable[[bytes], bool]) -> bytes:
    """The documents of a YAML file that may show something and are no schemas, the others empty."""
    kept, is_worth = [], False
    for place, part in enumerate(_MARK.split(content)):
        is_mark = place % 2 == 1
        is_kept = not is_mark and not _is_schema(part) and shows(part)
        is_worth |= is_kept
        kept.append(part if is_kept or is_mark else _emptied(part, is_first=place == 0))
    return b"".join(kept) if is_worth else b""


def _emptied(part: bytes, *, is_first: bool) -> bytes:
    """As many lines without words; the first document stays one, so that the others keep their numbers."""
    if is_first and part.startswith(b"%"):
        return part
    return (b"~" if is_first and _SAID.search(part) else b"") + b"\n" * part.count(b"\n")


def _is_schema(part: bytes) -> bool:
    return b"CustomResourceDefinition" in part and bool(_SCHEMA.search(part))


def _beginning(file: Path) -> bytes | None:
    """The first bytes of a plain file; None where they cannot be had."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError):
        return None
    with os.fdopen(handle, "rb", buffering=0) as opened:
        try:
            return opened.read(MOST_SEARCHED) if stat.S_ISREG(os.fstat(handle).st_mode) else None
        except OSError:
            return None
