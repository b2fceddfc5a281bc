"""Colours as files write them, and which of them nobody sees on which ground."""

import re
from functools import lru_cache

WHITE = "FFFFFF"
NEAR = 10
"""Two colours that differ by no more in red, green and blue are as good as one."""
_HEX = re.compile(r"[0-9a-f]{6}", re.IGNORECASE)


def is_white(colour: str | None) -> bool:
    """Whether six hexadecimal digits are white, or next to it."""
    return are_near(colour, WHITE)


@lru_cache(maxsize=4_096)
def are_near(colour: str | None, ground: str | None) -> bool:
    """Whether nobody sees words of one colour on the other, both in six hexadecimal digits."""
    if colour is None or ground is None or not (_HEX.fullmatch(colour) and _HEX.fullmatch(ground)):
        return False
    parts = ((int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (0, 2, 4))
    return all(abs(mine - theirs) <= NEAR for mine, theirs in parts)
