"""'Wait, I got that wrong': words that take back what was said a moment ago, of whatever it was."""

import re
from collections.abc import Iterator, Sequence

from assistant.conversation.asking import back_to
from assistant.conversation.cards import change_lines
from assistant.conversation.hearing import founded, read_from
from assistant.conversation.interviewer import card_of
from assistant.conversation.pace import present, show_card, stay
from assistant.conversation.recorded import recorded_card
from assistant.conversation.session import Focus, LibraryDoor, Line, LineStyle, Session, Shown, Where
from assistant.conversation.speech import line
from model.card import Card
from model.deeds import Answered
from model.fold import undone_by
from model.practice import Practice
from model.reading import Reading

OPEN = (Where.STORY, Where.QUESTION, Where.FOLLOW_UP)
"""Where words would else be heard as an answer to what is asked now."""
_TAKEN_BACK = re.compile(
    r"(?:(?:wait|hang on|hold on|sorry|oh|ah|no|hm+|actually|but|and)[,.! ]+)*"
    r"(?:correction|scratch that|strike that|i misspoke|(?:i (?:got|had|said|told you)|"
    r"what i said (?:before |"
    r"earlier )?(?:is|was)|that (?:is|was)|that['’]?s|thats|i was) (?:that |it |this |all |"
    r"something )?(?:wrong|"
    r"incorrect|not (?:right|true|correct|quite right))(?: (?:before|earlier|just now))?)"
    r"\s*[,.:;!–—-]*\s+(?P<rest>.{3,})",
    re.IGNORECASE | re.DOTALL,
)


def taken_back(text: str) -> str:
    """How it is instead, where words take back what was said before; empty for all others."""
    match = _TAKEN_BACK.fullmatch(text.strip())
    return match["rest"] if match else ""


def retract(session: Session, text: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Correct what was last said, whatever is asked at the moment; what cannot be placed is not guessed."""
    said = _last_words(session)
    readings = _readings(session, text, said=said, library=library) if said else {}
    if not readings:
        yield _unplaced(session, said)
        return
    practices = [session.catalogue.practice(i) for i in readings]
    before = {p.id: card_of(session, p.id) or recorded_card(session, p) for p in practices}
    session = session.record(Answered(text=text, corrects=True, readings=readings, **_about(practices)))
    lines = list(_changed(session, practices, before=before))
    shown = next((p for p in practices if _is_to_show(session, p)), None)
    if shown:
        yield from show_card(session, shown, lines=lines)
    else:
        yield from stay(session, [*lines, *back_to(session)])


def _unplaced(session: Session, said: Answered | None) -> Shown:
    """The card with its letters, where it is clear which one is meant; else the way to one."""
    about = [i for i, r in said.readings.items() if r.proposals] if said else []
    practice = session.focus.practice if session.focus.practice in about else next(iter(about), None)
    if practice is None or card_of(session, practice) is None:
        return Shown(session, (line("correct.which"), *back_to(session)))
    phase = session.catalogue.practice(practice).primary_phase
    at_card = session.at(Focus(Where.CARD, phase, practice=practice))
    return present(at_card, [line("correct.unplaced")])


def _is_to_show(session: Session, practice: Practice) -> bool:
    """Whether its card comes next: it is on record otherwise, or it is what was being asked about."""
    return session.state.practice(practice.id).is_settled or practice.id == session.focus.practice


def _last_words(session: Session) -> Answered | None:
    """The last answer that something was heard in."""
    acts, undone = session.ledger.acts, undone_by(session.ledger.acts)
    said = (a.deed for a in reversed(acts) if isinstance(a.deed, Answered) and a.seq not in undone)
    return next((x for x in said if any(r.proposals for r in x.readings.values())), None)


def _readings(session: Session, text: str, *, said: Answered, library: LibraryDoor) -> dict[str, Reading]:
    """What the correction says of the practices that the words taken back were about."""
    about = [i for i, r in said.readings.items() if r.proposals]
    names = tuple(s.name for s in session.state.named)
    words = taken_back(text)
    if len(about) == 1:
        found = {about[0]: library.read(words, practice=about[0], systems=names)}
    else:
        found = library.read_story(words, about, systems=names)
    start = len(text.rstrip()) - len(words.rstrip())
    sound = {i: founded(r, is_asked=len(about) == 1) for i, r in found.items()}
    return {i: read_from(r, text, start=start) for i, r in sound.items() if r.proposals}


def _about(practices: Sequence[Practice]) -> dict[str, str]:
    return {"practice": practices[0].id} if len(practices) == 1 else {}


def _changed(
    session: Session, practices: Sequence[Practice], *, before: dict[str, Card | None]
) -> Iterator[Line]:
    for practice in practices:
        after = card_of(session, practice.id)
        rows = change_lines(practice, before[practice.id], after=after) if after else ()
        if rows:
            yield Line(practice.name, LineStyle.ITEM)
            yield from rows
