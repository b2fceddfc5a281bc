"""Systems as people describe them: 'photo and eta are trained by us; helpdesk-bot (bought chatbot)'."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.conversation.apposition import described_by
from assistant.conversation.gathering import gathered, items, last_name
from assistant.conversation.laidout import plain
from assistant.conversation.particulars import PAIR, PROPER, ROW_OF, is_particular, named_plainly
from assistant.conversation.prose import described
from assistant.conversation.traits import NOUNS, TRAITS, only_traits, traits_in
from assistant.conversation.unsaying import in_names
from model.deeds import System

LONGEST_NAME = 60
A_FEW = 4
"""Words of a name that stands in a list."""

_LEAD = re.compile(
    r"(?:(?:(?:ok|okay|well|so|then|also|and|finally|lastly|hi|hello|sure|yes|currently|basically|"
    r"actually|just|only|"
    r"mostly|mainly|primarily|sometimes|there|(?:we|i)(?=['’ ](?:ve|have|got|run|operate|do|are|re|just|"
    r"only|also|currently|basically|actually)\b)|"
    r"our|"
    r"my|have|has|got|"
    r"run|operate|do(?! not\b)|are|is|one(?! for\b)|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|several|some|"
    r"\d{1,2})"
    r"|we['’]?ve|(?:(?:different|main|ml|ai|machine.?learning|production|live) )*(?:models?|"
    r"systems?)(?=\s*(?::|,|are\b|is\b|in\b|$))"
    r"|there['’]?s|(?:different )?things(?=\s*:)"
    r"|in (?:scope|production|prod|use|total)|right now)(?=[ ,:]|$)[ ,:]*)+",
    re.IGNORECASE,
)
"""'so, we have four models:' opens a row of names."""
_COUNT = re.compile(
    r"(?:just|only|there (?:is|are))?\s*(?:one|two|three|four|five|six|\d{1,2})(?: of them| (?:ml |"
    r"ai )?(?:models?|systems?)"
    r"(?: in (?:total|all))?)?|(?:ml |ai )?(?:models?|systems?)|nothing|none|no|etc|that'?s (?:all|it)",
    re.IGNORECASE,
)
_EVERYBODY = re.compile(
    r"(?:they|these|those|everything|everybody|all|both|each|every one)(?: of (?:them|these|"
    r"those))?(?: are)?(?: all)?"
    r"(?: (?:two|three|four|five|six|\d+))?(?: (?:models?|systems?))?|(?:the )?(?:models?|systems?)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?:all )?(?:the )?(?:rest|others?|other (?:ones|models?|systems?|two|three|four|five|six|\d+)|"
    r"remaining(?: ones)?)(?: are)?",
    re.IGNORECASE,
)
_LED = re.compile(
    r"(?:so,? )?(?:and )?(?:(?:we|i|(?:our|my|the) team) (?:also |then |only )?"
    r"(?P<verb>owns?|maintains?|trains|builds|buys|runs|uses|train|build|built|develop|developed|buy|"
    r"bought|purchased|license|fine-?tune|retrain|run|"
    r"operate|use|made)"
    r"|(?P<bare>buy|bought|purchased|license)) ",
    re.IGNORECASE,
)
_VERBS = {"trains": "trains-own", "builds": "trains-own", "buys": "bought", "train": "trains-own",
          "retrain": "trains-own", "build": "trains-own", "built": "trains-own",
          "develop": "trains-own", "developed": "trains-own", "made": "trains-own", "buy": "bought",
          "bought": "bought", "purchased": "bought", "license": "bought", "fine-tune": "fine-tunes",
          "finetune": "fine-tunes"}  # fmt: skip
ORIGINS = {"trains-own", "fine-tunes", "bought"}
"""Where a model comes from; one description's word on it stands against an earlier one."""
_IS = re.compile(
    r"\s*:\s+|\s*:$|\s+[-–—]\s+|\s+(?:is|are|was|were)\s+|\s+which\s+|\s+(?=(?:uses?|has|runs on)\s)",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\s+(?:from|ourselves|in.?house|by ourselves|for|that|to|so)\b.*|\s+with\s.*", re.IGNORECASE | re.DOTALL
)
_RELATIVE = re.compile(
    r"(?:,\s+(?:which|that|who)|\s+which)\s+(?!are\b|were\b)(?P<what>[^,;:()\n]{2,80}?)"
    r"(?:\s*\((?P<aside>[^()\n]{0,80})\))?\s*,(?=\s)",
    re.IGNORECASE,
)
"""'photo, which we train, and a bot': the clause is about what stands before it."""
_BULLET = re.compile(r"^\s*(?:\d{1,2}[.)]|[-•*–])\s+")
_MADE = re.compile(
    r"(?<=\w)\s+(?:(?:built|based|made|developed|delivered|hosted|running) (?:on|by|in|from|with)|from|that|"
    r"which|who) .*",
    re.IGNORECASE | re.DOTALL,
)
"""No part of a name: what a system is made of, and by whom."""
_TALLY = re.compile(
    r"^(?:(?:just|only|mostly|basically) )*(?:the )?(?:one|two|three|four|five|six|\d{1,2})"
    r"(?: (?:big|small|main|different|live))?(?: (?:ones?|things?|models?|systems?))?(?:\s*[:.]\s*|"
    r"\s+[-–—]\s+|$)",
    re.IGNORECASE,
)
"""'just the one - radiology triage', 'mostly two.'"""
_THERE_IS = re.compile(r"\bthere(?:['’]?s| is)\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"(?:\w+ ){1,3}(?:\d|two|three|four|five|six|seven|eight|nine|ten|several)\b[\w ]*:", re.IGNORECASE
)
_ONE = re.compile(r"\b(?:one|1|a|an|our)(?: single| ml| ai)* (?:model|system)\W*$", re.IGNORECASE)
UNNAMED = "model"
"""What a system is called that nobody named: 'we have one model. It predicts …'."""
_NO_MORE = re.compile(r"\b(is|are|was|were)n['’]?t\b", re.IGNORECASE)
_ARTICLE = re.compile(
    r"(?:(?:the|our|an?|one|and|then|also|plus|finally|just|only|mainly|mostly|sometimes|basically)\s+)+(?=\S)",
    re.IGNORECASE,
)
_NAME = re.compile(r"\w[\w .&/+'-]*")
_NO_NAME = re.compile(
    r"\b(?:i|me|my|you|your|it|we|us|they|this|that|these|something|everything|let|let's|think|start|"
    r"stop|continue|want|"
    r"need|know|have|has|had|is|are|was|were|be|uses?|owns?|do|does|did|can|will|would|should|see|say|"
    r"please|help|wait|skip|"
    r"begin|minutes?|hours?|most|many|several|some|about|dozens?|maybe|yes|lol|hm+|why|how|who)\b|^\d+ |"
    r"^(?:not|drop|remove|delete|forget|rename|all|both|each|every|same|whatever)\b(?!-)|"
    r"^(?:first|last|second|third|other)(?: (?:one|two|three|four))?(?: also| too)?$|^(?:team|owner|data)$",
    re.IGNORECASE,
)
"""Words that no name has: somebody says something else."""
_OF_ALL = re.compile(r"\s*(?:all|both|each|every)\b", re.IGNORECASE)


@dataclass
class _Told:
    """Systems as the text is read, with the traits heard of each."""

    names: dict[str, str]
    """The names as written, by their lower case."""
    traits: dict[str, list[str]]
    unread: list[str] = field(default_factory=list)
    """What is no name and no description."""
    known: tuple[System, ...] = ()
    """Systems that were named before; 'all of them' means these too."""

    def hear_all(self, traits: tuple[str, ...], *, silent: bool) -> None:
        """Traits of every system so far; with `silent` of those whose origin nobody told."""
        for key in tuple(self.names):
            if not (silent and ORIGINS & set(self.traits[key])):
                self.hear(self.names[key], traits)

    def recall(self, *, silent: bool) -> None:
        """Speak of the systems named before as well; with `silent` only of those nobody described."""
        for system in self.known:
            if system.name.lower() not in self.names and not (silent and ORIGINS & set(system.traits)):
                self.hear(system.name, ())

    def meant(self, name: str, traits: tuple[str, ...], *, before: Sequence[str]) -> str:
        """'fraud', where 'fraud scorer' was named in an earlier sentence and nobody told where it is from.

        Of a system of an earlier turn it is enough that nothing is said now about where 'fraud' is from.
        """
        words = set(name.lower().split())
        is_short = "one" in words
        longer = [n for n in before if words - {"one"} < set(n.lower().split())]
        if len(longer) != 1:
            return name
        known = {x.name.lower(): x.traits for x in self.known}
        key = longer[0].lower()
        told = ORIGINS & {*self.traits.get(key, ()), *known.get(key, ())}
        is_more = key in known and not ORIGINS & set(traits)
        return longer[0] if is_short or (traits and (is_more or not told)) else name

    def hear(self, name: str, traits: tuple[str, ...]) -> None:
        self.names.setdefault(name.lower(), name)
        self.traits.setdefault(name.lower(), []).extend(traits)

    def hear_each(self, names: Sequence[str], traits: tuple[str, ...]) -> None:
        for name in names:
            self.hear(name, traits)


def parse_systems(text: str, known: Sequence[System] = ()) -> tuple[System, ...]:
    """The systems that a description names, each with its traits; `known` were named before."""
    told = _heard(text, known)
    return tuple(System(name=name, traits=_unique(told.traits[key])) for key, name in told.names.items())


def unread_parts(text: str, known: Sequence[System] = ()) -> tuple[str, ...]:
    """The parts of a description that were taken for no system."""
    return tuple(_heard(text, known).unread)


def _heard(text: str, known: Sequence[System]) -> _Told:
    told = _Told({}, {}, known=tuple(known))
    said = plain(text)
    for part in _parts(_NO_MORE.sub(r"\1 not", said)):
        _hear(in_names(part, list(told.names.values())), told)
    in_prose = described(text, traits_in)
    if not in_prose or (len(told.names) >= len(in_prose) and _are_names(told)):
        return told
    spoken = _Told({}, {}, known=tuple(known))
    for name, traits in in_prose:
        spoken.hear(name[:LONGEST_NAME], traits)
    return spoken


def _are_names(told: _Told) -> bool:
    """Whether a list was heard rather than pieces of a paragraph."""
    return not told.unread and all(len(x.split()) <= A_FEW for x in told.names.values())


def _parts(text: str) -> Iterator[str]:
    """The sentences of a description, what goes on about a system in parentheses behind it."""
    lines = re.split(r"[;\n]", text)
    chunks = [x for listed in lines for x in re.split(r"(?<=[\w)])[.!]\s", listed)]
    is_listed = sum(bool(x.strip()) for x in lines) > 1 or sum(bool(PAIR.fullmatch(x)) for x in chunks) > 1
    subject = ""
    for chunk in chunks:
        bare = named_plainly(_BULLET.sub("", chunk).strip(" .\t-•*–"))
        bare = _TALLY.sub("", bare, count=1)
        lead = None if _LED.match(bare) and not _COUNTED.match(bare) else _LEAD.match(bare)
        said = _TALLY.sub("", bare[lead.end() :] if lead else bare, count=1)
        is_one = is_listed or bool(lead and _THERE_IS.search(lead[0]))
        whole = gathered(said, is_listed=is_one, subject=subject)
        subject = last_name(whole) or subject or (UNNAMED if _ONE.search(bare) else "")
        yield from _sentences(_RELATIVE.sub(_bracketed, whole))


def _bracketed(clause: re.Match[str]) -> str:
    """A relative clause as an aside, which is about the name before it."""
    return f" ({clause['what']} {clause['aside'] or ''}),"


def _sentences(chunk: str) -> Iterator[str]:
    """'we train photo, and buy a chatbot' says two things."""
    parts = re.split(
        r",? (?:and|but|while) (?:then )?(?=(?:we (?:also )?)?(?:buy|bought|purchased|license)\b|we |"
        r"there(?:['’]?s| is| are)\b)|"
        r", (?=(?:the )?(?:rest|others?|first|second|third|last)\b)|"
        r", (?=we (?:also )?(?:buy|train|build|use|license) (?!it|them|th))",
        chunk,
    )
    yield from (p.strip() for p in parts if p.strip())


def _hear(part: str, told: _Told) -> None:
    led = _LED.match(part)
    if led is None:
        lead = _LEAD.match(part)
        head, described = _split(part[lead.end() :] if lead else part)
        _spread(head, told, traits=traits_in(described))
        return
    head, described = _split(part[led.end() :])
    verb = _VERBS.get((led["verb"] or led["bare"]).lower())
    said = traits_in(f"{described} {head}") if verb else traits_in(described)
    _spread(_FROM.sub("", head), told, traits=(verb, *said) if verb else said)


def _spread(head: str, told: _Told, *, traits: tuple[str, ...]) -> None:
    """What is said of a row of names, of all so far, or of the rest."""
    if _OTHERS.fullmatch(head):
        told.recall(silent=True)
        told.hear_all(traits, silent=True)
    elif _EVERYBODY.fullmatch(head):
        told.recall(silent=False)
        told.hear_all(traits, silent=False)
    else:
        _hear_names(head, told, traits=traits)


def _hear_names(head: str, told: _Told, *, traits: tuple[str, ...]) -> None:
    heard: list[str] = []
    before = [*told.names.values(), *(x.name for x in told.known if x.name.lower() not in told.names)]
    for item in items(head):
        name, own = _named(item)
        if not name or (_COUNT.fullmatch(name) and not (own and name == UNNAMED)):
            continue
        rest = _described(item, heard, told=told, traits=traits)
        if rest is not None:
            traits = rest
        elif _NO_NAME.search(name) and name.lower() not in {x.name.lower() for x in told.known}:
            told.unread.append(item)
        elif _NAME.fullmatch(name):
            meant = told.meant(name[:LONGEST_NAME].strip(), (*own, *traits), before=before)
            heard.append(meant)
            told.hear_each((*_sharing(item, heard), meant), own)
    for name in heard:
        has_origin = ORIGINS & set(told.traits[name.lower()])
        told.hear(name, tuple(t for t in traits if not has_origin or t not in ORIGINS))


def _sharing(item: str, before: Sequence[str]) -> Sequence[str]:
    """The names of the row that 'eta (both ours)' speaks of as well."""
    row = re.search(r"\((?:(?P<two>both)|all)\b", item, re.IGNORECASE)
    return () if row is None else before[-2:-1] if row["two"] else before[:-1]


def _described(
    item: str, heard: Sequence[str], *, told: _Told, traits: tuple[str, ...]
) -> tuple[str, ...] | None:
    """What is left to say of the row once an item said what names in it are like; None for a name."""
    own = traits_in(item)
    if about := described_by(item, heard, tells=bool(own)):
        told.hear_each(about, own or traits)
        return traits if own else ()
    if heard and is_particular(item):
        told.hear(heard[-1], own)
        return traits
    is_proper = not heard and PROPER.match(item)
    if is_proper or not only_traits(_named(item)[0]):
        return None
    if heard and not _OF_ALL.match(item):
        told.hear(heard[-1], own)
        return traits
    return (*traits, *own)


def _split(part: str) -> tuple[str, str]:
    """The names, and what is said about all of them."""
    if row := ROW_OF.match(part):
        return row["head"], part[row.end() :]
    masked = re.sub(r"\([^()]{0,400}\)", lambda m: "_" * len(m[0]), part)
    match = _IS.search(masked)
    return (part[: match.start()], part[match.end() :]) if match else (part, "")


def _named(item: str) -> tuple[str, tuple[str, ...]]:
    """The name in 'the photo classifier trained by us (cameras)', and its traits."""
    bare, _, inside = item.partition("(")
    bare = bare.strip(" .\"'")
    if article := _ARTICLE.match(bare):
        bare = bare[article.end() :]
    own = traits_in(f"{bare} {inside}")
    if only_traits(bare):
        return bare, own
    starts = [m.start() for pattern, _ in TRAITS if (m := pattern.search(bare)) and m.start() > 0]
    if starts:
        shorter = re.sub(
            r"(?:\s+(?:is|are|that|which|for|we|,|-|and|on|with|an?|the|from|by|via|through|of))+$",
            "",
            bare[: min(starts)].rstrip(),
        )
        bare = shorter or bare
    bare = _MADE.sub("", bare)
    led = re.sub(
        r"^(?:bought|purchased|self-?trained|trained|internal|public|own|fine-?tuned)\s+(?=\w)",
        "",
        bare,
        flags=re.IGNORECASE,
    )
    return led.strip(" .-"), own


def _unique(traits: list[str]) -> tuple[str, ...]:
    """In the order of the table, without what another trait already says."""
    heard = set(traits)
    if "bought" in heard and "trains-own" in heard:
        heard.discard("trains-own")
    order = dict.fromkeys(trait for _, trait in (*TRAITS, *NOUNS))
    return tuple(t for t in order if t in heard)
