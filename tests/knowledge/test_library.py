"""The library over a long life."""

import gc
import weakref

from tests.shipped import shipped_library


class Knot:
    """Holds itself, so that only the search for garbage finds it."""

    def __init__(self) -> None:
        self.me = self


def test_a_reading_keeps_no_garbage() -> None:
    """What nobody holds any more goes, however many answers are read meanwhile."""
    library = shipped_library()
    library.read("We check all data.", practice="AML.M0007")
    frozen = gc.get_freeze_count()
    knots = []
    for _ in range(3):
        knots.append(weakref.ref(Knot()))
        library.read("We check all data.", practice="AML.M0007")
    gc.collect()
    assert [knot() for knot in knots] == [None] * 3
    assert gc.get_freeze_count() <= frozen
