"""What an act records: every row of the table, said in plain words."""

import pytest

from model import deeds as d
from model.coverage import Coverage, Ordinal
from model.errors import ActError
from model.scoring import score
from tests.conversation.scripted import Talk

CLEAN = "AML.M0007"


@pytest.fixture
def asked(talk: Talk) -> Talk:
    """The question of one practice, and a reader that understands one answer to it."""
    talk.library.hears(CLEAN, _1={"pics are thrown out": "photo eta"}, _2a={"every night": "photo"})
    talk.say("/jump sanitize training data")
    return talk


@pytest.fixture
def carded(asked: Talk) -> Talk:
    """The same with the answer given and the follow-ups skipped."""
    asked.say("black pics are thrown out, every night")
    while asked.where.startswith("follow-up"):
        asked.say("skip this")
    return asked


def test_a_confirmation_records_the_whole_card(carded: Talk) -> None:
    """Confirm records the proposals of the card, the inferred ones too."""
    card = carded.card
    assert card is not None
    carded.say("yes")
    deed = carded.last
    assert isinstance(deed, d.Confirmed)
    assert deed.coverages == card.coverages
    assert f"{CLEAN}.3b" in deed.inferred
    assert deed.coverages[f"{CLEAN}.3b"] == Coverage(stated=Ordinal.NONE)


def test_what_nobody_mentioned_is_listed_with_what_would_be_put(carded: Talk) -> None:
    """The card says what it would put for silence, before anybody confirms."""
    assert "failed data stops a run" in carded.text
    assert "I'd put: none" in carded.text
    assert "customs" in carded.text
    assert "I'd put: unknown" in carded.text


def test_a_judgement_records_gate_values(carded: Talk) -> None:
    """'It's 2' puts gate values up to 2 and none above, with the reason and the reading beside it."""
    carded.say("it's 2, because the gate ran on all four since May")
    deed = carded.last
    assert isinstance(deed, d.LevelSet)
    assert (deed.level, deed.reading_level) == (2, 1)
    assert deed.reason == "the gate ran on all four since May"
    assert set(deed.coverages[f"{CLEAN}.2b"].covered) == {"photo", "eta", "customs", "address"}
    assert set(deed.coverages[f"{CLEAN}.3a"].denied) == {"photo", "eta", "customs", "address"}
    state = carded.session.state
    assert score(state, carded.session.catalogue).practice(CLEAN).earned.low == 2


def test_a_judgement_without_a_reason_asks_for_one(carded: Talk) -> None:
    """'It's 2' alone shows what stands against it, records nothing, and a reason then records it."""
    before = len(carded.deeds)
    shown = carded.say("no, that's a 2")
    assert "What stands against 2" in shown
    assert "looks for manipulation" in shown
    assert len(carded.deeds) == before
    carded.say("the outlier scan stopped a batch on 3 May for every model")
    assert isinstance(carded.last, d.LevelSet)


@pytest.mark.parametrize(
    "words", ["fair, leave it", "leave it", "ok leave it at 1", "never mind", "no", "", "you're right"]
)
def test_a_judgement_can_be_left(carded: Talk, words: str) -> None:
    """Leaving it records nothing and brings the card back."""
    before = len(carded.deeds)
    carded.say("that's a 3", words)
    assert len(carded.deeds) == before
    assert carded.where == f"card {CLEAN}"


def test_one_word_is_no_reason(carded: Talk) -> None:
    """A judgement is not recorded for the sake of a single word."""
    before = len(carded.deeds)
    carded.say("that's a 3", "yes")
    assert len(carded.deeds) == before
    assert carded.where.startswith("reason")


def test_leaving_it_with_a_private_note_sets_no_level(carded: Talk) -> None:
    """'fair, leave it. private note: …' leaves the level and keeps the note out of the reason."""
    carded.say("I'd call that a 2", "fair, leave it. private note: praise marek for the histogram")
    assert not any(isinstance(x, d.LevelSet) for x in carded.deeds)
    assert isinstance(carded.last, d.Noted)
    assert carded.last.text == "praise marek for the histogram"


def test_coverages_set_on_a_card_are_proposed_and_then_recorded(carded: Talk) -> None:
    """/set amends the card with exactly these systems."""
    carded.say("/set 2b customs and address", "ok")
    deed = carded.last
    assert isinstance(deed, d.Confirmed)
    assert deed.coverages[f"{CLEAN}.2b"] == Coverage(covered=("address", "customs"), denied=("eta", "photo"))


def test_coverages_set_without_a_card_are_recorded_exactly(asked: Talk) -> None:
    """Without a draft /set records exactly this, and nothing else."""
    asked.say("/set 2a all but customs")
    deed = asked.last
    assert isinstance(deed, d.CoveragesSet)
    assert deed.coverages == {
        f"{CLEAN}.2a": Coverage(covered=("address", "eta", "photo"), denied=("customs",))
    }


def test_half_of_a_yes_or_no_is_refused(carded: Talk) -> None:
    """What is counted over the organisation knows none and all only."""
    with pytest.raises(ActError, match="yes or no"):
        carded.say("/set 3b some")


def test_dont_know_records_unknown_for_every_activity(asked: Talk) -> None:
    """'I don't know' to a practice's question is unknown, kept apart from none."""
    asked.say("I don't know")
    deed = asked.last
    assert isinstance(deed, d.SaidUnknown)
    practice = asked.session.catalogue.practice(CLEAN)
    assert set(deed.activities) == {a.id for a in practice.activities}
    assert score(asked.session.state, asked.session.catalogue).practice(CLEAN).is_unknown


@pytest.mark.parametrize(
    "words", ["skip this", "later", "next question", "not now please", "come back to this later"]
)
def test_skip_and_later_record_no_coverage(asked: Talk, words: str) -> None:
    """Skipping leaves the practice not asked, and goes on to another question."""
    asked.say(words)
    assert isinstance(asked.last, d.SetAside)
    scored = score(asked.session.state, asked.session.catalogue).practice(CLEAN)
    assert scored.is_not_asked
    assert not scored.is_unknown
    assert CLEAN not in asked.where


def test_a_card_left_for_later_is_not_put_again(carded: Talk) -> None:
    """'later' on a card goes on to something else, and the draft is still there when one jumps back."""
    carded.say("later")
    assert CLEAN not in carded.where
    carded.say("/jump sanitize training data")
    assert carded.where.endswith(CLEAN)
    assert "black pics" in carded.text or "pics are thrown out" in carded.text


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("not applicable, we have no sensors", d.NaReason.NO_SUCH_SYSTEM),
        ("/na no-such-system", d.NaReason.NO_SUCH_SYSTEM),
        ("n/a, technically impossible", d.NaReason.TECHNICALLY_IMPOSSIBLE),
        ("that doesn't apply here: out of the agreed scope", d.NaReason.OUT_OF_SCOPE),
        ("doesn't apply, we don't train anything", d.NaReason.NO_SUCH_SYSTEM),
    ],
)
def test_not_applicable_keeps_a_reason_from_the_list(asked: Talk, words: str, reason: d.NaReason) -> None:
    """Not applicable has a closed list of reasons, and leaves every figure."""
    asked.say(words)
    deed = asked.last
    assert isinstance(deed, d.SaidNotApplicable)
    assert deed.reason is reason
    assert not score(asked.session.state, asked.session.catalogue).practice(CLEAN).applicable


def test_confirming_after_an_abstention_is_an_error(asked: Talk) -> None:
    """Nothing was proposed, so nothing can be confirmed."""
    asked.say("hmm well it depends on many things really")
    assert asked.where == f"question {CLEAN}"
    with pytest.raises(ActError, match="Nothing was proposed"):
        asked.say("/confirm")


def test_undo_takes_back_the_last_act(carded: Talk) -> None:
    """Undo is an act, and brings the card back as it was."""
    card = carded.card
    carded.say("yes")
    shown = carded.say("undo")
    assert "Taken back: a confirmation" in shown
    assert isinstance(carded.last, d.Undone)
    assert carded.where == f"card {CLEAN}"
    assert carded.card == card
    assert not carded.session.state.practice(CLEAN).is_settled


def test_undo_goes_on_to_the_act_before(carded: Talk) -> None:
    """A second undo takes back the answer as well; a last one says that nothing is left."""
    carded.say("yes", "undo", "undo")
    assert not carded.session.state.practice(CLEAN).drafts
    for _ in range(30):
        if "nothing to take back" in carded.say("undo"):
            break
    else:
        pytest.fail("undo never came to an end")
