"""Examples as tensors: states of the words, queries of practices, and what should be answered."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from knowledge.encoder import WIDTH, Encoder
from knowledge.reader.heads import LABELS
from knowledge.reader.network import COVERAGES, LEVELS, MOST_TOKENS, Queries, profile_of
from knowledge.reader.training.corpus import Example, Opinion
from model.catalogue import Catalogue

FARTHER = 0.3
"""What a practice counts that a text has nothing to do with ..."""
NEARER = 0.3
"""... and one that is easily taken for its own, since a word may well be about both."""
SECOND = 0.7
"""What a second practice counts of which a clause or two speak."""
OTHERS = 2
"""Practices asked beside those that a text speaks of."""
BESIDE = 0.25
"""The share of a second practice in what a text speaks of."""
IGNORED = -100
SOFTNESS = 0.06
"""The share of a level that its neighbours are given."""
UNHEARD = 0.3
"""What a level still counts where a larger network hears no claim: its manner is learnt, too."""
ADVISING = "guidance"
"""What claims nothing of a practice and is still about it."""


class Asked(NamedTuple):
    """One practice asked of a text, and what it should hear."""

    practice: str
    level: int | None
    acts: Mapping[str, tuple[str, str]] | None
    weight: float
    opinion: Opinion | None = None
    """Of a larger network, where nobody labelled the text."""


class Item(NamedTuple):
    """A text with the practices asked of it, its own first."""

    example: Example
    asked: tuple[Asked, ...]


class Targets(NamedTuple):
    """What should be answered; n texts, k practices, a activities, t tokens."""

    levels: Tensor
    """(n, k), -100 where nothing is claimed"""
    weights: Tensor
    """(n, k)"""
    claimed: Tensor
    """(n, k): the chance that anything is claimed"""
    chances: Tensor
    """(n, k, 4): of the levels, if something is"""
    counted: Tensor
    """(n, k): what the level counts; nothing where nothing is claimed"""
    coverages: Tensor
    """(n, k, a), -100 where not marked"""
    words: Tensor
    """(n, k, a, t), -1 where not marked"""
    traits: Tensor
    """(n, 7), -100 where not marked"""
    claims: Tensor
    """(n,): whether the text's own practice must be told from the others"""
    themes: Tensor
    """(n, practices): what the text speaks of, as shares; zeros where it neither claims nor advises"""


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
    places: Tensor
    """(n, k, q): where it stands among the queries of its text"""


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

    @cached_property
    def profiles(self) -> Tensor:
        """(practices, 768): each practice's own vector and the mean of its activities'."""
        return torch.from_numpy(np.stack([profile_of(q) for q in self.queries.values()]))

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
    """The example's own practice, a second one it speaks of, its lures, and some that it is silent on."""
    if example.heard:
        return Item(example, tuple(_opined(example.heard)))
    asked = [Asked(example.practice, example.level, example.acts, 1.0)]
    if example.also:
        asked.append(Asked(example.also.practice, example.also.level, None, SECOND))
    asked += [Asked(lure, None, {}, 1.0) for lure in example.lures]
    own = {a.practice for a in asked}
    near = [p for p in material.near[example.practice] if p not in own]
    far = [p for p in material.queries if p not in own and p not in near]
    others = chance.sample(far, 0 if example.lures else OTHERS)
    if near and others:
        others[0] = chance.choice(near)
    asked += [Asked(p, None, {}, NEARER if p in near else FARTHER) for p in others]
    return Item(example, tuple(asked))


def _opined(opinions: Sequence[Opinion]) -> Iterator[Asked]:
    """The first was chosen for the text, the others beside it."""
    for place, opinion in enumerate(opinions):
        likeliest = max(range(LEVELS), key=opinion.levels.__getitem__)
        level = likeliest if opinion.claimed > 0.5 else None
        yield Asked(opinion.practice, level, None, FARTHER if place else 1.0, opinion)


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
    sizes = [[len(material.queries[a.practice].kinds) for a in item.asked] for item in items]
    size, total = max(map(max, sizes)), max(map(sum, sizes))
    queries = torch.zeros((len(items), total, WIDTH))
    kinds = torch.zeros((len(items), total), dtype=torch.long)
    owner = torch.full((len(items), total), -1)
    there = torch.zeros((len(items), most, size), dtype=torch.bool)
    places = torch.zeros((len(items), most, size), dtype=torch.long)
    for row, item in enumerate(items):
        start = 0
        for place, asked in enumerate(item.asked):
            own = material.queries[asked.practice]
            count = len(own.kinds)
            queries[row, start : start + count] = torch.from_numpy(own.vectors)
            kinds[row, start : start + count] = torch.from_numpy(own.kinds)
            owner[row, start : start + count] = place
            there[row, place, :count] = True
            places[row, place, :count] = torch.arange(start, start + count)
            start += count
    return Inputs(states, queries, kinds, _allowed(seen, owner), seen, there, places)


def _allowed(seen: Tensor, owner: Tensor) -> Tensor:
    """Who sees whom, (n, 1, t + q, t + q): tokens (n, t), and queries by their practice's place (n, q)."""
    text, total = seen.shape[1], seen.shape[1] + owner.shape[1]
    allowed = torch.zeros((len(seen), total, total), dtype=torch.bool)
    allowed[:, :, :text] = seen[:, None, :]
    allowed[:, text:, text:] = (owner[:, :, None] == owner[:, None, :]) & (owner >= 0)[:, None, :]
    return allowed[:, None]


def targets_of(items: Sequence[Item], material: Material, *, inputs: Inputs) -> Targets:
    """What should be answered to a batch."""
    count, most, size = inputs.there.shape
    levels = torch.full((count, most), IGNORED)
    weights = torch.zeros((count, most))
    coverages = torch.full((count, most, size - 1), IGNORED)
    words = torch.full((count, most, size - 1, inputs.seen.shape[1]), -1.0)
    traits = torch.full((count, len(LABELS)), IGNORED)
    for row, item in enumerate(items):
        traits[row] = _traits(item.example)
        for place, asked in enumerate(item.asked):
            levels[row, place] = IGNORED if asked.level is None else asked.level
            weights[row, place] = asked.weight
            if asked.acts is not None:
                marked = _coverages(asked, material)
                coverages[row, place, : len(marked)] = marked
                _mark(words[row, place], asked, text=item.example.text, material=material)
    claims = torch.tensor([item.example.level is not None for item in items])
    claimed, chances = (levels != IGNORED).float(), soften(levels.clamp(min=0), SOFTNESS)
    counted = weights * claimed
    for row, item in enumerate(items):
        for place, asked in enumerate(item.asked):
            if asked.opinion:
                claimed[row, place] = asked.opinion.claimed
                chances[row, place] = torch.tensor(asked.opinion.levels)
                counted[row, place] = asked.weight * (UNHEARD + (1 - UNHEARD) * asked.opinion.claimed)
    themes = _themes(items, material)
    return Targets(levels, weights, claimed, chances, counted, coverages, words, traits, claims, themes)


def _themes(items: Sequence[Item], material: Material) -> Tensor:
    rows = torch.zeros((len(items), len(material.queries)))
    order = list(material.queries)
    for row, example in enumerate(item.example for item in items):
        if example.level is not None or example.says == ADVISING:
            beside = BESIDE if example.also else 0.0
            rows[row, order.index(example.practice)] = 1 - beside
            if example.also:
                rows[row, order.index(example.also.practice)] = beside
    return rows


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
    """One-hot (..., 4) with a share given to the neighbouring levels."""
    hot = functional.one_hot(levels, LEVELS).float()
    beside = torch.zeros_like(hot)
    beside[..., 1:] += hot[..., :-1]
    beside[..., :-1] += hot[..., 1:]
    return (1 - share) * hot + share * beside / beside.sum(-1, keepdim=True)
