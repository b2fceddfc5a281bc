"""Home: the assessments of this record. It paints before anything heavy is loaded."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from assistant.screens import keys
from assistant.screens.desk import Desk
from assistant.screens.dialogs import ConfirmDialog, NameDialog
from assistant.screens.fresh import FreshScreen
from assistant.widgets.entries import HomeEntry, described
from assistant.widgets.footer import KeyFooter
from assistant.widgets.safe import plain
from assistant.widgets.titlebar import TitleBar
from assistant.widgets.wording import say

NEEDS_ONE = frozenset({"open", "threats", "rename", "delete", "export"})
"""What can be done only with an assessment."""
OF_HOME = NEEDS_ONE | {"new", "leave"}


class HomeScreen(FreshScreen):
    """Lists the assessments; opens, begins, renames and deletes them."""

    CSS_PATH = "home.tcss"
    BINDINGS = keys.bound(keys.HOME)  # type: ignore[assignment]  # Textual declares a wider list
    entry_list = query_one(OptionList)
    note = query_one("#note", Static)
    backup = query_one("#backup", Static)

    class Chosen(Message):
        """An assessment is to be opened, or begun where it is new."""

        def __init__(self, name: str, *, is_new: bool, where: str = "", origin: str = "") -> None:
            super().__init__()
            self.name = name
            self.is_new = is_new
            self.where = where
            """A screen to look at instead of the interview."""
            self.origin = origin
            """The earlier assessment that a new one goes on from."""

    class Listed(Message):
        """The record was read: the entries of now."""

        def __init__(self, entries: Sequence[HomeEntry]) -> None:
            super().__init__()
            self.entries = tuple(entries)

    class Surveyed(Message):
        """The figures of one assessment were counted."""

        def __init__(self, entry: HomeEntry) -> None:
            super().__init__()
            self.entry = entry

    class Refused(Message):
        """Something could not be done."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    def __init__(self) -> None:
        super().__init__()
        self.desk: Desk | None = None
        self.entries: dict[str, HomeEntry] = {}
        self.is_opening = False
        """An assessment is being opened: keys of the list would be meant for the talk."""
        self.is_awaited = False
        """A new assessment was asked for before the record was open."""

    def compose(self) -> ComposeResult:
        """A title, the list, a note below it."""
        yield TitleBar(facts=say("home.facts"))
        with VerticalScroll(id="page", can_focus=False):
            yield Static(Content.assemble((say("home.title"), "bold")), id="title")
            yield Static(plain(say("home.subtitle")), id="subtitle")
            yield Static(plain(say("home.list"), "bold $accent"), id="list-title")
            yield OptionList(id="entries")
            yield Static(plain(say("home.opening")), id="note")
            yield Static(id="backup")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Nothing to choose from yet."""
        self.entry_list.display = self.backup.display = False
        self.entry_list.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is done with an assessment is offered where there is one."""
        if self.is_opening and action in OF_HOME:
            return False
        needs_one = action in NEEDS_ONE or (action == "new" and bool(parameters))
        return bool(self.entries) or not needs_one

    def on_screen_resume(self) -> None:
        """Look again: an interview may have changed something."""
        self.is_opening = False
        self.refresh_entries()

    def receive(self, desk: Desk) -> None:
        """The record and the knowledge are open."""
        self.desk = desk
        if file := desk.store.backup:  # the record was brought up to date; the copy holds every word
            self.backup.update(plain(say("home.backup", file=file), "$warning"))
            self.backup.display = True
        self.refresh_entries()
        if self.is_awaited:
            self.action_new()

    def fail(self, reason: str) -> None:
        """The record or the knowledge cannot be opened."""
        self.note.update(plain("✗ ", "bold $error") + plain(reason, "$error"))

    @work(thread=True, exclusive=True, group="survey")
    def refresh_entries(self) -> None:
        """Read the list again, in the background; nothing before the record is open."""
        if (desk := self.desk) is None:
            return
        from textual.worker import get_current_worker  # 5 ms, after the first paint

        from model.errors import MlsmmError  # pydantic, after the first paint

        worker = get_current_worker()
        try:
            entries = desk.entries()
            self.post_message(self.Listed(entries))
            for entry in desk.surveyed([e for e in entries if not is_counted(e, self.entries)]):
                if worker.is_cancelled:
                    return
                self.post_message(self.Surveyed(entry))
        except MlsmmError as error:
            self.post_message(self.Refused(str(error)))

    @on(Listed)
    def _list(self, event: Listed) -> None:
        chosen = self._chosen()
        self.entries = {
            e.name: self.entries[e.name] if is_counted(e, self.entries) else e for e in event.entries
        }
        self.entry_list.set_options(_spaced(self.entries.values()))
        names = list(self.entries)
        self.entry_list.display = bool(names)
        if names:
            self.entry_list.highlighted = names.index(chosen) if chosen in names else 0
        if not self.is_opening:
            self.note.update(plain(say("home.some") if names else say("home.none")))
        self.entry_list.focus()
        self.refresh_bindings()

    @on(Surveyed)
    def _describe(self, event: Surveyed) -> None:
        if event.entry.name in self.entries:
            self.entries[event.entry.name] = event.entry
            self.entry_list.replace_option_prompt(_id(event.entry.name), described(event.entry))

    @on(Refused)
    def _refuse(self, event: Refused) -> None:
        self.is_opening = False
        self.refresh_entries()
        self.notify(event.reason, severity="error", markup=False, timeout=8)

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        """Open the chosen assessment."""
        if chosen := self._chosen():
            self.post_message(self.Chosen(chosen, is_new=False))

    def action_leave(self) -> None:
        """Leave the program."""
        self.app.exit()

    def action_threats(self) -> None:
        """Which attacks are covered, in the chosen assessment."""
        if chosen := self._chosen():
            self.post_message(self.Chosen(chosen, is_new=False, where="threats"))

    @work(exclusive=True, group="dialog")
    async def action_new(self, is_again: bool = False) -> None:
        """Ask for a name, then begin; again from the chosen one, whose answers wait for a yes."""
        old = (self._chosen() or "") if is_again else ""
        if self.desk is None or (is_again and not old):
            self.is_awaited = self.desk is None
            return
        if name := await self.app.push_screen_wait(NameDialog("naming.again" if old else "naming.new")):
            self.post_message(self.Chosen(name, is_new=True, origin=old))

    @work(exclusive=True, group="dialog")
    async def action_rename(self) -> None:
        """Ask for another name."""
        desk, old = self.desk, self._chosen()
        if desk is None or old is None:
            return
        new = await self.app.push_screen_wait(NameDialog("naming.rename", old))
        if new and new != old:
            self._change(lambda: desk.rename(old, new))

    @work(exclusive=True, group="dialog")
    async def action_delete(self) -> None:
        """Ask, ask again, delete."""
        desk, name = self.desk, self._chosen()
        if desk is None or name is None:
            return
        for question in ("deleting.first", "deleting.second"):
            if not await self.app.push_screen_wait(ConfirmDialog(question, name=name)):
                return
        self._change(lambda: desk.delete(name))

    def action_export(self) -> None:
        """Write a report of the chosen assessment."""
        from assistant.screens.exporting import ExportDialog  # after the first paint, when somebody asks

        if self.desk is not None and (name := self._chosen()):
            self.app.push_screen(ExportDialog(name, partial(self.desk.open, name)))

    @work(thread=True, group="change")
    def _change(self, change: Callable[[], None]) -> None:
        from model.errors import MlsmmError  # pydantic, after the first paint

        try:
            change()
        except MlsmmError as error:
            self.post_message(self.Refused(str(error)))
        self.app.call_from_thread(self.refresh_entries)

    def _chosen(self) -> str | None:
        at = self.entry_list.highlighted
        names = list(self.entries)
        return names[at] if at is not None and at < len(names) else None


def await_opening(home: HomeScreen, name: str) -> None:
    """Say that an assessment is being opened, and take no key until it is there."""
    home.is_opening = True
    home.note.update(plain(say("home.opening-one", name=name)))
    home.refresh_bindings()


def is_counted(entry: HomeEntry, known: Mapping[str, HomeEntry]) -> bool:
    """Whether the figures of an entry were counted since it last changed."""
    before = known.get(entry.name)
    return before is not None and before.last_at == entry.last_at and before.settled is not None


def _spaced(entries: Iterable[HomeEntry]) -> Iterator[Option | None]:
    for number, entry in enumerate(entries):
        if number:
            yield None
        yield Option(described(entry), id=_id(entry.name))


def _id(name: str) -> str:
    """An id that any name has: Textual asks for none of the characters that a name may hold."""
    return f"entry-{name}"
