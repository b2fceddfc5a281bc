"""What several documents say is one suggestion; a handful of each practice is put forward."""

from datetime import date

import pytest

from model.coverage import Ordinal
from model.evidence import Quotation, say_the_same
from model.reading import Says
from model.suggestion import MOST_OFFERED, Suggestion, date_in, gathered, strongest, with_others

WORDS = "Every model file is signed by the release job before it is stored."


def _found(document: str, words: str = WORDS, /, **changes: object) -> Suggestion:
    """A suggestion from a document, whose hash is its name."""
    known = {
        "practice": "AML.M0013",
        "level": 1,
        "activity": "AML.M0013.1",
        "coverage": Ordinal.ALL,
        "document": document,
        "sha256": document,
        "locator": "line 1",
        "quotation": Quotation(text=words, start=0, end=len(words)),
        "confidence": 0.9,
        "kind": Says.FACT,
    }
    return Suggestion.model_validate(known | changes)


def _sources(found: Suggestion) -> list[str]:
    return [source.document for source in found.sources]


def test_what_several_documents_say_is_one_with_all_places() -> None:
    """The surest is in front; level and places of all are kept."""
    told = [
        _found("a.md", confidence=0.8),
        _found("b.md", f"- {WORDS.upper()}", confidence=0.95, locator="page 3"),
        _found("c.md", level=2, dated=date(2026, 3, 1)),
    ]
    (one,) = gathered(told)
    assert _sources(one) == ["b.md", "c.md", "a.md"]
    assert one.quotation.text == f"- {WORDS.upper()}"
    assert one.level == 2
    assert [(s.locator, s.dated) for s in one.sources][:2] == [("page 3", None), ("line 1", date(2026, 3, 1))]


@pytest.mark.parametrize(
    "changes",
    [
        {"practice": "AML.M0014"},
        {"coverage": Ordinal.SOME},
        {"coverage": Ordinal.NONE, "level": 0},
        {"systems": ("photo",)},
        {"kind": Says.THIRD_PARTY},
        {"rule": "signs"},
    ],
)
def test_what_differs_in_more_than_words_stays_apart(changes: dict[str, object]) -> None:
    """Another practice, coverage, system, manner of saying, or a rule beside words."""
    assert len(gathered([_found("a.md"), _found("b.md", WORDS, **changes)])) == 2


def test_a_rule_finds_the_same_whatever_the_words() -> None:
    """Three services that pin their hashes are one suggestion."""
    told = [_found(f"{n}/lock.txt", f"--hash=sha256:{n * 9}", rule="pins") for n in "abc"]
    (one,) = gathered(told)
    assert _sources(one) == ["a/lock.txt", "b/lock.txt", "c/lock.txt"]


def test_a_document_that_says_it_twice_is_not_its_own_second_source() -> None:
    """And a copy of a file under another name adds nothing."""
    assert len(gathered([_found("a.md"), _found("a.md", locator="line 9")])) == 2
    (one,) = gathered([_found("a.md"), _found("copy.md", sha256="a.md")])
    assert _sources(one) == ["a.md"]


def test_each_stays_as_it_is_with_the_others_beside_it() -> None:
    """In the order in which they were found."""
    told = [_found("a.md"), _found("b.md", "Nobody looks at the logs of the model."), _found("c.md")]
    shown = with_others(told)
    assert [s.document for s in shown] == ["a.md", "b.md", "c.md"]
    assert [[o.document for o in s.also] for s in shown] == [["c.md"], [], ["a.md"]]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Models are signed at release.", "models are signed, at release", True),
        ("Models are signed at release.", "Models are not signed at release.", False),
        (
            "We sign every model at every release today",
            "We only sign every model at every release today",
            False,
        ),
        ("Keys lie in the vault of the bank", "The training data lies in a bucket", False),
        ("", "", True),
    ],
)
def test_the_same_in_nearly_the_same_words(one: str, other: str, is_same: bool) -> None:
    """A word more or less is the same, unless it turns what is said."""
    assert say_the_same(one, other) is is_same


def test_a_handful_is_left_with_the_absence_and_each_activity_among_them() -> None:
    """However sure the others are."""
    sure = [_found(f"{n}.md", f"{n} " * 5, confidence=0.99 - n / 100) for n in range(8)]
    second = _found("second.md", "two people", activity="AML.M0013.2b", confidence=0.7)
    absent = _found("absent.md", "nobody signs", level=0, coverage=Ordinal.NONE, confidence=0.6)
    kept = strongest([*sure, second, absent, _found("x.md", practice="AML.M0014")])
    documents = [s.document for s in kept if s.practice == "AML.M0013"]
    assert len(documents) == MOST_OFFERED
    assert {"absent.md", "second.md", "0.md", "1.md", "2.md"} == set(documents)
    assert "x.md" in [s.document for s in kept]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on 4 March 2026, at noon", date(2026, 3, 4)),
        ("Wed, 04 Mar 2026 10:00:00 +0000", date(2026, 3, 4)),
        ("March 4th, 2026", date(2026, 3, 4)),
        ("Sept. 9, 2025", date(2025, 9, 9)),
        ("vom 12.05.2026", date(2026, 5, 12)),
        ("2026/03/04", date(2026, 3, 4)),
        ("31.02.2026 and 1.3.2026", date(2026, 3, 1)),
        ("03/04/2026", None),
        ("version 1.12.2026.4 of the 4 models in May", None),
        ("in 2026", None),
    ],
)
def test_days_are_found_as_people_write_them(words: str, day: date | None) -> None:
    """What may be one of two days is none, and a version is no day."""
    assert date_in(words) == day
