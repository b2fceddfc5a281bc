"""Every template's placeholders are exactly what the code fills, and every template is used."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

import pytest

from knowledge.documents.writing import CODES
from prompts.wording import FOLDER, load_wording

ROOT = FOLDER.parent
OWN = {"style", "indent"}
"""Keywords of `line` that no template sees."""
CALLS = {"say", "line"}
SCANNED = ROOT / "assistant" / "conversation"


@dataclass(frozen=True)
class Call:
    """A call of say() or line(): the names it may say, and what it fills; None where a dict is unpacked."""

    where: str
    names: tuple[str, ...]
    """Ending with a star where the name is put together at run time."""
    fills: frozenset[str]
    unpacks: bool


def calls(folder: Path) -> Iterator[Call]:
    """Every call in a package."""
    for path in sorted(folder.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        scopes = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.Module)]
        for scope, node in ((s, n) for s in scopes for n in _own_nodes(s)):
            if isinstance(node, ast.Call) and _is_said(node):
                yield _call(node, scope, where=f"{path.name}:{node.lineno}")


def _is_said(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id in CALLS and bool(node.args)


def _own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(scope):
        if not isinstance(child, ast.FunctionDef):
            yield child
            yield from _own_nodes(child)


def _call(node: ast.Call, scope: ast.AST, *, where: str) -> Call:
    fills = frozenset(k.arg for k in node.keywords if k.arg and k.arg not in OWN)
    unpacked = [k.value for k in node.keywords if k.arg is None]
    known = [_keys(value, scope) for value in unpacked]
    told = frozenset(name for keys in known if keys for name in keys)
    names = tuple(_names(node.args[0], scope))
    return Call(where, names, fills | told, any(keys is None for keys in known))


def _keys(value: ast.expr, scope: ast.AST) -> frozenset[str] | None:
    """The keys of a dictionary that is built in the same function."""
    built = [
        n
        for n in ast.walk(scope)
        if isinstance(n, ast.Assign | ast.AnnAssign) and isinstance(n.value, ast.Dict)
    ]
    for node in built:
        target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
        same = isinstance(target, ast.Name) and isinstance(value, ast.Name) and target.id == value.id
        if same and isinstance(node.value, ast.Dict):
            return frozenset(str(k.value) for k in node.value.keys if isinstance(k, ast.Constant))
    return None


def _names(value: ast.expr, scope: ast.AST) -> Iterator[str]:
    if isinstance(value, ast.Constant):
        yield str(value.value)
    elif isinstance(value, ast.IfExp):
        yield from _names(value.body, scope)
        yield from _names(value.orelse, scope)
    elif isinstance(value, ast.JoinedStr) and isinstance(value.values[0], ast.Constant):
        yield f"{value.values[0].value!s}*"
    elif isinstance(value, ast.Name):
        yield from _assigned(value.id, scope)


def _assigned(name: str, scope: ast.AST) -> Iterator[str]:
    """What a local name may hold: what is assigned to it, or what callers hand in."""
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id == name for t in node.targets
        ):
            yield from _names(node.value, scope)


def placeholders(template: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


TEMPLATES = {
    name.removeprefix("interview."): placeholders(text)
    for name, text in load_wording().templates.items()
    if name.startswith("interview.")
}
FOUND = tuple(calls(SCANNED))
HANDED_IN = {"card.heard", "card.unsure"}
"""Names that a function is given by its callers."""
UNPACKED = {"document."}
"""Families with values that come from elsewhere; each has a test of its own."""


def test_calls_are_found() -> None:
    """The scan sees what it is for."""
    assert len(FOUND) > 100
    assert {n for c in FOUND for n in c.names} >= {"card.level", "phase.hint", "coverage.*"}


@pytest.mark.parametrize("call", [c for c in FOUND if c.names], ids=lambda c: f"{c.where}-{c.names[0]}")
def test_placeholders_are_what_the_code_fills(call: Call) -> None:
    """No placeholder is left empty, none is filled in vain."""
    for name in call.names:
        if name.endswith("*"):
            matching = [t for t in TEMPLATES if t.startswith(name[:-1])]
            assert matching, f"{call.where} says {name}, and there is none"
            assert any(TEMPLATES[t] == call.fills for t in matching), f"{call.where} fills what no {name} has"
        else:
            assert name in TEMPLATES, f"{call.where} says {name}, and there is none"
            assert not call.unpacks, f"{call.where}: what it fills cannot be told"
            assert call.fills == TEMPLATES[name], f"{call.where} and {name} differ"


def test_what_is_put_together_is_filled_too() -> None:
    """Each template of a family such as `reason.*` has a call that fills exactly its placeholders."""
    families = [(name[:-1], call.fills) for call in FOUND for name in call.names if name.endswith("*")]
    families = [(prefix, fills) for prefix, fills in families if prefix not in UNPACKED]
    for name, needs in TEMPLATES.items():
        if any(name in call.names for call in FOUND):
            continue
        filling = [fills for prefix, fills in families if name.startswith(prefix)]
        assert not filling or needs in filling, name


def test_whatever_is_remarked_of_a_document_has_its_wording() -> None:
    """With exactly the values that come with it, and the document's name."""
    told = {n.removeprefix("document."): p for n, p in TEMPLATES.items() if n.startswith("document.")}
    assert told.pop("hidden") == {"name", "count"}
    assert told == {code: values | {"name"} for code, values in CODES.items()}


def test_no_template_is_unused() -> None:
    """What nobody says is not kept."""
    exact = {n for c in FOUND for n in c.names if not n.endswith("*")} | HANDED_IN
    prefixes = tuple({n[:-1] for c in FOUND for n in c.names if n.endswith("*")})
    unused = [t for t in TEMPLATES if t not in exact and not t.startswith(prefixes)]
    assert unused == []


def test_every_deed_and_word_has_its_wording() -> None:
    """Families that are put together at run time are complete."""
    from model.coverage import Ordinal
    from model.deeds import Opened, Redacted, Undone
    from model.practice import Unit

    kinds = _kinds() - {d.model_fields["kind"].default for d in (Opened, Redacted, Undone)}
    assert {f"deed.{k.replace(' ', '-')}" for k in kinds} <= set(TEMPLATES)
    assert {f"coverage.{o.value}" for o in Ordinal} | {"coverage.unknown", "coverage.not-asked"} <= set(
        TEMPLATES
    )
    assert {f"unit.{u.value}" for u in Unit} <= set(TEMPLATES)


def _kinds() -> set[str]:
    from typing import get_args

    from model import deeds

    union, _ = get_args(deeds.Deed)
    return {kind.model_fields["kind"].default for kind in get_args(union)}
