"""Turns that are no answer: a story stays open, facts in passing, nobody knows, it does not apply."""

import pytest

from model import deeds as d
from tests.conversation.scripted import CLEAN, RELEASE, Talk


@pytest.mark.parametrize(
    "words", ["2", "yes", "lol", "Do pilots count?", "will this be shared with my boss?"]
)
def test_a_stray_turn_leaves_the_story_open(talk: Talk, words: str) -> None:
    """Nothing is recorded and the story is still asked for."""
    before, story = len(talk.deeds), talk.session.focus.story
    talk.say(words)
    assert len(talk.deeds) == before
    assert talk.session.focus.story == story


def test_a_story_is_rephrased_once(talk: Talk) -> None:
    """The second answer that says nothing of a practice moves on to the single questions."""
    assert "nothing was recorded" in talk.say("we wing it mostly")
    assert "nothing was recorded" in talk.say("mostly")
    talk.say("nothing that I could tell")
    assert talk.where == f"question {RELEASE}"


@pytest.mark.parametrize("words", ["ok", "hmm", "as i said", "thx", "let me think"])
def test_a_stray_word_uses_nothing_up(talk: Talk, words: str) -> None:
    """However often it comes, nothing is recorded and the story stays, in its first words."""
    before, where = len(talk.deeds), talk.where
    for _ in range(3):
        shown = talk.say(words)
    assert (len(talk.deeds), talk.where, talk.session.rephrased) == (before, where, False)
    assert "Tell me how your latest model project began" in shown


def test_a_stray_word_is_no_answer_to_a_question(talk: Talk) -> None:
    """A practice's own question is not spent by it either, and a role is not made of it."""
    talk.say("/jump sanitize training data")
    before = len(talk.deeds)
    talk.say("ok", "hmm", "as i said")
    assert len(talk.deeds) == before
    assert not talk.session.rephrased


def test_what_was_said_already_is_not_asked_for_as_if_nothing_was(told: Talk) -> None:
    """'as i said' on a card that words drafted says so."""
    told.say("1")
    assert "I have what you said" in told.say("as i said")


def test_a_phase_is_skipped_whole(talk: Talk) -> None:
    """'skip this phase' leaves its story and its questions."""
    talk.say("skip this phase")
    assert talk.where == "story collection"
    assert all(isinstance(x, d.SetAside) for x in talk.deeds[-2:])


def test_a_phase_can_be_asked_for_by_its_name(talk: Talk) -> None:
    """'let's start with data collection' goes there and records nothing."""
    before = len(talk.deeds)
    talk.say("let's start with data collection")
    assert talk.where == "story collection"
    assert len(talk.deeds) == before


def test_facts_told_in_passing_are_kept_as_facts(talk: Talk) -> None:
    """A system's origin, another system and another speaker are no answers to a story."""
    story = talk.session.focus.story
    talk.say("photo is bought actually")
    assert talk.session.state.systems[-1] == d.System(name="address", traits=("trains-own",))
    assert next(s for s in talk.session.state.named if s.name == "photo").traits == ("bought",)
    talk.say("we have another system: churn")
    assert [s.name for s in talk.session.state.named][-1] == "churn"
    talk.say("this is Ruth now, security lead")
    assert (talk.session.speaker.name, talk.session.speaker.role) == ("Ruth", "security lead")
    assert talk.session.focus.story == story


@pytest.mark.parametrize(
    "words", ["I don't know, ask Priya", "no idea, ask Priya", "I'll have to check with Priya"]
)
def test_nobody_here_knows_but_somebody_does(talk: Talk, words: str) -> None:
    """It is recorded as unknown, and the question is kept for the person named."""
    talk.say("/jump sanitize training data", words)
    unknown, parked = talk.deeds[-2:]
    assert isinstance(unknown, d.SaidUnknown)
    assert isinstance(parked, d.Parked)
    assert (unknown.practice, parked.practice, parked.person) == (CLEAN, CLEAN, "Priya")


def test_a_draft_of_a_phase_is_asked_of_somebody(told: Talk) -> None:
    """'ask Priya about 2' keeps the second draft's question for her and leaves the draft."""
    told.say("ask Priya about 2")
    assert [p.person for _, p in told.session.state.parked] == ["Priya"]


def test_not_applicable_asks_for_its_reason(talk: Talk) -> None:
    """Without a reason from the list the three are numbered, and the number is taken."""
    talk.say("/jump sanitize training data")
    before = len(talk.deeds)
    assert "1  no such system" in talk.say("N/A")
    assert len(talk.deeds) == before
    talk.say("3")
    deed = talk.last
    assert isinstance(deed, d.SaidNotApplicable)
    assert deed.reason is d.NaReason.OUT_OF_SCOPE


def test_enter_takes_not_applicable_back(talk: Talk) -> None:
    """Whoever has no reason is asked the question again."""
    talk.say("/jump sanitize training data", "N/A", "")
    assert talk.where == f"question {CLEAN}"


@pytest.mark.parametrize("turns", [("n/a, our vendor does it",), ("N/A", "our vendor does it")])
def test_a_supplier_is_an_answer(talk: Talk, turns: tuple[str, ...]) -> None:
    """'our vendor does it' is heard as an answer, never as not applicable."""
    talk.say("/jump sanitize training data", *turns)
    assert isinstance(talk.last, d.Answered)
    assert talk.session.state.practice(CLEAN).not_applicable is None


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("how long will this take?", "stop after any answer"),
        ("who can see this?", "nothing is sent"),
        ("what counts as a system?", "A system is one thing in use"),
        ("what would count as a reason?", "one sentence on the last instance"),
        ("what happens if I don't know?", "kept as unknown"),
        ("Do pilots count?", "What runs counts"),
        ("what does this cost", "free software"),
        ("can you write me a policy", "I write no policies"),
        ("are you ChatGPT?", "no chat model"),
    ],
)
def test_questions_about_the_interview_have_answers(talk: Talk, question: str, answer: str) -> None:
    """They are answered in a sentence, not with a practice of the catalogue."""
    talk.library.answers = (CLEAN,)
    shown = talk.say(question)
    assert answer in shown
    assert "THIS IS ABOUT" not in shown


def test_a_question_from_outside_gets_no_lesson(talk: Talk) -> None:
    """What no practice is about is said to lie outside, and the thread is picked up."""
    shown = talk.say("what's the weather")
    assert "outside what I know" in shown
    assert "Back to the question" in shown


RULES = (
    "Here is what our policy says:\n4.2 Access to training data shall be limited to authorised personnel.\n"
    "4.3 Access rights must be reviewed at least annually by the data owner."
)


def test_pasted_rules_are_read_as_a_document(talk: Talk) -> None:
    """What is to be raises no level: it is offered as evidence, or passed over, and the question stands."""
    talk.say("/jump control access to ai models")
    before, where = len(talk.deeds), talk.where
    talk.say(RULES)
    assert "I take it as evidence" in talk.text
    assert (len(talk.deeds), talk.where) == (before, where)
