"""kill -9 in the middle of a turn: whatever was acknowledged is there, and the chain verifies."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from assistant.cli.figures import dump_scorecard
from assistant.record.store import open_store
from model.fold import fold
from tests.cli.conftest import Run
from tests.cli.interviewing import NAME

ROUNDS = 20
SEED = 20261123


def rounds(lines: list[str]) -> list[list[Any]]:
    """What was said in each round, the kill last."""
    found: list[list[Any]] = [[]]
    for line in lines:
        said = json.loads(line)
        found[-1].append(said)
        if said[0] == "killed":
            found.append([])
    return found[:-1]


def test_killed_in_the_middle_of_a_turn(tmp_path: Path, run: Run) -> None:
    """Twenty interviews killed at random moments: every acknowledged head is in the chain that is left."""
    file = tmp_path / "killed.db"
    command = [sys.executable, "-m", "tests.cli.interviewing", str(file), str(ROUNDS), str(SEED)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    told = rounds(ran.stdout.splitlines())
    assert len(told) == ROUNDS
    assert all(said[-1][2] == signal.SIGKILL for said in told), ran.stderr
    acknowledged = [said for one in told for said in one if said[0] == "shown"]
    assert len([one for one in told if any(said[0] == "shown" for said in one)]) >= ROUNDS // 2
    with open_store(file) as store:
        ledger = store.open(NAME)
        heads = {link.seq: link.hash for link in ledger.stored().links}
        assert [said for said in acknowledged if heads.get(said[1]) != said[2]] == []
        assert ledger.verify(expected=acknowledged[-1][2], recompute=dump_scorecard).ok
        assert fold(ledger.acts).count == len(ledger.acts) >= acknowledged[-1][1]
    assert run("verify", NAME, "--db", str(file), "--head", acknowledged[-1][2]).code == 0
    assert run("answer", NAME, "/note it goes on", "--db", str(file)).code == 0


def test_killed_commands(tmp_path: Path, run: Run) -> None:
    """`mlsmm answer` killed at any stage leaves all of its turn or nothing of it."""
    place = str(tmp_path / "killed.db")
    run("new", "Fab", "--db", place)
    for number, patience in enumerate((0.2, 0.5, 0.7, 0.9, 5.0)):
        text = f"note: number {number} was said"
        command = [sys.executable, "-m", "assistant", "answer", "Fab", text, "--db", place]
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
        try:
            out, _ = process.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            process.kill()
            out, _ = process.communicate()
        assert run("verify", "Fab", "--db", place).code == 0
        with open_store(place) as store:
            kept = any(
                getattr(a.deed, "text", "").startswith(f"number {number}") for a in store.open("Fab").acts
            )
        assert kept or not out
