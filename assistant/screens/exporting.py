"""The dialog that writes a report to a file: format, who is named, where; then its path."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import get_current_worker

from assistant.conversation.session import Line, LineStyle, Session
from assistant.screens import keys
from assistant.screens.dialogs import ConfirmDialog
from assistant.screens.filed import FiledDialog
from assistant.widgets.choice import Choice
from assistant.widgets.gauge import share_bar
from assistant.widgets.pathfield import PathField
from assistant.widgets.safe import plain
from assistant.widgets.sheet import Sheet
from assistant.widgets.wording import say
from model.errors import MlsmmError, RecordError

if TYPE_CHECKING:  # the reports take 0.15 s, which the dialog does not wait for
    from assistant.reports.data import Gathered
    from assistant.reports.veil import Kind

FORMS = (
    "md", "html", "pdf", "docx", "xlsx", "csv", "json", "navigator",
    "backlog-github", "backlog-gitlab", "backlog-jira",
)  # fmt: skip
"""The formats that one chooses among; a test holds them against the writers."""
KINDS: "tuple[Kind, ...]" = ("roles", "names", "redacted")
TELLING = frozenset({"md", "html", "pdf", "docx", "xlsx"})
"""Endings of files that only one format has."""
STEPS = ("gathering", "writing", "saving")
MOST_LISTED = 200
"""Replacements that the preview lists."""


@runtime_checkable
class TriesSomething(Protocol):
    """A screen that may show something other than what is on record."""

    @property
    def tried(self) -> str:
        """What it is, and how to record it; empty where there is nothing."""
        ...


@dataclass(frozen=True)
class Errand:
    """What is to be written, and where."""

    form: str
    kind: "Kind"
    path: Path


class ExportDialog(ModalScreen[None]):
    """Asks for format, edition and place; writes in the background."""

    CSS_PATH = "exporting.tcss"
    BINDINGS = keys.bound(keys.EXPORTING)  # type: ignore[assignment]  # Textual declares a wider list
    forms = query_one("#forms", Choice)
    kinds = query_one("#kinds", Choice)
    field = query_one(PathField)
    preview = query_one(Sheet)
    status = query_one("#status", Static)
    note = query_one("#tried", Static)

    class Drafted(Message):
        """What a copy says and what it replaces is known."""

        def __init__(self, kind: "Kind", gathered: "Gathered") -> None:
            super().__init__()
            self.kind = kind
            self.gathered = gathered

    class Advanced(Message):
        """So many steps are done."""

        def __init__(self, done: int) -> None:
            super().__init__()
            self.done = done

    class Refused(Message):
        """The file could not be written, or the record not be read."""

        def __init__(self, error: MlsmmError) -> None:
            super().__init__()
            self.error = error

    class Filed(Message):
        """The file is there."""

        def __init__(self, path: Path, size: int) -> None:
            super().__init__()
            self.path = path
            self.size = size

    def __init__(self, name: str, opener: Callable[[], Session], *, form: str = "") -> None:
        super().__init__()
        self.assessment = name
        self.opener = opener
        """Called off the event loop: reading an assessment may take a while."""
        self.wanted = form
        self.day = datetime.now(UTC).date()
        self.drafts: dict[str, Gathered] = {}
        self._is_due = False
        """It was told to write before the record was looked at; then it does."""
        self._proposed = ""
        """The file name that was proposed last."""

    def compose(self) -> ComposeResult:
        """Format beside edition and preview, the path below."""
        forms = {name: say(f"exporting.formats.{name}") for name in FORMS}
        kinds = {str(kind): say(f"exporting.kinds.{kind}") for kind in KINDS}
        with Vertical(id="frame"):
            yield Static(plain(say("exporting.title", name=self.assessment), "bold"), id="title")
            yield Static(id="tried")
            with Horizontal(id="choices"):
                with Vertical(id="left"):
                    yield _label("format")
                    yield Choice(forms, FORMS[0], id="forms")
                with Vertical(id="right"):
                    yield _label("people")
                    yield Choice(kinds, KINDS[0], id="kinds")
                    yield _label("preview")
                    yield Sheet((Line(say("exporting.counting"), LineStyle.HINT),))
            yield _label("file")
            yield PathField()
            yield Static(id="status")
            yield Static(plain(say("exporting.hint"), "$muted"), id="hint")

    def on_mount(self) -> None:
        """Look at the record; say what of the screen below is not in it."""
        below = next((s for s in reversed(self.app.screen_stack) if isinstance(s, TriesSomething)), None)
        if below is not None and below.tried:
            self.note.update(plain("▲ ", "$warning") + plain(below.tried))
            self.add_class("-tried")
        self.forms.focus()
        self._draft(KINDS[0])

    @property
    def kind(self) -> "Kind":
        """The edition that is chosen."""
        return next(kind for kind in KINDS if kind == self.kinds.chosen)

    def _gather(self, kind: "Kind") -> "Gathered":
        from assistant.reports.data import gather  # 0.15 s, off the event loop
        from assistant.reports.veil import Edition  # with it

        session, edition = self.opener(), Edition(kind=kind, written=self.day)
        return gather(session.ledger.acts, session.catalogue, head=session.ledger.head, edition=edition)

    @work(thread=True, exclusive=True, group="draft")
    def _draft(self, kind: "Kind") -> None:
        try:
            self.post_message(self.Drafted(kind, self._gather(kind)))
        except MlsmmError as error:
            self.post_message(self.Refused(error))

    @on(Drafted)
    def _hold(self, event: Drafted) -> None:
        self.drafts[event.kind] = event.gathered
        if event.kind == self.kind:
            self.preview.show(preview_lines(event.gathered))
            self._propose()
            self._compare()
        if self.wanted:
            self._choose_wanted()
        if self._is_due and event.kind == self.kind:
            self._is_due = False
            self.action_write()

    def _choose_wanted(self) -> None:
        from assistant.reports.formats import format_called  # loaded with the draft

        wanted, self.wanted = self.wanted, ""
        found = format_called(wanted)
        if found in FORMS:
            self.forms.highlighted = FORMS.index(found)
        else:
            self.status.update(plain(say("exporting.unknown", name=wanted), "$warning"))

    @on(Choice.Picked, "#kinds")
    def _edit(self) -> None:
        if self.kind in self.drafts:
            self._hold(self.Drafted(self.kind, self.drafts[self.kind]))
        else:
            self.preview.show((Line(say("exporting.counting"), LineStyle.HINT),))
            self._draft(self.kind)

    @on(Choice.Picked, "#forms")
    def _follow(self) -> None:
        self._propose()
        self._compare()

    def _propose(self) -> None:
        """Propose the file's name, as long as nobody gave it another."""
        from assistant.reports.filing import here, proposed_name  # loaded with the draft

        if self.kind not in self.drafts:
            return
        title = self.drafts[self.kind].data.meta.assessment
        name, before = proposed_name(title, form=self.forms.chosen, day=self.day), self._proposed
        typed, self._proposed = self.field.path, name
        if not before and not typed:
            self.field.put(str(here() / name))
        elif typed.endswith(before):
            self.field.put(typed.removesuffix(before) + name)
        else:
            self.field.put(with_ending(typed, before=before, after=name))

    @on(PathField.Retyped)
    def _compare(self) -> None:
        """The format follows the ending; one that names no single format is only compared with it."""
        ending, due = Path(self.field.path).suffix, Path(self._proposed).suffix
        is_table = self.forms.chosen == "backlog-github" and ending == ".csv"
        if ending == due or not ending or is_table:
            self.status.update("")
        elif ending[1:] in TELLING:
            self.forms.highlighted = FORMS.index(ending[1:])
        else:
            form = say(f"exporting.formats.{self.forms.chosen}")
            note = say("exporting.mismatch", ending=ending[:12], format=form)
            self.status.update(plain(note, "$warning"))

    @on(PathField.Entered)
    def _enter(self, event: PathField.Entered) -> None:
        event.stop()
        self.action_write()

    @work(exclusive=True, group="dialog")
    async def action_write(self) -> None:
        """Write the file; ask where there is one."""
        if self.has_class("-busy"):
            return
        if self.kind not in self.drafts:
            self._is_due = True
            self.status.update(plain(say("exporting.due"), "$accent"))
            if all(w.is_finished for w in self.workers if w.group == "draft" and w.node is self):
                self._draft(self.kind)
            return
        from assistant.reports.filing import is_taken, place_of  # loaded with the draft

        try:
            path = place_of(self.field.path, name=self._proposed)
        except RecordError as error:
            self.post_message(self.Refused(error))
            return
        if await asyncio.to_thread(is_taken, path):
            question = ConfirmDialog("exporting.overwrite", name=path.name, folder=str(path.parent))
            if not await self.app.push_screen_wait(question):
                return
        self.add_class("-busy")
        self._write(Errand(self.forms.chosen, self.kind, path))

    @work(thread=True, exclusive=True, group="write")
    def _write(self, order: Errand) -> None:
        from assistant.reports.filing import write_whole  # loaded with the draft
        from assistant.reports.formats import format_at, write  # loaded with the draft

        worker = get_current_worker()
        try:
            self.post_message(self.Advanced(0))
            gathered = self.drafts.get(order.kind) or self._gather(order.kind)
            self.post_message(self.Advanced(1))
            content = write(gathered.data, format_at(order.form, order.path.name))
            if worker.is_cancelled:
                return
            self.post_message(self.Advanced(2))
            write_whole(order.path, content)
            self.post_message(self.Filed(order.path, len(content)))
        except MlsmmError as error:
            self.post_message(self.Refused(error))

    @on(Advanced)
    def _advance(self, event: Advanced) -> None:
        if self.has_class("-busy"):
            form = say(f"exporting.formats.{self.forms.chosen}")
            words = say(f"exporting.steps.{STEPS[event.done]}", format=form)
            bar = share_bar(event.done, len(STEPS), width=18)
            self.status.update(bar + plain(f" {words} …", "$accent"))

    @on(Refused)
    def _refuse(self, event: Refused) -> None:
        self._is_due = False
        self.remove_class("-busy")
        self.status.update(plain("✗ ", "bold $error") + plain(str(event.error), "$error"))

    @on(Filed)
    def _end(self, event: Filed) -> None:
        self.remove_class("-busy")
        if self.is_current:
            self.app.switch_screen(FiledDialog(event.path, event.size))
        else:
            self.status.update(plain(say("exporting.filed", path=event.path), "$success"))

    def action_close(self) -> None:
        """Stop what is being written; else close."""
        if self.has_class("-busy"):
            self.workers.cancel_group(self, "write")
            self.remove_class("-busy")
            self.status.update(plain(say("exporting.stopped"), "$accent"))
        else:
            self.app.pop_screen()


def preview_lines(gathered: "Gathered") -> tuple[Line, ...]:
    """What a copy replaces, in lines."""
    replaced = gathered.replaced
    count = sum(r.count for r in replaced)
    head = say("exporting.replaced", count=count) if replaced else say("exporting.nothing")
    lines = [Line(head), *(Line(r.told, LineStyle.ITEM) for r in replaced[:MOST_LISTED])]
    if len(replaced) > MOST_LISTED:
        lines.append(Line(say("exporting.more", count=len(replaced) - MOST_LISTED), LineStyle.HINT))
    return (*lines, Line(say("exporting.private"), LineStyle.HINT))


def with_ending(typed: str, *, before: str, after: str) -> str:
    """A path that somebody typed, with the ending of another format where it had that of the one before."""
    old, new = Path(before).suffix, Path(after).suffix
    return typed.removesuffix(old) + new if typed.endswith(old) else typed


def _label(name: str) -> Static:
    return Static(plain(say(f"exporting.{name}"), "bold $accent"), classes="label")
