"""An answer read, for one practice or several; what stands on no words of the answer is not proposed."""

from collections.abc import Iterable, Sequence

from assistant.conversation.again import UNSURE, claim_in, denied_again
from assistant.conversation.denial import is_plain_no, opening_no
from assistant.conversation.interviewer import in_scope
from assistant.conversation.narrowing import also_in
from assistant.conversation.requoting import requoted, with_denials
from assistant.conversation.session import LibraryDoor, Line, LineStyle, Session
from assistant.conversation.speech import join, line
from model.card import Card
from model.coverage import Ordinal
from model.evidence import Quotation
from model.practice import Practice
from model.reading import Proposal, Reading, Says

_CLAIMING = (Says.FACT, Says.THIRD_PARTY)


def read_for_many(
    session: Session, text: str, *, first: Sequence[str], library: LibraryDoor
) -> dict[str, Reading]:
    """The readings of an open answer that propose something; the practices asked about come first."""
    scope = {p.id: p for p in in_scope(session)}
    asked = [i for i in first if i in scope]
    names = tuple(s.name for s in session.state.named)
    readings = library.read_story(text, asked, systems=names)
    others = _about_others(session, readings.values(), asked=asked)
    if others:
        readings = readings | library.read_story(text, others, systems=names)
    heard = {i: denied_again(r, systems=names, library=library) for i, r in readings.items()}
    found = {i: founded(r, is_asked=False) for i, r in heard.items()}
    return {i: r for i, r in found.items() if r.proposals}


def read_one(session: Session, text: str, *, practice: Practice, library: LibraryDoor) -> dict[str, Reading]:
    """The reading for one practice, and what the words say about others that are still open."""
    names = tuple(s.name for s in session.state.named)
    asked = library.read(text, practice=practice.id, systems=names)
    reading = denied_again(asked, systems=names, library=library)
    others = _about_others(session, [reading], asked=[practice.id])
    kept = library.read_story(text, others, systems=names) if others else {}
    elsewhere = {i: founded(r, is_asked=False) for i, r in kept.items()}
    own = founded(reading, is_asked=True)
    return {practice.id: own} | {i: r for i, r in elsewhere.items() if r.proposals}


def read_asked(
    session: Session, text: str, *, practice: Practice, library: LibraryDoor
) -> dict[str, Reading]:
    """The answer to the question in focus; of a plain no, that what was asked for is not done."""
    asked = session.focus.activity
    if not is_plain_no(text, is_first=asked is None):
        readings = read_one(session, text, practice=practice, library=library)
        head = opening_no(text) if asked else ""
        return _no_and_more(readings, head, session=session) if head else readings
    names = tuple(s.name for s in session.state.named)
    words = Quotation(text=text, start=0, end=len(text))
    first, *rest = [asked] if asked else [a.id for a in practice.activities]
    no = Proposal(activity=first, coverage=Ordinal.NONE, quotations=(words,), confidence=1.0)
    silent = (Proposal(activity=x, coverage=Ordinal.NONE, inferred=True, confidence=1.0) for x in rest)
    reading = library.read(text, practice=practice.id, systems=names)
    told = {"proposals": (no, *silent), "traits": (), "level": None if asked else 0}
    return {practice.id: reading.model_copy(update=told)}


def _no_and_more(readings: dict[str, Reading], no: str, *, session: Session) -> dict[str, Reading]:
    """A no to the activity asked for, and what else the answer says: 'nothing. photo is checked as well'."""
    practice, asked = session.focus.practice or "", session.focus.activity or ""
    reading = readings[practice]
    if any(
        p.activity == asked and p.quotations and p.coverage is not Ordinal.NONE for p in reading.proposals
    ):
        return readings
    start = reading.text.index(no)
    words = Quotation(text=no, start=start, end=start + len(no))
    denied = Proposal(activity=asked, coverage=Ordinal.NONE, quotations=(words,), confidence=1.0)
    others = tuple(p for p in reading.proposals if p.activity != asked)
    return readings | {practice: reading.model_copy(update={"proposals": (denied, *others)})}


def with_others(reading: Reading, card: Card | None, *, practice: Practice) -> Reading:
    """The reading with what 'photo too' puts for the lines of the card that it says nothing of."""
    spoken = {p.activity for p in reading.proposals if p.quotations}
    more = also_in(reading.text, card, practice=practice) if card else ()
    added = tuple(p for p in more if p.activity not in spoken)
    kept = tuple(p for p in reading.proposals if p.activity not in {a.activity for a in added})
    return reading.model_copy(update={"proposals": (*kept, *added)})


def _about_others(session: Session, readings: Iterable[Reading], *, asked: Sequence[str]) -> list[str]:
    """The practices in scope, not settled, that statements are about besides those asked for."""
    scope = {p.id for p in in_scope(session)}
    mentioned = {s.practice for r in readings for s in r.statements if s.practice}
    others = (mentioned & scope) - set(asked)
    return sorted(i for i in others if not session.state.practice(i).is_settled)


def kept_elsewhere(session: Session, readings: dict[str, Reading], *, practice: Practice) -> list[Line]:
    """That words were about practices other than the one asked for, and are kept for those."""
    names = [session.catalogue.practice(i).name for i in readings if i != practice.id]
    return [line("answer.kept", LineStyle.HINT, names=join(names))] if names else []


def founded(reading: Reading, *, is_asked: bool) -> Reading:
    """The reading without proposals that no words carry; a no to what was asked needs none of its own."""
    is_quoted = any(p.quotations for p in reading.proposals)
    denies = reading.level == 0 and (
        is_asked or any((t.trait, t.value) == ("scope", "none") for t in reading.traits)
    )
    if not is_quoted and reading.level == 1 and (words := claim_in(reading, *_CLAIMING)):
        return _standing_on(reading, words, confidence=UNSURE)
    if not (is_quoted or denies):
        return reading.model_copy(update={"proposals": ()})
    whole = with_denials(reading)
    return whole if is_quoted else _denied(whole)


def _denied(reading: Reading) -> Reading:
    """The words of a no stand under the first activity: without that one nothing is done."""
    words = next((t.quotation for t in reading.traits if (t.trait, t.value) == ("scope", "none")), None)
    return _standing_on(reading, words, confidence=reading.probabilities[0]) if words else reading


def _standing_on(reading: Reading, words: Quotation, *, confidence: float) -> Reading:
    """The first activity, without which nothing is done, with the words that speak of it."""
    if not reading.proposals:
        return reading
    first, *rest = sorted(reading.proposals, key=lambda p: p.activity)
    spoken = {"quotations": (words,), "inferred": False, "confidence": confidence}
    return reading.model_copy(update={"proposals": (first.model_copy(update=spoken), *rest)})


def only_spoken(reading: Reading) -> Reading:
    """What a correction or a follow-up says itself: it raises nothing that it does not speak of."""
    kept = tuple(p for p in reading.proposals if p.quotations or p.coverage is Ordinal.NONE)
    return reading.model_copy(update={"proposals": kept})


def read_from(reading: Reading, text: str, *, start: int) -> Reading:
    """The reading of the end of a text as one of the whole text, its quotations where they stand there."""

    def moved(quotation: Quotation) -> Quotation:
        return quotation.model_copy(update={"start": quotation.start + start, "end": quotation.end + start})

    return requoted(reading, moved).model_copy(update={"text": text})
