"""Case studies replayed: every state, the order, and the totals of the pinned release."""

import pytest

from model import deeds as d
from model.card import as_stated
from model.fold import fold
from model.practice import Profile
from model.replay import Replay, ReplayedStep, StepState, replay
from model.scoring import score
from model.threat import StudyKind
from tests.shipped import shipped_catalogue
from tests.small import CLEAN, SHIP, TRAIN, UNKNOWN, WATCH, Diary
from tests.threats import BREACH, CHAT, DRILL, PLANTED, STEAL, threatened_catalogue

SMALL = threatened_catalogue()


def firm(levels: dict[str, int], *, traits: tuple[str, ...] = (), profile: Profile = Profile.CORE) -> Diary:
    """One system and some practices at a level; what is not named is not asked."""
    diary = Diary("photo", traits=traits, profile=profile)
    for practice, level in levels.items():
        stated = as_stated(SMALL.practice(practice), level, systems=("photo",))
        diary.add(d.CoveragesSet(practice=practice, coverages=stated))
    return diary


def replayed(diary: Diary) -> Replay:
    """The small release at its levels."""
    return replay(score(fold(diary.acts), SMALL), SMALL)


def step(played: Replay, study: str, number: int) -> ReplayedStep:
    """One step of one study."""
    return next(s for s in played.studies if s.study == study).steps[number - 1]


NOTHING = {CLEAN: 0, TRAIN: 0, SHIP: 0}


@pytest.mark.parametrize(
    ("levels", "state"),
    [
        (NOTHING, "open"),
        (NOTHING | {SHIP: 1}, "partly"),
        (NOTHING | {SHIP: 1, TRAIN: 2}, "answered"),
        ({TRAIN: 0}, "unknown"),
        ({TRAIN: 1}, "partly"),
        ({TRAIN: 3}, "answered"),
    ],
)
def test_the_highest_level_decides(levels: dict[str, int], state: str) -> None:
    """From 2 on a step is answered, at 1 partly; what is open makes unknown only where nothing is sure."""
    assert step(replayed(firm(levels)), CHAT, 1).state == state


def test_at_best() -> None:
    """What the state would be if everything open turned out well stands beside it."""
    diary = firm(NOTHING | {TRAIN: 1, SHIP: 1}).cover(SHIP, _2a=UNKNOWN, _2b=UNKNOWN)
    met = step(replayed(diary), CHAT, 1)
    assert (met.state, met.at_best) == (StepState.PARTLY, StepState.ANSWERED)


def test_nothing_acts_against_it() -> None:
    """Informing is no answer; who informs is named all the same."""
    met = step(replayed(firm(NOTHING | {TRAIN: 3})), BREACH, 1)
    assert (met.state, met.informing, met.answering) == (StepState.NO_MITIGATION, (TRAIN,), ())


def test_outside_the_profile_and_not_applicable() -> None:
    """Not assessed is outside the profile; assessed and without a system is not applicable."""
    diary = firm({}, traits=("bought",))
    assert step(replayed(diary), DRILL, 1).state is StepState.NOT_APPLICABLE
    for practice in (TRAIN, SHIP):
        diary.add(d.SaidNotApplicable(practice=practice, reason=d.NaReason.OUT_OF_SCOPE))
    assert step(replayed(diary), CHAT, 1).state is StepState.NOT_APPLICABLE
    only_watched = SMALL.model_copy(
        update={"effects": tuple(e for e in SMALL.effects if e.practice == WATCH)}
    )
    core = replay(score(fold(firm({}).acts), only_watched), only_watched)
    assert step(core, CHAT, 1).state is StepState.OUTSIDE_PROFILE
    assert step(core, CHAT, 1).others == (WATCH,)


def test_a_parent_counts_and_is_marked() -> None:
    """Cleaning answers poisoning, and so its special case; the step says that it goes through the parent."""
    met = step(replayed(firm(NOTHING | {CLEAN: 2})), BREACH, 2)
    assert (met.technique, met.state) == (PLANTED, StepState.ANSWERED)
    assert [(a.measure.practice, a.measure.through_parent) for a in met.answering] == [
        (CLEAN, True),
        (TRAIN, False),
    ]


def test_an_earlier_step() -> None:
    """Which step before this one would have met something first."""
    study = next(s for s in replayed(firm(NOTHING | {CLEAN: 2})).studies if s.study == BREACH)
    first, earlier = study.first_answered, study.earlier(3)
    assert first
    assert earlier
    assert first.number == earlier.number == 2
    assert study.steps[2].technique == STEAL
    assert study.earlier(2) is None


def test_incidents_come_first() -> None:
    """Incidents before exercises; among them those that could have met a system in scope."""
    assert [s.study for s in replayed(firm({})).studies] == [BREACH, CHAT, DRILL]
    played = replayed(firm({}, traits=("bought", "generative"))).studies
    assert [(s.study, s.concerns) for s in played] == [(CHAT, True), (BREACH, False), (DRILL, True)]


@pytest.mark.parametrize("profile", list(Profile))
def test_the_pinned_release_is_whole(profile: Profile) -> None:
    """57 studies, 17 of them incidents, and 449 steps, each in exactly one state."""
    catalogue = shipped_catalogue()
    played = replay(score(fold(Diary("photo", profile=profile).acts), catalogue), catalogue)
    assert len(played.studies) == 57
    assert sum(s.kind is StudyKind.INCIDENT for s in played.studies) == 17
    assert sum(len(s.steps) for s in played.studies) == sum(played.count.values()) == 449
    assert set(played.count) == set(StepState)
    assert played.count[StepState.ANSWERED] == 0
