"""`python -m knowledge.reader.training.calibration [FILE…]`: fits what the network's promises are worth.

On hands that it did not learn from, and on the texts of FILEs, such as `tests.passages.rebuild --write` makes
of real documents: hands alone are so like those learnt from that the reader would promise too much of others.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.catalogue.catalogue import load_catalogue
from knowledge.encoder import open_encoder
from knowledge.entries import entries_of
from knowledge.reader.calibration import Calibration, features
from knowledge.reader.network import LEVELS, Network, Reply, queries_of
from knowledge.reader.training.corpus import Example, load_corpus, load_examples

VALIDATION = ("w", "y", "uc")
"""Hands from which the network and the models over words learn nothing."""
PENALTY = 240.0
"""On leaving the network's own chances."""


def fit_calibration(
    replies: Sequence[Reply], levels: Sequence[int], *, counts: Sequence[float] = ()
) -> Calibration:
    """From replies to texts that claim something, their levels, and what each counts (1 where not said)."""
    from scipy.optimize import minimize  # only training pays for it

    rows = np.stack([features(reply.levels, claimed=reply.claimed) for reply in replies])
    rows = np.hstack([rows, np.ones((len(rows), 1))])
    true = np.eye(LEVELS)[list(levels)]
    own = np.eye(rows.shape[1], LEVELS)
    count = np.array(counts or [1.0] * len(levels))[:, None]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(own.shape)
        logits = rows @ weights
        logits -= logits.max(axis=1, keepdims=True)
        logits -= np.log(np.exp(logits).sum(axis=1, keepdims=True))
        slopes = rows.T @ (count * (np.exp(logits) - true)) + PENALTY * (weights - own)
        penalty = PENALTY / 2 * ((weights - own) ** 2).sum()
        return float(penalty - (count * logits * true).sum()), slopes.ravel()

    found = minimize(loss, own.ravel(), jac=True, method="L-BFGS-B").x.reshape(own.shape)
    return Calibration(np.round(found[:-1], 4), np.round(found[-1], 4))


def calibrate(answers: Sequence[Example], passages: Sequence[Example] = ()) -> str:
    """Fit on what the shipped network replies, and give the hash; passages count as much as answers."""
    kinds = [[(e, e.level) for e in examples if e.level is not None] for examples in (answers, passages)]
    told = [*kinds[0], *kinds[1]]
    counts = [1.0] * len(kinds[0]) + [len(kinds[0]) / max(1, len(kinds[1]))] * len(kinds[1])
    encoder, network, catalogue = open_encoder(), Network.open(), load_catalogue()
    entries = [e for e in entries_of(catalogue) if e.kind in ("practice", "activity")]
    queries = queries_of(catalogue, (entries, encoder.encode([e.text for e in entries])))
    replies = [network.ask(encoder.look(e.text), [queries[e.practice]]).replies[0] for e, _ in told]
    return fit_calibration(replies, [level for _, level in told], counts=counts).save()


def main(arguments: Sequence[str] | None = None) -> int:
    """Calibrate on the hands left out and on the examples of files."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.reader.training.calibration")
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE", help="JSON lines of examples")
    files = parser.parse_args(arguments).files
    kept = [e for e in load_corpus() if e.hand in VALIDATION]
    others = [e for file in files for e in load_examples(file)]
    sys.stdout.write(f"{len(kept)} and {len(others)} texts: {calibrate(kept, others)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
