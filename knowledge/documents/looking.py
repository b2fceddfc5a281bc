"""How far a scan of files is, for those who watch it."""

from typing import NamedTuple


class LookedAt(NamedTuple):
    """How far a scan is."""

    done: int
    """Files that have been looked at ..."""
    total: int
    """... of so many."""
    following: str
    """The name of the next one."""
