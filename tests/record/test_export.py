"""Exports come back byte for byte, hold no private note, and nothing hostile gets in."""

import importlib
import importlib.util
import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.record import export
from assistant.record.ledger import Ledger
from assistant.record.store import Store, open_store
from model import deeds as d
from model.assessment import Speaker
from model.coverage import Coverage, Ordinal
from model.errors import ActError, InputError, TamperedError, VersionError
from model.evidence import Quotation
from model.fold import fold
from model.practice import Profile
from model.reading import Ranked, Reading, Trait

Begin = Callable[..., Ledger]
SCHEMA = Path(export.__file__).with_name("export.schema.json")


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """Another record, empty."""
    with open_store(tmp_path / "other" / "mlsmm.db") as opened:
        yield opened


@pytest.fixture
def document(store: Store, begin: Begin, deeds: tuple[d.Deed, ...], ines: Speaker) -> bytes:
    """An export with every kind of act, one of them redacted."""
    begin("Factory", deeds).redact(17, reason="asked to", speaker=ines)
    return store.export("Factory two")


def test_an_export_comes_back_byte_for_byte(store: Store, other: Store, document: bytes) -> None:
    """Into another record, and into the same one once the first is gone."""
    imported = other.import_(document)
    assert imported.head == store.open("Factory two").head
    assert imported.catalogue() == store.open("Factory two").catalogue()
    assert imported.verify().ok
    assert other.export("Factory two") == document
    store.delete("Factory two")
    store.import_(document)
    assert store.export("Factory two") == document


def test_an_import_can_be_gone_on_with(other: Store, document: bytes, ines: Speaker, jonas: Speaker) -> None:
    """Acts are appended to an imported chain and the old head stays in it."""
    ledger = other.import_(document)
    head = ledger.head
    ledger.append([d.ScopeSettled()], ines)
    ledger.append([d.ScopeSettled()], jonas)
    assert ledger.verify(expected=head).ok


def test_only_private_notes_are_left_out(store: Store, other: Store, document: bytes) -> None:
    """Every act but the note and its reflections in names comes back as it was."""
    acts, imported = store.open("Factory two").acts, other.import_(document).acts
    assert len(imported) == len(acts)
    for mine, theirs in zip(acts, imported, strict=True):
        if mine.deed.kind == "noted":
            assert theirs.deed == d.Noted(text="[redacted]")
        else:
            assert theirs == mine


def test_a_private_note_is_in_no_export(store: Store, begin: Begin, ines: Speaker) -> None:
    """Neither its words nor what it is about nor who wrote it."""
    ledger = begin()
    ledger.append([d.Noted(text="unmistakable", practice="AML.M0004")], ines)
    document = store.export("Factory")
    assert not any(word in document for word in (b"unmistakable", b"AML.M0004", b"Ines"))
    assert ledger.acts[1].deed == d.Noted(text="unmistakable", practice="AML.M0004")


def test_a_taken_name_needs_another(store: Store, document: bytes, ines: Speaker) -> None:
    """The other name is one more act, so that list, acts and reports agree."""
    with pytest.raises(ActError, match="already"):
        store.import_(document)
    ledger = store.import_(document, name="Factory three", speaker=ines)
    assert ledger.name == fold(ledger.acts).name == "Factory three"
    assert ledger.acts[-1].deed == d.Renamed(name="Factory three")
    assert ledger.verify(expected=store.open("Factory two").head).ok
    assert store.export("Factory two") == document


def test_the_name_it_has_is_no_renaming(other: Store, document: bytes) -> None:
    """Naming an import as it is named already changes nothing."""
    other.import_(document, name="Factory two")
    assert other.export("Factory two") == document


def test_the_schema_is_the_documented_one(document: bytes) -> None:
    """The file in the package is what the reading model says, and exports keep to it."""
    schema = json.loads(SCHEMA.read_text())
    assert schema == export.json_schema()
    export.ExportedAssessment.model_validate_json(document)
    if importlib.util.find_spec("jsonschema"):
        importlib.import_module("jsonschema").validate(json.loads(document), schema)


def _changed(document: bytes, change: Callable[[Any], object]) -> bytes:
    raw = json.loads(document)
    change(raw)
    return json.dumps(raw).encode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda r: r["acts"][4]["fields"]["speaker.role"].update(value="boss"), "act 5: speaker.role"),
        (lambda r: r["acts"][4]["fields"]["at"].update(salt="0" * 32), "act 5: at"),
        (lambda r: r["acts"][4].update(hash="0" * 64), "act 5 does not match its hash"),
        (lambda r: r["acts"][4].update(prev="0" * 64), "act 5 does not"),
        (lambda r: r["acts"].pop(), "no redaction says why"),
        (lambda r: r["acts"].pop(5), "missing: act 6"),
        (lambda r: r["acts"][4].update(seq=99), "missing: acts 5 to 98"),
        (lambda r: r.update(head="0" * 64), "head"),
        (lambda r: r["snapshot"].update(json="{}"), "snapshot"),
        (lambda r: r["snapshot"].update(sha256="0" * 64), "snapshot"),
        (
            lambda r: [r["acts"][4]["fields"]["at"].pop(k) for k in ("salt", "value")],
            "act 5: at was destroyed",
        ),
        (lambda r: r["acts"][4]["fields"].pop("at"), "act 5"),
    ],
)
def test_a_changed_export_is_refused(
    other: Store, document: bytes, change: Callable[[Any], object], said: str
) -> None:
    """The error names what was changed, and nothing is kept."""
    with pytest.raises(TamperedError, match=said):
        other.import_(_changed(document, change))
    assert other.list() == ()


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"{", "not JSON"),
        (b"[]", "not an mlsmm export"),
        (b'{"a": NaN}', "NaN"),
        (b'{"a": 1, "a": 2}', "twice"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"a":' * 100_000, "nested too deep"),
        (b'{"a": "\\ud800"}', "surrogates"),
        (b"9" * 10_000, "not JSON"),
        (b" " * (export.LIMIT + 1), "64 MiB"),
        (b'{"format": "mlsmm assessment", "version": 1}', "head"),
        (b'{"format": "mlsmm assessment", "version": "x"}', "version"),
    ],
)
def test_what_is_no_export_costs_one_clear_line(other: Store, bad: bytes, said: str) -> None:
    """Foreign, broken and hostile files are refused with what is wrong."""
    with pytest.raises(InputError, match=said) as caught:
        other.import_(bad)
    assert "\n" not in str(caught.value)


def test_a_deep_value_is_refused(other: Store, document: bytes) -> None:
    """Depth that the JSON reader still bears does not crash what comes after it."""
    deep: Any = []
    for _ in range(900):
        deep = [deep]
    bad = _changed(document, lambda r: r["acts"][4]["fields"]["at"].update(value=deep))
    with pytest.raises((InputError, TamperedError)):
        other.import_(bad)


def test_a_newer_format_asks_for_an_update(other: Store, document: bytes) -> None:
    """A program that is too old says so instead of guessing."""
    with pytest.raises(VersionError, match="Update mlsmm"):
        other.import_(_changed(document, lambda r: r.update(version=2)))


def test_a_damaged_record_is_not_exported(store: Store, begin: Begin, file: Path) -> None:
    """An export would spread the damage."""
    begin()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE assessment SET created = 'x'")
    connection.close()
    with pytest.raises(TamperedError, match="created"):
        store.export("Factory")


TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
NAME = st.text(st.characters(codec="utf-8", categories=["L", "N", "S"]), min_size=1, max_size=12)
PRACTICE = st.sampled_from(["AML.M0003", "AML.M0007", "MLS.X01"])
ACTIVITY = PRACTICE.map(lambda practice: f"{practice}.1")
COVERAGE = st.one_of(
    st.builds(Coverage, stated=st.sampled_from(Ordinal), over=st.tuples(NAME)),
    st.builds(Coverage, covered=st.lists(NAME, max_size=3).map(tuple)),
    st.just(Coverage(is_unknown=True)),
)
COVERAGES = st.dictionaries(ACTIVITY, COVERAGE, max_size=2)
QUOTATION = st.builds(Quotation, text=TEXT, start=st.integers(0, 9), end=st.integers(9, 20))
READING = st.builds(
    Reading,
    text=TEXT,
    practice=PRACTICE,
    practices=st.tuples(st.builds(Ranked, id=PRACTICE, score=st.floats(0, 1))),
    level=st.none() | st.integers(0, 3),
    probabilities=st.tuples(*[st.floats(0, 1)] * 4),
    traits=st.tuples(st.builds(Trait, trait=TEXT, value=TEXT, quotation=st.none() | QUOTATION)),
)
ANY_DEED = st.one_of(
    st.builds(d.Renamed, name=NAME),
    st.builds(d.SystemAdded, system=st.builds(d.System, name=NAME, traits=st.tuples(TEXT), owner=TEXT)),
    st.builds(d.TargetSet, practice=PRACTICE, level=st.integers(0, 3), reason=TEXT),
    st.builds(
        d.Answered, text=TEXT, practice=PRACTICE, readings=st.dictionaries(PRACTICE, READING, max_size=1)
    ),
    st.builds(d.Confirmed, practice=PRACTICE, coverages=COVERAGES, inferred=st.tuples(ACTIVITY)),
    st.builds(d.CoveragesSet, practice=PRACTICE, coverages=COVERAGES, reason=TEXT, rules=st.booleans()),
    st.builds(d.Parked, practice=PRACTICE, person=NAME, question=TEXT),
    st.builds(d.Noted, text=TEXT),
    st.builds(d.Undone, act=st.integers(2, 30)),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(st.tuples(ANY_DEED, st.builds(Speaker, name=NAME, role=TEXT)), max_size=12),
    catalogue=TEXT,
    redacted=st.sets(st.integers(1, 13)),
)
def test_any_assessment_comes_back_byte_for_byte(
    store: Store, other: Store, said: list[Any], catalogue: str, redacted: set[int]
) -> None:
    """Whatever was said by whom, redacted or not: export, import, export."""
    first = Speaker(name="first")
    ledger = store.create("Factory", profile=Profile.CORE, catalogue_json=catalogue, speaker=first)
    for deed, speaker in said:
        ledger.append([deed], speaker)
    for seq in sorted(redacted):
        if seq <= len(said) + 1:
            ledger.redact(seq, reason="asked to", speaker=first)
    document = store.export(ledger.name)
    copy = other.import_(document)
    again = other.export(copy.name)
    verdicts = (ledger.verify(), copy.verify())
    store.delete(ledger.name)
    other.delete(copy.name)
    assert again == document
    assert [v.ok for v in verdicts] == [True, True]
    assert len({v.head for v in verdicts}) == 1
