"""Risk registers and impact assessments: what is in place is done, what is intended or recommended is not."""

import pytest

from knowledge.registers import is_more, row_against, without_risk
from knowledge.tables import Degree, Role, cells_of, roles_of, row_of
from knowledge.telling import tell
from model.evidence import Document, Passage

HEAD = "ID | Risk | Existing controls | Residual risk | Planned measures | Owner | Status"
PLAN = "Watermark the answers by autumn"


def _roles(head: str) -> tuple[Role, ...]:
    roles = roles_of(cells_of(head, 0))
    assert roles is not None
    return roles


def _document(*rows: str) -> Document:
    text, places = "", []
    for number, words in enumerate(rows, 1):
        places.append(Passage(start=len(text), end=len(text) + len(words), locator=f"Risks!A{number}"))
        text += words + "\n"
    return Document(name="a.xlsx", sha256="0" * 64, kind="xlsx", text=text, passages=tuple(places))


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("Existing controls", Role.HELD),
        ("Current Control(s)", Role.HELD),
        ("Measures in place", Role.HELD),
        ("Mitigating controls", Role.HELD),
        ("Planned measures", Role.INTENDED),
        ("Risk treatment plan", Role.INTENDED),
        ("Recommended Control(s)", Role.BESIDE),
        ("Additional controls", Role.BESIDE),
        ("Key control(s)", Role.NAME),
    ],
)
def test_what_a_column_beside_risks_holds(head: str, role: Role) -> None:
    """By its head; controls beside risks are those there are, unless a column says how far each is."""
    assert _roles(f"Risk description | Inh. Likelihood | {head}")[2] is role
    assert _roles("Risk | Control | Status")[1] is Role.NAME


@pytest.mark.parametrize(
    ("control", "words", "degree"),
    [
        ("Each key is held to sixty queries a minute", "Each key is held to sixty queries a minute", "plain"),
        ("Query limit per key", "We have implemented query limit per key", "partly"),
    ],
)
def test_what_is_in_place_is_read_without_what_is_planned(control: str, words: str, degree: str) -> None:
    """A name of it is done for some; the state is that of the risk."""
    document = _document(HEAD, f"R1 | Copied model | {control} | Medium | {PLAN} | Ana | Open")
    (told,) = tell(document)
    assert (told.words, told.degree) == (words, degree)
    assert told.is_held
    assert told.quoted_whole.text == control
    assert document.text[told.quoted_whole.start : told.quoted_whole.end] == control


@pytest.mark.parametrize("control", ["", "None", "none so far", "n/a", "No limit is set for any of the keys"])
def test_where_nothing_is_in_place_nothing_is_done(control: str) -> None:
    """Whatever is planned: the row is read as it stands, and no level above none can follow."""
    row = f"R1 | Copied model | {control} | Medium | {PLAN} | Ana | Open"
    (told,) = tell(_document(HEAD, row))
    assert told.words == row
    assert (told.allows(0), told.allows(1)) == (True, False)


@pytest.mark.parametrize(
    ("control", "status"),
    [("Query limit", "Not implemented"), ("Query limit", "Planned"), ("Planned: query limit", "Open")],
)
def test_what_is_taken_back_says_nothing(control: str, status: str) -> None:
    """By its own words or by the state."""
    assert list(tell(_document(HEAD, f"R1 | Copied model | {control} | Low | | Ana | {status}"))) == []


def test_other_tables_are_none_of_these() -> None:
    """Nor rows of another length."""
    cells = cells_of("Signing | Done", 0)
    assert row_against(cells, _roles("Control | Status")) is None
    assert row_against(cells, None) is None
    assert not is_more(cells, None)


def test_what_is_recommended_is_no_word_about_what_is_done() -> None:
    """Nor are the owner and the risk; what is described before a measure is the risk."""
    roles = _roles("Threat | Description | Safeguard | Recommended controls")
    cells = cells_of("Copies | Someone asks for a week | Sixty queries a minute | A watermark", 0)
    assert is_more(cells, roles)
    row = without_risk(row_of(cells, roles))
    assert [cell.text for cell in (*row.names, *row.details)] == ["Sixty queries a minute"]
    assert row.degree is Degree.PLAIN


def test_remarks_on_a_risk_are_about_it() -> None:
    """Where no column names what is done, both are read together."""
    row = "R5 | Misleading inputs | Nobody looks for crafted ones | Ben"
    (told,) = tell(_document("ID | Risk | Remarks | Owner", row))
    assert told.words == row


def test_what_is_inherited_is_another_matter() -> None:
    """A yes there is no yes to the rest of the row."""
    (told,) = tell(_document("Control ID | Can be inherited | Description", "C1 | No | Weights are signed"))
    assert (told.words, told.degree) == ("Weights are signed", "plain")
