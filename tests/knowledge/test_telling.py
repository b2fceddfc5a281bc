"""What a document tells with what stands beside its words: states, ticks, questions, introductions."""

import pytest

from knowledge.saying import Saying
from knowledge.tables import Degree
from knowledge.telling import tell
from model.evidence import Document, Passage, Quotation

PLAIN, DONE, ABSENT = Degree.PLAIN, Degree.DONE, Degree.ABSENT


def _document(*passages: str, kind: str = "markdown") -> Document:
    text, places = "", []
    for number, words in enumerate(passages, 1):
        places.append(Passage(start=len(text), end=len(text) + len(words), locator=f"line {number}"))
        text += words + "\n"
    return Document(name="a.md", sha256="0" * 64, kind=kind, text=text, passages=tuple(places))


def _read(told: Saying, words: str) -> str:
    """The words of the document for these words of what is read."""
    start = told.words.index(words)
    found = told.quote(Quotation(text=words, start=start, end=start + len(words)))
    return "" if found is None else found.text


TABLE = (
    "| Control | Description | Status |",
    "|---|---|---|",
    "| **Rate limiting** | Sixty requests a minute for each key | ✅ Implemented |",
    "| **Signing** | Weights get a signature at release | ⏭ Planned |",
    "| Watermark | Answers carry a mark | N/A |",
)


def test_a_row_is_read_as_a_deed_and_quoted_as_it_stands() -> None:
    """Its head and what does not apply are not read."""
    document = _document(*TABLE)
    done, planned = tell(document)
    assert (done.degree, planned.degree) == (Degree.DONE, Degree.PLANNED)
    assert done.words == "We have implemented rate limiting: Sixty requests a minute for each key"
    assert _read(done, "rate limiting") == "Rate limiting"
    assert _read(done, "requests a minute") == "requests a minute"
    assert _read(done, "limiting: Sixty") == "limiting** | Sixty"
    assert done.quote(Quotation(text="We", start=0, end=2)) is None
    assert planned.quoted_whole.text == "**Signing** | Weights get a signature at release | ⏭ Planned"


def test_what_is_said_is_literal_wherever_the_row_stands() -> None:
    """Offsets count from the beginning of the document."""
    document = _document("Some words before it.", *TABLE)
    for told in list(tell(document))[1:]:
        words = told.quoted_whole
        assert document.text[words.start : words.end] == words.text


def test_a_row_without_a_state_is_read_as_it_stands() -> None:
    """Nothing is made a deed that nobody called one."""
    (told,) = tell(_document("| Control | Description |", "|---|---|", "| Signing | Weights are signed |"))
    assert (told.words, told.degree) == ("| Signing | Weights are signed |", Degree.PLAIN)


def test_a_table_of_controls_with_their_proof_is_read_without_the_proof() -> None:
    """It claims what it describes; owners, numbers and files are no words about it."""
    head = "Control ID | Control Description | Evidence | Owner"
    row = "C6 | Rights are reviewed and withdrawn. | docs/access.md | Ana"
    (told,) = tell(_document(head, row, kind="csv"))
    assert (told.words, told.degree) == ("Rights are reviewed and withdrawn.", PLAIN)
    assert _read(told, told.words) == "Rights are reviewed and withdrawn."


def test_only_ticked_boxes_are_done() -> None:
    """An open one says nothing, for a list may be a form."""
    (told,) = tell(_document("- [x] Weights are signed at release", "- [ ] Weights are hashed"))
    assert (told.words, told.degree) == ("Weights are signed at release", Degree.DONE)
    assert told.quoted_whole.text == "Weights are signed at release"


@pytest.mark.parametrize(
    ("row", "words", "degree"),
    [
        ("Do you encrypt weights? | Yes | AES-256", "We encrypt weights: AES-256", DONE),
        ("Have you signed each image? | No |", "We have signed each image", ABSENT),
        ("Are images scanned? | Yes, each night before the build | -", "We have images scanned: each", DONE),
        ("Is there a list of models? | Yes (one) | -", "We have a list of models", DONE),
        (
            "Do all staff sign in by name? | Yes - annual review | -",
            "all staff sign in by name: annual",
            DONE,
        ),
        ("What is the limit of a key? | | Sixty a minute", "What is the limit of a key: Sixty", PLAIN),
        ("How often do you review rights? | | Each quarter, by the owner", "We review rights: Each", PLAIN),
    ],
)
def test_a_question_is_read_with_its_answer(row: str, words: str, degree: Degree) -> None:
    """As what they say together."""
    document = _document("Question | Answer | Comment", row, kind="csv")
    (told,) = tell(document)
    assert _read(told, told.words).startswith(row.split("?", maxsplit=1)[0])
    assert told.words.startswith(words)
    assert told.degree is degree


def test_what_nobody_answered_says_nothing() -> None:
    """Nor does what does not apply."""
    rows = ("ID | Question", "Q1 | Do you encrypt weights?", "Q2 | Do you sign images? | N/A")
    assert list(tell(_document(*rows, kind="csv"))) == []


def test_an_answer_below_its_question() -> None:
    """In a passage of its own, or in the same; the quotation holds both."""
    asked = "### Do you encrypt weights at rest?"
    apart = list(tell(_document(asked, "Yes. The store uses AES-256 for all of them.")))[-1]
    assert apart.words == "We encrypt weights at rest: The store uses AES-256 for all of them."
    (within,) = tell(_document("**Do you sign each image?** No, we do not."))
    assert (within.degree, within.words) == (Degree.ABSENT, "We sign each image: we do not.")
    assert within.quoted_whole.text == "**Do you sign each image?** No, we do not."
    plain = list(tell(_document("What happened?", "No model was changed without a review.")))
    assert all(told.degree is not Degree.DONE for told in plain)


@pytest.mark.parametrize(
    ("lead", "is_aside"),
    [
        ("We recommend the following:", True),
        ("An attacker can:", True),
        ("In the next year we plan to:", True),
        ("**Planned for spring**", True),
        ("**Attack patterns**:", True),
        ("Before each release:", False),
        ("**Controls in force**", False),
    ],
)
def test_a_list_is_heard_with_what_introduces_it(lead: str, *, is_aside: bool) -> None:
    """Until a paragraph or a heading ends it."""
    item = "- Weights are signed by two people"
    told = list(tell(_document(lead, item, "# Release", item)))
    assert [t.is_aside for t in told if t.words == item] == [is_aside, False]


def test_an_examiner_speaks_of_what_examiners_did() -> None:
    """In a report that is theirs; what they say of the others counts."""
    words = ("# Security audit report", "The engagement ended in May with four findings of low severity.")
    deed, fact = "We fuzzed the loader with changed weights.", "The loader compares a hash for each file."
    assert [t.is_aside for t in tell(_document(*words, deed, fact))][2:] == [True, False]
    assert [t.is_aside for t in tell(_document("# How we work", deed, fact))][1:] == [False, False]


@pytest.mark.parametrize("status", ["Status: Proposed", "**Status:** draft", "Status: superseded by ADR 9"])
def test_a_draft_tells_nothing(status: str) -> None:
    """Nobody has agreed to it, or nobody does any longer."""
    deed = "We sign each release of the weights."
    assert list(tell(_document("# Signing", status, deed))) == []
    assert list(tell(_document("# Signing", "## Status", status.split(":")[1].strip("* "), deed))) == []
    assert len(list(tell(_document("# Signing", "Status: accepted", deed)))) == 3


def test_what_a_standard_demands_is_demanded_of_others() -> None:
    """It says so where it explains its words."""
    demand = "Clients MUST compare the hash of each file."
    says = 'The key words "MUST", "SHOULD" and "MAY" are to be read as in RFC 2119.'
    assert list(tell(_document(says, demand, demand, demand)))[1].is_aside
    assert not list(tell(_document("Our rules", demand)))[1].is_aside


@pytest.mark.parametrize(
    ("passage", "read", "quoted"),
    [
        ("- **Seals**: We sign them.", "Seals**: We sign them", "**Seals**: We sign them"),
        ("We sign each of **the seals**.", "We sign each of **the seals", "We sign each of **the seals**"),
        ("- **Seals**: We sign them.", "We sign them", "We sign them"),
    ],
)
def test_a_quotation_has_both_of_a_pair_of_bold_marks_or_none(passage: str, read: str, quoted: str) -> None:
    """Wherever a statement begins or ends."""
    (told,) = tell(_document(passage))
    assert _read(told, read) == quoted
