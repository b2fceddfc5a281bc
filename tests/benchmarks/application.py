"""How the application starts, loads and reads, in a terminal of its own."""

import json
import sys
import time
from compileall import compile_dir
from typing import Any

from prompts.wording import load_wording
from tests.benchmarks.figures import Figure
from tests.benchmarks.places import Place, in_terminal
from tests.checks.source import ROOT
from tests.companies.build import load_company

COMPANY = "payments"


def measure(place: Place, runs: int) -> list[Figure]:
    """First paint from outside, but for one that warms the disk; the rest from the watch inside."""
    for package in ("assistant", "knowledge", "model", "prompts"):  # as after a first start, or `make setup`
        compile_dir(ROOT / package, quiet=2)
    paints = [_paint(place) for _ in range(runs + 1)][1:]
    seen = [_watch(place, number) for number in range(runs)]
    gaps = [s["marks"]["reading possible"] - s["marks"]["paint"] for s in seen]
    return [
        Figure("first paint after process start", tuple(paints), budget=400),
        Figure("first reading possible after paint", tuple(gaps), budget=1000),
        Figure("worst stall of the event loop, loading", _stalls(seen, "loading"), budget=50),
        Figure("worst stall, opening the interview screen", _stalls(seen, "opening"), budget=50),
        Figure("worst stall, eight turns", _stalls(seen, "reading"), budget=50),
        Figure("worst stall, the threats screen", _stalls(seen, "threats"), budget=50),
        Figure("worst stall, a folder of documents", _stalls(seen, "documents"), budget=50),
        Figure("a turn that reads, as the screen sees it", tuple(t for s in seen for t in s["turns"])),
        Figure("peak resident memory after reading", tuple(s["memory"] for s in seen), "MiB", 1024),
    ]


def _paint(place: Place) -> float:
    words = load_wording().say("screens.home.title").split()[0:3]
    command = [sys.executable, "-m", "assistant"]
    painted = in_terminal(command, place.environment, until=" ".join(words).encode(), patience=20)
    if painted is None:
        raise SystemExit("the application never painted its title")
    return painted


def _watch(place: Place, number: int) -> Any:
    out = place.folder / f"watched-{number}.json"
    environment = dict(place.environment) | {"MLSMM_DB": str(place.folder / f"watched-{number}.db")}
    documents = place.folder / COMPANY
    load_company(COMPANY).write(documents)
    begin = str(time.monotonic())
    command = [sys.executable, "-m", "tests.benchmarks.watch", begin, str(out), str(documents)]
    in_terminal(command, environment)
    return json.loads(out.read_text())


def _stalls(seen: list[Any], stage: str) -> tuple[float, ...]:
    return tuple(s["stalls"].get(stage, 0.0) for s in seen)
