"""Rows of tables: what each column is, how far something is done, and where the words stand."""

import pytest

from knowledge.tables import Role, Standing, cells_of, is_rule, rest_of, roles_of, row_of, state_of


@pytest.mark.parametrize(
    ("words", "standing"),
    [
        ("Implemented", Standing.DONE),
        ("✅ Implemented", Standing.DONE),
        ("✅", Standing.DONE),
        ("**Enforced** (gateway)", Standing.DONE),
        ("In place since May", Standing.DONE),
        ("Partial", Standing.PARTLY),
        ("🟡 Partially implemented", Standing.PARTLY),
        ("⏭ Planned Q2 2026", Standing.PLANNED),
        ("Not started", Standing.PLANNED),
        ("Not implemented", Standing.ABSENT),
        ("❌", Standing.ABSENT),
        ("No", Standing.ABSENT),
        ("N/A", Standing.BESIDE),
        ("🔄 In progress", Standing.BESIDE),
        ("Not applicable - bought system", Standing.BESIDE),
        ("Signed by the release job", None),
        ("No model is loaded without its hash being compared", None),
        ("Completed forms are kept by the clerk in the archive", None),
        ("", None),
    ],
)
def test_a_cell_that_only_says_how_far_it_is(words: str, standing: Standing | None) -> None:
    """By its first words or its sign; a sentence that begins so is none."""
    assert state_of(words) == standing


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
    assert row.standing is Standing.PARTLY


def test_without_heads_the_first_words_are_the_name() -> None:
    """Or where the row has another number of cells than the head."""
    for roles in (None, (Role.NAME, Role.STATE)):
        row = row_of(cells_of("3 | Hashes of weights are compared | done | tools/load.py", 0), roles)
        assert ([c.text for c in row.names], row.standing) == (
            ["Hashes of weights are compared"],
            Standing.DONE,
        )


def test_the_state_of_a_risk_is_its_own() -> None:
    """A closed risk is no deed; what is done against it may be."""
    roles = roles_of(cells_of("Risk | Mitigation | Status", 0))
    for state, standing in (("Closed", Standing.PLAIN), ("Implemented", Standing.DONE)):
        assert row_of(cells_of(f"Copied weights | Cap on queries | {state}", 0), roles).standing is standing


def test_what_does_not_apply_says_nothing() -> None:
    """Whatever its state."""
    roles = roles_of(cells_of("Control | Applicable | Status", 0))
    row = row_of(cells_of("Signing | No | Implemented", 0), roles)
    assert row.standing is Standing.BESIDE


def test_what_is_said_after_the_state_is_kept() -> None:
    """If it is more than a remark."""
    (cell,) = cells_of("Partial — the gateway caps each key", 7)
    rest = rest_of(cell)
    assert rest is not None
    assert (rest.text, rest.start) == ("the gateway caps each key", 17)
    assert rest_of(cells_of("Done (May)", 0)[0]) is None
