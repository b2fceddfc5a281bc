"""Redaction destroys words and names for good, and nothing else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from assistant.record.fields import WORDS, is_word, to_fields
from assistant.record.ledger import Ledger
from assistant.record.store import Store, open_store
from model import deeds as d
from model.assessment import Act, Speaker
from model.errors import ActError, RecordError
from model.fold import fold

Begin = Callable[..., Ledger]

CODES = {
    *("at", "speaker.number", "deed.kind", "deed.name", "deed.profile", "deed.catalogue"),
    *(
        "deed.program",
        "deed.from_last_time",
        "deed.not_applicable",
        "deed.origin",
        "deed.system",
        "deed.system.name",
        "deed.system.traits",
        "deed.practice",
    ),
    *("deed.counts", "deed.level", "deed.phase", "deed.story", "deed.activity", "deed.corrects"),
    *("deed.coverages", "deed.inferred", "deed.reading_level", "deed.after_criterion", "deed.rules"),
    *("deed.activities", "deed.for_good", "deed.systems", "deed.assurance", "deed.act"),
    *("deed.citation.dated", "deed.citation.received", "deed.citation.valid_until"),
    *("deed.citation.confidential", "deed.follows_up"),
    *("deed.due", "deed.review", "deed.status", "deed.is_out", "deed.wave", "deed.capacity"),
    *(
        "deed.read_for",
        "deed.versions",
        "deed.is_wanted",
        "deed.practices",
        "deed.release",
        "deed.sha256",
        "deed.revisit",
    ),
}


def bytes_of(file: Path) -> bytes:
    """Everything that stands in the database's folder."""
    return b"".join(f.read_bytes() for f in sorted(file.parent.iterdir()))


def test_every_field_is_words_or_a_code(deeds: tuple[d.Deed, ...], jonas: Speaker, begin: Begin) -> None:
    """A new field of a deed has to be put on one of the two lists."""
    at = begin().acts[0].at
    acts = [Act(seq=1, at=at, speaker=jonas, deed=deed) for deed in deeds]
    named = {f"deed.{name}" for kind in get_args(get_args(d.Deed)[0]) for name in kind.model_fields}
    fields = {field for act in acts for field in to_fields(act, 1)} | named - {"deed.citation"}
    assert fields == CODES | set(WORDS)
    assert not is_word("deed.reason", "said not applicable")


def test_no_word_and_no_name_is_left(
    begin: Begin, deeds: tuple[d.Deed, ...], ines: Speaker, file: Path
) -> None:
    """Once every act is redacted, the file and what lies beside it know neither Marek nor Jonas."""
    ledger = begin("Factory", deeds)
    before = fold(ledger.acts)
    assert b"Marek" in bytes_of(file)
    for seq in range(1, len(ledger.acts) + 1):
        ledger.redact(seq, reason="asked to", speaker=ines)
    left = bytes_of(file)
    gone = (b"Marek", b"Jonas", b"data engineer", b"every delivery", b"ab" * 32, "שלום".encode())
    assert not any(word in left for word in gone)
    verdict = ledger.verify()
    assert verdict.ok
    assert verdict.redacted == tuple(range(1, len(deeds) + 2))
    after = fold(ledger.acts)
    assert after.practices.keys() == before.practices.keys()
    assert after.profile is before.profile


def test_a_redacted_act_loads_with_stand_ins(begin: Begin, deeds: tuple[d.Deed, ...], ines: Speaker) -> None:
    """Words read [redacted]; codes, dates and coverages stay."""
    ledger = begin("Factory", deeds)
    by_kind: dict[str, Any] = {act.deed.kind: act for act in ledger.acts}
    for kind in ("answered", "level set", "said not applicable", "evidence given", "parked", "system added"):
        ledger.redact(by_kind[kind].seq, reason="asked to", speaker=ines)
    now: dict[str, Any] = {act.deed.kind: act.deed for act in ledger.acts}
    assert now["answered"].text == now["parked"].person == now["parked"].question == "[redacted]"
    assert now["answered"].readings == {}
    assert (now["level set"].reason, now["level set"].level) == ("[redacted]", 2)
    assert now["said not applicable"].reason is d.NaReason.OUT_OF_SCOPE
    assert now["said not applicable"].note == "[redacted]"
    assert now["system added"].system == d.System(name="photo", traits=("trains-own",), owner="[redacted]")
    citation, cited = now["evidence given"].citation, by_kind["evidence given"].deed.citation
    assert citation.sha256 == "[redacted]"
    assert (citation.document, citation.locator, citation.quotation) == ("[redacted]", "[redacted]", None)
    assert citation.valid_until == cited.valid_until
    exemption = next(e for c in now["level set"].coverages.values() for e in c.exemptions)
    assert (exemption.system, exemption.owner, exemption.reason) == ("old", "[redacted]", "")


def test_who_said_what_still_decides(begin: Begin, jonas: Speaker, ines: Speaker) -> None:
    """Redacting one of a speaker's acts, or all, makes nobody's correction into a dispute."""
    said = d.SaidUnknown(practice="AML.M0007", activities=("AML.M0007.1",))
    ledger = begin("Factory", (said,))
    ledger.append([said], ines)
    ledger.append([said], jonas)

    def claims() -> list[int]:
        return [c.seq for c in fold(ledger.acts).practice("AML.M0007").claims["AML.M0007.1"]]

    before = claims()
    ledger.redact(2, reason="asked to", speaker=ines)
    assert claims() == before
    assert ledger.acts[1].speaker == jonas
    for seq in (1, 4):
        ledger.redact(seq, reason="asked to", speaker=ines)
        assert claims() == before
    assert {act.speaker.name for act in ledger.acts} == {"[redacted 1]", "Ines"}
    assert {act.speaker.role for act in ledger.acts} == {"[redacted]", "security lead"}


def test_the_assessments_name_stays(store: Store, begin: Begin, ines: Speaker) -> None:
    """Of the opening only the speaker's name goes."""
    ledger = begin("Factory")
    ledger.redact(1, reason="asked to", speaker=ines)
    assert ledger.acts[0].deed == store.open("Factory").acts[0].deed
    assert ledger.acts[0].speaker.name == "[redacted 1]"


def test_redacting_needs_an_act_a_reason_and_words(begin: Begin, ines: Speaker) -> None:
    """Nothing is recorded where nothing can be destroyed."""
    ledger = begin()
    ledger.redact(1, reason="asked to", speaker=ines)
    for seq, reason in ((99, "x"), (0, "x"), (1, "again"), (2, " ")):
        with pytest.raises(ActError):
            ledger.redact(seq, reason=reason, speaker=ines)
    assert len(ledger.acts) == 2
    assert ledger.verify().ok


def test_a_kept_scorecard_goes_with_the_words(begin: Begin, ines: Speaker, file: Path) -> None:
    """A cache must not keep what the record destroyed."""
    ledger = begin("Factory", (d.Answered(text="x"),))
    ledger.keep_scorecard('{"why":"unmistakable"}')
    ledger.redact(2, reason="asked to", speaker=ines)
    assert b"unmistakable" not in bytes_of(file)


def test_somebody_reading_delays_the_scrub_and_it_is_said(begin: Begin, ines: Speaker, file: Path) -> None:
    """The words are out of the record at once; the error says where bytes may still stand."""
    ledger = begin("Factory", (d.Answered(text="unmistakable"),))
    with open_store(file, patience=0.05) as mine, open_store(file) as other:
        impatient = mine.open("Factory")
        with other._database.reading() as rows:
            rows.registers()
            with pytest.raises(RecordError, match="bytes of them may still stand"):
                impatient.redact(2, reason="asked to", speaker=ines)
        assert impatient.acts[1].deed == d.Answered(text="[redacted]")
    ledger.refresh()
    ledger.redact(1, reason="asked to", speaker=ines)
    assert b"unmistakable" not in bytes_of(file)
    assert ledger.verify().ok


def test_words_leave_a_well_filled_file(begin: Begin, ines: Speaker, file: Path) -> None:
    """Pages that were split and merged keep no stale copy."""
    ledger = begin("Factory")
    for n in range(12):
        ledger.append([d.Answered(text=f"word{n}x{m}y " * (m % 60)) for m in range(40)], ines)
    for seq in range(2, 400, 37):
        said = ledger.acts[seq - 1].deed
        assert isinstance(said, d.Answered)
        word = said.text.partition(" ")[0].encode()
        ledger.redact(seq, reason="asked to", speaker=ines)
        assert not word or word not in bytes_of(file)
    assert ledger.verify().ok
