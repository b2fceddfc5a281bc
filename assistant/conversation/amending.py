"""Amendments of a card in its own letters: 'b none, c photo and eta. address no idea, thats priyas'."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from assistant.conversation.cards import activity_of, lettered, mark_of
from assistant.conversation.faulting import faulted, without_fault
from assistant.conversation.narrowing import narrowed, opened, without
from assistant.conversation.session import LibraryDoor, Session, Where
from assistant.conversation.speech import say
from assistant.conversation.values import (
    dictated,
    direct_reading,
    included,
    leading_value,
    mentioned,
    parse_value,
    person_in,
    segments,
    shared,
    words_of,
)
from model.card import Card
from model.coverage import Ordinal
from model.deeds import Parked
from model.errors import ActError
from model.evidence import Quotation
from model.practice import Activity, Practice, Unit
from model.reading import Proposal, Reading

_PLACES = ("first", "second", "third", "fourth")
BEYOND = 3
"""Letters after the last one that end the words of another, though they stand for nothing."""


@dataclass(frozen=True)
class Amendment:
    """What the user says about lettered lines of a card."""

    reading: Reading
    parked: tuple[Parked, ...] = ()
    """Questions for the people who were named as knowing."""
    unclear: tuple[str, ...] = ()
    """Marks whose words say nothing that can be put."""
    absent: tuple[str, ...] = ()
    """Marks that the card does not have."""
    stranger: str = ""
    """A name that no system of the card has."""
    asked: str = ""
    """A line or system that was only called wrong: what holds for it is to be asked."""


def amendment(session: Session, card: Card, *, text: str, library: LibraryDoor) -> Amendment | None:
    """The amendment in a text; None when it names no line of the card and corrects no scope.

    Words without a line of their own are about the line that was asked about last.
    """
    practice = session.catalogue.practice(card.practice)
    if answered := _to_fault(text, card, practice=practice) or _to_asked(
        session, card, text=text, library=library
    ):
        return answered
    if scope := narrowed(text, card, practice=practice):
        return Amendment(direct_reading(text, practice, proposals=scope.proposals), stranger=scope.stranger)
    marks = _marks(practice, card)
    scoped = opened(text, card, practice=practice)
    first, rest = (scoped[0].proposals, scoped[1]) if scoped else ((), text)
    parts = shared(segments(rest, marks, systems=card.systems), rest)
    if not parts and rest.strip():
        return None
    proposals: list[Proposal] = []
    parked: list[Parked] = []
    unclear: list[str] = []
    absent: list[str] = []
    for mark, start, end in parts:
        words = words_of(rest, start, end=end)
        if not marks[mark]:
            absent.append(mark)
            continue
        put = _proposed(marks[mark], words, card=card, practice=practice, library=library)
        person = person_in(words.text, _people(session))
        if person:
            parked.append(_park(practice, marks[mark], person=person))
        if put is None and not person:
            unclear.append(mark)
        proposals += put or ()
    said = {p.activity for p in proposals}
    kept = (p for p in first if p.activity not in said)
    reading = direct_reading(text, practice, proposals=(*kept, *proposals))
    return Amendment(reading, tuple(parked), tuple(unclear), tuple(absent))


def _to_fault(text: str, card: Card, *, practice: Practice) -> Amendment | None:
    """'a is wrong': what then holds, or that it is to be asked."""
    item = faulted(text, _marks(practice, card))
    if not item:
        return None
    reading = without_fault(text, item, card=card, practice=practice)
    is_open = all(p.coverage is None for p in reading.proposals)
    return Amendment(reading, asked=item if is_open else "")


def _to_asked(session: Session, card: Card, *, text: str, library: LibraryDoor) -> Amendment | None:
    """'all of them', where it was asked what holds for a line that is wrong."""
    item, said = session.focus.activity, text.strip()
    if session.focus.where is not Where.CARD or not item or not said:
        return None
    practice = session.catalogue.practice(card.practice)
    if segments(text, _marks(practice, card), systems=card.systems):
        return None
    words = Quotation(text=said, start=text.index(said), end=text.index(said) + len(said))
    found = _proposed(item, words, card=card, practice=practice, library=library)
    return Amendment(direct_reading(text, practice, proposals=found)) if found else None


def _marks(practice: Practice, card: Card) -> dict[str, str]:
    """Letters, names of silent systems, numbers and 'the first one', with what each stands for."""
    letters = lettered(card)
    silent = {s.lower(): s for s in (*card.unmentioned_systems, *(s for s, _ in card.unplaced))}
    ends = {mark_of(a.id): a.id for a in practice.activities}
    shown = [x.activity for x in (*card.heard, *card.unsure)]
    ends |= {
        f"{the}{place}{one}": activity
        for place, activity in _placed(shown)
        for the in ("the ", "")
        for one in (" one", " line")
    }
    missing = [x for x in ascii_lowercase[: len(letters) + BEYOND] if x not in letters and x != "i"]
    return {**dict.fromkeys(missing, ""), **silent, **ends, **letters}


def _placed(shown: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The lines with words by their place."""
    yield from zip(_PLACES, shown, strict=False)
    if shown:
        yield "last", shown[-1]


def _people(session: Session) -> tuple[str, ...]:
    owners = (s.owner for s in session.state.named if s.owner)
    return (*(s.name for s in session.state.speakers), *owners)


def _park(practice: Practice, item: str, *, person: str) -> Parked:
    activity = next((a for a in practice.activities if a.id == item), None)
    if activity is None:
        question = say("park.system", system=item, question=practice.question)
        return Parked(practice=practice.id, system=item, person=person, question=question)
    return Parked(practice=practice.id, activity=activity.id, person=person, question=activity.question)


def _proposed(
    item: str, words: Quotation, *, card: Card, practice: Practice, library: LibraryDoor
) -> tuple[Proposal, ...] | None:
    """What the words put for a line or a system; None where they put nothing, empty where they agree."""
    if words.text.strip().lower() in ("right", "ok", "fine", "correct", "true", "yes right", "good"):
        return ()
    if item in card.systems:
        return _for_system(item, words, card=card, practice=practice)
    activity = activity_of(practice, item)
    value = parse_value(words.text, card.systems)
    if isinstance(value, str) and not isinstance(value, Ordinal):
        return _read(activity, words, card=card, practice=practice, library=library)
    check_whole(activity, value)
    return (dictated(activity, value, words=words, systems=card.systems),)


def check_whole(activity: Activity, value: object) -> None:
    """ActError when a part is put for what is yes or no for the organisation."""
    if activity.unit is Unit.WHOLE and value in (Ordinal.SOME, Ordinal.HALF):
        raise ActError(say("error.whole", label=activity.label), say("error.whole-do"))


def _read(
    activity: Activity, words: Quotation, *, card: Card, practice: Practice, library: LibraryDoor
) -> tuple[Proposal, ...] | None:
    """Free words about one line: the systems they name, or what the reader makes of them."""
    if person_in(words.text) and (head := words.text.partition(",")[0]) != words.text:
        value = parse_value(head, card.systems)
        if isinstance(value, Ordinal | tuple) or value is None:
            return (dictated(activity, value, words=words, systems=card.systems),)
    if activity.unit is Unit.SYSTEMS and (names := included(words.text, card.systems)):
        return (dictated(activity, names, words=words, systems=card.systems),)
    row = next(x for x in card.lines if x.activity == activity.id)
    if (
        activity.unit is Unit.SYSTEMS
        and row.coverage.covered
        and (out := mentioned(words.text, card.systems))
    ):
        return (without(row, out, words=words, systems=card.systems),)
    reading = library.read(words.text, practice=practice.id, systems=card.systems)
    found = next((p for p in reading.proposals if p.activity == activity.id and p.quotations), None)
    if found is None:
        value = leading_value(words.text)
        if isinstance(value, str) and not isinstance(value, Ordinal):
            return None
        return (dictated(activity, value, words=words, systems=card.systems),)
    return (found.model_copy(update={"quotations": (words,), "confidence": 1.0}),)


def _for_system(
    system: str, words: Quotation, *, card: Card, practice: Practice
) -> tuple[Proposal, ...] | None:
    """'address: none' speaks of every line; 'address: yes' of those that hold for others."""
    value = parse_value(words.text.partition(",")[0], ())
    if isinstance(value, str) and not isinstance(value, Ordinal):
        value = leading_value(words.text)
    if value is None:
        return ()
    if value not in (Ordinal.NONE, Ordinal.ALL):
        return None
    rows = [x for x in card.lines if activity_of(practice, x.activity).unit is Unit.SYSTEMS]
    if value is Ordinal.NONE:
        open_rows = [
            x for x in rows if system not in x.coverage.denied and x.coverage.stated is not Ordinal.NONE
        ]
        return tuple(without(x, (system,), words=words, systems=card.systems) for x in open_rows)
    return tuple(
        Proposal(
            activity=row.activity,
            coverage=Ordinal.SOME,
            systems=(system,),
            quotations=(words,),
            confidence=1.0,
        )
        for row in rows
        if row.coverage.covered
    )
