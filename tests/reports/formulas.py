"""A second reader of the workbook's formulas: just the functions that ours use, evaluated over the cells."""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

Sheets = dict[str, dict[str, Any]]
"""By sheet, what every cell holds; formulas begin with an equals sign and are marked as such."""
TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+\.?\d*)|(?P<text>\"[^\"]*\")|(?P<name>[A-Z]+)(?=\()|"
    r"(?P<ref>(?:\w+!)?\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)|(?P<sign><=|>=|<>|[-+*/=<>(),]))"
)


class Live(str):
    """A formula as the workbook keeps it."""


class Evaluator:
    """Evaluates formulas over the sheets, following what they refer to."""

    def __init__(self, sheets: Sheets) -> None:
        self.sheets = sheets
        self.known: dict[tuple[str, str], Any] = {}

    def value(self, sheet: str, cell: str) -> Any:
        """What a cell comes to."""
        key = sheet, cell
        if key not in self.known:
            content = self.sheets[sheet].get(cell)
            self.known[key] = (
                _Parser(content[1:], self, sheet).run() if isinstance(content, Live) else content
            )
        return self.known[key]

    def column(self, reference: str, sheet: str) -> list[Any]:
        """The values of a range within one column."""
        place, _, cells = reference.rpartition("!")
        first, last = cells.replace("$", "").split(":")
        letter = re.match("[A-Z]+", first)[0]  # type: ignore[index]  # a reference has a letter
        rows = range(int(first[len(letter) :]), int(last[len(letter) :]) + 1)
        return [self.value(place or sheet, f"{letter}{row}") for row in rows]


class _Parser:
    def __init__(self, text: str, evaluator: Evaluator, sheet: str) -> None:
        self.tokens = list(_tokens(text))
        self.evaluator, self.sheet = evaluator, sheet

    def run(self) -> Any:
        value = self.compare()()
        assert not self.tokens
        return value

    def take(self) -> tuple[str, str]:
        return self.tokens.pop(0)

    def next_is(self, *signs: str) -> bool:
        return bool(self.tokens) and self.tokens[0] in [("sign", s) for s in signs]

    def compare(self) -> Callable[[], Any]:
        left = self.add()
        while self.next_is("=", "<", ">", "<=", ">=", "<>"):
            left = _compared(left, self.take()[1], self.add())
        return left

    def add(self) -> Callable[[], Any]:
        left = self.multiply()
        while self.next_is("+", "-"):
            left = _reckoned(left, self.take()[1], self.multiply())
        return left

    def multiply(self) -> Callable[[], Any]:
        left = self.atom()
        while self.next_is("*", "/"):
            left = _reckoned(left, self.take()[1], self.atom())
        return left

    def atom(self) -> Callable[[], Any]:
        kind, text = self.take()
        if kind == "number":
            return lambda: Fraction(text)
        if kind == "text":
            return lambda: text[1:-1]
        if kind == "ref":
            return self.reference(text)
        if kind == "name":
            return self.call(text)
        assert text == "("
        inner = self.compare()
        assert self.take() == ("sign", ")")
        return inner

    def reference(self, text: str) -> Callable[[], Any]:
        if ":" in text:
            return lambda: self.evaluator.column(text, self.sheet)
        sheet, _, cell = text.rpartition("!")
        return lambda: self.evaluator.value(sheet or self.sheet, cell.replace("$", ""))

    def call(self, name: str) -> Callable[[], Any]:
        assert self.take() == ("sign", "(")
        arguments = [self.compare()]
        while self.next_is(","):
            self.take()
            arguments.append(self.compare())
        assert self.take() == ("sign", ")")
        return lambda: FUNCTIONS[name](*arguments)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(text):
        found = TOKEN.match(text, at)
        assert found, text[at:]
        yield str(found.lastgroup), found[found.lastgroup or 0]
        at = found.end()


def _compared(left: Callable[[], Any], sign: str, right: Callable[[], Any]) -> Callable[[], bool]:
    signs: dict[str, Callable[[Any, Any], bool]] = {
        "=": lambda a, b: a == b, "<>": lambda a, b: a != b, "<": lambda a, b: a < b,
        ">": lambda a, b: a > b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b,
    }  # fmt: skip
    return lambda: signs[sign](left(), right())


def _reckoned(left: Callable[[], Any], sign: str, right: Callable[[], Any]) -> Callable[[], Fraction]:
    signs: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
        "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
    }  # fmt: skip
    return lambda: signs[sign](Fraction(left()), Fraction(right()))


def _hits(*conditions: Callable[[], Any]) -> list[int]:
    ranges = [c() for c in conditions[::2]]
    wanted = [c() for c in conditions[1::2]]
    return [n for n in range(len(ranges[0])) if all(r[n] == w for r, w in zip(ranges, wanted, strict=True))]


def _sum_if(total: Callable[[], Any], *conditions: Callable[[], Any]) -> Fraction:
    values = total()
    numbers = [values[n] for n in _hits(*conditions)]
    return sum((Fraction(v) for v in numbers if not isinstance(v, str) and v is not None), Fraction(0))


def _rounded(value: Callable[[], Any], digits: Callable[[], Any]) -> Fraction:
    scale = 10 ** int(digits())
    return Fraction(int(value() * scale + Fraction(1, 2)), scale)


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "IF": lambda test, yes, no: yes() if test() else no(),
    "AND": lambda *tests: all(test() for test in tests),
    "MIN": lambda *values: min(v() for v in values),
    "MAX": lambda *values: max(v() for v in values),
    "ROUND": _rounded,
    "COUNTIFS": lambda *conditions: len(_hits(*conditions)),
    "SUMIFS": _sum_if,
}
