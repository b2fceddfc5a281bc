"""What was said last time and waits: said again as it was, or as it was with what is new."""

import re

from assistant.conversation.questions import carried_level
from assistant.conversation.session import Session
from model.deeds import Confirmed, LevelSet, SaidNotApplicable
from model.practice import Practice

_SAME = (
    r"(?:(?:it['’]?s|that['’]?s|all|still|mostly|pretty much|largely|basically|just) ){0,3}"
    r"(?:as (?:before|last time|it was)|(?:the )?same(?: as (?:before|last time|last year|then))?|"
    r"no changes?|unchanged|(?:nothing|not much|little) (?:has )?changed(?: (?:there|here|since))?)"
)
_EXCEPT = r"(?:but|except|only|apart from|other than|save|besides|with|though|plus|and)\b"
_GOES_ON = re.compile(rf"\s*{_SAME}(?:\s*[,;:.–—-]+\s+\S|\s+{_EXCEPT})", re.IGNORECASE)


def goes_on_from_last_time(text: str) -> bool:
    """Whether words begin with 'as before' and go on with what is different: 'as before, but …'."""
    return bool(_GOES_ON.match(text))


def reconfirmation(session: Session, practice: Practice) -> Confirmed | LevelSet | SaidNotApplicable:
    """The deed that records once more what was said last time; a judgement while its level still holds."""
    stands = session.state.practice(practice.id)
    last, coverages = stands.last_time, dict(stands.carried)
    if last and last.not_applicable:
        return SaidNotApplicable(practice=practice.id, reason=last.not_applicable, note=last.note)
    level = last.level if last and last.reason else None
    if last and level is not None and level == carried_level(session, practice).low:
        return LevelSet(practice=practice.id, level=level, reason=last.reason, coverages=coverages)
    return Confirmed(practice=practice.id, coverages=coverages)
