"""The interview line by line: what a screen reader hears, and what a pipe gets."""

import pytest

from tests.cli.conftest import Run

OPENING = b"photo: trained by us, predictive\n\nsecurity lead\n"


def test_an_interview_in_one_sitting(run: Run) -> None:
    """Scope, role, a story: each line is a turn, and what it records is what `answer` would record."""
    run("new", "Fab")
    ran = run("talk", "Fab", stdin=OPENING + b"/na out-of-scope\n")
    assert ran.code == 0
    assert [line for line in ran.out.splitlines() if line.startswith("? Which machine-learning systems")]
    assert "IN SCOPE" in ran.out
    kinds = [a["deed"]["kind"] for a in run("show", "Fab", "--json").json["acts"]]
    assert kinds[:2] == ["opened", "system added"]
    assert run("verify", "Fab").code == 0


def test_the_next_sitting_goes_on(run: Run) -> None:
    """Where the last line left it, and where `ask` would be."""
    run("new", "Fab")
    run("talk", "Fab", stdin=OPENING)
    asked = [line for line in run("ask", "Fab").out.splitlines() if line.startswith("? ")]
    assert asked
    assert asked[-1] in run("talk", "Fab").out


def test_what_cannot_be_used_is_said_and_the_talk_goes_on(run: Run) -> None:
    """A mark stands before it; bytes that are no text do no harm."""
    run("new", "Fab")
    ran = run("talk", "Fab", stdin=OPENING + b"/nonsense\n\xff\xfe\n/plan\n")
    assert ran.code == 0
    assert [line for line in ran.out.splitlines() if line.startswith("! ")]
    assert "Decided about the roadmap" in ran.out


@pytest.mark.parametrize("words", [b"/quit", b"/home", b"/exit"])
def test_it_is_left_by_a_word(words: bytes, run: Run) -> None:
    """What stands after it is not read."""
    run("new", "Fab")
    ran = run("talk", "Fab", stdin=words + b"\nphoto: trained by us\n")
    assert (ran.code, len(run("show", "Fab", "--json").json["acts"])) == (0, 1)
    assert ran.out.endswith("Everything is kept.\n")


def test_a_line_goes_on_after_a_backslash(run: Run) -> None:
    """Several lines are one answer."""
    run("new", "Fab")
    told = (
        b"/jump data-cleaning\nBefore each training run the pipeline does \\\nthe same checks on the data.\n"
    )
    run("talk", "Fab", stdin=OPENING + told)
    deeds = [a["deed"] for a in run("show", "Fab", "--json").json["acts"]]
    (heard,) = [d for d in deeds if d["kind"] == "answered"]
    assert heard["text"] == "Before each training run the pipeline does \nthe same checks on the data."


def test_what_it_is_not_for(run: Run, mill_export: object) -> None:
    """JSON, an exported file and an unknown name are refused in one line."""
    run("new", "Fab")
    assert run("talk", "Fab", "--json").code == 2
    assert run("talk", str(mill_export)).code == 2
    assert run("talk", "Nope").code == 4
