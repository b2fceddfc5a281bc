"""The process that reads answers, seen from the program: started early, replaced when it dies."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TypeVar

from model import errors
from model.errors import LibraryError

Told = TypeVar("Told")
STOPPED = "the reader has stopped"
AGAIN = "Say it again; the reader was started anew."


class Wire:
    """The way to the process; one request at a time.

    A request and its answer are a line of JSON each. Of the answer the first byte says what the rest is:
    `+` a value, `-` an error of the family, `?` nothing: a catalogue is named that has to be told first.
    """

    def __init__(self, *, cache: Path, data: Path, own: Path | None = None) -> None:
        places = {"cache": str(cache), "data": str(data), "own": str(own) if own else None}
        self._places = json.dumps(places)
        self._lock = Lock()
        self._is_closed = False
        self._child: subprocess.Popen[bytes] | None = None
        with suppress(LibraryError):  # whoever asks first is told
            self._start()

    def ask(
        self, do: str, *, read: Callable[[bytes], Told], learn: Callable[[], str] = str, **more: object
    ) -> Told:
        """What `read` makes of the answer; `learn` gives the JSON of a catalogue that is not known there."""
        with self._lock:
            answer = self._exchange({"do": do, **more})
            if answer.startswith(b"?"):
                answer = self._exchange({"do": "learn", "catalogue": more.get("catalogue"), "json": learn()})
                answer = self._exchange({"do": do, **more}) if answer.startswith(b"+") else answer
        if answer.startswith(b"+"):
            return read(answer[1:])
        error = json.loads(answer[1:])
        raise getattr(errors, error["kind"])(error["what"], error["do"])

    def close(self) -> None:
        """End the process, also while it is being asked."""
        self._is_closed = True
        self._end()

    def _exchange(self, asked: dict[str, object]) -> bytes:
        """One line there, one line back; a process that is gone is replaced, and that is told."""
        if self._is_closed:
            raise LibraryError(STOPPED)
        child = self._child or self._start()
        assert child.stdin is not None
        assert child.stdout is not None
        answer = b""
        with suppress(OSError, ValueError):
            child.stdin.write(json.dumps(asked).encode() + b"\n")
            child.stdin.flush()
        with suppress(OSError, ValueError):
            answer = child.stdout.readline()
        if answer.endswith(b"\n") and not answer.startswith(b"!"):
            return answer
        self._end()
        if not self._is_closed:
            self._start()
        cause = answer[1:].decode("utf-8", "replace").strip()
        raise LibraryError(f"{STOPPED} ({cause})" if cause else STOPPED, AGAIN)

    def _start(self) -> "subprocess.Popen[bytes]":
        root = str(Path(__file__).resolve().parents[2])
        search = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        try:
            self._child = subprocess.Popen(
                [sys.executable, "-P", "-m", "knowledge.apart.child", self._places],
                env=os.environ | {"PYTHONPATH": search, "PYDANTIC_DISABLE_PLUGINS": "__all__"},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as cause:
            raise LibraryError(f"the reader cannot be started ({cause.strerror})", AGAIN) from cause
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            with suppress(OSError):  # what was not sent is lost anyway
                if pipe is not None:
                    pipe.close()
