"""From passages to suggestions: what is read, what is merged, how many are put forward, in which order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import cast

import pytest

from knowledge.mapping import Mapper
from knowledge.reader.reader import Mention, Reader
from knowledge.reader.sift import Sift
from knowledge.reader.vocabulary import Vocabulary
from model.coverage import Ordinal
from model.evidence import Document, Passage, Quotation
from model.reading import Proposal, Ranked, Reading, Says, Statement
from model.suggestion import MOST_OFFERED, Suggestion, date_in

M13, M14, X09 = "AML.M0013", "AML.M0014", "MLS.X09"
KNOWN = (M13,)


@dataclass
class WordReader:
    """Takes `sign` for one practice, `hash` and `watch` for others.

    `not` denies, `each` is for all, `first` is ahead of events.
    `maybe` and `likely` make it less sure of the claim, `perhaps` and `hardly` of the level.
    """

    seen: list[str] = field(default_factory=list)

    def mentions(self, passage: str) -> tuple[Mention, ...]:
        """A share for each word it knows."""
        self.seen.append(passage)
        claimed = 0.5 if "maybe" in passage else 0.9 if "likely" in passage else 0.99
        found = [(M13, "sign"), (M14, "hash"), (X09, "watch")]
        return tuple(Mention(p, 0.95, claimed) for p, word in found if word in passage)

    def read(self, text: str, *, practice: str, systems: Sequence[str] = ()) -> Reading:
        """Each sentence is a quotation."""
        level = 0 if "not" in text.split() else 3 if "first" in text else 2 if "each" in text else 1
        if "somehow" in text:
            return self._torn(text, practice)
        pieces = tuple(_pieces(text))
        says = Says.DENIAL if level == 0 else Says.FACT
        chance = 0.6 if "hardly" in text else 0.8 if "perhaps" in text else 0.97
        proposal = Proposal(
            activity=f"{practice}.{'1' if 'passing' in text else ('1', '1', '2a', '3a')[level]}",
            coverage=Ordinal.ALL if level else Ordinal.NONE,
            quotations=pieces,
            confidence=0.9,
        )
        return Reading(
            text=text,
            practice=practice,
            practices=(Ranked(id=practice, score=1.0),),
            level=level,
            probabilities=(0.0, 1 - chance, chance, 0.0),
            proposals=(proposal,),
            statements=tuple(Statement(quotation=q, says=says, practice=practice) for q in pieces),
        )

    @staticmethod
    def _torn(text: str, practice: str) -> Reading:
        """Between the first level and the second; `somewhat` between the first and nothing."""
        words = Quotation(text=text, start=0, end=len(text))
        chances = (0.3, 0.4, 0.2, 0.1) if "somewhat" in text else (0.02, 0.45, 0.4, 0.13)
        return Reading(
            text=text,
            practice=practice,
            practices=(Ranked(id=practice, score=1.0),),
            level=None,
            probabilities=chances,
            proposals=(),
            statements=(Statement(quotation=words, says=Says.FACT, practice=practice),),
        )


def _pieces(text: str) -> Iterator[Quotation]:
    """Its sentences."""
    start = 0
    for piece in text.split(". "):
        yield Quotation(text=piece, start=start, end=start + len(piece))
        start += len(piece) + len(". ")


class WordSift:
    """Passes what has the letter s."""

    def score(self, text: str) -> float:
        """Far on either side."""
        return 5.0 if "s" in text else -5.0


class ClosedSift:
    """Passes nothing."""

    def score(self, text: str) -> float:
        """Far below."""
        return -5.0


class WordVocabulary:
    """Any word is usual but those of gardens."""

    def weigh(self, text: str, practice: str) -> float | None:
        """Far on either side; None of a practice that nobody has counted."""
        return None if practice not in KNOWN else 0.0 if "garden" in text else 9.0


def _document(*passages: str, name: str = "a.md", hidden: Sequence[str] = ()) -> Document:
    text, places = "", []
    for number, words in enumerate(passages, 1):
        places.append(
            Passage(
                start=len(text),
                end=len(text) + len(words),
                locator=f"line {number}",
                is_hidden=words in hidden,
            )
        )
        text += words + "\n"
    return Document(name=name, sha256=f"{name:>064}", kind="markdown", text=text, passages=tuple(places))


@pytest.fixture
def reader() -> WordReader:
    """A reader that remembers what it was shown."""
    return WordReader()


@pytest.fixture
def mapper(reader: WordReader) -> Mapper:
    """A mapper over the two stand-ins."""
    return Mapper(
        cast("Reader", reader), cast("Sift", WordSift()), vocabulary=cast("Vocabulary", WordVocabulary())
    )


def _suggest(mapper: Mapper, *documents: Document) -> tuple[Suggestion, ...]:
    return list(mapper.follow(documents))[-1].suggestions


def test_a_suggestion_is_literal_and_has_its_place(mapper: Mapper) -> None:
    """Offsets into the document's text."""
    document = _document("Nothing of any use here.", "We sign each release of it.")
    (found,) = _suggest(mapper, document)
    words = found.quotation
    assert document.text[words.start : words.end] == words.text == "We sign each release of it."
    assert (found.practice, found.level, found.locator, found.kind) == (M13, 2, "line 2", Says.FACT)


def test_what_nobody_sees_is_not_even_read(mapper: Mapper, reader: WordReader) -> None:
    """Nor what is too short, nor what the sift holds back."""
    secret = "We sign each release of it."
    document = _document(secret, "Signing", "no letter of that kind here", hidden=[secret])
    assert _suggest(mapper, document) == ()
    assert reader.seen == []


def test_what_is_said_again_is_read_once(mapper: Mapper, reader: WordReader) -> None:
    """A notice on each of a thousand pages costs one look."""
    said = "We sign each release of it."
    (found,) = _suggest(mapper, _document(*[said] * 50))
    assert found.locator == "line 1"
    assert reader.seen.count(said) <= 2


def test_what_is_not_surely_claimed_is_left(mapper: Mapper) -> None:
    """Precision before recall."""
    assert _suggest(mapper, _document("Perhaps maybe we sign the releases.")) == ()


def test_words_that_nobody_uses_for_a_practice_need_a_sure_reader(mapper: Mapper) -> None:
    """Unless the practice is one whose words were never counted."""
    assert _suggest(mapper, _document("We likely sign the garden gate.")) == ()
    for words in ("We likely sign the release.", "We sign the garden gate.", "We likely hash garden seeds."):
        assert len(_suggest(mapper, _document(words))) == 1


def test_torn_between_levels_the_first_is_sure(mapper: Mapper) -> None:
    """For some at least; but not where there may be nothing at all."""
    (found,) = _suggest(mapper, _document("They sign releases somehow."))
    assert (found.level, found.activity, found.coverage) == (1, f"{M13}.1", Ordinal.SOME)
    assert found.quotation.text == "They sign releases somehow."
    assert _suggest(mapper, _document("They sign releases somehow, somewhat.")) == ()


def test_what_is_forbidden_is_no_absence(mapper: Mapper) -> None:
    """An order says nothing of what is not done; a plain denial does."""
    assert _suggest(mapper, _document("Do not sign anything of it by hand.")) == ()
    (found,) = _suggest(mapper, _document("We do not sign anything of it."))
    assert found.kind is Says.DENIAL


def test_what_is_told_beside_a_claim_is_not_suggested(mapper: Mapper, reader: WordReader) -> None:
    """An illustration, or anything under a heading of advice, is not even read."""
    document = _document("For example, some vendors sign each release.", "We sign each release of it.")
    (found,) = _suggest(mapper, document)
    assert found.locator == "line 2"
    advice = document.passages[1].model_copy(update={"locator": "line 2, Security > Recommendations"})
    assert _suggest(mapper, document.model_copy(update={"passages": (advice,)})) == ()
    assert reader.seen == ["We sign each release of it."]


def test_what_is_hardly_told_needs_more_for_the_highest_level(mapper: Mapper) -> None:
    """The first levels bear a doubt that the third does not; a great doubt none bears."""
    assert _suggest(mapper, _document("We hardly sign each release.")) == ()
    assert [s.level for s in _suggest(mapper, _document("We perhaps sign each release."))] == [2]
    assert _suggest(mapper, _document("We perhaps sign first of all.")) == ()
    assert [s.level for s in _suggest(mapper, _document("We sign first of all."))] == [3]


def test_the_third_level_needs_words_for_an_activity_of_its_own(mapper: Mapper) -> None:
    """Words for a lower one bear the second, however sure the reader is of the third."""
    assert [s.level for s in _suggest(mapper, _document("We sign first of all."))] == [3]
    assert [s.level for s in _suggest(mapper, _document("We sign first of all, in passing."))] == [2]


def test_of_several_quotations_one_that_is_a_claim_is_shown(mapper: Mapper) -> None:
    """The others are told beside it; where none is left there is nothing to suggest."""
    duty = "Users are responsible for what they sign"
    (found,) = _suggest(mapper, _document(f"{duty}. We sign each release of it"))
    assert found.quotation.text == "We sign each release of it"
    assert _suggest(mapper, _document(f"{duty}. Customers are responsible for the rest of each")) == ()


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
    document = _document(*HEAD, f"| Release seals | We sign each release | {state} |")
    (found,) = _suggest(mapper, document)
    assert (found.practice, found.level, found.kind) == (M13, level, kind)
    assert words in found.quotation.text
    place = found.quotation
    assert document.text[place.start : place.end] == place.text


def test_a_state_makes_a_claim_of_what_the_sift_would_hold_back(reader: WordReader) -> None:
    """It holds back what nobody called done."""
    vocabulary = cast("Vocabulary", WordVocabulary())
    mapper = Mapper(cast("Reader", reader), cast("Sift", ClosedSift()), vocabulary=vocabulary)
    row = "| Check at load | We hash each file that is opened | {} |"
    assert [s.practice for s in _suggest(mapper, _document(*HEAD, row.format("Done")))] == [M14]
    assert _suggest(mapper, _document(*HEAD, row.format("Under review"))) == ()
    assert _suggest(mapper, _document("We hash each file that is opened")) == ()


def _under(*passages: str) -> Document:
    """Passages below the heading `The signing of weights`."""
    plain = _document(*passages)
    places = (
        p.model_copy(update={"locator": f"{p.locator}, The signing of weights"}) for p in plain.passages
    )
    return plain.model_copy(update={"passages": tuple(places)})


def test_a_phrase_is_read_with_its_heading_where_it_claims_nothing_alone(
    mapper: Mapper, reader: WordReader
) -> None:
    """Its words alone are quoted; what claims something by itself needs no heading, and comes first."""
    document = _under("- by two people only", "- hash checked by two people")
    first, second = _suggest(mapper, document)
    assert (first.practice, first.quotation.text) == ("AML.M0013", "by two people only")
    assert (second.practice, second.quotation.text) == (M14, "- hash checked by two people")
    assert document.text[first.quotation.start : first.quotation.end] == first.quotation.text
    assert "The signing of weights: hash checked by two people" not in reader.seen


def test_a_phrase_below_a_heading_denies_nothing(mapper: Mapper) -> None:
    """A reader may take two words for no."""
    assert _suggest(mapper, _under("- not by one person only")) == ()


def test_what_needs_no_heading_is_put_forward_before_what_does(mapper: Mapper) -> None:
    """Of more than a handful."""
    phrases = [f"- by {count} people only" for count in range(MOST_OFFERED)]
    sentence = "Whoever is likely to sign is named each time"
    found = _suggest(mapper, _under(*phrases, sentence))
    assert len(found) == MOST_OFFERED
    assert sentence in [s.quotation.text for s in found]


def test_what_is_in_place_by_its_column_is_read_whatever_the_sift_says(reader: WordReader) -> None:
    """What is only planned beside it is not."""
    vocabulary = cast("Vocabulary", WordVocabulary())
    mapper = Mapper(cast("Reader", reader), cast("Sift", ClosedSift()), vocabulary=vocabulary)
    head = ("| Risk | Existing controls | Planned measures |", "|---|---|---|")
    held = "| Changed weights | We hash each file that is opened | We sign each file |"
    (found,) = _suggest(mapper, _document(*head, held))
    assert (found.practice, found.quotation.text) == (M14, "We hash each file that is opened")
    assert _suggest(mapper, _document(*head, "| Changed weights | None | We sign each file |")) == ()


def test_a_practice_of_machine_learning_needs_it_in_view(mapper: Mapper) -> None:
    """In the passage, its headings, the document, or as a system that was named; general practices don't."""
    guard = "Our guard watches each gate of the house."
    assert _suggest(mapper, _document(guard)) == ()
    assert len(_suggest(mapper, _document(guard, "Two models are retrained, the classifier too."))) == 1
    assert len(_suggest(mapper, _document(guard.replace("gate", "model")))) == 1
    assert len(_suggest(mapper, _document("Our guard signs each gate of the house."))) == 1
    named = list(mapper.follow([_document(guard)], systems=["gate"]))[-1].suggestions
    assert [s.practice for s in named] == [X09]


def test_a_row_among_others_has_machine_learning_in_view_itself(mapper: Mapper) -> None:
    """A questionnaire of those who build models asks about doors as well; a file of rows has nothing else."""
    about, row = (
        "Two models are retrained, the classifier too.",
        "| Guard | Our guard watches each {} | Done |",
    )
    assert _suggest(mapper, _document(about, *HEAD, row.format("gate"))) == ()
    assert len(_suggest(mapper, _document(about, *HEAD, row.format("model")))) == 1
    rows = _document("Control | Description | Status", about, row.format("gate").strip("| "))
    assert len(_suggest(mapper, rows.model_copy(update={"kind": "csv"}))) == 1


def test_a_document_says_a_thing_once_two_documents_twice(mapper: Mapper) -> None:
    """Passages that say the same are merged within a document."""
    rule = "We sign each release of the service and of its models with a key"
    same = _document(f"{rule}.", f"4. {rule.upper()}")
    assert len(_suggest(mapper, same)) == 1
    assert len(_suggest(mapper, _document(f"{rule}.", rule.replace("We", "They")))) == 2
    assert len(_suggest(mapper, same, _document(f"{rule}.", name="b.md"))) == 2


def test_only_a_handful_is_put_forward_for_a_practice(mapper: Mapper) -> None:
    """However long the document."""
    numbered = [f"team{n} does sign at{n} with{n} for{n}" for n in range(30)]
    assert len(_suggest(mapper, _document(*numbered))) == MOST_OFFERED


def test_the_level_is_what_a_document_supports_together(mapper: Mapper) -> None:
    """The highest that is stated, 0 for what is denied, by document."""
    policy = _document("We sign some of the parts.", "They sign each of the releases.")
    minutes = _document("So far we do not sign anything.", name="b.md")
    found = _suggest(mapper, policy, minutes)
    assert [(s.document, s.level, s.kind) for s in found] == [
        ("a.md", 2, Says.FACT),
        ("a.md", 2, Says.FACT),
        ("b.md", 0, Says.DENIAL),
    ]


def test_whoever_stops_keeps_what_was_found(mapper: Mapper) -> None:
    """Each step carries the suggestions of the documents that are done."""
    first = _document("We sign each release of it.")
    steps = mapper.follow([first, _document("We hash each file of ours.", name="b.md")])
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
