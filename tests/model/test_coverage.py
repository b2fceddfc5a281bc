"""Coverages: ordinals from sets, what is open, exemptions, and several speakers."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from model.coverage import NOT_ASKED, Coverage, Exemption, Ordinal, Span, agree, span_of
from model.practice import Unit
from tests.small import ALL, HALF, NONE, SOME, UNKNOWN, S, W, marks, said
from tests.strategies import random_coverage, small_activity

DAY = date(2026, 11, 20)
FOUR = ("address", "customs", "eta", "photo")
sizes = st.integers(1, 12)
randoms = st.randoms(use_true_random=False)


def span(coverage: Coverage, systems: tuple[str, ...] = FOUR, unit: Unit = S, on: date = DAY) -> Span:
    """Where one coverage lies."""
    return span_of(coverage, unit, systems=systems, on=on)


def agreed(*coverages: Coverage, systems: tuple[str, ...] = FOUR, unit: Unit = S) -> Span:
    """Where what several say lies."""
    return agree(coverages, unit, systems=systems, on=DAY)


def exempt(covered: str, denied: str, system: str, until: date) -> Coverage:
    """Marks with one recorded exception."""
    one = Exemption(system=system, owner="Marek", until=until, reason="replaced next year")
    return marks(covered, denied).model_copy(update={"exemptions": (one,)})


@given(sizes, st.data())
def test_ordinal_is_monotone(total: int, data: st.DataObject) -> None:
    """One more system never lowers the ordinal; the ends are none and all."""
    count = data.draw(st.integers(0, total - 1))
    assert Ordinal.of(count, total).worth <= Ordinal.of(count + 1, total).worth
    assert Ordinal.of(0, total) is Ordinal.NONE
    assert Ordinal.of(total, total) is Ordinal.ALL


@pytest.mark.parametrize(
    ("count", "total", "word"),
    [
        (0, 1, "none"),
        (1, 1, "all"),
        (1, 2, "half"),
        (1, 3, "some"),
        (2, 3, "half"),
        (2, 4, "half"),
        (5, 12, "some"),
    ],
)
def test_ordinals_of_counts(count: int, total: int, word: str) -> None:
    """None of them, at least one, at least half, every one."""
    assert Ordinal.of(count, total) == word


@pytest.mark.parametrize(
    ("coverage", "low", "high"),
    [
        (marks("eta photo", "customs", "address"), "half", "half"),
        (marks("customs", "eta photo", "address"), "some", "half"),
        (marks("customs eta photo address"), "all", "all"),
        (marks("photo"), "some", "all"),
        (marks("", "photo"), "none", "half"),
        (UNKNOWN, "none", "all"),
        (Coverage(), "none", "all"),
        (said(Ordinal.HALF, "address customs eta photo"), "half", "half"),
    ],
)
def test_spans_of_marks(coverage: Coverage, low: str, high: str) -> None:
    """Low counts what is open as none, high as all."""
    assert (span(coverage).low, span(coverage).high) == (low, high)


def test_unknown_and_not_asked_stay_apart() -> None:
    """'Nobody knows' and 'nobody was asked' make the same range and are told apart."""
    assert (span(UNKNOWN).unknown, span(UNKNOWN).not_asked) == (True, False)
    assert (NOT_ASKED.unknown, NOT_ASKED.not_asked) == (False, True)
    mixed = span(marks("photo", "", "eta"))
    assert (mixed.unknown, mixed.not_asked) == (True, True)


def test_a_system_nobody_spoke_of_is_not_asked() -> None:
    """A stated ordinal says nothing about a system that came later."""
    stated = said(Ordinal.SOME, "eta photo")
    assert span(stated, ("eta", "photo")) == Span(low=Ordinal.SOME, high=Ordinal.SOME)
    later = span(stated, ("eta", "photo", "scan"))
    assert later.not_asked
    assert later.low is Ordinal.SOME
    assert later.high.worth >= Ordinal.HALF.worth
    assert span(stated, ("scan",)) == NOT_ASKED


@given(randoms, sizes)
def test_spans_are_ordered(random: object, total: int) -> None:
    """Low never lies above high, whatever was recorded."""
    systems = tuple(f"s{n}" for n in range(total))
    lies = span(random_coverage(random, small_activity(S), systems), systems)  # type: ignore[arg-type]
    assert lies.low.worth <= lies.high.worth


def test_all_allows_recorded_exceptions_until_they_end() -> None:
    """All except the legacy one is all while the exception is recorded, and no longer."""
    coverage = exempt("address customs eta", "photo", "photo", DAY)
    assert span(coverage).low is Ordinal.ALL
    assert span(coverage, on=DAY + timedelta(days=1)).low is Ordinal.HALF
    assert span(marks("address customs eta", "photo")).low is Ordinal.HALF


def test_exempting_every_system_leaves_nothing_to_count() -> None:
    """Where every system is exempt, none is."""
    assert span(exempt("", "photo", "photo", DAY), ("photo",)).high is Ordinal.NONE


@pytest.mark.parametrize(
    "fields",
    [
        {"covered": ("a",), "denied": ("a",)},
        {"covered": ("a",), "unknown": ("a",)},
        {"covered": ("a",), "stated": "half"},
        {"stated": "half", "is_unknown": True},
        {"denied": ("a",), "is_unknown": True},
    ],
)
def test_a_coverage_speaks_once(fields: dict[str, object]) -> None:
    """Marks, an ordinal or unknown: one of them, and one mark a system."""
    with pytest.raises(ValidationError):
        Coverage.model_validate(fields)


def test_names_are_a_set() -> None:
    """The order in which systems are named makes no difference."""
    assert Coverage(covered=("b", "a", "b")) == Coverage(covered=("a", "b"))


def test_removal_and_renaming() -> None:
    """Without a system nothing of it is left; renamed, all of it is."""
    coverage = exempt("eta", "photo", "photo", DAY)
    assert coverage.without("photo") == marks("eta")
    renamed = coverage.renamed("photo", "pictures")
    assert (renamed.denied, renamed.exemptions[0].system) == (("pictures",), "pictures")
    assert said(Ordinal.ALL, "a b").without("b") == said(Ordinal.ALL, "a")


def test_some_of_two_says_nothing_of_the_one_that_is_left() -> None:
    """The one that has left the scope may have been the covered one: the other is asked about again."""
    assert said(Ordinal.SOME, "a b").without("b") == Coverage()


@pytest.mark.parametrize(
    ("coverage", "counted", "low", "high"),
    [
        (said(Ordinal.SOME, "a b"), "a c", "none", "all"),
        (said(Ordinal.SOME, "a b"), "a b c", "some", "half"),
        (said(Ordinal.SOME, "a"), "a b", "some", "half"),
        (said(Ordinal.HALF, "a b"), "a", "none", "all"),
        (said(Ordinal.SOME, "a b c d"), "a b c", "none", "half"),
        (said(Ordinal.HALF, "a b c d"), "a b c", "some", "all"),
        (said(Ordinal.HALF, "a b c d"), "a b", "none", "all"),
        (said(Ordinal.HALF, "a b c d"), "a b c d e", "some", "half"),
    ],
)
def test_a_word_said_of_other_systems_than_count(
    coverage: Coverage, counted: str, low: str, high: str
) -> None:
    """The fewest and the most that it can mean where a practice leaves systems out, or others came."""
    lies = span(coverage, tuple(counted.split()))
    assert (lies.low, lies.high) == (low, high)
    assert lies.not_asked


def test_a_better_mark_beside_a_word_lowers_nothing() -> None:
    """Jonas says some of two, Priya both but not the third, then all three: never less than before."""
    some = said(Ordinal.SOME, "a b")
    before = agreed(some, marks("a b", "c"), systems=TRIO)
    after = agreed(some, marks("a b c"), systems=TRIO)
    assert (before.low, before.high, before.disputed) == (Ordinal.HALF, Ordinal.HALF, True)
    assert (after.low, after.high, after.disputed) == (Ordinal.HALF, Ordinal.ALL, True)


def test_a_third_does_not_settle_what_two_dispute() -> None:
    """One says a, another neither: half, as a third puts it, is what either says and not what both say."""
    three = agreed(marks("a"), marks("", "a b"), said(Ordinal.HALF, "a b"), systems=("a", "b"))
    assert (three.low, three.high, three.disputed) == (Ordinal.NONE, Ordinal.HALF, True)


TRIO = ("a", "b", "c")


def mixed(random: Random) -> Coverage:
    """A word over some of the systems, or marks; now and then with an exception."""
    coverage = random_coverage(random, small_activity(S), TRIO)
    if random.random() < 0.5:
        over = random.sample(TRIO, random.randint(1, 3))
        coverage = Coverage(stated=random.choice(list(Ordinal)), over=tuple(over))
    exceptions = [Exemption(system=s, owner="Marek", until=DAY) for s in TRIO if random.random() < 0.1]
    return coverage.model_copy(update={"exemptions": tuple(exceptions)})


def bettered(random: Random, coverage: Coverage) -> Coverage:
    """One system more, or one word more; words and marks that say the same count as the same."""
    order = list(Ordinal)
    if coverage.stated is Ordinal.HALF and random.random() < 0.5:
        return Coverage(covered=coverage.over, exemptions=coverage.exemptions)
    if coverage.stated:
        return coverage.model_copy(update={"stated": order[min(3, order.index(coverage.stated) + 1)]})
    if coverage.denied and not (coverage.covered or coverage.unknown) and random.random() < 0.5:
        return Coverage(stated=Ordinal.SOME, over=coverage.denied, exemptions=coverage.exemptions)
    if not coverage.denied:
        return coverage
    raised = random.choice(coverage.denied)
    left = tuple(s for s in coverage.denied if s != raised)
    return coverage.model_copy(update={"covered": (*coverage.covered, raised), "denied": left})


@settings(max_examples=500)
@given(randoms, st.integers(1, 4), st.integers(1, 3))
def test_what_is_better_lowers_neither_end(random: Random, speakers: int, counted: int) -> None:
    """However words, marks and exceptions of several speakers mix, whatever counts today."""
    saying = [mixed(random) for _ in range(speakers)]
    better = [bettered(random, saying[0]), *saying[1:]]
    before, after = agreed(*saying, systems=TRIO[:counted]), agreed(*better, systems=TRIO[:counted])
    assert before.low.worth <= after.low.worth
    assert before.high.worth <= after.high.worth


def loose_of(coverage: Coverage) -> list[str]:
    """The systems on which it has no mark."""
    return [s for s in TRIO if s not in (*coverage.covered, *coverage.denied)]


@settings(max_examples=500)
@given(randoms, st.integers(0, 3))
def test_what_is_resolved_without_a_dispute_narrows(random: Random, others: int) -> None:
    """A mark where there was none leaves both ends inside the old ones, unless it contradicts somebody."""
    rest = [mixed(random) for _ in range(others)]
    drawn = [random_coverage(random, small_activity(S), TRIO) for _ in range(12)]
    plain = [c for c in drawn if c.stated is None and not c.is_unknown and loose_of(c)]
    assume(plain)
    own, loose = plain[0], loose_of(plain[0])
    system, mark = random.choice(loose), random.choice(["covered", "denied"])
    still = tuple(s for s in own.unknown if s != system)
    known = own.model_copy(update={"unknown": still, mark: (*getattr(own, mark), system)})
    before, after = agreed(own, *rest, systems=TRIO), agreed(known, *rest, systems=TRIO)
    assume(not after.disputed)
    assert before.low.worth <= after.low.worth <= after.high.worth <= before.high.worth


def test_low_is_what_both_say_and_high_what_either_says() -> None:
    """Two people disagree: both are kept."""
    both = agreed(marks("customs eta photo", "address"), marks("photo", "address customs eta"))
    assert (both.low, both.high, both.disputed) == (Ordinal.SOME, Ordinal.HALF, True)
    ordinals = agreed(NONE, ALL, unit=W)
    assert (ordinals.low, ordinals.high, ordinals.disputed) == (Ordinal.NONE, Ordinal.ALL, True)
    assert agreed(SOME, HALF, unit=Unit.PEOPLE).low is Ordinal.SOME


def test_a_dispute_is_not_an_unknown() -> None:
    """Two answers that differ are no 'don't know', nor unasked: these stay apart everywhere."""
    for both in (agreed(marks("photo"), marks("", "photo"), systems=("photo",)), agreed(NONE, ALL, unit=W)):
        assert both.disputed
        assert not both.unknown
        assert not both.not_asked


@pytest.mark.parametrize(
    "second", [marks("address"), marks("address customs eta photo"), marks("address", "", "eta")]
)
def test_who_knows_settles_what_another_did_not(second: Coverage) -> None:
    """Jonas leaves one system open, Priya knows it: that is an answer and no dispute."""
    first = marks("customs eta photo", "", "address")
    for pair in ((first, second), (second, first)):
        both = agreed(*pair)
        assert (both.low, both.high) == (Ordinal.ALL, Ordinal.ALL)
        assert not both.disputed
        assert not both.unknown


def test_speakers_complete_each_other_before_an_ordinal_is_held_against_them() -> None:
    """Two mark their systems, a third says 'some': all say some at least, the marks say half at most."""
    all_three = agreed(
        marks("address customs"), marks("", "eta photo"), said(Ordinal.SOME, "address customs eta photo")
    )
    assert (all_three.low, all_three.high, all_three.disputed) == (Ordinal.SOME, Ordinal.HALF, True)


def test_silence_contradicts_nobody() -> None:
    """Two people who each speak of their own system complete each other."""
    both = agreed(marks("eta"), marks("photo"), systems=("eta", "photo"))
    assert both == Span(low=Ordinal.ALL, high=Ordinal.ALL)


@pytest.mark.parametrize("known", [ALL, NONE])
def test_an_answer_stands_beside_dont_know(known: Coverage) -> None:
    """Who does not know takes nothing from who does."""
    assert agreed(UNKNOWN, known, unit=W) == span(known, unit=W)
    assert agreed(UNKNOWN, UNKNOWN, unit=W).unknown


@given(randoms, sizes, st.integers(2, 4))
def test_agreement_is_symmetric(random: object, total: int, speakers: int) -> None:
    """Who spoke first makes no difference."""
    systems = tuple(f"s{n}" for n in range(total))
    said_by = [random_coverage(random, small_activity(S), systems) for _ in range(speakers)]  # type: ignore[arg-type]
    assert agreed(*said_by, systems=systems) == agreed(*reversed(said_by), systems=systems)


@given(randoms, sizes)
def test_repeating_says_nothing_new(random: object, total: int) -> None:
    """Two people who say the same say what one says."""
    systems = tuple(f"s{n}" for n in range(total))
    coverage = random_coverage(random, small_activity(S), systems)  # type: ignore[arg-type]
    assert agreed(coverage, coverage, systems=systems) == agreed(coverage, systems=systems)


@given(randoms, st.integers(2, 6))
def test_more_speakers_who_agree_with_an_end_keep_it_inside(random: object, total: int) -> None:
    """Low is never above what some speaker who is sure of every system says."""
    systems = tuple(f"s{n}" for n in range(total))
    first, second = (random_coverage(random, small_activity(S), systems) for _ in range(2))  # type: ignore[arg-type]
    lies = [span(c, systems) for c in (first, second)]
    assume(all(s.low is s.high for s in lies))
    both = agreed(first, second, systems=systems)
    assert both.low.worth <= min(s.low.worth for s in lies)
    assert both.high.worth >= max(s.high.worth for s in lies)


@pytest.mark.parametrize(
    ("shown", "word"),
    [
        (Span(low=Ordinal.HALF, high=Ordinal.ALL, unknown=True), "half"),
        (Span(low=Ordinal.NONE, high=Ordinal.NONE), "none"),
        (Span(low=Ordinal.NONE, high=Ordinal.ALL, unknown=True), "unknown"),
        (NOT_ASKED, "not asked"),
    ],
)
def test_words_of_spans(shown: Span, word: str) -> None:
    """Tables show the ordinal that is known, else which kind of open it is."""
    assert shown.word == word
