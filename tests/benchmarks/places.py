"""Where a benchmark runs: a record and a cache of its own, processes of its own, a terminal of its own."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SIZE = struct.pack("HHHH", 40, 120, 0, 0)


@dataclass(frozen=True)
class Place:
    """A folder that is gone afterwards."""

    folder: Path

    @property
    def environment(self) -> Mapping[str, str]:
        """Data in the folder; the cache with the exported encoder stays the user's own."""
        return os.environ | {
            "MLSMM_DATA": str(self.folder),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }

    def time(self, *arguments: str, stdin: bytes = b"") -> float:
        """Milliseconds that a command takes, from start to end."""
        begin = time.monotonic()
        command = [sys.executable, "-m", *arguments]
        subprocess.run(
            command, env=self.environment, input=stdin, capture_output=True, check=True, timeout=600
        )
        return 1000 * (time.monotonic() - begin)


def in_terminal(
    command: Sequence[str], environment: Mapping[str, str], *, until: bytes = b"", patience: float = 90
) -> float | None:
    """Run a command in a terminal until it ends, or writes `until`; milliseconds to those words."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, SIZE)
    begin = time.monotonic()
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    )
    os.close(theirs)
    try:
        return _watch(ours, until=until, begin=begin, patience=patience)
    finally:
        if until:
            process.kill()
        process.wait(timeout=patience)
        os.close(ours)


def _watch(ours: int, *, until: bytes, begin: float, patience: float) -> float | None:
    seen = b""
    while time.monotonic() - begin < patience:
        if not select.select([ours], [], [], 0.5)[0]:
            continue
        try:
            seen = seen[-4096:] + os.read(ours, 65536)
        except OSError:  # the other end was closed
            break
        if until and until in seen:
            return 1000 * (time.monotonic() - begin)
    return None
