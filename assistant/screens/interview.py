"""The interview: it starts a turn in the background and shows what comes out."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Resize
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Static

from assistant.conversation.commands import BY_NAME
from assistant.conversation.session import Line, LineStyle, Session, Shown
from assistant.screens import keys
from assistant.screens.desk import Desk
from assistant.screens.fresh import FreshScreen
from assistant.widgets.composer import Composer
from assistant.widgets.footer import KeyFooter
from assistant.widgets.progress import SidePane
from assistant.widgets.safe import plain
from assistant.widgets.standing import Standing, take_stock
from assistant.widgets.titlebar import TitleBar
from assistant.widgets.transcript import Transcript
from assistant.widgets.wording import say
from model.card import Card
from model.errors import ConflictError, MlsmmError

LOOKED_AT = frozenset({"results", "roadmap", "threats", "parked", "explain", "export", "help"})
"""Commands that only open a screen: their keys need no turn."""
WIDE = 100
"""Columns from which progress stands beside the talk."""
ROOMY = 120
"""Columns from which both are at their ease."""


class InterviewScreen(FreshScreen):
    """One assessment, talked through."""

    CSS_PATH = "interview.tcss"
    BINDINGS = keys.interview_keys()  # type: ignore[assignment]  # Textual declares a wider list
    title_bar = query_one(TitleBar)
    transcript = query_one(Transcript)
    composer = query_one(Composer)
    pane = query_one(SidePane)
    status = query_one("#status", Static)

    class Told(Message):
        """A turn has something to show; its acts are synced."""

        def __init__(self, shown: Shown, standing: Standing) -> None:
            super().__init__()
            self.shown = shown
            self.standing = standing

    class Advanced(Message):
        """A turn says what it is at; its acts are synced."""

        def __init__(self, session: Session, doing: str) -> None:
            super().__init__()
            self.session = session
            self.doing = doing

    class Failed(Message):
        """A turn came to nothing."""

        def __init__(self, session: Session, text: str, *, error: MlsmmError) -> None:
            super().__init__()
            self.session = session
            self.text = text
            """What was not recorded, if anything."""
            self.error = error

    class Ended(Message):
        """A turn is over."""

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__()
        self.desk = desk
        self.session = session
        self.standing: Standing | None = None
        self.card: Card | None = None
        self._wants_pane: bool | None = None
        self._held = ""
        """What to say once a turn is over, of an Enter that came while it ran."""
        self._stop: Event | None = None
        """Set when the turn that runs is to stop; None while none runs."""

    def compose(self) -> ComposeResult:
        """The talk and the composer, progress beside them."""
        self.update_classes(room_for(self._wants_pane, self.app.size.width))
        yield TitleBar(self.session.state.name)
        with Horizontal(id="body"):
            with Vertical(id="talk"):
                yield Transcript()
                with Vertical(id="foot"):
                    yield Static(id="status")
                    yield Composer()
            yield SidePane()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Say where the assessment stands."""
        self._begin(None)

    @on(Composer.Submitted)
    def _hear(self, event: Composer.Submitted) -> None:
        event.stop()
        if event.text.strip().lower() == "/evidence" and not has_evidence(self.session):
            self.composer.wait(False)
            self.action_choose_file()
            return
        self.transcript.hear(self.session.speaker.name, event.text)
        self._begin(event.text)

    @on(Composer.Held)
    def _hold(self, event: Composer.Held) -> None:
        event.stop()
        self._held = "interview.held-text" if event.has_text else "interview.held-enter"
        self.status.update(plain(say("interview.held"), "$accent"))

    def _begin(self, text: str | None) -> None:
        """Start a turn; None opens the assessment."""
        self.composer.wait(True)
        key = "interview.opening" if text is None else "interview.reading"
        self.status.update(plain(say(key), "$accent"))
        self._stop = Event()
        self._turn(self.session, text, stop=self._stop)

    @work(thread=True, exclusive=True, group="turn")
    def _turn(self, session: Session, text: str | None, *, stop: Event) -> None:
        from assistant.conversation.turn import (  # with the first turn, not before
            open_turn,
            take_turn,
        )

        library, words = self.desk.library, text or ""
        opening = open_turn(session, library=library)
        try:
            turn = opening if text is None else take_turn(session, words, library=library)
            for shown in up_to_stop(turn, stop):
                session, words = shown.session, ""
                self.transcript.lay_ahead(shown.lines)
                self.post_message(message_of(shown))
        except ConflictError as error:
            self.post_message(self.Failed(self.desk.refreshed(session), words, error=error))
        except MlsmmError as error:
            self.post_message(self.Failed(session, words, error=error))
        except Exception as error:  # noqa: BLE001 - the turn worker: whatever happens, the screen stays usable
            self.log.error(error)
            self.post_message(self.Failed(self.desk.folded(session), words, error=_unexpected(error)))
        self.post_message(self.Ended())

    def on_screen_resume(self) -> None:
        """Take over what another screen recorded meanwhile."""
        session = self.session
        if self._stop is not None or len(session.ledger.acts) == session.state.count:
            return

        def catch_up() -> None:
            self.post_message(message_of(Shown(session.refolded(), ())))

        self.run_worker(catch_up, group="catch-up", thread=True)

    @on(Advanced)
    def _advance(self, event: Advanced) -> None:
        self.session = event.session
        if self._stop is not None and not self._stop.is_set():
            self.status.update(plain(say("interview.doing", words=event.doing), "$accent"))

    @on(Told)
    def _show(self, event: Told) -> None:
        shown = event.shown
        self.session, self.standing = shown.session, event.standing
        if shown.go is None:
            self.transcript.speak(shown.lines)
        if shown.card is not None:
            self.card = shown.card
        elif self.card is not None and shown.session.focus.practice != self.card.practice:
            self.card = None
        self.call_after_refresh(self.pane.show, event.standing, self.card)  # both at once take twice as long
        self._refresh_title()
        if shown.go:
            self._go(shown.go, shown.topic or "")

    @on(Failed)
    def _fail(self, event: Failed) -> None:
        self.session = event.session
        lines = [Line(event.error.what, LineStyle.ERROR)]
        if event.error.do:
            lines.append(Line(event.error.do, LineStyle.HINT, 1))
        self.transcript.speak(lines)
        if event.text and not self.composer.text:
            self.composer.put(event.text)

    @on(Ended)
    def _end(self) -> None:
        if self._stop is not None and self._stop.is_set():
            key = "interview.stopped-found" if self.session.review else "interview.stopped"
            self.transcript.speak([Line(say(key), LineStyle.HINT)])
        self._stop = None
        self.composer.wait(False)
        self.status.update(plain(say(self._held), "$accent") if self._held else "")
        self._held = ""

    def on_resize(self, event: Resize) -> None:
        """Put progress beside the talk where there is room for both."""
        self.update_classes(room_for(self._wants_pane, event.size.width))
        self._refresh_title()

    def _refresh_title(self) -> None:
        standing = self.standing
        if standing is None:
            return
        place = f"{standing.name} · {standing.phase}" if standing.phase else standing.name
        key = "interview.facts" if self.size.width >= WIDE else "interview.facts-short"
        self.title_bar.place = place
        self.title_bar.facts = say(
            key,
            settled=standing.settled,
            applicable=standing.applicable,
            minutes=standing.minutes,
            speaker=standing.speaker,
        )

    def action_toggle_pane(self) -> None:
        """Show or hide progress beside the talk."""
        self._wants_pane = not self.has_class("-pane")
        self.set_class(self._wants_pane, "-pane")

    def action_scroll(self, pages: int, is_pane: bool = False) -> None:
        """Scroll the talk, or progress where it lies over the talk, while the composer keeps the focus."""
        if is_pane or (self.has_class("-pane") and self.has_class("-narrow")):
            self.pane.scroll_relative(y=pages * max(1, self.pane.size.height - 4), animate=False)
        elif pages < 0:
            self.transcript.release_anchor()
            self.transcript.scroll_page_up(animate=False)
        else:
            self.transcript.scroll_page_down(animate=False)

    def action_stop(self) -> None:
        """Stop the turn that runs, once it has shown what it is at."""
        if self._stop is not None:
            self._stop.set()
            self.status.update(plain(say("interview.stopping"), "$accent"))

    def action_choose_file(self) -> None:
        """Choose a file or a folder; the command that reads it goes into the composer."""
        from assistant.screens.files import FileDialog  # 4 ms for trees that few interviews need

        def take(command: str | None) -> None:
            if command is not None:
                self.composer.put(command)

        self.app.push_screen(FileDialog(Path.cwd()), take)

    def action_command(self, name: str) -> None:
        """Submit a command; begin it in the composer where it needs words."""
        command = BY_NAME[name]
        needs_words = bool(command.argument) and not command.argument.startswith("[")
        if name in LOOKED_AT:
            self._go(name, "")
        elif needs_words:
            self.composer.put(f"/{name} ")
        elif self.composer.has_class("-busy"):
            self.post_message(Composer.Held(False))
        else:
            self._hear(Composer.Submitted(f"/{name}"))

    def _go(self, where: str, topic: str) -> None:
        from assistant.screens.going import (
            screen_for,  # the other screens, when they are first wanted
        )

        if where == "quit":
            self.app.exit()
        elif where == "help":
            self.call_later(self.app.run_action, "app.commands_help")
        elif where == "home":
            self.app.pop_screen()
        elif screen := screen_for(where, self.session, topic=topic, library=self.desk.library):
            self.app.push_screen(screen)


def room_for(wants_pane: bool | None, width: int) -> dict[str, bool]:
    """Whether progress stands beside the talk: as the user wants it, else where there is room for both."""
    is_shown = width >= WIDE if wants_pane is None else wants_pane
    return {"-pane": is_shown, "-narrow": width < WIDE, "-slim": width < ROOMY}


def message_of(shown: Shown) -> Message:
    """What a turn shows, as the screen hears of it."""
    if shown.doing is not None and not shown.lines:
        return InterviewScreen.Advanced(shown.session, shown.doing)
    return InterviewScreen.Told(shown, take_stock(shown.session))


def has_evidence(session: Session) -> bool:
    """Whether anything of a document is on record."""
    return any(stands.evidence for stands in session.state.practices.values())


def up_to_stop(turn: Iterator[Shown], stop: Event) -> Iterator[Shown]:
    """What a turn shows until it is to stop; it is closed then."""
    try:
        for shown in turn:
            yield shown
            if stop.is_set():
                return
    finally:
        if close := getattr(turn, "close", None):
            close()


def _unexpected(error: Exception) -> MlsmmError:
    what = say("interview.unexpected", kind=type(error).__name__, what=str(error)[:200])
    return MlsmmError(what, say("interview.unexpected-do"))
