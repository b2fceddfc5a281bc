"""Many assessments side by side."""

from pathlib import Path

from tests.cli.conftest import Run


def test_the_record(run: Run, mill: str) -> None:
    """Each assessment with its levels, the totals, and the practices farthest from their targets."""
    assert run("new", "Empty").code == 0
    shown = run("portfolio", "--json").json
    assert {a["name"] for a in shown["assessments"]} == {mill, "Empty"}
    assert shown["matrix"][mill]["AML.M0013"] == {
        "low": 2,
        "high": 2,
        "target": shown["matrix"][mill]["AML.M0013"]["target"],
    }
    practices = {p["id"]: p for p in shown["practices"]}
    assert practices["AML.M0013"]["mean_earned"] == 1
    assert shown["totals"]["gap"] == sum(p["gap"] for p in shown["practices"])
    assert shown["weakest"][0] == min(practices.values(), key=lambda p: (-p["gap"], p["id"]))["id"]
    assert shown == run("portfolio", "--json").json


def test_it_follows_the_acts(run: Run, mill: str) -> None:
    """What was kept is used only while nothing came after it."""
    before = run("portfolio", "--json").json["matrix"][mill]["AML.M0005"]["low"]
    run("answer", mill, "/level 3 it is so", "--practice", "AML.M0005")
    assert (before, run("portfolio", "--json").json["matrix"][mill]["AML.M0005"]["low"]) == (0, 3)


def test_a_folder(run: Run, mill_export: Path, tmp_path: Path) -> None:
    """Exported files; what is none costs a line and no more."""
    (tmp_path / "a.json").write_bytes(mill_export.read_bytes())
    (tmp_path / "b.json").write_text("{}", encoding="utf-8")
    ran = run("portfolio", str(tmp_path), "--json")
    assert [a["name"] for a in ran.json["assessments"]] == ["Mill"]
    assert "b.json" in ran.err
    assert "Mill" in run("portfolio", str(tmp_path)).out


def test_nothing_to_look_at(run: Run, tmp_path: Path) -> None:
    """An empty folder or record is bad input."""
    assert run("portfolio", str(tmp_path)).code == 2
    assert run("portfolio").code == 2
    assert run("portfolio", str(tmp_path / "nowhere")).code == 2
