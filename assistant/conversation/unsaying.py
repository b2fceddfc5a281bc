"""What a description takes back of systems in the list: 'the first two are not generative'."""

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.conversation.traits import denied_in
from assistant.conversation.values import mentioned

_PLACES = {"first": slice(0, 1), "second": slice(1, 2), "third": slice(2, 3), "last": slice(-1, None)}
_COUNTS = {"two": 2, "three": 3, "four": 4}
_PLACED = re.compile(
    r"\b(?:the (?P<place>first|second|third|last)(?: (?P<count>two|three|four)\b| (?:one|system|model)\b)?|"
    r"(?:the )?(?P<alone>first|second|third|last) (?:one|(?P<many>two|three|four)))"
    r"(?:(?=,?\s+(?:is|are|was|were|isn|aren|has|have|uses?|we|which)\b)|\s+(?P<aside>ours|bought)\b)",
    re.IGNORECASE,
)
_ALL = re.compile(r"^\W*(?:they|these|those|all|both|none)\b", re.IGNORECASE)


def in_names(text: str, known: Sequence[str]) -> str:
    """The text with the systems of the list in place of 'the first two', 'the third'."""

    def named(match: re.Match[str]) -> str:
        count = _COUNTS.get((match["count"] or match["many"] or "").lower(), 0)
        place = (match["place"] or match["alone"]).lower()
        many = slice(-count, None) if place == "last" else slice(0, count)
        aside = f" ({match['aside']})" if match["aside"] else ""
        names = (f"{name}{aside}" for name in known[many if count else _PLACES[place]])
        return " and ".join(names) or match.group()

    return _PLACED.sub(named, text)


def unsaid(text: str, known: Sequence[str]) -> Mapping[str, frozenset[str]]:
    """The traits that are denied of known systems, clause by clause."""
    found: dict[str, frozenset[str]] = {}
    for clause in _clauses(text):
        denied = frozenset(denied_in(clause))
        names = tuple(known) if _ALL.match(clause) else mentioned(clause, known)
        for name in names if denied else ():
            found[name] = found.get(name, frozenset()) | denied
    return found


def _clauses(text: str) -> Iterator[str]:
    yield from (c for c in re.split(r"[.;!\n]\s*|,\s+(?:and |but )?", text) if c.strip())
