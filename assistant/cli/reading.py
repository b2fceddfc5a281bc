"""`mlsmm read`: answers read one by one, as JSON lines; nothing is recorded."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from assistant.cli.figures import to_reading
from assistant.cli.output import put, show_json
from assistant.cli.sources import settings_of
from assistant.conversation.speech import LONGEST, neutral
from knowledge.library import Library, open_library
from model.errors import InputError
from model.reading import Reading

LONGEST_LINE = 4 * LONGEST


def read(arguments: argparse.Namespace) -> int:
    """`mlsmm read [--practice ID] TEXT` or `mlsmm read --jsonl FILE|-`"""
    library = open_library(settings_of(arguments).cache)
    if arguments.jsonl:
        for row in _read_lines(_lines(arguments.jsonl), library):
            show_json(row, one_line=True)
        return 0
    if arguments.text is None:
        raise InputError("nothing to read", "Give a text, or --jsonl FILE.")
    text = sys.stdin.read() if arguments.text == "-" else arguments.text
    row = _read_one({"practice": arguments.practice, "text": text}, library)
    if "error" in row:
        raise InputError(row["error"])
    if arguments.json:
        show_json(row, one_line=True)
    else:
        _show(row)
    return 0


def _lines(source: str) -> Iterator[str]:
    if source == "-":
        yield from sys.stdin
        return
    try:
        with Path(source).open(encoding="utf-8", errors="replace") as file:
            yield from file
    except OSError as error:
        raise InputError(f"{source} cannot be read: {error.strerror}", "Check the path.") from error


def _read_lines(lines: Iterable[str], library: Library) -> Iterator[dict[str, Any]]:
    for line in lines:
        if not line.strip():
            continue
        try:
            given = json.loads(line) if len(line) <= LONGEST_LINE else None
        except (ValueError, RecursionError):
            yield {"error": "this line is not JSON"}
            continue
        if given is None and len(line) > LONGEST_LINE:
            yield {"error": f"this line has more than {LONGEST_LINE} characters"}
        elif not isinstance(given, dict):
            yield {"error": "this line is not a JSON object"}
        else:
            yield _read_one(given, library)


def _read_one(given: dict[str, Any], library: Library) -> dict[str, Any]:
    """A reading, or what is wrong with the line."""
    fault = _fault(given, library)
    if fault:
        return {**({"id": given["id"]} if "id" in given else {}), "error": fault}
    systems = tuple(given.get("systems") or ())
    reading: Reading = library.read(given["text"], practice=given.get("practice"), systems=systems)
    return to_reading(reading, given=given)


def _fault(given: dict[str, Any], library: Library) -> str:
    text, practice, systems = given.get("text"), given.get("practice"), given.get("systems") or []
    if not isinstance(text, str):
        return "text is missing or not a string"
    if len(text) > LONGEST:
        return f"text has {len(text)} characters; at most {LONGEST} are read"
    if not isinstance(systems, list) or not all(isinstance(s, str) for s in systems):
        return "systems is not a list of names"
    if practice is not None and practice not in {p.id for p in library.catalogue.practices}:
        return f"there is no practice {neutral(str(practice))[:60]}"
    return ""


def _show(row: dict[str, Any]) -> None:
    level = "not enough to say" if row["level"] is None else f"level {row['level']}"
    put(f"{row['practices'][0]['id'] if not row['practice'] else row['practice']}: {level}")
    for item in row["activities"]:
        words = f'  "{item["quotation"]["text"]}"' if item["quotation"] else "  (inferred)"
        put(f"  {item['id']:<14} {item['coverage']:<8}{words}")
    for trait in row["traits"]:
        put(f"  because {trait['trait']}: {trait['value']}")
    for point in row["open"][:2]:
        put(f"  ask: {point['question']}")
