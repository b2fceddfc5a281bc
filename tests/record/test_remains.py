"""What scores are computed from outlives the words: redacting moves no figure."""

import json
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.cli.figures import dump_scored
from assistant.record.chain import read, without_words
from assistant.record.ledger import Ledger
from assistant.record.remains import with_remains
from assistant.record.store import Store, open_store
from knowledge.catalogue.catalogue import to_json
from model import deeds as d
from model.assessment import Act, Speaker
from model.coverage import Coverage
from model.evidence import Assurance, Citation, Quotation
from model.fold import fold
from model.practice import Profile
from model.reading import Reading
from tests.shipped import shipped_catalogue
from tests.small import JONAS, PRIYA, START
from tests.strategies import Tale

M7 = "AML.M0007"


def read_as(practice: str) -> Reading:
    """A reading for a practice that proposes nothing."""
    return Reading(
        text="same checks nightly", practice=practice, practices=(), level=None, probabilities=(0, 1, 0, 0)
    )


def told(tale: list[Act], random: Random) -> list[Act]:
    """The acts of a tale, its answers read for another practice, its proofs with words of their own."""
    return [act.model_copy(update={"deed": _worded(act.deed, random)}) for act in tale]


def _worded(deed: d.Deed, random: Random) -> d.Deed:
    if isinstance(deed, d.Answered):
        return d.Answered(text=deed.text, readings={str(deed.practice): read_as(str(deed.practice))})
    if isinstance(deed, d.EvidenceGiven):
        words = random.choice(["every data set is checked before training", "the log says so"])
        quotation = random.choice([None, Quotation(text=words, start=0, end=len(words))])
        changes = {"quotation": quotation, "document": random.choice(["log.md", "policy.md"])}
        return deed.model_copy(update={"citation": deed.citation.model_copy(update=changes)})
    return deed


def kept(store: Store, acts: list[Act]) -> Ledger:
    """An assessment with these acts on record."""
    opened = acts[0].deed
    assert isinstance(opened, d.Opened)
    ledger = store.create(
        "Factory",
        profile=opened.profile,
        catalogue_json=to_json(shipped_catalogue()),
        speaker=acts[0].speaker,
    )
    for act in acts[1:]:
        ledger.append([act.deed], act.speaker, at=act.at)
    return ledger


def figures(ledger: Ledger) -> dict[str, object]:
    """All that is scored; the documents cited are no figure, and a redacted one is no longer told."""
    scored = json.loads(dump_scored(ledger.acts, shipped_catalogue()))
    return {name: value for name, value in scored.items() if name != "documents"}


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32), count=st.integers(5, 30))
@example(seed=5, count=5)
def test_redacting_any_acts_moves_no_figure(seed: int, count: int) -> None:
    """Whatever was said and in whatever order it is redacted: scores, documented scores and exposure stay."""
    random = Random(seed)
    acts = told(Tale(shipped_catalogue(), seed=seed, count=count), random)
    with (
        TemporaryDirectory() as folder,
        open_store(Path(folder) / "a.db", clock=lambda: acts[-1].at) as store,
    ):
        ledger = kept(store, acts)
        before = figures(ledger)
        for seq in random.sample(range(1, len(acts) + 1), min(len(acts), 8)):
            ledger.redact(seq, reason="asked to", speaker=PRIYA)
            assert figures(ledger) == before
        assert ledger.verify().ok


@pytest.fixture
def own(tmp_path: Path) -> Store:
    """A record whose clock stands still."""
    return open_store(tmp_path / "own.db", clock=lambda: START)


def begun(store: Store, *said: tuple[d.Deed, Speaker]) -> Ledger:
    """An assessment of one system."""
    ledger = store.create(
        "Factory", profile=Profile.CORE, catalogue_json=to_json(shipped_catalogue()), speaker=PRIYA
    )
    ledger.append([d.SystemAdded(system=d.System(name="photo"))], PRIYA)
    for deed, speaker in said:
        ledger.append([deed], speaker)
    return ledger


def test_whose_claim_it_is_outlives_the_answer(own: Store) -> None:
    """Priya confirms what Jonas said: it stays his claim, so that her own word is a dispute."""
    answer = d.Answered(text="same checks nightly", story="source", readings={M7: read_as(M7)})
    no, yes = Coverage(denied=("photo",)), Coverage(covered=("photo",))
    ledger = begun(
        own,
        (answer, JONAS),
        (d.Confirmed(practice=M7, coverages={f"{M7}.1": no}), PRIYA),
        (d.CoveragesSet(practice=M7, coverages={f"{M7}.1": yes}), PRIYA),
    )

    def speakers() -> list[str]:
        return [c.speaker for c in fold(ledger.acts).practice(M7).claims[f"{M7}.1"]]

    assert speakers() == ["Jonas", "Priya"]
    ledger.redact(3, reason="asked to", speaker=PRIYA)
    assert speakers() == ["[redacted 2]", "Priya"]
    answered = ledger.acts[2].deed
    assert isinstance(answered, d.Answered)
    assert (answered.readings, answered.read_for) == ({}, (M7,))


def test_a_record_redacted_before_loads_and_verifies(own: Store) -> None:
    """Redactions that kept no codes are read as they always were."""
    ledger = begun(own, (d.Answered(text="x", readings={M7: read_as(M7)}), JONAS))
    links = ledger.stored().links
    payloads = [json.loads(link.payload or "") for link in links]
    payloads[2] = without_words(payloads[2])
    loaded = read((n, json.dumps(payload)) for n, payload in enumerate(payloads, 1))
    assert loaded.acts[2].deed == d.Answered(text="[redacted]")


def proof(version: str, until: date | None) -> d.EvidenceGiven:
    """A version of a policy that documents one activity."""
    words = "every data set is checked before training"
    cited = Citation(
        document="policy.md",
        sha256=version * 64,
        locator="line 1",
        quotation=Quotation(text=words, start=0, end=len(words)),
        received=date(2026, 1, 1),
        valid_until=until,
    )
    return d.EvidenceGiven(practice=M7, activity=f"{M7}.1", assurance=Assurance.DOCUMENTED, citation=cited)


@pytest.mark.parametrize("order", [(3,), (4,), (3, 4), (4, 3)])
def test_a_replaced_version_stays_replaced(own: Store, order: tuple[int, ...]) -> None:
    """The new version has expired; destroying its words, or the old one's, brings the old one not back."""
    ledger = begun(own, (proof("a", None), JONAS), (proof("b", date(2026, 6, 1)), JONAS))
    for seq in order:
        ledger.redact(seq, reason="asked to", speaker=PRIYA)
        (standing,) = fold(ledger.acts).practice(M7).evidence
        assert standing.citation.valid_until == date(2026, 6, 1)
    ledger.append([proof("c", date(2028, 1, 1))], JONAS)
    assert len(fold(ledger.acts).practice(M7).evidence) == (2 if 4 in order else 1)
    assert ledger.verify().ok


def test_redactions_that_point_anywhere_do_no_harm(own: Store) -> None:
    """Codes about acts that are of another kind, or not there, are passed over."""
    ledger = begun(own, (d.Answered(text="x"), JONAS))
    hostile = d.Redacted(act=99, reason="x", read_for=(M7,), versions=((3, 2), (98, 99)))
    other = d.Redacted(act=2, reason="x", read_for=(M7,))
    acts = [
        *ledger.acts,
        *(Act(seq=n, at=START, speaker=JONAS, deed=x) for n, x in ((4, hostile), (5, other))),
    ]
    assert with_remains(tuple(acts)) == tuple(acts)
