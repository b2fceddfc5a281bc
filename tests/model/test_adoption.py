"""Going by another ATLAS release: ids stay, names and links follow, old scores do not move."""

import pytest

from model import deeds as d
from model.adoption import adopt, catalogue_at, to_revisit
from model.coverage import Coverage, Ordinal
from model.fold import fold
from model.practice import Profile
from model.roadmap import plan
from model.scoring import score
from model.threat import Effect, Mitigation, Release, Technique
from tests.shipped import shipped_catalogue
from tests.small import Diary, said

CATALOGUE = shipped_catalogue()
RED_TEAM, HARDENING = "AML.M0035", "AML.M0003"
TOLD = Release(
    version="2027.01",
    format="6.0.0",
    techniques=(Technique(id="AML.T0015", name="Evade AI Model Anew"),),
    mitigations=(
        Mitigation(id=RED_TEAM, name="Red Team of AI", techniques=("AML.T0015",)),
        Mitigation(id="AML.M0036", name="Limit AI Workload Resource Consumption", techniques=()),
        Mitigation(id=HARDENING, name="Predictive AI Model Hardening", techniques=("AML.T0015",)),
    ),
)


def used(release: Release = TOLD) -> d.AtlasUsed:
    """The act."""
    return d.AtlasUsed(release=release, file="ATLAS-2027.01.yaml", sha256="0" * 64)


def test_links_settle_a_provisional_practice() -> None:
    """The one whose links the release has comes into the profile; the others stay out."""
    before = {p.id for p in CATALOGUE.in_profile(Profile.ATLAS)}
    after = {p.id for p in adopt(CATALOGUE, TOLD).in_profile(Profile.ATLAS)}
    assert after - before == {RED_TEAM}
    assert before - after == set()


def test_names_follow_and_old_ones_are_kept() -> None:
    """The id finds it, and so does each name that it ever had."""
    hardening = adopt(CATALOGUE, TOLD).practice(HARDENING)
    assert hardening.name == "Predictive AI Model Hardening"
    assert "Model Hardening" in hardening.aliases
    assert hardening.levels == CATALOGUE.practice(HARDENING).levels


def test_our_words_stay_beside_new_facts() -> None:
    """A summary is ours and belongs to the id; the name is the release's."""
    technique = adopt(CATALOGUE, TOLD).threats
    assert technique is not None
    found, known = technique.technique("AML.T0015"), CATALOGUE.threats
    assert known is not None
    before = known.technique("AML.T0015")
    assert found is not None
    assert before is not None
    assert (found.name, found.summary) == ("Evade AI Model Anew", before.summary)


def test_what_is_answered_follows_the_release() -> None:
    """Links are replaced, not added to."""
    after = adopt(CATALOGUE, TOLD)
    assert after.answered_by(HARDENING) == ("AML.T0015",)
    assert len(CATALOGUE.answered_by(HARDENING) or ()) > 1
    assert CATALOGUE.answered_by(RED_TEAM) is None
    assert CATALOGUE.answered_by("MLS.X03")


def test_a_score_before_the_act_is_what_it_was() -> None:
    """The fold up to an act goes by the release of that time; undoing the act brings it back."""
    diary = Diary("photo", profile=Profile.ATLAS).cover(HARDENING, _1=said(Ordinal.SOME))
    before = tuple(diary.acts)
    scored = score(fold(before), catalogue_at(before, CATALOGUE))
    diary.add(used())
    after = score(fold(diary.acts), catalogue_at(diary.acts, CATALOGUE))
    assert len(after.practices) == len(scored.practices) + 1
    assert score(fold(diary.acts[:-1]), catalogue_at(diary.acts[:-1], CATALOGUE)) == scored
    diary.add(d.Undone(act=len(diary.acts)))
    undone = score(fold(diary.acts), catalogue_at(diary.acts, CATALOGUE))
    assert undone.practices == scored.practices


def test_only_settled_practices_are_revisited() -> None:
    """What nobody answered yet needs no second look."""
    diary = Diary("photo").cover(HARDENING, _1=said(Ordinal.SOME))
    assert to_revisit(fold(diary.acts), ["AML.M0004", HARDENING]) == (HARDENING,)


def test_a_provisional_practice_is_assessed_on_request() -> None:
    """It scores when asked for, and is in no wave all the same."""
    diary = Diary("photo", profile=Profile.ATLAS)
    assert RED_TEAM not in {p.id for p in score(fold(diary.acts), CATALOGUE).practices}
    diary.add(d.PracticeRequested(practice=RED_TEAM))
    diary.add(d.TargetSet(practice=RED_TEAM, level=3, reason="we want it"))
    card = score(fold(diary.acts), CATALOGUE)
    assert card.practice(RED_TEAM).target == 3
    planned = plan(card, CATALOGUE, capacity=400)
    steps = [s.practice for wave in planned.waves for s in wave.steps]
    assert RED_TEAM not in steps
    assert {u.cause for u in planned.unplaced if u.practice == RED_TEAM} == {"no-links"}
    diary.add(d.PracticeRequested(practice=RED_TEAM, is_wanted=False))
    assert RED_TEAM not in {p.id for p in score(fold(diary.acts), CATALOGUE).practices}


def test_a_reopened_practice_keeps_its_figures() -> None:
    """Asked again is not unanswered: the record stands until there is another."""
    diary = Diary("photo").cover(HARDENING, _1=said(Ordinal.SOME))
    before = score(fold(diary.acts), CATALOGUE)
    diary.add(d.Reopened(practices=(HARDENING,), because="photo is public now"))
    state = fold(diary.acts)
    assert state.practice(HARDENING).reopened == "photo is public now"
    assert state.practice(HARDENING).is_settled
    assert score(state, CATALOGUE).practices == before.practices
    for close in (
        d.CoveragesSet(practice=HARDENING, coverages={f"{HARDENING}.1": Coverage(is_unknown=True)}),
        d.SetAside(practice=HARDENING),
        d.SaidNotApplicable(practice=HARDENING, reason=d.NaReason.OUT_OF_SCOPE),
    ):
        closed = fold([*diary.acts, *Diary().add(close).acts[-1:]])
        assert closed.practice(HARDENING).reopened == ""
        assert not closed.practice(HARDENING).set_aside


@pytest.mark.parametrize(
    ("effect", "worth"), [("prevents", 4), ("hinders", 2), ("detects", 1), ("informs", 0)]
)
def test_effects_are_worth_quarters(effect: str, worth: int) -> None:
    """1, 1/2, 1/4 and 0 (design section 8)."""
    assert Effect(effect).worth * 4 == worth


def test_logging_and_training_do_not_cover_by_bookkeeping() -> None:
    """Mean worth over what ATLAS links: telemetry, user training and guidelines stay under ensembles' 1/3."""

    def mean(practice: str) -> float:
        effect, techniques = CATALOGUE.effect_of(practice), CATALOGUE.answered_by(practice)
        assert effect is not None
        assert techniques
        return float(sum(effect.on(t).worth for t in techniques) / len(techniques))

    assert max(mean(p) for p in ("AML.M0024", "AML.M0018", "AML.M0021", "AML.M0023", "AML.M0006")) < 1 / 3
    assert mean("AML.M0013") > 1 / 2
