"""`mlsmm report`: every format from the command line, and one clear error for what cannot be."""

import json
from pathlib import Path

import jsonschema
import pytest

from assistant.cli.main import REPORTS
from tests.cli.conftest import Run

STARTS = {"pdf": b"%PDF", "docx": b"PK", "xlsx": b"PK", "html": b"<!DOCTYPE html>", "json": b"{", "md": b"# "}


@pytest.mark.parametrize("name", REPORTS)
def test_every_format_is_written(run: Run, mill: str, tmp_path: Path, name: str) -> None:
    """Whole, beside nothing else, and the same again on the same day."""
    files = [tmp_path / "made" / f"{n}.out" for n in ("one", "two")]
    files[0].parent.mkdir()
    for file in files:
        done = run("report", mill, "--format", name, "--out", str(file), "--date", "2026-12-24")
        assert (done.code, done.err) == (0, "")
        assert str(file) in done.out
    assert files[0].read_bytes() == files[1].read_bytes()
    assert files[0].read_bytes().startswith(STARTS.get(name, b""))
    assert sorted(files[0].parent.iterdir()) == files


def test_figures_are_those_of_score(run: Run, mill: str) -> None:
    """Screen, score and report say the same."""
    report = run("report", mill, "--format", "json").json
    score = run("score", mill, "--json").json
    for told, own in zip(report["practices"], score["practices"], strict=True):
        if own["applicable"]:
            assert (told["earned"]["low"], told["earned"]["high"]) == (
                own["earned"]["low"],
                own["earned"]["high"],
            )
            assert told["progress"]["low"] == own["progress"]["low"]
            assert told["gap"]["high"] == own["gap"]["high"]
    assert report["meta"]["head"] == score["head"]


def test_the_schema_is_published(run: Run, mill: str) -> None:
    """`report schema` describes what `--format json` writes."""
    jsonschema.validate(run("report", mill, "--format", "json").json, run("report", "schema").json)


def test_an_exported_file_is_reported_too(run: Run, mill_export: Path) -> None:
    """Without a record."""
    done = run("report", str(mill_export))
    assert done.code == 0
    assert done.out.startswith("# Mill")


def test_names_only_where_asked_for(run: Run, mill: str) -> None:
    """By role, by name, or not at all; a private note never."""
    roles, names, nobody = (run("report", mill, *more).out for more in ((), ("--names",), ("--redact",)))
    assert "Marek checks" in names
    assert "said by Jonas" in names
    assert "said by Jonas" not in roles
    assert not [w for w in ("Jonas", "Mill", "photo", "Marek") if w in nobody]
    assert "was not keen" not in roles + names + nobody


def test_a_preview_writes_nothing(run: Run, mill: str, tmp_path: Path) -> None:
    """It lists what the copy would replace."""
    out = tmp_path / "out.md"
    done = run("report", mill, "--redact", "--preview", "--out", str(out))
    assert "photo -> system 1" in done.out
    assert not out.exists()
    told = run("report", mill, "--redact", "--preview", "--json").json
    assert {"kind": "system", "was": "photo", "now": "system 1"}.items() <= told["replaced"][
        1
    ].items() or told


def test_json_tells_what_was_written(run: Run, mill: str, tmp_path: Path) -> None:
    """File, format and size; GitHub's issues as a table where the file is one."""
    out = tmp_path / "issues.csv"
    told = run("report", mill, "--format", "backlog-github", "--out", str(out), "--json").json
    assert told == {"file": str(out), "format": "backlog-github-csv", "size": out.stat().st_size}
    assert out.read_bytes().startswith(b"title,body,labels,milestone\r\n")
    assert json.loads(run("report", mill, "--format", "backlog-github").out)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "Name it"),
        (("nobody",), 4, "`mlsmm list`"),
        (("gone.json",), 2, "Check the path"),
        (("Mill", "--names", "--redact"), 2, "Give one of them"),
        (("Mill", "--date", "yesterday"), 2, "2026-11-27"),
        (("Mill", "--capacity", "0"), 2, "effort point"),
        (("Mill", "--format", "html", "--out", "/proc/nowhere/report.html"), 4, "another folder"),
    ],
)
def test_what_cannot_be_is_one_clear_error(
    run: Run, mill: str, arguments: tuple[str, ...], code: int, words: str
) -> None:
    """With advice, and nothing half written."""
    done = run("report", *arguments)
    assert done.code == code
    assert words in done.err
    assert len(done.err.splitlines()) == 1
    assert done.out == ""


def test_nothing_is_left_when_the_folder_is_read_only(
    run: Run, mill: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the rights of the one who tests would allow it."""

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    done = run("report", mill, "--out", str(tmp_path / "report.md"))
    assert done.code == 4
    assert "Permission denied. Choose another folder." in done.err
    assert not list(tmp_path.glob("*report*"))


def test_a_file_system_that_is_read_only(
    run: Run, mill: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even looking for what is left there is refused; the error is about the report all the same."""

    def refuse(*_: object, **__: object) -> int:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    done = run("report", mill, "--out", str(tmp_path / "report.md"))
    assert done.code == 4
    assert "Read-only file system. Choose another folder." in done.err
    assert len(done.err.splitlines()) == 1


def test_paper_is_not_poured_into_a_terminal(run: Run, mill: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says where to put it instead."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    done = run("report", mill, "--format", "pdf")
    assert done.code == 2
    assert "--out report.pdf" in done.err
