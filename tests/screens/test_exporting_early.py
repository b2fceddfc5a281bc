"""A report asked for before the record was looked at: it is written all the same, and that is told."""

import threading
from pathlib import Path

import pytest

from assistant.screens.exporting import ExportDialog
from assistant.screens.filed import FiledDialog
from assistant.screens.interview import InterviewScreen
from model.errors import RecordError
from tests.screens.conftest import Driver, Opened
from tests.screens.test_exporting import _status, _until, folder

__all__ = ["folder"]


class Gate:
    """Holds back what looks at the record."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, fails: bool = False) -> None:
        self.event = threading.Event()
        gather = ExportDialog._gather

        def slow(dialog: ExportDialog, kind: object) -> object:
            assert self.event.wait(30)
            if fails:
                raise RecordError("the record is locked", "Try again.")
            return gather(dialog, kind)  # type: ignore[arg-type]

        monkeypatch.setattr(ExportDialog, "_gather", slow)


async def _asked(driver: Driver) -> ExportDialog:
    """The dialog over an interview, told to write at once."""
    await driver.begin()
    await driver.pilot.press("ctrl+s")
    await _until(driver, lambda: isinstance(driver.app.screen, ExportDialog))
    await driver.pilot.press("ctrl+s")
    return driver.on(ExportDialog)


async def test_what_is_asked_for_early_is_written(
    opened: Opened, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says so once while it looks, and ends with the path of the file."""
    gate = Gate(monkeypatch)
    async with opened() as driver:
        dialog = await _asked(driver)
        told = "\n".join(line.text for line in dialog.preview.lines) + _status(dialog)
        assert told.count("looking at the record") == 1
        assert "as soon as" in _status(dialog)
        gate.event.set()
        await driver.settle()
        assert driver.on(FiledDialog).path.parent == folder
        assert list(folder.glob("*.md"))


async def test_what_cannot_be_read_then_is_said(
    opened: Opened, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The result line is the cause, and nothing is written later."""
    gate = Gate(monkeypatch, fails=True)
    async with opened() as driver:
        dialog = await _asked(driver)
        gate.event.set()
        await driver.settle()
        assert "the record is locked" in _status(dialog)
        assert not list(folder.glob("*.md"))


async def test_escape_meanwhile_closes_and_writes_nothing(
    opened: Opened, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever leaves wants no file."""
    gate = Gate(monkeypatch)
    async with opened() as driver:
        await _asked(driver)
        await driver.pilot.press("escape")
        gate.event.set()
        await driver.settle()
        assert driver.on(InterviewScreen)
        assert not list(folder.glob("*.md"))
