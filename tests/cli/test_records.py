"""Commands on the record: what goes out comes back, what is altered is seen, what destroys asks twice."""

import hashlib
import json
import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run


def kinds(run: Run, name: str) -> list[str]:
    """The kinds of the acts of an assessment."""
    return [a["deed"]["kind"] for a in run("show", name, "--json").json["acts"]]


def test_a_new_assessment(run: Run) -> None:
    """It is there, verifies and has one act, by whoever was named."""
    made = run("new", "Mill", "--as", "Jonas, data engineer", "--profile", "atlas", "--json").json
    shown = run("show", "Mill", "--json").json
    assert shown["head"] == made["head"]
    assert shown["profile"] == "atlas"
    assert shown["acts"][0]["speaker"] == {"name": "Jonas", "role": "data engineer"}
    assert run("list", "--json").json[0]["acts"] == 1
    assert run("verify", "Mill").code == 0


@pytest.mark.parametrize("name", ["", "x" * 81])
def test_names_that_cannot_be(name: str, run: Run) -> None:
    """An empty name and one that is too long are refused in one line."""
    ran = run("new", name)
    assert ran.code == 2
    assert "cannot be the name" in ran.err


def test_the_same_name_twice(run: Run) -> None:
    """A second assessment of one name is refused."""
    assert run("new", "Mill").code == 0
    assert run("new", "Mill").code == 2
    assert len(run("list", "--json").json) == 1


def test_no_such_assessment(run: Run) -> None:
    """A near name is offered."""
    run("new", "Mill")
    ran = run("show", "Mil")
    assert ran.code == 4
    assert "'Mill'" in ran.err


def test_nothing_on_record(run: Run) -> None:
    """An empty list says how to begin."""
    assert "mlsmm new NAME" in run("list").out
    assert run("list", "--json").json == []


def test_export_import_export(run: Run, mill: str, tmp_path: Path) -> None:
    """The bytes are the same after a round trip through another record, and on standard output."""
    one, two, other = (str(tmp_path / name) for name in ("one.json", "two.json", "other.db"))
    assert run("export", mill, one).code == 0
    assert run("--db", other, "import", one).code == 0
    assert run("--db", other, "export", mill, two).code == 0
    assert Path(one).read_bytes() == Path(two).read_bytes()
    assert run("export", mill).out.encode() == Path(one).read_bytes()
    assert b"not keen" not in Path(one).read_bytes()


def test_import_under_another_name(run: Run, mill: str, tmp_path: Path) -> None:
    """The same name is refused, another one is an act of whoever imports."""
    file = str(tmp_path / "one.json")
    run("export", mill, file)
    assert run("import", file).code == 2
    made = run("import", file, "--name", "Copy", "--as", "Ruth", "--json").json
    last = run("show", "Copy", "--json").json["acts"][-1]
    assert (made["name"], last["deed"]["kind"], last["speaker"]["name"]) == ("Copy", "renamed", "Ruth")


@pytest.mark.parametrize("command", ["show", "score", "roadmap", "verify", "ask"])
def test_an_exported_file_as_a_name(command: str, run: Run, mill: str, tmp_path: Path) -> None:
    """Looking at a file gives what looking at the record gives, and changes neither."""
    file = tmp_path / "one.json"
    run("export", mill, str(file))
    before = file.read_bytes()
    from_file, from_record = run(command, str(file), "--json"), run(command, mill, "--json")
    assert from_file.code == from_record.code == 0
    if command != "show":  # a file has no private notes
        assert from_file.json == from_record.json
    assert file.read_bytes() == before


@pytest.mark.parametrize("words", [("answer", "hello there"), ("redact", "2", "--reason", "asked")])
def test_an_exported_file_is_only_read(words: tuple[str, ...], run: Run, mill: str, tmp_path: Path) -> None:
    """Nothing is written to a file that would not be kept."""
    file = str(tmp_path / "one.json")
    run("export", mill, file)
    ran = run(words[0], file, *words[1:])
    assert ran.code == 2
    assert "only read" in ran.err


def altered(document: dict[str, Any], change: str) -> dict[str, Any]:
    """An exported document with one thing changed."""
    acts = document["acts"]
    if change == "value":
        acts[0]["fields"]["deed.name"]["value"] = "Hill"
    elif change == "cut":
        acts.pop()
    elif change == "gap":
        del acts[2]
    elif change == "head":
        document["head"] = "0" * 64
    elif change == "catalogue":
        document["snapshot"]["json"] = document["snapshot"]["json"].replace("level", "Level", 1)
    return document


@pytest.mark.parametrize("change", ["value", "cut", "gap", "head", "catalogue"])
def test_a_tampered_file(change: str, run: Run, mill: str, tmp_path: Path) -> None:
    """Whatever was changed in a file, verifying it fails with 5, also as JSON."""
    file = tmp_path / "one.json"
    run("export", mill, str(file))
    file.write_text(json.dumps(altered(json.loads(file.read_text()), change)))
    assert run("verify", str(file)).code == 5
    ran = run("verify", str(file), "--json")
    assert ran.code == 5
    assert not ran.json["ok"]
    assert ran.json["problems"]
    assert run("import", str(file), "--name", "Other").code == 5


def test_a_tampered_record(run: Run, mill: str, tmp_path: Path) -> None:
    """A changed payload in the database is found and named."""
    with sqlite3.connect(tmp_path / "data" / "mlsmm.db") as database:
        database.execute("update payload set fields = replace(fields, 'by the pipeline', 'by us')")
    ran = run("verify", mill)
    assert ran.code == 5
    assert "altered: act" in ran.err


def test_a_score_is_held_against_the_acts(run: Run, mill: str, tmp_path: Path) -> None:
    """What `score` showed is kept; figures that acts do not give are found, with a fitting hash too."""
    run("score", mill)
    assert run("verify", mill).code == 0
    with sqlite3.connect(tmp_path / "data" / "mlsmm.db") as database:
        (kept,) = database.execute("select json from scorecard").fetchone()
        figures = json.loads(kept)
        figures["headline"]["at_target"] += 1
        forged = json.dumps(figures, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(forged.encode()).hexdigest()
        database.execute("update scorecard set json = ?, digest = ?", (forged, digest))
    ran = run("verify", mill)
    assert ran.code == 5
    assert "the stored scorecard is not what the acts give" in ran.err


@pytest.mark.parametrize("content", [b"", b"{}", b"\x00\xff", b"[" * 100_000, b'{"format": "other"}'])
def test_a_file_that_is_none(content: bytes, run: Run, tmp_path: Path) -> None:
    """Anything else than an export costs one line."""
    file = tmp_path / "one.json"
    file.write_bytes(content)
    ran = run("show", str(file))
    assert ran.code in (2, 5)
    assert ran.err.count("\n") == 1
    assert "fault of ours" not in ran.err


def test_no_such_file(run: Run) -> None:
    """A missing file is named; nothing is made of it."""
    assert "there is no file" in run("show", "none.json").err
    assert run("import", "none").code == 2


def test_a_head_that_must_be_there(run: Run, mill: str) -> None:
    """A head from a report is found, a strange one is not."""
    head = run("verify", mill, "--json").json["head"]
    run("answer", mill, "/note one more")
    assert run("verify", mill, "--head", head).code == 0
    assert run("verify", mill, "--head", "f" * 64).code == 5


def test_a_shortened_head(run: Run, mill: str) -> None:
    """Twelve digits and more name an act; fewer, or with a digit changed, name none."""
    head = run("verify", mill, "--json").json["head"]
    assert run("verify", mill, "--head", head[:12]).code == 0
    assert run("verify", mill, "--head", head[:20].upper()).code == 0
    assert run("verify", mill, "--head", head[:11]).code == 5
    other = "0" if head[11] != "0" else "1"
    assert run("verify", mill, "--head", head[:11] + other).code == 5


def test_redact_then_verify(run: Run, mill: str, tmp_path: Path) -> None:
    """Destroyed words are nowhere, the chain still verifies, the scores stay."""
    acts = run("show", mill, "--json").json["acts"]
    seq = next(a["seq"] for a in acts if a["deed"].get("text", "").startswith("Marek"))
    before = run("score", mill, "--json").json
    assert run("redact", mill, str(seq), "--reason", "names a person").code == 0
    ran = run("verify", mill, "--json")
    assert (ran.code, ran.json["redacted"]) == (0, [seq])
    assert {**run("score", mill, "--json").json, "head": ""} == {**before, "head": ""}
    database = b"".join(p.read_bytes() for p in (tmp_path / "data").rglob("*") if p.is_file())
    assert b"checks the sums" not in database
    assert run("redact", mill, "99", "--reason", "a").code == 2
    assert run("redact", mill, "2").code == 2


def test_new_from_old(run: Run, mill: str, tmp_path: Path) -> None:
    """What was said last time comes along, names its origin and scores nothing yet."""
    file = str(tmp_path / "one.json")
    run("export", mill, file)
    for number, origin in enumerate((mill, file)):
        name = f"Next {number}"
        assert run("new", name, "--from", origin).code == 0
        acts = run("show", name, "--json").json["acts"]
        assert acts[0]["deed"]["origin"] == run("verify", mill, "--json").json["head"]
        assert [a["deed"]["kind"] for a in acts].count("carried") >= 2
        assert [a["deed"]["kind"] for a in acts].count("system added") == 2
        assert run("score", name, "--json").json["overall"]["earned"]["low"] == 0
        assert run("verify", name).code == 0


def test_facts_and_settings_come_along(run: Run) -> None:
    """Profile, rulings, requests, what did not apply, reasons of judgements, what is parked: in one line."""
    run("new", "Old", "--profile", "atlas", "--as", "Jonas, data engineer")
    who = ("--as", "Jonas")
    run("answer", "Old", "photo: trained by us; bot: bought chatbot", *who)
    run("answer", "Old", "yes", *who)
    run("answer", "Old", "/na legal does that, it is out of scope", "--practice", "AML.M0000", *who)
    run("answer", "Old", "it's 1, because Marek signs them", "--practice", "AML.M0013", *who)
    run("answer", "Old", "/count bot yes we fine-tune it", "--practice", "AML.M0007", *who)
    run("answer", "Old", "/park Priya", "--practice", "AML.M0007", *who)
    run("answer", "Old", "/request AI red team", *who)
    told = run("new", "Re", "--from", "Old", *who)
    assert "Came along from Old: " in told.out
    shown = run("show", "Re", "--json").json
    assert shown["profile"] == "atlas"
    deeds = [a["deed"] for a in shown["acts"]]
    carried = {deed["practice"]: deed for deed in deeds if deed["kind"] == "carried"}
    assert carried["AML.M0000"]["not_applicable"] == "out-of-scope"
    assert "legal does that" in carried["AML.M0000"]["note"]
    assert (carried["AML.M0013"]["level"], carried["AML.M0013"]["reason"]) == (1, "Marek signs them")
    kinds = [deed["kind"] for deed in deeds]
    assert {"counted", "practice requested", "parked"} <= set(kinds)
    assert "said not applicable" not in kinds
    assert run("score", "Re", "--json").json["overall"]["earned"]["low"] == 0
    before = len(deeds)
    assert "nothing to take back" in run("answer", "Re", "undo", *who).out
    assert len(run("show", "Re", "--json").json["acts"]) == before
    assert run("verify", "Re").code == 0
    counted = run("new", "Re 2", "--from", "Re", "--profile", "core", "--json", *who).json["carried"]
    assert counted["not-applicable"] == 1
    assert run("show", "Re 2", "--json").json["profile"] == "core"


def test_rename(run: Run, mill: str) -> None:
    """The new name finds it, the old one no longer does."""
    assert run("rename", mill, "Hill", "--as", "Ruth").code == 0
    assert kinds(run, "Hill")[-1] == "renamed"
    assert run("show", mill).code == 4


@pytest.mark.parametrize("flags", [(), ("--yes",), ("--really",)])
def test_deleting_asks_twice(flags: tuple[str, ...], run: Run, mill: str) -> None:
    """One flag is not enough."""
    ran = run("delete", mill, *flags)
    assert ran.code == 2
    assert "--yes and --really" in ran.err
    assert run("show", mill).code == 0


def test_delete(run: Run, mill: str) -> None:
    """With both flags it is gone."""
    assert run("delete", mill, "--yes", "--really").code == 0
    assert run("list", "--json").json == []


def test_a_record_that_cannot_be_opened(run: Run, tmp_path: Path) -> None:
    """A folder, or a file that is no database, is one line and 4."""
    (tmp_path / "text.db").write_text("this is not a database, and long enough to be looked at " * 20)
    for place in (tmp_path, tmp_path / "text.db"):
        ran = run("list", "--db", str(place))
        assert ran.code == 4
        assert ran.err.count("\n") == 1


def older(tmp_path: Path) -> Path:
    """The record as the version before left it; where a copy made before an update will lie."""
    file = tmp_path / "data" / "mlsmm.db"
    with sqlite3.connect(file) as database:
        database.execute("drop table scorecard")
        database.execute("update alembic_version set version_num = '0001'")
    return file.parent


@pytest.mark.parametrize("words", [("redact", "2", "--reason", "asked"), ("delete", "--yes", "--really")])
def test_copies_from_before_an_update_are_told_and_dropped(
    words: tuple[str, ...], run: Run, mill: str, tmp_path: Path
) -> None:
    """They are named when made and when words are destroyed, stand in doctor, and go when that is said."""
    folder = older(tmp_path)
    made = run("list")
    (copy,) = folder.glob("*.backup-*")
    assert str(copy) in made.err
    ran = run(words[0], mill, *words[1:])
    assert str(copy) in ran.out
    assert copy.exists()
    assert str(copy) in run("doctor").out
    assert run("doctor", "--drop-backups").code == 0
    assert not list(folder.glob("*.backup-*"))


def test_dropping_copies_while_redacting(run: Run, mill: str, tmp_path: Path) -> None:
    """The flag drops them at once, and what stays by nature is said."""
    folder = older(tmp_path)
    ran = run("redact", mill, "2", "--reason", "asked", "--drop-backups")
    assert "Names of systems" in ran.out
    assert not list(folder.glob("*.backup-*"))


def test_what_is_written_is_for_its_owner_only(run: Run, mill: str, tmp_path: Path) -> None:
    """Exports and reports are new files with mode 0600, and the record is closed when it is opened."""
    record = tmp_path / "data" / "mlsmm.db"
    record.chmod(0o644)
    run("export", mill, str(tmp_path / "one.json"))
    run("report", mill, "--out", str(tmp_path / "one.md"))
    for name in (record, tmp_path / "one.json", tmp_path / "one.md"):
        assert stat.S_IMODE(name.stat().st_mode) == 0o600
    record.chmod(0o666)
    ran = run("doctor")
    assert "mode 0660" in ran.err
