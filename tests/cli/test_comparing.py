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
