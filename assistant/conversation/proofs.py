"""Evidence that is at hand: a document, or pasted text, read for the practice in focus."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
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
from model.evidence import Assurance, Citation, Document, Passage, Quotation
from model.practice import Practice
from model.reading import Proposal, Reading

READ = 40_000
"""Characters that are read for one practice."""
MOST_OFFERS = 5
"""Proofs offered from one document."""
LEAST_WORDS = 4
"""Fewer words are a heading, not a passage that states something."""
_DATED = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")


def evidence(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Read a document for the practice in focus, or for the one recorded last, and offer what it shows."""
    candidates = [p for p in (pending_practice(session), _last_settled(session)) if p]
    if not candidates:
        raise ActError(say("error.evidence-practice"), say("error.evidence-practice-do"))
    documents = _load(argument.strip(), library)
    said = [
        line("evidence.remark", LineStyle.HINT, words=words) for d in documents for words in remarks_of(d)
    ]
    for practice, document in product(dict.fromkeys(p.id for p in candidates), documents):
        found = session.catalogue.practice(practice)
        systems = session.state.counted_systems(found)
        reading = library.read(seen_text(document)[:READ], practice=practice, systems=systems)
        if offers := _offers(session, found, reading=reading, document=document):
            session = _drafted_from(session, found, reading=reading)
            session = replace(session, offered=offers).at(
                Focus(Where.EVIDENCE, found.primary_phase, practice=practice)
            )
            told = line("evidence.read", name=document.name, passages=len(document.passages))
            yield present(session, [told, *said])
            return
    nothing = line("evidence.nothing", name=documents[0].name, practice=candidates[0].name)
    yield from stay(session, [nothing, *said])


def seen_text(document: Document) -> str:
    """The text with blanks where nobody sees the words, so that offsets hold and hidden words say nothing."""
    parts, done = [], 0
    for passage in document.passages:
        if passage.is_hidden:
            parts += [document.text[done : passage.start], " " * (passage.end - passage.start)]
            done = passage.end
    return "".join([*parts, document.text[done:]])


def remarks_of(document: Document) -> tuple[str, ...]:
    """What is to be said about a document, in words."""
    said = [say(f"document.{r.code}", name=document.name, **r.values) for r in document.remarks]
    hidden = sum(p.is_hidden for p in document.passages)
    return (*said, *([say("document.hidden", name=document.name, count=hidden)] if hidden else ()))


def _drafted_from(session: Session, practice: Practice, *, reading: Reading) -> Session:
    """With nothing said yet, the document's words make the draft."""
    if card_of(session, practice.id) or session.state.practice(practice.id).is_settled:
        return session
    return session.record(Answered(text=reading.text, practice=practice.id, readings={practice.id: reading}))


def _offers(
    session: Session, practice: Practice, *, reading: Reading, document: Document
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
            citation=_citation(document, proposal, dated=shown.dated, today=today),
        )
        for proposal in quoted[:MOST_OFFERS]
        for shown in [_shown(document.text, proposal, systems=systems)]
    )


def _last_settled(session: Session) -> Practice | None:
    settled = [(s.settled_at, i) for i, s in session.state.practices.items() if s.settled_at]
    return session.catalogue.practice(max(settled)[1]) if settled else None


def _load(argument: str, library: LibraryDoor) -> tuple[Document, ...]:
    """A file's documents, or pasted text; InputError when none can be read."""
    bare = argument.strip("'\"").removeprefix("file://").replace("\\ ", " ")
    if not bare:
        raise ActError(say("error.evidence"), say("error.evidence-do"))
    looks_like_path = bool(re.match(r"[~/]|\.\.?/", bare) or re.search(r"^\S+\.\w{1,8}$", bare))
    if not is_file(argument) and not (looks_like_path and "\n" not in bare and len(bare) <= 1024):
        return (_pasted(accept(argument)),)
    name = neutral(bare)[:200]
    try:
        path = Path(bare).expanduser()
        if not path.is_file():
            raise InputError(say("error.no-file", name=name), say("error.no-file-do"))
    except (OSError, RuntimeError, ValueError) as error:
        cause = getattr(error, "strerror", None) or say("error.no-path")
        raise InputError(say("error.unreadable", name=name, cause=cause), "") from error
    documents = library.documents(path)
    read = tuple(d for d in documents if d.text)
    if not read:
        cause = next(words for d in documents for words in remarks_of(d))
        raise InputError(cause, say("error.document-do"))
    return read


def _pasted(text: str) -> Document:
    """Pasted words, a passage a line."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    passages = tuple(
        Passage(start=start, end=end, locator=say("evidence.line", number=number))
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True), 1)
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(name=say("evidence.pasted"), sha256=digest, kind="pasted", text=text, passages=passages)


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


def _citation(document: Document, proposal: Proposal, *, dated: date | None, today: date) -> Citation:
    words = proposal.quotations[0]
    place = next((p for p in document.passages if p.start <= words.start < p.end), document.passages[0])
    return Citation(
        document=document.name,
        sha256=document.sha256,
        locator=place.locator,
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
