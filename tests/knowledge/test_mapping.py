"""From passages to suggestions: what is read, what is merged, how many are put forward, in which order."""

from datetime import date

import pytest

from knowledge.mapping import Mapper
from model.coverage import Ordinal
from model.reading import Says
from model.suggestion import MOST_OFFERED, date_in
from tests.knowledge.words import (
    M13,
    M14,
    X09,
    ClosedSift,
    WordReader,
    document_of,
    mapper_of,
    suggest,
)


@pytest.fixture
def reader() -> WordReader:
    """A reader that remembers what it was shown."""
    return WordReader()


@pytest.fixture
def mapper(reader: WordReader) -> Mapper:
    """A mapper over the two stand-ins."""
    return mapper_of(reader)


def test_a_suggestion_is_literal_and_has_its_place(mapper: Mapper) -> None:
    """Offsets into the document's text."""
    document = document_of("Nothing of any use here.", "We sign each release of it.")
    (found,) = suggest(mapper, document)
    words = found.quotation
    assert document.text[words.start : words.end] == words.text == "We sign each release of it."
    assert (found.practice, found.level, found.locator, found.kind) == (M13, 2, "line 2", Says.FACT)


def test_what_nobody_sees_is_not_even_read(mapper: Mapper, reader: WordReader) -> None:
    """Nor what is too short, nor what the sift holds back."""
    secret = "We sign each release of it."
    document = document_of(secret, "Signing", "no letter of that kind here", hidden=[secret])
    assert suggest(mapper, document) == ()
    assert reader.seen == []


def test_what_is_said_again_is_read_once(mapper: Mapper, reader: WordReader) -> None:
    """A notice on each of a thousand pages costs one look."""
    said = "We sign each release of it."
    (found,) = suggest(mapper, document_of(*[said] * 50))
    assert found.locator == "line 1"
    assert reader.seen.count(said) <= 2


def test_what_is_not_surely_claimed_is_left(mapper: Mapper) -> None:
    """Precision before recall."""
    assert suggest(mapper, document_of("Perhaps maybe we sign the releases.")) == ()


def test_what_stands_around_a_passage_speaks_for_it_or_against(mapper: Mapper) -> None:
    """The same words are put forward among claims and left among passages that say nothing."""
    unsure, silent = "We likely sign the release.", "The rest is history, as is this page."
    claims = [f"We sign each release of part {number}." for number in range(4)]
    found = suggest(mapper, document_of(*claims, unsure))
    assert [s.quotation.text for s in found if "likely" in s.quotation.text] == [unsure]
    assert suggest(mapper, document_of(*[f"{silent} {number}" for number in range(4)], unsure)) == ()


def test_torn_between_levels_the_first_is_sure(mapper: Mapper) -> None:
    """For some at least; but not where there may be nothing at all."""
    (found,) = suggest(mapper, document_of("They sign releases somehow."))
    assert (found.level, found.activity, found.coverage) == (1, f"{M13}.1", Ordinal.SOME)
    assert found.quotation.text == "They sign releases somehow."
    assert suggest(mapper, document_of("They sign releases somehow, somewhat.")) == ()


def test_what_is_forbidden_is_no_absence(mapper: Mapper) -> None:
    """An order says nothing of what is not done; a plain denial does."""
    assert suggest(mapper, document_of("Do not sign anything of it by hand.")) == ()
    (found,) = suggest(mapper, document_of("We do not sign anything of it."))
    assert found.kind is Says.DENIAL


def test_what_is_told_beside_a_claim_is_not_suggested(mapper: Mapper, reader: WordReader) -> None:
    """An illustration, or anything under a heading of advice, is not even read."""
    document = document_of("For example, some vendors sign each release.", "We sign each release of it.")
    (found,) = suggest(mapper, document)
    assert found.locator == "line 2"
    advice = document.passages[1].model_copy(update={"locator": "line 2, Security > Recommendations"})
    assert suggest(mapper, document.model_copy(update={"passages": (advice,)})) == ()
    assert reader.seen == ["We sign each release of it."]


def test_what_is_hardly_told_needs_more_for_the_highest_level(mapper: Mapper) -> None:
    """The first levels bear a doubt that the third does not; a great doubt none bears."""
    assert suggest(mapper, document_of("We hardly sign each release.")) == ()
    assert [s.level for s in suggest(mapper, document_of("We perhaps sign each release."))] == [2]
    assert suggest(mapper, document_of("We perhaps sign first of all.")) == ()
    assert [s.level for s in suggest(mapper, document_of("We sign first of all."))] == [3]


def test_the_third_level_needs_words_for_an_activity_of_its_own(mapper: Mapper) -> None:
    """Words for a lower one bear the second, however sure the reader is of the third."""
    assert [s.level for s in suggest(mapper, document_of("We sign first of all."))] == [3]
    assert [s.level for s in suggest(mapper, document_of("We sign first of all, in passing."))] == [2]


def test_of_several_quotations_one_that_is_a_claim_is_shown(mapper: Mapper) -> None:
    """The others are told beside it; where none is left there is nothing to suggest."""
    duty = "Users are responsible for what they sign"
    (found,) = suggest(mapper, document_of(f"{duty}. We sign each release of it"))
    assert found.quotation.text == "We sign each release of it"
    assert suggest(mapper, document_of(f"{duty}. Customers are responsible for the rest of each")) == ()


HEAD = ("| Control | Description | Status |", "|---|---|---|")


@pytest.mark.parametrize(
    ("state", "level", "kind", "words"),
    [
        ("Implemented", 2, Says.FACT, "We sign each release"),
        ("Partial", 1, Says.FACT, "We sign each release"),
        ("Planned", 0, Says.PLAN, "Release seals | We sign each release | Planned"),
        ("Not implemented", 0, Says.DENIAL, "Release seals | We sign each release | Not implemented"),
    ],
)
def test_what_stands_beside_a_claim_decides_how_far_it_is_done(
    mapper: Mapper, *, state: str, level: int, kind: Says, words: str
) -> None:
    """What is not done is quoted with the word that says so."""
    document = document_of(*HEAD, f"| Release seals | We sign each release | {state} |")
    (found,) = suggest(mapper, document)
    assert (found.practice, found.level, found.kind) == (M13, level, kind)
    assert words in found.quotation.text
    place = found.quotation
    assert document.text[place.start : place.end] == place.text


def test_a_state_makes_a_claim_of_what_the_sift_would_hold_back(reader: WordReader) -> None:
    """It holds back what nobody called done."""
    mapper = mapper_of(reader, ClosedSift())
    row = "| Check at load | We hash each file that is opened | {} |"
    assert [s.practice for s in suggest(mapper, document_of(*HEAD, row.format("Done")))] == [M14]
    assert suggest(mapper, document_of(*HEAD, row.format("Under review"))) == ()
    assert suggest(mapper, document_of("We hash each file that is opened")) == ()


def test_a_practice_of_machine_learning_needs_it_in_view(mapper: Mapper) -> None:
    """In the passage, its headings, the document, or as a system that was named; general practices don't."""
    guard = "Our guard watches each gate of the house."
    assert suggest(mapper, document_of(guard)) == ()
    assert len(suggest(mapper, document_of(guard, "Two models are retrained, the classifier too."))) == 1
    assert len(suggest(mapper, document_of(guard.replace("gate", "model")))) == 1
    assert len(suggest(mapper, document_of("Our guard signs each gate of the house."))) == 1
    named = list(mapper.follow([document_of(guard)], systems=["gate"]))[-1].suggestions
    assert [s.practice for s in named] == [X09]


def test_a_row_among_others_has_machine_learning_in_view_itself(mapper: Mapper) -> None:
    """A questionnaire of those who build models asks about doors as well; a file of rows has nothing else."""
    about, row = (
        "Two models are retrained, the classifier too.",
        "| Guard | Our guard watches each {} | Done |",
    )
    assert suggest(mapper, document_of(about, *HEAD, row.format("gate"))) == ()
    assert len(suggest(mapper, document_of(about, *HEAD, row.format("model")))) == 1
    rows = document_of("Control | Description | Status", about, row.format("gate").strip("| "))
    assert len(suggest(mapper, rows.model_copy(update={"kind": "csv"}))) == 1


def test_a_document_says_a_thing_once_two_documents_twice(mapper: Mapper) -> None:
    """Passages that say the same are merged within a document."""
    rule = "We sign each release of the service and of its models with a key"
    same = document_of(f"{rule}.", f"4. {rule.upper()}")
    assert len(suggest(mapper, same)) == 1
    assert len(suggest(mapper, document_of(f"{rule}.", rule.replace("We", "They")))) == 2
    assert len(suggest(mapper, same, document_of(f"{rule}.", name="b.md"))) == 2


def test_only_a_handful_is_put_forward_for_a_practice(mapper: Mapper) -> None:
    """However long the document."""
    numbered = [f"team{n} does sign at{n} with{n} for{n}" for n in range(30)]
    assert len(suggest(mapper, document_of(*numbered))) == MOST_OFFERED


def test_the_level_is_what_a_document_supports_together(mapper: Mapper) -> None:
    """The highest that is stated, 0 for what is denied, by document."""
    policy = document_of("We sign some of the parts.", "They sign each of the releases.")
    minutes = document_of("So far we do not sign anything.", name="b.md")
    found = suggest(mapper, policy, minutes)
    assert [(s.document, s.level, s.kind) for s in found] == [
        ("a.md", 2, Says.FACT),
        ("a.md", 2, Says.FACT),
        ("b.md", 0, Says.DENIAL),
    ]


def test_whoever_stops_keeps_what_was_found(mapper: Mapper) -> None:
    """Each step carries the suggestions of the documents that are done."""
    first = document_of("We sign each release of it.")
    steps = mapper.follow([first, document_of("We hash each file of ours.", name="b.md")])
    done = next(step for step in steps if step.finished == 1)
    assert [s.document for s in done.suggestions] == ["a.md"]
    *_, last = steps
    assert [s.practice for s in last.suggestions] == [M13, M14]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("run of 2026-03-01, all passed", date(2026, 3, 1)),
        ("on 2026-13-45 and 2025-12-31", date(2025, 12, 31)),
        ("in March", None),
    ],
)
def test_a_day_is_found_where_it_is_one(words: str, day: date | None) -> None:
    """Year first, and a day that there is."""
    assert date_in(words) == day
