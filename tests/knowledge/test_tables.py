"""Rows of tables: what each column is, how far something is done, and where the words stand."""

import pytest

from knowledge.tables import Degree, Role, cells_of, is_rule, rest_of, roles_of, row_of, state_of


@pytest.mark.parametrize(
    ("words", "degree"),
    [
        ("Implemented", Degree.DONE),
        ("✅ Implemented", Degree.DONE),
        ("✅", Degree.DONE),
        ("**Enforced** (gateway)", Degree.DONE),
        ("In place since May", Degree.DONE),
        ("Partial", Degree.PARTLY),
        ("🟡 Partially implemented", Degree.PARTLY),
        ("⏭ Planned Q2 2026", Degree.PLANNED),
        ("Not started", Degree.PLANNED),
        ("Not implemented", Degree.ABSENT),
        ("❌", Degree.ABSENT),
        ("No", Degree.ABSENT),
        ("N/A", Degree.BESIDE),
        ("🔄 In progress", Degree.BESIDE),
        ("Not applicable - bought system", Degree.BESIDE),
        ("Signed by the release job", None),
        ("No model is loaded without its hash being compared", None),
        ("Completed forms are kept by the clerk in the archive", None),
        ("", None),
    ],
)
def test_a_cell_that_only_says_how_far_it_is(words: str, degree: Degree | None) -> None:
    """By its first words or its sign; a sentence that begins so is none."""
    assert state_of(words) == degree


def test_cells_stand_where_they_are_without_their_marks() -> None:
    """Offsets into the document; bars on the outside and escaped ones part nothing."""
    words = r"| **Rate limit** | 60 a minute \| key | |"
    cells = cells_of(words, 100)
    assert [c.text for c in cells] == ["Rate limit", r"60 a minute \| key", ""]
    assert all(words[c.start - 100 : c.end - 100] == c.text for c in cells)


def test_heads_are_told_from_rows() -> None:
    """By their words where nothing marks them; a row that says how far it is is none."""
    head = cells_of("ID | Control | Owner | Status", 0)
    assert roles_of(head) == (Role.BESIDE, Role.NAME, Role.BESIDE, Role.STATE)
    assert roles_of(cells_of("C1 | Scanning of images | Ana | Implemented", 0)) is None
    assert roles_of(cells_of("Turbine | Valve", 0)) is None
    assert is_rule(cells_of("|:---|---|", 0))
    assert not is_rule(head)


def test_a_row_has_name_details_and_state() -> None:
    """Numbers, owners and files are no part of what is claimed."""
    roles = roles_of(cells_of("ID | Control | Description | Evidence | Owner | Status", 0))
    row = row_of(
        cells_of("C7 | Signing | Each image gets a signature | ci/sign.yml | Ana | Partial", 0), roles
    )
    assert [c.text for c in row.names] == ["Signing"]
    assert [c.text for c in row.details] == ["Each image gets a signature"]
    assert row.degree is Degree.PARTLY


def test_without_heads_the_first_words_are_the_name() -> None:
    """Or where the row has another number of cells than the head."""
    for roles in (None, (Role.NAME, Role.STATE)):
        row = row_of(cells_of("3 | Hashes of weights are compared | done | tools/load.py", 0), roles)
        assert ([c.text for c in row.names], row.degree) == (
            ["Hashes of weights are compared"],
            Degree.DONE,
        )


def test_the_state_of_a_risk_is_its_own() -> None:
    """A closed risk is no deed; what is done against it may be."""
    roles = roles_of(cells_of("Risk | Mitigation | Status", 0))
    told = {"Closed": Degree.PLAIN, "Implemented": Degree.DONE, "In progress": Degree.BESIDE}
    for state, degree in told.items():
        assert row_of(cells_of(f"Copied weights | Cap on queries | {state}", 0), roles).degree is degree


def test_what_does_not_apply_says_nothing() -> None:
    """Whatever its state."""
    roles = roles_of(cells_of("Control | Applicable | Status", 0))
    row = row_of(cells_of("Signing | No | Implemented", 0), roles)
    assert row.degree is Degree.BESIDE


def test_what_is_said_after_the_state_is_kept() -> None:
    """If it is more than a remark."""
    (cell,) = cells_of("Partial — the gateway caps each key", 7)
    rest = rest_of(cell)
    assert rest is not None
    assert (rest.text, rest.start) == ("the gateway caps each key", 17)
    assert rest_of(cells_of("Done (May)", 0)[0]) is None
