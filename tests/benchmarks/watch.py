"""`python -m tests.benchmarks.watch BEGIN OUT DOCUMENTS`: the watched application, started as `mlsmm`."""

import gc
import sys
from pathlib import Path

from assistant.__main__ import begin_reading
from assistant.settings import load_settings


def main(begin: str, out: str, documents: str) -> None:
    """Begin to read, then load the interface, in the order of the entry point."""
    gc.disable()
    settings = load_settings()
    wire = begin_reading(settings)
    from tests.benchmarks.watched import Watched  # Textual, while the reader opens

    Watched(settings, wire, begin=float(begin), out=Path(out), documents=Path(documents)).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
