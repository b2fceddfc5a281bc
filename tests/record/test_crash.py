"""Killed, crowded, on a full or read-only disk: nothing acknowledged is lost and nothing is half written."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.record.ledger import Ledger
from assistant.record.store import Store, open_store
from model import deeds as d
from model.assessment import Speaker
from model.errors import RecordError

Begin = Callable[..., Ledger]
HERE = Path(__file__)


def run(*words: str | Path) -> list[str]:
    """What the appending processes said, line by line."""
    root = HERE.parents[2]
    done = subprocess.run(
        [sys.executable, HERE.with_name("appending.py"), *map(str, words)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    return done.stdout.splitlines()


def acknowledged(lines: list[str]) -> dict[int, str]:
    """By act, the head that was said after it."""
    return {int(seq): head for word, seq, head in (line.split() for line in lines if line.startswith("ack "))}


def test_killing_at_random_moments_loses_nothing(file: Path) -> None:
    """Twenty times `kill -9`: every act that was acknowledged is there and the chain verifies."""
    lines = run("kill", file, "20")
    acks = acknowledged(lines)
    assert not [line for line in lines if line.startswith("BROKEN")]
    assert lines.count("status 9") == 20
    assert len(acks) > 20
    with open_store(file) as store:
        ledger = store.open("Factory")
        hashes = {link.seq: link.hash for link in ledger.stored().links}
        assert {seq: hashes.get(seq) for seq in acks} == acks
        assert len(ledger.acts) - 1 - len(acks) in range(21)
        assert ledger.verify().ok


def test_two_processes_on_one_assessment(begin: Begin, file: Path) -> None:
    """Both get all their acts in, in one chain, by looking at what the other wrote."""
    ledger = begin()
    lines = run("crowd", file, "40")
    assert lines.count("status 0") == 2
    assert len(ledger.refresh()) == 80
    assert ledger.verify().ok


def test_several_openings_of_a_new_database_at_once(file: Path) -> None:
    """Whoever comes first makes the tables, and nobody fails."""
    failed: list[RecordError] = []

    def begin() -> None:
        try:
            open_store(file).close()
        except RecordError as error:
            failed.append(error)

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_a_disk_that_gives_no_more(begin: Begin, file: Path, jonas: Speaker) -> None:
    """The error says so, no half of an append is there, and it goes on once there is room."""
    ledger = begin()
    lines = run("fill", file, "600")
    assert lines[-1].startswith("error cannot")
    assert str(file) in lines[-1]
    acks = acknowledged(lines[:-1])
    assert len(acks) >= 2
    assert len(ledger.refresh()) == len(acks)
    assert ledger.head == acks[max(acks)]
    assert ledger.verify().ok
    ledger.append([d.ScopeSettled()], jonas)
    assert ledger.verify().ok


def test_a_full_disk_is_named(store: Store, begin: Begin, jonas: Speaker) -> None:
    """SQLite's own word for a full disk becomes one clear line."""
    ledger = begin()
    with store._database._transaction(writes=False) as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(RecordError, match=r"the disk is full.*Make room.*is kept"):
        ledger.append([d.Answered(text="x" * 100_000)], jonas)
    assert len(ledger.acts) == 1
    assert ledger.refresh() == ()
    assert ledger.verify().ok


@pytest.mark.parametrize(
    "where", ["/proc/mlsmm/mlsmm.db", "/proc/mlsmm.db", "{file}/below/mlsmm.db", "{file}/.."]
)
def test_where_nothing_can_be_made(tmp_path: Path, where: str) -> None:
    """One line that names the place and says what to do."""
    (tmp_path / "file").touch()
    place = where.format(file=tmp_path / "file")
    with pytest.raises(RecordError, match=r"^cannot (write to|open) .*MLSMM_D") as caught:
        open_store(place)
    assert "\n" not in str(caught.value)


def test_a_read_only_database_can_be_read(begin: Begin, file: Path, jonas: Speaker) -> None:
    """Writing fails with the file's name; nothing is lost."""
    begin()
    with open_store(f"sqlite:///file:{file}?mode=ro&uri=true") as store:
        ledger = store.open("Factory")
        assert len(ledger.acts) == 1
        with pytest.raises(RecordError, match=r"cannot write to .*mlsmm.db: it is read-only"):
            ledger.append([d.ScopeSettled()], jonas)
        assert len(ledger.acts) == 1


def test_a_writer_that_does_not_finish(begin: Begin, file: Path, jonas: Speaker) -> None:
    """After the patience that was asked for, the error says that another program holds the file."""
    begin()
    with open_store(file, patience=0.05) as mine, open_store(file) as other:
        ledger = mine.open("Factory")
        with other._database.writing(), pytest.raises(RecordError, match="locked by another program"):
            ledger.append([d.ScopeSettled()], jonas)
        assert ledger.append([d.ScopeSettled()], jonas)[0].seq == 2
