"""Commands that look: figures, gate, roadmap, explanations, doctor."""

import json

import pytest

from assistant import PROGRAM
from tests.cli.conftest import Run


def test_the_gate_of_targets(run: Run, mill: str) -> None:
    """Practices below their target fail the gate and are named; unknown counts as none."""
    ran = run("score", mill, "--fail-below", "target", "--json")
    assert ran.code == 3
    figures = {p["id"]: p for p in ran.json["practices"]}
    below = [i for i, p in figures.items() if p["applicable"] and p["earned"]["low"] < p["target"]]
    assert ran.err == f"mlsmm: below target: {', '.join(below)}\n"
    assert "AML.M0016" in below


def test_the_gate_of_a_level(run: Run, mill: str) -> None:
    """A number is compared with what is earned whatever is still open."""
    ran = run("score", mill, "--fail-below", "2")
    assert ran.code == 3
    assert "AML.M0013" not in ran.err
    assert "AML.M0014" in ran.err


def test_the_gate_holds(run: Run, mill: str) -> None:
    """With every practice out of scope or at its level the gate is passed."""
    for practice in run("score", mill, "--json").json["practices"]:
        if practice["id"] != "AML.M0013":
            run("answer", mill, "/na out-of-scope", "--practice", practice["id"])
    assert run("score", mill, "--fail-below", "2").code == 0
    assert run("score", mill, "--fail-below", "3").code == 3


@pytest.mark.parametrize("gate", ["0", "4", "all", ""])
def test_gates_that_are_none(gate: str, run: Run, mill: str) -> None:
    """Anything else is refused before anything is printed."""
    ran = run("score", mill, "--fail-below", gate)
    assert (ran.code, ran.out) == (2, "")


def test_why(run: Run, mill: str) -> None:
    """The sum behind a practice's figures, by id, number or name; the judgement with its reason."""
    shown = [run("score", mill, "--why", name).out for name in ("AML.M0013", "M0013", "code signing")]
    assert len(set(shown)) == 1
    assert "Progress" in shown[0]
    assert "every release is signed" in shown[0]
    assert run("score", mill, "--why", "AML.M9999").code == 2


def test_the_headline_is_text(run: Run, mill: str) -> None:
    """Without --json the headline comes before the table."""
    assert "practices at target" in run("score", mill).out.splitlines()[1]


def test_capacity(run: Run, mill: str) -> None:
    """Smaller waves hold no more than they may, and there are more of them."""
    wide, narrow = (run("roadmap", mill, "--json", "--capacity", n).json for n in ("60", "12"))
    assert len(narrow["waves"]) > len(wide["waves"])
    assert all(wave["effort"] <= 12 for wave in narrow["waves"])
    assert narrow["capacity"] == 12
    step = wide["waves"][0]["steps"][0]
    assert step["to"] == step["from"] + 1
    assert run("roadmap", mill, "--capacity", "0").code == 2
    assert run("roadmap", mill, "--capacity", "lots").code == 2


def test_explain_a_practice(run: Run) -> None:
    """What it is, what it does not stop, and its levels; as JSON the whole practice."""
    text = run("explain", "AML.M0003").out
    for heading in ("WHY IT MATTERS", "WHAT IT DOES NOT STOP", "LEVELS"):
        assert heading in text
    assert run("explain", "m0003").out == text
    assert run("explain", "AML.M0003", "--json").json["practice"]["id"] == "AML.M0003"


@pytest.mark.parametrize("level", "0123")
def test_explain_a_level(level: str, run: Run) -> None:
    """What a level looks like, and what the next asks for."""
    text = run("explain", "AML.M0013", level).out
    assert f"level {level}" in text.splitlines()[0]
    assert (f"TO REACH LEVEL {int(level) + 1}" in text) == (level != "3")


def test_explain_terms_and_everything(run: Run) -> None:
    """A word of the glossary; without a word the list of practices."""
    assert "second model" in run("explain", "distillation").out
    assert len(run("explain").out.splitlines()) == len(run("explain", "--json").json) >= 19
    ran = run("explain", "frobnication")
    assert ran.code == 2
    assert "frobnication" in ran.err


def test_doctor(run: Run) -> None:
    """Where things are, and that record and reader work."""
    ran = run("doctor", "--json")
    assert ran.code == 0, ran.err
    assert ran.json["facts"]["program"] == PROGRAM
    assert ran.json["facts"]["record"].endswith("mlsmm.db")
    assert ran.json["facts"]["record works"] == "0 assessments"
    assert ran.json["problems"] == []
    assert ran.json["facts"]["record"] in run("doctor").out


def test_doctor_finds_what_is_wrong(run: Run, tmp_path: object) -> None:
    """A record that cannot be used is a problem and 4; the rest is still shown."""
    ran = run("doctor", "--db", str(tmp_path), "--json")
    assert ran.code == 4
    assert json.loads(ran.out)["problems"][0].startswith("record: ")
    assert "reader works" in ran.json["facts"]


@pytest.mark.parametrize(
    "place",
    [
        "postgresql://u:geheim@host/x",
        "postgresql://u:ge/geheim@host/x?a=geheim",
        "sqlite:////tmp/x.db?password=geheim",
        "sqlite://u:geheim@/x.db",
    ],
)
def test_a_password_is_never_shown(place: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what is wrong nor doctor prints what a URL keeps secret."""
    monkeypatch.setenv("MLSMM_DB", place)
    for command in ("doctor", "list"):
        ran = run(command)
        assert ran.code == 4
        assert "geheim" not in ran.out + ran.err
        assert "Traceback" not in ran.err
