"""Weak signs in the wording of a statement; each may err, the heads weigh them beside the meaning."""

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PATH = Path(__file__).with_name("signs.json")
"""Name of a sign to the pattern that shows it, in the order of the heads' columns."""


def sign_rows(texts: Sequence[str]) -> NDArray[np.float32]:
    """One row of zeros and ones per text, one column per sign."""
    patterns = _patterns()
    plain = [text.replace("’", "'") for text in texts]
    rows = [[pattern.search(text) is not None for pattern in patterns] for text in plain]
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(patterns))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    signs: dict[str, str] = json.loads(PATH.read_text(encoding="utf-8"))
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in signs.values())
