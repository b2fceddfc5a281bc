"""Commands that check: verify, doctor."""

import argparse
import platform
import sqlite3
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version

from assistant import PROGRAM
from assistant.cli.cited import Cited, Match, cited_in
from assistant.cli.output import complain, put, say, show_json
from assistant.cli.records import tell_backups
from assistant.cli.sources import catalogue_of, ledger_of, library_of, settings_of, store_of
from assistant.cli.usable import dump_usable
from assistant.record.verification import Verdict
from assistant.settings import without_password
from knowledge.catalogue.catalogue import catalogue_digest
from model.errors import MlsmmError, RecordError, TamperedError

VERIFY_FAILED = 5
RECORD_FAILED = 4
LIBRARY_FAILED = 6


def verify(arguments: argparse.Namespace) -> int:
    """`mlsmm verify NAME|FILE [--head HASH] [--evidence PATH…]`"""
    try:
        with ledger_of(arguments, arguments.name) as ledger:
            verdict = ledger.verify(expected=arguments.head, recompute=dump_usable)
            cited = cited_in(ledger.acts, arguments.evidence) if verdict.ok else ()
    except TamperedError as error:
        if not arguments.json:
            raise
        show_json({"ok": False, "head": None, "acts": None, "redacted": [], "problems": [error.what]})
        return VERIFY_FAILED
    _show(verdict, cited, is_json=arguments.json)
    is_changed = any(c.match is Match.CHANGED for c in cited)
    return 0 if verdict.ok and not is_changed else VERIFY_FAILED


def _show(verdict: Verdict, cited: tuple[Cited, ...], *, is_json: bool) -> None:
    if is_json:
        redacted, problems = list(verdict.redacted), list(verdict.problems)
        shown = {"ok": verdict.ok, "head": verdict.head, "acts": verdict.acts}
        show_json({**shown, "redacted": redacted, "problems": problems, "evidence": [vars(c) for c in cited]})
        return
    if not verdict.ok:
        put(say("verify.failed", acts=verdict.acts, head=verdict.head))
    elif verdict.redacted:
        count = len(verdict.redacted)
        put(say("verify.ok-redacted", acts=verdict.acts, redacted=count, head=verdict.head))
    else:
        put(say("verify.ok", acts=verdict.acts, head=verdict.head))
    for problem in verdict.problems:
        complain(problem)
    for document in (c for c in cited if c.match):
        put(say("verify.cited", match=document.match, document=document.document, digest=document.sha256))
    if unchecked := sum(c.match is None for c in cited):
        put(say("verify.unchecked", count=unchecked))


def doctor(arguments: argparse.Namespace) -> int:
    """`mlsmm doctor [--drop-backups]`: where things are, and whether they work."""
    facts, problems = dict(_facts(arguments)), []
    code = 0
    for name, check in _CHECKS.items():
        try:
            facts[say(f"doctor.{name}-works")] = check(arguments)
        except MlsmmError as error:
            problems.append(say("doctor.problem", name=name, problem=error))
            code = code or (RECORD_FAILED if isinstance(error, RecordError) else LIBRARY_FAILED)
    if arguments.json:
        show_json({"facts": facts, "problems": problems})
    else:
        for name, value in facts.items():
            put(say("doctor.row", name=name, value=value))
    for problem in problems:
        complain(problem)
    return code


def _facts(arguments: argparse.Namespace) -> Iterator[tuple[str, str]]:
    settings, catalogue = settings_of(arguments), catalogue_of(arguments)
    digest, count = catalogue_digest(catalogue)[:12], len(catalogue.practices)
    yield say("doctor.program"), PROGRAM
    yield say("doctor.python"), platform.python_version()
    yield say("doctor.platform"), platform.platform()
    yield say("doctor.record"), without_password(settings.database)
    yield say("doctor.cache"), str(settings.cache)
    known = say("doctor.catalogue-is", version=catalogue.version, count=count, digest=digest)
    yield say("doctor.catalogue"), known
    yield say("doctor.atlas"), catalogue.atlas
    yield say("doctor.sqlite"), sqlite3.sqlite_version
    for name in ("textual", "onnxruntime", "faiss-cpu", "langchain-core"):
        yield name, _version_of(name)


def _version_of(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return say("doctor.missing")


def _check_record(arguments: argparse.Namespace) -> str:
    with store_of(arguments) as store:
        if not arguments.json:
            tell_backups(store, is_dropping=arguments.drop_backups)
        elif arguments.drop_backups:
            store.drop_backups()
        if mode := store.open_to_others:
            complain(say("doctor.open", file=store.file, mode=mode))
        return say("doctor.assessments", count=len(store.list()))


def _check_backups(arguments: argparse.Namespace) -> str:
    with store_of(arguments) as store:
        return ", ".join(str(file) for file in store.backups()) or say("doctor.no-backups")


def _check_reader(arguments: argparse.Namespace) -> str:
    library = library_of(arguments)
    reading = library.read("Every model's training data goes through the same checks before training.")
    return say("doctor.reads", practice=reading.practices[0].id)


_CHECKS: dict[str, Callable[[argparse.Namespace], str]] = {
    "record": _check_record,
    "backups": _check_backups,
    "reader": _check_reader,
}
