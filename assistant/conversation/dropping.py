"""Systems taken out of the list, alone or beside others: 'bot is bought. drop photo and eta'."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_VERB = r"(?:drop|remove|delete|forget|take out|leave out)(?: the| this| that)?"
_ALONE = re.compile(
    rf"(?:no[,. ]+)?(?:please )?(?:{_VERB}|without)(?: the)? (?P<what>.{{1,200}}?)[.! ]{{0,5}}", re.IGNORECASE
)
_CLAUSE = re.compile(
    rf"(?:(?<=[.;,\n!])|\band\b|^)\s*(?:no[,. ]+)?(?:and |but )?(?:please )?{_VERB} "
    r"(?P<what>[^.;\n!]{1,200})[.;!]?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Dropping:
    """What a description takes out, and what else it says."""

    names: tuple[str, ...]
    rest: str


def dropping(text: str, known: Sequence[str]) -> Dropping:
    """The known systems that are to go; words that name no such system stay in the rest."""
    if (alone := _ALONE.fullmatch(text.strip())) and (names := _all_known(alone["what"], known)):
        return Dropping(names, "")
    names, rest = (), text
    for clause in reversed(list(_CLAUSE.finditer(text))):
        items = _items(clause["what"])
        gone = _leading(items, known)
        if gone:
            left = ", ".join(items[len(gone) :])
            rest = f"{rest[: clause.start()].rstrip(' ,')} ; {left} {rest[clause.end() :]}"
            names = (*gone, *names)
    return Dropping(tuple(dict.fromkeys(names)), rest.strip(" ;,\n") if names else text)


def _items(words: str) -> list[str]:
    return [x.strip(" .!") for x in re.split(r",\s*(?:and )?|\s+and\s+", words) if x.strip(" .!")]


def _all_known(words: str, known: Sequence[str]) -> tuple[str, ...]:
    items = _items(words)
    whole = _leading([words.strip(" .!")], known)
    gone = whole or _leading(items, known)
    return gone if whole or len(gone) == len(items) else ()


def _leading(items: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The names at the beginning, as they are written in the list."""
    by_name = {name.lower(): name for name in known}
    found: list[str] = []
    for item in items:
        if item.lower() not in by_name:
            break
        found.append(by_name[item.lower()])
    return tuple(found)
