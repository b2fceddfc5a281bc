"""What to ask next, and how the question is put."""

from collections.abc import Iterable

from assistant.conversation.session import (
    Focus,
    Line,
    LineStyle,
    Session,
    TimeBox,
    Where,
)
from assistant.conversation.speech import join, line
from model.card import Card, draft
from model.practice import Catalogue, Phase, Practice, Story
from model.scoring import score


def practice_in_focus(session: Session) -> Practice | None:
    """The practice that the conversation is about."""
    return session.catalogue.practice(session.focus.practice) if session.focus.practice else None


def phase_of(catalogue: Catalogue, phase_id: str) -> Phase:
    """The phase with this id; KeyError when there is none."""
    for phase in catalogue.phases:
        if phase.id == phase_id:
            return phase
    raise KeyError(phase_id)


def story_of(catalogue: Catalogue, story_id: str) -> tuple[Phase, Story]:
    """A story and its phase; KeyError when there is none."""
    for phase in catalogue.phases:
        for story in phase.stories:
            if story.id == story_id:
                return phase, story
    raise KeyError(story_id)


def in_scope(session: Session) -> tuple[Practice, ...]:
    """The practices of the profile that apply to some system."""
    profile = session.catalogue.in_profile(session.state.profile)
    return tuple(p for p in profile if session.state.counted_systems(p))


def is_open(session: Session, practice: Practice) -> bool:
    """Whether it is still to be asked about in this sitting."""
    stands = session.state.practice(practice.id)
    within = session.box is None or practice.id in session.box.practices
    return within and not stands.is_settled and not stands.set_aside


def card_of(session: Session, practice_id: str) -> Card | None:
    """The pending card of a practice."""
    return draft(session.state, session.catalogue.practice(practice_id))


def drafted(session: Session, phase: Phase) -> tuple[Practice, ...]:
    """The practices with a pending card that a confirmation of the phase would record."""
    told = {i for story in phase.stories for i in story.practices}
    here = [p for p in in_scope(session) if p.primary_phase is phase.id or p.id in told]
    pending = [p for p in here if session.state.practice(p.id).drafts and not _is_elsewhere(session, p, phase)]
    return tuple(p for p in pending if card_of(session, p.id))


def _is_elsewhere(session: Session, practice: Practice, phase: Phase) -> bool:
    """A practice drafted early is confirmed where it is asked, unless it was told of here."""
    if practice.primary_phase is phase.id:
        return False
    return not any(x.answer.phase is phase.id for x in session.state.practice(practice.id).drafts)


def next_focus(session: Session) -> Focus:
    """The next thing to ask, phase by phase; done when nothing is open."""
    if not session.state.scope_settled:
        return Focus(Where.SYSTEMS)
    for phase in session.catalogue.phases:
        if focus := _in_phase(session, phase):
            return focus
    return Focus(Where.DONE)


def _in_phase(session: Session, phase: Phase) -> Focus | None:
    if not session.is_classic and session.box is None:
        for story in phase.stories:
            if _wants_story(session, phase, story):
                return Focus(Where.STORY, phase=phase.id, story=story.id)
    pending = drafted(session, phase)
    if len(pending) > 1:
        return Focus(Where.PHASE, phase=phase.id)
    if pending:
        return Focus(Where.CARD, phase=phase.id, practice=pending[0].id)
    waiting = [p for p in in_scope(session) if p.primary_phase is phase.id and is_open(session, p)]
    if session.box is not None:
        waiting.sort(key=lambda p: session.box.practices.index(p.id) if session.box else 0)
    return Focus(Where.QUESTION, phase=phase.id, practice=waiting[0].id) if waiting else None


def _wants_story(session: Session, phase: Phase, story: Story) -> bool:
    if story.id in session.state.stories:
        return False
    scope = in_scope(session)
    told = [p for p in scope if p.id in story.practices]
    lends_only = not any(p.primary_phase is phase.id for p in scope)
    untold = [p for p in told if is_open(session, p) and not session.state.practice(p.id).drafts]
    return bool(untold) or (lends_only and bool(told))


def plan_time(session: Session, minutes: int, role: str) -> TimeBox:
    """The practices that a role knows about and that narrow the overall range most, within the minutes."""
    card = score(session.state, session.catalogue)
    known = [p for p in in_scope(session) if not session.state.practice(p.id).is_settled]
    if role:
        known = [p for p in known if any(role.lower() in r or r in role.lower() for r in p.roles)]
    width = {s.id: s.progress.high - s.progress.low for s in card.practices}
    chosen: list[str] = []
    left = minutes
    for practice in sorted(known, key=lambda p: (-width[p.id], p.minutes, p.id)):
        if practice.minutes <= left:
            chosen.append(practice.id)
            left -= practice.minutes
    return TimeBox(role, minutes, tuple(chosen))


def minutes_left(session: Session) -> int:
    """How long the open questions take, by the catalogue's estimates."""
    return sum(p.minutes for p in in_scope(session) if is_open(session, p))


def question_lines(session: Session) -> tuple[Line, ...]:
    """The pending question, in full."""
    return tuple(_QUESTIONS.get(session.focus.where, _nothing)(session))


def _nothing(_: Session) -> Iterable[Line]:
    return ()


def _story(session: Session) -> Iterable[Line]:
    phase, story = story_of(session.catalogue, session.focus.story or "")
    open_here = [p for p in in_scope(session) if p.id in story.practices]
    yield line(
        "story.heading",
        LineStyle.HEADING,
        phase=phase.name,
        names=join([p.name for p in open_here], 4),
        minutes=max(2, len(open_here) + 1),
    )
    yield Line(story.rephrased if session.rephrased else story.request, LineStyle.QUESTION)
    names = tuple(s.name for s in session.state.named)
    if names:
        yield line("story.systems", LineStyle.HINT, systems=join(names))
    yield line("story.hint", LineStyle.HINT)


def _question(session: Session) -> Iterable[Line]:
    practice = practice_in_focus(session)
    assert practice is not None
    phase = phase_of(session.catalogue, practice.primary_phase)
    yield line(
        "question.heading",
        LineStyle.HEADING,
        phase=phase.name,
        practice=practice.name,
        minutes=practice.minutes,
    )
    yield Line(practice.rephrased if session.rephrased else practice.question, LineStyle.QUESTION)
    yield from counted_lines(session, practice)


def counted_lines(session: Session, practice: Practice) -> Iterable[Line]:
    """Which systems count here and which are left out, with the cause."""
    counted = session.state.counted_systems(practice)
    left_out = tuple(s.name for s in session.state.named if s.name not in counted)
    if session.state.named:
        yield line("question.counted", LineStyle.HINT, systems=join(counted))
    if left_out:
        yield line("question.left-out", LineStyle.HINT, systems=join(left_out), cause=practice.applies.cause)


def _follow_up(session: Session) -> Iterable[Line]:
    practice = practice_in_focus(session)
    assert practice is not None
    activity = next(a for a in practice.activities if a.id == session.focus.activity)
    yield line("follow-up.ask", LineStyle.QUESTION, question=activity.question)


def _role(session: Session) -> Iterable[Line]:
    yield line("role.ask", LineStyle.QUESTION, name=session.speaker.name)
    roles = sorted({r for p in session.catalogue.practices for r in p.roles})
    yield line("role.hint", LineStyle.HINT, roles=join(roles, 12))


def _systems(session: Session) -> Iterable[Line]:
    if session.state.named:
        yield line("systems.again", LineStyle.QUESTION)
        return
    yield line("systems.ask", LineStyle.QUESTION)
    yield line("systems.example", LineStyle.HINT)


def _reason(session: Session) -> Iterable[Line]:
    yield line("level.reason", LineStyle.QUESTION, level=session.focus.level)


def _done(session: Session) -> Iterable[Line]:
    key = "done.box" if session.box else "done.all"
    yield line(key, LineStyle.HEADING)
    later = [p.name for p in in_scope(session) if session.state.practice(p.id).set_aside]
    if later:
        yield line("done.later", LineStyle.HINT, names=join(later))
    if session.state.parked:
        yield line("done.parked", LineStyle.HINT, count=len(session.state.parked))
    yield line("done.hint", LineStyle.HINT)


_QUESTIONS = {
    Where.STORY: _story,
    Where.QUESTION: _question,
    Where.FOLLOW_UP: _follow_up,
    Where.ROLE: _role,
    Where.SYSTEMS: _systems,
    Where.REASON: _reason,
    Where.DONE: _done,
}
