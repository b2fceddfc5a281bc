"""Where a headless command finds its assessment: in the record by name, or in an exported file."""

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import PROGRAM
from assistant.cli.output import complain, fault, say
from assistant.cli.usable import dump_usable
from assistant.conversation.session import Session, resume
from assistant.conversation.speech import neutral
from assistant.conversation.topics import find_practice
from assistant.settings import Settings, load_settings
from knowledge.catalogue.catalogue import of_record
from knowledge.library import Library, catalogue_in_use, open_library
from model.assessment import Speaker
from model.catalogue import Catalogue
from model.decisions import MOST_CAPACITY
from model.errors import ActError, InputError, NotFoundError
from model.practice import Practice
from model.roadmap import DEFAULT_CAPACITY

if TYPE_CHECKING:
    from assistant.record.ledger import Ledger
    from assistant.record.store import Store

EXPORTS = (".json", ".mlsmm")
LARGEST_EXPORT = 64
"""In MiB."""


@dataclass(frozen=True)
class Found:
    """An assessment that a command works on."""

    ledger: "Ledger"
    session: Session
    is_file: bool
    """From an exported file: what is written to it is not kept."""


def settings_of(arguments: argparse.Namespace) -> Settings:
    """Settings from the options that every command has."""
    settings = load_settings(database=arguments.db)
    own = Path(arguments.catalogue).expanduser() if arguments.catalogue else settings.own
    return replace(settings, own=own)


def speaker_of(arguments: argparse.Namespace) -> Speaker:
    """`--as 'Name, role'`, or the user of the operating system."""
    name, _, role = neutral(arguments.speaker or "").partition(",")
    return Speaker(name=(name.strip() or settings_of(arguments).speaker)[:80], role=role.strip()[:80])


def catalogue_of(arguments: argparse.Namespace) -> Catalogue:
    """The program's catalogue, under the organisation's own where one is named."""
    settings = settings_of(arguments)
    return catalogue_in_use(settings.cache, own=settings.own, data=settings.data)


def library_of(arguments: argparse.Namespace) -> Library:
    """The library over that catalogue."""
    settings = settings_of(arguments)
    return open_library(settings.cache, own=settings.own, data=settings.data)


@contextmanager
def store_of(arguments: argparse.Namespace) -> Iterator["Store"]:
    """The record of this user."""
    from assistant.record.store import open_store  # SQLAlchemy, 0.15 s

    with open_store(settings_of(arguments), program=PROGRAM) as store:
        if store.backup:
            complain(say("backups.made", file=store.backup))
        yield store


@contextmanager
def assessment(arguments: argparse.Namespace) -> Iterator[Found]:
    """The assessment that `arguments.name` names, with its session."""
    with ledger_of(arguments, arguments.name) as ledger:
        session = resume(ledger, of_record(ledger.catalogue()), speaker=speaker_of(arguments))
        yield Found(ledger, session, is_export(arguments.name))


@contextmanager
def ledger_of(arguments: argparse.Namespace, name: str) -> Iterator["Ledger"]:
    """The acts of an exported file, where the name is one's path; else of the assessment on record."""
    with ExitStack() as stack:
        if is_export(name):
            scratch = stack.enter_context(scratch_store())
            yield scratch.import_(read_export(name), recompute=dump_usable)
            return
        try:
            ledger = stack.enter_context(store_of(arguments)).open(name)
        except NotFoundError:
            if name.endswith(EXPORTS):
                raise fault(InputError, "error.no-file", file=name) from None
            raise
        yield ledger


def is_export(name: str) -> bool:
    """Whether a name is the path of an exported file."""
    is_file = Path(name).expanduser().is_file()
    return is_file and (name.endswith(EXPORTS) or os.sep in name)


@contextmanager
def scratch_store() -> Iterator["Store"]:
    """A record of its own that is gone afterwards."""
    from assistant.record.store import open_store  # SQLAlchemy, 0.15 s

    with (
        tempfile.TemporaryDirectory(prefix="mlsmm-") as folder,
        open_store(Path(folder) / "scratch.db", program=PROGRAM) as store,
    ):
        yield store


def read_export(name: str) -> bytes:
    """The bytes of an exported file; InputError when it cannot be one."""
    path = Path(name).expanduser()
    try:
        if path.stat().st_size > LARGEST_EXPORT * 1024 * 1024:
            raise fault(InputError, "error.large-file", file=path.name, most=LARGEST_EXPORT)
        return path.read_bytes()
    except OSError as error:
        raise fault(InputError, "error.unreadable", file=name, why=error.strerror) from error


def capacity_of(arguments: argparse.Namespace) -> int | None:
    """`--capacity N`, or None for what is on record."""
    if arguments.capacity is not None and not 1 <= arguments.capacity <= MOST_CAPACITY:
        raise fault(InputError, "error.no-capacity", most=MOST_CAPACITY, default=DEFAULT_CAPACITY)
    capacity: int | None = arguments.capacity
    return capacity


def require_record(found: Found) -> None:
    """Refuse to write to an exported file."""
    if found.is_file:
        raise fault(ActError, "error.only-read")


def practice_named(session: Session, name: str) -> Practice:
    """A practice of the assessment by id, name or alias; InputError when its profile has none."""
    practice = find_practice(session.catalogue, name)
    if practice is None or practice not in session.state.assessed(session.catalogue):
        raise fault(InputError, "error.no-practice", practice=name)
    return practice
