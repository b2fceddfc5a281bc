"""How much time there is, in plain words: 'I have 20 minutes with a data engineer', '20 min with Priya'."""

import re

_TIME = re.compile(
    r"(?:(?:i|we)(?:['’]ve| have)?(?: only| just)?(?: have|"
    r" got)?(?: about)? (\d{1,3}) ?min(?:ute)?s?(?: left)?"
    r"(?: (?:with|for) (?:an? |the |our )?(.{2,40}?))?|(?:only |just |about |got |"
    r"have ){0,3}(\d{1,3}) ?min(?:ute)?s?"
    r"(?: left)? with (?:an? |the |our )?(.{2,40}?))[.! ]{0,10}",
    re.IGNORECASE,
)
_HOURS = re.compile(
    r"(?:i|we)(?:['’]ve| have)?(?: only| just)?(?: have| got)? (?P<hours>half an|an|one|two) hours?"
    r"(?: left)?(?: (?:with|for) (?:an? |the |our )?(?P<role>.{2,40}?))?[.! ]{0,10}",
    re.IGNORECASE,
)
_MINUTES = {"half an": 30, "an": 60, "one": 60, "two": 120}


def time_said(said: str) -> str:
    """Minutes and role, such as '20 data engineer'; empty where the words say something else."""
    if match := _HOURS.fullmatch(said):
        return f"{_MINUTES[match['hours'].lower()]} {match['role'] or ''}".strip()
    match = _TIME.fullmatch(said)
    if match is None:
        return ""
    minutes, role = match[1] or match[3], match[2] or match[4] or ""
    return f"{minutes} {role}".strip()
