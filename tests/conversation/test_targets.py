"""`/target`: another level with its reason, who answers for the gap, and when it is looked at again."""

from datetime import date

import pytest

from model.errors import ActError
from tests.conversation.scripted import CLEAN, Talk


def test_a_target_keeps_reason_owner_and_review(talk: Talk) -> None:
    """In one line, in either order; the reason goes without them."""
    shown = talk.say(
        "/target sanitize training data 1 bought data, checked by the seller, owner Ana, review 2027-03-01"
    )
    deed = talk.session.state.targets[CLEAN].deed
    assert (deed.level, deed.reason) == (1, "bought data, checked by the seller")
    assert (deed.owner, deed.review) == ("Ana", date(2027, 3, 1))
    assert "Ana answers for the gap; looked at again: 2027-03-01" in shown
    talk.say("/target sanitize training data 1 bought data; review 2028-01-02; owner Ben.")
    deed = talk.session.state.targets[CLEAN].deed
    assert (deed.reason, deed.owner, deed.review) == ("bought data", "Ben", date(2028, 1, 2))


def test_without_them_it_is_as_before(talk: Talk) -> None:
    """An owner in the midst of the reason is no clause, and nothing is said of a review."""
    shown = talk.say("/target sanitize training data 2 the owner Ana asked for it")
    deed = talk.session.state.targets[CLEAN].deed
    assert (deed.reason, deed.owner, deed.review) == ("the owner Ana asked for it", "", None)
    assert "answers for" not in shown


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("1 bought data, review next spring", "next spring is no day"),
        ("1", "a reason"),
        ("1 " + "long reason " * 60, "are kept at most"),
        ("1 bought data, owner " + "A" * 81, "are kept at most"),
    ],
)
def test_what_cannot_be_kept_whole_is_refused(talk: Talk, words: str, advice: str) -> None:
    """Nothing is cut off in silence, and nothing is recorded."""
    before = len(talk.deeds)
    with pytest.raises(ActError) as told:
        talk.say(f"/target sanitize training data {words}")
    assert advice in str(told.value)
    assert len(talk.deeds) == before


def test_a_long_reason_of_a_judgement_is_refused_whole(talk: Talk) -> None:
    """Up to 2,000 characters are kept as they are; of more nothing."""
    kept = ("we do this for every model and every data set; " * 50)[:1_999].strip()
    talk.say("/jump sanitize training data", f"/level 2 {kept}")
    (level,) = [deed for deed in talk.deeds if deed.kind == "level set"]
    assert level.reason == kept
    before = len(talk.deeds)
    with pytest.raises(ActError, match="kept at most"):
        talk.say("/jump sanitize training data", f"/level 1 {kept} and more of it")
    assert len(talk.deeds) == before


def test_a_long_owner_or_reason_of_a_step_is_refused(talk: Talk) -> None:
    """As in the fields of the screen, which hold no more."""
    for words in (f"owner {'A' * 81}", f"owner Ana because {'so it is ' * 80}"):
        with pytest.raises(ActError, match="kept at most"):
            talk.say(f"/plan code signing@1 {words}")
