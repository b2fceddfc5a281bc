"""Evidence that is at hand: a text or Markdown file, or pasted text, read for the practice in focus."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assistant.conversation.intents import is_file
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
from assistant.conversation.speech import accept, line, neutral, say
from assistant.conversation.values import mentioned
from model.coverage import Ordinal
from model.deeds import Answered, EvidenceGiven
from model.errors import ActError, InputError
from model.evidence import Assurance, Citation, Quotation
from model.practice import Practice
from model.reading import Proposal, Reading

LARGEST = 1024 * 1024
"""Bytes of a file that is read here; larger ones wait for the document readers."""
READ = 40_000
"""Characters that are read for one practice."""
MOST_OFFERS = 5
"""Proofs offered from one document."""
LEAST_WORDS = 4
"""Fewer words are a heading, not a passage that states something."""
_DATED = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")


@dataclass(frozen=True)
class _Source:
    """A document at hand."""

    name: str
    text: str
    sha256: str


def evidence(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Read a document for the practice in focus, or for the one recorded last, and offer what it shows."""
    candidates = [p for p in (pending_practice(session), _last_settled(session)) if p]
    if not candidates:
        raise ActError(say("error.evidence-practice"), say("error.evidence-practice-do"))
    source = _load(argument.strip())
    for practice in dict.fromkeys(p.id for p in candidates):
        found = session.catalogue.practice(practice)
        systems = session.state.counted_systems(found)
        reading = library.read(source.text[:READ], practice=practice, systems=systems)
        if offers := _offers(session, found, reading=reading, source=source):
            session = _drafted_from(session, found, reading=reading)
            session = replace(session, offered=offers).at(
                Focus(Where.EVIDENCE, found.primary_phase, practice=practice)
            )
            yield present(
                session, [line("evidence.read", name=source.name, lines=source.text.count("\n") + 1)]
            )
            return
    yield from stay(session, [line("evidence.nothing", name=source.name, practice=candidates[0].name)])


def _drafted_from(session: Session, practice: Practice, *, reading: Reading) -> Session:
    """With nothing said yet, the document's words make the draft."""
    if card_of(session, practice.id) or session.state.practice(practice.id).is_settled:
        return session
    return session.record(Answered(text=reading.text, practice=practice.id, readings={practice.id: reading}))


def _offers(
    session: Session, practice: Practice, *, reading: Reading, source: _Source
) -> tuple[EvidenceGiven, ...]:
    systems, today = session.state.counted_systems(practice), session.state.today
    quoted = [
        p.model_copy(update={"quotations": (words,)})
        for p in reading.proposals
        if p.coverage not in (None, Ordinal.NONE)
        for words in p.quotations
        if len(words.text.split()) >= LEAST_WORDS
    ]
    return tuple(
        EvidenceGiven(
            practice=practice.id,
            activity=proposal.activity,
            systems=shown.systems,
            assurance=shown.assurance,
            citation=_citation(source, proposal, dated=shown.dated, today=today),
        )
        for proposal in quoted[:MOST_OFFERS]
        for shown in [_shown(source.text, proposal, systems=systems)]
    )


def _last_settled(session: Session) -> Practice | None:
    settled = [(s.settled_at, i) for i, s in session.state.practices.items() if s.settled_at]
    return session.catalogue.practice(max(settled)[1]) if settled else None


def _load(argument: str) -> _Source:
    """A file's name and text, or pasted text; InputError when it cannot be read."""
    bare = argument.strip("'\"").removeprefix("file://").replace("\\ ", " ")
    if not bare:
        raise ActError(say("error.evidence"), say("error.evidence-do"))
    looks_like_path = bool(re.match(r"[~/]|\.\.?/", bare) or re.search(r"^\S+\.\w{1,8}$", bare))
    if not is_file(argument) and not (looks_like_path and "\n" not in bare and len(bare) <= 1024):
        text = accept(argument)
        return _Source(say("evidence.pasted"), text, hashlib.sha256(text.encode()).hexdigest())
    name = neutral(bare)[:200]
    try:
        path = Path(bare).expanduser()
        if not path.is_file():
            raise InputError(say("error.no-file", name=name), say("error.no-file-do"))
        if path.stat().st_size > LARGEST:
            raise InputError(say("error.large-file", name=neutral(path.name)), say("error.large-file-do"))
        content = path.read_bytes()
        text = neutral(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(say("error.not-text", name=name), say("error.not-text-do")) from error
    except (OSError, RuntimeError, ValueError) as error:
        cause = getattr(error, "strerror", None) or say("error.no-path")
        raise InputError(say("error.unreadable", name=name, cause=cause), "") from error
    return _Source(neutral(path.name), text, hashlib.sha256(content).hexdigest())


@dataclass(frozen=True)
class _Around:
    """What the lines around a quotation prove."""

    systems: tuple[str, ...]
    dated: date | None

    @property
    def assurance(self) -> Assurance:
        """A dated record of a named system demonstrates; a rule documents."""
        return Assurance.DEMONSTRATED if self.systems and self.dated else Assurance.DOCUMENTED


def _shown(text: str, proposal: Proposal, *, systems: tuple[str, ...]) -> _Around:
    words = proposal.quotations[0]
    start = text.rfind("\n", 0, words.start) + 1
    end = text.find("\n", words.end)
    around = text[start : end if end >= 0 else len(text)]
    match = _DATED.search(around)
    return _Around(mentioned(around, systems), _date(match) if match else None)


def _citation(source: _Source, proposal: Proposal, *, dated: date | None, today: date) -> Citation:
    words = proposal.quotations[0]
    return Citation(
        document=source.name,
        sha256=source.sha256,
        locator=say("evidence.line", number=source.text.count("\n", 0, words.start) + 1),
        quotation=Quotation(text=words.text, start=words.start, end=words.end),
        dated=dated,
        received=today,
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
