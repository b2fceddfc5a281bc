"""A whole core interview, scripted: sixty acts of a user are enough, and forty-five are the goal."""

from collections.abc import Callable

from model.scoring import score
from tests.conversation.scripted import ScriptedLibrary, Talk

MOST, GOAL = 60, 45
UNTOLD = {"AML.M0014", "AML.M0010", "AML.M0006", "AML.M0012"}
"""Practices that no story mentions, so that their own question is asked."""


def told_of(practice: str) -> str:
    """Words that a reader hears as this practice."""
    return f"about {practice} we did the usual thing last month"


def teach(library: ScriptedLibrary) -> None:
    """One clause for every practice."""
    for practice in library.catalogue.practices:
        library.hears(practice.id, _1={told_of(practice.id): "some"})


def play(talk: Talk) -> None:
    """Answer whatever is asked, as a willing user does."""
    while not talk.where.startswith("done") and talk.acts <= 2 * MOST:
        focus = talk.session.focus
        if focus.story:
            story = next(s for p in talk.session.catalogue.phases for s in p.stories if s.id == focus.story)
            talk.say(
                "; ".join(told_of(i) for i in story.practices if i not in UNTOLD)
                or "nothing that I could tell"
            )
        elif focus.where.value == "question" and focus.practice:
            talk.say(told_of(focus.practice))
        elif focus.where.value == "follow-up":
            talk.say("I don't know")
        else:
            talk.say("")


def test_a_core_interview_takes_at_most_sixty_acts(
    begin: Callable[..., Talk], library: ScriptedLibrary
) -> None:
    """From the systems to the last confirmation; the stories draft all but four practices."""
    teach(library)
    talk = begin()
    talk.say("photo, eta, customs, address: trained by us, sensors; helpdesk-bot (bought)", "yes")
    play(talk)
    assert talk.where.startswith("done")
    card = score(talk.session.state, talk.session.catalogue)
    applicable = [p for p in card.practices if p.applicable]
    assert len(applicable) == 19
    assert all(talk.session.state.practice(p.id).is_settled for p in applicable)
    assert talk.acts <= GOAL, f"{talk.acts} acts"
    assert "That was all of it" in talk.text


def test_the_results_say_what_was_talked_about(begin: Callable[..., Talk], library: ScriptedLibrary) -> None:
    """After the interview Enter shows the scorecard and /roadmap the way on."""
    teach(library)
    talk = begin("photo", "eta")
    play(talk)
    talk.say("/target sanitize training data 2 our rows come from outside")
    assert "practices at target" in talk.say("")
    assert talk.shown[-1].go == "results"
    assert "Wave 1" in talk.say("what should we do next?")
