"""How the pending question is put."""

from collections.abc import Iterable
from fractions import Fraction

from assistant.conversation.cards import REASON, activity_of, coverage_words, level_words, shortened
from assistant.conversation.explain import near_lines
from assistant.conversation.interviewer import (
    card_of,
    in_scope,
    is_open,
    phase_of,
    practice_in_focus,
    story_of,
)
from assistant.conversation.session import Line, LineStyle, Session, Where
from assistant.conversation.speech import join, line
from assistant.conversation.views import headline
from model.catalogue import Story
from model.coverage import Coverage, Span, span_of
from model.practice import Practice
from model.scoring import Range, earned, ends, score


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
    if carried := carried_in(session, story):
        yield line("story.carried", LineStyle.LABEL)
        yield from (_carried_item(session, practice) for practice in carried)
        yield line("story.carried-hint", LineStyle.HINT)
    elif kept := kept_earlier(session, story):
        yield line("story.kept", LineStyle.HINT, names=join([p.name for p in kept]))
    yield line("story.hint", LineStyle.HINT)


def _carried_item(session: Session, practice: Practice) -> Line:
    last = session.state.practice(practice.id).last_time
    if last and last.not_applicable:
        reason = last.not_applicable.value.replace("-", " ")
        return line("story.carried-na", LineStyle.ITEM, indent=1, practice=practice.name, reason=reason)
    level = level_words(carried_level(session, practice))
    return line("story.carried-item", LineStyle.ITEM, indent=1, practice=practice.name, level=level)


def carried_in(session: Session, story: Story) -> tuple[Practice, ...]:
    """The practices of a story with answers of last time that nobody reconfirmed yet."""
    told = [p for p in in_scope(session) if p.id in story.practices]
    return tuple(p for p in told if session.state.practice(p.id).is_carried)


def kept_earlier(session: Session, story: Story) -> tuple[Practice, ...]:
    """The practices of a story that words said elsewhere drafted already."""
    told = [p for p in in_scope(session) if p.id in story.practices and is_open(session, p)]
    return tuple(p for p in told if card_of(session, p.id))


def carried_level(session: Session, practice: Practice) -> Range:
    """The level that the answers of last time would give today."""
    low, high = ends(carried_spans(session, practice))
    return Range(Fraction(earned(practice, low)), Fraction(earned(practice, high)))


def carried_spans(session: Session, practice: Practice) -> dict[str, Span]:
    """Where the coverages of last time lie over the systems of today."""
    carried, systems = session.state.practice(practice.id).carried, session.state.counted_systems(practice)
    return {
        a.id: span_of(carried.get(a.id, Coverage()), a.unit, systems=systems, on=session.state.today)
        for a in practice.activities
    }


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
    yield from _standing(session, practice)
    yield Line(practice.rephrased if session.rephrased else practice.question, LineStyle.QUESTION)
    yield from counted_lines(session, practice)
    if not session.rephrased:
        yield from near_lines(session.catalogue, practice, among=frozenset(p.id for p in in_scope(session)))


def _standing(session: Session, practice: Practice) -> Iterable[Line]:
    """What is on record, or what was said last time and waits to be reconfirmed."""
    stands = session.state.practice(practice.id)
    if stands.reopened:
        yield line("question.reopened", LineStyle.LABEL, because=stands.reopened)
    if stands.is_settled:
        scored = score(session.state, session.catalogue).practice(practice.id)
        yield line("question.on-record", LineStyle.LABEL, level=level_words(scored.earned))
        recorded = {a: claims[-1].coverage for a, claims in stands.claims.items() if claims}
        yield from _rows(session, practice, coverages=recorded, spans=dict(scored.spans))
        yield line("question.on-record-hint", LineStyle.HINT)
    elif stands.is_carried:
        yield from _last_time(session, practice)
        yield line("question.carried-hint", LineStyle.HINT)


def _last_time(session: Session, practice: Practice) -> Iterable[Line]:
    """What was said last time, with the reason of a ruling or a judgement."""
    stands = session.state.practice(practice.id)
    last = stands.last_time
    if last and last.not_applicable:
        reason = last.not_applicable.value.replace("-", " ")
        yield line("question.carried-na", LineStyle.LABEL, reason=reason)
        if last.note:
            yield line("question.carried-note", LineStyle.HINT, note=last.note)
        return
    level = level_words(carried_level(session, practice))
    yield line("question.carried", LineStyle.LABEL, level=level)
    spans = carried_spans(session, practice)
    yield from _rows(session, practice, coverages=dict(stands.carried), spans=spans)
    if last and last.reason:
        yield line("question.carried-reason", LineStyle.HINT, level=last.level, reason=last.reason)


def _rows(
    session: Session, practice: Practice, *, coverages: dict[str, Coverage], spans: dict[str, Span]
) -> Iterable[Line]:
    systems = session.state.counted_systems(practice)
    width = max(len(a.label) for a in practice.activities)
    for activity in practice.activities:
        coverage = coverages.get(activity.id, Coverage())
        words = coverage_words(coverage, activity, span=spans[activity.id], systems=systems)
        yield Line(f"{activity.label:<{width}}  {words}", LineStyle.ITEM, 1)


def counted_lines(session: Session, practice: Practice) -> Iterable[Line]:
    """Which systems count here and which are left out, with the cause."""
    counted = session.state.counted_systems(practice)
    if session.state.named:
        yield line("question.counted", LineStyle.HINT, systems=join(counted))
        causes = session.state.causes(practice)
        for cause in dict.fromkeys(causes.values()):
            systems = join([s for s in causes if causes[s] == cause])
            yield line("question.left-out", LineStyle.HINT, systems=systems, cause=cause)


def _follow_up(session: Session) -> Iterable[Line]:
    practice = practice_in_focus(session)
    assert practice is not None
    activity = activity_of(practice, session.focus.activity or "")
    yield line("follow-up.ask", LineStyle.QUESTION, question=activity.question)
    yield line("follow-up.hint", LineStyle.HINT)


def _role(session: Session) -> Iterable[Line]:
    yield line("role.ask", LineStyle.QUESTION, name=session.speaker.name)
    roles = sorted({r for p in session.catalogue.practices for r in p.roles})
    yield line("role.hint", LineStyle.HINT, roles=join(roles, 12))


def _speaker(session: Session) -> Iterable[Line]:
    role = session.box.role if session.box else ""
    yield line("speaker.ask", LineStyle.QUESTION, role=role, name=session.speaker.name)


def _systems(session: Session) -> Iterable[Line]:
    if session.state.named:
        yield line("systems.again", LineStyle.QUESTION, system=session.state.named[-1].name)
        return
    yield line("systems.ask", LineStyle.QUESTION)
    yield line("systems.example", LineStyle.HINT)


def _reason(session: Session) -> Iterable[Line]:
    if session.focus.reason:
        words = shortened(session.focus.reason, REASON)
        yield line("level.is-reason", LineStyle.QUESTION, level=session.focus.level, reason=words)
        yield line("level.is-reason-hint", LineStyle.HINT)
        return
    yield line("level.reason", LineStyle.QUESTION, level=session.focus.level)


def _inapplicable(session: Session) -> Iterable[Line]:
    practice, words = practice_in_focus(session), session.focus.reason
    if practice and words:
        systems = join(session.state.counted_systems(practice))
        yield Line(f'"{shortened(words)}"', LineStyle.QUOTE, 1)
        yield line("na.offer", LineStyle.QUESTION, practice=practice.name, systems=systems)
        yield line("na.offer-hint", LineStyle.HINT)
        return
    yield line("na.which", LineStyle.QUESTION)
    yield line("na.which-hint", LineStyle.HINT)


def _done(session: Session) -> Iterable[Line]:
    key = "done.box" if session.box else "done.all"
    yield line(key, LineStyle.HEADING)
    yield Line(headline(score(session.state, session.catalogue), session.catalogue), LineStyle.LEVEL)
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
    Where.SPEAKER: _speaker,
    Where.SYSTEMS: _systems,
    Where.REASON: _reason,
    Where.INAPPLICABLE: _inapplicable,
    Where.DONE: _done,
}
