"""How well texts are read that nobody trained on: whole by `make bench-reader`, in short by `make bench`."""

import os
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from knowledge.encoder import open_encoder
from knowledge.entries import entries_of
from knowledge.library import Library, open_library
from knowledge.reader.training.corpus import Example, load_corpus, load_examples
from knowledge.reader.training.measure import figures
from model.reading import Reading
from tests.benchmarks.figures import Figure
from tests.benchmarks.places import Place
from tests.benchmarks.rivals import Frozen, NearestByMeaning, NearestByWords, Rival, figures_of
from tests.benchmarks.stories import measure_stories
from tests.passages.rebuild import rebuild

ANSWERS = Path(__file__).parents[1] / "answers"
LEVEL = ("exact", "within one", "qwk", "ece", "answered", "exact where answered", "silence found")
PRACTICE = ("practice top-1", "practice top-3")
DRAWS = 1000
"""Samples that an interval is taken from."""


def parts() -> dict[str, list[Example]]:
    """The test part: hands that wrote answers and documents, and real passages where they are at hand."""
    found = {file.stem: list(load_examples(file)) for file in sorted(ANSWERS.glob("*.jsonl"))}
    folder = os.environ.get("MLSMM_PASSAGES", "")
    if folder:
        found |= {f"passages {part}": list(rebuild(part, Path(folder))) for part in ("dev", "test")}
    return found


def measure(_: Place, __: int) -> list[Figure]:
    """Each part: level with the practice known, then practice with nothing known; in percent."""
    library, rows = open_library(), []
    for name, examples in parts().items():
        told, found = _read(library, examples)
        shown = [(key, told[key]) for key in LEVEL] + [(key, found[key]) for key in PRACTICE]
        shown += measure_stories(library, examples).items()
        rows += [Figure(f"{name}: {key}", (100 * value,), "%") for key, value in shown]
    return rows


def _read(library: Library, examples: Sequence[Example]) -> tuple[dict[str, float], dict[str, float]]:
    """Figures with the practice known, and with nothing known."""
    told = [library.read(e.text, practice=e.practice, systems=e.systems) for e in examples]
    found = [library.read(e.text, systems=e.systems) for e in examples]
    return figures(told, examples), figures(found, examples)


def main() -> int:
    """Every figure of every part with its interval, beside simpler readers; and what goes wrong where."""
    library, encoder = open_library(), open_encoder()
    catalogue = library.catalogue
    entries = [e for e in entries_of(catalogue) if e.practice]
    rivals: dict[str, Rival] = {
        "plain cosine": NearestByMeaning(catalogue, entries, encoder=encoder),
        "BM25": NearestByWords(catalogue, entries),
        "frozen + logistic": Frozen(catalogue, load_corpus(), encoder=encoder),
    }
    order = {p.id: place for place, p in enumerate(catalogue.practices)}
    for name, examples in parts().items():
        told = [library.read(e.text, practice=e.practice, systems=e.systems) for e in examples]
        found = [library.read(e.text, systems=e.systems) for e in examples]
        print(f"\n{name}: {len(examples)} texts")
        _show("reader", told, found, examples)
        for key, value in measure_stories(library, examples).items():
            print(f"  {'reader':<18}{key:<22}{value:.3f}")
        for rival, reader in rivals.items():
            values = figures_of(reader, examples, order)
            print(f"  {rival:<18}" + "  ".join(f"{key} {value:.3f}" for key, value in values.items()))
        _confusion("by voice", told, examples, key=lambda e: e.voice)
        _confusion("by case", told, examples, key=lambda e: e.case)
        sys.stdout.flush()
    return 0


def _show(name: str, told: Sequence[Reading], found: Sequence[Reading], examples: Sequence[Example]) -> None:
    """A line a figure, with the middle 95 % of resampled texts."""
    for readings, keys in ((told, LEVEL), (found, PRACTICE)):
        whole = figures(readings, examples)
        chance, drawn = random.Random(1), defaultdict(list)
        for _ in range(DRAWS):
            rows = chance.choices(range(len(examples)), k=len(examples))
            sample = figures([readings[r] for r in rows], [examples[r] for r in rows])
            for key in keys:
                drawn[key].append(sample[key])
        for key in keys:
            ordered = sorted(drawn[key])
            low, high = ordered[int(0.025 * DRAWS)], ordered[int(0.975 * DRAWS)]
            print(f"  {name:<18}{key:<22}{whole[key]:.3f}   {low:.3f} to {high:.3f}")


def _confusion(
    title: str, told: Sequence[Reading], examples: Sequence[Example], *, key: Callable[[Example], str]
) -> None:
    """Exact a group of at least five that claim something, the worst first."""
    groups: dict[str, list[bool]] = defaultdict(list)
    for reading, example in zip(told, examples, strict=True):
        if example.level is not None:
            best = max(range(4), key=lambda level: reading.probabilities[level])
            groups[key(example)].append(best == example.level)
    sized = [(sum(hits) / len(hits), len(hits), name) for name, hits in groups.items() if len(hits) >= 5]
    shown = ", ".join(f"{name or 'plain'} {share:.2f} ({count})" for share, count, name in sorted(sized))
    print(f"  {title}: {shown or 'no group of five'}")


if __name__ == "__main__":
    sys.exit(main())
