"""A judgement and its reason: what is one, what is not, and what is asked about first."""

from collections.abc import Callable

import pytest

from assistant.conversation.judging import is_reason
from model import deeds as d
from tests.conversation.scripted import CLEAN, Talk


@pytest.fixture
def judged(talk: Talk) -> Talk:
    """A card on which somebody said 'that's a 2'."""
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "photo eta"}, _2a={"every night": "photo"})
    talk.say("/jump sanitize training data", "bad rows are dropped, every night")
    while talk.where.startswith("follow-up"):
        talk.say("skip this")
    talk.say("that's a 2")
    return talk


@pytest.mark.parametrize(
    "words", ["actually make it 1", "1", "level 1 then", "no, it should be 1", "1 is enough"]
)
def test_another_level_is_no_reason(judged: Talk, words: str) -> None:
    """Naming another level asks for the reason of that one."""
    before = len(judged.deeds)
    shown = judged.say(words)
    assert len(judged.deeds) == before
    assert judged.session.focus.level == 1
    assert "shows level 1" in shown


@pytest.mark.parametrize(
    "words",
    [
        "I changed my mind",
        "let's leave it at 1",
        "sorry, wrong practice",
        "ok, leave it as it is",
        "cancel that",
    ],
)
def test_taking_it_back_is_no_reason(judged: Talk, words: str) -> None:
    """A judgement that is taken back leaves the card as it was."""
    before = len(judged.deeds)
    judged.say(words)
    assert len(judged.deeds) == before
    assert judged.where == f"card {CLEAN}"


@pytest.mark.parametrize(
    "words", ["I'm not really sure", "no reason", "I don't know", "hm let me think", "lol"]
)
def test_hesitation_is_no_reason(judged: Talk, words: str) -> None:
    """Without a reason nothing is set, and the reason is asked for again."""
    before = len(judged.deeds)
    assert "without one nothing is set" in judged.say(words)
    assert len(judged.deeds) == before
    assert judged.where.startswith("reason")


def test_a_few_words_are_put_as_a_question_first(judged: Talk) -> None:
    """What may be a reason is recorded once Enter says that it is."""
    before = len(judged.deeds)
    shown = judged.say("histogram plus nightly stop")
    assert "Record 2 with the reason 'histogram plus nightly stop'?" in shown
    assert len(judged.deeds) == before
    judged.say("")
    deed = judged.last
    assert isinstance(deed, d.LevelSet)
    assert (deed.level, deed.reason) == (2, "histogram plus nightly stop")


def test_a_doubtful_reason_can_be_left_or_said_better(judged: Talk) -> None:
    """Instead of Enter another sentence, or 'leave it', is taken."""
    judged.say("Marek and Lena", "the histogram stopped a batch in May")
    deed = judged.last
    assert isinstance(deed, d.LevelSet)
    assert deed.reason == "the histogram stopped a batch in May"


def test_two_names_after_a_number_are_no_reason(judged: Talk) -> None:
    """On a card 'it's 2, Marek and Lena' asks before it records."""
    judged.say("leave it")
    before = len(judged.deeds)
    assert "Record 2 with the reason" in judged.say("it's 2, Marek and Lena")
    assert len(judged.deeds) == before


def test_a_count_answers_who_it_was(talk: Talk) -> None:
    """Where a follow-up asks who checked, 'it's 2, Marek and Lena' is an answer."""
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "all"})
    talk.say("/jump sanitize training data", "bad rows are dropped")
    assert talk.where.startswith("follow-up")
    talk.say("it's 2, Marek and Lena")
    assert isinstance(talk.last, d.Answered)


def test_a_judgement_with_because_stands_on_an_open_question(begin: Callable[..., Talk]) -> None:
    """'it's 1, because …' needs no card."""
    talk = begin("photo")
    talk.say("/jump sanitize training data", "it's 1, because Lena drops bad rows by hand")
    assert isinstance(talk.last, d.LevelSet)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("the outlier scan stopped a batch on 3 May for every model", True),
        ("we are not sure about eta, but the other three are scanned each night", True),
        ("all four models, every night", False),
        ("why would you need that?", False),
    ],
)
def test_a_reason_is_a_sentence(text: str, counts: bool) -> None:
    """It has a verb and says something; a question or a row of words does not."""
    assert is_reason(text) is counts
