"""What all tests share: determinism, no network, a fixed clock and two catalogues."""

import os
import socket
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings

from model.catalogue import Catalogue
from tests.shipped import shipped_catalogue
from tests.small import START, small_catalogue

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
_PATIENT = settings.get_profile("patient")
settings.register_profile("ci", parent=_PATIENT, derandomize=True, database=None, print_blob=True)
settings.register_profile("search", parent=_PATIENT, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

LOCAL = {getattr(socket, "AF_UNIX", None)}
"""Families that leave no machine; event loops need them."""


class NetworkUsedError(AssertionError):
    """A test reached for the network."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connecting anywhere but to a local socket, and every look-up of a name, fails the test."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family not in LOCAL:
            raise NetworkUsedError(f"a test connects to {address!r}")
        connect(self, address)  # type: ignore[arg-type]

    def look_up(*args: object, **_: object) -> None:
        raise NetworkUsedError(f"a test looks up {args[:2]!r}")

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded)
    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.fixture
def fixed_clock() -> Callable[[], datetime]:
    """A clock that goes on by a minute at every look."""
    looks = iter(range(10**9))
    return lambda: START + timedelta(minutes=next(looks))


@pytest.fixture(scope="session")
def small() -> Catalogue:
    """The generated catalogue of four practices."""
    return small_catalogue()


@pytest.fixture(scope="session")
def real() -> Catalogue:
    """The catalogue that the product ships."""
    return shipped_catalogue()
