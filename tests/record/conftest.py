"""What the tests of the record share: a clock that only they move, speakers, and a deed of every kind."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from assistant.record.ledger import Ledger
from assistant.record.store import Store, open_store
from model import deeds as d
from model.assessment import Speaker
from model.coverage import Coverage, Exemption, Ordinal
from model.decisions import CapacitySet, PracticeExcluded, StepAgreed, StepPut, StepStatus
from model.evidence import Assurance, Citation, Quotation
from model.practice import PhaseId, Profile
from model.reading import OpenPoint, Proposal, Ranked, Reading, Says, Statement, Trait
from model.threat import CaseStudy, Mitigation, Release, StudyKind

CATALOGUE = '{"practices":[],"version":"1"}'
JONAS = Speaker(name="Jonas Weber", role="data engineer")
INES = Speaker(name="Ines", role="security lead")
M7 = "AML.M0007"
COVERAGES = {
    f"{M7}.1": Coverage(stated=Ordinal.HALF, over=("photo",)),
    f"{M7}.2a": Coverage(
        covered=("photo",),
        denied=("eta",),
        exemptions=(
            Exemption(system="old", owner="Marek Nowak", until=date(2026, 1, 1), reason="leaves in March"),
        ),
    ),
}
RELEASE = Release(
    version="2027.01",
    format="6.0.0",
    mitigations=(Mitigation(id=M7, name="Sanitize Training Data", techniques=("AML.T0020",)),),
    studies=(CaseStudy(id="AML.CS0002", name="A study", kind=StudyKind.INCIDENT, day=date(2020, 1, 1)),),
)
_SAID = Quotation(text=" every delivery ", start=11, end=27)
READING = Reading(
    text=" We look at every delivery \n",
    practice=M7,
    practices=(Ranked(id=M7, score=0.1 + 0.2),),
    level=1,
    probabilities=(0.1, 0.7, 0.15, 0.05),
    proposals=(Proposal(activity=f"{M7}.1", coverage=Ordinal.SOME, quotations=(_SAID,), confidence=1 / 3),),
    traits=(Trait(trait="scope", value="some", quotation=_SAID),),
    open=(OpenPoint(activity=f"{M7}.2a", question="When last?"),),
    statements=(Statement(quotation=_SAID, says=Says.FACT, practice=M7),),
)
CITATION = Citation(
    document="Handbook of Marek.md",
    sha256="ab" * 32,
    locator="line 12",
    quotation=_SAID,
    received=date(2025, 5, 1),
    valid_until=date(2026, 5, 1),
)
DEEDS: tuple[d.Deed, ...] = (
    d.Renamed(name="Factory two"),
    d.ProfileChosen(profile=Profile.ATLAS),
    d.SystemAdded(system=d.System(name="photo", traits=("trains-own",), owner="Marek Nowak")),
    d.SystemChanged(name="photo", system=d.System(name="pictures")),
    d.SystemRemoved(name="pictures"),
    d.ScopeSettled(),
    d.Counted(practice=M7, system="photo", counts=False, reason="Marek says so"),
    d.TargetSet(practice=M7, level=2, reason=""),
    d.Answered(
        text="We look at every delivery, Marek does it. \u0000\x1b[31m[bold]red[/] שלום 🦆",
        phase=PhaseId.DATA_CLEANING,
        story="source",
        practice=M7,
        readings={M7: READING},
    ),
    d.Confirmed(practice=M7, coverages=COVERAGES, inferred=(f"{M7}.1",), reading_level=1),
    d.LevelSet(practice=M7, level=2, reason="Marek insisted", coverages=COVERAGES),
    d.CoveragesSet(practice=M7, coverages=COVERAGES, reason="Marek again", rules=True),
    d.SaidUnknown(practice=M7, activities=(f"{M7}.1",)),
    d.SetAside(practice=M7, for_good=True),
    d.SaidNotApplicable(practice=M7, reason=d.NaReason.OUT_OF_SCOPE, note="Marek agreed"),
    d.Parked(practice=M7, person="Marek Nowak", question="Does Marek keep a log?"),
    d.Noted(text="Marek seemed unsure", practice=M7),
    d.EvidenceGiven(
        practice=M7, activity=f"{M7}.1", assurance=Assurance.DOCUMENTED, citation=CITATION, systems=("photo",)
    ),
    d.Vouched(practice=M7, activities=(f"{M7}.1",)),
    d.Carried(practice=M7, coverages=COVERAGES),
    d.PracticeRequested(practice="AML.M0035"),
    d.AtlasUsed(release=RELEASE, file="Marek's ATLAS.yaml", sha256="0" * 64, revisit=(M7,)),
    d.Reopened(practices=(M7,), because="Marek said that photo is public"),
    StepAgreed(
        practice=M7,
        level=2,
        owner="Marek Nowak",
        due=date(2026, 2, 1),
        status=StepStatus.UNDER_WAY,
        reason="Marek asked for it",
    ),
    PracticeExcluded(practice=M7, reason="Marek says not this year"),
    StepPut(practice=M7, level=2, wave=3, reason="after Marek's leave"),
    StepPut(practice=M7, level=2, wave=None),
    CapacitySet(capacity=30),
    d.Undone(act=3),
)
"""Every kind that can be appended; openings and redactions have their own calls."""

Begin = Callable[..., Ledger]


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that goes on by a minute and a microsecond at every look."""
    moments = (
        datetime(2025, 3, 4, 9, tzinfo=UTC) + n * timedelta(seconds=60, microseconds=1) for n in range(10**6)
    )
    return lambda: next(moments)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the test's database is."""
    return tmp_path / "folder" / "mlsmm.db"


@pytest.fixture
def store(file: Path, clock: Callable[[], datetime]) -> Iterator[Store]:
    """An open, empty record."""
    with open_store(file, clock=clock, program="mlsmm 1") as opened:
        yield opened


@pytest.fixture
def begin(store: Store) -> Begin:
    """Begins an assessment with one act."""

    def create(name: str = "Factory", deeds: tuple[d.Deed, ...] = ()) -> Ledger:
        ledger = store.create(name, profile=Profile.CORE, catalogue_json=CATALOGUE, speaker=JONAS)
        ledger.append(deeds, JONAS)
        return ledger

    return create


@pytest.fixture
def deeds() -> tuple[d.Deed, ...]:
    """A deed of every kind that can be appended."""
    return DEEDS


@pytest.fixture
def jonas() -> Speaker:
    """A speaker."""
    return JONAS


@pytest.fixture
def ines() -> Speaker:
    """Another speaker."""
    return INES


@pytest.fixture
def catalogue() -> str:
    """The JSON of a catalogue."""
    return CATALOGUE
