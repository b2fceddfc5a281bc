"""Evidence that is at hand: a text or Markdown file, or pasted text, read for the practice in focus."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from assistant.conversation.interviewer import card_of
from assistant.conversation.pace import go_on, pending_practice, present, stay
from assistant.conversation.session import (
    Focus,
    LibraryDoor,
    Line,
    LineStyle,
    Session,
    Shown,
    Where,
)
from assistant.conversation.speech import line, neutral, say
from assistant.conversation.values import mentioned
from model.deeds import Answered, EvidenceGiven
from model.errors import ActError, InputError
from model.evidence import Assurance, Citation, Quotation
from model.practice import Practice
from model.reading import Proposal

LARGEST = 1024 * 1024
"""Bytes of a file that is read here; larger ones wait for the document readers."""
READ = 40_000
"""Characters that are read for one practice."""
_DATED = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")


def evidence(session: Session, argument: str, library: LibraryDoor) -> Iterator[Shown]:
    """Read a document for the practice in focus, or for the one recorded last, and offer what it shows."""
    practice = pending_practice(session) or _last_settled(session)
    if practice is None:
        raise ActError(say("error.evidence-practice"), say("error.evidence-practice-do"))
    name, text = _load(argument.strip())
    systems = session.state.counted_systems(practice)
    reading = library.read(text[:READ], practice=practice.id, systems=systems)
    quoted = [p for p in reading.proposals if p.quotations and p.coverage not in (None, "none")]
    digest = hashlib.sha256(text.encode()).hexdigest()
    offers = tuple(_offer(p, practice, name, digest, text, systems, session.state.today) for p in quoted[:5])
    if not offers:
        yield from stay(session, [line("evidence.nothing", name=name, practice=practice.name)])
        return
    if card_of(session, practice.id) is None and not session.state.practice(practice.id).is_settled:
        session = session.record(Answered(text=text[:READ], practice=practice.id, readings={practice.id: reading}))
    session = replace(session, offered=offers).at(Focus(Where.EVIDENCE, practice=practice.id))
    yield present(session, [line("evidence.read", name=name, lines=text.count("\n") + 1)])


def _last_settled(session: Session) -> Practice | None:
    settled = [(s.settled_at, i) for i, s in session.state.practices.items() if s.settled_at]
    return session.catalogue.practice(max(settled)[1]) if settled else None


def _load(argument: str) -> tuple[str, str]:
    """A file's name and text, or pasted text under that name; InputError when it cannot be read."""
    bare = argument.strip("'\"").removeprefix("file://").replace("\\ ", " ")
    if not bare:
        raise ActError(say("error.evidence"), say("error.evidence-do"))
    is_path = "\n" not in bare and len(bare) < 1024 and (re.match(r"[~/.]", bare) or re.search(r"\.\w{1,8}$", bare))
    if not is_path:
        return say("evidence.pasted"), neutral(argument)
    path = Path(bare).expanduser()
    try:
        if not path.is_file():
            raise InputError(say("error.no-file", name=neutral(bare)), say("error.no-file-do"))
        if path.stat().st_size > LARGEST:
            raise InputError(say("error.large-file", name=path.name), say("error.large-file-do"))
        return neutral(path.name), neutral(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(say("error.not-text", name=neutral(path.name)), say("error.not-text-do")) from error
    except OSError as error:
        raise InputError(say("error.unreadable", name=neutral(path.name), cause=error.strerror or ""), "") from error


def _offer(
    proposal: Proposal, practice: Practice, name: str, digest: str, text: str, systems: tuple[str, ...], today: date
) -> EvidenceGiven:
    words = proposal.quotations[0]
    start = text.rfind("\n", 0, words.start) + 1
    end = text.find("\n", words.end)
    around = text[start : end if end >= 0 else len(text)]
    shown = _DATED.search(around)
    named = mentioned(around, systems)
    dated = _date(shown) if shown else None
    return EvidenceGiven(
        practice=practice.id,
        activity=proposal.activity,
        systems=named,
        assurance=Assurance.DEMONSTRATED if named and dated else Assurance.DOCUMENTED,
        citation=Citation(
            document=name,
            sha256=digest,
            locator=say("evidence.line", number=text.count("\n", 0, words.start) + 1),
            quotation=Quotation(text=words.text, start=words.start, end=words.end),
            dated=dated,
            received=today,
        ),
    )


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def accept_offers(session: Session) -> Iterator[Shown]:
    """The user takes the offered proofs."""
    kept = session.offered
    session = replace(session.record(*kept), offered=())
    words: Line = line("evidence.kept", LineStyle.LEVEL, count=len(kept))
    yield from go_on(session, [words])


def reject_offers(session: Session) -> Iterator[Shown]:
    """The user does not take them: nothing is recorded."""
    yield from go_on(replace(session, offered=()), [line("evidence.rejected")])
