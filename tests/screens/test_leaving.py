"""What ends the program leaves the terminal as it was; what it began is on record as ever."""

import os
import pty
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import PROGRAM
from assistant.app import _open_store
from assistant.screens.desk import Desk
from assistant.settings import Settings
from model.deeds import Opened
from tests.screens.fakes import PlainLibrary

PAINTED, RESTORED = b"ASSESSMENTS", b"\x1b[?1049l"


def _heard(terminal: int) -> Iterator[bytes]:
    """All that was written to a terminal so far, again after each piece, until nobody holds it any more."""
    heard = b""
    while True:
        try:
            heard += os.read(terminal, 65_536)
        except OSError:  # nobody holds the other end
            return
        yield heard


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_as_it_was(number: signal.Signals, tmp_path: Path) -> None:
    """The screen of before is back, keys are echoed again, and the exit code names the signal."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(ours, (24, 80))
    before = termios.tcgetattr(ours)
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant"],
        env=os.environ | {"MLSMM_DATA": str(tmp_path), "TERM": "xterm-256color"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    heard, is_told = b"", False
    for heard in _heard(ours):
        if PAINTED in heard and not is_told:
            process.send_signal(number)
            is_told = True
    assert process.wait(timeout=60) == 128 + number
    assert RESTORED in heard
    assert termios.tcgetattr(ours) == before
    os.close(ours)


def test_what_is_begun_on_screen_is_like_what_a_command_begins(tmp_path: Path) -> None:
    """Names are made safe, and the opening says which version of the program made it."""
    settings = Settings(data=tmp_path, cache=tmp_path, database=str(tmp_path / "x.db"), speaker="Ines")
    desk = Desk(_open_store(settings), PlainLibrary(), "Ines")
    session = desk.begin("Fab\x1b[2J\u202e")
    assert session.state.name == "Fab␛[2J\ufffd"
    (opened,) = (act.deed for act in session.ledger.acts)
    assert isinstance(opened, Opened)
    assert opened.program == PROGRAM
    desk.rename(session.state.name, "Works\x07")
    assert [entry.name for entry in desk.entries()] == ["Works␇"]
    desk.store.close()
