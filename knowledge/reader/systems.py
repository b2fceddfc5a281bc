"""Which systems of the assessment a statement names, leaves out, or means by a word of quantity."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from model.coverage import Ordinal

_EXCEPT = re.compile(
    r"""\b(?: except (?:\ for)? | apart\ from | all\ but | other\ than | besides | excluding
          | with\ the\ exception\ of | but\ not | not\ (?:on|for|in) | save\ for )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_DENIED_AFTER = re.compile(
    r"""^\s* (?:is|are|was|were|has|have|does|do|did)? \s* (?:n'?t|not|never|no)\b
      | ^\s* (?:isnt|arent|wasnt|doesnt|dont|hasnt|has\ none|has\ nothing|goes\ without)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_EVERY = re.compile(
    r"""\b(?: all (?!\ (?:the|our|this)?\ ?(?:time|day|night|week))
          | (?:every|each) (?!\ (?:single\ )?(?:day|night|week|month|quarter|year|time|run|morning|hour|other
              |now|once|spring|summer|autumn|winter|label|row|record|of\ (?:these|those|them)))
          | everywhere | both | across\ the\ board | whole\ fleet | without\ exception
          | any\ model
          | (?:no\ (?:model|data|release|system|file)s? | nothing)
            \ .{0,60}(?:without|unless|until|before) )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_MOST = re.compile(
    r"\b(?:most|majority|half|nearly all|almost all|two thirds|three quarters|bulk of)\b", re.IGNORECASE
)
_FEW = re.compile(
    r"""\b(?: some | a\ few | one\ (?:team|model|project|system|group|of) | only\ (?:on|in|for|the|one|our)
          | single | sometimes | occasionally | pilot | just\ (?:the|one|me) | here\ and\ there | in\ places
          | individual          | certain | newer | new\ ones | depends\ on\ who | ad[-\ ]?hoc )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_ONLY = re.compile(r"^\W*(?:but )?(?:only|just|solely)\b[^,;]*", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """What one statement says about systems."""

    included: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    is_restriction: bool = False
    """It opens with "only" and so narrows what was said before it."""
    is_carried: bool = False
    """It names none itself; the statement before it did."""
    means_all: bool = False
    """A word of quantity stands for every system."""


class Names:
    """Finds the names of the systems in scope, however they are spelt."""

    def __init__(self, systems: Sequence[str]) -> None:
        self._systems = tuple(dict.fromkeys(systems))
        self._patterns = {name: _pattern(name) for name in self._systems}

    def find(self, text: str) -> Named:
        """The systems that `text` includes and leaves out, in the order of the assessment."""
        excluded = set(self._left_out(text))
        only = _ONLY.match(text)
        searched = only.group() if only else text
        found = (name for name, pattern in self._patterns.items() if pattern.search(searched))
        included = [name for name in found if name not in excluded]
        means_all = not included and self._means_all(text)
        if means_all:
            included = [name for name in self._systems if name not in excluded]
        return Named(
            tuple(included),
            tuple(name for name in self._systems if name in excluded),
            is_restriction=only is not None and bool(included),
            means_all=means_all,
        )

    def _left_out(self, text: str) -> Iterable[str]:
        exception = _EXCEPT.search(text)
        for name, pattern in self._patterns.items():
            for match in pattern.finditer(text):
                if (exception and match.start() >= exception.end()) or _DENIED_AFTER.search(
                    text[match.end() :]
                ):
                    yield name

    def _means_all(self, text: str) -> bool:
        excepts = _EXCEPT.search(text) and _EVERY.search(text)
        return bool(self._systems) and bool(excepts or quantity(text) is Ordinal.ALL)


def quantity(text: str) -> Ordinal | None:
    """What the words of quantity say when no system is named; None where there are none."""
    if _EXCEPT.search(text) and _EVERY.search(text):
        return Ordinal.HALF
    if _MOST.search(text):
        return Ordinal.HALF
    if _FEW.search(text):
        return Ordinal.SOME
    return Ordinal.ALL if _EVERY.search(text) else None


def _pattern(name: str) -> re.Pattern[str]:
    """The name as a whole word; spaces, hyphens and underscores are one, and a plural s may follow."""
    parts = [re.escape(part) for part in re.split(r"[\s_-]+", name.strip()) if part]
    return re.compile(r"(?<!\w)" + r"[\s_-]*".join(parts) + r"(?:'?s|es)?(?!\w)", re.IGNORECASE)
