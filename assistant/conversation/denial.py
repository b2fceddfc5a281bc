"""A plain no to what was asked: 'nothing', 'nobody looks for that', 'no, as I said, nothing'."""

import re

LONGEST = 120
"""Characters; whoever says more explains, and is read."""
_ASIDE = re.compile(
    r"(?:(?:as|like) )?i (?:said|told you)(?: (?:that|so|before|already|earlier))?|"
    r"(?:and|but|so|well|honestly|really|tbh|sorry|hm+|ok(?:ay)?|i (?:think|guess|fear)|i['’]?m afraid|"
    r"to be honest|frankly|again|sadly|unfortunately)",
    re.IGNORECASE,
)
_LOOKS = (
    r"(?:look(?:s|ed)?|check(?:s|ed)?|test(?:s|ed)?|does|do|did|watch(?:es|ed)?|monitor(?:s|ed)?|cares?|"
    r"tries|tried|asks?|asked|has|have|thought|thinks?)"
)
_THAT = r"(?: (?:for|at|after|about|of))?(?: (?:that|this|it|those|them|any|such a thing|such things))?"
_NO = re.compile(
    r"(?:no|nope|none|never|nothing|not at all|not really)"
    r"|none of (?:that|those|these|this|it|them)(?: (?:here|at all|really|for us))?"
    r"|nothing (?:at all|like (?:that|it|this)|(?:is|was|gets|got) (?:done|checked|looked at|tested))"
    rf"|(?:nobody|no one|none of us) {_LOOKS}{_THAT}"
    rf"|(?:nothing|nobody|no one) would(?:['’]ve| have)?(?: {_LOOKS}| caught| noticed| stopped| seen| "
    rf"found)?{_THAT}"
    rf"|(?:we|they) (?:don['’]?t|do not|never|didn['’]?t)(?: {_LOOKS}{_THAT})?",
    re.IGNORECASE,
)


def is_plain_no(text: str, *, is_first: bool = False) -> bool:
    """Whether an answer says no and nothing else; a question beside it does not count.

    To the first question of a practice 'never' may say that there was no occasion.
    """
    if len(text) > LONGEST:
        return False
    said = [s for s in re.split(r"(?<=[.!?])\s+|\n+", text.strip()) if s and not s.endswith("?")]
    clauses = [c.strip(" .!") for s in said for c in re.split(r"[,;]| and ", s)]
    told = [_without_aside(c) for c in clauses if c and not _ASIDE.fullmatch(c)]
    if is_first and all(c.lower() == "never" for c in told):
        return False
    return bool(told) and all(_NO.fullmatch(c) for c in told)


def opening_no(text: str) -> str:
    """The first sentence, where it is a plain no and others follow; else empty."""
    head, *rest = re.split(r"(?<=[.!;])\s+|\n+", text.strip(), maxsplit=1)
    return head.rstrip(" .!;") if rest and is_plain_no(head) else ""


def _without_aside(clause: str) -> str:
    """'nothing I said' without its tail, 'well nothing' without its lead."""
    bare = re.sub(rf"^(?:{_ASIDE.pattern})\s+", "", clause, flags=re.IGNORECASE)
    return re.sub(rf"\s+(?:{_ASIDE.pattern})$", "", bare, flags=re.IGNORECASE)
