"""Rows of text: columns that stay in line, breaks between words, letters of other widths."""

import sys

import pytest

from assistant.cli.output import put, show
from assistant.cli.rows import broken, cells, fitted
from assistant.conversation.session import Line, LineStyle
from tests.cli.conftest import Run
from tests.cli.test_terminal import Terminal

ARABIC = "نظام كشف الاحتيال في المدفوعات"


def test_the_columns_of_a_text() -> None:
    """Wide letters take two, marks on letters none."""
    assert [cells(x) for x in ("eta", "検査", "é", ARABIC)] == [3, 4, 1, len(ARABIC)]


@pytest.mark.parametrize("name", ["eta", "写真から部品を見分ける検査システム", ARABIC, "a" * 60])
def test_a_name_in_its_column(name: str) -> None:
    """As wide as the column, and marked where something is cut off."""
    assert cells(fitted(name, 24)) == 24
    assert fitted(name, 24).rstrip().endswith("…") is (cells(name) > 24)


def test_a_second_column_stays_in_its_place() -> None:
    """What is said about a practice goes on under where it began, and no word is lost."""
    row = f"  {'Use Multi-Modal Sensors':<45}  level 1 of 3 · below target, partly unknown, claimed"
    first, *more = broken(row, 80)
    start = first.index("level")
    assert more
    assert all(part[:start].isspace() and not part[start].isspace() for part in more)
    assert " ".join(" ".join([first, *more]).split()) == " ".join(row.split())
    assert max(map(len, [first, *more])) <= 80


def test_no_word_is_torn_apart() -> None:
    """A path or a hash that is wider than the terminal stands in a row of its own, to be copied."""
    digest = "f" * 64
    first, second = broken(f"Verified: 58 acts, head {digest}", 40)
    assert (first, second.strip()) == ("Verified: 58 acts, head", digest)


def test_a_row_of_wide_letters_fits() -> None:
    """Columns count, not letters."""
    parts = broken("検査 " * 30, 40)
    assert len(parts) > 1
    assert max(map(cells, parts)) <= 40


def test_whatever_is_printed_is_broken_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Single sentences too, not only those of the conversation."""
    monkeypatch.setenv("COLUMNS", "40")
    seen = Terminal()
    monkeypatch.setattr(sys, "stdout", seen)
    put("At target means: the earned level reaches the target whatever is still open.")
    show([Line("level 1 of 2   below target, partly unknown, claimed", LineStyle.ITEM, 1)])
    rows = seen.getvalue().splitlines()
    assert max(map(len, rows)) <= 40
    assert rows[-1].startswith(" " * rows[-2].index("below"))


def test_the_list_stays_in_line(run: Run) -> None:
    """However long the names are."""
    for name in ("Acme", "写真から部品を見分ける検査システム(第三工場)", "b" * 76):
        assert run("new", name).code == 0
    rows = run("list").out.splitlines()
    assert len({cells(row[: row.index(" acts")]) for row in rows}) == 1


def test_the_portfolio_cuts_no_name_of_a_practice(run: Run, mill: str) -> None:
    """And marks where it cuts that of an assessment."""
    assert run("new", "c" * 60, "--profile", "extended").code == 0
    out = run("portfolio").out
    rows = out.splitlines()
    assert "Training Environment Isolation and Reproducibility" in " ".join(out.split())
    assert not any("c" * 40 in row for row in rows)
    assert any("cc…" in row for row in rows)
    assert all(row == row.rstrip() for row in rows)
    assert any(row.startswith(mill) for row in rows)


def test_show_says_what_does_not_apply(run: Run, mill: str) -> None:
    """With the reason, instead of 'not asked yet'."""
    assert run("answer", mill, "/na technically-impossible", "--practice", "AML.M0009").code == 0
    row = next(r for r in run("show", mill).out.splitlines() if "AML.M0009  " in r)
    assert row.endswith("not applicable: technically impossible")


def test_what_does_not_fit_keeps_its_columns() -> None:
    """Where the last column has no room, the others stay as they were."""
    row = f"MLS.X11    {'ML System Inventory and Ownership':<56}  extended"
    assert broken(row, 70) == [row.removesuffix("  extended").rstrip(), "  extended"]


def test_the_catalogue_stays_in_line(run: Run) -> None:
    """Identifiers of seven letters and of nine; the names, of any length, come last."""
    rows = run("catalogue", "list").out.splitlines()[1:]
    names = ("Code Signing", "ML System Inventory and Ownership", "AI Red Team")
    starts = {row.index(name) for row in rows for name in names if row.endswith(name)}
    assert len(starts) == 1
