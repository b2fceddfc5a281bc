"""The attacks on record as they stand against one assessment: reckoned once, looked at from many sides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from assistant.conversation.session import LibraryDoor, Session
from assistant.conversation.topics import TopicKind, find_topic
from model.catalogue import Catalogue
from model.countermeasures import Countermeasure, countermeasures
from model.exposure import Attack, Exposure, expose
from model.matrix import Among, TacticColumn, columns, studies_among
from model.replay import Replay, ReplayedStep, ReplayedStudy, replay
from model.scoring import score


@dataclass(frozen=True)
class Landscape:
    """Exposure and replay with what they are told with."""

    name: str
    """The assessment's."""
    catalogue: Catalogue = field(repr=False)
    exposure: Exposure = field(repr=False)
    replay: Replay = field(repr=False)
    against: Mapping[str, tuple[Countermeasure, ...]] = field(repr=False)
    """By technique what acts against it, in the profile or not."""
    texts: Mapping[str, str] = field(repr=False)
    """An official file's own texts by id, where one of this release is kept."""

    @cached_property
    def attacks(self) -> dict[str, Attack]:
        """The attacks that weigh, by technique."""
        return {a.technique: a for a in self.exposure.attacks}

    @cached_property
    def studies(self) -> dict[str, ReplayedStudy]:
        """The case studies by id."""
        return {s.study: s for s in self.replay.studies}

    def columns(self, among: Among = Among.ALL) -> tuple[TacticColumn, ...]:
        """The matrix."""
        threats = self.catalogue.threats
        return columns(self.exposure, threats, among=among) if threats else ()

    def studies_among(self, among: Among = Among.ALL) -> tuple[ReplayedStudy, ...]:
        """The case studies in question, incidents first."""
        return studies_among(self.replay.studies, among)

    def employing(self, technique: str) -> tuple[tuple[ReplayedStudy, ReplayedStep], ...]:
        """The case studies that employ a technique or a special case of it, each with its first such step."""
        threats = self.catalogue.threats
        found = []
        for study in threats.employing(technique) if threats else ():
            played = self.studies[study.id]
            own = [s for s in played.steps if s.technique == technique]
            special = [s for s in played.steps if s.technique.startswith(f"{technique}.")]
            found.append((played, (own + special)[0]))
        return tuple(found)

    def kin(self, technique: str) -> tuple[str, ...]:
        """The technique that this one is a special case of, and the special cases of it."""
        threats = self.catalogue.threats
        known = [t.id for t in threats.techniques] if threats else []
        wider = [i for i in known if technique.startswith(f"{i}.")]
        return (*wider, *(i for i in known if i.startswith(f"{technique}.")))


def survey(session: Session, texts: Mapping[str, str]) -> Landscape:
    """What stands against the attacks on record in an assessment at this moment."""
    catalogue = session.catalogue
    card = score(session.state, catalogue)
    return Landscape(
        name=session.state.name,
        catalogue=catalogue,
        exposure=expose(card, catalogue),
        replay=replay(card, catalogue),
        against=countermeasures(catalogue),
        texts=texts,
    )


def official_texts(session: Session, library: LibraryDoor) -> Mapping[str, str]:
    """The full texts of the release that an assessment goes by, where an official file of it is kept."""
    return library.texts(session.catalogue.atlas)


def threat_named(catalogue: Catalogue, words: str) -> str | None:
    """The id of the technique or case study that the words name; None where they name neither."""
    topic = find_topic(catalogue, words) if words.strip() else None
    return topic.id if topic and topic.kind in (TopicKind.TECHNIQUE, TopicKind.STUDY) else None
