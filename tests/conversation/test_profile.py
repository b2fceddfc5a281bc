"""Facts asked once and what depends on them, profiles, practices on request, questions about a practice."""

from collections.abc import Callable

import pytest

from model import deeds as d
from model.errors import ActError
from tests.conversation.scripted import Talk

CLEANING, RED_TEAM = "AML.M0007", "AML.M0035"


@pytest.fixture
def settled(begin: Callable[..., Talk]) -> Talk:
    """Two systems, one bought, and an answer about cleaning on record."""
    talk = begin()
    talk.say("photo: trained by us; bot: bought chatbot", "yes", "data engineer")
    talk.say("/jump sanitize training data", "it's 1, because Marek drops the broken rows each week")
    assert talk.session.state.practice(CLEANING).is_settled
    return talk


def test_a_changed_fact_reopens_only_what_counts_a_system_more(settled: Talk) -> None:
    """The bot is fine-tuned now: cleaning is asked again with the cause, and nothing else is."""
    shown = settled.say("/system change bot (fine-tuned)")
    assert "Asked again, and nothing else: Sanitize Training Data." in shown
    assert isinstance(settled.last, d.Reopened)
    assert settled.last.practices == (CLEANING,)
    again = settled.say("/jump sanitize training data")
    assert "ASKED AGAIN · system change bot (fine-tuned)" in again
    assert "ON RECORD · LEVEL 1" in again
    settled.say("")
    stands = settled.session.state.practice(CLEANING)
    assert (stands.reopened, stands.is_settled, stands.set_aside) == ("", True, False)


def test_a_practice_that_loses_a_system_is_asked_again(begin: Callable[..., Talk]) -> None:
    """Bought, not trained: cleaning counts one system less and is asked again; one undo takes all back."""
    talk = begin("photo", "eta")
    talk.say("/jump sanitize training data", "it's 1, because Marek drops the broken rows each week")
    talk.say("/jump sanitize training data")
    before = len(talk.deeds)
    shown = talk.say("/system change photo (bought)")
    assert "Asked again, and nothing else: " in shown
    assert talk.session.state.practice(CLEANING).reopened
    assert talk.session.state.counted_systems(talk.session.catalogue.practice(CLEANING)) == ("eta",)
    assert [deed.kind for deed in talk.deeds[before:]] == ["system changed", "reopened"]
    talk.say("undo")
    assert not talk.session.state.practice(CLEANING).reopened
    assert len(talk.session.state.counted_systems(talk.session.catalogue.practice(CLEANING))) == 2
    assert talk.where == f"question {CLEANING}"


def test_a_system_that_is_dropped_reopens_nothing(begin: Callable[..., Talk]) -> None:
    """What is known of the others stays as it is."""
    talk = begin("photo", "eta")
    talk.say("/jump sanitize training data", "it's 1, because Marek drops the broken rows each week")
    talk.say("/system drop photo")
    assert isinstance(talk.last, d.SystemRemoved)


@pytest.mark.parametrize("words", ["/note ask again", "/target sanitize training data 3 we must"])
def test_undo_leaves_the_talk_where_it_is(settled: Talk, words: str) -> None:
    """What did not move the talk does not move it when it is taken back."""
    settled.say("/jump code signing")
    where = settled.where
    settled.say(words, "undo")
    assert settled.where == where


def test_a_fact_that_only_raises_a_target_reopens_nothing(settled: Talk) -> None:
    """The new target is told with its steps."""
    shown = settled.say("/system change photo (safety critical)")
    assert "Target of Sanitize Training Data: 1, now 2" in shown
    assert "2 because of photo (high impact): a wrong answer can hurt people" in shown
    assert "others depend on." in shown
    assert not isinstance(settled.last, d.Reopened)


def test_one_answer_takes_the_place_of_another(settled: Talk) -> None:
    """Who can reach it is one of two; what it gives back may be several."""
    settled.say("/system change photo (internal)", "/system change photo (public, predictive)")
    photo = next(s for s in settled.session.state.named if s.name == "photo")
    assert {"public-interface", "predictive", "trains-own"} <= set(photo.traits)
    assert "internal-only" not in photo.traits


def test_the_profile_shows_facts_causes_and_steps(settled: Talk) -> None:
    """What is not said, what is left out and why, each target with its steps; one system in full."""
    shown = settled.say("/profile")
    assert "not said: " in shown
    assert "Model Hardening" in shown
    whole = settled.say("/profile bot")
    assert "Who looks at what it decides before that takes effect?" in whole
    assert "decides whether these count: " in whole
    with pytest.raises(ActError, match="system"):
        settled.say("/profile nobody")


def test_the_atlas_profile_is_proposed_and_taken(begin: Callable[..., Talk]) -> None:
    """With a generative system in scope, in words, before the scope is settled."""
    talk = begin()
    assert "35 practices instead of 19" in talk.say("bot: bought chatbot")
    shown = talk.say("use the atlas profile")
    assert talk.session.state.profile == "atlas"
    assert "The atlas practices from now on" in shown
    assert "instead of" not in talk.say("mail agent: agentic")
    talk.say("yes", "operations", "/scope extended")
    assert talk.session.state.profile == "extended"
    assert "already" in talk.say("/scope extended")
    with pytest.raises(ActError):
        talk.say("/scope everything")


def test_a_provisional_practice_comes_on_request(settled: Talk) -> None:
    """By name, and leaves the same way; what is not provisional needs no request."""
    assert "assessed as well" in settled.say("/request AI red team")
    assert RED_TEAM in {p.id for p in settled.session.state.assessed(settled.session.catalogue)}
    settled.say("/request AI red team no")
    assert RED_TEAM not in {p.id for p in settled.session.state.assessed(settled.session.catalogue)}
    with pytest.raises(ActError):
        settled.say("/request code signing")


def test_a_question_says_what_is_easily_taken_for_it(settled: Talk) -> None:
    """Only neighbours that are in question themselves."""
    settled.say("/jump code signing")
    assert "(Verify AI Artifacts)." in settled.text
    assert "AI Bill of Materials" not in settled.text
    settled.say("/scope atlas", "/jump code signing")
    assert "AI Bill of Materials" in settled.text


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("what would it take to get from 1 to 2?", "To reach level 2 of Sanitize Training Data"),
        ("what proof would you accept?", "What would prove Sanitize Training Data"),
        ("which real attack does this stop?", "What Sanitize Training Data answers"),
        ("/attacks sanitize training data", "VirusTotal Poisoning (AML.CS0002): an incident"),
        ("/proof", "would show it: "),
        ("/step 3", "To reach level 3 of Sanitize Training Data"),
        ("what is membership inference?", "membership inference"),
        ("/explain AML.T0020", "Poison Training Data"),
    ],
)
def test_questions_about_a_practice_are_answered_and_the_thread_picked_up(
    settled: Talk, words: str, says: str
) -> None:
    """In words as well as by command; nothing is recorded."""
    settled.say("/jump sanitize training data")
    before = len(settled.deeds)
    shown = settled.say(words)
    assert says in shown
    assert "Back to the question:" in shown
    assert len(settled.deeds) == before


def test_what_it_takes_leaves_out_what_is_met(settled: Talk) -> None:
    """Level 1 is on record, so only level 2 is missing."""
    settled.say("/jump sanitize training data")
    shown = settled.say("what would it take to get from 1 to 2?")
    practice = settled.session.catalogue.practice(CLEANING)
    assert practice.levels[1].activities[0].text in shown
    assert practice.levels[0].activities[0].text not in shown


def test_a_free_question_may_lead_outside_the_profile(settled: Talk) -> None:
    """The answer says so."""
    settled.library.answers = ("MLS.X10", CLEANING)
    shown = settled.say("what do we do on the day that somebody attacks our model?")
    assert "ML Incident Response" in shown
    assert "belongs to the extended profile" in shown
