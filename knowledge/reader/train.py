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
from numpy.typing import NDArray

from knowledge.cache import sha256_of
from knowledge.catalogue.catalogue import load_catalogue
from knowledge.encoder import Encoder, open_encoder
from knowledge.index import open_index
from knowledge.reader.corpus import Example, fill_frames, load_answers, load_written
from knowledge.reader.heads import LABELS, LEVELS, PATH, SHA256, Heads, Rows, Seen, answer_row, statement_rows
from knowledge.reader.lexicon import sign_rows
from knowledge.reader.match import Matcher
from knowledge.reader.measure import Figures, figures
from knowledge.reader.statements import split_statements

SEED = 20261123
EACH = 20
"""Deeds that each frame is filled with."""
FRAME_WEIGHT = 0.1
"""What a filled frame counts beside an answer written by hand."""
STRENGTH = 0.3
"""Inverse of the penalty on the weights."""
FOLDS = 5
MEASURES = Path(__file__).with_name("measures.json")


@dataclass(frozen=True)
class Bench:
    """What examples are turned into rows with."""

    encoder: Encoder
    matcher: Matcher
    known: dict[str, Rows]

    def vectors(self, texts: Sequence[str]) -> Rows:
        """Shape (texts, 384); each distinct text is encoded once."""
        missing = [text for text in dict.fromkeys(texts) if text not in self.known]
        if missing:
            rows = np.round(self.encoder.encode(missing), 4)
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
    levels = [LEVELS - 1 if p.example.level is None else p.example.level for p in prepared]
    counts = [FRAME_WEIGHT if p.example.voice == "frames" else 1.0 for p in prepared]
    answers = np.stack([answer(heads, p) for p in prepared])
    return replace(
        heads, weights={**weights, "level": _logistic(answers, levels, size=LEVELS, counts=counts)}
    )


def answer(heads: Heads, prepared: Sample) -> Rows:
    """The row of the level's head."""
    chances = heads.traits(prepared.seen.vectors, prepared.seen.signs)
    weights = np.ones(len(prepared.seen.vectors), dtype=np.float32)
    return heads.join(answer_row(prepared.seen, chances, weights=weights), prepared.match)


def chances_of(heads: Heads, prepared: Sequence[Sample]) -> NDArray[np.float64]:
    """Shape (examples, 5)."""
    rows = [heads.level(answer(heads, p)) for p in prepared]
    return np.stack(rows)


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
) -> NDArray[np.float64]:
    """The chances of each answer by heads that saw nothing of its part."""
    found = np.zeros((len(answers), LEVELS))
    parts = np.array([part(p.example) for p in answers])
    for name in sorted(set(parts)):
        test = np.flatnonzero(parts == name)
        rest = [p for p in answers if part(p.example) != name]
        seen = [p for p in frames if part(p.example) != name]
        found[test] = chances_of(fit([*seen, *rest]), [answers[int(i)] for i in test])
    return found


def _temperature(chances: NDArray[np.float64], levels: NDArray[np.int_]) -> float:
    """The temperature under which held-out answers are likeliest."""
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
    SHA256.write_text(digest + "\n", encoding="ascii")
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
    encoder = open_encoder()
    catalogue = load_catalogue()
    bench = Bench(encoder, Matcher(catalogue, open_index(catalogue, encoder)), {})
    frames = [prepare(bench, e) for e in fill_frames(each=EACH, seed=SEED)]
    answers = [prepare(bench, e) for e in (*load_written(), *load_answers())]
    levels = np.array([LEVELS - 1 if p.example.level is None else p.example.level for p in answers])
    without_practice = _held_out(frames, answers, part=_by_practice)
    without_hand = _held_out(frames, answers, part=_by_hand)
    temperature = _temperature(without_practice, levels)
    measured: dict[str, Figures] = {
        "practice left out": figures(without_practice, levels, temperature=temperature),
        "hand left out": figures(without_hand, levels, temperature=temperature),
    }
    for name, values in measured.items():
        sys.stdout.write(f"{name}: {json.dumps(values)}\n")
    if not asked.measure_only:
        heads = replace(fit([*frames, *answers]), temperature=temperature)
        sys.stdout.write(_save(heads) + "\n")
        MEASURES.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
