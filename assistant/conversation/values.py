"""Coverages as people type them: 'photo, eta', 'none', 'c yeah none', 'address no idea, thats priyas'."""

import re
from collections.abc import Mapping, Sequence

from model.coverage import Ordinal
from model.evidence import Quotation
from model.practice import Activity, Practice, Unit
from model.reading import Proposal, Reading

Value = Ordinal | tuple[str, ...] | None
"""An ordinal, the names of systems, or None for don't know."""

_WORDS: tuple[tuple[str, Ordinal | None], ...] = (
    (r"(?:unknown|no idea|(?:i |we )?don['’]?t know|dunno|idk|(?:i['’]?m |we['’]?re )?not sure|no clue|"
     r"can['’]?t say)", None),
    (r"(?:none|no|nope|nothing|never|not at all|nowhere|zero|nobody|not there|we don['’]?t|"
     r"no one)", Ordinal.NONE),
    (r"(?:all|every(?: one|body|thing)?|always|yes|fully|each|all of (?:them|it)|everywhere|we do|"
     r"the lot|done|in place|we have (?:it|that|this))", Ordinal.ALL),
    (r"(?:half|most|at least half|the majority|about half|more than half)", Ordinal.HALF),
    (r"(?:some|partly|partially|a few|few|sometimes|one|in part)", Ordinal.SOME),
)  # fmt: skip
_FILLER = (
    r"(?:(?:yeah|yes|yep|yup|ok|well|is|are|=|:|->|that['’]?s|should be|hm|no,|indeed|put|really|"
    r"just|of)[\s,]{1,3}){0,3}"
)
_VALUES = tuple(
    (
        re.compile(
            rf"{_FILLER}{words}(?: (?:there|here|really|of (?:them|it)))?[\s,.!]{{0,10}}", re.IGNORECASE
        ),
        value,
    )
    for words, value in _WORDS
)
_LEADING = tuple(
    (
        re.compile(
            rf"{words}(?:[,.;:]|\s+-)?\s+(?!(?:of|for|in|on|at|to|but|except|apart|the|our|one|more|"
            rf"less|other|"
            r"longer|models?|systems?|if|when|unless|without)\b)\w",
            re.IGNORECASE,
        ),
        value,
    )
    for words, value in (
        (r"(?:unknown|no idea|no clue|(?:i |we )?don['’]?t know|dunno|idk|not sure)", None),
        (r"(?:yes|yep|yeah|yup|all|always|everywhere)", Ordinal.ALL),
        (r"(?:none|no|nope|nothing|never|nobody|not at all)", Ordinal.NONE),
    )
)
_LEFT_OUT = (
    r"(?:except(?: for)?|all but|everything but|apart from|other than|without|but not|"
    r"not)(?: (?:for|on|in))?(?: the)?"
)
_UNREAD = (0.25, 0.25, 0.25, 0.25)


def parse_value(text: str, systems: Sequence[str]) -> Value | str:
    """An ordinal, the names of systems, None for don't know, or the text itself when it is neither."""
    said = text.strip().strip(".,;:!").strip()
    if len(said) > 400:
        return said
    said = in_full(said, systems)
    for pattern, value in _VALUES:
        if pattern.fullmatch(said):
            return value
    if left_out := _all_but(said, systems):
        return left_out
    names = mentioned(said, systems)
    rest = re.sub(
        r"\b(?:and|only|just|both|for|on|yes|is|are|the)\b|[\s,;+&.=:]",
        "",
        _without(said, names),
        flags=re.IGNORECASE,
    )
    return names if names and not rest else said


def in_full(text: str, systems: Sequence[str]) -> str:
    """The text with short names in full: 'forecaster' is the demand forecaster where no other is one."""
    for system in systems:
        others = {w for s in systems if s != system for w in s.lower().split()}
        own = [w for w in system.lower().split() if len(w) > 2 and w not in others | _KINDS]
        if len(system.split()) > 1 and own and not mentioned(text, [system]):
            short = "|".join(map(re.escape, own))
            text = re.sub(rf"(?<!\w)(?:{short})(?!\w)", system.replace("\\", "/"), text, flags=re.IGNORECASE)
    return text


def leading_value(text: str) -> Value | str:
    """The value before an explanation, 'yes same script' or 'none we never did'; else the text itself."""
    said = text.strip()
    for pattern, value in _LEADING:
        if pattern.match(said):
            return value
    return said


_KINDS = frozenset(["the", "our", "and", "model", "models", "system", "service", "tool", "for"])
"""Words of a name that name nothing alone."""


def _all_but(said: str, systems: Sequence[str]) -> tuple[str, ...]:
    match = re.fullmatch(
        r"(?:all|every(?:thing)?)?[ ,]*(?:except(?: for)?|but(?: not)?|apart from) (.{1,200})",
        said,
        re.IGNORECASE,
    )
    excluded = mentioned(match.group(1), systems) if match else ()
    return tuple(s for s in systems if s not in excluded) if excluded else ()


def mentioned(text: str, systems: Sequence[str]) -> tuple[str, ...]:
    """The systems that a text names."""
    return tuple(s for s in systems if re.search(rf"(?<!\w){re.escape(s)}(?!\w)", text, re.IGNORECASE))


def included(text: str, systems: Sequence[str]) -> tuple[str, ...]:
    """The systems that a text names without leaving them out."""
    left = {s for s in systems if re.search(rf"\b{_LEFT_OUT} {re.escape(s)}(?!\w)", text, re.IGNORECASE)}
    return tuple(s for s in mentioned(text, systems) if s not in left)


def _without(text: str, names: Sequence[str]) -> str:
    for name in names:
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "", text, flags=re.IGNORECASE)
    return text


_SAYS = re.compile(
    r"\s*(?:[):=]|->|-\s|is\b|are\b|(?:yeah|yes|yep|no|none|nope|nothing|never|not|all|always|every|half|"
    r"most|some|partly|"
    r"unknown|dunno|idk|only|wrong|right|fine|ok|correct|don['’]?t know)\b)",
    re.IGNORECASE,
)
"""What follows the letter of a card's line, and hardly ever a word of an ordinary sentence."""
_OPENING = re.compile(r"\s*(?:(?:no|ok|okay|well|but|hm+|yes|yeah|right|so)[, ]+)?", re.IGNORECASE)


def segments(
    text: str, marks: Mapping[str, str], *, systems: Sequence[str] = ()
) -> list[tuple[str, int, int]]:
    """The parts of a text that begin with a mark of the card: mark, start and end of the words."""
    if not marks or len(text) > 2_000:
        return []
    names = "|".join(re.escape(m) for m in sorted(marks, key=len, reverse=True))
    found = re.finditer(rf"(?<![\w'’-])(?P<mark>{names})(?![\w'’-])", text, re.IGNORECASE)
    opening = _OPENING.match(text)
    lead = opening.end() if opening else 0
    heads = [m for m in found if _is_head(text, m, at_lead=m.start() in (0, lead), systems=systems)]
    if not heads or heads[0].start() not in (lead, len(text) - len(text.lstrip())):
        return []
    ends = [h.start() for h in heads[1:]] + [len(text)]
    return [(h["mark"].lower(), h.end(), end) for h, end in zip(heads, ends, strict=True)]


def _is_head(text: str, match: re.Match[str], *, at_lead: bool, systems: Sequence[str]) -> bool:
    """Whether a mark stands where a new line of the card is spoken of."""
    mark, after = match["mark"].lower(), text[match.end() :]
    says = bool(_SAYS.match(after)) or any(after.strip().lower().startswith(s.lower()) for s in systems)
    shares = re.match(r"\s*(?:,|and|&)\s*\w{1,2}(?!\w)", after) is not None
    if len(mark) > 2 or mark in ("a", "i"):
        return (says or (shares and len(mark) == 1)) and (at_lead or _is_after_clause(text, match.start()))
    if at_lead:
        return bool(re.match(r"[\s):=.,-]|$", after))
    return _is_after_clause(text, match.start()) or says


def _is_after_clause(text: str, at: int) -> bool:
    before = text[:at].rstrip()
    return (
        before.endswith((".", ",", ";", ":", "\n", "!"))
        or text[:at].endswith("\n")
        or bool(re.search(r"(?:\band|&)$", before))
    )


def shared(parts: Sequence[tuple[str, int, int]], text: str) -> list[tuple[str, int, int]]:
    """'a, c none': a mark without words of its own takes those of the next."""
    told: list[tuple[str, int, int]] = []
    for mark, start, end in reversed(parts):
        bare = re.sub(r"\b(?:and)\b|[\s,&;.]", "", text[start:end], flags=re.IGNORECASE)
        told.append((mark, told[-1][1], told[-1][2]) if told and not bare else (mark, start, end))
    return told[::-1]


def words_of(text: str, start: int, *, end: int) -> Quotation:
    """The words of a part as a quotation, without 'is wrong,' before and punctuation around them."""
    lead = re.match(r"[\s,.:;)=-]*(?:(?:is|are)\s+)?(?:wrong\b[\s,.:;-]*)?", text[start:end], re.IGNORECASE)
    start += lead.end() if lead else 0
    end = start + len(text[start:end].rstrip(" ,;.\n\t"))
    end = start + len(re.sub(r"\s+(?:and|&)$", "", text[start:end]))
    return (
        Quotation(text=text[start:end], start=start, end=end)
        if end > start
        else Quotation(text=text, start=0, end=len(text))
    )


def person_in(words: str, known: Sequence[str] = ()) -> str:
    """Who would know: 'no idea, thats priyas', 'ask Lars'."""
    match = re.search(
        r"\b(?:that['’]?s|it['’]?s|ask|belongs to|"
        r"knows is)\s+(?P<who>[^\W\d_]{2,30})(?P<own>['’]s)?(?:\s+(?:thing|job|model|part))?\s*[.!]?$",
        words.strip(),
        re.IGNORECASE,
    )
    if match is None or match["who"].lower() in _NOBODY:
        return ""
    who = match["who"]
    near = next((k for k in known if who.lower() in (k.lower(), f"{k.lower()}s")), "")
    if near:
        return near
    owned = not match["own"] and match.group().lower().startswith(("that", "it")) and who.endswith("s")
    bare = who[:-1] if owned else who
    return bare[:1].upper() + bare[1:]


_NOBODY = frozenset(
    [
        "wrong",
        "right",
        "it",
        "fine",
        "true",
        "none",
        "all",
        "some",
        "half",
        "not",
        "no",
        "unknown",
        "correct",
        "me",
        "us",
        "him",
        "her",
        "them",
        "somebody",
        "someone",
        "open",
        "bad",
        "good",
        "done",
        "never",
        "always",
        "missing",
        "there",
        "here",
    ]
)


def direct_reading(text: str, practice: Practice, *, proposals: Sequence[Proposal]) -> Reading:
    """A reading whose proposals the user dictated."""
    return Reading(
        text=text,
        practice=practice.id,
        practices=(),
        level=None,
        probabilities=_UNREAD,
        proposals=tuple(proposals),
    )


def dictated(activity: Activity, value: Value, *, words: Quotation, systems: Sequence[str]) -> Proposal:
    """The proposal of a value that the user set by hand."""
    named = value if isinstance(value, tuple) else ()
    by_name = activity.unit is Unit.SYSTEMS
    ordinal = Ordinal.of(len(named), len(systems)) if isinstance(value, tuple) else value
    if activity.unit is Unit.WHOLE and isinstance(value, tuple):
        ordinal = Ordinal.ALL
    return Proposal(
        activity=activity.id,
        coverage=ordinal,
        systems=named if by_name else (),
        without=tuple(s for s in systems if s not in named) if named and by_name else (),
        quotations=(words,),
        confidence=1.0,
    )
