"""A system called by another name: 'rename eta to arrivals', 'it's called HalBot, not the HalBot'."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.conversation.traits import only_traits

LONGEST = 160
"""Characters of a text that renames a system."""
_NEW = r"['\"‘“]?(?P<new>[\w.&/+-]+(?: [\w.&/+-]+){0,3}?)['\"’”]?"
_OLD = r"(?:the )?['\"‘“]?(?P<old>KNOWN)['\"’”]?"
_LEAD = r"(?:(?:no|sorry|oh|wait|actually|please|well)[,. ]+){0,2}"
_IT_IS = (
    r"(?:(?:it|that|its name)(?:['’]?s| is| should be)?(?: really| actually| just)? )?(?:called |named )?"
)
_FORMS = (
    rf"(?:rename|call|change) {_OLD}(?:,| to| into| as| just)? {_NEW}",
    rf"{_OLD}(?: is|['’]?s| should be)(?: really| actually| just)? (?:called|named) {_NEW}",
    rf"{_OLD} should be {_NEW}",
    rf"{_IT_IS}{_NEW},? (?:and )?(?:not|instead of|rather than) {_OLD}",
    rf"{_IT_IS}not {_OLD}[,;.]? (?:but |it['’]?s |just )?{_NEW}",
)
_SAYS = re.compile(r"\b(?:it['’]?s|it is|that['’]?s|called|named?|rename|call|should)\b", re.IGNORECASE)
_ONLY = re.compile(
    rf"{_LEAD}(?:(?:it|that|the (?:model|system|one))(?:['’]?s| is) (?:called|named)|(?:we|i) call it|"
    rf"call it|"
    rf"its name is) {_NEW}[.! ]*",
    re.IGNORECASE,
)
"""What the only system is called."""


class Renaming(NamedTuple):
    """A system of the list and the name that it shall have."""

    old: str
    new: str


def renaming(text: str, known: Sequence[str]) -> Renaming | None:
    """The system that a text gives another name; None where it says something else."""
    said = text.strip()
    if not known or len(said) > LONGEST:
        return None
    names = "|".join(re.escape(x) for x in sorted(known, key=len, reverse=True))
    for form in _FORMS:
        match = re.fullmatch(rf"{_LEAD}(?:{form.replace('KNOWN', names)})[.! ]*", said, re.IGNORECASE)
        if match and _is_name(match, known):
            old = next(x for x in known if x.lower() == match["old"].lower())
            return Renaming(old, match["new"])
    if len(known) == 1 and (match := _ONLY.fullmatch(said)):
        return Renaming(known[0], match["new"])
    return None


def _is_name(match: re.Match[str], known: Sequence[str]) -> bool:
    """Whether the new words are a name: no system of the list, no trait; a bare 'a, not b' shares a word."""
    new = match["new"]
    if new.lower() in {x.lower() for x in known} or only_traits(new):
        return False
    return bool(_SAYS.search(match[0])) or bool(set(new.lower().split()) & set(match["old"].lower().split()))
