"""Evidence that is at hand: documents, or pasted text, read for suggestions that the user reviews."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.conversation.intents import is_file
from assistant.conversation.interviewer import in_scope
from assistant.conversation.pace import pending_practice, present, stay
from assistant.conversation.reviewing import take_up
from assistant.conversation.session import Focus, LibraryDoor, Line, LineStyle, Session, Shown, Where
from assistant.conversation.shelf import moved, shelf_lines
from assistant.conversation.speech import accept, line, neutral, say
from assistant.conversation.values import mentioned
from model.coverage import Ordinal
from model.errors import ActError, InputError
from model.evidence import Document, Passage, Quotation
from model.practice import Practice
from model.reading import Reading, Says
from model.suggestion import Suggestion, date_in

READ = 40_000
"""Characters that are read for the practice in focus when no passage speaks of it by itself."""
LEAST_WORDS = 4
"""Fewer words are a heading, not a passage that states something."""
MOST_REMARKS = 8
"""Remarks on documents that are shown; of more, how many."""


def evidence(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Offer what documents show, of the practice in focus first; without a path list what is kept."""
    if not argument.strip() and (kept := tuple(shelf_lines(session))):
        yield from stay(session, kept)
        return
    if not in_scope(session):
        raise ActError(say("error.evidence-practice"), say("error.evidence-practice-do"))
    documents: list[Document] = []
    suggestions: tuple[Suggestion, ...] = ()
    so_far = session
    systems = tuple(system.name for system in session.state.systems)
    found, files = _load(argument.strip(), library)
    for progress in library.follow(_kept(found, documents), systems=systems):
        if progress.suggestions is not suggestions:
            suggestions = progress.suggestions
            so_far = take_up(session, suggestions, first=None)
        doing = say(
            "evidence.doing",
            number=len(documents),
            files=max(files, len(documents)),
            name=progress.document,
            done=progress.done,
            total=progress.total,
        )
        yield Shown(so_far, (), doing=doing)
    yield _found(session, documents, suggestions=suggestions, library=library)


def pasted_rules(session: Session, words: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Rules that were pasted as an answer: read as a document, for they say what is to be."""
    yield from stay(session, [line("evidence.rules")])
    yield from evidence(session, words, library=library)


def _found(
    session: Session,
    documents: Sequence[Document],
    *,
    suggestions: Sequence[Suggestion],
    library: LibraryDoor,
) -> Shown:
    """What the documents show, to be reviewed; or why there is nothing."""
    first: dict[str, Document] = {}
    for document in documents:
        first.setdefault(document.sha256 or document.path, document)
    readable = [document for document in first.values() if document.text]
    said = [*_remarks(documents), *_copies(documents)]
    if not readable:
        cause = next(iter(said), line("evidence.remark", words=say("evidence.no-document")))
        raise InputError(cause.text, say("error.document-do"))
    focused = next((p for p in (pending_practice(session), _last_settled(session)) if p), None)
    if focused and len(readable) == 1 and not any(s.practice == focused.id for s in suggestions):
        read = _of_practice(session, focused, document=readable[0], library=library)
        suggestions = (*suggestions, *read)
    said += [each for document in readable for each in moved(session, document)]
    session = take_up(session, suggestions, first=focused.id if focused else None, documents=readable)
    passages = sum(len(document.passages) for document in documents)
    name = readable[0].name if len(readable) == 1 else say("evidence.several", count=len(readable))
    if session.review is None:
        scope = {practice.id for practice in in_scope(session)}
        code = "known" if any(s.practice in scope for s in suggestions) else "nothing"
        return Shown(session, (line(f"evidence.{code}", name=name, passages=passages), *said))
    told = [line("evidence.read", name=name, passages=passages, count=len(session.review.pending))]
    if session.review.weaker:
        told.append(line("evidence.weaker", LineStyle.HINT, count=session.review.weaker))
    phase = session.focus.phase
    return present(session.at(Focus(Where.EVIDENCE, phase)), [*told, *said])


def _kept(documents: Iterator[Document], read: list[Document]) -> Iterator[Document]:
    """The documents, each also kept in `read` as it passes; a copy of one is not read again."""
    met: set[str] = set()
    for document in documents:
        read.append(document)
        if not (document.text and document.sha256 in met):
            yield document
        met.add(document.sha256)


def _copies(documents: Sequence[Document]) -> Iterator[Line]:
    """Which documents are copies of others."""
    first: dict[str, str] = {}
    for document in documents:
        known = first.setdefault(document.sha256, document.name)
        if known != document.name and document.text:
            yield line("evidence.copy", LineStyle.HINT, name=document.name, other=known)


def _remarks(documents: Sequence[Document]) -> Iterator[Line]:
    words = [each for document in documents for each in remarks_of(document)]
    yield from (line("evidence.remark", LineStyle.HINT, words=each) for each in words[:MOST_REMARKS])
    if len(words) > MOST_REMARKS:
        yield line("evidence.more", LineStyle.HINT, count=len(words) - MOST_REMARKS)


def remarks_of(document: Document) -> tuple[str, ...]:
    """What is to be said about a document, in words."""
    said = [say(f"document.{r.code}", name=document.name, **r.values) for r in document.remarks]
    hidden = sum(p.is_hidden for p in document.passages)
    return (*said, *([say("document.hidden", name=document.name, count=hidden)] if hidden else ()))


def seen_text(document: Document) -> str:
    """The text with blanks where nobody sees the words, so that offsets hold and hidden words say nothing."""
    parts, done = [], 0
    for passage in document.passages:
        if passage.is_hidden:
            parts += [document.text[done : passage.start], " " * (passage.end - passage.start)]
            done = passage.end
    return "".join([*parts, document.text[done:]])


def _of_practice(
    session: Session, practice: Practice, *, document: Document, library: LibraryDoor
) -> Iterator[Suggestion]:
    """What a document shows of a practice that was asked for, where no passage speaks of it by itself."""
    systems = session.state.counted_systems(practice)
    reading = library.read(seen_text(document)[:READ], practice=practice.id, systems=systems)
    shown = [p for p in reading.proposals if p.coverage not in (None, Ordinal.NONE)]
    for activity, words in ((p.activity, words) for p in shown for words in p.quotations):
        if len(words.text.split()) >= LEAST_WORDS:
            yield _suggestion(document, reading, words=words, activity=activity, systems=systems)


def _suggestion(
    document: Document, reading: Reading, *, words: Quotation, activity: str, systems: Sequence[str]
) -> Suggestion:
    proposal = next(p for p in reading.proposals if p.activity == activity)
    place = next((p for p in document.passages if p.start <= words.start < p.end), document.passages[0])
    around = document.words(place)
    return Suggestion(
        practice=reading.practice or "",
        level=reading.level or 1,
        activity=activity,
        coverage=proposal.coverage or Ordinal.NONE,
        systems=mentioned(around, systems),
        document=document.name,
        path=document.path,
        sha256=document.sha256,
        locator=place.locator,
        quotation=words,
        confidence=proposal.confidence,
        kind=Says.FACT,
        dated=date_in(around),
    )


def _last_settled(session: Session) -> Practice | None:
    settled = [(s.settled_at, i) for i, s in session.state.practices.items() if s.settled_at]
    return session.catalogue.practice(max(settled)[1]) if settled else None


def _load(argument: str, library: LibraryDoor) -> tuple[Iterator[Document], int]:
    """The documents of how many files, or pasted text; InputError when there is no such path."""
    from knowledge.documents.fence import count_files  # the table of its parsers, 20 ms

    bare = argument.strip("'\"").removeprefix("file://").replace("\\ ", " ")
    if not bare:
        raise ActError(say("error.evidence"), say("error.evidence-do"))
    looks_like_path = bool(re.match(r"[~/]|\.\.?(?:/|$)", bare) or re.search(r"^\S+\.\w{1,8}$", bare))
    if not is_file(argument) and not (looks_like_path and "\n" not in bare and len(bare) <= 1024):
        return iter((pasted(accept(argument)),)), 1
    name = neutral(bare)[:200]
    try:
        path = Path(bare).expanduser()
        if not path.is_file() and not path.is_dir():
            raise InputError(say("error.no-file", name=name), say("error.no-file-do"))
    except (OSError, RuntimeError, ValueError) as error:
        cause = getattr(error, "strerror", None) or say("error.no-path")
        raise InputError(say("error.unreadable", name=name, cause=cause), "") from error
    return library.documents(path), count_files(path)


def pasted(text: str) -> Document:
    """Pasted words, a passage a line."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    passages = tuple(
        Passage(start=start, end=end, locator=say("evidence.line", number=number))
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True), 1)
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(name=say("evidence.pasted"), sha256=digest, kind="text", text=text, passages=passages)
