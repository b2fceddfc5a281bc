"""How long an assessment with 10,000 acts takes to open."""

import time
from collections.abc import Callable

from assistant.conversation.session import resume
from assistant.record.store import open_store
from knowledge.catalogue.catalogue import from_json, load_catalogue, to_json
from model.assessment import Speaker
from model.card import as_stated
from model.deeds import Answered, CoveragesSet, Deed, Noted
from model.practice import Profile
from model.scoring import score
from tests.benchmarks.figures import Figure
from tests.benchmarks.places import Place

ACTS = 10_000
SPEAKER = Speaker(name="Jonas", role="data engineer")


def measure(place: Place, runs: int) -> list[Figure]:
    """Open, fold and score; append one act; verify."""
    file = place.folder / "long.db"
    _fill(str(file))

    def open_it() -> None:
        with open_store(file) as store:
            ledger = store.open("Long")
            session = resume(ledger, from_json(ledger.catalogue()), speaker=SPEAKER)
            score(session.state, session.catalogue)

    with open_store(file) as store:
        ledger = store.open("Long")
        append = [_timed(lambda: ledger.append([Noted(text="one more")], SPEAKER)) for _ in range(runs)]
        verify = [_timed(ledger.verify) for _ in range(runs)]
    return [
        Figure(
            f"open, fold and score {ACTS:,} acts", tuple(_timed(open_it) for _ in range(runs)), budget=1000
        ),
        Figure("append one act to them, synced", tuple(append)),
        Figure("verify them", tuple(verify)),
    ]


def _fill(file: str) -> None:
    catalogue = load_catalogue()
    deeds: list[Deed] = []
    for number in range(ACTS // 2):
        practice = catalogue.practices[number % len(catalogue.practices)]
        text = f"Number {number}: before each release the pipeline does the same checks as last time. " * 3
        deeds.append(Answered(text=text, practice=practice.id))
        deeds.append(
            CoveragesSet(
                practice=practice.id, coverages=as_stated(practice, number % 4, systems=("unnamed",))
            )
        )
    with open_store(file) as store:
        ledger = store.create(
            "Long", profile=Profile.CORE, catalogue_json=to_json(catalogue), speaker=SPEAKER
        )
        ledger.append(deeds[: ACTS - 1], SPEAKER)


def _timed(step: Callable[[], object]) -> float:
    begin = time.perf_counter()
    step()
    return 1000 * (time.perf_counter() - begin)
