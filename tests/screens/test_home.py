"""Home: the list, and what can be done with it."""

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.screens.dialogs import ConfirmDialog, NameDialog
from assistant.screens.interview import InterviewScreen
from model.errors import LibraryError, RecordError
from tests.screens.conftest import Opened
from tests.screens.fakes import MemoryStore

HEAVY = (
    "faiss", "knowledge.catalogue.catalogue", "langchain", "langchain_core", "model.practice", "numpy",
    "onnxruntime", "pydantic", "sentence_transformers", "sqlalchemy", "textual.widgets._text_area", "torch",
    "yaml",
)  # fmt: skip
PAINTED = """
import sys
from pathlib import Path
from assistant.app import MlsmmApp
from assistant.settings import Settings

def painted(app):
    Path(sys.argv[1]).write_text("\\n".join(sys.modules))
    app.exit()

MlsmmApp.prepare = painted
where = Path(sys.argv[1]).parent
MlsmmApp(Settings(data=where, cache=where, database="x.db", speaker="me")).run(headless=True)
"""


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    """A fresh interpreter that has painted home knows none of the heavy modules."""
    seen = tmp_path / "modules"
    subprocess.run([sys.executable, "-c", PAINTED, str(seen)], check=True, timeout=60, cwd=".")
    modules = set(seen.read_text(encoding="utf-8").split())
    assert "assistant.screens.home" in modules
    assert modules.isdisjoint(HEAVY)


async def test_an_empty_record_says_how_to_begin(opened: Opened) -> None:
    """Without an assessment, the note names the key for a new one, and Enter asks for a name."""
    async with opened() as driver:
        assert "Press n" in driver.home_note
        await driver.press("n")
        await driver.press(*"Nord")
        await driver.press("enter")
        assert isinstance(driver.app.screen, InterviewScreen)
        assert list(driver.store.ledgers) == ["Nord"]


async def test_an_empty_record_offers_nothing_to_open(opened: Opened) -> None:
    """Open and Again wait for an assessment; Enter begins the first one."""
    async with opened() as driver:
        home = driver.app.screen
        offered = {b.binding.action for b in home.active_bindings.values() if b.enabled}
        assert "new" in offered
        assert offered.isdisjoint({"open", "new(True)"})
        await driver.press("enter")
        assert isinstance(driver.app.screen, NameDialog)


async def test_the_list_shows_figures_and_opens(opened: Opened) -> None:
    """An assessment is listed with what is settled, and Enter opens it."""
    async with opened() as driver:
        await driver.begin("Nordwind")
        await driver.press("ctrl+o")
        entry = driver.app._home.entries["Nordwind"]
        assert (entry.settled, entry.applicable) == (0, 19)
        await driver.press("enter")
        assert isinstance(driver.app.screen, InterviewScreen)
        assert driver.interview.session.state.name == "Nordwind"


async def test_renaming_keeps_the_acts(opened: Opened) -> None:
    """A new name is one more act of the same assessment."""
    async with opened() as driver:
        await driver.begin("Old")
        acts = len(driver.store.ledgers["Old"].acts)
        await driver.press("ctrl+o", "r")
        await driver.press("end", *["backspace"] * 3, *"New", "enter")
        assert list(driver.store.ledgers) == ["New"]
        assert len(driver.store.ledgers["New"].acts) == acts + 1


@pytest.mark.parametrize(("answers", "is_left"), [("yy", False), ("yn", True), ("n", True)])
async def test_deleting_asks_twice(opened: Opened, answers: str, is_left: bool) -> None:
    """Only two answers of yes delete."""
    async with opened() as driver:
        await driver.begin("Nordwind")
        await driver.press("ctrl+o", "d")
        for answer in answers:
            assert isinstance(driver.app.screen, ConfirmDialog)
            await driver.press(answer)
        assert ("Nordwind" in driver.store.ledgers) is is_left
        assert not isinstance(driver.app.screen, ConfirmDialog)


async def test_enter_on_the_delete_dialog_keeps(opened: Opened) -> None:
    """The safe answer has the focus."""
    async with opened() as driver:
        await driver.begin("Nordwind")
        await driver.press("ctrl+o", "d", "enter")
        assert "Nordwind" in driver.store.ledgers


async def test_a_name_that_is_taken_is_refused(opened: Opened) -> None:
    """One clear line, and home stays."""
    async with opened() as driver:
        await driver.begin("Nordwind")
        await driver.press("ctrl+o", "n")
        await driver.press(*"Nordwind", "enter")
        assert [n.message for n in driver.app._notifications]
        assert driver.app.screen is driver.app._home


async def test_a_record_that_cannot_be_opened_is_told_in_one_line(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reason and the advice stand on home; nothing crashes."""

    def fail(_: object) -> None:
        raise RecordError("the record is locked", "Close the other program.")

    async with opened() as driver:
        monkeypatch.setattr(driver.app, "_open_store", fail)
        driver.app.prepare()
        await driver.settle()
        assert "the record is locked. Close the other program." in driver.home_note


async def test_an_assessment_named_at_the_start_is_opened(opened: Opened) -> None:
    """`assessment=` skips home."""
    store = MemoryStore()
    async with opened(store=store) as driver:
        await driver.begin("Nordwind")
    async with opened(store=store, assessment="Nordwind") as driver:
        assert isinstance(driver.app.screen, InterviewScreen)


async def test_markup_in_a_name_is_shown_as_typed(opened: Opened) -> None:
    """Brackets are letters, also in the dialogs that name the assessment."""
    async with opened() as driver:
        await driver.begin("[red]x[/] [/")
        await driver.press("ctrl+o")
        assert "[red]x[/] [/" in str(driver.app._home.entry_list.get_option_at_index(0).prompt)
        await driver.press("d")
        assert isinstance(driver.app.screen, ConfirmDialog)


async def test_a_reader_that_cannot_be_loaded_is_told_and_home_goes_on(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Missing weights are a line, not a crash; the record is let go at the end."""

    def warm() -> None:
        raise LibraryError("the weights are missing", "Run `mlsmm doctor`.")

    async with opened() as driver:
        assert driver.app.desk is not None
        monkeypatch.setattr(driver.app.desk.library, "warm", warm, raising=False)
        driver.app.prepare()
        await driver.settle()
        assert "the weights are missing. Run `mlsmm doctor`." in [
            n.message for n in driver.app._notifications
        ]
    assert driver.store.is_closed


async def test_an_assessment_is_made_again_from_the_one_chosen(opened: Opened) -> None:
    """Its systems and what was said come along; nothing of it counts, and the first screen says so."""
    async with opened() as driver:
        await driver.begin("Spring")
        await driver.say("photo is a camera system, legal reads every talk before it goes out")
        await driver.press("enter", "ctrl+o", "a", *"Autumn", "enter")
        state = driver.interview.session.state
        assert (state.name, state.scope_settled) == ("Autumn", bool(state.named))
        assert driver.store.ledgers["Autumn"].acts[0].deed.origin  # type: ignore[union-attr]  # it is Opened
        assert "from the assessment before" in driver.transcript
        assert not any(p.is_settled for p in state.practices.values())


async def test_a_backup_made_at_the_opening_is_told(opened: Opened) -> None:
    """Where the copy with every word is, and how to be rid of it; nothing where there is none."""
    async with opened() as driver:
        assert not driver.app._home.backup.display
    async with opened(store=MemoryStore(backup=Path("/kept/[b]record.db.backup-1Z"))) as driver:
        told = str(driver.app._home.backup.content)
        assert driver.app._home.backup.display
        assert "/kept/[b]record.db.backup-1Z" in told
        assert "--drop-backups" in told
