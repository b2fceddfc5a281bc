"""A turn that takes its time: what it is at, and how it is stopped."""

import threading
from collections.abc import Callable, Iterator

import pytest

from assistant.conversation.session import LibraryDoor, Line, Session, Shown
from assistant.screens.interview import InterviewScreen
from tests.screens.conftest import Driver, Opened


class SlowTurn:
    """A turn of steps, each of which waits until it is let go."""

    def __init__(self, *steps: Callable[[Session], Shown]) -> None:
        self.steps = steps
        self.gates = [threading.Event() for _ in steps]
        self.begun = 0
        self.taken = 0
        self.is_closed = False

    def __call__(self, session: Session, text: str, *, library: LibraryDoor) -> Iterator[Shown]:
        """Take the turn."""
        try:
            for gate, step in zip(self.gates, self.steps, strict=True):
                self.begun += 1
                assert gate.wait(30)
                self.taken += 1
                yield step(session)
        finally:
            self.is_closed = True


def _says(text: str) -> Callable[[Session], Shown]:
    return lambda session: Shown(session, (Line(text),))


def _does(text: str) -> Callable[[Session], Shown]:
    return lambda session: Shown(session, (), doing=text)


async def _until(driver: Driver, holds: Callable[[], bool]) -> None:
    for _ in range(400):
        if holds():
            return
        await driver.pilot.pause(0.01)
    raise AssertionError("it never came to that")


async def _start(driver: Driver, turn: SlowTurn, monkeypatch: pytest.MonkeyPatch) -> InterviewScreen:
    await driver.begin()
    monkeypatch.setattr("assistant.conversation.turn.take_turn", turn)
    driver.interview.composer.put("go on")
    await driver.pilot.press("enter")
    return driver.interview


async def test_escape_stops_a_turn_between_two_steps(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was shown stays, the turn is closed, nothing after it comes, and the next turn works."""
    turn = SlowTurn(_says("first"), _says("second"), _says("third"))
    async with opened() as driver:
        screen = await _start(driver, turn, monkeypatch)
        turn.gates[0].set()
        await _until(driver, lambda: turn.begun == 2 and "first" in driver.transcript)
        await driver.pilot.press("escape")
        assert screen.composer.has_class("-busy")
        assert "stopping" in str(screen.status.content)
        turn.gates[1].set()
        await driver.settle()
        assert "second" in driver.transcript
        assert "Stopped." in driver.transcript
        assert turn.is_closed
        assert turn.taken == 2
        assert not screen.composer.has_class("-busy")
        assert str(screen.status.content) == ""
        again = SlowTurn(_says("fourth"))
        again.gates[0].set()
        monkeypatch.setattr("assistant.conversation.turn.take_turn", again)
        await driver.say("more")
        assert "fourth" in driver.transcript
        assert driver.transcript.count("Stopped.") == 1


async def test_escape_with_no_turn_does_nothing(opened: Opened) -> None:
    """The text stays, the status stays empty, the next turn runs to its end."""
    async with opened() as driver:
        await driver.begin()
        driver.interview.composer.put("half an answer")
        await driver.press("escape")
        assert driver.interview.composer.text == "half an answer"
        assert str(driver.interview.status.content) == ""
        driver.interview.composer.put("/help")
        await driver.press("escape", "enter")
        assert "Stopped." not in driver.transcript


async def test_what_a_turn_is_at_stands_in_the_status_line_only(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No entry in the transcript and no pane drawn anew, but the session is the one that came with it."""
    turn = SlowTurn(_does("policy.docx: 12 of 80 [b]passages[/b]"), _says("done"))
    async with opened() as driver:
        screen = await _start(driver, turn, monkeypatch)
        drawn, entries = list[object](), len(screen.transcript.children)
        monkeypatch.setattr(screen.pane, "show", lambda *shown: drawn.append(shown))
        turn.gates[0].set()
        await _until(driver, lambda: "12 of 80" in str(screen.status.content))
        assert "[b]passages[/b]" in screen.status.render().plain  # type: ignore[union-attr]
        assert len(screen.transcript.children) == entries
        assert drawn == []
        turn.gates[1].set()
        await driver.settle()
        assert "done" in driver.transcript
        assert len(drawn) == 1
        assert str(screen.status.content) == ""


async def test_a_turn_stopped_while_it_reads_keeps_the_session_it_had_reached(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The acts of a step that says only what it is at are not lost."""

    def named(session: Session) -> Shown:
        return Shown(session.at(session.focus), (), doing="a.md")

    turn = SlowTurn(named, _says("never"))
    async with opened() as driver:
        screen = await _start(driver, turn, monkeypatch)
        before = screen.session
        await driver.pilot.press("escape")
        turn.gates[0].set()
        await driver.settle()
        assert turn.taken == 1
        assert "never" not in driver.transcript
        assert screen.session == before
        assert "Stopped." in driver.transcript
