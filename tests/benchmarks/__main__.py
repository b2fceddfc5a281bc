"""`python -m tests.benchmarks [PART …] [--runs N]`: what design section 10 asks for, measured."""

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import (
    application,
    commands,
    mapping,
    planning,
    quality,
    questions,
    reader,
    record,
)
from tests.benchmarks.figures import HEADING
from tests.benchmarks.places import Place

PARTS = {
    "application": application.measure,
    "reader": reader.measure,
    "quality": quality.measure,
    "documents": mapping.measure,
    "questions": questions.measure,
    "commands": commands.measure,
    "record": record.measure,
    "planning": planning.measure,
}


def main() -> int:
    """Measure and print; 1 when a budget is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all of them without a name")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    load = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start"
    print(f"{platform.platform()}, Python {platform.python_version()}, {load}")
    print(f"{HEADING}\n{'-' * len(HEADING)}")
    missed = 0
    with tempfile.TemporaryDirectory(prefix="mlsmm-bench-") as folder:
        for part in arguments.parts or PARTS:
            for figure in PARTS[part](Place(Path(folder)), arguments.runs):
                print(figure.row(), flush=True)
                missed += figure.verdict == "MISSED"
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
