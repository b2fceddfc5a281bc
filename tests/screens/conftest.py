"""What the tests of the screens share: an application over stand-ins, and a way to wait for it."""

import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from assistant.app import MlsmmApp
from assistant.screens.home import HomeScreen
from assistant.screens.interview import InterviewScreen
from assistant.settings import Settings
from assistant.widgets.composer import Prompt
from tests.screens.fakes import MemoryStore, PlainLibrary

Shown = TypeVar("Shown", bound=Screen[Any])
Opened = Callable[..., AbstractAsyncContextManager["Driver"]]
LASTING = {"dialog", "_loader"}
"""Groups of workers that live as long as their screen; the second is that of Textual's trees of folders."""


class Driver:
    """An application at work, and what a person does with it."""

    def __init__(self, app: MlsmmApp, pilot: Pilot[None], store: MemoryStore) -> None:
        self.app = app
        self.pilot = pilot
        self.store = store

    async def settle(self) -> None:
        """Wait until nothing works any more."""
        await self.pilot.pause()
        while busy := [w for w in self.app.workers if w.group not in LASTING and not w.is_finished]:
            await self.app.workers.wait_for_complete(busy)
            await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys, one settled after the other."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def say(self, text: str) -> None:
        """Type a text into the interview, once it is drawn, and send it."""
        while not self.interview.query(Prompt):
            await self.pilot.pause()
        self.interview.composer.put(text)
        await self.press("enter")

    async def begin(self, name: str = "Nordwind") -> None:
        """Begin an assessment with one unnamed system, as a data engineer, up to the first story."""
        self.app.post_message(HomeScreen.Chosen(name, is_new=True))
        await self.settle()
        for text in ("", "data engineer"):
            await self.say(text)

    def on(self, kind: type[Shown]) -> Shown:
        """The screen at the front, which must be of this kind."""
        assert isinstance(self.app.screen, kind)
        return self.app.screen

    @property
    def home_note(self) -> str:
        """What home says under its list."""
        return str(self.app._home.note.content)

    @property
    def interview(self) -> InterviewScreen:
        """The interview, which must be open."""
        return next(s for s in reversed(self.app.screen_stack) if isinstance(s, InterviewScreen))

    @property
    def transcript(self) -> str:
        """Everything in the transcript as plain text."""
        return "\n".join(
            line.text for child in self.interview.transcript.children for line in getattr(child, "lines", ())
        )


@pytest.fixture
def in_utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Local time is UTC while the test runs."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(scope="session")
def library() -> PlainLibrary:
    """The catalogue, read once."""
    return PlainLibrary()


@pytest.fixture
def opened(tmp_path: Path, library: PlainLibrary) -> Opened:
    """Opens the application at a size; what is given replaces the stand-ins."""
    settings = Settings(data=tmp_path, cache=tmp_path, database=str(tmp_path / "x.db"), speaker="Jonas")

    @asynccontextmanager
    async def open_app(
        size: tuple[int, int] = (80, 24), store: MemoryStore | None = None, assessment: str | None = None
    ) -> AsyncIterator[Driver]:
        kept = store or MemoryStore()
        app = MlsmmApp(
            settings,
            store_opener=lambda _: kept,
            library_opener=lambda _: library,
            assessment=assessment,
        )
        async with app.run_test(size=size) as pilot:
            driver = Driver(app, pilot, kept)
            await driver.settle()
            yield driver

    return open_app
