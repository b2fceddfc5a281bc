"""Random assessments of the shipped catalogue."""

from random import Random

from model import deeds as d
from model.card import as_stated
from model.fold import fold
from model.practice import Profile
from model.scoring import Scorecard, score
from tests.shipped import shipped_catalogue
from tests.small import Diary


def random_card(random: Random, profile: Profile = Profile.CORE) -> Scorecard:
    """Levels 0 to 2 and targets 1 to 3 for every practice of a profile, one system."""
    catalogue, diary = shipped_catalogue(), Diary("photo", profile=profile)
    for practice in catalogue.in_profile(profile):
        stated = as_stated(practice, random.randint(0, 2), systems=("photo",))
        diary.add(d.CoveragesSet(practice=practice.id, coverages=stated))
        diary.add(d.TargetSet(practice=practice.id, level=random.randint(1, 3), reason="agreed"))
    return score(fold(diary.acts), catalogue)
