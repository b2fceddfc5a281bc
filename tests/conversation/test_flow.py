"""Stories, cards and phases: what is drafted, asked, amended, kept for elsewhere and confirmed at once."""

import pytest

from tests.conversation.scripted import CLEAN, RELEASE, USERS, Talk


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
    assert told.where == "phase model-requirements"
    assert "2  User Training" in told.text


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
    """The story of cleaning is still asked; Enter goes on with what was said of it in another phase."""
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "photo"})
    talk.library.hears(RELEASE, _1={"legal reads every talk": "photo"})
    talk.say("I don't know")
    shown = talk.say("legal reads every talk, and by the way bad rows are dropped before training")
    assert "Kept for later, because it is about something else: Sanitize Training Data" in shown
    shown = talk.say("/jump data cleaning")
    assert talk.where == "story cleaning"
    assert "Kept from what you said earlier: Sanitize Training Data" in shown
    shown = talk.say("")
    assert talk.session.focus.practice == CLEAN
    assert "You said this earlier (Model requirements)" in shown
    assert '"bad rows are dropped"' in shown


def test_a_practice_told_in_two_phases_gathers_both(talk: Talk) -> None:
    """Words from cleaning and from labeling end up on one card."""
    talk.library.hears(
        CLEAN, _1={"bad rows are dropped": "photo"}, _2b={"flipped labels are looked for": "eta"}
    )
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
    talk.library.hears(
        CLEAN, _1={"bad rows are dropped": "all"}, _2a={"only on photo": "photo -eta -customs -address"}
    )
    talk.say("/jump sanitize training data", "bad rows are dropped, the same way only on photo")
    assert talk.where == f"card {CLEAN}"


def test_a_follow_up_is_no_yes_or_no_question(talk: Talk) -> None:
    """No question of the catalogue can be answered with yes."""
    openers = {"is", "are", "do", "does", "did", "has", "have", "can", "will", "was", "were", "should"}
    for practice in talk.session.catalogue.practices:
        for activity in practice.activities:
            assert activity.question.split()[0].lower() not in openers


def test_a_remark_about_another_phase_makes_no_list_of_one(talk: Talk) -> None:
    """One practice of the phase was told: its card comes, as nothing of a list is left."""
    talk.library.hears(USERS, _1={"new starters get the attack course": "all"})
    talk.library.hears(CLEAN, _1={"bad rows are dropped": "all"})
    shown = talk.say("new starters get the attack course, and by the way bad rows are dropped as well")
    assert talk.session.focus.practice == USERS
    assert "PRACTICE LEFT" not in shown
    assert "Nothing yet on: Limit Public Release of Information. I ask about that apart." in shown
