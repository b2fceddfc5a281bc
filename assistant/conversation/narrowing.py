"""Corrections of a card's scope in plain words: 'it is only photo', 'not for customs', 'none of them'."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.conversation.cards import activity_of
from assistant.conversation.values import mentioned, parse_value
from model.card import Card, CardLine
from model.coverage import Ordinal
from model.evidence import Quotation
from model.practice import Practice, Unit
from model.reading import Proposal

_LEAD = (
    r"(?:(?:yes|yeah|yep|no|nope|nah|well|ok|okay|but|and|so|actually|sorry|wait|hm+|hang on|right|oh|"
    r"i think|i meant?)[,. ]+){0,4}"
)
_IT_IS = (
    r"(?:(?:it|that|this|they|these|those)(?:['’]?s|['’]?re| is| are| was)? |"
    r"we (?:only )?do (?:it|that|this) )"
)
_ON = r"(?:(?:for|in|on|with|about|by|at|the|of) ){0,2}"
_IN_IT = (
    r"(?: (?:in|part of|covered by|under|included in|on|one of)? ?(?:it|that|there|this|them|the list|"
    r"here)| "
    r"(?:included|covered|there|here))?(?: (?:though|tho|either|yet|any ?more|at all))?"
)
_NOT = r"(?:\s?n['’]?t| not)"
_SAME = r"(?:,? (?:(?:with|by|in|through|on) )?(?:the |its |that )?same(?: [\w-]+){0,4})?"
_FORMS: tuple[tuple[str, str], ...] = (
    (rf"{_IT_IS}?(?:really |in fact |actually )?(?:only|just|solely)(?: ever)? {_ON}(?P<names>.+)", "only"),
    (rf"{_IT_IS}?{_ON}(?P<names>.+?) only", "only"),
    (rf"{_IT_IS}?(?:not|except|but not|all but|all except|everything but|everything except|never|without)"
     rf"(?: for| on| in)? {_ON}(?P<names>.+?)(?: though| tho| yet)?", "without"),
    (rf"(?P<names>.+?) (?:is|are|was|were){_NOT}{_IN_IT}", "without"),
    (rf"(?P<names>.+?) (?:do|does){_NOT} (?:do|have|get|go through|use|count)(?: (?:it|that|this|there))?",
     "without"),
    (rf"(?:it|that|this) (?:is|does){_NOT} (?:(?:cover|include|apply to|hold for|"
     rf"reach) )?{_ON}(?P<names>.+)",
     "without"),
    (rf"(?:for |on |in )?(?P<names>.+?),? (?:too|as well|also){_SAME}", "also"),
    (rf"{_IT_IS}?(?:also|and also|as well) {_ON}(?P<names>.+?){_SAME}", "also"),
    (r"(?:it['’]?s |that['’]?s )?(?:the )?(?:same|likewise|ditto)(?: (?:goes|holds|thing|applies|"
     r"script|checks?|way|"
     r"is true|there))? (?:for|with|on|in|at|as) (?:the )?(?P<names>.+?)(?: too| as well| also)?", "also"),
    (r"(?P<names>.+?) (?:(?:is|are|does|do|has|have|gets?|uses?|goes|go|runs?|passes|works?)(?: "
     r"through| under| in|"
     r" by| on)?(?: it| that| this)?(?: the)? same(?: [\w-]+){0,3}|(?:goes|go|runs?|passes) "
     r"(?:through )?(?:it|"
     r"that|this|the [\w-]+)) ?(?:too|as well|also)?", "also"),
    (r"(?:it['’]?s |that['’]?s |we do )?(?:none of (?:them|it|these|those|that|this|the above)|"
     r"all (?:are |of "
     r"(?:them|it) )?none|none at all|nothing of (?:it|that|the kind)|none for all)", "none"),
)  # fmt: skip
_PATTERNS = tuple((re.compile(rf"\s*{_LEAD}(?:{form})[\s.!]*", re.IGNORECASE), kind) for form, kind in _FORMS)
_NAME = re.compile(r"\w[\w.-]{0,60}")
LONGEST = 200
MOST_READ = 2_000
"""Characters of an answer in which it is looked for."""
KINDS = ("only", "without", "also", "none")
"""What a correction of the scope does."""


@dataclass(frozen=True)
class Narrowed:
    """What a correction puts for the lines of a card; nothing where it names no system of the card."""

    proposals: tuple[Proposal, ...]
    stranger: str = ""
    """The name that no system of the card has."""


def narrowed(text: str, card: Card, *, practice: Practice, kinds: Sequence[str] = KINDS) -> Narrowed | None:
    """What a correction of the scope puts for every line that it is about; None when it is none."""
    if len(text) > LONGEST:
        return None
    words = Quotation(text=text.strip(), start=len(text) - len(text.lstrip()), end=len(text.rstrip()))
    for pattern, kind in _PATTERNS:
        if kind in kinds and (match := pattern.fullmatch(text)):
            names = parse_value(match["names"], card.systems) if kind != "none" else ()
            if isinstance(names, tuple):
                return Narrowed(tuple(_PUT[kind](card, practice, names=names, words=words)))
            if kind == "only" and _is_stranger(match["names"], card.systems):
                return Narrowed((), stranger=match["names"].strip(" .!")[:60])
    return None


def is_none_of_it(text: str) -> bool:
    """Whether a text says that nothing on a card holds: 'none of it', 'all none'."""
    return len(text) <= LONGEST and any(kind == "none" and p.fullmatch(text) for p, kind in _PATTERNS)


_CLAUSE = re.compile(r"[,.;]\s+(?:and |but )?|\s+(?:and|but) ", re.IGNORECASE)
_OTHERS = re.compile(
    r"\s*(?:and |but )?(?:for |of )?(?:the )?(?:others?|rest|"
    r"(?:other|remaining)(?: (?:two|three|ones?|systems?|models?))?)"
    r"(?:,|:| is| are| i have| i)? (?P<value>.+)",
    re.IGNORECASE | re.DOTALL,
)


def opened(text: str, card: Card, *, practice: Practice) -> tuple[Narrowed, str] | None:
    """A correction of the scope that opens a text which goes on, and the rest at its own offsets.

    'only photo, c none. the others no idea': of the others it is then known that nobody knows.
    """
    for gap in _CLAUSE.finditer(text[:LONGEST]):
        scope = narrowed(text[: gap.start()], card, practice=practice)
        if scope and scope.proposals:
            rest = " " * gap.end() + text[gap.end() :]
            return _beside(scope, rest, start=gap.end())
    return None


def _beside(scope: Narrowed, rest: str, *, start: int) -> tuple[Narrowed, str]:
    """The scope with what the last clause of the rest says of the other systems."""
    gaps = [start, *(m.end() for m in _CLAUSE.finditer(rest, start))]
    for begin in gaps:
        match = _OTHERS.fullmatch(rest[begin:])
        value = parse_value(match["value"], ()) if match else ""
        if match and (value is None or isinstance(value, Ordinal)):
            unknown = tuple(_unknown(p) for p in scope.proposals if value is None and p.without)
            return Narrowed((*scope.proposals, *unknown)), rest[:begin].rstrip(" ,.;")
    return scope, rest


def _unknown(proposal: Proposal) -> Proposal:
    """That nobody knows it of the systems that a scope leaves out."""
    return proposal.model_copy(update={"coverage": None, "systems": proposal.without, "without": ()})


def _is_stranger(said: str, systems: Sequence[str]) -> bool:
    """Whether one short name was said that is no system of the card."""
    return bool(_NAME.fullmatch(said.strip(" .!"))) and not mentioned(said, systems)


def _only(card: Card, practice: Practice, *, names: Sequence[str], words: Quotation) -> Iterator[Proposal]:
    """The first line that holds is for these; the others for those of them that they were heard for."""
    for place, row in enumerate(_holding(card, practice)):
        heard = row.coverage.covered
        kept = tuple(s for s in names if s in heard or not heard)
        stands = names if place == 0 else kept
        yield stating(row, covered=stands, denied=_others(card, stands), words=words, systems=card.systems)


def _all_without(
    card: Card, practice: Practice, *, names: Sequence[str], words: Quotation
) -> Iterator[Proposal]:
    for row in _holding(card, practice):
        yield without(row, names, words=words, systems=card.systems)


def _also(card: Card, practice: Practice, *, names: Sequence[str], words: Quotation) -> Iterator[Proposal]:
    """Every line that holds for others holds for these as well."""
    for row in _holding(card, practice):
        covered = tuple(s for s in card.systems if s in names or s in row.coverage.covered)
        denied = tuple(s for s in row.coverage.denied if s not in names)
        yield stating(row, covered=covered, denied=denied, words=words, systems=card.systems)


def also_in(text: str, card: Card, *, practice: Practice) -> tuple[Proposal, ...]:
    """What clauses of an answer put that say 'photo too', 'the same for eta': the last one for each line."""
    found: dict[str, Proposal] = {}
    for clause in re.finditer(r"[^.;\n!?,]+", text[:MOST_READ]):
        said = clause[0].strip()
        scope = narrowed(said, card, practice=practice, kinds=("also",)) if said else None
        start = clause.start() + len(clause[0]) - len(clause[0].lstrip())
        for proposal in scope.proposals if scope else ():
            words = Quotation(text=said, start=start, end=start + len(said))
            found[proposal.activity] = proposal.model_copy(update={"quotations": (words,)})
    return tuple(found.values())


def _none(card: Card, practice: Practice, *, names: Sequence[str], words: Quotation) -> Iterator[Proposal]:
    for row in card.lines:
        yield Proposal(activity=row.activity, coverage=Ordinal.NONE, quotations=(words,), confidence=1.0)


_PUT: dict[str, Callable[..., Iterator[Proposal]]] = {
    "only": _only,
    "without": _all_without,
    "none": _none,
    "also": _also,
}


def _holding(card: Card, practice: Practice) -> Iterable[CardLine]:
    """The lines counted over systems that hold for something."""
    counted = (x for x in card.lines if activity_of(practice, x.activity).unit is Unit.SYSTEMS)
    return [x for x in counted if x.coverage.covered or x.coverage.stated not in (None, Ordinal.NONE)]


def _others(card: Card, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(s for s in card.systems if s not in names)


def without(row: CardLine, names: Sequence[str], *, words: Quotation, systems: Sequence[str]) -> Proposal:
    """A line with these systems left out and every other mark as it was."""
    covered = tuple(s for s in row.coverage.covered if s not in names)
    denied = tuple(s for s in systems if s in names or s in row.coverage.denied)
    return stating(row, covered=covered, denied=denied, words=words, systems=systems)


def stating(
    row: CardLine, *, covered: Sequence[str], denied: Sequence[str], words: Quotation, systems: Sequence[str]
) -> Proposal:
    """The proposal that puts exactly these marks; a bare 'some' has none and stays while it can be of any."""
    coverage = Ordinal.of(len(covered), len(systems))
    is_bare = not covered and row.coverage.stated in (Ordinal.SOME, Ordinal.HALF)
    if is_bare and not set(systems) <= set(denied):
        return Proposal(
            activity=row.activity, coverage=row.coverage.stated, quotations=(words,), confidence=1.0
        )
    return Proposal(
        activity=row.activity,
        coverage=coverage,
        systems=tuple(covered),
        without=tuple(denied),
        quotations=(words,),
        confidence=1.0,
    )
