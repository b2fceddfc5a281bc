"""The system profile: what is known of each system, what it leaves out, and how high it sets the targets."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from assistant.conversation.accounts import step_words
from assistant.conversation.interviewer import is_reached
from assistant.conversation.pace import go_on, stay
from assistant.conversation.session import LibraryDoor, Line, LineStyle, Session, Shown
from assistant.conversation.speech import accept, join, line, trait_words
from assistant.conversation.topics import find_practice
from model.assessment import Act, State
from model.catalogue import Catalogue
from model.deeds import Deed, PracticeRequested, Reopened, System
from model.errors import ActError
from model.fold import apply
from model.practice import Practice
from model.profile import Fact
from model.targets import TargetProposal, propose

LABEL, ITEM, HINT = LineStyle.LABEL, LineStyle.ITEM, LineStyle.HINT
AGENT_FACTS = frozenset({"rights", "memory"})
"""Asked of agents only."""


@dataclass(frozen=True)
class Dependants:
    """What depends on the facts as they stand: compared before and after a change."""

    counted: Mapping[str, tuple[str, ...]]
    targets: Mapping[str, TargetProposal]


def profile(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """`/profile [SYSTEM]`: all systems briefly, or one with every fact and what depends on it."""
    wanted = accept(argument).strip().lower()
    system = next((s for s in session.state.systems if s.name.lower() == wanted), None)
    if wanted and system is None:
        known = join([s.name for s in session.state.systems])
        raise ActError(line("error.system").text, line("profile.known", known=known).text)
    lines = system_profile(session.catalogue, system) if system else profile_lines(session)
    yield from stay(session, list(lines))


def request(session: Session, argument: str, *, library: LibraryDoor) -> Iterator[Shown]:
    """`/request PRACTICE [no]`: a provisional practice comes into question, or leaves it."""
    words = accept(argument).strip()
    is_wanted = not words.lower().endswith(" no")
    practice = find_practice(session.catalogue, words if is_wanted else words[:-3])
    if practice is None or not practice.provisional:
        names = [p.name for p in session.catalogue.practices if p.provisional]
        raise ActError(line("error.request").text, line("error.request-do", names=join(names) or "–").text)
    session = session.record(PracticeRequested(practice=practice.id, is_wanted=is_wanted))
    key = "request.wanted" if is_wanted else "request.dropped"
    told = [line(key, practice=practice.name)]
    yield from stay(session, told) if is_reached(session, session.focus) else go_on(session, told)


def profile_lines(session: Session) -> Iterator[Line]:
    """What is known and what is not, what is left out and why, and the targets with their steps."""
    state, catalogue = session.state, session.catalogue
    yield line("profile.heading", LineStyle.HEADING)
    for system in state.systems:
        stated = trait_words(system.traits) or line("systems.no-traits").text
        yield line("profile.system", ITEM, indent=1, name=system.name, traits=stated)
        if unsaid := open_facts(catalogue, system):
            yield line("profile.unsaid", HINT, indent=2, facts=join([f.name for f in unsaid]))
    yield line("profile.how", HINT)
    yield from _left_out(state, catalogue)
    yield from _targets(state, catalogue)


def system_profile(catalogue: Catalogue, system: System) -> Iterator[Line]:
    """Every fact of one system: what was said, else the question; and what depends on it."""
    yield Line(system.name, LineStyle.HEADING)
    for fact in catalogue.facts:
        if fact.id in AGENT_FACTS and "agentic" not in system.traits:
            continue
        said = [t for t in system.traits if t in fact.traits]
        if said:
            yield line("profile.fact", ITEM, indent=1, fact=fact.name, traits=trait_words(said))
        else:
            yield line("profile.fact-open", ITEM, indent=1, fact=fact.name, question=fact.question)
            yield line("profile.answers", HINT, indent=2, traits=trait_words(fact.traits))
        switched = [p.name for p in catalogue.practices if _turns_on(p, fact)]
        if switched:
            yield line("profile.switches", HINT, indent=2, names=join(switched, 4))
    yield line("profile.how", HINT)


def open_facts(catalogue: Catalogue, system: System) -> tuple[Fact, ...]:
    """The facts that nobody stated of a system, those of agents only for an agent."""
    traits = frozenset(system.traits)
    asked = (f for f in catalogue.facts if f.id not in AGENT_FACTS or "agentic" in traits)
    return tuple(f for f in asked if not f.states(traits))


def dependants(session: Session) -> Dependants:
    """What depends on the facts of the systems in scope."""
    assessed = session.state.assessed(session.catalogue)
    return Dependants(
        counted={p.id: session.state.counted_systems(p) for p in assessed},
        targets=propose(session.state, session.catalogue),
    )


def reopening(session: Session, deeds: Sequence[Deed], *, because: str) -> tuple[Reopened, ...]:
    """What deeds about systems ask again, to be recorded in one go with them: one undo takes back all.

    These are the settled practices that count a system more or one less; one that was dropped from the scope
    leaves what is known of the others as it is.
    """
    before, after = dependants(session).counted, _supposed(session, deeds)
    there = {s.name for s in after.systems}
    moved = [
        p.id
        for p in after.assessed(session.catalogue)
        if after.practice(p.id).is_settled
        and (counted := set(after.counted_systems(p)))
        and counted != set(before.get(p.id, ())) & there
    ]
    return (Reopened(practices=tuple(moved), because=because),) if moved else ()


def _supposed(session: Session, deeds: Sequence[Deed]) -> State:
    """The state as deeds would leave it."""
    state = session.state
    for deed in deeds:
        at = state.last_at or datetime.min.replace(tzinfo=UTC)
        state = apply(state, Act(seq=state.count + 1, at=at, speaker=session.speaker, deed=deed))
    return state


def ripple_lines(session: Session, before: Dependants) -> Iterator[Line]:
    """What a changed fact moved: who counts where, which targets, what is asked again."""
    names = {p.id: p.name for p in session.catalogue.practices}
    after = dependants(session)
    counted = [names[i] for i, systems in after.counted.items() if systems != before.counted.get(i)]
    if counted:
        yield line("systems.ripple", HINT, names=join(counted))
    for practice in after.counted:
        was, now = before.targets[practice], after.targets[practice]
        if was.level != now.level and practice not in session.state.targets:
            steps = "; ".join(step_words(s) for s in now.steps)
            values: dict[str, Any] = {"before": was.level, "after": now.level, "steps": steps}
            yield line("systems.target-moved", HINT, practice=names[practice], **values)
    again = [names[i] for i in after.counted if session.state.practice(i).reopened]
    if again:
        yield line("systems.reopened", HINT, names=join(again))


def _turns_on(practice: Practice, fact: Fact) -> bool:
    rules = (practice.applies, *practice.applies.also)
    return any(set(fact.traits) & {*rule.leaves_out, *rule.unless} for rule in rules)


def _targets(state: State, catalogue: Catalogue) -> Iterator[Line]:
    """The targets that something moved, by their steps; the others in one line."""
    yield line("profile.targets", LABEL)
    proposals, unmoved = propose(state, catalogue), []
    alike: dict[str, list[str]] = {}
    for practice in (p for p in state.assessed(catalogue) if state.counted_systems(p)):
        steps = proposals[practice.id].steps
        if len(steps) == 1:
            unmoved.append(practice.name)
            continue
        alike.setdefault("; ".join(step_words(s) for s in steps), []).append(practice.name)
    for words, names in alike.items():
        yield line("profile.target", ITEM, indent=1, steps=words, practices=join(names, len(names)))
    if unmoved:
        level = catalogue.targets.base
        yield line("profile.unmoved", ITEM, indent=1, level=level, names=join(unmoved, len(unmoved)))


def _left_out(state: State, catalogue: Catalogue) -> Iterable[Line]:
    gone = [p for p in state.assessed(catalogue) if not state.counted_systems(p)]
    if gone:
        yield line("profile.left-out", LABEL)
    for practice in gone:
        causes = "; ".join(dict.fromkeys(state.causes(practice).values()))
        yield line("profile.left", ITEM, indent=1, practice=practice.name, causes=causes)
