"""What the commands print with `--json` is what docs/json.md says, key by key."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

PAGE = Path(__file__).parents[2] / "docs" / "json.md"
BLOCK = r"## `mlsmm (.*?) --json`\n\n```json\n(.*?)\n```"
DOCUMENTED = {
    title: json.loads(shape)
    for title, shape in re.findall(
        r"## `mlsmm (.*?) --json`\n\n```json\n(.*?)\n```", PAGE.read_text("utf-8"), re.S
    )
}
VALUES: dict[str, Any] = {"text": str, "number": (int, float), "yes or no": bool}
SIGNED = "Every model file is signed by the release job, in the same way for each release of each system."
REPLAY = {"studies": {"id", "kind", "steps"}, "steps": {"technique", "state"}}
STEP = {"practice", "from", "to", "effort", "benefit", "why"}
DOCUMENT = {"path", "sha256", "pages", "passages", "skipped", "warnings"}
SUGGESTION = {
    *("practice", "level", "activity", "coverage", "systems", "path"),
    *("locator", "quotation", "confidence", "kind", "hidden"),
}
"""What was promised to those who write scripts, whatever else is there."""


def differences(value: Any, shape: Any, where: str = "") -> Iterator[str]:
    """Where a value is not of its documented shape."""
    if isinstance(shape, dict):
        yield from _of_keys(value, shape, where)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{where} is no list"
        elif shape:
            for each in value:
                yield from differences(each, shape[0], f"{where}[]")
    elif "…" not in shape:
        kind = shape.removeprefix("null or ")
        is_absent = value is None and kind != shape
        is_number = kind == "number" and isinstance(value, bool)
        if not is_absent and (is_number or not isinstance(value, VALUES[kind])):
            yield f"{where} is {value!r}, not {shape}"


def _of_keys(value: Any, shape: dict[str, Any], where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where} is {value!r}, not an object"
    elif list(shape) == ["<name or id>"]:
        for key, each in value.items():
            yield from differences(each, shape["<name or id>"], f"{where}.{key}")
    elif "…" not in shape:
        yield from (f"{where}.{key} is not documented" for key in value.keys() - shape.keys())
        yield from (f"{where}.{key} is not printed" for key in shape.keys() - value.keys())
        for key in value.keys() & shape.keys():
            yield from differences(value[key], shape[key], f"{where}.{key}")


@pytest.fixture
def policy(tmp_path: Path) -> str:
    """A document that shows something."""
    path = tmp_path / "policy.md"
    path.write_text(f"# Policy\n\n## Release\n\n{SIGNED}\n", encoding="utf-8")
    return str(path)


def test_every_command_prints_what_is_documented(run: Run, mill: str, policy: str) -> None:
    """Nothing more, nothing less, and of the kind that is said."""
    commands = {
        "exposure NAME": ("exposure", mill),
        "replay NAME": ("replay", mill),
        "roadmap NAME": ("roadmap", mill),
        "whatif NAME --set PRACTICE=LEVEL": ("whatif", mill, "--set", "AML.M0014=2"),
        "compare A B": ("compare", mill, mill),
        "portfolio": ("portfolio",),
        "evidence map PATH": ("evidence", "map", policy),
        "read WORDS": (
            "read",
            "every model is signed at release, the old ones not",
            "--practice",
            "AML.M0013",
        ),
    }
    assert set(commands) == set(DOCUMENTED)
    found = {
        name: list(differences(run(*words, "--json").json, DOCUMENTED[name]))
        for name, words in commands.items()
    }
    assert found == {name: [] for name in commands}


def test_what_was_promised_is_documented() -> None:
    """The keys that scripts were told of."""
    (study,) = DOCUMENTED["replay NAME"]["studies"]
    assert REPLAY["studies"] <= study.keys()
    assert REPLAY["steps"] <= study["steps"][0].keys()
    roadmap = DOCUMENTED["roadmap NAME"]
    assert {"waves", "unplaced", "optimality_gap"} <= roadmap.keys()
    assert {"steps", "projected"} <= roadmap["waves"][0].keys()
    assert roadmap["waves"][0]["steps"][0].keys() >= STEP
    mapped = DOCUMENTED["evidence map PATH"]
    assert mapped["documents"][0].keys() >= DOCUMENT
    assert mapped["suggestions"][0].keys() >= SUGGESTION
    assert mapped["suggestions"][0]["quotation"].keys() == {"text", "start", "end"}


def test_a_difference_is_found() -> None:
    """A key too many or too few, and a value of another kind."""
    shape = {"a": "number", "b": ["text"], "c": "null or text"}
    assert list(differences({"a": 1, "b": ["x"], "c": None}, shape)) == []
    assert len(list(differences({"a": "1", "b": [2], "d": 0}, shape))) == 4
