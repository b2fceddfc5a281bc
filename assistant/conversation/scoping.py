"""The opening: which systems are in scope, what they are like, and who takes part."""

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.conversation.interviewer import in_scope, minutes_left, question_lines
from assistant.conversation.pace import go_on, pending_practice, stay
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
from model.assessment import Speaker
from model.deeds import (
    Counted,
    ScopeSettled,
    System,
    SystemAdded,
    SystemChanged,
    SystemRemoved,
)
from model.errors import ActError

MOST_SYSTEMS = 12

_TRAIT_WORDS: tuple[tuple[str, str], ...] = (
    (r"fine-?tun\w*|fine tune\w*", "fine-tunes"),
    (r"bought|purchased|vendor\w*|supplier'?s?|saas|off.the.shelf|hosted|licen[cs]ed|api of", "bought"),
    (r"train(?:s|ed|ing)?(?:[ -](?:by us|our own|own|ourselves|in.?house|it|them))|we train\w*|in-?house|home.?grown|"
     r"(?:our|my) own|trains-own|ours|self.?trained|own (?:model|training)", "trains-own"),
    (r"generat\w*|llms?|gpt\w*|chat ?bots?|language models?|copilot|assistant|rag", "generative"),
    (r"agents?|agentic|tool.?use|tool.?call\w*", "agentic"),
    (r"predict\w*|classif\w*|regress\w*|scor(?:es|ing)|forecast\w*|detect\w*|recogni\w*|recommend\w*|rank\w*", "predictive"),
    (r"public\w*|customer.?facing|internet.?facing|on the internet|external users?", "public-interface"),
    (r"internal(?:-only)?(?: use| only)?|employees only|intranet", "internal-only"),
    (r"on.?device|phones?|edge|embedded|mobile", "on-device"),
    (r"no[- ]sensors?", "no-sensors"),
    (r"cameras?|lidar|radar|microphones?|(?<!no[- ])sensors?", "sensors"),
    (r"personal.?data|patients?|pii|medical|biometric\w*", "personal-data"),
    (r"regulated|gdpr|mdr|medical device|bank\w*", "regulated"),
    (r"third.?party.?data|public data ?sets?|scraped|suppliers?'? data|data from suppliers", "third-party-data"),
    (r"third.?party.?models?|base models?|pre.?trained", "third-party-models"),
    (r"autonomous\w*|acts? (?:alone|by itself)|without (?:a )?human", "autonomous"),
    (r"high.?impact|safety\w*|critical|life.?or", "high-impact"),
)  # fmt: skip
_TRAITS = tuple((re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.I), trait) for words, trait in _TRAIT_WORDS)
_FILLER = re.compile(r"\b(?:is|are|was|all|both|the|rest|of|them|and|by|us|a|an|with|it|we|that|which|have|has|on|uses?|model|models)\b|[\s,.;:()\-–—&+]", re.I)  # noqa: E501
_NAME = re.compile(r"[\w][\w .&/+'-]{0,59}")


def traits_in(text: str) -> tuple[str, ...]:
    """The traits that a description names, in the order of the table."""
    return tuple(trait for pattern, trait in _TRAITS if pattern.search(text))


def parse_systems(text: str) -> tuple[System, ...]:
    """'photo, eta: trained by us, predictive; helpdesk-bot (bought chatbot)' as systems."""
    systems: dict[str, System] = {}
    for chunk in re.split(r"[;\n]+|(?<=\w)\.\s+", text):
        for system in _chunk(chunk.strip(" .-•*\t")):
            systems.setdefault(system.name.lower(), system)
    return tuple(systems.values())


def _chunk(chunk: str) -> list[System]:
    if not chunk:
        return []
    head, _, described = _split_description(chunk)
    names: list[tuple[str, str]] = []
    shared = described
    for part in re.split(r",(?![^()]*\))|\s+and\s+(?![^()]*\))|\s*&\s*", head):
        bare, own = _parenthesis(part)
        if not bare:
            continue
        if _is_description(bare) and names:
            shared += f" {bare}"
        elif _NAME.fullmatch(bare):
            names.append((re.sub(r"^(?:the|our|an?)\s+(?=\S)", "", bare, flags=re.I), own))
    return [System(name=name[:80], traits=_unique(traits_in(f"{own} {shared}"))) for name, own in names]


def _split_description(chunk: str) -> tuple[str, str, str]:
    match = re.search(r"\s*:\s+|\s+[-–—]\s+|\s+(?:is|are|was)\s+|\s+which\s+", re.sub(r"\([^()]*\)", lambda m: "_" * len(m[0]), chunk))
    return (chunk[: match.start()], match[0], chunk[match.end() :]) if match else (chunk, "", "")


def _parenthesis(part: str) -> tuple[str, str]:
    match = re.fullmatch(r"(.*?)\s*\((.*)\)\s*", part.strip(), re.S)
    return (match.group(1).strip(), match.group(2)) if match else (part.strip(" ."), "")


def _is_description(text: str) -> bool:
    rest = text
    for pattern, _ in _TRAITS:
        rest = pattern.sub("", rest)
    return rest != text and not _FILLER.sub("", rest)


def _unique(traits: tuple[str, ...]) -> tuple[str, ...]:
    """Without what another trait already says."""
    found = list(dict.fromkeys(traits))
    if "bought" in found and "trains-own" in found and "fine-tunes" not in found:
        found.remove("trains-own")
    return tuple(found)


def hear_systems(session: Session, text: str) -> Iterator[Shown]:
    """Systems as the user names them; again until the user says that the list is right."""
    systems = parse_systems(accept(text))
    if not systems:
        yield from stay(session, [line("systems.unclear"), *question_lines(session)])
        return
    if len({s.name.lower() for s in (*session.state.named, *systems)}) > MOST_SYSTEMS:
        raise ActError(say("error.systems", most=MOST_SYSTEMS), say("error.systems-do"))
    session = session.record(*(_deed(session, s) for s in systems))
    yield from stay(session, [*system_lines(session), *question_lines(session)])


def _deed(session: Session, system: System) -> SystemAdded | SystemChanged:
    old = next((s for s in session.state.named if s.name.lower() == system.name.lower()), None)
    return SystemChanged(name=old.name, system=system) if old else SystemAdded(system=system)


def system_lines(session: Session) -> Iterator[Line]:
    """The systems in scope with what is known of them."""
    yield line("systems.noted", LineStyle.LABEL)
    for system in session.state.named:
        yield line("systems.item", LineStyle.ITEM, indent=1, name=f"{system.name:<22}", traits=join(system.traits) or "–")
    traits = {t for s in session.state.named for t in s.traits}
    if traits & {"generative", "agentic"}:
        yield line("systems.generative", LineStyle.HINT)


def settle(session: Session, lines: tuple[Line, ...] = ()) -> Iterator[Shown]:
    """The scope is right: ask for the role, then begin."""
    if not session.state.scope_settled:
        session = session.record(ScopeSettled())
    if not session.speaker.role:
        asking = session.at(Focus(Where.ROLE))
        yield from stay(asking, [*lines, *question_lines(asking)])
        return
    yield from begin(session, lines)


def hear_role(session: Session, text: str) -> Iterator[Shown]:
    """Who speaks, as 'role' or 'name, role'."""
    first, comma, rest = accept(text).strip().partition(",")
    name, role = (first.strip(), rest.strip()) if comma else (session.speaker.name, first.strip())
    role = re.sub(r"^(?:i'?m|i am|as)?\s*(?:the|an?)?\s+", "", f" {role}", flags=re.I).strip() or "participant"
    yield from begin(replace(session, speaker=Speaker(name=name[:80] or session.speaker.name, role=role[:80])))


def begin(session: Session, lines: tuple[Line, ...] = ()) -> Iterator[Shown]:
    """The scope in one line, then the first question."""
    start = line("begin.line", count=len(in_scope(session)), minutes=minutes_left(session))
    yield from go_on(session, [*lines, start, line("begin.hint", LineStyle.HINT)])


def system(session: Session, argument: str, _: LibraryDoor) -> Iterator[Shown]:
    """`/system add|change|drop NAME [traits]`; practices that now count differently are listed."""
    verb, _sep, rest = accept(argument).strip().partition(" ")
    known = {s.name.lower(): s for s in session.state.named}
    before = {p.id: session.state.counted_systems(p) for p in session.catalogue.practices}
    if verb == "drop" and rest.strip().lower() in known:
        session = session.record(SystemRemoved(name=known[rest.strip().lower()].name))
    elif verb in ("add", "change") and (found := parse_systems(rest)):
        session = session.record(*(_deed(session, s) for s in found))
    else:
        raise ActError(say("error.system"), say("error.system-do", known=join([s.name for s in known.values()])))
    moved = [p.name for p in session.catalogue.practices if session.state.counted_systems(p) != before[p.id]]
    ripple = [line("systems.ripple", LineStyle.HINT, names=join(moved))] if moved and session.state.scope_settled else []
    yield from stay(session, [*system_lines(session), *ripple])


def count(session: Session, argument: str, _: LibraryDoor) -> Iterator[Shown]:
    """Count a system for the practice in focus against its traits, or leave it out."""
    practice = pending_practice(session)
    match = re.fullmatch(r"(.+?)\s+(yes|no)\s+(.+)", accept(argument).strip(), re.I | re.S)
    names = {s.name.lower(): s.name for s in session.state.systems}
    if practice is None or match is None or match.group(1).lower() not in names:
        raise ActError(say("error.count"), say("error.count-do"))
    counts = match.group(2).lower() == "yes"
    deed = Counted(practice=practice.id, system=names[match.group(1).lower()], counts=counts, reason=match.group(3))
    session = session.record(deed)
    counted = join(session.state.counted_systems(practice))
    yield from stay(session, [line("question.counted", LineStyle.HINT, systems=counted or "–")])


def speak_as(session: Session, argument: str, _: LibraryDoor) -> Iterator[Shown]:
    """Somebody else speaks from now on."""
    name, _sep, role = accept(argument).strip().partition(",")
    if not name.strip():
        raise ActError(say("error.as"), say("error.as-do"))
    known = next((s.role for s in reversed(session.state.speakers) if s.name == name.strip()), "")
    speaker = Speaker(name=name.strip()[:80], role=role.strip()[:80] or known)
    yield from stay(replace(session, speaker=speaker), [line("as.now", name=speaker.name, role=speaker.role or "–")])
