"""What is on record already, with the words for it, and which other answers lean on the same words."""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from assistant.conversation.cards import shortened
from assistant.conversation.interviewer import card_of, in_scope
from assistant.conversation.session import Line, LineStyle, Session
from assistant.conversation.speech import line
from model.card import Card, CardLine
from model.coverage import Coverage
from model.deeds import Answered
from model.evidence import Quotation
from model.fold import undone_by
from model.practice import Practice
from model.reading import Proposal
from model.scoring import Range, score

_COMMON = frozenset(
    [
        "about",
        "after",
        "again",
        "always",
        "because",
        "before",
        "being",
        "checked",
        "checks",
        "could",
        "every",
        "first",
        "going",
        "model",
        "models",
        "never",
        "other",
        "since",
        "something",
        "system",
        "systems",
        "their",
        "there",
        "these",
        "thing",
        "things",
        "those",
        "through",
        "training",
        "until",
        "where",
        "which",
        "while",
    ]
)
_LONG = 5
"""Letters from which a word is telling."""


def recorded_card(session: Session, practice: Practice) -> Card | None:
    """What is recorded of a practice as a card, to be held beside what is said now; None while nothing is."""
    stands = session.state.practice(practice.id)
    if not stands.claims:
        return None
    scored = score(session.state, session.catalogue).practice(practice.id)
    words = {p.activity: p.quotations for p in _said_of(session, practice.id)}
    lines = tuple(
        CardLine(
            a.id,
            stands.claims[a.id][-1].coverage if stands.claims.get(a.id) else Coverage(),
            scored.spans[a.id],
            words.get(a.id, ()),
        )
        for a in practice.activities
    )
    return Card(
        practice=practice.id,
        systems=scored.systems,
        lines=lines,
        plans=(),
        unmentioned_systems=(),
        level=scored.earned,
        progress=Range(scored.progress.low, scored.progress.high or Fraction(0)),
        reading_level=None,
        traits=(),
        open=(),
    )


def _said_of(session: Session, practice_id: str) -> Iterator[Proposal]:
    """The quoted proposals of every standing answer, oldest first."""
    acts = session.ledger.acts
    undone = undone_by(acts)
    for act in acts:
        if act.seq in undone or not isinstance(act.deed, Answered):
            continue
        if reading := act.deed.readings.get(practice_id):
            yield from (p for p in reading.proposals if p.quotations)


def standing_lines(session: Session, practice: Practice, *, before: Card) -> Iterator[Line]:
    """The other practices whose answers lean on words that were corrected just now."""
    after = card_of(session, practice.id)
    if after is None:
        return
    lost = {
        system: word
        for was, now in zip(before.lines, after.lines, strict=True)
        for system in set(was.coverage.covered) - set(now.coverage.covered)
        for word in [_telling(was.quotations)]
    }
    if not lost:
        return
    for other in in_scope(session):
        if other.id != practice.id and (leaning := _leaning(session, other, lost=lost)):
            yield line(
                "ripple.look",
                LineStyle.HINT,
                practice=other.name,
                text=shortened(leaning.text, 120),
                id=other.id,
            )


def _telling(quotations: Iterable[Quotation]) -> frozenset[str]:
    words = {w for q in quotations for w in re.findall(r"[^\W\d_]+", q.text.lower())}
    return frozenset(w for w in words if len(w) >= _LONG and w not in _COMMON)


def _leaning(session: Session, practice: Practice, *, lost: dict[str, frozenset[str]]) -> Quotation | None:
    for proposal in _said_of(session, practice.id):
        for quotation in proposal.quotations:
            words = _telling([quotation])
            if any(system in proposal.systems and words & said - {system} for system, said in lost.items()):
                return quotation
    return None
