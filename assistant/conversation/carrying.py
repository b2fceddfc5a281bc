"""What a new assessment takes over from an earlier one: facts and settings; what was said waits for a yes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from assistant.conversation.speech import say
from model.assessment import Act, PracticeState, Speaker, State
from model.coverage import joined
from model.deeds import (
    Carried,
    Counted,
    Deed,
    Parked,
    PracticeRequested,
    ScopeSettled,
    SystemAdded,
    TargetSet,
)


class NewLedger(Protocol):
    """A ledger that was begun a moment ago."""

    @property
    def acts(self) -> tuple[Act, ...]:
        """Every act so far."""
        ...

    def append(
        self, deeds: Sequence[Deed], speaker: Speaker, *, at: datetime | None = None
    ) -> tuple[Act, ...]:
        """Record deeds as done at a time."""
        ...


def bring(ledger: NewLedger, earlier: State, *, known: set[str], speaker: Speaker) -> tuple[Deed, ...]:
    """Record in a new assessment what comes along from an earlier one, as part of its beginning."""
    brought = tuple(carried(earlier, known))
    ledger.append(brought, speaker, at=ledger.acts[0].at)
    return brought


def carried(state: State, known: set[str]) -> Iterator[Deed]:
    """Scope, rulings, targets, plan, parked questions, and what was said, not yet reconfirmed."""
    yield from (SystemAdded(system=s) for s in state.named)
    if state.named:
        yield ScopeSettled()
    yield from (PracticeRequested(practice=i) for i in sorted(state.requested & known))
    for practice, stands in state.practices.items():
        if practice in known:
            yield from stands.counted.values()
    yield from _decided(state, known)
    for practice, stands in state.practices.items():
        if practice in known:
            yield from _said(practice, stands)
    yield from (parked for _, parked in state.parked if parked.practice in known)


def _decided(state: State, known: set[str]) -> Iterator[Deed]:
    decided = (state.targets, state.agreed, state.left_out, state.put)
    deeds = (said.deed for kept in decided for said in kept.values())
    yield from (deed for deed in deeds if deed.practice in known)
    if state.capacity:
        yield state.capacity.deed


def _said(practice: str, stands: PracticeState) -> Iterator[Deed]:
    """The coverages and the judgement or ruling with its reason; what nobody reconfirmed goes on waiting."""
    coverages = {
        a: joined([claim.coverage for claim in claims]) for a, claims in stands.claims.items() if claims
    }
    if stands.not_applicable:
        yield Carried(
            practice=practice, coverages={}, not_applicable=stands.not_applicable, note=stands.na_note
        )
    elif stands.level_set:
        level, reason = stands.level_set.level, stands.level_set.reason
        yield Carried(practice=practice, coverages=coverages, level=level, reason=reason)
    elif coverages:
        yield Carried(practice=practice, coverages=coverages)
    elif stands.last_time:
        yield stands.last_time.model_copy(update={"coverages": dict(stands.carried)})


_KINDS: Mapping[type, str] = {
    SystemAdded: "systems",
    Counted: "rulings",
    PracticeRequested: "requested",
    TargetSet: "targets",
    Parked: "parked",
}


def counts(deeds: Iterable[Deed]) -> dict[str, int]:
    """How many of each kind came along; what else there is was decided about the roadmap."""
    return dict(Counter(_kind(deed) for deed in deeds if not isinstance(deed, ScopeSettled)))


def _kind(deed: Deed) -> str:
    if isinstance(deed, Carried):
        return "not-applicable" if deed.not_applicable else "answers"
    return _KINDS.get(type(deed), "plan")


def brought_words(deeds: Iterable[Deed], *, old: str = "") -> str:
    """One line that says what came along."""
    found, old = counts(deeds), old or say("brought.before")
    what = ", ".join(say(f"brought-kind.{kind}", count=count) for kind, count in found.items())
    return say("brought.from", old=old, what=what) if what else say("brought.nothing", old=old)
