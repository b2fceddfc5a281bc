"""Which document would settle what: claimed activities that carry a level, and open ones up to the target."""

from datetime import timedelta

from model import deeds as d
from model.evidence import Assurance, DocumentKind
from model.fold import fold
from model.wanted import OTHER, kind_of, to_refresh, wanted
from tests.small import CLEAN, SHIP, START, Diary, marks, small_catalogue
from tests.strategies import citation


def _kind(
    name: str, *signs: str, proves: Assurance = Assurance.DEMONSTRATED, several: bool = False
) -> DocumentKind:
    return DocumentKind(
        id=name, name=f"A {name}", examples="x", proves=proves, serves_several=several, signs=signs
    )


FILE = _kind("file", "record", several=True)
PAPER = _kind("paper", "report", proves=Assurance.DOCUMENTED)
SMALL = small_catalogue().model_copy(update={"documents": (PAPER, FILE)})
"""Each of its activities asks for `A record of …` or `A report on …`."""


def _wanted(diary: Diary) -> dict[str, list[tuple[str, bool, tuple[str, ...]]]]:
    """By kind, the activities of one practice, whether they are open, and the systems without proof."""
    return {
        w.kind.id: [
            (s.need.activity.id.removeprefix(f"{CLEAN}."), s.need.is_open, s.need.systems)
            for s in w.settles
            if s.need.practice == CLEAN
        ]
        for w in wanted(fold(diary.acts), SMALL)
    }


def _given(activity: str, *systems: str, **changes: object) -> d.EvidenceGiven:
    return d.EvidenceGiven(
        practice=CLEAN,
        activity=activity,
        systems=systems,
        assurance=Assurance.DOCUMENTED,
        citation=citation(**changes),
    )


def test_what_carries_the_level_and_is_claimed_is_wanted() -> None:
    """For the systems that no proof speaks of; gone once a document proves it."""
    diary = Diary("photo", "eta").cover(CLEAN, _1=marks("photo eta"))
    assert ("1", False, ("photo", "eta")) in _wanted(diary)["file"]
    half = diary.add(_given(f"{CLEAN}.1", "photo"))
    assert ("1", False, ("eta",)) in _wanted(half)["file"]
    whole = half.add(_given(f"{CLEAN}.1", "eta"))
    assert "1" not in [activity for activity, _, _ in _wanted(whole)["file"]]


def test_what_is_open_is_wanted_up_to_the_target_only() -> None:
    """A higher target asks for more; what was said to be missing needs no proof."""
    diary = Diary("photo").add(d.TargetSet(practice=CLEAN, level=1, reason="agreed"))
    assert _wanted(diary)["file"] == [("1", True, ())]
    higher = diary.add(d.TargetSet(practice=CLEAN, level=2, reason="agreed"))
    assert [activity for activity, _, _ in _wanted(higher)["file"]] == ["1", "2a", "2b"]
    denied = Diary("photo").add(d.TargetSet(practice=CLEAN, level=1, reason="agreed"))
    assert _wanted(denied.cover(CLEAN, _1=marks("", "photo"))).get("file", []) == []


def test_an_old_proof_is_wanted_again() -> None:
    """One step less than documented is claimed."""
    diary = Diary("photo").cover(CLEAN, _1=marks("photo"))
    old = _given(f"{CLEAN}.1", valid_until=START.date() - timedelta(days=1))
    assert ("1", False, ("photo",)) in _wanted(diary.add(old))["file"]


def test_a_file_that_serves_several_is_asked_for_first() -> None:
    """A file each comes only for what no such file would settle; without kinds there is one for all."""
    diary = Diary("photo").add(d.TargetSet(practice=SHIP, level=3, reason="agreed"))
    state = fold(diary.acts)
    assert [w.kind.id for w in wanted(state, SMALL)] == ["file"]
    own = FILE.model_copy(update={"signs": (f"record of {CLEAN}.1",)})
    found = wanted(state, SMALL.model_copy(update={"documents": (PAPER, own)}))
    assert [w.kind.id for w in found] == ["file", "paper"]
    assert [w.kind for w in wanted(state, small_catalogue())] == [OTHER]


def test_the_first_sign_decides_and_of_two_at_the_same_place_the_longer() -> None:
    """Whole words only."""
    log, build = _kind("log", "build log", "log"), _kind("build", "build")
    assert kind_of("The build log of a run", (build, log)) is log
    assert kind_of("A build step that writes a log", (build, log)) is build
    assert kind_of("A catalogue of rebuilds", (build, log)) is OTHER


def test_what_is_past_its_date_or_near_it_is_to_be_refreshed() -> None:
    """The oldest first; what has long to go, or has no date, is not."""
    today = START.date()
    dates = {
        "1": today + timedelta(days=30),
        "2a": today - timedelta(days=5),
        "2b": today + timedelta(days=90),
    }
    proofs = [_given(f"{CLEAN}.{suffix}", valid_until=day) for suffix, day in dates.items()]
    state = fold(Diary("photo").add(*proofs, _given(f"{CLEAN}.3a")).acts)
    found = to_refresh(state, [SMALL.practice(CLEAN)], on=today)
    assert [(r.given.activity, r.is_past) for r in found] == [(f"{CLEAN}.2a", True), (f"{CLEAN}.1", False)]
