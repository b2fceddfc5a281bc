"""The roadmap and the exposure as the report shows them."""

from collections.abc import Iterator

from assistant.conversation.views import cause_words, reason_words, status_words
from assistant.reports.parts import (
    Amount,
    Criterion,
    ReportClosed,
    ReportExposure,
    ReportLeftover,
    ReportOrder,
    ReportRoadmap,
    ReportStep,
    ReportWave,
)
from assistant.reports.veil import Veil
from assistant.reports.words import say
from model.assessment import Decided, State
from model.catalogue import Catalogue
from model.decisions import PracticeExcluded, StepPut
from model.practice import Practice
from model.roadmap import Roadmap, RoadmapStep, Wave
from model.scoring import Range


def exposure_of(roadmap: Roadmap) -> ReportExposure | None:
    """What attacks on record could still do, today and after each wave, in percent of their weight."""
    now, *after = roadmap.shares or (None,)
    if now is None:
        return None
    whole, least = roadmap.today.weight, roadmap.today.least
    return ReportExposure(
        now=Amount.of(now),
        least=Amount.of(Range(100 * least / whole, 100 * least / whole)),
        after=tuple(Amount.of(share) for share in after if share),
        rule=say("rule.exposure"),
        unanswered=tuple(attack.technique for attack in roadmap.today.unanswerable),
    )


def roadmap_of(roadmap: Roadmap, catalogue: Catalogue, *, state: State, veil: Veil) -> ReportRoadmap:
    """Waves, steps and what fits nowhere, in words."""
    return ReportRoadmap(
        capacity=roadmap.capacity,
        waves=tuple(
            ReportWave(
                number=number,
                effort=wave.effort,
                earned=Amount.of(wave.earned),
                progress=Amount.of(wave.progress),
                exposure=_share(roadmap, wave),
                steps=tuple(_step(s, catalogue, state=state, veil=veil) for s in wave.steps),
            )
            for number, wave in enumerate(roadmap.waves, 1)
        ),
        leftovers=tuple(
            ReportLeftover(
                practice=left.practice,
                name=catalogue.practice(left.practice).name,
                after=left.after,
                cause=cause_words(left.cause, catalogue),
            )
            for left in roadmap.unplaced
        ),
        orders=tuple(_orders(state, catalogue, veil=veil, roadmap=roadmap)),
        closed=tuple(
            ReportClosed(
                practice=closed.agreed.practice,
                name=catalogue.practice(closed.agreed.practice).name,
                level=closed.agreed.level,
                owner=veil.person(closed.agreed.owner),
                is_earned=closed.cause == "earned",
                cause=cause_words(closed.cause, catalogue),
            )
            for closed in roadmap.closed
        ),
    )


def _share(roadmap: Roadmap, wave: Wave) -> Amount | None:
    share = roadmap.today.percent(wave.exposure)
    return Amount.of(share) if share else None


def _orders(state: State, catalogue: Catalogue, *, veil: Veil, roadmap: Roadmap) -> Iterator[ReportOrder]:
    """What stays out, then what comes when, by the level that is earned then."""
    reached = {left.named: left.after for left in roadmap.unplaced}
    reached |= {step.named: step.after for wave in roadmap.waves for step in wave.steps}
    for practice, out in state.left_out.items():
        yield _order(out, catalogue.practice(practice), veil=veil)
    for step, put in state.put.items():
        order = _order(put, catalogue.practice(step[0]), veil=veil)
        yield order.model_copy(update={"level": reached.get(step, step[1]), "wave": put.deed.wave})


def _order(
    said: Decided[PracticeExcluded] | Decided[StepPut], practice: Practice, *, veil: Veil
) -> ReportOrder:
    who, reason = veil.person(said.speaker.name), veil.words(said.deed.reason)
    name, day = practice.name, said.at.date()
    return ReportOrder(
        practice=practice.id, name=name, level=None, wave=None, who=who, day=day, reason=reason
    )


def _step(step: RoadmapStep, catalogue: Catalogue, *, state: State, veil: Veil) -> ReportStep:
    practice, agreed = catalogue.practice(step.practice), step.agreed
    owner = veil.person(agreed.owner) if agreed else ""
    return ReportStep(
        practice=practice.id,
        name=practice.name,
        before=step.before,
        after=step.after,
        effort=step.effort,
        reasons=tuple(reason_words(reason, catalogue) for reason in step.why),
        criteria=tuple(
            Criterion(id=a.id, label=a.label, text=a.text, evidence=a.evidence)
            for a in practice.activities
            if a.id in step.criteria
        ),
        find_out=step.find_out,
        owner=owner or owner_of(practice, state, veil=veil),
        agreed_owner=owner,
        due=agreed.due if agreed else None,
        state=agreed.status if agreed else None,
        status=status_words(agreed.status) if agreed else "",
    )


def owner_of(practice: Practice, state: State, *, veil: Veil) -> str:
    """Who owns the systems that count; else the role that knows most about it."""
    counted = state.counted_systems(practice)
    owners = dict.fromkeys(s.owner for s in state.named if s.owner and s.name in counted)
    return ", ".join(veil.person(o) for o in owners) or say("owner.role", role=practice.roles[0])
