"""Roles for names, and what a redacted copy puts in place of anything that names somebody."""

import pytest

from assistant.reports.veil import Kind, Veil
from model import deeds as d
from model.assessment import Speaker
from model.fold import fold
from tests.small import Diary

ANN = Speaker(name="Ann-Marie O'Neil", role="ml engineer")
BO = Speaker(name="Bo", role="ml engineer")
CEM = Speaker(name="İlker Çelik", role="photo lead at db01.corp.example")
DEE = Speaker(name="Dee", role="Ann-Marie's deputy")


def veil(kind: Kind, *, roles: tuple[str, ...] = ("ml engineer",)) -> Veil:
    """Over an assessment with four speakers and an owner."""
    diary = Diary(traits=())
    diary.add(
        d.Renamed(name="Acme Foods 2026"), d.SystemAdded(system=d.System(name="photo", owner="Pia Rask"))
    )
    for speaker in (ANN, BO, CEM, DEE):
        diary.add(d.ScopeSettled(), by=speaker)
    return Veil(fold(diary.acts), kind=kind, roles=roles)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ann-Marie O'Neil", "ml engineer (person 2)"),
        ("Bo", "ml engineer (person 3)"),
        ("İlker Çelik", "photo lead at db01.corp.example"),
        ("Dee", "person 5"),
        ("Pia Rask", "person 6"),
        ("Jonas", "data engineer"),
        ("", ""),
    ],
)
def test_roles(name: str, shown: str) -> None:
    """A role that two have gets a number; one that names somebody, or none, is a number alone."""
    assert veil("roles").person(name) == shown


def test_a_role_gives_nothing_away() -> None:
    """In the redacted copy one that was typed freely is withheld, also where it stands as an owner."""
    told = veil("redacted")
    assert told.person("İlker Çelik") == "person 4"
    assert told.person("Ann-Marie O'Neil") == "ml engineer (person 2)"
    typed = "photo lead at db01.corp.example"
    diary = Diary(traits=())
    diary.add(d.SystemAdded(system=d.System(name="eta", owner=typed)), by=CEM)
    assert Veil(fold(diary.acts), kind="redacted").person(typed).startswith("person ")
    assert Veil(fold(diary.acts), kind="roles").person(typed) == typed


def test_names_in_what_people_wrote() -> None:
    """As they are written; a word that only looks like one in small letters stays."""
    told = veil("roles")
    assert told.words("Ask Pia, or Bo. A boat is no Bo; pia is a plant.") == (
        "Ask person 6, or ml engineer (person 3). A boat is no ml engineer (person 3); pia is a plant."
    )
    assert veil("names").words("Ask Pia") == "Ask Pia"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("pia.rask@acme.example", "[e-mail]"),
        ("see https://wiki.acme.example/x?y=1 now", "see [link] now"),
        ("on db01.corp.example:5432", "on host 1"),
        ("at 10.0.0.7", "at host 1"),
        ("PHOTO by ACME", "system 1 by [organisation]"),
        ("AML.M0007.2a, level 2.5", "AML.M0007.2a, level 2.5"),
        ("\x1b[31mred\u202e", "␛[31mred\ufffd"),
    ],
)
def test_labels_of_the_redacted_copy(text: str, shown: str) -> None:
    """Addresses, hosts, systems and the organisation; ids stay, and nothing commands a terminal."""
    assert veil("redacted").label(text) == shown


def test_places_of_the_redacted_copy() -> None:
    """Pages and lines stay; sheets and paths may name somebody."""
    told = veil("redacted")
    assert told.place("page 3, line 12") == "page 3, line 12"
    assert told.place("Pia!A7") == "[place withheld]"
    assert told.document("a.md") == told.document("a.md") == "document 1"
    assert told.document("b.md") == "document 2"
