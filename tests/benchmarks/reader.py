"""How fast answers are read: one by one in this process, and as JSON lines through the command."""

import json
import time
from pathlib import Path

from assistant.cli.assess import EXAMPLES
from assistant.cli.script import load_script
from knowledge.catalogue.catalogue import load_catalogue
from knowledge.library import open_library
from tests.benchmarks.figures import Figure, percentile
from tests.benchmarks.places import Place


def answers() -> list[tuple[str, str]]:
    """Practice and words of 5 to 200 words: the catalogue's examples and the texts of the example scripts."""
    practices = load_catalogue().practices
    found = [(p.id, text) for p in practices for a in p.activities for text in a.examples]
    for path in sorted(EXAMPLES.glob("*.yaml")):
        found += [(t.practice or practices[0].id, t.text) for t in load_script(path).turns if t.text]
    return [(practice, text) for practice, text in found if 5 <= len(text.split()) <= 200]


def measure(place: Place, runs: int) -> list[Figure]:
    """p50 and p95 of a reading, and lines a second of `read --jsonl` without the start."""
    library = open_library()
    told = answers()
    library.read(told[0][1], practice=told[0][0])
    rounds = [[_timed(library.read, p, text) for p, text in told] for _ in range(runs)]
    lengths = sorted(len(text.split()) for _, text in told)
    name = f"{len(told)} answers, {lengths[0]}-{lengths[-1]} words"
    few, many = (_lines(place, told, count=count, runs=runs) for count in (50, 450))
    rates = tuple(1000 * 400 / (slow - quick) for quick, slow in zip(few, many, strict=True))
    return [
        Figure(f"a reading, p50 ({name})", tuple(percentile(r, 0.5) for r in rounds)),
        Figure("a reading, p95", tuple(percentile(r, 0.95) for r in rounds), budget=60),
        Figure("read --jsonl", rates, "lines/s", 40, more_is_better=True),
    ]


def _timed(read: object, practice: str, text: str) -> float:
    begin = time.perf_counter()
    read(text, practice=practice)  # type: ignore[operator]  # the library's own method
    return 1000 * (time.perf_counter() - begin)


def _lines(place: Place, told: list[tuple[str, str]], *, count: int, runs: int) -> list[float]:
    """Milliseconds for this many lines; the difference of two counts leaves the start out."""
    file = Path(place.folder) / f"answers-{count}.jsonl"
    rows = [{"id": n, "practice": p, "text": t} for n, (p, t) in enumerate((told * count)[:count])]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return [place.time("assistant", "read", "--jsonl", str(file)) for _ in range(runs)]
