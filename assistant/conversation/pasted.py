"""Pieces of policies and standards, pasted where an account was asked for."""

import re

LEAST = 120
"""Characters; less is somebody's own words."""
_RULE = re.compile(
    r"\b(?:shall|must (?:be|not|have)|(?:is|are) (?:required|prohibited|to be))\b", re.IGNORECASE
)
_CLAUSE = re.compile(
    r"^\s*(?:§ ?\d+|(?:section |art(?:icle|\.) ?)?\d{1,2}(?:\.\d{1,2})+)[.):]?\s+\S",
    re.MULTILINE | re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:we|i|us)\b", re.IGNORECASE)


def is_rules(text: str) -> bool:
    """Whether a text says what is to be rather than what was done, in the manner of a document."""
    if len(text) < LEAST:
        return False
    rules, clauses = len(_RULE.findall(text)), len(_CLAUSE.findall(text))
    return (rules >= 2 or (rules == 1 and clauses >= 2)) and len(_OWN.findall(text)) < rules
