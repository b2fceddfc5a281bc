"""The pinned release: its counts as MITRE published them, and a summary of ours for each thing."""

import itertools
import json
import os
import shutil
from pathlib import Path

import pytest

from knowledge.atlas.generate import FACTS, to_facts
from knowledge.atlas.official import read_official
from knowledge.atlas.pinned import PACKAGE, load_known_releases, load_release
from model.errors import CatalogueError
from model.threat import StudyKind, is_later

RELEASE = load_release()
SOURCE = sorted(Path(os.environ.get("MLSMM_REFERENCES", "/nowhere")).rglob("ATLAS-2026.05.yaml"))


def test_counts_are_the_published_ones() -> None:
    """35 mitigations with 246 edges, 170 techniques, 16 tactics, 57 studies (17 incidents) with 449 steps."""
    linked = [m for m in RELEASE.mitigations if m.techniques is not None]
    assert (RELEASE.version, len(linked), sum(len(m.techniques or ()) for m in linked)) == (
        "2026.05",
        35,
        246,
    )
    assert (len(RELEASE.tactics), len(RELEASE.techniques)) == (16, 170)
    assert (len(RELEASE.studies), RELEASE.steps) == (57, 449)
    assert sum(s.kind is StudyKind.INCIDENT for s in RELEASE.studies) == 17


def test_what_is_known_by_name_has_unknown_links() -> None:
    """M0035 to M0039 are there, and what they answer is unknown rather than nothing."""
    named = {m.id: m for m in RELEASE.mitigations if m.techniques is None}
    assert sorted(named) == [f"AML.M00{n}" for n in range(35, 40)]
    assert named["AML.M0039"].name == "AI Honeypots"


def test_later_names_are_aliases() -> None:
    """Ids are keyed on; what an id was or will be called finds it too."""
    hardening = RELEASE.mitigation("AML.M0003")
    assert hardening is not None
    assert hardening.aliases == ("Predictive AI Model Hardening",)


def test_dates_came_after_numbers() -> None:
    """2026.05 follows 5.6.0, whatever the letters say."""
    assert is_later("2026.05", "5.6.0")
    assert is_later("2026.10", "2026.09")
    assert not is_later("2026.05", "2026.05")
    versions = [known.version for known in load_known_releases()]
    assert all(is_later(b, a) for a, b in itertools.pairwise(versions))


@pytest.mark.parametrize("path", SOURCE, ids=lambda p: p.stem)
def test_facts_are_what_the_official_file_gives(path: Path) -> None:
    """Where the official file is at hand: generating anew changes nothing."""
    assert to_facts(read_official(path).release) == FACTS.read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The package's own data files."""
    for path in (*PACKAGE.glob("*.yaml"), FACTS):
        shutil.copy(path, tmp_path)
    return tmp_path


@pytest.mark.parametrize("file", ["tactics.yaml", "techniques.yaml", "studies.yaml"])
def test_a_missing_summary_is_named(folder: Path, file: str) -> None:
    """So is one of something that the release does not have."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    first = text.partition(":")[0]
    path.write_text(text.replace(f"{first}:", "AML.X0000:", 1), encoding="utf-8")
    with pytest.raises(CatalogueError, match=rf"{file}: {first}: has no summary"):
        load_release(folder)


def test_a_summary_of_nothing_is_named(folder: Path) -> None:
    """A slip in an id must not pass."""
    path = folder / "techniques.yaml"
    path.write_text(path.read_text(encoding="utf-8") + 'AML.T9999: "Somebody does something."\n')
    with pytest.raises(CatalogueError, match=r"techniques\.yaml: AML\.T9999: is not in the facts"):
        load_release(folder)


def test_facts_that_break_the_format_are_refused(folder: Path) -> None:
    """An unknown key in the facts is an error that names the file."""
    facts = json.loads(FACTS.read_text(encoding="utf-8"))
    (folder / "facts.json").write_text(json.dumps({**facts, "colour": "red"}), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"facts\.json"):
        load_release(folder)
