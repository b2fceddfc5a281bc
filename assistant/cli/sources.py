"""Where a headless command finds its assessment: in the record by name, or in an exported file."""

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import PROGRAM
from assistant.conversation.session import Session, resume
from assistant.settings import Settings, load_settings
from knowledge.catalogue.catalogue import from_json
from model.assessment import Speaker
from model.errors import ActError, InputError

if TYPE_CHECKING:
    from assistant.record.ledger import Ledger
    from assistant.record.store import Store

EXPORTS = (".json", ".mlsmm")
LARGEST_EXPORT = 64 * 1024 * 1024


@dataclass(frozen=True)
class Opened:
    """An assessment that a command works on."""

    ledger: "Ledger"
    session: Session
    is_file: bool
    """From an exported file: what is written to it is not kept."""


def settings_of(arguments: argparse.Namespace) -> Settings:
    """Settings from the options that every command has."""
    return load_settings(database=arguments.db)


def speaker_of(arguments: argparse.Namespace, settings: Settings) -> Speaker:
    """`--as 'Name, role'`, or the user of the operating system."""
    name, _, role = (getattr(arguments, "speaker", None) or "").partition(",")
    return Speaker(name=(name.strip() or settings.speaker)[:80], role=role.strip()[:80])


@contextmanager
def store_of(arguments: argparse.Namespace) -> Iterator["Store"]:
    """The record of this user."""
    from assistant.record.store import open_store  # SQLAlchemy, 0.15 s

    with open_store(settings_of(arguments), program=PROGRAM) as store:
        yield store


@contextmanager
def assessment(arguments: argparse.Namespace) -> Iterator[Opened]:
    """The assessment that `arguments.name` names: a file that exists, else one on record."""
    with ExitStack() as stack:
        is_file = is_export(arguments.name)
        if is_file:
            ledger = stack.enter_context(_from_file(Path(arguments.name)))
        else:
            ledger = stack.enter_context(store_of(arguments)).open(arguments.name)
        speaker = speaker_of(arguments, settings_of(arguments))
        session = resume(ledger, from_json(ledger.catalogue()), speaker)
        yield Opened(ledger, session, is_file)


def is_export(name: str) -> bool:
    """Whether a name is the path of an exported file."""
    looks_like_path = os.sep in name or name.endswith(EXPORTS)
    if looks_like_path and not Path(name).expanduser().is_file():
        raise InputError(f"there is no file {name}", "Check the path, or name an assessment: `mlsmm list`.")
    return looks_like_path


@contextmanager
def _from_file(path: Path) -> Iterator["Ledger"]:
    with scratch_store() as store:
        yield store.import_(read_export(path))


@contextmanager
def scratch_store() -> Iterator["Store"]:
    """A record of its own that is gone afterwards."""
    from assistant.record.store import open_store  # SQLAlchemy, 0.15 s

    with (
        tempfile.TemporaryDirectory(prefix="mlsmm-") as folder,
        open_store(Path(folder) / "scratch.db", program=PROGRAM) as store,
    ):
        yield store


def read_export(path: Path) -> bytes:
    """The bytes of an exported file; InputError when it cannot be one."""
    path = path.expanduser()
    try:
        if path.is_file() and path.stat().st_size > LARGEST_EXPORT:
            raise InputError(f"{path.name} is larger than 64 MiB", "An exported assessment is smaller.")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}", "Check the path.") from error


def require_record(opened: Opened) -> None:
    """Refuse to write to an exported file."""
    if opened.is_file:
        raise ActError("an exported file is only read", "`mlsmm import FILE` first, then name the assessment.")
