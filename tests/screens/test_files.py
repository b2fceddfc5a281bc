"""Evidence as people hand it in: typed with completion, chosen in a tree, dropped into the terminal."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets.directory_tree import DirEntry
from textual.widgets.tree import TreeNode

from assistant.conversation.commands import COMMANDS
from assistant.screens import keys
from assistant.screens.files import FileDialog
from assistant.screens.interview import InterviewScreen
from assistant.widgets.composer import Composer
from assistant.widgets.filetree import MOST_LISTED
from assistant.widgets.transcript import UserTurn
from tests.screens.conftest import Driver, Opened


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with files as people name them."""
    here = tmp_path / "here"
    (here / "My Policies").mkdir(parents=True)
    (here / "My Policies" / "data policy.md").write_text("# Data policy\n")
    for name in ("notes.txt", "[bold]x.md", ".hidden.md", "photo.png", "esc\x1b[31m.md"):
        (here / name).touch()
    monkeypatch.chdir(here)
    return here


async def _composer(driver: Driver) -> Composer:
    await driver.begin()
    return driver.interview.composer


async def _put(driver: Driver, text: str) -> list[str]:
    """What is offered for a text."""
    driver.interview.composer.put(text)
    await driver.settle()
    return _offered(driver)


def _offered(driver: Driver) -> list[str]:
    return [offer.drawn.plain for offer in driver.interview.composer.completion.offers]


async def test_a_path_completes_itself_folder_by_folder(opened: Opened, folder: Path) -> None:
    """Tab takes a folder and goes on in it, Enter takes the file, and Enter sends it."""
    async with opened() as driver:
        composer = await _composer(driver)
        assert await _put(driver, "/evidence ") == ["My Policies/", "[bold]x.md", "notes.txt"]
        assert composer.completion.chosen is None
        assert await _put(driver, "/evidence my") == ["My Policies/"]
        await driver.press("tab")
        assert composer.text == "/evidence My Policies/"
        assert _offered(driver) == ["data policy.md"]
        await driver.press("down", "enter")
        assert composer.text == "/evidence My Policies/data policy.md"
        assert not composer.completion.display
        await driver.press("enter")
        turn = [c for c in driver.interview.transcript.children if isinstance(c, UserTurn)][-1]
        assert turn.text == "/evidence My Policies/data policy.md"


@pytest.mark.usefixtures("folder")
async def test_a_folder_named_in_full_can_be_sent(opened: Opened) -> None:
    """Right after a slash nothing is chosen yet: Enter sends the folder."""
    async with opened() as driver:
        composer = await _composer(driver)
        await _put(driver, "/evidence My Policies/")
        assert composer.completion.display
        await driver.press("enter")
        turn = [c for c in driver.interview.transcript.children if isinstance(c, UserTurn)][-1]
        assert turn.text == "/evidence My Policies/"


@pytest.mark.usefixtures("folder")
async def test_escape_closes_the_list_until_the_text_changes(opened: Opened) -> None:
    """Then Escape and the arrows are the text's own again."""
    async with opened() as driver:
        composer = await _composer(driver)
        await _put(driver, "/evidence n")
        await driver.press("escape")
        assert not composer.completion.display
        assert composer.text == "/evidence n"
        await driver.press("o")
        assert _offered(driver) == ["notes.txt"]
        composer.put("no command")
        await driver.settle()
        assert not composer.completion.display


async def test_absolute_and_home_paths_complete(
    opened: Opened, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The path stays as it was begun."""
    monkeypatch.setenv("HOME", str(folder))
    async with opened() as driver:
        composer = await _composer(driver)
        for start in (f"{folder}/", "~/", "./"):
            assert await _put(driver, f"/evidence {start}no") == ["notes.txt"]
            await driver.press("tab")
            assert composer.text == f"/evidence {start}notes.txt"


async def test_a_folder_is_looked_into_away_from_the_screen(
    opened: Opened, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that answers late holds nothing up, and is not shown once the text is another."""
    late, threads = threading.Event(), set[int]()

    def scandir(path: Path) -> object:
        threads.add(threading.get_ident())
        late.wait(10)
        return os.scandir(path)

    monkeypatch.setattr("assistant.conversation.files.scandir", scandir)
    async with opened() as driver:
        composer = await _composer(driver)
        composer.put("/evidence ")
        await driver.pilot.pause()
        composer.put("well")
        await driver.pilot.press("!")
        assert composer.text == "well!"
        late.set()
        await driver.settle()
        assert not composer.completion.display
        assert threads
        assert threading.get_ident() not in threads


async def test_a_huge_folder_offers_fifty(opened: Opened, folder: Path) -> None:
    """And narrows as the name is typed."""
    for number in range(2000):
        (folder / "My Policies" / f"scan{number}.pdf").touch()
    async with opened() as driver:
        await _composer(driver)
        assert len(await _put(driver, "/evidence My Policies/")) == 50
        assert await _put(driver, "/evidence My Policies/scan1999") == ["scan1999.pdf"]


async def _filled(driver: Driver, node: TreeNode[DirEntry]) -> None:
    """Wait for what a folder holds: it is looked up in a thread that no worker tells of."""
    for _ in range(500):
        if node.children:
            break
        await driver.pilot.pause(0.02)
    await driver.settle()


async def test_the_tree_puts_a_file_into_the_composer(opened: Opened, folder: Path) -> None:
    """Ctrl+R opens it, arrows and Enter choose; nothing is sent."""
    async with opened() as driver:
        composer = await _composer(driver)
        turns = len(driver.interview.transcript.children)
        await driver.press("ctrl+r")
        tree = driver.on(FileDialog).files
        assert [str(node.label) for node in tree.root.children] == [
            "My Policies",
            "[bold]x.md",
            "notes.txt",
        ]
        await driver.press("down", "right")
        await _filled(driver, tree.root.children[0])
        await driver.press("down", "enter")
        assert isinstance(driver.app.screen, InterviewScreen)
        assert composer.text == f"/evidence {folder}/My Policies/data policy.md"
        assert not composer.completion.display
        assert len(driver.interview.transcript.children) == turns


async def test_the_tree_says_when_a_folder_holds_more(opened: Opened, folder: Path) -> None:
    """A bounded number is shown, and the words beside it are there only then."""
    for number in range(MOST_LISTED + 1):
        (folder / "My Policies" / f"scan{number}.pdf").touch()
    async with opened() as driver:
        await _composer(driver)
        await driver.press("ctrl+r")
        dialog = driver.on(FileDialog)
        assert not dialog.more.display
        await driver.press("down", "right")
        await _filled(driver, dialog.files.root.children[0])
        assert dialog.more.display
        assert len(dialog.files.root.children[0].children) == MOST_LISTED


async def test_the_tree_takes_a_whole_folder(opened: Opened, folder: Path) -> None:
    """The one at the cursor, or the one around the file at the cursor."""
    async with opened() as driver:
        composer = await _composer(driver)
        await driver.press("ctrl+r", "down", "f")
        assert composer.text == f"/evidence {folder}/My Policies/"
        composer.put("")
        await driver.press("ctrl+r", "down", "down", "f")
        assert composer.text == f"/evidence {folder}/"


async def test_the_tree_goes_up(opened: Opened, folder: Path) -> None:
    """Left closes a folder, goes to the one around it, and at the top above it."""
    async with opened() as driver:
        await _composer(driver)
        await driver.press("ctrl+r", "down", "right", "down", "left")
        tree = driver.on(FileDialog).files
        assert tree.at == folder / "My Policies"
        await driver.press("left")
        assert tree.cursor_node is not None
        assert not tree.cursor_node.is_expanded
        await driver.press("left", "left")
        assert Path(tree.path) == folder.parent
        assert str(tree.root.label) == str(folder.parent)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_escape_leaves_the_tree_and_the_text(opened: Opened, size: tuple[int, int]) -> None:
    """At either size and in either theme the dialog is whole, and Escape changes nothing."""
    async with opened(size=size) as driver:
        composer = await _composer(driver)
        composer.put("half an answer")
        await driver.press("ctrl+r", "ctrl+t")
        dialog = driver.on(FileDialog)
        assert dialog.files.size.height >= 8
        assert all(dialog.region.contains_region(w.region) for w in dialog.query(".hint"))
        await driver.press("escape")
        assert composer.text == "half an answer"


@pytest.mark.usefixtures("folder")
async def test_the_command_without_a_path_opens_the_tree(opened: Opened) -> None:
    """Enter completes the command, Enter again lets one look around."""
    async with opened() as driver:
        composer = await _composer(driver)
        turns = len(driver.interview.transcript.children)
        await driver.press("/", "e", "v", "enter")
        assert composer.text == "/evidence "
        await driver.press("enter")
        assert isinstance(driver.app.screen, FileDialog)
        assert len(driver.interview.transcript.children) == turns


async def test_a_dropped_path_becomes_the_command(opened: Opened, folder: Path) -> None:
    """Only alone in an empty composer; any other paste stays as it is."""
    quoted = f"'{folder}/My Policies/data policy.md'"
    async with opened() as driver:
        composer = await _composer(driver)
        driver.app.post_message(Paste(quoted))
        await driver.settle()
        assert composer.text == f"/evidence {folder}/My Policies/data policy.md"
        composer.put("see ")
        driver.app.post_message(Paste(quoted))
        await driver.settle()
        assert composer.text == f"see {quoted}"


def _new_keys() -> Iterator[keys.Key]:
    yield from (keys.FILES, keys.STOP, *keys.FILE_TREE)


async def test_the_new_keys_are_nobody_elses(opened: Opened) -> None:
    """Neither the registry, the composer nor the program has them; each says what it does."""
    taken = {command.key for command in COMMANDS if command.key}
    taken |= {one for key in (keys.PANE, *keys.SCROLL, *keys.APP) for one in key.keys.split(",")}
    async with opened() as driver:
        composer = await _composer(driver)
        taken |= set(composer.prompt._bindings.key_to_bindings)
        assert not {keys.FILES.keys, keys.STOP.keys} & taken
        assert all(key.id and key.tip for key in _new_keys())
