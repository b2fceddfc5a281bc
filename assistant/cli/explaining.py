"""`mlsmm explain` and `mlsmm profile`: explanations and the system profile, as text, Markdown or JSON."""

import argparse
from collections.abc import Sequence

from assistant.cli.figures import Json
from assistant.cli.output import as_markdown, fault, put, put_whole, say, show, show_json
from assistant.cli.sources import assessment, catalogue_of, library_of, settings_of
from assistant.conversation.explain import NO_TEXTS, explain_practice, explain_topic
from assistant.conversation.profiling import open_facts, profile_lines, system_profile
from assistant.conversation.session import Line, LineStyle, Session
from assistant.conversation.topics import Topic, TopicKind, find_topic
from knowledge.atlas.kept import load_in_use
from model.assessment import Decided
from model.catalogue import Catalogue
from model.deeds import TargetSet
from model.errors import InputError
from model.targets import propose

SENTENCE = 4
"""From so many words on, words that name nothing are a question."""


def explain(arguments: argparse.Namespace) -> int:
    """`mlsmm explain [PRACTICE [LEVEL] | ACTIVITY | TECHNIQUE | STUDY | WORD | QUESTION] [--markdown]`"""
    catalogue = catalogue_of(arguments)
    words = " ".join(arguments.topic)
    if not words:
        _list_practices(catalogue, is_json=arguments.json)
        return 0
    topic = find_topic(catalogue, words)
    if topic is None:
        return _answer(arguments, catalogue, words=words)
    in_use = load_in_use(settings_of(arguments).data)
    lines = explain_topic(catalogue, topic, texts=in_use.texts if in_use else NO_TEXTS)
    if arguments.json:
        show_json(_to_explanation(catalogue, words, topic=topic, lines=lines))
    else:
        show_as(lines, is_markdown=arguments.markdown)
    return 0


def _answer(arguments: argparse.Namespace, catalogue: Catalogue, *, words: str) -> int:
    """A free question: the practices that it is about, the first explained."""
    if "?" not in words and sum(word.isalpha() for word in words.split()) < SENTENCE:
        raise fault(InputError, "error.no-topic", topic=words)
    found = [catalogue.practice(i) for i in library_of(arguments).find(words)][:3]
    if not found:
        raise fault(InputError, "error.outside")
    lines = explain_practice(catalogue, found[0])
    if arguments.json:
        topic = Topic(TopicKind.PRACTICE, found[0].id)
        explanation = _to_explanation(catalogue, words, topic=topic, lines=lines)
        show_json({**explanation, "practices": [{"id": p.id, "name": p.name} for p in found]})
        return 0
    rest = "; ".join(f"{p.name} ({p.id})" for p in found[1:])
    show_as([*lines, Line(say("explain.also", names=rest), LineStyle.HINT)], is_markdown=arguments.markdown)
    return 0


def show_as(lines: Sequence[Line], *, is_markdown: bool) -> None:
    """Print lines as text or as Markdown."""
    if is_markdown:
        put_whole(as_markdown(lines))
    else:
        show(lines)


def _to_explanation(catalogue: Catalogue, words: str, *, topic: Topic, lines: Sequence[Line]) -> Json:
    is_practice = topic.kind in (TopicKind.PRACTICE, TopicKind.LEVEL)
    practice = catalogue.practice(topic.id).model_dump(mode="json") if is_practice else None
    return {
        "topic": words,
        "kind": topic.kind.value,
        "id": topic.id,
        "level": topic.level,
        "practice": practice,
        "text": [line.text for line in lines],
        "sections": to_sections(lines),
    }


def to_sections(lines: Sequence[Line]) -> list[Json]:
    """Lines under their headings."""
    sections: list[Json] = []
    for line in lines:
        if line.style in (LineStyle.HEADING, LineStyle.LABEL) or not sections:
            is_heading = line.style in (LineStyle.HEADING, LineStyle.LABEL)
            sections.append({"heading": line.text if is_heading else "", "lines": []})
            if is_heading:
                continue
        sections[-1]["lines"].append(line.text)
    return sections


def _list_practices(catalogue: Catalogue, *, is_json: bool) -> None:
    if is_json:
        show_json([{"id": p.id, "name": p.name} for p in catalogue.practices])
        return
    for practice in catalogue.practices:
        put(say("explain.row", practice=practice.id, name=practice.name))


def profile(arguments: argparse.Namespace) -> int:
    """`mlsmm profile NAME|FILE [SYSTEM]`: facts, what they leave out, targets with every step."""
    with assessment(arguments) as found:
        session = found.session
        if arguments.json:
            show_json(to_profile(session))
            return 0
        if arguments.system is None:
            show(profile_lines(session))
            return 0
        system = next((s for s in session.state.systems if s.name == arguments.system), None)
        if system is None:
            known = ", ".join(s.name for s in session.state.systems)
            raise fault(InputError, "error.no-system", system=arguments.system, known=known)
        show(system_profile(session.catalogue, system))
    return 0


def to_profile(session: Session) -> Json:
    """The system profile as JSON."""
    state, catalogue = session.state, session.catalogue
    assessed = state.assessed(catalogue)
    return {
        "profile": state.profile.value,
        "systems": [
            {
                "name": s.name,
                "traits": list(s.traits),
                "open": [f.id for f in open_facts(catalogue, s)],
            }
            for s in state.systems
        ],
        "left_out": [{"practice": p.id, "causes": causes} for p in assessed if (causes := state.causes(p))],
        "targets": [_to_target(session, p.id) for p in assessed],
    }


def _to_target(session: Session, practice: str) -> Json:
    proposal = propose(session.state, session.catalogue)[practice]
    override = session.state.targets.get(practice)
    return {
        "practice": practice,
        "proposed": proposal.level,
        "steps": [
            {"code": s.code, "level": s.level, "because": list(s.because), "reason": s.reason}
            for s in proposal.steps
        ],
        "override": _to_override(override) if override else None,
    }


def _to_override(override: Decided[TargetSet]) -> Json:
    """Who set another target, when and why."""
    return {
        "level": override.deed.level,
        "reason": override.deed.reason,
        "owner": override.deed.owner,
        "review": str(override.deed.review) if override.deed.review else None,
        "speaker": override.speaker.model_dump(),
        "at": override.at.isoformat(),
    }
