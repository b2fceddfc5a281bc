"""`make train`: fits everything on the corpus, measures on hands left out, writes and pins the weights."""

import argparse
import json
import random
import sys
from collections.abc import Sequence

import numpy as np
import torch
from safetensors.torch import save

from knowledge.cache import sha256_of
from knowledge.catalogue.catalogue import load_catalogue
from knowledge.encoder import open_encoder
from knowledge.entries import entries_of
from knowledge.graph import THREADS
from knowledge.reader.network import PATH, PINNED, queries_of
from knowledge.reader.training.corpus import Example, load_corpus
from knowledge.reader.training.fit import Course, answer, fit
from knowledge.reader.training.heads import fit_heads
from knowledge.reader.training.lexical import fit_lexical, load_phrases
from knowledge.reader.training.material import Asked, Item, Material, inputs_of, look_at, near_of
from knowledge.reader.training.sift import fit_sift
from knowledge.reader.training.trained import Trained, from_encoder, names_of
from knowledge.reader.training.variation import BESIDE, SHARE, join, vary
from knowledge.reader.training.vocabulary import fit_vocabulary
from knowledge.weights import find_weights

SEED = 20261127
EPOCHS = 2
VALIDATION = ("w", "y")
"""Hands that nothing is fitted on but the temperature."""


def logits_of(trained: Trained, examples: Sequence[Example], *, material: Material) -> np.ndarray:
    """(n, 4) logits of each text for its own practice, one by one as the program reads."""
    rows = []
    with torch.no_grad():
        for example in examples:
            item = Item(example, (Asked(example.practice, example.level, None, 1.0),))
            rows.append(
                answer(trained, inputs_of([item], material), profiles=material.profiles).levels[0, 0].numpy()
            )
    return np.stack(rows).astype(np.float64)


def temperature_of(logits: np.ndarray, examples: Sequence[Example]) -> float:
    """The temperature, at least 1, under which the levels of texts that claim something are likeliest.

    Never sharper than it was fitted: hands left out are like those learnt from, real documents are not.
    """
    claiming = [row for row, e in enumerate(examples) if e.level is not None]
    levels = np.array([examples[row].level for row in claiming], dtype=np.intp)

    def loss(temperature: float) -> float:
        scaled = logits[claiming] / temperature
        scaled -= scaled.max(axis=1, keepdims=True)
        return float((np.log(np.exp(scaled).sum(axis=1)) - scaled[np.arange(len(levels)), levels]).mean())

    return min((round(1 + 0.05 * n, 2) for n in range(50)), key=loss)


def _write(trained: Trained, temperature: float) -> str:
    state = trained.state_dict()
    kept = {name: state[name].half().contiguous() for name in names_of(trained)}
    kept["temperature"] = torch.tensor([temperature], dtype=torch.float16)
    content = save(kept)
    PATH.write_bytes(content)
    PINNED.write_text(json.dumps({"sha256": sha256_of(content)}) + "\n", encoding="ascii")
    return sha256_of(content)


def _varied(examples: Sequence[Example]) -> dict[str, Example]:
    """By id the other form of an example, the same in every run."""
    return {e.id: _other_form(e, examples, chance=random.Random(f"{SEED}{e.id}")) for e in examples}


def _other_form(example: Example, examples: Sequence[Example], *, chance: random.Random) -> Example:
    drawn = chance.random()
    if drawn < SHARE:
        return vary(example, chance)
    return join(example, examples, chance=chance) if drawn < SHARE + BESIDE else example


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit the network, the heads and the models over words, and write them."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.reader.training", description=main.__doc__)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    asked = parser.parse_args(arguments)
    torch.set_num_threads(THREADS)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(SEED)
    encoder, catalogue = open_encoder(), load_catalogue()
    examples = load_corpus()
    learnt = [e for e in examples if e.hand not in VALIDATION]
    kept = [e for e in examples if e.hand in VALIDATION]
    varied = _varied(learnt)
    texts = [e.text for e in (*examples, *varied.values())]
    entries = [e for e in entries_of(catalogue) if e.kind in ("practice", "activity")]
    queries = queries_of(catalogue, (entries, encoder.encode([e.text for e in entries])))
    material = Material(look_at(texts, encoder), queries, near_of(catalogue))
    _tell(f"{len(learnt)} texts to learn from, {len(kept)} to calibrate on\n")
    trained = from_encoder(find_weights())
    course = Course(
        epochs=asked.epochs,
        seed=SEED,
        tell=_tell,
        vary=lambda example, epoch: varied[example.id] if epoch % 2 else example,
    )
    fit(trained, learnt, material=material, course=course)
    temperature = temperature_of(logits_of(trained, kept, material=material), kept) if kept else 1.0
    _tell(f"temperature {temperature}\nnetwork {_write(trained, temperature)}\n")
    _tell(f"heads {fit_heads(learnt, encoder).save()}\nsift {fit_sift(learnt).save()}\n")
    _tell(f"vocabulary {fit_vocabulary(learnt).save()}\n")
    _tell(f"lexical {fit_lexical(learnt, load_phrases(), seed=SEED).save()}\n")
    return 0


def _tell(line: str) -> None:
    sys.stdout.write(line)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
