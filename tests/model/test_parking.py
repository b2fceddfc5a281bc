"""Parked questions leave the list once they are settled, and not before."""

import pytest

from model import deeds as d
from model.coverage import Coverage
from model.fold import fold
from tests.small import Diary, marks

CLEAN = "AML.M0007"
ASKED = d.Parked(practice=CLEAN, person="Priya", question="How?")
ABOUT_2A = ASKED.model_copy(update={"activity": f"{CLEAN}.2a"})
ABOUT_ETA = ASKED.model_copy(update={"system": "eta"})
TOLD = d.Answered(text="the same checks", practice=CLEAN)


def waiting(diary: Diary) -> list[str]:
    """For whom something waits."""
    return [parked.person for _, parked in fold(diary.acts).parked]


def confirmed(**coverages: Coverage) -> d.Confirmed:
    """A card that is recorded."""
    named = {f"{CLEAN}.{end.strip('_')}": coverage for end, coverage in coverages.items()}
    return d.Confirmed(practice=CLEAN, coverages=named)


@pytest.mark.parametrize(
    ("parked", "settles"),
    [
        (ASKED, (TOLD, confirmed(_1=marks("photo eta")))),
        (ASKED, (d.SaidNotApplicable(practice=CLEAN, reason=d.NaReason.OUT_OF_SCOPE),)),
        (ASKED, (d.LevelSet(practice=CLEAN, level=0, reason="never done", coverages={}),)),
        (ABOUT_2A, (TOLD, confirmed(_2a=marks("photo", "eta")))),
        (ABOUT_ETA, (TOLD, confirmed(_1=marks("photo", "eta")))),
    ],
)
def test_what_is_settled_leaves_the_list(parked: d.Parked, settles: tuple[d.Deed, ...]) -> None:
    """And is kept apart, so that its name stays known; an undo brings it back."""
    diary = Diary("photo", "eta").add(parked, *settles)
    assert not waiting(diary)
    assert [p for _, p in fold(diary.acts).answered] == [parked]
    assert waiting(diary.add(d.Undone(act=len(diary.acts)))) == ["Priya"]


@pytest.mark.parametrize(
    ("parked", "leaves"),
    [
        (ASKED, (d.SaidUnknown(practice=CLEAN, activities=(f"{CLEAN}.1",)),)),
        (ASKED, (confirmed().model_copy(update={"practice": "AML.M0013"}),)),
        (ABOUT_2A, (TOLD, confirmed(_1=marks("photo eta")))),
        (ABOUT_2A, (TOLD, confirmed(_2a=Coverage(is_unknown=True)))),
        (ABOUT_ETA, (TOLD, confirmed(_1=marks("photo", unknown="eta")))),
    ],
)
def test_what_is_still_unknown_stays(parked: d.Parked, leaves: tuple[d.Deed, ...]) -> None:
    """A card that puts unknown for what was parked answers nothing; nor does another practice."""
    assert waiting(Diary("photo", "eta").add(parked, *leaves)) == ["Priya"]


def test_a_card_recorded_without_the_one_who_was_named() -> None:
    """Parked with its card: recording that card is nobody's answer, the next answer is."""
    diary = Diary("photo", "eta").add(TOLD, ASKED, confirmed(_1=marks("photo", unknown="eta")))
    assert waiting(diary) == ["Priya"]
    assert not waiting(diary.add(TOLD, confirmed(_1=marks("photo eta"))))
