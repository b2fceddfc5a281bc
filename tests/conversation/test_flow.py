"""Stories, cards and phases: what is drafted, asked, amended, kept for elsewhere and confirmed at once."""

from collections.abc import Callable

import pytest

from model import deeds as d
from model.coverage import Coverage
from model.errors import ActError
from tests.conversation.scripted import Talk

CLEAN, ACCESS, VERIFY, RELEASE, USERS = "AML.M0007", "AML.M0005", "AML.M0014", "AML.M0000", "AML.M0018"
TALKS = "legal reads every talk first, and new starters get the attack course"


@pytest.fixture
def told(talk: Talk) -> Talk:
    """The first story told: two practices drafted."""
    talk.library.hears(RELEASE, _1={"legal reads every talk": "photo eta"})
    talk.library.hears(USERS, _1={"new starters get the attack course": "some"})
    talk.say(TALKS)
    return talk


def test_a_story_drafts_several_practices(told: Talk) -> None:
    """One answer drafts both practices of the phase; a review lists them by number with quotations."""
    assert told.where == "phase model-requirements"
    assert "1  Limit Public Release of Information · LEVEL 1" in told.text
    assert "2  User Training · LEVEL 1" in told.text
    assert '"legal reads every talk"' in told.text


def test_a_phase_is_confirmed_in_one_act(told: Talk) -> None:
    """Enter records both cards, one after the other, and goes on to the next phase."""
    shown = told.say("")
    assert [x.kind for x in told.deeds[-2:]] == ["confirmed", "confirmed"]
    assert "Model requirements is done. 2 of 19 practices settled" in shown
    assert told.where == "story collection"


def test_undo_takes_back_a_phase_in_one_go(told: Talk) -> None:
    """What was recorded by one act of the user goes by one undo."""
    told.say("")
    shown = told.say("undo")
    assert "2 acts that were recorded together" in shown
    assert told.where == "phase model-requirements"


@pytest.mark.parametrize(
    ("words", "settled", "kind"),
    [
        ("2 unknown", USERS, "said unknown"),
        ("2 it's 2, because the course is part of onboarding", USERS, "level set"),
        ("#1 not applicable: no such system", RELEASE, "said not applicable"),
        ("2: ok", USERS, "confirmed"),
        ("number 1 later", RELEASE, "set aside"),
    ],
)
def test_a_number_speaks_of_one_draft(told: Talk, words: str, settled: str, kind: str) -> None:
    """In a review, a number and what holds is enough."""
    told.say(words)
    assert told.last.kind == kind
    assert getattr(told.last, "practice", "") == settled


def test_a_number_with_letters_amends_in_place(told: Talk) -> None:
    """'1 c photo' corrects the first draft and the review goes on."""
    told.say("1 c: photo and eta; d none")
    assert told.where == "phase model-requirements"
    card = told.session.state.practice(RELEASE).drafts[-1].answer
    assert card.corrects
    assert "now photo eta · 2 of 4" in told.text


def test_a_count_is_not_the_number_of_a_draft(told: Talk) -> None:
    """'2 of 5 models' adds to the story; it opens nothing."""
    told.say("2 of 5 models have a review as well")
    assert told.where == "phase model-requirements"


def test_a_number_opens_the_card(told: Talk) -> None:
    """The number alone opens the card or its follow-up; a confirmation returns to the rest."""
    told.say("1")
    assert told.session.focus.practice == RELEASE
    while told.where.startswith("follow-up"):
        told.say("skip this")
    told.say("yes")
    assert told.where == f"card {USERS}"


def test_dont_know_to_a_story_goes_on_one_by_one(talk: Talk) -> None:
    """A story that nobody can tell leads to the single questions."""
    talk.say("I don't know")
    assert talk.where == f"question {RELEASE}"


def test_skipping_a_story_leaves_its_practices(talk: Talk) -> None:
    """'skip this' on a story does not lead to each of its questions."""
    shown = talk.say("skip this")
    assert "Left for later" in shown
    assert talk.where == "story collection"


def test_what_is_untold_is_asked_apart(talk: Talk) -> None:
    """A practice that the story left out gets its own question, after the drafted one is settled."""
    talk.library.hears(RELEASE, _1={"legal reads every talk": "photo"})
    shown = talk.say("legal reads every talk before it goes out")
    assert "Nothing yet on: User Training" in shown
    while talk.where.startswith("follow-up"):
        talk.say("skip")
    talk.say("yes")
    assert talk.where == f"question {USERS}"


def test_words_about_another_practice_are_kept_and_offered_there(talk: Talk) -> None:
    """An answer about data cleaning in another phase is a card there, and says where it came from."""
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "photo"})
    talk.library.hears(RELEASE, _1={"legal reads every talk": "photo"})
    talk.say("I don't know")
    shown = talk.say("legal reads every talk, and by the way bad rows are dropped before training")
    assert "Kept for later, because it is about something else: Sanitize Training Data" in shown
    shown = talk.say("/jump data cleaning")
    assert talk.session.focus.practice == CLEAN
    assert "You said this earlier (Model requirements)" in shown
    assert '"bad rows are dropped"' in shown


def test_a_practice_told_in_two_phases_gathers_both(talk: Talk) -> None:
    """Words from cleaning and from labeling end up on one card."""
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "photo"}, _2b={"flipped labels are looked for": "eta"})
    talk.say("/jump data labeling", "we know that bad rows are dropped already")
    talk.say("later", "/jump sanitize", "and flipped labels are looked for as well")
    assert talk.card is not None
    heard = {x.activity: x.coverage.covered for x in talk.card.lines if x.quotations}
    assert heard == {f"{CLEAN}.1": ("photo",), f"{CLEAN}.2b": ("eta",)}


def test_no_more_than_two_follow_ups(talk: Talk) -> None:
    """The second follow-up is the last, also when the user goes back to the practice."""
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "all"})
    talk.say("/jump sanitize training data", "bad rows are dropped")
    asked = []
    while talk.where.startswith("follow-up"):
        asked.append(talk.session.focus.activity)
        talk.say("well there was something of that kind last year")
    assert len(asked) == 2
    assert len(set(asked)) == 2
    talk.say("/jump code signing", "/jump sanitize training data")
    assert talk.where == f"card {CLEAN}"


@pytest.mark.parametrize("words", ["I don't know", "park it for Priya"])
def test_no_second_follow_up_after_dont_know(talk: Talk, words: str) -> None:
    """Somebody who does not know is not asked again."""
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "all"})
    talk.say("/jump sanitize training data", "bad rows are dropped")
    assert talk.where.startswith("follow-up")
    talk.say(words)
    assert talk.where == f"card {CLEAN}"
    talk.say("/jump code signing", "/jump sanitize training data")
    assert talk.where == f"card {CLEAN}"


def test_no_follow_up_where_the_level_cannot_change(talk: Talk) -> None:
    """With level 2 blocked by what was said, nothing is asked."""
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "all"}, _2a={"only on photo": "photo -eta -customs -address"})
    talk.say("/jump sanitize training data", "bad rows are dropped, the same way only on photo")
    assert talk.where == f"card {CLEAN}"


def test_a_follow_up_is_no_yes_or_no_question(talk: Talk) -> None:
    """No question of the catalogue can be answered with yes."""
    openers = {"is", "are", "do", "does", "did", "has", "have", "can", "will", "was", "were", "should"}
    for practice in talk.session.catalogue.practices:
        for activity in practice.activities:
            assert activity.question.split()[0].lower() not in openers


def test_letters_amend_in_any_order(talk: Talk) -> None:
    """Several letters in one breath; letters are given anew each time the list is shown."""
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "photo eta -customs -address"}, _2a={"the same way": "none"})
    talk.say("/jump sanitize training data", "bad rows are dropped, not in the same way")
    assert talk.where == f"card {CLEAN}"
    assert "a  looks for manipulation" in talk.text
    talk.say("a photo and eta, c no. b unknown")
    assert talk.card is not None
    rows = {x.activity.rpartition(".")[2]: x.coverage for x in talk.card.lines}
    assert rows["2b"] == Coverage(covered=("eta", "photo"), denied=("address", "customs"))
    assert rows["3a"].is_unknown
    assert rows["3b"].stated == "none"


def test_an_unclear_letter_says_so(talk: Talk) -> None:
    """'b is wrong' alone puts nothing, and says what to say."""
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "photo"}, _2a={"the same way": "none"})
    talk.say("/jump sanitize training data", "bad rows are dropped, not in the same way")
    shown = talk.say("b is wrong")
    assert "I cannot tell what holds for b" in shown


def test_a_contradiction_is_shown_side_by_side(talk: Talk) -> None:
    """What is on record stands beside what is said now, with both quotations."""
    talk.library.hears(CLEAN, _1={"photo is cleaned": "photo", "photo is not cleaned any more": "-photo"}, _2a={"x": "none"})
    talk.say("/jump sanitize training data", "well photo is cleaned every night")
    while talk.where.startswith("follow-up"):
        talk.say("skip")
    talk.say("yes")
    shown = talk.say("/jump sanitize training data")
    assert "ON RECORD · LEVEL 1" in shown
    shown = talk.say("in fact photo is not cleaned any more")
    assert "WHAT CHANGED" in shown
    assert 'was "photo is cleaned"' in shown
    assert 'now "photo is not cleaned any more"' in shown


def test_enter_on_a_recorded_practice_leaves_it(talk: Talk) -> None:
    """Looking at what is on record changes nothing."""
    talk.say("/jump sanitize training data", "/set 1 photo", "/jump sanitize training data")
    before = len(talk.deeds)
    shown = talk.say("")
    assert "stays as it is" in shown
    assert len(talk.deeds) == before


def test_an_upward_change_after_the_criteria_asks_for_one_instance(talk: Talk) -> None:
    """Having read what level 2 asks for, 'a all' brings one question, and the confirmation is marked."""
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "all"}, _2a={"the same way": "all"}, _2b={"nobody looks": "none"})
    talk.say("/jump sanitize training data", "bad rows are dropped the same way, nobody looks for attacks")
    assert talk.where == f"card {CLEAN}"
    talk.say("what would level 2 be?")
    shown = talk.say("2b all")
    assert "One instance, please" in shown
    assert talk.where == f"follow-up {CLEAN}"
    talk.say("in May the label histogram of one broker stopped a batch")
    talk.say("yes")
    deed = talk.last
    assert isinstance(deed, d.Confirmed)
    assert deed.after_criterion


def test_an_upward_change_without_the_criteria_is_not_marked(talk: Talk) -> None:
    """Nobody looked at the levels: nothing to mark."""
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "all"}, _2a={"the same way": "all"}, _2b={"nobody looks": "none"})
    talk.say("/jump sanitize training data", "bad rows are dropped the same way, nobody looks for attacks", "2b all", "yes")
    deed = talk.last
    assert isinstance(deed, d.Confirmed)
    assert not deed.after_criterion


def test_levels_stay_hidden_until_the_phase_is_done(told: Talk) -> None:
    """With levels hidden no card and no record shows one; the end of the phase does."""
    told.say("hide levels")
    assert "LEVEL" not in told.say("1")
    while told.where.startswith("follow-up"):
        assert "LEVEL" not in told.say("skip")
    assert "LEVEL" not in told.say("yes")
    shown = told.say("yes")
    assert "WHAT CAME OF IT" in shown
    assert "User Training · LEVEL 1" in shown


def test_several_drafts_and_one_word_ask_which(told: Talk) -> None:
    """'it's 2' in a review of two needs a number."""
    with pytest.raises(ActError, match="any of these"):
        told.say("it's 2, because the course is mandatory")


def test_parked_questions_are_listed_by_person(talk: Talk) -> None:
    """Parking keeps the question for somebody and goes on."""
    talk.say("/jump sanitize training data", "park this for Priya")
    assert CLEAN not in talk.where
    shown = talk.say("/parked")
    assert "Priya" in shown
    assert "Think of the last time" in shown


def test_notes_are_private_and_change_nothing(talk: Talk) -> None:
    """A note is kept for the speaker; the pending question stays."""
    focus = talk.session.focus
    talk.say("note: praise marek")
    assert talk.session.focus == focus
    assert isinstance(talk.last, d.Noted)


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
        told = {f"{practice}.1": Coverage(covered=("photo",)) if practice == RELEASE else Coverage(stated="some")}
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
        talk.say("/time 20 plumber")


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
