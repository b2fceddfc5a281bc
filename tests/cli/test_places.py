"""`ask` and `answer` agree: what was shown last is what the next command answers."""

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import talking
from assistant.record.store import open_store
from model.assessment import Speaker
from model.catalogue import Catalogue
from tests.cli.conftest import Run
from tests.conversation.scripted import ScriptedLibrary

CLEAN, SIGNING = "AML.M0007", "AML.M0013"
CHECKED = "Before each training run the pipeline does the same checks on the data."
WHO = ("--as", "Jonas")


@pytest.fixture(autouse=True)
def scripted(real: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that hears two things, and is open at once."""
    library = ScriptedLibrary(real)
    library.hears(CLEAN, _1={"the same checks": "photo"}).hears(SIGNING, _1={"our own key": "photo"})
    monkeypatch.setattr(talking, "library_of", lambda _: library)


@pytest.fixture
def begun(run: Run) -> str:
    """An assessment at its first story."""
    assert run("new", "Fab", "--as", "Jonas, data engineer").code == 0
    run("answer", "Fab", "photo, eta: trained by us, predictive", *WHO)
    assert run("answer", "Fab", "", *WHO, "--json").json["focus"]["where"] == "story"
    return "Fab"


def deeds(run: Run) -> Any:
    """Everything on record."""
    return [a["deed"] for a in run("show", "Fab", "--json").json["acts"]]


def test_a_jump_is_remembered(run: Run, begun: str) -> None:
    """The question that a jump showed is shown again and answered by the next words."""
    focus = run("answer", begun, "let's do code signing", *WHO, "--json").json["focus"]
    assert (focus["where"], focus["practice"]) == ("question", SIGNING)
    assert run("ask", begun, *WHO, "--json").json["focus"] == focus
    run("answer", begun, "We sign the photo model with our own key before it goes out.", *WHO)
    assert (deeds(run)[-1]["kind"], deeds(run)[-1]["practice"]) == ("answered", SIGNING)


def test_a_limit_of_time_is_remembered(run: Run, begun: str) -> None:
    """The next question is one that fits it, in the next command and in the one after."""
    focus = run("answer", begun, "/time 20 data engineer", *WHO, "--json").json["focus"]
    assert focus["where"] == "question"
    assert run("ask", begun, *WHO, "--json").json["focus"] == focus
    follows = run("answer", begun, "later", *WHO, "--json").json["focus"]
    assert follows["where"] == "question"
    assert run("ask", begun, *WHO, "--json").json["focus"] == follows


def test_a_reason_goes_to_the_judgement_that_asked_for_it(run: Run, begun: str) -> None:
    """'It is a 2' in one command, why in the next."""
    run("answer", begun, "it's a 2", "--practice", SIGNING, *WHO)
    run("answer", begun, "every release is signed by the pipeline since May", *WHO)
    said = deeds(run)[-1]
    assert (said["kind"], said["practice"], said["level"]) == ("level set", SIGNING, 2)


def test_back_goes_back_to_what_was_shown(run: Run, begun: str) -> None:
    """The trail is as long as the talk, not as the command."""
    first = run("ask", begun, *WHO, "--json").json["focus"]
    run("answer", begun, "let's do code signing", *WHO)
    assert run("answer", begun, "back", *WHO, "--json").json["focus"] == first
    assert run("ask", begun, *WHO, "--json").json["focus"] == first


def test_ask_and_answer_are_about_the_same_card(run: Run, begun: str) -> None:
    """After an answer to one practice the next words are about its card, wherever the interview stands."""
    after = run("answer", begun, CHECKED, "--practice", CLEAN, *WHO, "--json").json["focus"]
    assert run("ask", begun, *WHO, "--json").json["focus"] == after
    run("answer", begun, "No, nothing looks for manipulation on any model.", *WHO)
    assert deeds(run)[-1]["practice"] == CLEAN


def test_a_place_that_others_left_behind_is_forgotten(run: Run, begun: str, tmp_path: Path) -> None:
    """What somebody else recorded meanwhile makes it stale: both commands go by the record again."""
    run("answer", begun, "let's do code signing", *WHO)
    kept = next(tmp_path.glob("data/places/*"))
    before = kept.read_bytes()
    run("answer", begun, "it's 1, because Marek signs them by hand", *WHO)
    kept.write_bytes(before)
    focus = run("ask", begun, *WHO, "--json").json["focus"]
    assert focus["practice"] != SIGNING
    run("answer", begun, "I don't know", *WHO)
    assert deeds(run)[-1].get("practice") != SIGNING


@pytest.mark.parametrize(
    "broken", [b"", b"\xff\xfe{", b"[]", b'{"head": 3}', b'{"focus": {"where": "moon"}}']
)
def test_a_broken_place_is_no_obstacle(run: Run, begun: str, broken: bytes, tmp_path: Path) -> None:
    """A file that says nothing usable is as good as none."""
    where = run("ask", begun, *WHO, "--json").json["focus"]
    run("answer", begun, "what is poisoning?", *WHO)
    next(tmp_path.glob("data/places/*")).write_bytes(broken)
    assert run("ask", begun, *WHO, "--json").json["focus"] == where


@pytest.mark.parametrize(
    "edited",
    [
        {"practice": "AML.M9999"},
        {"practice": None},
        {"practice": "MLS.X02"},
        {"activity": "AML.M0003.1"},
        {"where": "follow-up"},
        {"where": "story"},
        {"where": "phase", "phase": None},
        {"where": "reason", "level": 7},
    ],
)
def test_a_place_where_nobody_can_be(run: Run, begun: str, edited: dict[str, object], tmp_path: Path) -> None:
    """What the catalogue or the profile has not, or what lacks what it is about, is as good as no place."""
    where = run("ask", begun, *WHO, "--json").json["focus"]
    run("answer", begun, "let's do code signing", *WHO)
    kept = next(tmp_path.glob("data/places/*"))
    said = json.loads(kept.read_text())
    said["focus"] |= edited
    kept.write_text(json.dumps(said))
    assert run("ask", begun, *WHO, "--json").json["focus"] == where


def test_a_place_goes_with_its_assessment(run: Run, begun: str, tmp_path: Path) -> None:
    """Deleting leaves nothing of it."""
    run("answer", begun, "let's do code signing", *WHO)
    assert list(tmp_path.glob("data/places/*"))
    assert run("delete", begun, "--yes", "--really").code == 0
    assert not list(tmp_path.glob("data/places/*"))


def waiting(run: Run, name: str) -> None:
    """Words that wait in the place for a yes, and are no act."""
    run("answer", name, "it's a 2", "--practice", SIGNING, *WHO)
    run("answer", name, "Marek signs it", *WHO)


def test_words_that_wait_go_with_a_redaction(run: Run, begun: str, tmp_path: Path) -> None:
    """Whatever spelling of the record's path kept them, and also while another program reads."""
    waiting(run, begun)
    (kept,) = tmp_path.glob("data/places/*")
    assert b"Marek" in kept.read_bytes()
    (tmp_path / "data/places/.mlsmm-0000").write_bytes(b"Marek, half written")
    reader = sqlite3.connect(tmp_path / "data/mlsmm.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM act").fetchone()
    other = os.path.relpath(tmp_path / "data/mlsmm.db")
    ran = run("redact", begun, "2", "--reason", "asked to", "--db", other)
    reader.close()
    assert ran.code == 4
    assert "another program reads it" in ran.err
    assert not list(tmp_path.glob("data/places/*"))


def test_words_that_wait_go_with_the_old_name(run: Run, begun: str, tmp_path: Path) -> None:
    """Also where a screen renames and deletes."""
    waiting(run, begun)
    with open_store(tmp_path / "data/mlsmm.db") as store:
        store.rename(begun, "Works", speaker=Speaker(name="Ines"))
        assert not list(tmp_path.glob("data/places/*"))
        waiting(run, "Works")
        assert list(tmp_path.glob("data/places/*"))
        store.delete("Works")
    assert not list(tmp_path.glob("data/places/*"))


def test_the_role_is_a_role_and_no_system(run: Run) -> None:
    """Systems, yes, the role, one command each: the role is on record, and the first story follows."""
    run("new", "Fab")
    run("answer", "Fab", "photo, eta: trained by us", "--as", "Ruth")
    assert run("answer", "Fab", "yes", "--as", "Ruth", "--json").json["focus"]["where"] == "role"
    assert "In which role do you answer?" in run("ask", "Fab", "--as", "Ruth").out
    said = run("answer", "Fab", "security lead", "--as", "Ruth", "--json").json
    assert said["focus"]["where"] == "story"
    acts = run("show", "Fab", "--json").json["acts"]
    assert (acts[-1]["deed"]["kind"], acts[-1]["speaker"]) == (
        "scope settled", {"name": "Ruth", "role": "security lead"},
    )  # fmt: skip
    assert [a["deed"]["system"]["name"] for a in acts if a["deed"]["kind"] == "system added"] == [
        "photo",
        "eta",
    ]


def test_who_speaks_on_is_remembered(run: Run, begun: str) -> None:
    """Whom the talk named speaks until --as names somebody else."""
    run("answer", begun, "/as Priya, ML engineer", *WHO)
    run("answer", begun, CHECKED, "--practice", CLEAN)
    run("answer", begun, "later", *WHO)
    speakers = [a["speaker"]["name"] for a in run("show", begun, "--json").json["acts"]]
    assert speakers[-2:] == ["Priya", "Jonas"]


@pytest.mark.parametrize("then", ["confirm", "yes", "", "/confirm"])
def test_nothing_heard_is_nothing_to_confirm(run: Run, begun: str, then: str) -> None:
    """An older draft is not recorded by the yes to an answer that abstained."""
    run("answer", begun, CHECKED, "--practice", CLEAN, *WHO)
    before = len(deeds(run))
    ran = run("answer", begun, "Well, that depends.", "--practice", CLEAN, "--then", then, *WHO)
    assert ran.code == 2
    assert "Nothing was proposed" in ran.err
    assert [d["kind"] for d in deeds(run)[before:]] == ["answered"]


def test_what_was_heard_can_be_confirmed_later(run: Run, begun: str) -> None:
    """The answer in one command, the yes in the next: the card that was shown is recorded."""
    where = run("answer", begun, CHECKED, "--practice", CLEAN, *WHO, "--json").json["focus"]["where"]
    while where == "follow-up":
        where = run("answer", begun, "skip", *WHO, "--json").json["focus"]["where"]
    run("answer", begun, "yes", *WHO)
    assert (deeds(run)[-1]["kind"], deeds(run)[-1]["practice"]) == ("confirmed", CLEAN)


def test_what_was_found_in_documents_waits_for_the_next_command(run: Run, begun: str, tmp_path: Path) -> None:
    """Suggestions are put by one command and taken by the next, after a question in between."""
    notes = tmp_path / "notes.md"
    notes.write_text("Since May the pipeline signs it with our own key.", encoding="utf-8")
    found = run("answer", begun, f"/evidence {notes}", *WHO, "--json").json
    assert found["focus"]["where"] == "evidence"
    assert "our own key" in " ".join(run("ask", begun, *WHO, "--json").json["lines"])
    run("ask", begun, "what is poisoning?", *WHO)
    run("answer", begun, "1", *WHO)
    kept = [x for x in deeds(run) if x["kind"] == "evidence given"]
    assert [x["citation"]["document"] for x in kept] == ["notes.md"]
    assert run("ask", begun, *WHO, "--json").json["focus"]["where"] != "evidence"


def test_suggestions_about_what_is_not_there_are_forgotten(run: Run, begun: str, tmp_path: Path) -> None:
    """A place whose suggestions name no practice of the catalogue is as good as none."""
    where = run("ask", begun, *WHO, "--json").json["focus"]
    notes = tmp_path / "notes.md"
    notes.write_text("Since May the pipeline signs it with our own key.", encoding="utf-8")
    run("answer", begun, f"/evidence {notes}", *WHO)
    kept = next(tmp_path.glob("data/places/*"))
    said = json.loads(kept.read_text())
    said["review"]["pending"][0]["practice"] = "AML.M9999"
    kept.write_text(json.dumps(said))
    assert run("ask", begun, *WHO, "--json").json["focus"] == where
