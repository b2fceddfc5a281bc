"""The card: what an answer would record, line by line, before anybody confirms it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import product

from model.assessment import Claim, Draft, State
from model.coverage import Coverage, Ordinal, Span, gate_value, span_of
from model.evidence import Quotation
from model.practice import Activity, Practice, Unit
from model.reading import OpenPoint, Proposal, Reading, Says, Statement, Trait
from model.scoring import Range, earned, ends, progress

SURE = 0.5
"""Below this confidence a quoted proposal is listed as not sure."""
ABSENT = frozenset({"none", "nobody", "informal", "reaction"})
"""Values of traits that an absence may have."""
DICTATED = 1.0
"""The confidence of what a user set by hand."""


@dataclass(frozen=True)
class CardLine:
    """One activity with the coverage that a confirmation would record."""

    activity: str
    coverage: Coverage
    span: Span
    quotations: tuple[Quotation, ...] = ()
    inferred: bool = False
    confidence: float = 0.0
    is_on_record: bool = False
    """Whether it was recorded before these words."""

    @property
    def is_quoted(self) -> bool:
        """Whether some words were given for it."""
        return bool(self.quotations)


@dataclass(frozen=True)
class Card:
    """Heard, not sure, a plan, not mentioned; the level comes last."""

    practice: str
    systems: tuple[str, ...]
    lines: tuple[CardLine, ...]
    plans: tuple[Statement, ...]
    unmentioned_systems: tuple[str, ...]
    """Systems that count and that nobody spoke of."""
    level: Range
    progress: Range
    reading_level: int | None
    traits: tuple[Trait, ...]
    open: tuple[OpenPoint, ...]
    unplaced: tuple[tuple[str, Quotation], ...] = ()
    """Systems that the answers name and that no line counts, with the words."""
    silent_first: tuple[str, ...] = ()
    """What nobody had mentioned before the first correction: systems and activities, in order."""

    @property
    def silent(self) -> tuple[str, ...]:
        """Systems and activities that nobody mentioned, each at its place however the card is corrected."""
        now = (*self.unmentioned_systems, *(x.activity for x in self.unmentioned))
        return (*self.silent_first, *(x for x in now if x not in self.silent_first))

    @property
    def heard(self) -> tuple[CardLine, ...]:
        """Lines with words that say so."""
        return tuple(x for x in self.lines if x.is_quoted and x.confidence >= SURE)

    @property
    def unsure(self) -> tuple[CardLine, ...]:
        """Lines with words that may say so."""
        return tuple(x for x in self.lines if x.is_quoted and x.confidence < SURE)

    @property
    def unmentioned(self) -> tuple[CardLine, ...]:
        """Lines that nobody spoke of, with what would be put."""
        return tuple(x for x in self.lines if not x.is_quoted)

    @property
    def coverages(self) -> dict[str, Coverage]:
        """What a confirmation records."""
        return {x.activity: x.coverage for x in self.lines}

    @property
    def inferred(self) -> tuple[str, ...]:
        """The activities recorded without a quotation."""
        return tuple(x.activity for x in self.unmentioned)


def draft(state: State, practice: Practice) -> Card | None:
    """The card of a practice from the answers since its last confirmation; None when all abstain.

    An answer that says what is different from last time goes on from what was said then.
    """
    drafts = state.practice(practice.id).drafts
    first = [x for x in drafts if not x.answer.corrects]
    card = _drafted(state, practice, drafts=drafts)
    if card is None or len(first) == len(drafts):
        return card
    before = _drafted(state, practice, drafts=first)
    return replace(card, silent_first=before.silent) if before else card


def _drafted(state: State, practice: Practice, *, drafts: Sequence[Draft]) -> Card | None:
    stands, systems = state.practice(practice.id), state.counted_systems(practice)
    heard = [(x.seq, r) for x in drafts if (r := x.answer.readings.get(practice.id))]
    readings = [reading for _, reading in heard]
    told = [r for r in readings if r.proposals]
    goes_on = any(x.answer.from_last_time and x.answer.practice in (None, practice.id) for x in drafts)
    last = stands.carried if goes_on else {}
    if not (told or last) or not systems:
        return None
    recorded = {a: claims[-1] for a, claims in stands.claims.items() if claims}
    lines = tuple(
        _line(
            a,
            _since(recorded.get(a.id), heard, activity=a, last=last.get(a.id)),
            systems=systems,
            on=state.today,
        )
        for a in practice.activities
    )
    low, high = ends({x.activity: x.span for x in lines})
    silent = _unmentioned(lines, told, systems=systems)
    unplaced = named_in(told, silent)
    return Card(
        practice=practice.id,
        systems=systems,
        lines=lines,
        plans=_unique_plans(readings, practice.id),
        unmentioned_systems=tuple(s for s in silent if s not in dict(unplaced)),
        level=Range(Fraction(earned(practice, low)), Fraction(earned(practice, high))),
        progress=Range(progress(practice, low), progress(practice, high)),
        reading_level=told[-1].level if told else None,
        traits=tuple(t for r in told for t in r.traits if r.level != 0 or t.value in ABSENT),
        open=told[-1].open if told else (),
        unplaced=unplaced,
    )


def named_in(readings: Iterable[Reading], systems: Sequence[str]) -> tuple[tuple[str, Quotation], ...]:
    """Each of the systems that an answer names literally, with the clause that names it last."""
    found: dict[str, Quotation] = {}
    clauses = (clause for r in readings for clause in re.finditer(r"[^.;\n!?]+", r.text))
    for clause, system in product(clauses, systems):
        if re.search(rf"(?<!\w){re.escape(system)}(?!\w)", clause[0], re.IGNORECASE):
            words = clause[0].strip()
            start = clause.start() + len(clause[0]) - len(clause[0].lstrip())
            found[system] = Quotation(text=words, start=start, end=start + len(words))
    return tuple((s, found[s]) for s in systems if s in found)


def as_stated(practice: Practice, level: int, *, systems: Sequence[str]) -> dict[str, Coverage]:
    """What 'it is level n' records: gate values up to it, none above."""
    return {
        a.id: stated(gate_value(lv.level, a.unit) if lv.level <= level else Ordinal.NONE, a, systems=systems)
        for lv in practice.levels
        for a in lv.activities
    }


def stated(ordinal: Ordinal, activity: Activity, *, systems: Sequence[str]) -> Coverage:
    """The coverage of an ordinal for which no system was named; `whole` knows none and all only."""
    if activity.unit is Unit.WHOLE and ordinal in (Ordinal.SOME, Ordinal.HALF):
        return Coverage(stated=_whole(activity))
    if activity.unit is not Unit.SYSTEMS:
        return Coverage(stated=ordinal)
    if ordinal is Ordinal.ALL:
        return Coverage(covered=tuple(systems))
    if ordinal is Ordinal.NONE:
        return Coverage(denied=tuple(systems))
    return Coverage(stated=ordinal, over=tuple(systems))


def _whole(activity: Activity) -> Ordinal:
    """A part of it opens level 1, as `some` would; above that a part of a yes is no."""
    return Ordinal.ALL if activity.id.endswith(".1") else Ordinal.NONE


def named(
    practice: Practice, activity_id: str, *, value: Ordinal | Sequence[str] | None, systems: Sequence[str]
) -> Coverage:
    """The coverage of exactly these systems, of an ordinal, or of 'don't know' (None)."""
    activity = next(a for a in practice.activities if a.id == activity_id)
    if value is None:
        return Coverage(is_unknown=True)
    if isinstance(value, Ordinal):
        return stated(value, activity, systems=systems)
    covered = tuple(s for s in systems if s in value)
    return Coverage(covered=covered, denied=tuple(s for s in systems if s not in value))


def decisive(card: Card, practice: Practice, *, asked: Iterable[str]) -> OpenPoint | None:
    """The one open point whose answer can still change the level; None when nothing can."""
    done = set(asked)
    level = int(card.level.low)
    unsettled = {x.activity for x in card.lines if not x.is_quoted or x.confidence < SURE}
    candidates = []
    if level < 3:
        following = practice.levels[level].activities
        blocked = any(_is_out_of_reach(card, a, level=level + 1) and a.id not in unsettled for a in following)
        candidates += [] if blocked else [a for a in following if _is_short(card, a, level=level + 1)]
    carrying = [a for lv in practice.levels[1:level] for a in lv.activities]
    candidates += [a for a in carrying if a.id in unsettled]
    order = {o.activity: place for place, o in enumerate(card.open)}
    best = sorted((a for a in candidates if a.id in unsettled - done), key=lambda a: order.get(a.id, 99))
    return OpenPoint(activity=best[0].id, question=best[0].question) if best else None


def _is_out_of_reach(card: Card, activity: Activity, *, level: int) -> bool:
    line = next(x for x in card.lines if x.activity == activity.id)
    return line.span.high.worth < gate_value(level, activity.unit).worth


def _is_short(card: Card, activity: Activity, *, level: int) -> bool:
    line = next(x for x in card.lines if x.activity == activity.id)
    return line.span.low.worth < gate_value(level, activity.unit).worth


@dataclass(frozen=True)
class _Proposed:
    """What stands on record for an activity, and what was proposed since."""

    recorded: Coverage | None
    proposals: tuple[Proposal, ...]
    is_on_record: bool
    """Whether `recorded` is on record, and not only said last time."""


def _since(
    claim: Claim | None,
    heard: Sequence[tuple[int, Reading]],
    *,
    activity: Activity,
    last: Coverage | None,
) -> _Proposed:
    """A claim silences what was proposed before it: 'don't know' to a follow-up stands against the draft.

    Without one, `last` stands: what was said last time, where an answer goes on from it.
    """
    newer = [r for seq, r in heard if claim is None or seq > claim.seq]
    proposals = tuple(p for r in newer for p in r.proposals if p.activity == activity.id)
    return _Proposed(claim.coverage if claim else last, proposals, is_on_record=claim is not None)


def _line(activity: Activity, told: _Proposed, *, systems: Sequence[str], on: date) -> CardLine:
    coverage, inferred, confidence = told.recorded, told.recorded is None, 0.0
    heard: list[tuple[Coverage, tuple[Quotation, ...]]] = []
    for proposal in told.proposals:
        if not proposal.quotations:
            if inferred:
                coverage = _better(
                    coverage, _coverage_of(proposal, activity, systems=systems), activity=activity
                )
            continue
        spoken = _coverage_of(proposal, activity, systems=systems)
        is_dictated = spoken.is_unknown and proposal.confidence >= DICTATED
        coverage = spoken if inferred or coverage is None or is_dictated else _overlay(coverage, spoken)
        heard.append((spoken, proposal.quotations))
        inferred, confidence = False, proposal.confidence
    coverage = coverage or Coverage(is_unknown=True)
    quotations = tuple(q for said, words in heard if not _is_overturned(said, coverage) for q in words)
    span = span_of(coverage, activity.unit, systems=systems, on=on)
    is_inferred, kept = inferred and not quotations, told.is_on_record and not quotations
    return CardLine(activity.id, coverage, span, quotations, is_inferred, confidence, is_on_record=kept)


def _is_overturned(said: Coverage, now: Coverage) -> bool:
    """Whether words said no where there is now nothing but a yes, or the other way round."""
    (was_yes, was_no), (is_yes, is_no) = _ways(said), _ways(now)
    return (was_yes, was_no, is_yes, is_no) in ((True, False, False, True), (False, True, True, False))


def _ways(coverage: Coverage) -> tuple[bool, bool]:
    """Whether it holds for something, and whether it is denied of something."""
    yes = bool(coverage.covered) or coverage.stated not in (None, Ordinal.NONE)
    return yes, bool(coverage.denied) or coverage.stated is Ordinal.NONE


def _better(old: Coverage | None, new: Coverage, *, activity: Activity) -> Coverage:
    """Of two inferred coverages the one that says more: a later answer adds to an earlier one."""
    if old is None or old.is_unknown:
        return new
    order = (old, new)
    ranked = [_worth(c) for c in order]
    return order[ranked.index(max(ranked))]


def _worth(coverage: Coverage) -> Fraction:
    if coverage.stated is not None:
        return coverage.stated.worth
    total = len(coverage.covered) + len(coverage.denied) + len(coverage.unknown)
    return Ordinal.of(len(coverage.covered), total).worth if total else Fraction(0)


def _coverage_of(proposal: Proposal, activity: Activity, *, systems: Sequence[str]) -> Coverage:
    """A proposal as a coverage: named systems marked, the others unknown."""
    spoken = {s for s in systems if s in proposal.systems}
    if proposal.coverage is None:
        names_some = spoken and proposal.confidence >= DICTATED and activity.unit is Unit.SYSTEMS
        return Coverage(unknown=tuple(spoken)) if names_some else Coverage(is_unknown=True)
    left_out = {s for s in systems if s in proposal.without}
    is_ordinal = not spoken and proposal.coverage in (Ordinal.SOME, Ordinal.HALF)
    if activity.unit is not Unit.SYSTEMS or is_ordinal or not spoken | left_out:
        return stated(proposal.coverage, activity, systems=systems)
    rest = set(systems) - spoken - left_out
    if proposal.coverage is Ordinal.NONE:
        return Coverage(denied=tuple(spoken | left_out), unknown=tuple(rest))
    if not spoken:
        return Coverage(covered=tuple(rest), denied=tuple(left_out))
    return Coverage(covered=tuple(spoken), denied=tuple(left_out - spoken), unknown=tuple(rest))


def _overlay(old: Coverage, new: Coverage) -> Coverage:
    """What was said before, corrected by what is said now."""
    if old.stated is not None or old.is_unknown or new.stated is not None or new.is_unknown:
        return old if new.is_unknown else new
    open_now = set() if new.covered or new.denied else set(new.unknown)
    covered = (set(old.covered) - set(new.denied) - open_now) | set(new.covered)
    denied = (set(old.denied) - covered - open_now) | set(new.denied)
    unknown = (set(old.unknown) | set(new.unknown)) - covered - denied
    return Coverage(
        covered=tuple(covered), denied=tuple(denied), unknown=tuple(unknown), exemptions=old.exemptions
    )


def _unmentioned(
    lines: Iterable[CardLine], readings: Iterable[Reading], *, systems: Sequence[str]
) -> tuple[str, ...]:
    spoken = {s for r in readings for p in r.proposals for s in (*p.systems, *p.without)}
    if not spoken:
        return ()
    silent = {s for x in lines if x.is_quoted for s in x.coverage.unknown}
    return tuple(s for s in systems if s in silent and s not in spoken)


def _unique_plans(readings: Iterable[Reading], practice: str) -> tuple[Statement, ...]:
    plans: Mapping[str, Statement] = {
        s.quotation.text: s
        for r in readings
        for s in r.statements
        if s.says is Says.PLAN and s.practice in (None, practice)
    }
    return tuple(plans.values())
