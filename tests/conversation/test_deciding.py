"""What is decided about the roadmap in the talk: `/plan`, and `/roadmap` with a number."""

from datetime import date

import pytest

from model.card import stated
from model.coverage import Ordinal
from model.decisions import StepStatus
from model.deeds import CoveragesSet
from model.errors import ActError
from model.fold import fold
from tests.conversation.scripted import Talk

SIGNING = "AML.M0013"


def test_who_by_when_and_how_far_in_one_line(talk: Talk) -> None:
    """Commas part the clauses; a comma within an owner stays; what is not said again stays."""
    talk.say("/plan code signing@1 owner Ana, ML lead, due 2027-03-01, status under way, because she asked")
    said = talk.session.state.agreed[SIGNING, 1].deed
    assert (said.owner, said.due, said.status) == ("Ana, ML lead", date(2027, 3, 1), StepStatus.UNDER_WAY)
    assert said.reason == "she asked"
    talk.say("/plan M0013 level 1 due none")
    said = talk.session.state.agreed[SIGNING, 1].deed
    assert (said.owner, said.due) == ("Ana, ML lead", None)
    talk.say('/plan AML.M0013@1 --owner "Ben" --status done')
    said = talk.session.state.agreed[SIGNING, 1].deed
    assert (said.owner, said.status) == ("Ben", StepStatus.DONE)
    assert fold(talk.session.ledger.acts).agreed == talk.session.state.agreed


def test_out_back_wave_and_capacity(talk: Talk) -> None:
    """Each is recorded with its reason, said back in words, and taken away again."""
    assert "Code Signing stays out" in talk.say("/plan code signing out because it is sold")
    assert talk.session.state.left_out[SIGNING].deed.reason == "it is sold"
    assert "is back in the roadmap" in talk.say("/plan code signing back")
    assert not talk.session.state.left_out
    assert "comes in wave 2" in talk.say("/plan code signing@1 wave 2 because the tool comes in May")
    assert talk.session.state.put[SIGNING, 1].deed.reason == "the tool comes in May"
    assert "would by itself" in talk.say("/plan code signing@1 wave any")
    assert not talk.session.state.put
    assert "holds 30 effort points" in talk.say("/plan capacity 30")
    assert talk.session.state.capacity is not None
    assert talk.session.state.capacity.deed.capacity == 30


def test_together_moves_what_must_come_first(talk: Talk) -> None:
    """Both are recorded at once, and one undo takes both back."""
    talk.say("/target code signing 2 the board wants it", "/plan code signing@1 wave 3")
    with pytest.raises(ActError, match="Say together"):
        talk.say("/plan code signing@2 wave 2")
    talk.say("/plan code signing@2 wave 2 together because of the audit")
    put = talk.session.state.put
    assert put[SIGNING, 1].deed.wave == put[SIGNING, 2].deed.wave == 2
    assert {said.deed.reason for said in put.values()} == {"of the audit"}
    talk.say("/undo")
    assert {step: said.deed.wave for step, said in talk.session.state.put.items()} == {(SIGNING, 1): 3}


def _met(talk: Talk, level: int) -> None:
    """Record that what a level of code signing itself asks for is done."""
    practice = talk.session.catalogue.practice(SIGNING)
    systems = [system.name for system in talk.session.state.systems]
    done = {a.id: stated(Ordinal.ALL, a, systems=systems) for a in practice.levels[level - 1].activities}
    talk.session = talk.session.record(CoveragesSet(practice=SIGNING, coverages=done))


def test_an_order_of_a_level_that_is_met_since_goes_by_its_own_name(talk: Talk) -> None:
    """Taking it back leaves the order of the step that the level came to be part of."""
    talk.say("/target code signing 2 the board wants it")
    talk.say("/plan code signing@1 wave 2", "/plan code signing@2 wave 3")
    _met(talk, 2)
    assert "that level asks for nothing any more" in talk.say("/plan")
    assert "which moved nothing any more, is gone" in talk.say("/plan code signing@2 wave any")
    assert {step: said.deed.wave for step, said in talk.session.state.put.items()} == {(SIGNING, 1): 2}
    assert "Code Signing to level 2 comes in wave 2" in talk.say("/plan")
    assert "comes when it would by itself" in talk.say("/plan code signing@2 wave any")
    with pytest.raises(ActError, match="was put into no wave"):
        talk.say("/plan code signing@2 wave any")


def test_a_wave_far_beyond_the_roadmap_is_refused(talk: Talk) -> None:
    """Ninety empty waves are a slip of the hand; a gap of a few is a decision."""
    with pytest.raises(ActError, match="far beyond the roadmap"):
        talk.say("/plan code signing@1 wave 99")
    assert not talk.session.state.put


def test_a_step_of_two_levels_is_moved_and_let_go_by_either_name(talk: Talk) -> None:
    """The level that it ends at means the step, as the roadmap names it."""
    talk.say("/target code signing 2 the board wants it")
    _met(talk, 2)
    talk.say("/plan code signing@2 wave 2")
    assert {step: said.deed.wave for step, said in talk.session.state.put.items()} == {(SIGNING, 1): 2}
    talk.say("/plan code signing@2 wave any")
    assert not talk.session.state.put


def test_alone_it_lists_what_was_decided(talk: Talk) -> None:
    """Nothing at first; then what was said, by whom and why."""
    assert "Nothing yet" in talk.say("/plan")
    talk.say("/plan code signing out because it is sold")
    assert "because it is sold" in talk.say("/plan")


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("code signing", "For example: /plan"),
        ("owner Ana", "For example: /plan"),
        ("code signing out now", "For example: /plan"),
        ("nothing of that name owner Ana", "No practice of this assessment"),
        ("code signing@1 due 1 March", "1 March is no day"),
        ("code signing@1 status asleep", "asleep is no status"),
        ("code signing@1 wave soon", "soon is no wave"),
        ("code signing back", "is not left out"),
        ("code signing@3 wave 1", "The reason: the roadmap does not hold it: it is earned, above the target"),
        ("capacity lots", "cannot hold 'lots'"),
        ("capacity 99999", "cannot hold '99999'"),
        ("capacity", "cannot hold ''"),
    ],
)
def test_what_decides_nothing_is_told(talk: Talk, words: str, advice: str) -> None:
    """One line with an example, and nothing is recorded."""
    acts = len(talk.session.ledger.acts)
    with pytest.raises(ActError) as told:
        talk.say(f"/plan {words}")
    assert advice in str(told.value)
    assert len(talk.session.ledger.acts) == acts


@pytest.mark.parametrize("words", ["abc", "-3", "1e9", "0", "10000", "3.5", "\x1b[31m"])
def test_a_capacity_that_is_none_is_told(talk: Talk, words: str) -> None:
    """The roadmap is not opened with something else instead."""
    with pytest.raises(ActError, match="cannot hold") as told:
        talk.say(f"/roadmap {words}")
    assert "\x1b" not in str(told.value)


def test_a_capacity_goes_to_the_screen(talk: Talk) -> None:
    """As the topic of what is shown; without a number there is none."""
    assert "30 effort points a wave" in talk.say("/roadmap 30")
    assert (talk.shown[-1].go, talk.shown[-1].topic) == ("roadmap", "30")
    talk.say("/roadmap")
    assert (talk.shown[-1].go, talk.shown[-1].topic) == ("roadmap", None)
