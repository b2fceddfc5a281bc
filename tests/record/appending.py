"""Processes that append, for tests that kill or crowd them: `appending.py kill|crowd|fill FILE N`."""

import os
import random
import resource
import signal
import sys
import time

from assistant.record.ledger import Ledger
from assistant.record.store import open_store
from model import deeds as d
from model.assessment import Speaker
from model.errors import ConflictError, RecordError
from model.practice import Profile

NAME = "Factory"
SPEAKER = Speaker(name="Jonas")


def say(*words: object) -> None:
    """Print a line in one write, so that a process killed meanwhile leaves no half of one."""
    os.write(1, (" ".join(str(word) for word in words) + "\n").encode())


def append_for_ever(file: str, counted: int) -> None:
    """Say of each act that was acknowledged its number and the head after it, and count it with a byte."""
    ledger = open_store(file).open(NAME)
    if not ledger.verify().ok:
        say("BROKEN", ledger.verify().problems)
    while True:
        for act in ledger.append([d.Answered(text="x" * random.randint(0, 9_000))], SPEAKER):
            say("ack", act.seq, ledger.head)
            os.write(counted, b".")


def kill(file: str, rounds: str) -> None:
    """Start a process that appends and kill it a moment after so many acts, or none, again and again."""
    with open_store(file) as store:
        store.create(NAME, profile=Profile.CORE, catalogue_json="{}", speaker=SPEAKER)
    for number in range(int(rounds)):
        seen, counted = os.pipe()
        child = os.fork()
        if not child:
            append_for_ever(file, counted)
        for _ in range(number % 5):
            os.read(seen, 1)
        time.sleep(random.uniform(0.0, 0.03))
        os.kill(child, signal.SIGKILL)
        say("status", os.waitpid(child, 0)[1])
        os.close(seen)
        os.close(counted)


def append_patiently(ledger: Ledger) -> int:
    """Append one act, after looking at what others wrote; how often that took another try."""
    for tries in range(10_000):
        try:
            ledger.append([d.ScopeSettled()], SPEAKER)
        except ConflictError:
            ledger.refresh()
        else:
            return tries
    raise SystemExit("never came through")


def crowd(file: str, acts: str) -> None:
    """Two processes, each with so many acts for one assessment; how often they met."""
    children = []
    for _ in range(2):
        child = os.fork()
        if not child:
            ledger = open_store(file, patience=30).open(NAME)
            say("met", sum(append_patiently(ledger) for _ in range(int(acts))))
            os._exit(0)
        children.append(child)
    for child in children:
        say("status", os.waitpid(child, 0)[1])


def fill(file: str, kib: str) -> None:
    """Append until the disk gives no more; the error, and whether a small act is refused as clearly."""
    ledger = open_store(file).open(NAME)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(kib) * 1024,) * 2)
    try:
        while True:
            for act in ledger.append([d.Answered(text="x" * 50_000), d.ScopeSettled()], SPEAKER):
                say("ack", act.seq, ledger.head)
    except RecordError as error:
        say("error", error)


if __name__ == "__main__":
    {"kill": kill, "crowd": crowd, "fill": fill}[sys.argv[1]](*sys.argv[2:])
