"""The real application with a watch on it; `tests.benchmarks.watch` starts it as `mlsmm` does.

It marks the first paint, waits until a reading is possible, holds a short interview through its own screens,
has documents read, and writes what it saw; all the while a heartbeat of 10 ms tells how long the event loop
stood still.
"""

import asyncio
import json
import resource
import sys
import time
from functools import partial
from pathlib import Path

from assistant.__main__ import open_apart
from assistant.app import MlsmmApp
from assistant.screens.home import HomeScreen
from assistant.settings import Settings
from assistant.widgets.composer import Composer
from knowledge.apart.wire import Wire

BEAT = 0.01
PATIENCE = 500
"""Looks, a millisecond apart, at whether a turn has begun."""
TURNS = (
    "photo, eta: trained by us, predictive, public",
    "",
    "data engineer",
    "Papers and talks are read by Ruth before they go out, the last one in March, and she struck a figure.",
    "I don't know",
    "Before each training run the pipeline does the same checks on the data of photo; eta has none of that.",
    "what is distillation?",
    "Everybody gets the course when they start, and once a year again, with a test at the end of it.",
)
READING = frozenset(t for t in TURNS if len(t.split()) > 10)


class Watched(MlsmmApp):
    """The application, watching itself."""

    def __init__(self, settings: Settings, wire: Wire, *, begin: float, out: Path, documents: Path) -> None:
        super().__init__(settings, library_opener=partial(open_apart, wire))
        self.begin, self.out, self.documents = begin, out, documents
        self.wire = wire
        self.stage = "loading"
        self.stalls: dict[str, float] = {}
        self.marks: dict[str, float] = {}
        self.turns: list[float] = []
        self.tasks: list[asyncio.Task[None]] = []

    def on_mount(self) -> None:
        """Watch from here on; Textual calls the application's own `on_mount` as well."""
        self.tasks = [asyncio.create_task(self.beat()), asyncio.create_task(self.interview())]
        self.call_after_refresh(self.mark, "paint")

    def mark(self, name: str) -> None:
        """Note the moment."""
        self.marks[name] = 1000 * (time.monotonic() - self.begin)

    async def beat(self) -> None:
        """Notice how late each beat of 10 ms comes, by stage."""
        while True:
            due = time.monotonic() + BEAT
            await asyncio.sleep(BEAT)
            late = 1000 * (time.monotonic() - due)
            self.stalls[self.stage] = max(self.stalls.get(self.stage, 0.0), late)

    async def interview(self) -> None:
        """Wait for the reader, open an assessment, say the turns, write what was seen."""
        while self.desk is None or not getattr(self.desk.library, "is_warm", False):
            await asyncio.sleep(BEAT)
        self.mark("reading possible")
        self.stage = "opening"
        self.post_message(HomeScreen.Chosen("Benchmark", is_new=True))
        while not self.screen.query(Composer):
            await asyncio.sleep(BEAT)
        await self.settled()
        self.stage = "reading"
        for text in TURNS:
            begin = time.monotonic()
            self.screen.query_one(Composer).post_message(Composer.Submitted(text))
            await self.settled()
            if text in READING:
                self.turns.append(1000 * (time.monotonic() - begin))
        self.stage = "threats"
        await self.look_at_threats()
        self.stage = "documents"
        self.screen.query_one(Composer).post_message(Composer.Submitted(f"/evidence {self.documents}"))
        await self.settled()
        self.finish()

    async def look_at_threats(self) -> None:
        """Open the threats from the interview, filter them, go to the case studies and into one, and back."""
        from assistant.screens.threats import ThreatsScreen  # loaded with the assessment

        await self.run_action("look('threats')")
        while not isinstance(self.screen, ThreatsScreen) or self.screen.landscape is None:
            await asyncio.sleep(BEAT)
        for action in ("group(1)", "filter", "other_list", "detail"):
            await asyncio.sleep(10 * BEAT)
            await self.screen.run_action(action)
        await asyncio.sleep(10 * BEAT)
        while isinstance(self.screen, ThreatsScreen) or not self.screen.query(Composer):
            self.pop_screen()
            await asyncio.sleep(10 * BEAT)

    async def settled(self) -> None:
        """Wait until a turn has begun and is over."""
        for _ in range(PATIENCE):
            if self.screen.query_one(Composer).has_class("-busy"):
                break
            await asyncio.sleep(BEAT / 10)
        while self.screen.query_one(Composer).has_class("-busy"):
            await asyncio.sleep(BEAT / 10)

    def finish(self) -> None:
        """Write what was seen, and leave."""
        self.stage = "leaving"
        self.wire.close()  # only the memory of a process that has ended is told
        peaks = [
            resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        ]
        memory = sum(peaks) / (1024 if sys.platform != "darwin" else 1024 * 1024)
        seen = {"marks": self.marks, "stalls": self.stalls, "turns": self.turns, "memory": memory}
        self.out.write_text(json.dumps(seen))
        self.exit()
