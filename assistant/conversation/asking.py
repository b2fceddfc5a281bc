"""Questions back, moving about, and what can be seen at any time; none of it changes a score."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.conversation.commands import COMMANDS
from assistant.conversation.explain import (
    explain,
    explain_asking,
    explain_level,
    explain_practice,
    find_practice,
)
from assistant.conversation.intents import typed
from assistant.conversation.interviewer import (
    drafted,
    is_open,
    next_focus,
    phase_of,
    plan_time,
    practice_in_focus,
    question_lines,
)
from assistant.conversation.pace import (
    go_on,
    pending_practice,
    present,
    show_card,
    stay,
)
from assistant.conversation.scoping import settle
from assistant.conversation.session import (
    Focus,
    LibraryDoor,
    Line,
    LineStyle,
    Session,
    Shown,
    Where,
)
from assistant.conversation.speech import accept, join, line, say
from assistant.conversation.views import parked_lines, results_lines, roadmap_lines
from model.assessment import undone_by
from model.deeds import Opened, Redacted, Undone
from model.errors import ActError
from model.practice import Practice
from model.roadmap import plan
from model.scoring import score


def enter(session: Session, _: str, library: LibraryDoor) -> Iterator[Shown]:
    """Enter alone: yes to a card, else the pending question once more."""
    if session.focus.where is Where.SYSTEMS:
        yield from settle(session)
    elif session.focus.where is Where.ROLE:
        speaker = session.speaker.model_copy(update={"role": "participant"})
        yield from settle(replace(session, speaker=speaker))
    elif session.focus.where is Where.REASON and session.trail:
        yield present(session.at(session.trail[-1]), [line("level.left")])
    elif session.focus.where is Where.DONE:
        yield from results(session, "", library)
    else:
        yield present(session, [line("enter.again", LineStyle.HINT)])


def _back_to(session: Session) -> list[Line]:
    """The thread picked up again after a digression."""
    asking = [x for x in question_lines(session) if x.style is LineStyle.QUESTION]
    if asking:
        return [line("ask.back", LineStyle.HINT), *asking]
    if session.focus.where in (Where.CARD, Where.PHASE):
        return [line("ask.back-card", LineStyle.HINT)]
    return []


def _seen(session: Session, practice: Practice | None) -> Session:
    """Remember that the criteria were on screen before the practice was settled."""
    if practice is None or session.state.practice(practice.id).is_settled:
        return session
    return replace(session, criteria_shown=session.criteria_shown | {practice.id})


def explain_topic(session: Session, argument: str, library: LibraryDoor) -> Iterator[Shown]:
    """What a practice, a level or a word means; without a word: the practice in focus."""
    topic = accept(argument).strip()
    practice = pending_practice(session)
    if not topic:
        lines = explain_practice(practice) if practice else (line("explain.nothing"),)
    elif topic in ("0", "1", "2", "3"):
        lines = explain_level(practice, int(topic)) if practice else (line("explain.which", LineStyle.HINT),)
    else:
        lines = explain(session.catalogue, topic) or _found(session, topic, library)
        practice = find_practice(session.catalogue, topic) or practice
    yield from stay(_seen(session, practice), [*lines, *_back_to(session)])


def _found(session: Session, question: str, library: LibraryDoor) -> tuple[Line, ...]:
    """A free question answered from the catalogue: the practices that it is about."""
    known = {p.id: p for p in session.catalogue.in_profile(session.state.profile)}
    best = [known[i] for i in library.find(question) if i in known][:3]
    if not best:
        return (line("ask.nothing"),)
    first = best[0]
    return (
        line("ask.found", LineStyle.LABEL),
        Line(f"{first.name} · {first.id}", LineStyle.HEADING),
        Line(first.summary),
        Line(first.why),
        *([line("ask.also", LineStyle.HINT, names=join([p.name for p in best[1:]]))] if best[1:] else []),
    )


def why(session: Session, argument: str, _: LibraryDoor) -> Iterator[Shown]:
    """Why this is asked, or how a card's level comes about."""
    practice = find_practice(session.catalogue, accept(argument)) or pending_practice(session)
    if practice is None:
        yield from stay(session, [line("why.story"), *_back_to(session)])
        return
    activity = session.focus.activity if session.focus.practice == practice.id else None
    lines = explain_asking(practice, activity)
    yield from stay(_seen(session, practice), [*lines, *_back_to(session)])


_TERM = re.compile(
    r"(?:so |and |ok |wait )?(?:what(?:'?s| is| are| does| do)|explain|define|meaning of)\s+(?:an? |the )?(.+?)"
    r"(?:\s+(?:mean|again|even|exactly|in this context))*\s*[?.!]*",
    re.I,
)


def ask(session: Session, argument: str, library: LibraryDoor) -> Iterator[Shown]:
    """Questions in plain words: each is answered from the catalogue, then the thread is picked up."""
    practice = pending_practice(session)
    lines: list[Line] = []
    for question in accept(argument).split("\n"):
        lines += _reply(session, practice, question.strip(), library)
    yield from stay(_seen(session, practice), [*lines, *_back_to(session)])


def _reply(session: Session, practice: Practice | None, question: str, library: LibraryDoor) -> tuple[Line, ...]:
    intent = typed(question.strip(" ?.!").removeprefix("and ").removeprefix("so "))
    if intent and intent.name == "explain" and practice:
        return explain_level(practice, int(intent.argument))
    if intent and intent.name == "why" and practice:
        return explain_asking(practice, session.focus.activity)
    if match := _TERM.fullmatch(question):
        if lines := explain(session.catalogue, match.group(1)):
            return lines
    return _found(session, question, library)


def rephrase(session: Session, _: str, __: LibraryDoor) -> Iterator[Shown]:
    """The same question in other words."""
    practice = practice_in_focus(session)
    if session.focus.where is Where.FOLLOW_UP and practice:
        activity = next(a for a in practice.activities if a.id == session.focus.activity)
        shown = line("rephrase.follow-up", LineStyle.QUESTION, text=activity.text, example=activity.examples[1])
        yield from stay(session, [shown])
        return
    session = replace(session, rephrased=True)
    yield present(session)


def back(session: Session, _: str, __: LibraryDoor) -> Iterator[Shown]:
    """Go back to the question before."""
    if not session.trail:
        yield from stay(session, [line("back.nothing"), *_back_to(session)])
        return
    yield present(replace(session, focus=session.trail[-1], trail=session.trail[:-1], asked=()))


def undo(session: Session, _: str, __: LibraryDoor) -> Iterator[Shown]:
    """Take back the last act; what was recorded in one go is taken back in one go."""
    acts = session.ledger.acts
    undone = undone_by(acts)
    standing = [a for a in acts if a.seq not in undone and not isinstance(a.deed, Undone | Opened | Redacted)]
    if not standing:
        yield from stay(session, [line("undo.nothing"), *_back_to(session)])
        return
    last = standing[-1]
    together = [a for a in standing if a.at == last.at and a.speaker == last.speaker]
    session = session.record(*(Undone(act=a.seq) for a in reversed(together)))
    session = replace(session, focus=next_focus(session), asked=(), offered=())
    what = say(f"deed.{last.deed.kind.replace(' ', '-')}")
    yield present(session, [line("undo.done", what=what, count=len(together))])


def jump(session: Session, argument: str, _: LibraryDoor) -> Iterator[Shown]:
    """Go to a phase or a practice."""
    wanted = accept(argument).strip().strip(".?!")
    named = wanted.lower().replace(" ", "-")
    phase = next((p for p in session.catalogue.phases if named and named in p.id.value), None)
    if phase is not None:
        yield present(session.at(_into_phase(session, phase.id)))
        return
    practice = find_practice(session.catalogue, wanted)
    if practice is None:
        raise ActError(say("error.jump", name=wanted[:60]), say("error.jump-do"))
    if session.state.practice(practice.id).drafts:
        yield from show_card(session, practice)
        return
    yield present(session.at(Focus(Where.QUESTION, practice.primary_phase, practice=practice.id)))


def _into_phase(session: Session, phase_id: str) -> Focus:
    phase = phase_of(session.catalogue, phase_id)
    story = next((s for s in phase.stories if s.id not in session.state.stories), None)
    if story and not session.is_classic:
        return Focus(Where.STORY, phase=phase.id, story=story.id)
    if drafted(session, phase):
        return Focus(Where.PHASE, phase=phase.id)
    here = [p for p in session.catalogue.practices if p.primary_phase is phase.id]
    open_here = [p for p in here if is_open(session, p)] or here
    if not open_here:
        return Focus(Where.STORY, phase=phase.id, story=phase.stories[0].id)
    return Focus(Where.QUESTION, phase=phase.id, practice=open_here[0].id)


def time(session: Session, argument: str, _: LibraryDoor) -> Iterator[Shown]:
    """'I have 20 minutes with a data engineer': only what fits."""
    match = re.fullmatch(r"(\d{1,3})\s*(?:minutes?|min)?\s*(?:with (?:an? |the )?)?(.*)", accept(argument).strip(), re.I)
    if not match:
        yield from go_on(replace(session, box=None), [line("time.off")])
        return
    box = plan_time(session, int(match.group(1)), match.group(2).strip().lower())
    if not box.practices:
        raise ActError(say("error.time"), say("error.time-do"))
    names = join([session.catalogue.practice(i).name for i in box.practices])
    chosen = line("time.plan", minutes=box.minutes, count=len(box.practices), names=names)
    if not session.state.scope_settled:
        yield from settle(replace(session, box=box), (chosen,))
        return
    yield from go_on(replace(session, box=box), [chosen])


def results(session: Session, _: str, __: LibraryDoor) -> Iterator[Shown]:
    """The scorecard."""
    card = score(session.state, session.catalogue)
    yield Shown(session, results_lines(session.state, session.catalogue, card), go="results")


def roadmap(session: Session, argument: str, _: LibraryDoor) -> Iterator[Shown]:
    """The waves."""
    capacity = {"capacity": int(argument)} if argument.strip().isdigit() and int(argument) > 0 else {}
    waves = plan(score(session.state, session.catalogue), session.catalogue, **capacity)
    yield Shown(session, roadmap_lines(waves, session.catalogue), go="roadmap")


def parked(session: Session, _: str, __: LibraryDoor) -> Iterator[Shown]:
    """The questions for people who are not here."""
    yield Shown(session, parked_lines(session.state, session.catalogue), go="parked")


def show_help(session: Session, _: str, __: LibraryDoor) -> Iterator[Shown]:
    """All commands, and that plain words do as well."""
    rows = [
        line("help.item", LineStyle.ITEM, name=f"/{c.name} {c.argument}".strip(), summary=c.summary, key=c.key)
        for c in COMMANDS
    ]
    yield Shown(session, (line("help.heading", LineStyle.HEADING), line("help.words"), *rows), go="help")


def levels(session: Session, _: str, __: LibraryDoor) -> Iterator[Shown]:
    """Hide or show levels."""
    hidden = not session.hides_levels
    yield from stay(replace(session, hides_levels=hidden), [line("levels.hidden" if hidden else "levels.shown")])


def classic(session: Session, _: str, __: LibraryDoor) -> Iterator[Shown]:
    """Practice by practice, or stories again."""
    turned = replace(session, is_classic=not session.is_classic)
    yield from go_on(turned, [line("classic.on" if turned.is_classic else "classic.off")])


def home(session: Session, _: str, __: LibraryDoor) -> Iterator[Shown]:
    """Close the assessment; everything is kept."""
    yield Shown(session, (line("home.kept"),), go="home")


def leave(session: Session, _: str, __: LibraryDoor) -> Iterator[Shown]:
    """Leave the program; everything is kept."""
    yield Shown(session, (line("home.kept"),), go="quit")


def no_such_command(_: Session, argument: str, __: LibraryDoor) -> Iterator[Shown]:
    """A slash and a word that is no command."""
    raise ActError(say("error.command", name=argument[:40]), say("error.command-do"))
    yield
