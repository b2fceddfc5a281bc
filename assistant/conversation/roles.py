"""Roles as people call them, by the catalogue's: a 'devops guy' knows what operations knows."""

import re
from collections.abc import Iterable

_CLOSE: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"lawyers?|legal|counsel|dpo|privacy|protection officer|compliance|governance|risk|audit(?:ors?)?|"
     r"quality|regulatory|policy", ("legal and compliance",)),
    (r"devops|sre|sys ?admins?|admins?|infra\w*|ops|operators?|it|helpdesk|support",
     ("operations", "platform engineer")),
    (r"mlops|platform|cloud|backend|software|devs?|developers?|programmers?|coders?",
     ("platform engineer", "ml engineer")),
    (r"ciso|infosec|appsec|cyber\w*|pen ?testers?|red ?team\w*|soc|security", ("security lead",)),
    (r"ml|ai|machine learning|modell?ers?|engineers?", ("ml engineer", "data engineer")),
    (r"ds|scientists?|analysts?|statisticians?|researchers?", ("data scientist", "research lead")),
    (r"etl|data|dba|database", ("data engineer",)),
    (r"product|owners?|pms?|business|clinic\w*|doctors?|physicians?|managers?", ("product owner",)),
    (r"cto|cio|cdo|ceo|chief|boss|head|directors?|leads?",
     ("security lead", "research lead", "product owner")),
)  # fmt: skip
_PATTERNS = tuple((re.compile(rf"\b(?:{words})\b", re.IGNORECASE), roles) for words, roles in _CLOSE)


def closest_roles(said: str, roles: Iterable[str]) -> tuple[str, ...]:
    """The catalogue's roles that somebody means: those that hold the words, else the closest; () for none."""
    words, known = " ".join(said.lower().split()), sorted(set(roles))
    if direct := tuple(r for r in known if r in words or words in r):
        return direct
    for pattern, close in _PATTERNS:
        if pattern.search(words) and (found := tuple(r for r in known if r in close)):
            return found
    return ()
