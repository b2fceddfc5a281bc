"""A line of a card that is only called wrong: 'a is wrong', 'no, 2a is not true'."""

import re
from collections.abc import Mapping

from assistant.conversation.cards import activity_of
from assistant.conversation.values import dictated, direct_reading
from model.card import Card
from model.coverage import Ordinal
from model.evidence import Quotation
from model.practice import Practice, Unit
from model.reading import Proposal, Reading

LONGEST = 160
"""Characters of a text that says no more than that a line is wrong."""
_WRONG = (
    r"(?:all |just |simply |quite |completely )?(?:wrong|incorrect|false|nonsense|rubbish|untrue|off|"
    r"a mistake|not (?:quite |really |at all )?(?:right|true|correct|so|the case))"
)


def faulted(text: str, marks: Mapping[str, str]) -> str:
    """The line or system that a text calls wrong and says no more of; else empty."""
    said = text.strip()
    if len(said) > LONGEST or not marks:
        return ""
    names = "|".join(re.escape(m) for m in sorted(marks, key=len, reverse=True))
    match = re.fullmatch(
        r"(?:(?:no+|nope|nah|sorry|wait|hm+|but|well|and|so|actually|i think|oh)[,. ]+){0,3}"
        rf"(?:(?:the )?(?:line|letter|point|number|one|bit) )?[('\"]?(?P<mark>{names})[)'\"]?"
        rf"(?:\s?['’]s| is| was| are|:|,|=)*\s+{_WRONG}(?: though| too| here| there)?[.! ]*",
        said,
        re.IGNORECASE,
    )
    return marks[match["mark"].lower()] if match else ""


def without_fault(text: str, item: str, *, card: Card, practice: Practice) -> Reading:
    """What then holds of a line: the opposite where there are but two ways, else nobody knows yet."""
    said = text.strip()
    words = Quotation(text=said, start=text.index(said), end=text.index(said) + len(said))
    if item in card.systems:
        return direct_reading(text, practice, proposals=())
    value = _opposite(item, card=card, practice=practice)
    if value is None:
        unknown = Proposal(activity=item, coverage=None, quotations=(words,), confidence=1.0)
        return direct_reading(text, practice, proposals=(unknown,))
    put = dictated(activity_of(practice, item), value, words=words, systems=card.systems)
    return direct_reading(text, practice, proposals=(put,))


def _opposite(item: str, *, card: Card, practice: Practice) -> Ordinal | None:
    """All for none and none for all, where what is counted is one thing; None where it is several."""
    row = next(x for x in card.lines if x.activity == item)
    unit = activity_of(practice, item).unit
    is_single = unit is Unit.WHOLE or (unit is Unit.SYSTEMS and len(card.systems) == 1)
    if not is_single or row.coverage.is_unknown:
        return None
    return Ordinal.ALL if row.span.high is Ordinal.NONE else Ordinal.NONE
