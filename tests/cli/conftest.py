"""What the tests of the commands share: a record of their own and a way to run a command in it."""

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import sources
from assistant.cli.main import main
from assistant.settings import load_settings
from knowledge.library import Library, open_library
from tests.shipped import shipped_library

SCRIPT = """\
name: Mill
systems:
  - {name: photo, traits: [trains-own, predictive, public-interface]}
  - {name: eta, traits: [trains-own, predictive, internal-only]}
as: {name: Jonas, role: data engineer}
"""
MILL = """\
turns:
  - {practice: AML.M0013, then: {level: 2, reason: every release is signed by the pipeline}}
  - {practice: AML.M0014, text: "Marek checks the sums of each model by hand."}
  - {practice: AML.M0016, then: unknown}
"""


@dataclass(frozen=True)
class Ran:
    """A command that was run."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as a value."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[Any]:
        """What it printed, as one value for each line."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]
Write = Callable[..., str]
Play = Callable[[str], Path]


@pytest.fixture(autouse=True)
def own_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that only this test sees."""
    monkeypatch.setenv("MLSMM_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("MLSMM_DB", raising=False)


@pytest.fixture(autouse=True)
def one_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands over the shipped catalogue share encoder and weights; the rest is each one's own."""
    shared = shipped_library()

    def opened(cache: Path, *, own: Path | None, data: Path) -> Library:
        library = open_library(cache, own=own, data=data)
        if own or cache != load_settings().cache or library.catalogue != shared.catalogue:
            return library
        return Library(library.catalogue, cache=cache, data=data, whole=shared)

    monkeypatch.setattr(sources, "open_library", opened)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command of `mlsmm` in this process."""

    def start(*arguments: str, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        try:
            code = main(arguments)
        except SystemExit as stop:  # argparse leaves this way
            code = int(stop.code or 0)
        return Ran(code, *capsys.readouterr())

    return start


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a script of turns under the heading that all share; its path."""

    def save(turns: str = "", head: str = SCRIPT) -> str:
        path = tmp_path / "script.yaml"
        path.write_text(f"{head}{f'turns:{chr(10)}{turns}' if turns else ''}", encoding="utf-8")
        return str(path)

    return save


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Play:
    """Plays an example that ships, each once; the folder of what it wrote."""

    @cache
    def play(example: str) -> Path:
        folder = tmp_path_factory.mktemp(example)
        assert main(["assess", "--example", example, "--out", str(folder)]) == 0
        return folder

    return play


@pytest.fixture(scope="session")
def mill_export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exported assessment with a judgement, an answer and an unknown."""
    folder = tmp_path_factory.mktemp("mill")
    (folder / "mill.yaml").write_text(f"{SCRIPT}{MILL}", encoding="utf-8")
    assert main(["assess", str(folder / "mill.yaml"), "--out", str(folder)]) == 0
    return folder / "assessment.json"


@pytest.fixture
def mill(run: Run, mill_export: Path) -> str:
    """The name of an assessment on record; besides what was exported it has a private note."""
    assert run("import", str(mill_export)).code == 0
    assert run("answer", "Mill", "/note Marek was not keen").code == 0
    return "Mill"
