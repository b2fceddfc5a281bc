"""A fence of less patience than in use: what is hostile is to end long before the fence ends it."""

import signal
from collections.abc import Iterator
from types import FrameType

import pytest

from knowledge.documents.fence import Fence
from tests.knowledge.documents.made import PATIENCE

HANGING = 30
"""Seconds of computing."""


@pytest.fixture(scope="module")
def hostile() -> Iterator[Fence]:
    """One for all files of a module."""
    opened = Fence(patience=PATIENCE)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def _does_not_hang() -> Iterator[None]:
    """A pattern that is led astray computes for minutes: half a minute of computing ends the test."""

    def give_up(_: int, __: FrameType | None) -> None:
        raise TimeoutError("led astray")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, HANGING)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)
