"""The drafts of a phase by the numbers that its list gave them, and what is said of them by number."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.conversation.interviewer import drafted, phase_of
from assistant.conversation.narrowing import is_none_of_it
from assistant.conversation.session import Session
from assistant.conversation.speech import join, say
from model.errors import ActError

LONGEST = 10_000
"""Characters of a text in which numbers are looked for."""
A_FEW = 6
"""Words that are said of a draft rather than told of the phase."""
_COUNTED = (
    r"(?![\d/.%]|\s*(?:of|out of|or|to|-)\b"
    r"|\s+(?:models?|systems?|people|teams?|times?|days?|weeks?|months?|years?|hours?|minutes?)\b)"
)
_PICKED = re.compile(
    rf"\s*(?:number |no\.? ?|#|practice )?(\d{{1,2}}){_COUNTED}(?!\s*and\b)[\s.:,)]*"
    r"(?:is wrong\b[\s,.:]*)?(.*)",
    re.DOTALL | re.IGNORECASE,
)
_VERDICT = (
    r"(?:it|its|it['’]s|that['’]?s|none|nothing|no|nope|all|later|skip|unknown|dunno|idk|not|n/?a|level|ok|"
    r"okay|right|fine|yes|wrong|only|just|\d[a-z]|[a-h])\b"
)
_NEXT = re.compile(
    r"(?:[,;.\n]\s*(?:and |but )?|\s+and )(?:number |no\.? ?|#)?"
    rf"(?P<number>\d{{1,2}}){_COUNTED}[\s.:)]*(?:is |are )?(?={_VERDICT})",
    re.IGNORECASE,
)
"""'…, 3 later': a number with a verdict begins what is said of the next draft."""
_EVERY = (
    r"(?:all(?: (?:of )?(?:them|these|those|the above|two|three|four|five|\d))?|both|everything|every one)"
)
_ALL = re.compile(
    rf"(?:(?:no|ok|well|just)[, ]+)?{_EVERY}(?: (?:is|are|to|at|as)|:|,)? (?:"
    r"(?:it['’]?s |level |a )?(?P<level>[0-3])(?:\s*[,.;:-]+\s*|\s+(?=(?:because|since|as|bc|cause)\b)|$)"
    r"(?:(?:because|since|as|bc|cause)\b)?\s*(?P<reason>.*)"
    r"|(?P<none>none|no|nothing|not done|absent)|(?P<later>later|skip|for later)"
    r"|(?P<unknown>unknown|no idea))[.! ]{0,5}",
    re.IGNORECASE | re.DOTALL,
)
_ASKS_ABOUT = re.compile(
    r"(?:.{0,40}[, ])?(?:ask|check with) (?P<person>\w[\w.-]{0,40}) about (?:number |no\.? ?|"
    r"#)?(?P<number>\d{1,2})[.! ]*",
    re.IGNORECASE,
)


class OnDraft(NamedTuple):
    """What is said of one draft."""

    practice: str
    words: str


def numbering(session: Session) -> tuple[str, ...]:
    """The drafts by their numbers; a number stays with its draft while any of the list is open."""
    pending = [p.id for p in drafted(session, phase_of(session.catalogue, session.focus.phase or ""))]
    if not set(session.listed) & set(pending):
        return tuple(pending)
    return (*session.listed, *(i for i in pending if i not in session.listed))


def remarks(session: Session, text: str) -> tuple[OnDraft, ...]:
    """What a text says of drafts by their numbers, or of all of them; empty when it says something else.

    Raises ActError where a number's draft is settled already, or a level for all has no reason.
    """
    pending = {p.id for p in drafted(session, phase_of(session.catalogue, session.focus.phase or ""))}
    numbers = dict(enumerate(numbering(session), 1))
    if len(text) >= LONGEST:
        return ()
    if (asked := _ASKS_ABOUT.fullmatch(text[:200])) and numbers.get(int(asked["number"])) in pending:
        return (OnDraft(numbers[int(asked["number"])], f"I don't know, ask {asked['person']}"),)
    if match := _ALL.fullmatch(text.strip()):
        words = text.strip() if is_none_of_it(text) else _of_all(match)
        return tuple(OnDraft(i, words) for i in numbers.values() if i in pending)
    return tuple(_numbered(text, numbers, pending=pending))


def _of_all(match: re.Match[str]) -> str:
    """What is said of all drafts, as it is said of one."""
    if match["level"]:
        if len(match["reason"].split()) < 2:
            raise ActError(say("error.all-reason"), say("error.all-reason-do", level=match["level"]))
        return f"it's {match['level']}, because {match['reason'].strip()}"
    return "none of it" if match["none"] else "later" if match["later"] else "unknown"


def _numbered(text: str, numbers: dict[int, str], *, pending: set[str]) -> Iterator[OnDraft]:
    match = _PICKED.fullmatch(text)
    if match is None or int(match[1]) not in numbers:
        return
    if numbers[int(match[1])] not in pending:
        if len(match[2].split()) <= A_FEW:
            left = join([str(n) for n, i in numbers.items() if i in pending])
            raise ActError(say("error.number", number=match[1]), say("error.number-do", left=left))
        return
    number, start = int(match[1]), match.start(2)
    for following in _NEXT.finditer(text, start):
        if numbers.get(int(following["number"])) in pending:
            yield OnDraft(numbers[number], text[start : following.start()].strip())
            number, start = int(following["number"]), following.end()
    yield OnDraft(numbers[number], text[start:].strip())
