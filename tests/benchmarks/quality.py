"""How well answers are read that nobody trained on: `tests/answers`, by a hand of its own."""

from pathlib import Path

from knowledge.library import open_library
from knowledge.reader.corpus import load_answers
from knowledge.reader.measure import figures
from tests.benchmarks.figures import Figure
from tests.benchmarks.places import Place

ANSWERS = Path(__file__).parents[1] / "answers"


def measure(_: Place, __: int) -> list[Figure]:
    """Level with the practice known, then practice with nothing known; both in percent."""
    library, examples = open_library(), load_answers(ANSWERS)
    told = figures([library.read(e.text, practice=e.practice) for e in examples], examples)
    found = figures([library.read(e.text) for e in examples], examples)
    level = ("exact", "within one", "qwk", "ece", "answered", "exact where answered", "silence found")
    rows = [(f"level, {int(told['answers'])} answers: {name}", told[name]) for name in level]
    rows += [(f"practice: {name.split()[1]}", found[name]) for name in ("practice top-1", "practice top-3")]
    return [Figure(name, (100 * value,), "%") for name, value in rows]
