"""Moving about: back, undo, jump, practice by practice, levels out of sight."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.conversation.asking import back_to
from assistant.conversation.interviewer import (
    card_focus,
    card_of,
    drafted,
    is_reached,
    moves,
    next_focus,
    phase_of,
)
from assistant.conversation.pace import (
    go_on,
    present,
    show_card,
    stay,
)
from assistant.conversation.scoping import system_lines
from assistant.conversation.session import (
    Focus,
    LibraryDoor,
    Session,
    Shown,
    Where,
)
from assistant.conversation.speech import accept, line, say
from assistant.conversation.topics import find_practice
from model.assessment import Act
from model.deeds import Answered, Carried, Deed, Opened, Parked, Redacted, SaidUnknown, Undone
from model.errors import ActError
from model.fold import undone_by
from model.practice import PhaseId, Practice


def back(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Go back to the question before; what was recorded there is shown beside it."""
    trail = list(session.trail)
    while trail:
        focus = _again(session, trail.pop())
        if focus and focus != session.focus:
            yield present(replace(session, focus=focus, trail=tuple(trail), asked=(), rephrased=False))
            return
    yield from stay(session, [line("back.nothing"), *back_to(session)])


def _again(session: Session, focus: Focus) -> Focus | None:
    """An earlier focus as it can be taken up now: a card that was recorded becomes its question."""
    if focus.where in (Where.REASON, Where.EVIDENCE, Where.ROLE, Where.SPEAKER, Where.DONE):
        return None
    if not is_reached(session, focus):
        return None
    if focus.where is Where.PHASE and focus.phase:
        return focus if drafted(session, phase_of(session.catalogue, focus.phase)) else None
    if focus.where in (Where.CARD, Where.FOLLOW_UP) and focus.practice:
        where = Where.CARD if card_of(session, focus.practice) else Where.QUESTION
        return replace(focus, where=where, activity=None)
    return focus


def undo(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Take back the last act; what was recorded in one go is taken back in one go."""
    standing = _can_be_undone(session.ledger.acts)
    if not standing:
        yield from stay(session, [line("undo.nothing"), *back_to(session)])
        return
    last = standing[-1]
    together = [a for a in standing if a.at == last.at and a.speaker == last.speaker]
    after = session.record(*(Undone(act=a.seq) for a in reversed(together)))
    what = say(f"deed.{last.deed.kind.replace(' ', '-')}")
    several = len(together) > 1
    said = line("undo.several", what=what, count=len(together)) if several else line("undo.done", what=what)
    now = _after_undo(after, together)
    is_opening = now.focus.where is Where.SYSTEMS and now.state.named
    yield present(now, [said, *(system_lines(now, now) if is_opening else ())])


def _can_be_undone(acts: Sequence[Act]) -> list[Act]:
    """The acts that stand; not the opening with what it brought along, which no undo could bring back."""
    undone = undone_by(acts)
    opening = {acts[0].at, *(a.at for a in acts if isinstance(a.deed, Carried))}
    standing = (a for a in acts if a.seq not in undone and a.at not in opening)
    return [a for a in standing if not isinstance(a.deed, Undone | Opened | Redacted)]


def _after_undo(session: Session, together: Sequence[Act]) -> Session:
    """Where the talk goes on: what moved it is taken back there, anything else leaves it where it is."""
    last = together[-1].deed
    if not any(moves(a.deed) for a in together) and _holds(session, session.focus):
        return session
    session = replace(
        session, focus=Focus(Where.STORY, phase=_phase_of(session, last)), asked=(), review=None
    )
    if len(together) == 1:
        return _where_undone(session, last)
    return replace(session, focus=next_focus(session), rephrased=False)


def _holds(session: Session, focus: Focus) -> bool:
    """Whether a focus can stay as it is, now that something was taken back."""
    if not session.state.scope_settled or focus.where in (Where.SYSTEMS, Where.ROLE, Where.EVIDENCE):
        return False
    if not is_reached(session, focus):
        return False
    if focus.where in (Where.CARD, Where.FOLLOW_UP) and focus.practice:
        return card_of(session, focus.practice) is not None
    if focus.where is Where.PHASE and focus.phase:
        return bool(drafted(session, phase_of(session.catalogue, focus.phase)))
    return focus.where is not Where.DONE or next_focus(session).where is Where.DONE


def _where_undone(session: Session, deed: Deed) -> Session:
    """Where the act that was taken back had been made: its card, if there is one, else what is open."""
    practice_id = getattr(deed, "practice", None)
    if practice_id and not getattr(deed, "story", None) and not getattr(deed, "phase", None):
        practice = session.catalogue.practice(practice_id)
        stands = session.state.practice(practice_id)
        if stands.drafts and not stands.set_aside and card_of(session, practice_id):
            card = Focus(Where.CARD, practice.primary_phase, practice=practice_id)
            told = isinstance(deed, Answered | SaidUnknown | Parked)
            return replace(session, focus=card_focus(session, practice) if told else card)
    return replace(session, focus=next_focus(session), rephrased=False)


def _phase_of(session: Session, deed: Deed) -> PhaseId | None:
    phase = getattr(deed, "phase", None)
    practice_id = getattr(deed, "practice", None)
    if phase or not practice_id:
        return phase if isinstance(phase, PhaseId) else None
    return session.catalogue.practice(practice_id).primary_phase


def jump(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Go to a phase or a practice."""
    wanted = accept(argument).strip().strip(".?!")
    named = wanted.lower().replace(" ", "-")
    phase = next((p for p in session.catalogue.phases if named and named in p.id.value), None)
    if phase is not None:
        yield present(session.at(_into_phase(session, phase.id)))
        return
    practice = find_practice(session.catalogue, wanted)
    if practice is None:
        raise ActError(say("error.jump", name=wanted[:60]), say("error.jump-do"))
    _check_asked(session, practice)
    if card_of(session, practice.id):
        yield from show_card(session, practice)
        return
    yield present(session.at(Focus(Where.QUESTION, practice.primary_phase, practice=practice.id)))


def _check_asked(session: Session, practice: Practice) -> None:
    """ActError where a practice is not in question, with what would change that."""
    if practice not in session.state.assessed(session.catalogue):
        what = say("error.other-profile", practice=practice.name, profile=session.state.profile)
        if practice.provisional:
            raise ActError(what, say("error.provisional-do", practice=practice.name))
        raise ActError(what, say("error.other-profile-do", profile=practice.profile))
    if not session.state.counted_systems(practice):
        causes = dict.fromkeys(session.state.causes(practice).values())
        raise ActError(
            say("error.left-out", practice=practice.name), say("error.left-out-do", cause="; ".join(causes))
        )


def _into_phase(session: Session, phase_id: PhaseId) -> Focus:
    """Where a phase goes on; one that is done begins anew with its story."""
    here = replace(session, focus=Focus(Where.STORY, phase=phase_id))
    focus = next_focus(replace(here, box=None))
    if focus.phase is phase_id:
        return focus
    phase = phase_of(session.catalogue, phase_id)
    return Focus(Where.STORY, phase=phase_id, story=phase.stories[0].id)


def levels(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Hide or show levels."""
    hidden = not session.hides_levels
    yield from stay(
        replace(session, hides_levels=hidden), [line("levels.hidden" if hidden else "levels.shown")]
    )


def classic(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Practice by practice, or stories again."""
    turned = replace(session, is_classic=not session.is_classic)
    yield from go_on(turned, [line("classic.began" if turned.is_classic else "classic.ended")])
