"""Free questions on the real encoder: a floor under the test part, and that what is searched is no test."""

import json

import pytest

from knowledge.catalogue.catalogue import load_asked, load_outside
from tests.benchmarks.questions import FOLDER, HANDS, found, refused
from tests.shipped import shipped_catalogue, shipped_library

PRACTICES = {p.id for p in shipped_catalogue().practices}


def rows(hand: str) -> list[dict[str, object]]:
    """A hand's questions."""
    return [json.loads(line) for line in (FOLDER / f"{hand}.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("How do I stop somebody cloning my model?", {"AML.M0017", "AML.M0004", "AML.M0002"}),
        ("What does reasonable differential privacy look like in training?", {"MLS.X06"}),
        ("Anybody with the address can call the scoring endpoint without a login.", {"AML.M0019"}),
        (
            "A mail told our assistant to forward the contract and it did.",
            {"AML.M0030", "AML.M0029", "AML.M0033"},
        ),
    ],
)
def test_the_right_practice_comes_first(question: str, wanted: set[str]) -> None:
    """Five practices, best first, none twice."""
    ranking = shipped_library().find(question)
    assert ranking[0] in wanted
    assert len(set(ranking)) == 5
    assert set(ranking) <= PRACTICES


def test_the_test_part_has_a_floor() -> None:
    """Well under what was measured (80 % and 93 %), so that only a real loss fails."""
    hits = [hit for hand, part in HANDS.items() if part == "test" for hit in found(shipped_library(), hand)]
    assert len(hits) >= 150
    assert sum(first for first, _ in hits) / len(hits) >= 0.72
    assert sum(third for _, third in hits) / len(hits) >= 0.87


@pytest.mark.parametrize(
    "question",
    [
        "will it be sunny at noon?",
        "how do I book a meeting room?",
        "sing me a song",
        "how do I reset my password for SAP?",
        "the VPN drops my laptop all the time",
    ],
)
def test_a_question_from_outside_is_about_no_practice(question: str) -> None:
    """No practice is the answer to what has nothing to do with any."""
    assert shipped_library().find(question) == ()


def test_most_questions_from_outside_are_refused() -> None:
    """A floor well under what was measured (93 %), on questions that nothing was chosen with."""
    outside = refused(shipped_library())
    assert len(outside) >= 40
    assert sum(outside) / len(outside) >= 0.8


def test_hardly_a_question_of_the_test_part_is_refused() -> None:
    """Twice what was measured (4 of 240) is a loss: words of the office alone put none outside."""
    asked = [str(row["question"]) for hand, part in HANDS.items() if part == "test" for row in rows(hand)]
    assert len([question for question in asked if not shipped_library().find(question)]) <= 8


def test_nothing_that_is_searched_is_a_test() -> None:
    """No question of the hands, nor one from outside, stands among those that a question is compared with."""
    searched = {text.casefold() for texts in load_asked(shipped_catalogue()).values() for text in texts}
    searched |= {text.casefold() for text in load_outside()}
    tested = {str(row["question"]).casefold() for hand in (*HANDS, "outside") for row in rows(hand)}
    assert not searched & tested


def test_every_practice_is_asked_about_and_tested() -> None:
    """Each of the fifty has questions to be compared with, and is the answer to some of the test part."""
    assert set(load_asked(shipped_catalogue())) == PRACTICES
    first = {row["practices"][0] for hand in ("hand_b", "hand_c") for row in rows(hand)}  # type: ignore[index]  # a list
    assert first == PRACTICES
