"""Two assessments compared: what was done is told apart from what another catalogue or release brings."""

from model import deeds as d
from model.adoption import adopt
from model.card import as_stated
from model.comparison import Comparison, Side, compare
from model.evidence import Assurance
from model.fold import fold
from model.threat import Mitigation, Release
from tests.small import CLEAN, SHIP, TRAIN, Diary, practice_of
from tests.strategies import citation
from tests.threats import RELEASE, threatened_catalogue

SMALL = threatened_catalogue()


def firm(**levels: int) -> Diary:
    """One system with some levels: clean=2."""
    diary, names = Diary("photo"), {"clean": CLEAN, "train": TRAIN, "ship": SHIP}
    for name, level in levels.items():
        practice = SMALL.practice(names[name])
        diary.add(
            d.CoveragesSet(practice=practice.id, coverages=as_stated(practice, level, systems=("photo",)))
        )
    return diary


def changes(found: Comparison) -> dict[str, tuple[str, ...]]:
    """By practice that changed, the codes."""
    return {c.practice: c.changes for c in found.practices if c.changes}


def test_nothing_changed() -> None:
    """An assessment compared with itself has no changes and no other causes."""
    side = Side(fold(firm(clean=2).acts), SMALL)
    found = compare(side, side)
    assert changes(found) == {}
    assert not found.is_other_catalogue
    assert not found.is_other_atlas


def test_what_was_done() -> None:
    """A higher level, another target, evidence: each by its code, and the exposure falls."""
    before, later = firm(clean=1, train=2, ship=1), firm(clean=2, train=2, ship=1)
    later.add(d.TargetSet(practice=TRAIN, level=3, reason="agreed"))
    later.add(
        d.EvidenceGiven(
            practice=SHIP, activity=f"{SHIP}.1", assurance=Assurance.DOCUMENTED, citation=citation()
        )
    )
    found = compare(Side(fold(before.acts), SMALL), Side(fold(later.acts), SMALL))
    told = changes(found)
    assert (told[CLEAN], told[TRAIN]) == (("level",), ("target",))
    assert "evidence" in told[SHIP]
    assert found.rebased is found.before
    assert found.after.exposure.left.high < found.before.exposure.left.high


def test_another_catalogue_is_told_apart() -> None:
    """With a level that asks for more, the same acts score less: that is the catalogue's doing."""
    asks_more = practice_of(CLEAN, ((SMALL.practice(CLEAN).activities[0].unit,),) * 3)
    practices = tuple(asks_more if p.id == CLEAN else p for p in SMALL.practices)
    other = SMALL.model_copy(update={"practices": practices, "version": "next"})
    state = fold(firm(clean=3).acts)
    both_changed = compare(Side(state, other), Side(fold(firm(clean=3).acts), SMALL))
    assert both_changed.is_other_catalogue
    assert not both_changed.is_other_atlas
    assert both_changed.rebased is not both_changed.before


def test_another_release_is_told_apart() -> None:
    """Only ATLAS differs: levels are the same, the exposure before is shown by both releases."""
    newer = RELEASE.model_copy(update={"version": "next", "studies": RELEASE.studies[:1]})
    state = fold(firm(clean=2).acts)
    found = compare(Side(state, SMALL), Side(state, adopt(SMALL, newer)))
    assert (found.is_other_catalogue, found.is_other_atlas) == (False, True)
    assert changes(found) == {}
    assert found.rebased.exposure == found.after.exposure
    assert found.before.exposure.weight > found.rebased.exposure.weight


def test_a_release_that_settles_a_practice() -> None:
    """A practice whose links come with a release is assessed now, and that is not another catalogue."""
    late = practice_of("AML.M0035", provisional=True)
    catalogue = SMALL.model_copy(update={"practices": (*SMALL.practices, late)})
    linked = Mitigation(id="AML.M0035", name="Red Team", techniques=("AML.T0001",))
    release = Release(version="next", format="6.0.0", techniques=RELEASE.techniques, mitigations=(linked,))
    state = fold(firm().acts)
    found = compare(Side(state, catalogue), Side(state, adopt(catalogue, release)))
    assert changes(found) == {"AML.M0035": ("by-catalogue",)}
    assert not found.is_other_catalogue
