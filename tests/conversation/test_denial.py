"""A plain no: what it answers, what it is not, and what it makes of a practice that nothing here needs."""

import pytest

from assistant.conversation.denial import is_plain_no
from assistant.conversation.interviewer import card_of
from assistant.conversation.session import Where
from model import deeds as d
from model.coverage import Ordinal
from tests.conversation.scripted import CLEAN, Talk

SENSORS, INPUTS = "AML.M0009", "AML.M0010"


@pytest.mark.parametrize(
    "text",
    [
        "nothing",
        "No.",
        "nobody looks for that",
        "nothing I said, nobody looks for that",
        "what do you mean by on purpose? and nothing I said, nobody looks for that",
        "we don't do that, sorry",
        "well, nothing like that",
        "none of that",
        "no, none of these here",
    ],
)
def test_a_no_is_heard_with_what_people_put_around_it(text: str) -> None:
    """Asides and a question beside it take nothing from a no."""
    assert is_plain_no(text)


@pytest.mark.parametrize(
    "text",
    [
        "no, the pipeline does it",
        "nobody, the pipeline blocks it",
        "nothing gets in without a check",
        "nobody can start a run",
        "never. we dont hand out models",
        "nothing?",
        "",
        "no " * 100,
    ],
)
def test_a_no_that_says_more_is_read(text: str) -> None:
    """What is denied may be the trouble and not the measure against it."""
    assert not is_plain_no(text)


def test_never_to_the_first_question_may_mean_that_there_was_no_occasion() -> None:
    """'Never' settles a follow-up, and not whether a practice exists."""
    assert is_plain_no("never")
    assert not is_plain_no("never", is_first=True)


def test_a_plain_no_to_a_follow_up_is_none_for_what_was_asked(talk: Talk) -> None:
    """Where the reader hears nothing, the activity asked about is put at none with the user's word."""
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "all"})
    talk.say("/jump sanitize training data", "bad rows are dropped every time")
    asked = talk.session.focus.activity
    assert asked is not None
    talk.say("nothing, nobody looks for that")
    assert talk.card is not None
    row = next(x for x in talk.card.lines if x.activity == asked)
    assert row.span.high is Ordinal.NONE
    assert [q.text for q in row.quotations] == ["nothing, nobody looks for that"]


def test_a_plain_no_to_a_practice_is_level_0(talk: Talk) -> None:
    """'We don't do that' drafts a card instead of asking in other words."""
    talk.say("/jump input restoration", "nothing, we don't do that")
    card = card_of(talk.session, INPUTS)
    assert card is not None
    assert card.level.high == 0
    talk.say("later", "yes")
    assert isinstance(talk.last, d.Confirmed)
    assert talk.last.practice == INPUTS


def _says_no_sensors(talk: Talk) -> None:
    talk.library.hears(SENSORS, _1={"no physical sensors": "none"})
    talk.say("/jump use multi-modal sensors", "we have no physical sensors anywhere")


def test_what_nothing_here_needs_is_offered_as_not_applicable(talk: Talk) -> None:
    """'No sensors' is a reason, not level 0: Enter records it with the words."""
    _says_no_sensors(talk)
    assert talk.where.startswith("inapplicable")
    assert "does not apply" in talk.text
    talk.say("")
    last = [x for x in talk.deeds if isinstance(x, d.SaidNotApplicable)][-1]
    assert (last.practice, last.reason) == (SENSORS, d.NaReason.NO_SUCH_SYSTEM)
    assert "no physical sensors" in last.note


@pytest.mark.parametrize("words", ["it applies", "no", "it applies after all"])
def test_the_offer_can_be_refused(talk: Talk, words: str) -> None:
    """'It applies' shows the card, and confirming that records the level."""
    _says_no_sensors(talk)
    talk.say(words)
    assert talk.where == f"card {SENSORS}"
    talk.say("yes")
    assert isinstance(talk.last, d.Confirmed)


def test_another_reason_may_be_given_for_it(talk: Talk) -> None:
    """A reason of the closed list takes the place of the one offered."""
    _says_no_sensors(talk)
    talk.say("2")
    last = [x for x in talk.deeds if isinstance(x, d.SaidNotApplicable)][-1]
    assert last.reason is d.NaReason.TECHNICALLY_IMPOSSIBLE


def test_enter_twice_leaves_a_question(talk: Talk) -> None:
    """The first Enter keeps the question, the second goes on; on a story to its single questions."""
    story = talk.where
    talk.say("")
    assert talk.where == story
    talk.say("")
    assert talk.where.startswith("question")
    asked = talk.session.focus.practice
    talk.say("")
    assert talk.session.focus.practice == asked
    talk.say("")
    assert talk.session.focus.practice != asked


def test_a_plain_no_is_confirmed_with_the_rest_of_its_phase(talk: Talk) -> None:
    """The next question comes at once; when nothing is left to ask, one Enter records every no."""
    talk.say("/jump data collection", "I don't know")
    first = talk.session.focus.practice
    shown = talk.say("none of that")
    second = talk.session.focus.practice
    assert talk.session.focus.where is Where.QUESTION
    assert second != first
    assert "together with the rest of this phase" in shown
    assert talk.again().focus == talk.session.focus
    talk.say("nothing like that")
    assert talk.where == "phase data-collection"
    talk.say("")
    assert [(x.kind, getattr(x, "practice", "")) for x in talk.deeds[-2:]] == [
        ("confirmed", first),
        ("confirmed", second),
    ]


def test_a_plain_no_practice_by_practice_shows_its_card(talk: Talk) -> None:
    """Who asked for one practice after the other sees each card."""
    talk.say("/classic", "/jump sanitize training data")
    assert "Enter record" in talk.say("nothing like that")
