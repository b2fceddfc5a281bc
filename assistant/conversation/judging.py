"""A level set by judgement: what stands against it, and the sentence that is its reason."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.conversation.cards import coverage_words, quoted
from assistant.conversation.interviewer import card_of
from assistant.conversation.pace import go_on, present, stay
from assistant.conversation.questions import question_lines
from assistant.conversation.recording import recorded_lines, required_practice
from assistant.conversation.session import Focus, LibraryDoor, Line, LineStyle, Session, Shown, Where
from assistant.conversation.speech import accept, line, say
from model.card import as_stated
from model.coverage import gate_value
from model.deeds import LevelSet
from model.errors import ActError
from model.practice import Practice

REASON_WORDS = 6
"""Words that are a reason without being asked about; fewer may be names or a wish."""
GIVEN_WORDS = 2
"""Words that are one where they follow the command, or 'because'."""
ASIDE_WORDS = 9
"""A hesitation or a change of mind is no longer than this."""
LONGEST_REASON = 2_000
"""Characters that are kept of one."""
_LEAVE = re.compile(
    r"(?:(?:fair(?: enough)?|ok(?:ay)?|fine|no|hm+|right|well|then|ah|oh|actually|sorry|wait)[,. ]+){0,3}"
    r"(?:just |let['’]?s (?:just )?|please )?"
    r"(?:leave (?:it|that|this)(?: (?:as (?:it )?is|there|alone|at (?:level )?\d))?|never ?mind|"
    r"forget (?:it|that|this)|no|cancel(?: (?:it|that|this))?|drop it|scrap (?:it|that)|"
    r"keep it(?: at (?:level )?\d)?|"
    r"as it was|fair(?: enough)?|you['’]?re right|ok(?:ay)?|back|go back|"
    r"(?:i(?:['’]?ve)? )?changed? my mind|"
    r"(?:(?:that['’]?s|that was|this is|it['’]?s) )?(?:the |a )?(?:wrong (?:practice|one|card|question|"
    r"button)|mistake))"
    r"(?: (?:then|after all|for now))?[.! ]{0,10}",
    re.IGNORECASE,
)
_HESITATES = re.compile(
    r"\b(?:(?:not|n['’]?t) (?:\w+ )?(?:sure|certain)|unsure|no (?:\w+ )?(?:reason|idea|clue)|(?:do|"
    r"can)(?:n['’]?t| not) "
    r"(?:\w+ )?(?:know|say|tell|remember)|dunno|idk|maybe|perhaps|let me (?:think|check|see|ask)|i guess|"
    r"just (?:because|a feeling)|gut feeling|hold on|hang on|give me|changed? my mind|wrong (?:practice|"
    r"one|card)|mistake)\b",
    re.IGNORECASE,
)
_OTHER_LEVEL = re.compile(
    r"(?:[^\n\d]{0,40}[ ,])?(?P<level>[0-3])(?: (?:then|instead|please|rather|maybe|after all|"
    r"(?:is|would be|seems) (?:\w+ )?(?:enough|fine|better|right|ok(?:ay)?|fairer)))?[.! ]{0,5}",
    re.IGNORECASE,
)


def set_level(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """'It's 2': a judgement, with the user's reason."""
    practice = required_practice(session)
    match = re.fullmatch(r"([0-3])\b(,?)[\s,.:;-]*(.*)", accept(argument).strip(), re.DOTALL)
    if not match:
        raise ActError(say("error.level"), say("error.level-do"))
    level, reason = int(match.group(1)), match.group(3).strip()
    if is_reason(reason, least=REASON_WORDS if match.group(2) else GIVEN_WORDS):
        yield from judge(session, practice, level=level, reason=reason)
        return
    asking = session.at(Focus(Where.REASON, practice.primary_phase, practice=practice.id, level=level))
    against = _against(session, practice, level=level)
    if reason and not _HESITATES.search(reason):
        yield from _doubted(asking, reason, lines=against)
        return
    yield from stay(asking, [*against, *question_lines(asking)])


def is_reason(text: str, *, least: int = REASON_WORDS) -> bool:
    """Whether words are a sentence and not a hesitation; in doubt they are not."""
    count = len(text.split())
    hesitates = count <= ASIDE_WORDS and _HESITATES.search(text) is not None
    return count >= least and not hesitates and not text.rstrip().endswith("?")


def _doubted(session: Session, text: str, *, lines: Sequence[Line] = ()) -> Iterator[Shown]:
    """Words that may be a reason: recorded only once the user says so."""
    asking = replace(session, focus=replace(session.focus, reason=whole(text)))
    yield from stay(asking, [*lines, *question_lines(asking)])


def _against(session: Session, practice: Practice, *, level: int) -> Sequence[Line]:
    """What stands against a judgement: the activities up to it that fall short, with the words."""
    card = card_of(session, practice.id)
    rows = {x.activity: x for x in card.lines} if card else {}
    lines: list[Line] = []
    for activity in (a for lv in practice.levels[:level] for a in lv.activities):
        row, gate = rows.get(activity.id), gate_value(practice.level_of(activity.id), activity.unit)
        if row is None or row.span.low.worth >= gate.worth:
            continue
        value = coverage_words(row.coverage, activity, span=row.span, systems=card.systems if card else ())
        lines.append(line("level.short", LineStyle.ITEM, indent=1, label=activity.label, value=value))
        lines += [quoted(q.text) for q in row.quotations[-1:]]
    return [line("level.against", LineStyle.LABEL, level=level), *lines] if lines else []


def leave_or_judge(session: Session, text: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """The reason that a judgement waited for, or the word to leave it."""
    practice = required_practice(session)
    said, level = text.strip(), session.focus.level or 0
    other = _OTHER_LEVEL.fullmatch(said[:80])
    if _LEAVE.fullmatch(said):
        yield left(session)
    elif other:
        yield from set_level(session, other["level"], library=library)
    elif is_reason(said):
        yield from judge(session, practice, level=level, reason=said)
    elif len(said.split()) == 1 or _HESITATES.search(said):
        yield from stay(session, [line("level.short-reason"), *question_lines(session)])
    else:
        yield from _doubted(session, said)


def reason_given(session: Session, *, library: LibraryDoor) -> Iterator[Shown]:
    """Enter or yes: the words that were put as the reason are one; without such words it is left."""
    practice, reason = required_practice(session), session.focus.reason
    if reason:
        yield from judge(session, practice, level=session.focus.level or 0, reason=reason)
    else:
        yield left(session)


def left(session: Session) -> Shown:
    """The judgement that was asked about is not made."""
    practice = required_practice(session)
    where = Where.CARD if card_of(session, practice.id) else Where.QUESTION
    back = session.at(Focus(where, practice.primary_phase, practice=practice.id))
    card = card_of(session, practice.id)
    if card is None:
        return present(back, [line("level.left")])
    return Shown(back, (line("level.left"), line("ask.back-card", LineStyle.HINT)), card)


def whole(reason: str) -> str:
    """The reason as it was given; ActError where it is longer than what is kept."""
    if len(reason) > LONGEST_REASON:
        what = say("error.too-long", count=f"{len(reason):,}", most=f"{LONGEST_REASON:,}")
        raise ActError(what, say("error.too-long-do"))
    return reason


def judge(session: Session, practice: Practice, *, level: int, reason: str) -> Iterator[Shown]:
    """Record a level by judgement; the reading stays beside it."""
    card = card_of(session, practice.id)
    systems = session.state.counted_systems(practice)
    deed = LevelSet(
        practice=practice.id,
        level=level,
        reason=whole(reason),
        coverages=as_stated(practice, level, systems=systems),
        reading_level=int(card.level.low) if card else None,
    )
    session = session.record(deed)
    lines = [*recorded_lines(session, practice), line("level.both", LineStyle.HINT)]
    yield from go_on(session, lines)
