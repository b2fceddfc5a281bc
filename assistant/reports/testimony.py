"""Who said and recorded what, and when: the acts that the figures of a practice rest on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from assistant.reports.parts import RecordedAct, ReportQuote
from assistant.reports.veil import Veil
from model.assessment import Act, State
from model.catalogue import Catalogue
from model.coverage import Coverage, Ordinal
from model.deeds import Answered
from model.fold import undone_by
from model.practice import Activity, Practice, Unit
from model.scoring import PracticeScore

Quotes = Mapping[str, tuple[ReportQuote, ...]]
"""By activity, the words that it rests on."""


@dataclass(frozen=True)
class Basis:
    """What the parts of a report are gathered from."""

    state: State
    catalogue: Catalogue
    veil: Veil
    quotes: Quotes = field(default_factory=dict)
    acts: Mapping[int, Act] = field(default_factory=dict)
    """By number."""


def basis_of(acts: Iterable[Act], state: State, *, catalogue: Catalogue, veil: Veil) -> Basis:
    """Acts and state with the words of the answers in them."""
    every = tuple(acts)
    return Basis(state, catalogue, veil, _quotes_of(every, veil=veil), {act.seq: act for act in every})


def _quotes_of(acts: tuple[Act, ...], *, veil: Veil) -> Quotes:
    """By activity, the words of the last answer that was read for it; none in the redacted copy."""
    gone = undone_by(acts)
    found: dict[str, tuple[ReportQuote, ...]] = {}
    for act in acts:
        if isinstance(act.deed, Answered) and act.seq not in gone:
            found.update(_quoted(act, act.deed, veil=veil))
    return found


def _quoted(act: Act, answered: Answered, *, veil: Veil) -> Iterator[tuple[str, tuple[ReportQuote, ...]]]:
    speaker, day = veil.person(act.speaker.name), act.at.date()
    for reading in answered.readings.values():
        for proposal in reading.proposals:
            words = dict.fromkeys(q.text for q in proposal.quotations)
            told = tuple(
                ReportQuote(activity=proposal.activity, speaker=speaker, text=text, day=day, act=act.seq)
                for each in words
                if (text := veil.quotation(each))
            )
            if told:
                yield proposal.activity, told


def recorded_of(practice: Practice, basis: Basis) -> tuple[RecordedAct, ...]:
    """The acts whose coverages stand, or the one that ruled the practice out, in their order."""
    stands = basis.state.practice(practice.id)
    standing = {claim.seq for claims in stands.claims.values() for claim in claims}
    numbers = {stands.settled_at} if stands.not_applicable else standing
    return tuple(
        RecordedAct(who=basis.veil.person(act.speaker.name), day=act.at.date(), act=act.seq)
        for number in sorted(numbers)
        if (act := basis.acts.get(number))
    )


def done_for(activity: Activity, scored: PracticeScore, *, basis: Basis) -> tuple[str, ...]:
    """The systems for which an activity is known to be done: somebody said so, and nobody the opposite."""
    if activity.unit is not Unit.SYSTEMS or not basis.state.named:
        return ()
    claims = basis.state.practice(scored.id).claims.get(activity.id, ())
    said = [claim.coverage for claim in claims]
    yes = {s for coverage in said for s in _marks(coverage, Ordinal.ALL)}
    no = {s for coverage in said for s in _marks(coverage, Ordinal.NONE)}
    return tuple(basis.veil.system(s) for s in scored.systems if s in yes - no)


def _marks(coverage: Coverage, ordinal: Ordinal) -> tuple[str, ...]:
    """The systems that were marked so, or that all or none was stated about."""
    marked = coverage.covered if ordinal is Ordinal.ALL else coverage.denied
    return coverage.over if coverage.stated is ordinal else marked
