"""The lock holds every declared dependency by hash, names no address, and leaves torch alone."""

import re
import tomllib
from functools import cache
from itertools import chain

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.checks.source import ROOT

APART = re.compile(r"^(torch|triton|nvidia|cuda)\b")
"""torch and what only some of its builds pull."""


@cache
def _pins() -> dict[str, str]:
    """Name to version, as locked."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+) \\$", text, re.MULTILINE))


def _declared() -> list[Requirement]:
    """The direct dependencies, those of development too."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = chain(project["dependencies"], *project["optional-dependencies"].values())
    return [Requirement(line) for line in lines]


def test_every_line_is_a_pin_a_hash_or_a_comment() -> None:
    """No address, no option and no file can stand in the lock."""
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    allowed = re.compile(r"( *#.*)?|[a-z0-9-]+==\S+ \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    assert [line for line in lines if not allowed.fullmatch(line)] == []
    assert not any("://" in line or "file:" in line for line in lines)


def test_every_pin_has_a_hash() -> None:
    """A pin is followed by at least one hash."""
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert len(re.findall(r"^\S+==\S+ \\\n    --hash=", text, re.MULTILINE)) == len(_pins()) > 50


def test_the_lock_fits_the_project_file() -> None:
    """Each declared dependency but torch is locked at a version it allows."""
    pins = _pins()
    wanted = {canonicalize_name(each.name): each.specifier for each in _declared() if each.name != "torch"}
    assert {name for name, allowed in wanted.items() if pins.get(name, "none") not in allowed} == set()


def test_torch_stands_apart() -> None:
    """Neither torch nor a part of one of its builds is locked; set-up pins what the project file says."""
    assert [name for name in _pins() if APART.match(name)] == []
    torch = next(each for each in _declared() if each.name == "torch")
    assert f"torch{torch.specifier}\n" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_every_dependency_says_why() -> None:
    """Each declared dependency has a comment on its line."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    explained = set(re.findall(r'^ +"([\w.-]+)[<>=][^"]*", +# \w', text, re.MULTILINE))
    assert {each.name for each in _declared()} - explained == set()
