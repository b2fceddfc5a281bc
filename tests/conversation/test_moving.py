"""Moving about: answers of last time, a limit of time, jumps, back, other words, and the end."""

from collections.abc import Callable

import pytest

from model import deeds as d
from model.assessment import Speaker
from model.coverage import Coverage
from model.errors import ActError
from tests.conversation.scripted import Talk
from tests.small import RUTH

CLEAN, ACCESS, VERIFY, RELEASE, USERS = "AML.M0007", "AML.M0005", "AML.M0014", "AML.M0000", "AML.M0018"


def test_carried_answers_wait_to_be_reconfirmed(talk: Talk) -> None:
    """What was said last time is shown, counts for nothing, and 'as before' records it again."""
    coverages = {f"{CLEAN}.1": Coverage(covered=("photo", "eta"))}
    talk.ledger.append([d.Carried(practice=CLEAN, coverages=coverages)], talk.session.speaker)
    talk.session = talk.again()
    shown = talk.say("/jump data cleaning")
    assert "SAID LAST TIME, NOT YET RECONFIRMED" in shown
    shown = talk.say("/jump sanitize training data")
    assert "was LEVEL 1" in shown
    assert "photo eta · 2 of 4" in shown
    assert not talk.session.state.practice(CLEAN).is_settled
    talk.say("as before")
    deed = talk.last
    assert isinstance(deed, d.Confirmed)
    assert deed.coverages == coverages


def test_a_story_reconfirms_all_that_was_carried(talk: Talk) -> None:
    """'as before' to a story takes its practices over in one act of the user."""
    for practice in (RELEASE, USERS):
        told = {
            f"{practice}.1": Coverage(covered=("photo",)) if practice == RELEASE else Coverage(stated="some")
        }
        talk.ledger.append([d.Carried(practice=practice, coverages=told)], talk.session.speaker)
    talk.session = talk.again()
    talk.say("as before")
    assert talk.session.state.practice(RELEASE).is_settled
    assert talk.session.state.practice(USERS).is_settled
    assert talk.where == "story collection"


def test_twenty_minutes_with_a_data_engineer(talk: Talk) -> None:
    """Only practices that the role knows about are asked, within the minutes; /time ends it."""
    shown = talk.say("I have 20 minutes with a data engineer")
    box = talk.session.box
    assert box is not None
    practices = [talk.session.catalogue.practice(i) for i in box.practices]
    assert sum(p.minutes for p in practices) <= 20
    assert all("data engineer" in p.roles for p in practices)
    assert "20 minutes" in shown
    assert talk.session.focus.practice in box.practices
    talk.say("/time")
    assert talk.session.box is None
    with pytest.raises(ActError, match="fits that time"):
        talk.say("/time 1")


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("devops guy", {"operations", "platform engineer"}),
        ("the infosec people", {"security lead"}),
        ("our DPO", {"legal and compliance"}),
        ("an AI governance manager", {"legal and compliance"}),
        ("senior data scientist", {"data scientist"}),
    ],
)
def test_a_role_is_taken_for_the_closest_one(talk: Talk, said: str, known: set[str]) -> None:
    """Whatever a role is called, what it knows about is asked."""
    shown = talk.say(f"20 minutes with {said}")
    box = talk.session.box
    assert box is not None
    assert box.practices
    assert all(known & set(talk.session.catalogue.practice(i).roles) for i in box.practices)
    assert "I don't know what" not in shown


def test_a_role_that_nobody_knows_takes_what_narrows_most(talk: Talk) -> None:
    """It is said, with the roles that would choose, instead of an error."""
    shown = talk.say("20 minutes with a plumber")
    assert "I don't know what 'plumber' answers for" in shown
    assert talk.session.box is not None


def test_minutes_with_a_person_let_the_person_speak(talk: Talk) -> None:
    """'20 min with Priya' needs no role; whoever opened the limit speaks again without it."""
    opener = talk.session.speaker
    assert "Priya speaks from now on" in talk.say("20 min with Priya")
    assert talk.session.speaker.name == "Priya"
    assert talk.where.startswith("question")
    talk.say("/time")
    assert talk.session.speaker == opener


def test_a_limit_of_time_asks_who_answers(begin: Callable[..., Talk]) -> None:
    """The facilitator's role is another: the name given speaks, and she speaks again without the limit."""
    talk = begin("photo", "eta", speaker=RUTH)
    shown = talk.say("I have 20 minutes with a data engineer")
    assert "Who is the data engineer?" in shown
    assert "is done" not in shown
    shown = talk.say("Jonas")
    assert talk.session.box is not None
    assert talk.session.focus.practice in talk.session.box.practices
    assert "is done" not in shown
    talk.say("it's 1, because Marek drops the broken rows each week")
    assert talk.ledger.acts[-1].speaker == Speaker(name="Jonas", role="data engineer")
    assert f"{RUTH.name} speaks from now on" in talk.say("/time")
    assert talk.session.speaker == RUTH


@pytest.mark.parametrize("words", ["", "me"])
def test_whoever_speaks_may_answer_within_the_limit(begin: Callable[..., Talk], words: str) -> None:
    """Enter keeps the present speaker."""
    talk = begin("photo", "eta", speaker=RUTH)
    talk.say("I have 20 minutes with a data engineer", words)
    assert talk.session.speaker == RUTH
    assert talk.where.startswith("question")


def test_a_limit_of_time_before_the_scope_is_settled(begin: Callable[..., Talk]) -> None:
    """The opening line speaks of what fits, and of no stories."""
    talk = begin(speaker=RUTH)
    shown = talk.say("photo, eta: trained by us", "I have 20 minutes with a data engineer", "Jonas")
    assert talk.session.box is not None
    assert f"{len(talk.session.box.practices)} practices that fit" in shown
    assert "stories" not in shown
    assert talk.session.state.scope_settled


def test_classic_goes_practice_by_practice(talk: Talk) -> None:
    """/classic asks the practice's own question instead of the story, and turns back."""
    talk.say("/classic")
    assert talk.where == f"question {RELEASE}"
    talk.say("/classic")
    assert talk.where == "story requirements"


def test_a_jump_is_followed_where_it_went(talk: Talk) -> None:
    """After a jump the interview goes on in that phase until it is done."""
    talk.library.hears("AML.M0015", _1={"odd inputs are logged": "photo"})
    talk.say("/jump model monitoring", "odd inputs are logged and looked at")
    assert talk.session.focus.practice == "AML.M0015"
    while talk.where.startswith("follow-up"):
        talk.say("skip")
    talk.say("yes")
    assert talk.where == "story requirements"


def test_back_from_a_recorded_card_shows_what_is_on_record(talk: Talk) -> None:
    """Going back never shows an empty screen."""
    talk.library.hears(RELEASE, _1={"legal reads every talk": "photo"})
    talk.say("I don't know", "legal reads every talk before")
    while talk.where.startswith("follow-up"):
        talk.say("skip")
    talk.say("yes")
    shown = talk.say("back")
    assert talk.where == f"question {RELEASE}"
    assert "ON RECORD" in shown


def test_back_comes_to_an_end(talk: Talk) -> None:
    """At the first question back says so."""
    talk.say("skip", "skip")
    for _ in range(10):
        shown = talk.say("back")
    assert "first question" in shown


@pytest.mark.parametrize("target", ["nowhere", "the customs model"])
def test_a_jump_to_nowhere_is_one_clear_line(talk: Talk, target: str) -> None:
    """A name that nothing has is refused with an example."""
    with pytest.raises(ActError, match="No phase or practice is called"):
        talk.say(f"/jump {target}")


def test_a_practice_that_counts_for_nobody_is_not_asked(begin: Callable[..., Talk]) -> None:
    """Jumping to a practice without systems says why."""
    talk = begin()
    talk.say("bot (bought)", "")
    with pytest.raises(ActError, match="counts for none"):
        talk.say("/jump sanitize training data")


def test_rephrasing_lasts_for_one_question(talk: Talk) -> None:
    """The next story is asked in its first wording again."""
    first = talk.session.catalogue.phases[0].stories[0]
    assert first.rephrased in talk.say("can you rephrase that?")
    talk.say("skip")
    assert talk.session.catalogue.phases[1].stories[0].request in talk.text


def test_a_practice_that_abstains_twice_says_what_can_be_done(talk: Talk) -> None:
    """Twice without anything to propose: no level is guessed, the ways on are listed."""
    talk.say("/jump sanitize training data")
    assert "In other words" in talk.say("well that depends on many things")
    assert "I don't guess" in talk.say("as I said that depends on things")


def test_telling_more_at_the_end(talk: Talk) -> None:
    """When all is done, words about a practice bring its card; others are not guessed at."""
    while not talk.where.startswith("done"):
        talk.say("skip")
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "photo"})
    assert "could not place" in talk.say("the weather was nice all week long")
    talk.say("oh and bad rows are dropped before training")
    assert talk.session.focus.practice == CLEAN


LIMITS, LOGGING = "AML.M0036", "AML.M0024"
"""A provisional practice, and one of the ATLAS profile that core lacks."""


def test_a_practice_of_another_profile_is_not_jumped_to(talk: Talk) -> None:
    """Nothing is asked, and so nothing recorded, about what is not assessed; the way to it is told."""
    before, name = talk.session.focus, talk.session.catalogue.practice(LIMITS).name
    with pytest.raises(ActError, match="not in the profile") as told:
        talk.say(f"/jump {name}")
    assert "/request" in told.value.do
    assert talk.session.focus == before
    with pytest.raises(ActError, match="not in the profile") as told:
        talk.say(f"/jump {talk.session.catalogue.practice(LOGGING).name}")
    assert "/scope atlas" in told.value.do


@pytest.mark.parametrize("leaving", ["/scope core", "/request {name} no"])
def test_what_is_assessed_no_more_is_left(talk: Talk, leaving: str) -> None:
    """Its card and its question are gone from the focus, from 'back' and from the next start."""
    practice = LIMITS if "request" in leaving else LOGGING
    name = talk.session.catalogue.practice(practice).name
    talk.library.hears(practice, _1={"each key has a cap": "photo"})
    talk.say(f"/request {name}" if "request" in leaving else "/scope atlas")
    talk.say(f"/jump {name}")
    talk.say("each key has a cap")
    assert talk.session.focus.practice == practice
    talk.say(leaving.format(name=name))
    assert talk.session.focus.practice != practice
    assert talk.again().focus.practice != practice
    talk.say("back")
    assert talk.session.focus.practice != practice
