"""Systems: who is named, who is left out, and what words of quantity mean."""

import pytest

from knowledge.reader.systems import Names, quantity
from model.coverage import Ordinal

NAMES = Names(["photo", "eta", "customs", "help desk-bot"])


@pytest.mark.parametrize(
    ("text", "included", "excluded"),
    [
        ("photo n eta go thru intake", ("photo", "eta"), ()),
        ("all except customs", ("photo", "eta", "help desk-bot"), ("customs",)),
        ("every model", ("photo", "eta", "customs", "help desk-bot"), ()),
        ("same checks every night", (), ()),
        ("the helpdesk bots and Photos", ("photo", "help desk-bot"), ()),
        ("only on customs tho, photo labels come from our depot guys", ("customs",), ()),
        ("customs isnt in intake", (), ("customs",)),
        ("metadata is kept", (), ()),
    ],
)
def test_names(text: str, included: tuple[str, ...], excluded: tuple[str, ...]) -> None:
    """Names are found whole, in any spelling, and what is left out is left out."""
    named = NAMES.find(text)
    assert (named.included, named.excluded) == (included, excluded)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("most of our models", Ordinal.HALF),
        ("all models", Ordinal.ALL),
        ("one team does it", Ordinal.SOME),
        ("all but the legacy ones", Ordinal.HALF),
        ("every night", None),
    ],
)
def test_quantity(text: str, expected: Ordinal | None) -> None:
    """Words of quantity give SAMM's ordinals; words of time give none."""
    assert quantity(text) is expected
