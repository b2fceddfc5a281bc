"""Text to vectors: the door, the ONNX encoder that answers, the reference that it must agree with, a fake."""

import argparse
import hashlib
import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from knowledge.cache import sha256_of
from knowledge.graph import OFFLINE, Recipe, export, open_graph, open_session
from knowledge.weights import Weights, find_weights
from model.errors import MlsmmError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

WIDTH = 384
LOWER = 1
"""Layers whose states the reader goes on from."""
MOST_TOKENS = 256
BATCH = 8
"""Texts encoded at once; larger gains no speed on two cores and costs memory."""

Vectors = NDArray[np.float32]
Vector = NDArray[np.float32]


@dataclass(frozen=True)
class Tokens:
    """One text as the encoder sees it; what is beyond 256 tokens is not seen."""

    states: Vectors
    """(tokens, 384), after the lower layers; the first and the last token stand for the whole."""
    spans: tuple[tuple[int, int], ...]
    """Where each token stands in the text, in code points; empty for the first and the last."""


class Encoder(Protocol):
    """What turns texts into vectors."""

    @property
    def digest(self) -> str:
        """What the vectors depend on, as SHA-256; vectors of one digest may be compared and kept."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Shape (len(texts), 384), float32, each row of length 1; row i belongs to texts[i].

        A row depends on its own text only, to four decimals, whatever it is encoded beside.
        """
        ...

    def look(self, text: str) -> Tokens:
        """One text, token by token; a sixth of the work of a vector."""
        ...

    def sum_up(self, tokens: Tokens) -> Vector:
        """(384,), the vector of a text that was looked at: what `encode` gives of it, to four decimals."""
        ...


class OnnxEncoder:
    """The encoder of the running program: the exported graph in onnxruntime."""

    def __init__(self, *, lower: Any, upper: Any, tokenizer: Any, digest: str, remark: str = "") -> None:
        self._lower = lower
        self._upper = upper
        self._tokenizer = tokenizer
        self._digest = digest
        self.remark = remark
        """What opening it has to tell the user, mostly nothing."""

    @property
    def digest(self) -> str:
        """The hash of both graphs; the tokenizer is pinned."""
        return self._digest

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Rows of length 1, shape (len(texts), 384); short texts go together, so little is padding."""
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        order = sorted(range(len(tokens)), key=lambda i: len(tokens[i]))
        vectors = np.empty((len(tokens), WIDTH), dtype=np.float32)
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            vectors[chosen] = self._run([tokens[i] for i in chosen])
        return vectors

    def look(self, text: str) -> Tokens:
        """One text, token by token."""
        encoding = self._tokenizer.encode(text)
        ids = np.array([encoding.ids], dtype=np.int64)
        states: Vectors = self._lower.run(["states"], {"ids": ids, "mask": np.ones_like(ids)})[0][0]
        return Tokens(states, tuple(encoding.offsets))

    def sum_up(self, tokens: Tokens) -> Vector:
        """(384,), the vector of a text that was looked at."""
        mask = np.ones((1, len(tokens.states)), dtype=np.int64)
        vector: Vector = self._upper.run(["vectors"], {"states": tokens.states[None], "mask": mask})[0][0]
        return vector

    def _run(self, tokens: list[list[int]]) -> Vectors:
        """One batch through the graph: (n, length) in, (n, 384) out; padding has mask 0."""
        ids = np.zeros((len(tokens), max(map(len, tokens))), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, sequence in enumerate(tokens):
            ids[row, : len(sequence)] = sequence
            mask[row, : len(sequence)] = 1
        states = self._lower.run(["states"], {"ids": ids, "mask": mask})[0]
        vectors: Vectors = self._upper.run(["vectors"], {"states": states, "mask": mask})[0]
        return vectors


class ReferenceEncoder:
    """sentence-transformers over verified weights: trains, evaluates, and the graph is held against it."""

    def __init__(self, model: "SentenceTransformer", digest: str) -> None:
        self._model = model
        self._digest = digest

    @classmethod
    def load(cls, weights: Weights | None = None) -> Self:
        """Load a model directory by path, never by name; the base weights when none is given."""
        chosen = weights or find_weights()
        chosen.verify()
        os.environ.update(OFFLINE)
        from sentence_transformers import SentenceTransformer  # 4 s and 400 MB that the program never pays

        model = SentenceTransformer(str(chosen.folder), device="cpu", local_files_only=True)
        model.max_seq_length = min(MOST_TOKENS, model.max_seq_length or MOST_TOKENS)
        return cls(model, chosen.id)

    @property
    def digest(self) -> str:
        """The hash of the weights."""
        return self._digest

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Rows of length 1, shape (len(texts), width of the model)."""
        vectors = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), -1)


class FakeEncoder:
    """Hashed bags of words, for tests: texts that share words are near, and nothing is loaded."""

    digest = "fake"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Rows of length 1, shape (len(texts), 384)."""
        vectors = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.casefold()) or [""]:
                place = int.from_bytes(
                    hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=4).digest()
                )
                vectors[row, place % WIDTH] += 1.0
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def look(self, text: str) -> Tokens:
        """One token a word, its state the vector of the word."""
        spans = [match.span() for match in re.finditer(r"\w+", text)][: MOST_TOKENS - 2]
        states = self.encode(["", *(text[start:end] for start, end in spans), ""])
        return Tokens(10 * states, ((0, 0), *spans, (0, 0)))

    def sum_up(self, tokens: Tokens) -> Vector:
        """The words together, as `encode` has them."""
        words = tokens.states[1:-1] if len(tokens.states) > 2 else tokens.states[:1]
        total = words.sum(axis=0)
        return np.asarray(total / np.linalg.norm(total))


def recipes() -> tuple[Recipe, Recipe]:
    """How the graphs are made: lower layers, from tokens to states, and upper, from states to vectors."""
    weights = find_weights()

    def lower(file: BinaryIO) -> None:
        from knowledge.layers import write_lower  # torch and transformers: 4 s that only an export pays

        write_lower(weights, file, end=LOWER)

    def upper(file: BinaryIO) -> None:
        from knowledge.layers import write_upper  # the same 4 s

        write_upper(weights, file, first=LOWER)

    module = "knowledge.encoder"
    return (
        Recipe(f"minilm-lower-{LOWER}", module, weights.id, lower),
        Recipe(f"minilm-upper-{LOWER}", module, weights.id, upper),
    )


def open_encoder(cache: Path | None = None) -> OnnxEncoder:
    """The encoder, ready to answer; exports the graph first when the cache has no sound one."""
    weights = find_weights()
    lower, upper = (open_graph(recipe, cache) for recipe in recipes())
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from tokenizers import Tokenizer  # not needed before a text is read

    tokenizer = Tokenizer.from_buffer(weights.read("tokenizer.json"))
    tokenizer.enable_truncation(MOST_TOKENS)
    tokenizer.no_padding()
    return OnnxEncoder(
        lower=open_session(lower),
        upper=open_session(upper),
        tokenizer=tokenizer,
        digest=sha256_of(f"{lower.sha256} {upper.sha256}".encode()),
        remark=lower.remark or upper.remark,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m knowledge.encoder export [--cache DIR]`: make the graphs and say where they are."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.encoder", description=main.__doc__)
    parser.add_argument("deed", choices=["export"])
    parser.add_argument(
        "--cache", type=Path, help="the cache folder; MLSMM_CACHE or the platform's by default"
    )
    try:
        for recipe in recipes():
            print(export(recipe, parser.parse_args(arguments).cache))
    except MlsmmError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
