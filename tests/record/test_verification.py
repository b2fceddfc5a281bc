"""Whatever is changed behind the program's back is found, and missing is told from altered."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assistant.record.canonical import sha256
from assistant.record.ledger import Ledger
from assistant.record.store import Store, open_store
from assistant.record.verification import Verdict
from model import deeds as d
from model.assessment import Act, Speaker
from model.errors import TamperedError

Begin = Callable[..., Ledger]


@contextmanager
def behind_the_back(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection that keeps no rules."""
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA foreign_keys=OFF")
    yield connection
    connection.commit()
    connection.close()


def verdict_after(file: Path, *statements: str) -> Verdict:
    """What a verification says once somebody changed the file."""
    with behind_the_back(file) as connection:
        for statement in statements:
            connection.execute(statement)
    with open_store(file) as store:
        return store.open(store.list()[0].name).verify()


@pytest.fixture
def kept(store: Store, begin: Begin, deeds: tuple[d.Deed, ...], file: Path) -> Path:
    """A file with one assessment of every kind of act, one of them redacted, and a scorecard."""
    ledger = begin("Factory", deeds)
    ledger.redact(11, reason="a name", speaker=ledger.acts[0].speaker)
    ledger.keep_scorecard('{"earned":1}')
    assert ledger.verify().ok
    store.close()
    return file


def _columns() -> list[tuple[str, str]]:
    """Every column of every table that carries something."""
    return [
        *(("assessment", c) for c in ("name", "created", "last", "count", "head", "catalogue")),
        *(("act", c) for c in ("assessment", "seq", "prev", "hash", "digests")),
        *(("payload", c) for c in ("assessment", "seq", "fields")),
        *(("snapshot", c) for c in ("sha256", "json")),
        *(("scorecard", c) for c in ("head", "digest", "json")),
    ]


@pytest.mark.parametrize(("table", "column"), _columns())
def test_a_change_in_any_column_is_found(kept: Path, table: str, column: str) -> None:
    """One character or one number more, in the last row of the table."""
    last = f"rowid = (SELECT max(rowid) FROM {table})"
    with behind_the_back(kept) as connection:
        (old,) = connection.execute(f"SELECT {column} FROM {table} WHERE {last}").fetchone()
        new = old + 1 if isinstance(old, int) else old[:-2] + ("0" if old[-2] != "0" else "1") + old[-1]
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE {last}", (new,))
    with open_store(kept) as store:
        verdict = store.open(store.list()[0].name).verify()
    assert not verdict.ok


def test_the_list_of_columns_is_complete(kept: Path) -> None:
    """A new column needs a test that changes it; keys of rows that nothing depends on do not."""
    with behind_the_back(kept) as connection:
        names = [n for (n,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        there = {
            (name, row[1])
            for name in names
            if not name.startswith("sqlite_") and name != "alembic_version"
            for row in connection.execute(f"PRAGMA table_info({name})")
        }
    assert there - set(_columns()) == {("assessment", "id"), ("scorecard", "assessment")}


def _slips(old: str) -> Iterator[str]:
    """Every seventh character changed, one at a time, and a blank too many."""
    for at in range(0, len(old), 7):
        yield old[:at] + ("x" if old[at] != "x" else "y") + old[at + 1 :]
    yield " " + old


def test_a_change_in_any_character_of_an_act_is_found(kept: Path) -> None:
    """Every byte of a payload and of its hashes counts, blanks too."""
    for table, column in (("payload", "fields"), ("act", "digests")):
        with behind_the_back(kept) as connection:
            (old,) = connection.execute(f"SELECT {column} FROM {table} WHERE seq = 4").fetchone()
        for new in (*_slips(old), old):
            with behind_the_back(kept) as connection:
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE seq = 4", (new,))
                connection.commit()
            with open_store(kept) as store:
                assert store.open("Factory two").verify().ok is (new == old), new
    with open_store(kept) as store:
        assert store.open("Factory two").verify().ok


def test_altered_names_act_and_field(kept: Path) -> None:
    """The problem can be found by hand."""
    verdict = verdict_after(
        kept, "UPDATE payload SET fields = replace(fields, 'data engineer', 'data scientist') WHERE seq = 5"
    )
    assert verdict.problems == ("altered: act 5: speaker.role does not match its hash",)


def test_missing_acts_are_counted(kept: Path) -> None:
    """A gap in the middle is missing, not altered."""
    verdict = verdict_after(kept, "DELETE FROM act WHERE seq IN (5, 6)", "DELETE FROM payload WHERE seq = 9")
    assert verdict.problems == ("missing: acts 5 to 6", "missing: act 9: its payload is not there")


def test_a_cut_off_end_is_missing(kept: Path, deeds: tuple[d.Deed, ...]) -> None:
    """The listed head tells that there was more."""
    verdict = verdict_after(kept, "DELETE FROM payload WHERE seq > 20", "DELETE FROM act WHERE seq > 20")
    assert f"missing: acts 21 to {2 + len(deeds)}" in verdict.problems
    assert all(problem.startswith("missing") for problem in verdict.problems)


def test_a_cut_that_hides_itself_needs_an_earlier_head(store: Store, begin: Begin, file: Path) -> None:
    """With the head of a report even a cut with the list brought in line is found; an older head is fine."""
    ledger = begin("Factory", (d.ScopeSettled(),))
    early, late = ledger.stored().links[0].hash, ledger.head
    last = ledger.stored().register.created
    store.close()
    verdict = verdict_after(
        file,
        "DELETE FROM payload WHERE seq = 2",
        "DELETE FROM act WHERE seq = 2",
        f"UPDATE assessment SET count = 1, head = '{early}', last = '{last}'",
    )
    assert verdict.ok
    with open_store(file) as again:
        reopened = again.open("Factory")
        assert reopened.verify(expected=early).ok
        assert reopened.verify(expected=late).problems[0].startswith("missing: no act has the hash")


def test_words_destroyed_without_a_redaction_are_missing(kept: Path) -> None:
    """Only a recorded redaction may take words away, and codes never go."""
    with behind_the_back(kept) as connection:
        (fields,) = connection.execute("SELECT fields FROM payload WHERE seq = 17").fetchone()
        payload = json.loads(fields)
        payload["deed.person"] = payload["deed.practice"] = None
        text = json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        connection.execute("UPDATE payload SET fields = ? WHERE seq = 17", (text,))
    with open_store(kept) as store:
        problems = store.open("Factory two").verify().problems
    assert problems == (
        "missing: act 17: deed.person was destroyed and no redaction says why",
        "missing: act 17: deed.practice was destroyed and no redaction says why",
    )


def test_a_damaged_record_opens_and_says_where(kept: Path) -> None:
    """Reading stops at the act that is gone or cannot be read, with advice."""
    with behind_the_back(kept) as connection:
        connection.execute("UPDATE payload SET fields = '{}' WHERE seq = 7")
    with open_store(kept) as store, pytest.raises(TamperedError, match=r"act 7 cannot be read.*verify"):
        store.open("Factory two").acts  # noqa: B018
    with behind_the_back(kept) as connection:
        connection.execute("DELETE FROM payload WHERE seq = 3")
    with open_store(kept) as store, pytest.raises(TamperedError, match="act 3 is missing"):
        store.open("Factory two").acts  # noqa: B018


def test_a_scorecard_is_compared_with_what_the_acts_give(begin: Begin, jonas: Speaker) -> None:
    """The hook gets the acts up to the scorecard's head and the snapshot."""
    ledger = begin()

    def recompute(acts: tuple[Act, ...], catalogue: str) -> str:
        return f'{{"acts":{len(acts)},"catalogue":"{sha256(catalogue)}"}}'

    ledger.keep_scorecard(recompute(ledger.acts, ledger.catalogue()))
    ledger.append([d.ScopeSettled()], jonas)
    assert ledger.verify(recompute=recompute).ok
    found = ledger.verify(recompute=lambda *_: "{}").problems
    assert found == ("altered: the stored scorecard is not what the acts give",)
