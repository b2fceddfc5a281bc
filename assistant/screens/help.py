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
from assistant.widgets.drawn import Drawn
from assistant.widgets.footer import KeyFooter
from assistant.widgets.keynames import key_name
from assistant.widgets.rows import Cell, row
from assistant.widgets.safe import plain
from assistant.widgets.titlebar import TitleBar
from assistant.widgets.wording import say

KEY = 8
"""Columns of a key."""
NAME = 37
"""Columns of a command with what may follow it."""
_NARROWEST = 16
"""Columns below which nothing is wrapped any narrower."""
GROUPS = {
    "everywhere": (keys.CLOSE, *keys.APP),
    "home": keys.HOME,
    "interview": (keys.FILES, keys.STOP, keys.PANE, *keys.SCROLL, *keys.SCROLL_PANE),
    "files": keys.FILE_TREE,
    "results": keys.RESULTS,
    "roadmap": keys.ROADMAP,
    "threats": keys.THREATS,
    "drill": keys.DRILL,
    "explain": keys.EXPLAIN,
    "parked": keys.PARKED,
    "exporting": (*keys.EXPORTING, *keys.FILED),
}
"""The keys of each screen; a test holds that none is missing."""


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
            yield CommandTable()
            yield Static(plain(say("help.screens"), "bold $accent"), classes="heading")
            yield KeyTable()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Arrows scroll."""
        self.page.focus()


class CommandTable(Drawn):
    """The commands with their keys."""

    def drawn(self, width: int) -> Content:
        """As many columns as there is room for."""
        return Content("\n").join(command_rows(width))


class KeyTable(Drawn):
    """The keys of each screen."""

    def drawn(self, width: int) -> Content:
        """Their rows, in as many columns as there are."""
        return Content("\n").join(key_rows(width))


def command_rows(width: int) -> Iterator[Content]:
    """A command each: its key, its name with arguments, what it does; below the name where it is narrow."""
    longest = max(len(c.summary) for c in COMMANDS)
    is_beside = width >= KEY + NAME + longest + 4
    for command in COMMANDS:
        name = plain(f"/{command.name}", "bold $primary") + plain(f" {command.argument}", "$muted")
        key = key_name(command.key) if command.key else ""
        if is_beside:
            yield _entry(key, row([Cell(name, NAME)]) + plain(f"  {command.summary}"))
        else:
            yield from _entries(key, name, width=width)
            yield from _entries("", plain(command.summary), width=width)


def key_rows(width: int = 100) -> Iterator[Content]:
    """The keys that are not commands, screen by screen; what two screens share stands once."""
    told: set[str] = set()
    for screen, known in GROUPS.items():
        yield plain(say(f"help.groups.{screen}"), "$muted").truncate(width, ellipsis=True)
        for key in known:
            if key.id not in told:
                yield from _entries(_spelt(key), plain(key.tip), width=width)
        told |= {key.id for key in known}


def _spelt(key: keys.Key) -> str:
    """The key, and a second one for the same where there is room."""
    names = [key_name(name) for name in key.keys.split(",")]
    both = " ".join(names[:2])
    return both if len(both) < KEY else names[0]


def _entry(key: str, content: Content) -> Content:
    return row([Cell(plain(key, "bold $accent"), KEY), Cell(content, content.cell_length)])


def _entries(key: str, content: Content, *, width: int) -> Iterator[Content]:
    """An entry in as many rows as it needs; the key stands beside the first."""
    for number, part in enumerate(content.wrap(max(_NARROWEST, width - KEY - 2))):
        yield _entry("" if number else key, part)
