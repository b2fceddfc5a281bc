"""The loader of official files: both formats, entries that break them, and files that are none."""

import copy
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.atlas.difference import compare
from knowledge.atlas.official import MOST_BYTES, read_official
from model.errors import InputError
from model.threat import Release
from tests.knowledge.atlas.releases import SMALL, releases
from tests.knowledge.atlas.writing import Json, to_keyed, to_listed, write

REAL = sorted(Path(os.environ.get("MLSMM_REFERENCES", "/nowhere")).rglob("ATLAS-*.yaml"))
COUNTS = {"4.4.0": (19, 67, 17, 106), "5.6.0": (35, 170, 57, 449), "2026.05": (35, 170, 57, 449)}
"""By version: mitigations, techniques, case studies and their steps, as MITRE published them."""
TMP = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def plain(release: Release, *, is_listed: bool) -> Release:
    """What a format can say of a release: lists know no platforms and chain their steps by order alone."""
    if not is_listed:
        return release
    return release.model_copy(
        update={
            "format": "list",
            "techniques": tuple(t.model_copy(update={"platforms": ()}) for t in release.techniques),
            "studies": tuple(
                s.model_copy(update={"steps": tuple(x.model_copy(update={"leads_to": ()}) for x in s.steps)})
                for s in release.studies
            ),
        }
    )


@TMP
@given(release=releases())
def test_what_is_written_is_read(release: Release, tmp_path: Path) -> None:
    """Both formats come back as the facts that they were written from, with nothing reported."""
    keyed = read_official(write(to_keyed(release), tmp_path / "keyed.yaml"))
    listed = read_official(write(to_listed(release), tmp_path / "listed.yaml"))
    assert (keyed.problems, listed.problems) == ((), ())
    assert keyed.release == release
    assert listed.release == plain(release, is_listed=True)


@pytest.mark.parametrize("path", REAL, ids=lambda p: p.stem)
def test_the_real_files(path: Path) -> None:
    """Where the reference files are at hand: their own counts, and the two entries known to be malformed."""
    official = read_official(path)
    release = official.release
    found = (len(release.mitigations), len(release.techniques), len(release.studies), release.steps)
    assert found == COUNTS[release.version]
    named = [problem.partition(":")[0] for problem in official.problems]
    assert named == (["AML.M0018", "AML.M0034"] if release.version == "5.6.0" else [])


def break_keyed(change: Callable[[Json], Any]) -> Json:
    """The small release with one thing broken."""
    content = to_keyed(SMALL)
    change(content)
    return content


def ids_of(release: Release) -> set[str]:
    """Everything that a release has."""
    techniques = {t.id for t in release.techniques} | {t.id for t in release.tactics}
    return techniques | {m.id for m in release.mitigations} | {s.id for s in release.studies}


BROKEN: dict[str, tuple[Callable[[Json], Any], str, str]] = {
    "a technique without a name": (
        lambda c: c["techniques"]["AML.T0002"].pop("name"),
        "AML.T0002",
        "AML.T0002",
    ),
    "an id that is none": (
        lambda c: c["techniques"].update({"T2": {"name": "Odd"}}),
        "T2",
        "",
    ),
    "a text where a record belongs": (
        lambda c: c["mitigations"].update({"AML.M0001": "Lock it"}),
        "AML.M0001",
        "AML.M0001",
    ),
    "a record in a list of texts": (
        lambda c: c["mitigations"]["AML.M0000"]["lifecycle-phases"].append({"id": "AML.T0001"}),
        "AML.M0000",
        "",
    ),
    "a maturity that nobody knows": (
        lambda c: c["techniques"]["AML.T0001"].update(maturity="Legendary"),
        "AML.T0001",
        "",
    ),
    "an edge to nowhere": (
        lambda c: c["relationships"]["AML.M0000"]["mitigates"].append({"target": "AML.T0999"}),
        "AML.M0000",
        "",
    ),
    "a study on no day": (
        lambda c: c["case-studies"]["AML.CS0000"].update(date="yesterday"),
        "AML.CS0000",
        "AML.CS0000",
    ),
    "a step without a technique": (
        lambda c: c["relationships"]["AML.CS0000"]["employs"].append({"step-id": "S02"}),
        "AML.CS0000",
        "",
    ),
    "edges that are no list": (
        lambda c: c["relationships"].update({"AML.M0001": {"mitigates": "AML.T0001"}}),
        "AML.M0001",
        "",
    ),
}
"""How an entry is broken, the entry that must be named, and the one that is left out."""


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_entry_is_named_and_survived(name: str, tmp_path: Path) -> None:
    """Exactly the broken entry is reported; everything else is read."""
    change, named, gone = BROKEN[name]
    official = read_official(write(break_keyed(change), tmp_path / "broken.yaml"))
    assert [problem.partition(":")[0] for problem in official.problems][:1] == [named]
    assert ids_of(SMALL) - ids_of(official.release) == ({gone} if gone else set())


JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, "", 0, True, [], {}, ["a"], {"id": "AML.T0001"}, "AML.T9999", [[]], "2026-99-99"]
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in nested lists and mappings."""
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, child in children:
        yield (*path, key)
        yield from paths(child, (*path, key))


@TMP
@given(is_listed=st.booleans(), data=st.data())
def test_junk_anywhere_is_survived_or_refused(is_listed: bool, data: st.DataObject, tmp_path: Path) -> None:
    """Whatever stands wherever: a release, or one clear refusal; nothing else is raised."""
    content = to_listed(SMALL) if is_listed else to_keyed(SMALL)
    for _ in range(data.draw(st.integers(1, 4))):
        *outer, last = data.draw(st.sampled_from(list(paths(content))))
        place: Any = content
        for key in outer:
            place = place[key]
        place[last] = copy.deepcopy(data.draw(JUNK))
        if not list(paths(content)):
            return
    path = write(content, tmp_path / "junk.yaml")
    with suppress(InputError):
        compare(SMALL, read_official(path).release)


REFUSED = {
    "empty": ("", "empty"),
    "no ATLAS": ("a: b", "neither matrices nor"),
    "a list": ("- a", "no ATLAS file"),
    "no version": ("{format-version: 6.0.0}", "states no version"),
    "bomb": ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", "anchors and aliases"),
    "nested": ("matrices: " + "[" * 500 + "]" * 500, "nested deeper"),
    "not YAML": ("a: [", "line"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_atlas_file_is_refused(name: str, tmp_path: Path) -> None:
    """One line with the file's name, and advice."""
    text, why = REFUSED[name]
    path = tmp_path / "odd.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=why) as refused:
        read_official(path)
    assert str(refused.value).startswith("odd.yaml: ")
    assert refused.value.do


def test_200_megabytes_are_refused_unread(tmp_path: Path) -> None:
    """A file far over the limit costs no more than the limit."""
    path = tmp_path / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(InputError, match=f"larger than {MOST_BYTES // 1024 // 1024} MiB"):
        read_official(path)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """What is no file is refused at once, not read from."""
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(InputError, match="is not a file"):
        read_official(tmp_path / "pipe.yaml")


def test_texts_are_given_beside_the_facts(tmp_path: Path) -> None:
    """Full texts come by id, so that an explanation can show them."""
    official = read_official(write(to_keyed(SMALL), tmp_path / "texts.yaml"))
    assert official.texts["AML.T0002"] == "About Asking often."
