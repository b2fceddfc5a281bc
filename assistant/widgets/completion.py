"""What completes a text: commands by name, files and folders by path."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from assistant.conversation.commands import COMMANDS, Command
from assistant.conversation.files import TypedPath, entries_of, fitting, typed_path
from assistant.widgets.rows import Cell, row
from assistant.widgets.safe import plain
from assistant.widgets.wording import say


@dataclass(frozen=True)
class Offer:
    """Something that completes the text."""

    text: str
    """What the composer holds once it is taken."""
    drawn: Content
    is_whole: bool = False
    """Nothing need follow it: Enter sends it at once."""
    told: str = ""
    """What it does."""


@dataclass(frozen=True)
class _Folder:
    path: Path
    names: tuple[str, ...] | None = None
    """None while it is being looked into."""


def matching(text: str) -> tuple[Command, ...]:
    """The commands that a text begins to name; none once an argument follows."""
    if not text.startswith("/") or any(c.isspace() for c in text):
        return ()
    start = text[1:].lower()
    found = (c for c in COMMANDS if any(n.startswith(start) for n in (c.name, *c.aliases)))
    return tuple(sorted(found, key=lambda c: not c.name.startswith(start)))


def needs_words(command: Command) -> bool:
    """Whether a command is nothing without what follows it."""
    return bool(command.argument) and not command.argument.startswith("[")


def filled_in(command: Command) -> str:
    """What completing a command leaves in the composer."""
    return f"/{command.name} " if command.argument else f"/{command.name}"


class PathOffers(OptionList, can_focus=False):
    """Files and folders that complete a path; hidden while there is nothing to offer."""

    class Listed(Message):
        """A folder was looked into."""

        def __init__(self, folder: Path, names: tuple[str, ...]) -> None:
            super().__init__()
            self.folder = folder
            self.names = names

    class Offered(Message):
        """There is something to offer now, or no longer."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.offers: tuple[Offer, ...] = ()
        self._typed: TypedPath | None = None
        self._folder: _Folder | None = None

    def on_mount(self) -> None:
        """Nothing is offered until something is typed."""
        self.display = False

    @property
    def chosen(self) -> Offer | None:
        """The offer that is highlighted."""
        option = self.highlighted_option if self.offers else None
        return self.offers[int(option.id)] if option is not None and option.id else None

    def cut_off(self, room: int) -> str:
        """What the highlighted offer does, where so many columns have no room for all of its row."""
        offer = self.chosen
        return offer.told if offer is not None and offer.drawn.cell_length > room else ""

    def complete_path(self, typed: TypedPath) -> None:
        """Offer what completes a path."""
        self._typed = typed
        if self._folder is not None and self._folder.path == typed.folder:
            self._offer_files(typed, self._folder.names or ())
        else:
            self._folder = _Folder(typed.folder)
            self._offer((), is_begun=True)
            self._look_into(typed.folder)

    def close(self) -> None:
        """Offer nothing until the text changes."""
        self._typed = None
        self._offer((), is_begun=True)

    def hint(self, typed: TypedPath) -> str:
        """What Enter does while nothing is chosen; nothing where that is plain."""
        return ""

    @work(thread=True, exclusive=True, group="folder")
    def _look_into(self, folder: Path) -> None:
        worker = get_current_worker()
        names = entries_of(folder, is_stopped=lambda: worker.is_cancelled)
        self.post_message(self.Listed(folder, names))

    @on(Listed)
    def _hold(self, event: Listed) -> None:
        event.stop()
        if self._folder is None or self._folder.path != event.folder:
            return
        self._folder = _Folder(event.folder, event.names)
        if self._typed is not None:
            self._offer_files(self._typed, event.names)

    def _offer_files(self, typed: TypedPath, names: Sequence[str]) -> None:
        offers = [_file_offer(typed, name) for name in fitting(names, typed.name)]
        self._offer(offers, is_begun=bool(typed.name), hint=self.hint(typed))

    def _offer(self, offers: Sequence[Offer], *, is_begun: bool, hint: str = "") -> None:
        """Show offers; the first is highlighted once the text has begun to name one."""
        self.offers = tuple(offers)
        self.display = bool(offers)
        options = [Option(offer.drawn, id=str(number)) for number, offer in enumerate(offers)]
        self.set_options([Option(plain(hint, "$muted"), disabled=True), *options] if hint else options)
        self.highlighted = 0 if offers and is_begun else None
        self.post_message(self.Offered())


class Completion(PathOffers, can_focus=False):
    """The list above the composer's text."""

    def complete(self, text: str) -> None:
        """Offer what completes a text."""
        typed = typed_path(text)
        if typed is None:
            self._typed = self._folder = None
            self._offer([_command_offer(c) for c in matching(text)], is_begun=True)
        else:
            self.complete_path(typed)

    def hint(self, typed: TypedPath) -> str:
        """A folder can be sent as it is, and the tree opens where no path is typed."""
        return "" if typed.name else say("files.whole" if typed.is_given else "files.none")


def _command_offer(command: Command) -> Offer:
    name = plain(f"/{command.name}", "bold $primary") + plain(f" {command.argument}", "$muted")
    drawn = row([Cell(name, 26)]) + plain(f"  {command.summary}")
    return Offer(filled_in(command), drawn, is_whole=not needs_words(command), told=command.summary)


def _file_offer(typed: TypedPath, name: str) -> Offer:
    return Offer(typed.start + name, plain(name, "bold $primary" if name.endswith("/") else ""))
