"""Fits the network: a seeded loop over texts and the practices asked of them."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from knowledge.reader.heads import LABELS
from knowledge.reader.network import COVERAGES
from knowledge.reader.training.corpus import Example
from knowledge.reader.training.material import (
    IGNORED,
    Inputs,
    Item,
    Material,
    Targets,
    ask,
    inputs_of,
    targets_of,
)
from knowledge.reader.training.trained import MATCH, THEME, Trained

BATCH = 16
RATES = (1e-4, 1e-3)
"""Steps of the layers, which know language already, and of the heads, which know nothing at first."""
DECAY = 0.01
WARMING = 0.08
"""Share of the steps in which the rate rises; after it falls evenly to almost nothing."""
SHARES = {"coverage": 0.5, "words": 0.3, "practice": 0.3, "traits": 0.15, "themes": 0.4}
"""What the other questions count beside the level."""
QUOTED = 2.0
"""What a quoted word counts beside one that is not."""


@dataclass(frozen=True)
class Outputs:
    """What the network answers to a batch."""

    claimed: Tensor
    """(n, k) log odds"""
    levels: Tensor
    """(n, k, 4) logits"""
    coverages: Tensor
    """(n, k, a, 6) logits"""
    words: Tensor
    """(n, k, a, t) logits"""
    traits: dict[str, Tensor]
    """(n, labels) logits"""
    themes: Tensor
    """(n, practices) logits"""


def answer(trained: Trained, inputs: Inputs, *, profiles: Tensor) -> Outputs:
    """The whole network over a batch."""
    count, most, size = inputs.there.shape
    length, width = inputs.seen.shape[1], inputs.states.shape[2]
    asked = trained.states_of(inputs.queries, inputs.kinds)
    rows = trained.body(torch.cat([inputs.states, asked], 1), inputs.allowed)
    text = rows[:, :length]
    places = inputs.places.view(count, -1, 1).expand(-1, -1, width)
    queries = rows[:, length:].gather(1, places).view(count, most, size, width)
    activities, counted = queries[:, :, 1:], inputs.there[:, :, 1:, None].float()
    mean = (activities * counted).sum(2) / counted.sum(2).clamp(min=1)
    weights = inputs.seen[..., None].float()
    whole = torch.cat([text[:, 0], (text * weights).sum(1) / weights.sum(1)], 1)
    drop = trained.dropout
    match = torch.einsum("nkaw,ntw->nkat", trained.asking(activities), trained.asked(text))
    practices = drop(torch.cat([queries[:, :, 0], mean], -1))
    return Outputs(
        trained.claim(practices)[..., 0],
        trained.level(practices),
        trained.coverage(drop(activities)),
        match / MATCH**0.5,
        {name: head(drop(whole)) for name, head in trained.traits.items()},
        trained.theme(drop(whole)) @ trained.practice(profiles).T / THEME**0.5,
    )


def loss_of(outputs: Outputs, targets: Targets) -> Tensor:
    """All questions together."""
    total = _level(outputs, targets) + _claim(outputs, targets)
    parts = {
        "coverage": _coverage(outputs, targets),
        "words": _words(outputs, targets),
        "practice": _practice(outputs, targets),
        "traits": _traits(outputs, targets),
        "themes": -(targets.themes * outputs.themes.log_softmax(-1)).sum(-1).mean(),
    }
    return total + sum((SHARES[name] * part for name, part in parts.items()), torch.zeros(()))


def _level(outputs: Outputs, targets: Targets) -> Tensor:
    """Of what claims something only: silence must not teach that levels are alike."""
    if not targets.counted.any():
        return torch.zeros(())
    losses = -(targets.chances * outputs.levels.log_softmax(-1)).sum(-1)
    return (losses * targets.counted).sum() / targets.counted.sum()


def _claim(outputs: Outputs, targets: Targets) -> Tensor:
    losses = functional.binary_cross_entropy_with_logits(outputs.claimed, targets.claimed, reduction="none")
    return (losses * targets.weights).sum() / targets.weights.sum()


def _coverage(outputs: Outputs, targets: Targets) -> Tensor:
    if not (targets.coverages != IGNORED).any():
        return torch.zeros(())
    flat = outputs.coverages.reshape(-1, len(COVERAGES))
    return functional.cross_entropy(flat, targets.coverages.reshape(-1), ignore_index=IGNORED)


def _words(outputs: Outputs, targets: Targets) -> Tensor:
    marked = targets.words >= 0
    if not marked.any():
        return torch.zeros(())
    return functional.binary_cross_entropy_with_logits(
        outputs.words[marked], targets.words[marked], pos_weight=torch.tensor(QUOTED)
    )


def _practice(outputs: Outputs, targets: Targets) -> Tensor:
    """A text must claim more of its own practice than of one that it does not speak of."""
    if not targets.claims.any():
        return torch.zeros(())
    spoken = (targets.levels != IGNORED) & (targets.weights > 0)
    spoken[:, 0] = False
    rivals = outputs.claimed.masked_fill((targets.weights == 0) | spoken, -1e4)
    return -rivals.log_softmax(1)[targets.claims][:, 0].mean()


def _traits(outputs: Outputs, targets: Targets) -> Tensor:
    total = torch.zeros(())
    for column, name in enumerate(LABELS):
        wanted = targets.traits[:, column]
        if (wanted != IGNORED).any():
            total = total + functional.cross_entropy(outputs.traits[name], wanted, ignore_index=IGNORED)
    return total


@dataclass(frozen=True)
class Course:
    """How the fitting goes."""

    seed: int
    tell: Callable[[str], object]
    rates: tuple[float, float] = RATES
    """Steps of the layers and of the heads."""


def fit(trained: Trained, epochs: Sequence[Sequence[Example]], *, material: Material, course: Course) -> None:
    """Fit in place, the same weights for the same seed; `epochs` are what is read in each."""
    chance = random.Random(course.seed)
    torch.manual_seed(course.seed)
    body = [p for name, p in trained.named_parameters() if name.startswith("body.")]
    heads = [p for name, p in trained.named_parameters() if not name.startswith("body.")]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": course.rates[0]}, {"params": heads, "lr": course.rates[1]}],
        weight_decay=DECAY,
    )
    steps = max(1, sum(-(-len(examples) // BATCH) for examples in epochs))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step / steps))
    trained.train()
    for number, examples in enumerate(epochs, 1):
        begin, total = time.monotonic(), 0.0
        items = [ask(example, material, chance=chance) for example in examples]
        batches = _batches(items, material, chance=chance)
        for batch in batches:
            total += _step(trained, batch, material=material)
            nn.utils.clip_grad_norm_(trained.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            schedule.step()
        spent = time.monotonic() - begin
        course.tell(f"epoch {number} of {len(epochs)}: loss {total / len(batches):.3f}, {spent:.0f} s\n")
    trained.eval()


def _rate(done: float) -> float:
    return min(1.0, (done + 1e-3) / WARMING) * max(0.02, 1 - done)


def _step(trained: Trained, batch: Sequence[Item], *, material: Material) -> float:
    inputs = inputs_of(batch, material)
    loss = loss_of(
        answer(trained, inputs, profiles=material.profiles), targets_of(batch, material, inputs=inputs)
    )
    loss.backward()  # type: ignore[no-untyped-call]  # torch's own
    return float(loss.detach())


def _batches(items: Sequence[Item], material: Material, *, chance: random.Random) -> list[list[Item]]:
    """Texts of about one length together, so that little is padding, in random order."""
    ordered = sorted(items, key=lambda item: material.length(item.example) + chance.random() * 6)
    batches = [ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH)]
    chance.shuffle(batches)
    return batches
