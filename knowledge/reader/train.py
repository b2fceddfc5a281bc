"""`python -m knowledge.reader.train`: fits the heads on the corpus, measures, writes and pins the weights."""

import argparse
import io
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.cache import sha256_of
from knowledge.catalogue.catalogue import load_catalogue
from knowledge.encoder import open_encoder
from knowledge.index import open_index
from knowledge.reader.corpus import Example, fill_frames, load_answers, load_written
from knowledge.reader.heads import LABELS, LEVELS, PATH, PINNED, Heads, Rows, Seen, answer_row, statement_rows
from knowledge.reader.lexicon import sign_rows
from knowledge.reader.match import Matcher
from knowledge.reader.measure import Figures, figures
from knowledge.reader.reader import Reader
from knowledge.reader.statements import split_statements

SEED = 20261123
EACH = 20
"""Deeds that each frame is filled with."""
FRAME_WEIGHT = 0.1
"""What a filled frame counts beside an answer written by hand."""
STRENGTH = 0.3
"""Inverse of the penalty on the weights."""
FOLDS = 5
EMPTY = Heads({}, 1.0, np.zeros(1, dtype=np.float32), np.ones(1, dtype=np.float32))
MEASURES = Path(__file__).with_name("measures.json")


@dataclass(frozen=True)
class Bench:
    """What examples are turned into rows with."""

    reader: Reader
    known: dict[str, Rows]

    @property
    def matcher(self) -> Matcher:
        """The reader's own."""
        return self.reader.matcher

    def vectors(self, texts: Sequence[str]) -> Rows:
        """Shape (texts, 384); each distinct text is encoded once."""
        missing = [text for text in dict.fromkeys(texts) if text not in self.known]
        if missing:
            rows = np.round(self.reader.encoder.encode(missing), 4)
            self.known.update(zip(missing, rows, strict=True))
        return np.stack([self.known[text] for text in texts])


@dataclass(frozen=True)
class Sample:
    """An example with everything that does not depend on the heads."""

    example: Example
    seen: Seen
    match: Rows


def prepare(bench: Bench, example: Example) -> Sample:
    """Statements, signs and match of one example; one without a practice is matched with the first."""
    contexts = [piece.context for piece in split_statements(example.text)]
    vectors, whole = bench.vectors(contexts), bench.vectors([example.text])
    practice = example.practice or bench.matcher.practices[0]
    match = bench.matcher.level_row(
        bench.matcher.cosines(vectors), bench.matcher.cosines(whole), practice=practice
    )
    seen = Seen(vectors, sign_rows(contexts), statement_rows(whole, sign_rows([example.text]))[0])
    return Sample(example, seen, match)


def fit(prepared: Sequence[Sample]) -> Heads:
    """Heads of the traits from what states them, then the head of the level on top of those."""
    stated = [p for p in prepared if p.example.says]
    rows = np.stack([p.seen.whole for p in stated])
    weights = {
        trait: _logistic(rows, [labels.index(getattr(p.example, trait)) for p in stated], size=len(labels))
        for trait, labels in LABELS.items()
    }
    matches = np.stack([p.match for p in prepared])
    heads = Heads(weights, 1.0, matches.mean(axis=0), matches.std(axis=0) + 1e-6)
    levels = [_label(p.example) for p in prepared]
    counts = [FRAME_WEIGHT if p.example.voice == "frames" else 1.0 for p in prepared]
    answers = np.stack([answer(heads, p) for p in prepared])
    return replace(
        heads, weights={**weights, "level": _logistic(answers, levels, size=LEVELS, counts=counts)}
    )


def _label(example: Example) -> int:
    return LEVELS - 1 if example.level is None else example.level


def answer(heads: Heads, prepared: Sample) -> Rows:
    """The row of the level's head."""
    chances = heads.traits(prepared.seen.vectors, prepared.seen.signs)
    weights = np.ones(len(prepared.seen.vectors), dtype=np.float32)
    return heads.join(answer_row(prepared.seen, chances, weights=weights), prepared.match)


def _logistic(rows: Rows, labels: Sequence[int], *, size: int, counts: Sequence[float] | None = None) -> Rows:
    """Weights of shape (features + 1, size); a label that never occurs gets no chance."""
    from sklearn.linear_model import LogisticRegression  # only training pays its second

    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit(rows.astype(np.float64), np.array(labels), sample_weight=counts)
    slopes, biases = model.coef_, model.intercept_
    if len(model.classes_) == 2:
        slopes, biases = np.vstack([-slopes / 2, slopes / 2]), np.concatenate([-biases / 2, biases / 2])
    weights = np.zeros((rows.shape[1] + 1, size), dtype=np.float32)
    weights[-1] = -30.0
    for place, label in enumerate(model.classes_):
        weights[:-1, label], weights[-1, label] = slopes[place], biases[place]
    return weights


def _held_out(
    frames: Sequence[Sample], answers: Sequence[Sample], *, part: Callable[[Example], str]
) -> list[Heads]:
    """For each answer heads that saw nothing of its part."""
    fitted: dict[str, Heads] = {}
    for name in sorted({part(a.example) for a in answers}):
        fitted[name] = fit([s for s in (*frames, *answers) if part(s.example) != name])
    return [fitted[part(a.example)] for a in answers]


def _read(bench: Bench, answers: Sequence[Sample], *, heads: Sequence[Heads]) -> Figures:
    """The figures of the whole reader, practice known, each answer read with its own heads."""
    examples = [a.example for a in answers]
    readings = []
    for own, example in zip(heads, examples, strict=True):
        reader = replace(bench.reader, heads=own)
        readings.append(reader.read(example.text, practice=example.practice))
    return figures(readings, examples)


def _temperature(heads: Sequence[Heads], answers: Sequence[Sample]) -> float:
    """The temperature under which held-out answers are likeliest."""
    levels = np.array([_label(a.example) for a in answers])
    chances = np.stack([own.level(answer(own, a)) for own, a in zip(heads, answers, strict=True)])
    logits = np.log(np.clip(chances, 1e-9, 1.0))

    def loss(temperature: float) -> float:
        scaled = logits / temperature
        scaled -= scaled.max(axis=1, keepdims=True)
        norm = np.log(np.exp(scaled).sum(axis=1))
        return float((norm - scaled[np.arange(len(levels)), levels]).mean())

    return min((round(0.4 + 0.05 * n, 2) for n in range(50)), key=loss)


def _save(heads: Heads) -> str:
    """Write the weights and pin their hash."""
    stored: dict[str, Any] = {name: rows.astype(np.float16) for name, rows in heads.weights.items()}
    content = io.BytesIO()
    np.savez(
        content, temperature=np.float64(heads.temperature), center=heads.center, spread=heads.spread, **stored
    )
    PATH.write_bytes(content.getvalue())
    digest = sha256_of(content.getvalue())
    PINNED.write_text(json.dumps({"sha256": digest}) + "\n", encoding="ascii")
    return digest


def _by_practice(example: Example) -> str:
    """Practices in five parts; what is about none goes by its length."""
    number = int(example.practice[-2:]) if example.practice else len(example.text)
    return f"part {number % FOLDS}"


def _by_hand(example: Example) -> str:
    return example.hand


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, measure on practices and hands left out, write."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.reader.train", description=main.__doc__)
    parser.add_argument("--measure-only", action="store_true", help="write nothing")
    asked = parser.parse_args(arguments)
    encoder, catalogue = open_encoder(), load_catalogue()
    bench = Bench(Reader(catalogue, encoder, open_index(catalogue, encoder), EMPTY), {})
    frames = [prepare(bench, e) for e in fill_frames(each=EACH, seed=SEED)]
    answers = [prepare(bench, e) for e in (*load_written(), *load_answers())]
    by_practice = _held_out(frames, answers, part=_by_practice)
    temperature = _temperature(by_practice, answers)
    measured: dict[str, Figures] = {}
    for name, heads in (
        ("practice left out", by_practice),
        ("hand left out", _held_out(frames, answers, part=_by_hand)),
    ):
        measured[name] = _read(bench, answers, heads=[replace(h, temperature=temperature) for h in heads])
        sys.stdout.write(f"{name}: {json.dumps(measured[name])}\n")
    if not asked.measure_only:
        sys.stdout.write(_save(replace(fit([*frames, *answers]), temperature=temperature)) + "\n")
        MEASURES.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
