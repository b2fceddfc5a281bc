"""`make train`: fits everything on the corpus and writes and pins the weights.

With `--passages FILE…` it then learns from passages of real documents, too, as the shipped weights did:
`python -m tests.passages.rebuild FOLDER --write DIR` makes examples of the references: `train.jsonl`, and
`taught.jsonl`, of which a larger network says what it hears. `--after FILE` leaves out the first course,
which takes an hour, and goes on from the weights in FILE. `--mean FILE` writes the mean of what was learnt
and of the weights in FILE, which went another way from the same ones: answers keep what documents would cost.
"""

import argparse
import json
import random
import sys
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import torch
from safetensors.torch import save

from knowledge.cache import sha256_of
from knowledge.catalogue.catalogue import load_catalogue
from knowledge.encoder import open_encoder
from knowledge.entries import entries_of
from knowledge.graph import THREADS
from knowledge.reader.network import PATH, PINNED, queries_of
from knowledge.reader.training.calibration import VALIDATION, calibrate
from knowledge.reader.training.corpus import Example, load_corpus, load_examples
from knowledge.reader.training.fit import Course, fit
from knowledge.reader.training.further import LATER, RATES, mix
from knowledge.reader.training.heads import fit_heads
from knowledge.reader.training.lexical import fit_lexical, load_phrases
from knowledge.reader.training.material import Material, look_at, near_of
from knowledge.reader.training.sift import fit_sift
from knowledge.reader.training.trained import Trained, from_encoder, from_written, mean_of, names_of
from knowledge.reader.training.variation import BESIDE, SHARE, join, vary
from knowledge.weights import find_weights

SEED = 20261127
EPOCHS = 2


def _write(trained: Trained) -> str:
    state = trained.state_dict()
    kept = {name: state[name].half().contiguous() for name in names_of(trained)}
    content = save(kept)
    PATH.write_bytes(content)
    PINNED.write_text(json.dumps({"sha256": sha256_of(content)}) + "\n", encoding="ascii")
    return sha256_of(content)


def _varied(examples: Sequence[Example]) -> list[Example]:
    """Their other forms, the same in every run."""
    return [_other_form(e, examples, chance=random.Random(f"{SEED}{e.id}")) for e in examples]


def _other_form(example: Example, examples: Sequence[Example], *, chance: random.Random) -> Example:
    drawn = chance.random()
    if drawn < SHARE:
        return vary(example, chance)
    return join(example, examples, chance=chance) if drawn < SHARE + BESIDE else example


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit the network, the heads and the models over words, and write them."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.reader.training", description=main.__doc__)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--passages", type=Path, nargs="+", metavar="FILE", help="examples of real documents")
    parser.add_argument("--after", type=Path, metavar="FILE", help="weights of a finished first course")
    parser.add_argument("--mean", type=Path, metavar="FILE", help="weights to take the mean with")
    asked = parser.parse_args(arguments)
    torch.set_num_threads(THREADS)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(SEED)
    encoder, catalogue = open_encoder(), load_catalogue()
    examples = load_corpus()
    real = [example for file in asked.passages or () for example in load_examples(file)]
    passages, taught = [e for e in real if not e.heard], [e for e in real if e.heard]
    learnt = [e for e in examples if e.hand not in (*VALIDATION, *LATER)]
    kept = [e for e in examples if e.hand in VALIDATION]
    heard = [e for e in examples if e.hand not in VALIDATION]
    read = mix(passages, heard, seed=SEED) + taught
    first = [] if asked.after else [_varied(learnt) if epoch % 2 else learnt for epoch in range(asked.epochs)]
    texts = [e.text for e in chain(read, *first)]
    entries = [e for e in entries_of(catalogue) if e.kind in ("practice", "activity")]
    queries = queries_of(catalogue, (entries, encoder.encode([e.text for e in entries])))
    material = Material(look_at(texts, encoder), queries, near_of(catalogue))
    _tell(f"{len(learnt)} texts to learn from, {len(kept)} to calibrate on\n")
    trained = from_written(asked.after.read_bytes()) if asked.after else from_encoder(find_weights())
    fit(trained, first, material=material, course=Course(seed=SEED, tell=_tell))
    fit(trained, [read], material=material, course=Course(seed=SEED, tell=_tell, rates=RATES))
    if asked.mean:
        trained = mean_of(trained, from_written(asked.mean.read_bytes()))
    _tell(f"network {_write(trained)}\ncalibration {calibrate(kept)}\n")
    _tell(f"heads {fit_heads([*heard, *passages], encoder).save()}\nsift {fit_sift(learnt).save()}\n")
    _tell(f"lexical {fit_lexical([*heard, *passages], load_phrases(), seed=SEED).save()}\n")
    return 0


def _tell(line: str) -> None:
    sys.stdout.write(line)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
