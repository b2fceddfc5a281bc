"""`mlsmm read`: answers read one by one, as JSON lines; nothing is recorded."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from assistant.cli.figures import to_reading
from assistant.cli.output import fault, put, say, show_json
from assistant.cli.sources import library_of
from assistant.conversation.speech import LONGEST
from knowledge.library import Library
from model.errors import InputError

LONGEST_LINE = 8 * LONGEST
"""Bytes of a line: its text may be escaped, and something may stand beside it."""

Row = dict[str, Any]


def read(arguments: argparse.Namespace) -> int:
    """`mlsmm read [--practice ID] [--why] TEXT` or `mlsmm read --jsonl FILE|-`"""
    if arguments.jsonl is None and arguments.text is None:
        raise fault(InputError, "error.no-text")
    library = library_of(arguments)
    if arguments.jsonl is not None:
        lines = _lines(arguments.jsonl)
        for row in _rows(lines, library, practice=arguments.practice, why=arguments.why):
            if not show_json(row, one_line=True):
                break
        return 0
    given = {"practice": arguments.practice, "text": read_words(arguments.text)}
    row = _row(given, library, why=arguments.why)
    if "error" in row:
        raise InputError(row["error"])
    if arguments.json:
        show_json(row, one_line=True)
    else:
        _show(row)
    return 0


def read_words(text: str) -> str:
    """The words of an argument; `-` stands for standard input."""
    if text != "-":
        return text
    return _standard_input().read(LONGEST_LINE).decode("utf-8", "replace")


def _standard_input() -> BinaryIO:
    """What is piped in; InputError where whoever started the command closed it."""
    if sys.stdin is None:
        raise fault(InputError, "error.no-input")
    return sys.stdin.buffer


def _lines(source: str) -> Iterator[bytes]:
    if source == "-":
        yield from _bounded(_standard_input())
        return
    try:
        with Path(source).expanduser().open("rb") as file:
            yield from _bounded(file)
    except OSError as error:
        raise fault(InputError, "error.unreadable", file=source, why=error.strerror) from error


def _bounded(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; of one that is too long, no more than shows it."""
    while line := file.readline(LONGEST_LINE + 1):
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE + 1)


def _rows(lines: Iterable[bytes], library: Library, *, practice: str | None, why: bool) -> Iterator[Row]:
    """One row for each line, in order; `practice` is for lines that name none."""
    for line in lines:
        given, error = _given(line)
        if error:
            yield {"error": error}
        else:
            yield _row({**given, "practice": given.get("practice") or practice}, library, why=why)


def _given(line: bytes) -> tuple[Row, str]:
    if len(line) > LONGEST_LINE:
        return {}, say("read.long-line", most=LONGEST_LINE)
    try:
        given = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError:
        return {}, say("read.not-utf-8")
    except (ValueError, RecursionError):
        return {}, say("read.not-json")
    return (given, "") if isinstance(given, dict) else ({}, say("read.not-object"))


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _row(given: Row, library: Library, *, why: bool) -> Row:
    """A reading, or what is wrong with the line."""
    try:
        known = {"id": given["id"]} if "id" in given else {}
        json.dumps(known, allow_nan=False)
    except (ValueError, RecursionError):
        return {"error": say("read.no-id")}
    error = _error(given, library)
    if error:
        return {**known, "error": error}
    systems = tuple(given.get("systems") or ())
    try:
        reading = library.read(given["text"], practice=given["practice"], systems=systems)
    except InputError as refused:
        return {**known, "error": str(refused)}
    row = {**known, **to_reading(reading)}
    if why:
        row["why"] = [c.model_dump() for c in library.leave_out(reading, systems=systems)]
    return row


def _error(given: Row, library: Library) -> str:
    text, practice, systems = given.get("text"), given["practice"], given.get("systems") or []
    if not isinstance(text, str):
        return say("read.no-text")
    if any("\ud800" <= c <= "\udfff" for c in text):
        return say("read.not-text")
    if len(text) > LONGEST:
        return say("read.long-text", count=len(text), most=LONGEST)
    if not isinstance(systems, list) or not all(isinstance(s, str) for s in systems):
        return say("read.bad-systems")
    if practice is not None and practice not in [p.id for p in library.catalogue.practices]:
        return say("read.no-practice", practice=str(practice)[:60])
    return ""


def _show(row: Row) -> None:
    practice = row["practice"] or row["practices"][0]["id"]
    if row["level"] is None:
        put(say("read.abstains", practice=practice))
    else:
        put(say("read.level", practice=practice, level=row["level"]))
    for item in row["activities"]:
        quotation = item["quotation"]
        words = say("read.quoted", text=quotation["text"]) if quotation else say("read.inferred")
        put("  " + say("read.activity", activity=item["id"], coverage=item["coverage"], words=words))
    for trait in row["traits"]:
        put("  " + say("read.trait", trait=trait["trait"], value=trait["value"]))
    for point in row["open"][:2]:
        put("  " + say("read.open", question=point["question"]))
    for carried in row.get("why", ()):
        level = say("read.nothing-left") if carried["level"] is None else carried["level"]
        shift, words = f"{carried['shift']:+.2f}", carried["quotation"]["text"]
        put("  " + say("read.why", shift=shift, level=level, text=words))
