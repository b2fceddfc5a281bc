"""How long a long assessment takes to open: `python -m tests.record.measure [ACTS]`."""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from assistant.record.ledger import Ledger
from assistant.record.store import open_store
from model import deeds as d
from model.assessment import Speaker
from model.fold import fold
from model.practice import Profile
from tests.record.conftest import CATALOGUE, DEEDS


def timed(name: str, step: Callable[[], object]) -> None:
    """Print how long a step takes."""
    begin = time.perf_counter()
    step()
    print(f"{name:<28}{1000 * (time.perf_counter() - begin):9.1f} ms", flush=True)


def begin(file: Path, acts: int) -> None:
    """Fill a record with acts of every kind by six speakers."""
    kinds = [deed for deed in DEEDS if not isinstance(deed, d.Renamed | d.Undone)]
    with open_store(file) as store:
        first = Speaker(name="Jonas")
        ledger = store.create("Long", profile=Profile.CORE, catalogue_json=CATALOGUE, speaker=first)
        for n in range(6):
            deeds = [kinds[m % len(kinds)] for m in range(n, acts, 6)]
            ledger.append(deeds, Speaker(name=f"Speaker {n}"))


def measure(file: Path) -> None:
    """Time what users wait for."""
    kept: list[Ledger] = []
    documents: list[bytes] = []
    timed("open the record", lambda: kept.append(open_store(file).open("Long")))
    timed("read all acts", lambda: kept[0].acts)
    timed("fold them", lambda: fold(kept[0].acts))
    timed("append one act, synced", lambda: kept[0].append([d.ScopeSettled()], kept[0].acts[0].speaker))
    timed("verify", kept[0].verify)
    timed("list assessments", lambda: open_store(file).list())
    timed("export", lambda: documents.append(open_store(file).export("Long")))
    timed("import", lambda: open_store(file.with_name("copy.db")).import_(documents[0]))
    print(f"the export has {len(documents[0]) / 2**20:.1f} MiB")
    timed("redact one act", lambda: kept[0].redact(9, reason="asked to", speaker=kept[0].acts[0].speaker))


def main() -> None:
    """Measure in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "mlsmm.db"
        begin(file, int(sys.argv[1]) if sys.argv[1:] else 10_000)
        print(f"{len(open_store(file).open('Long').acts)} acts, {file.stat().st_size / 2**20:.1f} MiB")
        measure(file)


if __name__ == "__main__":
    main()
