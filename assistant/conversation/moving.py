"""Moving about: back, undo, jump, a limit of time, practice by practice, levels out of sight."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.conversation.asking import back_to
from assistant.conversation.interviewer import (
    card_focus,
    card_of,
    drafted,
    in_scope,
    next_focus,
    phase_of,
    plan_time,
)
from assistant.conversation.pace import (
    go_on,
    present,
    show_card,
    stay,
)
from assistant.conversation.scoping import settle
from assistant.conversation.session import (
    Focus,
    LibraryDoor,
    Session,
    Shown,
    Where,
)
from assistant.conversation.speech import accept, join, line, say
from assistant.conversation.topics import find_practice
from model.deeds import Answered, Deed, Opened, Parked, Redacted, SaidUnknown, Undone
from model.errors import ActError
from model.fold import undone_by
from model.practice import PhaseId


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
    if focus.where in (Where.REASON, Where.EVIDENCE, Where.ROLE, Where.DONE):
        return None
    if focus.where is Where.PHASE and focus.phase:
        return focus if drafted(session, phase_of(session.catalogue, focus.phase)) else None
    if focus.where in (Where.CARD, Where.FOLLOW_UP) and focus.practice:
        where = Where.CARD if card_of(session, focus.practice) else Where.QUESTION
        return replace(focus, where=where, activity=None)
    return focus


def undo(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Take back the last act; what was recorded in one go is taken back in one go."""
    acts = session.ledger.acts
    undone = undone_by(acts)
    standing = [a for a in acts if a.seq not in undone and not isinstance(a.deed, Undone | Opened | Redacted)]
    if not standing:
        yield from stay(session, [line("undo.nothing"), *back_to(session)])
        return
    last = standing[-1]
    together = [a for a in standing if a.at == last.at and a.speaker == last.speaker]
    session = session.record(*(Undone(act=a.seq) for a in reversed(together)))
    session = replace(
        session, focus=Focus(Where.STORY, phase=_phase_of(session, last.deed)), asked=(), review=None
    )
    if len(together) == 1:
        session = _where_undone(session, last.deed)
    else:
        session = replace(session, focus=next_focus(session), rephrased=False)
    what = say(f"deed.{last.deed.kind.replace(' ', '-')}")
    several = len(together) > 1
    said = line("undo.several", what=what, count=len(together)) if several else line("undo.done", what=what)
    yield present(session, [said])


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
    if card_of(session, practice.id):
        yield from show_card(session, practice)
        return
    if not session.state.counted_systems(practice):
        raise ActError(
            say("error.left-out", practice=practice.name),
            say("error.left-out-do", cause="; ".join(dict.fromkeys(session.state.causes(practice).values()))),
        )
    yield present(session.at(Focus(Where.QUESTION, practice.primary_phase, practice=practice.id)))


def _into_phase(session: Session, phase_id: PhaseId) -> Focus:
    """Where a phase goes on; one that is done begins anew with its story."""
    here = replace(session, focus=Focus(Where.STORY, phase=phase_id))
    focus = next_focus(replace(here, box=None))
    if focus.phase is phase_id:
        return focus
    phase = phase_of(session.catalogue, phase_id)
    return Focus(Where.STORY, phase=phase_id, story=phase.stories[0].id)


def time(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """'I have 20 minutes with a data engineer': only what fits."""
    said = " ".join(accept(argument).split())[:200]
    match = re.fullmatch(
        r"(\d{1,3}) ?(?:minutes?|min)?(?: with)?(?: an?| the)?(?: (.+))?", said, re.IGNORECASE
    )
    if not match:
        yield from go_on(replace(session, box=None), [line("time.unlimited")])
        return
    box = plan_time(session, int(match.group(1)), role=(match.group(2) or "").lower())
    if not box.practices:
        roles = sorted({r for p in in_scope(session) for r in p.roles})
        raise ActError(say("error.time"), say("error.time-do", roles=join(roles)))
    names = join([session.catalogue.practice(i).name for i in box.practices])
    chosen = line("time.plan", minutes=box.minutes, count=len(box.practices), names=names)
    if not session.state.scope_settled:
        yield from settle(replace(session, box=box), (chosen,))
        return
    yield from go_on(replace(session, box=box), [chosen])


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
