"""Parked questions: which of them an act settles."""

from dataclasses import replace

from model.assessment import Draft, State
from model.deeds import Confirmed, CoveragesSet, LevelSet, Parked, SaidNotApplicable

Settling = Confirmed | LevelSet | CoveragesSet | SaidNotApplicable


def without_answered(state: State, deed: Settling) -> State:
    """The state, with the parked questions that a deed settles put away."""
    drafts = state.practice(deed.practice).drafts
    answered = tuple(kept for kept in state.parked if _settles(deed, kept, drafts=drafts))
    if not answered:
        return state
    waiting = tuple(kept for kept in state.parked if kept not in answered)
    return replace(state, parked=waiting, answered=(*state.answered, *answered))


def _settles(deed: Settling, kept: tuple[int, Parked], *, drafts: tuple[Draft, ...]) -> bool:
    """Whether a deed answers a question: what it asks about is no longer unknown.

    A practice that was parked with its card still waits once that card is recorded: nobody was asked yet.
    """
    seq, parked = kept
    if parked.practice != deed.practice:
        return False
    if isinstance(deed, SaidNotApplicable | LevelSet):
        return True
    if parked.activity:
        told = deed.coverages.get(parked.activity)
        return told is not None and not told.is_unknown and not told.unknown
    if parked.system:
        return not any(parked.system in coverage.unknown for coverage in deed.coverages.values())
    is_asked = not drafts or any(draft.seq > seq for draft in drafts)
    return is_asked or isinstance(deed, CoveragesSet)
