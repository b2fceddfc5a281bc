"""The roadmap and the exposure as the report shows them."""

from assistant.conversation.views import cause_words, reason_words
from assistant.reports.parts import (
    Amount,
    Criterion,
    ReportExposure,
    ReportLeftover,
    ReportRoadmap,
    ReportStep,
    ReportWave,
)
from assistant.reports.veil import Veil
from assistant.reports.words import say
from model.assessment import State
from model.catalogue import Catalogue
from model.practice import Practice
from model.roadmap import Roadmap, RoadmapStep


def exposure_of(roadmap: Roadmap) -> ReportExposure | None:
    """What attacks on record could still do, today and after each wave, in percent of their weight."""
    now, *after = roadmap.shares or (None,)
    if now is None:
        return None
    return ReportExposure(
        now=Amount.of(now),
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
    )


def _step(step: RoadmapStep, catalogue: Catalogue, *, state: State, veil: Veil) -> ReportStep:
    practice = catalogue.practice(step.practice)
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
        owner=owner_of(practice, state, veil=veil),
    )


def owner_of(practice: Practice, state: State, *, veil: Veil) -> str:
    """Who owns the systems that count; else the role that knows most about it."""
    counted = state.counted_systems(practice)
    owners = dict.fromkeys(s.owner for s in state.named if s.owner and s.name in counted)
    return ", ".join(veil.person(o) for o in owners) or say("owner.role", role=practice.roles[0])
