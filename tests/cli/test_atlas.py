"""`mlsmm atlas` and `mlsmm catalogue`: the contracts, dry runs, and that old scores stay."""

import json
from pathlib import Path

import pytest

from knowledge.atlas.pinned import load_release
from knowledge.catalogue.catalogue import PACKAGE
from model.threat import Mitigation, Release, Technique
from tests.cli.conftest import Run
from tests.knowledge.atlas.writing import to_keyed, write

PINNED = load_release()
SAMPLE = (PACKAGE / "practices" / "AML.M0007.yaml").read_text(encoding="utf-8")
OWN = SAMPLE.replace("AML.M0007", "ACME.X01").replace("name: Sanitize Training Data", "name: Wash It")


def own_catalogue(path: Path, practice: str) -> str:
    """A folder with one practice of an organisation's."""
    folder = path / "acme"
    (folder / "practices").mkdir(parents=True)
    (folder / "practices" / "ACME.X01.yaml").write_text(practice, encoding="utf-8")
    return str(folder)


def newer(path: Path) -> str:
    """A release after the pinned one: M0035 with a link, a link gone, a technique new, one name changed."""
    mitigations = [m for m in PINNED.mitigations if m.techniques is not None]
    first = mitigations[0].model_copy(update={"name": "Say Less In Public"})
    signing = next(m for m in mitigations if m.id == "AML.M0013")
    fewer = signing.model_copy(update={"techniques": (signing.techniques or ())[1:]})
    rest = [m for m in mitigations[1:] if m.id != "AML.M0013"]
    red = Mitigation(id="AML.M0035", name="AI Red Team", techniques=("AML.T0015",))
    release = Release(
        version="2027.01",
        format="6.0.0",
        tactics=PINNED.tactics,
        techniques=(*PINNED.techniques, Technique(id="AML.T0200", name="Something New")),
        mitigations=(first, fewer, *rest, red),
        studies=PINNED.studies,
    )
    return str(write(to_keyed(release), path / "ATLAS-2027.01.yaml"))


def test_show_counts_the_pinned_release(run: Run) -> None:
    """Without a file it is the program's own."""
    assert run("atlas", "show", "--json").json == {
        "version": "2026.05",
        "format": "6.0.0",
        "mitigations": 35,
        "techniques": 170,
        "case_studies": 57,
        "steps": 449,
        "problems": [],
    }


def test_show_tells_what_is_known_beyond(run: Run) -> None:
    """Names and counts of later releases, without their links; nothing of that beside an official file."""
    text = run("atlas", "show").out
    assert "AML.M0037 AI Agent Authority Expansion Controls" in text
    assert "72 case-studies" in text


def test_show_names_what_is_malformed(run: Run, tmp_path: Path) -> None:
    """On standard error for people, under `problems` for programs; the rest is counted."""
    content = to_keyed(PINNED)
    content["mitigations"]["AML.M0018"]["lifecycle-phases"].append({"id": "AML.T0052.001", "use": "x"})
    path = str(write(content, tmp_path / "odd.yaml"))
    shown = run("atlas", "show", path, "--json").json
    assert [p.partition(":")[0] for p in shown["problems"]] == ["AML.M0018"]
    assert shown["techniques"] == 170
    assert "AML.M0018" in run("atlas", "show", path).err


def test_diff_has_the_contract(run: Run, tmp_path: Path) -> None:
    """New, renamed, retired, changed, edges: by kind."""
    old = str(write(to_keyed(PINNED), tmp_path / "old.yaml"))
    found = run("atlas", "diff", old, newer(tmp_path), "--json").json
    assert found["mitigations"]["renamed"] == [
        {"id": "AML.M0000", "from": "Limit Public Release of Information", "to": "Say Less In Public"}
    ]
    assert found["techniques"] == {"new": ["AML.T0200"], "renamed": [], "retired": [], "changed": []}
    assert found["case_studies"] == {"new": [], "renamed": [], "retired": [], "changed": []}
    assert [edge[0] for edge in found["edges"]["removed"]] == ["AML.M0013"]
    text = run("atlas", "diff", old, newer(tmp_path)).out
    assert "AML.T0200" in text
    assert "Say Less In Public" in text


def test_using_a_release_is_a_dry_run_first(run: Run, mill: str, tmp_path: Path) -> None:
    """Nothing is recorded without --apply; what would have to be looked at again is named."""
    path = newer(tmp_path)
    before = run("score", mill, "--json").json
    dry = run("atlas", "use", path, mill, "--json").json
    assert (dry["applied"], dry["revisit"], dry["no_longer_provisional"]) == (
        False,
        ["AML.M0013"],
        ["AML.M0035"],
    )
    assert {p["id"] for p in dry["practices"]} == {"AML.M0013", "AML.M0035"}
    assert run("score", mill, "--json").json == before
    assert "--apply" in run("atlas", "use", path, mill).out


def test_a_used_release_is_an_act_and_the_record_verifies(run: Run, mill: str, tmp_path: Path) -> None:
    """The chain holds, the name follows, and the score of before comes back when it is undone."""
    before = run("score", mill, "--json").json
    assert run("atlas", "use", newer(tmp_path), mill, "--apply").code == 0
    shown = run("show", mill).out
    assert "ATLAS 2027.01" in shown
    assert run("verify", mill).code == 0
    after = run("score", mill, "--json").json
    assert after["head"] != before["head"]
    assert {**after, "head": ""} == {**before, "head": ""}
    export = tmp_path / "mill.json"
    assert run("export", mill, str(export)).code == 0
    assert run("verify", str(export)).code == 0
    assert run("answer", mill, "/undo").code == 0
    assert "ATLAS 2026.05" in run("show", mill).out
    assert "atlas used" in run("show", mill).out


@pytest.mark.parametrize("emptied", ["techniques", "mitigations", "both"])
def test_a_file_with_nothing_left_in_it_is_refused(run: Run, mill: str, tmp_path: Path, emptied: str) -> None:
    """No techniques, or no mitigation that answers one: nothing is applied, dry or not."""
    path = tmp_path / "empty.yaml"
    techniques = "[]" if emptied != "mitigations" else "[{id: AML.T0000, name: A, tactics: [AML.TA0002]}]"
    mitigations = "[]" if emptied != "techniques" else "[{id: AML.M0000, name: A, techniques: []}]"
    body = f"- id: X\n  tactics: []\n  techniques: {techniques}\n  mitigations: {mitigations}\n"
    path.write_text("version: '9'\nmatrices:" + (" []\n" if emptied == "both" else f"\n{body}"))
    before = run("show", mill).out
    for rest in ((), ("--apply",)):
        ran = run("atlas", "use", str(path), mill, *rest)
        assert (ran.code, ran.out) == (2, "")
        assert "empty.yaml" in ran.err
        assert run("atlas", "use", str(path), *rest).code == 2
    assert run("show", mill).out == before


def test_entries_that_were_left_out_are_counted(run: Run, tmp_path: Path) -> None:
    """Two techniques without a name are left out; the file is gone by without them."""
    path = Path(newer(tmp_path))
    told = json.loads(path.read_text(encoding="utf-8"))
    told["techniques"] |= {"AML.T0300": {}, "AML.T0301": {}}
    path.write_text(json.dumps(told), encoding="utf-8")
    assert "left out of the file: 2" in run("atlas", "use", str(path)).err


def test_a_release_for_the_program(run: Run, tmp_path: Path) -> None:
    """New assessments and explanations go by it, with its full text beside ours; pinned takes it back."""
    path = newer(tmp_path)
    assert run("atlas", "use", path).code == 0
    assert run("catalogue", "list", "--json").json["atlas"] == "2026.05"
    assert run("atlas", "use", path, "--apply").code == 0
    assert run("catalogue", "list", "--json").json["atlas"] == "2027.01"
    assert "About Evade AI Model." in run("explain", "AML.T0015").out
    assert "Say Less In Public" in run("explain", "AML.M0000").out
    run("new", "later")
    assert "ATLAS 2027.01" in run("show", "later").out
    assert run("atlas", "use", "pinned").code == 0
    assert run("catalogue", "list", "--json").json["atlas"] == "2026.05"


@pytest.mark.parametrize("arguments", [("diff", "a"), ("show", "a", "b"), ("use",)])
def test_wrong_words_are_bad_input(run: Run, arguments: tuple[str, ...]) -> None:
    """One line with what to say instead."""
    ran = run("atlas", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "atlas diff A B" in ran.err


def test_a_file_that_is_none_is_bad_input(run: Run, tmp_path: Path) -> None:
    """Missing, or something else."""
    assert run("atlas", "show", str(tmp_path / "missing.yaml")).code == 2
    (tmp_path / "other.yaml").write_text("{a: b}")
    ran = run("atlas", "show", str(tmp_path / "other.yaml"))
    assert (ran.code, ran.out) == (2, "")


def test_catalogue_list_has_the_contract(run: Run) -> None:
    """All fifty, each with three levels and their activities."""
    listed = run("catalogue", "list", "--json").json
    assert (listed["atlas"], len(listed["practices"])) == ("2026.05", 50)
    assert {p["profile"] for p in listed["practices"]} == {"core", "atlas", "extended"}
    for practice in listed["practices"]:
        assert practice["phases"]
        assert [v["level"] for v in practice["levels"]] == [1, 2, 3]
        assert len(practice["levels"][0]["activities"]) == 1
        for level in practice["levels"]:
            assert level["statement"]
            assert all(a["id"].startswith(practice["id"]) and a["text"] for a in level["activities"])
    provisional = [p["id"] for p in listed["practices"] if p["provisional"]]
    assert provisional == [f"AML.M00{n}" for n in range(35, 40)]
    assert "Model Hardening" in run("catalogue", "list").out


def test_catalogue_check_passes_and_says_what_it_skipped(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reference files are compared with where a variable names them."""
    monkeypatch.delenv("MLSMM_REFERENCES", raising=False)
    ran = run("catalogue", "check", "--json")
    assert (ran.code, ran.json["findings"], ran.json["skipped"]) == (0, [], ["references"])
    assert "MLSMM_REFERENCES" in run("catalogue", "check").out


def test_catalogue_check_fails_on_an_own_practice_that_breaks_a_rule(run: Run, tmp_path: Path) -> None:
    """Exit code 6, and the finding names file and key."""
    folder = own_catalogue(tmp_path, OWN.replace("poisoning", "MLflow"))
    ran = run("catalogue", "check", "--catalogue", folder, "--json")
    assert ran.code == 6
    assert {f["file"] for f in ran.json["findings"]} == {"practices/ACME.X01.yaml"}
    text = run("catalogue", "check", "--catalogue", folder)
    assert (text.code, "MLflow" in text.err) == (6, True)


def test_an_assessment_keeps_its_own_practices(run: Run, tmp_path: Path) -> None:
    """It was opened with them, so the folder is not needed again."""
    assert run("new", "ours", "--catalogue", own_catalogue(tmp_path, OWN)).code == 0
    words = "We drop broken rows by hand before each run."
    answered = run("answer", "ours", "--practice", "ACME.X01", words, "--json")
    assert "ACME.X01" in answered.json["readings"]
    assert "ACME.X01" in [p["id"] for p in run("score", "ours", "--json").json["practices"]]


def test_show_prints_a_practice_whole(run: Run) -> None:
    """Its levels with evidence and examples, as text and as JSON."""
    text = run("catalogue", "show", "AML.M0031").out
    assert "Memory Hardening" in text
    assert "level 3" in text
    shown = run("catalogue", "show", "M0031", "--json").json
    assert (shown["id"], len(shown["levels"])) == ("AML.M0031", 3)
    assert run("catalogue", "show", "nothing").code == 2


def test_an_unreadable_file_in_use_is_told(run: Run, tmp_path: Path) -> None:
    """What was put in use and is gone again is one clear line."""
    assert run("atlas", "use", newer(tmp_path), "--apply").code == 0
    for kept in (tmp_path / "data" / "atlas").glob("*.json"):
        kept.write_text(json.dumps({"file": "x"}))
    ran = run("catalogue", "list")
    assert (ran.code, ran.out) == (6, "")
    assert "atlas use" in ran.err
