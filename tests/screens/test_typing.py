"""What is typed while something else goes on: kept or told, and never sent with something else."""

import pytest

from assistant.screens.dialogs import NameDialog
from assistant.screens.home import HomeScreen, await_opening
from assistant.widgets.composer import Prompt
from tests.screens.conftest import Opened
from tests.screens.test_turns import SlowTurn, _says, _start, _until


async def test_enter_sends_what_stood_there_when_it_was_pressed(opened: Opened) -> None:
    """Keys that come before it is handled begin the next text."""
    async with opened() as driver:
        await driver.begin()
        composer = driver.interview.composer
        composer.prompt.insert("photo")
        composer.prompt.post_message(Prompt.Entered(composer.prompt.text))
        composer.prompt.insert(", eta")
        await driver.settle()
        assert composer.history.sent[-1] == "photo"
        assert composer.text == ", eta"


async def test_a_name_is_what_stood_there_when_enter_was_pressed(opened: Opened) -> None:
    """Keys that come while the dialog closes are no part of it."""
    async with opened() as driver:
        await driver.press("n")
        dialog = driver.on(NameDialog)
        dialog.field.value = "Nordwind"
        await dialog.field.action_submit()
        dialog.field.value = "Nordwindphoto"
        await driver.settle()
        assert driver.interview.session.state.name == "Nordwind"


@pytest.mark.parametrize(("typed", "told"), [("photo too", "not sent yet"), ("", "did nothing")])
async def test_enter_during_a_reading_is_told_of_afterwards(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, typed: str, told: str
) -> None:
    """The text stays, nothing is sent, and once the reply is there a line says so."""
    turn = SlowTurn(_says("first"))
    async with opened() as driver:
        screen = await _start(driver, turn, monkeypatch)
        await _until(driver, lambda: turn.begun == 1)
        screen.composer.put(typed)
        await driver.pilot.press("enter")
        assert screen.composer.text == typed
        assert "Still reading" in str(screen.status.content)
        turn.gates[0].set()
        await driver.settle()
        assert screen.composer.text == typed
        assert told in str(screen.status.content)
        again = SlowTurn(_says("second"))
        again.gates[0].set()
        monkeypatch.setattr("assistant.conversation.turn.take_turn", again)
        await driver.press("enter")
        assert "second" in driver.transcript
        assert str(screen.status.content) == ""


async def test_two_enters_in_a_row_start_one_turn(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one is held, however soon it comes."""
    turn = SlowTurn(_says("only once"))
    async with opened() as driver:
        await driver.begin()
        monkeypatch.setattr("assistant.conversation.turn.take_turn", turn)
        prompt = driver.interview.composer.prompt
        prompt.insert("go on")
        for _ in range(2):
            prompt.post_message(Prompt.Entered(prompt.text))
        await _until(driver, lambda: turn.begun >= 1)
        await driver.pilot.pause()
        assert turn.begun == 1
        turn.gates[0].set()
        await driver.settle()
        assert driver.transcript.count("only once") == 1


async def test_keys_do_nothing_on_home_while_an_assessment_opens(opened: Opened) -> None:
    """Letters meant for the talk neither quit nor delete, and home says what is going on."""
    async with opened() as driver:
        home = driver.on(HomeScreen)
        home.post_message(HomeScreen.Chosen("Nordwind", is_new=True))
        await_opening(home, "Nordwind")
        assert "Opening Nordwind" in driver.home_note
        assert not any(home.check_action(x, ()) for x in ("new", "delete", "open", "leave"))
        await driver.settle()
        await driver.press("ctrl+o")
        await driver.settle()
        assert driver.on(HomeScreen).check_action("new", ())
        assert "Opening" not in driver.home_note
