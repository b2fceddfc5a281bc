"""The process in which documents are parsed: limits, and a watch on what Python code in it tries.

Requests come on the standard input: a line of JSON (name, size, seconds) and as many bytes. Each is answered
on the standard output by a line of JSON a document, and an empty line. A file that takes more seconds of
computing than it was given ends the process, by its own clock: how busy the machine is makes no difference.
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from knowledge.documents.formats import read_bytes

MEMORY = 1_500 * 1024 * 1024
"""Bytes of address space."""
FILES = 64
SECONDS = 86_400
"""Of computing in all, after which even a process whose clock was stopped ends."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_BARRED = (
    *("socket.", "subprocess.", "pty.", "shutil.", "urllib.", "http.", "ftplib.", "smtplib."),
    *("os.system", "os.kill", "os.exec", "os.posix_spawn", "os.spawn", "os.fork"),
    *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.chmod", "os.chown"),
    "os.truncate",
)


class BarredError(RuntimeError):
    """A parser tried what no parser needs."""


def fence_in() -> None:
    """Limits that hold until the process ends."""
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_CPU, SECONDS),
    ):
        try:
            resource.setrlimit(limit, (most, most))
        except (ValueError, OSError):  # a platform that knows the limit by name only
            continue
    sys.addaudithook(_watch)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        mode, flags = arguments[1], arguments[2]
        writes = (isinstance(mode, str) and set(mode) & set("wax+")) or (
            isinstance(flags, int) and flags & _WRITING
        )
        if writes:
            raise BarredError(event)
    elif event.startswith(_BARRED):
        raise BarredError(event)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the requests end."""
    while line := requests.readline():
        asked = json.loads(line)
        content = requests.read(asked["size"])
        with _limited(asked["seconds"]):
            for document in read_bytes(asked["name"], content):
                told = json.dumps(document.model_dump(mode="json"), ensure_ascii=False)
                answers.write(told.encode("utf-8", "replace") + b"\n")
                answers.flush()
        answers.write(b"\n")
        answers.flush()


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """The process ends by SIGPROF, which nothing here catches, once it has computed for so long."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)


if __name__ == "__main__":
    fence_in()
    serve(sys.stdin.buffer, sys.stdout.buffer)
