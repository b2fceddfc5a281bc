"""Full texts of kept files: by release, the file in use first, never those of another release."""

from pathlib import Path

import pytest

from knowledge.atlas.kept import FOLDER, Kept, keep, load_texts, put_in_use
from knowledge.atlas.official import Official
from model.threat import Release


def kept(data: Path, version: str, text: str) -> Kept:
    """A file of a release with one text, kept."""
    path = data / f"{text}.yaml"
    path.write_text(text)
    release = Release(version=version, format="list")
    return keep(Official(release, (), {"AML.T0001": text}), path, data=data)


def test_texts_are_those_of_the_release(tmp_path: Path) -> None:
    """Each release has its own; one that was never kept has none."""
    kept(tmp_path, "5.6.0", "older")
    kept(tmp_path, "6.0.0", "newer")
    assert load_texts("5.6.0", data=tmp_path) == {"AML.T0001": "older"}
    assert load_texts("6.0.0", data=tmp_path) == {"AML.T0001": "newer"}
    assert load_texts("7.0.0", data=tmp_path) == {}


@pytest.mark.parametrize("chosen", ["one", "other"])
def test_the_file_in_use_comes_first(tmp_path: Path, chosen: str) -> None:
    """Of two files of one release that were kept."""
    files = {text: kept(tmp_path, "6.0.0", text) for text in ("one", "other")}
    put_in_use(files[chosen], data=tmp_path)
    assert load_texts("6.0.0", data=tmp_path) == {"AML.T0001": chosen}


def test_a_broken_file_is_passed_over(tmp_path: Path) -> None:
    """And where nothing was kept there is nothing to read."""
    assert load_texts("6.0.0", data=tmp_path) == {}
    kept(tmp_path, "6.0.0", "whole")
    (tmp_path / FOLDER / "0000.json").write_text("{")
    assert load_texts("6.0.0", data=tmp_path) == {"AML.T0001": "whole"}
