"""Every sentence of the commands is in prompts/cli.yaml, and its placeholders are what the code fills."""

import ast
from collections import defaultdict
from pathlib import Path
from string import Formatter

import assistant.cli
from prompts.wording import load_wording

FOLDER = Path(assistant.cli.__path__[0])
TEMPLATES = {k.removeprefix("cli."): v for k, v in load_wording().templates.items() if k.startswith("cli.")}


def placeholders(template: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def calls() -> dict[str, set[str]]:
    """By sentence, what the code fills; of a fault both sentences together."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(FOLDER.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            place = {"say": 0, "fault": 1}.get(node.func.id)
            if place is None or not isinstance(node.args[place], ast.Constant):
                continue
            name = str(node.args[place].value)  # type: ignore[attr-defined]  # a constant, as checked above
            found[name] |= {str(k.arg) for k in node.keywords}
            if node.func.id == "fault":
                found[f"{name}-do"] |= found[name]
    return found


def test_sentences_and_placeholders_agree() -> None:
    """No sentence is missing, and none has a placeholder that nobody fills."""
    for name, filled in calls().items():
        assert name in TEMPLATES
        assert placeholders(TEMPLATES[name]) <= filled, name


def test_what_is_filled_is_said() -> None:
    """Nothing is filled in that the sentence, or the advice beside it, does not say."""
    for name, filled in calls().items():
        both = TEMPLATES[name] + TEMPLATES.get(f"{name}-do", "") + TEMPLATES[name.removesuffix("-do")]
        assert filled <= placeholders(both), name


def test_no_sentence_is_left_over() -> None:
    """Every sentence is said somewhere."""
    kinds = {f"atlas-kind.{kind}" for kind in ("mitigations", "techniques", "tactics", "studies")}
    built = {"doctor.record-works", "doctor.reader-works", "doctor.backups-works"} | kinds
    assert set(TEMPLATES) == set(calls()) | built
