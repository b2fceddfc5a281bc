"""Starting costs little: what is loaded on the way to --help and to quick commands."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.__main__ import main as start
from assistant.cli.main import COMMANDS, EPILOG, main
from assistant.cli.reading import read_words
from model.errors import InputError
from tests.cli.conftest import Run

HEAVY = (
    "faiss",
    "langchain_core",
    "numpy",
    "onnxruntime",
    "pydantic",
    "sentence_transformers",
    "sqlalchemy",
    "textual",
    "tokenizers",
    "torch",
    "yaml",
)
LOOK = """
import sys
from assistant.cli.main import main
try:
    main({arguments!r})
except SystemExit:
    pass
sys.stderr.write(" ".join(m for m in {heavy!r} if m in sys.modules))
"""


def loaded(*arguments: str) -> set[str]:
    """The heavy modules that a command loads in a fresh interpreter."""
    code = LOOK.format(arguments=list(arguments), heavy=HEAVY)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout
    return set(ran.stderr.split())


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("assess", "--help")])
def test_help_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    """--help and --version run on the standard library alone."""
    assert loaded(*arguments) == set()


def test_quick_commands_load_no_encoder() -> None:
    """What looks at the catalogue or the record loads neither encoder nor interface."""
    assert loaded("explain", "AML.M0003", "2") == {"pydantic", "yaml"}
    assert loaded("list") <= {"pydantic", "yaml", "sqlalchemy"}


def test_help_names_every_command(run: Run) -> None:
    """Every command is listed, has a help of its own, and the exit codes are documented."""
    out = run("--help").out
    for command in COMMANDS:
        assert re.search(rf"^ +{command} ", out, re.M)
        assert run(command, "--help").code == 0
    for code in (0, 1, 2, 3, 4, 5, 6, 130):
        assert re.search(rf"\b{code} ", EPILOG)


def test_options_before_or_after(run: Run, tmp_path: object) -> None:
    """--db and --as mean the same before and after the command."""
    place = f"{tmp_path}/other.db"
    assert run("--db", place, "--as", "Ruth, lead", "new", "Fab").code == 0
    assert run("list", "--db", place, "--json").json[0]["name"] == "Fab"
    assert run("list", "--json").json == []
    acts = run("show", "Fab", "--db", place, "--json").json["acts"]
    assert acts[0]["speaker"] == {"name": "Ruth", "role": "lead"}


def test_usage_errors_are_2(run: Run) -> None:
    """Unknown commands and options end with 2."""
    for words in (("fly",), ("list", "--loud"), ("show",), ("new", "a", "--profile", "huge")):
        assert run(*words).code == 2


def test_without_a_command() -> None:
    """The application opens with what was given; where there is none the help is shown."""
    opened: list[tuple[str | None, str | None, str | None]] = []

    def opener(*, database: str | None, speaker: str | None, assessment: str | None) -> int:
        opened.append((database, speaker, assessment))
        return 0

    assert main(["--db", "a.db", "--as", "Ruth", "--open", "Mill"], open_assistant=opener) == 0
    assert opened == [("a.db", "Ruth", "Mill")]
    assert main([]) == 2


@pytest.mark.parametrize("closed", [False, True])
def test_without_a_terminal(closed: bool, tmp_path: Path) -> None:
    """The assistant says in one line that nobody could use it there, instead of painting for ever."""
    shell = f"exec {shlex.quote(sys.executable)} -m assistant {'<&-' if closed else '</dev/null'}"
    environment = os.environ | {"MLSMM_DATA": str(tmp_path)}
    ran = subprocess.run(["sh", "-c", shell], capture_output=True, env=environment, check=False, timeout=60)
    assert ran.returncode == 2
    assert b"no terminal" in ran.stderr
    assert (ran.stdout, ran.stderr.count(b"\n")) == (b"", 1)


def test_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """'-' is told to be closed where it is."""
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="standard input is closed"):
        read_words("-")


@pytest.mark.parametrize(("said", "stands"), [(None, "1"), ("4", "4")])
def test_small_matrices_are_multiplied_by_one_thread(
    monkeypatch: pytest.MonkeyPatch, said: str | None, stands: str
) -> None:
    """The program says so before anything is loaded, and leaves what somebody else said."""
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", said or "")
    if said is None:
        monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    monkeypatch.setattr(sys, "argv", ["mlsmm", "--version"])
    with pytest.raises(SystemExit):
        start()
    assert os.environ["OPENBLAS_NUM_THREADS"] == stands
