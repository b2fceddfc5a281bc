"""The whole network in torch: the layers, and every head on top of them."""

from collections.abc import Sequence

import torch
from safetensors.torch import load
from torch import Tensor, nn

from knowledge.encoder import LOWER, WIDTH
from knowledge.reader.heads import LABELS
from knowledge.reader.layers import DROPOUT, Layers
from knowledge.reader.network import COVERAGES, LEVELS
from knowledge.weights import Weights

MATCH = 128
"""Width in which activities are compared with words."""
THEME = 192
"""Width in which texts are compared with practices."""
ENTRANCE = 3.0
"""A query's vector of length 1 is stretched to about the size of a token's state."""


class Trained(nn.Module):
    """The layers and every head, those that only training needs too."""

    def __init__(self) -> None:
        super().__init__()
        self.enter = nn.Linear(WIDTH, WIDTH)
        self.kind = nn.Parameter(torch.randn(4, WIDTH) * 0.02)
        self.norm = nn.LayerNorm(WIDTH)
        self.body = Layers()
        self.claim = nn.Linear(2 * WIDTH, 1)
        self.level = nn.Linear(2 * WIDTH, LEVELS)
        self.coverage = nn.Linear(WIDTH, len(COVERAGES))
        self.asking = nn.Linear(WIDTH, MATCH)
        self.asked = nn.Linear(WIDTH, MATCH)
        self.theme = nn.Linear(2 * WIDTH, THEME)
        self.practice = nn.Linear(2 * WIDTH, THEME)
        self.traits = nn.ModuleDict(
            {name: nn.Linear(2 * WIDTH, len(labels)) for name, labels in LABELS.items()}
        )
        self.dropout = nn.Dropout(DROPOUT)
        nn.init.eye_(self.enter.weight)
        self.enter.weight.data *= ENTRANCE
        nn.init.zeros_(self.enter.bias)

    def states_of(self, queries: Tensor, kinds: Tensor) -> Tensor:
        """Vectors (n, q, 384) of practices and activities, and their kinds (n, q), as states."""
        return torch.as_tensor(self.norm(self.enter(queries) + self.kind[kinds]))


def from_encoder(weights: Weights) -> Trained:
    """A network whose layers are the upper ones of the encoder, still untrained for reading."""
    state = load(weights.read("model.safetensors"))
    trained = Trained()
    for number, layer in enumerate(trained.body.layers):
        _fill(layer, state, prefix=f"encoder.layer.{LOWER + number}.")
    return trained


def from_written(content: bytes) -> Trained:
    """A network that was written before, to be taught further; what is not shipped of it begins anew."""
    trained = Trained()
    state = {name: rows.float() for name, rows in load(content).items()}
    trained.load_state_dict(trained.state_dict() | state)
    return trained


def mean_of(one: Trained, other: Trained) -> Trained:
    """The network between two that went different ways from the same weights (Wortsman et al. 2022)."""
    between, beside = Trained(), other.state_dict()
    between.load_state_dict({name: (rows + beside[name]) / 2 for name, rows in one.state_dict().items()})
    return between


def _fill(layer: nn.Module, state: dict[str, Tensor], *, prefix: str) -> None:
    names = {
        "out": "attention.output.dense",
        "wide": "intermediate.dense",
        "narrow": "output.dense",
        "after_attention": "attention.output.LayerNorm",
        "after_feed": "output.LayerNorm",
    }
    taken = {}
    for part in ("weight", "bias"):
        joined = [state[f"{prefix}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
        taken[f"qkv.{part}"] = torch.cat(joined)
        taken |= {f"{ours}.{part}": state[f"{prefix}{theirs}.{part}"] for ours, theirs in names.items()}
    layer.load_state_dict(taken)


def names_of(trained: Trained) -> Sequence[str]:
    """What is shipped of a network: the layers and the heads that reading needs."""
    return [name for name in trained.state_dict() if not name.startswith("traits.")]
