"""One practice in the data set: its figures, its activities, and what stands behind them."""

from collections.abc import Iterator

from assistant.conversation.views import state_words
from assistant.reports.amount import Amount
from assistant.reports.parts import ReportActivity, ReportEvidence, ReportPractice
from assistant.reports.testimony import Basis, done_for, recorded_of
from assistant.reports.words import say
from model.assessment import PracticeState
from model.coverage import GATES, Exemption
from model.deeds import EvidenceGiven
from model.practice import Practice
from model.scoring import PracticeScore


def practice_of(scored: PracticeScore, basis: Basis) -> ReportPractice:
    """One practice; what does not apply has no figures."""
    practice, veil = basis.catalogue.practice(scored.id), basis.veil
    applies = scored.applicable
    return ReportPractice(
        id=practice.id,
        name=practice.name,
        summary=practice.summary,
        phases=tuple(place.phase.value for place in practice.phases),
        applicable=applies,
        cause=say(f"na.{scored.cause}") if _is_listed(basis, practice) else scored.cause,
        systems=tuple(veil.system(s) for s in scored.systems) if basis.state.named else (),
        earned=Amount.of(scored.earned) if applies else None,
        progress=Amount.of(scored.progress) if applies else None,
        unearned=Amount.of(scored.unearned) if applies else None,
        target=scored.target if applies else None,
        proposed=scored.proposed if applies else None,
        gap=Amount.of(scored.gap) if applies else None,
        assurance=scored.assurance.value if scored.assurance and applies else None,
        documented=scored.documented if applies else None,
        at_target=applies and scored.is_at_target,
        state=state_words(scored) if applies else say("not-applicable"),
        reasons=tuple(_reasons(scored, practice, basis=basis)),
        activities=tuple(_activities(scored, practice, basis=basis)),
        quotes=tuple(q for a in practice.activities for q in basis.quotes.get(a.id, ())),
        recorded=recorded_of(practice, basis),
        evidence=tuple(_evidence(given, basis) for given in basis.state.practice(practice.id).evidence),
    )


def _is_listed(basis: Basis, practice: Practice) -> bool:
    return basis.state.practice(practice.id).not_applicable is not None


def _activities(scored: PracticeScore, practice: Practice, *, basis: Basis) -> Iterator[ReportActivity]:
    for level in practice.levels:
        for activity in level.activities:
            span = scored.spans[activity.id]
            yield ReportActivity(
                id=activity.id,
                level=level.level,
                label=activity.label,
                text=activity.text,
                unit=activity.unit.value,
                low=span.low.value,
                high=span.high.value,
                word=span.word,
                is_unknown=span.unknown,
                is_not_asked=span.not_asked,
                is_disputed=span.disputed,
                is_met=span.low.worth >= GATES[level.level].worth,
                done_for=done_for(activity, scored, basis=basis),
            )


def _reasons(scored: PracticeScore, practice: Practice, *, basis: Basis) -> Iterator[str]:
    """Why the figures are what they are, in plain words."""
    stands = basis.state.practice(practice.id)
    for system, cause in basis.state.causes(practice).items():
        ruled = system in stands.counted
        yield say(
            "reason.left-out",
            system=basis.veil.system(system) if basis.state.named else say("everything"),
            cause=basis.veil.words(cause) if ruled else cause,
        )
    if stands.not_applicable and stands.na_note:
        yield say("reason.na", note=basis.veil.words(stands.na_note))
    if scored.applicable:
        yield from _holding_back(scored, practice)
        yield from _ruled(scored, practice, basis=basis)
        yield from _exempt(scored, practice, basis=basis)
        yield from _doubts(scored, practice, stands=stands)


def _holding_back(scored: PracticeScore, practice: Practice) -> Iterator[str]:
    reached = int(scored.earned.low)
    if reached < len(practice.levels):
        level = practice.levels[reached]
        gate = GATES[level.level].worth
        unmet = [a.label for a in level.activities if scored.spans[a.id].low.worth < gate]
        yield say("reason.waits", level=level.level, activities="; ".join(unmet))
    if scored.unearned.low:
        yield say("reason.unearned", amount=f"{Amount.of(scored.unearned).low:.2f}")


def _ruled(scored: PracticeScore, practice: Practice, *, basis: Basis) -> Iterator[str]:
    """What somebody judged or set, with the reason that was given."""
    judged = basis.state.practice(practice.id).level_set
    if judged:
        yield say("reason.judged", level=judged.level, reason=basis.veil.words(judged.reason))
        if judged.reading_level is not None:
            yield say("reason.read", level=judged.reading_level)
    override = basis.state.targets.get(practice.id)
    if override:
        target = say("reason.as-proposed", target=override.deed.level)
        if override.deed.level != scored.proposed:
            target = say("reason.other-target", target=override.deed.level, proposed=scored.proposed)
        yield say(
            "reason.target",
            target=target,
            who=basis.veil.person(override.speaker.name),
            day=override.at.date(),
            reason=basis.veil.words(override.deed.reason) or say("no-reason"),
        )


def exemptions_of(scored: PracticeScore, basis: Basis) -> tuple[tuple[str, Exemption], ...]:
    """The exemptions of the systems that count, each once, with the activity that they are from."""
    told = {
        (activity, exemption): None
        for activity, claims in basis.state.practice(scored.id).claims.items()
        for claim in claims
        for exemption in claim.coverage.exemptions
        if exemption.system in scored.systems
    }
    return tuple(told)


def _exempt(scored: PracticeScore, practice: Practice, *, basis: Basis) -> Iterator[str]:
    labels = {a.id: a.label for a in practice.activities}
    for activity, exemption in exemptions_of(scored, basis):
        yield say(
            "reason.exempt",
            system=basis.veil.system(exemption.system),
            activity=labels[activity],
            until=exemption.until,
            owner=basis.veil.person(exemption.owner),
            reason=basis.veil.words(exemption.reason) or say("no-reason"),
        )


def _doubts(scored: PracticeScore, practice: Practice, *, stands: PracticeState) -> Iterator[str]:
    kinds = {
        "disputed": [a.label for a in practice.activities if scored.spans[a.id].disputed],
        "unknown": [a.label for a in practice.activities if scored.spans[a.id].unknown],
        "not-asked": [a.label for a in practice.activities if scored.spans[a.id].not_asked],
    }
    for kind, labels in kinds.items():
        if labels:
            yield say(f"reason.{kind}", activities="; ".join(labels))
    if stands.carried:
        yield say("reason.carried", count=len(stands.carried))


def _evidence(given: EvidenceGiven, basis: Basis) -> ReportEvidence:
    """A confidential document is named by its place and hash only."""
    citation, veil = given.citation, basis.veil
    hides = citation.confidential
    until = citation.valid_until
    return ReportEvidence(
        practice=given.practice,
        activity=given.activity,
        document=say("confidential") if hides else veil.document(citation.document),
        locator=veil.place(citation.locator),
        sha256=citation.sha256,
        quotation=veil.quotation(citation.quotation.text) if citation.quotation and not hides else None,
        assurance=given.assurance.value,
        systems=tuple(veil.system(s) for s in given.systems),
        dated=citation.dated,
        received=citation.received,
        valid_until=until,
        is_stale=until is not None and until < basis.state.today,
        owner="" if hides else veil.person(citation.owner),
        confidential=hides,
    )
