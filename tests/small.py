"""A small catalogue, generated and valid, and short ways to write acts over it."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from model import deeds as d
from model.assessment import Act, Speaker
from model.catalogue import Catalogue, Phase, Story
from model.coverage import Coverage, Ordinal
from model.evidence import Quotation
from model.practice import (
    Activity,
    Applies,
    Effort,
    Kind,
    Level,
    PhaseId,
    Placement,
    Practice,
    Prerequisite,
    Profile,
    Unit,
)
from model.reading import Proposal, Ranked, Reading, Says, Statement

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
JONAS = Speaker(name="Jonas", role="data engineer")
RUTH = Speaker(name="Ruth", role="security lead")
PRIYA = Speaker(name="Priya", role="ml engineer")

S, P, R, W = Unit.SYSTEMS, Unit.PEOPLE, Unit.RELEASES, Unit.WHOLE
Units = tuple[Sequence[Unit], Sequence[Unit], Sequence[Unit]]
"""Per level, the units of its activities."""

CLEAN, TRAIN, SHIP, WATCH = "TST.X01", "TST.X02", "TST.X03", "TST.X04"
"""The practices of the small catalogue."""


def activity_of(practice: str, suffix: str, unit: Unit) -> Activity:
    """One generated activity."""
    identifier = f"{practice}.{suffix}"
    return Activity(
        id=identifier,
        label=f"does {suffix} of {practice}",
        text=f"What {identifier} asks for is done.",
        unit=unit,
        question=f"When did {identifier} last happen, and what came of it?",
        evidence=(f"A record of {identifier}", f"A report on {identifier}"),
        examples=(f"we did {identifier} on monday", f"{identifier} ran before the release"),
    )


def level_of(practice: str, level: int, units: Sequence[Unit], effort: int = 1) -> Level:
    """One generated level; each part of its effort is `effort`."""
    suffixes = ["1"] if level == 1 else [f"{level}{c}" for c in "abc"]
    return Level(
        level=level,
        statement=f"{practice} is at level {level}.",
        effort=Effort(knowledge=effort, time=effort, resources=effort),
        activities=tuple(activity_of(practice, s, u) for s, u in zip(suffixes, units, strict=False)),
    )


def practice_of(
    identifier: str,
    units: Units = ((S,), (S,), (S,)),
    *,
    phases: Sequence[PhaseId] = (PhaseId.DATA_CLEANING,),
    needs: Iterable[tuple[str, int, int]] = (),
    **changes: object,
) -> Practice:
    """One generated practice; `needs` lists (practice, its level, before which level of ours)."""
    placed = [(phase, "shared" if n else "primary") for n, phase in enumerate(phases)]
    practice = Practice(
        id=identifier,
        name=f"Practice {identifier}",
        profile=Profile.CORE,
        summary=f"{identifier} in a sentence.",
        why=f"Without {identifier} an attacker gets in.",
        does_not_stop=f"What {identifier} leaves open.",
        phases=tuple(Placement(phase=phase, role=role, reason="it is done there") for phase, role in placed),
        roles=("data engineer",),
        minutes=3,
        question=f"Tell me how {identifier} went last time.",
        rephrased=f"Take the last {identifier}: what happened?",
        source="made for tests",
        prerequisites=tuple(
            Prerequisite(practice=other, level=level, before=before, reason="it comes first")
            for other, level, before in needs
        ),
        levels=tuple(level_of(identifier, n, u, n) for n, u in enumerate(units, 1)),
    )
    return Practice.model_validate({**practice.model_dump(), **changes})


def catalogue_of(*practices: Practice) -> Catalogue:
    """All nine phases with these practices; a story for each phase that has any."""
    phases = []
    for phase in PhaseId:
        here = tuple(p.id for p in practices if p.primary_phase is phase)
        story = Story(
            id=phase.value, request=f"Tell me about {phase}.", rephrased=f"What of {phase}?", practices=here
        )
        phases.append(
            Phase(id=phase, name=phase.value, summary=f"About {phase}.", stories=(story,) if here else ())
        )
    return Catalogue(version="test", atlas="test", phases=tuple(phases), practices=practices)


def small_catalogue() -> Catalogue:
    """Four practices with every unit, a shared phase, an option, a prerequisite and two profiles."""
    owns = Applies(leaves_out=("bought",), unless=("trains-own",), cause="you never train it")
    return catalogue_of(
        practice_of(
            CLEAN,
            ((S,), (S, S), (S, W)),
            phases=(PhaseId.DATA_CLEANING, PhaseId.DATA_LABELING),
            applies=owns.model_dump(),
        ),
        practice_of(TRAIN, ((P,), (P,), (R,)), phases=(PhaseId.MODEL_TRAINING,), needs=[(CLEAN, 1, 2)]),
        practice_of(SHIP, ((W,), (S, R), (W,)), phases=(PhaseId.MODEL_DEPLOYMENT,), kind=Kind.OPTION),
        practice_of(WATCH, phases=(PhaseId.DATA_CLEANING,), profile=Profile.ATLAS),
    )


class Diary:
    """Acts in order, numbered and an hour apart."""

    def __init__(self, *systems: str, profile: Profile = Profile.CORE, traits: Sequence[str] = ()) -> None:
        self.acts: list[Act] = []
        self.add(d.Opened(name="Firm", profile=profile, catalogue="0" * 64, program="test"))
        self.add(*(d.SystemAdded(system=d.System(name=s, traits=tuple(traits))) for s in systems))

    def add(self, *deeds: d.Deed, by: Speaker = JONAS) -> "Diary":
        """Write these deeds down."""
        for deed in deeds:
            seq = len(self.acts) + 1
            self.acts.append(Act(seq=seq, at=START + timedelta(hours=seq), speaker=by, deed=deed))
        return self

    def cover(self, practice: str, by: Speaker = JONAS, **coverages: Coverage) -> "Diary":
        """Set coverages by suffix: `_2a=marks(...)` is activity 2a."""
        named = {f"{practice}.{key.strip('_')}": value for key, value in coverages.items()}
        return self.add(d.CoveragesSet(practice=practice, coverages=named), by=by)

    def cover_one(self, activity: str, coverage: Coverage, *, by: Speaker = JONAS) -> "Diary":
        """Set the coverage of one activity by its id."""
        practice = activity.rpartition(".")[0]
        return self.add(d.CoveragesSet(practice=practice, coverages={activity: coverage}), by=by)

    def rule(self, practice: str, by: Speaker = RUTH, **coverages: Coverage) -> "Diary":
        """The same as a ruling, which silences what others said."""
        named = {f"{practice}.{key.strip('_')}": value for key, value in coverages.items()}
        return self.add(d.CoveragesSet(practice=practice, coverages=named, rules=True), by=by)


def marks(covered: str = "", denied: str = "", unknown: str = "") -> Coverage:
    """A mark per system, names separated by spaces."""
    return Coverage(
        covered=tuple(covered.split()), denied=tuple(denied.split()), unknown=tuple(unknown.split())
    )


def said(ordinal: Ordinal, over: str = "") -> Coverage:
    """An ordinal as it was stated."""
    return Coverage(stated=ordinal, over=tuple(over.split()))


UNKNOWN = Coverage(is_unknown=True)
ALL, HALF, SOME, NONE = (said(o) for o in (Ordinal.ALL, Ordinal.HALF, Ordinal.SOME, Ordinal.NONE))


def reading(
    practice: str, text: str, *proposals: Proposal, level: int | None = 1, plans: Sequence[str] = ()
) -> Reading:
    """A text as it could have been read."""
    statements = tuple(
        Statement(quotation=quote(text, words), says=Says.PLAN, practice=practice) for words in plans
    )
    return Reading(
        text=text,
        practice=practice,
        practices=(Ranked(id=practice, score=1.0),),
        level=level,
        probabilities=(0.1, 0.6, 0.2, 0.1),
        proposals=proposals,
        statements=statements,
    )


def quote(text: str, words: str) -> Quotation:
    """A literal substring with its offsets."""
    start = text.index(words)
    return Quotation(text=words, start=start, end=start + len(words))
