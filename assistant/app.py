"""The Textual application: it paints, then opens record and knowledge, then shows screens."""

import asyncio
import gc
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import App
from textual.message import Message
from textual.screen import Screen

from assistant import PROGRAM
from assistant.screens import keys
from assistant.screens.desk import Desk, StoreDoor
from assistant.screens.home import HomeScreen, await_opening
from assistant.screens.palette import CommandProvider
from assistant.widgets.themes import DARK, LIGHT
from model.errors import LibraryError, MlsmmError

if TYPE_CHECKING:  # pydantic and what stands on it take 0.2 s, which the first paint does not wait for
    from assistant.conversation.session import LibraryDoor, Session
    from assistant.settings import Settings


SWITCH = 0.001
"""Seconds after which a turn's thread lets the screen draw; Python's 5 ms add up to a visible stall."""
LEAVING = [getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name)]
"""How a system or a closed window ends a program."""
COLLECTING = (700, 10, 100)
"""New objects before a look at the newest, and how many of those before one at older ones, and at all."""
FOLDER = Path(__file__).parent
STYLES: list[str | PurePath] = [
    FOLDER / "app.tcss",
    FOLDER / "screens/home.tcss",
    *sorted(FOLDER.glob("screens/*.tcss")),
]
"""Read before their screens open: Textual reads all anew when a screen brings one that it does not know."""


class MlsmmApp(App[None]):
    """Home first; interview, results, roadmap and explanations on top of it."""

    TITLE = "mlsmm"
    CSS_PATH = STYLES[:2]
    COMMANDS = {CommandProvider}
    BINDINGS = keys.bound(keys.APP)  # type: ignore[assignment]  # Textual declares a wider list
    ENABLE_COMMAND_PALETTE = True

    class Prepared(Message):
        """Record and knowledge are open."""

        def __init__(self, desk: Desk) -> None:
            super().__init__()
            self.desk = desk

    class Unprepared(Message):
        """Record or knowledge cannot be opened."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    class Begun(Message):
        """An assessment was opened."""

        def __init__(self, session: "Session", where: str = "") -> None:
            super().__init__()
            self.session = session
            self.where = where
            """A screen to look at instead of the interview."""

    def __init__(
        self,
        settings: "Settings",
        *,
        store_opener: "Callable[[Settings], StoreDoor] | None" = None,
        library_opener: "Callable[[Settings], LibraryDoor] | None" = None,
        assessment: str | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.desk: Desk | None = None
        self._open_store = store_opener or _open_store
        self._open_library = library_opener or _open_library
        self._assessment = assessment
        self._home = HomeScreen()
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The names that only the house themes know, for themes that don't."""
        return {"muted": DARK.variables["muted"], "faint": DARK.variables["faint"]}

    def get_default_screen(self) -> Screen[None]:
        """Home, below everything else."""
        return self._home

    def on_mount(self) -> None:
        """Open the rest once home is painted."""
        sys.setswitchinterval(SWITCH)
        for number in LEAVING:
            with suppress(NotImplementedError):  # on Windows
                asyncio.get_running_loop().add_signal_handler(number, self._leave_by, number)
        self.call_after_refresh(self.prepare)

    def _leave_by(self, number: int) -> None:
        """Leave the terminal as it was, as by `q`, and say by which signal."""
        self.exit(return_code=128 + number)

    @work(thread=True, exclusive=True, group="prepare")
    def prepare(self) -> None:
        """Open the record and the knowledge."""
        try:
            store = self._open_store(self.settings)
            library = self._open_library(self.settings)
        except MlsmmError as error:
            self.post_message(self.Unprepared(str(error)))
            return
        self.post_message(self.Prepared(Desk(store, library, self.settings.speaker)))
        self._warm(library)

    def _warm(self, library: "LibraryDoor") -> None:
        """Load what an interview needs, while the user looks at home and the reader opens."""
        from assistant.conversation import turn  # noqa: F401 - loaded here, off the event loop
        from assistant.screens import going, interview  # noqa: F401 - as above

        warm = getattr(library, "warm", None)
        try:
            if warm:
                warm()
        except LibraryError as error:
            self._home.post_message(HomeScreen.Refused(str(error)))
        end_loading()

    @work(group="styles")
    async def _read_styles(self) -> None:
        """Read the styles of the other screens, with room between them for everything else."""
        for path in STYLES:
            self.stylesheet.read(path)
            assert self.stylesheet.rules
            await asyncio.sleep(0)

    def on_unmount(self) -> None:
        """Let go of record and knowledge."""
        if self.desk is not None:
            self.desk.store.close()
            if close := getattr(self.desk.library, "close", None):
                close()

    @on(Prepared)
    def _receive(self, event: Prepared) -> None:
        self.desk = event.desk
        self._home.receive(event.desk)
        self._read_styles()
        if self._assessment:
            self._open(event.desk, HomeScreen.Chosen(self._assessment, is_new=False))

    @on(Unprepared)
    def _fail(self, event: Unprepared) -> None:
        self._home.fail(event.reason)

    @on(HomeScreen.Chosen)
    def _choose(self, event: HomeScreen.Chosen) -> None:
        if self.desk is not None:
            await_opening(self._home, event.name)
            self._open(self.desk, event)

    @work(thread=True, exclusive=True, group="open")
    def _open(self, desk: Desk, chosen: HomeScreen.Chosen) -> None:
        name = chosen.name
        try:
            session = desk.begin(name, origin=chosen.origin) if chosen.is_new else desk.open(name)
        except MlsmmError as error:
            self._home.post_message(HomeScreen.Refused(str(error)))
            return
        from assistant.screens import going, interview  # noqa: F401 - as in _warm, where that is not done yet

        self.post_message(self.Begun(session, chosen.where))

    @on(Begun)
    def _show(self, event: Begun) -> None:
        from assistant.screens.interview import (
            InterviewScreen,  # the text area, after the first paint
        )

        if self.desk is None:
            return
        if event.where:
            self._look(event.session, event.where)
        else:
            self.push_screen(InterviewScreen(self.desk, event.session))

    def action_look(self, where: str) -> None:
        """Another screen over the assessment of the one in front."""
        session = getattr(self.screen, "session", None)
        if session is not None:
            self._look(session, where)

    def _look(self, session: "Session", where: str) -> None:
        from assistant.screens.going import screen_for  # loaded with the assessment

        if self.desk is not None and (
            screen := screen_for(where, session, topic="", library=self.desk.library)
        ):
            self.push_screen(screen)

    def action_toggle_theme(self) -> None:
        """Dark or light."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def action_commands_help(self) -> None:
        """Show every command and key."""
        from assistant.screens.help import HelpScreen  # Markdown and more, when somebody asks

        self.push_screen(HelpScreen())


def _open_store(settings: "Settings") -> StoreDoor:
    from assistant.record.store import open_store  # pydantic, 60 ms after the first paint

    return open_store(settings, program=PROGRAM)


def _open_library(settings: "Settings") -> "LibraryDoor":
    from knowledge.library import open_library  # pydantic, 60 ms after the first paint

    return open_library(settings.cache, own=settings.own, data=settings.data)


def end_loading() -> None:
    """Where `mlsmm` loads without collecting garbage: what is loaded stays, and is looked through no more.

    A full collection of all of it takes 60 ms, in which nothing is drawn; later ones come seldom.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(*COLLECTING)
        gc.enable()
