"""The opening: which systems are in scope, what they are like, and who takes part."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from assistant.conversation.dropping import dropping
from assistant.conversation.interviewer import in_scope, minutes_left
from assistant.conversation.pace import go_on, pending_practice, stay
from assistant.conversation.profiling import dependants, open_facts, reopening, ripple_lines
from assistant.conversation.prose import only_planned
from assistant.conversation.questions import question_lines
from assistant.conversation.renaming import Renaming, renaming
from assistant.conversation.session import (
    Focus,
    LibraryDoor,
    Line,
    LineStyle,
    Session,
    Shown,
    Where,
)
from assistant.conversation.speech import accept, join, line, say, trait_words
from assistant.conversation.systems import ORIGINS, parse_systems, unread_parts
from assistant.conversation.unsaying import in_names, unsaid
from model.assessment import Speaker
from model.deeds import (
    Counted,
    Deed,
    ProfileChosen,
    ScopeSettled,
    System,
    SystemAdded,
    SystemChanged,
    SystemRemoved,
)
from model.errors import ActError, InputError
from model.practice import Profile

MOST_SYSTEMS = 12
LONGEST_ROLE = 12
"""Words; whoever says more is telling how things are done."""
LONGEST_INTRODUCTION = 240
"""Characters in which somebody may say who they are."""
LONGEST_SCOPE = 4_000
"""Characters that a description of systems may have."""
_GO_ON = re.compile(
    r"(?:ok(?:ay)?[, ]+)?(?:let'?s )?(?:continue|go on|proceed|start|begin|go|next)(?: now|"
    r" please)?[.! ]{0,5}",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    r"(?i:(?:hi|hello|ok(?:ay)?|well)[,.! ]+)?(?i:my name is|i['’]?m|i am|this is) "
    r"(?P<name>(?:(?:Dr|Prof|Mr|Mrs|Ms)\.? )*[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3})[,. ]+"
    r"(?i:and )?(?i:i['’]?m |i am |i work as |working as |my role is )?(?i:(?:the |an? |our )?"
    r"(?:(?:responsible|accountable) for |in charge of |looking after )?)(?P<role>[^(,.;]{3,60})(?:[,.;].*)?"
)
_ROLE_WORDS = re.compile(
    r"\b(?:engineers?|scientists?|leads?|managers?|officers?|owners?|analysts?|heads?|directors?|"
    r"architects?|devs?|developers?|"
    r"researchers?|cto|ciso|ceo|cio|ops|devops|mlops|operations|security|legal|compliance|auditors?|"
    r"consultants?|admin|guys?|gals?|specialists?|team)\b",
    re.IGNORECASE,
)


def hear_systems(session: Session, text: str) -> Iterator[Shown]:
    """Systems as the user names them; again until the user says that the list is right."""
    said = accept(text).strip()
    if len(said) > LONGEST_SCOPE:
        raise InputError(say("error.scope-long"), say("error.scope-long-do"))
    if found := renaming(said, [s.name for s in session.state.named]):
        session = session.record(_renamed(session, found))
        yield from stay(session, [*system_lines(session, session), *question_lines(session)])
        return
    dropped = dropping(said, [s.name for s in session.state.named])
    if dropped.names:
        session, said = session.record(*(SystemRemoved(name=x) for x in dropped.names)), dropped.rest
    if dropped.names and not said:
        yield from stay(session, [*system_lines(session), *question_lines(session)])
        return
    if session.state.named and _GO_ON.fullmatch(said):
        yield from settle(session)
        return
    known = [s.name for s in session.state.named]
    said = in_names(said, known)
    systems = parse_systems(said, session.state.named)
    unread = [x for x in unread_parts(said, session.state.named) if x]
    missed = (
        [line("systems.unread", LineStyle.HINT, words=join([x[:60] for x in unread], 3))] if unread else []
    )
    if planned := only_planned(said):
        missed.append(line("systems.planned", LineStyle.HINT, names=join(planned)))
    if not systems:
        now = system_lines(session) if dropped.names else [line("systems.unclear")]
        yield from stay(session, [*now, *missed, *question_lines(session)])
        return
    _check_count(session, systems)
    before = session
    session = session.record(*_changes(session, systems, denied=unsaid(said, known)))
    yield from stay(session, [*system_lines(session, before), *missed, *question_lines(session)])


def _renamed(session: Session, found: Renaming) -> SystemChanged:
    """The system with everything that is known of it, under its new name."""
    old = next(s for s in session.state.named if s.name == found.old)
    return SystemChanged(name=old.name, system=old.model_copy(update={"name": found.new}))


def _check_count(session: Session, systems: Sequence[System]) -> None:
    if len({s.name.lower() for s in (*session.state.named, *systems)}) > MOST_SYSTEMS:
        raise ActError(say("error.systems", most=MOST_SYSTEMS), say("error.systems-do"))


def _changes(
    session: Session,
    systems: Sequence[System],
    *,
    denied: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> tuple[Deed, ...]:
    """What naming these systems records; a system that is known keeps what was not said anew."""
    known = {s.name.lower(): s for s in session.state.named}
    choices = [f.traits for f in session.catalogue.facts if f.is_one_of] or [tuple(sorted(ORIGINS))]
    deeds = (_deed(s, known.get(s.name.lower()), choices=choices) for s in systems)
    return tuple(_denying(x, denied.get(x.system.name, frozenset())) for x in deeds)


def _denying(deed: SystemAdded | SystemChanged, traits: frozenset[str]) -> SystemAdded | SystemChanged:
    """The deed without traits that were denied in the same words."""
    kept = tuple(t for t in deed.system.traits if t not in traits)
    return deed.model_copy(update={"system": deed.system.model_copy(update={"traits": kept})})


def _deed(
    system: System, old: System | None, *, choices: Sequence[tuple[str, ...]]
) -> SystemAdded | SystemChanged:
    """What is said anew of a fact that has one answer takes the place of what was said before."""
    if old is None:
        return SystemAdded(system=system)
    stated = set(system.traits)
    replaced = {trait for traits in choices if stated & set(traits) for trait in traits}
    kept = tuple(t for t in old.traits if t not in stated | replaced)
    changed = System(name=old.name, owner=old.owner, traits=(*system.traits, *kept))
    return SystemChanged(name=old.name, system=changed)


def system_lines(session: Session, before: Session | None = None) -> Iterator[Line]:
    """The systems in scope with what is known of them; advice only where it is new since `before`."""
    yield line("systems.noted", LineStyle.LABEL)
    width = max([20, *(len(s.name) for s in session.state.named)])
    for system in session.state.named:
        name, traits = f"{system.name:<{width}}", trait_words(system.traits)
        yield line(
            "systems.item", LineStyle.ITEM, indent=1, name=name, traits=traits or say("systems.no-traits")
        )
    open_ = {f.name: f for s in session.state.named for f in open_facts(session.catalogue, s)}
    if open_ and not (before and before.state.named):
        yield line("systems.unsaid", LineStyle.HINT, facts=join(list(open_), 3))
    if _generates(session) and not (before and _generates(before)):
        yield from _wider(session)


def _generates(session: Session) -> bool:
    return any({"generative", "agentic"} & set(s.traits) for s in session.state.named)


def _wider(session: Session) -> Iterator[Line]:
    """The ATLAS profile proposed, where the core practices are in question."""
    if session.state.profile is Profile.CORE:
        now, count = (len(session.catalogue.in_profile(p)) for p in (Profile.CORE, Profile.ATLAS))
        yield line("systems.generative", LineStyle.HINT, now=now, count=count)


def choose(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """`/scope core|atlas|extended`: which practices are in question."""
    wanted = accept(argument).strip().lower()
    if wanted not in set(Profile):
        raise ActError(say("error.scope"), say("error.scope-do"))
    if session.state.profile == wanted:
        now = line("scope.already", profile=wanted, count=len(in_scope(session)))
    else:
        session = session.record(ProfileChosen(profile=Profile(wanted)))
        count, minutes = len(in_scope(session)), minutes_left(session)
        now = line("scope.chosen", profile=wanted, count=count, minutes=minutes)
    if session.state.scope_settled:
        yield from go_on(session, [now])
    else:
        yield from stay(session, [now, *question_lines(session)])


def settle(session: Session, lines: tuple[Line, ...] = ()) -> Iterator[Shown]:
    """The scope is right: ask for the role, then begin."""
    if not session.speaker.role:
        asking = session.at(Focus(Where.ROLE))
        yield from stay(asking, [*lines, *question_lines(asking)])
        return
    yield from _settled(session, lines)


def _settled(session: Session, lines: tuple[Line, ...] = ()) -> Iterator[Shown]:
    """With the role known, so that it is on record with the scope."""
    if not session.state.scope_settled:
        session = session.record(ScopeSettled())
    yield from begin(session, lines)


def hear_role(session: Session, text: str) -> Iterator[Shown]:
    """Who speaks, as 'role' or 'name, role'; the scope is settled in the new role."""
    said = _introduced(" ".join(accept(text).split()))
    if len(said.split()) > LONGEST_ROLE or re.search(r"[.!?]\s+\w", said.partition(",")[2] or said):
        raise ActError(say("error.role"), say("error.role-do"))
    speaker = speaker_of(said, session.speaker.name)
    yield from _settled(replace(session, speaker=speaker))


def _introduced(said: str) -> str:
    """'Katharina Vogel, AI governance' of somebody who says more than that; else the words as they are."""
    match = _INTRODUCTION.fullmatch(said) if len(said) <= LONGEST_INTRODUCTION else None
    return f"{match['name']}, {match['role']}" if match else said


def speaker_of(text: str, name: str) -> Speaker:
    """'data engineer', 'Jonas, data engineer', 'I'm Jonas (data engineer)'."""
    said = re.sub(
        r"^(?:i['’]?m|i am|this is|as|my role is|"
        r"we are)\s+",
        "",
        " ".join(text.split()),
        flags=re.IGNORECASE,
    )
    parts = re.fullmatch(r"([^,:(]{1,80}?)(?:\s*[,:(]\s*|\s+[-–—]\s+)(.+?)\)?[. ]*", said)
    role = said
    if parts and not _ROLE_WORDS.search(parts.group(1)):
        name, role = parts.group(1), parts.group(2)
    role = re.sub(r"^(?:the|an?|our)\s+", "", role.strip(" ."), flags=re.IGNORECASE)
    return Speaker(name=name[:80].strip(), role=role[:80].strip() or "participant")


def begin(session: Session, lines: tuple[Line, ...] = ()) -> Iterator[Shown]:
    """The scope in one line, then the first question."""
    minutes = minutes_left(session)
    if session.box:
        start = line("begin.box", count=len(session.box.practices), minutes=minutes)
    elif session.is_classic:
        start = line("begin.classic", count=len(in_scope(session)), minutes=minutes)
    else:
        start = line("begin.line", count=len(in_scope(session)), minutes=minutes)
    yield from go_on(session, [*lines, start, line("begin.hint", LineStyle.HINT)])


def system(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """`/system add|change|drop NAME [traits]`; practices that now count differently are listed."""
    verb, _sep, rest = accept(argument).strip()[:LONGEST_SCOPE].partition(" ")
    known = {s.name.lower(): s.name for s in session.state.named}
    before = dependants(session)
    deeds: tuple[Deed, ...]
    if verb == "drop" and rest.strip().lower() in known:
        deeds = (SystemRemoved(name=known[rest.strip().lower()]),)
    elif verb in ("add", "change") and (found := parse_systems(rest, session.state.named)):
        _check_count(session, found)
        deeds = _changes(session, found)
    else:
        raise ActError(say("error.system"), say("error.system-do", known=join(list(known.values())) or "–"))
    if session.state.scope_settled:
        because = say("systems.changed", words=f"{verb} {rest.strip()}"[:200])
        deeds = (*deeds, *reopening(session, deeds, because=because))
    session = session.record(*deeds)
    lines = list(system_lines(session))
    if session.state.scope_settled:
        lines += ripple_lines(session, before)
    yield from stay(session, lines)


def count(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Count a system for the practice in focus against its traits, or leave it out."""
    practice = pending_practice(session)
    match = re.fullmatch(
        r"(.{1,80}?) (yes|no)[ ,:]+(.+)", accept(argument).strip()[:600], re.IGNORECASE | re.DOTALL
    )
    names = {s.name.lower(): s.name for s in session.state.systems}
    if practice is None or match is None or match.group(1).lower() not in names:
        raise ActError(say("error.count"), say("error.count-do"))
    counts = match.group(2).lower() == "yes"
    name = names[match.group(1).lower()]
    deed = Counted(practice=practice.id, system=name, counts=counts, reason=match.group(3)[:500])
    session = session.record(deed)
    counted = join(session.state.counted_systems(practice))
    yield from stay(session, [line("question.counted", LineStyle.HINT, systems=counted or "–")])


def speak_as(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """Somebody else speaks from now on."""
    name, _sep, role = accept(argument).strip().partition(",")
    if not name.strip():
        raise ActError(say("error.as"), say("error.as-do"))
    known = next((s.role for s in reversed(session.state.speakers) if s.name == name.strip()), "")
    speaker = Speaker(name=name.strip()[:80], role=role.strip()[:80] or known)
    now = line("as.now", name=speaker.name, role=speaker.role or "–")
    yield from stay(replace(session, speaker=speaker), [now])
