"""Documents are parsed behind a fence: a process of its own with limits, restarted when it dies or hangs."""

import hashlib
import json
import os
import selectors
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from knowledge.documents.formats import ARCHIVE, is_readable, unread
from knowledge.documents.pulse import LOOK, QUIET, Pulse
from knowledge.documents.writing import CODES, MOST_PASSAGES, FullError
from model.evidence import Document, Remark

MOST_BYTES = 128 * 1024 * 1024
"""Of a file that is read."""
MOST_ANSWER = 32 * 1024 * 1024
"""Of what a reader may say about one file."""
PATIENCE = 30.0
"""Seconds of the reader's own computing for a file, and ..."""
PATIENCE_MEGABYTE = 1.0
"""... for each megabyte of it."""
WALL = 8.0
"""How many times as long it may take by the clock: on a busy machine. What does nothing is ended sooner."""
READER = "knowledge.documents.child"
"""The module that runs in the process."""
DYING = 5.0
"""Seconds for a process that has stopped talking to end."""
CHUNK = 65_536
"""Bytes sent at once."""
MOST_FILES = 5_000
"""Of a folder."""
PASSED_OVER = frozenset(
    ["node_modules", "venv", "site-packages", "__pycache__", "build", "dist", "vendor", "third_party"]
)
"""Folders of other people's code, or of what was made from one's own."""
PIPELINES = frozenset([".github", ".gitlab", ".circleci", ".buildkite", ".azuredevops", ".dvc"])
"""Hidden folders that say how a repository is built."""
_PASSED = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR", "VIRTUAL_ENV")


@dataclass
class Fence:
    """Reads files one after the other; close it when done."""

    patience: float = PATIENCE
    look: float = LOOK
    _child: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def close(self) -> None:
        """End the process, if there is one."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    pipe.close()

    def read(self, path: Path, *, name: str = "") -> tuple[Document, ...]:
        """The document under `path`, or those in the archive; what went wrong is a remark on it."""
        shown = _plain(name or path.name or str(path))
        if not is_readable(shown):
            return (_at(path, unread(shown, None, remark=Remark(code="unknown"))),)
        content = _load(path)
        if isinstance(content, Remark):
            return (_at(path, unread(shown, None, remark=content)),)
        found = self.read_bytes(shown, content)
        return tuple(_at(path, d, inner=d.name.removeprefix(shown)) for d in found)

    def read_bytes(self, name: str, content: bytes) -> tuple[Document, ...]:
        """The same for bytes at hand; what was read before a reader died or hung is kept."""
        name = _plain(name)
        if not is_readable(name):
            return (unread(name, content, remark=Remark(code="unknown")),)
        found: list[Document] = []
        patience = self.patience + PATIENCE_MEGABYTE * len(content) / 1e6
        try:
            for answer in self._ask(name, content, patience=patience):
                found.append(_document(answer, name=name, content=content, count=len(found)))
        except (FullError, StoppedError, OSError, EOFError, ValueError) as error:
            cause = self._cause(error, patience=patience, read=sum(len(d.text) for d in found))
            self.close()
            found.append(unread(name, content, remark=cause))
        return tuple(found) or (unread(name, content, remark=Remark(code="empty")),)

    def _cause(self, error: Exception, *, patience: float, read: int) -> Remark:
        """Why a file was given up."""
        if isinstance(error, FullError):
            return Remark(code="full", values={"characters": read})
        if isinstance(error, StoppedError):
            return Remark(code="stuck", values={"seconds": round(self.look * QUIET)})
        is_slow = isinstance(error, TimeoutError)
        if not is_slow and isinstance(error, OSError | EOFError):
            is_slow = self._died_of() == -signal.SIGPROF
        slow = Remark(code="slow", values={"seconds": round(patience)})
        return slow if is_slow else Remark(code="crashed")

    def _died_of(self) -> int | None:
        """What ended the process: a signal below zero; None while it lives."""
        with suppress(subprocess.TimeoutExpired):
            return self._child.wait(DYING) if self._child else None
        return None

    def _ask(self, name: str, content: bytes, *, patience: float) -> Iterator[bytes]:
        """What the child says, line by line up to an empty one."""
        asked = {"name": name, "size": len(content), "seconds": patience}
        header = json.dumps(asked).encode() + b"\n"
        deadline = time.monotonic() + WALL * patience
        held = bytearray()
        for received in self._exchange(memoryview(header + content), deadline=deadline):
            held += received
            if b"\n" not in received:
                continue
            *lines, rest = bytes(held).split(b"\n")
            held = bytearray(rest)
            for line in lines:
                if not line:
                    return
                yield line

    def _exchange(self, unsent: memoryview, *, deadline: float) -> Iterator[bytes]:
        """What comes back while the request goes out; TimeoutError when it takes too long, or is too much."""
        child, heard = self._open(), 0
        pulse = Pulse(child.pid, self.look)
        with selectors.DefaultSelector() as ready, suppress(GeneratorExit):
            ready.register(_pipe(child.stdin), selectors.EVENT_WRITE)
            ready.register(_pipe(child.stdout), selectors.EVENT_READ)
            while (left := deadline - time.monotonic()) > 0 and heard <= MOST_ANSWER:
                waiting = {events: key.fd for key, events in ready.select(min(left, self.look))}
                _require_life(pulse, heard_of=bool(waiting))
                if selectors.EVENT_WRITE in waiting:
                    unsent = unsent[os.write(waiting[selectors.EVENT_WRITE], unsent[:CHUNK]) :]
                if selectors.EVENT_WRITE in waiting and not unsent:
                    ready.unregister(_pipe(child.stdin))
                if selectors.EVENT_READ in waiting:
                    received = _received(waiting[selectors.EVENT_READ])
                    heard += len(received)
                    yield received
            raise TimeoutError if left <= 0 else FullError
        if unsent:  # it answered before it had heard the whole request: nothing it says next can be trusted
            self.close()

    def _open(self) -> "subprocess.Popen[bytes]":
        if self._child is None or self._child.poll() is not None:
            self.close()
            root = str(Path(__file__).resolve().parents[2])
            kept = {name: os.environ[name] for name in _PASSED if name in os.environ}
            self._child = subprocess.Popen(
                [sys.executable, "-P", "-B", "-m", READER],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=kept | {"PYTHONPATH": root, "PYTHONHASHSEED": "0"},
                cwd="/",
                bufsize=0,
            )
            os.set_blocking(_pipe(self._child.stdin), False)
        return self._child


class StoppedError(Exception):
    """The process does nothing any more, neither talking nor computing."""


def _require_life(pulse: Pulse, *, heard_of: bool) -> None:
    """Look at a process that was not heard of; StoppedError where it has done nothing for long."""
    if heard_of:
        pulse.beat()
    elif pulse.has_stopped():
        raise StoppedError


def _at(path: Path, document: Document, *, inner: str = "") -> Document:
    """With where it lies, and where within that."""
    return document.model_copy(update={"path": _plain(f"{path}{inner}")})


def _plain(name: str) -> str:
    """A name that can be written down."""
    return name.encode("utf-8", "replace").decode() or "?"


def _received(handle: int) -> bytes:
    """What has come; EOFError when nothing will come any more."""
    got = os.read(handle, 16 * CHUNK)
    if not got:
        raise EOFError
    return got


def _pipe(file: object) -> int:
    return file.fileno()  # type: ignore[attr-defined,no-any-return]  # both were asked for as pipes


def _document(answer: bytes, *, name: str, content: bytes, count: int) -> Document:
    """What was answered, as far as it can be true of this file; ValueError otherwise."""
    found = json.loads(answer)
    if not isinstance(found, dict) or len(found.get("passages", ())) > MOST_PASSAGES:
        raise ValueError("no document")
    document = Document.model_validate(found)
    if any(CODES.get(remark.code) != frozenset(remark.values) for remark in document.remarks):
        raise ValueError("an unknown remark")
    if name.casefold().endswith(ARCHIVE):
        return document
    if count:
        raise ValueError("a second document")
    return document.model_copy(update={"name": name, "sha256": hashlib.sha256(content).hexdigest()})


def _load(path: Path) -> bytes | Remark:
    """The bytes of a plain file, never waited for."""
    handle = -1
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            return Remark(code="special")
        if about.st_size > MOST_BYTES:
            return Remark(code="large", values={"megabytes": about.st_size // 1_000_000})
        with os.fdopen(os.dup(handle), "rb") as file:
            return file.read(MOST_BYTES + 1)[:MOST_BYTES]
    except (OSError, ValueError) as error:
        return Remark(code="unreadable", values={"cause": getattr(error, "strerror", None) or "?"})
    finally:
        if handle >= 0:
            os.close(handle)


def read_documents(path: Path) -> Iterator[Document]:
    """Every document of a file, an archive or a folder, one by one in the order of their names."""
    with closing(Fence()) as fence:
        for count, (file, name) in enumerate(files_in(path)):
            if count == MOST_FILES:
                yield unread(path.name, None, remark=Remark(code="many", values={"most": MOST_FILES}))
                return
            yield from fence.read(file, name=name)


def count_files(path: Path) -> int:
    """How many files `read_documents` opens; an archive counts as one."""
    return sum(1 for _ in islice(files_in(path), MOST_FILES))


def files_in(path: Path) -> Iterator[tuple[Path, str]]:
    """The readable files under `path` and their names within it, in order; no links.

    Of hidden folders only those of pipelines are walked.
    """
    if not os.path.isdir(path):  # noqa: PTH112 - false, not an error, for names that no file can have
        yield path, path.name
        return
    for folder, folders, names in os.walk(path, followlinks=False):
        within = Path(folder).relative_to(path).as_posix()
        folders[:] = sorted(f for f in folders if f in PIPELINES or not (f[0] == "." or f in PASSED_OVER))
        for name in sorted(names):
            found = Path(folder, name)
            if is_readable(name) and not os.path.islink(found):  # noqa: PTH114 - as above
                yield found, name if within == "." else f"{within}/{name}"
