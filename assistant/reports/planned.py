"""The roadmap and the exposure as the report shows them."""

from collections.abc import Iterator, Mapping

from assistant.conversation.attacks import technique_name
from assistant.conversation.views import cause_words, reason_words, status_words
from assistant.reports.amount import Amount
from assistant.reports.parts import ReportExposure, ReportPractice
from assistant.reports.testimony import Basis
from assistant.reports.threats import attack_of
from assistant.reports.veil import Veil
from assistant.reports.waves import (
    Criterion,
    ReportClosed,
    ReportLeftover,
    ReportOrder,
    ReportRoadmap,
    ReportStep,
    ReportWave,
)
from assistant.reports.words import say
from model.assessment import Decided, State
from model.catalogue import Catalogue
from model.coverage import gate_value
from model.decisions import PracticeExcluded, StepPut
from model.practice import Practice
from model.roadmap import Roadmap, RoadmapStep, Wave
from model.scoring import Range

Practices = Mapping[str, ReportPractice]
"""By id."""


def exposure_of(roadmap: Roadmap, catalogue: Catalogue) -> ReportExposure | None:
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
        weight=Amount.of(Range(whole, whole)),
        attacks=tuple(attack_of(attack, catalogue) for attack in roadmap.today.attacks if attack.weight),
        unanswered=tuple(attack.technique for attack in roadmap.today.unanswerable),
    )


def roadmap_of(roadmap: Roadmap, basis: Basis, *, practices: Practices) -> ReportRoadmap:
    """Waves, steps and what fits nowhere, in words."""
    state, catalogue, veil = basis.state, basis.catalogue, basis.veil
    return ReportRoadmap(
        capacity=roadmap.capacity,
        waves=tuple(
            ReportWave(
                number=number,
                effort=wave.effort,
                earned=Amount.of(wave.earned),
                progress=Amount.of(wave.progress),
                exposure=_share(roadmap, wave),
                steps=tuple(_step(s, basis, stands=practices[s.practice]) for s in wave.steps),
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


def _step(step: RoadmapStep, basis: Basis, *, stands: ReportPractice) -> ReportStep:
    practice, agreed = basis.catalogue.practice(step.practice), step.agreed
    owner = basis.veil.person(agreed.owner) if agreed else ""
    return ReportStep(
        practice=practice.id,
        name=practice.name,
        before=step.before,
        after=step.after,
        effort=step.effort,
        reasons=tuple(reason_words(reason, basis.catalogue) for reason in step.why),
        criteria=tuple(_criteria(step, practice, stands=stands)),
        find_out=step.find_out,
        systems=stands.systems,
        attacks=tuple(technique_name(basis.catalogue, t) for t in step.attacks),
        attack_count=step.attack_count,
        stays=step.stays,
        owner=owner or nobody_yet(practice, basis),
        agreed_owner=owner,
        due=agreed.due if agreed else None,
        state=agreed.status if agreed else None,
        status=status_words(agreed.status) if agreed else "",
    )


def _criteria(step: RoadmapStep, practice: Practice, *, stands: ReportPractice) -> Iterator[Criterion]:
    today = {a.id: a for a in stands.activities}
    for level in practice.levels:
        for activity in level.activities:
            if activity.id in step.criteria:
                gate = gate_value(level.level, activity.unit)
                yield Criterion(
                    id=activity.id,
                    level=level.level,
                    label=activity.label,
                    text=activity.text,
                    needed=say(f"needs.{gate.value}.{activity.unit.value}"),
                    today=today[activity.id].word,
                    done_for=today[activity.id].done_for,
                    evidence=activity.evidence,
                )


def nobody_yet(practice: Practice, basis: Basis) -> str:
    """That an owner is to be named, and whom to ask: who owns the systems that count, else a role."""
    counted = basis.state.counted_systems(practice)
    owners = dict.fromkeys(s.owner for s in basis.state.named if s.owner and s.name in counted)
    if owners:
        return say("owner.of-systems", owners=", ".join(basis.veil.person(o) for o in owners))
    return say("owner.role", role=practice.roles[0])
