"""Examples as tensors: states of the words, queries of practices, and what should be answered."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from knowledge.encoder import WIDTH, Encoder
from knowledge.reader.heads import LABELS
from knowledge.reader.network import COVERAGES, LEVELS, MOST_TOKENS, Queries
from knowledge.reader.training.corpus import Example
from model.catalogue import Catalogue

FARTHER = 0.6
"""What a practice counts that a text has nothing to do with ..."""
NEARER = 0.4
"""... and one that is easily taken for its own, since a word may well be about both."""
SECOND = 0.7
"""What a second practice counts of which a clause or two speak."""
OTHERS = 2
"""Practices asked beside those that a text speaks of."""
IGNORED = -100


class Asked(NamedTuple):
    """One practice asked of a text, and what it should hear."""

    practice: str
    level: int | None
    acts: Mapping[str, tuple[str, str]] | None
    weight: float


class Item(NamedTuple):
    """A text with the practices asked of it, its own first."""

    example: Example
    asked: tuple[Asked, ...]


class Targets(NamedTuple):
    """What should be answered; n texts, k practices, a activities, t tokens."""

    levels: Tensor
    """(n, k)"""
    weights: Tensor
    """(n, k)"""
    coverages: Tensor
    """(n, k, a), -100 where not marked"""
    words: Tensor
    """(n, k, a, t), -1 where not marked"""
    traits: Tensor
    """(n, 7), -100 where not marked"""
    claims: Tensor
    """(n,): whether the text's own practice must be told from the others"""


class Inputs(NamedTuple):
    """What the layers are given."""

    states: Tensor
    queries: Tensor
    kinds: Tensor
    allowed: Tensor
    seen: Tensor
    """(n, t): where there is a token"""
    there: Tensor
    """(n, k, q): where there is a query"""


class Looked(NamedTuple):
    """What is kept of a text's tokens."""

    states: NDArray[np.float16]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Material:
    """Texts looked at once, and what the practices ask."""

    tokens: Mapping[str, Looked]
    queries: Mapping[str, Queries]
    near: Mapping[str, tuple[str, ...]]
    """The practices that a practice is easily taken for."""

    def length(self, example: Example) -> int:
        """Tokens of a text that are read."""
        return min(MOST_TOKENS, len(self.tokens[example.text].spans))


def look_at(texts: Sequence[str], encoder: Encoder) -> dict[str, Looked]:
    """Every distinct text, as the program itself will see it; kept in half precision."""
    found = {}
    for text in dict.fromkeys(texts):
        tokens = encoder.look(text)
        states = tokens.states[:MOST_TOKENS].astype(np.float16)
        found[text] = Looked(states, tokens.spans[:MOST_TOKENS])
    return found


def near_of(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Per practice those that it is easily taken for."""
    return {
        p.id: tuple(pair.other(p.id) or "" for pair in catalogue.near_to(p.id)) for p in catalogue.practices
    }


def ask(example: Example, material: Material, *, chance: random.Random) -> Item:
    """The example's own practice, a second one it speaks of, and some that it does not."""
    asked = [Asked(example.practice, example.level, example.acts, 1.0)]
    if example.also:
        asked.append(Asked(example.also.practice, example.also.level, None, SECOND))
    own = {a.practice for a in asked}
    near = [p for p in material.near[example.practice] if p not in own]
    far = [p for p in material.queries if p not in own and p not in near]
    others = chance.sample(far, OTHERS)
    if near:
        others[0] = chance.choice(near)
    asked += [Asked(p, None, {}, NEARER if p in near else FARTHER) for p in others]
    return Item(example, tuple(asked))


def inputs_of(items: Sequence[Item], material: Material) -> Inputs:
    """A batch, padded: texts to the longest, practices to the most and the largest."""
    texts = [material.tokens[item.example.text] for item in items]
    longest = max(len(t.spans) for t in texts)
    states = torch.zeros((len(items), longest, WIDTH))
    seen = torch.zeros((len(items), longest), dtype=torch.bool)
    for row, tokens in enumerate(texts):
        states[row, : len(tokens.spans)] = torch.from_numpy(tokens.states.astype(np.float32))
        seen[row, : len(tokens.spans)] = True
    most = max(len(item.asked) for item in items)
    size = max(len(material.queries[a.practice].kinds) for item in items for a in item.asked)
    queries = torch.zeros((len(items), most, size, WIDTH))
    kinds = torch.zeros((len(items), most, size), dtype=torch.long)
    there = torch.zeros((len(items), most, size), dtype=torch.bool)
    for row, item in enumerate(items):
        for place, asked in enumerate(item.asked):
            own = material.queries[asked.practice]
            queries[row, place, : len(own.kinds)] = torch.from_numpy(own.vectors)
            kinds[row, place, : len(own.kinds)] = torch.from_numpy(own.kinds)
            there[row, place, : len(own.kinds)] = True
    flat = (len(items), most * size)
    return Inputs(states, queries.view(*flat, WIDTH), kinds.view(flat), _allowed(seen, there), seen, there)


def _allowed(seen: Tensor, there: Tensor) -> Tensor:
    """Who sees whom, (n, 1, t + k*q, t + k*q); a practice that is padding sees the text only."""
    count, most, size = there.shape
    text = seen.shape[1]
    allowed = torch.zeros((count, text + most * size, text + most * size), dtype=torch.bool)
    allowed[:, :, :text] = seen[:, None, :]
    for place in range(most):
        start = text + place * size
        allowed[:, start : start + size, start : start + size] = there[:, place, None, :]
    return allowed[:, None]


def targets_of(items: Sequence[Item], material: Material, *, inputs: Inputs) -> Targets:
    """What should be answered to a batch."""
    count, most, size = inputs.there.shape
    levels = torch.full((count, most), LEVELS - 1)
    weights = torch.zeros((count, most))
    coverages = torch.full((count, most, size - 1), IGNORED)
    words = torch.full((count, most, size - 1, inputs.seen.shape[1]), -1.0)
    traits = torch.full((count, len(LABELS)), IGNORED)
    for row, item in enumerate(items):
        traits[row] = _traits(item.example)
        for place, asked in enumerate(item.asked):
            levels[row, place] = LEVELS - 1 if asked.level is None else asked.level
            weights[row, place] = asked.weight
            if asked.acts is not None:
                marked = _coverages(asked, material)
                coverages[row, place, : len(marked)] = marked
                _mark(words[row, place], asked, text=item.example.text, material=material)
    claims = torch.tensor([item.example.level is not None for item in items])
    return Targets(levels, weights, coverages, words, traits, claims)


def _traits(example: Example) -> Tensor:
    if example.traits is None:
        return torch.full((len(LABELS),), IGNORED)
    labels = [LABELS[trait].index(example.label(trait)) for trait in LABELS]
    return torch.tensor(labels)


def _coverages(asked: Asked, material: Material) -> Tensor:
    own = material.queries[asked.practice]
    said = asked.acts or {}
    values = [said[s][0] if s in said else COVERAGES[0] for s in own.suffixes]
    return torch.tensor([COVERAGES.index("none" if v in ("plan", "past") else v) for v in values])


def _mark(words: Tensor, asked: Asked, *, text: str, material: Material) -> None:
    """One for each token of the words that show an activity, zero for the others."""
    spans = material.tokens[text].spans
    for row, suffix in enumerate(material.queries[asked.practice].suffixes):
        quoted = (asked.acts or {}).get(suffix, ("", ""))[1]
        start = text.find(quoted) if quoted else -1
        if start >= 0:
            inside = [a < start + len(quoted) and b > start and b > a for a, b in spans]
            words[row, : len(spans)] = torch.tensor(inside, dtype=torch.float32)


def soften(levels: Tensor, share: float) -> Tensor:
    """One-hot (n, 5) with a share given to the neighbouring levels; silence stays whole."""
    hot = functional.one_hot(levels, LEVELS).float()
    beside = torch.zeros_like(hot)
    beside[:, 1:4] += hot[:, 0:3]
    beside[:, 0:3] += hot[:, 1:4]
    counted = beside.sum(1, keepdim=True)
    spread = share * beside / counted.clamp(min=1)
    return hot * (1 - share * (counted > 0)) + spread
