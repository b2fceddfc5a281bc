"""What an act records, row by row, and what taking it back leaves."""

from fractions import Fraction

import pytest
from pydantic import ValidationError

from model import deeds as d
from model.assessment import Act, State
from model.card import as_stated, draft, named
from model.coverage import Coverage, Ordinal
from model.evidence import Assurance
from model.fold import fold, undone_by
from model.reading import Proposal
from model.scoring import PracticeScore, Range, score
from tests.small import (
    CLEAN,
    JONAS,
    PRIYA,
    RUTH,
    TRAIN,
    UNKNOWN,
    Diary,
    marks,
    quote,
    reading,
    small_catalogue,
)
from tests.strategies import citation

SMALL = small_catalogue()
PRACTICE = SMALL.practice(CLEAN)
IDS = tuple(a.id for a in PRACTICE.activities)
FULL = as_stated(PRACTICE, 3, systems=("photo", "eta"))


@pytest.fixture
def diary() -> Diary:
    """Two systems, nothing asked."""
    return Diary("photo", "eta")


def scored(diary: Diary, practice: str = CLEAN) -> PracticeScore:
    """The score of one practice."""
    return score(fold(diary.acts), SMALL).practice(practice)


def recorded(diary: Diary) -> dict[str, Coverage]:
    """The only claim about each activity of the first practice."""
    return {a: claim.coverage for a, (claim,) in fold(diary.acts).practice(CLEAN).claims.items()}


def answered(text: str, *proposals: Proposal, level: int | None = 1) -> d.Answered:
    """An answer with what was read in it."""
    return d.Answered(
        text=text, practice=CLEAN, readings={CLEAN: reading(CLEAN, text, *proposals, level=level)}
    )


def test_an_answer_records_nothing(diary: Diary) -> None:
    """A reading is a proposal; nothing scores without a confirmation."""
    before = scored(diary)
    diary.add(answered("we check photo"))
    assert scored(diary) == before
    assert not fold(diary.acts).practice(CLEAN).claims


def test_confirm_records_the_card(diary: Diary) -> None:
    """The proposals of the card become coverages, the inferred ones too."""
    coverages = {**FULL, f"{CLEAN}.3b": UNKNOWN}
    diary.add(d.Confirmed(practice=CLEAN, coverages=coverages, inferred=(f"{CLEAN}.3b",)))
    assert recorded(diary) == coverages
    assert scored(diary).earned == Range(Fraction(2), Fraction(3))


def test_its_2_records_gate_values(diary: Diary) -> None:
    """'It's 2' records gate values up to 2 and none above, the reading beside it."""
    coverages = as_stated(PRACTICE, 2, systems=("photo", "eta"))
    diary.add(d.LevelSet(practice=CLEAN, level=2, reason="seen it", coverages=coverages, reading_level=1))
    assert recorded(diary)[f"{CLEAN}.1"].stated is Ordinal.SOME
    assert recorded(diary)[f"{CLEAN}.2a"] == marks("photo eta")
    assert recorded(diary)[f"{CLEAN}.3a"] == marks("", "photo eta")
    assert recorded(diary)[f"{CLEAN}.3b"].stated is Ordinal.NONE
    assert scored(diary).earned.value == 2
    assert scored(diary).progress.value == 2
    judged = fold(diary.acts).practice(CLEAN).level_set
    assert judged
    assert (judged.reading_level, judged.reason) == (1, "seen it")


def test_its_2_needs_a_reason() -> None:
    """A judgement without the user's sentence is refused."""
    with pytest.raises(ValidationError):
        d.LevelSet(practice=CLEAN, level=2, reason="", coverages={})


def test_coverages_set_records_exactly_these(diary: Diary) -> None:
    """What is set is recorded, and nothing beside it."""
    diary.cover(CLEAN, _2a=marks("photo"))
    assert recorded(diary) == {f"{CLEAN}.2a": marks("photo")}
    assert named(PRACTICE, f"{CLEAN}.2a", value=["photo"], systems=("photo", "eta")) == marks("photo", "eta")


def test_dont_know_records_unknown(diary: Diary) -> None:
    """Unknown is a range and no zero; it may be parked for a named person."""
    diary.add(
        d.SaidUnknown(practice=CLEAN, activities=IDS),
        d.Parked(practice=CLEAN, person="Priya", question="How?"),
    )
    assert set(recorded(diary).values()) == {UNKNOWN}
    assert scored(diary).earned == Range(Fraction(0), Fraction(3))
    assert (scored(diary).is_unknown, scored(diary).is_not_asked) == (True, False)
    assert [parked.person for _, parked in fold(diary.acts).parked] == ["Priya"]


@pytest.mark.parametrize("for_good", [True, False])
def test_skip_and_later_record_nothing(diary: Diary, *, for_good: bool) -> None:
    """A skipped practice stays not asked."""
    diary.add(d.SetAside(practice=CLEAN, for_good=for_good))
    assert not fold(diary.acts).practice(CLEAN).claims
    assert (scored(diary).is_unknown, scored(diary).is_not_asked) == (False, True)


@pytest.mark.parametrize("reason", list(d.NaReason))
def test_not_applicable_keeps_its_reason(diary: Diary, reason: d.NaReason) -> None:
    """One reason from the list takes the practice out; a later answer brings it back."""
    diary.cover(CLEAN, _1=marks("photo")).add(d.SaidNotApplicable(practice=CLEAN, reason=reason))
    assert (scored(diary).applicable, scored(diary).cause) == (False, reason.value)
    diary.cover(CLEAN, _1=marks("photo eta"))
    assert scored(diary).applicable


def test_the_list_of_reasons_is_closed() -> None:
    """'A supplier does it' is no reason for not applicable."""
    assert {r.value for r in d.NaReason} == {"no-such-system", "technically-impossible", "out-of-scope"}
    with pytest.raises(ValidationError):
        d.SaidNotApplicable.model_validate({"practice": CLEAN, "reason": "a supplier does it"})


def test_an_abstention_proposes_nothing(diary: Diary) -> None:
    """After an abstention there is no card, so there is nothing to confirm."""
    diary.add(answered("hm, hard to say", level=None))
    assert draft(fold(diary.acts), PRACTICE) is None


def test_undo_takes_back_the_last_act(diary: Diary) -> None:
    """After an undo the state is as it was before the act."""
    diary.cover(CLEAN, _1=marks("photo"))
    before = scored(diary)
    diary.cover(CLEAN, _1=marks("photo eta"))
    assert scored(diary) != before
    diary.add(d.Undone(act=len(diary.acts)))
    assert scored(diary) == before


def test_undoing_an_undo_brings_the_act_back(diary: Diary) -> None:
    """Undo is an act like others: taken back, it takes nothing back."""
    diary.cover(CLEAN, _1=marks("photo eta"))
    before, last = scored(diary), len(diary.acts)
    diary.add(d.Undone(act=last), d.Undone(act=last + 1))
    assert undone_by(diary.acts) == {last + 1}
    assert scored(diary) == before
    diary.add(d.Undone(act=last + 2))
    assert scored(diary).is_not_asked
    assert undone_by(diary.acts) == {last, last + 2}


def test_undoing_twice_is_undoing_once(diary: Diary) -> None:
    """Two undos of one act leave the rest alone."""
    diary.cover(CLEAN, _1=marks("photo")).cover(CLEAN, _2a=marks("photo"))
    last = len(diary.acts)
    diary.add(d.Undone(act=last), d.Undone(act=last))
    assert recorded(diary) == {f"{CLEAN}.1": marks("photo")}


def test_undoing_a_system_gives_its_marks_no_place(diary: Diary) -> None:
    """A taken-back system counts for nothing, whatever was said of it meanwhile."""
    diary.add(d.SystemAdded(system=d.System(name="scan")))
    added = len(diary.acts)
    diary.cover(CLEAN, _1=marks("photo eta scan")).add(d.Undone(act=added))
    assert scored(diary).systems == ("photo", "eta")
    assert scored(diary).spans[f"{CLEAN}.1"].low is Ordinal.ALL


def test_a_target_keeps_who_and_why(diary: Diary) -> None:
    """An override keeps its reason and its speaker, and the proposed target stays beside it."""
    diary.add(d.TargetSet(practice=CLEAN, level=3, reason="the board wants it"), by=RUTH)
    override = fold(diary.acts).targets[CLEAN]
    target, who = override.deed, override.speaker
    assert override.at == diary.acts[-1].at
    assert (target.level, target.reason, who) == (3, "the board wants it", RUTH)
    assert (scored(diary).target, scored(diary).proposed) == (3, 1)


def test_what_was_said_last_time_scores_only_when_reconfirmed(diary: Diary) -> None:
    """Carried answers are not yet reconfirmed, and count for nothing."""
    before = scored(diary)
    diary.add(d.Carried(practice=CLEAN, coverages=FULL))
    assert scored(diary) == before
    diary.add(d.Confirmed(practice=CLEAN, coverages={f"{CLEAN}.1": FULL[f"{CLEAN}.1"]}))
    assert set(fold(diary.acts).practice(CLEAN).carried) == set(IDS) - {f"{CLEAN}.1"}
    assert scored(diary).earned.low == 1


def test_a_ruling_silences_both_sides(diary: Diary) -> None:
    """Two people disagree; both are kept until the facilitator rules."""
    diary.cover(CLEAN, _1=marks("photo eta"), by=JONAS).cover(CLEAN, _1=marks("", "photo eta"), by=PRIYA)
    assert scored(diary).earned.low == 0
    assert scored(diary).spans[f"{CLEAN}.1"].disputed
    assert len(fold(diary.acts).practice(CLEAN).claims[f"{CLEAN}.1"]) == 2
    diary.rule(CLEAN, _1=marks("photo", "eta"))
    assert recorded(diary) == {f"{CLEAN}.1": marks("photo", "eta")}
    assert not scored(diary).spans[f"{CLEAN}.1"].disputed


def test_one_may_correct_oneself(diary: Diary) -> None:
    """A speaker's later word replaces the earlier one; the earlier act stays in the record."""
    diary.cover(CLEAN, _1=marks("photo eta")).cover(CLEAN, _1=marks("photo", "eta"))
    assert recorded(diary) == {f"{CLEAN}.1": marks("photo", "eta")}
    assert len(diary.acts) == 5


def test_confirming_for_another_keeps_the_answerer(diary: Diary) -> None:
    """Where one person answered, the claim is theirs, so that others may vouch for it."""
    diary.add(answered("we check photo"), by=PRIYA).add(d.Confirmed(practice=CLEAN, coverages=FULL), by=RUTH)
    assert {c.speaker for claims in fold(diary.acts).practice(CLEAN).claims.values() for c in claims} == {
        "Priya"
    }


def test_vouching_needs_another_person(diary: Diary) -> None:
    """Verified: confirmed by a named person other than the answerer, until it is said anew."""
    diary.add(d.Confirmed(practice=CLEAN, coverages=FULL)).add(
        d.Vouched(practice=CLEAN, activities=IDS), by=JONAS
    )
    assert scored(diary).assurance is Assurance.CLAIMED
    diary.add(d.Vouched(practice=CLEAN, activities=IDS), by=RUTH)
    assert (scored(diary).assurance, scored(diary).documented) == (Assurance.VERIFIED, 3)
    diary.cover(CLEAN, _2a=marks("photo eta"))
    assert scored(diary).assurance is Assurance.CLAIMED


def test_renaming_a_system_loses_nothing(diary: Diary) -> None:
    """Marks, rulings, evidence and what was carried stay with the system under its new name."""
    diary.cover(CLEAN, _1=marks("photo", "eta")).add(
        d.EvidenceGiven(
            practice=CLEAN,
            activity=f"{CLEAN}.1",
            systems=("photo",),
            assurance=Assurance.DOCUMENTED,
            citation=citation(),
        ),
        d.Counted(practice=CLEAN, system="eta", counts=False, reason="retired in May"),
        d.Carried(practice=CLEAN, coverages={f"{CLEAN}.2a": marks("photo", "eta")}),
    )
    before = scored(diary)
    for old, new in (("photo", "pictures"), ("eta", "arrival")):
        diary.add(d.SystemChanged(name=old, system=d.System(name=new, owner="Marek")))
    after = scored(diary)
    assert (before.systems, after.systems) == (("photo",), ("pictures",))
    assert (after.earned, after.progress, after.spans) == (before.earned, before.progress, before.spans)
    assert (
        (after.assurance, after.documented)
        == (before.assurance, before.documented)
        == (Assurance.DOCUMENTED, 1)
    )
    assert fold(diary.acts).practice(CLEAN).carried == {f"{CLEAN}.2a": marks("pictures", "arrival")}


def test_a_removed_system_takes_what_was_said_of_it_along(diary: Diary) -> None:
    """Removed and added again, a system is new: no mark and no ruling comes back."""
    diary.cover(CLEAN, _1=marks("photo eta")).add(
        d.Counted(practice=CLEAN, system="eta", counts=False, reason="retired"),
        d.SystemRemoved(name="eta"),
        d.SystemAdded(system=d.System(name="eta")),
    )
    assert scored(diary).systems == ("photo", "eta")
    assert scored(diary).spans[f"{CLEAN}.1"].not_asked


@pytest.mark.parametrize(
    "deed",
    [
        d.Noted(text="praise Marek"),
        d.Parked(practice=CLEAN, person="Priya", question="How?"),
        d.SetAside(story="cleaning"),
        d.ScopeSettled(),
        d.Renamed(name="Other"),
        d.Redacted(act=2, reason="names a person"),
        answered("photo is checked"),
    ],
)
def test_most_acts_score_nothing(diary: Diary, deed: d.Deed) -> None:
    """Notes, parked points, names and answers change no figure."""
    diary.cover(CLEAN, _1=marks("photo")).cover(TRAIN, _1=UNKNOWN)
    before = score(fold(diary.acts), SMALL)
    assert score(fold(diary.add(deed).acts), SMALL) == before


def test_quotations_are_literal() -> None:
    """A quotation's offsets are code points of the raw text."""
    text = "naïve 🦆 check, it kicks out dark pictures"
    found = quote(text, "kicks out")
    assert text[found.start : found.end] == found.text


def test_every_speaker_is_kept_once(diary: Diary) -> None:
    """People are listed in the order in which they first spoke."""
    diary.add(d.Noted(text="a"), by=RUTH).add(d.Noted(text="b"), by=JONAS).add(d.Noted(text="c"), by=RUTH)
    assert fold(diary.acts).speakers == (JONAS, RUTH)


def test_no_acts_no_state() -> None:
    """A fold over nothing is the empty state, and a fold is deterministic."""
    assert fold([]) == State()
    acts: list[Act] = Diary("photo").cover(CLEAN, _1=marks("photo")).acts
    assert fold(acts) == fold(tuple(acts))
