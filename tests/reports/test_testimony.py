"""Who said and recorded what, when, and for which systems: what an auditor follows back into the record."""

import json
import re
from datetime import date

from assistant.reports.data import gather
from assistant.reports.formats import write
from assistant.reports.parts import ReportData, ReportPractice
from assistant.reports.veil import Edition, Kind
from model import deeds as d
from model.assessment import Speaker
from model.coverage import Ordinal
from tests.reports.made import DAY, HEAD, acts, catalogue, made
from tests.small import Diary, marks, quote, reading, said

SYSTEMS, TRAITS = ("photo", "eta", "bot"), ("trains-own", "predictive")
ANA = Speaker(name="Ana Ruiz", role="data engineer")
BEN = Speaker(name="Ben Osei", role="security lead")
ENGINEER = "data engineer (person 3)"
"""Somebody of the same role began it."""
SAID = "Every build is scanned for photo and eta"
NOTE = "Ben's board decided so"
SCANNING, SIGNING, HARDENING = "AML.M0016", "AML.M0013", "AML.M0003"


def diary() -> Diary:
    """Two people on three systems: an answer for two activities, a ruling out, a disagreement."""
    told = Diary(traits=())
    told.add(*(d.SystemAdded(system=d.System(name=name, traits=TRAITS)) for name in SYSTEMS), by=BEN)
    first, second = (a.id for a in catalogue().practice(SCANNING).activities[:2])
    heard = reading(SCANNING, SAID)
    proposals = tuple(
        {"activity": each, "coverage": Ordinal.ALL, "quotations": (quote(SAID, SAID),), "confidence": 0.9}
        for each in (first, second)
    )
    heard = heard.model_validate({**heard.model_dump(), "proposals": proposals})
    told.add(d.Answered(text=SAID, practice=SCANNING, readings={SCANNING: heard}), by=ANA)
    told.cover(SCANNING, by=ANA, _1=marks("photo eta", "bot"), _2a=said(Ordinal.HALF, "photo eta bot"))
    told.cover(SCANNING, by=BEN, _1=marks("photo", "eta"))
    told.add(
        d.SaidNotApplicable(practice=SIGNING, reason=d.NaReason.OUT_OF_SCOPE, note=NOTE),
        d.TargetSet(practice=HARDENING, level=2, reason="as the board wants it"),
        by=BEN,
    )
    return told


def report(kind: Kind = "roles", told: Diary | None = None) -> ReportData:
    """The data set of it."""
    return gather(
        (told or diary()).acts, catalogue(), head=HEAD, edition=Edition(kind=kind, written=DAY)
    ).data


def seq(kind: type, nth: int = 0) -> tuple[int, date]:
    """Number and day of the nth act of a kind."""
    return [(a.seq, a.at.date()) for a in diary().acts if isinstance(a.deed, kind)][nth]


def recorded(practice: ReportPractice) -> list[tuple[str, int, date]]:
    """Who, in which act, on which day."""
    return [(r.who, r.act, r.day) for r in practice.recorded]


def test_what_stands_names_its_acts() -> None:
    """Both speakers where both stand; whoever ruled a practice out, and the words; else nobody."""
    data = report()
    told = [(ENGINEER, *seq(d.CoveragesSet)), ("security lead", *seq(d.CoveragesSet, 1))]
    assert recorded(data.practice_named(SCANNING)) == told
    ruled = data.practice_named(SIGNING)
    assert recorded(ruled) == [("security lead", *seq(d.SaidNotApplicable))]
    assert any("board decided so" in reason for reason in ruled.reasons)
    assert data.practice_named("AML.M0001").recorded == ()


def test_the_last_act_of_every_practice_is_named() -> None:
    """In the large assessment, whose practices are told once and some judged afterwards."""
    last = {
        a.deed.practice: a.seq
        for a in acts()
        if isinstance(a.deed, d.CoveragesSet | d.LevelSet | d.SaidNotApplicable)
    }
    assert {p.id: p.recorded[-1].act for p in made().practices if p.recorded} == last


def test_a_saying_stands_once_with_all_that_rests_on_it() -> None:
    """In the document, with who, when and the act; the data set keeps one for each activity."""
    number, day = seq(d.Answered)
    text = write(report(), "md").decode()
    first, second = (a.label for a in catalogue().practice(SCANNING).activities[:2])
    assert len(report().practice_named(SCANNING).quotes) == 2
    assert text.count(SAID) == 1
    assert f"{first}; {second}; said by {ENGINEER} on {day} (act {number})" in text


def test_systems_for_which_it_is_done() -> None:
    """Those that somebody named and nobody denied; a bare half names none."""
    first, second = report().practice_named(SCANNING).activities[:2]
    assert (first.low, first.done_for, second.done_for) == ("some", ("photo",), ())
    assert report("redacted").practice_named(SCANNING).activities[0].done_for == ("system 1",)


def test_a_work_item_says_what_is_needed_and_what_is_there() -> None:
    """For which systems, how far, and who is to be asked while nobody has agreed."""
    told = diary()
    told.add(d.SystemChanged(name="photo", system=d.System(name="photo", owner="Ana Ruiz")))
    told.cover(SCANNING, by=BEN, _2b=marks("photo", "eta bot"))
    told.add(d.TargetSet(practice=SCANNING, level=2, reason="so"), by=BEN)
    data = report(told=told)
    bodies = [i["body"] for i in json.loads(write(data, "backlog-github"))]
    body = next(b for b in bodies if "2b)" in b and f"({SCANNING})" in b)
    assert "- Systems: photo, eta, bot" in body
    assert f"Owner: to be named (the systems belong to: {ENGINEER})" in body
    assert re.search(r"\(AML\.M0016\.2b\): .* Needed: every system; today: some \(photo\)\.", body)


def test_a_target_as_proposed_is_not_called_another() -> None:
    """It says who set it and why."""
    data = report()
    hardening = data.practice_named(HARDENING)
    word = "as proposed" if hardening.proposed == 2 else f"instead of the proposed {hardening.proposed}"
    assert any(r.startswith("Target 2") and word in r for r in hardening.reasons)
    same = diary().add(d.TargetSet(practice=HARDENING, level=hardening.proposed or 0, reason="so"), by=BEN)
    reasons = report(told=same).practice_named(HARDENING).reasons
    assert f"Target {hardening.proposed}, as proposed, set by security lead" in " ".join(reasons)


def test_a_reassessment_names_what_it_goes_on_from() -> None:
    """By the head hash of the one before; others say nothing of it."""
    told = Diary()
    opened = told.acts[0].deed.model_copy(update={"origin": "ab" * 32})
    told.acts[0] = told.acts[0].model_copy(update={"deed": opened})
    assert (
        "Goes on from an earlier assessment, whose head hash was " + "ab" * 32
        in write(report(told=told), "md").decode()
    )
    assert "Goes on from" not in write(report(), "md").decode()


def test_a_lowered_target_is_a_gap_with_owner_and_review() -> None:
    """As an exemption is; whoever set it owns it where nobody is named; a redacted copy names nobody."""
    told = diary()
    review = date(2027, 5, 1)
    lowered = d.TargetSet(practice=SCANNING, level=0, reason="bought", owner="Olga Petrova", review=review)
    told.add(lowered, by=BEN)
    (gap,) = [each for each in report("names", told).accepted if each.practice == SCANNING]
    assert (gap.kind, gap.owner, gap.review) == ("target", "Olga Petrova", review)
    assert b"Petrova" not in write(report("redacted", told), "json")
    told.add(d.TargetSet(practice=SCANNING, level=0, reason="bought"), by=BEN)
    (gap,) = [each for each in report("names", told).accepted if each.practice == SCANNING]
    assert (gap.owner, gap.review) == (BEN.name, None)
