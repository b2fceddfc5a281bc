"""An assessment with all that a report can meet, hostile words too, and its figures by other hands."""

from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from assistant.reports.data import Gathered, gather
from assistant.reports.formats import write
from assistant.reports.parts import ReportData
from assistant.reports.veil import Edition, Kind
from model import deeds as d
from model.agreements import plan_of
from model.assessment import Act, Speaker
from model.catalogue import Catalogue
from model.coverage import Coverage, Exemption, Ordinal
from model.decisions import PracticeExcluded, StepAgreed, StepPut, StepStatus
from model.evidence import Assurance, Citation, Quotation
from model.fold import fold
from model.practice import Practice, Unit
from tests.second_planner import effort, projections
from tests.second_scorer import figures
from tests.shipped import shipped_catalogue
from tests.small import Diary, quote, reading

HEAD = "5e" * 32
DAY = date(2026, 12, 24)
RTL = "נועה לוי"
ARABIC = "محمد العلي"
FORMULA = '=HYPERLINK("http://evil.example","x")'
SCRIPT = "<script>alert('x')</script>"
MARKUP = "**bold** [link](javascript:alert(1)) | # head\n@everyone 0,33 `code` ~~gone~~"
LONG = "Lorem ipsum, dolor sit; " * 420
"""More than 10,000 characters."""
PRIVATE = "Kestrel was drunk again"
MAIL, HOST, ADDRESS = "zelda@corp.example", "db01.corp.example", "10.20.30.40"
CONFIDENTIAL, SECRET = "Geheimplan Merkur.pdf", "the vault code is swordfish"
PEOPLE = ("Zelda Quist", "Ottokar Brenn", RTL, ARABIC, "Ulla Vint", "Petra Moos")
SYSTEMS = (FORMULA[:40], "photo-sorter", "eta")
ORGANISATION = "Hjelmqvist AB, spring"
ZELDA = Speaker(name="Zelda Quist", role="security lead")
OTTO = Speaker(name="Ottokar Brenn", role="data engineer")
NOA = Speaker(name=RTL, role="ml engineer")
AGREED = (
    (RTL, date(2027, 2, 1), StepStatus.UNDER_WAY),
    ("Petra Moos", date(2027, 3, 31), StepStatus.DONE),
    ("data engineer", None, StepStatus.PLANNED),
    ("", date(2027, 4, 30), StepStatus.PLANNED),
)
"""Owner, day and status of the first steps: by name, by role, by nobody."""
SAID = "Quokka signs every release in the pipeline, by Zelda's key"
QUOTED = "releases are hashed with the wolverine key"


@cache
def catalogue() -> Catalogue:
    """The shipped catalogue."""
    return shipped_catalogue()


@cache
def acts() -> tuple[Act, ...]:
    """Every kind of act that shows in a report."""
    diary = Diary(profile=catalogue().practices[0].profile)
    diary.add(d.Renamed(name=ORGANISATION))
    owners = ("Ulla Vint", ARABIC, "")
    traits = (
        ("trains-own", "predictive", "public-interface"),
        ("fine-tunes", "predictive"),
        ("bought", "generative"),
    )
    for name, owner, own in zip(SYSTEMS, owners, traits, strict=True):
        diary.add(d.SystemAdded(system=d.System(name=name, owner=owner, traits=own)), by=ZELDA)
    ids = [p.id for p in catalogue().practices if p.profile.value == "core" and not p.provisional]
    for number, practice_id in enumerate(ids):
        _tell(diary, catalogue().practice(practice_id), number)
    diary.add(
        d.TargetSet(practice=ids[3], level=1, reason=f"{MARKUP} {LONG}"),
        d.TargetSet(practice=ids[0], level=3, reason=f"Ottokar asked {MAIL} at {HOST} and {ADDRESS}"),
        d.SaidNotApplicable(practice=ids[6], reason=d.NaReason.OUT_OF_SCOPE),
        d.Parked(practice=ids[2], activity=None, person="Petra Moos", question=f"{SCRIPT} ask Zelda?"),
        d.Parked(practice=ids[2], person=RTL, question=catalogue().practice(ids[2]).question),
        d.Noted(text=PRIVATE, practice=ids[0]),
        by=ZELDA,
    )
    judged = catalogue().practice(ids[1])
    diary.add(d.Vouched(practice=judged.id, activities=tuple(a.id for a in judged.activities)), by=ZELDA)
    _prove(diary, catalogue().practice(ids[0]))
    words = "signs every release"
    heard = reading(ids[1], SAID)
    proposal = {"activity": catalogue().practice(ids[1]).activities[0].id, "coverage": Ordinal.ALL}
    quoted = {**proposal, "quotations": (quote(SAID, words),), "confidence": 0.9}
    answered = heard.model_validate({**heard.model_dump(), "proposals": (quoted,)})
    diary.add(d.Answered(text=SAID, practice=ids[1], readings={ids[1]: answered}), by=NOA)
    _decide(diary, earned=ids[1])
    return tuple(diary.acts)


def _decide(diary: Diary, *, earned: str) -> None:
    """Who does which steps, one of them earned since; one practice stays out, one step comes later."""
    steps = [s for w in plan_of(fold(diary.acts), catalogue()).waves for s in w.steps]
    for step, (owner, due, status) in zip(steps, AGREED, strict=False):
        said = {"owner": owner, "due": due, "status": status, "reason": f"{MARKUP} Zelda said so"}
        diary.add(StepAgreed(practice=step.practice, level=step.after, **said), by=ZELDA)
    names = [s.practice for s in steps[:-3] if s.practice not in {t.practice for t in steps[: len(AGREED)]}]
    diary.add(
        StepAgreed(practice=earned, level=3, owner="Zelda Quist", due=DAY, status=StepStatus.DONE),
        PracticeExcluded(practice=names[-1], reason=f"{SCRIPT} Ottokar, {MAIL}"),
        StepPut(practice=steps[0].practice, level=steps[0].after, wave=2, reason=f"{FORMULA} says Petra"),
        by=OTTO,
    )


def _tell(diary: Diary, practice: Practice, number: int) -> None:
    """A different mixture for each practice: all, some, unknown, silent, disputed, judged."""
    told = {}
    for place, activity in enumerate(practice.activities):
        turn = (number + place) % 5
        if turn == 4:
            continue
        told[activity.id] = _coverage(turn, activity.unit)
    if number % 6 != 5:
        diary.add(d.CoveragesSet(practice=practice.id, coverages=told), by=(ZELDA, OTTO, NOA)[number % 3])
    if number % 7 == 1:
        covered = {a.id: Coverage(covered=SYSTEMS) for a in practice.activities if a.unit is Unit.SYSTEMS}
        everything = {a.id: covered.get(a.id, Coverage(stated=Ordinal.ALL)) for a in practice.activities}
        reason = f"+judged by Ottokar, {LONG}"
        diary.add(d.LevelSet(practice=practice.id, level=3, reason=reason, coverages=everything), by=OTTO)


def _coverage(turn: int, unit: Unit) -> Coverage:
    if turn == 3:
        return Coverage(is_unknown=True)
    if unit is Unit.SYSTEMS:
        exempt = Exemption(
            system=SYSTEMS[2], owner="Petra Moos", until=date(2030, 1, 1), reason="-old, says Ulla"
        )
        marks = (
            Coverage(covered=SYSTEMS[:2], exemptions=(exempt,)),
            Coverage(covered=SYSTEMS[:1], denied=SYSTEMS[1:]),
            Coverage(covered=SYSTEMS),
        )
        return marks[turn]
    return Coverage(
        stated=(Ordinal.ALL, Ordinal.ALL if unit is Unit.WHOLE else Ordinal.HALF, Ordinal.NONE)[turn]
    )


def _prove(diary: Diary, practice: Practice) -> None:
    citation = {"sha256": "c0" * 32, "received": date(2026, 10, 1), "owner": "Ottokar Brenn"}
    shown = Citation(
        document="Zelda Quist notes.md",
        locator=f"Risks!{MAIL}",
        quotation=Quotation(text=QUOTED, start=0, end=len(QUOTED)),
        valid_until=date(2026, 10, 2),
        **citation,
    )
    hidden = Citation(
        document=CONFIDENTIAL,
        locator="page 3",
        quotation=Quotation(text=SECRET, start=0, end=len(SECRET)),
        confidential=True,
        **citation,
    )
    for given in (shown, hidden):
        proof = d.EvidenceGiven(
            practice=practice.id,
            activity=practice.activities[0].id,
            assurance=Assurance.DEMONSTRATED,
            citation=given,
            systems=SYSTEMS[:1],
        )
        diary.add(proof, by=OTTO)


@cache
def gathered(kind: Kind = "roles") -> Gathered:
    """The data set of an edition, and what it replaced."""
    return gather(acts(), catalogue(), head=HEAD, edition=Edition(kind=kind, written=DAY, capacity=40))


def made(kind: Kind = "roles") -> ReportData:
    """The data set of an edition."""
    return gathered(kind).data


@cache
def content(name: str, kind: Kind = "roles") -> bytes:
    """A format of an edition, written once."""
    return write(made(kind), name)


@cache
def expected() -> dict[str, Any]:
    """Every figure, by the second scorer from the raw acts."""
    return figures(*as_json())


@cache
def as_json() -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Acts and catalogue as the second scorer reads them."""
    return [a.model_dump(mode="json") for a in acts()], catalogue().model_dump(mode="json")


def waves_of(data: ReportData) -> list[list[tuple[str, int]]]:
    """Which step stands in which wave, and nothing else of the plan."""
    return [[(step.practice, step.after) for step in wave.steps] for wave in data.roadmap.waves]


@cache
def projected() -> dict[str, Any]:
    """Exposure and the figures after each wave, by the second scorer from the raw acts."""
    return projections(*as_json(), waves_of(made()))


@cache
def _figures() -> dict[str, Any]:
    return figures(*as_json())


def points_of(practice: str, level: int) -> int:
    """Effort points of a step, by the second scorer."""
    return effort(_figures(), as_json()[1], step=(practice, level))


Pair = tuple[Fraction, Fraction] | None


def half_up(figure: Fraction) -> str:
    """Two decimals, by long division on whole numbers."""
    cents, rest = divmod(figure.numerator * 100, figure.denominator)
    cents += 2 * rest >= figure.denominator
    return f"{cents // 100}.{cents % 100:02d}"


def decimals(pair: Pair) -> str:
    """How a range of decimals is written."""
    return _span(pair, half_up)


def wholes(pair: Pair) -> str:
    """How a range of levels is written."""
    return _span(pair, lambda figure: str(int(figure)))


def _span(pair: Pair, write: Any) -> str:
    if pair is None:
        return "–"
    low, high = map(write, pair)
    return low if low == high else f"{low} to {high}"


def practice_row(practice_id: str) -> dict[str, str]:
    """The figures of a practice as documents write them."""
    told = expected()["practices"][practice_id]
    if not told["applicable"]:
        return dict.fromkeys(("earned", "progress", "target", "gap", "documented"), "–")
    return {
        "earned": wholes(told["earned"]),
        "progress": decimals(told["progress"]),
        "target": str(told["target"]),
        "gap": wholes(told["gap"]),
        "documented": str(told["documented"]),
    }


def phase_row(phase_id: str) -> dict[str, str]:
    """The figures of a phase as documents write them."""
    told = expected()["phases"][phase_id]
    counting = [expected()["practices"][i] for i in told["practices"]]
    targets = [Fraction(p["target"]) for p in counting if p["applicable"]]
    mean = sum(targets, Fraction(0)) / len(targets) if targets else None
    return {
        "count": str(len(targets)),
        "earned": decimals(told["earned"]),
        "progress": decimals(told["progress"]),
        "target": "–" if mean is None else half_up(mean),
    }
