"""What terminals and pipes do to a command: encodings, escape sequences, closed pipes, no network."""

import json
import os
import subprocess
import sys
import time
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest

from assistant.cli.output import show
from assistant.conversation.session import Line, LineStyle
from tests.cli.conftest import Play, Run, Write

ESCAPES = "\x1b[31mred\x1b]0;title\x07 \u202ekcab \x9b2J [bold]marked[/] \x7f"
HIDDEN = ("\x1b", "\x07", "\x9b", "\u202e", "\x7f")
NO_NETWORK = """\
import socket
def refuse(*_, **__):
    raise RuntimeError("the network was used")
class Refused(socket.socket):
    __init__ = refuse
socket.socket = Refused
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse
"""


def mlsmm(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own."""
    command = [sys.executable, "-m", "assistant", *arguments]
    return subprocess.run(
        command, capture_output=True, env=os.environ | environment, check=False, timeout=600
    )


@pytest.mark.parametrize("command", ["show", "score", "roadmap", "ask", "export"])
def test_escape_sequences_come_out_neutral(command: str, run: Run) -> None:
    """Names and answers of users cannot colour, move or rename a terminal."""
    assert run("new", f"Fab {ESCAPES}", "--as", f"Jonas{ESCAPES}, role{ESCAPES}").code == 0
    name = run("list", "--json").json[0]["name"]
    assert name.startswith("Fab ␛[31mred")
    said = f"Each release of photo is signed {ESCAPES} and checked before it starts."
    for words in (("photo: trained by us",), ("",), (said, "--practice", "AML.M0013", "--then", "confirm")):
        assert run("answer", name, *words).code == 0
    for form in ((), ("--json",)):
        out = run(command, name, *form).out
        assert not [c for c in HIDDEN if c in out]
    assert not [c for c in HIDDEN if c in run("list").out + run("list", "--json").out]


def test_faults_are_neutral(run: Run) -> None:
    """Nor can a name that is not found."""
    for words in (
        ("show", ESCAPES),
        ("explain", ESCAPES),
        ("new", ESCAPES * 9),
        ("assess", f"{ESCAPES}.yaml"),
    ):
        err = run(*words).err
        assert err
        assert not [c for c in HIDDEN if c in err]
        assert err.count("\n") == 1


def test_a_terminal_that_is_not_utf_8(run: Run) -> None:
    """Text is shown as far as the terminal can; JSON and exports lose nothing."""
    run("new", "Zoë 🦆")
    ascii_only = {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    listed = mlsmm("list", **ascii_only)
    assert listed.returncode == 0
    assert listed.stdout.startswith(b"Zo? ?")
    assert json.loads(mlsmm("list", "--json", **ascii_only).stdout)[0]["name"] == "Zoë 🦆"
    assert mlsmm("export", "Zoë 🦆", **ascii_only).stdout == run("export", "Zoë 🦆").out.encode()
    missing = mlsmm("show", "Zoë", **ascii_only)
    assert (missing.returncode, missing.stderr.count(b"\n")) == (4, 1)
    assert b"Traceback" not in missing.stderr


def test_a_name_that_is_no_text() -> None:
    """Bytes that are no text in an argument cost one line, no traceback."""
    command: list[str | bytes] = [sys.executable, "-m", "assistant", "show", b"a\xff"]
    ran = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert ran.returncode in (2, 4)
    assert ran.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [("explain", 0), ("score Mill --fail-below target", 3), ("score Mill --json", 0), ("export Mill", 0)],
)
def test_whoever_reads_goes_away(arguments: str, code: int, run: Run, mill: str) -> None:
    """A closed pipe is no fault, and the exit code is still the command's own."""
    assert mill
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "assistant", *arguments.split()]
    ran = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False, timeout=60)
    os.close(writer)
    assert ran.returncode == code
    assert b"Traceback" not in ran.stderr
    assert b"BrokenPipe" not in ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", ["report Mill", "report Mill --format json", "score Mill --json"])
def test_a_full_disk(arguments: str, run: Run, mill: str) -> None:
    """Where there is no room left, one line of advice, not a fault of ours."""
    assert mill
    command = [sys.executable, "-m", "assistant", *arguments.split()]
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert ran.returncode == 4
    assert ran.stderr.count(b"\n") == 1
    assert b"No space left" in ran.stderr


def test_reading_stops_when_nobody_listens(tmp_path: Path) -> None:
    """`read --jsonl` leaves off a long file once its output is closed."""
    file = tmp_path / "long.jsonl"
    file.write_text('{"text": "we sign every release of every model before it goes out"}\n' * 100_000)
    command = [sys.executable, "-m", "assistant", "read", "--jsonl", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert b"practices" in process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=60) == 0


def test_without_a_network(tmp_path: Path, played: Play) -> None:
    """A whole assessment with every socket and look-up of a name refused: the same figures as ever."""
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK)
    path = os.pathsep.join([str(tmp_path), str(Path.cwd())])
    probe = [sys.executable, "-c", "import socket; socket.getaddrinfo('localhost', 1)"]
    assert subprocess.run(
        probe, env=os.environ | {"PYTHONPATH": path}, capture_output=True, check=False
    ).returncode
    ran = mlsmm("assess", "--example", "imaging", "--json", PYTHONPATH=path)
    assert ran.returncode == 0, ran.stderr
    before = json.loads((played("imaging") / "scorecard.json").read_text())
    assert {**json.loads(ran.stdout), "head": ""} == {**before, "head": ""}


def test_our_own_faults(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours is one line and 1, with the traceback on request."""
    monkeypatch.setattr("assistant.cli.assess.load_script", lambda _: 1 / 0)
    ran = run("assess", write())
    assert ran.code == 1
    assert (
        ran.err == "mlsmm: a fault of ours: ZeroDivisionError: division by zero. MLSMM_DEBUG=1 shows where.\n"
    )
    monkeypatch.setenv("MLSMM_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run("assess", write())


@pytest.mark.parametrize("name", ["acme.json", "plans/acme.mlsmm"])
def test_a_name_like_that_of_a_file(name: str, run: Run) -> None:
    """An assessment that is named like an exported file is found where there is no such file."""
    assert run("new", name).code == 0
    assert run("score", name).code == 0
    missing = run("score", "other.json")
    assert (missing.code, "no file other.json" in missing.err) == (2, True)


def test_times_are_those_of_the_clock_on_the_wall(
    run: Run, mill: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lists and replies show local time; data for programs says UTC."""
    stamp = datetime.fromisoformat(run("list", "--json").json[0]["last"])
    assert stamp.utcoffset() == timedelta(0)
    monkeypatch.setenv("TZ", "XYZ-5:45")
    time.tzset()
    try:
        local = (stamp + timedelta(hours=5, minutes=45)).strftime("%Y-%m-%d %H:%M")
        assert local in run("list").out
        assert local in run("show", mill).out
        told = run("answer", mill, "it's 1, because Marek signs them by hand", "--practice", "AML.M0013")
        kept = datetime.fromisoformat(run("list", "--json").json[0]["last"])
        assert f"Recorded {kept + timedelta(hours=5, minutes=45):%H:%M}" in told.out
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        """Whether somebody looks at it."""
        return True


def test_a_terminal_gets_whole_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows as wide as it is, the later ones set in; a pipe gets every line whole."""
    words = "one two three-four " * 12
    lines = (Line("short"), Line(words.strip(), LineStyle.HINT, 2), Line(words.strip(), LineStyle.QUOTE, 1))
    monkeypatch.setenv("COLUMNS", "40")
    seen, piped = Terminal(), StringIO()
    for stream in (seen, piped):
        monkeypatch.setattr(sys, "stdout", stream)
        show(lines)
    rows = seen.getvalue().splitlines()
    assert max(map(len, rows)) <= 40
    assert " ".join(seen.getvalue().replace("|", "").split()) == " ".join(
        piped.getvalue().replace("|", "").split()
    )
    hint = rows[1 : next(n for n, row in enumerate(rows) if "|" in row)]
    assert [len(r) - len(r.lstrip()) for r in hint] == [4] + [6] * (len(hint) - 1)
    assert all(row.startswith("  | ") for row in rows[1 + len(hint) :])
    assert len(piped.getvalue().splitlines()) == 3
