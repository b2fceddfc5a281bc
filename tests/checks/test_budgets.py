"""The checks of shape find what is planted for them, and nothing in clean text."""

from pathlib import Path

import pytest

from tests.checks import budgets
from tests.checks.source import ROOT, Module, files

CLEAN = '''
class Answer:
    """What the user said."""

    def weigh(self, gate: int, value: int, *, least: int = 0) -> int:
        """The larger one."""
        import json  # 5 ms that nobody else pays

        for each in (gate, value):
            if each > least:
                while each:
                    return len(json.dumps(each))
        try:
            return value
        except ValueError:
            return gate
'''


def _planted(text: str, path: str = "model/planted.py") -> list[str]:
    module = Module(path, text)
    found = [fault for rule in budgets.MODULE_RULES for fault in rule(module)]
    return found + [fault for rule in budgets.PROGRAM_RULES for fault in rule([module])]


def test_clean_text_has_no_fault() -> None:
    """A module inside every budget passes."""
    assert _planted(CLEAN) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x = 1\n" * 351, "351 lines in a module"),
        ("def f():\n" + "    x = 1\n" * 50, "51 lines in `f`"),
        ("class K:\n" + "    x = 1\n" * 250, "251 lines in `K`"),
        ("class K:\n" + "".join(f"    def m{n}(self): ...\n" for n in range(21)), "21 methods in `K`"),
        ("def f():\n if a:\n  for b in c:\n   with d:\n    while e:\n     g()\n", "nests 4 deep"),
        ("def f(a, b, *, c, d, e, g): ...\n", "`f` takes 6"),
        ("def f(a, b, c): ...\n", "`f` needs keywords"),
        ("def f():\n    import json\n", "the cost it saves"),
        ("def f():\n    import json  # 5 ms\n\n    import yaml\n", "the cost it saves"),
        ("class K: ...\nclass K: ...\n", "`K` stands in"),
        ("class K: ...\nclass L:\n    class K: ...\n", "nested `K`"),
        ("try: ...\nexcept Exception: ...\n" * 4, "one of 4 broad excepts"),
        ("try: ...\nexcept (OSError, BaseException): ...\n" * 4, "one of 4 broad excepts"),
        ("try: ...\nexcept: ...\n" * 4, "one of 4 broad excepts"),
    ],
)
def test_each_fault_is_found(text: str, told: str) -> None:
    """What goes past a budget is told, with the place."""
    found = _planted(text)
    assert any(told in fault for fault in found), found
    assert all(fault.startswith("model/planted.py:") for fault in found)


@pytest.mark.parametrize(
    "text",
    [
        "def f():\n if a: ...\n elif b: ...\n elif c: ...\n elif d: ...\n elif e: ...\n",
        "def f():\n if a:\n  for b in c:\n   with d:\n    def g():\n     if h: ...\n",
        "def f(a, b, c):  # Textual's signature\n    ...\n",
        "def f():\n    # 4 s\n    import torch\n    import transformers\n",
        "try: ...\nexcept Exception: ...\n" * 3,
    ],
)
def test_what_is_allowed_passes(text: str) -> None:
    """An elif is no deeper, a nested function starts again, a library may fix a signature."""
    assert _planted(text) == []


def test_a_fixture_may_take_three_by_position() -> None:
    """Tests take their fixtures by name, whatever their order."""
    assert _planted("def test_f(a, b, c): ...\n", "tests/planted.py") == []


@pytest.mark.parametrize(
    "word", ["/wor" + "k/main", "https://pyp" + "i.org/simple", "files.python" + "hosted.org"]
)
def test_a_registry_and_a_machine_are_found(tmp_path: Path, word: str) -> None:
    """A line that names either is told with its number."""
    (tmp_path / "notes.md").write_text(f"first\nsee {word}\n", encoding="utf-8")
    assert [fault[:11] for fault in budgets.text_faults(files(tmp_path), tmp_path)] == ["notes.md:2:"]


def test_the_checks_see_the_whole_repository() -> None:
    """Every package, the tests and the files at the top are read."""
    seen = {path.relative_to(ROOT).parts[0] for path in files()}
    assert {"assistant", "knowledge", "model", "prompts", "tests", "README.md", "Makefile"} <= seen
