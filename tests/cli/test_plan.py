"""What is decided about the roadmap at the command line: recorded, shown everywhere, taken back."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran, Run

M14 = "AML.M0014"
"""At level 0, with a higher target; AML.M0013 is at level 2, which is its target."""


def waves(ran: Ran) -> dict[tuple[str, int], int]:
    """By step, the number of its wave."""
    return {(s["practice"], s["to"]): n for n, w in enumerate(ran.json["waves"], 1) for s in w["steps"]}


def step_of(ran: Ran, practice: str, level: int) -> dict[str, Any]:
    """A step of a roadmap."""
    steps: list[dict[str, Any]] = [s for w in ran.json["waves"] for s in w["steps"]]
    return next(s for s in steps if (s["practice"], s["to"]) == (practice, level))


def test_who_and_by_when_are_recorded_and_shown(run: Run, mill: str) -> None:
    """Without a level it is the next one; what is not said again stays; who said it is kept."""
    assert (
        run("plan", mill, "verify ai artifacts", "--owner", "Priya", "--as", "Ines, security lead").code == 0
    )
    ran = run("plan", mill, "AML.M0014@1", "--due", "2027-03-01", "--status", "under-way", "--json")
    (agreed,) = ran.json["agreed"]
    assert (agreed["practice"], agreed["to"], agreed["owner"]) == (M14, 1, "Priya")
    assert (agreed["due"], agreed["status"]) == ("2027-03-01", "under-way")
    step = step_of(run("roadmap", mill, "--json"), M14, 1)
    assert (step["owner"], step["due"], step["status"]) == ("Priya", "2027-03-01", "under-way")
    assert "agreed: Priya, by 2027-03-01, under way" in run("roadmap", mill).out
    acts = run("show", mill, "--json").json["acts"]
    assert {"name": "Ines", "role": "security lead"} in [
        a["speaker"] for a in acts if a["deed"]["kind"] == "step agreed"
    ]


def test_nobody_and_no_day_take_it_away(run: Run, mill: str) -> None:
    """Empty words clear a field."""
    run("plan", mill, M14, "--owner", "Priya", "--due", "2027-03-01")
    assert run("plan", mill, M14, "--owner", "", "--json").json["agreed"][0]["owner"] is None
    assert run("plan", mill, M14, "--due", "", "--json").json["agreed"] == []


def test_a_reason_stays_until_another_is_given(run: Run, mill: str) -> None:
    """What is not said again stays, the reason too; empty words clear it."""
    run("plan", mill, M14, "--owner", "Priya", "--reason", "she wrote the loader")
    told = run("plan", mill, M14, "--status", "under-way", "--json").json["agreed"][0]
    assert told["reason"] == "she wrote the loader"
    assert (
        run("plan", mill, M14, "--reason", "", "--status", "planned", "--json").json["agreed"][0]["reason"]
        == ""
    )


def test_undo_brings_back_what_was_said_before(run: Run, mill: str) -> None:
    """The last decision is an act like any other."""
    run("plan", mill, M14, "--owner", "Priya")
    run("plan", mill, M14, "--owner", "Marek")
    assert run("answer", mill, "/undo").code == 0
    assert run("plan", mill, "--json").json["agreed"][0]["owner"] == "Priya"


def test_orders_change_every_plan_the_same_way(run: Run, mill: str) -> None:
    """Recorded, they give what the flags give; in the report too; taken back, they are gone."""
    before = run("roadmap", mill, "--json")
    practice, level = next(step for step, wave in waves(before).items() if wave == 1 and step[1] < 3)
    flags = ("--exclude", "AML.M0016", "--put", f"{practice}@{level}=2")
    supposed = run("roadmap", mill, *flags, "--json")
    assert waves(run("roadmap", mill, "--json")) == waves(before)
    run("plan", mill, "AML.M0016", "--out", "--reason", "sold next year")
    run("plan", mill, f"{practice}:{level}", "--wave", "2")
    recorded = run("roadmap", mill, "--json")
    assert waves(recorded) == waves(supposed)
    report = run("report", mill, "--format", "json").json["roadmap"]
    told = {(s["practice"], s["after"]): w["number"] for w in report["waves"] for s in w["steps"]}
    assert told == waves(recorded)
    assert "because sold next year" in run("plan", mill).out
    run("plan", mill, "AML.M0016", "--back")
    run("plan", mill, f"{practice}@{level}", "--wave", "any")
    assert waves(run("roadmap", mill, "--json")) == waves(before)


def test_a_recorded_capacity_is_everybodys(run: Run, mill: str) -> None:
    """A flag is still a what-if on top."""
    run("plan", mill, "--capacity", "15")
    assert run("roadmap", mill, "--json").json["capacity"] == 15
    assert run("report", mill, "--format", "json").json["roadmap"]["capacity"] == 15
    assert run("whatif", mill, "--set", "AML.M0014=2", "--json").json["after"]["roadmap"]["capacity"] == 15
    assert run("roadmap", mill, "--json", "--capacity", "60").json["capacity"] == 60


def test_done_is_done_once_it_is_assessed_again(run: Run, mill: str) -> None:
    """Until then it stays in its wave; afterwards it is listed as done by reassessment."""
    run("plan", mill, M14, "--owner", "Priya", "--status", "done")
    assert step_of(run("roadmap", mill, "--json"), M14, 1)["status"] == "done"
    run("answer", mill, "/level 3 seen in the pipeline", "--practice", M14)
    closed = run("roadmap", mill, "--json").json["closed"]
    assert [(c["practice"], c["to"], c["cause"], c["owner"]) for c in closed] == [(M14, 1, "earned", "Priya")]
    assert "done, by reassessment" in run("plan", mill).out


def test_it_goes_on_in_the_next_assessment(run: Run, mill: str) -> None:
    """What was agreed and ordered is carried into a reassessment."""
    run("plan", mill, M14, "--owner", "Priya", "--capacity", "25")
    run("plan", mill, "AML.M0016", "--out")
    assert run("new", "Mill 2", "--from", mill).code == 0
    told = run("plan", "Mill 2", "--json").json
    assert (told["capacity"], told["orders"]["excluded"]) == (25, ["AML.M0016"])
    assert [a["owner"] for a in told["agreed"]] == ["Priya"]


def test_it_goes_out_and_in_and_verifies(run: Run, mill: str, tmp_path: Path) -> None:
    """The export holds it, byte for byte; an exported file is looked at, not written to."""
    run("plan", mill, M14, "--owner", "Priya", "--due", "2027-03-01", "--reason", "agreed in the board")
    file, again = str(tmp_path / "mill.json"), str(tmp_path / "again.json")
    run("export", mill, file)
    assert run("verify", file).code == 0
    assert run("plan", file, "--json").json["agreed"][0]["reason"] == "agreed in the board"
    assert run("plan", file, M14, "--owner", "X").code == 2
    run("import", file, "--name", "Again")
    run("export", "Again", again)
    assert run("plan", "Again", "--json").json["agreed"] == run("plan", mill, "--json").json["agreed"]
    assert run("verify", again).code == 0


def test_redaction_takes_names_and_reasons(run: Run, mill: str) -> None:
    """Owner and reason go; practice, level, day and status stay, so that the plan stays."""
    run("plan", mill, M14, "--owner", "Priya", "--due", "2027-03-01", "--reason", "Marek left")
    last = run("show", mill, "--json").json["acts"][-1]["seq"]
    assert run("redact", mill, str(last), "--reason", "asked for").code == 0
    (agreed,) = run("plan", mill, "--json").json["agreed"]
    assert (agreed["owner"], agreed["reason"], agreed["due"]) == ("[redacted]", "[redacted]", "2027-03-01")
    assert run("verify", mill).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--owner", "Priya"),
        (M14,),
        (M14, "--due", "1 March"),
        (M14, "--wave", "0"),
        (M14, "--wave", "soon"),
        (M14, "--wave", "any"),
        (M14, "--wave", "99"),
        (M14, "--out", "--back"),
        (M14, "--back"),
        ("AML.M0013@1", "--owner", "Priya"),
        ("AML.M0013@3", "--owner", "Priya"),
        ("AML.M9999", "--owner", "Priya"),
        ("--capacity", "0"),
        ("--capacity", "10000"),
    ],
)
def test_what_cannot_be_decided_is_refused(words: tuple[str, ...], run: Run, mill: str) -> None:
    """With one line, and nothing recorded."""
    before = run("show", mill, "--json").json["head"]
    ran = run("plan", mill, *words)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert run("show", mill, "--json").json["head"] == before


def test_a_wave_that_is_forbidden_says_why(run: Run, mill: str) -> None:
    """What must come first is named."""
    run("plan", mill, "AML.M0003", "--wave", "3")
    ran = run("plan", mill, "AML.M0003@2", "--wave", "1")
    assert ran.code == 2
    assert "cannot stand in wave 1" in ran.err
    assert "waits for" in ran.err


def test_what_must_come_first_comes_along_when_asked(run: Run, mill: str) -> None:
    """The refusal names it; `--together` puts both into the wave, and the plan keeps its order."""
    run("plan", mill, "AML.M0003@1", "--wave", "3")
    refused = run("plan", mill, "AML.M0003@2", "--wave", "1")
    assert "Say together" in refused.err
    assert "to level 1" in refused.err
    assert run("plan", mill, "AML.M0003@2", "--wave", "2", "--together", "--reason", "tool").code == 0
    planned = waves(run("roadmap", mill, "--json"))
    assert (planned["AML.M0003", 1], planned["AML.M0003", 2]) == (2, 2)
    assert run("plan", mill).out.count("because tool") == 2


def test_words_of_others_stay_words(run: Run, mill: str) -> None:
    """Escapes and markup are kept harmless; a name that is too long to keep is refused whole."""
    owner = "\x1b[31m[bold]מרק[/] x"
    assert run("plan", mill, M14, "--owner", owner + "x" * 10_000).code == 2
    assert not run("plan", mill, "--json").json["agreed"]
    assert run("plan", mill, M14, "--owner", owner).code == 0
    shown = run("plan", mill)
    assert "\x1b" not in shown.out
    assert "[bold]מרק[/]" in shown.out
