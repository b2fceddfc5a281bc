"""The network's layers in torch: what training fits and the graph is made from."""

import warnings
from typing import BinaryIO

import torch
from safetensors.torch import load
from torch import Tensor, nn
from torch.nn import functional

from knowledge.encoder import WIDTH

UPPER = 5
"""Layers that are trained, above the encoder's lower ones."""
HEADS = 12
DROPOUT = 0.1


class Layer(nn.Module):
    """One layer of BERT, in which a mask says who sees whom."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.wide = nn.Linear(WIDTH, 4 * WIDTH)
        self.narrow = nn.Linear(4 * WIDTH, WIDTH)
        self.after_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.after_feed = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, rows: Tensor, allowed: Tensor) -> Tensor:
        """States (n, length, 384) and who sees whom (n, 1, length, length) to new states."""
        count, length, width = rows.shape
        parts = self.qkv(rows).view(count, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=allowed)
        joined = seen.transpose(1, 2).reshape(count, length, width)
        rows = self.after_attention(rows + self.dropout(self.out(joined)))
        fed = self.narrow(functional.gelu(self.wide(rows)))
        return torch.as_tensor(self.after_feed(rows + self.dropout(fed)))


class Layers(nn.Module):
    """The upper layers, one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList([Layer() for _ in range(UPPER)])

    def forward(self, rows: Tensor, allowed: Tensor) -> Tensor:
        """States of text and queries (n, t+q, 384), and who sees whom (n, 1, t+q, t+q), to new states."""
        for layer in self.layers:
            rows = layer(rows, allowed)
        return rows


def write_graph(content: bytes, file: BinaryIO) -> None:
    """The layers of stored weights as an ONNX graph, from states to the states after them."""
    body = Layers()
    state = {name.removeprefix("body."): t.float() for name, t in load(content).items() if "body." in name}
    body.load_state_dict(state)
    rows, allowed = torch.zeros((1, 11, WIDTH)), torch.ones((1, 1, 11, 11), dtype=torch.bool)
    axes = {"rows": {1: "all"}, "allowed": {2: "all", 3: "all"}, "after": {1: "all"}}
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns of its own age; parity is a test
        torch.onnx.export(
            body.eval(),
            (rows, allowed),
            file,  # type: ignore[arg-type]  # torch takes open files too
            dynamo=False,
            opset_version=17,
            input_names=["rows", "allowed"],
            output_names=["after"],
            dynamic_axes=axes,
        )
