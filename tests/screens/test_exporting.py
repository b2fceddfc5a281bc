"""The dialog that writes a report: from every screen, and whatever stands in its way."""

import errno
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest
from textual.command import CommandPalette

from assistant.reports import formats
from assistant.reports.formats import FORMATS
from assistant.reports.veil import Kind
from assistant.screens.dialogs import ConfirmDialog
from assistant.screens.exporting import FORMS, KINDS, TELLING, ExportDialog, with_ending
from assistant.screens.filed import FiledDialog
from assistant.screens.home import HomeScreen
from assistant.screens.interview import InterviewScreen
from assistant.screens.palette import CommandProvider
from model.deeds import Renamed
from tests.screens.conftest import Driver, Opened


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the program was started in."""
    here = tmp_path / "here"
    (here / "reports").mkdir(parents=True)
    monkeypatch.chdir(here)
    return here


async def _until(driver: Driver, holds: Callable[[], bool]) -> None:
    for _ in range(1000):
        if holds():
            return
        await driver.pilot.pause(0.01)
    raise AssertionError("it never came to that")


async def _open(driver: Driver, name: str = "Nordwind") -> ExportDialog:
    """The dialog over an interview, once it knows what it would write."""
    await driver.begin(name)
    await driver.press("ctrl+s")
    return driver.on(ExportDialog)


def _status(dialog: ExportDialog) -> str:
    return str(dialog.status.content)


def test_its_choices_are_the_writers() -> None:
    """Every format and every edition can be chosen; an ending that is followed names one format only."""
    assert {*FORMS, "backlog-github-csv"} == set(FORMATS)
    assert get_args(Kind) == KINDS
    for ending in TELLING:
        assert [f.ending for f in FORMATS.values() if f.ending.endswith(f".{ending}")] == [f".{ending}"]


def test_an_ending_changes_with_the_format_only() -> None:
    """What somebody typed stays."""
    assert with_ending("a/b.md", before="x.md", after="x.pdf") == "a/b.pdf"
    assert with_ending("a/b.txt", before="x.md", after="x.pdf") == "a/b.txt"
    assert with_ending("a/b", before="x.md", after="x.pdf") == "a/b"


async def test_one_key_and_enter_three_times(opened: Opened, folder: Path) -> None:
    """The proposals are sensible: Markdown, people by role, here, under the assessment's name and day."""
    async with opened() as driver:
        dialog = await _open(driver)
        path = Path(dialog.field.path)
        assert path == folder / f"Nordwind-{dialog.day}.md"
        await driver.press("enter", "enter")
        assert not path.exists()
        dialog.field.field.focus()
        await driver.press("enter")
        done = driver.on(FiledDialog)
        assert done.path == path
        assert path.read_text(encoding="utf-8").startswith("# Nordwind")
        await driver.press("c")
        assert driver.app.clipboard == str(path)
        await driver.press("escape")
        assert isinstance(driver.app.screen, InterviewScreen)


@pytest.mark.parametrize("way", [("f4",), ("f5",), ("ctrl+o",)])
async def test_from_results_roadmap_and_home(opened: Opened, folder: Path, way: tuple[str, ...]) -> None:
    """The same key twice writes with what is proposed."""
    async with opened() as driver:
        await driver.begin()
        await driver.press(*way, "ctrl+s", "ctrl+s")
        assert driver.on(FiledDialog).path.is_file()
        assert driver.on(FiledDialog).path.parent == folder


@pytest.mark.parametrize("way", ["key", "command"])
async def test_what_is_only_tried_is_said_to_be_in_no_report(opened: Opened, folder: Path, way: str) -> None:
    """The roadmap tries 45 points and a level: the dialog says so, and the report holds what is on record."""
    async with opened() as driver:
        await driver.begin()
        await driver.press("f5", "ctrl+s")
        assert not driver.on(ExportDialog).note.display
        await driver.press("escape", "plus", "s", "3", "enter")
        if way == "key":
            await driver.press("ctrl+s")
        else:
            driver.interview.action_command("export")
            await driver.settle()
        note = str(driver.on(ExportDialog).note.content)
        assert "The 45 points a wave are only tried" in note
        assert "the 40 on record" in note
        assert "at level 3) is not in the report" in note
        driver.on(ExportDialog).forms.highlighted = FORMS.index("json")
        await driver.press("ctrl+s")
        written = json.loads(driver.on(FiledDialog).path.read_text(encoding="utf-8"))
        assert written["roadmap"]["capacity"] == 40
        await driver.press("escape", "t", "k", "ctrl+s")
        assert not driver.on(ExportDialog).note.display


@pytest.mark.usefixtures("folder")
async def test_a_command_may_name_the_format(opened: Opened) -> None:
    """As people call it; a name that means nothing is said, and the choice stays open."""
    async with opened() as driver:
        await driver.begin()
        await driver.say("/export excel")
        await driver.settle()
        assert driver.on(ExportDialog).forms.chosen == "xlsx"
        assert driver.on(ExportDialog).field.path.endswith(".xlsx")
        await driver.press("escape")
        await driver.say("/export [red]x")
        await driver.settle()
        assert "no format [red]x" in _status(driver.on(ExportDialog))


@pytest.mark.usefixtures("folder")
async def test_the_palette_exports_from_home(opened: Opened) -> None:
    """Where no interview is open, it is the chosen assessment's."""
    async with opened() as driver:
        await driver.begin()
        await driver.press("ctrl+o")
        assert isinstance(driver.app.screen, HomeScreen)
        offered = [hit.text async for hit in CommandProvider(driver.app.screen).discover()]
        assert "export" in [str(text) for text in offered]
        driver.app.action_command_palette()
        await driver.settle()
        assert isinstance(driver.app.screen, CommandPalette)
        await driver.press(*"export", "enter")
        await driver.settle()
        assert isinstance(driver.app.screen, ExportDialog)


@pytest.mark.usefixtures("folder")
async def test_a_redacted_copy_shows_what_it_replaces(opened: Opened) -> None:
    """Before it is written; its proposed file name does not name the organisation either."""
    async with opened() as driver:
        await driver.begin()
        await driver.say("/jump code signing")
        await driver.say("/level 1 we saw it done last week")
        await driver.press("ctrl+s")
        dialog = driver.on(ExportDialog)
        await driver.press("enter", "down", "down")
        assert dialog.kind == "redacted"
        told = "\n".join(line.text for line in dialog.preview.lines)
        assert "name: Nordwind -> Assessment" in told
        assert "words: we saw it done last week -> [words withheld]" in told
        assert "Private notes" in told
        assert "Nordwind" not in dialog.field.path
        await driver.press("up")
        assert "Nordwind" in dialog.field.path


async def test_the_path_completes_itself(opened: Opened, folder: Path) -> None:
    """Tab takes a folder; a folder alone gets the proposed name."""
    async with opened() as driver:
        dialog = await _open(driver)
        dialog.field.field.focus()
        await driver.press("ctrl+u", *"rep", "tab")
        assert dialog.field.path == "reports/"
        await driver.press("enter")
        assert driver.on(FiledDialog).path == folder / "reports" / f"Nordwind-{dialog.day}.md"


@pytest.mark.usefixtures("folder")
async def test_name_and_format_stay_together(opened: Opened) -> None:
    """The ending follows the format, the format an ending that only one has; else it is said."""
    async with opened() as driver:
        dialog = await _open(driver)
        dialog.field.field.value = "reports/mine.md"
        await driver.settle()
        dialog.forms.highlighted = FORMS.index("pdf")
        await driver.settle()
        assert dialog.field.path == "reports/mine.pdf"
        dialog.field.field.value = "reports/mine.docx"
        await driver.settle()
        assert (dialog.forms.chosen, _status(dialog)) == ("docx", "")
        dialog.field.field.value = "reports/mine.csv"
        await driver.settle()
        assert dialog.forms.chosen == "docx"
        assert "ends in .csv" in _status(dialog)


async def test_it_asks_before_it_overwrites(opened: Opened, folder: Path) -> None:
    """The safe answer comes first, and keeps the file."""
    async with opened() as driver:
        dialog = await _open(driver)
        there = Path(dialog.field.path)
        there.write_text("mine", encoding="utf-8")
        for answer, begins in (("enter", "mine"), ("y", "# Nordwind")):
            dialog.action_write()
            await _until(driver, lambda: isinstance(driver.app.screen, ConfirmDialog))
            await driver.press(answer)
            await driver.settle()
            assert there.read_text(encoding="utf-8").startswith(begins)
        assert isinstance(driver.app.screen, FiledDialog)
        assert list(folder.glob("*.md")) == [there]


@pytest.mark.parametrize(
    ("number", "advice"),
    [(errno.EROFS, "another folder"), (errno.EACCES, "another folder"), (errno.ENOSPC, "Free some space")],
)
async def test_what_the_system_refuses_is_said_in_the_dialog(
    opened: Opened, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int, advice: str
) -> None:
    """One line, and the choices stay as they were; the next try can go elsewhere."""

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    async with opened() as driver:
        dialog = await _open(driver)
        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", refuse)
            await driver.press("ctrl+s")
        assert driver.app.screen is dialog
        assert _status(dialog).startswith("✗ cannot write")
        assert advice in _status(dialog)
        assert not list(folder.glob("*.md"))
        await driver.press("ctrl+s")
        assert isinstance(driver.app.screen, FiledDialog)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "typed", ["", "gone/r.md", "x" * 300, "~nobody-here/r.md", "a\u202eb.md", "/dev/null/x"]
)
async def test_an_odd_path_is_said_in_the_dialog(opened: Opened, typed: str) -> None:
    """One line, nothing written."""
    async with opened() as driver:
        dialog = await _open(driver)
        dialog.field.put(typed)
        await driver.press("ctrl+s")
        assert driver.app.screen is dialog
        assert _status(dialog).startswith("✗ cannot write")
        assert "\u202e" not in _status(dialog)


async def test_escape_stops_what_is_being_written(
    opened: Opened, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says what it is at meanwhile, and leaves no file."""
    gate, begun = threading.Event(), threading.Event()
    write = formats.write

    def slow(*arguments: object) -> bytes:
        begun.set()
        assert gate.wait(30)
        return write(*arguments)  # type: ignore[arg-type]  # as they came

    async with opened() as driver:
        dialog = await _open(driver)
        monkeypatch.setattr(formats, "write", slow)
        await driver.pilot.press("ctrl+s")
        await _until(driver, begun.is_set)
        await driver.pilot.pause()
        assert "writing Markdown" in _status(dialog)
        await driver.pilot.press("escape")
        assert "Nothing was written" in _status(dialog)
        gate.set()
        await driver.settle()
        assert driver.app.screen is dialog
        assert not list(folder.glob("*.md"))


async def test_a_hostile_name_is_only_a_name(opened: Opened, folder: Path) -> None:
    """Markup and escapes are letters on the screen, and not in the file's name."""
    name = "[red]N\x1b[31m/../\u202eord"
    async with opened() as driver:
        await driver.begin("Plain")
        driver.interview.session.record(Renamed(name=name))
        await driver.press("ctrl+s")
        dialog = driver.on(ExportDialog)
        assert Path(dialog.field.path).parent == folder
        assert Path(dialog.field.path).name == f"red-N-31m-ord-{dialog.day}.md"
        await driver.press("ctrl+s")
        assert driver.on(FiledDialog).path.is_file()


async def test_a_record_that_cannot_be_read_is_said(opened: Opened) -> None:
    """Home's dialog reads the assessment itself, and says why it cannot."""
    async with opened() as driver:
        await driver.begin()
        await driver.press("ctrl+o")
        await driver.settle()
        driver.store.ledgers.clear()
        await driver.press("ctrl+s")
        assert "there is no assessment" in _status(driver.on(ExportDialog))
        await driver.press("ctrl+s", "escape")
        assert isinstance(driver.app.screen, HomeScreen)
