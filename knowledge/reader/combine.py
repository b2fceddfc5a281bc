"""From what was heard and the chances of each level to proposals whose earned level is the level read."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.reader.hearing import Heard
from knowledge.reader.network import COVERAGES
from knowledge.reader.systems import quantity
from model.coverage import Ordinal, gate_value
from model.evidence import Quotation
from model.practice import Activity, Practice, Unit
from model.reading import Proposal, Says

Chances = NDArray[np.float64]
SPOKEN = 0.43
"""A statement with at least this much evidence for an activity speaks of it."""
FAR = 0.2
"""With this much for any activity, what is done counts for level 1."""
HEARD = (0.81, 4.43, -1.62)
"""What the network's log odds that an activity is spoken of count, the nearness of the words, and a constant;
fitted on hands that the network was not."""
NEARBY = 0.5
"""What nearness counts beside marked words when statements are compared."""
UNSURE = 0.45
"""The confidence of words that support more than the level that was read."""
SURE = 0.65
"""From here on what was heard of the organisation as a whole counts."""
MOST_QUOTED = 3
_About = tuple[list[int], int, "Heeded"]
_DENIES = (Says.DENIAL, Says.PAST, Says.PLAN)


@dataclass(frozen=True)
class Heeded:
    """What the network found for the activities of a practice."""

    coverages: NDArray[np.float32]
    """(activities, 6) chances, as `COVERAGES`."""
    evidence: NDArray[np.float32]
    """(statements, activities): the chance that an activity is spoken of, falling from its best statement."""

    def said(self, activity: int) -> float:
        """The chance that anything is said of an activity."""
        return float(self.evidence[:, activity].max(initial=0.0))

    def verdict(self, activity: int) -> str:
        """What is said of it, if anything is."""
        return COVERAGES[1 + int(self.coverages[activity, 1:].argmax())]


@dataclass(frozen=True)
class Support:
    """The statements that speak of one activity."""

    activity: Activity
    level: int
    facts: tuple[int, ...] = ()
    denials: tuple[int, ...] = ()
    unknowns: tuple[int, ...] = ()
    trust: float = 0.0
    """How sure it is that the words speak of this activity, 0 to 1."""
    included: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    said: Ordinal | None = None
    """The coverage that the words state; None where they state none."""

    @property
    def is_partial(self) -> bool:
        """Whether named systems show that it is not done for all."""
        named = bool(self.included or self.excluded)
        return named and self.activity.unit is Unit.SYSTEMS and self.said is not Ordinal.ALL


def weigh(
    words: NDArray[np.float32],
    near: NDArray[np.float32],
    *,
    said: NDArray[np.float32],
    counted: NDArray[np.bool_],
) -> NDArray[np.float32]:
    """The evidence for activities, (statements, activities); statements that do not count have none.

    `words`: how much of each statement the network marks; `near`: cosines; `said`: the network's chances.
    """
    if not counted.any():
        return np.zeros_like(words)
    log_odds = np.log(np.clip(said, 1e-4, 1 - 1e-4) / np.clip(1 - said, 1e-4, 1 - 1e-4))
    slope, nearness, constant = HEARD
    chance = 1 / (1 + np.exp(-(slope * log_odds + nearness * near[counted].max(axis=0) + constant)))
    score = np.where(counted[:, None], np.maximum(words + NEARBY * near, 0.0), 0.0)
    share = score / np.maximum(score.max(axis=0), 1e-6)
    return np.asarray(chance * share**2, dtype=np.float32)


def find_support(heard: Heard, found: Heeded, *, practice: Practice) -> list[Support]:
    """Per activity the statements for and against it."""
    rows = [_spoken(heard, found.evidence[:, n]) for n in range(len(practice.activities))]
    _give_first(rows, heard, found=found)
    return [
        _support(heard, activity, level=practice.level_of(activity.id), about=(rows[n], n, found))
        for n, activity in enumerate(practice.activities)
    ]


def _spoken(heard: Heard, evidence: NDArray[np.float32]) -> list[int]:
    """The statements that speak of one activity, the clearest first."""
    silent = (Says.GUIDANCE, Says.QUESTION, Says.NOTHING)
    spoken = [row for row, says in enumerate(heard.says) if says not in silent and evidence[row] >= SPOKEN]
    return sorted(spoken, key=lambda row: (-float(evidence[row]), row))


def _give_first(spoken: list[list[int]], heard: Heard, *, found: Heeded) -> None:
    """Level 1 asks only that it is done: whatever is done speaks of it, too.

    Where nothing speaks of any activity what comes nearest does: its level was read of some words.
    """
    near, claims = found.evidence.max(axis=1), heard.claims()
    done = {row for row in claims if near[row] >= FAR}
    if heard.is_bare_no or heard.is_flat_no:
        done |= set(range(len(heard.says)))
    if not done and not any(spoken):
        told = [row for row, says in enumerate(heard.says) if says in _DENIES or row in claims]
        done = {row for row in sorted(told, key=lambda row: -float(near[row]))[:1] if near[row] > 0}
    added = sorted(done - set(spoken[0]), key=lambda row: (-float(near[row]), row))
    spoken[0] += added


def _support(
    heard: Heard, activity: Activity, *, level: int, about: tuple[list[int], int, Heeded]
) -> Support:
    rows, place, found = about
    systems, verdict = heard.systems, found.verdict(place)
    is_denied = verdict == "none" and found.said(place) >= UNSURE
    facts = () if is_denied else tuple(r for r in rows if r in heard.claims())
    denials = tuple(r for r in rows if heard.says[r] in _DENIES or (is_denied and r in heard.claims()))
    denied = {s for r in denials if not heard.named[r].is_carried for s in heard.named[r].included}
    included = {s for r in facts for s in heard.named[r].included} - denied
    excluded = {s for r in (*facts, *denials) for s in heard.named[r].excluded} | denied
    heard_of = Ordinal(verdict) if verdict in ("some", "half", "all") and facts else None
    return Support(
        activity=activity,
        level=level,
        facts=facts,
        denials=denials,
        unknowns=tuple(r for r in rows if heard.says[r] is Says.UNKNOWN),
        trust=found.said(place),
        included=tuple(s for s in systems if s in included),
        excluded=tuple(s for s in systems if s in excluded - included),
        said=_said(heard, facts, included=included, systems=systems) or heard_of,
    )


def _said(
    heard: Heard, facts: Sequence[int], *, included: set[str], systems: Sequence[str]
) -> Ordinal | None:
    """Named systems count as they are; otherwise the widest word of quantity."""
    if included:
        return Ordinal.of(len(included), len(systems))
    words = [quantity(heard.pieces[row].context) for row in facts]
    stated = [word for word in words if word is not None]
    return max(stated, key=lambda o: o.worth) if stated else None


def bound(chances: Chances, supports: Sequence[Support], *, systems: Sequence[str]) -> Chances:
    """The chances with what named systems rule out moved down to the highest level that they leave."""
    out_of_reach = [s.level for s in supports if s.is_partial and s.level > 1]
    if _names_only_some(supports, systems):
        out_of_reach.append(2)
    most = min(out_of_reach, default=4) - 1
    moved = chances.copy()
    moved[most] += moved[most + 1 :].sum()
    moved[most + 1 :] = 0.0
    return moved


def _names_only_some(supports: Sequence[Support], systems: Sequence[str]) -> bool:
    """Whether all that is told is told of some of the systems: built in on one of them is level 1."""
    told = [s for s in supports if s.facts]
    named = {name for s in told for name in s.included}
    return bool(named) and len(named) < len(systems) and all(s.said is not Ordinal.ALL for s in told)


def propose(
    heard: Heard, supports: Sequence[Support], *, chances: Chances, level: int
) -> tuple[Proposal, ...]:
    """One proposal per activity; the level they earn is `level`."""
    proposals = [_propose(heard, support, chances=chances, level=level) for support in supports]
    proposals[0] = _carried(heard, proposals, unit=supports[0].activity.unit)
    above = [n for n, s in enumerate(supports) if s.level == level + 1]
    if above and all(_reaches(proposals[n], supports[n]) for n in above):
        weakest = min(above, key=lambda n: (proposals[n].confidence, n))
        proposals[weakest] = _weaken(proposals[weakest], supports[weakest].activity.unit, level=level)
    return tuple(proposals)


def _carried(heard: Heard, proposals: Sequence[Proposal], *, unit: Unit) -> Proposal:
    """Level 1, where no words are for it alone, is done for the systems for which more is done."""
    first, *others = proposals
    if not first.inferred or first.coverage is Ordinal.NONE or unit is not Unit.SYSTEMS:
        return first
    more = {name for each in others for name in each.systems}
    names = tuple(name for name in heard.systems if name in more)
    if not names:
        return first
    return first.model_copy(update={"systems": names, "coverage": Ordinal.of(len(names), len(heard.systems))})


def _reaches(proposal: Proposal, support: Support) -> bool:
    gate = gate_value(support.level, support.activity.unit)
    return proposal.coverage is not None and proposal.coverage.worth >= gate.worth


def _weaken(proposal: Proposal, unit: Unit, *, level: int) -> Proposal:
    """Words for an activity that the level as read does not reach: kept, but not sure."""
    partly = Ordinal.NONE if unit is Unit.WHOLE or level == 0 else Ordinal.HALF
    changes = {"coverage": partly, "confidence": min(proposal.confidence, UNSURE), "systems": ()}
    return proposal.model_copy(update=changes)


def _propose(heard: Heard, support: Support, *, chances: Chances, level: int) -> Proposal:
    reached = float(chances[support.level :].sum())
    if support.level <= level:
        return _within(heard, support, reached=reached)
    if support.facts and level > 0:
        return _above(heard, support, reached=reached)
    if support.facts or support.denials:
        rows = support.denials or support.facts
        sure = 1 - reached if support.denials else min(UNSURE, 1 - reached)
        plain = Proposal(activity=support.activity.id, coverage=Ordinal.NONE, confidence=_two(sure))
        return plain.model_copy(update={"quotations": _quote(heard, rows), "without": support.excluded})
    if support.unknowns:
        plain = Proposal(activity=support.activity.id, coverage=None, confidence=0.5)
        return plain.model_copy(update={"quotations": _quote(heard, support.unknowns)})
    return Proposal(
        activity=support.activity.id, coverage=Ordinal.NONE, inferred=True, confidence=_two(1 - reached)
    )


def _within(heard: Heard, support: Support, *, reached: float) -> Proposal:
    """An activity of a level that was read: its gate, or more where the words say more."""
    gate = gate_value(support.level, support.activity.unit)
    said = support.said if support.said and support.activity.unit is not Unit.WHOLE else gate
    coverage = max(gate, said, key=lambda o: o.worth)
    if not support.facts:
        return Proposal(
            activity=support.activity.id, coverage=coverage, inferred=True, confidence=_two(reached)
        )
    return _quoted(heard, support, coverage=coverage, trust=max(reached, support.trust))


def _above(heard: Heard, support: Support, *, reached: float) -> Proposal:
    """An activity ahead of the level: what the words say, none too much where they are vague."""
    coverage = support.said or Ordinal.SOME
    trust = max(support.trust, reached)
    if support.activity.unit is Unit.WHOLE:
        coverage = Ordinal.ALL if support.trust >= SURE else Ordinal.NONE
    return _quoted(heard, support, coverage=coverage, trust=trust)


def _quoted(heard: Heard, support: Support, *, coverage: Ordinal, trust: float) -> Proposal:
    names = support.included if support.activity.unit is Unit.SYSTEMS and coverage is not Ordinal.NONE else ()
    return Proposal(
        activity=support.activity.id,
        coverage=coverage,
        systems=names,
        without=support.excluded,
        quotations=_quote(heard, support.facts),
        confidence=_two(trust),
    )


def _quote(heard: Heard, rows: Sequence[int]) -> tuple[Quotation, ...]:
    return tuple(heard.pieces[row].quotation for row in rows[:MOST_QUOTED])


def _two(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)
