"""Paths as evidence: typed, dropped, completed; which files can be read."""

import os
from pathlib import Path

import pytest

from assistant.conversation.files import (
    ENDINGS,
    MOST_OFFERED,
    NAMES,
    can_be_typed,
    dropped,
    entries_of,
    fitting,
    is_readable,
    typed_path,
)
from knowledge.documents import formats


def test_what_is_offered_is_what_the_readers_read() -> None:
    """The plain lists of endings and names agree with the readers, either way round."""
    assert {f".{ending}" for ending in ENDINGS} == {*formats.FORMATS, formats.ARCHIVE}
    samples = ["README", "Dockerfile.prod", "Jenkinsfile", "requirements-dev.txt", "Pipfile.lock", "a.PDF"]
    samples += [name.replace("*", "") for name in NAMES] + ["a.png", "a", "md", "notes.md.bak", "readme.exe"]
    for name in samples:
        assert is_readable(name) == formats.is_readable(name), name


def test_a_path_is_heard_after_the_command_only() -> None:
    """The rest of the line is the path, with its spaces; anything else names none."""
    typed = typed_path("/evidence My Files/data pol")
    assert typed is not None
    assert (typed.start, typed.name) == ("/evidence My Files/", "data pol")
    assert typed.folder == Path("My Files")
    for text in ("/evidence", "/evidences x", "evidence x", "/evidence a\nb", "/note a/b", ""):
        assert typed_path(text) is None


@pytest.mark.parametrize(
    ("path", "start", "folder", "name"),
    [
        ("", "", Path(), ""),
        ("~", "~/", Path.home(), ""),
        ("~/do", "~/", Path.home(), "do"),
        ("/etc/ho", "/etc/", Path("/etc"), "ho"),
        ("/", "/", Path("/"), ""),
        ("../a", "../", Path(".."), "a"),
        ("'/tmp/My Fi", "/tmp/", Path("/tmp"), "My Fi"),
        (r"/tmp/My\ Fi", "/tmp/", Path("/tmp"), "My Fi"),
    ],
)
def test_a_path_is_split_at_its_last_slash(path: str, start: str, folder: Path, name: str) -> None:
    """Home, root, relative, and what a shell would have quoted."""
    typed = typed_path(f"/evidence {path}")
    assert typed is not None
    assert (typed.start, typed.folder, typed.name) == (f"/evidence {start}", folder, name)


def test_folders_come_first_and_only_what_can_be_read(tmp_path: Path) -> None:
    """Sorted without regard to case; no pictures, no pipes, nothing that hides something in its name."""
    for name in ("b.md", "A.pdf", "x.png", "bad\x1bname.md", "two\nlines.md", "rtl\u202e.md", "[b]c.txt"):
        (tmp_path / name).touch()
    (tmp_path / "Zebra").mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")
    assert entries_of(tmp_path) == ("Zebra/", "[b]c.txt", "A.pdf", "b.md")


def test_a_name_that_is_no_text_is_left_out(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 cannot be drawn."""
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md"))).touch()
    assert entries_of(tmp_path) == ()
    assert not can_be_typed("a\udce9.md")
    assert can_be_typed("Übersicht 2026\u202f🙂.md")


def test_what_cannot_be_looked_into_is_empty(tmp_path: Path) -> None:
    """No folder, no permission, a file, a name that is too long."""
    (tmp_path / "a.md").touch()
    for folder in (tmp_path / "none", tmp_path / "a.md", tmp_path / ("x" * 400), Path("a\0b")):
        assert entries_of(folder) == ()


def test_entries_fit_by_their_beginning() -> None:
    """Case and the way an accent is written make no difference; hidden ones need their dot."""
    names = ("Docs/", ".git/", "doc.md", "dóc.md", "other.md")
    assert fitting(names, "DOC") == ("Docs/", "doc.md")
    assert fitting(names, "do\u0301") == ("dóc.md",)
    assert fitting(names, ".") == (".git/",)
    assert fitting(names, "") == ("Docs/", "doc.md", "dóc.md", "other.md")


def test_a_file_named_in_full_is_done() -> None:
    """So that Enter sends it, though another begins with the same letters; a folder goes on."""
    assert fitting(("a.md", "a.md.zip"), "a.md") == ()
    assert fitting(("docs/",), "docs") == ("docs/",)


def test_no_more_than_fifty_are_offered() -> None:
    """However many there are."""
    assert len(fitting([f"{number}.md" for number in range(10_000)], "")) == MOST_OFFERED


@pytest.mark.parametrize(
    "pasted",
    [
        "{folder}/my policy.md",
        "'{folder}/my policy.md'",
        '"{folder}/my policy.md"',
        "{escaped}/my\\ policy.md",
        "file://{folder}/my%20policy.md",
        "file://localhost{folder}/my%20policy.md",
        " '{folder}/my policy.md' \n",
    ],
)
def test_a_dropped_path_is_evidence(tmp_path: Path, pasted: str) -> None:
    """However the terminal writes it."""
    (tmp_path / "my policy.md").touch()
    text = pasted.format(folder=tmp_path, escaped=str(tmp_path).replace(" ", "\\ "))
    assert dropped(text) == f"/evidence {tmp_path}/my policy.md"


def test_a_dropped_folder_keeps_its_slash(tmp_path: Path) -> None:
    """A folder is evidence too; and a quotation mark in a name is read as the shell would."""
    (tmp_path / "it's").mkdir()
    assert dropped(str(tmp_path)) == f"/evidence {tmp_path}/"
    assert dropped(f"'{tmp_path}/it'\\''s'") == f"/evidence {tmp_path}/it's/"


@pytest.mark.parametrize(
    "pasted",
    ["", " ", "/", "~", "policy.md", "/nowhere/at all.md", "/home", "/results", "we look at /etc", "it's so",
     "/etc\n/tmp", "'/etc' '/tmp'", "file://", "file:///etc%0a", "x" * 9000, "/a\0b", "~nobody-here/a"],
)  # fmt: skip
def test_any_other_paste_is_left_alone(pasted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words, commands, relative names, several paths, what is not there."""
    monkeypatch.chdir(tmp_path)
    Path("policy.md").touch()
    assert dropped(pasted) is None
