"""How a number comes about: every activity, the gates, the sum, the target's steps."""

from collections.abc import Iterable
from fractions import Fraction

from assistant.conversation.cards import coverage_words, figure, level_words, range_words
from assistant.conversation.session import Line, LineStyle
from assistant.conversation.speech import join, line, say, trait_words
from model.assessment import State
from model.catalogue import Catalogue
from model.coverage import GATES, Coverage
from model.deeds import NaReason
from model.practice import Practice
from model.scoring import PracticeScore, score
from model.targets import Step, propose

ITEM, HINT = LineStyle.ITEM, LineStyle.HINT
_REASONS = frozenset(NaReason)


def na_words(cause: str) -> str:
    """A reason of the closed list in words; what leaves the systems out is in words already."""
    return say(f"why.reasons.{cause}") if cause in _REASONS else cause


def explain_score(state: State, catalogue: Catalogue, *, practice_id: str) -> tuple[Line, ...]:
    """Why a practice has its figures: every activity, the gates, the sum."""
    practice = catalogue.practice(practice_id)
    scored = score(state, catalogue).practice(practice_id)
    heading = Line(f"{practice.name} · {practice.id}", LineStyle.HEADING)
    if not scored.applicable:
        return heading, line("why.not-applicable", cause=na_words(scored.cause))
    assurance = scored.assurance.value if scored.assurance else say("why.no-level")
    return (
        heading,
        line(
            "card.level",
            LineStyle.LEVEL,
            level=level_words(scored.earned),
            target=scored.target,
            progress=range_words(scored.progress),
        ),
        *_activity_lines(state, practice, scored=scored),
        line("why.gates", HINT),
        *_sum(practice, scored),
        *_judgement(state, practice_id),
        line("why.assurance", HINT, assurance=assurance, documented=scored.documented),
        *target_lines(state, catalogue, practice_id=practice_id),
    )


def _activity_lines(state: State, practice: Practice, *, scored: PracticeScore) -> Iterable[Line]:
    claims = state.practice(practice.id).claims
    width = max(len(a.label) for a in practice.activities)
    for activity in practice.activities:
        recorded = claims.get(activity.id, ())
        coverage = recorded[-1].coverage if recorded else Coverage()
        words = coverage_words(coverage, activity, span=scored.spans[activity.id], systems=scored.systems)
        suffix = activity.id.rpartition(".")[2]
        yield Line(f"{suffix:<3} {activity.label:<{width}}  {words}", ITEM, 1)
        if scored.spans[activity.id].disputed:
            yield line("why.disputed", HINT, indent=2, speakers=join([c.speaker for c in recorded]))


def _terms(practice: Practice, scored: PracticeScore, *, side: str) -> str:
    parts = []
    for level in practice.levels:
        gate = GATES[level.level].worth
        worths = [min(Fraction(1), getattr(scored.spans[a.id], side).worth / gate) for a in level.activities]
        plain = " + ".join(str(w) for w in worths)
        parts.append(plain if len(worths) == 1 else f"({plain})/{len(worths)}")
    return " + ".join(parts)


def _sum(practice: Practice, scored: PracticeScore) -> Iterable[Line]:
    low = scored.progress.low
    yield line("why.sum", terms=_terms(practice, scored, side="low"), value=figure(low))
    if scored.progress.high != low:
        yield line(
            "why.sum-high", terms=_terms(practice, scored, side="high"), value=figure(scored.progress.high)
        )
    if scored.unearned.low:
        yield line("why.unearned", HINT, value=figure(scored.unearned.low))


def _judgement(state: State, practice_id: str) -> Iterable[Line]:
    judged = state.practice(practice_id).level_set
    if judged:
        reading = "–" if judged.reading_level is None else judged.reading_level
        yield line("why.judgement", level=judged.level, reading=reading, reason=judged.reason)


def target_lines(state: State, catalogue: Catalogue, *, practice_id: str) -> Iterable[Line]:
    """The steps that led to a proposed target, and who set another."""
    proposal = propose(state, catalogue)[practice_id]
    steps = "; ".join(step_words(step) for step in proposal.steps)
    yield line("target.proposed", HINT, level=proposal.level, steps=steps)
    if override := state.targets.get(practice_id):
        deed, who = override.deed, override.speaker.role or override.speaker.name
        day = override.at.date().isoformat()
        yield line("target.override", HINT, level=deed.level, speaker=who, day=day, reason=deed.reason)


def step_words(step: Step) -> str:
    """One step of a proposed target in words."""
    if not step.because:
        return say(f"target-step.{step.code}", level=step.level)
    system, *traits = step.because
    reason = step.reason[:1].lower() + step.reason[1:].rstrip(".")
    return say("target.step", level=step.level, system=system, traits=trait_words(traits), reason=reason)
