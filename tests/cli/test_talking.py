"""An interview by `ask` and `answer`, each in a process's worth of its own."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from assistant.cli import talking
from assistant.conversation.session import LibraryDoor, Session, Shown
from assistant.conversation.turn import take_turn
from tests.cli.conftest import Run

CHECKED = "Before each training run the pipeline does the same checks on the data of photo and eta."


def acts(run: Run) -> Any:
    """The acts of the assessment Fab."""
    return run("show", "Fab", "--json").json["acts"]


def test_an_interview(run: Run) -> None:
    """Scope, role, story, card, record: each turn goes on where the last one ended."""
    run("new", "Fab", "--as", "Jonas, data engineer")
    who = ("--as", "Jonas")
    assert run("ask", "Fab", "--json").json["focus"]["where"] == "systems"
    named = run("answer", "Fab", "photo, eta: trained by us, predictive", *who, "--json").json
    assert [a["kind"] for a in named["acts"]] == ["system added", "system added"]
    begun = run("answer", "Fab", "", *who, "--json").json
    assert begun["focus"]["where"] == "story"
    assert begun["focus"]["phase"] == "model-requirements"
    pending = run("ask", "Fab").out
    assert [line for line in pending.splitlines() if line.startswith("? ")]
    told = run("answer", "Fab", CHECKED, "--phase", "data-cleaning", *who, "--json").json
    assert [a["kind"] for a in told["acts"]] == ["answered"]
    assert told["head"] == run("verify", "Fab", "--json").json["head"]
    speakers = {a["speaker"]["name"]: a["speaker"]["role"] for a in acts(run)}
    assert speakers == {"Jonas": "data engineer"}


def test_what_a_turn_is_at_is_not_printed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Values without lines, before and after what is shown, change nothing that comes out."""
    run("new", "Fab")
    quiet = run("answer", "Fab", "what is poisoning?")

    def slow(session: Session, text: str, *, library: LibraryDoor) -> Iterator[Shown]:
        for shown in take_turn(session, text, library=library):
            at = replace(shown, lines=(), doing="policy.docx: 12 of 80 passages")
            yield from (at, shown, at)

    monkeypatch.setattr(talking, "take_turn", slow)
    told = run("answer", "Fab", "what is poisoning?")
    assert told.code == quiet.code == 0
    assert told.out == quiet.out


def test_answer_and_then(run: Run) -> None:
    """One command hears an answer and confirms its card; the reading is in the output."""
    run("new", "Fab")
    ran = run("answer", "Fab", CHECKED, "--practice", "AML.M0007", "--then", "confirm", "--json")
    assert ran.code == 0, ran.err
    kinds = [a["kind"] for a in ran.json["acts"]]
    assert kinds[:2] == ["scope settled", "answered"]
    assert kinds[-1] == "confirmed"
    reading = ran.json["readings"]["AML.M0007"]
    assert any(a["quotation"] for a in reading["activities"])
    scored = {p["id"]: p for p in run("score", "Fab", "--json").json["practices"]}
    assert "not asked" not in scored["AML.M0007"]["activities"].values()


def test_then_a_judgement(run: Run) -> None:
    """The second turn may as well be a judgement, by name instead of id."""
    run("new", "Fab")
    ran = run("answer", "Fab", CHECKED, "--practice", "sanitize training data",
              "--then", "it's 2, because I have seen it run")  # fmt: skip
    assert ran.code == 0, ran.err
    assert [a["deed"]["kind"] for a in acts(run)][-1] == "level set"


def test_intents_work(run: Run) -> None:
    """What is typed in the interface is understood here: don't know, undo, a note, a question."""
    run("new", "Fab")
    run("answer", "Fab", "I don't know", "--practice", "AML.M0013")
    assert acts(run)[-1]["deed"]["kind"] == "said unknown"
    run("answer", "Fab", "undo")
    assert acts(run)[-1]["deed"]["kind"] == "undone"
    before = len(acts(run))
    assert (
        "TO REACH LEVEL 3"
        in run("answer", "Fab", "what does level 2 mean here?", "--practice", "AML.M0013").out
    )
    assert len(acts(run)) == before


def test_ask_a_question(run: Run) -> None:
    """A question is answered from the catalogue and records nothing."""
    run("new", "Fab")
    assert "second model" in run("ask", "Fab", "distillation").out
    assert run("ask", "Fab", "who", "may", "sign", "a", "release?").code == 0
    assert len(acts(run)) == 1


def test_bad_turns_record_nothing(run: Run) -> None:
    """Unusable words are one line, and the assessment is as before."""
    run("new", "Fab")
    count = len(acts(run))
    run("answer", "Fab", CHECKED, "--practice", "AML.M0007")
    count = len(acts(run))
    for words in ("x" * 200_000, "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e" * 9, "/nonsense"):
        ran = run("answer", "Fab", words, "--practice", "AML.M0007")
        assert ran.code in (0, 2)
        assert len(acts(run)) == count
    assert run("answer", "Fab", "hello", "--practice", "AML.M9999").code == 2
    assert run("answer", "Fab", "hello", "--phase", "dreaming").code == 2
    assert run("answer", "Fab", "hello", "--phase", "data-cleaning", "--practice", "AML.M0007").code == 2
    assert len(acts(run)) == count


def test_words_from_standard_input(run: Run) -> None:
    """`-` reads the words, in UTF-8 whatever the terminal's encoding."""
    run("new", "Fab")
    run("answer", "Fab", "-", "--practice", "AML.M0007", stdin=f"{CHECKED} Zoë läuft mit. 🦆".encode())
    answered = next(a["deed"] for a in acts(run) if a["deed"]["kind"] == "answered")
    assert answered["text"].endswith("Zoë läuft mit. 🦆")
