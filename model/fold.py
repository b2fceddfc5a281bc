"""The fold that makes an assessment's state of its acts."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeVar

from model import deeds as d
from model.assessment import UNNAMED, Act, Claim, Decided, Draft, PracticeState, State
from model.coverage import Coverage
from model.decisions import CapacitySet, PracticeExcluded, StepAgreed, StepPut
from model.parking import without_answered

Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept")


def undone_by(acts: Iterable[Act]) -> frozenset[int]:
    """The sequence numbers of acts that were taken back; an undo that was undone takes nothing back."""
    undone: set[int] = set()
    for act in sorted(acts, key=lambda a: -a.seq):
        if isinstance(act.deed, d.Undone) and act.seq not in undone:
            undone.add(act.deed.act)
    return frozenset(undone)


def fold(acts: Iterable[Act]) -> State:
    """The state after `acts`, in order; acts that were undone count for nothing."""
    acts = tuple(acts)
    undone = undone_by(acts)
    state = State()
    for act in acts:
        state = _advance(state, act) if act.seq in undone else apply(state, act)
    return state


def apply(state: State, act: Act) -> State:
    """The state after one more act; undoing needs a new fold."""
    step = _STEPS.get(type(act.deed))
    return _advance(step(state, act, deed=act.deed) if step else state, act)


def _advance(state: State, act: Act) -> State:
    speakers = state.speakers if act.speaker in state.speakers else (*state.speakers, act.speaker)
    return replace(state, speakers=speakers, last_at=act.at, count=act.seq)


def _with(state: State, practice_id: str, **changes: Any) -> State:
    changed = replace(state.practice(practice_id), **changes)
    return replace(state, practices=MappingProxyType({**state.practices, practice_id: changed}))


def _opened(state: State, _: Act, *, deed: d.Opened) -> State:
    return replace(state, name=deed.name, profile=deed.profile, catalogue=deed.catalogue, origin=deed.origin)


def _system_added(state: State, _: Act, *, deed: d.SystemAdded) -> State:
    kept = (UNNAMED,) if not state.named and any(p.claims for p in state.practices.values()) else state.named
    others = tuple(s for s in kept if s.name != deed.system.name)
    return replace(state, named=(*others, deed.system))


def _system_changed(state: State, _: Act, *, deed: d.SystemChanged) -> State:
    named = tuple(deed.system if s.name == deed.name else s for s in state.systems)
    renamed = replace(state, named=named)
    if deed.system.name == deed.name:
        return renamed
    old, new = deed.name, deed.system.name
    return _rewrite(renamed, lambda c: c.renamed(old, new), name=lambda n: new if n == old else n)


def _system_removed(state: State, _: Act, *, deed: d.SystemRemoved) -> State:
    named = tuple(s for s in state.named if s.name != deed.name)
    removed = replace(state, named=named)
    return _rewrite(removed, lambda c: c.without(deed.name), name=lambda n: None if n == deed.name else n)


def _rewrite(
    state: State, change: Callable[[Coverage], Coverage], *, name: Callable[[str], str | None]
) -> State:
    """Carry a change of scope into everything that names a system; `name` gives None for one that left."""
    for practice_id, stands in state.practices.items():
        claims = {
            activity: tuple(replace(c, coverage=change(c.coverage)) for c in claims)
            for activity, claims in stands.claims.items()
        }
        rulings = {name(n): r for n, r in stands.counted.items()}
        state = _with(
            state,
            practice_id,
            claims=claims,
            counted={n: r for n, r in rulings.items() if n},
            carried={a: change(c) for a, c in stands.carried.items()},
            evidence=tuple(e for given in stands.evidence if (e := _renamed_proof(given, name))),
        )
    return state


def _renamed_proof(given: d.EvidenceGiven, name: Callable[[str], str | None]) -> d.EvidenceGiven | None:
    """A proof under the systems' new names; None when all that it spoke of have left."""
    systems = tuple(n for system in given.systems if (n := name(system)))
    return None if given.systems and not systems else given.model_copy(update={"systems": systems})


def _counted(state: State, _: Act, *, deed: d.Counted) -> State:
    stands = state.practice(deed.practice)
    return _with(state, deed.practice, counted={**stands.counted, deed.system: deed})


def _target_set(state: State, act: Act, *, deed: d.TargetSet) -> State:
    return replace(
        state, targets=MappingProxyType({**state.targets, deed.practice: Decided(deed, act.speaker, act.at)})
    )


def _answered(state: State, act: Act, *, deed: d.Answered) -> State:
    if deed.story:
        state = replace(state, stories=state.stories | {deed.story})
    read = {*deed.readings, *deed.read_for} | ({deed.practice} if deed.practice else set())
    for practice_id in sorted(read):
        stands = state.practice(practice_id)
        heard = Draft(act.seq, act.speaker.name, deed)
        state = _with(state, practice_id, drafts=(*stands.drafts, heard), set_aside=False)
    return state


def _claimant(stands: PracticeState, act: Act) -> str:
    """Whose claim a confirmation makes: the answerer's where one person answered, else the speaker's."""
    heard = {draft.speaker for draft in stands.drafts} if isinstance(act.deed, d.Confirmed) else set()
    return heard.pop() if len(heard) == 1 else act.speaker.name


def _record(state: State, act: Act, *, coverages: Mapping[str, Coverage], alone: bool) -> State:
    """Record coverages of one practice; `alone` silences what other speakers said."""
    deed: Any = act.deed
    stands = state.practice(deed.practice)
    speaker = _claimant(stands, act)
    claims = dict(stands.claims)
    for activity, coverage in coverages.items():
        others = () if alone else tuple(c for c in claims.get(activity, ()) if c.speaker != speaker)
        claims[activity] = (*others, Claim(speaker, act.seq, coverage))
    vouched = {a: who for a, who in stands.vouched.items() if a not in coverages}
    return _with(
        state,
        deed.practice,
        claims=claims,
        vouched=vouched,
        not_applicable=None,
        level_set=None,
        drafts=(),
        carried={a: c for a, c in stands.carried.items() if a not in coverages},
        set_aside=False,
        reopened="",
        settled_at=act.seq,
    )


def _confirmed(state: State, act: Act, *, deed: d.Confirmed) -> State:
    return _record(without_answered(state, deed), act, coverages=deed.coverages, alone=False)


def _level_set(state: State, act: Act, *, deed: d.LevelSet) -> State:
    recorded = _record(without_answered(state, deed), act, coverages=deed.coverages, alone=True)
    return _with(recorded, deed.practice, level_set=deed)


def _coverages_set(state: State, act: Act, *, deed: d.CoveragesSet) -> State:
    return _record(without_answered(state, deed), act, coverages=deed.coverages, alone=deed.rules)


def _said_unknown(state: State, act: Act, *, deed: d.SaidUnknown) -> State:
    unknown = {activity: Coverage(is_unknown=True) for activity in deed.activities}
    before = state.practice(deed.practice)
    recorded = _record(state, act, coverages=unknown, alone=False)
    if not deed.follows_up:
        return recorded
    return _with(recorded, deed.practice, drafts=before.drafts, settled_at=before.settled_at)


def _set_aside(state: State, _: Act, *, deed: d.SetAside) -> State:
    if deed.story:
        state = replace(state, stories=state.stories | {deed.story})
    if not deed.practice:
        return state
    is_settled = bool(state.practice(deed.practice).reopened)
    return _with(state, deed.practice, set_aside=not is_settled, reopened="")


def _said_na(state: State, act: Act, *, deed: d.SaidNotApplicable) -> State:
    return _with(
        without_answered(state, deed),
        deed.practice,
        not_applicable=deed.reason,
        na_note=deed.note,
        drafts=(),
        set_aside=False,
        reopened="",
        settled_at=act.seq,
    )


def _evidence(state: State, _: Act, *, deed: d.EvidenceGiven) -> State:
    standing = (given for given in state.practice(deed.practice).evidence if not deed.replaces(given))
    return _with(state, deed.practice, evidence=(*standing, deed))


def _vouched(state: State, act: Act, *, deed: d.Vouched) -> State:
    stands = state.practice(deed.practice)
    others = {
        a
        for a in deed.activities
        if a in stands.claims and all(c.speaker != act.speaker.name for c in stands.claims[a])
    }
    return _with(
        state, deed.practice, vouched={**stands.vouched, **dict.fromkeys(sorted(others), act.speaker.name)}
    )


def _carried(state: State, _: Act, *, deed: d.Carried) -> State:
    return _with(state, deed.practice, carried=deed.coverages, last_time=deed)


def _practice_requested(state: State, _: Act, *, deed: d.PracticeRequested) -> State:
    others = state.requested - {deed.practice}
    return replace(state, requested=others | {deed.practice} if deed.is_wanted else others)


def _reopened(state: State, _: Act, *, deed: d.Reopened) -> State:
    for practice_id in deed.practices:
        state = _with(state, practice_id, reopened=deed.because, set_aside=False)
    return state


def _with_or_without(kept: Mapping[Key, Kept], key: Key, *, value: Kept, stands: bool) -> Mapping[Key, Kept]:
    """The mapping with the value, which comes last, or without its key."""
    others = {k: v for k, v in kept.items() if k != key}
    return MappingProxyType(others | {key: value} if stands else others)


def _step_agreed(state: State, act: Act, *, deed: StepAgreed) -> State:
    said = Decided(deed, act.speaker, act.at)
    step = (deed.practice, deed.level)
    return replace(state, agreed=_with_or_without(state.agreed, step, value=said, stands=not deed.is_empty))


def _excluded(state: State, act: Act, *, deed: PracticeExcluded) -> State:
    said = Decided(deed, act.speaker, act.at)
    kept = _with_or_without(state.left_out, deed.practice, value=said, stands=deed.is_out)
    return replace(state, left_out=kept)


def _step_put(state: State, act: Act, *, deed: StepPut) -> State:
    said = Decided(deed, act.speaker, act.at)
    step = (deed.practice, deed.level)
    return replace(state, put=_with_or_without(state.put, step, value=said, stands=deed.wave is not None))


_STEPS: dict[type, Callable[..., State]] = {
    d.Opened: _opened,
    d.Renamed: lambda s, _, *, deed: replace(s, name=deed.name),
    d.ProfileChosen: lambda s, _, *, deed: replace(s, profile=deed.profile),
    d.SystemAdded: _system_added,
    d.SystemChanged: _system_changed,
    d.SystemRemoved: _system_removed,
    d.ScopeSettled: lambda s, _, *, deed: replace(s, scope_settled=True),
    d.Counted: _counted,
    d.TargetSet: _target_set,
    d.Answered: _answered,
    d.Confirmed: _confirmed,
    d.LevelSet: _level_set,
    d.CoveragesSet: _coverages_set,
    d.SaidUnknown: _said_unknown,
    d.SetAside: _set_aside,
    d.SaidNotApplicable: _said_na,
    d.Parked: lambda s, act, *, deed: replace(s, parked=(*s.parked, (act.seq, deed))),
    d.Noted: lambda s, act, *, deed: replace(s, notes=(*s.notes, (act.seq, act.speaker.name, deed))),
    d.EvidenceGiven: _evidence,
    d.Vouched: _vouched,
    d.Carried: _carried,
    d.PracticeRequested: _practice_requested,
    d.AtlasUsed: lambda s, _, *, deed: replace(s, adopted=deed.release),
    d.Reopened: _reopened,
    StepAgreed: _step_agreed,
    PracticeExcluded: _excluded,
    StepPut: _step_put,
    CapacitySet: lambda s, act, *, deed: replace(s, capacity=Decided(deed, act.speaker, act.at)),
}
