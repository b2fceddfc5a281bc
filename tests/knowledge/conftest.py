"""What the tests of knowledge share: the real encoder, opened once."""

import pytest

from knowledge.encoder import OnnxEncoder
from knowledge.reader.reader import Reader
from tests.shipped import shipped_library, shipped_reader


@pytest.fixture(scope="session")
def encoder() -> OnnxEncoder:
    """The encoder over the user's cache; exported first where `make setup` has not run."""
    encoder = shipped_library().base().encoder
    assert isinstance(encoder, OnnxEncoder)
    return encoder


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The program's own, over all practices."""
    return shipped_reader()
