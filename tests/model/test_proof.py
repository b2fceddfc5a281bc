"""How well a level is proved: by system, by age, by person; never blended into the level."""

from datetime import timedelta

import pytest

from model import deeds as d
from model.card import as_stated
from model.coverage import Ordinal
from model.evidence import Assurance, Quotation
from model.fold import fold
from model.scoring import PracticeScore, score, spans_of
from tests.small import CLEAN, PRIYA, START, Diary, marks, said, small_catalogue
from tests.strategies import citation

SMALL = small_catalogue()
PRACTICE = SMALL.practice(CLEAN)
TODAY = START.date()
TWO = as_stated(PRACTICE, 2, systems=("photo", "eta"))
CLAIMED, DOCUMENTED, DEMONSTRATED, VERIFIED = Assurance


def given(suffix: str, assurance: Assurance, *systems: str, **changes: object) -> d.EvidenceGiven:
    """Evidence for one activity."""
    return d.EvidenceGiven(
        practice=CLEAN,
        activity=f"{CLEAN}.{suffix}",
        systems=systems,
        assurance=assurance,
        citation=citation(**changes),
    )


def level_2(*evidence: d.Deed) -> Diary:
    """Two systems at level 2 with this evidence."""
    return (
        Diary("photo", "eta")
        .cover(CLEAN, _1=marks("photo eta"))
        .add(
            d.Confirmed(practice=CLEAN, coverages={a: c for a, c in TWO.items() if not a.endswith(".1")}),
            *evidence,
        )
    )


def scored(diary: Diary, days: int = 0) -> PracticeScore:
    """The score of the practice so many days on."""
    return score(fold(diary.acts), SMALL, on=TODAY + timedelta(days=days)).practice(CLEAN)


def proved(diary: Diary, at_least: Assurance = DOCUMENTED, days: int = 0) -> dict[str, Ordinal]:
    """By suffix, the coverage that is proved so well."""
    spans = spans_of(fold(diary.acts), PRACTICE, at_least=at_least, on=TODAY + timedelta(days=days))
    return {a.rpartition(".")[2]: s.low for a, s in spans.items()}


def test_said_is_claimed() -> None:
    """Without evidence a level is claimed, and level 0 has nothing to prove."""
    assert scored(level_2()).assurance is CLAIMED
    assert scored(Diary("photo")).assurance is None


def test_the_weakest_activity_that_carries_the_level_decides() -> None:
    """One activity of level 2 without evidence keeps the practice claimed; level 3's don't count."""
    most = [given("1", DOCUMENTED), given("2a", DEMONSTRATED)]
    assert scored(level_2(*most)).assurance is CLAIMED
    assert scored(level_2(*most, given("2b", DEMONSTRATED))).assurance is DOCUMENTED
    assert scored(level_2(*most, given("2b", DEMONSTRATED))).documented == 2


def test_the_weakest_system_decides_for_an_activity() -> None:
    """Evidence of one system of two proves half, and the activity is proved for no more than that."""
    diary = level_2(given("1", DOCUMENTED), given("2a", DOCUMENTED, "photo"), given("2b", DOCUMENTED))
    assert proved(diary)["2a"] is Ordinal.HALF
    assert (scored(diary).assurance, scored(diary).documented) == (CLAIMED, 1)
    diary.add(given("2a", DOCUMENTED, "eta"))
    assert (scored(diary).assurance, scored(diary).documented) == (DOCUMENTED, 2)


@pytest.mark.parametrize(
    ("given_as", "after"), [(DEMONSTRATED, DOCUMENTED), (DOCUMENTED, CLAIMED), (CLAIMED, CLAIMED)]
)
def test_proof_ages_by_one_step(given_as: Assurance, after: Assurance) -> None:
    """The day after valid-until it is worth one step less."""
    until = TODAY + timedelta(days=30)
    diary = level_2(*(given(s, given_as, valid_until=until) for s in ("1", "2a", "2b")))
    assert scored(diary, days=30).assurance is given_as
    assert scored(diary, days=31).assurance is after
    assert scored(diary, days=31).earned == scored(diary).earned


def test_the_best_evidence_counts() -> None:
    """An old document takes nothing from a newer one."""
    old = TODAY - timedelta(days=1)
    diary = level_2(given("1", DEMONSTRATED), given("1", DOCUMENTED, valid_until=old))
    assert proved(diary, DEMONSTRATED)["1"] is Ordinal.ALL


def test_evidence_never_raises_a_level() -> None:
    """A document about what nobody recorded, or about what was denied, scores nothing."""
    diary = (
        Diary("photo", "eta")
        .cover(CLEAN, _1=marks("photo", "eta"))
        .add(given("2a", VERIFIED), given("1", VERIFIED))
    )
    assert proved(diary)["1"] is Ordinal.HALF
    assert proved(diary)["2a"] is Ordinal.NONE


def test_priyas_part_is_proved_by_her_evidence() -> None:
    """Two speakers complete each other; evidence of one's system proves that system and no more."""
    diary = Diary("photo", "eta").cover(CLEAN, _1=marks("photo")).cover(CLEAN, _1=marks("eta"), by=PRIYA)
    diary.add(given("1", DOCUMENTED, "eta"))
    assert proved(diary)["1"] is Ordinal.HALF


def test_an_ordinal_that_names_no_system_is_proved_as_stated() -> None:
    """Evidence of what was stated proves what was stated."""
    diary = Diary("photo", "eta", "scan", "bot").cover(CLEAN, _1=said(Ordinal.HALF, "photo eta scan bot"))
    assert proved(diary.add(given("1", DOCUMENTED)))["1"] is Ordinal.HALF


def test_what_two_dispute_is_not_documented() -> None:
    """A system that one affirms and another denies counts for nothing sure, documented or not."""
    diary = (
        Diary("photo", "eta")
        .cover(CLEAN, _1=marks("photo eta"))
        .cover(CLEAN, _1=marks("", "photo eta"), by=PRIYA)
    )
    diary.add(given("1", DEMONSTRATED))
    assert proved(diary)["1"] is Ordinal.NONE


def test_assurances_are_ordered() -> None:
    """Claimed, documented, demonstrated, verified."""
    assert [a.rank for a in Assurance] == [0, 1, 2, 3]
    assert [a.aged for a in Assurance] == [CLAIMED, CLAIMED, DOCUMENTED, DEMONSTRATED]


def test_a_later_version_of_a_file_takes_the_place_of_the_earlier() -> None:
    """One proof for the same words, not two; undone, the earlier one stands again."""
    words = Quotation(text="bad rows are dropped", start=0, end=20)
    old = given("1", DOCUMENTED, quotation=words)
    new = given("1", DOCUMENTED, quotation=words, sha256="1" * 64, locator="line 9")
    diary = level_2(old, new)
    assert fold(diary.acts).practice(CLEAN).evidence == (new,)
    diary = diary.add(d.Undone(act=diary.acts[-1].seq))
    assert fold(diary.acts).practice(CLEAN).evidence == (old,)


@pytest.mark.parametrize(
    "other",
    [
        given("1", DOCUMENTED, document="b.md", sha256="1" * 64),
        given("2a", DOCUMENTED, sha256="1" * 64),
        given("1", DOCUMENTED, "photo", sha256="1" * 64),
        given("1", CLAIMED, sha256="1" * 64),
        given("1", DOCUMENTED, sha256="1" * 64, locator="line 2"),
        given("1", DOCUMENTED, sha256="0" * 64),
    ],
)
def test_what_is_no_later_version_stands_beside_it(other: d.EvidenceGiven) -> None:
    """Another file, activity or place, fewer systems, weaker proof, the same version."""
    old = given("1", DOCUMENTED)
    assert fold(level_2(old, other).acts).practice(CLEAN).evidence == (old, other)
