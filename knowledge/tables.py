"""Rows of tables: which cells claim something, and which say how far it is done."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class Degree(StrEnum):
    """How far something is done, by a word that stands beside it."""

    PLAIN = "plain"
    """Nothing is said beside it."""
    DONE = "done"
    PARTLY = "partly"
    PLANNED = "planned"
    ABSENT = "absent"
    BESIDE = "beside"
    """It says nothing: under way, not applicable, a box that nobody ticked."""


class Role(StrEnum):
    """What the cells of a column are."""

    NAME = "name"
    DETAIL = "detail"
    QUESTION = "question"
    ANSWER = "answer"
    STATE = "state"
    SCOPE = "scope"
    """Whether it applies at all."""
    PROOF = "proof"
    RISK = "risk"
    """What may go wrong: a state beside it is the risk's own, unless it speaks of a deed."""
    HELD = "held"
    """What is in place against a risk."""
    INTENDED = "intended"
    """What is planned against it."""
    BESIDE = "beside"
    """Owners, dates, what is recommended: no claim of what is done."""
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class CellWords:
    """The words of a cell without its marks, and where they stand in the document."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """After the last of them."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Row:
    """A row by what its cells are."""

    names: tuple[CellWords, ...] = ()
    details: tuple[CellWords, ...] = ()
    state: CellWords | None = None
    degree: Degree = Degree.PLAIN
    question: CellWords | None = None
    is_control: bool = False
    """Whether it stands in a table of what is done, with proof or owners, and of no risks."""
    is_held: bool = False
    """Whether it is in place by the head above it."""
    is_bare: bool = False
    """Whether nothing is in place by its own cells."""


LONGEST_HEAD = 60
LONGEST_UNKNOWN = 100
"""Characters of a head that says nothing known."""
LONGEST_STATE = 48
"""Characters of a cell that only says how far something is done."""
_BARS = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r":?-{1,}:?")
_MARKS = " \t*_`"
_DEEDS = r"(?:controls?|measures?|mitigations?|safeguards?|protections?|treatments?)"
_ROLES: Mapping[Role, str] = {
    Role.SCOPE: r"(?:in )?(?:applicab(?:le|ility)|applies|in scope)\??",
    Role.STATE: (
        r"(?:(?:implementation|control|current|compliance|completion|overall|mitigation|our) )?"
        r"(?:status|state|progress|compliance|maturity)"
        r"|(?:is )?(?:implemented|done|in place|completed?|compliant|enforced|met|fulfilled"
        r"|mitigated|covered)\??|implementation"
    ),
    Role.QUESTION: r"(?:\w+ )?questions?|questions? text",
    Role.ANSWER: r"(?:\w+ )?(?:answers?|responses?|reply|replies)|y(?:es)? ?/ ?n(?:o)?",
    Role.PROOF: (
        r"(?:evidence|proof|artefacts?|artifacts?|source|file|code|test|location|where|reference|links?|see)s?"
        r"(?: ?/ ?\w+| in \w+| path| location)?"
    ),
    Role.HELD: (
        rf"(?:existing|current|implemented|applied|present|actual) (?:[\w-]+ )?{_DEEDS}(?: in place)?"
        rf"|(?:[\w-]+ )?{_DEEDS} (?:already )?(?:in place|implemented|applied|existing)"
    ),
    Role.INTENDED: (
        rf"(?:planned|future|scheduled|intended) (?:[\w-]+ )?(?:{_DEEDS}|actions?|improvements?|work)"
        r"|(?:[\w-]+ )?(?:treatment|action|mitigation|remediation) plans?"
    ),
    Role.RISK: (
        r"(?:[\w -]+ )?(?:risks?|events?|threats?|attacks?|hazards?|vulnerabilit(?:y|ies)|issues?|findings?"
        r"|scenarios?)(?: (?:description|name|title))?"
    ),
    Role.BESIDE: (
        r"(?:[\w -]+ )?(?:impact|likelihood|probability|severity"
        r"|score|rating|priority|owners?|responsible|accountable|date|due|deadline|timeline|frequency|gaps?"
        r"|recommend(?:ed|ation|ations)?|actions?|next steps?|plans?|target|id|ids|no|nr|ref|category|domain"
        r"|framework|standards?|polic(?:y|ies)|clause|article|phase|criteria|weakness|treatment|consequences?"
        r"|band|effort|version)(?: (?:level|id|rating|score|owner|date|class|category))?|#|applies to"
        r"|(?:expected|required|planned|future|proposed|recommended|suggested|further|additional|missing) .*"
        r"|(?:can be )?inherit(?:ed|able|ance)(?: .*)?|evidence required|.*next (?:actions?|steps?).*"
        r"|(?:business )?risk if .*|residual|inherent"
    ),
    Role.NAME: (
        r"(?:[\w/ -]+ )?(?:controls?|measures?|safeguards?|mitigations?|countermeasures?|practices?|title"
        r"|name|activity|features?|items?|checks?|requirements?|rules?|guardrails?|defen[cs]es?|protections?|claims?"
        r"|statements?|capabilit(?:y|ies)|layers?|what|invariants?)(?: in place| applied| implemented)?"
    ),
    Role.DETAIL: (
        r"(?:[\w/ -]+ )?(?:descriptions?|notes?|remarks?|comments?|details?|mechanisms?|approach|how"
        r"|how it works|explanations?|rationale|enforcement|handling|procedures?|workflows?|how we .*|our .*)"
    ),
}
"""Heads of columns, the first that fits; kinds of their own are unknown."""
_HEADS = {role: re.compile(rule) for role, rule in _ROLES.items()}
_AGAINST = re.compile(r"(?:(?:mitigating|compensating|internal) )?controls?(?: measures?)?")
_NOT = r"(?:not (?:yet )?|non-?|un)"
_STATES: Mapping[Degree, str] = {
    Degree.BESIDE: (
        r"n/?a\b|not (?:applicable|relevant|assessed|required|tested|verified)|out of scope|in progress"
        r"|wip\b|ongoing|under (?:way|development|review)|underway|in (?:development|review)|documented"
        r"|drafted|draft\b|started|unknown|tbd\b|tbc\b|inherited|shared|optional|accepted|[🔄🚧📋]"
    ),
    Degree.PLANNED: (
        r"planned|plan\b|proposed|pending|scheduled|future|roadmap|upcoming|not (?:yet )?started|to ?do\b"
        r"|backlog|later|deferred|intended|(?:target )?q[1-4][ /-]*(?:20)?\d\d|[⏭⏳🔜📅🗓]"
    ),
    Degree.ABSENT: (
        rf"{_NOT}(?:implemented|done|in place|met|compliant|available|supported|enforced|fulfilled"
        r"|complete\w*|covered|mitigated)|no\b|none\b|missing|absent|lacking|gap\b|fail(?:ed|s)?\b|[❌✗✘🔴]"
    ),
    Degree.PARTLY: r"part(?:ly|ial|ially)\b|some\b|mostly|limited|incomplete|[🟡🟠⚠◐]",
    Degree.DONE: (
        r"implemented|done\b|completed?\b|in place|enforced|active\b|enabled|yes\b|met\b|compliant"
        r"|operational|live\b|deployed|satisfied|covered|verified|pass(?:ed|es)?\b|fulfilled|achieved|effective"
        r"|in force|adopted|addressed|mitigated|fully|closed\b|current\b|[✅✓✔☑🟢]"
    ),
}
_DEED = re.compile(
    r"implemented|in place|enforced|done\b|deployed|enabled|planned|partial"
    rf"|{_NOT}(?:implemented|in place|done|enforced)"
)
"""What is said of a deed: of a risk one says that it is open, closed, accepted or mitigated."""
_NAMING_STATES = frozenset([Role.HELD, Role.INTENDED, Role.BESIDE])
"""Heads that begin like a state: what is planned, what is in place."""
_CONTROLS = frozenset([Role.DETAIL, Role.PROOF])
"""Columns of a table that says of each control what it is and what shows it."""
_DEGREES = {degree: re.compile(rule) for degree, rule in _STATES.items()}
_SAYS_MORE = re.compile(
    r"\W*(?:a(?:nswer)?\s*[:.]\W*)?[\w/]+[*_]{0,2}[\s,.;:(–—-]*[,.;:(–—-]\s*(?P<more>\S.*)$", re.I | re.S
)
"""A word, a mark, and more."""
_ICONS = re.compile(r"^[\s*_`\uFE0F✅✓✔☑🟢🟡🟠🔴⚠◐❌✗✘⏭⏳🔜📅🗓🔄🚧📋:.-]+")
_CODE = re.compile(r"(?:[A-Za-z]{1,6}[-. ]?)?\d[\w.()-]{0,9}|[A-Z]{1,4}\.?\d*|#|-{1,3}|–|—")
"""A number or sign by which a row is called."""
_PATH = re.compile(r"\S*[/\\]\S*\.?\w*|\S+\.\w{1,5}|\[[^\]]*\]\([^)]*\)")


def cells_of(words: str, start: int) -> tuple[CellWords, ...]:
    """The cells of a row that begins at this place in its document, bars on the outside aside."""
    bars = [-1, *(match.start() for match in _BARS.finditer(words)), len(words)]
    pieces = [(words[a + 1 : b], start + a + 1) for a, b in pairwise(bars)]
    pieces = pieces[bool(words.startswith("|")) : len(pieces) - bool(words.endswith("|"))]
    return tuple(_cell(text, at) for text, at in pieces)


def _cell(text: str, start: int) -> CellWords:
    bare = text.strip(_MARKS)
    return CellWords(bare, start + len(text) - len(text.lstrip(_MARKS))) if bare else CellWords("", start)


def is_rule(cells: Sequence[CellWords]) -> bool:
    """Whether a row only parts the head of a table from its body."""
    return bool(cells) and all(_RULE.fullmatch(cell.text) for cell in cells)


def roles_of(cells: Sequence[CellWords], *, is_marked: bool = False) -> tuple[Role, ...] | None:
    """What the columns under these heads are; None where they are none, unless they were marked as such."""
    roles = tuple(_role(cell.text) for cell in cells)
    if Role.RISK in roles and Role.STATE not in roles:
        roles = tuple(Role.HELD if _is_held(c.text) else r for c, r in zip(cells, roles, strict=True))
    if is_marked:
        return roles
    told = [role for role in roles if role is not Role.UNKNOWN]
    is_state = any(
        state_of(cell.text) for cell, role in zip(cells, roles, strict=True) if role not in _NAMING_STATES
    )
    is_head = len(told) >= 2 and len(told) * 2 > len(cells) and not is_state
    return roles if is_head and all(len(cell.text) <= LONGEST_UNKNOWN for cell in cells) else None


def _head(text: str) -> str:
    """A head in plain words, one for one or several."""
    folded = re.sub(r"\.(?= |$)", "", text.casefold().replace("(s)", "s"))
    return " ".join(re.sub(r"[^\w/#?&'.-]+|_", " ", folded).split()).rstrip(".")


def _is_held(head: str) -> bool:
    """Whether it names controls beside risks without a word for how far they are."""
    return bool(_AGAINST.fullmatch(_head(head)))


def _role(text: str) -> Role:
    if len(text) > LONGEST_HEAD:
        return Role.UNKNOWN
    head = _head(text)
    return next((role for role, rule in _HEADS.items() if rule.fullmatch(head)), Role.UNKNOWN)


def state_of(text: str, *, is_told: bool = False) -> Degree | None:
    """How far something is done by the words of a cell; a column of states may say more after it."""
    bare = _bare(text)
    sign = text.strip().casefold()
    if not is_told and len(text) > LONGEST_STATE:
        return None
    for degree, rule in _DEGREES.items():
        match = rule.match(bare) if bare else rule.match(sign)
        if match and (is_told or _ends(bare, match.end() if bare else 0)):
            return degree
    return next((s for s, rule in _DEGREES.items() if rule.match(sign)), None) if is_told else None


def _bare(text: str) -> str:
    """The words after the signs before them."""
    return _ICONS.sub("", text).casefold()


def _ends(text: str, at: int) -> bool:
    """Whether nothing that makes a sentence follows."""
    rest = text[at:].strip()
    return not rest or rest[0] in "(-–—,:;/.*" or len(rest.split()) <= 2


def row_of(cells: Sequence[CellWords], roles: Sequence[Role] | None) -> Row:
    """A row under these heads; without them by what the cells look like."""
    fitting = roles if roles is not None and len(roles) == len(cells) else None
    found = list(zip(cells, fitting or _guessed(cells), strict=True))
    if any(
        role is Role.SCOPE and state_of(cell.text) in (Degree.ABSENT, Degree.BESIDE) for cell, role in found
    ):
        return Row(degree=Degree.BESIDE)
    state = next(_states(found, is_headed=fitting is not None), None)
    if state and not _is_of_a_deed(state, [role for _, role in found]):
        state = (state[0], Degree.PLAIN)
    held = [
        (c, r) for c, r in found if c.text and (state is None or c is not state[0]) and not _is_code(c, r)
    ]
    question = next((c for c, r in held if c.text.endswith("?")), None)
    rest = rest_of(state[0]) if state else None
    return Row(
        names=tuple(c for c, r in held if r is Role.NAME and c is not question),
        details=(
            *(c for c, r in held if _is_detail(c, r, question=question) and c is not question),
            *([rest] if rest else []),
        ),
        state=state[0] if state else None,
        degree=state[1] if state else Degree.PLAIN,
        question=question,
        is_control=fitting is not None and set(fitting) >= _CONTROLS and Role.RISK not in fitting,
    )


def _is_of_a_deed(state: tuple[CellWords, Degree], roles: Sequence[Role]) -> bool:
    """Whether a state is not a risk's own; what stands unfinished beside a control is the control."""
    if Role.RISK not in roles or _DEED.match(_bare(state[0].text)):
        return True
    return state[1] is Degree.BESIDE and Role.NAME in roles


def rest_of(state: CellWords) -> CellWords | None:
    """What is said after the word for how far it is done, if it is more than a remark."""
    match = _SAYS_MORE.match(state.text)
    more = match["more"].rstrip(f"{_MARKS})") if match else ""
    return CellWords(more, state.start + match.start("more")) if match and len(more.split()) >= 2 else None


def _is_code(cell: CellWords, role: Role) -> bool:
    """Whether it only numbers the row, or holds its place."""
    is_said = role in (Role.DETAIL, Role.ANSWER) and any(map(str.isalnum, cell.text))
    return not is_said and bool(_CODE.fullmatch(cell.text))


def _is_detail(cell: CellWords, role: Role, *, question: CellWords | None) -> bool:
    if role is Role.PROOF:
        return question is not None and not _PATH.fullmatch(cell.text)
    if role is Role.UNKNOWN:
        return len(cell.text.split()) >= 2 and not _PATH.fullmatch(cell.text)
    return role in (Role.DETAIL, Role.ANSWER, Role.QUESTION)


def _states(
    found: Sequence[tuple[CellWords, Role]], *, is_headed: bool
) -> Iterator[tuple[CellWords, Degree]]:
    """The cells that say how far it is done, those of a column for it first."""
    for wanted in (Role.STATE, Role.ANSWER):
        for cell, role in found:
            told = state_of(cell.text, is_told=True) if role is wanted else None
            if told is not None:
                yield cell, told
    for cell, role in found:
        told = state_of(cell.text) if role in (Role.UNKNOWN, Role.DETAIL) else None
        if told is not None and (not is_headed or not _is_yes_or_no(cell.text)):
            yield cell, told


def _is_yes_or_no(text: str) -> bool:
    return text.casefold() in ("yes", "no", "n/a", "none", "x", "-")


def _guessed(cells: Sequence[CellWords]) -> Iterator[Role]:
    """Roles by place: the first words name it, the others are about it."""
    is_named = False
    for cell in cells:
        is_word = bool(cell.text) and not _CODE.fullmatch(cell.text) and state_of(cell.text) is None
        yield Role.NAME if is_word and not is_named else Role.UNKNOWN
        is_named |= is_word
