"""What the executive page asks for: decisions, accepted gaps, and the questions kept for people."""

from collections.abc import Iterable, Iterator, Sequence

from assistant.reports.amount import Amount
from assistant.reports.parts import AcceptedGap, Decision, ParkedQuestion, ReportPractice
from assistant.reports.practices import exemptions_of
from assistant.reports.testimony import Basis
from assistant.reports.waves import ReportRoadmap
from assistant.reports.words import NOTHING, decimal_words, say, whole_percent
from model.scoring import Headline, PracticeScore, Range, Scorecard

MOST_NAMED = 3
"""Names that a decision gives before it counts the others."""


def accepted_gaps(card: Scorecard, basis: Basis) -> tuple[AcceptedGap, ...]:
    """Exemptions with their end, and targets below the proposed ones."""
    found: list[AcceptedGap] = []
    for scored in card.practices:
        if scored.applicable:
            found += _exemptions(scored, basis)
            found += _lowered(scored, basis)
    return tuple(found)


def _exemptions(scored: PracticeScore, basis: Basis) -> Iterator[AcceptedGap]:
    practice = basis.catalogue.practice(scored.id)
    labels = {a.id: a.label for a in practice.activities}
    for activity, exemption in exemptions_of(scored, basis):
        yield AcceptedGap(
            kind="exemption",
            practice=practice.id,
            name=practice.name,
            what=say("gap.exempt", system=basis.veil.system(exemption.system), activity=labels[activity]),
            owner=basis.veil.person(exemption.owner),
            review=exemption.until,
            reason=basis.veil.words(exemption.reason),
        )


def _lowered(scored: PracticeScore, basis: Basis) -> Iterator[AcceptedGap]:
    override = basis.state.targets.get(scored.id)
    if override and scored.target < scored.proposed:
        yield AcceptedGap(
            kind="target",
            practice=scored.id,
            name=basis.catalogue.practice(scored.id).name,
            what=say("gap.target", target=scored.target, proposed=scored.proposed),
            owner=basis.veil.person(override.deed.owner or override.speaker.name),
            review=override.deed.review,
            reason=basis.veil.words(override.deed.reason),
        )


def parked_questions(basis: Basis) -> tuple[ParkedQuestion, ...]:
    """The questions kept for people; the program's own wording stays in a redacted copy."""
    found = []
    for _, parked in basis.state.parked:
        practice = basis.catalogue.practice(parked.practice)
        ours = {practice.question, practice.rephrased, *(a.question for a in practice.activities)}
        own = parked.question in ours
        found.append(
            ParkedQuestion(
                person=basis.veil.person(parked.person),
                practice=practice.id,
                name=practice.name,
                activity=parked.activity,
                question=parked.question if own else basis.veil.words(parked.question),
            )
        )
    return tuple(found)


def decisions(
    roadmap: ReportRoadmap,
    card: Scorecard,
    *,
    practices: Sequence[ReportPractice],
    accepted: Sequence[AcceptedGap],
    parked: int,
) -> tuple[Decision, Decision, Decision]:
    """Always three: what to pay for, what to find out, what to live with."""
    return (
        _plan(roadmap, card.earned),
        _settle(card.headline, practices=practices, parked=parked),
        _accept(roadmap, accepted),
    )


def _named(names: Iterable[str]) -> str:
    """The first few, and how many more there are."""
    every = tuple(dict.fromkeys(names))
    shown = ", ".join(every[:MOST_NAMED])
    return (
        say("decision.and-more", names=shown, more=len(every) - MOST_NAMED) if every[MOST_NAMED:] else shown
    )


def _plan(roadmap: ReportRoadmap, earned: Range | None) -> Decision:
    title = say("decision.plan")
    if not roadmap.waves:
        return Decision(title=title, text=say("decision.plan-nothing"))
    first = roadmap.waves[0]
    text = say(
        "decision.plan-wave",
        effort=first.effort,
        before=decimal_words(Amount.of(earned) if earned else None),
        earned=decimal_words(first.earned),
        waves=len(roadmap.waves),
        first=_named(step.name for step in first.steps),
        unowned=sum(not step.agreed_owner for step in first.steps),
    )
    if first.exposure:
        shares = {"wave": whole_percent(first.exposure), "plan": whole_percent(roadmap.waves[-1].exposure)}
        text = f"{text} {say('decision.plan-exposure', **shares)}"
    return Decision(title=title, text=text)


def _settle(top: Headline, *, practices: Sequence[ReportPractice], parked: int) -> Decision:
    title = say("decision.settle")
    if top.unknown or top.not_asked or parked:
        unsettled = _named(p.name for p in practices if p.applicable and p.is_open) or NOTHING
        text = say(
            "decision.settle-open",
            practices=unsettled,
            unknown=top.unknown,
            not_asked=top.not_asked,
            parked=parked,
        )
    else:
        text = say("decision.settle-proof", claimed=sum(p.assurance == "claimed" for p in practices))
    return Decision(title=title, text=text)


def _accept(roadmap: ReportRoadmap, accepted: Sequence[AcceptedGap]) -> Decision:
    undated = sum(gap.review is None for gap in accepted)
    left = len({leftover.practice for leftover in roadmap.leftovers})
    text = say("decision.accept-gaps", accepted=len(accepted), undated=undated, left=left)
    return Decision(title=say("decision.accept"), text=text)
