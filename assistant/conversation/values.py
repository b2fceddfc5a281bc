"""Coverages as people type them: 'photo, eta', 'none', 'c yeah none', 'a priya does that'."""

import re
from collections.abc import Mapping, Sequence

from assistant.conversation.session import LibraryDoor, Session
from model.coverage import Ordinal
from model.evidence import Quotation
from model.practice import Activity, Practice, Unit
from model.reading import Proposal, Reading

_WORDS: tuple[tuple[str, Ordinal | None], ...] = (
    (r"(?:unknown|no idea|don'?t know|dunno|not sure|no clue)", None),
    (r"(?:none|no|nope|nothing|never|not at all|nowhere|zero)", Ordinal.NONE),
    (r"(?:all|every(?: one|body)?|always|yes|fully|each|all of (?:them|it))", Ordinal.ALL),
    (r"(?:half|most|at least half|the majority)", Ordinal.HALF),
    (r"(?:some|partly|partially|a few|few|sometimes)", Ordinal.SOME),
)
_FILLER = r"(?:yeah|yes|yep|yup|ok|well|is|=|:|->|that'?s|should be|hm+|no)?"
_VALUES = tuple((re.compile(rf"{_FILLER}[\s,]*{words}[\s,.!]*", re.I), value) for words, value in _WORDS)
_UNREAD = (0.25, 0.25, 0.25, 0.25)


def parse_value(text: str, systems: Sequence[str]) -> Ordinal | tuple[str, ...] | str | None:
    """An ordinal, the names of systems, None for don't know, or the text itself when it is neither."""
    said = text.strip().strip(".,;:")
    for pattern, value in _VALUES:
        if pattern.fullmatch(said):
            return value
    names = mentioned(said, systems)
    rest = re.sub(r"\b(?:and|only|just|both|for|on)\b|[\s,;+&.]", "", _without(said, names), flags=re.I)
    return names if names and not rest else said


def mentioned(text: str, systems: Sequence[str]) -> tuple[str, ...]:
    """The systems that a text names."""
    return tuple(s for s in systems if re.search(rf"(?<!\w){re.escape(s)}(?!\w)", text, re.I))


def _without(text: str, names: Sequence[str]) -> str:
    for name in names:
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "", text, flags=re.I)
    return text


def segments(text: str, letters: Mapping[str, str]) -> list[tuple[str, int, int]]:
    """The parts of a text that begin with a letter of the card: letter, start and end of the words."""
    if not letters:
        return []
    marks = "".join(letters)
    heads = list(re.finditer(rf"(?:^|[.;,\n]\s*|\s{{2,}}|\s)([{marks}])(?:\)|:|\s+is\b|\s*=|\s)(?!\w'?\s*$)", text))
    lead = re.match(rf"\s*([{marks}])(?:\)|:|\s|=)", text)
    if not lead:
        return []
    heads = [h for h in heads if h.start(1) == lead.start(1) or _begins_clause(text, h.start(1))]
    ends = [h.start(1) for h in heads[1:]] + [len(text)]
    return [(h.group(1), h.end(), end) for h, end in zip(heads, ends, strict=True)]


def _begins_clause(text: str, at: int) -> bool:
    """'b no, c yeah none': a later letter counts at the start of a clause, so that 'a' in a sentence does not."""
    before = text[:at].rstrip(" ")
    return before.endswith((".", ",", ";", "\n")) or (text[at] != "a" and text[at] != "i")


def amendment(
    text: str, practice: Practice, letters: Mapping[str, str], session: Session, library: LibraryDoor
) -> Reading | None:
    """A reading made of what is said about lettered lines; None when the text names none."""
    systems = session.state.counted_systems(practice)
    proposals: list[Proposal] = []
    for letter, start, end in segments(text, letters):
        words = Quotation(text=text[start:end], start=start, end=end)
        item = letters[letter]
        activity = next((a for a in practice.activities if a.id == item), None)
        if activity is None:
            proposals += _for_system(item, words, practice)
        else:
            proposals.append(_for_activity(activity, words, practice, systems, library))
    if not proposals:
        return None
    return direct_reading(text, practice, proposals)


def direct_reading(text: str, practice: Practice, proposals: Sequence[Proposal]) -> Reading:
    """A reading whose proposals the user dictated."""
    return Reading(
        text=text,
        practice=practice.id,
        practices=(),
        level=None,
        probabilities=_UNREAD,
        proposals=tuple(proposals),
    )


def _for_activity(
    activity: Activity, words: Quotation, practice: Practice, systems: Sequence[str], library: LibraryDoor
) -> Proposal:
    value = parse_value(words.text, systems)
    if isinstance(value, str) and not isinstance(value, Ordinal):
        return _read(activity, words, practice, systems, library)
    return dictated(activity, value, words, systems)


def dictated(
    activity: Activity, value: Ordinal | tuple[str, ...] | None, words: Quotation, systems: Sequence[str]
) -> Proposal:
    """The proposal of a value that the user set by hand."""
    named = value if isinstance(value, tuple) else ()
    ordinal = Ordinal.of(len(named), len(systems)) if isinstance(value, tuple) else value
    return Proposal(
        activity=activity.id,
        coverage=ordinal,
        systems=named,
        without=tuple(s for s in systems if s not in named) if named else (),
        quotations=(words,),
        confidence=1.0,
    )


def _read(
    activity: Activity, words: Quotation, practice: Practice, systems: Sequence[str], library: LibraryDoor
) -> Proposal:
    """Free words about one activity: the systems they name, or what the reader makes of them."""
    if names := mentioned(words.text, systems):
        return dictated(activity, names, words, systems)
    reading = library.read(words.text, practice=practice.id, systems=systems)
    found = next((p for p in reading.proposals if p.activity == activity.id and p.quotations), None)
    value = found.coverage if found else Ordinal.ALL if activity.unit is Unit.WHOLE else Ordinal.SOME
    return dictated(activity, value, words, systems)


def _for_system(system: str, words: Quotation, practice: Practice) -> list[Proposal]:
    """'a  address: none' says the same of every activity counted over systems."""
    value = parse_value(words.text, ())
    if value not in (Ordinal.NONE, Ordinal.ALL):
        return []
    is_none = value is Ordinal.NONE
    return [
        Proposal(
            activity=a.id,
            coverage=Ordinal.NONE if is_none else Ordinal.ALL,
            systems=() if is_none else (system,),
            without=(system,) if is_none else (),
            quotations=(words,),
            confidence=1.0,
        )
        for a in practice.activities
        if a.unit is Unit.SYSTEMS
    ]
