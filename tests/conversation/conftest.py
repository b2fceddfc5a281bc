"""A conversation over the real record and the real catalogue, with a scripted reader."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.record.store import Store, open_store
from knowledge.catalogue.catalogue import to_json
from model.assessment import Speaker
from model.catalogue import Catalogue
from model.deeds import ScopeSettled, System, SystemAdded
from model.practice import Profile
from tests.conversation.scripted import RELEASE, TALKS, USERS, ScriptedLibrary, Talk
from tests.small import JONAS

FOUR = ("photo", "eta", "customs", "address")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A record of its own."""
    with open_store(tmp_path / "record.db") as opened:
        yield opened


@pytest.fixture
def library(real: Catalogue) -> ScriptedLibrary:
    """The shipped catalogue and a reader that knows nothing yet."""
    return ScriptedLibrary(real)


@pytest.fixture
def begin(store: Store, library: ScriptedLibrary) -> Callable[..., Talk]:
    """Begins a conversation with systems that were named already."""

    def talk(*systems: str, name: str = "Nordwind", speaker: Speaker = JONAS) -> Talk:
        ledger = store.create(
            name, profile=Profile.CORE, catalogue_json=to_json(library.catalogue), speaker=speaker
        )
        if systems:
            added = [SystemAdded(system=System(name=s, traits=("trains-own",))) for s in systems]
            ledger.append([*added, ScopeSettled()], speaker)
        return Talk(ledger, library, speaker=speaker)

    return talk


@pytest.fixture
def talk(begin: Callable[..., Talk]) -> Talk:
    """A conversation about four systems, at the first story."""
    return begin(*FOUR)


@pytest.fixture
def told(talk: Talk) -> Talk:
    """The first story told: two practices drafted."""
    talk.library.hears(RELEASE, _1={"legal reads every talk": "photo eta"})
    talk.library.hears(USERS, _1={"new starters get the attack course": "some"})
    talk.say(TALKS)
    return talk
