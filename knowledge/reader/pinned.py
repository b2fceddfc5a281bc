"""Weights that are used only if their bytes are those whose hash was pinned beside them; never unpickled."""

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.cache import sha256_of
from model.errors import LibraryError

ADVICE = "Reinstall the program, or run `make train`."


def read_pinned(path: Path, pinned: Path) -> bytes:
    """The bytes of shipped weights; a LibraryError unless they are those that were pinned."""
    try:
        content = path.read_bytes()
        expected = json.loads(pinned.read_bytes())["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise LibraryError(f"the reader's weights {path.name} cannot be read", ADVICE) from cause
    if sha256_of(content) != expected:
        raise LibraryError(f"the reader's weights {path.name} are not the pinned ones", ADVICE)
    return content


def load_arrays(path: Path, pinned: Path) -> dict[str, NDArray[Any]]:
    """The named arrays of a pinned npz file."""
    with np.load(io.BytesIO(read_pinned(path, pinned)), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def save_arrays(path: Path, pinned: Path, *, arrays: dict[str, NDArray[Any]]) -> str:
    """Write arrays as an npz file, pin its hash and give it."""
    content = io.BytesIO()
    np.savez_compressed(content, **arrays)  # type: ignore[arg-type]  # names are no options
    path.write_bytes(content.getvalue())
    return pin(content.getvalue(), pinned)


def pin(content: bytes, pinned: Path) -> str:
    """Write down the hash of weights, and give it."""
    digest = sha256_of(content)
    pinned.write_text(json.dumps({"sha256": digest}) + "\n", encoding="ascii")
    return digest
