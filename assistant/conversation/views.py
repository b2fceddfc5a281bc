"""Results, roadmap and the parked list in lines, for any front end."""

from collections.abc import Iterable

from assistant.conversation.accounts import na_words
from assistant.conversation.attacks import technique_name
from assistant.conversation.cards import figure, level_words, range_words
from assistant.conversation.session import Line, LineStyle
from assistant.conversation.speech import join, line, say
from model.assessment import State
from model.catalogue import Catalogue
from model.decisions import StepAgreed, StepStatus
from model.roadmap import Closed, Roadmap, RoadmapStep
from model.scoring import PhaseScore, PracticeScore, Range, Scorecard, rounded

MOST_EVIDENCE = 4
"""Pieces of evidence that a step names."""
ITEM, HINT, LABEL, HEADING = LineStyle.ITEM, LineStyle.HINT, LineStyle.LABEL, LineStyle.HEADING


def phase_name(catalogue: Catalogue, phase_id: str | None) -> str:
    """The name of a phase, or a dash."""
    return next((p.name for p in catalogue.phases if p.id == phase_id), "–")


def headline(card: Scorecard, catalogue: Catalogue) -> str:
    """'9 of 16 practices at target (5 with proof), 3 unknown, weakest: data labeling'."""
    top = card.headline
    return say(
        "results.headline",
        at_target=top.at_target,
        applicable=top.applicable,
        with_proof=top.with_proof,
        unknown=top.unknown,
        not_asked=top.not_asked,
        weakest=phase_name(catalogue, top.weakest_phase).lower(),
    )


def results_lines(state: State, catalogue: Catalogue, *, card: Scorecard) -> tuple[Line, ...]:
    """The scorecard as text."""
    lines = [
        Line(say("results.title", name=state.name), HEADING),
        Line(headline(card, catalogue), LineStyle.LEVEL),
        line("results.rule", HINT),
        *_overall(card),
    ]
    for phase in card.phases:
        lines.append(Line(_phase_words(catalogue, phase), LABEL))
        lines += [_practice_line(catalogue, card.practice(i)) for i in phase.practices]
    return (*lines, line("results.source", HINT, atlas=catalogue.atlas, version=catalogue.version))


def _overall(card: Scorecard) -> Iterable[Line]:
    if card.earned and card.progress and card.percent_to_target and card.percent_to_proposed:
        yield line(
            "results.overall",
            earned=range_words(card.earned),
            progress=range_words(card.progress),
            percent=percent_words(card.percent_to_target),
            proposed=percent_words(card.percent_to_proposed),
        )


def percent_words(percent: Range) -> str:
    """'47 %', or '47 to 63 %' while something is open."""
    low, high = (f"{rounded(side, 0):.0f}" for side in (percent.low, percent.high))
    return f"{low} %" if low == high else say("range", low=low, high=f"{high} %")


def _phase_words(catalogue: Catalogue, phase: PhaseScore) -> str:
    if phase.earned is None or phase.progress is None:
        return say("results.phase-none", phase=phase_name(catalogue, phase.id))
    return say(
        "results.phase",
        phase=phase_name(catalogue, phase.id),
        earned=range_words(phase.earned),
        progress=range_words(phase.progress),
    )


def _practice_line(catalogue: Catalogue, scored: PracticeScore) -> Line:
    name = catalogue.practice(scored.id).name
    if not scored.applicable:
        return Line(say("results.na", practice=f"{name:<46}", cause=na_words(scored.cause)), ITEM, 1)
    return Line(
        say(
            "results.practice",
            practice=f"{name:<46}",
            earned=level_words(scored.earned),
            target=scored.target,
            progress=range_words(scored.progress),
            state=state_words(scored),
        ),
        ITEM,
        1,
    )


def state_words(scored: PracticeScore) -> str:
    """One phrase: at target, below it, unknown, or not asked."""
    if all(s.not_asked for s in scored.spans.values()):
        return say("state.not-asked")
    key = "at-target" if scored.is_at_target else "below"
    words = [say(f"state.{key}")]
    if scored.is_unknown:
        words.append(say("state.unknown"))
    if scored.assurance:
        words.append(scored.assurance.value)
    return ", ".join(words)


def roadmap_lines(roadmap: Roadmap, catalogue: Catalogue) -> tuple[Line, ...]:
    """The waves with every step's reasons and what it must show."""
    lines = [line("roadmap.title", HEADING, capacity=roadmap.capacity)]
    lines.append(line("roadmap.today", HINT, percent=share_words(roadmap, roadmap.today.left)))
    if not roadmap.waves:
        lines.append(line("roadmap.nothing"))
    for number, wave in enumerate(roadmap.waves, 1):
        lines.append(
            line(
                "roadmap.wave",
                LABEL,
                number=number,
                effort=wave.effort,
                earned=range_words(wave.earned),
                progress=range_words(wave.progress),
                percent=share_words(roadmap, wave.exposure),
            )
        )
        for step in wave.steps:
            lines += step_lines(step, catalogue, is_next=number == 1)
    if roadmap.unplaced:
        lines.append(line("roadmap.unplaced", LABEL))
    for left in roadmap.unplaced:
        name = catalogue.practice(left.practice).name
        cause = cause_words(left.cause, catalogue)
        lines.append(line("roadmap.left", ITEM, indent=1, practice=name, level=left.after, cause=cause))
    if roadmap.closed:
        lines.append(line("plan.gone", LABEL))
    lines += [Line(closed_words(closed, catalogue), ITEM, 1) for closed in roadmap.closed]
    return tuple(lines)


def share_words(roadmap: Roadmap, left: Range) -> str:
    """What is left of the weight of all attacks, or a dash where nothing weighs."""
    percent = roadmap.today.percent(left)
    return percent_words(percent) if percent else "–"


def step_lines(step: RoadmapStep, catalogue: Catalogue, *, is_next: bool) -> Iterable[Line]:
    """One step: what, who, why here, and the criteria that are not met; what shaky efforts would move, only
    for the wave that is next: later waves move with every reassessment."""
    practice = catalogue.practice(step.practice)
    values = {"practice": practice.name, "before": step.before, "after": step.after}
    yield line("roadmap.step", ITEM, indent=1, **values, effort=step.effort)
    if step.agreed:
        yield line("roadmap.agreed", indent=2, words=agreement_words(step.agreed))
    yield line("roadmap.why", HINT, indent=2, why="; ".join(reason_words(r, catalogue) for r in step.why))
    if step.attacks:
        names = [technique_name(catalogue, t) for t in step.attacks]
        names += [""] * (step.attack_count - len(names))
        yield line("roadmap.attacks", HINT, indent=2, names=join(names, len(step.attacks)))
    labels = [a.label for a in practice.activities if a.id in step.criteria]
    if labels:
        yield line("roadmap.criteria", HINT, indent=2, criteria="; ".join(labels))
        yield line("roadmap.evidence", HINT, indent=2, evidence="; ".join(step.evidence[:MOST_EVIDENCE]))
    if is_next and not step.stays:
        yield line("roadmap.moves", HINT, indent=2)
    if step.find_out:
        yield line("roadmap.find-out", HINT, indent=2)


def agreement_words(agreed: StepAgreed) -> str:
    """'Priya, by 2027-03-01, under way'."""
    parts = (agreed.owner, say("plan.due", day=agreed.due) if agreed.due else "", status_words(agreed.status))
    return join([p for p in parts if p])


def status_words(status: StepStatus) -> str:
    """How far a step is."""
    return say(f"plan-status.{status.value}")


def closed_words(closed: Closed, catalogue: Catalogue) -> str:
    """A step that left the roadmap, who had agreed to do it, and why it left."""
    step, cause = closed.agreed, say(f"reason.{closed.cause}")
    name = catalogue.practice(step.practice).name
    return say("plan.closed", practice=name, level=step.level, owner=step.owner or "–", cause=cause)


def reason_words(code: str, catalogue: Catalogue) -> str:
    """A coded reason in words."""
    kind, _, value = code.partition(":")
    practice, _, level = value.partition("@")
    known = next((p.name for p in catalogue.practices if p.id == practice), value)
    if not value:
        return say(f"reason.{kind}")
    return say(f"reason.{kind}", value=known, level=level) if level else say(f"reason.{kind}", value=known)


def cause_words(code: str, catalogue: Catalogue) -> str:
    """Why a step fits nowhere, in words."""
    return reason_words(code, catalogue)


def parked_lines(state: State, catalogue: Catalogue) -> tuple[Line, ...]:
    """The questions kept for people, by person, ready to send."""
    lines = [line("parked.title", HEADING)]
    if not state.parked:
        return (*lines, line("parked.nothing"))
    for person in dict.fromkeys(p.person for _, p in state.parked):
        lines.append(Line(person, LABEL))
        for _, parked in state.parked:
            if parked.person == person:
                name = catalogue.practice(parked.practice).name
                lines.append(line("parked.item", ITEM, indent=1, practice=name, question=parked.question))
    return tuple(lines)


def progress_words(card: Scorecard) -> str:
    """The overall progress for a status line."""
    return "–" if card.progress is None else f"{figure(card.progress.low)}–{figure(card.progress.high)}"
