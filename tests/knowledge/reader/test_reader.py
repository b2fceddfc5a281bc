"""The reader: what holds for any text, and the behaviour that the dialogue asks for."""

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.encoder import FakeEncoder
from knowledge.entries import Index, entries_of
from knowledge.reader import heads, network
from knowledge.reader.reader import Reader
from model.coverage import Ordinal, gate_value
from model.errors import LibraryError
from model.practice import Profile
from model.reading import Reading, Says
from tests.shipped import shipped_catalogue, shipped_library

CLEANING = "AML.M0007"
SYSTEMS = ("photo", "eta", "customs", "address")
WORDS = st.sampled_from(
    [
        "we",
        "do",
        "not",
        "check",
        "all",
        "every",
        "photo",
        "customs",
        "eta",
        "data",
        "signed",
        "planned",
        "used",
        "to",
        "only",
        "except",
        "but",
        "gate",
        "refuses",
        ".",
        ",",
        ";",
        "-",
        "\n",
    ]
)
TURN_2 = """ok so photo n eta go thru the intake job marek wrote, schema + nulls
+ dupes, and it kicks out pics that are basically black. same checks
every night. customs - brokers mail us csvs, goes thru intake as
well since march, plus lena eyeballs them, in may she binned like 4k
rows from one broker bc every single label was 'low value', smelled
wrong. proper poisoning detection is a ticket for q3"""


@cache
def _fake() -> Reader:
    catalogue = shipped_catalogue()
    entries, encoder = entries_of(catalogue), FakeEncoder()
    return Reader(catalogue, encoder, Index(entries, encoder.encode([e.text for e in entries])))


@cache
def _real() -> Reader:
    """A reader over the core practices, as an assessment of the core profile has it."""
    core = shipped_catalogue().in_profile(Profile.CORE)
    return shipped_library().over(shipped_catalogue(), [p.id for p in core]).open()


def _earned(reading: Reading) -> int:
    practice = shipped_catalogue().practice(reading.practice or "")
    worth = {p.activity: p.coverage.worth if p.coverage else Fraction(0) for p in reading.proposals}
    earned = 0
    for level in practice.levels:
        if any(worth[a.id] < gate_value(level.level, a.unit).worth for a in level.activities):
            break
        earned = level.level
    return earned


def _check(reading: Reading) -> None:
    quotations = [q for p in reading.proposals for q in p.quotations]
    quotations += [s.quotation for s in reading.statements]
    quotations += [t.quotation for t in reading.traits if t.quotation]
    assert all(reading.text[q.start : q.end] == q.text for q in quotations)
    assert sum(reading.probabilities) == pytest.approx(1.0)
    assert len(reading.practices) >= 5
    if reading.level is None:
        assert reading.proposals == ()
    else:
        assert _earned(reading) == reading.level
        assert reading.probabilities[reading.level] == max(reading.probabilities)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=60).map(" ".join), st.sampled_from(shipped_catalogue().practices))
def test_level_is_what_its_proposals_earn(text: str, practice: object) -> None:
    """Level, probabilities, proposals and quotations agree, whatever is said."""
    chosen = getattr(practice, "id", CLEANING)
    _check(_fake().read(text, practice=chosen, systems=SYSTEMS))
    for reading in _fake().read_story(text, [chosen, CLEANING]).values():
        _check(reading)


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=300))
def test_any_text_is_read(text: str) -> None:
    """Control characters, emoji, right-to-left text and markup are text."""
    _check(_fake().read(text))


def test_dialogue_turn_2() -> None:
    """Two checked activities on three of four systems, a plan kept apart, level 1."""
    reading = _real().read(TURN_2, practice=CLEANING, systems=SYSTEMS)
    _check(reading)
    by = {p.activity: p for p in reading.proposals}
    assert reading.level == 1
    assert by[f"{CLEANING}.1"].systems == ("photo", "eta", "customs")
    assert by[f"{CLEANING}.2a"].coverage is Ordinal.HALF
    assert by[f"{CLEANING}.2b"].coverage is not Ordinal.ALL
    plans = [s.quotation.text for s in reading.statements if s.says is Says.PLAN]
    assert plans == ["proper poisoning detection is a ticket for q3"]


@pytest.mark.parametrize(
    "text", ["", "yes", "no idea", "why do you ask?", "Teams should sanitise their data."]
)
def test_silence_is_no_level(text: str) -> None:
    """Nothing claimed is null, never 0."""
    assert _real().read(text, practice=CLEANING).level is None


def test_a_named_exception_bars_level_2() -> None:
    """All except one is not all."""
    text = "all models' data goes through the same validation suite with poisoning checks, all except customs"
    reading = _real().read(text, practice=CLEANING, systems=SYSTEMS)
    assert reading.level == 1
    assert "customs" in {s for p in reading.proposals for s in p.without}


def test_the_same_text_is_read_the_same_alone_and_in_a_story() -> None:
    """No state is kept between texts."""
    first = _real().read(TURN_2, practice=CLEANING, systems=SYSTEMS)
    _real().read("All artefacts are signed.", systems=SYSTEMS)
    assert _real().read(TURN_2, practice=CLEANING, systems=SYSTEMS) == first


def test_a_story_is_silent_about_what_it_does_not_mention() -> None:
    """A practice that is not spoken of abstains."""
    text = "Every release is signed in the pipeline, and the deploy step verifies the signer."
    readings = _real().read_story(text, ["AML.M0013", "AML.M0018"])
    assert readings["AML.M0013"].level is not None
    assert readings["AML.M0018"].level is None


@pytest.mark.parametrize("is_first", [True, False])
def test_another_matter_does_not_decide(*, is_first: bool) -> None:
    """What is denied of one practice is no denial of the one beside it, in a story or in an answer."""
    talks = (
        "Papers and talks about the model are read before release, and what helps an attacker is taken out."
    )
    taught = "Nobody was taught about attacks."
    text = f"{taught} {talks}" if is_first else f"{talks} {taught}"
    story = _real().read_story(text, ["AML.M0000", "AML.M0018"])
    assert story["AML.M0018"].level == 0
    for reading in (story["AML.M0000"], _real().read(text, practice="AML.M0000")):
        assert reading.probabilities[0] < 0.2
        assert reading.level != 0


@pytest.mark.parametrize(
    ("text", "practice", "level"),
    [
        ("No rate limit exists.", "AML.M0004", 0),
        ("Every model file is signed at release, the same way for all.", "AML.M0013", 2),
    ],
)
def test_a_level_is_never_without_words(text: str, practice: str, level: int) -> None:
    """Where no activity is spoken of, what comes nearest carries what was read."""
    reading = _real().read(text, practice=practice)
    assert reading.level == level
    assert any(p.quotations for p in reading.proposals)


@pytest.mark.parametrize(
    ("weights", "load"), [(heads.PATH, heads.Heads.load), (network.PATH, network.read_weights)]
)
def test_other_weights_than_the_pinned_are_refused(
    tmp_path: Path, weights: Path, load: Callable[[Path], object]
) -> None:
    """One flipped byte in a file of weights is an error, not another reading."""
    load(weights)
    content = bytearray(weights.read_bytes())
    content[100] ^= 1
    changed = tmp_path / weights.name
    changed.write_bytes(content)
    with pytest.raises(LibraryError):
        load(changed)
