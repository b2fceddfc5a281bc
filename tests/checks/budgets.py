"""The budgets on shape and names; `python -m tests.checks.budgets` lists what breaks them."""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from tests.checks.source import PROGRAM, ROOT, Function, Module, files, modules

MODULE_LINES = 350
FUNCTION_LINES = 50
CLASS_LINES = 250
METHODS = 20
NESTING = 3
PARAMETERS = 5
POSITIONAL = 2
BROAD_EXCEPTS = 3
"""The turn worker's, the command line's, and that of the process in which documents are parsed."""

NESTS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
FORBIDDEN = re.compile(
    r"""py[p]i\.org | python[h]osted | registry\.npm[j]s | deb\.debia[n]   # registries: pip knows its own
    | (?<![\w./-])/wor[k]/                                                 # a path of somebody's machine
    """,
    re.VERBOSE,
)


def size_faults(module: Module) -> Iterator[str]:
    """Modules, functions and classes that are too long."""
    if (lines := len(module.text.splitlines())) > MODULE_LINES:
        yield f"{module.path}:1: {lines} lines in a module, {MODULE_LINES} allowed"
    for function in module.functions():
        if (lines := _lines(function)) > FUNCTION_LINES:
            yield f"{_where(module, function)}: {lines} lines in `{function.name}`, {FUNCTION_LINES} allowed"
    for kind in module.classes():
        methods = sum(isinstance(node, Function) for node in kind.body)
        if (lines := _lines(kind)) > CLASS_LINES:
            yield f"{_where(module, kind)}: {lines} lines in `{kind.name}`, {CLASS_LINES} allowed"
        if methods > METHODS:
            yield f"{_where(module, kind)}: {methods} methods in `{kind.name}`, {METHODS} allowed"


def nesting_faults(module: Module) -> Iterator[str]:
    """Functions whose blocks stand too deep in one another."""
    for function in module.functions():
        if (depth := _depth(function.body)) > NESTING:
            yield f"{_where(module, function)}: `{function.name}` nests {depth} deep, {NESTING} allowed"


def parameter_faults(module: Module) -> Iterator[str]:
    """Functions that take too much, or too much without a name."""
    for function in module.functions():
        positional, named = _parameters(function)
        if positional + named > PARAMETERS:
            count = positional + named
            yield f"{_where(module, function)}: `{function.name}` takes {count}, {PARAMETERS} allowed"
        if positional > POSITIONAL and module.package in PROGRAM and not _is_theirs(module, function):
            yield f"{_where(module, function)}: `{function.name}` needs keywords after the second parameter"


def late_import_faults(module: Module) -> Iterator[str]:
    """Imports inside functions of the program that do not say which cost they save."""
    if module.package not in PROGRAM:
        return
    for function in module.functions():
        for statement in _unexplained_imports(module, function):
            yield f"{_where(module, statement)}: an import in a function needs the cost it saves as a comment"


def broad_except_faults(program: Sequence[Module]) -> Iterator[str]:
    """Handlers that catch everything, beyond the two that may."""
    found = [
        _where(module, node)
        for module in program
        if module.package in PROGRAM
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and _is_broad(node)
    ]
    if len(found) > BROAD_EXCEPTS:
        yield from (f"{where}: one of {len(found)} broad excepts, {BROAD_EXCEPTS} allowed" for where in found)


def class_name_faults(program: Sequence[Module]) -> Iterator[str]:
    """Top-level class names used twice, and nested classes that take the name of one."""
    places: dict[str, list[str]] = defaultdict(list)
    for module in program:
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef):
                places[node.name].append(_where(module, node))
    for name, where in places.items():
        yield from (f"{place}: the class name `{name}` stands in {where[0]} too" for place in where[1:])
    for module in program:
        for kind in set(module.classes()) - set(module.tree.body):
            if kind.name in places:
                yield f"{_where(module, kind)}: nested `{kind.name}` takes the name of {places[kind.name][0]}"


def text_faults(paths: Iterable[Path], root: Path = ROOT) -> Iterator[str]:
    """Lines that name a package registry or a path of somebody's machine."""
    for path in paths:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        for number, line in enumerate(lines, start=1):
            if found := FORBIDDEN.search(line):
                yield f"{path.relative_to(root).as_posix()}:{number}: names `{found[0]}`"


MODULE_RULES: tuple[Callable[[Module], Iterator[str]], ...] = (
    size_faults,
    nesting_faults,
    parameter_faults,
    late_import_faults,
)
PROGRAM_RULES: tuple[Callable[[Sequence[Module]], Iterator[str]], ...] = (
    broad_except_faults,
    class_name_faults,
)


def faults(root: Path = ROOT) -> list[str]:
    """Everything that breaks a budget, in the order of the files."""
    program = modules(root)
    found = [fault for module in program for rule in MODULE_RULES for fault in rule(module)]
    found += [fault for rule in PROGRAM_RULES for fault in rule(program)]
    return sorted([*found, *text_faults(files(root), root)])


def main() -> int:
    """Print what breaks a budget; 1 if anything does."""
    found = faults()
    print("\n".join(found) or "Budgets kept.")
    return int(bool(found))


def _where(module: Module, node: ast.stmt | ast.excepthandler) -> str:
    return f"{module.path}:{node.lineno}"


def _lines(node: Function | ast.ClassDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _depth(body: Iterable[ast.AST]) -> int:
    return max((_depth_of(node) for node in body), default=0)


def _depth_of(node: ast.AST) -> int:
    if isinstance(node, SCOPES):
        return 0
    if isinstance(node, ast.If) and len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        return max(1 + _depth(node.body), _depth_of(node.orelse[0]))
    return isinstance(node, NESTS) + _depth(ast.iter_child_nodes(node))


def _parameters(function: Function) -> tuple[int, int]:
    """How many can be passed by position, and how many by name only; self and cls are not counted."""
    every = [*function.args.posonlyargs, *function.args.args]
    positional = [each for each in every if each.arg not in {"self", "cls"}]
    return len(positional), len(function.args.kwonlyargs)


def _is_theirs(module: Module, function: Function) -> bool:
    """Whether a comment on the line of the name says that a library fixes the signature."""
    line = module.text.splitlines()[function.lineno - 1]
    return "signature" in line.partition("#")[2]


def _unexplained_imports(module: Module, function: Function) -> Iterator[ast.stmt]:
    """Imports without a comment at them, above them, or at the import right above them."""
    explained = -1
    for node in ast.walk(function):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        end = node.end_lineno or node.lineno
        beside = set(range(node.lineno - 1, end + 1)) & module.commented
        if not beside and explained != node.lineno - 1:
            yield node
        else:
            explained = end


def _is_broad(handler: ast.ExceptHandler) -> bool:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(
        kind is None or (isinstance(kind, ast.Name) and kind.id in {"Exception", "BaseException"})
        for kind in kinds
    )


if __name__ == "__main__":
    sys.exit(main())
