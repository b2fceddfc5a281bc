"""Older databases are brought up to date after a copy was made; newer and foreign ones are left alone."""

import sqlite3
import stat
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from assistant.record import schema
from assistant.record.migration import SCRIPTS, upgrade
from assistant.record.store import open_store
from model import deeds as d
from model.assessment import Speaker
from model.errors import RecordError, VersionError

OLD = Path(__file__).with_name("version_0001.sql")


def make(file: Path, script: str) -> bytes:
    """Make a database behind the program's back; its bytes."""
    connection = sqlite3.connect(file)
    connection.executescript(script)
    connection.close()
    return file.read_bytes()


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database as version 0001 left it."""
    make(tmp_path / "old.db", OLD.read_text())
    return tmp_path / "old.db"


def test_an_older_database_is_copied_and_brought_up_to_date(old: Path) -> None:
    """Every act is there, verifies and can be gone on from; the copy is what was there before."""
    before = list(sqlite3.connect(old).iterdump())
    with open_store(old) as store:
        assert store.backup is not None
        ledger = store.open("Old factory")
        assert [act.deed.kind for act in ledger.acts] == [
            *("opened", "system added", "scope settled", "answered", "noted")
        ]
        assert ledger.verify().ok
        ledger.append([d.ScopeSettled()], Speaker(name="Ines"))
        ledger.keep_scorecard("{}")
        assert ledger.verify().ok
        assert store.backups() == (store.backup,)
        assert store.backup.name.startswith("old.db.backup-0001-")
        assert stat.S_IMODE(store.backup.stat().st_mode) == 0o600
        assert list(sqlite3.connect(store.backup).iterdump()) == before
    with open_store(old) as store:
        assert store.backup is None
        assert len(store.backups()) == 1


def test_a_copy_can_take_its_place_again(old: Path) -> None:
    """A backup is itself an older database that opens."""
    with open_store(old) as store:
        backup = store.backup
    assert backup is not None
    with open_store(backup) as store:
        assert store.open("Old factory").verify().ok


def test_a_failing_step_changes_nothing(old: Path) -> None:
    """All steps are one transaction: what cannot be finished is not begun."""
    make(old, "CREATE TABLE scorecard (in_the_way TEXT)")
    before = list(sqlite3.connect(old).iterdump())
    with pytest.raises(RecordError, match=r"old\.db"):
        open_store(old)
    assert list(sqlite3.connect(old).iterdump()) == before
    make(old, "DROP TABLE scorecard")
    with open_store(old) as store:
        assert store.open("Old factory").verify().ok


def test_a_migrated_database_has_the_tables_of_a_new_one(tmp_path: Path) -> None:
    """What the revisions make is what the tables say."""
    with open_store(tmp_path / "new.db"):
        new = create_engine(f"sqlite:///{tmp_path / 'new.db'}")
    migrated = create_engine(f"sqlite:///{tmp_path / 'migrated.db'}")
    with migrated.begin() as connection:
        upgrade(connection, None)
    described = []
    for engine in (new, migrated):
        found = inspect(engine)
        names = sorted(found.get_table_names())
        described.append(
            {
                name: (
                    [{**column, "type": str(column["type"])} for column in found.get_columns(name)],
                    found.get_pk_constraint(name)["constrained_columns"],
                    sorted(found.get_foreign_keys(name), key=str),
                    found.get_unique_constraints(name),
                    found.get_indexes(name),
                )
                for name in names
            }
        )
        engine.dispose()
    assert described[0] == described[1]
    assert set(described[0]) == {*schema.tables.tables, "alembic_version"}


def test_the_versions_named_are_the_revisions_there_are() -> None:
    """The one look at the version knows every revision."""
    revisions = [step.revision for step in ScriptDirectory(str(SCRIPTS)).walk_revisions()]
    assert revisions == [schema.VERSION, *reversed(schema.OLDER)]


def test_a_newer_database_is_left_as_it_is(old: Path) -> None:
    """One clear line with advice, and not a byte changed."""
    before = make(old, "UPDATE alembic_version SET version_num = '0099'")
    with pytest.raises(VersionError, match=r"newer version.*0099.*Update mlsmm"):
        open_store(old)
    assert old.read_bytes() == before
    assert [f.name for f in old.parent.iterdir()] == ["old.db"]


def test_a_foreign_database_is_left_as_it_is(tmp_path: Path) -> None:
    """The tables of another program are not ours to add to."""
    before = make(tmp_path / "theirs.db", "CREATE TABLE songs (name TEXT)")
    with pytest.raises(RecordError, match="another program"):
        open_store(tmp_path / "theirs.db")
    assert (tmp_path / "theirs.db").read_bytes() == before


def test_what_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    """A text file in the database's place is refused and kept."""
    text = b"Dear Marek, this is a letter. " * 100
    (tmp_path / "letter.db").write_bytes(text)
    with pytest.raises(RecordError, match="is not a database"):
        open_store(tmp_path / "letter.db")
    assert (tmp_path / "letter.db").read_bytes() == text


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    """A file that a full disk left empty is no obstacle."""
    (tmp_path / "empty.db").touch()
    with open_store(tmp_path / "empty.db") as store:
        assert store.list() == ()
