"""Random assessments of the shipped catalogue."""

from collections.abc import Collection
from random import Random

from model import deeds as d
from model.card import as_stated
from model.card import stated as stated_as
from model.coverage import Coverage, Ordinal
from model.fold import fold
from model.practice import Practice, Profile
from model.scoring import Scorecard, score
from tests.shipped import shipped_catalogue
from tests.small import Diary

PATCHES = 1 / 3
"""How likely a level above the open one is met in a patchy assessment."""


def random_card(random: Random, profile: Profile = Profile.CORE, *, patchy: bool = False) -> Scorecard:
    """Levels 0 to 2 and targets 1 to 3 for every practice of a profile, one system.

    Patchy: one level in three above the one that is open is met already, and will come along with it.
    """
    catalogue, diary = shipped_catalogue(), Diary("photo", profile=profile)
    for practice in catalogue.in_profile(profile):
        level = random.randint(0, 2)
        stated = as_stated(practice, level, systems=("photo",))
        if patchy:
            met = [n for n in (2, 3) if n > level + 1 and random.random() < PATCHES]
            stated |= _all_of(practice, met)
        diary.add(d.CoveragesSet(practice=practice.id, coverages=stated))
        diary.add(d.TargetSet(practice=practice.id, level=random.randint(1, 3), reason="agreed"))
    return score(fold(diary.acts), catalogue)


def _all_of(practice: Practice, levels: Collection[int]) -> dict[str, Coverage]:
    """What covers these levels in full."""
    return {
        a.id: stated_as(Ordinal.ALL, a, systems=("photo",))
        for level in practice.levels
        if level.level in levels
        for a in level.activities
    }
