"""What is decided about the roadmap, recorded and in words: who, by when, what stays out, what comes when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.conversation.session import Line, LineStyle, Session
from assistant.conversation.speech import accept, line, say
from assistant.conversation.views import agreement_words, cause_words, closed_words
from model.agreements import hindrance, plan_of
from model.assessment import Decided, State, Step
from model.catalogue import Catalogue
from model.decisions import CapacitySet, PracticeExcluded, StepAgreed, StepPut
from model.deeds import Deed
from model.errors import ActError
from model.orders import Orders
from model.roadmap import Roadmap
from model.scoring import score

LONGEST_OWNER, LONGEST_REASON = 80, 500
ITEM, LABEL = LineStyle.ITEM, LineStyle.LABEL


@dataclass(frozen=True)
class Order:
    """Something that the roadmap was told, with the act that takes it back."""

    words: str
    undo: Deed


def orders_in_force(state: State, catalogue: Catalogue) -> tuple[Order, ...]:
    """What the roadmap was told, in the order of telling: what stays out, what comes when."""
    names = {p.id: p.name for p in catalogue.practices}
    out = [
        Order(
            _told(said, say("plan.left-out", practice=names[practice])),
            PracticeExcluded(practice=practice, is_out=False),
        )
        for practice, said in state.left_out.items()
    ]
    put = [
        Order(
            _told(said, say("plan.put", practice=names[practice], level=level, wave=said.deed.wave)),
            StepPut(practice=practice, level=level, wave=None),
        )
        for (practice, level), said in state.put.items()
    ]
    return (*out, *put)


def _told(said: Decided[PracticeExcluded] | Decided[StepPut], words: str) -> str:
    """What was said, by whom, when and why."""
    reason = say("plan.because", reason=said.deed.reason) if said.deed.reason else ""
    return say("plan.told", told=words, who=said.speaker.name, day=said.at.date(), reason=reason)


def plan_lines(roadmap: Roadmap, state: State, *, catalogue: Catalogue) -> Iterator[Line]:
    """Everything that was decided about the roadmap."""
    yield line("plan.title", LineStyle.HEADING, capacity=roadmap.capacity)
    gone = {(c.agreed.practice, c.agreed.level) for c in roadmap.closed}
    for (practice, level), said in state.agreed.items():
        if (practice, level) not in gone:
            name, words = catalogue.practice(practice).name, agreement_words(said.deed)
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


def putting(
    session: Session, step: Step, *, wave: int | None, capacity: int | None = None, reason: str = ""
) -> StepPut:
    """A step comes in this wave, or when it would by itself; ActError with what forbids it."""
    practice, level = step
    put = StepPut(practice=practice, level=level, wave=wave, reason=one_line(reason, LONGEST_REASON))
    if wave is None:
        return put
    told = Orders(fixed={step: wave})
    roadmap = plan_of(session.state, session.catalogue, capacity=capacity, orders=told)
    if cause := hindrance(roadmap, session.catalogue, step=step, wave=wave):
        name = session.catalogue.practice(practice).name
        what = say("error.put", practice=name, level=level, wave=wave)
        raise ActError(what, say("error.put-do", cause=cause_words(cause, session.catalogue)))
    return put


def holding(capacity: int) -> CapacitySet:
    """What a wave holds from here on."""
    return CapacitySet(capacity=capacity)


def one_line(words: str, most: int) -> str:
    """What a user typed into a field, safe to keep."""
    return " ".join(accept(words).split())[:most]
