"""What several people said, brought along to a reassessment as one coverage."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from model.coverage import Coverage, Ordinal, joined
from tests.model.test_coverage import TRIO, agreed, mixed, randoms, span
from tests.small import marks, said


@settings(max_examples=500)
@given(randoms, st.integers(1, 4))
def test_what_several_said_can_be_joined_and_settles_nothing(random: Random, speakers: int) -> None:
    """One coverage says no more than all did together, and of marks exactly as much."""
    saying = [mixed(random) for _ in range(speakers)]
    together, one = agreed(*saying, systems=TRIO), span(joined(saying), systems=TRIO)
    if not together.disputed:
        assert one.low.worth <= together.low.worth
        assert one.high.worth >= together.high.worth
    told = [c for c in saying if c.stated is None and not c.exemptions]
    if told:
        together, one = agreed(*told, systems=TRIO), span(joined(told), systems=TRIO)
        assert (one.low, one.high) == (together.low, together.high)


def test_who_disagrees_is_not_carried_as_the_last_one_said() -> None:
    """A yes and a no of one system is not known; what both say stays."""
    assert joined([marks("eta photo", ""), marks("eta", "photo")]) == Coverage(
        covered=("eta",), unknown=("photo",)
    )
    assert joined([said(Ordinal.HALF, "eta photo"), said(Ordinal.SOME, "eta photo")]) == Coverage(
        is_unknown=True
    )
    assert joined([marks("eta", ""), Coverage(is_unknown=True)]) == marks("eta", "")
