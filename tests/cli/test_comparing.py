"""Two assessments compared at the command line."""

from tests.cli.conftest import Run


def test_compare(run: Run, mill: str, mill_export: object) -> None:
    """What changed since an export: the level that was raised, and nothing else."""
    run("answer", mill, "/level 3 it is so", "--practice", "AML.M0005")
    shown = run("compare", str(mill_export), mill, "--json").json
    changed = {p["id"]: p["changes"] for p in shown["practices"] if p["changes"]}
    assert list(changed) == ["AML.M0005"]
    assert "level" in changed["AML.M0005"]
    assert shown["causes"] == {"catalogue": False, "atlas": False}
    assert shown["after"]["exposure"]["high"] < shown["before"]["exposure"]["high"]
    assert shown["rebased"] == shown["before"]


def test_compare_in_words(run: Run, mill: str) -> None:
    """With itself nothing changed; what is not there is refused."""
    assert "PRACTICES THAT CHANGED: 0 of" in run("compare", mill, mill).out
    assert run("compare", mill, "Nowhere").code == 4


def test_who_changed_it_when_and_why(run: Run, mill: str, mill_export: object) -> None:
    """The acts since the export, none that both know; a reassessment says what nobody has said again."""
    run("answer", mill, "/level 3 every store is watched", "--practice", "AML.M0005", "--as", "Ines, lead")
    shown = run("compare", str(mill_export), mill, "--json").json
    told = {p["id"]: p["acts"] for p in shown["practices"] if p["acts"]}
    assert list(told) == ["AML.M0005"]
    (act,) = told["AML.M0005"]
    assert (act["kind"], act["speaker"], act["role"]) == ("level set", "Ines", "lead")
    assert act["reason"] == "every store is watched"
    text = run("compare", str(mill_export), mill).out
    assert "Ines, lead" in text
    assert "because every store is watched" in text
    run("answer", mill, "/undo")
    assert not any(p["acts"] for p in run("compare", str(mill_export), mill, "--json").json["practices"])


def test_what_waits_to_be_said_again(run: Run, mill: str) -> None:
    """A level that only was said last time is not lost: the comparison says why it counts for nothing."""
    run("answer", mill, "/target AML.M0013 3 agreed")
    run("new", "Mill 2", "--from", mill)
    practices = run("compare", mill, "Mill 2", "--json").json["practices"]
    waiting = {p["id"] for p in practices if p["waits"]}
    assert "AML.M0013" in waiting
    assert not any(p["acts"] for p in practices)
    assert "not said again yet" in run("compare", mill, "Mill 2").out
