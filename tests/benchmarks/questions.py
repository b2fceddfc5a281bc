"""How often a free question finds the right practice: five hands in `tests/questions`, three to test with."""

import json
from pathlib import Path

from knowledge.library import Library, open_library
from tests.benchmarks.figures import Figure
from tests.benchmarks.places import Place

FOLDER = Path(__file__).parents[1] / "questions"
HANDS = {
    "hand_a": "development",
    "hand_j": "development",
    "hand_b": "test",
    "hand_c": "test",
    "hand_k": "test",
}


def found(library: Library, hand: str) -> list[tuple[bool, bool]]:
    """For each question of a hand, whether an accepted practice comes first, and among the first three."""
    rows = [json.loads(line) for line in (FOLDER / f"{hand}.jsonl").read_text(encoding="utf-8").splitlines()]
    ranked = [(library.find(row["question"]), set(row["practices"])) for row in rows]
    return [(bool(wanted & set(ranking[:1])), bool(wanted & set(ranking[:3]))) for ranking, wanted in ranked]


def refused(library: Library) -> list[bool]:
    """For each question from outside, whether it is said to be about no practice."""
    lines = (FOLDER / "outside.jsonl").read_text(encoding="utf-8").splitlines()
    return [not library.find(json.loads(line)["question"]) for line in lines]


def measure(_: Place, __: int) -> list[Figure]:
    """Top-1 and top-3 in percent, by hand and over the test part."""
    library, figures, tested = open_library(), [], []
    for hand, part in HANDS.items():
        hits = found(library, hand)
        tested += hits if part == "test" else []
        figures += _rows(f"{hand} ({part})", hits)
    outside = refused(library)
    share = 100 * sum(outside) / len(outside)
    refusals = Figure(f"questions from outside, {len(outside)}: refused", (share,), "%")
    return [*figures, *_rows("test part", tested), refusals]


def _rows(name: str, hits: list[tuple[bool, bool]]) -> list[Figure]:
    count = len(hits)
    shares = [100 * sum(hit[place] for hit in hits) / count for place in (0, 1)]
    return [
        Figure(f"questions, {name}, {count}: {word}", (share,), "%")
        for word, share in zip(("top-1", "top-3"), shares, strict=True)
    ]
