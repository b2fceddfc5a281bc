"""Many assessments side by side."""

import hashlib
import json
import sqlite3
from pathlib import Path

from tests.cli.conftest import Run

SIGNED = "Every model file is signed by the release job, in the same way for each release of each system."


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


def test_the_exposure_of_each(run: Run, mill: str, mill_export: Path, tmp_path: Path) -> None:
    """It is what `exposure` says, from the record and from a file, and stands in the table."""
    told = run("exposure", mill, "--json").json
    shown = run("portfolio", "--json").json["assessments"][0]
    assert (shown["exposure"], shown["exposure_share"]) == (told["exposure"], told["share"])
    (tmp_path / "a.json").write_bytes(mill_export.read_bytes())
    assert run("portfolio", str(tmp_path), "--json").json["assessments"][0]["exposure"] == told["exposure"]
    low, high = (f"{told['share'][side]:.0f}" for side in ("low", "high"))
    row = next(r for r in run("portfolio").out.splitlines() if r.startswith("Mill"))
    assert f"{low}-{high} %" in row


def test_figures_kept_by_an_older_program(run: Run, mill: str, tmp_path: Path) -> None:
    """Without an exposure they verify still, and the portfolio reckons it."""
    before = run("portfolio", "--json").json
    with sqlite3.connect(tmp_path / "data" / "mlsmm.db") as database:
        figures = json.loads(database.execute("select json from scorecard").fetchone()[0])
        older = json.dumps({k: v for k, v in figures.items() if not k.startswith("exposure")})
        digest = hashlib.sha256(older.encode()).hexdigest()
        database.execute("update scorecard set json = ?, digest = ?", (older, digest))
    assert run("verify", mill).code == 0
    assert run("portfolio", "--json").json == before


def test_an_exposure_that_the_acts_do_not_give(run: Run, mill: str, tmp_path: Path) -> None:
    """Verifying finds it."""
    run("portfolio")
    with sqlite3.connect(tmp_path / "data" / "mlsmm.db") as database:
        figures = json.loads(database.execute("select json from scorecard").fetchone()[0])
        figures["exposure_share"]["low"] = 0.0
        forged = json.dumps(figures, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(forged.encode()).hexdigest()
        database.execute("update scorecard set json = ?, digest = ?", (forged, digest))
    assert run("verify", mill).code == 5


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


def test_the_table_fits_a_terminal(run: Run, mill: str) -> None:
    """No row is wider than 80 letters; each level stands under the number of its practice."""
    rows = run("portfolio").out.splitlines()
    assert max(map(len, rows)) <= 80
    shown = run("portfolio", "--json").json
    numbers = [p["id"] for p in shown["practices"]]
    at = numbers.index("AML.M0013") + 1
    heads = [r for r in rows if not r.strip(" 0123456789") and r.strip()]
    head = next(r for r in heads if str(at) in r.split())
    place = head.index(f" {at}") + 1
    line = next(r for r in rows[rows.index(head) + 1 :] if r.startswith(mill[:32]))
    assert line[place] == str(shown["matrix"][mill]["AML.M0013"]["low"]) == "2"
    assert any(f"{at:>3}  AML.M0013" in r and "Code Signing" in r for r in rows)


def test_evidence_that_several_cite(run: Run, tmp_path: Path) -> None:
    """One document behind two assessments is named once, with both and with the practices; from files too."""
    policy = tmp_path / "policy.md"
    policy.write_text(f"# Policy\n\n## Release\n\n{SIGNED}\n", encoding="utf-8")
    other = tmp_path / "other.md"
    other.write_text(f"# Another\n\n## Release\n\n{SIGNED}\n", encoding="utf-8")
    folder = tmp_path / "exports"
    folder.mkdir()
    for name, cited in (("North", policy), ("South", policy), ("West", other)):
        run("new", name)
        run("answer", name, "photo: trained by us, predictive")
        assert run("evidence", "add", name, str(cited), "--take", "1").code == 0
        run("export", name, str(folder / f"{name}.json"))
    (shared,) = run("portfolio", "--json").json["shared_evidence"]
    assert shared["sha256"] == hashlib.sha256(policy.read_bytes()).hexdigest()
    assert (shared["document"], set(shared["assessments"])) == ("policy.md", {"North", "South"})
    assert shared["practices"] == ["AML.M0013"]
    (again,) = run("portfolio", str(folder), "--json").json["shared_evidence"]
    assert again == {**shared, "assessments": ["North", "South"]}
    text = run("portfolio").out
    assert "Documents that several assessments cite" in text
    assert text.count("policy.md") == 1


def test_destroyed_evidence_is_shared_no_more(run: Run, tmp_path: Path) -> None:
    """Redacting takes the hash away; no copy of it stays in what is kept."""
    policy = tmp_path / "policy.md"
    policy.write_text(f"# Policy\n\n## Release\n\n{SIGNED}\n", encoding="utf-8")
    for name in ("North", "South"):
        run("new", name)
        run("answer", name, "photo: trained by us, predictive")
        run("evidence", "add", name, str(policy), "--take", "1")
    assert len(run("portfolio", "--json").json["shared_evidence"]) == 1
    given = [
        a["seq"] for a in run("show", "South", "--json").json["acts"] if a["deed"]["kind"] == "evidence given"
    ]
    for act in given:
        assert run("redact", "South", str(act), "--reason", "asked for").code == 0
    assert run("portfolio", "--json").json["shared_evidence"] == []
