"""How well a recorded coverage is proved, activity by activity and system by system."""

from collections.abc import Sequence
from datetime import date

from model.assessment import PracticeState
from model.coverage import Coverage, Ordinal, Span, agree
from model.evidence import Assurance
from model.practice import Activity, Unit


def _proof(stands: PracticeState, activity: str, *, system: str | None, on: date) -> Assurance:
    """The best proof for one system, or of what names no system."""
    if activity in stands.vouched:
        return Assurance.VERIFIED
    best = Assurance.CLAIMED
    for given in stands.evidence:
        speaks_of_it = not given.systems or system is None or system in given.systems
        if given.activity != activity or not speaks_of_it:
            continue
        until = given.citation.valid_until
        proof = given.assurance.aged if until and until < on else given.assurance
        best = max(best, proof, key=lambda p: p.rank)
    return best


def _covered(stands: PracticeState, activity: Activity, *, systems: Sequence[str]) -> tuple[str, ...]:
    claims = stands.claims.get(activity.id, ())
    known = [c.coverage for c in claims if not c.coverage.is_unknown]
    if any(c.stated in (Ordinal.SOME, Ordinal.HALF) for c in known):
        return ()
    yes = {s for c in known for s in (*c.covered, *_all_over(c))}
    no = {s for c in known for s in c.denied}
    return tuple(s for s in systems if s in yes - no)


def _all_over(coverage: Coverage) -> set[str]:
    return set(coverage.over) if coverage.stated is Ordinal.ALL else set()


def proof_of(stands: PracticeState, activity: Activity, *, systems: Sequence[str], on: date) -> Assurance:
    """As well proved as the weakest of the systems that are covered."""
    covered = _covered(stands, activity, systems=systems) if activity.unit is Unit.SYSTEMS else ()
    proofs = [_proof(stands, activity.id, system=s, on=on) for s in covered or (None,)]
    return min(proofs, key=lambda p: p.rank)


def unproved(
    stands: PracticeState, activity: Activity, *, systems: Sequence[str], on: date
) -> tuple[str, ...]:
    """The covered systems of which nothing but words speaks; none where it is not counted over systems."""
    covered = _covered(stands, activity, systems=systems) if activity.unit is Unit.SYSTEMS else ()
    return tuple(s for s in covered if _proof(stands, activity.id, system=s, on=on) is Assurance.CLAIMED)


def proved_span(
    stands: PracticeState, activity: Activity, *, systems: Sequence[str], at_least: Assurance, on: date
) -> Span:
    """The coverage that is left when only what is proved `at_least` so well counts."""
    claims = [c.coverage for c in stands.claims.get(activity.id, ())]
    low = agree(claims, activity.unit, systems=systems, on=on).low
    covered = _covered(stands, activity, systems=systems) if activity.unit is Unit.SYSTEMS else ()
    if covered:
        proved = tuple(
            s for s in covered if _proof(stands, activity.id, system=s, on=on).rank >= at_least.rank
        )
        denied = tuple(s for s in systems if s not in proved)
        exemptions = tuple(e for c in claims for e in c.exemptions)
        marks = Coverage(covered=proved, denied=denied, exemptions=exemptions)
        kept = agree([marks], activity.unit, systems=systems, on=on).low
    else:
        is_proved = _proof(stands, activity.id, system=None, on=on).rank >= at_least.rank
        kept = low if is_proved else Ordinal.NONE
    least = min(low, kept, key=lambda o: o.worth)
    return Span(low=least, high=least)
