"""The encoder's layers in torch and transformers: what its two graphs are made from."""

import json
import os
import re
import warnings
from typing import Any, BinaryIO

import torch
from safetensors.torch import load

from knowledge.graph import OFFLINE
from knowledge.weights import Weights

_LAYER = re.compile(r"encoder\.layer\.(\d+)\.")


class _Given(torch.nn.Module):
    """Stands where the embeddings of words would be."""

    def forward(self, inputs_embeds: torch.Tensor, **_: object) -> torch.Tensor:
        return inputs_embeds


class _Lower(torch.nn.Module):
    """Ids and mask (n, length) to the states of the tokens, (n, length, 384)."""

    def __init__(self, weights: Weights, end: int) -> None:
        super().__init__()
        self.bert = _layers(weights, first=0, end=end)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> Any:
        kinds = torch.zeros_like(ids)
        return self.bert(input_ids=ids, attention_mask=mask, token_type_ids=kinds).last_hidden_state


class _Upper(torch.nn.Module):
    """States (n, length, 384) and mask to vectors (n, 384): the other layers, mean pooling, length 1."""

    def __init__(self, weights: Weights, first: int) -> None:
        super().__init__()
        self.bert = _layers(weights, first=first, end=None)
        self.bert.embeddings = _Given()

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        last = self.bert(inputs_embeds=states, attention_mask=mask).last_hidden_state
        counted = mask.unsqueeze(-1).to(last.dtype)
        mean = (last * counted).sum(1) / counted.sum(1).clamp(min=1e-9)
        return torch.nn.functional.normalize(mean, dim=1)


def write_lower(weights: Weights, file: BinaryIO, *, end: int) -> None:
    """The graph of the layers up to `end`, from tokens to their states."""
    ids = torch.ones((2, 7), dtype=torch.long)
    _write(_Lower(weights, end), file, first={"ids": ids}, outputs={"states": {0: "batch", 1: "length"}})


def write_upper(weights: Weights, file: BinaryIO, *, first: int) -> None:
    """The graph of the layers from `first`, from states to the vectors of texts."""
    upper = _Upper(weights, first)
    states = torch.zeros((2, 7, upper.bert.config.hidden_size))
    _write(upper, file, first={"states": states}, outputs={"vectors": {0: "batch"}})


def _layers(weights: Weights, *, first: int, end: int | None) -> Any:
    """The encoder with layers `first` to `end` only, from verified weights."""
    weights.verify()
    os.environ.update(OFFLINE)
    from transformers import BertConfig, BertModel  # importing it changes the environment

    stated = json.loads(weights.read("config.json"))
    kept = range(stated["num_hidden_layers"])[first:end]
    config = BertConfig.from_dict(stated | {"attn_implementation": "eager", "num_hidden_layers": len(kept)})
    bert = BertModel(config, add_pooling_layer=False)
    bert.load_state_dict(_used(load(weights.read("model.safetensors")), kept))
    return bert


def _used(state: dict[str, Any], kept: range) -> dict[str, Any]:
    """Embeddings and the kept layers, counted anew; all of it must fit the model exactly."""
    used = {}
    for name, tensor in state.items():
        layer = _LAYER.match(name)
        if layer and int(layer[1]) in kept:
            used[f"encoder.layer.{int(layer[1]) - kept.start}.{name[layer.end() :]}"] = tensor
        elif not layer and not name.startswith(("pooler.", "embeddings.position_ids")):
            used[name] = tensor
    return used


def _write(
    module: torch.nn.Module,
    file: BinaryIO,
    *,
    first: dict[str, torch.Tensor],
    outputs: dict[str, dict[int, str]],
) -> None:
    """With the first input by its name; the second is the mask, here of a longer and a shorter text."""
    mask = torch.ones((2, 7), dtype=torch.long)
    mask[1, 4:] = 0
    inputs = {**first, "mask": mask}
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns of its own age; parity is a test
        torch.onnx.export(
            module.eval(),
            tuple(inputs.values()),
            file,  # type: ignore[arg-type]  # torch takes open files too
            dynamo=False,
            opset_version=17,
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes={name: {0: "batch", 1: "length"} for name in inputs} | outputs,
        )
