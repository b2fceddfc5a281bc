"""What is heard stands on words of the answer; corrections reach what they take back."""

import pytest

from assistant.conversation.hearing import founded, only_spoken
from assistant.conversation.retracting import taken_back
from model import deeds as d
from model.coverage import Ordinal
from model.evidence import Quotation
from model.reading import Proposal, Ranked, Reading, Says, Statement, Trait
from tests.conversation.scripted import ACCESS, CLEAN, RELEASE, Talk


def reading(text: str, *, level: int, quoted: str = "", trait: Trait | None = None) -> Reading:
    """A reading whose proposals are inferred, but for one that quotes."""
    start = text.index(quoted) if quoted else 0
    words = (Quotation(text=quoted, start=start, end=start + len(quoted)),) if quoted else ()
    coverage = Ordinal.SOME if level else Ordinal.NONE
    return Reading(
        text=text,
        practice=CLEAN,
        practices=(Ranked(id=CLEAN, score=1.0),),
        level=level,
        probabilities=(0.1, 0.1, 0.1, 0.7),
        proposals=(
            Proposal(
                activity=f"{CLEAN}.1", coverage=coverage, quotations=words, inferred=not words, confidence=0.9
            ),
        ),
        traits=(trait,) if trait else (),
    )


def test_a_level_without_a_word_is_not_proposed() -> None:
    """However sure the reader is, what quotes nothing raises nothing."""
    assert founded(reading("it doesnt stop", level=3), is_asked=True).proposals == ()


def test_a_follow_up_raises_only_what_it_speaks_of() -> None:
    """What was inferred from its level stays as listed; what it quotes counts."""
    spoken = reading("it alerts", level=1, quoted="it alerts")
    silent = Proposal(activity=f"{CLEAN}.2a", coverage=Ordinal.ALL, inferred=True, confidence=0.5)
    heard = spoken.model_copy(update={"proposals": (*spoken.proposals, silent)})
    assert only_spoken(heard).proposals == spoken.proposals


def test_a_level_of_one_stands_on_the_statement_that_claims_it() -> None:
    """Where no activity quotes anything, the words about the practice are listed as not sure."""
    words = Quotation(text="rate limit 100 per client", start=5, end=30)
    said = reading("then rate limit 100 per client", level=1)
    claim = Statement(quotation=words, says=Says.FACT, practice=CLEAN)
    (proposal,) = founded(said.model_copy(update={"statements": (claim,)}), is_asked=False).proposals
    assert (proposal.quotations, proposal.inferred) == ((words,), False)
    assert proposal.confidence < 0.5


def test_a_no_to_the_question_needs_no_words_of_its_own() -> None:
    """Where the practice was asked about; of another practice it says nothing."""
    said = reading("single model", level=0)
    assert founded(said, is_asked=True).proposals == said.proposals
    assert founded(said, is_asked=False).proposals == ()


def test_a_denial_is_quoted_with_its_no() -> None:
    """'sensors' under none would say the opposite of what was said."""
    heard = founded(reading("nothing else, no sensors", level=0, quoted="sensors"), is_asked=False)
    (quotation,) = heard.proposals[0].quotations
    assert quotation.text == "no sensors"
    assert heard.text[quotation.start : quotation.end] == quotation.text


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("wait thats wrong, anyone in ops can open it", "anyone in ops can open it"),
        ("Hang on, I got that wrong. It only logs a warning", "It only logs a warning"),
        ("correction: only photo", "only photo"),
        ("what I said earlier was wrong, nobody looks", "nobody looks"),
        ("that is not right for photo", "for photo"),
        ("something went wrong, so we rolled back", ""),
        ("we got it wrong once and fixed the check", ""),
    ],
)
def test_taking_back_is_recognised(said: str, instead: str) -> None:
    """With how it is instead; an account of something that went wrong is an answer."""
    assert taken_back(said) == instead


def test_a_correction_reaches_what_it_corrects(talk: Talk) -> None:
    """Said to the next question, it changes the answer before, and the next question stays open."""
    talk.library.hears(CLEAN, _1={"bad rows go": "all", "they stay in": "none"})
    talk.say("/jump sanitize training data", "bad rows go", "skip", "skip", "")
    asked = talk.where
    shown = talk.say("wait, thats wrong, they stay in")
    assert talk.session.focus.practice == CLEAN
    said = talk.last
    assert isinstance(said, d.Answered)
    assert (said.practice, said.corrects) == (CLEAN, True)
    (quotation,) = said.readings[CLEAN].proposals[0].quotations
    assert said.text[quotation.start : quotation.end] == "they stay in"
    assert "was" in shown
    talk.say("")
    assert talk.where == asked


def test_a_correction_of_nothing_is_not_guessed(talk: Talk) -> None:
    """Where nothing was heard before, nothing is recorded, and the way to the practice is named."""
    before, where = len(talk.deeds), talk.where
    assert "I cannot tell what of" in talk.say("wait, that's wrong, they stay in")
    assert (len(talk.deeds), talk.where) == (before, where)


def test_words_about_another_practice_do_not_spend_the_question(talk: Talk) -> None:
    """They are kept there, and the question stands in its own words."""
    talk.library.hears(ACCESS, _1={"only Priya gets in": "some"})
    talk.say("/jump sanitize training data")
    shown = talk.say("only Priya gets in")
    assert "Kept for later" in shown
    assert talk.session.catalogue.practice(CLEAN).question in shown
    assert not talk.session.rephrased


def test_enter_leaves_a_question_that_told_me_nothing_twice(talk: Talk) -> None:
    """Nobody is stuck: it is set aside, and the next thing is asked."""
    talk.say("/jump sanitize training data", "we do what we can there", "it depends on the day")
    assert talk.where == f"question {CLEAN}"
    talk.say("")
    assert talk.last == d.SetAside(practice=CLEAN)
    assert talk.where != f"question {CLEAN}"


def test_a_story_is_heard_a_second_time_for_what_it_was_not_clearly_about(talk: Talk) -> None:
    """What is found then is listed as not sure, with its words."""
    talk.library.hears(RELEASE, _1={"legal reads every talk": "some"})
    talk.library.only_asked = frozenset({RELEASE})
    shown = talk.say("well, we are five people here and legal reads every talk before it goes out")
    assert "NOT SURE" in shown
    assert "legal reads every talk" in shown


def test_why_a_story_is_asked_names_what_hangs_on_it(talk: Talk) -> None:
    """Each practice of the story with what happens without it, then the question again."""
    shown = talk.say("why do you ask")
    practice = talk.session.catalogue.practice(RELEASE)
    assert f"{practice.name}: {practice.why.split('. ')[0]}" in shown
    assert "Back to the question" in shown
