"""The laws of the scorecard, on random assessments."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from model import deeds as d
from model.assessment import Act
from model.catalogue import Catalogue
from model.coverage import Coverage, Ordinal
from model.evidence import Assurance
from model.fold import fold
from model.practice import Activity, Practice, Profile, Unit
from model.scoring import PhaseScore, PracticeScore, Range, Scorecard, score, share
from tests.small import ALL, JONAS, PRIYA, UNKNOWN, Diary, small_catalogue
from tests.strategies import NAMES, assessments, citation, random_coverage

SMALL = small_catalogue()
ACTIVITIES = [(p, a) for p in SMALL.practices for a in p.activities]
SYSTEMS = NAMES[:4]
Mean = PracticeScore | PhaseScore | Scorecard
"""What has an earned level and a progress."""
tales = assessments(SMALL)
seeds = st.integers(0, 2**32).map(Random)


def card_of(acts: list[Act], at_least: Assurance = Assurance.CLAIMED) -> Scorecard:
    """The scorecard of acts over the small catalogue."""
    return score(fold(acts), SMALL, at_least=at_least)


def ranges(card: Scorecard) -> dict[str, Range]:
    """Every range of a scorecard, by name."""
    found: dict[str, Range | None] = {
        "earned": card.earned,
        "progress": card.progress,
        "target": card.percent_to_target,
        "proposed": card.percent_to_proposed,
    }
    for phase in card.phases:
        found |= {f"{phase.id} earned": phase.earned, f"{phase.id} progress": phase.progress}
    for scored in card.practices:
        found |= {
            f"{scored.id} {name}": getattr(scored, name) for name in ("earned", "progress", "unearned", "gap")
        }
    return {name: figure for name, figure in found.items() if figure is not None}


@given(tales)
def test_every_figure_is_in_bounds(acts: list[Act]) -> None:
    """Levels and progress lie in 0..3, percents in 0..100, and no low lies above its high."""
    for name, figure in ranges(card_of(acts)).items():
        most = 100 if name in ("target", "proposed") else 3
        assert 0 <= figure.low <= figure.high <= most, name


@given(tales)
def test_progress_carries_the_level(acts: list[Act]) -> None:
    """E <= G at both ends: for practices, for phases and overall."""
    card = card_of(acts)
    means: list[Mean] = [*card.practices, *card.phases, card]
    for scored in means:
        if scored.earned and scored.progress:
            assert scored.earned.low <= scored.progress.low
            assert scored.earned.high <= scored.progress.high


@given(tales)
def test_unearned_credit_is_what_lies_beyond(acts: list[Act]) -> None:
    """G - E - the share at E+1, where nothing is open."""
    for scored in card_of(acts).practices:
        level, done = scored.earned.value, scored.progress.value
        if level is not None and done is not None and all(s.low is s.high for s in scored.spans.values()):
            words = {a: s.low for a, s in scored.spans.items()}
            following = share(SMALL.practice(scored.id), int(level) + 1, worths=words) if level < 3 else 0
            assert scored.unearned.value == done - level - following


@given(tales)
def test_gaps_and_percents(acts: list[Act]) -> None:
    """Gap = max(0, target - E); percent to target = 1 - sum of gaps / sum of targets."""
    card = card_of(acts)
    counting = [p for p in card.practices if p.applicable]
    for scored in counting:
        assert scored.gap.low == max(0, scored.target - scored.earned.high)
        assert scored.gap.high == max(0, scored.target - scored.earned.low)
    total = sum(p.target for p in counting)
    if not counting or not total:
        assert card.percent_to_target == (Range(Fraction(100), Fraction(100)) if counting else None)
    else:
        assert card.percent_to_target is not None
        assert card.percent_to_target.low == 100 * (1 - sum(p.gap.high for p in counting) / total)
        assert card.percent_to_target.high == 100 * (1 - sum(p.gap.low for p in counting) / total)


@given(tales)
def test_means_run_over_applicable_practices(acts: list[Act]) -> None:
    """The overall mean runs over practices and not over phases; N/A is left out of each."""
    card = card_of(acts)
    everything: tuple[Mean, Sequence[str]] = (card, [p.id for p in card.practices])
    for scored, ids in [everything, *((p, p.practices) for p in card.phases)]:
        here = [p for p in card.practices if p.id in ids and p.applicable]
        if not here:
            assert scored.earned is None
            assert scored.progress is None
            continue
        assert scored.earned is not None
        assert scored.progress is not None
        assert scored.earned.low * len(here) == sum(p.earned.low for p in here)
        assert scored.progress.high * len(here) == sum(p.progress.high for p in here)


@given(tales)
def test_the_documented_scorecard_is_never_above(acts: list[Act]) -> None:
    """What is documented or better never scores above what is claimed, at any proof asked for."""
    cards = [card_of(acts, at_least=assurance) for assurance in Assurance]
    for weaker, stronger in pairwise(cards):
        claimed, proved = ranges(weaker), ranges(stronger)
        assert claimed.keys() == proved.keys()
        for name in claimed:
            if not name.endswith(("gap", "unearned")):
                assert proved[name].low <= claimed[name].low, name
                assert proved[name].high <= claimed[name].high, name
    for scored in cards[0].practices:
        assert scored.documented == cards[1].practice(scored.id).earned.low


@given(tales)
def test_same_acts_same_scorecard(acts: list[Act]) -> None:
    """Scoring is a function of the acts: read back from JSON they give the same card."""
    again = [Act.model_validate_json(act.model_dump_json()) for act in acts]
    assert card_of(again) == card_of(acts)


def deeds_about(random: Random, activity: Activity, practice: str) -> Iterator[tuple[d.Deed, bool]]:
    """One to three acts on one activity, in an order that matters among themselves."""
    for _ in range(random.randint(1, 3)):
        coverage = random_coverage(random, activity, SYSTEMS)
        named = {activity.id: coverage}
        deeds: list[d.Deed] = [
            d.CoveragesSet(practice=practice, coverages=named, rules=random.random() < 0.2),
            d.Confirmed(practice=practice, coverages=named),
            d.SaidUnknown(practice=practice, activities=(activity.id,)),
            d.Vouched(practice=practice, activities=(activity.id,)),
            d.EvidenceGiven(
                practice=practice, activity=activity.id, assurance=Assurance.DOCUMENTED, citation=citation()
            ),
        ]
        yield random.choice(deeds), random.random() < 0.5


@given(seeds)
def test_order_of_acts_on_distinct_activities(random: Random) -> None:
    """However the acts on different activities are interleaved, the scorecard is the same."""
    queues = [list(deeds_about(random, a, p.id)) for p, a in random.sample(ACTIVITIES, 6)]
    cards = []
    for _ in range(2):
        diary, left = Diary(*SYSTEMS), [list(queue) for queue in queues]
        while any(left):
            deed, is_priya = random.choice([queue for queue in left if queue]).pop(0)
            diary.add(deed, by=PRIYA if is_priya else JONAS)
        cards.append(card_of(diary.acts))
    assert cards[0] == cards[1]


@given(tales, st.sampled_from(SMALL.practices))
def test_not_applicable_is_neutral(acts: list[Act], gone: Practice) -> None:
    """A practice that is N/A leaves every figure: the rest scores as if the catalogue lacked it."""
    diary = Diary()
    diary.acts = list(acts)
    diary.add(d.SaidNotApplicable(practice=gone.id, reason=d.NaReason.OUT_OF_SCOPE))
    card = card_of(diary.acts)
    without = Catalogue.model_validate(
        {**SMALL.model_dump(), "practices": [p.model_dump() for p in SMALL.practices if p.id != gone.id]}
    )
    rest = score(fold(diary.acts), without)
    assert tuple(p for p in card.practices if p.id != gone.id) == rest.practices
    assert [(p.earned, p.progress) for p in card.phases] == [(p.earned, p.progress) for p in rest.phases]
    for name in ("earned", "progress", "percent_to_target", "percent_to_proposed", "headline"):
        assert getattr(card, name) == getattr(rest, name), name


@given(tales, seeds)
def test_coverages_of_an_inapplicable_practice_affect_nothing(acts: list[Act], random: Random) -> None:
    """What was recorded before 'not applicable' shows in no mean, percent or headline."""
    practice = random.choice(SMALL.practices)
    recorded = {a.id: random_coverage(random, a, SYSTEMS) for a in practice.activities}
    plain, told = Diary(), Diary()
    plain.acts, told.acts = list(acts), list(acts)
    plain.add(d.Noted(text="nothing"))
    told.add(d.CoveragesSet(practice=practice.id, coverages=recorded))
    cards = [
        card_of(x.add(d.SaidNotApplicable(practice=practice.id, reason=d.NaReason.NO_SUCH_SYSTEM)).acts)
        for x in (plain, told)
    ]
    for name in ("phases", "earned", "progress", "percent_to_target", "percent_to_proposed", "headline"):
        assert getattr(cards[0], name) == getattr(cards[1], name), name


def improved(random: Random, coverage: Coverage, activity: Activity) -> Coverage:
    """The same with more covered: another system, or another step up."""
    if activity.unit is not Unit.SYSTEMS:
        return ALL
    marked = dict.fromkeys(coverage.denied, "denied") | dict.fromkeys(coverage.unknown, "unknown")
    raised = random.choice(SYSTEMS)
    if coverage.stated or coverage.is_unknown or raised in coverage.covered:
        return Coverage(covered=SYSTEMS)
    by = {
        mark: tuple(s for s, m in marked.items() if m == mark and s != raised)
        for mark in ("denied", "unknown")
    }
    return Coverage(covered=(*coverage.covered, raised), **by)


@given(seeds)
def test_a_better_coverage_never_hurts(random: Random) -> None:
    """More covered: no level, progress, mean or percent falls, no gap grows, no target is lost."""
    diary, practice = Diary(*SYSTEMS, traits=("public-interface",)), random.choice(SMALL.practices)
    first = {a.id: random_coverage(random, a, SYSTEMS) for a in practice.activities}
    diary.add(d.CoveragesSet(practice=practice.id, coverages=first))
    if random.random() < 0.4:
        second = {a.id: random_coverage(random, a, SYSTEMS) for a in practice.activities}
        diary.add(d.CoveragesSet(practice=practice.id, coverages=second), by=PRIYA)
    before = card_of(diary.acts)
    activity = random.choice(practice.activities)
    better = improved(random, first[activity.id], activity)
    after = card_of(diary.cover_one(activity.id, better).acts)
    old, new = ranges(before), ranges(after)
    for name in old:
        if name.endswith("gap"):
            assert new[name].low <= old[name].low, name
            assert new[name].high <= old[name].high, name
        elif not name.endswith("unearned"):
            assert new[name].low >= old[name].low, name
            assert new[name].high >= old[name].high, name
    assert after.headline.at_target >= before.headline.at_target


def so_far(random: Random, activity: Activity, truth: list[str], known: set[str]) -> Coverage:
    """What somebody records who knows the truth about some systems; the rest is unknown or not spoken of."""
    if activity.unit is not Unit.SYSTEMS:
        return ALL.model_copy(update={"stated": truth[0]}) if known else UNKNOWN
    if not known and random.random() < 0.5:
        return UNKNOWN
    silent = set(random.sample(SYSTEMS, 2))
    return Coverage(
        covered=tuple(known & set(truth)),
        denied=tuple(known - set(truth)),
        unknown=tuple(set(SYSTEMS) - known - silent),
    )


def truth_of(random: Random, activity: Activity) -> list[str]:
    """The systems that are covered in truth, or the one ordinal that is true."""
    if activity.unit is Unit.SYSTEMS:
        return random.sample(SYSTEMS, random.randint(0, 4))
    return [random.choice([Ordinal.NONE, Ordinal.ALL])]


@settings(max_examples=60)
@given(seeds)
def test_resolving_only_narrows(random: Random) -> None:
    """While unknowns are only resolved, by whomever, every later range lies in every earlier one."""
    diary = Diary(*SYSTEMS, profile=Profile.EXTENDED, traits=("personal-data",))
    truths = {a.id: truth_of(random, a) for _, a in ACTIVITIES}
    known: dict[tuple[str, str], set[str]] = {}
    before = ranges(card_of(diary.acts))
    for _, activity in random.choices(ACTIVITIES, k=20):
        speaker = random.choice([JONAS, PRIYA])
        knows = known.setdefault((speaker.name, activity.id), set())
        knows |= set(random.sample(SYSTEMS, random.randint(0, 4)))
        coverage = so_far(random, activity, truths[activity.id], knows)
        diary.cover_one(activity.id, coverage, by=speaker)
        after = ranges(card_of(diary.acts))
        for name, figure in after.items():
            assert before[name].low <= figure.low <= figure.high <= before[name].high, name
        before = after


@given(seeds)
def test_nothing_open_leaves_no_range(random: Random) -> None:
    """Once everything is known every figure has a value."""
    diary = Diary(*SYSTEMS)
    for _, activity in ACTIVITIES:
        coverage = so_far(random, activity, truth_of(random, activity), set(SYSTEMS))
        diary.cover_one(activity.id, coverage)
    assert all(figure.value is not None for figure in ranges(card_of(diary.acts)).values())
