"""How well documents of invented organisations are mapped, and how fast a long PDF is."""

import resource
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from knowledge.documents.fence import read_documents
from knowledge.library import Library, open_library
from model.evidence import Document
from model.suggestion import Suggestion
from tests.benchmarks.figures import Figure
from tests.benchmarks.places import Place
from tests.companies.build import NAMES, Company, load_company
from tests.knowledge.documents.made import pdf

PAGES = 1000
GOAL_SECONDS = 60.0
MOST_MEMORY = 1024.0
ENCODED = 400
"""Passages of a long file that are encoded, evenly chosen; the rest is reckoned from them."""
BATCH = 32


def measure(place: Place, runs: int) -> list[Figure]:
    """Per organisation precision, recall and level, in percent; then the time for a thousand pages."""
    library = open_library()
    figures = [figure for name in NAMES for figure in _company(library, load_company(name), place.folder)]
    return [*figures, *_long(library, place.folder, min(runs, 1))]


def map_company(library: Library, company: Company, folder: Path) -> tuple[list[Document], list[Suggestion]]:
    """Its documents as read, and what is suggested, the names as in the folder."""
    company.write(folder / company.name)
    documents = list(read_documents(folder / company.name))
    found: Sequence[Suggestion] = ()
    for progress in library.follow(documents, systems=company.systems):
        found = progress.suggestions
    return documents, [s for s in found if not s.rule]


def _company(library: Library, company: Company, folder: Path) -> list[Figure]:
    documents, found = map_company(library, company, folder)
    truth = {(t.file, t.practice): t for t in company.truth}
    told = {(s.document, s.practice): s for s in found}
    right = [key for key in told if key in truth]
    texts = {document.name: document.text for document in documents}
    literal = [texts[s.document][s.quotation.start : s.quotation.end] == s.quotation.text for s in found]
    exact = [told[key].level == truth[key].level for key in right]
    shares = {
        "precision": len(right) / max(1, len(told)),
        "recall": len(right) / len(truth),
        "level exact": sum(exact) / max(1, len(exact)),
        "quotations literal": sum(literal) / max(1, len(literal)),
    }
    return [Figure(f"{company.name}: {name}", (100 * share,), "%") for name, share in shares.items()]


def _long(library: Library, folder: Path, runs: int) -> list[Figure]:
    """A thousand pages of the invented organisations' words, again and again in another order.

    Beside it what the bare encoder would take for every passage of them, reckoned from some in the same run.
    """
    words = [
        block[1]
        for name in NAMES
        for blocks in load_company(name).documents.values()
        for block in blocks
        if block[0] == "p"
    ]
    path = folder / "long.pdf"
    path.write_bytes(pdf([_page(words, number) for number in range(PAGES)]))
    taken, shares = [], []
    for _ in range(runs):
        before = _encoding(library, path)
        started = time.perf_counter()
        list(library.follow(read_documents(path)))
        taken.append(time.perf_counter() - started)
        shares.append(100 * taken[-1] / statistics.mean([before, _encoding(library, path)]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        Figure(f"{PAGES} pages of PDF to suggestions", tuple(taken), "s", GOAL_SECONDS),
        Figure("  as a share of encoding every passage", tuple(shares), "%", 100.0),
        Figure("  most memory so far, this process", (peak,), "MB", MOST_MEMORY),
    ]


def _encoding(library: Library, path: Path) -> float:
    """Seconds that the bare encoder would take for every passage of a file, reading it included."""
    started = time.perf_counter()
    passages = [document.words(p) for document in read_documents(path) for p in document.passages]
    read = time.perf_counter() - started
    some = passages[:: max(1, len(passages) // ENCODED)]
    started = time.perf_counter()
    for start in range(0, len(some), BATCH):
        library.base().encoder.encode(some[start : start + BATCH])
    return read + (time.perf_counter() - started) * len(passages) / len(some)


def _page(words: Sequence[str], number: int) -> list[tuple[int, str, str]]:
    """Ten paragraphs of a page."""
    from textwrap import wrap

    lines: list[tuple[int, str, str]] = []
    height = 800
    for place in range(10):
        paragraph = (
            words[(number * 7 + place * 31) % len(words)].encode("latin-1", "replace").decode("latin-1")
        )
        safe = f"{number}. {paragraph}".replace("\\", "/").replace("(", r"\(").replace(")", r"\)")
        for line in wrap(safe, 95)[:8]:
            height -= 11
            lines.append((height, "", line))
        height -= 11
    return lines
