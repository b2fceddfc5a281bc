"""The plan that the record holds: the roadmap under the users' orders, with who does what by when."""

from collections.abc import Iterator
from dataclasses import replace

from model.assessment import State, Step
from model.catalogue import Catalogue
from model.orders import NO_ORDERS, Orders, orders_of
from model.planning import LEVELS
from model.roadmap import DEFAULT_CAPACITY, Closed, Roadmap, plan
from model.scoring import PracticeScore, Scorecard, ends, is_met, score


def plan_of(
    state: State,
    catalogue: Catalogue,
    *,
    capacity: int | None = None,
    orders: Orders = NO_ORDERS,
    card: Scorecard | None = None,
) -> Roadmap:
    """The one plan that every front end shows; another capacity and more orders are a what-if on top."""
    scored = card or score(state, catalogue)
    held = capacity or (state.capacity.deed.capacity if state.capacity else DEFAULT_CAPACITY)
    roadmap = plan(scored, catalogue, capacity=held, orders=orders_of(state).under(orders))
    agreed = {step: said.deed for step, said in state.agreed.items()}
    waves = tuple(
        replace(w, steps=tuple(replace(s, agreed=agreed.get(s.named)) for s in w.steps))
        for w in roadmap.waves
    )
    unplaced = tuple(replace(u, agreed=agreed.get(u.named)) for u in roadmap.unplaced)
    closed = tuple(_closed(state, scored, catalogue=catalogue, roadmap=roadmap))
    return replace(roadmap, waves=waves, unplaced=unplaced, closed=closed)


def _closed(state: State, card: Scorecard, *, catalogue: Catalogue, roadmap: Roadmap) -> Iterator[Closed]:
    """What was agreed of steps that the roadmap does not hold any more."""
    planned = {s.named for w in roadmap.waves for s in w.steps} | {u.named for u in roadmap.unplaced}
    scores = {p.id: p for p in card.practices if p.applicable}
    for (practice, level), said in state.agreed.items():
        if (practice, level) in planned:
            continue
        scored = scores.get(practice)
        yield Closed(said.deed, _over(scored, catalogue, level=level) if scored else "not-wanted")


def _over(scored: PracticeScore, catalogue: Catalogue, *, level: int) -> str:
    """Why nothing is left to do for a level of a practice that applies."""
    if scored.earned.low >= level:
        return "earned"
    asked = catalogue.practice(scored.id).levels[level - 1]
    return "met" if is_met(asked, ends(scored.spans)[0]) else "not-wanted"


def waves_of(roadmap: Roadmap) -> dict[Step, int]:
    """By every level that a step reaches, the number of its wave."""
    return {
        (s.practice, level): number
        for number, wave in enumerate(roadmap.waves, 1)
        for s in wave.steps
        for level in range(s.before + 1, s.after + 1)
    }


def hindrance(roadmap: Roadmap, catalogue: Catalogue, *, step: Step, wave: int) -> str:
    """Why a step that was put into a wave does not stand there, coded; nothing where it does."""
    waves = waves_of(roadmap)
    if waves.get(step) == wave:
        return ""
    if step not in waves:
        causes = {u.named: u.cause for u in roadmap.unplaced}
        return causes.get(step, "not-wanted")
    blockers = (f"{i}@{n}" for i, n in _needed(roadmap, catalogue, step=step) if waves.get((i, n), 0) > wave)
    return next((f"blocked:{blocker}" for blocker in blockers), f"full:{wave}")


def brought_along(roadmap: Roadmap, catalogue: Catalogue, *, step: Step, wave: int) -> tuple[Step, ...]:
    """What must come before a step, at any remove, and stands later than the wave; in order."""
    waves, named = waves_of(roadmap), _named(roadmap)
    found: set[Step] = set()
    looked_at = [step]
    while looked_at:
        needed = _needed(roadmap, catalogue, step=looked_at.pop())
        fresh = {named[need] for need in needed if waves.get(need, 0) > wave} - found
        found |= fresh
        looked_at += fresh
    return tuple(sorted(found, key=lambda each: (waves[each], each)))


def _named(roadmap: Roadmap) -> dict[Step, Step]:
    """By every level that a step reaches, the step."""
    steps = (s for wave in roadmap.waves for s in wave.steps)
    return {(s.practice, level): s.named for s in steps for level in range(s.before + 1, s.after + 1)}


def _needed(roadmap: Roadmap, catalogue: Catalogue, *, step: Step) -> Iterator[Step]:
    """What comes before a step: the level below, prerequisites, level 1 everywhere before level 3."""
    practice, level = step
    yield practice, level - 1
    for need in catalogue.practice(practice).prerequisites:
        if need.before == level:
            yield need.practice, need.level
    if level == LEVELS:
        yield from (s.named for w in roadmap.waves for s in w.steps if not s.before)
