"""A library that reads what it was told to read, and a conversation held with it over the real record."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from assistant.conversation.session import LedgerDoor, Session, Shown, resume
from assistant.conversation.turn import open_turn, take_turn
from knowledge.catalogue.catalogue import to_json
from knowledge.documents.fence import read_documents
from model.assessment import Speaker
from model.card import Card
from model.catalogue import Catalogue
from model.coverage import Ordinal
from model.deeds import Deed
from model.evidence import Document, Passage, Quotation
from model.reading import OpenPoint, Proposal, Ranked, Reading, Says, Statement
from model.suggestion import Progress, Suggestion, date_in

Told = Mapping[str, Mapping[str, str]]
"""By the end of an activity's id, words and what they say: {"2b": {"it alerts": "customs"}}."""
Heard = tuple[str, str, str]
"""A practice, the end of an activity's id, and what is said: systems, an ordinal, `unknown`, `plan`."""

CLEAN, ACCESS, VERIFY, RELEASE, USERS = "AML.M0007", "AML.M0005", "AML.M0014", "AML.M0000", "AML.M0018"
TALKS = "legal reads every talk first, and new starters get the attack course"


@dataclass
class ScriptedLibrary:
    """Reads literal words as it was told to; everything else says nothing."""

    catalogue: Catalogue
    heard: dict[str, list[Heard]] = field(default_factory=dict)
    """By literal words."""
    answers: tuple[str, ...] = ()
    """What a free question is about."""
    only_asked: frozenset[str] = frozenset()
    """Practices of which a story tells nothing: they are heard where they are asked for."""

    concludes: frozenset[str] = frozenset()
    """Activities that it takes for done everywhere without words, once some words say something."""

    def hears(self, practice: str, **told: Mapping[str, str]) -> "ScriptedLibrary":
        """Teach it: `hears("AML.M0007", _2b={"it alerts": "customs"})`; `?` makes it unsure."""
        for end, words in told.items():
            for text, value in words.items():
                self.heard.setdefault(text, []).append((practice, end.strip("_"), value))
        return self

    @property
    def snapshot(self) -> str:
        """The catalogue's JSON."""
        return to_json(self.catalogue)

    def over(self, catalogue: Catalogue, practices: Sequence[str]) -> Self:
        """The same: it reads for any practice."""
        return self

    def read(self, text: str, *, practice: str | None = None, systems: Sequence[str] = ()) -> Reading:
        """What the words say about one practice, and which others they are about."""
        about = {p for words, rows in self.heard.items() if words in text for p, _, _ in rows}
        chosen = practice or next(iter(sorted(about)), self.catalogue.practices[0].id)
        return self._read(text, chosen, systems=systems)

    def read_story(
        self, text: str, practices: Sequence[str], *, systems: Sequence[str] = ()
    ) -> dict[str, Reading]:
        """What the words say about several practices."""
        told = {p: "" if p in self.only_asked else text for p in practices}
        return {p: self._read(words, p, systems=systems) for p, words in told.items()}

    def find(self, question: str) -> tuple[str, ...]:
        """The practices of a free question, as it was told."""
        return self.answers

    def texts(self, version: str) -> Mapping[str, str]:
        """No official file is kept."""
        return {}

    def documents(self, path: Path) -> Iterator[Document]:
        """The real readers."""
        yield from read_documents(path)

    def follow(self, documents: Iterable[Document], *, systems: Sequence[str] = ()) -> Iterator[Progress]:
        """Each passage with literal words that it knows, a document at a time."""
        found: list[Suggestion] = []
        for finished, document in enumerate(documents, 1):
            found += self._suggestions(document, systems)
            yield Progress(
                document=document.name, done=1, total=1, finished=finished, suggestions=tuple(found)
            )

    def _suggestions(self, document: Document, systems: Sequence[str]) -> Iterator[Suggestion]:
        known = [(words, *row) for words, rows in self.heard.items() for row in rows]
        for passage in (p for p in document.passages if not p.is_hidden):
            said = document.words(passage)
            for words, practice, end, value in known:
                if words in said and value not in ("plan", "unknown"):
                    about = f"{practice}.{end}"
                    found = suggestion(document, passage, words=words, activity=about, value=value)
                    named = tuple(system for system in systems if system in said)
                    yield found.model_copy(update={"systems": named}) if named else found

    def _read(self, text: str, practice: str, *, systems: Sequence[str]) -> Reading:
        spoken = dict(self._proposals(text, practice, systems=systems))
        activities = self.catalogue.practice(practice).activities
        rest = (
            Proposal(
                activity=a.id,
                coverage=Ordinal.ALL if a.id in self.concludes else Ordinal.NONE,
                inferred=True,
                confidence=0.5,
            )
            for a in activities
            if a.id not in spoken
        )
        return Reading(
            text=text,
            practice=practice,
            practices=(Ranked(id=practice, score=1.0),),
            level=1 if spoken else None,
            probabilities=(0.1, 0.6, 0.2, 0.1),
            proposals=(*spoken.values(), *rest) if spoken else (),
            open=tuple(
                OpenPoint(activity=a.id, question=a.question) for a in activities if a.id not in spoken
            ),
            statements=tuple(self._statements(text)),
        )

    def _proposals(
        self, text: str, practice: str, *, systems: Sequence[str]
    ) -> Iterator[tuple[str, Proposal]]:
        found: dict[str, tuple[list[Quotation], str]] = {}
        for words, rows in self.heard.items():
            for about, end, value in rows:
                if about == practice and words in text and value != "plan":
                    quotations, _ = found.get(end, ([], ""))
                    found[end] = ([*quotations, quote(text, words)], value)
        for end, (quotations, value) in found.items():
            activity = f"{practice}.{end}"
            yield activity, proposal(activity, value, quotations=quotations, systems=systems)

    def _statements(self, text: str) -> Iterator[Statement]:
        for words, rows in self.heard.items():
            for practice, _, value in rows:
                if words in text:
                    says = Says.PLAN if value == "plan" else Says.FACT
                    yield Statement(quotation=quote(text, words), says=says, practice=practice)


def quote(text: str, words: str) -> Quotation:
    """Literal words of a text."""
    start = text.index(words)
    return Quotation(text=words, start=start, end=start + len(words))


def suggestion(document: Document, passage: Passage, *, words: str, activity: str, value: str) -> Suggestion:
    """What literal words of a passage would support."""
    ordinals = {o.value: o for o in Ordinal}
    coverage = ordinals.get(value, Ordinal.SOME)
    start = passage.start + document.words(passage).index(words)
    return Suggestion(
        practice=activity.rpartition(".")[0],
        level=0 if coverage is Ordinal.NONE else int(activity.rpartition(".")[2][0]),
        activity=activity,
        coverage=coverage,
        systems=() if value in ordinals else tuple(value.split()),
        document=document.name,
        sha256=document.sha256,
        locator=passage.locator,
        quotation=Quotation(text=words, start=start, end=start + len(words)),
        confidence=0.9,
        kind=Says.DENIAL if coverage is Ordinal.NONE else Says.FACT,
        dated=date_in(document.words(passage)),
    )


def proposal(
    activity: str, value: str, *, quotations: Iterable[Quotation], systems: Sequence[str]
) -> Proposal:
    """A proposal from 'photo -eta' (one in, one out), 'all', 'unknown'; with `?` before it when unsure."""
    sure = not value.startswith("?")
    said = value.lstrip("?")
    ordinals = {o.value: o for o in Ordinal}
    marks = [] if said in (*ordinals, "unknown") else said.split()
    left_out = tuple(m.removeprefix("-") for m in marks if m.startswith("-"))
    named = tuple(m for m in marks if not m.startswith("-"))
    total = len(systems) or 1
    ordinal = ordinals.get(said, Ordinal.of(len(named), total))
    return Proposal(
        activity=activity,
        coverage=None if said == "unknown" else ordinal,
        systems=named,
        without=left_out,
        quotations=tuple(quotations),
        confidence=0.9 if sure else 0.3,
    )


class Talk:
    """A conversation: what was said is shown, what was done is on record."""

    def __init__(self, ledger: LedgerDoor, library: ScriptedLibrary, *, speaker: Speaker) -> None:
        self.library, self.ledger = library, ledger
        self.session = resume(ledger, library.catalogue, speaker=speaker)
        self.acts = 0
        self.shown: tuple[Shown, ...] = ()
        self._keep(open_turn(self.session, library=library))

    def say(self, *turns: str) -> str:
        """Take turns; the text that the last one showed."""
        for text in turns:
            self.acts += 1
            self._keep(take_turn(self.session, text, library=self.library))
        return self.text

    def again(self) -> Session:
        """The session of a program that was killed now and started again."""
        fresh = resume(self.ledger, self.library.catalogue, speaker=self.session.speaker)
        return list(open_turn(fresh, library=self.library))[-1].session

    @property
    def text(self) -> str:
        """What the last turn showed."""
        return "\n".join("  " * x.indent + x.text for shown in self.shown for x in shown.lines)

    @property
    def card(self) -> Card | None:
        """The card that the last turn showed."""
        return self.shown[-1].card

    @property
    def deeds(self) -> list[Deed]:
        """Everything on record."""
        return [a.deed for a in self.ledger.acts]

    @property
    def last(self) -> Deed:
        """The last deed on record."""
        return self.deeds[-1]

    @property
    def where(self) -> str:
        """What the next words answer."""
        focus = self.session.focus
        about = focus.story or focus.practice or (focus.phase.value if focus.phase else "")
        return f"{focus.where.value} {about}".strip()

    def _keep(self, turn: Iterator[Shown]) -> None:
        self.shown = tuple(turn)
        self.session = self.shown[-1].session
