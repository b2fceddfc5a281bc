"""Colours as files write them, and which of them nobody sees on a white page."""

import re

PALE = 0xF5
"""So much of red, green and blue is as good as white."""
_HEX = re.compile(r"[0-9a-f]{6}", re.IGNORECASE)


def is_white(colour: str | None) -> bool:
    """Whether six hexadecimal digits are white, or next to it."""
    if colour is None or not _HEX.fullmatch(colour):
        return False
    return all(int(colour[at : at + 2], 16) >= PALE for at in (0, 2, 4))
