"""`assess` plays scripts through the conversation; what it prints is what the acts give."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from knowledge.catalogue.catalogue import to_json
from tests import second_scorer
from tests.cli.conftest import SCRIPT, Play, Ran, Run, Write
from tests.shipped import shipped_catalogue

M7 = "AML.M0007"


def practice(ran: Ran, name: str = M7) -> Any:
    """The figures of one practice."""
    return next(p for p in ran.json["practices"] if p["id"] == name)


def assess(run: Run, path: str) -> Ran:
    """A script's scorecard."""
    ran = run("assess", path, "--json")
    assert ran.code == 0, ran.err
    return ran


def to_range(pair: Any) -> dict[str, float | None] | None:
    """The second scorer's pair as the contract's range."""
    if pair is None:
        return None
    low, high = (int(Fraction(side) * 100 + Fraction(1, 2)) / 100 for side in pair)
    return {"low": low, "high": high, "value": low if pair[0] == pair[1] else None}


def check_twice(scorecard: Any, acts: list[Any]) -> None:
    """Every figure is what the second scorer gets from the acts."""
    due = second_scorer.figures(acts, json.loads(to_json(shipped_catalogue())))
    assert scorecard["headline"] == due["headline"]
    for figure in ("earned", "progress", "percent_to_target"):
        assert scorecard["overall"][figure] == to_range(due[figure])
    for phase in scorecard["phases"]:
        other = due["phases"][phase["id"]]
        assert phase["practices"] == other["practices"]
        assert phase["earned"] == to_range(other["earned"])
        assert phase["progress"] == to_range(other["progress"])
    for shown in scorecard["practices"]:
        other = due["practices"][shown["id"]]
        assert shown["applicable"] == other["applicable"]
        assert shown["target"] == other["target"]
        assert shown["proposed_target"] == other["proposed"]
        if shown["applicable"]:
            assert shown["earned"] == to_range(other["earned"])
            assert shown["progress"] == to_range(other["progress"])


@pytest.mark.parametrize("example", ["imaging", "manufacturing"])
def test_examples(example: str, run: Run, played: Play) -> None:
    """Both examples play whole; a second scorer gets the same figures from the acts."""
    folder = played(example)
    card = json.loads((folder / "scorecard.json").read_text())
    kept = run("show", str(folder / "assessment.json"), "--json").json
    assert kept["head"] == card["head"]
    check_twice(card, kept["acts"])
    assert card["headline"]["applicable"] >= 15
    assert len([p for p in card["practices"] if p["earned"]["low"] > 0]) >= 5
    transcript = (folder / "transcript.txt").read_text()
    assert "invented" in transcript.lower()
    assert json.loads((folder / "roadmap.json").read_text())["waves"]
    again = run("score", str(folder / "assessment.json"), "--json").json
    assert again == {k: v for k, v in card.items() if k not in ("unconfirmed", "problems")}


def test_the_contract(run: Run, write: Write) -> None:
    """The keys that the contract names, with nothing asked."""
    scorecard = assess(run, write()).json
    assert {"headline", "overall", "phases", "practices", "head"} <= set(scorecard)
    assert (
        scorecard["headline"]
        == {
            "at_target": 0,
            "with_proof": 0,
            "applicable": len(scorecard["practices"]) - 1,
            "unknown": 0,
            "not_asked": len(scorecard["practices"]) - 1,
            "weakest_phase": "model-requirements",
        }
        or scorecard["headline"]["not_asked"] == scorecard["headline"]["applicable"]
    )
    assert len(scorecard["phases"]) == 9
    assert scorecard["overall"]["percent_to_target"] == {"low": 0.0, "high": 100.0, "value": None}
    one = practice(assess(run, write()))
    assert set(one["activities"].values()) == {"not asked"}
    assert one["earned"] == {"low": 0.0, "high": 3.0, "value": None}
    assert one["assurance"] is None


def test_a_judgement(run: Run, write: Write) -> None:
    """A level with a reason puts gate values up to it and none above."""
    one = practice(assess(run, write(f"  - {{practice: {M7}, then: {{level: 2, reason: seen it}}}}")))
    assert one["earned"] == {"low": 2.0, "high": 2.0, "value": 2.0}
    assert one["assurance"] == "claimed"
    assert [one["activities"][f"{M7}.{a}"] for a in ("1", "2a", "3a")] == ["some", "all", "none"]


def test_coverages(run: Run, write: Write) -> None:
    """Systems by name, ordinals and unknown are recorded exactly; the rest stays not asked."""
    said = f"{{{M7}.1: [photo, eta], {M7}.2a: [photo], {M7}.2b: unknown}}"
    one = practice(assess(run, write(f"  - {{practice: {M7}, then: {{coverages: {said}}}}}")))
    values = [one["activities"][f"{M7}.{a}"] for a in ("1", "2a", "2b")]
    assert values == ["all", "half", "unknown"]
    assert "not asked" in one["activities"].values()
    assert one["earned"] == {"low": 1.0, "high": 1.0, "value": 1.0}


def test_unknown_later_and_not_applicable(run: Run, write: Write) -> None:
    """Unknown makes a range, later leaves not asked, not applicable leaves every figure."""
    turns = f"""
  - {{practice: {M7}, then: unknown}}
  - {{practice: AML.M0013, then: later}}
  - {{practice: AML.M0016, then: {{na: out-of-scope}}}}
"""
    before, ran = assess(run, write()), assess(run, write(turns))
    assert set(practice(ran)["activities"].values()) == {"unknown"}
    assert set(practice(ran, "AML.M0013")["activities"].values()) == {"not asked"}
    assert not practice(ran, "AML.M0016")["applicable"]
    assert practice(ran, "AML.M0016")["cause"]
    assert ran.json["headline"]["unknown"] == 1
    assert ran.json["headline"]["applicable"] == before.json["headline"]["applicable"] - 1


def test_confirming_nothing(run: Run, write: Write) -> None:
    """A confirmation after an abstention is a problem that is named, and records nothing."""
    ran = assess(run, write(f'  - {{practice: {M7}, text: "Hm.", then: confirm}}'))
    assert len(ran.json["problems"]) == 1
    assert ran.json["problems"][0].startswith("turn 1: ")
    assert "turn 1: " in ran.err
    assert set(practice(ran)["activities"].values()) == {"not asked"}


def test_an_answer_waits_for_its_confirmation(run: Run, write: Write) -> None:
    """What was drafted and never confirmed scores nothing and is listed."""
    text = "Before each training the pipeline runs the same checks on the data of photo and eta, since 2023."
    told = f'  - {{practice: {M7}, text: "{text}"}}'
    ran = assess(run, write(told))
    assert M7 in ran.json["unconfirmed"]
    assert set(practice(ran)["activities"].values()) == {"not asked"}
    sure = assess(run, write(told.replace("}", ", then: confirm}")))
    assert M7 not in sure.json["unconfirmed"]
    assert "not asked" not in practice(sure)["activities"].values()


def test_words_in_another_language(run: Run, write: Write) -> None:
    """An answer that cannot be read is a problem, not a silence."""
    text = (
        "Wir haben das nicht gemacht und es ist auch nicht geplant, denn wir haben keine Zeit für so etwas."
    )
    ran = assess(run, write(f'  - {{practice: {M7}, text: "{text}"}}'))
    assert "English only" in ran.json["problems"][0]


def test_several_speakers(run: Run, write: Write, tmp_path: Path) -> None:
    """Every act has its turn's speaker; where two disagree, both are kept and a range remains."""
    turns = f"""
  - {{practice: {M7}, then: {{level: 1, reason: I run it}}}}
  - as: {{name: Ruth, role: security lead}}
    practice: {M7}
    then: {{coverages: {{{M7}.1: none}}}}
"""
    ran = run("assess", write(turns), "--json", "--out", str(tmp_path / "out"))
    acts = run("show", str(tmp_path / "out" / "assessment.json"), "--json").json["acts"]
    assert [a["speaker"]["name"] for a in acts[-2:]] == ["Jonas", "Ruth"]
    assert acts[-1]["speaker"]["role"] == "security lead"
    assert practice(ran)["earned"] == {"low": 0.0, "high": 1.0, "value": None}
    check_twice(ran.json, acts)


def test_a_phase_is_confirmed_at_once(run: Run, write: Write) -> None:
    """A story drafts practices; one turn confirms those of the phase."""
    story = "Last time the pipeline ran the same data checks on photo and eta before training, as always."
    turns = f'  - {{phase: data-cleaning, text: "{story}"}}\n  - {{confirm: data-cleaning}}\n'
    ran = assess(run, write(turns))
    told = [p for p in ran.json["practices"] if "not asked" not in p["activities"].values()]
    assert told or ran.json["problems"]
    assert ran.json["unconfirmed"] == []


def test_no_systems(run: Run, write: Write) -> None:
    """Without systems one unnamed system stands for everything."""
    head = SCRIPT[: SCRIPT.index("systems:")]
    one = practice(assess(run, write(f"  - {{practice: {M7}, then: {{level: 1, reason: so}}}}", head)))
    assert one["systems"] == ["unnamed"]
    assert one["earned"]["value"] == 1.0


def test_targets(run: Run, write: Write) -> None:
    """A target of the script stands beside the proposed one."""
    one = practice(assess(run, write(head=SCRIPT + f"targets: {{{M7}: 0}}\n")))
    assert (one["target"], one["gap"]) == (0, {"low": 0.0, "high": 0.0, "value": 0.0})
    assert one["proposed_target"] > 0


def test_a_target_has_its_reason(run: Run, write: Write, tmp_path: Path) -> None:
    """Where the script gives one it is recorded; else that the script set it."""
    head = SCRIPT + f'targets: {{{M7}: {{level: 1, reason: "budget of next year"}}, AML.M0013: 1}}\n'
    assert run("assess", write(head=head), "--out", str(tmp_path / "out")).code == 0
    acts = json.loads((tmp_path / "out" / "assessment.json").read_text())["acts"]
    fields = [{name: field["value"] for name, field in a["fields"].items()} for a in acts]
    set_to = [f for f in fields if f["deed.kind"] == "target set"]
    told = {f["deed.practice"]: (f["deed.level"], f["deed.reason"]) for f in set_to}
    assert told == {M7: (1, "budget of next year"), "AML.M0013": (1, "set in the script")}


def test_the_folder_cannot_be_made(run: Run, write: Write, tmp_path: Path) -> None:
    """A folder that is a file is one clear line."""
    (tmp_path / "file").write_text("")
    ran = run("assess", write(), "--out", str(tmp_path / "file" / "out"))
    assert ran.code == 4
    assert "cannot make" in ran.err
