"""Conditional formats of a sheet: the looks that they give a cell, as far as that can be told."""

import re
from collections.abc import Callable, Mapping
from typing import Any

MOST_AREAS = 2_000
"""With rules in a sheet; in one that has more, nothing can be told."""
_PLAIN = re.compile(
    r"\"(?P<text>[^\"]{0,200})\"|(?P<number>-?\d{1,15}(?:\.\d{1,15})?)|(?P<truth>TRUE|FALSE)(?:\(\))?", re.I
)
_COMPARED = re.compile(
    r"(?P<one>[^<>=]{1,200}?)\s{0,9}(?P<sign><=|>=|<>|=|<|>)\s{0,9}(?P<other>[^<>=]{1,200})"
)
_CALLED = re.compile(
    r"(?P<name>NOT|LEN|LEN\(TRIM|ISBLANK|ISERROR|ISTEXT|ISNUMBER)\((?P<of>[^()]{1,200})\){1,2}", re.I
)
_PLACE = re.compile(r"(?P<fixed>\$?)(?P<column>[A-Z]{1,3})(?P<still>\$?)(?P<row>\d{1,7})", re.I)
_SIGNS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": lambda one, other: one == other,
    "<>": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    ">": lambda one, other: one > other,
    "<=": lambda one, other: one <= other,
    ">=": lambda one, other: one >= other,
}
_NAMED = {
    "equal": "=",
    "notEqual": "<>",
    "lessThan": "<",
    "greaterThan": ">",
    "lessThanOrEqual": "<=",
    "greaterThanOrEqual": ">=",
}
_TEXTS: Mapping[str, Callable[[str, str], bool]] = {
    "containsText": lambda told, part: part in told,
    "notContainsText": lambda told, part: part not in told,
    "beginsWith": lambda told, part: told.startswith(part),
    "endsWith": lambda told, part: told.endswith(part),
}
_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "NOT": lambda value: not value,
    "ISBLANK": lambda value: value is None,
    "ISERROR": lambda value: isinstance(value, str) and value.startswith("#"),
    "ISTEXT": lambda value: isinstance(value, str) and not value.startswith("#"),
    "ISNUMBER": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
}


Area = tuple[int, int, int, int]
"""First column and row, last column and row."""
Place = tuple[int, int]
"""Row and column."""


class UnknownError(Exception):
    """A formula that is not worked out here."""


class Conditions:
    """The rules of a sheet that may change how a cell looks."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        found = [
            (_edges(area), _first(held.cells.ranges), rule)
            for held in sheet.conditional_formatting
            for rule in held.rules
            if rule.dxf is not None
            for area in held.cells.ranges
        ]
        self.are_too_many = len(found) > MOST_AREAS
        self._laid = sorted(found[:MOST_AREAS], key=lambda each: each[2].priority or 0)
        self._row: tuple[int, list[tuple[Area, Place, Any]]] = 0, []

    def looks_of(self, cell: Any) -> list[Any]:
        """The looks that its rules give a cell, the first one's last; what cannot be told counts as true."""
        if self._row[0] != cell.row:
            self._row = cell.row, [each for each in self._laid if each[0][1] <= cell.row <= each[0][3]]
        found: list[Any] = []
        for area, first, rule in self._row[1]:
            if area[0] <= cell.column <= area[2] and self._holds(rule, cell, first=first):
                found.insert(0, rule.dxf)
                if rule.stopIfTrue:
                    break
        return found

    def _holds(self, rule: Any, cell: Any, *, first: Place) -> bool:
        try:
            return self._is_true(rule, cell, moved=(cell.row - first[0], cell.column - first[1]))
        except (UnknownError, TypeError, ValueError, IndexError):
            return True

    def _is_true(self, rule: Any, cell: Any, *, moved: Place) -> bool:
        value = cell.value
        if rule.type in _TEXTS and rule.text is not None:
            return _TEXTS[rule.type](str(value).casefold(), rule.text.casefold())
        if rule.type in ("containsBlanks", "notContainsBlanks"):
            return bool((not str(value).strip()) == (rule.type == "containsBlanks"))
        if rule.type in ("containsErrors", "notContainsErrors"):
            return bool(_TYPES["ISERROR"](value) == (rule.type == "containsErrors"))
        if rule.type == "cellIs" and rule.operator in _NAMED:
            return _compare(value, self._worth(rule.formula[0], moved), sign=_NAMED[rule.operator])
        if rule.type == "expression":
            return bool(self._worth(rule.formula[0], moved))
        raise UnknownError

    def _worth(self, formula: str, moved: Place) -> Any:
        """What a short formula comes to for a cell so many rows and columns from the first."""
        formula = formula.strip().removeprefix("=").strip()
        if plain := _PLAIN.fullmatch(formula):
            return _constant(plain)
        if place := _PLACE.fullmatch(formula):
            return self._value(place, moved)
        if compared := _COMPARED.fullmatch(formula):
            one, other = (self._worth(compared[name], moved) for name in ("one", "other"))
            return _compare(one, other, sign=compared["sign"])
        if called := _CALLED.fullmatch(formula):
            name = called["name"].upper().partition("(")[0]
            held = self._worth(called["of"], moved)
            return len(str(held or "")) if name == "LEN" else _TYPES[name](held)
        raise UnknownError

    def _value(self, place: re.Match[str], moved: Place) -> Any:
        from openpyxl.utils import column_index_from_string  # loaded with the workbook

        row = int(place["row"]) + (0 if place["still"] else moved[0])
        column = column_index_from_string(place["column"].upper()) + (0 if place["fixed"] else moved[1])
        found = self._sheet._cells.get((row, column))
        return None if found is None else found.value


def _constant(plain: re.Match[str]) -> Any:
    if plain["text"] is not None:
        return plain["text"]
    return float(plain["number"]) if plain["number"] else plain["truth"].upper() == "TRUE"


def _compare(one: Any, other: Any, *, sign: str) -> bool:
    """As a sheet does: without case, a blank as nothing, numbers below words."""
    one, other = (each.casefold() if isinstance(each, str) else each for each in (one, other))
    one, other = (_nothing(other) if one is None else one), (_nothing(one) if other is None else other)
    if isinstance(one, str) != isinstance(other, str):
        one, other = isinstance(one, str), isinstance(other, str)
    return _SIGNS[sign](one, other)


def _nothing(beside: Any) -> Any:
    return "" if isinstance(beside, str) else 0


def _edges(area: Any) -> Area:
    return area.min_col, area.min_row, area.max_col, area.max_row


def _first(areas: Any) -> Place:
    """The row and column that the formulas of a rule are written for."""
    return min(area.min_row for area in areas), min(area.min_col for area in areas)
