"""Assessments are made, found, listed, renamed and deleted; acts come back as they were."""

import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import get_args

import pytest

from assistant.record.ledger import Ledger
from assistant.record.store import Store, open_store
from assistant.settings import load_settings
from model import deeds as d
from model.assessment import Speaker
from model.errors import ActError, ConflictError, NotFoundError, RecordError
from model.fold import fold
from model.practice import Profile

Begin = Callable[..., Ledger]


def test_every_kind_of_deed_comes_back(store: Store, begin: Begin, deeds: tuple[d.Deed, ...]) -> None:
    """What is appended is what a new opening reads, control characters and blanks included."""
    ledger = begin("Factory", deeds)
    kinds = {type(deed) for deed in deeds} | {d.Opened, d.Redacted}
    assert kinds == set(get_args(get_args(d.Deed)[0]))
    again = store.open("Factory two")
    assert again.acts == ledger.acts
    assert tuple(act.deed for act in again.acts[1:]) == deeds
    assert fold(again.acts) == fold(ledger.acts)
    assert again.verify().ok


def test_an_append_of_several_deeds_has_one_moment(begin: Begin, jonas: Speaker) -> None:
    """The moment is kept in UTC to the microsecond, whatever zone it was given in."""
    at = datetime(2025, 1, 1, 0, 30, 0, 7, tzinfo=timezone(timedelta(hours=2)))
    first, second = begin().append([d.ScopeSettled(), d.Undone(act=2)], jonas, at=at)
    assert first.at == second.at == at
    assert first.at.isoformat() == "2024-12-31T22:30:00.000007+00:00"
    assert (first.seq, second.seq) == (2, 3)


def test_a_moment_without_a_zone_is_refused(begin: Begin, jonas: Speaker) -> None:
    """Nobody could say later when it was."""
    ledger = begin()
    with pytest.raises(ActError, match="time zone"):
        ledger.append([d.ScopeSettled()], jonas, at=datetime(2025, 1, 1))  # noqa: DTZ001 - the fault under test
    assert len(ledger.acts) == 1


def test_what_json_cannot_say_is_refused(begin: Begin, jonas: Speaker) -> None:
    """A value that would come back changed is not recorded at all."""
    ledger = begin()
    odd = d.Answered.model_construct(text="half \ud800 a character", readings={})
    with pytest.raises(ActError, match="cannot be recorded"):
        ledger.append([d.ScopeSettled(), odd], jonas)
    assert len(ledger.acts) == 1
    assert ledger.refresh() == ()


@pytest.mark.parametrize(
    "deed",
    [
        d.Opened(name="x", profile=Profile.CORE, catalogue="", program=""),
        d.Redacted(act=1, reason="x"),
        d.Undone(act=1),
    ],
)
def test_some_deeds_have_their_own_call(begin: Begin, jonas: Speaker, deed: d.Deed) -> None:
    """Opening twice, redacting in name only and undoing the opening are errors."""
    with pytest.raises(ActError):
        begin().append([deed], jonas)


def test_lists_say_what_there_is(store: Store, begin: Begin, jonas: Speaker) -> None:
    """The assessment worked on last stands first, with when and how much."""
    first = begin("A", (d.ScopeSettled(),))
    begin("B")
    first.append([d.Undone(act=2)], jonas)
    listed = store.list()
    assert [(line.name, line.acts) for line in listed] == [("A", 3), ("B", 1)]
    assert listed[0].head == first.head
    assert listed[0].created == first.acts[0].at
    assert listed[0].last_at == first.acts[-1].at


def test_a_missing_name_gets_near_ones(store: Store, begin: Begin) -> None:
    """A slip of the pen is answered with the name that was meant."""
    begin("Imaging clinic")
    with pytest.raises(NotFoundError, match="Did you mean 'Imaging clinic'"):
        store.open("imagin clinic")
    with pytest.raises(NotFoundError, match="mlsmm list"):
        store.open("zzz")


def test_a_name_is_given_once(store: Store, begin: Begin, jonas: Speaker) -> None:
    """Neither a new assessment nor a renamed one takes a name that is there."""
    begin("A")
    ledger = begin("B")
    with pytest.raises(ActError, match="already"):
        begin("A")
    with pytest.raises(ActError, match="already"):
        store.rename("B", "A", speaker=jonas)
    assert (len(ledger.acts), [line.name for line in store.list()]) == (1, ["B", "A"])


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "\u200b\u2060", "\u200e \u200f"])
def test_a_name_is_short_and_not_empty(store: Store, begin: Begin, jonas: Speaker, name: str) -> None:
    """A name that lists cannot show is refused with advice."""
    begin("A")
    with pytest.raises(ActError, match="1 to 80"):
        begin(name)
    with pytest.raises(ActError, match="1 to 80"):
        store.rename("A", name, speaker=jonas)


def test_renaming_is_an_act_and_can_be_undone(store: Store, begin: Begin, jonas: Speaker) -> None:
    """The listed name follows the acts both ways."""
    begin("A")
    ledger = store.rename("A", " B ", speaker=jonas)
    assert ledger.name == store.open("B").name == fold(ledger.acts).name == "B"
    ledger.append([d.Undone(act=2)], jonas)
    assert store.open("A").head == ledger.head
    assert ledger.verify().ok


def test_deleting_leaves_nothing(store: Store, begin: Begin, file: Path, jonas: Speaker) -> None:
    """Neither lists nor the file's bytes know a deleted assessment, and others stay."""
    begin("A", (d.Answered(text="unmistakable words"),))
    kept = begin("B")
    ledger = store.open("A")
    store.delete("A")
    assert [line.name for line in store.list()] == ["B"]
    assert not any(b"unmistakable" in f.read_bytes() for f in file.parent.iterdir())
    assert kept.verify().ok
    with pytest.raises(NotFoundError, match="deleted"):
        ledger.append([d.ScopeSettled()], jonas)
    with pytest.raises(NotFoundError):
        store.delete("A")


def test_two_openings_conflict_and_refresh(store: Store, begin: Begin, jonas: Speaker, ines: Speaker) -> None:
    """Who comes second is told, brings the other's acts in, and repeats."""
    mine = begin()
    theirs = store.open("Factory")
    added = theirs.append([d.ScopeSettled(), d.Undone(act=2)], ines)
    with pytest.raises(ConflictError, match="somebody else wrote 2 acts") as caught:
        mine.append([d.ScopeSettled()], jonas)
    assert "repeat" in caught.value.do
    assert len(mine.acts) == 1
    assert mine.refresh() == added
    assert mine.append([d.ScopeSettled()], jonas)[0].seq == 4
    assert mine.verify().ok


def test_a_scorecard_belongs_to_a_head(store: Store, begin: Begin, jonas: Speaker) -> None:
    """One act later the kept scorecard is no longer given out."""
    ledger = begin()
    assert ledger.scorecard() is None
    ledger.keep_scorecard('{"e":1}')
    ledger.keep_scorecard('{"e":2}')
    assert store.open("Factory").scorecard() == '{"e":2}'
    assert store.scorecards() == {"Factory": '{"e":2}'}
    ledger.append([d.ScopeSettled()], jonas)
    assert (ledger.scorecard(), store.scorecards()) == (None, {})


def test_the_snapshot_is_kept_once(store: Store, begin: Begin, catalogue: str) -> None:
    """Deleting one of two assessments leaves the catalogue of the other."""
    begin("A")
    other = begin("B")
    store.delete("A")
    assert other.catalogue() == catalogue


def test_only_the_owner_can_read_the_file(store: Store, file: Path, begin: Begin) -> None:
    """Mode 0600 in a folder of mode 0700, for the files beside the database too."""
    begin()
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(f.stat().st_mode) for f in file.parent.iterdir()} == {0o600}
    assert store.file == file


def test_a_path_a_url_and_settings_name_the_same_file(begin: Begin, file: Path) -> None:
    """However the database is named, the assessments are there."""
    begin("A")
    for where in (file, str(file), f"sqlite:///{file}", load_settings({"MLSMM_DB": str(file)})):
        with open_store(where) as again:
            assert [line.name for line in again.list()] == ["A"]


@pytest.mark.parametrize(
    "url", ["postgresql://host/db", "sqlite://", "sqlite:///:memory:", "://", "what://x"]
)
def test_other_databases_are_refused(url: str) -> None:
    """One clear line for what is not supported or not a URL."""
    with pytest.raises(RecordError, match="database"):
        open_store(url)


def test_opening_costs_no_alembic_and_importing_no_sqlalchemy(begin: Begin, file: Path) -> None:
    """An up-to-date database is opened by one look at its version."""
    begin()
    script = (
        "import sys; from assistant.record.store import open_store; import assistant.record.ledger;"
        "assert 'sqlalchemy' not in sys.modules and 'sqlite3' not in sys.modules;"
        "open_store(sys.argv[1]).list(); assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script, str(file)], check=True, cwd=Path(__file__).parents[2])


def test_the_default_clock_is_utc(file: Path, jonas: Speaker, catalogue: str) -> None:
    """Without a clock of the caller's the moment is now."""
    before = datetime.now(UTC)
    with open_store(file) as store:
        ledger = store.create("A", profile=Profile.CORE, catalogue_json=catalogue, speaker=jonas)
    assert before <= ledger.acts[0].at <= datetime.now(UTC)
