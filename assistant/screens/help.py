"""All commands and keys, from the one registry."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.screen import Screen
from textual.widgets import Static

from assistant.conversation.commands import COMMANDS
from assistant.screens import keys
from assistant.widgets.footer import KeyFooter
from assistant.widgets.rows import Cell, row
from assistant.widgets.safe import plain
from assistant.widgets.titlebar import TitleBar
from assistant.widgets.wording import say


class HelpScreen(Screen[None]):
    """What can be asked for, and with which key."""

    CSS_PATH = "sheets.tcss"
    BINDINGS = keys.bound((keys.CLOSE,))  # type: ignore[assignment]  # Textual declares a wider list
    page = query_one(VerticalScroll)

    def compose(self) -> ComposeResult:
        """Two tables."""
        yield TitleBar(say("help.place"))
        with VerticalScroll():
            yield Static(plain(say("help.intro"), "$muted"), classes="intro")
            yield Static(Content("\n").join(command_rows()))
            yield Static(plain(say("help.screens"), "bold $accent"), classes="heading")
            yield Static(Content("\n").join(key_rows()))
        yield KeyFooter()

    def on_mount(self) -> None:
        """Arrows scroll."""
        self.page.focus()


def command_rows() -> Iterator[Content]:
    """A command each: its key, its name with arguments, what it does."""
    for command in COMMANDS:
        name = plain(f"/{command.name}", "bold $primary") + plain(f" {command.argument}", "$muted")
        yield _entry(command.key, name)
        yield Content(" " * 10) + plain(command.summary)


def key_rows() -> Iterator[Content]:
    """The keys that are not commands."""
    ours = (keys.FILES, keys.STOP, keys.PANE, *keys.SCROLL, *keys.FILE_TREE, *keys.HOME)
    others = (*keys.RESULTS, *keys.ROADMAP, *keys.THREATS, *keys.DRILL, *keys.EXPLAIN, *keys.APP)
    for key in {key.id: key for key in (*ours, *others)}.values():
        yield _entry(key.keys.partition(",")[0], plain(key.tip))


def _entry(key: str, content: Content) -> Content:
    return row([Cell(plain(key, "bold $accent"), 8), Cell(content, content.cell_length)])
