"""'I have 20 minutes with a data engineer': only what fits, in the name of whoever answers it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.conversation.interviewer import in_scope, next_focus, plan_time
from assistant.conversation.pace import go_on, present, stay
from assistant.conversation.questions import question_lines
from assistant.conversation.roles import closest_roles
from assistant.conversation.scoping import LONGEST_ROLE, settle
from assistant.conversation.session import Focus, LibraryDoor, Line, LineStyle, Session, Shown, Where
from assistant.conversation.speech import accept, join, line, say
from model.assessment import Speaker
from model.errors import ActError

_MYSELF = frozenset({"me", "i", "i do", "i am", "it is me", "myself", "yes", "same", "still me"})


def time(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """'I have 20 minutes with a data engineer': only what fits."""
    said = " ".join(accept(argument).split())[:200]
    match = re.fullmatch(
        r"(\d{1,3}) ?(?:minutes?|min)?(?: with)?(?: an?| the)?(?: (.+))?", said, re.IGNORECASE
    )
    if not match:
        yield from _without_limit(session)
        return
    wanted = (match.group(2) or "").lower()
    roles = sorted({r for p in in_scope(session) for r in p.roles})
    means = closest_roles(wanted, roles) if wanted else ()
    if wanted and not means and (match.group(2) or "")[:1].isupper():
        yield from _with_person(session, match.group(2), minutes=match.group(1), library=library)
        return
    box = plan_time(session, int(match.group(1)), role=wanted, known_as=means)
    if not box.practices:
        raise ActError(say("error.time"), say("error.time-do", roles=join(roles)))
    names = join([session.catalogue.practice(i).name for i in box.practices])
    chosen = [line("time.plan", minutes=box.minutes, count=len(box.practices), names=names)]
    if wanted and not means:
        chosen.append(line("time.any-role", LineStyle.HINT, role=wanted, roles=join(roles)))
    opener = (session.box and session.box.opened_by) or session.speaker
    timed = replace(session, box=replace(box, opened_by=opener))
    if box.role and not _is_in_role(session.speaker, box.role):
        asking = timed.at(Focus(Where.SPEAKER, session.focus.phase))
        yield from stay(asking, [*chosen, *question_lines(asking)])
        return
    yield from _begin(timed, chosen)


def _with_person(session: Session, name: str, *, minutes: str, library: LibraryDoor) -> Iterator[Shown]:
    """'20 minutes with Priya': she speaks, and what fits her role is asked where it is known."""
    known = next((s.role for s in reversed(session.state.speakers) if s.name.lower() == name.lower()), "")
    opener = (session.box and session.box.opened_by) or session.speaker
    speaker = Speaker(name=name[:80], role=known)
    now = line("as.now", name=speaker.name, role=speaker.role or "–")
    for shown in time(replace(session, speaker=speaker), f"{minutes} {known}".strip(), library=library):
        box = shown.session.box
        timed = replace(shown.session, box=box and replace(box, opened_by=opener))
        yield Shown(timed, (now, *shown.lines), shown.card)


def hear_speaker(session: Session, text: str) -> Iterator[Shown]:
    """Who answers within the limit: a name, with another role than the one asked for if there is one."""
    said = " ".join(accept(text).replace("(", ", ").replace(")", "").split())
    said = re.sub(r"^(?:i['’]?m|this is|it['’]?s|that['’]?s)\s+", "", said, flags=re.IGNORECASE)
    if len(said.split()) > LONGEST_ROLE:
        raise ActError(say("error.role"), say("error.role-do"))
    if said.lower().strip(" .!,") in _MYSELF:
        yield from keep_speaker(session)
        return
    name, _sep, role = (part.strip(" .!") for part in said.partition(","))
    if not name:
        yield from stay(session, question_lines(session))
        return
    known = next((s.role for s in reversed(session.state.speakers) if s.name == name), "")
    wanted = session.box.role if session.box else ""
    speaker = Speaker(name=name[:80], role=(role or known or wanted)[:80])
    now = line("as.now", name=speaker.name, role=speaker.role or "–")
    yield from _begin(replace(session, speaker=speaker), [now])


def keep_speaker(session: Session) -> Iterator[Shown]:
    """Whoever spoke so far answers within the limit too."""
    yield from _begin(session, [])


def _begin(session: Session, lines: Sequence[Line]) -> Iterator[Shown]:
    """The first question that fits; no phase is done by leaving it."""
    if not session.state.scope_settled:
        yield from settle(session, tuple(lines))
        return
    yield present(session.at(next_focus(session)), lines)


def _without_limit(session: Session) -> Iterator[Shown]:
    """Everything is in question again, and whoever set the limit speaks again."""
    opener = session.box.opened_by if session.box else None
    session, lines = replace(session, box=None), [line("time.unlimited")]
    if opener and opener.name != session.speaker.name:
        session = replace(session, speaker=opener)
        lines.append(line("as.now", name=opener.name, role=opener.role or "–"))
    yield from go_on(session, lines)


def _is_in_role(speaker: Speaker, role: str) -> bool:
    own = speaker.role.lower()
    return bool(own) and (own in role or role in own)
