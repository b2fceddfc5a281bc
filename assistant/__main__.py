"""The entry point of `mlsmm`."""

import gc
import os
import sys
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.conversation.session import LibraryDoor
    from assistant.settings import Settings
    from knowledge.apart.wire import Wire


def main() -> int:
    """Run the command line; without a command the application."""
    from assistant.cli.main import main as run  # argparse only when started

    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # the reader's matrices are small: more threads only wait
    return run(open_assistant=open_assistant)


def open_assistant(*, database: str | None, speaker: str | None, assessment: str | None) -> int:
    """Run the application until the user leaves; the exit code."""
    from assistant.cli.terminal import require_terminal  # as the next
    from assistant.settings import load_settings  # nothing that a headless command pays

    require_terminal()
    gc.disable()  # until all is loaded; see `assistant.app.end_loading`
    settings = load_settings(database=database, speaker=speaker)
    wire = begin_reading(settings)
    from assistant.app import MlsmmApp  # Textual, 0.15 s that pass while the reader opens

    app = MlsmmApp(settings, library_opener=partial(open_apart, wire), assessment=assessment)
    app.run()
    return app.return_code or 0


def begin_reading(settings: "Settings") -> "Wire":
    """The process that reads, begun before anything is painted."""
    from knowledge.apart.wire import Wire  # 10 ms, as above

    return Wire(cache=settings.cache, data=settings.data, own=settings.own)


def open_apart(wire: "Wire", settings: "Settings") -> "LibraryDoor":
    """The library over that process."""
    from knowledge.apart.library import LibraryApart  # pydantic, 60 ms after the first paint
    from knowledge.library import open_library

    return LibraryApart(open_library(settings.cache, own=settings.own, data=settings.data), wire)


if __name__ == "__main__":
    sys.exit(main())
