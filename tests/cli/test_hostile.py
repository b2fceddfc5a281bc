"""Chains that verify and that nobody recorded are refused; what was changed by hand is not believed."""

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.record.canonical import canonical, sha256
from assistant.record.chain import act_hash, digest
from tests.cli.conftest import Run

NOPE = "AML.NOPE"


def chained(document: dict[str, Any]) -> dict[str, Any]:
    """The document with every hash brought in line."""
    prev = ""
    for act in document["acts"]:
        for name, field in act["fields"].items():
            if "salt" in field:
                field["digest"] = digest(name, field["salt"], value=field["value"])
        act["prev"] = prev
        act["hash"] = act_hash(act["seq"], prev, digests={n: f["digest"] for n, f in act["fields"].items()})
        prev = act["hash"]
    document["head"] = prev
    return document


def with_act(document: dict[str, Any], **deed: Any) -> None:
    """Add an act."""
    first = document["acts"][0]["fields"]
    fields = {n: first[n]["value"] for n in ("at", "speaker.name", "speaker.number", "speaker.role")}
    fields |= {f"deed.{name}": value for name, value in deed.items()}
    sealed = {n: {"digest": "", "salt": secrets.token_hex(16), "value": v} for n, v in fields.items()}
    document["acts"].append({"seq": len(document["acts"]) + 1, "fields": sealed})


def with_snapshot(document: dict[str, Any], text: str) -> None:
    """Put any text in the catalogue's place."""
    document["snapshot"] = {"sha256": sha256(text), "json": text}
    document["acts"][0]["fields"]["deed.catalogue"]["value"] = sha256(text)


def opened_again(document: dict[str, Any]) -> None:
    """The opening once more, at the end."""
    first = document["acts"][0]["fields"]
    again = {n.removeprefix("deed."): f["value"] for n, f in first.items() if n.startswith("deed.")}
    with_act(document, **again)


HOSTILE: dict[str, Callable[[dict[str, Any]], object]] = {
    "null": lambda x: with_snapshot(x, "null"),
    "empty": lambda x: with_snapshot(x, "{}"),
    "target": lambda x: with_act(x, kind="target set", practice=NOPE, level=2, reason=""),
    "step": lambda x: with_act(x, kind="step put", practice=NOPE, level=2, wave=1, reason=""),
    "parked": lambda x: with_act(x, kind="parked", practice=NOPE, activity=None, person="p", question="q"),
    "activity": lambda x: with_act(
        x, kind="parked", practice="AML.M0007", activity="zz", person="p", question="q"
    ),
    "undone": lambda x: with_act(x, kind="undone", act=1),
    "opened": opened_again,
    "unnamed": lambda x: with_act(x, kind="renamed", name="\u200b\u001b"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_chain_that_nobody_recorded(what: str, run: Run, mill_export: Path, tmp_path: Path) -> None:
    """It is refused at import and in verify, and costs a portfolio one line."""
    document = json.loads(mill_export.read_bytes())
    HOSTILE[what](document)
    (tmp_path / "a.json").write_text(json.dumps(chained(document)), encoding="utf-8")
    (tmp_path / "b.json").write_bytes(mill_export.read_bytes())
    for command in ("import", "verify"):
        ran = run(command, str(tmp_path / "a.json"))
        assert ran.code == 5
        assert "fault of ours" not in ran.err
        assert ran.err.count("\n") == 1
    ran = run("portfolio", str(tmp_path), "--json")
    assert [a["name"] for a in ran.json["assessments"]] == ["Mill"]
    assert ran.err.count("\n") == 1


def test_a_number_without_end(run: Run, mill_export: Path, tmp_path: Path) -> None:
    """1e400 is refused in one line."""
    document = mill_export.read_text(encoding="utf-8").replace('"value":"data engineer"', '"value":1e400', 1)
    (tmp_path / "a.json").write_text(document, encoding="utf-8")
    ran = run("import", str(tmp_path / "a.json"))
    assert ran.code == 2
    assert "1e400 is too large" in ran.err


def changed(tmp_path: Path, statement: str, *values: Any) -> None:
    """Change the record behind the program's back."""
    with sqlite3.connect(tmp_path / "data" / "mlsmm.db") as database:
        database.execute(statement, values)


def figures(tmp_path: Path) -> dict[str, Any]:
    """The scorecard that is kept."""
    with sqlite3.connect(tmp_path / "data" / "mlsmm.db") as database:
        found: dict[str, Any] = json.loads(database.execute("select json from scorecard").fetchone()[0])
    return found


def test_figures_that_were_changed_are_reckoned_again(run: Run, mill: str, tmp_path: Path) -> None:
    """A changed cache, a broken one, and one by another program: the portfolio says what the acts give."""
    before = run("portfolio", "--json").json
    kept = figures(tmp_path)
    forged = kept | {"exposure_share": {"low": 1, "high": 1, "value": 1}}
    other = json.dumps(forged | {"program": "0.0.1"})
    for text, hashed in ((json.dumps(forged), "0"), ("xx{", sha256("xx{")), (other, sha256(other))):
        changed(tmp_path, "update scorecard set json = ?, digest = ?", text, hashed)
        assert run("portfolio", "--json").json == before
        assert figures(tmp_path) == kept


def test_what_another_program_kept_is_no_tampering(run: Run, mill: str, tmp_path: Path) -> None:
    """Its arithmetic may have been another; nothing uses its figures."""
    run("portfolio")
    other = json.dumps(figures(tmp_path) | {"program": "0.0.1", "exposure": None})
    changed(tmp_path, "update scorecard set json = ?, digest = ?", other, sha256(other))
    assert run("verify", mill).code == 0


def test_one_bad_assessment_costs_one_line(run: Run, mill: str, tmp_path: Path) -> None:
    """The others stand in the portfolio all the same."""
    assert run("new", "Other").code == 0
    changed(tmp_path, "delete from payload where assessment = 1 and seq = 2")
    ran = run("portfolio", "--json")
    assert [a["name"] for a in ran.json["assessments"]] == ["Other"]
    assert "Mill" in ran.err


def test_a_note_nulled_by_hand(run: Run, mill: str, tmp_path: Path) -> None:
    """Words of a private note may lack only where they came without, or were redacted."""
    file = tmp_path / "out.json"
    run("export", mill, str(file))
    assert run("import", str(file), "--name", "Copy").code == 0
    assert run("verify", "Copy").code == 0
    with sqlite3.connect(tmp_path / "data" / "mlsmm.db") as database:
        rows = database.execute("select rowid, fields from payload where assessment = 1").fetchall()
        for row, text in rows:
            fields = json.loads(text)
            if fields["deed.kind"][1] == "noted":
                nulled = canonical(fields | {"deed.text": None})
                database.execute("update payload set fields = ? where rowid = ?", (nulled, row))
    ran = run("verify", mill)
    assert ran.code == 5
    assert "deed.text was destroyed" in ran.err
    assert run("verify", "Copy").code == 0


def test_cited_files_are_held_against_their_hashes(run: Run, mill: str, tmp_path: Path) -> None:
    """Without files it says how many were not looked at; same, not found and changed are told apart."""
    proof = tmp_path / "proof"
    proof.mkdir()
    content = b"Every release of the model is signed by the pipeline before it ships.\n"
    (proof / "policy.md").write_bytes(content)
    assert run("evidence", "add", mill, str(proof / "policy.md"), "--take", "all").code == 0
    assert "not looked at: 1" in run("verify", mill).out
    found = run("verify", mill, "--evidence", str(proof), "--json")
    (cited,) = found.json["evidence"]
    assert cited == {"document": "policy.md", "sha256": hashlib.sha256(content).hexdigest(), "match": "same"}
    (proof / "policy.md").rename(proof / "other.md")
    assert run("verify", mill, "--evidence", str(proof)).code == 0
    (proof / "other.md").unlink()
    ran = run("verify", mill, "--evidence", str(proof))
    assert (ran.code, "not found" in ran.out) == (0, True)
    (proof / "policy.md").write_bytes(content + b"x")
    ran = run("verify", mill, "--evidence", str(proof))
    assert (ran.code, "changed" in ran.out) == (5, True)
