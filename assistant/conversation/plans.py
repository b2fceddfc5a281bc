"""What is decided about the roadmap, recorded and in words: who, by when, what stays out, what comes when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.conversation.session import Line, LineStyle, Session
from assistant.conversation.speech import accept, join, line, say
from assistant.conversation.views import agreement_words, cause_words, closed_words
from model.agreements import brought_along, hindrance, plan_of
from model.assessment import Decided, State, Step
from model.catalogue import Catalogue
from model.decisions import CapacitySet, PracticeExcluded, StepAgreed, StepPut
from model.deeds import Deed
from model.errors import ActError
from model.orders import Orders
from model.roadmap import Roadmap
from model.scoring import Scorecard, score
from model.steps import reached_by, worked_for

LONGEST_OWNER, LONGEST_REASON = 80, 500
MOST_NAMED = 6
"""Steps that a sentence names."""
FARTHEST = 6
"""Waves beyond the last one of the plan into which a step may be put; those between stay empty."""
ITEM, LABEL = LineStyle.ITEM, LineStyle.LABEL


@dataclass(frozen=True)
class Order:
    """Something that the roadmap was told, with the act that takes it back."""

    words: str
    undo: Deed


def orders_in_force(state: State, catalogue: Catalogue) -> tuple[Order, ...]:
    """What the roadmap was told, in the order of telling: what stays out, what comes when."""
    names = {p.id: p.name for p in catalogue.practices}
    card = score(state, catalogue)
    out = [
        Order(
            _told(said, say("plan.left-out", practice=names[practice])),
            PracticeExcluded(practice=practice, is_out=False),
        )
        for practice, said in state.left_out.items()
    ]
    put = [
        Order(
            _told(said, _put_words(names[step[0]], said.deed, card=card, catalogue=catalogue)),
            StepPut(practice=step[0], level=step[1], wave=None),
        )
        for step, said in state.put.items()
    ]
    return (*out, *put)


def _put_words(name: str, deed: StepPut, *, card: Scorecard, catalogue: Catalogue) -> str:
    """Which step comes when; of one that asks for nothing any more, that the order moves nothing."""
    step = deed.practice, deed.level
    is_idle = worked_for(card, catalogue, step=step) != step
    level = deed.level if is_idle else reached_by(card, catalogue, step=step)
    return say("plan.put-idle" if is_idle else "plan.put", practice=name, level=level, wave=deed.wave)


def _told(said: Decided[PracticeExcluded] | Decided[StepPut], words: str) -> str:
    """What was said, by whom, when and why."""
    reason = say("plan.because", reason=said.deed.reason) if said.deed.reason else ""
    return say("plan.told", told=words, who=said.speaker.name, day=said.at.date(), reason=reason)


def plan_lines(roadmap: Roadmap, state: State, *, catalogue: Catalogue) -> Iterator[Line]:
    """Everything that was decided about the roadmap."""
    yield line("plan.title", LineStyle.HEADING, capacity=roadmap.capacity)
    gone, card = {(c.agreed.practice, c.agreed.level) for c in roadmap.closed}, score(state, catalogue)
    for step, said in state.agreed.items():
        if step not in gone:
            name, level = _named(card, catalogue, step=step)
            words = agreement_words(said.deed)
            yield line("plan.agreed", ITEM, indent=1, practice=name, level=level, words=words)
    yield from _listed(say("plan.orders"), [order.words for order in orders_in_force(state, catalogue)])
    yield from _listed(say("plan.gone"), [closed_words(closed, catalogue) for closed in roadmap.closed])
    if not (state.agreed or state.left_out or state.put):
        yield line("plan.nothing", ITEM, indent=1)


def _listed(title: str, entries: Sequence[str]) -> Iterator[Line]:
    """A title over entries; nothing where there are none."""
    if entries:
        yield Line(title, LABEL)
    yield from (Line(words, ITEM, 1) for words in entries)


def deed_words(session: Session, deed: Deed) -> str:
    """What was decided about the roadmap, as the rest of a sentence."""
    if isinstance(deed, CapacitySet):
        return say("plan.holds", capacity=deed.capacity)
    if isinstance(deed, PracticeExcluded):
        return say("plan.left-out" if deed.is_out else "plan.back", practice=_name(session, deed.practice))
    if isinstance(deed, StepPut):
        return _moved_words(session, deed)
    if isinstance(deed, StepAgreed):
        name, level = named(session, (deed.practice, deed.level))
        if deed.is_empty:
            return say("plan.cleared", practice=name, level=level)
        return say("plan.agreed", practice=name, level=level, words=agreement_words(deed))
    raise TypeError(deed)


def _moved_words(session: Session, deed: StepPut) -> str:
    """Which step comes when, or that an order about it is gone."""
    card, name = score(session.state, session.catalogue), _name(session, deed.practice)
    if deed.wave is not None:
        return _put_words(name, deed, card=card, catalogue=session.catalogue)
    step = deed.practice, deed.level
    if worked_for(card, session.catalogue, step=step) != step:
        return say("plan.idle-gone", practice=name, level=deed.level)
    level = reached_by(card, session.catalogue, step=step)
    return say("plan.by-itself", practice=name, level=level)


def named(session: Session, step: Step) -> tuple[str, int]:
    """What a sentence about a step names: the practice, and the level that is earned by it."""
    return _named(score(session.state, session.catalogue), session.catalogue, step=step)


def _named(card: Scorecard, catalogue: Catalogue, *, step: Step) -> tuple[str, int]:
    return catalogue.practice(step[0]).name, reached_by(card, catalogue, step=step)


# Acts


def agreeing(session: Session, said: StepAgreed) -> StepAgreed:
    """Who does a step, by when, and how far it is, safe to keep; ActError for one that is not to be done."""
    scored = score(session.state, session.catalogue).practice(said.practice)
    is_wanted = scored.applicable and scored.earned.low < said.level <= scored.target
    if not is_wanted and not said.is_empty:
        name = session.catalogue.practice(said.practice).name
        raise ActError(say("error.no-step", practice=name, level=said.level), say("error.no-step-do"))
    owner, reason = one_line(said.owner, LONGEST_OWNER), one_line(said.reason, LONGEST_REASON)
    return said.model_copy(update={"owner": owner, "reason": reason})


def agreed_of(session: Session, step: Step) -> StepAgreed:
    """What is agreed of a step so far."""
    said = session.state.agreed.get(step)
    return said.deed if said else StepAgreed(practice=step[0], level=step[1])


def leaving_out(session: Session, practice: str, *, is_out: bool, reason: str = "") -> PracticeExcluded:
    """A practice stays out of the roadmap, or comes back; ActError where nothing would change."""
    if (practice in session.state.left_out) == is_out:
        name = session.catalogue.practice(practice).name
        key = "error.out-already" if is_out else "error.not-out"
        raise ActError(say(key, practice=name), say("error.out-do"))
    return PracticeExcluded(practice=practice, is_out=is_out, reason=one_line(reason, LONGEST_REASON))


@dataclass(frozen=True)
class Move:
    """A step that is to come in a wave, or, with None, when it would by itself; and why."""

    step: Step
    wave: int | None
    reason: str = ""
    capacity: int | None = None
    """What a wave holds while it is tried; None for what is on record."""


def putting(session: Session, move: Move, *, together: bool = False) -> tuple[StepPut, ...]:
    """The step in its wave, `together` with what must come before it; ActError with what forbids it."""
    if move.wave is None:
        _require_order(session, move)
        return tuple(_puts(move, (move.step,)))
    _require_near(session, move, wave=move.wave)
    along = company(session, move)
    steps = (*along, move.step) if together and along else (move.step,)
    if cause := _hindrance(session, move, steps=steps):
        practice, level = named(session, move.step)
        what = say("error.put", practice=practice, level=level, wave=move.wave)
        raise ActError(what, _advice(session, move, cause=cause, along=along))
    return tuple(_puts(move, steps))


def _require_order(session: Session, move: Move) -> None:
    """ActError where no order about the step can be taken back."""
    if move.step not in session.state.put:
        practice, level = named(session, move.step)
        raise ActError(say("error.not-put", practice=practice, level=level), say("error.out-do"))


def _require_near(session: Session, move: Move, *, wave: int) -> None:
    """ActError for a wave far beyond the plan, which would be mostly empty then."""
    waves = len(plan_of(session.state, session.catalogue, capacity=move.capacity).waves)
    if wave > waves + FARTHEST:
        what = say("error.far-wave", wave=wave, waves=waves)
        raise ActError(what, say("error.far-wave-do", last=waves + FARTHEST))


def company(session: Session, move: Move) -> tuple[Step, ...]:
    """What must come before a step and stands later than the wave that it is to come in, in order."""
    if move.wave is None:
        return ()
    told = Orders(fixed={move.step: move.wave})
    roadmap = plan_of(session.state, session.catalogue, capacity=move.capacity, orders=told)
    return brought_along(roadmap, session.catalogue, step=move.step, wave=move.wave)


def fits_together(session: Session, move: Move, *, along: Sequence[Step]) -> bool:
    """Whether a step may come in its wave when what must come before it comes there as well."""
    return not _hindrance(session, move, steps=(*along, move.step))


def steps_words(session: Session, steps: Sequence[Step]) -> str:
    """'Code Signing to level 1, Model Hardening to level 2'."""
    card = score(session.state, session.catalogue)
    told = (_named(card, session.catalogue, step=step) for step in steps)
    return join([say("plan.step", practice=name, level=level) for name, level in told], MOST_NAMED)


def _hindrance(session: Session, move: Move, *, steps: Sequence[Step]) -> str:
    """What forbids the step its wave once these steps are put there, coded."""
    wave = move.wave or 0
    told = Orders(fixed=dict.fromkeys(steps, wave))
    roadmap = plan_of(session.state, session.catalogue, capacity=move.capacity, orders=told)
    return hindrance(roadmap, session.catalogue, step=move.step, wave=wave)


def _advice(session: Session, move: Move, *, cause: str, along: Sequence[Step]) -> str:
    """Why not, and whether it could be together with what holds it back."""
    why = say("error.put-do", cause=cause_words(cause, session.catalogue))
    if not along or not cause.startswith("blocked:"):
        return why
    key = "error.put-together" if fits_together(session, move, along=along) else "error.put-too-much"
    return f"{why} {say(key, steps=steps_words(session, along))}"


def _puts(move: Move, steps: Sequence[Step]) -> Iterator[StepPut]:
    reason = one_line(move.reason, LONGEST_REASON)
    for practice, level in steps:
        yield StepPut(practice=practice, level=level, wave=move.wave, reason=reason)


def _name(session: Session, practice: str) -> str:
    return session.catalogue.practice(practice).name


def holding(capacity: int) -> CapacitySet:
    """What a wave holds from here on."""
    return CapacitySet(capacity=capacity)


def one_line(words: str, most: int) -> str:
    """What a user typed into a field, safe to keep and whole; ActError where it is longer."""
    said = " ".join(accept(words).split())
    if len(said) > most:
        raise ActError(say("error.too-long", count=len(said), most=most), say("error.too-long-do"))
    return said
