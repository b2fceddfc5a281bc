"""What documents speak of, and which practices they can be meant to show."""

import pytest

from knowledge.library import open_library
from knowledge.subjects import ANYWHERE, OF_AGENTS, OF_LEARNING, Concerns, is_in_view, survey
from model.evidence import Document, Passage

NOTHING = Concerns(learning=False, agents=False)
SCANNING, DRIFT, LENT = "AML.M0016", "MLS.X09", "AML.M0027"


def _document(text: str) -> Document:
    passage = Passage(start=0, end=len(text), locator="line 1")
    return Document(name="a.txt", sha256="a" * 64, kind="text", text=text, passages=(passage,))


def test_every_practice_is_of_one_kind() -> None:
    """A practice that is new in the catalogue must be put somewhere."""
    kinds = [*ANYWHERE, *OF_AGENTS, *OF_LEARNING]
    assert sorted(kinds) == sorted(practice.id for practice in open_library().catalogue.practices)


def test_practices_of_agents_are_those_that_leave_out_what_takes_no_actions() -> None:
    """The catalogue says of them that they don't apply to what only predicts or writes."""
    told = {
        practice.id
        for practice in open_library().catalogue.practices
        if practice.applies and "takes no actions" in practice.applies.cause
    }
    assert told == OF_AGENTS


@pytest.mark.parametrize(
    ("text", "learning", "agents"),
    [
        ("Every laptop is encrypted, and every visitor signs the book at the gate.", False, False),
        ("The threat model and the data model are reviewed by the permission model board.", False, False),
        ("Staff take a training course each year; the travel agency has a list of names.", False, False),
        ("The user agent and the ssh agent hold a ticket for the day.", False, False),
        ("The fraud model is retrained each night.", True, False),
        ("The assistant may change a booking once its user has said yes.", True, True),
    ],
)
def test_a_document_is_about_what_its_words_say(text: str, *, learning: bool, agents: bool) -> None:
    """Other models, courses and helpers of other trades are no machine learning."""
    assert survey(_document(text)) == Concerns(learning=learning, agents=agents)


def test_a_word_in_a_long_text_makes_it_no_document_of_machine_learning() -> None:
    """What counts is how often."""
    text = "The gate is locked at night and the guard walks round twice. " * 60
    assert survey(_document(f"{text} One of the cameras has a classifier.")) == NOTHING


def test_general_rules_stand_for_some_practices_only() -> None:
    """Where nothing near speaks of models or agents, and the document doesn't either."""
    words = "line 4, Servers Each server is watched for changes."
    assert is_in_view(SCANNING, words, concerns=NOTHING)
    assert not is_in_view(DRIFT, words, concerns=NOTHING)
    assert not is_in_view(LENT, words, concerns=NOTHING)


def test_headings_words_names_or_the_document_bring_it_in_view() -> None:
    """Each by itself."""
    words = "line 4, Servers eta is watched for changes."
    assert is_in_view(DRIFT, words, concerns=Concerns(learning=True, agents=False))
    assert is_in_view(DRIFT, words, concerns=NOTHING, systems=["Eta"])
    assert not is_in_view(DRIFT, words.replace("eta", "metadata"), concerns=NOTHING, systems=["eta"])
    assert is_in_view(DRIFT, words.replace("Servers", "Model servers"), concerns=NOTHING)
    assert not is_in_view(LENT, words, concerns=Concerns(learning=True, agents=False))
    assert is_in_view(LENT, words, concerns=Concerns(learning=True, agents=True))
    assert is_in_view(LENT, f"{words} The agent looks.", concerns=NOTHING)


def test_a_practice_of_ones_own_may_always_be_meant() -> None:
    """Nobody knows what it is about."""
    assert is_in_view("ORG.X01", "line 1 Each door is locked.", concerns=NOTHING)
