"""The catalogue loader: what it accepts, and that each break names file and key."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.catalogue.catalogue import (
    PACKAGE,
    catalogue_digest,
    from_json,
    load_catalogue,
    of_record,
    to_json,
)
from knowledge.strict_yaml import parse_yaml
from model.errors import CatalogueError
from model.practice import PhaseId
from model.wanted import OTHER, kind_of
from tests.shipped import shipped_catalogue

SAMPLE = (PACKAGE / "practices" / "AML.M0007.yaml").read_text(encoding="utf-8")
PLACED = SAMPLE[: SAMPLE.index("phases:")]
REST = SAMPLE[SAMPLE.index("applies:") :]


def _practice(number: int, phase: str) -> str:
    """One practice file made from the sample: own id, own phase, no prerequisite."""
    placement = f"phases:\n  - {{phase: {phase}, role: primary, reason: It happens here.}}\n"
    text = (PLACED + placement + REST).replace("AML.M0007", f"AML.M00{number}")
    head, _, tail = text.partition("prerequisites:")
    text = head + tail[tail.index("levels:") :]
    return text.replace("name: Sanitize Training Data", f"name: Practice {number}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small complete catalogue: nine phases with one practice each, AML.M0010 to AML.M0018."""
    (tmp_path / "practices").mkdir()
    phases = []
    for number, phase in enumerate(PhaseId, start=10):
        file = tmp_path / "practices" / f"AML.M00{number}.yaml"
        file.write_text(_practice(number, phase), encoding="utf-8")
        story = {
            "id": f"{phase}-1",
            "request": "Tell me.",
            "rephrased": "Say.",
            "practices": [f"AML.M00{number}"],
        }
        phases.append({"id": phase, "name": phase, "summary": "A phase.", "stories": [story]})
    (tmp_path / "phases.yaml").write_text(json.dumps(phases), encoding="utf-8")
    (tmp_path / "glossary.yaml").write_text("[{name: poisoning, aliases: [Poison], meaning: Bad data.}]")
    effects = [{"practice": f"AML.M00{n}", "default": "hinders", "reason": "It does."} for n in range(10, 19)]
    (tmp_path / "effects.yaml").write_text(json.dumps(effects), encoding="utf-8")
    for name in ("near.yaml", "frameworks.yaml", "crosswalk.yaml", "documents.yaml"):
        (tmp_path / name).write_text("[]", encoding="utf-8")
    for name in ("catalogue.yaml", "traits.yaml", "facts.yaml", "exposure.yaml"):
        shutil.copy(PACKAGE / name, tmp_path)
    (tmp_path / "targets.yaml").write_text("{rules: []}", encoding="utf-8")
    return tmp_path


def _edit(file: str, old: str, new: str) -> Callable[[Path], None]:
    """A break: the first `old` in a file becomes `new`."""

    def edit(folder: Path) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def _without_level_3(folder: Path) -> None:
    path = folder / M10
    path.write_text(path.read_text(encoding="utf-8").partition("  - level: 3")[0], encoding="utf-8")


def _renamed(folder: Path) -> None:
    (folder / M10).rename(folder / "practices" / "sanitize.yaml")


M10 = "practices/AML.M0010.yaml"
NEEDS = "\nprerequisites:\n  - {{practice: {0}, level: {1}, before: {2}, reason: Because.}}\nlevels:"
BREAKS = {
    "unknown key": (_edit(M10, "minutes:", "minuets: 3\nminutes:"), f"{M10}: minuets"),
    "wrong unit": (_edit(M10, "unit: systems", "unit: planets"), f"{M10}: levels.0.activities.0.unit"),
    "missing field": (_edit(M10, "minutes: 4", ""), f"{M10}: minutes"),
    "text for a number": (_edit(M10, "minutes: 4", "minutes: '4'"), f"{M10}: minutes"),
    "yes for a number": (_edit(M10, "minutes: 4", "minutes: yes"), f"{M10}: minutes"),
    "number for a text": (_edit(M10, "name: Practice 10", "name: 10"), f"{M10}: name"),
    "level twice": (_edit(M10, "- level: 3", "- level: 2"), f"{M10}: whole: levels must be 1, 2, 3"),
    "missing level": (_without_level_3, f"{M10}: levels.2"),
    "key twice": (
        _edit(M10, "minutes: 4", "minutes: 4\nminutes: 4"),
        f"{M10}: minutes: the key is there twice",
    ),
    "anchor": (_edit(M10, "minutes: 4", "minutes: &m 4"), f"{M10}: minutes: anchors"),
    "tag": (_edit(M10, "minutes: 4", "minutes: !!int 4"), f"{M10}: minutes"),
    "bad phase": (_edit(M10, "phase: model-requirements", "phase: lunch"), f"{M10}: phases.0.phase"),
    "not yaml": (_edit(M10, "roles: [", "roles: [["), f"{M10}: line"),
    "activity of another practice": (_edit(M10, "AML.M0010", "AML.M0011"), f"{M10}: whole: activity"),
    "file name": (_renamed, "practices/sanitize.yaml: id: is AML.M0010"),
    "dangling prerequisite": (
        _edit(M10, "\nlevels:", NEEDS.format("AML.M0099", 1, 2)),
        f"{M10}: prerequisites.0.practice",
    ),
    "prerequisite on itself": (
        _edit(M10, "\nlevels:", NEEDS.format("AML.M0010", 3, 2)),
        f"{M10}: prerequisites: in a circle",
    ),
    "dangling trait of a platform": (
        _edit("exposure.yaml", "Predictive AI: predictive", "Predictive AI: wise"),
        "exposure.yaml: platforms",
    ),
    "dangling fact": (_edit("exposure.yaml", "facts: [origin", "facts: [source"), "exposure.yaml: facts"),
    "no weight": (_edit("exposure.yaml", '"3"', '"-3"'), "exposure.yaml: "),
    "dangling trait": (_edit("traits.yaml", "bought: ", "not-bought: "), f"{M10}: applies.leaves_out"),
    "dangling story practice": (
        _edit("phases.yaml", '["AML.M0012"]', '["AML.M0012", "AML.M0099"]'),
        "phases.yaml: 2.stories.0.practices: AML.M0099",
    ),
    "phase twice": (
        _edit("phases.yaml", '"data-cleaning", "name"', '"data-labeling", "name"'),
        "data-labeling",
    ),
    "story twice": (_edit("phases.yaml", "data-cleaning-1", "data-labeling-1"), "data-labeling-1"),
    "same name twice": (
        _edit(M10, "aliases: []", "aliases: [practice 11]"),
        "practices/AML.M0011.yaml: aliases",
    ),
    "phase without practice": (
        _edit("practices/AML.M0012.yaml", "phase: data-cleaning", "phase: data-labeling"),
        "phases.yaml: data-cleaning: no practice of the core profile",
    ),
    "phase without core practice": (
        _edit("practices/AML.M0012.yaml", "profile: core", "profile: atlas"),
        "phases.yaml: data-cleaning: no practice of the core profile",
    ),
    "term twice": (
        _edit("glossary.yaml", "[{", "[{name: poison, meaning: Bad.}, {"),
        "glossary.yaml: poison",
    ),
    "edition": (_edit("catalogue.yaml", '"2026.11"', "2026.11"), "catalogue.yaml: version"),
}


def test_a_sound_folder_loads(folder: Path) -> None:
    """The folder that all the breaks start from is sound."""
    catalogue = load_catalogue(folder)
    assert [p.id for p in catalogue.practices] == [f"AML.M00{n}" for n in range(10, 19)]
    assert catalogue.atlas == "2026.05"


@pytest.mark.parametrize("name", BREAKS)
def test_a_break_names_file_and_key(folder: Path, name: str) -> None:
    """Each kind of break is one line that starts with file and key, and comes with advice."""
    breaking, where = BREAKS[name]
    breaking(folder)
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    assert where in caught.value.what
    assert caught.value.what.count(":") >= 2
    assert "\n" not in str(caught.value)
    assert caught.value.do


def test_two_phases_with_the_same_practices(folder: Path) -> None:
    """No two phases may have the same set of practices."""
    for number, other in ((12, "data-labeling"), (13, "data-cleaning")):
        shared = f"\n  - {{phase: {other}, role: shared, reason: Here too.}}\napplies:"
        _edit(f"practices/AML.M00{number}.yaml", "\napplies:", shared)(folder)
    with pytest.raises(CatalogueError, match="data-labeling: has the same practices as data-cleaning"):
        load_catalogue(folder)


def test_a_cycle_over_two_practices(folder: Path) -> None:
    """A circle is found although each level also needs the one below it."""
    _edit(M10, "\nlevels:", NEEDS.format("AML.M0011", 2, 1))(folder)
    _edit("practices/AML.M0011.yaml", "\nlevels:", NEEDS.format("AML.M0010", 1, 2))(folder)
    with pytest.raises(CatalogueError, match="prerequisites: in a circle"):
        load_catalogue(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    """A file that is not there is an error with its name."""
    (folder / "glossary.yaml").unlink()
    with pytest.raises(CatalogueError, match=r"glossary\.yaml: cannot be read"):
        load_catalogue(folder)


def test_a_huge_file_is_refused(folder: Path) -> None:
    """A file over the limit is refused unread."""
    (folder / "traits.yaml").write_bytes(b"#" * (1024 * 1024 + 1))
    with pytest.raises(CatalogueError, match=r"traits\.yaml: larger than"):
        load_catalogue(folder)


@pytest.mark.parametrize(
    "text",
    ["- " * 200_000 + "x", "[" * 200_000, "? " * 200_000, "{a: " * 200_000, "", "a: 1\n---\nb: 2", "a: \x07"],
)
def test_hostile_yaml_costs_one_line(text: str) -> None:
    """Nesting, emptiness, several documents and control characters end in the same error family."""
    with pytest.raises(CatalogueError) as caught:
        parse_yaml(text, name="file.yaml")
    assert str(caught.value).startswith("file.yaml: ")
    assert len(str(caught.value)) < 200


def test_bytes_that_are_not_utf_8(folder: Path) -> None:
    """A file in another encoding is refused with the place."""
    (folder / "traits.yaml").write_bytes(b"bought: caf\xe9\n")
    with pytest.raises(CatalogueError, match=r"traits\.yaml: not UTF-8 at byte 11"):
        load_catalogue(folder)


def test_json_comes_back_equal(folder: Path) -> None:
    """Canonical JSON round-trips, byte for byte."""
    catalogue = load_catalogue(folder)
    text = to_json(catalogue)
    assert from_json(text) == catalogue
    assert to_json(from_json(text)) == text
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def test_an_older_record_gets_the_kinds_of_documents() -> None:
    """They score nothing, and without them the list of wanted documents would know no kind at all."""
    catalogue = shipped_catalogue()
    older = catalogue.model_copy(update={"documents": ()})
    assert of_record(to_json(older)) == catalogue
    own = catalogue.model_copy(update={"documents": catalogue.documents[:2]})
    assert of_record(to_json(own)) == own


def test_digest_follows_the_content(folder: Path) -> None:
    """Layout of the files does not matter to the digest; a changed word does."""
    before = catalogue_digest(load_catalogue(folder))
    _edit(M10, "minutes: 4", "# a comment\nminutes:   4")(folder)
    assert catalogue_digest(load_catalogue(folder)) == before
    _edit(M10, "name: Practice 10", "name: Practice Ten")(folder)
    assert catalogue_digest(load_catalogue(folder)) != before


def test_damaged_json_is_one_error() -> None:
    """A snapshot that does not fit the format is a CatalogueError, not a traceback of the library."""
    with pytest.raises(CatalogueError, match="stored catalogue"):
        from_json("{}")


def test_every_piece_of_evidence_is_of_a_kind_of_document() -> None:
    """So that the list of documents that are wanted has no rest; each kind, and each sign, is used."""
    catalogue = shipped_catalogue()
    texts = [words for p in catalogue.practices for a in p.activities for words in a.evidence]
    kinds = [kind_of(words, catalogue.documents) for words in texts]
    assert [words for words, kind in zip(texts, kinds, strict=True) if kind is OTHER] == []
    assert {kind.id for kind in kinds} == {kind.id for kind in catalogue.documents}
    signs = {sign for kind in catalogue.documents for sign in kind.signs}
    assert {s for s in signs if not any(s in words.casefold() for words in texts)} == set()
