"""From the acts of an assessment to the one data set that every format is written from."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant import PROGRAM
from assistant.conversation.views import headline, phase_name
from assistant.reports.amount import Amount
from assistant.reports.asked import accepted_gaps, decisions, parked_questions
from assistant.reports.parts import ReportData, ReportHeadline, ReportMeta, ReportPhase, ReportSystem
from assistant.reports.planned import exposure_of, roadmap_of
from assistant.reports.practices import practice_of
from assistant.reports.testimony import Basis, basis_of
from assistant.reports.threats import techniques_of
from assistant.reports.veil import Edition, Replacement, Veil
from assistant.reports.words import say
from model.agreements import plan_of
from model.assessment import Act, State
from model.catalogue import Catalogue
from model.fold import fold
from model.scoring import PhaseScore, Range, Scorecard, score

RULES = ("earned", "progress", "range", "phase", "gap", "percent", "assurance", "roadmap")
"""The rules that the report prints, in this order."""


@dataclass(frozen=True)
class Gathered:
    """A report's data, and what it does not say."""

    data: ReportData
    replaced: tuple[Replacement, ...]


def gather(acts: Sequence[Act], catalogue: Catalogue, *, head: str, edition: Edition) -> Gathered:
    """Everything that a report says; the same input gives the same data."""
    state = fold(acts)
    veil = Veil(state, kind=edition.kind, roles={r for p in catalogue.practices for r in p.roles})
    basis = basis_of(acts, state, catalogue=catalogue, veil=veil)
    card = score(state, catalogue)
    meta = _meta(basis, head=head, edition=edition)
    practices = tuple(practice_of(scored, basis) for scored in card.practices)
    planned = plan_of(state, catalogue, capacity=edition.capacity, card=card)
    roadmap = roadmap_of(planned, basis, practices={p.id: p for p in practices})
    accepted, parked = accepted_gaps(card, basis), parked_questions(basis)
    data = ReportData(
        meta=meta,
        headline=_headline(card, catalogue),
        decisions=decisions(roadmap, card, practices=practices, accepted=accepted, parked=len(parked)),
        accepted=accepted,
        systems=_systems(state, catalogue, veil=veil),
        phases=tuple(_phase(phase, card, catalogue=catalogue) for phase in card.phases),
        practices=practices,
        roadmap=roadmap,
        parked=parked,
        techniques=techniques_of(card, catalogue),
        exposure=exposure_of(planned, catalogue),
    )
    return Gathered(data, veil.replacements())


def _meta(basis: Basis, *, head: str, edition: Edition) -> ReportMeta:
    state, catalogue = basis.state, basis.catalogue
    return ReportMeta(
        assessment=basis.veil.assessment(state.name, head=head),
        profile=state.profile.value,
        edition=edition.kind,
        edition_note=say(f"edition.{edition.kind}"),
        written=edition.written,
        origin=state.origin,
        as_of=state.today,
        acts=state.count,
        head=head,
        program=PROGRAM,
        catalogue=catalogue.version,
        catalogue_sha256=state.catalogue,
        atlas=catalogue.atlas,
        rules=tuple(say(f"rule.{rule}") for rule in RULES),
        headline_rule=say("rule.headline"),
        from_paper=say("source.paper"),
        from_us=say("source.us"),
        not_a_certificate=say("source.not-a-certificate"),
    )


def _headline(card: Scorecard, catalogue: Catalogue) -> ReportHeadline:
    top = card.headline
    return ReportHeadline(
        text=headline(card, catalogue),
        at_target=top.at_target,
        with_proof=top.with_proof,
        applicable=top.applicable,
        unknown=top.unknown,
        not_asked=top.not_asked,
        weakest_phase=top.weakest_phase.value if top.weakest_phase else None,
        weakest_phase_name=phase_name(catalogue, top.weakest_phase),
        earned=_amount(card.earned),
        progress=_amount(card.progress),
        percent_to_target=_amount(card.percent_to_target),
        percent_to_proposed=_amount(card.percent_to_proposed),
    )


def _amount(figure: Range | None) -> Amount | None:
    return None if figure is None else Amount.of(figure)


def _phase(phase: PhaseScore, card: Scorecard, *, catalogue: Catalogue) -> ReportPhase:
    target = card.target_of(phase)
    return ReportPhase(
        id=phase.id.value,
        name=phase_name(catalogue, phase.id),
        practices=phase.practices,
        applicable=sum(card.practice(i).applicable for i in phase.practices),
        earned=_amount(phase.earned),
        progress=_amount(phase.progress),
        target=None if target is None else Amount.of(Range(target, target)),
    )


def _systems(state: State, catalogue: Catalogue, *, veil: Veil) -> tuple[ReportSystem, ...]:
    return tuple(
        ReportSystem(
            name=veil.system(s.name),
            traits=tuple(t if t in catalogue.traits else veil.words(t) for t in s.traits),
            owner=veil.person(s.owner),
        )
        for s in state.named
    )
