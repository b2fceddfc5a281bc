"""Scripts are read strictly: every fault is one line that names file, turn and key."""

import json
from pathlib import Path

import pytest

from assistant.cli.script import load_script
from tests.checks.source import ROOT
from tests.cli.conftest import SCRIPT, Run, Write

FAULTS = {
    "  - {practice: AML.M0007, txt: hello}": ("turn 1: txt", "unknown key"),
    "  - {confirm: data-cleaning}\n  - {practice: AML.M0007}": ("turn 2", "needs a text"),
    "  - {phase: data-cleaning, confirm: data-cleaning, text: a}": ("turn 1", "exactly one of"),
    "  - {phase: data-cleansing, text: a}": ("turn 1: phase", "data-cleaning"),
    "  - {phase: data-cleaning}": ("turn 1", "story needs a text"),
    "  - {phase: data-cleaning, text: a, story: nix}": (
        "turn 1: phase data-cleaning has no story nix",
        "It has",
    ),
    "  - {confirm: data-cleaning, text: a}": ("turn 1", "text does not belong here"),
    "  - {confirm: data-cleaning, then: confirm}": ("turn 1", "then does not belong here"),
    "  - {practice: AML.M9999, then: unknown}": ("turn 1: there is no practice AML.M9999", "explain"),
    "  - {practice: AML.M0007, then: perhaps}": ("turn 1: then", "'confirm', 'unknown' or 'later'"),
    "  - {practice: AML.M0007, then: {level: 4, reason: a}}": (
        "turn 1: then.level",
        "less than or equal to 3",
    ),
    "  - {practice: AML.M0007, then: {level: 2, reason: ''}}": (
        "turn 1: then.reason",
        "at least 1 character",
    ),
    "  - {practice: AML.M0007, then: {level: 2}}": ("turn 1: then.reason", "required"),
    "  - {practice: AML.M0007, then: {na: a-supplier-does-it}}": ("turn 1: then.na", "no-such-system"),
    "  - {practice: AML.M0007, then: {coverages: {AML.M0007.9: all}}}": (
        "turn 1: AML.M0007 has no activity",
        "2a",
    ),
    "  - {practice: AML.M0007, then: {coverages: {AML.M0007.2a: [photos]}}}": (
        "turn 1: no system photos",
        "eta",
    ),
    "  - {practice: AML.M0007, then: {coverages: {AML.M0007.2a: most}}}": (
        "coverages.AML.M0007.2a",
        "'none'",
    ),
    "  - {practice: AML.M0007, then: {coverages: {}}}": ("turn 1: then.coverages", "at least 1"),
    "  - {practice: AML.M0007, then: unknown, as: {nam: a}}": ("turn 1: as", ""),
    "  - AML.M0007": ("turn 1", ""),
}


@pytest.mark.parametrize("turns", FAULTS)
def test_a_faulty_turn_is_named(turns: str, run: Run, write: Write) -> None:
    """The line says which file, turn and key, and what would do."""
    ran = run("assess", write(turns))
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("mlsmm: ")
    assert ran.err.count("\n") == 1
    for words in FAULTS[turns]:
        assert words in ran.err, ran.err


HEADS = {
    "turns: []": ("script.yaml: name", "required"),
    "name: ''": ("script.yaml: name", "at least 1"),
    "name: a\nsystem: []": ("script.yaml: system", "unknown key"),
    "name: a\nsystems: [{name: b}, {name: b}]": ("two systems are named b", ""),
    "name: a\ntargets: {AML.M0007: 4}": ("targets.AML.M0007", "3"),
    "name: a\ntargets: {AML.M9999: 1}": ("targets: there is no practice AML.M9999", "explain"),
    "name: a\nprofile: all": ("script.yaml: profile", "'core'"),
    "name: a\nname: b": ("name", "twice"),
    "name: [": ("script.yaml: line", ""),
    "- name": ("script.yaml: the file", ""),
    "": ("script.yaml", "empty"),
    "a: &a [x, x]\nb: [*a, *a]": ("anchors and aliases", ""),
    "name: a\nabout: " + "[" * 1000 + "]" * 1000: ("nested deeper", ""),
    "name: a\nabout: !!python/object/apply:os.system [id]": ("script.yaml: about", ""),
    "name: a\nabout: " + "x" * 1_100_000: ("larger than", ""),
}


@pytest.mark.parametrize("text", HEADS, ids=range(len(HEADS)))
def test_a_faulty_file_is_named(text: str, run: Run, write: Write) -> None:
    """Wrong keys, bombs and huge files cost one line."""
    ran = run("assess", write(head=text))
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert len(ran.err) < 1200
    for words in HEADS[text]:
        assert words in ran.err, ran.err


def test_files_that_are_none(run: Run, tmp_path: object) -> None:
    """A missing file, a folder and a binary file are named."""
    assert "No such file" in run("assess", f"{tmp_path}/none.yaml").err
    assert "directory" in run("assess", str(tmp_path)).err
    assert run("assess").code == 2
    assert run("assess", "a.yaml", "--example", "imaging").code == 2
    assert "There are imaging, manufacturing" in run("assess", "--example", "bank").err


def test_not_utf_8(run: Run, write: Write) -> None:
    """A file in another encoding is refused with the place."""
    path = write()
    with open(path, "ab") as file:  # noqa: PTH123
        file.write(b"about: caf\xe9\n")
    assert "not UTF-8 at byte" in run("assess", path).err


def test_a_trait_that_means_nothing(run: Run, write: Write) -> None:
    """It is kept and said to have no effect; the assessment goes on."""
    ran = run("assess", write("", SCRIPT.replace("predictive", "clairvoyant")), "--json")
    assert ran.code == 0
    assert "photo has the trait clairvoyant, which has no effect" in ran.err
    assert "trains-own" in json.loads(ran.out)["problems"][0]


def test_a_system_that_does_not_count(run: Run, write: Write) -> None:
    """A system that the practice is not counted over is left out, and that is said."""
    head = SCRIPT.replace("[trains-own, predictive, internal-only]", "[bought, internal-only]")
    ran = run("assess", write("  - {practice: AML.M0007, then: {coverages: {AML.M0007.2a: [eta]}}}", head))
    assert "eta does not count for AML.M0007" in ran.err
    assert "those that count: photo" in ran.err
    assert ran.code == 0


def test_the_script_that_the_readme_shows_can_be_played(tmp_path: Path) -> None:
    """What people copy from there is read as it stands."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    file = tmp_path / "depot.yaml"
    file.write_text(text.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    assert load_script(file).name == "Depot"
