"""What a reading of a passage bears: a level, how likely it is, and the words that carry it."""

from collections.abc import Sequence
from typing import NamedTuple

from knowledge.saying import Saying
from knowledge.tables import Degree
from model.coverage import Ordinal
from model.evidence import Quotation
from model.reading import Proposal, Reading, Says, Statement

SECOND = 0.55
"""What claim and level need together for the second level, where the word beside it says that it is done."""
LEAST = 0.85
"""What the levels above 0 need together to be taken for the first, where none is likeliest enough."""
HIGHEST = 3
_ABSENT = (Says.PLAN, Says.PAST, Says.DENIAL)
_IN_PLACE = (Degree.DONE, Degree.PARTLY)
_UNDONE = {Degree.PLANNED: Says.PLAN, Degree.ABSENT: Says.DENIAL}


class Borne(NamedTuple):
    """A level, how likely it is, what carries it, with which words of the document."""

    level: int
    chance: float
    proposal: Proposal
    words: Quotation
    kind: Says


def weigh(reading: Reading, told: Saying, *, sure: float) -> Borne | None:
    """What a reading bears, with what stands beside the passage; None where that is nothing."""
    return _undone(reading, told) if told.degree in _UNDONE else _read(reading, told, sure=sure)


def _read(reading: Reading, told: Saying, *, sure: float) -> Borne | None:
    """What is said to be done, or not to be; partly done is the first level at most."""
    found = _done(reading, sure=sure) if told.degree in _IN_PLACE else _level_of(reading)
    if found is None:
        return None
    level, chance, proposal = found
    read = next((q for q in proposal.quotations if not _is_beside(reading.statements, q, told=told)), None)
    words = told.quote(read) if read else None
    if read is None or words is None:
        return None
    if told.degree is Degree.PARTLY and level > 1:
        level, proposal = 1, _first(reading, read)
    return Borne(level, chance, proposal, words, _kind(reading.statements, read, level=level))


def _done(reading: Reading, *, sure: float) -> tuple[int, float, Proposal] | None:
    """What is done by the word beside it: the second level where that is likely enough, else the first."""
    said = _said(reading, [s for s in reading.statements if s.says is not Says.QUESTION])
    if said is None:
        return None
    chances = reading.probabilities
    chance = sum(chances[2:]) / sum(chances[1:])
    proposal = _shown(reading, 2) if reading.level in (2, HIGHEST) else None
    if proposal is not None and sure * chance >= SECOND:
        return 2, chance, proposal
    return 1, 1.0, _first(reading, said)


def _undone(reading: Reading, told: Saying) -> Borne | None:
    """What stands beside it says that it is not done: that is quoted with it."""
    words = told.quoted_whole
    proposal = _first(reading, words).model_copy(update={"coverage": Ordinal.NONE})
    return Borne(0, sum(reading.probabilities[1:]), proposal, words, _UNDONE[told.degree])


def _first(reading: Reading, words: Quotation) -> Proposal:
    """The first level's activity, done for some."""
    return Proposal(
        activity=f"{reading.practice}.1", coverage=Ordinal.SOME, quotations=(words,), confidence=1.0
    )


def _level_of(reading: Reading) -> tuple[int, float, Proposal] | None:
    """A level, how likely it is, and the proposal that carries it with its words.

    The third needs words for an activity of its own: a gate that is told in passing bears the second.
    """
    if reading.level is None:
        return _at_least(reading)
    proposal = _shown(reading, reading.level)
    if proposal is None:
        return None
    is_borne = reading.level < HIGHEST or _level(proposal.activity) == HIGHEST
    return reading.level if is_borne else HIGHEST - 1, max(reading.probabilities), proposal


def _at_least(reading: Reading) -> tuple[int, float, Proposal] | None:
    """The first level, where the reader is sure of that much and cannot tell what is above it."""
    chance = sum(reading.probabilities[1:])
    said = _said(reading, [s for s in reading.statements if s.says is Says.FACT])
    if said is None or reading.practice is None or chance < LEAST:
        return None
    return 1, chance, _first(reading, said)


def _said(reading: Reading, statements: Sequence[Statement]) -> Quotation | None:
    """The words of the first of them that is about the practice, else of the first."""
    about = [s for s in statements if s.practice == reading.practice]
    return next((s.quotation for s in (*about, *statements)), None)


def _shown(reading: Reading, level: int) -> Proposal | None:
    """The proposal that carries the level; a denial for level 0."""
    quoted = [p for p in reading.proposals if p.quotations and p.coverage is not None]
    fitting = [p for p in quoted if (p.coverage is Ordinal.NONE) == (level == 0)]
    return max(fitting, key=lambda p: (-abs(_level(p.activity) - max(1, level)), p.confidence), default=None)


def _level(activity: str) -> int:
    return int(activity.rpartition(".")[2][0])


def _stated(statements: Sequence[Statement], words: Quotation) -> Statement | None:
    """The statement in which the words stand."""
    return next((s for s in statements if s.quotation.start <= words.start < s.quotation.end), None)


def _is_beside(statements: Sequence[Statement], words: Quotation, *, told: Saying) -> bool:
    """Whether the words, or the statement in which they stand, say nothing of what is done here."""
    stated = _stated(statements, words)
    return told.is_beside(words.text) or bool(stated and told.is_beside(stated.quotation.text))


def _kind(statements: Sequence[Statement], words: Quotation, *, level: int) -> Says:
    """What the statement with the words does."""
    stated = _stated(statements, words)
    said = stated.says if stated else Says.FACT
    if level == 0:
        return said if said in _ABSENT else Says.DENIAL
    return said if said in (Says.FACT, Says.THIRD_PARTY) else Says.FACT
