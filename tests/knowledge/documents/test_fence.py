"""The fence: nothing in a file crashes, hangs, fills or leaves the process in which it is parsed."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from knowledge.documents import child
from knowledge.documents import fence as fence_module
from knowledge.documents.fence import MOST_BYTES, Fence, count_files, files_in, read_documents
from knowledge.documents.pulse import QUIET, Pulse, computed_by
from model.evidence import Document
from tests.knowledge.documents.made import RULE, all_formats, archive
from tests.knowledge.documents.sleeper import ASLEEP

MADE = all_formats()
MUTANTS = 12
"""Of each format, in a fixed order; `python -m tests.benchmarks.mutants` tries thousands."""


@pytest.fixture(scope="module")
def fence() -> Iterator[Fence]:
    """One process for all of the module's files."""
    opened = Fence()
    yield opened
    opened.close()


def _cause(documents: tuple[Document, ...]) -> str:
    (document,) = documents
    (remark,) = document.remarks
    return remark.code


@pytest.mark.parametrize("name", MADE)
def test_a_file_comes_through(fence: Fence, tmp_path: Path, name: str) -> None:
    """The same words as without the fence."""
    path = tmp_path / name
    path.write_bytes(MADE[name])
    (document,) = fence.read(path)
    assert RULE in document.text


def test_what_is_no_plain_file_is_named(fence: Fence, tmp_path: Path) -> None:
    """A pipe is not waited for, a huge sparse file not loaded, a missing one is missing."""
    pipe, sparse = tmp_path / "pipe.md", tmp_path / "sparse.md"
    os.mkfifo(pipe)
    with sparse.open("wb") as file:
        file.truncate(2 * 1024**3)
    assert sparse.stat().st_size > MOST_BYTES
    assert _cause(fence.read(pipe)) == "special"
    assert _cause(fence.read(sparse)) == "large"
    assert _cause(fence.read(tmp_path / "none.md")) == "unreadable"
    assert _cause(fence.read(tmp_path / "x.bin")) in ("unreadable", "unknown")


def test_what_is_not_read_keeps_where_it_lies(fence: Fence, tmp_path: Path) -> None:
    """So that of two folders with a file of one name, one knows which it was."""
    (tmp_path / "pipe.md").mkdir()
    for name in ("pipe.md", "none.md", "x.bin"):
        (read,) = fence.read(tmp_path / name, name=f"in/{name}")
        assert (read.name, read.path) == (f"in/{name}", str(tmp_path / name))


def test_a_hang_costs_one_line(tmp_path: Path) -> None:
    """A file that takes too long is given up, and the next one is read."""
    slow = tmp_path / "slow.md"
    slow.write_text(RULE)
    fence = Fence(patience=-1.0)
    assert _cause(fence.read(slow)) == "slow"
    fence.patience = 20.0
    assert RULE in fence.read(slow)[0].text
    fence.close()


def _long() -> bytes:
    """A file that is read for some tenths of a second."""
    return "\n".join(f"{n};{RULE}" for n in range(19_000)).encode()


def _halt(fence: Fence, *seconds: float) -> None:
    """Halt the fence's process, as a busy machine does; after so many seconds it goes on."""
    fence.read_bytes("a.md", RULE.encode())
    running = fence._child
    assert running is not None
    running.send_signal(signal.SIGSTOP)
    for moment in seconds:
        going = threading.Timer(moment, running.send_signal, [signal.SIGCONT])
        going.daemon = True
        going.start()


def test_time_that_others_take_is_not_counted() -> None:
    """A process that stands still for longer than it may compute goes on and reads the file."""
    with closing(Fence(patience=20.0)) as fence:
        _halt(fence, 3.0)
        fence.patience = 2.0
        (document,) = fence.read_bytes("a.md", RULE.encode())
        assert document.remarks == ()
        assert RULE in document.text


def test_a_process_that_does_nothing_ends_all_the_same() -> None:
    """It stands still for good, and uses nothing of what it may compute; the next file is read."""
    with closing(Fence(patience=20.0)) as fence:
        _halt(fence)
        fence.patience = 0.3
        assert _cause(fence.read_bytes("a.md", RULE.encode())) == "slow"
        fence.patience = 20.0
        assert RULE in fence.read_bytes("a.md", RULE.encode())[0].text


def test_a_reader_that_sleeps_is_killed_long_before_the_clock_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It waits for an hour and computes nothing: its process is gone, the next file is read."""
    monkeypatch.setattr(fence_module, "READER", "tests.knowledge.documents.sleeper")
    monkeypatch.setattr(fence_module, "WALL", 10_000.0)
    with closing(Fence(patience=20.0, look=0.1)) as fence:
        fence.read_bytes("a.md", RULE.encode())
        running = fence._child
        assert running is not None
        assert _cause(fence.read_bytes(ASLEEP, RULE.encode())) == "stuck"
        assert running.returncode == -signal.SIGKILL
        assert RULE in fence.read_bytes("a.md", RULE.encode())[0].text


def test_a_reader_that_computes_is_not_taken_for_one_that_sleeps() -> None:
    """However little a busy machine gives it, any computing between two looks begins the count anew."""
    given = iter([1.0, *[1.0] * (QUIET - 1), 1.002, *[1.002] * (QUIET - 1), 1.004])
    pulse = Pulse(0, computed=lambda _: next(given))
    assert not any(pulse.has_stopped() for _ in range(2 * QUIET + 1))


@pytest.mark.parametrize("given", [1.0, None])
def test_a_reader_that_does_nothing_has_stopped_where_the_system_tells(given: float | None) -> None:
    """After so many looks in a row, begun anew by a word of it; never where nobody tells."""
    pulse = Pulse(0, computed=lambda _: given)
    looked = [pulse.has_stopped() for _ in range(QUIET)]
    pulse.beat()
    looked += [pulse.has_stopped() for _ in range(QUIET)]
    assert looked == [False] * (2 * QUIET - 1) + [given is not None]


def test_what_a_process_has_computed_grows_while_it_computes() -> None:
    """And nothing is told of one that has ended."""
    with closing(Fence(patience=20.0)) as fence:
        fence.read_bytes("a.md", RULE.encode())
        running = fence._child
        assert running is not None
        before = computed_by(running.pid)
        fence.read_bytes("a.csv", _long())
        after = computed_by(running.pid)
        if before is None or after is None:
            pytest.skip("the system does not tell what another process has computed")
        assert after > before > 0
    assert computed_by(running.pid) is None


def test_what_computes_for_too_long_is_ended_by_its_own_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the clock on the wall would wait, and the file says that it was slow."""
    monkeypatch.setattr(fence_module, "WALL", 1_000.0)
    monkeypatch.setattr(fence_module, "PATIENCE_MEGABYTE", 0.0)
    with closing(Fence(patience=0.05)) as fence:
        assert _cause(fence.read_bytes("a.csv", _long())) == "slow"
        fence.patience = 20.0
        assert fence.read_bytes("a.csv", _long())[0].remarks == ()


def test_a_killed_process_costs_one_line(fence: Fence, tmp_path: Path) -> None:
    """Killed in the midst of a file: that file says so, the next one is read."""
    long, short = tmp_path / "long.csv", tmp_path / "short.md"
    long.write_bytes(_long())
    short.write_text(RULE)
    fence.read(short)
    running = fence._child
    assert running is not None
    killer = threading.Timer(0.05, running.send_signal, [signal.SIGKILL])
    killer.start()
    first = fence.read(long)
    killer.join()
    running.wait()
    assert RULE in first[0].text or _cause(first) == "crashed"
    assert RULE in fence.read(short)[0].text


def test_what_came_before_a_fault_is_kept(fence: Fence, tmp_path: Path) -> None:
    """An entry whose bytes are damaged costs itself only, a torn line costs what follows."""
    packed = bytearray(archive({"a.md": RULE.encode(), "b.md": b"x" * 400, "c.md": RULE.encode()}))
    place = packed.index(b"b.md") + 4
    packed[place : place + 3] = b"\xff\xff\xff"
    first, second, third = fence.read_bytes("all.zip", bytes(packed))
    assert RULE in first.text
    assert _cause((second,)) == "broken"
    assert RULE in third.text
    (torn,) = fence.read_bytes("a.jsonl", b'{"rule": "signed"}\n{"rule": ')
    assert torn.text == "rule: signed\n"
    assert _cause((torn,)) == "partly"


def test_a_folder_of_too_many_files_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first ones are read."""
    monkeypatch.setattr(fence_module, "MOST_FILES", 2)
    for name in "abc":
        (tmp_path / f"{name}.md").write_text(RULE)
    found = tuple(read_documents(tmp_path))
    assert [document.name for document in found[:2]] == ["a.md", "b.md"]
    assert _cause(found[2:]) == "many"


def test_links_and_hidden_folders_are_not_walked(tmp_path: Path) -> None:
    """A circle of links ends, nothing outside is read."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text(RULE)
    (tmp_path / "in" / "loop").symlink_to(tmp_path)
    (tmp_path / "in" / "b.md").symlink_to("/etc/hostname")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "c.md").write_text(RULE)
    assert [name for _, name in files_in(tmp_path)] == ["in/a.md"]


def _in_child(deed: str, cwd: Path) -> str:
    """What becomes of a deed behind the fence."""
    code = f"from knowledge.documents.child import fence_in\nfence_in()\n{deed}\nprint('done')"
    root = Path(child.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-B", "-c", code],
        cwd=cwd,
        env={"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    "deed",
    [
        "open('x', 'w')",
        "import os; os.open('x', os.O_CREAT | os.O_WRONLY)",
        "import pathlib; pathlib.Path('x').mkdir()",
        "import os; os.system('touch x')",
        "import subprocess; subprocess.run(['touch', 'x'])",
        "import os; os.fork()",
    ],
)
def test_the_process_writes_and_starts_nothing(tmp_path: Path, deed: str) -> None:
    """Neither files nor folders nor programs."""
    assert "BarredError" in _in_child(deed, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_process_reaches_no_network(tmp_path: Path) -> None:
    """A server that listens hears nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        deed = f"import socket; socket.create_connection(('127.0.0.1', {port}))"
        assert "BarredError" in _in_child(deed, tmp_path)
        with pytest.raises(TimeoutError):
            server.accept()


def test_the_process_gets_no_more_memory_than_it_may(tmp_path: Path) -> None:
    """Two gigabytes are refused."""
    assert "MemoryError" in _in_child("bytearray(2 * 1024**3)", tmp_path)


def mutate(content: bytes, chance: random.Random) -> bytes:
    """Bytes changed, cut out, doubled or cut off."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(max(1, len(changed)))
        kind = chance.randrange(4)
        if kind == 0 and changed:
            changed[at % len(changed)] = chance.randrange(256)
        elif kind == 1:
            del changed[at : at + chance.randint(1, 40)]
        elif kind == 2:
            changed[at:at] = changed[at : at + chance.randint(1, 40)] * chance.randint(1, 20)
        else:
            changed = changed[: max(1, at)]
    return bytes(changed)


def test_mutants_are_read_or_named(fence: Fence) -> None:
    """Broken files give documents or one cause each."""
    chance = random.Random(5)
    for name, content in MADE.items():
        for _ in range(MUTANTS):
            for document in fence.read_bytes(name, mutate(content, chance)):
                assert document.passages or document.remarks or not document.text


def test_files_are_counted_before_they_are_read(fence: Fence, tmp_path: Path) -> None:
    """Those that can be read and are no links; of a file, one."""
    for name in ("a.md", "b.bin", ".git/c.md", "d/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "f.md").symlink_to(tmp_path / "a.md")
    assert count_files(tmp_path) == 2
    assert count_files(tmp_path / "a.md") == 1
