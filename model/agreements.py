"""The plan that the record holds: the roadmap under the users' orders, with who does what by when."""

from collections.abc import Iterator
from dataclasses import replace

from model.assessment import State, Step
from model.catalogue import Catalogue
from model.orders import NO_ORDERS, Orders, orders_of
from model.planning import LEVELS
from model.roadmap import DEFAULT_CAPACITY, Closed, Roadmap, plan
from model.scoring import Scorecard, score


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
        replace(w, steps=tuple(replace(s, agreed=agreed.get((s.practice, s.after))) for s in w.steps))
        for w in roadmap.waves
    )
    unplaced = tuple(replace(u, agreed=agreed.get((u.practice, u.after))) for u in roadmap.unplaced)
    closed = tuple(_closed(state, scored, roadmap=roadmap))
    return replace(roadmap, waves=waves, unplaced=unplaced, closed=closed)


def _closed(state: State, card: Scorecard, *, roadmap: Roadmap) -> Iterator[Closed]:
    """What was agreed of steps that the roadmap does not hold any more."""
    planned = {(s.practice, s.after) for w in roadmap.waves for s in w.steps}
    planned |= {(u.practice, u.after) for u in roadmap.unplaced}
    scores = {p.id: p for p in card.practices}
    for step, said in state.agreed.items():
        if step in planned:
            continue
        scored = scores.get(step[0])
        is_earned = scored is not None and scored.applicable and scored.earned.low >= step[1]
        yield Closed(said.deed, "earned" if is_earned else "not-wanted")


def waves_of(roadmap: Roadmap) -> dict[Step, int]:
    """By step, the number of its wave."""
    return {(s.practice, s.after): n for n, w in enumerate(roadmap.waves, 1) for s in w.steps}


def hindrance(roadmap: Roadmap, catalogue: Catalogue, *, step: Step, wave: int) -> str:
    """Why a step that was put into a wave does not stand there, coded; nothing where it does."""
    waves = waves_of(roadmap)
    if waves.get(step) == wave:
        return ""
    if step not in waves:
        causes = {(u.practice, u.after): u.cause for u in roadmap.unplaced}
        return causes.get(step, "not-wanted")
    blockers = (f"{i}@{n}" for i, n in _needed(roadmap, catalogue, step=step) if waves.get((i, n), 0) > wave)
    return next((f"blocked:{blocker}" for blocker in blockers), f"full:{wave}")


def brought_along(roadmap: Roadmap, catalogue: Catalogue, *, step: Step, wave: int) -> tuple[Step, ...]:
    """What must come before a step, at any remove, and stands later than the wave; in order."""
    waves = waves_of(roadmap)
    found: set[Step] = set()
    looked_at = [step]
    while looked_at:
        needed = _needed(roadmap, catalogue, step=looked_at.pop())
        fresh = {need for need in needed if need not in found and waves.get(need, 0) > wave}
        found |= fresh
        looked_at += fresh
    return tuple(sorted(found, key=lambda each: (waves[each], each)))


def _needed(roadmap: Roadmap, catalogue: Catalogue, *, step: Step) -> Iterator[Step]:
    """What comes before a step: the level below, prerequisites, level 1 everywhere before level 3."""
    practice, level = step
    yield practice, level - 1
    for need in catalogue.practice(practice).prerequisites:
        if need.before == level:
            yield need.practice, need.level
    if level == LEVELS:
        yield from ((s.practice, 1) for w in roadmap.waves for s in w.steps if s.after == 1)
