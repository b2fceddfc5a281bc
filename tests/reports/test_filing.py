"""Where reports go: names that any system takes, files whole or not at all, and one line of advice."""

import errno
import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from assistant.reports.filing import here, is_taken, place_of, proposed_name, write_whole
from assistant.reports.formats import FORMATS, format_at
from model.errors import RecordError

DAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Nordwind, spring 2026", "Nordwind-spring-2026-2026-11-27.md"),
        ("../../etc/passwd", "etc-passwd-2026-11-27.md"),
        ("\x1b[31m[red]x[/]\u202e.exe", "31m-red-x-exe-2026-11-27.md"),
        ("~ -rf \\ : * ?", "rf-2026-11-27.md"),
        ("Éclair · 北風", "Éclair-北風-2026-11-27.md"),
        ("...", "2026-11-27.md"),
    ],
)
def test_a_name_is_letters_digits_and_hyphens(title: str, name: str) -> None:
    """Nothing in it means anything to a shell, a terminal or a file system."""
    assert proposed_name(title, form="md", day=DAY) == name


def test_a_name_is_short_enough() -> None:
    """Also where each letter takes four bytes."""
    for title in ("x" * 10_000, "北" * 10_000, "𝔸" * 10_000):
        assert len(proposed_name(title, form="backlog-github", day=DAY).encode()) <= 200


def test_no_two_formats_share_a_name() -> None:
    """What is exported next never overwrites what was exported before."""
    assert len({proposed_name("x", form=form, day=DAY) for form in FORMATS}) == len(FORMATS)


def test_the_file_decides_about_githubs_table() -> None:
    """For both front ends."""
    assert format_at("backlog-github", "x.csv") == "backlog-github-csv"
    assert format_at("backlog-github", "x.json") == "backlog-github"
    assert format_at("backlog-jira", "x.csv") == "backlog-jira"


def test_a_typed_path_is_told_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the present folder, or from home."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", "/home/jonas")
    assert place_of(" a b.md ", name="n.md") == tmp_path / "a b.md"
    assert place_of("~/r.md", name="n.md") == Path("/home/jonas/r.md")
    assert place_of(".", name="n.md") == tmp_path / "n.md"
    for typed in ("", "  ", "~no-such-user-here/r.md", "a\x1b[31m.md", "a\u202e.md"):
        with pytest.raises(RecordError, match=r"cannot write.*another name"):
            place_of(typed, name="n.md")


def test_a_folder_that_is_gone_proposes_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or one whose name nobody could type."""
    monkeypatch.setenv("HOME", "/home/jonas")
    for name in ("plain", "a\x1b[31m"):
        folder = tmp_path / name
        folder.mkdir()
        monkeypatch.chdir(folder)
        assert here() == (folder if name == "plain" else Path("/home/jonas"))
    folder.rmdir()
    assert here() == Path("/home/jonas")


def test_what_is_no_file_is_written_to_and_stays(tmp_path: Path) -> None:
    """A pipe takes the words; nothing is put in its place."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        write_whole(pipe, b"one")
        assert reader.communicate(timeout=30)[0] == b"one"
    assert pipe.is_fifo()


def test_a_file_is_replaced_and_keeps_its_rights(tmp_path: Path) -> None:
    """A report that only its owner could read stays so."""
    path = tmp_path / "r.md"
    write_whole(path, b"one")
    path.chmod(0o600)
    assert is_taken(path)
    write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "advice"),
    [
        (errno.ENOSPC, "Free some space"),
        (errno.EDQUOT, "Free some space"),
        (errno.EROFS, "another folder"),
        (errno.EACCES, "another folder"),
        (errno.EIO, "another folder"),
    ],
)
def test_what_the_system_refuses_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, advice: str
) -> None:
    """With what to do; the old file stays, and nothing is left beside it."""
    path = tmp_path / "r.md"
    path.write_bytes(b"old")

    def refuse(*_: object) -> Path:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(RecordError, match=advice) as told:
        write_whole(path, b"new")
    assert "\n" not in str(told.value)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("gone/r.md", "Make the folder first"),
        ("r.md/x.md", "Make the folder first"),
        ("x" * 300, "shorter name"),
        (".", "name of a file"),
        ("/", "name of a file"),
        ("a\x00b", "another name"),
        ("a\ud800b", "another name"),
    ],
)
def test_an_odd_name_is_one_line(tmp_path: Path, name: str, advice: str) -> None:
    """Nothing is made of it."""
    (tmp_path / "r.md").touch()
    with pytest.raises(RecordError, match=advice):
        write_whole(tmp_path / name, b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["r.md"]
