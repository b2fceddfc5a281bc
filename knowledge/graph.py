"""ONNX graphs: exported once from verified weights, kept in the cache, checked at each use."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, BinaryIO

from knowledge.cache import alone, cache_folder, sha256_of_file, write_whole
from model.errors import LibraryError

ADVICE = "Run `make setup` again."
PATIENCE = 300
"""Seconds after which an export is given up."""
THREADS = 2
OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}


@dataclass(frozen=True)
class Graph:
    """A graph whose bytes were just checked."""

    path: Path
    sha256: str
    remark: str = ""
    """What the user should be told once; mostly nothing."""


@dataclass(frozen=True)
class Recipe:
    """How a graph is made."""

    name: str
    """What its file is called by."""
    module: str
    """The module whose command `export` makes it."""
    weights: str
    """The hash of the weights that it is made of."""
    write: Callable[[BinaryIO], None]
    """Writes it; imports torch."""


def open_graph(recipe: Recipe, cache: Path | None = None) -> Graph:
    """The graph from the cache; made, or made anew when its bytes are not the recorded ones.

    The export runs in a process of its own, so that torch never enters this one.
    """
    folder = cache_folder(cache)
    path = graph_path(folder, recipe)
    graph = _read(path)
    if graph:
        return graph
    was_there = path.exists()
    _export_elsewhere(folder, recipe.module)
    graph = _read(path)
    if graph is None:
        raise LibraryError(f"the exported model {path} cannot be read back", ADVICE)
    remark = "The cached model was damaged and has been made again from the weights." if was_there else ""
    return Graph(path, graph.sha256, remark)


def open_session(graph: Graph) -> Any:
    """The graph in onnxruntime, ready to run."""
    import onnxruntime  # 60 ms, and not needed before a text is read

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.log_severity_level = 3
    options.add_session_config_entry(
        "session.intra_op.allow_spinning", "0"
    )  # twice as fast beside other work
    return onnxruntime.InferenceSession(graph.path, options, providers=["CPUExecutionProvider"])


def export(recipe: Recipe, cache: Path | None = None) -> Path:
    """Write the graph unless a sound one is there; imports torch and takes seconds."""
    folder = cache_folder(cache)
    path = graph_path(folder, recipe)
    with alone(folder, "export"):
        if _read(path) is None:
            write_whole(path, recipe.write)
            stated = {"sha256": sha256_of_file(path), "weights": recipe.weights}
            write_whole(_sidecar(path), lambda file: file.write(json.dumps(stated).encode()))
    return path


def graph_path(folder: Path, recipe: Recipe) -> Path:
    """Where the graph of these weights lies for the torch that is installed."""
    try:
        torch = version("torch").partition("+")[0]
    except PackageNotFoundError as cause:
        raise LibraryError("torch is not installed", ADVICE) from cause
    return folder / f"{recipe.name}-{recipe.weights[:12]}-{torch}.onnx"


def _sidecar(path: Path) -> Path:
    return path.with_suffix(".json")


def _read(path: Path) -> Graph | None:
    """The graph under `path`, or None when it is missing or not what its sidecar states."""
    try:
        stated = json.loads(_sidecar(path).read_bytes())
        found = sha256_of_file(path)
    except (OSError, ValueError):
        return None
    if not isinstance(stated, dict) or stated.get("sha256") != found:
        return None
    return Graph(path, found)


def _export_elsewhere(folder: Path, module: str) -> None:
    """Run the export in another interpreter, which never imports from the current folder."""
    root = str(Path(__file__).resolve().parent.parent)
    search = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-P", "-m", module, "export", "--cache", str(folder)]
    try:
        done = subprocess.run(
            command,
            env=os.environ | OFFLINE | {"PYTHONPATH": search},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as cause:
        raise LibraryError(f"the model could not be exported ({cause})", ADVICE) from cause
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise LibraryError(f"the model could not be exported: {last}", ADVICE)
