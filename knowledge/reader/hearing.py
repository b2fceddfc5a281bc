"""What the statements of one text say, before any practice or level is decided."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge.encoder import Encoder, Tokens
from knowledge.reader.heads import LABELS, Heads, Rows
from knowledge.reader.match import Matcher
from knowledge.reader.network import MOST_TOKENS
from knowledge.reader.statements import Piece, split_statements
from knowledge.reader.systems import Named, Names
from model.reading import Says

MOST_WHOLE = 4000
"""Characters of a text that are searched with as a whole; the encoder takes in fewer."""
WINDOW = 700
"""Characters of a stretch of statements that the network reads at once, about 200 tokens."""
_WORDLESS = 5
"""No statement of so few characters claims anything, but a plain no."""
_SHORT_NO = 80
_CLAIM = (Says.FACT, Says.THIRD_PARTY)
SURE = 0.5
"""A deed of speech below this is a fact, unless the wording shows it."""
_PLAIN = (
    (Says.QUESTION, re.compile(r"\?[\s\"')]*$")),
    (
        Says.UNKNOWN,
        re.compile(
            r"\b(?:no idea|dunno|idk|(?:do not|don'?t) know|not sure (?:if|whether|about)"
            r"|(?:not|n'?t) aware of)\b",
            re.I,
        ),
    ),
    (
        Says.PLAN,
        re.compile(
            r"\b(?:planned|on the roadmap|in the backlog|a ticket|an epic|next (?:year|quarter)|going to"
            r"|gonna|intends? to|(?:for|in) q[1-4])\b",
            re.I,
        ),
    ),
    (
        Says.PAST,
        re.compile(r"\b(?:used to|no longer|not any ?more|was dropped|until 20\d\d|fell asleep)\b", re.I),
    ),
)
_BARE_NO = re.compile(
    r"""
    (?=.*(?:\b(?:no|nope|nah|none|never|nothing|nobody|not)\b|n'?t\b))
    \W*(?:(?:well|hm+|honestly|sadly|sorry|afraid)\W+)?
    (?:no|nope|nah|none|never|nothing|nobody|not)?\W*
    (?:like\ (?:that|this)|yet|here|at\ all|really|so\ far|that\ i\ know\ of|of\ the\ sort|of\ that\ kind)?\W*
    (?:(?:we|i|they)(?:\ really|\ just)?
       \ (?:do\ not|don'?t|haven'?t|have\ not|have\ never|never|did\ not|didn'?t|have\ no)
       (?:\ really|\ ever)?(?:\ (?:do|have|did|done|had|got))?
       (?:\ (?:that|this|it|any|one|those|anything(?:\ like\ (?:that|this))?|any\ of\ (?:that|this|it)
            |such\ (?:a\ )?thing))?
    )?
    \W*(?:yet|here|at\ all|so\ far|for\ any(?:\ of\ them)?|anywhere)?\W*
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A no that names nothing: it denies what was asked."""
_NO_SUCH = re.compile(
    r"""
    \W*(?:(?:well|so\ far|at\ present|currently|today|here|honestly|sadly|sorry)\W+)?
    (?:(?:we|they)\ (?:have|do|run|keep|use)\ |there(?:'s|\ is|\ are)\ )?(?:no|zero)[ ]
    (?:(?!(?:on|of|for|about|in|without|unless|until|before|after|comment|doubt|idea|reason|need)\b)
       [\w/'-]+\ ){0,3}
    (?:signing|signatures?|scan(?:ning|s)?|encryption|reviews?|check(?:s|ing)?|monitoring|training|tests?|testing
       |log(?:s|ging)?|limits?|filters?|filtering|validation|verification|approvals?|audits?|hardening|backups?
       |polic(?:y|ies)|process(?:es)?|procedures?|controls?|restrictions?|guardrails?|register|rules?)
    (?:\ (?:on|of|for|at|in|before|against)(?:\ [\w'-]+){1,4})?
    (?:\ (?:yet|here|so\ far|anywhere|whatsoever|currently|today|either|configured|defined|exists?))?\W*
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""'No access rules': two or three words tell the network little, and a thing that protects is denied."""
_FLAT_NO = re.compile(
    r"""
    (?!.*\b(?:without|unless|until|except|other\ than|but)\b)
    \W*(?:(?:so\ far|at\ present|currently|today|here|honestly|sadly|well)\W+)?
    no\ (?:[\w'-]+\ ){1,5}?(?:is|are|gets?|has\ been|have\ been)\ (?:ever\ |yet\ |being\ )?
    (?:signed|checked|scanned|encrypted|validated|verified|logged|recorded|reviewed|tested|trained|restricted
       |filtered|limited|approved|audited|monitored|watched|hashed|vetted|screened|saniti[sz]ed|made|set
       |documented|backed\ up|assessed|controlled|inspected|hardened|versioned|compared)\b
    .*
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
"""'No model is signed before release': the network is torn, for 'none is released before …' is a gate."""


@dataclass(frozen=True)
class Stretch:
    """Statements that are read together, and the text that they make up."""

    first: int
    """The first statement ..."""
    end: int
    """... and the one after the last."""
    offset: int
    """Where the stretch begins in the whole text."""
    tokens: Tokens

    def places(self, piece: Piece) -> NDArray[np.intp]:
        """The tokens of a statement of the stretch."""
        start, end = piece.quotation.start - self.offset, piece.quotation.end - self.offset
        inside = [n for n, (a, b) in enumerate(self.tokens.spans[:MOST_TOKENS]) if a < end and b > start]
        return np.array(inside, dtype=np.intp)


@dataclass(frozen=True)
class Heard:
    """Everything that one text says, statement by statement."""

    text: str
    systems: tuple[str, ...]
    """The systems in scope."""
    pieces: tuple[Piece, ...]
    says: tuple[Says, ...]
    named: tuple[Named, ...]
    """The systems that each statement is about, carried on from the one before where it names none."""
    stretches: tuple[Stretch, ...]
    vectors: Rows
    """One row a statement."""
    whole: Rows
    """(384,), of the whole text."""
    chances: Mapping[str, Rows]
    shares: Rows
    """How much each statement is about each practice."""

    @property
    def is_bare_no(self) -> bool:
        """Whether the whole text denies what was asked and says no more."""
        return len(self.text) <= _SHORT_NO and bool(_BARE_NO.fullmatch(self.text))

    @property
    def is_flat_no(self) -> bool:
        """Whether every statement denies a deed by its name."""
        return all(_is_flat(piece.context) for piece in self.pieces)

    def claims(self) -> tuple[int, ...]:
        """The statements that say that something is done."""
        return tuple(i for i, says in enumerate(self.says) if says in _CLAIM)


def hear(
    text: str, systems: Sequence[str], *, encoder: Encoder, matcher: Matcher, heads: Heads
) -> Heard | None:
    """The statements of `text`; None when there is none."""
    pieces = split_statements(text)
    if not pieces:
        return None
    contexts = [piece.context for piece in pieces]
    stretches = _stretch(text, pieces, encoder=encoder)
    is_one = len(stretches) == 1 and len(text) <= MOST_WHOLE
    whole = encoder.sum_up(stretches[0].tokens) if is_one else encoder.encode([text[:MOST_WHOLE]])[0]
    whole = np.round(whole, 4)
    is_whole = is_one and contexts == [" ".join(text.split())]
    vectors = whole[None] if is_whole else _encode(contexts, encoder)
    chances = heads.traits(vectors)
    named = _carry(contexts, Names(systems))
    return Heard(
        text=text,
        systems=tuple(systems),
        pieces=pieces,
        says=tuple(_say(c, chances["says"][n], named=named[n]) for n, c in enumerate(contexts)),
        named=named,
        stretches=stretches,
        vectors=vectors,
        whole=whole,
        chances=chances,
        shares=matcher.shares(contexts, vectors),
    )


def _stretch(text: str, pieces: Sequence[Piece], *, encoder: Encoder) -> tuple[Stretch, ...]:
    """The text in stretches of whole statements; a short text is one, as it stands."""
    if len(text) <= WINDOW:
        return (Stretch(0, len(pieces), 0, encoder.look(text)),)
    firsts = [0]
    for row, piece in enumerate(pieces):
        if piece.quotation.end - pieces[firsts[-1]].quotation.start > WINDOW and row > firsts[-1]:
            firsts.append(row)
    found = []
    for first, end in pairwise([*firsts, len(pieces)]):
        offset = pieces[first].quotation.start
        words = text[offset : pieces[end - 1].quotation.end]
        found.append(Stretch(first, end, offset, encoder.look(words)))
    return tuple(found)


def _encode(texts: Sequence[str], encoder: Encoder) -> Rows:
    """Each distinct text once; rounded, so that a batch's last decimals move nothing."""
    distinct = list(dict.fromkeys(texts))
    place = {text: row for row, text in enumerate(distinct)}
    rows = np.round(encoder.encode(distinct), 4)
    return np.asarray(rows[[place[text] for text in texts]], dtype=np.float32)


def _is_flat(text: str) -> bool:
    """Whether it denies a deed, or a thing that protects, by its name."""
    return bool(_FLAT_NO.fullmatch(text) or _NO_SUCH.fullmatch(text))


def _say(context: str, chances: Rows, *, named: Named) -> Says:
    """The deed of a statement: the wording where it is plain, else the head where it is sure."""
    if len(context) <= _SHORT_NO and any(map(str.isalpha, context)) and _BARE_NO.fullmatch(context):
        return Says.DENIAL
    if len(context) <= _WORDLESS:
        return Says.NOTHING
    if _is_flat(context):
        return Says.DENIAL
    for says, pattern in _PLAIN:
        if pattern.search(context):
            return says
    if named.excluded and not named.included:
        return Says.DENIAL
    best = int(chances.argmax())
    return Says(LABELS["says"][best]) if chances[best] >= SURE else Says.FACT


def _carry(contexts: Sequence[str], names: Names) -> tuple[Named, ...]:
    """Who each statement is about; one that names nobody speaks of those named last."""
    carried: list[Named] = []
    last = Named(is_carried=True)
    for context in contexts:
        found = names.find(context)
        if found.excluded:
            carried = [_without(named, found) if named.means_all else named for named in carried]
        if found.is_restriction and carried:
            carried[-1] = Named(found.included, found.excluded)
        if found.included or found.excluded:
            last = Named(found.included, is_carried=True, means_all=found.means_all)
        carried.append(found if found.included or found.excluded else last)
    return tuple(carried)


def _without(named: Named, exception: Named) -> Named:
    """`All` with what a later statement leaves out."""
    included = tuple(name for name in named.included if name not in exception.excluded)
    return replace(named, included=included, excluded=exception.excluded, means_all=False)
