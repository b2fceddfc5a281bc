"""`mlsmm report`: the assessment for people, spreadsheets and trackers, from one data set."""

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from assistant.cli.output import fault, put, put_bytes, say, show_json
from assistant.cli.sources import assessment, capacity_of
from assistant.reports.data import Gathered, gather
from assistant.reports.filing import write_whole
from assistant.reports.formats import DEFAULT, FORMATS, format_at, write
from assistant.reports.parts import json_schema
from assistant.reports.veil import Edition, Kind
from model.errors import InputError

SCHEMA = "schema"


def report(arguments: argparse.Namespace) -> int:
    """`mlsmm report NAME|FILE [--format F] [--out FILE] [--redact|--names] [--preview]`, `report schema`"""
    if arguments.name is None:
        raise fault(InputError, "error.no-report")
    if arguments.name == SCHEMA and arguments.format is None and not arguments.preview:
        show_json(json_schema())
        return 0
    edition = _edition(arguments)
    with assessment(arguments) as found:
        gathered = gather(found.ledger.acts, found.session.catalogue, head=found.ledger.head, edition=edition)
    if arguments.preview:
        _preview(gathered, is_json=arguments.json)
    else:
        _write(gathered, arguments)
    return 0


def _edition(arguments: argparse.Namespace) -> Edition:
    if arguments.names and arguments.redact:
        raise fault(InputError, "error.two-editions")
    kind: Kind = "names" if arguments.names else "redacted" if arguments.redact else "roles"
    return Edition(kind=kind, written=_day(arguments.date), capacity=capacity_of(arguments))


def _day(given: str | None) -> date:
    if given is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise fault(InputError, "error.no-day", day=given) from error


def _write(gathered: Gathered, arguments: argparse.Namespace) -> None:
    name = arguments.format or DEFAULT
    if not arguments.out and not FORMATS[name].is_text and sys.stdout.isatty():
        raise fault(InputError, "error.not-shown", format=name)
    name = format_at(name, str(arguments.out))
    content = write(gathered.data, name)
    if arguments.out in (None, "-"):
        put_bytes(content)
        return
    write_whole(Path(arguments.out), content)
    if arguments.json:
        show_json({"file": arguments.out, "format": name, "size": len(content)})
    else:
        put(say("report.done", file=arguments.out, size=len(content)))


def _preview(gathered: Gathered, *, is_json: bool) -> None:
    if is_json:
        show_json({"edition": gathered.data.meta.edition, "replaced": [vars(r) for r in gathered.replaced]})
        return
    put(gathered.data.meta.edition_note)
    for replaced in gathered.replaced:
        put(replaced.told)
    if not gathered.replaced:
        put(say("report.nothing"))
