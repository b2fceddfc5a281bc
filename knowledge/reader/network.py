"""The trained part that reads: a practice and its activities put their questions to the words of a text.

The text is taken from the encoder's lower layers; layers of attention trained for this go on from there. Each
practice is a handful of queries (one for itself, one an activity) that see the text and each other, never the
queries of another practice, so a practice is read the same whichever others are asked beside it.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Self

import numpy as np
from numpy.typing import NDArray

from knowledge.cache import sha256_of
from knowledge.encoder import Tokens
from knowledge.entries import Entry
from knowledge.graph import Recipe, export, open_graph, open_session
from knowledge.reader.calibration import Calibration
from knowledge.reader.pinned import read_pinned
from model.catalogue import Catalogue
from model.errors import MlsmmError

Rows = NDArray[np.float32]
PATH = Path(__file__).with_name("network.safetensors")
PINNED = Path(__file__).with_name("network.json")
"""States the hash of the weights."""
MOST_TOKENS = 200
"""What the network was trained on at most."""
COVERAGES = ("unsaid", "none", "some", "half", "all", "unknown")
"""What can be said of an activity; `none` is a denial, a plan or a past."""
LEVELS = 4
HEADS = ("enter", "kind", "norm", "claim", "level", "coverage", "asking", "asked", "theme", "practice")


@dataclass(frozen=True)
class Queries:
    """What a practice asks with: itself first, then its activities in order."""

    practice: str
    vectors: Rows
    """(1 + activities, 384), of length 1."""
    kinds: NDArray[np.int64]
    """0 for the practice, else the level of the activity."""
    suffixes: tuple[str, ...]
    """The ends of the activities' ids: 2a of AML.M0007.2a."""


@dataclass(frozen=True)
class Reply:
    """What a text answers to one practice."""

    claimed: float
    """How much speaks for anything being claimed, as log odds."""
    levels: NDArray[np.float64]
    """(4,) logits of levels 0 to 3, if something is."""
    chances: NDArray[np.float64]
    """(4,): what they are worth as chances, calibrated."""
    coverages: Rows
    """(activities, 6) chances, as `COVERAGES`."""
    words: Rows
    """(activities, tokens): how much each token is part of the words for it, 0 to 1."""


@dataclass(frozen=True)
class Answers:
    """What a text answers to all that was asked of it."""

    replies: tuple[Reply, ...]
    """One a practice, in the order of asking."""
    theme: Rows
    """(192,): what the text is about, whatever was asked; compare with `Network.themes_of`."""


class Network:
    """The layers in onnxruntime and the heads on top of them."""

    def __init__(self, session: Any, heads: Mapping[str, Rows], *, calibration: Calibration) -> None:
        self._session = session
        self._heads = heads
        self._calibration = calibration

    @classmethod
    def open(cls, cache: Path | None = None) -> Self:
        """The shipped weights, their layers as a graph from the cache."""
        from safetensors.numpy import load  # needed for a reading only

        heads = {name: rows.astype(np.float32) for name, rows in load(read_weights()).items()}
        session = open_session(open_graph(recipe(), cache))
        kept = {n: h for n, h in heads.items() if n.partition(".")[0] in HEADS}
        return cls(session, kept, calibration=Calibration.load())

    def themes_of(self, practices: Sequence[Queries]) -> Rows:
        """(practices, 192): their product with a text's theme says how much it is about each, as logits."""
        themes = self._apply("practice", np.stack([profile_of(queries) for queries in practices]))
        return np.asarray(themes / np.sqrt(themes.shape[1]))

    def ask(self, tokens: Tokens, asking: Sequence[Queries] = ()) -> Answers:
        """What the first 200 tokens answer to each practice."""
        states = tokens.states[:MOST_TOKENS]
        length, sizes = len(states), [len(q.kinds) for q in asking]
        rows = np.concatenate([states, *(self._states_of(q) for q in asking)])[None]
        fed = {"rows": rows, "allowed": _allowed(length, sizes)[None, None]}
        after: Rows = self._session.run(["after"], fed)[0][0]
        text = self._apply("asked", after[:length])
        starts = length + np.cumsum([0, *sizes], dtype=np.intp)
        replies = tuple(
            self._answer(after[start : start + size], text)
            for start, size in zip(starts, sizes, strict=False)
        )
        whole = np.concatenate([after[0], after[:length].mean(axis=0)])
        return Answers(replies, self._apply("theme", whole))

    def _states_of(self, queries: Queries) -> Rows:
        """The queries as states beside those of the words."""
        rows = self._apply("enter", queries.vectors) + self._heads["kind"][queries.kinds]
        rows -= rows.mean(axis=1, keepdims=True)
        rows /= np.sqrt((rows**2).mean(axis=1, keepdims=True) + 1e-5)
        return np.asarray(rows * self._heads["norm.weight"] + self._heads["norm.bias"])

    def _answer(self, queries: Rows, text: Rows) -> Reply:
        activities = queries[1:]
        whole = np.concatenate([queries[0], activities.mean(axis=0)])
        coverages = self._apply("coverage", activities)
        powers = np.exp(coverages - coverages.max(axis=1, keepdims=True))
        match = self._apply("asking", activities) @ text.T / np.sqrt(text.shape[1])
        claimed, levels = (
            float(self._apply("claim", whole)[0]),
            self._apply("level", whole).astype(np.float64),
        )
        return Reply(
            claimed=claimed,
            levels=levels,
            chances=self._calibration.chances(levels, claimed=claimed),
            coverages=powers / powers.sum(axis=1, keepdims=True),
            words=1 / (1 + np.exp(-match)),
        )

    def _apply(self, head: str, rows: Rows) -> Rows:
        weight, bias = self._heads[f"{head}.weight"], self._heads[f"{head}.bias"]
        return np.asarray(rows @ weight.T + bias, dtype=np.float32)


def queries_of(catalogue: Catalogue, known: tuple[Sequence[Entry], Rows]) -> dict[str, Queries]:
    """What each practice of the catalogue asks with: its own entry and those of its activities.

    `known` are entries, these among them, and their vectors.
    """
    entries, vectors = known
    row = {entry.id: place for place, entry in enumerate(entries)}
    found = {}
    for practice in catalogue.practices:
        activities = [a.id for a in practice.activities]
        found[practice.id] = Queries(
            practice.id,
            np.round(vectors[[row[name] for name in (practice.id, *activities)]], 4),
            np.array([0, *map(practice.level_of, activities)], dtype=np.int64),
            tuple(name.removeprefix(f"{practice.id}.") for name in activities),
        )
    return found


def profile_of(queries: Queries) -> Rows:
    """(768,): the practice's own vector and the mean of its activities', by which texts find it."""
    return np.concatenate([queries.vectors[0], queries.vectors[1:].mean(axis=0)])


def _allowed(length: int, sizes: Sequence[int]) -> NDArray[np.bool_]:
    """Who sees whom: all see the text, and queries see those of their own practice."""
    size = length + sum(sizes)
    allowed = np.zeros((size, size), dtype=bool)
    allowed[:, :length] = True
    start = length
    for count in sizes:
        allowed[start : start + count, start : start + count] = True
        start += count
    return allowed


def read_weights(path: Path = PATH, pinned: Path = PINNED) -> bytes:
    """The bytes of the shipped weights; a LibraryError unless they are those that were pinned."""
    return read_pinned(path, pinned)


def recipe() -> Recipe:
    """How the graph of the layers is made."""
    content = read_weights()
    return Recipe("reader", "knowledge.reader.network", sha256_of(content), partial(_write, content))


def _write(content: bytes, file: BinaryIO) -> None:
    from knowledge.reader.layers import write_graph  # torch: 4 s that only an export pays

    write_graph(content, file)


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m knowledge.reader.network export [--cache DIR]`: make the graph and say where it is."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.reader.network", description=main.__doc__)
    parser.add_argument("deed", choices=["export"])
    parser.add_argument(
        "--cache", type=Path, help="the cache folder; MLSMM_CACHE or the platform's by default"
    )
    try:
        sys.stdout.write(f"{export(recipe(), parser.parse_args(arguments).cache)}\n")
    except MlsmmError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
