"""`mlsmm portfolio`: many assessments side by side, from the record or from a folder of exported files."""

import argparse
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import PROGRAM
from assistant.cli.figures import Json, dump_scored, to_standing
from assistant.cli.output import columns, complain, fault, put, say, show_json
from assistant.cli.rows import broken, fitted
from assistant.cli.sources import EXPORTS, catalogue_of, read_export, store_of
from assistant.cli.usable import check_known
from assistant.conversation.speech import join
from assistant.record.export import from_export
from assistant.record.verification import UNUSABLE
from knowledge.catalogue.catalogue import from_json
from model.adoption import catalogue_at
from model.catalogue import Catalogue
from model.errors import InputError, MlsmmError, RecordError
from model.fold import fold
from model.scoring import rounded

if TYPE_CHECKING:
    from assistant.record.ledger import Ledger

MOST_WEAK = 5
"""Practices that are named as the weakest."""
TERMINAL = 80
"""Columns of the tables in a pipe."""
NAME = 32
"""Columns of an assessment's name."""
ABREAST = 15
"""Practices whose levels stand side by side."""
MOST_SHARED = 10
"""Documents that are named as cited by several."""
NEEDED = frozenset({"overall", "headline", "practices", "exposure", "exposure_share", "documents"})
"""What a kept scorecard must have to be used; those of an older program lack some."""


def portfolio(arguments: argparse.Namespace) -> int:
    """`mlsmm portfolio [FOLDER]`"""
    cards = dict(_from_folder(Path(arguments.folder)) if arguments.folder else _from_record(arguments))
    if not cards:
        raise fault(InputError, "error.no-portfolio")
    if arguments.json:
        show_json(to_portfolio(cards))
    else:
        names = {p.id: p.name for p in catalogue_of(arguments).practices}
        width = columns(piped=TERMINAL)
        put("\n".join(part for row in _rows(cards, names) for part in broken(row.rstrip(), width)))
    return 0


def _from_record(arguments: argparse.Namespace) -> Iterator[tuple[str, Json]]:
    """By name, the scorecards of the record: those kept for a present head, else reckoned and kept."""
    with store_of(arguments) as store:
        kept, read = store.scorecards(), cache(from_json)
        for listing in store.list():
            with _left_out(listing.name):
                card = _kept(kept.get(listing.name, "{}"))
                yield listing.name, card or json.loads(_reckoned(store.open(listing.name), read=read))


@contextmanager
def _left_out(name: str) -> Iterator[None]:
    """Say in one line why an assessment gives no figures, so that the others do."""
    try:
        yield
    except MlsmmError as error:
        complain(say("portfolio.unusable", name=name, why=error.what))
    except UNUSABLE as error:
        complain(say("portfolio.unusable", name=name, why=type(error).__name__))


def _kept(text: str) -> Json | None:
    """A kept scorecard; None where another program kept it, or it is none."""
    try:
        card = json.loads(text)
        if card.get("program") != PROGRAM or not card.keys() >= NEEDED:
            return None
        to_portfolio({"": card})
    except UNUSABLE:
        return None
    return dict(card)


def _reckoned(ledger: "Ledger", *, read: Callable[[str], Catalogue]) -> str:
    text = dump_scored(ledger.acts, read(ledger.catalogue()))
    with suppress(RecordError):  # a record that can only be read is scored all the same
        ledger.keep_scorecard(text)
    return text


def _from_folder(folder: Path) -> Iterator[tuple[str, Json]]:
    """By name, the scorecards of the exported files in a folder; a file that is none costs one line."""
    try:
        paths = sorted(p for p in folder.expanduser().iterdir() if p.name.endswith(EXPORTS))
    except OSError as error:
        raise fault(InputError, "error.unreadable", file=folder, why=error.strerror) from error
    read_catalogue = cache(from_json)
    for path in paths:
        with _left_out(path.name):
            stored, read = from_export(read_export(str(path)))
            opened_with = read_catalogue(stored.snapshot or "")
            check_known(read.acts, opened_with)
            catalogue = catalogue_at(read.acts, opened_with)
            yield stored.register.name, to_standing(fold(read.acts), catalogue, head=stored.register.head)


def to_portfolio(cards: Mapping[str, Json]) -> Json:
    """The matrix of assessments and practices, the weakest practices, and totals."""
    practices = _practices(cards.values())
    return {
        "assessments": [_assessment(name, card) for name, card in cards.items()],
        "practices": practices,
        "matrix": {name: {p["id"]: _cell(p) for p in card["practices"]} for name, card in cards.items()},
        "weakest": [p["id"] for p in _weakest(practices)],
        "shared_evidence": _shared(cards),
        "totals": {
            "assessments": len(cards),
            "applicable": sum(p["applicable"] for p in practices),
            "at_target": sum(p["at_target"] for p in practices),
            "gap": sum(p["gap"] for p in practices),
        },
    }


def _assessment(name: str, card: Json) -> Json:
    shares = {key: card[key] for key in ("exposure", "exposure_share")}
    return {"name": name, **card["overall"], **shares, "headline": card["headline"]}


def _cell(practice: Json) -> Json | None:
    """A practice in the matrix; null where it does not apply."""
    if not practice["applicable"]:
        return None
    low, high = (int(practice["earned"][side]) for side in ("low", "high"))
    return {"low": low, "high": high, "target": practice["target"]}


def _practices(cards: Iterable[Json]) -> list[Json]:
    """By practice, over the assessments to which it applies: levels are earned for sure."""
    found: dict[str, list[Json]] = {}
    for card in cards:
        for practice in card["practices"]:
            cells = found.setdefault(practice["id"], [])
            cell = _cell(practice)
            if cell:
                cells.append(cell)
    return [_practice(i, cells) for i, cells in sorted(found.items())]


def _practice(practice: str, cells: list[Json]) -> Json:
    count = len(cells)
    return {
        "id": practice,
        "applicable": count,
        "at_target": sum(c["low"] >= c["target"] for c in cells),
        "mean_earned": rounded(Fraction(sum(c["low"] for c in cells)) / count) if count else None,
        "gap": sum(max(0, c["target"] - c["low"]) for c in cells),
    }


def _weakest(practices: Iterable[Json]) -> list[Json]:
    """The practices with the largest gaps over all assessments."""
    short = [p for p in practices if p["gap"]]
    return sorted(short, key=lambda p: (-p["gap"], p["id"]))[:MOST_WEAK]


def _shared(cards: Mapping[str, Json]) -> list[Json]:
    """The documents that more than one assessment cites, those of most assessments first."""
    found: dict[str, Json] = {}
    for name, card in cards.items():
        for digest, cited in card["documents"].items():
            empty: Json = {"sha256": digest, "document": "", "assessments": [], "practices": []}
            each = found.setdefault(digest, empty)
            each["document"] = each["document"] or cited["name"]
            each["assessments"].append(name)
            each["practices"] = sorted({*each["practices"], *cited["practices"]})
    several = [each for each in found.values() if len(each["assessments"]) > 1]
    return sorted(several, key=lambda each: (-len(each["assessments"]), each["document"], each["sha256"]))


def _shared_rows(cards: Mapping[str, Json]) -> Iterator[str]:
    shared = _shared(cards)
    if shared:
        yield ""
        yield say("portfolio.shared")
    for each in shared[:MOST_SHARED]:
        yield "  " + say(
            "portfolio.document",
            name=each["document"] or say("portfolio.unnamed"),
            digest=each["sha256"][:12],
            assessments=join(each["assessments"], MOST_SHARED),
            practices=", ".join(each["practices"]),
        )
    if len(shared) > MOST_SHARED:
        yield "  " + say("portfolio.more-shared", count=len(shared) - MOST_SHARED)


def _rows(cards: Mapping[str, Json], names: Mapping[str, str]) -> Iterator[str]:
    """Each assessment, then its level of each practice in blocks that fit a terminal, then the practices."""
    practices = _practices(cards.values())
    yield say("portfolio.title", count=len(cards))
    yield say("portfolio.exposure")
    yield ""
    yield say("portfolio.head")
    yield from (_summary(name, card) for name, card in cards.items())
    yield ""
    yield say("portfolio.matrix")
    for first in range(0, len(practices), ABREAST):
        yield from _block(cards, practices[first : first + ABREAST], first=first + 1)
    yield ""
    yield say("portfolio.practices")
    for number, practice in enumerate(practices, 1):
        mean = "–" if practice["mean_earned"] is None else f"{practice['mean_earned']:.2f}"
        yield say(
            "portfolio.practice",
            number=number,
            practice=practice["id"],
            mean=mean,
            reached=practice["at_target"],
            count=practice["applicable"],
            gap=practice["gap"],
            name=names.get(practice["id"], ""),
        )
    yield say("portfolio.weakest", practices=", ".join(p["id"] for p in _weakest(practices)) or "–")
    yield from _shared_rows(cards)


def _summary(name: str, card: Json) -> str:
    top, earned = card["headline"], card["overall"]["earned"]
    levels = "-" if earned is None else f"{earned['low']:.2f}-{earned['high']:.2f}"
    return say(
        "portfolio.row",
        name=fitted(name, NAME),
        exposure=_share(card["exposure_share"]),
        reached=top["at_target"],
        count=top["applicable"],
        earned=levels,
    )


def _block(cards: Mapping[str, Json], practices: Sequence[Json], *, first: int) -> Iterator[str]:
    """The levels of a few practices, each under the number that the list gives it."""
    heads = " ".join(f"{number:<2}" for number in range(first, first + len(practices)))
    yield say("portfolio.levels", name=fitted("", NAME), marks=heads)
    for name, card in cards.items():
        cells = {p["id"]: _cell(p) for p in card["practices"]}
        marks = " ".join(_mark(cells.get(p["id"])) for p in practices)
        yield say("portfolio.levels", name=fitted(name, NAME), marks=marks)


def _share(share: Json | None) -> str:
    """'63 %', '63-84 %' while something is open, a dash where no attack weighs anything."""
    if share is None:
        return "-"
    low, high = (f"{rounded(share[side], 0):.0f}" for side in ("low", "high"))
    return f"{low} %" if low == high else f"{low}-{high} %"


def _mark(cell: Json | None) -> str:
    """The level that is sure, '?' where more may be, '-' where it does not apply."""
    if cell is None:
        return "- "
    return f"{cell['low']}{'?' if cell['high'] > cell['low'] else ' '}"
