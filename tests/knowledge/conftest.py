"""What the tests of knowledge share: the real encoder, opened once."""

import pytest

from knowledge.encoder import OnnxEncoder, open_encoder


@pytest.fixture(scope="session")
def encoder() -> OnnxEncoder:
    """The encoder over the user's cache; exported first where `make setup` has not run."""
    return open_encoder()
